"""How questions are read: words, names, quotes, time, and what is left to embed."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.retrieval.query import MOST_WORDS, Understood, read_question
from services.retrieval.vocabulary import LEAST_MEMORIES, Vocabulary, name_parts
from services.store import Store
from tests.unit.retrieval.library import NOW_MS, Said, fill

NAMES = {"priya", "tom"}


def known(words: Iterable[str]) -> set[str]:
    return {word.lower() for word in words} & NAMES


def read(text: str) -> Understood:
    return read_question(text, NOW_MS, 60, known)


def test_names_are_for_matching_not_for_meaning() -> None:
    asked = read("What did Priya's team say about the budget?")
    assert asked.people == ("priya",)
    assert asked.meaning == "What did team say about the budget"
    assert asked.words == ("priya", "team", "say", "budget")
    assert asked.in_words() == ("people: Priya",)


def test_a_name_alone_keeps_its_meaning() -> None:
    asked = read("Priya")
    assert (asked.people, asked.meaning, asked.words) == (("priya",), "Priya", ("priya",))


def test_relative_time_leaves_words_and_meaning() -> None:
    asked = read("which report did I print yesterday")
    assert asked.words == ("report", "print")
    assert asked.meaning == "which report did I print"
    assert asked.window is not None
    assert asked.in_words() == ("time: Sunday 1 March 2026",)


def test_dates_stay_words_for_they_may_stand_in_the_text() -> None:
    asked = read("the invoice of March 2025")
    assert asked.words == ("invoice", "march", "2025")
    assert asked.meaning == "the invoice"


def test_time_alone_leaves_nothing_to_look_for() -> None:
    asked = read("what did I do yesterday?")
    assert (asked.words, asked.meaning, asked.match_expression()) == ((), "", "")
    assert asked.window is not None


def test_poor_words_are_better_than_none() -> None:
    assert read("what is it?").words == ("what", "is", "it")
    assert read("what is it?").meaning == ""


def test_quotes_are_phrases_and_all_quotes_are_exact() -> None:
    title = read('who reads "The Blue Door" aloud?')
    assert (title.phrases, title.exact) == (("The Blue Door",), False)
    assert '"The Blue Door" OR' in title.match_expression()
    exact = read("“blue door” “red gate”")
    assert exact.exact
    assert exact.match_expression() == '"blue door" AND "red gate"'
    assert exact.in_words() == ("exactly: blue door", "exactly: red gate")
    assert read('""').phrases == ()


@pytest.mark.parametrize(
    ("text", "prefix"),
    [("budg", "budg"), ("the budget ", ""), ("budget?", ""), ("bu", ""), ("", "")],
)
def test_the_last_word_may_still_be_typed(text: str, prefix: str) -> None:
    asked = read(text)
    assert asked.prefix == prefix
    assert asked.match_expression().endswith(f'"{prefix}"*') == bool(prefix)


def test_a_pasted_page_is_searched_by_its_first_words() -> None:
    asked = read(" ".join(f"word{n}" for n in range(10_000)))
    assert len(asked.words) == MOST_WORDS


def test_in_title_case_capitals_say_nothing() -> None:
    seen: list[str] = []

    def note(words: Iterable[str]) -> set[str]:
        seen.extend(words)
        return set()

    read_question("Quarterly Budget Meeting Notes", NOW_MS, 0, note)
    assert seen == ["quarterly", "budget", "meeting", "notes"]
    read_question("the notes Anna made about budgets", NOW_MS, 0, note)
    assert "Anna" in seen


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    asked = read(text)
    assert len(asked.words) <= MOST_WORDS
    assert "\ud800" not in asked.meaning


def test_people_are_who_wrote_and_common_capitals(store: Store) -> None:
    fill(
        store,
        *[Said(f"Remark {n} on Borealis.") for n in range(LEAST_MEMORIES)],
        *[Said(f"Line {n}.", author="Priya N. Rao") for n in range(2)],
        Said("Seen once: Quito."),
    )
    people = Vocabulary(store)
    assert people.names(["priya", "Rao", "N"]) == {"priya", "rao"}
    assert people.names(["Borealis", "Quito", "Nowhere"]) == {"borealis"}
    assert people.names(["borealis"]) == set()
    assert people.names([]) == set()


def test_a_small_library_has_no_common_words(store: Store) -> None:
    fill(store, Said("Quito."), Said("Quito again."))
    assert Vocabulary(store).names(["Quito"]) == set()


def test_new_authors_are_noticed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("services.retrieval.vocabulary.time.monotonic", lambda: now[0])
    people = Vocabulary(store)
    assert people.names(["ada"]) == set()
    fill(store, Said("hello", author="Ada"))
    assert people.names(["ada"]) == set()  # not asked again so soon
    now[0] += 60
    assert people.names(["ada"]) == {"ada"}


def test_parts_of_names() -> None:
    assert name_parts("Jean-Luc B. d'Arc <jl@example.org>") >= {"jean", "luc", "arc"}
    assert name_parts("") == set()
