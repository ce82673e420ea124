"""Chooses how this system's screen, windows and session are read."""

import os
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from services.capture.clipboard.base import Clipboard
from services.capture.screens.base import ScreenBackend, monitors_words
from services.capture.session.presence import IdleSource, NoSession, Permit, SessionSource
from services.capture.windows.base import WindowSource
from services.clock import Clock
from services.settings import Settings

if TYPE_CHECKING:
    from services.capture.linux import LinuxDesktop


class Desktop:
    """This system's ways to read the screen; what ``open_…`` gives is its caller's to close.

    Linux with X11 is read through X, with Wayland through the desktop portal, and Windows and
    macOS (not tried out there) through their own libraries, which are imported where they are
    needed. ``platform`` is ``sys.platform``; ``permit`` keeps a Wayland desktop's token beyond
    this run.
    """

    def __init__(
        self,
        clock: Clock,
        settings: Callable[[], Settings],
        environ: Mapping[str, str] | None = None,
        platform: str = sys.platform,
        permit: Permit | None = None,
    ) -> None:
        self._clock = clock
        self._platform = platform
        self._linux: LinuxDesktop | None = None
        if platform not in {"win32", "darwin"}:
            from services.capture import linux

            chosen = os.environ if environ is None else environ
            self._linux = linux.LinuxDesktop(
                clock, lambda: settings().capture, chosen, permit or Permit()
            )

    def open_screen(self) -> ScreenBackend:
        """The screens; raises ``CaptureUnavailableError`` where they cannot be read."""
        if self._linux is not None:
            return self._linux.open_screen()
        from services.capture.screens.points import PointScreen

        return PointScreen(self._clock)

    def open_windows(self) -> WindowSource:
        """The windows; raises ``CaptureUnavailableError`` likewise."""
        if self._linux is not None:
            return self._linux.open_windows()
        if self._platform == "darwin":
            from services.capture.windows.macos import MacWindows

            return MacWindows()
        from services.capture.windows.win32 import Win32Windows

        return Win32Windows()

    def open_clipboard(self) -> Clipboard:
        """What is copied; raises ``CaptureUnavailableError`` where that is not told."""
        if self._linux is not None:
            return self._linux.open_clipboard()
        if self._platform == "darwin":
            from services.capture.clipboard.macos import MacClipboard
            from services.capture.windows.macos import MacWindows

            return MacClipboard(MacWindows())
        from services.capture.clipboard.win32 import Win32Clipboard
        from services.capture.windows.win32 import Win32Windows

        return Win32Clipboard(Win32Windows())

    def open_idle(self) -> IdleSource:
        """Whatever tells how long nobody moved; raises ``CaptureUnavailableError`` likewise."""
        return self.open_windows() if self._linux is None else self._linux.open_idle()

    def open_session(self, on_change: Callable[[], None]) -> SessionSource:
        """Begin to listen for lock and sleep; ``on_change`` is called from other threads.

        Windows and macOS tell of the lock when they are asked for windows.
        """
        return NoSession() if self._linux is None else self._linux.open_session(on_change)

    def describe(self) -> str:
        """How the screen can be captured, in words; takes no picture and asks the person nothing.

        Raises ``CaptureUnavailableError`` where it cannot.
        """
        if self._linux is not None:
            return self._linux.describe()
        self.open_windows().close()
        screen = self.open_screen()
        try:
            return monitors_words(len(screen.monitors()))
        finally:
            screen.close()
