"""Citations: verbatim or not at all, and no quoted text can pass for a mark."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.answer.cite import (
    MARK,
    MOST_CITATIONS,
    cite,
    marks_of,
    unmarked,
    verified,
    without_marks,
)
from services.answer.extract import choose, quoted
from services.answer.passages import Passage
from services.errors import Bug
from services.language.text import sentence_spans
from services.records import Hit, Outcome
from tests.unit.answer.made_up_memories import hit_of

HIT = hit_of(0)
TRICKY = st.text(
    alphabet=st.sampled_from("[]［］【】()0123456789 aB.\n<>|‹\u202e\u200b٣é"), max_size=60
)


def saying(text: str, number: int = 0, author: str = "Marta") -> Hit:
    return replace(hit_of(number), text=text, author=author)


def test_a_citation_holds_the_words_of_its_span() -> None:
    citation = cite(2, HIT, 4, 13)
    assert (citation.mark, citation.quote, citation.hit) == (2, "water tap", HIT)
    assert not citation.flagged
    assert cite(1, HIT, 0, len(HIT.text), flagged=True).flagged


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (4, 4), (5, 4), (0, 10_000)])
def test_a_span_outside_the_text_is_a_bug(start: int, end: int) -> None:
    with pytest.raises(Bug, match="a citation of"):
        cite(1, HIT, start, end)


def test_marks_are_found_in_order_and_once() -> None:
    assert marks_of("One [2]. Two [1][2]. Year [2026]. No [a] [].") == (2, 1)


def test_text_without_marks_reads_as_before() -> None:
    assert without_marks("The tap leaks [1]. Jonas pays [2], twice [3]!") == (
        "The tap leaks. Jonas pays, twice!"
    )


def test_verified_keeps_what_is_used_in_the_order_of_the_text() -> None:
    one, two, three = (cite(n, HIT, n, n + 5) for n in (1, 2, 3))
    assert verified("B [2]. A [1].", [one, two, three]) == (two, one)
    assert verified("Nothing.", [one]) == ()


def test_a_mark_without_a_citation_is_never_shown() -> None:
    with pytest.raises(Bug, match="mark 3 has no citation"):
        verified("It leaks [3].", [cite(1, HIT, 0, 5)])


@pytest.mark.parametrize("quote", ["", "The tap was mended."])
def test_a_quote_that_is_not_in_its_memory_is_never_shown(quote: str) -> None:
    with pytest.raises(Bug, match="not in its memory"):
        verified("It leaks [1].", [replace(cite(1, HIT, 0, 5), quote=quote)])


@given(TRICKY)
def test_quoted_words_hold_no_mark(text: str) -> None:
    assert MARK.search(unmarked(text)) is None
    assert re.search(r"[\[［【]\s*\d+\s*[\]］】]", unmarked(text)) is None


@given(st.lists(st.tuples(TRICKY, TRICKY), min_size=1, max_size=8))
def test_every_answer_of_quotes_leads_back(told: list[tuple[str, str]]) -> None:
    passages = [
        Passage(hit, start, end, 0.5, 0.5, of=1.0, score=1.0)
        for number, (text, author) in enumerate(told)
        for hit in [saying(text, number, author)]
        for start, end in sentence_spans(text)[:1]
    ]
    answer = quoted(choose(passages))
    assert marks_of(answer.text) == tuple(c.mark for c in answer.citations)
    assert len(MARK.findall(answer.text)) == len(answer.citations) <= MOST_CITATIONS
    assert all(c.quote and c.quote in c.hit.text for c in answer.citations)
    assert (answer.outcome is Outcome.ANSWERED) == bool(passages)
    assert len(answer.text.split("\n")) == max(1, len(answer.citations))


def test_what_was_said_twice_is_quoted_once() -> None:
    texts = [
        "The tap leaks.",
        "the tap leaks!",
        "Slugs ate the kohlrabi.",
        "Paul pays.",
        "Ines sings.",
    ]
    found = [
        Passage(saying(text, n), 0, len(text), 1.0, 1.0, of=1.0, score=1.0 - n / 10)
        for n, text in enumerate(texts)
    ]
    assert [p.text for p in choose(found)] == [texts[0], texts[2], texts[3]]
    shorter = replace(found[1], hit=saying("Paul? Paul pays!", 7), end=16, score=0.95)
    assert [p.text for p in choose([found[3], shorter])] == [texts[3]]
    denied = replace(found[1], hit=saying("The tap does not leak.", 8), end=22)
    assert len(choose([found[0], denied])) == 2  # the same words, and the opposite
    far = [found[0], replace(found[2], score=0.3)]
    assert choose(far) == found[:1]
