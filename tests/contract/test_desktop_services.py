"""Shortcuts of the portal, and notifications, on a real bus."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.desktop.hotkey import open_hotkey
from services.desktop.hotkey_portal import PortalHotkey, trigger_text
from services.desktop.keys import Keys, parse_keys
from services.desktop.notices import NOTICES, notify
from services.errors import HotkeyError, NoticeError
from tests.support.message_bus import PrivateBus, start_bus
from tests.support.shortcuts_portal import ShortcutsPortal
from tests.support.waiting import wait_until


def keys_of(text: str) -> Keys:
    keys = parse_keys(text)
    assert keys is not None
    return keys


def nothing() -> None:
    """What a key does that is never pressed."""


@pytest.fixture(scope="module")
def message_bus() -> Iterator[PrivateBus]:
    with start_bus() as bus:
        yield bus


@pytest.fixture
def portal(message_bus: PrivateBus, tmp_path: Path) -> Iterator[ShortcutsPortal]:
    made = ShortcutsPortal(message_bus.address, tmp_path)
    yield made
    made.close()


def test_the_portal_tells_of_keys_until_they_are_given_back(
    message_bus: PrivateBus, portal: ShortcutsPortal
) -> None:
    heard: list[str] = []
    environ = {**message_bus.environ, "WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}
    hotkey = open_hotkey(keys_of("Ctrl+Alt+Space"), lambda: heard.append("down"), environ)
    assert isinstance(hotkey, PortalHotkey)
    (shortcut,) = portal.bound
    assert shortcut[0] == "ask"
    assert shortcut[1]["preferred_trigger"] == ("s", "CTRL+ALT+space")
    portal.press("another")
    portal.press(session="/org/freedesktop/portal/desktop/session/other/1")
    portal.press()
    wait_until(lambda: heard == ["down"], "the keys")
    hotkey.close()
    hotkey.close()
    wait_until(lambda: len(portal.closed) == 1, "the session's end")


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"offered": False}, "does not let a program listen"),
        ({"response": 1}, "did not allow"),
        ({"given": False}, "did not give"),
        ({"response": None}, "did not answer"),
    ],
)
def test_what_the_portal_refuses_is_told(
    message_bus: PrivateBus, portal: ShortcutsPortal, fault: dict[str, object], words: str
) -> None:
    for name, value in fault.items():
        setattr(portal, name, value)
    wait_s = 0.3 if portal.response is None else 60.0
    with pytest.raises(HotkeyError, match=words):
        PortalHotkey(keys_of("F9"), nothing, message_bus.environ, wait_s)


def test_a_desktop_without_portal_or_bus_says_so(message_bus: PrivateBus) -> None:
    with pytest.raises(HotkeyError, match="does not let"):
        PortalHotkey(keys_of("F9"), nothing, message_bus.environ)
    gone = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere/bus"}
    with pytest.raises(HotkeyError, match="not there"):
        PortalHotkey(keys_of("F9"), nothing, gone)
    with pytest.raises(NoticeError):
        notify("Title", "Body", environ=gone)


def test_triggers_are_written_as_the_portal_reads_them() -> None:
    assert trigger_text(keys_of("Super+Shift+A")) == "SHIFT+LOGO+a"


def test_a_notification_is_shown_and_replaced(message_bus: PrivateBus) -> None:
    with pytest.raises(NoticeError):
        notify("Title", "Body", environ=message_bus.environ)
    message_bus.play("notification_daemon", NOTICES.service)
    first = notify("Capture has stopped", "The disk is full.", environ=message_bus.environ)
    assert first > 0
    assert notify("Capture goes on", "", first, message_bus.environ) == first
