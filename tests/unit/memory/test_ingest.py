"""What comes in is checked, cleaned, cut, weighed and stored once."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.cancel import CancelToken
from services.clock import ManualClock
from services.errors import Cancelled, UsageError
from services.language.text import split_long
from services.memory import ingest as ingest_module
from services.memory.import_jsonl import ImportFileError, import_jsonl
from services.memory.ingest import LONGEST_SEGMENT, Ingest, RedactionFailedError
from services.memory.strength import initial_stability
from services.reading.redaction import WITHHELD, RedactedText, redact_text
from services.records import (
    Box,
    CaptureId,
    ChangeKind,
    Line,
    NewCapture,
    NewSegment,
    Source,
    Trust,
)
from services.settings import Settings
from services.store import Store

Tell = Callable[..., CaptureId]
CARD = "4111 1111 1111 1111"


def test_a_note_gets_its_first_worth(store: Store, tell: Tell) -> None:
    found = store.segments.of_capture(tell("I promised Priya Shah the budget by Friday"))[0]
    assert found.salience > 0.5
    assert "Priya Shah" in found.salience_why
    assert "you typed it" in found.salience_why
    assert found.stability_days == pytest.approx(initial_stability(found.salience))
    assert found.difficulty == 3
    seen = store.segments.of_capture(tell("What is that?", trust=Trust.SEEN))[0]
    assert seen.difficulty == 5
    assert seen.salience < found.salience


def test_listeners_hear_once_a_batch(store: Store, clock: ManualClock) -> None:
    heard: list[ChangeKind] = []
    ingest = Ingest(store, clock, Settings, heard.append)
    plain = NewCapture(Source.NOTE, 0, 0, Trust.TYPED, (NewSegment("a"),), external_id="x")
    ids = ingest.add_many([plain, plain])
    assert ids[0] == ids[1]
    assert heard == [ChangeKind.CAPTURES]
    assert ingest.add(plain) == ids[0]
    assert heard == [ChangeKind.CAPTURES]
    assert store.stats().captures == 1


def test_secrets_are_masked_everywhere_and_written_down(store: Store, tell: Tell) -> None:
    capture_id = tell(f"card {CARD}", title=f"Pay {CARD}", thread=f"t {CARD}")
    stored = store.captures.get(capture_id)
    assert stored is not None
    texts = [store.segments.of_capture(capture_id)[0].text, stored.title, stored.thread]
    assert not any(CARD in text for text in texts)
    assert {entry.kind for entry in store.ledger.recent(5)} == {"secret"}
    assert sum(entry.count for entry in store.ledger.recent(5)) == 3


def test_nothing_is_masked_where_the_user_said_so(store: Store, clock: ManualClock) -> None:
    settings = Settings().with_value("privacy.redact", False)
    ingest = Ingest(store, clock, lambda: settings)
    new = NewCapture(Source.NOTE, 0, 0, Trust.TYPED, (NewSegment(f"card {CARD}"),))
    assert CARD in store.segments.of_capture(ingest.add(new))[0].text


def test_lines_of_a_frame_are_not_checked_twice(store: Store, tell: Tell) -> None:
    line = Line(f"card {CARD}", Box(0, 0, 9, 9))
    capture_id = tell("", segments=(NewSegment(line.text, lines=(line,)),), trust=Trust.SEEN)
    assert CARD in store.segments.of_capture(capture_id)[0].text


def test_where_the_check_fails_nothing_is_stored(
    store: Store, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        ingest_module, "redact_text", lambda text: RedactedText("█" * len(text), (WITHHELD,))
    )
    with pytest.raises(RedactionFailedError):
        tell("anything")
    assert store.stats().captures == 0
    assert [e.kind for e in store.ledger.recent(5)] == ["error"]


def test_long_texts_are_cut_between_sentences(store: Store, tell: Tell) -> None:
    text = "Dr. Weber agreed to the plan. " * 80
    segments = store.segments.of_capture(tell(text))
    assert len(segments) > 2
    assert all(len(s.text) <= LONGEST_SEGMENT for s in segments)
    assert all(s.text.endswith("plan.") for s in segments)
    assert all(text[s.anchor.start : s.anchor.end] == s.text for s in segments)


@given(st.text(alphabet="ab .\n!é", max_size=300), st.integers(5, 60))
def test_cutting_loses_nothing_but_space(text: str, limit: int) -> None:
    spans = split_long(text, limit)
    assert all(0 < end - start <= limit for start, end in spans)
    kept = "".join(text[a:b] for a, b in spans)
    assert kept.replace(" ", "").replace("\n", "") == text.replace(" ", "").replace("\n", "")


@pytest.mark.parametrize(
    "fields", [{"source": " "}, {"at_ms": -1}, {"segments": ()}], ids=["source", "time", "text"]
)
def test_what_is_no_capture_is_refused(tell: Tell, store: Store, fields: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        tell("text", **fields)
    assert store.stats().captures == 0


def write(path: Path, *records: object) -> Path:
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in records))
    return path


def test_an_import_keeps_ids_and_reports_bad_lines(
    store: Store, ingest: Ingest, tmp_path: Path
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
    report = import_jsonl(path, ingest)
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
    again = import_jsonl(path, ingest)
    assert (again.imported, again.skipped) == (0, 3)


def test_an_import_tells_its_progress_and_can_be_stopped(
    store: Store, ingest: Ingest, tmp_path: Path
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
        import_jsonl(path, ingest, stop, cancel)
    assert heard == [500]
    assert store.stats().captures == 500
    report = import_jsonl(path, ingest)
    assert (report.imported, report.skipped) == (700, 500)


def test_one_bad_record_does_not_take_its_batch_along(
    store: Store, ingest: Ingest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(text: str) -> RedactedText:
        return RedactedText("", (WITHHELD,)) if "bad" in text else redact_text(text)

    monkeypatch.setattr(ingest_module, "redact_text", failing)
    records = [
        {"id": n, "at": "2026-03-01", "source": "chat", "text": text}
        for n, text in enumerate(["good", "bad", "good too"])
    ]
    report = import_jsonl(write(tmp_path / "x.jsonl", *records), ingest)
    assert report.imported == 2
    assert [line for line, _ in report.errors] == [2]


def test_a_file_that_cannot_be_read_says_so(ingest: Ingest, tmp_path: Path) -> None:
    with pytest.raises(ImportFileError):
        import_jsonl(tmp_path / "missing.jsonl", ingest)
