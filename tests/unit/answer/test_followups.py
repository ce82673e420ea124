"""Follow-ups made whole from the question before, and questions that stand alone."""

import pytest

from services.answer.followup import Before, before, hangs, resolve

LEASE = Before("What did Marta say about the lease on Friday?", "It ends in Leeds. [1]", "Marta")
TRAIN = Before("When does the train of Bertil arrive?", "At 16:40. [1]", "Bertil")
WALK = Before("Where did we walk yesterday?")
CITED = Before("Who lent me the drill?", "Lent in Bergen by the lake. [1]", "Ines Holm")


@pytest.mark.parametrize(
    ("text", "last", "whole"),
    [
        ("And on Monday?", LEASE, "What did Marta say about the lease on Monday?"),
        ("What about last week?", LEASE, "What did Marta say about the lease last week?"),
        ("on Tuesday afternoon?", WALK, "Where did we walk on Tuesday afternoon?"),
        ("And Jonas?", LEASE, "What did Jonas say about the lease on Friday?"),
        ("What about Jonas Berg?", LEASE, "What did Jonas Berg say about the lease on Friday?"),
        ("And the boiler?", LEASE, "What did Marta say about the boiler on Friday?"),
        ("When?", LEASE, "When did Marta say about the lease on Friday?"),
        ("And where?", TRAIN, "Where does the train of Bertil arrive?"),
        ("What else?", LEASE, "What did Marta say about the lease on Friday else?"),
        ("Did she mention the price?", LEASE, "Did Marta mention the price?"),
        ("What is his number?", CITED, "What is Ines Holm's number?"),
        ("How long is it?", TRAIN, "How long is the train of Bertil?"),
        ("What can one do there?", CITED, "What can one do in Bergen?"),
        ("Und am Montag?", Before("Wann kommt der Monteur am Freitag?"),
         "Wann kommt der Monteur am Montag?"),
    ],
)  # fmt: skip
def test_a_follow_up_is_made_whole(text: str, last: Before, whole: str) -> None:
    assert resolve(text, last) == whole


@pytest.mark.parametrize(
    "text",
    [
        "What does the parking permit cost?",
        "Did Jonas like it?",
        "Where is the gate code?",
        "?",
        "and",
        "Who is there?",
        "How many hub gears were sold in February?",
    ],
)
def test_a_question_of_its_own_stays(text: str) -> None:
    assert resolve(text, WALK) == text
    assert resolve(text, None) == text


def test_nothing_was_before() -> None:
    assert before(()) is None


def test_what_still_hangs_is_known() -> None:
    assert hangs("How long is it?")
    assert not hangs("Did Jonas like it?")
    assert not hangs("How long is the ferry?")
