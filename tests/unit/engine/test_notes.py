"""Notes are Markdown with tags: sections of their own, found by tag and by words."""

import json
from pathlib import Path

import pytest

from services.engine.notes import sections, tags_of
from services.errors import UsageError
from services.records import DeleteRequest, NoteList, Query, Source
from tests.support.library import new_library

NOTE = """# Garden plan

Buy seeds. #spring

## Tools

The spade is with Gunnar.
"""


def test_a_note_is_cut_at_its_headings_under_its_tags() -> None:
    title, made = sections(NOTE, ["Garden"])
    assert title == "Garden plan"
    assert [(s.heading, s.text[:9]) for s in made] == [
        ("#garden #spring > Garden plan", "# Garden "),
        ("#garden #spring > Garden plan > Tools", "## Tools\n"),
    ]
    assert sections("plain words") == ("", sections("plain words")[1])
    assert sections("plain words", ["a"])[1][0].heading == "#a"


def test_tags_are_words_outside_of_code() -> None:
    text = "#one and #two/three, a#no, ##heading\n`#code` http://x/#part #7 #One\n```\n#fenced\n```"
    assert tags_of(text, ["#given", "one"]) == ("given", "one", "two/three")
    for bad in ("two words", "", "#", "a,b"):
        with pytest.raises(UsageError, match="no tag"):
            tags_of("x", [bad])


def test_notes_are_found_by_their_tags(tmp_path: Path) -> None:
    with new_library(tmp_path / "library") as engine:
        first = engine.library.add_note(NOTE, ["allotment"])
        engine.library.add_note("Something else entirely.")
        hits = engine.library.search(Query("allotment", 5, source=Source.NOTE)).hits
        assert first in {hit.segment_id for hit in hits[:2]}
        spade = engine.library.search(Query("who has the spade", 1)).hits[0]
        assert "Gunnar" in spade.text
        assert spade.title == "Garden plan"


def test_notes_are_listed_by_their_tags(tmp_path: Path) -> None:
    with new_library(tmp_path / "library") as engine:
        assert engine.library.notes() == NoteList((), 0)
        first = engine.library.add_note(NOTE, ["Allotment"])
        engine.library.add_note("Something else entirely.")
        engine.library.add_note("# 1 > 0\n\nSow #spring onions.")
        found = engine.library.notes()
        assert [note.title for note in found.notes] == ["1 > 0", "", "Garden plan"]
        assert found.total == 3
        assert found.tags == (("spring", 2), ("allotment", 1))
        garden = found.notes[-1]
        assert garden.segment_ids[0] == first
        assert garden.tags == ("allotment", "spring")
        assert garden.text.startswith("# Garden plan")
        assert garden.text.endswith("with Gunnar.")
        assert engine.library.notes("#Spring").notes == (found.notes[0], garden)
        few = engine.library.notes("spring", 1)
        assert (few.notes, few.total, few.tags) == ((found.notes[0],), 2, found.tags)
        assert engine.library.notes("winter").notes == ()
        ids = tuple(str(one) for one in garden.segment_ids)
        engine.memories.delete(DeleteRequest(ids=ids))
        assert engine.library.notes().tags == (("spring", 1),)


def test_imported_notes_have_the_tags_in_their_text(tmp_path: Path) -> None:
    records = tmp_path / "notes.jsonl"
    record = {"id": "1", "at": "2026-03-01T09:00:00Z", "source": "note", "text": "Milk #shopping"}
    records.write_text(json.dumps(record))
    with new_library(tmp_path / "library") as engine:
        engine.library.import_jsonl(records)
        assert [note.tags for note in engine.library.notes("shopping").notes] == [("shopping",)]
