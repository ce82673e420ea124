"""A note that says something else: what it was stays, what it said goes everywhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.clock import ManualClock
from services.engine import Engine
from services.engine.notes import sections, whole_text
from services.errors import UsageError
from services.records import (
    Anchor,
    CaptureId,
    NewSegment,
    Outcome,
    Query,
    Segment,
    SegmentId,
    Signal,
    Source,
    Tier,
)
from tests.support.library import new_library, write_records

PLAN = """# Garden plan

Buy seeds at the Quillon market. #spring

## Tools

The spade is with Gunnar.

## Beds

Peas go to the left, beans go to the right.
"""


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An empty library."""
    with new_library(tmp_path / "library") as opened:
        yield opened


def found(engine: Engine, text: str) -> str:
    return " ".join(hit.text for hit in engine.library.search(Query(text, 5)).hits)


def words_kept(engine: Engine) -> set[str]:
    """Every word that the index of words holds."""
    with engine._core.store.database.read() as connection:
        return {row[0] for row in connection.execute("SELECT term FROM segment_vocabulary")}


def stored(made: tuple[NewSegment, ...]) -> list[Segment]:
    return [
        Segment(SegmentId(n), CaptureId(1), n, one.text, 0, Anchor(start=one.start, end=one.end))
        for n, one in enumerate(made)
    ]


LINES = st.sampled_from(
    ["", " ", "# One", "## Two", "- a", "  - b", "1. c", "> said", "```", "| a | b |", "|---|---|",
     "[x]: http://example.org", "text *with* marks  ", "word " * 300, "x" * 1900, "a. b. " * 200,
     "    code", "<b>html</b>", "---", "\u202eodd\u200b", "日本語。" * 400]
)  # fmt: skip


@given(st.lists(LINES, max_size=14).map("\n".join))
@example("[x]: http://example.org")
@example(f"```\n{'word ' * 300}\n\n# One")  # code is cut before an empty line
@example("one\n\n\n\n[x]: http://example.org\n\ntwo")
def test_a_note_is_put_together_as_it_was_written(text: str) -> None:
    text = text.strip()
    _, made = sections(text)
    kept = whole_text(stored(made))
    # spaces at the end of a line mean nothing but where a line follows
    assert [line.rstrip() for line in kept.split("\n")] == [
        line.rstrip() for line in text.split("\n")
    ]
    assert all(len(one.text) <= 900 for one in made)


def test_an_edited_note_keeps_its_date_and_id_and_its_tags(engine: Engine) -> None:
    first = engine.library.add_note(PLAN, ["Allotment"])
    (before,) = engine.library.notes().notes
    assert before.given == ("allotment",)
    clock = engine._core.clock
    assert isinstance(clock, ManualClock)
    clock.advance(86_400_000)
    after = engine.library.edit_note(first, "# Yard plan\n\nBuy bulbs. #autumn")
    assert after.segment_ids[0] == first
    assert (after.at_ms, after.offset_min) == (before.at_ms, before.offset_min)
    assert (after.title, after.tags) == ("Yard plan", ("allotment", "autumn"))
    assert engine.library.notes().notes == (after,)
    assert engine.library.notes().tags == (("allotment", 1), ("autumn", 1))
    assert engine.library.edit_note(str(first), "Bulbs.", ["yard"]).tags == ("yard",)
    assert engine.library.edit_note(first, "Bulbs.", []).tags == ()


def test_its_old_words_go_everywhere_and_its_new_ones_are_found(engine: Engine) -> None:
    first = engine.library.add_note(PLAN)
    assert "quillon" in words_kept(engine)
    engine.library.edit_note(first, PLAN.replace("Quillon", "Verdane"))
    assert "quillon" not in words_kept(engine)
    assert "verdan" in words_kept(engine)
    assert "Verdane" in found(engine, "where to buy seeds")
    assert "Quillon" not in found(engine, "Quillon market")
    store = engine._core.store
    assert store.removals.pending("vector") == store.removals.pending("window") == []
    assert store.check() == []


def test_its_vectors_are_those_of_a_note_that_never_said_else(
    engine: Engine, tmp_path: Path
) -> None:
    first = engine.library.add_note(PLAN)
    edited = PLAN.replace("Gunnar", "Solveig").replace("Peas", "Lentils")
    engine.library.edit_note(first, edited)
    with new_library(tmp_path / "other") as other:
        other.library.add_note(edited)
        texts = (
            "who has the spade", "what goes to the left", "Solveig", "Gunnar", "where do peas go",
        )  # fmt: skip
        for text in texts:
            told = [
                [hit.text for hit in one.library.search(Query(text)).hits]
                for one in (engine, other)
            ]
            assert told[0] == told[1]


def test_sections_that_stay_keep_what_they_are(engine: Engine) -> None:
    first = engine.library.add_note(PLAN)
    (before,) = engine.library.notes().notes
    tools = before.segment_ids[1]
    engine.memories.feedback(tools, Signal.PIN)
    after = engine.library.edit_note(first, PLAN.replace("Peas", "Lentils"))
    assert after.segment_ids == before.segment_ids
    assert engine.memories.strengths([tools])[tools].pinned
    more = engine.library.edit_note(
        first, PLAN.replace("## Tools", "## Money\n\nForty kroner.\n\n## Tools")
    )
    assert len(more.segment_ids) == 4
    assert more.segment_ids[0] == first
    assert more.text.index("Forty") < more.text.index("spade") < more.text.index("Peas")
    less = engine.library.edit_note(first, "## Beds\n\nPeas go to the left.")
    assert less.segment_ids == (first,)


def test_facts_and_answers_of_the_old_words_are_withdrawn(engine: Engine) -> None:
    first = engine.library.add_note("My physiotherapist is Amelie Roux.")
    engine.memories.consolidate()
    assert any("Amelie" in fact.value for fact in engine.memories.facts())
    answer = engine.asking.ask("Who is my physiotherapist?", extractive=True)
    assert answer.outcome is Outcome.ANSWERED
    engine.library.edit_note(first, "My physiotherapist is Tomas Lind.")
    assert engine.memories.facts() == ()
    assert engine.asking.history() == ()
    engine.memories.consolidate()
    assert [fact.value for fact in engine.memories.facts()] == ["Tomas Lind"]
    gists = [line for event in engine._core.store.events.between(0, 10**15) for line in event.gist]
    assert gists == ["My physiotherapist is Tomas Lind."]


def test_an_edit_is_undone_by_editing_back(engine: Engine) -> None:
    first = engine.library.add_note(PLAN, ["allotment"])
    (before,) = engine.library.notes().notes
    engine.library.edit_note(first, "Something else.", ["other"])
    engine.library.edit_note(first, before.text, before.given)
    assert engine.library.notes().notes == (before,)


def test_a_note_still_never_fades(engine: Engine) -> None:
    first = engine.library.add_note(PLAN)
    engine._core.store.segments.set_tier([first], Tier.WARM)
    engine.library.edit_note(first, "Bulbs.")
    for number in range(40):
        engine.library.add_note(f"Line {number} of a long list of plain things.")
    engine.change_setting("memory.hot_limit", 1)
    engine.memories.consolidate()
    assert engine.memories.strengths([first])[first].tier in {Tier.HOT, Tier.WARM}


def test_secrets_are_withheld_from_an_edit_as_well(engine: Engine) -> None:
    first = engine.library.add_note("The card of the flat.")
    note = engine.library.edit_note(first, "Card 4111 1111 1111 1111 of the flat.")
    assert "4111 1111" not in note.text
    assert engine.recording.withheld()


def test_what_is_no_note_is_refused(engine: Engine, tmp_path: Path) -> None:
    records = [{"id": "a", "at": "2026-03-01T09:00:00Z", "source": "chat", "text": "Hello there"}]
    engine.library.import_jsonl(write_records(tmp_path / "in.jsonl", records))
    first = engine.library.add_note("Bulbs.")
    for name in ("a", "nothing", "99999", str(SegmentId(0))):
        with pytest.raises(UsageError, match="no note"):
            engine.library.edit_note(name, "else")
    with pytest.raises(UsageError, match="empty"):
        engine.library.edit_note(first, " \n ")
    with pytest.raises(UsageError, match="too long"):
        engine.library.edit_note(first, "x" * 100_001)
    with pytest.raises(UsageError, match="no tag"):
        engine.library.edit_note(first, "else", ["two words"])
    assert [note.text for note in engine.library.notes().notes] == ["Bulbs."]


def test_an_edit_that_fails_changes_nothing(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = engine.library.add_note("My vet is Dr Lund.")
    engine.memories.consolidate()
    before = engine.library.notes(), engine.memories.facts(), words_kept(engine)

    def broken(*_args: object) -> None:
        raise RuntimeError("out of luck")

    monkeypatch.setattr(engine._core.store.questions, "delete", broken)
    monkeypatch.setattr(engine._core.store.events, "update", broken)
    with pytest.raises(RuntimeError):
        engine.library.edit_note(first, "My vet is Dr Berg.")
    assert (engine.library.notes(), engine.memories.facts(), words_kept(engine)) == before


def test_an_imported_note_can_be_edited_by_its_own_id(engine: Engine, tmp_path: Path) -> None:
    record = {"id": "mine", "at": "2026-03-01T09:00:00Z", "source": "note", "text": "Milk #shop"}
    path = write_records(tmp_path / "in.jsonl", [record])
    engine.library.import_jsonl(path)
    note = engine.library.edit_note("mine", "Oat milk #shop")
    assert (note.text, note.tags, note.given) == ("Oat milk #shop", ("shop",), ())
    assert engine.library.import_jsonl(path).imported == 0
    (hit,) = engine.library.search(Query("milk", 1, source=Source.NOTE)).hits
    assert hit.text == "Oat milk #shop"


def test_what_was_left_to_clean_is_cleaned_at_the_next_turn(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = engine.library.add_note(PLAN)
    store = engine._core.store
    monkeypatch.setattr(engine._parts.indexing, "_tidy", lambda: None)  # the end came before
    engine.library.edit_note(first, "Bulbs.")
    assert store.flags.get("store.scrub") is not None
    monkeypatch.undo()
    engine._parts.indexing.request()
    assert store.flags.get("store.scrub") is None
    assert "quillon" not in words_kept(engine)
