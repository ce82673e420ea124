"""Chooses how this system's screen, windows and session are read."""

from collections.abc import Callable

from services.capture.screens.base import ScreenBackend
from services.capture.screens.x11 import X11Screen
from services.capture.session.presence import SessionSource
from services.capture.session.watch import SessionWatch
from services.capture.windows.base import WindowSource
from services.capture.windows.x11 import X11Windows
from services.clock import Clock


def open_screen(clock: Clock) -> ScreenBackend:
    """The screens of this desktop; raises ``CaptureUnavailableError`` where they cannot be read."""
    return X11Screen(clock)


def open_windows() -> WindowSource:
    """The windows of this desktop; raises ``CaptureUnavailableError`` likewise."""
    return X11Windows()


def open_session(on_change: Callable[[], None]) -> SessionSource:
    """Begin to listen for lock and sleep; ``on_change`` is called from a thread of its own."""
    watch = SessionWatch(on_change)
    watch.start()
    return watch
