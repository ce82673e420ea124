"""Windows, focus, idleness and lock of a macOS desktop, through Quartz (``pyobjc``).

Written against https://developer.apple.com/documentation/coregraphics/quartz_window_services and
tested with a stand-in for the library; it was not run on macOS itself.
"""

import importlib
from collections.abc import Mapping
from typing import Any

from services.capture.windows.base import clean_title, url_in
from services.errors import CaptureUnavailableError
from services.records import Box, WindowInfo

_NORMAL_LAYER = 0  # menus, the Dock and notifications lie on layers above, the desktop below
_COMBINED_SESSION = 0  # kCGEventSourceStateCombinedSessionState
_ANY_INPUT = 0xFFFFFFFF  # kCGAnyInputEventType
_LOCKED = "CGSSessionScreenIsLocked"


class MacWindows:
    """The windows of this desktop; ``quartz`` and ``appkit`` are pyobjc's modules.

    Raises ``CaptureUnavailableError`` where they are missing, or where macOS has not allowed the
    recording of the screen: without it there are no titles, and pictures show the wallpaper only.
    """

    def __init__(self, quartz: Any = None, appkit: Any = None) -> None:
        try:
            self._quartz = quartz or importlib.import_module("Quartz")
            self._appkit = appkit or importlib.import_module("AppKit")
        except ImportError as error:
            raise CaptureUnavailableError(
                "The library that lists windows on macOS is missing.",
                "Install pyobjc-framework-Quartz.",
            ) from error
        if not self._quartz.CGPreflightScreenCaptureAccess():
            raise CaptureUnavailableError(
                "macOS does not allow this program to record the screen.",
                "Allow it in System Settings → Privacy & Security → Screen Recording,"
                " then start it again.",
            )

    def visible(self) -> tuple[WindowInfo, ...]:
        """Every window that can be seen, the lowest first."""
        front = self._front_pid()
        told = list(self._listed())  # from the topmost downwards
        focused = next((w for w in told if _is_normal(w) and _pid(w) == front), None)
        windows = (_described(window, window is focused) for window in reversed(told))
        return tuple(window for window in windows if window is not None)

    def focused(self) -> WindowInfo | None:
        """The window in front."""
        return next((window for window in self.visible() if window.focused), None)

    def idle_ms(self) -> int:
        """Milliseconds since the last key or mouse movement."""
        ask = self._quartz.CGEventSourceSecondsSinceLastEventType
        return max(0, round(float(ask(_COMBINED_SESSION, _ANY_INPUT)) * 1000))

    def locked(self) -> bool:
        """Whether the session is locked; it is too where nobody is logged in at the screen."""
        session = self._quartz.CGSessionCopyCurrentDictionary()
        return session is None or bool(session.get(_LOCKED, False))

    def close(self) -> None:
        """Nothing to let go of."""

    def _listed(self) -> tuple[Mapping[str, Any], ...]:
        quartz = self._quartz
        found = quartz.CGWindowListCopyWindowInfo(
            quartz.kCGWindowListOptionOnScreenOnly, quartz.kCGNullWindowID
        )
        return tuple(found or ())

    def _front_pid(self) -> int:
        app = self._appkit.NSWorkspace.sharedWorkspace().frontmostApplication()
        return int(app.processIdentifier()) if app is not None else 0


def _described(window: Mapping[str, Any], focused: bool) -> WindowInfo | None:
    bounds = window.get("kCGWindowBounds", {})
    left, top, width, height = (round(bounds.get(k, 0)) for k in ("X", "Y", "Width", "Height"))
    if width <= 0 or height <= 0 or float(window.get("kCGWindowAlpha", 1)) <= 0:
        return None
    title = clean_title(str(window.get("kCGWindowName") or ""))
    return WindowInfo(
        clean_title(str(window.get("kCGWindowOwnerName") or "")),
        title,
        url_in(title),
        Box(left, top, width, height),
        focused=focused,
        furniture=not _is_normal(window),
        pid=_pid(window) if focused else 0,
    )


def _is_normal(window: Mapping[str, Any]) -> bool:
    return int(window.get("kCGWindowLayer", 0)) == _NORMAL_LAYER


def _pid(window: Mapping[str, Any]) -> int:
    return int(window.get("kCGWindowOwnerPID", 0))
