"""What OpenRecall, screenpipe and ActivityWatch kept comes in: once, and by the exclusions."""

import json
from pathlib import Path

import pytest

from services.cancel import CancelToken
from services.errors import Cancelled
from services.records import ImportReport, Source, Trust
from services.sources import intake as intake_module
from services.sources.base import SourceError
from services.sources.detect import source_of
from services.sources.intake import Intake
from services.store import Store
from tests.support import foreign
from tests.unit.sources.conftest import Wishes

START_MS = 1_772_355_600_000


def texts(store: Store) -> list[tuple[str, str, str, str, str]]:
    captures = store.captures.latest(50)
    return sorted(
        (c.source, c.app, c.title, c.url, s.text)
        for c in captures
        for s in store.segments.of_capture(c.id)
    )


def test_openrecall_comes_in_once(store: Store, intake: Intake, tmp_path: Path) -> None:
    rows = [
        ("Reader", "News", "The copper bridge opens.", 1_772_355_600),
        ("Reader", "News", "", 1_772_355_603),
        (None, None, "Without a window.", 1_772_355_606),
        ("Reader", "News", "Broken.", "yesterday"),
    ]
    path = foreign.openrecall(tmp_path / "recall.db", rows)
    dry = intake.take(source_of(path), dry_run=True)
    assert (dry.program, dry.imported, dry.dry_run) == ("OpenRecall", 2, True)
    assert (dry.from_ms, dry.to_ms) == (START_MS, START_MS + 6_000)
    assert store.stats().captures == 0
    report = intake.take(source_of(path))
    assert (report.imported, report.skipped, report.dry_run) == (2, 0, False)
    assert report.errors == ((4, "This row is not what its program writes."),)
    again = intake.take(source_of(tmp_path))
    assert (again.imported, again.skipped) == (0, 2)
    assert texts(store) == [
        ("screen", "", "", "", "Without a window."),
        ("screen", "Reader", "News", "", "The copper bridge opens."),
    ]
    (first,) = [c for c in store.captures.latest(5) if c.app]
    assert (first.trust, first.at_ms) == (Trust.IMPORTED, START_MS)


def test_both_versions_of_screenpipe(store: Store, intake: Intake, tmp_path: Path) -> None:
    old = intake.take(source_of(foreign.screenpipe(tmp_path / "old/db.sqlite", new=False)))
    assert (old.program, old.imported) == ("screenpipe", 1)
    new = intake.take(source_of(foreign.screenpipe(tmp_path / "new/db.sqlite", new=True)))
    assert new.imported == 3
    assert texts(store) == [
        ("screen", "Editor", "plan.txt", "", "Told by the program."),
        ("screen", "Firefox", "Bridge", "https://news.example/bridge", "The copper bridge opens."),
        ("screen", "Reader", "News", "", "The copper bridge opens."),
        ("sound", "", "Microphone", "", "We meet at the bridge."),
    ]


@pytest.mark.parametrize("rust", [False, True])
def test_activitywatch_tells_each_thing_once_a_day(
    store: Store, intake: Intake, tmp_path: Path, rust: bool
) -> None:
    path = foreign.activitywatch(tmp_path / "watch.db", rust=rust)
    report = intake.take(source_of(path))
    assert (report.program, report.imported, report.errors) == ("ActivityWatch", 4, ())
    assert texts(store) == [
        ("page", "", "Bridge", "https://news.example/bridge", "Bridge"),
        ("screen", "", "/home/ida/plan.txt", "", "/home/ida/plan.txt"),
        ("screen", "Reader", "Bridge news", "", "Bridge news"),
        ("screen", "Reader", "Bridge news", "", "Bridge news"),
    ]
    again = intake.take(source_of(path))
    assert (again.imported, again.skipped) == (0, 4)
    (page,) = [c for c in store.captures.latest(9) if c.source == Source.PAGE]
    assert (page.trust, page.at_ms) == (Trust.PAGE, START_MS + 120_000)


def test_rows_that_are_none_are_told(store: Store, intake: Intake, tmp_path: Path) -> None:
    path = foreign.activitywatch(tmp_path / "watch.db", rust=True)
    rows = [("UPDATE events SET data = ? WHERE id = ?", ("no json", 1)),
            ("UPDATE events SET data = ? WHERE id = ?", ("[1]", 2)),
            ("UPDATE events SET starttime = ? WHERE id = ?", ("soon", 3))]  # fmt: skip
    foreign.make(path, "", rows)
    report = intake.take(source_of(path))
    assert [number for number, _ in report.errors] == [1, 2, 3]
    assert report.imported == 2


def test_what_is_excluded_stays_out_and_is_noted(
    store: Store, intake: Intake, tmp_path: Path, wishes: Wishes
) -> None:
    wishes.set("capture.excluded_sites", ("news.example",))
    wishes.set("capture.excluded_apps", ("reader",))
    path = foreign.activitywatch(tmp_path / "watch.db", rust=False)
    assert intake.take(source_of(path), dry_run=True).left_out == 3
    assert store.ledger.recent(5) == []
    report = intake.take(source_of(path))
    assert (report.imported, report.left_out) == (1, 3)
    noted = {(line.kind, line.rule, line.count) for line in store.ledger.recent(5)}
    assert noted == {("app", "reader", 2), ("site", "news.example", 1)}


def test_secrets_are_blacked_out(store: Store, intake: Intake, tmp_path: Path) -> None:
    rows = [("Shop", "Pay", "Card 4111 1111 1111 1111 for the bridge", 1_772_355_600)]
    intake.take(source_of(foreign.openrecall(tmp_path / "recall.db", rows)))
    ((*_rest, text),) = texts(store)
    assert "1111" not in text


def test_a_long_import_tells_how_far_it_is_and_can_be_stopped(
    store: Store, intake: Intake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake_module, "BATCH", 10)
    rows = [("Reader", "News", f"Story {n}.", 1_772_355_600 + n) for n in range(25)]
    path = foreign.openrecall(tmp_path / "recall.db", rows)
    told: list[tuple[int, int, str]] = []
    cancel = CancelToken()

    def stop_at_twenty(done: int, total: int, what: str) -> None:
        told.append((done, total, what))
        if done == 20:
            cancel.cancel()

    with pytest.raises(Cancelled):
        intake.take(source_of(path), stop_at_twenty, cancel)
    assert told == [(n, 25, "Importing from OpenRecall") for n in (10, 20)]
    assert intake.take(source_of(path)) == ImportReport(
        5, 20, program="OpenRecall", from_ms=START_MS, to_ms=START_MS + 24_000
    )


def test_a_file_or_folder_of_nobody_says_so(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no database that is known"):
        source_of(tmp_path)
    path = foreign.make(tmp_path / "x.db", "CREATE TABLE thing (id INTEGER);", [])
    with pytest.raises(SourceError, match="no program that is known"):
        source_of(path)
    lines = tmp_path / "x.jsonl"
    lines.write_text(json.dumps({"at": "2026-03-01", "text": "words"}))
    assert source_of(lines).program == "JSON Lines"
