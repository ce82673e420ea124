"""Which generated sentences are borne out by what they cite, near misses among them."""

from dataclasses import replace

import pytest

from services.answer.ground import ground, is_supported, split
from services.answer.prompt import grammar
from services.records import Hit
from tests.unit.answer.made_up_memories import hit_of


def saying(text: str, author: str = "Marta") -> Hit:
    """Seen on Wednesday 4 March 2026."""
    return replace(hit_of(2), text=text, author=author, title="Allotment group")


TAP = "The water tap by the shed leaks. I will bring 12 washers on Saturday."
LEASE = "We signed the lease with Tannhof yesterday, it costs 140.50 a year and ends on 31 October."
NO_DOG = "Jonas did not buy the dog in Bergen."

SUPPORTED = (
    (TAP, "The water tap by the shed leaks."),
    (TAP, "Marta will bring 12 washers on Saturday."),
    (TAP, "On 7 March 2026 Marta will bring 12 washers."),
    (TAP, "On Wednesday 4 March 2026 Marta wrote that the tap by the shed leaks."),
    (LEASE, "The lease with Tannhof costs 140.50 a year."),
    (LEASE, "The lease ends on 31 October 2026."),
    (LEASE, "On 3 March 2026 the lease with Tannhof was signed."),
    (NO_DOG, "Jonas did not buy the dog."),
    (NO_DOG, "Jonas never did buy the dog in Bergen."),
    (TAP, "Your tap leaks by the shed."),
)
NEAR_MISSES = (
    (TAP, "Marta will bring 13 washers on Saturday."),
    (TAP, "Marta will bring 12 washers on Sunday."),
    (TAP, "Marta will bring 12 washers on 8 March 2026."),
    (TAP, "Jonas will bring 12 washers on Saturday."),
    (TAP, "Will Marta and Jonas bring 12 washers?"),
    (TAP, "The water tap by the shed does not leak."),
    (TAP, "The roof of the church was painted by volunteers."),
    (TAP, "1."),
    (TAP, "It is."),
    (LEASE, "The lease with Tannhof costs 141.50 a year."),
    (LEASE, "The lease with Tannhof costs 140 a year."),
    (LEASE, "The lease ends on 30 October 2026."),
    (LEASE, "The lease ends on 31 October 2027."),
    (LEASE, "The lease with Birkhof costs 140.50 a year."),
    (LEASE, "Birkhof has a lease that costs 140.50 a year."),
    (NO_DOG, "Jonas bought the dog in Bergen."),
    (NO_DOG, "Jonas did buy the dog in Bergen."),
    (NO_DOG, "Jonas did not buy the dog in Oslo."),
    ("", "The tap leaks."),
)


@pytest.mark.parametrize(("text", "sentence"), SUPPORTED)
def test_what_is_borne_out_is_kept(text: str, sentence: str) -> None:
    assert is_supported(sentence, [saying(text, "" if text == NO_DOG else "Marta")])


@pytest.mark.parametrize(("text", "sentence"), NEAR_MISSES)
def test_a_near_miss_is_dropped(text: str, sentence: str) -> None:
    assert not is_supported(sentence, [saying(text)])


def test_sentences_are_split_at_their_marks() -> None:
    text = "The tap leaks [1]. Jonas pays 4.50 a week [2][1]! And this was cut o"
    assert split(text) == ["The tap leaks [1].", "Jonas pays 4.50 a week [2][1]!"]


def test_each_mark_gets_its_own_quote() -> None:
    evidence = [saying(TAP), saying("The shed has a tap. The tap leaks by the shed.", "Jonas")]
    kept, dropped = ground(
        "The tap by the shed leaks [1][2]. The moon is made of cheese [2].", evidence
    )
    assert dropped == 1
    (sentence,) = kept
    assert sentence.text == "The tap by the shed leaks."
    quotes = [evidence[n - 1].text[start:end] for n, start, end in sentence.quotes]
    assert quotes == ["The water tap by the shed leaks.", "The tap leaks by the shed."]


def test_a_mark_outside_the_evidence_supports_nothing() -> None:
    assert ground("The tap by the shed leaks [2].", [saying(TAP)]) == ([], 1)


def test_the_grammar_knows_only_the_numbers_given() -> None:
    text = grammar(3)
    assert 'mark ::= "[1]" | "[2]" | "[3]"' in text
    assert "[4]" not in text
