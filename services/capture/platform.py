"""Chooses how this system's screen and windows are read."""

from services.capture.screens.base import ScreenBackend
from services.capture.screens.x11 import X11Screen
from services.capture.windows.base import WindowSource
from services.capture.windows.x11 import X11Windows
from services.clock import Clock


def open_screen(clock: Clock) -> ScreenBackend:
    """The screens of this desktop; raises ``CaptureUnavailableError`` where they cannot be read."""
    return X11Screen(clock)


def open_windows() -> WindowSource:
    """The windows of this desktop; raises ``CaptureUnavailableError`` likewise."""
    return X11Windows()
