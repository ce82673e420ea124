"""What comes in is checked, cleaned, cut, weighed and stored once."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.clock import ManualClock
from services.errors import UsageError
from services.language.text import split_long
from services.memory import ingest as ingest_module
from services.memory.ingest import LONGEST_SEGMENT, Ingest, RedactionFailedError
from services.memory.strength import initial_stability
from services.reading.redaction import WITHHELD, RedactedText
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
