"""JSON Lines: records come in once, and what is none is told by its line."""

import json
from pathlib import Path

import pytest

from services.cancel import CancelToken
from services.errors import Cancelled
from services.memory import ingest as ingest_module
from services.reading.redaction import WITHHELD, RedactedText, redact_text
from services.records import CaptureId, Trust
from services.sources.base import SourceError
from services.sources.intake import Intake
from services.sources.json_lines import JsonLines
from services.store import Store


def write(path: Path, *records: object) -> Path:
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in records))
    return path


def test_an_import_keeps_ids_and_reports_bad_lines(
    store: Store, intake: Intake, tmp_path: Path
) -> None:
    good = {"id": "a1", "at": "2026-03-01T09:00:00+01:00", "source": "chat", "author": "Priya",
            "thread": "team", "text": "The audit is late."}  # fmt: skip
    path = write(
        tmp_path / "x.jsonl",
        good,
        "{broken",
        {**good, "id": "a2", "at": "yesterday"},
        "",
        {**good, "id": "a3", "text": " "},
        {**good, "id": 4, "source": "note", "author": "me"},
        {**good, "id": "a5", "text": 5},
        {**good, "id": ["a6"]},
        {**good, "id": "a7", "at": None},
        {**good, "id": "a8", "at": "1950-01-01"},
        "[1]",
        {**good, "id": "a9", "source": "page", "image": "a photo of a bridge"},
    )
    report = intake.take(JsonLines(path))
    assert (report.imported, report.skipped) == (3, 0)
    assert [line for line, _ in report.errors] == [2, 3, 5, 7, 8, 9, 10, 11]
    assert all(words.endswith((".", ").")) for _, words in report.errors)
    first = store.captures.get(store.captures.find_external("a1") or CaptureId(0))
    assert first is not None
    assert (first.author, first.offset_min, first.trust) == ("Priya", 60, Trust.IMPORTED)
    note = store.captures.get(store.captures.find_external("4") or CaptureId(0))
    assert note is not None
    assert note.trust is Trust.TYPED
    page = store.captures.find_external("a9")
    assert page is not None
    assert store.segments.of_capture(page)[0].heading == "a photo of a bridge"
    again = intake.take(JsonLines(path))
    assert (again.imported, again.skipped) == (0, 3)


def test_an_import_tells_its_progress_and_can_be_stopped(
    store: Store, intake: Intake, tmp_path: Path
) -> None:
    records = [
        {"id": n, "at": "2026-03-01", "source": "chat", "text": f"message {n}"} for n in range(1200)
    ]
    path = write(tmp_path / "x.jsonl", *records)
    cancel = CancelToken()
    heard: list[int] = []

    def stop(done: int, total: int, what: str) -> None:
        heard.append(done)
        cancel.cancel()

    with pytest.raises(Cancelled):
        intake.take(JsonLines(path), stop, cancel)
    assert heard == [500]
    assert store.stats().captures == 500
    report = intake.take(JsonLines(path))
    assert (report.imported, report.skipped) == (700, 500)


def test_one_bad_record_does_not_take_its_batch_along(
    store: Store, intake: Intake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(text: str) -> RedactedText:
        return RedactedText("", (WITHHELD,)) if "bad" in text else redact_text(text)

    monkeypatch.setattr(ingest_module, "redact_text", failing)
    records = [
        {"id": n, "at": "2026-03-01", "source": "chat", "text": text}
        for n, text in enumerate(["good", "bad", "good too"])
    ]
    report = intake.take(JsonLines(write(tmp_path / "x.jsonl", *records)))
    assert report.imported == 2
    assert [line for line, _ in report.errors] == [2]


def test_a_file_that_cannot_be_read_says_so(intake: Intake, tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        intake.take(JsonLines(tmp_path / "missing.jsonl"))
