"""Sentences by hand with what they cite: the supported kept, the near misses never shown."""

from dataclasses import replace

import pytest

from services.answer.ground import ground, is_supported
from services.records import Hit
from tests.unit.answer.made_up_memories import hit_of


def saying(text: str, author: str) -> Hit:
    """Seen on Wednesday 4 March 2026."""
    return replace(hit_of(2), text=text, author=author, title="Harbour club")


RENT = ("The rent for mooring 7 rises from 210 to 245 euros on 1 May, Tamsin agreed.", "Odile")
BOAT = ("I did not sell the boat to Hamish, I lent it to Radek until Friday.", "Vesna")
MEET = ("We meet tomorrow at 18:30 in the boathouse, Keiko brings the key.", "Bruno")
TRIP = ("Yesterday Piet and I sailed 34 miles to Vlieland without an engine.", "Sanna")
BILL = ("Invoice 2026-117: sails 1,480.50, due 15 April 2026, payable to Lund & Sons.", "Lund")
WARN = ("The slipway is never open before nine and nobody may park there.", "Harbour office")
NEWS = ("Ulla was elected chair with 23 votes; Lorcan had 19.", "Minutes")
KEYS = ("Both spare keys hang behind the chart table, not in the office.", "Amara")

# (memory, sentence) pairs that it bears out.
SUPPORTED = (
    (RENT, "The rent for mooring 7 rises to 245 euros on 1 May 2026."),
    (RENT, "The rent rises from 210 euros to 245 euros, Tamsin agreed."),
    (RENT, "Odile wrote that the rent for mooring 7 rises."),
    (BOAT, "Vesna did not sell the boat to Hamish."),
    (MEET, "On 5 March 2026 you meet at 18:30 in the boathouse."),
    (MEET, "Keiko brings the key tomorrow."),
    (TRIP, "Piet and Sanna sailed 34 miles to Vlieland without an engine."),
    (TRIP, "On 3 March 2026 they sailed to Vlieland without engine."),
    (BILL, "Invoice 2026-117 for the sails is due on 15 April 2026."),
    (BILL, "The sails cost 1,480.50, payable to Lund & Sons."),
    (WARN, "The slipway is never open before nine."),
    (NEWS, "Ulla was elected chair with 23 votes."),
    (NEWS, "Lorcan had 19 votes."),
    (KEYS, "Both spare keys hang behind the chart table, not in the office."),
)
# Nearly the same, and not borne out: a number, name, date, denial, role or word is another.
NEAR_MISSES = (
    (RENT, "The rent for mooring 7 rises to 254 euros on 1 May 2026."),
    (RENT, "The rent for mooring 9 rises to 245 euros."),
    (RENT, "The rent for mooring 7 rises on 2 May 2026."),
    (RENT, "The rent for mooring 7 rises on 1 May 2027."),
    (RENT, "The rent for mooring 7 does not rise on 1 May."),
    (RENT, "The rent for mooring 7 rises, Hamish agreed."),
    (RENT, "The rent for mooring 7 falls from 245 to 210 euros."),
    (RENT, "Tamsin never agreed to the rent for mooring 7."),
    (BOAT, "Vesna sold the boat to Hamish."),
    (BOAT, "Vesna did sell the boat to Hamish."),
    (BOAT, "Vesna lent the boat to Piet until Friday."),
    (BOAT, "Vesna did not sell the boat to Lorcan."),
    (BOAT, "Vesna lent the boat to Radek until Sunday."),
    (MEET, "You meet on 6 March 2026 at 18:30 in the boathouse."),
    (MEET, "You meet tomorrow at 19:30 in the boathouse."),
    (MEET, "Nobody brings the key to the boathouse tomorrow."),
    (MEET, "Ulla brings the key tomorrow at 18:30."),
    (TRIP, "Piet and Sanna sailed 43 miles to Vlieland without an engine."),
    (TRIP, "Piet and Sanna sailed 34 miles to Terschelling without an engine."),
    (TRIP, "On 4 February 2026 they sailed to Vlieland without engine."),
    (TRIP, "Piet and Sanna sailed 34 miles to Vlieland with an engine."),
    (BILL, "Invoice 2026-171 for the sails is due on 15 April 2026."),
    (BILL, "Invoice 2026-117 for the sails is due on 15 May 2026."),
    (BILL, "The sails cost 1,480, payable to Lund & Sons."),
    (BILL, "The sails cost 1,480.50, payable to Berg & Sons."),
    (BILL, "Invoice 2026-117 was already paid in cash by the treasurer."),
    (WARN, "The slipway is always open and everybody may park there."),
    (WARN, "The slipway is open before nine."),
    (NEWS, "Ulla was elected chair with 19 votes and Piet had 23."),
    (NEWS, "Ulla was not elected chair."),
    (NEWS, "Lorcan was elected treasurer of the harbour club in the spring."),
    (KEYS, "Both spare keys hang in the office."),
    (KEYS, "Three spare keys hang behind the chart table, not in the office."),
    (KEYS, "The club bought a new chart table for the season."),
)


@pytest.mark.parametrize(("memory", "sentence"), SUPPORTED)
def test_what_a_memory_bears_out_is_kept(memory: tuple[str, str], sentence: str) -> None:
    assert is_supported(sentence, [saying(*memory)])


@pytest.mark.parametrize(("memory", "sentence"), NEAR_MISSES)
def test_a_near_miss_is_never_shown(memory: tuple[str, str], sentence: str) -> None:
    assert not is_supported(sentence, [saying(*memory)])


def test_a_good_sentence_does_not_carry_a_bad_one() -> None:
    evidence = [saying(*RENT), saying(*BOAT)]
    told = (
        "The rent for mooring 7 rises to 245 euros [1]. Vesna sold the boat to Hamish [2]."
        " The rent for mooring 7 rises to 245 euros [2]."
    )
    kept, dropped = ground(told, evidence)
    assert [g.text for g in kept] == ["The rent for mooring 7 rises to 245 euros."]
    assert dropped == 2
