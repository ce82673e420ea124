"""Plays time: the playhead runs on at a chosen speed, from capture to capture, over empty time."""

import time
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from services.records import CaptureId, TimelineFilter
from ui.context import Context
from ui.problems import Problem

SPEEDS = (1, 5, 15, 60)
TICK_MS = 100
GAP_MS = 30_000
"""Nothing for so long (at 1×) is passed over."""
FETCH, LOW = 60, 10


class Playback(QObject):
    """Knows where it is and how fast; a view shows what it tells.

    ``moved`` tells the instant at each step, ``shown`` the capture that came into view, and
    ``changed`` that it began, stopped or has another speed.
    """

    moved = Signal(object)
    shown = Signal(object)
    changed = Signal()
    failed = Signal(object)

    def __init__(self, context: Context, clock_s: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._context, self._clock_s = context, clock_s
        self._slot = context.slot()
        self._coming: deque[tuple[int, CaptureId]] = deque()
        self._last = False
        self._at_ms = 0
        self._told_s = 0.0
        self.only = TimelineFilter()
        self.speed = SPEEDS[1]
        self.playing = False
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)

    def play(self, at_ms: int) -> None:
        """Run on from an instant."""
        self._coming.clear()
        self._last = False
        self._at_ms, self._told_s = at_ms, self._clock_s()
        self.playing = True
        self._timer.start()
        self._fetch(at_ms)
        self.changed.emit()

    def pause(self) -> None:
        """Stand still."""
        self._timer.stop()
        self._slot.stop()
        if self.playing:
            self.playing = False
            self.changed.emit()

    def set_speed(self, speed: int) -> None:
        """Another speed, one of ``SPEEDS``."""
        self.speed = speed
        self.changed.emit()

    def change_speed(self, step: int) -> None:
        """The next faster (1) or slower (-1) speed; at the ends it stays."""
        at = SPEEDS.index(self.speed) + step
        self.set_speed(SPEEDS[min(max(at, 0), len(SPEEDS) - 1)])

    def _fetch(self, after_ms: int) -> None:
        timeline, only = self._context.engine.timeline, self.only
        self._slot.run(
            lambda job: timeline.upcoming(after_ms, FETCH, only), self._come, self._broke
        )

    def _come(self, found: tuple[tuple[int, CaptureId], ...]) -> None:
        self._coming.extend(found)
        self._last = len(found) < FETCH

    def _broke(self, problem: Problem) -> None:
        self.pause()
        self.failed.emit(problem)

    def tick(self) -> None:
        """Move on by the time that passed, and show what came into view."""
        now_s = self._clock_s()
        passed_ms, self._told_s = (now_s - self._told_s) * 1000, now_s
        if not self._coming:
            if self._last:
                self.pause()
            return  # what comes next is still being read
        self._at_ms += round(passed_ms * self.speed)
        if self._coming[0][0] - self._at_ms > GAP_MS * self.speed:
            self._at_ms = self._coming[0][0]
        seen: CaptureId | None = None
        while self._coming and self._coming[0][0] <= self._at_ms:
            last_ms, seen = self._coming.popleft()
        if len(self._coming) < LOW and not self._last and not self._slot.busy:
            self._fetch(self._coming[-1][0] if self._coming else last_ms)
        self.moved.emit(self._at_ms)
        if seen is not None:
            self.shown.emit(seen)
