"""Reads one frame after another of each monitor: only what changed, secrets gone, then encoded."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import numpy as np

from services.reading.cache import LineCache
from services.reading.carets import hidden
from services.reading.cascade import Cascade
from services.reading.detector import Detector
from services.reading.encode import clip, encode
from services.reading.hints import with_hints
from services.reading.jobs import FrameJob, FrameReading, ReadingError
from services.reading.line_reader import LineReader, PageText, ReadLine, moved
from services.reading.lines import FoundLine, Image, Page, find_lines
from services.reading.recognise import LineRecogniser
from services.reading.redaction import WITHHELD, RedactedLines, redact_lines
from services.reading.secret_lines import forget_lines
from services.records import Box, CachedLine, EncodedFrame, Line

_PAINT = (64, 64, 64)
_PAINT_MARGIN = 2  # rows: the ends of strokes that the line's box just misses
_EXCLUDED_PAINT = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class _Standing:
    """A line on a monitor, redacted, and what of it is painted over."""

    read: ReadLine
    painted: tuple[Box, ...] = ()

    @property
    def line(self) -> Line:
        """Its redacted text."""
        return self.read.line


@dataclass(slots=True)
class _Screen:
    """What stands on one monitor since its last frame.

    ``patience`` counts the frames before pictures are searched for text again.
    """

    size: tuple[int, int]
    lines: tuple[_Standing, ...] = ()
    read: bool = False
    patience: int = 0


@dataclass(slots=True)
class _Stages:
    """CPU seconds by stage."""

    cpu_s: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the CPU time of this process inside the block."""
        start = time.process_time()
        yield
        self.cpu_s[name] = self.cpu_s.get(name, 0.0) + time.process_time() - start


@dataclass(frozen=True, slots=True)
class _Redacted:
    """All lines of a screen after the check; ``late`` are paintings on lines read earlier."""

    kept: tuple[_Standing, ...]
    read: tuple[_Standing, ...]
    late: tuple[Box, ...]
    rules: tuple[str, ...]
    fresh: tuple[CachedLine, ...]


class FrameReader:
    """Reads frames. Made and used inside the worker child; ``recogniser`` None makes its own."""

    def __init__(self, cache: LineCache, recogniser: LineRecogniser | None = None) -> None:
        self._cache = cache
        self._lines = LineReader(cache, recogniser or Cascade())
        self._screens: dict[int, _Screen] = {}
        self._detector = Detector()

    def forget(self) -> None:
        """Drop the cache and all that is known of earlier frames."""
        self._cache.clear()
        self._screens.clear()
        forget_lines()

    def read(self, job: FrameJob) -> FrameReading:
        """Read, redact and encode one frame.

        Raises ``ReadingError`` where the check for secrets failed: then nothing comes back, and
        the next frame of the monitor is read whole.
        """
        screen = self._screens.pop(job.monitor, None) or _Screen((job.width, job.height))
        stages = _Stages()
        whole = job.keyframe or not screen.read or screen.size != (job.width, job.height)
        frame_box = Box(0, 0, job.width, job.height)
        changed = (frame_box,) if whole else tuple(clip(box, frame_box) for box in job.changed)
        image = _pixels(job)
        with stages.stage("find"):
            page = find_lines(image, changed)
            page, patience = self._search_pictures(image, page, screen.patience)
        with stages.stage("read"), hidden(image, page.carets):
            known = {seen.read.keys: seen.read for seen in screen.lines}
            text = self._lines.read(image, page, known)
            text, told = with_hints(text, job.hints, image, changed, known)
        with stages.stage("redact"):
            kept = () if whole else _unchanged(screen.lines, changed, text.lines)
            result = _redact(job, kept, text, screen.lines)
        for entry in result.fresh:
            self._cache.put(entry.key, text.fresh[entry.key])
        with stages.stage("encode"):
            frame = _encoded(image, job, result)
        lines = (*result.kept, *result.read)
        self._screens[job.monitor] = _Screen((job.width, job.height), lines, True, patience)
        shown = tuple(seen.line for seen in result.read if not seen.read.doubtful)
        return FrameReading(
            lines=shown,
            new=_new(shown, screen.lines, result.kept),
            frame=frame,
            rules=result.rules,
            counts={"ocr.lines": len(text.lines), "ocr.from_cache": text.from_cache} | told,
            cpu_s=stages.cpu_s,
            fresh=result.fresh,
        )

    def _search_pictures(self, image: Image, page: Page, patience: int) -> tuple[Page, int]:
        """Look for text in the largest busy picture, where the last look is some frames ago.

        The detector takes as long as five lines, and a moving picture would ask for it on every
        frame: so it waits for 2 frames after text was found, and for 12 where there was none.
        """
        if not page.textures or patience > 0:
            return page, max(0, patience - 1)
        largest = max(page.textures, key=lambda box: box.width * box.height)
        boxes = self._detector.find(image, largest)
        outside = [seen for seen in page.lines if not any(seen.box.overlaps(b) for b in boxes)]
        lines = (*outside, *(FoundLine(box) for box in boxes))
        return replace(page, lines=lines), 2 if boxes else 12


def _pixels(job: FrameJob) -> Image:
    """The job's pixels as an array that may be painted on, excluded regions painted over.

    Raises ``ReadingError`` where there are not as many bytes as the size says.
    """
    if len(job.pixels) != job.width * job.height * 3:
        raise ReadingError("A frame came in with a wrong size.", "It was left out.")
    given = np.frombuffer(job.pixels, np.uint8).reshape(job.height, job.width, 3)
    image = given if given.flags.writeable else given.copy()
    _paint(image, job.excluded, _EXCLUDED_PAINT)
    return image


def _paint(
    image: Image, boxes: Sequence[Box], colour: tuple[int, int, int], margin: int = 0
) -> None:
    """Fill boxes with one colour, and ``margin`` rows above and below them."""
    for box in boxes:
        top, left = max(0, box.top - margin), max(0, box.left)
        image[top : max(0, box.bottom + margin), left : max(0, box.right)] = colour


def _unchanged(
    lines: Sequence[_Standing], changed: Sequence[Box], read: Sequence[ReadLine]
) -> tuple[_Standing, ...]:
    """Lines that still stand: neither their pixels changed nor was anything read in their place."""
    taken = [*changed, *(line.line.box for line in read)]
    return tuple(seen for seen in lines if not any(seen.line.box.overlaps(box) for box in taken))


def _redact(
    job: FrameJob, kept: Sequence[_Standing], text: PageText, before: Sequence[_Standing]
) -> _Redacted:
    """Check the whole screen, since a secret may be known by a line that did not change.

    A line whose very pixels were partly painted over before stays so wherever it went, even where
    its label is gone.
    """
    reads = [*(seen.read for seen in kept), *text.lines]
    lines = tuple(read.line for read in reads)
    if job.redact:
        checked = redact_lines(
            lines, [read.pieces for read in reads], [seen.line for seen in before]
        )
    else:
        checked = RedactedLines(lines, ((),) * len(lines), ())
    if WITHHELD in checked.rules:
        raise ReadingError("The check for secrets failed.", "Nothing of this frame was kept.")
    older = {seen.read.keys: seen for seen in before if seen.painted}
    split = len(kept)
    still = tuple(
        _Standing(replace(seen.read, line=line), (*seen.painted, *boxes))
        for seen, line, boxes in zip(kept, checked.lines, checked.boxes, strict=False)
    )
    fresh_lines = tuple(
        _Standing(replace(read, line=line), (*boxes, *_moved(older.get(read.keys), line)))
        for read, line, boxes in zip(
            text.lines, checked.lines[split:], checked.boxes[split:], strict=True
        )
    )
    late = tuple(box for boxes in checked.boxes[:split] for box in boxes)
    fresh = _storable(text, fresh_lines)
    return _Redacted(still, fresh_lines, late, checked.rules, fresh)


def _moved(seen: _Standing | None, line: Line) -> tuple[Box, ...]:
    """What was painted of a line, moved to where the line is now."""
    if seen is None:
        return ()
    right, down = line.box.left - seen.line.box.left, line.box.top - seen.line.box.top
    return tuple(moved(box, right, down) for box in seen.painted)


def _storable(text: PageText, lines: Sequence[_Standing]) -> tuple[CachedLine, ...]:
    """What was newly recognised, without any part of a line that holds a secret."""
    secret = {key for line in lines if line.painted for key in line.read.keys}
    return tuple(
        CachedLine(key, read.text, read.confidence)
        for key, read in text.fresh.items()
        if key not in secret
    )


def _encoded(image: Image, job: FrameJob, result: _Redacted) -> EncodedFrame:
    """Paint, then encode: all of a keyframe, else what changed and what was painted late."""
    for seen in (*result.kept, *result.read):
        _paint(image, seen.painted, _PAINT, margin=_PAINT_MARGIN)
    boxes = (Box(0, 0, job.width, job.height),) if job.keyframe else (*job.changed, *result.late)
    return EncodedFrame(job.width, job.height, encode(image, boxes), None, job.monitor)


def _new(
    shown: Sequence[Line], before: Sequence[_Standing], kept: Sequence[_Standing]
) -> tuple[Line, ...]:
    """Lines whose text did not stand on the monitor, wherever it stood; counted, not only named."""
    gone = Counter(seen.line.text for seen in before)
    gone.subtract(seen.line.text for seen in kept)
    new = []
    for line in shown:
        if gone[line.text] > 0:
            gone[line.text] -= 1
        else:
            new.append(line)
    return tuple(new)
