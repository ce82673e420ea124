"""Keys heard everywhere on Windows, by ``RegisterHotKey`` on a thread with a queue of its own.

https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-registerhotkey
"""

import ctypes
import threading
from collections.abc import Callable
from ctypes import wintypes
from dataclasses import dataclass
from typing import Any

from services.desktop.keys import Keys
from services.errors import HotkeyError

_MODIFIERS = {"Alt": 0x1, "Ctrl": 0x2, "Shift": 0x4, "Super": 0x8}
_NO_REPEAT = 0x4000
_WM_QUIT, _WM_HOTKEY = 0x0012, 0x0312
_ID = 1
# https://learn.microsoft.com/windows/win32/inputdev/virtual-key-codes
_NAMED = {
    "space": 0x20, "Return": 0x0D, "Tab": 0x09, "Insert": 0x2D, "Delete": 0x2E, "Home": 0x24,
    "End": 0x23, "Prior": 0x21, "Next": 0x22, "Left": 0x25, "Up": 0x26, "Right": 0x27,
    "Down": 0x28, "Pause": 0x13, "Print": 0x2C, "comma": 0xBC, "period": 0xBE, "minus": 0xBD,
    "plus": 0xBB,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Libraries:
    """The two libraries of the system that are called."""

    user32: Any
    kernel32: Any

    @classmethod
    def load(cls) -> "Libraries":
        """Those of this system; raises ``HotkeyError`` where it is no Windows."""
        names = vars(ctypes)
        if "WinDLL" not in names:
            raise HotkeyError("This is no Windows desktop.", "")
        user32 = names["WinDLL"]("user32")
        user32.PostThreadMessageW.argtypes = (
            wintypes.DWORD, wintypes.UINT, wintypes.WPARAM, wintypes.LPARAM,
        )  # fmt: skip
        return cls(user32, names["WinDLL"]("kernel32"))


def virtual_key(keys: Keys) -> int:
    """The number that Windows has for the key."""
    name = keys.keysym
    if len(name) == 1:
        return ord(name.upper())
    if name[0] == "F" and name[1:].isdigit():
        return 0x6F + int(name[1:])
    return _NAMED[name]


class WindowsHotkey:
    """A registered combination; ``pressed`` is called on the listening thread.

    Raises ``HotkeyError`` where another program has it.
    """

    def __init__(
        self, keys: Keys, pressed: Callable[[], None], libraries: Libraries | None = None
    ) -> None:
        self._libraries = libraries or Libraries.load()
        self._pressed = pressed
        self._modifiers = sum(_MODIFIERS[name] for name in keys.modifiers) | _NO_REPEAT
        self._key = virtual_key(keys)
        self._begun = threading.Event()
        self._registered = False
        self._thread_id = 0
        self._thread = threading.Thread(target=self._listen, name="hotkey")
        self._thread.start()
        self._begun.wait()
        if not self._registered:
            self._thread.join()
            raise HotkeyError(
                "Another program uses these keys already.", "Choose others in Settings."
            )

    def close(self) -> None:
        """Give the keys back and end the thread."""
        if self._thread.is_alive():
            self._libraries.user32.PostThreadMessageW(self._thread_id, _WM_QUIT, 0, 0)
            self._thread.join()

    def _listen(self) -> None:
        user32, message = self._libraries.user32, wintypes.MSG()
        self._thread_id = int(self._libraries.kernel32.GetCurrentThreadId())
        # makes the thread's queue, so that a message that ends it has where to go
        user32.PeekMessageW(ctypes.byref(message), None, 0, 0, 0)
        # a hot key without a window belongs to the thread that asks for it
        self._registered = bool(user32.RegisterHotKey(None, _ID, self._modifiers, self._key))
        self._begun.set()
        if not self._registered:
            return
        while user32.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:
            if message.message == _WM_HOTKEY:
                self._pressed()
        user32.UnregisterHotKey(None, _ID)
