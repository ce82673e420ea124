"""Keys heard everywhere on macOS, by Carbon's hot keys, which need no permission.

The system's run loop, which the window runs on the main thread, calls the handler. The interface
is that of ``CarbonEvents.h`` in the system's own SDK.
"""

import ctypes
from collections.abc import Callable
from typing import Any

from services.desktop.keys import Keys
from services.errors import HotkeyError

_CARBON = "/System/Library/Frameworks/Carbon.framework/Carbon"
_MODIFIERS = {"Super": 0x0100, "Shift": 0x0200, "Alt": 0x0800, "Ctrl": 0x1000}
_KEYBOARD, _PRESSED = int.from_bytes(b"keyb", "big"), 5
_SIGNATURE = int.from_bytes(b"aftr", "big")
_TAKEN = -9878  # eventHotKeyExistsErr
# Virtual keys of Events.h; letters and digits by where the American keyboard has them.
_LETTERS = dict(zip("asdfhgzxcv", range(10), strict=True)) | {
    "b": 11, "q": 12, "w": 13, "e": 14, "r": 15, "y": 16, "t": 17, "1": 18, "2": 19, "3": 20,
    "4": 21, "6": 22, "5": 23, "9": 25, "7": 26, "8": 28, "0": 29, "o": 31, "u": 32, "i": 34,
    "p": 35, "l": 37, "j": 38, "k": 40, "n": 45, "m": 46,
}  # fmt: skip
_NAMED = {
    "space": 49, "Return": 36, "Tab": 48, "Insert": 114, "Delete": 117, "Home": 115, "End": 119,
    "Prior": 116, "Next": 121, "Left": 123, "Right": 124, "Down": 125, "Up": 126, "comma": 43,
    "period": 47, "minus": 27, "plus": 24,
    "F1": 122, "F2": 120, "F3": 99, "F4": 118, "F5": 96, "F6": 97, "F7": 98, "F8": 100, "F9": 101,
    "F10": 109, "F11": 103, "F12": 111, "F13": 105, "F14": 107, "F15": 113, "F16": 106,
    "F17": 64, "F18": 79, "F19": 80, "F20": 90,
}  # fmt: skip


class EventType(ctypes.Structure):
    """``EventTypeSpec``."""

    _fields_ = (("kind_class", ctypes.c_uint32), ("kind", ctypes.c_uint32))


class HotkeyId(ctypes.Structure):
    """``EventHotKeyID``."""

    _fields_ = (("signature", ctypes.c_uint32), ("id", ctypes.c_uint32))


HANDLER = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)


def load_carbon() -> Any:
    """The system's library; raises ``HotkeyError`` where it is no macOS."""
    try:
        carbon = ctypes.CDLL(_CARBON)
    except OSError as error:
        raise HotkeyError("This is no macOS desktop.", "") from error
    carbon.GetApplicationEventTarget.restype = ctypes.c_void_p
    carbon.InstallEventHandler.argtypes = (
        ctypes.c_void_p, HANDLER, ctypes.c_uint32, ctypes.c_void_p, ctypes.c_void_p,
        ctypes.c_void_p,
    )  # fmt: skip
    carbon.RegisterEventHotKey.argtypes = (
        ctypes.c_uint32, ctypes.c_uint32, HotkeyId, ctypes.c_void_p, ctypes.c_uint32,
        ctypes.c_void_p,
    )  # fmt: skip
    carbon.UnregisterEventHotKey.argtypes = (ctypes.c_void_p,)
    carbon.RemoveEventHandler.argtypes = (ctypes.c_void_p,)
    return carbon


def virtual_key(keys: Keys) -> int:
    """The number that macOS has for the key; raises ``HotkeyError`` where it has none."""
    found = _LETTERS.get(keys.keysym.lower(), _NAMED.get(keys.keysym))
    if found is None:
        raise HotkeyError("The keyboard has no such key.", "Choose another in Settings.")
    return found


class MacHotkey:
    """A registered combination; ``pressed`` is called on the main thread.

    Raises ``HotkeyError`` where another program has it, or the keyboard has no such key.
    """

    def __init__(self, keys: Keys, pressed: Callable[[], None], carbon: Any = None) -> None:
        self._carbon = load_carbon() if carbon is None else carbon
        self._pressed = pressed
        self._handler = HANDLER(self._heard)  # as long as it is installed, it must not go
        self._key, self._installed = ctypes.c_void_p(), ctypes.c_void_p()
        self._open = True
        target = self._carbon.GetApplicationEventTarget()
        kind = EventType(_KEYBOARD, _PRESSED)
        self._carbon.InstallEventHandler(
            target, self._handler, 1, ctypes.byref(kind), None, ctypes.byref(self._installed)
        )
        modifiers = sum(_MODIFIERS[name] for name in keys.modifiers)
        try:
            status = self._carbon.RegisterEventHotKey(
                virtual_key(keys), modifiers, HotkeyId(_SIGNATURE, 1), target, 0,
                ctypes.byref(self._key),
            )  # fmt: skip
            if status:
                words = (
                    "Another program uses these keys already."
                    if status == _TAKEN
                    else "The system did not give these keys."
                )
                raise HotkeyError(words, "Choose others in Settings.")
        except HotkeyError:
            self._carbon.RemoveEventHandler(self._installed)
            raise

    def close(self) -> None:
        """Give the keys back."""
        if self._open:
            self._open = False
            self._carbon.UnregisterEventHotKey(self._key)
            self._carbon.RemoveEventHandler(self._installed)

    def _heard(self, _caller: object, _event: object, _own: object) -> int:
        self._pressed()
        return 0
