"""Which words of a sentence are the answer, when it says yes or no, and what its times mean."""

from dataclasses import replace

import pytest

from services.answer.question import understand
from services.answer.spans import answer_span, dated, verdict
from tests.unit.answer.made_up_memories import hit_of

HIT = replace(hit_of(2), author="Marta")
"""Seen on Wednesday 4 March 2026."""


@pytest.mark.parametrize(
    ("question", "sentence", "words"),
    [
        ("When does the lease end?", "It ends on 31 October.", "31 October"),
        ("When is the check-up?", "Your check-up is at 9:15.", "9:15"),
        ("When will you come?", "I'll come tomorrow with washers.", "tomorrow"),
        ("How much is the fee?", "The renewal fee is 65.", "65"),
        ("How many rows were planted?", "I planted two rows of kohlrabi.", "two rows"),
        ("Who bought the van?", "The old van went to Hilde Arne.", "Hilde Arne"),
        ("Where is the red card?", "The red card lies in the kitchen drawer.", "in the kitchen"),
        ("Where is Emre's bakery?", "Emre opens his bakery in Leeds.", "in Leeds"),
        ("Wo sind die Schlüssel?", "Die Schlüssel liegen bei der Nachbarin.", "bei der Nachbarin"),
        ("What did he say?", "He said nothing of use.", ""),
        ("When is it?", "Nobody knows.", ""),
        ("Who is Marta?", "Here is Marta.", ""),
    ],
)
def test_the_words_that_answer(question: str, sentence: str, words: str) -> None:
    span = answer_span(understand(question), sentence, HIT)
    assert (sentence[slice(*span)] if span else "") == words


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("Is the ferry cancelled?", "The ferry is cancelled.", "Yes"),
        ("Is the ferry cancelled?", "The ferry is not cancelled.", "No"),
        ("Is the ferry not cancelled?", "The ferry isn't cancelled.", "Yes"),
        ("Is the ferry cancelled?", "The ferry leaves at nine.", ""),
        ("Is the ferry cancelled?", "Is the ferry cancelled?", ""),
        ("When is the ferry cancelled?", "The ferry is cancelled.", ""),
        ("Is it?", "It is.", ""),
    ],
)
def test_yes_and_no_only_where_all_of_it_is_said(
    question: str, sentence: str, expected: str
) -> None:
    assert verdict(understand(question), sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("We signed it yesterday.", "We signed it yesterday (3 March 2026)."),
        ("I'll bring it on Saturday.", "I'll bring it on Saturday (7 March 2026)."),
        ("It broke last Friday.", "It broke last Friday (27 February 2026)."),
        # the last Thursday or the next: a wrong date is worse than none
        ("The meeting moved to Thursday 14:30.", "The meeting moved to Thursday 14:30."),
        ("It broke on Friday evening.", "It broke on Friday evening."),
        ("I will come Wednesday 18 March.", "I will come Wednesday 18 March."),
        ("We moved last month.", "We moved last month (February 2026)."),
        ("We moved last year.", "We moved last year (2025)."),
        ("I was ill last week.", "I was ill last week (the week of 23 February 2026)."),
        ("It was two weeks ago.", "It was two weeks ago (18 February 2026)."),
        ("It ends on 2026-10-31.", "It ends on 2026-10-31."),
        ("It ends on 31 October 2027.", "It ends on 31 October 2027."),
        ("Nothing of a time.", "Nothing of a time."),
    ],
)
def test_relative_times_are_told_as_dates(sentence: str, expected: str) -> None:
    assert dated(sentence, HIT) == expected
