"""Windows, focus and idleness of an X11 desktop, through EWMH properties and XScreenSaver."""

import os
import re
from collections.abc import Iterator
from contextlib import suppress

from Xlib import X
from Xlib.display import Display
from Xlib.error import ConnectionClosedError, DisplayError, XError
from Xlib.ext import screensaver
from Xlib.xobject.drawable import Window

from services.capture.screens.display_name import local_only, probe_display
from services.capture.screens.x11 import check_desktop
from services.capture.windows.base import clean_title, url_in
from services.errors import CaptureUnavailableError
from services.records import Box, WindowInfo

# https://specifications.freedesktop.org/wm-spec/latest/ar01s05.html#id-1.6.7
_FURNITURE = (
    "DESKTOP", "DOCK", "TOOLBAR", "MENU", "SPLASH", "DROPDOWN_MENU", "POPUP_MENU", "TOOLTIP",
    "NOTIFICATION", "COMBO", "DND",
)  # fmt: skip
_ESCAPE = re.compile(rb"\x1b[\x20-\x2f]*[\x30-\x7e]")
LONGEST_PROPERTY = 65_536  # four-byte units of a title that are read; its end matters too


class X11Windows:
    """The windows of one X display; ``display`` is its name (default: ``DISPLAY``)."""

    def __init__(self, display: str | None = None) -> None:
        self._name = display if display is not None else check_desktop(os.environ)
        try:
            probe_display(self._name)
            self._display = Display(local_only(self._name))
        except (DisplayError, OSError) as error:
            raise self._unavailable() from error
        self._root = self._display.screen().root
        self._furniture = {
            self._display.intern_atom(f"_NET_WM_WINDOW_TYPE_{kind}") for kind in _FURNITURE
        }
        self._kinds: dict[int, bool] = {}
        self._seen: set[int] = set()
        self._has_saver = self._display.has_extension(screensaver.extname)
        self._closed = False

    def visible(self) -> tuple[WindowInfo, ...]:
        """Every window that can be seen, the lowest first; windows outside the manager last."""
        try:
            active = self._active_id()
            managed = self._windows_of("_NET_CLIENT_LIST_STACKING")
            found = [self._describe(window, active) for window in managed]
            known = {window.id for window in managed}
            found += [
                self._describe(window, active, managed=False) for window in self._unmanaged(known)
            ]
            self._kinds = {id_: kind for id_, kind in self._kinds.items() if id_ in self._seen}
            self._seen.clear()
        except (ConnectionClosedError, OSError) as error:
            raise self._unavailable() from error
        return tuple(info for info in found if info is not None)

    def focused(self) -> WindowInfo | None:
        """The window that the manager calls active, without its box."""
        try:
            active = self._active_id()
            if active is None:
                return None
            window = self._display.create_resource_object("window", active)
            title = self._title(window)
            return WindowInfo(self._app(window), title, url_in(title), focused=True)
        except XError:
            return None  # it was closed between the two questions
        except (ConnectionClosedError, OSError) as error:
            raise self._unavailable() from error

    def idle_ms(self) -> int:
        """Milliseconds since the last key or mouse movement; 0 where the server cannot tell."""
        return int(self._saver().idle) if self._has_saver else 0

    def locked(self) -> bool:
        """Whether the screen saver is on."""
        return self._has_saver and self._saver().state == screensaver.StateOn

    def close(self) -> None:
        """Close the connection to the display."""
        if not self._closed:
            self._closed = True
            with suppress(ConnectionClosedError):  # the server went away before us
                self._display.close()

    def _saver(self) -> screensaver.QueryInfo:
        try:
            return screensaver.query_info(self._root)
        except (ConnectionClosedError, XError, OSError) as error:
            raise self._unavailable() from error

    def _active_id(self) -> int | None:
        value = self._numbers(self._root, "_NET_ACTIVE_WINDOW")
        return value[0] if value and value[0] else None

    def _windows_of(self, name: str) -> list[Window]:
        ids = self._numbers(self._root, name)
        return [self._display.create_resource_object("window", i) for i in ids]

    def _unmanaged(self, known: set[int]) -> Iterator[Window]:
        """Windows with a class of their own that no manager lists (menus, lockers, pop-ups)."""
        for window in self._root.query_tree().children:
            if window.id not in known and self._app(window):
                yield window

    def _describe(
        self, window: Window, active: int | None, *, managed: bool = True
    ) -> WindowInfo | None:
        try:
            if window.get_attributes().map_state != X.IsViewable:
                return None
            size = window.get_geometry()
            corner = self._root.translate_coords(window, 0, 0)
            left, right, top, bottom = self._frame_of(window)
            box = Box(
                corner.x - left,
                corner.y - top,
                size.width + left + right,
                size.height + top + bottom,
            )
            app, title = self._app(window), self._title(window)
            furniture = not managed or self._is_furniture(window)
            focused = window.id == active
            pid = next(iter(self._numbers(window, "_NET_WM_PID")), 0) if focused else 0
        except XError:
            return None  # it was closed while we asked
        return WindowInfo(
            app, title, url_in(title), box, focused=focused, furniture=furniture, pid=pid
        )

    def _app(self, window: Window) -> str:
        try:
            named = window.get_wm_class()
        except XError:
            return ""
        return clean_title(named[1] or named[0]) if named else ""

    def _title(self, window: Window) -> str:
        utf8 = self._display.intern_atom("UTF8_STRING")
        for name in ("_NET_WM_NAME", "WM_NAME"):
            atom = self._display.intern_atom(name)
            # no more than is kept: a title may have megabytes
            found = window.get_property(atom, X.AnyPropertyType, 0, LONGEST_PROPERTY)
            if found is not None and found.value:
                value = found.value
                if isinstance(value, bytes):
                    is_utf8 = found.property_type == utf8
                    value = value.decode("utf-8", "ignore") if is_utf8 else compound_text(value)
                return clean_title(str(value))
        return ""

    def _is_furniture(self, window: Window) -> bool:
        """Whether it says of itself that it is a panel, the desktop or the like; asked once."""
        self._seen.add(window.id)
        if window.id not in self._kinds:
            told = self._numbers(window, "_NET_WM_WINDOW_TYPE")
            self._kinds[window.id] = any(kind in self._furniture for kind in told)
        return self._kinds[window.id]

    def _frame_of(self, window: Window) -> tuple[int, int, int, int]:
        """The manager's border around a window, which shows its title: left, right, top, bottom."""
        numbers = self._numbers(window, "_NET_FRAME_EXTENTS")
        return (
            (numbers[0], numbers[1], numbers[2], numbers[3]) if len(numbers) == 4 else (0, 0, 0, 0)
        )

    def _numbers(self, window: Window, name: str) -> list[int]:
        found = window.get_full_property(self._display.intern_atom(name), X.AnyPropertyType)
        return [int(v) for v in found.value] if found is not None else []

    def _unavailable(self) -> CaptureUnavailableError:
        return CaptureUnavailableError(
            f"The windows of display {self._name} cannot be listed.",
            "Check that the desktop runs and that this user may use it (xhost, XAUTHORITY).",
        )


def compound_text(value: bytes) -> str:
    """A title as older programs give it: Latin-1, with stretches of UTF-8 between escape codes.

    https://www.x.org/releases/X11R7.6/doc/xorg-docs/specs/CTEXT/ctext.html
    """
    parts = re.split(rb"\x1b%G(.*?)\x1b%@", value)
    texts = [
        part.decode("utf-8", "replace") if odd % 2 else _ESCAPE.sub(b"", part).decode("latin-1")
        for odd, part in enumerate(parts)
    ]
    return "".join(texts)
