"""Frames: sealed pictures that build on each other, put together again when looked at."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence

from PIL import Image

from services.errors import WorldError
from services.records import (
    CaptureId,
    EncodedFrame,
    Frame,
    FrameId,
    FramePicture,
    Patch,
    PictureState,
)
from services.store import pictures
from services.store.blobs import BlobStore
from services.store.database import Connection, Database
from services.store.rows import FRAME, chunks, frame_of, marks

_CHAIN = (
    f"WITH RECURSIVE chain (link, step) AS (SELECT ?, 0 UNION ALL SELECT f.base_id, step + 1"
    f" FROM chain JOIN frame f ON f.id = link WHERE f.base_id IS NOT NULL)"
    f" SELECT {FRAME} FROM chain JOIN frame ON id = link ORDER BY step DESC"
)


class BaseFrameGoneError(WorldError):
    """The frame that a new one builds on has faded or was deleted: store a keyframe instead."""


class Frames:
    """Stores frames and gives their pictures back."""

    def __init__(self, database: Database, blobs: BlobStore) -> None:
        self._database = database
        self._blobs = blobs

    def insert(
        self, connection: Connection, capture_id: CaptureId, new: EncodedFrame
    ) -> tuple[FrameId, str]:
        """Store a frame inside its capture's transaction; gives its id and its blob's name.

        Raises ``BaseFrameGoneError`` where its base has no full picture of this size any more.
        """
        if new.base is not None:
            base = connection.execute(
                "SELECT 1 FROM frame WHERE id = ? AND state = 'full' AND width = ? AND height = ?",
                (new.base, new.width, new.height),
            ).fetchone()
            if base is None:
                raise BaseFrameGoneError("The picture this one builds on is gone.")
        packed = pictures.write_patches(new.patches)
        blob = self._blobs.put(packed)
        row = (capture_id, new.monitor, new.width, new.height, new.base, blob, len(packed))
        cursor = connection.execute(
            "INSERT INTO frame (capture_id, monitor, width, height, base_id, blob, bytes)"
            " VALUES (?,?,?,?,?,?,?)",
            row,
        )
        return FrameId(cursor.lastrowid), blob

    def drop_blobs(self, names: Iterable[str]) -> None:
        """Remove blobs whose rows were rolled back."""
        for name in names:
            self._blobs.remove(name)

    def get(self, frame_id: FrameId) -> Frame | None:
        """One frame, or None where it is gone."""
        found = self._select("WHERE id = ?", (frame_id,))
        return found[0] if found else None

    def of_capture(self, capture_id: CaptureId) -> Frame | None:
        """The frame of a capture, if it has one."""
        found = self._select("WHERE capture_id = ?", (capture_id,))
        return found[0] if found else None

    def chain(self, frame_id: FrameId) -> list[Frame]:
        """The frames a picture is made of, its keyframe first; empty where it is gone."""
        with self._database.read() as connection:
            return [frame_of(row) for row in connection.execute(_CHAIN, (frame_id,))]

    def latest_of(self, monitor: int) -> Frame | None:
        """The newest frame of a monitor that still has its full picture."""
        found = self._select(
            "WHERE monitor = ? AND state = 'full' ORDER BY id DESC LIMIT 1", (monitor,)
        )
        return found[0] if found else None

    def older_than(
        self, at_ms: int, state: PictureState, limit: int, after: FrameId | None = None
    ) -> list[Frame]:
        """Frames of captures made before a time whose picture is in a state, the oldest first.

        ``after`` is the last frame that was looked at before, if any.
        """
        return self._select(
            "WHERE state = ? AND id > ?"
            " AND (SELECT at_ms FROM capture c WHERE c.id = capture_id) < ? ORDER BY id LIMIT ?",
            (state, after or 0, at_ms, limit),
        )

    def _select(self, tail: str, values: Sequence[object]) -> list[Frame]:
        with self._database.read() as connection:
            rows = connection.execute(f"SELECT {FRAME} FROM frame {tail}", values)
            return [frame_of(row) for row in rows]

    def picture(self, frame_id: FrameId) -> FramePicture:
        """A frame's picture put together; a thumbnail comes at its own, smaller size.

        Raises ``WorldError`` where the picture is gone, missing or damaged.
        """
        image = _Assembler(self, self._blobs).image(frame_id)
        frame = self.get(frame_id)
        state = PictureState.GONE if frame is None else frame.state
        return FramePicture(frame_id, image.width, image.height, image.tobytes(), state)

    def fade(self, frame_id: FrameId) -> None:
        """Replace one picture by its thumbnail."""
        self.fade_many([frame_id])

    def fade_many(self, ids: Iterable[FrameId]) -> int:
        """Replace full pictures by thumbnails; returns how many.

        Frames that build on them stay whole: they become keyframes first. A picture that
        cannot be read any more becomes ``GONE``.
        """
        assembler = _Assembler(self, self._blobs)
        with self._database.write() as connection:
            full = self._in_state(connection, ids, PictureState.FULL)
            self._release(connection, full)
            for frame in full:
                try:
                    image = pictures.thumbnail(assembler.image(frame.id))
                except WorldError:
                    self._swap(connection, frame, b"", PictureState.GONE)
                else:
                    self._swap(connection, frame, pictures.whole(image), PictureState.THUMBNAIL)
            _unlink(connection, full)
        return len(full)

    def drop(self, ids: Iterable[FrameId]) -> int:
        """Let go of all pixels of frames, thumbnails too; returns how many frames lost theirs."""
        with self._database.write() as connection:
            frames = [
                *self._in_state(connection, ids := list(ids), PictureState.FULL),
                *self._in_state(connection, ids, PictureState.THUMBNAIL),
            ]
            self._release(connection, frames)
            for frame in frames:
                self._swap(connection, frame, b"", PictureState.GONE)
            _unlink(connection, frames)
        return len(frames)

    def release(self, connection: Connection, ids: Iterable[FrameId]) -> list[str]:
        """Make frames deletable: whatever builds on them becomes a keyframe. Gives their blobs."""
        frames = []
        for group in chunks(ids):
            sql = f"SELECT {FRAME} FROM frame WHERE id IN ({marks(group)}) ORDER BY id"
            frames += [frame_of(row) for row in connection.execute(sql, group)]
        self._release(connection, frames)
        return [frame.blob for frame in frames if frame.blob]

    def _in_state(
        self, connection: Connection, ids: Iterable[FrameId], state: PictureState
    ) -> list[Frame]:
        frames = []
        for group in chunks(sorted(ids)):
            sql = (
                f"SELECT {FRAME} FROM frame WHERE id IN ({marks(group)}) AND state = ? ORDER BY id"
            )
            frames += [frame_of(row) for row in connection.execute(sql, [*group, state])]
        return frames

    def _release(self, connection: Connection, frames: Sequence[Frame]) -> None:
        leaving = {frame.id for frame in frames}
        for group in chunks(leaving):
            sql = f"SELECT {FRAME} FROM frame WHERE base_id IN ({marks(group)}) ORDER BY id"
            for row in connection.execute(sql, group).fetchall():
                dependent = frame_of(row)
                if dependent.id in leaving:
                    continue
                try:
                    packed = self._as_keyframe(dependent.id)
                except WorldError:  # it cannot be shown now either; deleting its base must not fail
                    self._swap(connection, dependent, b"", PictureState.GONE)
                else:
                    self._swap(connection, dependent, packed, PictureState.FULL)
                _unlink(connection, [dependent])

    def _as_keyframe(self, frame_id: FrameId) -> bytes:
        """A frame's blob that stands for itself, with the very same pixels and no hidden ones.

        What lies under later patches must not stay: the person may have it deleted.
        """
        chain = self.chain(frame_id)
        patches: list[Patch] = []
        for frame in chain:
            if frame.state is not PictureState.FULL:
                raise WorldError("This picture has faded away.", "Its text can still be found.")
            patches += pictures.read_patches(self._blobs.get(frame.blob))
        flat = pictures.flattened(patches)
        return flat or pictures.exactly(_Assembler(self, self._blobs).image(frame_id))

    def _swap(
        self, connection: Connection, frame: Frame, packed: bytes, state: PictureState
    ) -> None:
        """Give a frame another blob (none for no bytes); the old one is queued to be removed."""
        blob = self._blobs.put(packed) if packed else ""
        connection.execute(
            "UPDATE frame SET blob = ?, bytes = ?, state = ? WHERE id = ?",
            (blob, len(packed), state, frame.id),
        )
        queue_blobs(connection, [frame.blob])


def _unlink(connection: Connection, frames: Iterable[Frame]) -> None:
    connection.executemany(
        "UPDATE frame SET base_id = NULL WHERE id = ?", [(frame.id,) for frame in frames]
    )


def queue_blobs(connection: Connection, names: Iterable[str]) -> None:
    """Note blobs whose files must go once this transaction is in."""
    connection.executemany(
        "INSERT OR IGNORE INTO removal (kind, name) VALUES ('blob', ?)",
        [(name,) for name in names if name],
    )


class _Assembler:
    """Puts pictures together, remembering the last few because frames build on each other."""

    KEPT = 4

    def __init__(self, frames: Frames, blobs: BlobStore) -> None:
        self._frames = frames
        self._blobs = blobs
        self._recent: OrderedDict[FrameId, Image.Image] = OrderedDict()

    def image(self, frame_id: FrameId) -> Image.Image:
        """The whole picture of a frame; raises ``WorldError`` where it cannot be had."""
        chain = self._frames.chain(frame_id)
        if not chain or any(frame.state is PictureState.GONE for frame in chain):
            raise WorldError("This picture has faded away.", "Its text can still be found.")
        image, left = self._start(chain)
        for frame in left:
            pictures.paint(image, pictures.read_patches(self._blobs.get(frame.blob)))
        self._recent[frame_id] = image
        if len(self._recent) > self.KEPT:
            self._recent.popitem(last=False)
        return image

    def _start(self, chain: list[Frame]) -> tuple[Image.Image, list[Frame]]:
        """A picture of our own to paint on, and the frames of the chain that it still lacks."""
        for at in range(len(chain) - 1, -1, -1):
            if chain[at].id in self._recent:
                return self._recent[chain[at].id].copy(), chain[at + 1 :]
        first = chain[0]
        if first.state is PictureState.THUMBNAIL:  # it has a size of its own
            return pictures.decode(_only(self._blobs.get(first.blob)).webp), []
        return Image.new("RGB", (first.width, first.height)), chain


def _only(blob: bytes) -> Patch:
    patches = pictures.read_patches(blob)
    if not patches:
        raise pictures.damaged()
    return patches[0]
