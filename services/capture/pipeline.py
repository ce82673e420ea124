"""The way of one changed picture: read, decide whether it is worth keeping, store."""

import logging
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Protocol

from services.capture.changes import ScreenChange, window_key
from services.capture.looker import Ledger
from services.capture.screens.base import Screenshot
from services.capture.texts import (
    Novelty,
    RecentLines,
    StandingText,
    has_words,
    is_a_number,
    segments_of,
)
from services.capture.tiles import Finding
from services.capture.windows.base import clean_title, clean_url
from services.errors import WorldError
from services.reading.jobs import FrameJob, FrameReading
from services.records import (
    Box,
    CachedLine,
    CaptureId,
    EncodedFrame,
    FrameId,
    Line,
    NewCapture,
    Source,
    Trust,
    Withheld,
)

log = logging.getLogger("afterimage.capture.pipeline")

PATCHES_BEFORE_KEYFRAME = 20
KEYFRAME_SHARE = 0.5
FLUSH_EVERY = 20  # stored captures: what a crash may lose of the counters
FLUSH_LINES = 500  # lines that were read and not stored: the same
PICTURE_SHARE = 0.01  # of the monitor's tiles: less is a cursor, a button that lights up, a spinner


class FrameReader(Protocol):
    """Reads a frame (the reading worker)."""

    def read_frame(self, job: FrameJob, /) -> FrameReading:
        """Read, redact and encode one frame. Raises ``ReadingError``; then nothing was kept."""
        ...


class CaptureSink(Protocol):
    """Stores a capture (``Ingest``)."""

    def add(self, capture: NewCapture, /) -> CaptureId:
        """Store one capture in one transaction."""
        ...


@dataclass(frozen=True, slots=True)
class PipelineLinks:
    """Whom the pipeline talks to.

    ``frame_of`` gives the frame that was stored with a capture; ``keep_lines`` stores fresh
    entries of the line cache; ``count`` adds to durable counters; ``redact`` tells the setting.
    ``store_failed`` hears that something could not be stored.
    """

    reader: FrameReader
    sink: CaptureSink
    ledger: Ledger
    frame_of: Callable[[CaptureId], FrameId | None]
    keep_lines: Callable[[tuple[CachedLine, ...]], None] = lambda _lines: None
    count: Callable[[dict[str, float]], None] = lambda _counts: None
    redact: Callable[[], bool] = lambda: True
    store_failed: Callable[[], None] = lambda: None


@dataclass(slots=True)
class _MonitorState:
    """What is stored of one monitor and what is still owed to it."""

    size: tuple[int, int] = (0, 0)
    base: FrameId | None = None
    patches: int = 0
    window: tuple[str, str, str] | None = None
    text: StandingText | None = None


class Pipeline:
    """Takes changes one at a time, from one thread; ``forget`` may come from another.

    ``kept``, ``dropped`` (not worth a frame) and ``failed`` count changes; ``cpu_s`` maps stages
    to CPU seconds: the reader's ``find``, ``read``, ``redact``, ``encode``, ``store`` here, and
    what the looking thread adds by ``spend``.
    """

    def __init__(self, links: PipelineLinks) -> None:
        self._links = links
        self._lock = threading.Lock()
        self._count_lock = threading.Lock()
        self._monitors: dict[int, _MonitorState] = {}
        self._recent = RecentLines()
        self.kept = 0
        self.dropped = 0
        self.failed = 0
        self.read_up_to_ms: int | None = None
        self.cpu_s: dict[str, float] = defaultdict(float)
        self._counts: dict[str, float] = defaultdict(float)
        self._fresh: list[CachedLine] = []

    def process(self, change: ScreenChange) -> CaptureId | None:
        """Read a change and store it where it is worth it; the comparer learns what came of it."""
        with self._lock:
            state = self._monitors.setdefault(change.monitor, _MonitorState())
            result = _FAILED
            try:
                result = self._process(change, state)
            finally:
                change.comparer.learn(change.tiles, result.finding, result.word_boxes)
                self.read_up_to_ms = change.at_ms
            return result.capture_id

    def spend(self, stage: str, seconds: float) -> None:
        """Count CPU time of a stage; from any thread."""
        with self._count_lock:
            self.cpu_s[stage] += seconds
            self._counts[f"cpu_s.{stage}"] += seconds

    def tally(self, counts: dict[str, float]) -> None:
        """Add to the durable counters at the next ``flush``; from any thread."""
        with self._count_lock:
            for name, number in counts.items():
                self._counts[name] += number

    def costs(self) -> dict[str, float]:
        """CPU seconds by stage so far."""
        with self._count_lock:
            return dict(self.cpu_s)

    def flush(self) -> None:
        """Store what was counted, and the lines that were read, since the last time.

        Together, since each transaction costs some milliseconds; lines lost are only read again.
        """
        with self._count_lock:
            counts, self._counts = dict(self._counts), defaultdict(float)
            fresh, self._fresh = tuple(self._fresh), []
        if fresh:
            self._links.keep_lines(fresh)
        try:
            if counts:
                self._links.count(counts)
        except WorldError as error:  # a full disk, say: they are added at the next time
            log.warning("what was counted could not be stored: %s", type(error).__name__)
            self.tally(counts)

    def forget(self) -> None:
        """Begin every monitor's chain of frames anew (after a pause, a lock or a deletion)."""
        with self._lock:
            for state in self._monitors.values():
                state.base = None
                state.patches = 0
            self._recent.clear()
        with self._count_lock:
            self._fresh = []  # what was deleted must not come back by them

    def _process(self, change: ScreenChange, state: _MonitorState) -> "_Result":
        keyframe = _wants_keyframe(change, state)
        whole = Box(0, 0, change.shot.width, change.shot.height)
        regions = (whole,) if keyframe else change.tiles.boxes
        reading = self._read(change, regions, keyframe)
        if reading is None:
            return _FAILED
        text = state.text or StandingText()
        judged = [(line, text.novelty(line)) for line in reading.lines]
        word_boxes = tuple(
            line.box
            for line, novelty in judged
            if novelty >= Novelty.MOVED and has_words(line.text)
        )
        appeared = {line: n for line, n in judged if n in {Novelty.NEW, Novelty.COUNTED}}
        fresh = self._recent.new_among(appeared, change.window, change.at_ms)
        words = any(appeared[line] is Novelty.NEW and has_words(line.text) for line in fresh)
        finding = _worth(change, state, fresh, words=words)
        if finding is not Finding.STORED:
            self.dropped += 1
            if reading.rules:
                state.base = None  # a secret may lie outside what changed: paint the next one whole
            return _Result(finding, word_boxes)
        capture_id = self._store(change, state, reading, fresh, keyframe)
        if capture_id is None:
            return _FAILED
        text.replace(regions, reading.lines)
        state.text = text
        self._recent.add(appeared, change.window, change.at_ms)
        change.on_kept(capture_id, change.window, change.at_ms)
        return _Result(finding, word_boxes, capture_id)

    def _read(
        self, change: ScreenChange, regions: tuple[Box, ...], keyframe: bool
    ) -> FrameReading | None:
        job = FrameJob(
            width=change.shot.width,
            height=change.shot.height,
            pixels=_rgb(change.shot),
            monitor=change.monitor,
            changed=regions,
            excluded=change.excluded,
            keyframe=keyframe,
            redact=self._links.redact(),
            hints=change.hints,
        )
        try:
            reading = self._links.reader.read_frame(job)
        except WorldError as error:
            log.warning("a frame could not be read and is not kept: %s", type(error).__name__)
            self._withhold(change, ("reading",), "error")
            self.failed += 1
            return None
        for stage, seconds in reading.cpu_s.items():
            self.spend(stage, seconds)
        with self._count_lock:
            for name, number in reading.counts.items():
                self._counts[name] += number
            self._fresh += reading.fresh
            many = len(self._fresh) >= FLUSH_LINES
        if many:
            self.flush()
        return reading

    def _store(
        self,
        change: ScreenChange,
        state: _MonitorState,
        reading: FrameReading,
        lines: tuple[Line, ...],
        keyframe: bool,
    ) -> CaptureId | None:
        started_s = time.thread_time()
        base = None if keyframe else state.base
        frame = replace(reading.frame, base=base, monitor=change.monitor)
        try:
            capture_id = self._links.sink.add(_capture(change, frame, lines))
        except WorldError as error:
            log.warning("a capture could not be stored: %s", type(error).__name__)
            self.failed += 1
            state.base = None
            self._links.store_failed()
            with suppress(WorldError):  # a full disk takes no line of the ledger either
                self._withhold(change, ("storing",), "error")
            return None
        if reading.rules:
            self._withhold(change, reading.rules, "secret")
        state.base = self._links.frame_of(capture_id)
        state.patches = 0 if keyframe else state.patches + 1
        state.size = (change.shot.width, change.shot.height)
        state.window = window_key(change.window)
        self.kept += 1
        self.spend("store", time.thread_time() - started_s)
        if self.kept % FLUSH_EVERY == 0:
            self.flush()
        return capture_id

    def _withhold(self, change: ScreenChange, rules: tuple[str, ...], kind: str) -> None:
        for rule, count in Counter(rules).items():
            self._links.ledger.add(Withheld(change.at_ms, rule, kind, change.window.app, count))


@dataclass(frozen=True, slots=True)
class _Result:
    finding: Finding
    word_boxes: tuple[Box, ...] = ()
    capture_id: CaptureId | None = None


_FAILED = _Result(Finding.FAILED)


def _wants_keyframe(change: ScreenChange, state: _MonitorState) -> bool:
    return (
        change.tiles.first
        or state.base is None
        or state.size != (change.shot.width, change.shot.height)
        or state.patches >= PATCHES_BEFORE_KEYFRAME
        or change.tiles.share > KEYFRAME_SHARE
    )


def _worth(
    change: ScreenChange, state: _MonitorState, fresh: tuple[Line, ...], *, words: bool
) -> Finding:
    """Whether a change is worth a frame: new words, or a picture of some size that stands still.

    A number alone (a result, a cell) is worth it once it stands still; a clock never is.
    """
    tiles = change.tiles
    if tiles.first or words:
        return Finding.STORED
    large = max(1, round(PICTURE_SHARE * tiles.tiles.size))
    if state.window != window_key(change.window) and tiles.counted >= large:
        return Finding.STORED
    numbers = any(is_a_number(line.text) for line in fresh)
    if tiles.still >= large or (numbers and tiles.still):
        return Finding.STORED
    return Finding.MOVING if tiles.counted >= large or numbers else Finding.NOTHING


def _rgb(shot: Screenshot) -> bytes | memoryview:
    """The pixels as RGB, not copied where they are so already."""
    pixels = shot.pixels
    if pixels.shape[2] == 3 and pixels.flags.c_contiguous:
        return pixels.reshape(-1).data.toreadonly()
    return shot.rgb()


def _capture(change: ScreenChange, frame: EncodedFrame, lines: tuple[Line, ...]) -> NewCapture:
    window = change.window  # cleaned again: not every way to list windows is ours
    return NewCapture(
        source=Source.SCREEN,
        at_ms=change.at_ms,
        offset_min=change.offset_min,
        trust=Trust.SEEN,
        segments=segments_of(lines),
        app=clean_title(window.app),
        title=clean_title(window.title),
        url=clean_url(window.url),
        monitor=change.monitor,
        frame=frame,
    )
