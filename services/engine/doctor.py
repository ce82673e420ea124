"""Checks that every part works and that nothing lies open, and repairs what can be rebuilt."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from services.cancel import CancelToken, Progress, no_progress
from services.capture.accessibility.base import describe_accessibility
from services.capture.platform import Desktop
from services.engine.core import Core
from services.errors import WorldError
from services.index.meaning import Meaning
from services.inference.availability import gpu_support
from services.reading.jobs import FrameJob
from services.reading.worker import ReadingWorker
from services.records import Check, ModelState
from services.said import said

_PROBE = "Afterimage reads 4711"
_LEAK_SAMPLES = 200
_SAMPLE = 64  # bytes of each at most
_SHORTEST_SAMPLE = 24  # bytes; shorter texts may stand anywhere by chance
_CHUNK = 1 << 22


@dataclass(frozen=True, slots=True)
class Doctor:
    """Looks at the parts of an open library."""

    core: Core
    meaning: Meaning
    worker: ReadingWorker
    model: Callable[[], ModelState]

    def run(
        self,
        *,
        repair: bool,
        tell: Callable[[Check], object] = lambda _check: None,
        progress: Progress = no_progress,
        cancel: CancelToken | None = None,
    ) -> tuple[Check, ...]:
        """All checks in a fixed order; with ``repair``, rebuilds what is out of line first.

        ``tell`` is given each as soon as it is known. Raises ``Cancelled``.
        """
        cancel = cancel or CancelToken()
        try:
            if repair:
                self._repair(progress, cancel)
            found: list[Check] = []
            for check in self._checks(progress, cancel):
                cancel.check()
                found.append(check)
                tell(check)
            return tuple(found)
        finally:
            self.core.rest()  # what was read is not read again soon

    def _repair(self, progress: Progress, cancel: CancelToken) -> None:
        store = self.core.store
        if store.words.check():
            store.words.rebuild()
        store.sweep()
        store.sweep_strays()
        self.meaning.reconcile()
        self.meaning.catch_up(progress, cancel)

    def _checks(self, progress: Progress, cancel: CancelToken) -> Iterator[Check]:
        yield self._told(said("vault"), said("open; keys are in memory only while it is"))
        yield self._database(progress, cancel)
        yield self._words()
        yield self._vectors()
        yield self._pictures()
        yield self._reading()
        yield self._screen()
        yield self._programs()
        yield self._model()
        yield self._permissions()
        yield self._leaks(progress, cancel)

    def _told(self, name: str, detail: str) -> Check:
        return Check(name, True, detail)

    def _database(self, progress: Progress, cancel: CancelToken) -> Check:
        problems = self.core.store.database.check(progress, cancel)
        if problems:
            remedy = "Restore your latest backup."
            count = len(problems)
            detail = said("1 damaged place." if count == 1 else f"{count} damaged places.")
            return Check(said("database"), False, detail, remedy)
        return Check(said("database"), True, said("every page is whole and encrypted"))

    def _words(self) -> Check:
        problems = self.core.store.words.check()
        remedy = "Run `doctor --repair`." if problems else ""
        total = self.core.store.words.total()
        words = said("1 memory by words" if total == 1 else f"{total} memories by words")
        detail = "; ".join(problems) or words
        return Check(said("full text"), not problems, detail, remedy)

    def _vectors(self) -> Check:
        vectors, server = self.meaning.vectors, self.core.preferences.current.index.server
        vectors.retry()
        try:
            waiting = len(self.core.store.segments.to_embed(1))
            count = vectors.count()
        except WorldError as error:
            remedy = f"Start the server at {server}, or empty the setting." if server else ""
            return Check(said("vectors"), False, error.message, remedy or error.remedy)
        state = self.meaning.state()
        if state.problem:
            return Check(said("vectors"), False, state.problem, "Choose another model in Settings.")
        embedder, coming = state.name, state.coming
        one = said(f"1 vector, sealed, by {embedder}")
        detail = one if count == 1 else said(f"{count} vectors, sealed, by {embedder}")
        if coming:
            done, total = state.done, state.total
            detail += "; " + said(f"{done} of {total} by {coming}, which takes over then")
        elif waiting:
            detail += "; " + said("more are being made")
        return Check(said("vectors"), True, detail)

    def _pictures(self) -> Check:
        missing = self.core.store.missing_blobs()
        stray = self.core.store.stray_blobs()
        if missing:
            remedy = "Restore your latest backup, or go on without them."
            count = len(missing)
            detail = said("1 file is missing." if count == 1 else f"{count} files are missing.")
            return Check(said("pictures"), False, detail, remedy)
        if stray:
            remedy = "Run `doctor --repair`."
            count = len(stray)
            one, many = "1 file belongs to nothing.", f"{count} files belong to nothing."
            return Check(said("pictures"), False, one if count == 1 else many, remedy)
        return Check(said("pictures"), True, said("every file is there and sealed"))

    def _reading(self) -> Check:
        picture = Image.new("RGB", (640, 120), "white")
        font = ImageFont.load_default(28)
        ImageDraw.Draw(picture).text((40, 40), _PROBE, fill="black", font=font)
        job = FrameJob(640, 120, picture.tobytes(), monitor=-1, keyframe=True)
        try:
            lines = self.worker.read_frame(job).lines
        except WorldError as error:
            return Check(said("reading"), False, error.message, error.remedy)
        good = any(_PROBE.replace(" ", "") in line.text.replace(" ", "") for line in lines)
        detail = (
            said("a drawn line was read correctly") if good else said("a drawn line was misread")
        )
        return Check(said("reading"), good, detail, "" if good else "Reinstall the program.")

    def _screen(self) -> Check:
        desktop = Desktop(self.core.clock, lambda: self.core.preferences.current)
        try:
            return Check(said("screen"), True, desktop.describe())
        except WorldError as error:
            return Check(said("screen"), False, error.message, error.remedy)

    def _programs(self) -> Check:
        settings = self.core.preferences.current.capture
        return Check(said("text from programs"), True, describe_accessibility(settings))

    def _model(self) -> Check:
        state = self.model()
        name = said(f"answers are written by {state.name}") if state.available else state.detail
        where = state.device or gpu_support()
        return Check(
            said("model"), True, "; ".join(p.rstrip(".") for p in (name, state.build, where) if p)
        )

    def _permissions(self) -> Check:
        if sys.platform == "win32" or self.core.data.is_private():
            return Check(said("permissions"), True, said("the data folder is for you alone"))
        remedy = f"Run: chmod -R go= '{self.core.data.root}'"
        return Check(said("permissions"), False, said("others may list the data folder"), remedy)

    def _leaks(self, progress: Progress, cancel: CancelToken) -> Check:
        """Look for stored text in every file of the data folder, as a thief would."""
        samples = Samples(self._samples())
        files = [(path, size) for path in _files(self.core.data.root) if (size := _size(path))]
        done, total = 0, sum(size for _, size in files)
        for path, _ in files:
            for chunk in _chunks(path):
                cancel.check()
                progress(done, total, said("Looking for readable text"))
                if samples.are_in(chunk):
                    name = path.relative_to(self.core.data.root)
                    remedy = "Report this, please."
                    return Check(said("leaks"), False, said(f"{name} holds readable text"), remedy)
                done = min(done + min(len(chunk), _CHUNK), total)
        count = len(samples)
        one = said("1 text searched for, not found in any file")
        many = said(f"{count} texts searched for, none found in any file")
        return Check(said("leaks"), True, one if count == 1 else many)

    def _samples(self) -> tuple[bytes, ...]:
        rows = self.core.store.segments.latest(_LEAK_SAMPLES)
        texts = (row.hit.text.encode()[:_SAMPLE] for row in rows)
        return tuple(text for text in texts if len(text) >= _SHORTEST_SAMPLE)


class Samples:
    """Texts that are looked for in bytes all at once.

    Wherever a text of 15 bytes or more stands, it covers a whole block of 8 bytes of those that the
    chunk is cut into, and that is one of 8 blocks of the text. So a chunk's blocks are looked up by
    two of their bytes in a table, the few that may be one in a sorted list, and only where one
    stands are the texts themselves looked for: 200 texts cost no more than a few.
    """

    def __init__(self, texts: Sequence[bytes]) -> None:
        self._texts = texts
        blocks = {text[at : at + 8] for text in texts for at in range(8) if at + 8 <= len(text)}
        self._blocks = np.sort(np.frombuffer(b"".join(blocks), "<u8"))
        self._may_be = np.zeros(1 << 16, np.bool_)
        self._may_be[self._blocks & 0xFFFF] = True

    def __len__(self) -> int:
        return len(self._texts)

    def are_in(self, chunk: bytes) -> bool:
        """Whether one of the texts stands in a chunk."""
        whole = len(chunk) // 8
        if not len(self._blocks) or not whole:
            return False
        blocks = np.frombuffer(chunk, "<u8", whole)
        likely = blocks[self._may_be[blocks.view("<u2")[::4]]]
        place = np.minimum(np.searchsorted(self._blocks, likely), len(self._blocks) - 1)
        if not (self._blocks[place] == likely).any():
            return False
        return any(text in chunk for text in self._texts)


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0


def _files(root: Path) -> Iterator[Path]:
    for folder, _names, files in os.walk(root):
        yield from (Path(folder) / name for name in files)


def _chunks(path: Path) -> Iterator[bytes]:
    """The file in overlapping pieces, so that a text across two of them is found."""
    try:
        with path.open("rb") as file:
            tail = b""
            while piece := file.read(_CHUNK):
                yield tail + piece
                tail = piece[-_SAMPLE:]
    except FileNotFoundError:
        return
