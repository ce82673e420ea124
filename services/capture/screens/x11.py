"""Reads monitors of an X11 desktop through ``mss`` (XRandR), each for itself."""

import os
from collections.abc import Mapping
from contextlib import suppress

import mss
import numpy as np
from mss.exception import ScreenShotError

from services.capture.screens.base import MonitorInfo, Screenshot
from services.clock import Clock
from services.errors import CaptureUnavailableError
from services.records import Box


def check_desktop(environ: Mapping[str, str]) -> str:
    """The X display's name; raises ``CaptureUnavailableError`` where this is no X11 desktop."""
    if environ.get("XDG_SESSION_TYPE") == "wayland" or environ.get("WAYLAND_DISPLAY"):
        raise CaptureUnavailableError(
            "Wayland desktops are not supported yet: programs may not read the screen there.",
            "Log in to an X11 session (“GNOME on Xorg”, “Plasma (X11)”) to capture the screen;"
            " files and notes work here as well.",
        )
    name = environ.get("DISPLAY", "")
    if not name:
        raise CaptureUnavailableError(
            "There is no display to capture.",
            "Start the program on a graphical desktop, or set DISPLAY;"
            " files and notes work without.",
        )
    return name


class X11Screen:
    """The monitors of one X display; ``display`` is its name (default: ``DISPLAY``)."""

    def __init__(self, clock: Clock, display: str | None = None) -> None:
        self._clock = clock
        self._name = display if display is not None else check_desktop(os.environ)
        self._grabber: mss.MSS | None = None
        try:
            self._grabber = mss.MSS(display=self._name)
        except ScreenShotError as error:
            raise self._unavailable() from error

    def monitors(self) -> tuple[MonitorInfo, ...]:
        """The monitors as XRandR tells of them now, from the first on."""
        self._open()
        try:
            # a connection remembers its first answer; a fresh one (2 ms) sees a plugged-in monitor
            with mss.MSS(display=self._name) as asked:
                found = asked.monitors[1:]
        except ScreenShotError as error:
            raise self._unavailable() from error
        return tuple(
            MonitorInfo(
                index,
                Box(place["left"], place["top"], place["width"], place["height"]),
                str(place.get("output", "")),
            )
            for index, place in enumerate(found)
        )

    def grab(self, monitor: MonitorInfo) -> Screenshot:
        """One monitor as it is now: BGR with an unused fourth byte."""
        box = monitor.box
        area = {"left": box.left, "top": box.top, "width": box.width, "height": box.height}
        try:
            shot = self._open().grab(area)
        except (ScreenShotError, AssertionError) as error:  # the latter where the server went away
            raise self._unavailable() from error
        pixels = np.frombuffer(shot.raw, np.uint8).reshape(shot.height, shot.width, 4)
        return Screenshot(pixels, monitor.index, self._clock.now_ms())

    def close(self) -> None:
        """Close the connection to the display."""
        grabber, self._grabber = self._grabber, None
        if grabber is not None:
            with suppress(ScreenShotError):  # the server went away before us
                grabber.close()

    def _open(self) -> mss.MSS:
        if self._grabber is None:
            raise self._unavailable()
        return self._grabber

    def _unavailable(self) -> CaptureUnavailableError:
        return CaptureUnavailableError(
            f"The display {self._name} cannot be read.",
            "Check that the desktop runs and that this user may use it (xhost, XAUTHORITY).",
        )
