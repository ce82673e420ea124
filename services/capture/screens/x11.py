"""Reads monitors of an X11 desktop: XRandR tells of them, ``mss`` grabs each for itself."""

import os
from collections.abc import Mapping
from contextlib import suppress

import mss
import numpy as np
from mss.exception import ScreenShotError

from services.capture.screens.base import (
    MonitorChangedError,
    MonitorInfo,
    MonitorNumbers,
    Screenshot,
)
from services.capture.screens.randr import ERRORS, RandrMonitors, scale_of
from services.clock import Clock
from services.errors import CaptureUnavailableError


def check_desktop(environ: Mapping[str, str]) -> str:
    """The X display's name; raises ``CaptureUnavailableError`` where this is no X11 desktop."""
    if is_wayland(environ):
        raise CaptureUnavailableError(
            "This is a Wayland desktop, whose screen is read through its portal, not through X11.",
            "Start the program without a display of its own choosing.",
        )
    name = environ.get("DISPLAY", "")
    if not name:
        raise CaptureUnavailableError(
            "There is no display to capture.",
            "Start the program on a graphical desktop, or set DISPLAY;"
            " files and notes work without.",
        )
    return name


def is_wayland(environ: Mapping[str, str]) -> bool:
    """Whether the session is a Wayland one, in which X shows no more than a part of the screen."""
    kind = environ.get("XDG_SESSION_TYPE", "")
    return kind == "wayland" or (kind != "x11" and bool(environ.get("WAYLAND_DISPLAY")))


class X11Screen:
    """The monitors of one X display; ``display`` is its name (default: ``DISPLAY``)."""

    def __init__(self, clock: Clock, display: str | None = None) -> None:
        self._clock = clock
        self._name = display if display is not None else check_desktop(os.environ)
        self._numbers = MonitorNumbers()
        self._grabber: mss.MSS | None = None
        try:
            self._randr = RandrMonitors(self._name)
        except ERRORS as error:
            raise self._unavailable() from error
        try:
            self._grabber = mss.MSS(display=self._name)
        except ScreenShotError as error:
            self._randr.close()
            raise self._unavailable() from error

    def monitors(self) -> tuple[MonitorInfo, ...]:
        """The monitors as XRandR tells of them now, in its order; numbered by their names."""
        self._open()
        try:
            dpi = self._randr.font_dpi()
            return tuple(
                MonitorInfo(
                    self._numbers.number(output.name),
                    output.box,
                    output.name,
                    scale_of(output, dpi),
                )
                for output in self._randr.outputs()
            )
        except ERRORS as error:
            raise self._unavailable() from error

    def grab(self, monitor: MonitorInfo) -> Screenshot:
        """One monitor as it is now: BGR with an unused fourth byte."""
        box = monitor.box
        area = {"left": box.left, "top": box.top, "width": box.width, "height": box.height}
        try:
            shot = self._open().grab(area)
        except (ScreenShotError, AssertionError) as error:  # the latter where the server went away
            self._check_place(monitor)
            # the grabber's memory is as large as the desktop was when it was made
            self._renew()
            raise MonitorChangedError(*self._words()) from error
        self._check_place(monitor)
        pixels = np.frombuffer(shot.raw, np.uint8).reshape(shot.height, shot.width, 4)
        return Screenshot(pixels, monitor.index, self._clock.now_ms())

    def interrupt(self) -> None:
        """An X server keeps nobody waiting."""

    def close(self) -> None:
        """Close the connections to the display."""
        grabber, self._grabber = self._grabber, None
        if grabber is not None:
            self._randr.close()
            with suppress(ScreenShotError):  # the server went away before us
                grabber.close()

    def _check_place(self, monitor: MonitorInfo) -> None:
        """Raise where the monitor is no more where it was: the picture would be of another."""
        try:
            known = {output.name: output.box for output in self._randr.outputs()}
        except ERRORS as error:
            raise self._unavailable() from error
        if known.get(monitor.name) != monitor.box:
            raise MonitorChangedError(*self._words())

    def _renew(self) -> None:
        grabber, self._grabber = self._grabber, None
        if grabber is not None:
            with suppress(ScreenShotError):
                grabber.close()
        try:
            self._grabber = mss.MSS(display=self._name)
        except ScreenShotError as error:
            self._randr.close()
            raise self._unavailable() from error

    def _open(self) -> mss.MSS:
        if self._grabber is None:
            raise self._unavailable()
        return self._grabber

    def _words(self) -> tuple[str, str]:
        return (
            f"The display {self._name} cannot be read.",
            "Check that the desktop runs and that this user may use it (xhost, XAUTHORITY).",
        )

    def _unavailable(self) -> CaptureUnavailableError:
        return CaptureUnavailableError(*self._words())
