"""Every source of windows keeps the same promises; Windows and macOS are stood in for."""

import ctypes
from collections.abc import Iterator
from typing import Any
from unittest.mock import MagicMock

import pytest

from services.capture.windows.base import WindowSource, clean_title
from services.capture.windows.fake import FakeWindows
from services.capture.windows.macos import MacWindows
from services.capture.windows.win32 import Libraries, Win32Windows
from services.capture.windows.x11 import X11Windows
from services.errors import CaptureUnavailableError
from services.records import Box, WindowInfo
from tests.support.display import PrivateDisplay
from tests.support.waiting import wait_until
from tests.support.win32 import FakeSystem, FakeWindow

BEHIND, FRONT = Box(10, 20, 400, 300), Box(200, 100, 500, 400)
TITLES = ("behind", "in front – https://example.org/page")


class FakeMac:
    """Both of pyobjc's modules; windows are listed from the topmost down."""

    def __init__(self, *windows: dict[str, Any], front: int | None = None) -> None:
        self.kCGWindowListOptionOnScreenOnly, self.kCGNullWindowID = 1, 0
        self.windows: tuple[dict[str, Any], ...] | None = windows
        self.front = front
        self.idle_s = 0.0
        self.session: dict[str, Any] | None = {}
        self.allowed = True
        self.NSWorkspace = self

    def CGPreflightScreenCaptureAccess(self) -> bool:
        return self.allowed

    def CGWindowListCopyWindowInfo(self, option: int, relative: int) -> Any:
        assert (option, relative) == (1, 0)
        return self.windows

    def CGEventSourceSecondsSinceLastEventType(self, state: int, kind: int) -> float:
        assert (state, kind) == (0, 0xFFFFFFFF)
        return self.idle_s

    def CGSessionCopyCurrentDictionary(self) -> dict[str, Any] | None:
        return self.session

    def sharedWorkspace(self) -> "FakeMac":
        return self

    def frontmostApplication(self) -> "FakeMac | None":
        return None if self.front is None else self

    def processIdentifier(self) -> int:
        return self.front or 0


def mac_window(owner: str, name: str | None, box: Box, pid: int, layer: int = 0) -> dict[str, Any]:
    place = {"X": box.left, "Y": box.top, "Width": box.width, "Height": box.height}
    return {
        "kCGWindowOwnerName": owner,
        "kCGWindowName": name,
        "kCGWindowBounds": place,
        "kCGWindowOwnerPID": pid,
        "kCGWindowLayer": layer,
        "kCGWindowAlpha": 1.0,
    }


def make_fake(_request: pytest.FixtureRequest) -> WindowSource:
    behind = WindowInfo("XTerm", TITLES[0], box=BEHIND)
    url = "https://example.org/page"
    return FakeWindows(behind, WindowInfo("XTerm", TITLES[1], url, FRONT, focused=True))


def make_x11(request: pytest.FixtureRequest) -> WindowSource:
    display: PrivateDisplay = request.getfixturevalue("display")
    display.ask("xdotool", "mousemove_relative", "1", "1")
    for title in TITLES:
        display.start("xterm", "-T", title, "-geometry", "60x10+100+100", "-e", "cat")
        display.wait_for_window(title)
    windows = X11Windows()

    def in_front() -> bool:
        info = windows.focused()
        return info is not None and info.title == TITLES[1]

    wait_until(in_front, "the second window to have the focus")
    return windows


def make_win32(_request: pytest.FixtureRequest) -> WindowSource:
    system = FakeSystem(
        {
            7: FakeWindow(TITLES[1], rect=(193, 100, 707, 507), frame=(200, 100, 700, 500), pid=1),
            8: FakeWindow(TITLES[0], rect=(10, 20, 410, 320), pid=1),
        },
        {1: "C:\\Program Files\\Terminal\\XTerm.exe"},
        front=7,
    )
    return Win32Windows(system.libraries())


def make_macos(_request: pytest.FixtureRequest) -> WindowSource:
    mac = FakeMac(
        mac_window("XTerm", TITLES[1], FRONT, 1), mac_window("XTerm", TITLES[0], BEHIND, 1), front=1
    )
    return MacWindows(mac, mac)


SOURCES = {"fake": make_fake, "x11": make_x11, "win32": make_win32, "macos": make_macos}


@pytest.fixture(params=list(SOURCES.values()), ids=list(SOURCES))
def source(request: pytest.FixtureRequest) -> Iterator[WindowSource]:
    made: WindowSource = request.param(request)
    yield made
    made.close()


def test_windows_are_told_from_the_lowest_to_the_topmost(source: WindowSource) -> None:
    seen = source.visible()
    assert [window.title for window in seen] == list(TITLES)
    assert [window.app for window in seen] == ["XTerm", "XTerm"]
    assert [window.focused for window in seen] == [False, True]
    assert [window.url for window in seen] == ["", "https://example.org/page"]
    assert all(w.box is not None and w.box.width > 100 and w.box.height > 50 for w in seen)
    assert not any(window.furniture for window in seen)


def test_the_window_in_front_is_told_by_itself(source: WindowSource) -> None:
    front = source.focused()
    assert front is not None
    assert (front.app, front.title, front.focused) == ("XTerm", TITLES[1], True)
    assert front.url == "https://example.org/page"


def test_somebody_is_at_work(source: WindowSource) -> None:
    assert 0 <= source.idle_ms() < 60_000
    assert not source.locked()
    source.close()


# -- Windows on its own


def test_win32_leaves_out_what_cannot_be_seen_and_knows_furniture() -> None:
    system = FakeSystem(
        {
            1: FakeWindow("hidden", shown=False),
            2: FakeWindow("minimised", iconic=True),
            3: FakeWindow("on another desktop", cloaked=True),
            4: FakeWindow("empty", rect=(5, 5, 5, 9)),
            5: FakeWindow("", kind="Shell_TrayWnd", rect=(0, 1040, 1920, 1080)),
            6: FakeWindow("work\x00", rect=(-8, -8, 1928, 1048), frame=(0, 0, 1920, 1040), pid=4),
        },
        front=6,
    )
    windows = Win32Windows(system.libraries())
    work, bar = windows.visible()
    assert work == WindowInfo("", "work", "", Box(0, 0, 1920, 1040), focused=True, pid=4)
    assert bar == WindowInfo("", "", "", Box(0, 1040, 1920, 40), furniture=True)
    system.front = None
    assert windows.focused() is None
    assert not any(window.focused for window in windows.visible())
    assert system.opened == 0


def test_win32_cuts_long_titles_and_closes_what_it_opens() -> None:
    title = "x" * 60_000 + " - InPrivate"
    system = FakeSystem({1: FakeWindow(title, pid=9)}, {9: "D:\\a\\chrome.exe"}, front=1)
    windows = Win32Windows(system.libraries())
    (window,) = windows.visible()
    assert (window.app, window.title) == ("chrome", clean_title(title))
    assert len(window.title) <= 500
    assert system.opened == 0


def test_win32_counts_idleness_over_the_wrap_of_its_clock() -> None:
    system = FakeSystem(now=5, last_input=(1 << 32) - 95)
    windows = Win32Windows(system.libraries())
    assert windows.idle_ms() == 100
    system.last_input = None
    assert windows.idle_ms() == 0


@pytest.mark.parametrize(("flags", "locked"), [(0, True), (1, False), (-1, False), (None, False)])
def test_win32_knows_a_locked_session(flags: int | None, locked: bool) -> None:
    system = FakeSystem(flags=flags)
    assert Win32Windows(system.libraries()).locked() is locked
    assert system.freed == (flags is not None)


def test_win32_libraries_are_only_on_windows() -> None:
    with pytest.raises(CaptureUnavailableError, match="no Windows"):
        Libraries.load()


def test_win32_handles_are_declared_as_wide_as_pointers(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: dict[str, MagicMock] = {}

    def load(name: str) -> MagicMock:
        return loaded.setdefault(name, MagicMock())

    monkeypatch.setattr(ctypes, "WinDLL", load, raising=False)
    monkeypatch.setattr(ctypes, "WINFUNCTYPE", ctypes.CFUNCTYPE, raising=False)
    libraries = Libraries.load()
    assert set(loaded) == {"user32", "kernel32", "dwmapi", "wtsapi32"}
    assert ctypes.sizeof(libraries.user32.GetForegroundWindow.restype) == 8
    assert ctypes.sizeof(libraries.kernel32.OpenProcess.restype) == 8
    assert libraries.user32.GetWindowTextW.argtypes[0] is libraries.kernel32.OpenProcess.restype
    found: list[int] = []

    def note(handle: int, _more: int) -> int:
        found.append(handle)
        return 1

    take = libraries.callback(note)
    assert take(1 << 40, 0) == 1
    assert found == [1 << 40]


# -- macOS on its own


def test_macos_takes_the_first_normal_window_of_the_front_app_as_focused() -> None:
    bar = mac_window("Window Server", "Menubar", Box(0, 0, 1440, 24), 50, layer=24)
    clear = {**mac_window("Ghost", "clear", FRONT, 60), "kCGWindowAlpha": 0}
    nothing = mac_window("Ghost", None, Box(0, 0, 0, 0), 60)
    palette = mac_window("Draw", "Tools", BEHIND, 70, layer=3)
    drawing = mac_window("Draw", None, FRONT, 70)
    other = mac_window("Draw", "other", FRONT, 70)
    mac = FakeMac(bar, clear, nothing, palette, drawing, other, front=70)
    windows = MacWindows(mac, mac)
    seen = windows.visible()
    assert [(w.app, w.title, w.furniture, w.focused) for w in seen] == [
        ("Draw", "other", False, False),
        ("Draw", "", False, True),
        ("Draw", "Tools", True, False),
        ("Window Server", "Menubar", True, False),
    ]
    assert windows.focused() == seen[1]
    assert [window.pid for window in seen] == [0, 70, 0, 0]
    mac.front, mac.windows = None, None
    assert windows.visible() == ()
    assert windows.focused() is None


def test_macos_knows_idleness_and_lock() -> None:
    mac = FakeMac()
    windows = MacWindows(mac, mac)
    mac.idle_s = 12.3456
    assert windows.idle_ms() == 12_346
    mac.session = {"CGSSessionScreenIsLocked": 1}
    assert windows.locked()
    mac.session = None
    assert windows.locked()


def test_macos_says_what_is_missing() -> None:
    mac = FakeMac()
    mac.allowed = False
    with pytest.raises(CaptureUnavailableError, match="Screen Recording"):
        MacWindows(mac, mac)
    with pytest.raises(CaptureUnavailableError, match="pyobjc"):
        MacWindows()
