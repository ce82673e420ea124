"""Windows and macOS: their keys and their start at login, against stand-ins for their libraries."""

import ctypes
import plistlib
import queue
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from services.desktop.autostart import Autostart, DesktopEntry, open_autostart
from services.desktop.autostart_elsewhere import LABEL, NAME, RUN_KEY, LaunchAgent, RunKey
from services.desktop.hotkey import open_hotkey
from services.desktop.hotkey_mac import MacHotkey
from services.desktop.hotkey_windows import Libraries, WindowsHotkey, virtual_key
from services.desktop.keys import Keys, parse_keys
from services.errors import AutostartError, HotkeyError
from tests.support.waiting import wait_until

COMMAND = ("afterimage", "--hidden", "--data-dir", "C:\\Users\\A B\\library")


def keys_of(text: str) -> Keys:
    keys = parse_keys(text)
    assert keys is not None
    return keys


# the start at login


class FakeRegistry:
    """Answers as ``winreg`` does, over one dictionary of values."""

    HKEY_CURRENT_USER, REG_SZ = 1, 1

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.locked = False

    @contextmanager
    def OpenKey(self, root: int, path: str) -> Iterator["FakeRegistry"]:
        assert (root, path) == (1, RUN_KEY)
        yield self

    @contextmanager
    def CreateKey(self, root: int, path: str) -> Iterator["FakeRegistry"]:
        assert (root, path) == (1, RUN_KEY)
        if self.locked:
            raise PermissionError("access is denied")
        yield self

    def QueryValueEx(self, key: object, name: str) -> tuple[str, int]:
        if name not in self.values:
            raise FileNotFoundError(name)
        return self.values[name], self.REG_SZ

    def SetValueEx(self, key: object, name: str, zero: int, kind: int, value: str) -> None:
        assert (zero, kind) == (0, self.REG_SZ)
        self.values[name] = value

    def DeleteValue(self, key: object, name: str) -> None:
        del self.values[name]


Make = Callable[..., Autostart]


@pytest.fixture(params=["linux", "windows", "macos"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Make:
    registry = FakeRegistry()

    def made(*command: str) -> Autostart:
        folder = Path("/opt/a")
        if request.param == "windows":
            return RunKey(command, folder, registry)
        if request.param == "macos":
            return LaunchAgent(command, folder, tmp_path)
        return DesktopEntry(command, folder, {"XDG_CONFIG_HOME": str(tmp_path)})

    return made


def test_the_start_at_login_comes_and_goes(make: Make) -> None:
    made = make(*COMMAND)
    assert not made.is_on
    made.switch(False)
    made.switch(True)
    made.switch(True)
    assert made.is_on
    assert make(*COMMAND).is_on
    made.switch(False)
    assert not made.is_on


def test_another_library_is_left_alone(make: Make) -> None:
    first, second = make(*COMMAND), make("afterimage", "--hidden")
    first.switch(True)
    assert not second.is_on
    second.switch(False)
    assert first.is_on


def test_windows_is_told_folder_and_quoted_command() -> None:
    registry = FakeRegistry()
    made = RunKey(COMMAND, Path("/opt/a"), registry)
    made.switch(True)
    line = registry.values[NAME]
    assert line.startswith('cmd /c start "" /min /D /opt/a afterimage --hidden')
    assert '"C:\\Users\\A B\\library"' in line
    registry.locked = True
    with pytest.raises(AutostartError, match="registry"):
        made.switch(False)


def test_macos_is_told_by_a_launch_agent(tmp_path: Path) -> None:
    LaunchAgent(COMMAND, Path("/opt/a"), tmp_path).switch(True)
    file = tmp_path / "Library" / "LaunchAgents" / f"{LABEL}.plist"
    told = plistlib.loads(file.read_bytes())
    assert told["ProgramArguments"] == list(COMMAND)
    assert told["WorkingDirectory"] == "/opt/a"
    assert told["RunAtLoad"] is True
    file.write_bytes(b"no property list")
    assert not LaunchAgent(COMMAND, Path("/opt/a"), tmp_path).is_on
    (tmp_path / "no").write_text("a file in the way")
    with pytest.raises(AutostartError, match="cannot be written"):
        LaunchAgent(COMMAND, Path("/opt/a"), tmp_path / "no").switch(True)


def test_each_system_has_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    assert isinstance(open_autostart(COMMAND, Path("/opt/a")), LaunchAgent)
    monkeypatch.setattr("sys.platform", "win32")
    with pytest.raises(ModuleNotFoundError, match="winreg"):
        open_autostart(COMMAND, Path("/opt/a"))
    with pytest.raises(HotkeyError, match="no Windows"):
        open_hotkey(keys_of("Ctrl+F9"), lambda: None, {})
    monkeypatch.setattr("sys.platform", "darwin")
    with pytest.raises(HotkeyError, match="no macOS"):
        open_hotkey(keys_of("Ctrl+F9"), lambda: None, {})


# keys on Windows


class FakeUser32:
    """One thread's message queue, and the combinations that are taken."""

    def __init__(self) -> None:
        self.messages: queue.Queue[int] = queue.Queue()
        self.taken: dict[tuple[int, int], int] = {}
        self.peeked = False

    def PeekMessageW(self, message: Any, *_rest: object) -> int:
        self.peeked = True
        return 0

    def RegisterHotKey(self, window: None, number: int, modifiers: int, key: int) -> int:
        assert window is None
        if (modifiers, key) in self.taken:
            return 0
        self.taken[modifiers, key] = number
        return 1

    def UnregisterHotKey(self, window: None, number: int) -> int:
        self.taken = {keys: n for keys, n in self.taken.items() if n != number}
        return 1

    def GetMessageW(self, message: Any, *_rest: object) -> int:
        message._obj.message = self.messages.get(timeout=60)
        return 0 if message._obj.message == 0x12 else 1

    def PostThreadMessageW(self, thread: int, message: int, first: int, second: int) -> int:
        assert (thread, self.peeked) == (77, True)
        self.messages.put(message)
        return 1

    def GetCurrentThreadId(self) -> int:
        return 77


def test_windows_tells_of_keys_until_they_are_given_back() -> None:
    user32 = FakeUser32()
    heard: list[str] = []
    made = WindowsHotkey(
        keys_of("Ctrl+Alt+Space"), lambda: heard.append("down"), Libraries(user32, user32)
    )
    assert list(user32.taken) == [(0x4003, 0x20)]
    user32.messages.put(0x0113)  # a timer's message, not ours
    user32.messages.put(0x0312)
    wait_until(lambda: heard == ["down"], "the keys")
    with pytest.raises(HotkeyError, match="Another program"):
        WindowsHotkey(keys_of("Ctrl+Alt+Space"), heard.clear, Libraries(user32, user32))
    made.close()
    made.close()
    assert user32.taken == {}


@pytest.mark.parametrize(
    ("text", "number"),
    [("Ctrl+a", 0x41), ("Ctrl+7", 0x37), ("F1", 0x70), ("F24", 0x87), ("Alt+PageUp", 0x21)],
)
def test_windows_has_a_number_for_each_key(text: str, number: int) -> None:
    assert virtual_key(keys_of(text)) == number


# keys on macOS


class FakeCarbon:
    """Keeps what was registered; ``press`` calls the handler as the run loop would."""

    def __init__(self) -> None:
        self.status = 0
        self.handlers: list[Any] = []
        self.registered: list[tuple[int, int]] = []

    def GetApplicationEventTarget(self) -> int:
        return 5

    def InstallEventHandler(
        self, target: int, handler: Any, count: int, kinds: Any, own: None, place: Any
    ) -> int:
        assert (target, count) == (5, 1)
        assert kinds._obj.kind_class == int.from_bytes(b"keyb", "big")
        assert kinds._obj.kind == 5
        place._obj.value = 11
        self.handlers.append(handler)
        return 0

    def RegisterEventHotKey(
        self, key: int, modifiers: int, told: Any, target: int, options: int, place: Any
    ) -> int:
        assert (told.signature, told.id) == (int.from_bytes(b"aftr", "big"), 1)
        if not self.status:
            self.registered.append((key, modifiers))
            place._obj.value = 12
        return self.status

    def UnregisterEventHotKey(self, place: ctypes.c_void_p) -> int:
        assert place.value == 12
        self.registered.clear()
        return 0

    def RemoveEventHandler(self, place: ctypes.c_void_p) -> int:
        assert place.value == 11
        self.handlers.clear()
        return 0

    def press(self) -> None:
        for handler in self.handlers:
            assert handler(None, None, None) == 0


def test_macos_tells_of_keys_until_they_are_given_back() -> None:
    carbon, heard = FakeCarbon(), []
    made = MacHotkey(keys_of("Cmd+Shift+A"), lambda: heard.append("down"), carbon)
    assert carbon.registered == [(0, 0x0300)]
    carbon.press()
    assert heard == ["down"]
    made.close()
    made.close()
    assert carbon.registered == []
    assert carbon.handlers == []


@pytest.mark.parametrize(("status", "words"), [(-9878, "Another program"), (-50, "did not give")])
def test_macos_refuses_what_is_taken(status: int, words: str) -> None:
    carbon = FakeCarbon()
    carbon.status = status
    with pytest.raises(HotkeyError, match=words):
        MacHotkey(keys_of("Ctrl+Space"), lambda: None, carbon)
    assert carbon.handlers == []
    with pytest.raises(HotkeyError, match="no such key"):
        MacHotkey(keys_of("F24"), lambda: None, carbon)
    assert carbon.handlers == []
