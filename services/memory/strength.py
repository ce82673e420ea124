"""How alive a memory is: the FSRS-6 forgetting curve and what renews it.

Parameters are those of the ``fsrs`` library. Its ``review_card`` counts elapsed time in whole
days, which makes everything seen today equally fresh, so the same formulas are written here for
fractional days; a test holds them against the library at whole days.
"""

import math
from dataclasses import dataclass, replace

from fsrs.scheduler import DEFAULT_PARAMETERS

from services.clock import DAY_MS
from services.records import Segment, Signal

W: tuple[float, ...] = tuple(DEFAULT_PARAMETERS)
DECAY = -W[20]
FACTOR = 0.9 ** (1 / DECAY) - 1  # so that R(S, S) = 0.9

MAX_STABILITY_DAYS = 3650.0
MIN_STABILITY_DAYS = 0.001
BASE_STABILITY = 60.0  # S0 = 60^σ days: one day for what is worth nothing, two months for the best
SEEN_DIFFICULTY = 5.0
TYPED_DIFFICULTY = 3.0  # what one wrote oneself is remembered more easily

_AGAIN, _GOOD, _EASY = 1, 3, 4
_RATING = {
    Signal.CITED: _GOOD,
    Signal.SEEN_AGAIN: _GOOD,
    Signal.OPENED: _EASY,
    Signal.COPIED: _EASY,
    Signal.WRONG: _AGAIN,
}


@dataclass(frozen=True, slots=True)
class MemoryState:
    """What strength depends on. ``reinforced_at_ms`` is when it was last renewed."""

    stability_days: float
    difficulty: float
    reinforced_at_ms: int
    uses: int = 0
    disputed: bool = False


def initial_stability(salience: float) -> float:
    """S₀ = 60^σ days for a salience σ in [0, 1]."""
    return float(BASE_STABILITY ** min(max(salience, 0.0), 1.0))


def retrievability(elapsed_days: float, stability_days: float) -> float:
    """R(t, S) = (1 + F·t/S)^(-w20), in (0, 1]; F = 0.9803 and w20 = 0.1542 (FSRS-6).

    ``elapsed_days`` is fractional; a time before the memory counts as none.
    """
    stability = max(stability_days, MIN_STABILITY_DAYS)
    return float((1 + FACTOR * max(elapsed_days, 0.0) / stability) ** DECAY)


def retrievability_at(state: MemoryState, at_ms: int) -> float:
    """R of a memory at an instant, in (0, 1]."""
    return retrievability((at_ms - state.reinforced_at_ms) / DAY_MS, state.stability_days)


def aliveness(segment: Segment, at_ms: int) -> float:
    """R of a segment at an instant, in (0, 1]; what is pinned does not fade."""
    if segment.pinned:
        return 1.0
    elapsed_days = (at_ms - segment.reinforced_at_ms) / DAY_MS
    return retrievability(elapsed_days, segment.stability_days)


def half_life(stability_days: float) -> float:
    """Days until R has fallen to one half: solves R(t, S) = 0.5."""
    return float(max(stability_days, MIN_STABILITY_DAYS) * (0.5 ** (1 / DECAY) - 1) / FACTOR)


def stability_for_half_life(days: float) -> float:
    """The stability whose half-life is ``days``, at most ``MAX_STABILITY_DAYS``."""
    exact = float(days * FACTOR / (0.5 ** (1 / DECAY) - 1))
    return min(max(exact, MIN_STABILITY_DAYS), MAX_STABILITY_DAYS)


def reinforce(state: MemoryState, signal: Signal, now_ms: int) -> MemoryState:
    """The state after a signal; FSRS-6's recall and forget formulas.

    Cited or seen again independently is Good, opened or copied Easy, wrong is Again. "Wrong" lowers
    stability and marks the memory disputed but does not restart its clock: being told that
    something is false does not make it fresh. Pinning changes nothing here.
    """
    rating = _RATING.get(signal)
    if rating is None:
        return state
    recall = retrievability_at(state, now_ms)
    difficulty = _next_difficulty(state.difficulty, rating)
    if rating == _AGAIN:
        lapsed = _stability_after_lapse(state.difficulty, state.stability_days, recall)
        return replace(
            state,
            stability_days=max(min(lapsed, state.stability_days), MIN_STABILITY_DAYS),
            difficulty=difficulty,
            disputed=True,
        )
    grown = _stability_after_recall(state.difficulty, state.stability_days, recall, rating)
    return replace(
        state,
        stability_days=max(state.stability_days, min(grown, MAX_STABILITY_DAYS)),
        difficulty=difficulty,
        reinforced_at_ms=max(now_ms, state.reinforced_at_ms),
        uses=state.uses + 1,
    )


def _stability_after_recall(
    difficulty: float, stability: float, recall: float, rating: int
) -> float:
    """S' = S·[1 + e^w8·(11-D)·S^(-w9)·(e^(w10(1-R)) - 1)·bonus], days."""
    bonus = W[16] if rating == _EASY else 1.0
    spacing = math.exp((1 - recall) * W[10]) - 1
    return float(
        stability * (1 + math.exp(W[8]) * (11 - difficulty) * stability ** -W[9] * spacing * bonus)
    )


def _stability_after_lapse(difficulty: float, stability: float, recall: float) -> float:
    """S' = min(w11·D^(-w12)·((S+1)^w13 - 1)·e^(w14(1-R)), S/e^(w17·w18)), days."""
    long_term = (
        W[11]
        * difficulty ** -W[12]
        * ((stability + 1) ** W[13] - 1)
        * math.exp((1 - recall) * W[14])
    )
    return float(min(long_term, stability / math.exp(W[17] * W[18])))


def _next_difficulty(difficulty: float, rating: int) -> float:
    """FSRS-6's linear damping and mean reversion, held within 1 to 10."""
    easiest = W[4] - math.exp(W[5] * (_EASY - 1)) + 1
    damped = difficulty + (10 - difficulty) * -(W[6] * (rating - 3)) / 9
    return float(min(max(W[7] * easiest + (1 - W[7]) * damped, 1.0), 10.0))
