"""The commands that keep capture away: pause, resume, and the rules with their bad input."""

from pathlib import Path
from typing import Any

import pytest

from app.cli.main import BAD_USAGE, DONE, WORLD_FAILED
from services.capture.pausing import FILE_NAME, PauseFile
from services.clock import ManualClock, parse_instant
from services.settings import CaptureSettings
from services.vault.keysources import key_file
from tests.support.library import CHEAP
from tests.unit.app.test_command_line import CommandLine

NOW = "2026-02-10T12:00:00Z"


@pytest.fixture
def cli(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> CommandLine:
    """A command line whose library is not made before a command needs it."""
    monkeypatch.setattr("app.logs.begin", lambda _folder: None)
    monkeypatch.setattr("app.cli.main.key_file", lambda path: key_file(path, CHEAP))
    return CommandLine(tmp_path, capsys)


def paused(line: CommandLine, at: str = NOW) -> bool:
    """Whether a program that runs on this library would be paused."""
    clock = ManualClock(parse_instant(at)[0])
    return PauseFile(line.folder / "library", clock).now() is not None


def test_a_pause_has_an_end_and_is_seen_by_a_running_program(cli: CommandLine) -> None:
    assert not paused(cli)
    told = cli.one("pause", "15")
    assert told == {"paused": True, "until": "2026-02-10T12:15:00.000Z"}
    assert paused(cli)
    assert paused(cli, "2026-02-10T12:14:59Z")
    assert not paused(cli, "2026-02-10T12:15:00Z")
    assert cli.words("pause", "60") == "Paused until 2026-02-10T13:00:00.000Z.\n"


def test_a_pause_without_an_end_lasts_until_resume(cli: CommandLine) -> None:
    assert cli.one("pause") == {"paused": True, "until": None}
    assert paused(cli, "2030-01-01T00:00:00Z")
    assert cli.words("pause") == "Paused until `resume`.\n"
    assert cli.one("resume") == {"paused": False, "until": None}
    assert not paused(cli)
    assert cli.words("resume") == "Not paused any more.\n"  # nothing to end is no error


def test_pausing_needs_no_passphrase(cli: CommandLine) -> None:
    cli.key.write_text("")
    assert cli.code("pause", "5") == DONE
    assert paused(cli)
    assert cli.code("resume") == DONE


@pytest.mark.parametrize("minutes", ["0", "-5", "nan", "inf", "1e9"])
def test_no_pause_for_a_time_that_is_none(cli: CommandLine, minutes: str) -> None:
    assert cli.code("pause", "--", minutes) == BAD_USAGE
    assert cli.error.strip()
    assert not (cli.folder / "library" / FILE_NAME).exists()


@pytest.mark.parametrize("words", [("pause", "soon"), ("rules", "wish"), ("rules", "add", "--x")])
def test_words_that_are_no_command_are_told(cli: CommandLine, words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.code(*words)
    assert ended.value.code == BAD_USAGE


def test_a_pause_that_cannot_be_ended_is_told(cli: CommandLine) -> None:
    (cli.folder / "library" / FILE_NAME).mkdir(parents=True)
    assert cli.code("resume") == WORLD_FAILED
    assert "stays paused" in cli.error


def test_rules_show_what_is_left_out_at_first(cli: CommandLine) -> None:
    at_first = CaptureSettings()
    assert cli.one("rules") == {
        "apps": list(at_first.excluded_apps),
        "titles": list(at_first.excluded_titles),
        "sites": list(at_first.excluded_sites),
        "private": True,
    }
    assert "private windows: left out" in cli.words("rules")
    assert cli.one("rules", "reset")["private"] is True


@pytest.mark.parametrize(
    ("kind", "rule", "window"),
    [
        ("app", "DiaryApp", ("--app", "diaryapp")),
        ("title", "tax return", ("--title", "My Tax Return 2025")),
        ("site", "bank.example", ("--app", "x", "--url", "https://www.bank.example/in")),
    ],
)
def test_a_rule_is_added_tried_and_taken_back(
    cli: CommandLine, kind: str, rule: str, window: tuple[str, ...]
) -> None:
    assert cli.one("rules", "try", *window) == {"kept": True, "rule": "", "kind": ""}
    assert cli.words("rules", "try", *window) == "It would be captured.\n"
    added: dict[str, Any] = cli.one("rules", "add", f"--{kind}", rule)
    assert rule in added[f"{kind}s"]
    assert f"{kind}s: " in cli.words("rules")
    told = cli.one("rules", "try", *window)
    assert (told["kept"], told["kind"]) == (False, kind)
    assert cli.words("rules", "try", *window).startswith(f"Left out: {kind} “")
    assert rule not in cli.one("rules", "remove", f"--{kind}", rule)[f"{kind}s"]
    assert cli.one("rules", "try", *window)["kept"] is True


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("add",), "Name one thing"),
        (("add", "--app", "   "), "Name one thing"),
        (("add", "--app", "one", "--site", "two.example"), "Name one thing"),
        (("add", "--app", "*"), "nearly everything"),
        (("add", "--site", "not a site"), "Write it like"),
        (("add", "--title", "x" * 301), "too long"),
        (("remove", "--app", "nobody put this in"), "no app that is left out"),
        (("forget",), "Name one thing"),
    ],
)
def test_a_rule_that_is_none_changes_nothing(
    cli: CommandLine, words: tuple[str, ...], why: str
) -> None:
    before = cli.one("rules")
    assert cli.code("rules", *words) == BAD_USAGE
    assert why in cli.error
    assert cli.one("rules") == before


def test_what_was_captured_before_is_counted_or_deleted(cli: CommandLine) -> None:
    seen = ("rules", "forget", "--app", "chat")
    assert cli.one(*seen, "--dry-run") == {"captures": 0, "frames": 0, "dry_run": True}
    assert cli.words(*seen) == "0 captures deleted.\n"
