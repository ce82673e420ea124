"""The clipboard of Windows, through ``ctypes``.

Written against https://learn.microsoft.com/windows/win32/dataxchg/clipboard and tested with
stand-ins for the libraries; it was not run on Windows itself.
"""

import ctypes
import struct
import time
from ctypes import wintypes
from dataclasses import dataclass
from typing import Any

from services.capture.clipboard.base import MOST_PICTURE_BYTES, MOST_TEXT_BYTES, Copied
from services.capture.clipboard.polling import Polling
from services.capture.windows.win32 import Win32Windows, Word
from services.errors import CaptureUnavailableError
from services.records import WindowInfo

_DIB, _UNICODE_TEXT = 8, 13  # CF_DIB, CF_UNICODETEXT
# https://learn.microsoft.com/windows/win32/dataxchg/clipboard-formats: what is so marked is for no
# monitor; the third is what programs for passwords agreed on before there was such a format.
_EXCLUDED = "ExcludeClipboardContentFromMonitorProcessing"
_HISTORY = "CanIncludeInClipboardHistory"  # a number; 0 is no
_IGNORED = "Clipboard Viewer Ignore"
_NUMBER_BYTES = 1000  # its four bytes lie in a block that may be larger
_PNG = "PNG"
_TRIES, _PAUSE_S = 10, 0.05  # another program may have it open for a moment
_FILE_HEADER = struct.Struct("<2sIHHI")  # BITMAPFILEHEADER
_INFO_BYTES = 40  # BITMAPINFOHEADER
_MASKS = {3: 12, 6: 16}  # BI_BITFIELDS, BI_ALPHABITFIELDS: bytes of masks behind the header


@dataclass(frozen=True, slots=True)
class Libraries:
    """The two libraries of the system that are called."""

    user32: Any
    kernel32: Any

    @classmethod
    def load(cls) -> "Libraries":
        """Those of this system; raises ``CaptureUnavailableError`` where it is no Windows."""
        names = vars(ctypes)
        if "WinDLL" not in names:
            raise CaptureUnavailableError("This is no Windows desktop.", "")
        user32, kernel32 = names["WinDLL"]("user32"), names["WinDLL"]("kernel32")
        # handles are as wide as pointers; without these, ctypes would cut them to 32 bits
        user32.OpenClipboard.argtypes = (wintypes.HWND,)
        user32.GetClipboardData.argtypes = (wintypes.UINT,)
        user32.GetClipboardData.restype = wintypes.HANDLE
        user32.GetClipboardOwner.restype = wintypes.HWND
        user32.GetClipboardSequenceNumber.restype = Word
        user32.RegisterClipboardFormatW.argtypes = (wintypes.LPCWSTR,)
        kernel32.GlobalLock.argtypes = (wintypes.HANDLE,)
        kernel32.GlobalLock.restype = ctypes.c_void_p
        kernel32.GlobalUnlock.argtypes = (wintypes.HANDLE,)
        kernel32.GlobalSize.argtypes = (wintypes.HANDLE,)
        kernel32.GlobalSize.restype = ctypes.c_size_t
        return cls(user32, kernel32)


class Win32Clipboard:
    """This desktop's clipboard; ``libraries`` are the system's own unless given."""

    def __init__(self, windows: Win32Windows, libraries: Libraries | None = None) -> None:
        self._windows = windows
        self._api = libraries or Libraries.load()
        user32 = self._api.user32
        self._excluded = tuple(map(user32.RegisterClipboardFormatW, (_EXCLUDED, _IGNORED)))
        self._history = user32.RegisterClipboardFormatW(_HISTORY)
        self._png = user32.RegisterClipboardFormatW(_PNG)
        self._polling = Polling(user32.GetClipboardSequenceNumber)

    def wait(self, timeout_s: float) -> bool:
        """Wait until something is copied, or for ``wake``."""
        return self._polling.wait(timeout_s)

    def wake(self) -> None:
        """End a wait at once."""
        self._polling.wake()

    def read(self, *, pictures: bool) -> Copied | None:
        """The text, else the picture; None where there is neither, or too much of it."""
        if not self._opened():
            return None
        try:
            owner = self._owner()
            if self._is_secret():
                return Copied(secret=True, owner=owner)
            if self._has(_UNICODE_TEXT):
                content = self._get(_UNICODE_TEXT, 2 * MOST_TEXT_BYTES)
                text = content.decode("utf-16-le", "replace").partition("\0")[0]
                return Copied(text, owner=owner) if text else None
            picture = self._picture() if pictures else b""
            return Copied(picture=picture, owner=owner) if picture else None
        finally:
            self._api.user32.CloseClipboard()

    def window(self) -> WindowInfo | None:
        """The window in front."""
        return self._windows.focused()

    def close(self) -> None:
        """Let go of the windows."""
        self._windows.close()

    def _opened(self) -> bool:
        for attempt in range(_TRIES):
            if attempt:
                time.sleep(_PAUSE_S)
            if self._api.user32.OpenClipboard(None):
                return True
        return False

    def _owner(self) -> str:
        handle = self._api.user32.GetClipboardOwner()
        return self._windows.app_of(handle) if handle else ""

    def _is_secret(self) -> bool:
        if any(self._has(form) for form in self._excluded):
            return True
        return self._has(self._history) and not any(self._get(self._history, _NUMBER_BYTES)[:4])

    def _picture(self) -> bytes:
        if self._has(self._png):
            return self._get(self._png, MOST_PICTURE_BYTES)
        return _as_bmp(self._get(_DIB, MOST_PICTURE_BYTES)) if self._has(_DIB) else b""

    def _has(self, form: int) -> bool:
        return bool(form and self._api.user32.IsClipboardFormatAvailable(form))

    def _get(self, form: int, most: int) -> bytes:
        """The copy in one form; empty where it is too large or its program does not give it."""
        kernel32 = self._api.kernel32
        handle = self._api.user32.GetClipboardData(form)
        size = kernel32.GlobalSize(handle) if handle else 0
        if not 0 < size <= most:
            return b""
        place = kernel32.GlobalLock(handle)
        if not place:
            return b""
        try:
            return ctypes.string_at(place, size)
        finally:
            kernel32.GlobalUnlock(handle)


def _as_bmp(dib: bytes) -> bytes:
    """A picture as Windows keeps it in memory, with the header that makes a file of it."""
    if len(dib) < _INFO_BYTES:
        return b""
    header, _, _, _, bits, compression = struct.unpack_from("<IiiHHI", dib)
    (colours,) = struct.unpack_from("<I", dib, 32)
    if header < _INFO_BYTES:
        return b""
    palette = 4 * (colours or (1 << bits if bits <= 8 else 0))
    masks = _MASKS.get(compression, 0) if header == _INFO_BYTES else 0
    offset = _FILE_HEADER.size + header + masks + palette
    return _FILE_HEADER.pack(b"BM", _FILE_HEADER.size + len(dib), 0, 0, offset) + dib
