"""A Linux desktop: X11 through X, Wayland through the desktop portal, the session through D-Bus."""

from collections.abc import Callable, Mapping
from contextlib import suppress

from services.capture.clipboard.base import Clipboard
from services.capture.clipboard.wayland import open_on_wayland
from services.capture.clipboard.x11 import X11Clipboard
from services.capture.screens.base import ScreenBackend, monitors_words
from services.capture.screens.pipewire import can_read_streams
from services.capture.screens.portal import PortalScreen
from services.capture.screens.portal_requests import PortalLacksError, Refusal
from services.capture.screens.screencast import ScreenCastScreen
from services.capture.screens.x11 import X11Screen, check_desktop, is_wayland
from services.capture.session.idle import BusIdle
from services.capture.session.presence import IdleSource, Permit, SessionSource
from services.capture.session.watch import SessionWatch
from services.capture.windows.base import WindowSource
from services.capture.windows.wayland import WaylandWindows
from services.capture.windows.x11 import X11Windows
from services.clock import Clock
from services.said import said
from services.settings import CaptureSettings


class LinuxDesktop:
    """What ``Desktop`` opens on Linux; see there."""

    def __init__(
        self,
        clock: Clock,
        settings: Callable[[], CaptureSettings],
        environ: Mapping[str, str],
        permit: Permit,
    ) -> None:
        self._clock = clock
        self._settings = settings
        self._environ = environ
        self._permit = permit
        self._refusal = Refusal(settings)

    def open_screen(self) -> ScreenBackend:
        """A cast of the screen where portal and system can; else single pictures; or X."""
        if not is_wayland(self._environ):
            return X11Screen(self._clock, check_desktop(self._environ))
        if can_read_streams():
            with suppress(PortalLacksError):
                return ScreenCastScreen(
                    self._clock, self._environ, refusal=self._refusal, permit=self._permit
                )
        return PortalScreen(self._clock, self._environ, refusal=self._refusal)

    def open_windows(self) -> WindowSource:
        """X's, or none that are known."""
        if is_wayland(self._environ):
            return WaylandWindows(lambda: self._settings().without_windows, self._environ)
        return X11Windows(check_desktop(self._environ))

    def open_clipboard(self) -> Clipboard:
        """X's, or the way that a Wayland desktop has."""
        if is_wayland(self._environ):
            return open_on_wayland(self._environ, lambda: self._settings().without_windows)
        display = check_desktop(self._environ)
        return X11Clipboard(display, X11Windows(display))

    def open_idle(self) -> IdleSource:
        """X's, or what the session's buses tell."""
        return BusIdle(self._environ) if is_wayland(self._environ) else self.open_windows()

    def open_session(self, on_change: Callable[[], None]) -> SessionSource:
        """The session's buses."""
        watch = SessionWatch(on_change, self._environ)
        watch.start()
        return watch

    def describe(self) -> str:
        """How the screen can be captured; no picture is taken and nobody asked."""
        self.open_windows().close()
        screen = self.open_screen()
        try:
            if isinstance(screen, ScreenCastScreen):
                return said("the desktop's portal casts the screen; windows are not known")
            if isinstance(screen, PortalScreen):
                return said(
                    "the desktop's portal gives single pictures; windows are not known. With"
                    " gstreamer1.0-tools and gstreamer1.0-pipewire it may cast the screen instead"
                )
            return monitors_words(len(screen.monitors()))
        finally:
            screen.close()
