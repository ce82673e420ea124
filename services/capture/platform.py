"""Chooses how this system's screen, windows and session are read."""

import os
import sys
from collections.abc import Callable, Mapping

from services.capture.screens.base import ScreenBackend
from services.capture.screens.points import PointScreen
from services.capture.screens.portal import PortalScreen
from services.capture.screens.portal_requests import Refusal
from services.capture.screens.x11 import X11Screen, check_desktop, is_wayland
from services.capture.session.idle import BusIdle, IdleSource
from services.capture.session.presence import NoSession, SessionSource
from services.capture.session.watch import SessionWatch
from services.capture.windows.base import WindowSource
from services.capture.windows.macos import MacWindows
from services.capture.windows.wayland import WaylandWindows
from services.capture.windows.win32 import Win32Windows
from services.capture.windows.x11 import X11Windows
from services.clock import Clock
from services.settings import Settings


class Desktop:
    """This system's ways to read the screen; what ``open_…`` gives is its caller's to close.

    Linux with X11 is read through X, with Wayland through the desktop portal, and Windows and
    macOS (not tried out there) through their own libraries. ``platform`` is ``sys.platform``.
    """

    def __init__(
        self,
        clock: Clock,
        settings: Callable[[], Settings],
        environ: Mapping[str, str] | None = None,
        platform: str = sys.platform,
    ) -> None:
        self._clock = clock
        self._settings = settings
        self._environ = os.environ if environ is None else environ
        self._has_buses = platform not in {"win32", "darwin"}
        self._platform = platform
        self._refusal = Refusal(lambda: settings().capture)

    def open_screen(self) -> ScreenBackend:
        """The screens; raises ``CaptureUnavailableError`` where they cannot be read."""
        if not self._has_buses:
            return PointScreen(self._clock)
        if is_wayland(self._environ):
            return PortalScreen(self._clock, self._environ, refusal=self._refusal)
        return X11Screen(self._clock, check_desktop(self._environ))

    def open_windows(self) -> WindowSource:
        """The windows; raises ``CaptureUnavailableError`` likewise."""
        if self._platform == "win32":
            return Win32Windows()
        if self._platform == "darwin":
            return MacWindows()
        if is_wayland(self._environ):
            return WaylandWindows(self._is_accepted, self._environ)
        return X11Windows(check_desktop(self._environ))

    def open_idle(self) -> IdleSource:
        """Whatever tells how long nobody moved; raises ``CaptureUnavailableError`` likewise."""
        if self._has_buses and is_wayland(self._environ):
            return BusIdle(self._environ)
        return self.open_windows()

    def open_session(self, on_change: Callable[[], None]) -> SessionSource:
        """Begin to listen for lock and sleep; ``on_change`` is called from other threads.

        Windows and macOS tell of the lock when they are asked for windows.
        """
        if not self._has_buses:
            return NoSession()
        watch = SessionWatch(on_change, self._environ)
        watch.start()
        return watch

    def describe(self) -> str:
        """How the screen can be captured, in words; takes no picture and asks the person nothing.

        Raises ``CaptureUnavailableError`` where it cannot.
        """
        self.open_windows().close()
        screen = self.open_screen()
        try:
            if isinstance(screen, PortalScreen):
                return (
                    f"the desktop's portal gives pictures (version {screen.version});"
                    " windows are not known"
                )
            return f"{len(screen.monitors())} monitors can be captured"
        finally:
            screen.close()

    def _is_accepted(self) -> bool:
        return self._settings().capture.without_windows
