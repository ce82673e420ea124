"""Reads the monitors of Windows and macOS through ``mss``.

Written for those systems and tested against an X server, which ``mss`` reads through the same
calls; it was not run on Windows or macOS themselves.
"""

from contextlib import suppress

import mss
import numpy as np
from mss.exception import ScreenShotError
from mss.models import Monitor

from services.capture.screens.base import MonitorInfo, MonitorNumbers, Screenshot
from services.clock import Clock
from services.errors import CaptureUnavailableError
from services.records import Box


class PointScreen:
    """The monitors of this desktop, placed in points; fine panels give larger pictures."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._numbers = MonitorNumbers()
        self._grabber: mss.MSS | None = None
        try:
            self._grabber = mss.MSS()
        except ScreenShotError as error:
            raise _unavailable() from error

    def monitors(self) -> tuple[MonitorInfo, ...]:
        """The monitors now."""
        self._open()
        try:
            with mss.MSS() as asked:  # one that is open remembers its first answer
                found = asked.monitors[1:]
        except ScreenShotError as error:
            raise _unavailable() from error
        return tuple(_described(self._numbers, place) for place in found)

    def grab(self, monitor: MonitorInfo) -> Screenshot:
        """One monitor as it is now: BGR with an unused fourth byte."""
        box = monitor.box
        area = (box.left, box.top, box.right, box.bottom)
        try:
            shot = self._open().grab(area)
        except (ScreenShotError, AssertionError) as error:
            raise _unavailable() from error
        pixels = np.frombuffer(shot.raw, np.uint8).reshape(shot.height, shot.width, 4)
        return Screenshot(pixels, monitor.index, self._clock.now_ms())

    def interrupt(self) -> None:
        """Nothing waits here."""

    def close(self) -> None:
        """Let go of the screen."""
        grabber, self._grabber = self._grabber, None
        if grabber is not None:
            with suppress(ScreenShotError):
                grabber.close()

    def _open(self) -> mss.MSS:
        if self._grabber is None:
            raise _unavailable()
        return self._grabber


def _described(numbers: MonitorNumbers, place: Monitor) -> MonitorInfo:
    """Named by what the system calls it for good, else by where it stands."""
    box = Box(place["left"], place["top"], place["width"], place["height"])
    told = place.get("unique_id") or place.get("output") or f"at {box.left}, {box.top}"
    return MonitorInfo(numbers.number(str(told)), box, str(told))


def _unavailable() -> CaptureUnavailableError:
    return CaptureUnavailableError(
        "The screen cannot be read.",
        "Allow screen recording for this program in the system's privacy settings.",
    )
