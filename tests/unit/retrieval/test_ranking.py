"""How scores are fused and changed: scales, neighbours, factors, folding."""

import dataclasses
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.clock import DAY_MS
from services.records import SegmentId, Tier, TimeWindow
from services.retrieval import ranking
from services.retrieval.ranking import Asked, Candidates, add_neighbours, fold, min_max
from services.retrieval.weights import CHOSEN
from services.store import HitRow, SearchFilter, Store
from tests.unit.retrieval.library import NOW_MS, START_MS, Said, fill

A, B, C, D = (SegmentId(n) for n in (1, 2, 3, 4))
W = CHOSEN
NOBODY: frozenset[str] = frozenset()


def test_scales() -> None:
    assert min_max([]) == {}
    assert min_max([(A, 7.0)]) == {A: 1.0}
    assert min_max([(A, 4.0), (B, 1.0), (C, 2.0)]) == {A: 1.0, B: 0.25, C: 0.5}
    assert min_max([(A, 0.5), (B, -0.5)]) == {A: 1.0, B: 0.0}
    assert min_max([(A, 0.0), (B, 0.0)]) == {A: 1.0, B: 1.0}


@given(st.dictionaries(st.integers(1, 50).map(SegmentId), st.floats(-1e6, 1e6), max_size=20))
def test_scaled_scores_keep_their_order(scores: dict[SegmentId, float]) -> None:
    scaled = min_max(scores.items())
    assert all(0.0 <= value <= 1.0 for value in scaled.values())
    for (one, first), (other, second) in permutations(scores.items(), 2):
        if first > second:
            assert scaled[one] >= scaled[other]


def test_fusion_is_convex_over_the_lists_there_are() -> None:
    every = Candidates([(A, 2.0), (B, 1.0)], [(A, 2.0)], [(A, 0.9), (B, 0.1)], [(A, 0.5)])
    assert every.fused()[A] == pytest.approx(1.0)
    assert every.fused()[B] == pytest.approx(W.words / 2 + W.meaning / 9)
    words = Candidates(words=[(A, 2.0), (B, 1.0)], words_window=[(B, 3.0), (A, 1.0)])
    alone = W.words + W.words_window
    of_words, of_window = W.words / alone, W.words_window / alone
    assert words.fused() == {
        A: pytest.approx(of_words + of_window / 3),
        B: pytest.approx(of_words / 2 + of_window),
    }
    meaning = Candidates(meaning=[(A, 0.5)])
    assert meaning.fused() == {A: pytest.approx(W.meaning)}  # words were searched and found nothing
    assert Candidates().fused() == {}


def test_one_word_of_many_is_no_full_answer() -> None:
    """The best by words counts whole only where it holds what the question asks for."""
    lists = [(A, 2.0), (B, 1.0)]
    assert Candidates(lists, all_words=1.5).scaled()[0] == {A: 1.0, B: 0.5}
    assert Candidates(lists, all_words=8.0).scaled()[0] == {A: 0.25, B: 0.125}
    assert Candidates(meaning=lists, all_words=8.0).scaled()[2] == {A: 1.0, B: 0.5}


def test_what_has_no_vector_is_weighed_by_its_words_alone() -> None:
    """Else what says it and faded would rank beside a vivid one that says nothing of it."""
    found = Candidates([(A, 4.0), (B, 4.0)], [(A, 3.0), (B, 3.0)], [(C, 0.4)], [(C, 0.4)])
    assert found.by_words_alone() == {A, B}
    found.without_vectors = frozenset({A})
    scores = found.fused()
    assert scores[A] == pytest.approx(1.0)
    assert scores[B] == pytest.approx(
        W.words + W.words_window
    )  # it has a vector, which does not lie near
    assert scores[C] == pytest.approx(W.meaning + W.meaning_window)


def test_neighbours_share_a_quarter_both_ways() -> None:
    raised = add_neighbours({A: 0.8, B: 0.4}, {A: ([], [C]), B: ([A], [D])})
    assert raised == {
        A: pytest.approx(0.9),
        B: pytest.approx(0.6),
        C: pytest.approx(0.2),
        D: pytest.approx(0.1),
    }


def rows(store: Store, *said: Said) -> list[HitRow]:
    ids = fill(store, *said)
    found = store.segments.hits(ids)
    return [found[own] for own in ids]


def asked(people: frozenset[str] = NOBODY, window: TimeWindow | None = None) -> Asked:
    return Asked(people, window, NOW_MS)


def test_person_time_tier_and_strength(store: Store) -> None:
    (row,) = rows(store, Said("x", author="Priya Rao"))
    alone = ranking.factor(row, asked())
    assert 0.7 < alone < 1.0
    assert ranking.factor(row, asked(frozenset({"rao"}))) == pytest.approx(W.person * alone)
    inside = TimeWindow(START_MS, START_MS + DAY_MS)
    assert ranking.factor(row, asked(window=inside)) == pytest.approx(
        W.in_time
    )  # strength has no say
    assert ranking.factor(row, asked(window=TimeWindow(0, 1))) == pytest.approx(1.0)
    for tier, share in ((Tier.WARM, 1.0), (Tier.ARCHIVED, W.archived)):
        faded = dataclasses.replace(row, hit=dataclasses.replace(row.hit, tier=tier))
        assert ranking.factor(faded, asked()) == pytest.approx(share * alone)
    warm = dataclasses.replace(row, hit=dataclasses.replace(row.hit, tier=Tier.WARM))
    unknown = dataclasses.replace(asked(), words_only=frozenset({row.segment.id}))
    assert ranking.factor(warm, unknown) == pytest.approx(W.warm * alone)
    pinned = dataclasses.replace(row, segment=dataclasses.replace(row.segment, pinned=True))
    assert ranking.factor(pinned, asked()) == pytest.approx(1.0)


def test_whom_a_memory_is_by_or_about(store: Store) -> None:
    people = frozenset({"callum"})
    said = (
        Said("See you there.", author="Callum Brandt"),
        Said("Callum, see you there.", author="Ines Novak"),
        Said("Callum wants to postpone the audit.", source="note", author="me"),
        Said("Minutes: asked for by Callum.", source="screen", app="Writer"),
        Said("The callumny was read.", source="file"),
    )
    told = [ranking.named(row, people) for row in rows(store, *said)]
    assert told == ["Callum Brandt", "", "Callum", "Callum", ""]
    assert ranking.named(rows(store, said[0])[0], NOBODY) == ""


def test_filters_say_what_the_store_says(store: Store) -> None:
    every = rows(
        store,
        Said("a", at_min=5, app="Mail", source="mail"),
        Said("b", at_min=6, app="Writer", source="screen"),
    )
    middle = START_MS + 6 * 60_000
    for where in (
        SearchFilter(),
        SearchFilter(from_ms=middle),
        SearchFilter(to_ms=middle),
        SearchFilter(app="MAIL"),
        SearchFilter(source="screen"),
        SearchFilter(tiers=(Tier.WARM,)),
    ):
        kept = {row.segment.id for row in every if ranking.passes(row, where)}
        assert kept == set(store.segments.matching(where, 10))


def test_duplicates_are_folded_into_the_best(store: Store) -> None:
    one, two, other, copy = rows(
        store,
        Said("The same  words.", author="Ada"),
        Said("the same words.", author="Ada"),
        Said("the same words.", author="Bo"),
        Said("Nearly the same words!", author="Ada"),
    )
    marked = dataclasses.replace(
        copy, segment=dataclasses.replace(copy.segment, duplicate_of=one.segment.id)
    )
    folded = fold([(one, 0.3), (two, 0.5), (other, 0.4), (marked, 0.1)])
    assert [(row.segment.id, score, count) for row, score, count in folded] == [
        (two.segment.id, 0.5, 3),
        (other.segment.id, 0.4, 1),
    ]
