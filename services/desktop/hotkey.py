"""Keys that are heard whichever program is in front, on the desktops that let a program do so."""

import os
import sys
from collections.abc import Callable, Mapping
from typing import Protocol

from services.desktop.keys import Keys
from services.errors import HotkeyError


class Hotkey(Protocol):
    """Listens until it is closed."""

    def close(self) -> None:
        """Give the keys back. Safe to repeat."""
        ...


def open_hotkey(
    keys: Keys, pressed: Callable[[], None], environ: Mapping[str, str] | None = None
) -> Hotkey:
    """Call ``pressed``, on a thread of its own, whenever the keys go down.

    Raises ``HotkeyError`` where another program has them, or the desktop gives no such keys.
    """
    environ = os.environ if environ is None else environ
    if sys.platform == "win32":
        from services.desktop.hotkey_windows import WindowsHotkey

        return WindowsHotkey(keys, pressed)
    if sys.platform == "darwin":
        from services.desktop.hotkey_mac import MacHotkey

        return MacHotkey(keys, pressed)
    if environ.get("WAYLAND_DISPLAY"):
        from services.desktop.hotkey_portal import PortalHotkey

        return PortalHotkey(keys, pressed, environ)
    if environ.get("DISPLAY"):
        from services.desktop.hotkey_x11 import X11Hotkey

        return X11Hotkey(keys, pressed, environ["DISPLAY"])
    raise HotkeyError(
        "This desktop does not let a program listen for keys.",
        "In the desktop's own keyboard settings, give a shortcut to the command: afterimage --ask",
    )
