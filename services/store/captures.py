"""Captures: what was seen at one time, stored together with its segments and its frame."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from services.clock import DAY_MS, HOUR_MS
from services.records import (
    Capture,
    CaptureId,
    EventId,
    FrameId,
    NewCapture,
    SegmentId,
    Source,
)
from services.store.columns import numbers
from services.store.database import Connection, Database
from services.store.frames import Frames
from services.store.postings import OVERLAP
from services.store.rows import CAPTURE, CAPTURE_FROM, boxes_text, capture_of, chunks, marks
from services.store.words import put_new_windows, put_words

Added = tuple[CaptureId, tuple[SegmentId, ...], FrameId | None]
SITTING_MS = HOUR_MS  # how far ahead a capture's window is followed
_SAYS = "(trim(s.text) <> '' OR s.packed IS NOT NULL)"
LOOKED_BACK = 5_000  # captures, for the windows that they were of
DIGITS = 18  # of the longest internal id; more do not fit a row id


class Captures:
    """Stores captures and finds them again."""

    def __init__(self, database: Database, frames: Frames) -> None:
        self._database = database
        self._frames = frames

    def add(self, new: NewCapture) -> Added:
        """Store one capture with everything in it; its ids come back."""
        return self.add_many([new])[0]

    def add_many(self, batch: Sequence[NewCapture]) -> list[Added]:
        """Store captures in one transaction, all or none: much faster than one by one."""
        blobs: list[str] = []
        try:
            with self._database.write() as connection:
                added = [self._insert(connection, new, blobs) for new in batch]
                ids = [segment for _, segments, _ in added for segment in segments]
                put_words(connection, ids)
                windows = put_new_windows(connection, ids)
                # what is brought in between older memories changes the windows of those
                known = min(ids, default=0) - OVERLAP
                self._database.touch(own for own in windows if own < known)
        except BaseException:
            self._frames.drop_blobs(blobs)
            raise
        return added

    def _insert(self, connection: Connection, new: NewCapture, blobs: list[str]) -> Added:
        capture_id = CaptureId(
            connection.execute(
                "INSERT INTO capture (external_id, source, at_ms, until_ms, offset_min, trust, app,"
                " title, url, thread, author, monitor, document_id)"
                " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
                (
                    new.external_id, new.source, new.at_ms, new.at_ms, new.offset_min, new.trust,
                    new.app, new.title, new.url, new.thread, new.author, new.monitor,
                    new.document_id,
                ),
            ).lastrowid
        )  # fmt: skip
        frame_id = None
        if new.frame is not None:
            frame_id, blob = self._frames.insert(connection, capture_id, new.frame)
            blobs.append(blob)
        segments = tuple(
            SegmentId(
                connection.execute(
                    "INSERT INTO segment (capture_id, ordinal, at_ms, text, heading, place, boxes,"
                    ' start, "end", reinforced_at_ms, pinned) VALUES (?,?,?,?,?,?,?,?,?,?,?)',
                    (
                        capture_id, ordinal, new.at_ms, part.text, part.heading, part.place,
                        boxes_text(part.lines), part.start, part.end, new.at_ms, int(new.pinned),
                    ),
                ).lastrowid
            )
            for ordinal, part in enumerate(new.segments)
        )  # fmt: skip
        return capture_id, segments, frame_id

    def stood(self, capture_id: CaptureId, until_ms: int) -> None:
        """Note until when a capture's window stood in front; its event lasts as long.

        A capture that is gone, or is newer than ``until_ms``, stays as it is.
        """
        with self._database.write() as connection:
            connection.execute(
                "UPDATE capture SET until_ms = ?1 WHERE id = ?2 AND at_ms <= ?1",
                (until_ms, capture_id),
            )
            connection.execute(
                "UPDATE event SET end_ms = max(end_ms, c.until_ms) FROM capture c"
                " WHERE c.id = ? AND event.id = c.event_id",
                (capture_id,),
            )

    def dwell(self, ids: Iterable[CaptureId]) -> dict[CaptureId, int]:
        """How long what a capture of the screen shows stayed there, in milliseconds.

        That is its own time in front and that of the captures of the same window and monitor
        that follow within ``SITTING_MS``; other captures are left out.
        """
        found: dict[CaptureId, int] = {}
        with self._database.read() as connection:
            for group in chunks(ids):
                rows = connection.execute(
                    "SELECT c.id, (SELECT sum(d.until_ms - d.at_ms)"
                    " FROM capture d INDEXED BY capture_window WHERE d.app = c.app"
                    " AND d.title = c.title AND d.source = c.source AND d.at_ms >= c.at_ms"
                    " AND d.at_ms < c.at_ms + ? AND d.monitor = c.monitor)"
                    f" FROM capture c WHERE c.source = ? AND c.id IN ({marks(group)})",
                    [SITTING_MS, Source.SCREEN, *group],
                )
                found |= {CaptureId(row[0]): row[1] for row in rows if row[1]}
        return found

    def find_external(self, external_id: str) -> CaptureId | None:
        """The capture that was imported under an id of its own."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT id FROM capture WHERE external_id = ?", (external_id,)
            ).fetchone()
        return None if row is None else CaptureId(row[0])

    def known_external(self, external_ids: Iterable[str]) -> set[str]:
        """Those of these outside ids that were imported already."""
        wanted = list(dict.fromkeys(external_ids))
        known: set[str] = set()
        with self._database.read() as connection:
            for at in range(0, len(wanted), 500):
                some = wanted[at : at + 500]
                rows = connection.execute(
                    "SELECT external_id FROM capture"
                    f" WHERE external_id IN ({','.join('?' * len(some))})",
                    some,
                )
                known.update(row[0] for row in rows)
        return known

    def get(self, capture_id: CaptureId) -> Capture | None:
        """One capture, or None where it is gone."""
        return self.many([capture_id]).get(capture_id)

    def many(self, ids: Iterable[CaptureId]) -> dict[CaptureId, Capture]:
        """Captures by id; those that are gone are left out."""
        found: dict[CaptureId, Capture] = {}
        with self._database.read() as connection:
            for group in chunks(ids):
                sql = f"SELECT {CAPTURE} FROM {CAPTURE_FROM} WHERE c.id IN ({marks(group)})"
                for row in connection.execute(sql, group):
                    found[CaptureId(row[0])] = capture_of(row)
        return found

    def between(
        self, start_ms: int, end_ms: int, limit: int, app: str | None = None
    ) -> list[Capture]:
        """Captures from ``start_ms`` on and before ``end_ms``, the oldest first."""
        condition, values = ("", []) if app is None else ("AND c.app = ?", [app])
        return self._select(
            f"WHERE c.at_ms >= ? AND c.at_ms < ? {condition} ORDER BY c.at_ms, c.id LIMIT ?",
            (start_ms, end_ms, *values, limit),
        )

    def latest(self, n: int) -> list[Capture]:
        """The newest captures, the newest first."""
        return self._select("ORDER BY c.at_ms DESC, c.id DESC LIMIT ?", (n,))

    def latest_in_window(self, app: str, title: str, before_ms: int) -> Capture | None:
        """The newest capture of one app and title up to ``before_ms``: the same window again."""
        found = self._select(
            "WHERE c.app = ? AND c.title = ? AND c.at_ms <= ?"
            " ORDER BY c.at_ms DESC, c.id DESC LIMIT 1",
            (app, title, before_ms),
        )
        return found[0] if found else None

    def without_event(self, limit: int) -> list[Capture]:
        """Captures that belong to no event yet, the oldest first."""
        return self._select("WHERE c.event_id IS NULL ORDER BY c.at_ms, c.id LIMIT ?", (limit,))

    def unsettled(self, limit: int) -> list[Capture]:
        """Captures without an event, or in one that is not settled, the oldest first."""
        loose = self.without_event(limit)
        held = self._select(
            "WHERE c.event_id IN (SELECT id FROM event WHERE settled = 0)"
            " ORDER BY c.at_ms, c.id LIMIT ?",
            (limit,),
        )
        return sorted([*loose, *held], key=lambda c: (c.at_ms, c.id))[:limit]

    def of_event(self, event_id: EventId) -> list[Capture]:
        """The captures of an event in order of time."""
        return self._select("WHERE c.event_id = ? ORDER BY c.at_ms, c.id", (event_id,))

    def of_document(self, document_id: int) -> list[Capture]:
        """The captures of a document version in order of time."""
        return self._select("WHERE c.document_id = ? ORDER BY c.at_ms, c.id", (document_id,))

    def newest_notes(self, limit: int) -> list[Capture]:
        """The person's own notes that say something, the newest first; -1 for all."""
        return self._select(
            f"WHERE c.source = 'note' AND EXISTS (SELECT 1 FROM segment s WHERE"
            f" s.capture_id = c.id AND {_SAYS}) ORDER BY c.at_ms DESC, c.id DESC LIMIT ?",
            (limit,),
        )

    def count_notes(self) -> tuple[int, list[CaptureId]]:
        """How many notes say something, and which of them may have a tag.

        The texts are looked through where they lie: of very many notes few have one.
        """
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT count(*), group_concat(CASE WHEN marked THEN id END) FROM (SELECT"
                " c.id AS id, max(instr(s.heading, '#') OR instr(s.text, '#')"
                " OR s.packed IS NOT NULL) AS marked FROM capture c INDEXED BY capture_note"
                " JOIN segment s ON s.capture_id = c.id"
                f" WHERE c.source = 'note' AND {_SAYS} GROUP BY c.id)"
            ).fetchone()
        count, marked = row or (0, None)
        return int(count), [CaptureId(own) for own in numbers(marked, np.int64).tolist()]

    def _select(self, tail: str, values: Sequence[object]) -> list[Capture]:
        with self._database.read() as connection:
            rows = connection.execute(f"SELECT {CAPTURE} FROM {CAPTURE_FROM} {tail}", values)
            return [capture_of(row) for row in rows]

    def authors(self, limit: int) -> list[str]:
        """Everyone who wrote something, those who wrote the most first."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT author FROM capture INDEXED BY capture_who WHERE author > ''"
                " GROUP BY author ORDER BY count(*) DESC, author LIMIT ?",
                (limit,),
            )
            return [row[0] for row in rows]

    def set_event(self, ids: Iterable[CaptureId], event_id: EventId | None) -> None:
        """Put captures into an event, or into none."""
        with self._database.write() as connection:
            for group in chunks(ids):
                connection.execute(
                    f"UPDATE capture SET event_id = ? WHERE id IN ({marks(group)})",
                    [event_id, *group],
                )

    def resolve(self, text: str) -> list[SegmentId]:
        """The segments an id stands for: an internal segment id, else an external capture id."""
        with self._database.read() as connection:
            return resolve(connection, text)

    def apps(self) -> list[tuple[str, int]]:
        """Every app with how many captures it has, the most captured first."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT app, sum(captures) AS n FROM activity WHERE person = '' AND span_ms = ?"
                " AND app <> '' GROUP BY app ORDER BY n DESC, app",
                (DAY_MS,),
            ).fetchall()
        return [(row[0], row[1]) for row in rows]

    def recent_windows(self, limit: int) -> list[tuple[str, str, str]]:
        """(App, title, address) of the last captures of the screen, the newest first."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT app, title, url FROM (SELECT app, title, url, at_ms FROM capture"
                " WHERE source = 'screen' ORDER BY at_ms DESC LIMIT ?)"
                " GROUP BY app, title, url ORDER BY max(at_ms) DESC LIMIT ?",
                (LOOKED_BACK, limit),
            )
            return [(row[0], row[1], row[2]) for row in rows]

    def windows(self) -> Iterator[tuple[str, str, str]]:
        """Every (app, title, address) of which there is a capture of the screen.

        One app after the other: those of all at once would take tens of megabytes.
        """
        with self._database.read() as connection:
            apps = connection.execute("SELECT DISTINCT app FROM capture").fetchall()
            for (app,) in apps:
                rows = connection.execute(
                    "SELECT DISTINCT title, url FROM capture WHERE source = 'screen' AND app = ?",
                    (app,),
                )
                yield from ((app, title, url) for title, url in rows)

    def in_windows(self, windows: Iterable[tuple[str, str, str]]) -> list[CaptureId]:
        """The captures of the screen with these apps, titles and addresses."""
        found: list[CaptureId] = []
        with self._database.read() as connection:
            for window in windows:
                rows = connection.execute(
                    "SELECT id FROM capture"
                    " WHERE source = 'screen' AND app = ? AND title = ? AND url = ?",
                    window,
                )
                found += [CaptureId(row[0]) for row in rows]
        return found

    def span(self) -> tuple[int, int] | None:
        """When the oldest and the newest capture were made; None where there is none."""
        with self._database.read() as connection:
            # apart: asked together, both ends of the index are found by reading all of it
            row = connection.execute(
                "SELECT (SELECT min(at_ms) FROM capture), (SELECT max(at_ms) FROM capture)"
            ).fetchone()
        return None if row is None or row[0] is None else (row[0], row[1])


def resolve(connection: Connection, text: str) -> list[SegmentId]:
    """The segments of an id as people write it; see ``Captures.resolve``."""
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) <= DIGITS:
        row = connection.execute("SELECT id FROM segment WHERE id = ?", (int(text),)).fetchone()
        if row is not None:
            return [SegmentId(row[0])]
    rows = connection.execute(
        "SELECT s.id FROM capture c JOIN segment s ON s.capture_id = c.id"
        " WHERE c.external_id = ? ORDER BY s.ordinal",
        (text,),
    )
    return [SegmentId(row[0]) for row in rows]
