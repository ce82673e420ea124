"""Decides which memories stay vivid, which stay searchable and which are put away.

The budget goes to what is worth most (``value``), not to what is newest. A memory keeps its place
until another is worth 5 % more, so that nothing flutters between two nights. Nothing is deleted
here, and every move can be undone by the next run.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from services.memory.commitments import SLOT as COMMITMENT
from services.memory.value import values
from services.records import SegmentId, Source, Tier, Trust
from services.settings import MemorySettings
from services.store import Store
from services.store.segments import TierRow

HYSTERESIS = 0.05
INDEPENDENT_SOURCES = 3
_PAGE = 5000
_ORDER = (Tier.HOT, Tier.WARM, Tier.ARCHIVED)
_LEVEL = {tier: level for level, tier in enumerate(_ORDER)}

Ids = NDArray[np.int64]
Levels = NDArray[np.int8]
Values = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Plan:
    """Where every memory belongs: arrays of one length, about 14 bytes a memory.

    ``now`` and ``then`` are 0 for hot, 1 for warm, 2 for archived.
    """

    ids: Ids
    worth: Values
    now: Levels
    then: Levels

    def moves(self, tier: Tier) -> list[SegmentId]:
        """The memories that move to a tier, in order of id."""
        chosen = (self.then == _LEVEL[tier]) & (self.now != self.then)
        return [SegmentId(int(i)) for i in self.ids[chosen]]

    def falling(self, limit: int) -> list[tuple[SegmentId, Tier, Tier]]:
        """Memories that would move down (id, from, to), those of most worth first."""
        index = np.flatnonzero(self.then > self.now)
        index = index[np.argsort(-self.worth[index], kind="stable")][:limit]
        return [
            (SegmentId(int(self.ids[i])), _ORDER[self.now[i]], _ORDER[self.then[i]]) for i in index
        ]


@dataclass(frozen=True, slots=True)
class _Column:
    """One page of rows as arrays; ``floor`` is the lowest level a memory may sink to."""

    ids: Ids
    worth: Values
    level: Levels
    floor: Levels


@dataclass(frozen=True, slots=True)
class Guarded:
    """Segments that may sink only so far: ``hot`` for open commitments, ``warm`` for facts."""

    hot: frozenset[SegmentId]
    warm: frozenset[SegmentId]


def guarded_segments(store: Store) -> Guarded:
    """Segments that facts need: the last text behind one, three sources or more, open promises."""
    needed = frozenset(
        segment
        for segment, sources in store.facts.source_counts().items()
        if sources == 1 or sources >= INDEPENDENT_SOURCES
    )
    return Guarded(frozenset(store.facts.sources_of_slot(COMMITMENT)), needed)


def plan_tiers(store: Store, settings: MemorySettings, now_ms: int) -> Plan:
    """Decide every memory's tier at ``now_ms``; changes nothing.

    While all are vivid and there is room for them, nothing can move and none is looked at.
    """
    counts = store.segments.count_by_tier()
    if counts[Tier.HOT] <= settings.hot_limit and not counts[Tier.WARM] + counts[Tier.ARCHIVED]:
        return Plan(
            np.empty(0, np.int64), np.empty(0, np.float32), np.empty(0, np.int8),
            np.empty(0, np.int8),
        )  # fmt: skip
    guarded = guarded_segments(store)
    pages = [_column(page, guarded, now_ms) for page in _pages(store.segments.iter_for_tiers())]
    ids = np.concatenate([p.ids for p in pages] or [np.empty(0, np.int64)])
    worth = np.concatenate([p.worth for p in pages] or [np.empty(0, np.float32)])
    level = np.concatenate([p.level for p in pages] or [np.empty(0, np.int8)])
    floor = np.concatenate([p.floor for p in pages] or [np.empty(0, np.int8)])
    then = np.full(len(ids), _LEVEL[Tier.ARCHIVED], np.int8)
    hot = _best(worth, level <= 0, floor <= 0, np.ones(len(ids), bool), settings.hot_limit)
    then[hot] = _LEVEL[Tier.HOT]
    warm = _best(worth, level <= 1, floor <= 1, ~hot, settings.warm_limit)
    then[warm] = _LEVEL[Tier.WARM]
    return Plan(ids, worth, level, then)


def apply_plan(store: Store, plan: Plan) -> int:
    """Move memories as planned, first down and then up, so that no budget is exceeded meanwhile."""
    return sum(
        store.segments.set_tier(plan.moves(tier), tier)
        for tier in (Tier.ARCHIVED, Tier.WARM, Tier.HOT)
    )


def _pages(rows: Iterator[TierRow]) -> Iterator[list[TierRow]]:
    while page := list(islice(rows, _PAGE)):
        yield page


def _column(rows: list[TierRow], guarded: Guarded, now_ms: int) -> _Column:
    return _Column(
        ids=np.array([r.id for r in rows], np.int64),
        worth=values(
            now_ms,
            reinforced_at_ms=_floats(r.reinforced_at_ms for r in rows),
            stability_days=_floats(r.stability_days for r in rows),
            salience=_floats(r.salience for r in rows),
            uses=_floats(r.uses for r in rows),
            duplicate=_floats(r.duplicate for r in rows),
        ).astype(np.float32),
        level=np.array([_LEVEL[r.tier] for r in rows], np.int8),
        floor=np.array([_floor(r, guarded, now_ms) for r in rows], np.int8),
    )


def _floats(items: Iterable[float]) -> NDArray[np.float64]:
    return np.fromiter(items, np.float64)


def _floor(row: TierRow, guarded: Guarded, now_ms: int) -> int:
    """The lowest level: pins and open commitments stay hot, notes and what facts need warm."""
    if row.pinned or row.id in guarded.hot:
        return _LEVEL[Tier.HOT]
    if row.kept_until_ms is not None and row.kept_until_ms > now_ms:
        return _LEVEL[row.tier]
    own_note = row.source == Source.NOTE and row.trust == Trust.TYPED
    return _LEVEL[Tier.WARM] if own_note or row.id in guarded.warm else _LEVEL[Tier.ARCHIVED]


def _best(
    worth: Values,
    inside: NDArray[np.bool_],
    forced: NDArray[np.bool_],
    eligible: NDArray[np.bool_],
    limit: int,
) -> NDArray[np.bool_]:
    """Which of the eligible fill a tier of ``limit`` places: the forced ones, then the worthiest.

    Who is ``inside`` already counts 5 % more. Among equals the newer (later) one stays. Only
    forced ones may exceed the limit.
    """
    chosen = eligible & forced
    rest = np.flatnonzero(eligible & ~forced)
    places = max(0, limit - int(chosen.sum()))
    if places >= len(rest):
        chosen[rest] = True
        return chosen
    if not places:
        return chosen
    score = worth[rest] + HYSTERESIS * np.abs(worth[rest]) * inside[rest]
    cut = np.partition(score, len(score) - places)[len(score) - places]
    above = rest[score > cut]
    equal = rest[score == cut]
    chosen[above] = True
    chosen[equal[len(equal) - (places - len(above)) :]] = True
    return chosen
