"""Windows, focus, idleness and lock of a Windows desktop, through ``ctypes``.

Written against the documented functions (https://learn.microsoft.com/windows/win32/api/) and
tested with stand-ins for the libraries; it was not run on Windows itself.
"""

import ctypes
from collections.abc import Callable
from ctypes import wintypes
from dataclasses import dataclass
from pathlib import PureWindowsPath
from typing import Any

from services.capture.windows.base import clean_title, url_in
from services.errors import CaptureUnavailableError
from services.records import Box, WindowInfo

_LONGEST_NAME = 1024
_LONGEST_TITLE = 65_535
_FRAME_BOUNDS, _CLOAKED = 9, 14  # DWMWINDOWATTRIBUTE
_QUERY_LIMITED = 0x1000  # PROCESS_QUERY_LIMITED_INFORMATION
_SESSION_INFO_EX = 25  # WTS_INFO_CLASS.WTSSessionInfoEx
_CURRENT_SESSION = 0xFFFFFFFF
_STATE_LOCK = 0  # WTS_SESSIONSTATE_LOCK
_TICKS = 1 << 32
# The task bar, the desktop, menus and tool tips.
_FURNITURE = frozenset(
    {
        "Shell_TrayWnd", "Shell_SecondaryTrayWnd", "Progman", "WorkerW", "#32768",
        "tooltips_class32", "NotifyIconOverflowWindow",
    }
)  # fmt: skip


# ``wintypes.DWORD`` is only 32 bits wide on Windows itself.
Word = ctypes.c_uint32


class Rect(ctypes.Structure):
    """``RECT``."""

    _fields_ = tuple((side, ctypes.c_int32) for side in ("left", "top", "right", "bottom"))


class LastInput(ctypes.Structure):
    """``LASTINPUTINFO``."""

    _fields_ = (("cbSize", Word), ("dwTime", Word))


class SessionInfo(ctypes.Structure):
    """The beginning of ``WTSINFOEXW``: its union stands at 8, as it holds 64-bit numbers."""

    _fields_ = (
        ("Level", Word),
        ("padding", Word),
        ("SessionId", Word),
        ("SessionState", ctypes.c_int32),
        ("SessionFlags", ctypes.c_int32),
    )


@dataclass(frozen=True, slots=True)
class Libraries:
    """The system's libraries, and how it calls back."""

    user32: Any
    kernel32: Any
    dwmapi: Any
    wtsapi32: Any
    callback: Callable[..., Any]

    @classmethod
    def load(cls) -> "Libraries":
        """Those of this system; raises ``CaptureUnavailableError`` where it is no Windows."""
        names = vars(ctypes)
        if "WinDLL" not in names:
            raise CaptureUnavailableError("This is no Windows desktop.", "")
        user32, kernel32, dwmapi, wtsapi32 = (
            names["WinDLL"](name) for name in ("user32", "kernel32", "dwmapi", "wtsapi32")
        )
        # handles are as wide as pointers; without these, ctypes would cut them to 32 bits
        user32.GetForegroundWindow.restype = wintypes.HWND
        kernel32.OpenProcess.restype = wintypes.HANDLE
        kernel32.GetTickCount.restype = Word
        for library, name in (
            (user32, "GetWindowTextW"), (user32, "GetWindowTextLengthW"),
            (user32, "GetClassNameW"), (user32, "IsWindowVisible"),
            (user32, "IsIconic"), (user32, "GetWindowRect"), (user32, "GetWindowThreadProcessId"),
            (dwmapi, "DwmGetWindowAttribute"), (kernel32, "CloseHandle"),
            (kernel32, "QueryFullProcessImageNameW"),
        ):  # fmt: skip
            function = getattr(library, name)
            function.argtypes = _ARGUMENTS[name]
        wtsapi32.WTSQuerySessionInformationW.argtypes = (
            wintypes.HANDLE, Word, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p,
        )  # fmt: skip
        wtsapi32.WTSFreeMemory.argtypes = (ctypes.c_void_p,)
        callback = names["WINFUNCTYPE"](wintypes.BOOL, wintypes.HWND, wintypes.LPARAM)
        return cls(user32, kernel32, dwmapi, wtsapi32, callback)


_HANDLE, _POINTER, _NUMBER = wintypes.HANDLE, ctypes.c_void_p, ctypes.c_int
_ARGUMENTS: dict[str, tuple[Any, ...]] = {
    "GetWindowTextW": (_HANDLE, wintypes.LPWSTR, _NUMBER),
    "GetWindowTextLengthW": (_HANDLE,),
    "GetClassNameW": (_HANDLE, wintypes.LPWSTR, _NUMBER),
    "IsWindowVisible": (_HANDLE,),
    "IsIconic": (_HANDLE,),
    "GetWindowRect": (_HANDLE, _POINTER),
    "GetWindowThreadProcessId": (_HANDLE, _POINTER),
    "DwmGetWindowAttribute": (_HANDLE, Word, _POINTER, Word),
    "CloseHandle": (_HANDLE,),
    "QueryFullProcessImageNameW": (_HANDLE, Word, wintypes.LPWSTR, _POINTER),
}


class Win32Windows:
    """The windows of this desktop; ``libraries`` are the system's own unless given."""

    def __init__(self, libraries: Libraries | None = None) -> None:
        self._api = libraries or Libraries.load()

    def visible(self) -> tuple[WindowInfo, ...]:
        """Every window that can be seen, the lowest first."""
        found: list[int] = []

        def take(handle: int | None, _more: int) -> int:
            if handle:
                found.append(handle)
            return 1

        self._api.user32.EnumWindows(self._api.callback(take), 0)  # from the topmost downwards
        front = self._api.user32.GetForegroundWindow()
        told = (self._described(handle, front) for handle in reversed(found))
        return tuple(window for window in told if window is not None)

    def focused(self) -> WindowInfo | None:
        """The window in front, without its box."""
        handle = self._api.user32.GetForegroundWindow()
        if not handle:
            return None
        title = self._title(handle)
        return WindowInfo(self.app_of(handle), title, url_in(title), focused=True)

    def idle_ms(self) -> int:
        """Milliseconds since the last key or mouse movement; 0 where the system cannot tell."""
        last = LastInput(ctypes.sizeof(LastInput), 0)
        if not self._api.user32.GetLastInputInfo(ctypes.byref(last)):
            return 0
        return int((self._api.kernel32.GetTickCount() - last.dwTime) % _TICKS)

    def locked(self) -> bool:
        """Whether the session is locked."""
        info, size = ctypes.c_void_p(), Word()
        ask = self._api.wtsapi32.WTSQuerySessionInformationW
        if not ask(
            None, _CURRENT_SESSION, _SESSION_INFO_EX, ctypes.byref(info), ctypes.byref(size)
        ):
            return False
        try:
            if not info.value or size.value < ctypes.sizeof(SessionInfo):
                return False
            told = SessionInfo.from_address(info.value)
            return bool(told.Level == 1 and told.SessionFlags == _STATE_LOCK)
        finally:
            self._api.wtsapi32.WTSFreeMemory(info)

    def app_of(self, handle: int) -> str:
        """The name of the program that a window belongs to; "" where the system does not tell."""
        return self._app(self._pid(handle))

    def close(self) -> None:
        """Nothing to let go of."""

    def _described(self, handle: int, front: int | None) -> WindowInfo | None:
        user32 = self._api.user32
        if not user32.IsWindowVisible(handle) or user32.IsIconic(handle) or self._cloaked(handle):
            return None
        box = self._box(handle)
        if box is None:
            return None
        title, pid = self._title(handle), self._pid(handle)
        return WindowInfo(
            self._app(pid),
            title,
            url_in(title),
            box,
            focused=handle == front,
            furniture=self._kind(handle) in _FURNITURE,
            pid=pid if handle == front else 0,
        )

    def _cloaked(self, handle: int) -> bool:
        """Whether it lies on another virtual desktop, or is an app that sleeps."""
        told = Word()
        size = ctypes.sizeof(told)
        failed = self._api.dwmapi.DwmGetWindowAttribute(handle, _CLOAKED, ctypes.byref(told), size)
        return not failed and bool(told.value)

    def _box(self, handle: int) -> Box | None:
        """Its frame without the invisible border; None where it has no size."""
        rect = Rect()
        place, size = ctypes.byref(rect), ctypes.sizeof(rect)
        if self._api.dwmapi.DwmGetWindowAttribute(
            handle, _FRAME_BOUNDS, place, size
        ) and not self._api.user32.GetWindowRect(handle, place):
            return None
        width, height = rect.right - rect.left, rect.bottom - rect.top
        return Box(rect.left, rect.top, width, height) if width > 0 and height > 0 else None

    def _title(self, handle: int) -> str:
        """Its title, whole as far as it goes: at the end browsers tell that it is private."""
        user32 = self._api.user32
        size = min(int(user32.GetWindowTextLengthW(handle)), _LONGEST_TITLE) + 1
        buffer = ctypes.create_unicode_buffer(size)
        user32.GetWindowTextW(handle, buffer, size)
        return clean_title(buffer.value)

    def _kind(self, handle: int) -> str:
        buffer = ctypes.create_unicode_buffer(_LONGEST_NAME)
        self._api.user32.GetClassNameW(handle, buffer, _LONGEST_NAME)
        return buffer.value

    def _pid(self, handle: int) -> int:
        pid = Word()
        self._api.user32.GetWindowThreadProcessId(handle, ctypes.byref(pid))
        return int(pid.value)

    def _app(self, pid: int) -> str:
        """The program's name without its folder; "" where the system does not tell."""
        kernel32 = self._api.kernel32
        process = kernel32.OpenProcess(_QUERY_LIMITED, 0, pid)
        if not process:
            return ""
        try:
            buffer = ctypes.create_unicode_buffer(_LONGEST_NAME)
            size = Word(_LONGEST_NAME)
            kernel32.QueryFullProcessImageNameW(process, 0, buffer, ctypes.byref(size))
            return clean_title(PureWindowsPath(buffer.value).stem)
        finally:
            kernel32.CloseHandle(process)
