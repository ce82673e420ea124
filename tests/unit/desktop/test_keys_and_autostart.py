"""Combinations of keys as people write them, and the entry that starts the program at login."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.desktop import DesktopLinks
from services.desktop.autostart import NAME, DesktopEntry
from services.desktop.hotkey import open_hotkey
from services.desktop.keys import Keys, parse_keys
from services.errors import AutostartError, HotkeyError, UsageError


@pytest.mark.parametrize(
    ("text", "modifiers", "keysym"),
    [
        ("Ctrl+Alt+Space", {"Ctrl", "Alt"}, "space"),
        ("strg + shift + a", {"Ctrl", "Shift"}, "a"),
        ("win+PageUp", {"Super"}, "Prior"),
        ("F9", set(), "F9"),
        ("shift+f24", {"Shift"}, "F24"),
    ],
)
def test_keys_are_read_as_written(text: str, modifiers: set[str], keysym: str) -> None:
    assert parse_keys(text) == Keys(frozenset(modifiers), keysym)


@pytest.mark.parametrize("text", ["", "  "])
def test_no_keys_are_none(text: str) -> None:
    assert parse_keys(text) is None


@pytest.mark.parametrize(
    "text", ["a", "Shift+a", "Space", "Ctrl+", "Hyper+x", "Ctrl+F25", "ctrl+ä"]
)
def test_what_is_no_combination_or_needed_for_typing_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="Ctrl\\+Alt\\+Space"):
        parse_keys(text)


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        keys = parse_keys(text)
    except UsageError:
        return
    assert keys is None or keys.keysym


def entry(config: Path) -> Path:
    return config / "autostart" / NAME


def autostart(config: Path, *command: str) -> DesktopEntry:
    return DesktopEntry(command, Path("/opt/a"), {"XDG_CONFIG_HOME": str(config)})


def test_the_entry_comes_and_goes(tmp_path: Path) -> None:
    made = autostart(tmp_path, "afterimage", "--hidden")
    assert not made.is_on
    made.switch(False)
    assert not entry(tmp_path).exists()
    made.switch(True)
    made.switch(True)
    assert made.is_on
    lines = entry(tmp_path).read_text().splitlines()
    assert lines[0] == "[Desktop Entry]"
    assert "Exec=afterimage --hidden" in lines
    made.switch(False)
    assert not entry(tmp_path).exists()


def test_another_librarys_entry_is_left_alone(tmp_path: Path) -> None:
    first = autostart(tmp_path, "afterimage", "--hidden")
    second = autostart(tmp_path, "afterimage", "--hidden", "--data-dir", "/srv/other")
    first.switch(True)
    second.switch(False)
    assert first.is_on


@pytest.mark.parametrize("part", ["a b", 'say "no"', "50%", "$HOME", "`id`", "back\\slash", "it's"])
def test_odd_folders_reach_the_program_as_they_are(tmp_path: Path, part: str) -> None:
    autostart(tmp_path, "afterimage", "--data-dir", f"/srv/{part}").switch(True)
    line = next(x for x in entry(tmp_path).read_text().splitlines() if x.startswith("Exec="))
    # the file's own escapes are undone first, then those of the command
    command = line.removeprefix("Exec=").replace("\\\\", "\\").replace("%%", "%")
    told = subprocess.run(
        ["sh", "-c", f"printf '%s\\n' {command}"], capture_output=True, text=True, check=True
    )
    assert told.stdout.splitlines() == ["afterimage", "--data-dir", f"/srv/{part}"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "autostart").write_text("in the way")
    with pytest.raises(AutostartError, match="cannot be written"):
        autostart(tmp_path, "afterimage").switch(True)


def test_the_program_names_itself_and_its_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    links = DesktopLinks(tmp_path / "library")
    links.autostart(True)
    text = entry(tmp_path).read_text()
    assert f"-m app --hidden --data-dir {tmp_path / 'library'}" in text
    monkeypatch.setattr("app.desktop.RESOURCES", Path("/usr/lib/afterimage/resources"))
    assert not DesktopLinks(tmp_path / "library")._autostart.is_on
    links.close()


def nothing() -> None:
    """What a key does that is never pressed."""


def test_without_a_desktop_another_way_is_told() -> None:
    keys = Keys(frozenset({"Ctrl"}), "space")
    with pytest.raises(HotkeyError, match="--ask"):
        open_hotkey(keys, nothing, {})
    with pytest.raises(HotkeyError, match="cannot be reached"):
        open_hotkey(keys, nothing, {"DISPLAY": ":4999"})
