"""The commands for sources: watched folders, what failed, imports and browsers."""

from pathlib import Path

import pytest

from app.cli.main import BAD_USAGE, DONE, WORLD_FAILED
from tests.support import foreign
from tests.support.wayland import PrivateWayland
from tests.unit.app.test_command_line import CommandLine, cli

__all__ = ["cli"]


def test_folders_are_watched_paused_and_let_go(cli: CommandLine, tmp_path: Path) -> None:
    assert "No folder is watched" in cli.words("sources")
    papers = tmp_path / "papers"
    papers.mkdir()
    shape = cli.one("sources", "watch", str(papers))
    assert [f["path"] for f in shape["folders"]] == [str(papers)]
    assert shape["folders"][0]["mode"] == "waiting"
    assert cli.one("sources", "pause")["paused"]
    assert f"{papers}: 0 documents, paused" in cli.words("sources")
    assert not cli.one("sources", "resume")["paused"]
    other = tmp_path / "other"
    other.mkdir()
    cli.one("sources", "watch", str(other))
    shape = cli.one("sources", "pause", str(papers))
    assert not shape["paused"]
    assert [(f["paused"], f["mode"]) for f in shape["folders"]] == [
        (True, "paused"), (False, "waiting")
    ]  # fmt: skip
    assert not cli.one("sources", "resume")["paused"]
    assert cli.one("sources")["folders"][0]["paused"], "one paused by name waits for its own"
    assert not cli.one("sources", "resume", str(papers))["folders"][0]["paused"]
    assert cli.code("sources", "pause", str(tmp_path / "elsewhere")) == BAD_USAGE
    cli.one("sources", "pause", str(papers))
    cli.one("sources", "unwatch", str(other))
    assert cli.one("sources", "unwatch", str(papers))["folders"] == []
    assert not cli.one("sources", "watch", str(papers))["folders"][0]["paused"]
    cli.one("sources", "unwatch", str(papers))
    assert cli.code("sources", "unwatch", str(papers)) == BAD_USAGE


def test_whether_copies_are_kept_is_told_with_the_reason(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Copies are not kept" in cli.words("sources")
    wanted = ("--set", "sources.clipboard=true", "sources")
    assert "Copies cannot be kept: There is no display" in cli.words(*wanted)
    monkeypatch.setenv("XDG_SESSION_TYPE", "wayland")
    shape = cli.one(*wanted)
    assert shape["clipboard"]
    assert "Wayland desktop does not tell" in shape["clipboard_problem"]


def test_copies_are_kept_on_a_desktop_that_tells_of_them(
    cli: CommandLine, wayland: PrivateWayland, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_RUNTIME_DIR", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE"):
        monkeypatch.setenv(name, wayland.environ[name])
    wanted = ("--set", "sources.clipboard=true", "sources")
    assert cli.words(*wanted).endswith("Copies are kept once capture is allowed.\n")
    cli.code("run", "--headless", "--seconds", "0", "--consent")
    assert cli.words(*wanted).endswith("Copies are kept.\n")


def test_what_failed_is_told_and_tried_again(cli: CommandLine, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7")
    assert cli.one("add", str(broken))["failed"]
    assert "broken.pdf: The file is damaged" in cli.words("sources")
    assert cli.one("sources", "retry", str(broken))["failed"]
    assert cli.one("sources", "retry")["failed"]
    broken.unlink()
    assert cli.one("sources", "retry")["failed"] == []
    assert cli.one("sources")["failed"] == []


def test_another_program_is_counted_then_imported(cli: CommandLine, tmp_path: Path) -> None:
    rows = [("Reader", "News", "The copper bridge opens.", 1_769_900_000)]
    path = foreign.openrecall(tmp_path / "recall.db", rows)
    dry = cli.one("import", str(path), "--dry-run")
    assert (dry["imported"], dry["dry_run"], dry["program"]) == (1, True, "OpenRecall")
    words = cli.words("import", str(path), "--dry-run")
    assert words == (
        "OpenRecall: 1 would be imported, 0 known already, from 2026-01-31 to 2026-01-31\n"
    )
    cli.one("import", str(path))
    assert "copper bridge" in cli.one("search", "copper bridge", "-k", "1")["hits"][0]["text"]
    assert "1 known already" in cli.words("import", str(path))
    assert cli.code("import", str(cli.folder / "library")) == WORLD_FAILED


def test_browsers_are_read_only_when_asked_for(
    cli: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    root = home / ".mozilla/firefox"
    visits = [(1, 1_769_900_000_000, "https://news.example/bridge", "The copper bridge"),
              (2, 1_769_900_100_000, "https://bank.example/", "Bank")]  # fmt: skip
    foreign.firefox(root / "a/places.sqlite", visits)
    (root / "profiles.ini").write_text("[Profile0]\nName=default\nPath=a\n")
    monkeypatch.setattr(Path, "home", lambda: home)
    on = ("--set", "sources.browsers=true", "--set", "capture.excluded_sites=bank.example")
    assert cli.code("sources", "browsers") == WORLD_FAILED
    assert cli.code(*on, "sources", "browsers") == WORLD_FAILED, "capture was not agreed to"
    assert cli.code("run", "--headless", "--consent", "--seconds", "0") == DONE
    report = cli.one(*on, "sources", "browsers")
    assert (report["imported"], report["left_out"]) == (1, 1)
    assert cli.one("search", "copper bridge", "-k", "1")["hits"][0]["source"] == "page"
    assert cli.one(*on, "sources", "browsers")["imported"] == 0
    shape = cli.one(*on, "sources")
    assert shape["browsers"][0]["read_at"] == "2026-02-10T12:00:00.000Z"
    assert "Firefox default: read 2026-02-10T12:00" in cli.words(*on, "sources")
    (root / "a/places.sqlite").write_bytes(b"SQLite format 3\0" + bytes(2000))
    assert cli.one(*on, "sources", "browsers")["errors"]
    assert "damaged" in cli.words(*on, "sources")


def test_what_was_deleted_of_a_history_does_not_come_back(
    cli: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "home/.mozilla/firefox"
    first = [(1, 1_769_900_000_000, "https://news.example/bridge", "The copper bridge")]
    path = foreign.firefox(root / "a/places.sqlite", first)
    (root / "profiles.ini").write_text("[Profile0]\nName=default\nPath=a\n")
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    on = ("--set", "sources.browsers=true")
    assert cli.code("run", "--headless", "--consent", "--seconds", "0") == DONE
    assert cli.one(*on, "sources", "browsers")["imported"] == 1
    cli.one("delete", "--from", "2026-01-31", "--to", "2026-02-01")
    foreign.make(
        path, "", foreign.firefox_rows([(2, 1_769_990_000_000, "https://b.example", "Next")])
    )
    assert cli.one(*on, "sources", "browsers")["imported"] == 1
    assert not any(
        "copper bridge" in hit["text"] for hit in cli.one("search", "copper bridge")["hits"]
    )
