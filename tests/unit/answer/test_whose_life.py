"""A question about one person is not answered by what happened to the other."""

import pytest

from services.answer.answerer import Answerer, Asked
from services.answer.subject import FULLY, NOT, PARTLY, speaks_of
from services.index.embedder import MiniLmEmbedder
from services.inference.client import ModelHost
from services.records import Outcome
from services.settings import Settings
from tests.support.made_up_chats import FIRST_MS, chat
from tests.unit.answer.fake_memory import FakeMemory

ADA, BO = ("ada",), ("bo",)


@pytest.mark.parametrize(
    ("person", "author", "sentence", "expected"),
    [
        (ADA, "Ada", "I ran the race.", FULLY),
        (BO, "Ada", "I ran the race.", NOT),
        (BO, "Ada", "Ran the race in the rain.", NOT),
        (BO, "Ada", "Bo ran the race.", FULLY),
        (BO, "Ada", "Your race was great!", PARTLY),
        (ADA, "Ada", "Your race was great!", NOT),
        (ADA, "Ada", "I loved your race.", PARTLY),
        (ADA, "Ada Lund", "Wir haben das Rennen gewonnen.", FULLY),
        (BO, "Ada", "Dein Rennen war toll!", PARTLY),
    ],
)
def test_whom_a_sentence_speaks_of(
    person: tuple[str, ...], author: str, sentence: str, expected: float
) -> None:
    assert speaks_of(person, author, sentence, sentence) == expected


def test_pronouns_of_the_whole_text_count_where_the_sentence_has_none() -> None:
    whole = "The race must have been hard. I admire you for it."
    assert speaks_of(ADA, "Ada", "The race must have been hard.", whole) == PARTLY


def test_who_told_it_is_answered_and_the_other_is_not(embedder: MiniLmEmbedder) -> None:
    """Seed 6 set no threshold; the real search does better than the list of this test."""
    told = chat(6, items=24)
    memory = FakeMemory(list(told.turns), embedder.embed_tokens)
    answerer = Answerer(memory, embedder.embed_tokens, ModelHost())
    settings, right, wrong, cited = Settings().answer, 0, 0, 0
    for asked in told.asked:
        answer = answerer.ask(Asked(asked.question, FIRST_MS, 0), settings)
        found = answer.outcome is Outcome.ANSWERED
        if asked.gold is None:
            wrong += found
            continue
        right += found
        cited += f"t{asked.gold}" in [c.hit.external_id for c in answer.citations]
    half = len(told.asked) / 2
    assert cited / half >= 0.8
    assert wrong <= 0.65 * right
