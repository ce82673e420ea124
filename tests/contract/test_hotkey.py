"""Keys heard everywhere, on a real X server with real key presses."""

import pytest

from app.desktop import DesktopLinks
from services.desktop.hotkey import open_hotkey
from services.desktop.keys import Keys, parse_keys
from services.errors import HotkeyError
from tests.support.display import PrivateDisplay, start_display
from tests.support.waiting import wait_until


def nothing() -> None:
    """What a key does that only is to be held."""


def keys_of(text: str) -> Keys:
    keys = parse_keys(text)
    assert keys is not None
    return keys


def test_keys_are_heard_over_another_program(display: PrivateDisplay) -> None:
    display.start("xterm", "-T", "in front", "-e", "cat")
    window = display.wait_for_window("in front")
    display.ask("xdotool", "windowactivate", "--sync", window)
    heard: list[str] = []
    hotkey = open_hotkey(
        keys_of("Ctrl+Alt+J"), lambda: heard.append("down"), {"DISPLAY": display.name}
    )
    try:
        display.ask("xdotool", "key", "ctrl+alt+j")
        wait_until(lambda: len(heard) == 1, "the keys")
        # num lock and caps lock do not matter; other modifiers do
        display.ask("xdotool", "key", "Num_Lock")
        display.ask("xdotool", "key", "ctrl+alt+j")
        wait_until(lambda: len(heard) == 2, "the keys under num lock")
        display.ask("xdotool", "key", "Num_Lock")
        display.ask("xdotool", "key", "ctrl+j")
        display.ask("xdotool", "key", "ctrl+alt+j")
        wait_until(lambda: len(heard) == 3, "the keys once more")
    finally:
        hotkey.close()
    hotkey.close()
    display.ask("xdotool", "key", "ctrl+alt+j")
    other = open_hotkey(keys_of("Ctrl+Alt+J"), heard.clear, {"DISPLAY": display.name})
    other.close()
    assert len(heard) == 3


def test_keys_that_another_program_has_are_refused(
    display: PrivateDisplay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    first = open_hotkey(keys_of("Super+F9"), nothing, {"DISPLAY": display.name})
    links = DesktopLinks(display._home)
    try:
        with pytest.raises(HotkeyError, match="Another program"):
            links.listen("Super+F9", nothing)
        links.listen("Super+F10", nothing)
        first.close()
        links.listen("Super+F9", nothing)  # what was listened for before is given back
        open_hotkey(keys_of("Super+F10"), nothing, {"DISPLAY": display.name}).close()
        links.listen("", nothing)
        open_hotkey(keys_of("Super+F9"), nothing, {"DISPLAY": display.name}).close()
    finally:
        first.close()
        links.close()


def test_a_key_that_no_keyboard_has_is_refused(display: PrivateDisplay) -> None:
    with pytest.raises(HotkeyError, match="no such key"):
        open_hotkey(Keys(frozenset(), "Hangul_Romaja"), nothing, {"DISPLAY": display.name})


def test_a_display_that_goes_away_ends_it() -> None:
    with start_display() as own:
        hotkey = open_hotkey(keys_of("F9"), nothing, {"DISPLAY": own.name})
    hotkey.close()
