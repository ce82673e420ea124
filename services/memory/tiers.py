"""Decides which memories stay vivid, which stay searchable and which are put away.

The budget, of places and of bytes, goes to what is worth most (``value``), not to what is newest.
A memory keeps its place until another is worth 5 % more, so that nothing flutters between two
nights. Nothing is deleted here, and every move can be undone by the next run.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

import numpy as np
from numpy.typing import NDArray

from services.memory.commitments import SLOT as COMMITMENT
from services.memory.value import values
from services.records import SegmentId, Source, Tier, Trust
from services.settings import MemorySettings
from services.store import Store
from services.store.tier_rows import TierRow

HYSTERESIS = 0.05
INDEPENDENT_SOURCES = 3
WHOLE = 20_000  # libraries up to this size are decided whole
SHARE = 20_000  # of larger ones, so many warm memories a night in turn
VIVID_BYTES = 4_600  # vectors of a segment and its window, their codes, the codes of its tokens
ROW_BYTES = 400  # what is stored of a segment beside its text
WORDS = 2  # bytes of text and of the index of its words, for a byte of text
_LONG_TEXT = 1_000  # bytes; most texts are shorter
_CURSORS = "memory.tier_cursors"
_MB = 1_000_000
_PAGE = 5000
_ORDER = (Tier.HOT, Tier.WARM, Tier.ARCHIVED)
_LEVEL = {tier: level for level, tier in enumerate(_ORDER)}
_EMPTY = np.empty(0, np.int64)

Ids = NDArray[np.int64]
Levels = NDArray[np.int8]
Values = NDArray[np.float32]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Plan:
    """Where the memories that were looked at belong: arrays of one length, about 14 bytes each.

    ``now`` and ``then`` are 0 for hot, 1 for warm, 2 for archived. ``due`` are those that were
    looked at since they had changed, ``cursors`` tell where the next night goes on.
    """

    ids: Ids
    worth: Values
    now: Levels
    then: Levels
    due: tuple[SegmentId, ...] = ()
    cursors: str = ""

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
    """Rows as arrays; ``floor`` is the lowest level a memory may sink to."""

    ids: Ids
    worth: Values
    level: Levels
    floor: Levels
    text_bytes: Ids

    def in_order(self) -> "_Column":
        """The same by id, each once."""
        _, place = np.unique(self.ids, return_index=True)
        return _Column(
            self.ids[place], self.worth[place], self.level[place], self.floor[place],
            self.text_bytes[place],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Looked:
    """The rows that a night looks at, and how many warm ones it does not."""

    pages: Iterator[list[TierRow]]
    due: tuple[SegmentId, ...] = ()
    cursors: str = ""
    warm: int | None = None  # how many warm ones are among them; None: all


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
    """Decide tiers at ``now_ms``; changes nothing.

    While all are vivid and there is room for them, nothing can move and none is looked at. In a
    large library the vivid ones are, those below that changed, and a share of the others in turn:
    what a night costs does not grow with what is stored.
    """
    counts = store.segments.count_by_tier()
    stored = counts[Tier.HOT] + counts[Tier.WARM] + counts[Tier.ARCHIVED]
    if counts[Tier.HOT] == stored and _has_room(stored, settings):
        return Plan(_EMPTY, np.empty(0, np.float32), np.empty(0, np.int8), np.empty(0, np.int8))
    looked = _all(store)
    if stored > WHOLE:
        part = _part(store)
        fits = counts[Tier.WARM] - (part.warm or 0) <= settings.warm_limit
        looked = part if fits else looked
    guarded = guarded_segments(store)
    rows = _joined([_column(page, guarded, now_ms) for page in looked.pages]).in_order()
    unseen = 0 if looked.warm is None else counts[Tier.WARM] - looked.warm
    return Plan(rows.ids, rows.worth, rows.level, _decided(rows, settings, unseen), looked.due,
                looked.cursors)  # fmt: skip


def _has_room(count: int, settings: MemorySettings) -> bool:
    """Whether so many may be vivid, taking their texts for long ones."""
    most = count * (VIVID_BYTES + ROW_BYTES + WORDS * _LONG_TEXT)
    return count <= settings.hot_limit and (not settings.hot_mb or most <= settings.hot_mb * _MB)


def _all(store: Store) -> _Looked:
    due = tuple(row.id for row in store.tier_rows.due())
    return _Looked(_pages(store.tier_rows.every()), due)


def _part(store: Store) -> _Looked:
    """All that is hot, what changed below, and the next share of warm and archived memories."""
    due = store.tier_rows.due()
    ids = {row.id for row in due}
    cursors = json.loads(store.flags.get(_CURSORS) or "{}")
    shares: list[TierRow] = []
    for tier, share in ((Tier.WARM, SHARE), (Tier.ARCHIVED, SHARE // 4)):
        after = SegmentId(int(cursors.get(tier, 0)))
        rows = store.tier_rows.in_turn(tier, after, share)
        if len(rows) < share and after:  # over at the end: on from the start
            rows += store.tier_rows.in_turn(tier, SegmentId(0), share - len(rows))
        cursors[tier] = rows[-1].id if rows else 0
        shares += [row for row in rows if row.id not in ids]
    warm = sum(row.tier is Tier.WARM for row in {row.id: row for row in (*due, *shares)}.values())
    pages = chain(_pages(store.tier_rows.hot()), _pages(iter(due)), _pages(iter(shares)))
    return _Looked(pages, tuple(ids), json.dumps(cursors), warm)


def _decided(rows: _Column, settings: MemorySettings, unseen_warm: int) -> Levels:
    """The tier of each row: the best are hot, the next ones warm, the rest is archived.

    ``unseen_warm`` memories take their places, and about as many bytes as those that are seen.
    """
    then = np.full(len(rows.ids), _LEVEL[Tier.ARCHIVED], np.int8)
    bytes_below = rows.text_bytes * WORDS + ROW_BYTES
    everything = np.ones(len(rows.ids), bool)
    hot_room = _Room(settings.hot_limit, settings.hot_mb * _MB, bytes_below + VIVID_BYTES)
    hot = _best(rows.worth, rows.level <= 0, rows.floor <= 0, everything, hot_room)
    then[hot] = _LEVEL[Tier.HOT]
    warm_bytes = settings.warm_mb * _MB
    if warm_bytes and unseen_warm:
        warm_bytes = max(1, warm_bytes - round(unseen_warm * float(bytes_below.mean())))
    warm_room = _Room(settings.warm_limit - unseen_warm, warm_bytes, bytes_below)
    warm = _best(rows.worth, rows.level <= 1, rows.floor <= 1, ~hot, warm_room)
    then[warm] = _LEVEL[Tier.WARM]
    return then


def apply_plan(store: Store, plan: Plan) -> int:
    """Move memories as planned, first down and then up, so that no budget is exceeded meanwhile."""
    moved = sum(
        store.segments.set_tier(plan.moves(tier), tier)
        for tier in (Tier.ARCHIVED, Tier.WARM, Tier.HOT)
    )
    store.tier_rows.decided(plan.due)
    if plan.cursors:
        store.flags.set(_CURSORS, plan.cursors)
    return moved


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
        text_bytes=np.array([r.text_bytes for r in rows], np.int64),
    )


def _joined(columns: Sequence[_Column]) -> _Column:
    return _Column(
        np.concatenate([_EMPTY, *(c.ids for c in columns)]),
        np.concatenate([np.empty(0, np.float32), *(c.worth for c in columns)]),
        np.concatenate([np.empty(0, np.int8), *(c.level for c in columns)]),
        np.concatenate([np.empty(0, np.int8), *(c.floor for c in columns)]),
        np.concatenate([_EMPTY, *(c.text_bytes for c in columns)]),
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


@dataclass(frozen=True, slots=True)
class _Room:
    """What a tier may hold: so many, and so many bytes (0: any), of which each row takes some."""

    places: int
    most_bytes: int
    row_bytes: Ids


def _best(worth: Values, inside: Flags, forced: Flags, eligible: Flags, room: _Room) -> Flags:
    """Which of the eligible fill a tier: the forced ones, then the worthiest.

    Who is ``inside`` already counts 5 % more. Among equals the newer (later) one stays. Only
    forced ones may exceed the room.
    """
    chosen = eligible & forced
    rest = np.flatnonzero(eligible & ~forced)
    places = max(0, room.places - int(chosen.sum()))
    score = worth[rest] + HYSTERESIS * np.abs(worth[rest]) * inside[rest]
    fitting = rest[np.lexsort((-rest, -score))][:places]
    if room.most_bytes:
        left = room.most_bytes - int(room.row_bytes[chosen].sum())
        fitting = fitting[np.cumsum(room.row_bytes[fitting]) <= left]
    chosen[fitting] = True
    return chosen
