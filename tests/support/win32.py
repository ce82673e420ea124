"""Stand-ins for the libraries of Windows, which answer through ctypes' own buffers as those do."""

import ctypes
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from services.capture.windows.win32 import Libraries, SessionInfo


@dataclass
class FakeWindow:
    """One window as Windows knows it; ``frame`` is None where the compositor tells no bounds."""

    title: str = ""
    kind: str = "Window"
    rect: tuple[int, int, int, int] = (0, 0, 100, 100)
    frame: tuple[int, int, int, int] | None = None
    pid: int = 0
    shown: bool = True
    iconic: bool = False
    cloaked: bool = False


@dataclass
class FakeSystem:
    """A desktop: windows by handle from the topmost down, programs by process."""

    windows: dict[int, FakeWindow] = field(default_factory=dict)
    programs: dict[int, str] = field(default_factory=dict)
    front: int | None = None
    now: int = 0
    last_input: int | None = 0
    flags: int | None = 1
    opened: int = 0
    freed: int = 0
    _kept: list[Any] = field(default_factory=list)

    def libraries(self) -> Libraries:
        return Libraries(self, self, self, self, lambda function: function)

    # user32

    def EnumWindows(self, take: Callable[[int | None, int], int], more: int) -> int:
        assert take(None, more) == 1
        return int(all(take(handle, more) for handle in self.windows))

    def GetForegroundWindow(self) -> int | None:
        return self.front

    def IsWindowVisible(self, handle: int) -> bool:
        return self.windows[handle].shown

    def IsIconic(self, handle: int) -> bool:
        return self.windows[handle].iconic

    def GetWindowTextLengthW(self, handle: int) -> int:
        return len(self.windows[handle].title)

    def GetWindowTextW(self, handle: int, buffer: Any, size: int) -> int:
        buffer.value = self.windows[handle].title[: size - 1]
        return len(buffer.value)

    def GetClassNameW(self, handle: int, buffer: Any, size: int) -> int:
        buffer.value = self.windows[handle].kind[: size - 1]
        return len(buffer.value)

    def GetWindowRect(self, handle: int, place: Any) -> int:
        rect = place._obj
        rect.left, rect.top, rect.right, rect.bottom = self.windows[handle].rect
        return 1

    def GetWindowThreadProcessId(self, handle: int, pid: Any) -> int:
        pid._obj.value = self.windows[handle].pid
        return 1

    def GetLastInputInfo(self, info: Any) -> int:
        assert info._obj.cbSize == 8
        if self.last_input is None:
            return 0
        info._obj.dwTime = self.last_input
        return 1

    # dwmapi

    def DwmGetWindowAttribute(self, handle: int, what: int, place: Any, size: int) -> int:
        window, target = self.windows[handle], place._obj
        assert size == ctypes.sizeof(target)
        if what == 14:
            target.value = int(window.cloaked)
            return 0
        assert what == 9
        if window.frame is None:
            return -2147467259  # E_FAIL
        target.left, target.top, target.right, target.bottom = window.frame
        return 0

    # kernel32

    def GetTickCount(self) -> int:
        return self.now

    def OpenProcess(self, access: int, inherit: int, pid: int) -> int | None:
        assert (access, inherit) == (0x1000, 0)
        if pid not in self.programs:
            return None
        self.opened += 1
        return pid

    def QueryFullProcessImageNameW(self, process: int, flags: int, buffer: Any, size: Any) -> int:
        buffer.value = self.programs[process][: size._obj.value - 1]
        size._obj.value = len(buffer.value)
        return 1

    def CloseHandle(self, process: int) -> int:
        self.opened -= 1
        return 1

    # wtsapi32

    def WTSQuerySessionInformationW(
        self, server: None, session: int, what: int, info: Any, size: Any
    ) -> int:
        assert (server, session, what) == (None, 0xFFFFFFFF, 25)
        if self.flags is None:
            return 0
        told = SessionInfo(1, 0, 2, 0, self.flags)
        self._kept.append(told)  # its memory is read by address
        info._obj.value = ctypes.addressof(told)
        size._obj.value = ctypes.sizeof(told)
        return 1

    def WTSFreeMemory(self, info: Any) -> None:
        self.freed += 1
