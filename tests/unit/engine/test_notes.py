"""Notes are Markdown with tags: sections of their own, found by tag and by words."""

from pathlib import Path

import pytest

from services.engine.notes import sections, tags_of
from services.errors import UsageError
from services.records import Query, Source
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
