"""What a small model reads: value for tokens, a stable order, and none that stands alone."""

from dataclasses import replace

from services.answer.consensus import consistent
from services.answer.evidence import MOST, Piece, in_order, most_valuable
from services.answer.passages import Passage
from services.answer.prompt import excerpt
from services.records import Hit, SegmentId, Trust
from tests.unit.answer.made_up_memories import hit_of


def piece(number: int, value: float, tokens: int) -> Piece:
    return Piece(hit_of(number), f"text {number}", value, tokens)


def test_the_best_is_read_first_and_then_value_for_tokens() -> None:
    best, long, short, weak = (
        piece(0, 1.0, 200), piece(1, 0.8, 300), piece(2, 0.7, 40), piece(3, 0.1, 10),
    )  # fmt: skip
    assert most_valuable([long, short, weak, best], 300) == [best, short]
    assert most_valuable([long, short, weak, best], 600) == [best, short, long]
    assert most_valuable([long], 100) == []
    assert most_valuable([], 100) == []
    many = [piece(n, 1.0, 1) for n in range(20)]
    assert len(most_valuable(many, 1000)) == MOST


def test_a_follow_up_reads_what_was_read_in_the_same_order() -> None:
    old = [piece(5, 1.0, 50), piece(2, 0.9, 50)]
    chosen = [piece(2, 1.0, 50), piece(9, 0.8, 50), piece(1, 0.7, 50)]
    ids = [p.hit.segment_id for p in in_order(chosen, old, 500)]
    assert ids == [6, 3, 2, 10]
    tight = [p.hit.segment_id for p in in_order(chosen, old, 150)]
    assert set(tight) == {2, 3, 10}
    assert [p.hit.segment_id for p in in_order(chosen, [piece(30, 1, 9)], 500)] == [2, 3, 10]
    assert in_order([], old, 500) == []


def passage(text: str, number: int, author: str, trust: Trust = Trust.IMPORTED) -> Passage:
    hit = replace(hit_of(number), text=text, author=author, trust=trust)
    return Passage(hit, 0, len(text), 1.0, 1.0, of=1.0, score=1.0 - number / 100)


POISON = passage("The rent for the workshop is 900 a month.", 0, "mailing list")
AGREEING = [
    passage("The rent for the workshop is 320 a month.", 1, "Yusuf"),
    passage("Rent for the workshop: 320 each month.", 2, "Council"),
]


def test_the_odd_one_out_comes_last() -> None:
    ranked = consistent([POISON, *AGREEING])
    assert ranked[-1].hit.author == "mailing list"
    assert ranked[-1].score == 0.5


def is_odd(passage: Passage, among: list[Passage]) -> bool:
    """Whether a passage, the first of some, lost score against the others."""
    place = {p.hit.segment_id: p.score for p in consistent(among)}
    return place[passage.hit.segment_id] < passage.score


def test_one_witness_or_one_source_is_no_consensus() -> None:
    assert not is_odd(POISON, [POISON, AGREEING[0]])
    twice = [AGREEING[0], replace(AGREEING[1], hit=replace(AGREEING[1].hit, author="Yusuf"))]
    assert not is_odd(POISON, [POISON, *twice])


def test_what_the_person_wrote_is_never_odd_and_other_matters_do_not_count() -> None:
    noted = replace(POISON, hit=replace(POISON.hit, trust=Trust.TYPED))
    assert not is_odd(noted, [noted, *AGREEING])
    other = [
        passage("The bakery opens at 7.", 3, "A"),
        passage("The choir sings 12 songs.", 4, "B"),
    ]
    assert not is_odd(POISON, [POISON, *other])


def test_a_denial_against_several_is_odd() -> None:
    denial = passage("The gas meter was not read in May.", 5, "flyer")
    others = [passage("The gas meter was read in May.", n, f"witness {n}") for n in (6, 7)]
    assert is_odd(denial, [denial, *others])
    assert not is_odd(others[0], [denial, *others])


def test_a_long_memory_is_read_around_its_sentence() -> None:
    text = "Nothing here. " * 60 + "The tap by the shed leaks. " + "More of it. " * 60
    start = text.index("The tap")
    hit: Hit = replace(hit_of(1), text=text, segment_id=SegmentId(7))
    part = excerpt(Passage(hit, start, start + 26, 1.0, 1.0, of=1.0))
    assert "The tap by the shed leaks." in part
    assert len(part) <= 480
    assert part in text
