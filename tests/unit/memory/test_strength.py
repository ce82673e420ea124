"""The forgetting curve has the right signs, and agrees with the library it is taken from."""

from datetime import UTC, datetime, timedelta

import pytest
from fsrs import Card, Rating, Scheduler, State
from hypothesis import given
from hypothesis import strategies as st

from services.clock import DAY_MS
from services.memory.strength import (
    MAX_STABILITY_DAYS,
    MemoryState,
    half_life,
    initial_stability,
    reinforce,
    retrievability,
    retrievability_at,
    stability_for_half_life,
)
from services.records import Signal

days = st.floats(0, 20_000, allow_nan=False)
stabilities = st.floats(0.01, MAX_STABILITY_DAYS, allow_nan=False)
states = st.builds(
    MemoryState,
    stability_days=stabilities,
    difficulty=st.floats(1, 10, allow_nan=False),
    reinforced_at_ms=st.just(0),
    uses=st.integers(0, 50),
)
rewards = st.sampled_from([Signal.CITED, Signal.SEEN_AGAIN, Signal.OPENED, Signal.COPIED])


@given(days, days, stabilities)
def test_retrievability_falls_with_time(a: float, b: float, stability: float) -> None:
    early, late = sorted((a, b))
    assert retrievability(late, stability) <= retrievability(early, stability) <= 1
    if late - early > 1e-3 * (early + stability):
        assert retrievability(late, stability) < retrievability(early, stability)


@given(st.floats(0.1, 20_000), stabilities, stabilities)
def test_retrievability_rises_with_stability(elapsed: float, a: float, b: float) -> None:
    weak, firm = sorted((a, b))
    assert retrievability(elapsed, weak) <= retrievability(elapsed, firm)


def test_at_its_stability_a_memory_has_nine_tenths() -> None:
    assert retrievability(17.5, 17.5) == pytest.approx(0.9)
    assert retrievability(-3, 1) == 1


@given(states, rewards, days)
def test_reinforcement_never_lowers_anything(
    state: MemoryState, signal: Signal, elapsed: float
) -> None:
    now_ms = int(elapsed * DAY_MS)
    after = reinforce(state, signal, now_ms)
    assert after.stability_days >= state.stability_days
    assert after.uses == state.uses + 1
    for later_ms in (now_ms, now_ms + DAY_MS, now_ms + 400 * DAY_MS):
        assert retrievability_at(after, later_ms) >= retrievability_at(state, later_ms)


@given(states, days)
def test_easy_is_worth_at_least_good(state: MemoryState, elapsed: float) -> None:
    now_ms = int(elapsed * DAY_MS)
    good = reinforce(state, Signal.CITED, now_ms)
    easy = reinforce(state, Signal.OPENED, now_ms)
    assert easy.stability_days >= good.stability_days


@given(states, days)
def test_wrong_weakens_and_disputes_without_refreshing(state: MemoryState, elapsed: float) -> None:
    now_ms = int(elapsed * DAY_MS)
    after = reinforce(state, Signal.WRONG, now_ms)
    assert after.disputed
    assert after.stability_days <= state.stability_days
    assert retrievability_at(after, now_ms) <= retrievability_at(state, now_ms)
    assert after.uses == state.uses


@given(states, st.lists(rewards, max_size=40))
def test_stability_is_capped(state: MemoryState, signals: list[Signal]) -> None:
    now_ms = 0
    for signal in signals:
        now_ms += 300 * DAY_MS
        state = reinforce(state, signal, now_ms)
    assert state.stability_days <= MAX_STABILITY_DAYS
    assert 1 <= state.difficulty <= 10


def test_pins_do_not_touch_strength() -> None:
    state = MemoryState(3, 5, 0)
    assert reinforce(state, Signal.PIN, DAY_MS) is state
    assert reinforce(state, Signal.UNPIN, DAY_MS) is state


def test_salience_sets_the_first_stability() -> None:
    assert initial_stability(0) == 1
    assert initial_stability(1) == pytest.approx(60)
    assert initial_stability(7) == pytest.approx(60)


@given(stabilities)
def test_half_life_is_where_half_is_left(stability: float) -> None:
    assert retrievability(half_life(stability), stability) == pytest.approx(0.5)
    assert stability_for_half_life(half_life(stability)) == pytest.approx(stability)


@given(
    st.floats(0.5, 3000),
    st.floats(1, 10),
    st.integers(1, 3000),
    st.sampled_from(
        [(Signal.CITED, Rating.Good), (Signal.OPENED, Rating.Easy), (Signal.WRONG, Rating.Again)]
    ),
)
def test_whole_days_agree_with_the_library(
    stability: float, difficulty: float, elapsed: int, pair: tuple[Signal, Rating]
) -> None:
    signal, rating = pair
    start = datetime(2026, 1, 1, tzinfo=UTC)
    card = Card(
        state=State.Review, stability=stability, difficulty=difficulty, last_review=start, due=start
    )
    scheduler = Scheduler(enable_fuzzing=False)
    then = start + timedelta(days=elapsed)
    assert retrievability(elapsed, stability) == pytest.approx(
        scheduler.get_card_retrievability(card, then)
    )
    reviewed, _ = scheduler.review_card(card, rating, then)
    ours = reinforce(MemoryState(stability, difficulty, 0), signal, elapsed * DAY_MS)
    assert reviewed.stability is not None
    expected = min(reviewed.stability, MAX_STABILITY_DAYS)
    assert ours.stability_days == pytest.approx(expected)
    assert ours.difficulty == pytest.approx(reviewed.difficulty)
