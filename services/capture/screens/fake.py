"""A made-up screen whose pictures are set by hand."""

import numpy as np

from services.capture.screens.base import MonitorInfo, Pixels, Screenshot
from services.clock import Clock
from services.errors import CaptureUnavailableError
from services.records import Box


class FakeScreen:
    """Monitors side by side, each showing what ``show`` was last given (white at first)."""

    def __init__(self, clock: Clock, sizes: tuple[tuple[int, int], ...] = ((640, 360),)) -> None:
        self._clock = clock
        self._closed = False
        self._pictures: list[Pixels] = []
        self._monitors: list[MonitorInfo] = []
        left = 0
        for index, (width, height) in enumerate(sizes):
            self._monitors.append(MonitorInfo(index, Box(left, 0, width, height), f"fake-{index}"))
            self._pictures.append(np.full((height, width, 3), 255, np.uint8))
            left += width
        self.grabs = 0

    def show(self, pixels: Pixels, monitor: int = 0) -> None:
        """Set what a monitor shows: RGB, uint8 ``[height, width, 3]``; another size resizes it."""
        height, width = pixels.shape[:2]
        old = self._monitors[monitor]
        box = Box(old.box.left, old.box.top, width, height)
        self._monitors[monitor] = MonitorInfo(monitor, box, old.name)
        self._pictures[monitor] = pixels.copy()

    def monitors(self) -> tuple[MonitorInfo, ...]:
        """The monitors, from left to right."""
        self._check_open()
        return tuple(self._monitors)

    def grab(self, monitor: MonitorInfo) -> Screenshot:
        """A copy of what the monitor shows."""
        self._check_open()
        self.grabs += 1
        picture = self._pictures[monitor.index].copy()
        return Screenshot(picture, monitor.index, self._clock.now_ms())

    def interrupt(self) -> None:
        """Nothing waits here."""

    def close(self) -> None:
        """Give nothing from here on."""
        self._closed = True

    def _check_open(self) -> None:
        if self._closed:
            raise CaptureUnavailableError("The screen is closed.", "Start capture again.")
