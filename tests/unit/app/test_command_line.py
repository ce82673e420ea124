"""Every command of the command line with its JSON shape, in a process of its own or in this one."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from app.cli.main import BAD_USAGE, BUG, DONE, WORLD_FAILED, build_parser
from services.clock import format_instant
from services.engine.recording import Recording
from services.records import Withheld
from services.vault.keysources import key_file
from tests.support.library import CHEAP, write_records
from tests.support.tiny_gguf import write_tiny_gguf

Run = Callable[..., Any]

RECORDS = (
    {"id": "r1", "at": "2026-02-01T08:00:00Z", "source": "chat", "author": "Mira", "thread": "t",
     "app": "Chat", "text": "The lighthouse tour starts at 7:45 on pier 12."},
    {"id": "r2", "at": "2026-02-02T08:00:00Z", "source": "note", "author": "me",
     "text": "My physiotherapist is Amelie Roux."},
)  # fmt: skip


class CommandLine:
    """Runs commands against one library and reads what they print."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys
        self.key = folder / "key"
        self.key.write_text("a test passphrase\n")
        self.error = ""

    def code(self, *words: str, as_json: bool = True, now: str = "2026-02-10T12:00:00Z") -> int:
        """Run a command; returns its exit code."""
        library = ["--data-dir", str(self.folder / "library"), "--key-file", str(self.key)]
        options = [*library, *(["--json"] if as_json else []), "--now", now]
        self._capsys.readouterr()
        code = main.run([*options, *words])
        told = self._capsys.readouterr()
        self.output, self.error = told.out, told.err
        return code

    def one(self, *words: str) -> Any:
        """Run a command that must succeed and print one document."""
        assert self.code(*words) == DONE, self.error
        return json.loads(self.output)

    def lines(self, *words: str) -> list[Any]:
        """Run a command that must succeed and print JSON Lines."""
        assert self.code(*words) == DONE, self.error
        return [json.loads(line) for line in self.output.splitlines()]

    def words(self, *words: str) -> str:
        """Run a command that must succeed, and what it prints for a person."""
        assert self.code(*words, as_json=False) == DONE, self.error
        return self.output


@pytest.fixture
def cli(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> CommandLine:
    """A command line with two records in its library."""
    monkeypatch.setattr("app.logs.begin", lambda _folder: None)
    monkeypatch.setattr("app.cli.main.key_file", lambda path: key_file(path, CHEAP))
    line = CommandLine(tmp_path, capsys)
    report = line.one("import", str(write_records(tmp_path / "in.jsonl", RECORDS)))
    assert report == {"imported": 2, "skipped": 0, "errors": []}
    return line


def test_search_has_the_agreed_shape(cli: CommandLine) -> None:
    shape = cli.one("search", "lighthouse tour", "-k", "1")
    assert set(shape) >= {"hits", "ms"}
    hit = shape["hits"][0]
    assert set(hit) == {
        "id", "external_id", "score", "at", "source", "app", "title", "author", "text", "tier",
        "strength", "why",
    }  # fmt: skip
    assert (hit["external_id"], hit["at"]) == ("r1", "2026-02-01T08:00:00.000Z")
    assert "lighthouse" in cli.words("search", "lighthouse")
    assert cli.one("search", "tour", "--app", "Other")["hits"] == []
    later = cli.one("search", "tour", "--from", "2026-02-02")["hits"]
    assert [h["external_id"] for h in later] == ["r2"]
    assert cli.words("search", "tour", "--app", "Other").startswith("Nothing found.")


def test_batches_answer_line_by_line(cli: CommandLine, tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    batch.write_text('{"id": "q1", "query": "tour", "k": 1, "now": "2026-02-11"}\n\n')
    assert [r["id"] for r in cli.lines("search", "--batch", str(batch))] == ["q1"]
    batch.write_text('{"id": "q2", "question": "Who is my physiotherapist?", "now": "2026-02-11"}')
    (answer,) = cli.lines("ask", "--batch", str(batch), "--extractive")
    assert set(answer) >= {"id", "outcome", "answer", "citations", "model", "ms"}
    assert set(answer["ms"]) == {"retrieve", "first_token", "total"}
    batch.write_text('{"id": "r1", "signal": "opened"}')
    (told,) = cli.lines("feedback", "--batch", str(batch))
    assert set(told) >= {"id", "strength", "tier"}
    batch.write_text('{"id": "r1", "signal": "adored"}')
    assert cli.code("feedback", "--batch", str(batch)) == BAD_USAGE
    batch.write_text("no json")
    assert cli.code("search", "--batch", str(batch)) == BAD_USAGE
    batch.write_text("{}")
    assert cli.code("search", "--batch", str(batch)) == BAD_USAGE
    assert cli.code("ask", "--batch", str(tmp_path / "none")) == BAD_USAGE


def test_ask_answers_in_words_and_json(cli: CommandLine) -> None:
    answer = cli.one("ask", "When does the lighthouse tour start?", "--extractive")
    assert answer["outcome"] == "answered"
    assert set(answer["citations"][0]) >= {"mark", "id", "external_id", "quote", "at"}
    assert "7:45" in cli.words("ask", "When does the lighthouse tour start?")
    assert cli.code("ask") == BAD_USAGE


def test_facts_strength_and_nights(cli: CommandLine) -> None:
    report = cli.one("consolidate")
    assert set(report) >= {"events", "gists", "facts_added", "facts_closed", "tiers", "ms"}
    (fact,) = cli.one("facts")
    assert set(fact) >= {"subject", "slot", "value", "valid_from", "valid_to", "sources"}
    assert fact["value"] == "Amelie Roux"
    assert cli.one("facts", "--at", "2025-01-01") == []
    assert "Amelie Roux" in cli.words("facts", "--all")
    assert cli.one("feedback", "r1", "pin")["pinned"]
    assert cli.code("feedback", "r1") == BAD_USAGE
    assert cli.one("fading") == []
    assert "Nothing fades" in cli.words("fading")
    assert cli.code("consolidate", "--model") == BAD_USAGE, "none is chosen"


def test_the_model_reads_for_facts(cli: CommandLine, tmp_path: Path) -> None:
    model = write_tiny_gguf(tmp_path / "tiny.gguf")
    chosen = ("--set", f"answer.model_path={model}")
    report = cli.one(*chosen, "consolidate", "--model")
    assert report["model"]["read"] > 0
    assert report["model"]["left"] == 0
    assert "The model read 0 texts" in cli.words(*chosen, "consolidate", "--model")


def test_days_and_weeks(cli: CommandLine) -> None:
    assert cli.one("days") == []
    assert "Nothing was kept" in cli.words("days")
    cli.one("consolidate")
    days = cli.one("days", "--from", "2020-01-01")
    weeks = cli.one("days", "--from", "2020-01-01", "--weeks")
    assert sum(day["events"] for day in days) == sum(week["events"] for week in weeks) > 0
    assert set(days[0]) == {
        "start", "end", "active_s", "captures", "events", "topics", "apps", "people",
    }  # fmt: skip
    topic = weeks[0]["topics"][0]
    assert topic["title"]
    assert topic["title"] in cli.words("days", "--from", "2020-01-01", "--weeks")
    assert "Week of 20" in cli.words("days", "--from", "2020-01-01", "--weeks")
    assert cli.code("days", "--from", "2026-03-02", "--to", "2026-03-01") == BAD_USAGE


def test_commitments(cli: CommandLine) -> None:
    assert cli.one("commitments") == []
    cli.one("note", "I'll hand in the tax return by 3 February 2026.")
    cli.one("note", "I promised Edda to water her plants.")
    cli.one("consolidate")
    late, undated = cli.one("commitments")
    assert (late["task"], late["due"]) == ("hand in the tax return", "2026-02-03")
    assert (undated["task"], undated["due"]) == ("water her plants", None)
    assert "overdue since 2026-02-03" in cli.words("commitments")
    assert cli.one("commitments", "done", late["id"])["outcome"] == "done"
    assert [one["id"] for one in cli.one("commitments")] == [undated["id"]]
    assert "– done" in cli.words("commitments", "--all")
    assert cli.one("commitments", "open", late["id"])["outcome"] is None
    assert cli.code("commitments", "done") == BAD_USAGE
    assert cli.code("commitments", "done", "x") == BAD_USAGE


def test_notes_are_listed_by_tag(cli: CommandLine) -> None:
    assert cli.words("notes", "--tag", "house") == "No notes.\n"
    cli.one("note", "# Roof\n\nTwo slates are loose. #house", "--tag", "autumn")
    cli.one("note", "Oil the gate. #house")
    listed = cli.one("notes", "--tag", "autumn")
    assert (listed["total"], listed["tags"]) == (1, {"house": 2, "autumn": 1})
    assert (listed["notes"][0]["title"], listed["notes"][0]["tags"]) == (
        "Roof",
        ["autumn", "house"],
    )
    assert len(cli.one("notes", "-n", "1")["notes"]) == 1
    words = cli.words("notes")
    assert "Oil the gate." in words
    assert "#house (2)  #autumn (1)" in words


def test_a_note_is_edited_by_its_id(cli: CommandLine) -> None:
    note = cli.one("note", "Oil the gate. #house", "--tag", "autumn")
    assert cli.one("note", "Oil the hinges. #garden", "--edit", note["id"]) == note
    told = cli.one("notes")["notes"][0]
    assert (told["id"], told["text"]) == (note["id"], "Oil the hinges. #garden")
    assert told["tags"] == ["autumn", "garden"]
    assert f"  {note['id']}  Oil the hinges." in cli.words("notes")
    assert cli.words("note", "Done.", "--edit", note["id"], "--tag", "spring").startswith("Changed")
    assert cli.one("notes")["tags"] == {"spring": 1}


def test_notes_files_and_deletion(cli: CommandLine, tmp_path: Path) -> None:
    note = cli.one("note", "The barometer fell to 985 this morning.")
    assert cli.one("feedback", note["id"], "cited")["id"] == note["id"]
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "plan.md").write_text("# Plan\n\nPaint the shutters of the boathouse green.\n")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 nothing more")
    report = cli.one("add", str(folder))
    assert (report["added"], len(report["failed"])) == (1, 1)
    assert set(report["failed"][0]) == {"path", "error"}
    assert cli.one("add", str(folder))["skipped"] >= 1
    told = cli.one("delete", "--id", note["id"], "--dry-run")
    assert (told["captures"], told["dry_run"]) == (1, True)
    assert cli.one("delete", "--id", note["id"])["captures"] == 1
    assert cli.code("delete") == BAD_USAGE
    assert cli.code("add", str(tmp_path / "nothing")) == BAD_USAGE


def test_the_ledger_tells_what_was_withheld_and_never_the_thing(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cli.words("ledger").strip() == "Nothing was withheld."
    entries = (Withheld(1_772_366_400_000, "card", "secret", "Shop", 2),
               Withheld(1_772_366_300_000, "password", "secret"))  # fmt: skip
    monkeypatch.setattr(Recording, "withheld", lambda _self, limit: entries[:limit])
    (newest,) = cli.one("ledger", "--limit", "1")
    assert newest == {"at": format_instant(1_772_366_400_000), "rule": "card",
                      "kind": "secret", "app": "Shop", "count": 2}  # fmt: skip
    told = cli.words("ledger").splitlines()
    assert told[0].endswith("2 x secret: card (Shop)")
    assert told[1].endswith("1 x secret: password")
    assert cli.code("ledger", "--limit", "0") == BAD_USAGE


def test_looking_after_the_library(cli: CommandLine, tmp_path: Path) -> None:
    stats = cli.one("stats")
    assert set(stats) >= {"captures", "segments", "facts", "bytes", "frames", "ocr", "cpu_s"}
    assert set(stats["bytes"]) >= {"database", "images", "vectors"}
    assert len(stats["forecast"]) > 20
    assert set(stats["forecast"][0]) == {"at", "bytes"}
    assert "In two years" in cli.words("stats")
    checks = cli.one("doctor")
    assert set(checks[0]) == {"check", "ok", "detail", "remedy"}
    assert "leaks" in cli.words("doctor", "--repair")
    backup = tmp_path / "all.afterimage"
    assert cli.one("backup", str(backup))["files"] >= 2
    assert cli.code("backup", str(backup)) == BAD_USAGE
    assert cli.code("restore", str(backup)) == WORLD_FAILED, "there is a library already"
    assert cli.one("export", str(tmp_path / "plain"))["memories"] == 2
    assert "no longer protected" in cli.error
    assert cli.one("settings", "memory.hot_limit") == {"memory.hot_limit": 100_000}
    assert cli.one("settings", "memory.hot_limit", "5") == {"memory.hot_limit": 5}
    assert "memory.hot_limit = 5" in cli.words("settings")


def test_restore_needs_an_empty_folder(cli: CommandLine, tmp_path: Path) -> None:
    backup = tmp_path / "all.afterimage"
    cli.one("backup", str(backup))
    cli.folder = tmp_path / "second"
    cli.folder.mkdir()
    assert cli.one("restore", str(backup))["files"] >= 2
    assert cli.one("search", "lighthouse", "-k", "1")["hits"][0]["external_id"] == "r1"


def test_replay_of_pictures(cli: CommandLine, tmp_path: Path) -> None:
    frames = tmp_path / "frames"
    frames.mkdir()
    (frames / "20260301T090000.000Z.png").write_bytes(b"no picture")
    report = cli.one("capture", "--replay", str(frames))
    assert set(report["frames"]) >= {"seen", "kept", "dropped"}
    assert "decode" in report["cpu_s"]
    assert len(report["errors"]) == 1
    assert cli.code("capture", "--replay", str(cli.key)) == BAD_USAGE


def test_headless_without_consent_looks_at_nothing(cli: CommandLine) -> None:
    report = cli.one("run", "--headless", "--seconds", "0")
    assert report["frames"]["seen"] == 0
    assert report["mode"] == "no_consent"
    assert cli.code("run") == BAD_USAGE


@pytest.mark.parametrize(
    "words",
    [
        ("--now", "yesterday", "stats"),
        ("--set", "memory.hot_limit", "stats"),
        ("--set", "memory.hot_limit=many", "stats"),
        ("--set", "no.such=1", "stats"),
        ("search",),
    ],
)
def test_bad_usage_is_told_with_code_2(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main.run(["--data-dir", str(tmp_path), *words]) == BAD_USAGE
    assert capsys.readouterr().err.strip()


def test_the_worlds_failures_are_told_with_code_1(cli: CommandLine, tmp_path: Path) -> None:
    cli.key.write_text("another passphrase")
    assert cli.code("stats") == WORLD_FAILED
    assert "passphrase is wrong" in cli.error
    cli.key.write_text("")
    assert cli.code("stats") == WORLD_FAILED
    cli.folder = tmp_path / "elsewhere"
    assert main.run(["--data-dir", str(tmp_path / "new"), "stats"]) == WORLD_FAILED, "no keyring"


def test_a_bug_is_told_with_code_70(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_context: object) -> int:
        raise RuntimeError("a planted bug")

    monkeypatch.setattr("app.cli.keeping.run_stats", broken)
    assert cli.code("stats") == BUG
    assert "bug" in cli.error
    assert "planted" not in cli.error


def test_every_command_is_described() -> None:
    text = build_parser().format_help()
    for command in (
        "add", "ask", "backup", "capture", "consolidate", "delete", "demo", "doctor", "export",
        "facts", "fading", "feedback", "import", "mcp", "note", "notes", "restore", "run", "search",
        "settings", "stats",
    ):  # fmt: skip
        assert f"    {command} " in text
