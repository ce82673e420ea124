"""Not found where nothing answers, an answer where something does: measured on a made-up life."""

import pytest

from services.answer.answerer import Answerer, Asked
from services.answer.extract import NOTHING_FOUND
from services.index.embedder import MiniLmEmbedder
from services.inference.client import ModelHost
from services.records import Answer, Outcome
from services.settings import Settings
from tests.unit.answer.fake_memory import FakeMemory
from tests.unit.answer.made_up_memories import (
    ANSWERABLE,
    FIRST_DAY_MS,
    HELD_OUT,
    MEMORIES,
    NEVER_SEEN,
    NOBODY_TOLD,
    SOMEONE_ELSE,
    hit_of,
)

SETTINGS = Settings().answer


@pytest.fixture(scope="module")
def answerer(embedder: MiniLmEmbedder) -> Answerer:
    hits = [hit_of(number) for number in range(len(MEMORIES))]
    return Answerer(FakeMemory(hits, embedder.embed_tokens), embedder.embed_tokens, ModelHost())


def ask(answerer: Answerer, question: str) -> Answer:
    return answerer.ask(Asked(question, FIRST_DAY_MS, 60), SETTINGS)


def share_found(answerer: Answerer, questions: tuple[str, ...]) -> float:
    outcomes = [ask(answerer, q).outcome for q in questions]
    return outcomes.count(Outcome.ANSWERED) / len(outcomes)


def test_what_was_told_is_found_and_cited(answerer: Answerer) -> None:
    cited = first = 0
    for question, number in ANSWERABLE:
        ids = [c.hit.external_id for c in ask(answerer, question).citations]
        cited += f"m{number}" in ids
        first += ids[:1] == [f"m{number}"]
    assert cited / len(ANSWERABLE) >= 0.88
    assert first / len(ANSWERABLE) >= 0.88


def test_what_was_never_seen_is_not_found(answerer: Answerer) -> None:
    assert share_found(answerer, NEVER_SEEN) <= 0.05


def test_what_was_told_of_someone_else_is_not_found(answerer: Answerer) -> None:
    assert share_found(answerer, SOMEONE_ELSE) == 0.0


def test_what_nobody_told_of_a_known_thing_is_often_not_found(answerer: Answerer) -> None:
    """The hard kind: a sentence is about the thing, and only reading tells that it says no more."""
    assert share_found(answerer, NOBODY_TOLD) <= 0.5


def test_the_figures_hold_on_questions_that_set_no_threshold(answerer: Answerer) -> None:
    answerable = [(q, n) for q, n in HELD_OUT if n is not None]
    unanswerable = tuple(q for q, n in HELD_OUT if n is None)
    cited = [
        f"m{n}" in [c.hit.external_id for c in ask(answerer, q).citations] for q, n in answerable
    ]
    assert sum(cited) / len(cited) >= 0.75
    assert share_found(answerer, unanswerable) <= 0.25


def test_not_found_says_so_and_cites_nothing(answerer: Answerer) -> None:
    answer = ask(answerer, "Who won the chess tournament?")
    assert answer.outcome is Outcome.NOT_FOUND
    assert answer.text == NOTHING_FOUND
    assert answer.citations == ()


@pytest.mark.parametrize("question", ["", "?", "What is it?", "Hello", "who are you", "🙂" * 50])
def test_a_question_about_nothing_is_not_found(answerer: Answerer, question: str) -> None:
    assert ask(answerer, question).outcome is Outcome.NOT_FOUND
