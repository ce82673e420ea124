"""Decides which memories stay vivid, which stay searchable and which are put away.

The budget, of places and of bytes, goes to what is worth most (``value``), not to what is newest.
A memory keeps its place until another is worth 5 % more, so that nothing flutters between two
nights. Nothing is deleted here, and every move can be undone by the next run.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from services.memory.commitments import SLOT as COMMITMENT
from services.memory.value import values
from services.records import SegmentId, Tier
from services.settings import MemorySettings
from services.store import Store
from services.store.tier_rows import TierTable

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

    pages: Iterator[TierTable]
    due: tuple[SegmentId, ...] = ()
    cursors: str = ""
    warm: int | None = None  # how many warm ones are among them; None: all


def guarded_segments(store: Store) -> tuple[Ids, Ids]:
    """Segments that may sink no further than hot (open promises) and than warm.

    The latter are what facts need: the last text behind one, three sources or more.
    """
    needed = [
        segment
        for segment, sources in store.facts.source_counts().items()
        if sources == 1 or sources >= INDEPENDENT_SOURCES
    ]
    promised = np.fromiter(store.facts.sources_of_slot(COMMITMENT), np.int64)
    return promised, np.array(needed, np.int64)


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
    hot, warm = guarded_segments(store)
    rows = _joined([_column(page, hot, warm, now_ms) for page in looked.pages]).in_order()
    unseen = 0 if looked.warm is None else counts[Tier.WARM] - looked.warm
    return Plan(rows.ids, rows.worth, rows.level, _decided(rows, settings, unseen), looked.due,
                looked.cursors)  # fmt: skip


def _has_room(count: int, settings: MemorySettings) -> bool:
    """Whether so many may be vivid, taking their texts for long ones."""
    most = count * (VIVID_BYTES + ROW_BYTES + WORDS * _LONG_TEXT)
    return count <= settings.hot_limit and (not settings.hot_mb or most <= settings.hot_mb * _MB)


def _all(store: Store) -> _Looked:
    due = tuple(row.id for row in store.tier_rows.due())
    return _Looked(store.tier_rows.tables(), due)


def _part(store: Store) -> _Looked:
    """All that is hot, what changed below, and the next share of warm and archived memories."""
    rows = store.tier_rows
    due = rows.due_table()
    cursors = json.loads(store.flags.get(_CURSORS) or "{}")
    shares: list[TierTable] = []
    for tier, share in ((Tier.WARM, SHARE), (Tier.ARCHIVED, SHARE // 4)):
        after = SegmentId(int(cursors.get(tier, 0)))
        some = [rows.in_turn(tier, after, share)]
        if (got := len(some[0].ids)) < share and after:  # over at the end: on from the start
            some.append(rows.in_turn(tier, SegmentId(0), share - got))
        last = [int(table.ids[-1]) for table in some if len(table.ids)]
        cursors[tier] = last[-1] if last else 0
        shares += some
    shares = [table.where(~np.isin(table.ids, due.ids)) for table in shares]
    seen = np.concatenate([table.ids[table.levels == 1] for table in (due, *shares)])
    pages = chain(rows.tables(Tier.HOT), (due, *shares))
    ids = tuple(SegmentId(int(own)) for own in due.ids)
    return _Looked(pages, ids, json.dumps(cursors), len(np.unique(seen)))


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


def _column(table: TierTable, hot: Ids, warm: Ids, now_ms: int) -> _Column:
    """Rows with what they are worth; ``hot`` and ``warm`` may sink no further than that."""
    ids, level = table.ids, table.levels
    # pins and open commitments stay hot, notes and what facts need warm
    floor = np.full(len(ids), _LEVEL[Tier.ARCHIVED], np.int8)
    floor[table.own_note | np.isin(ids, warm)] = _LEVEL[Tier.WARM]
    kept = table.kept_until_ms > now_ms
    floor[kept] = level[kept]
    floor[table.pinned | np.isin(ids, hot)] = _LEVEL[Tier.HOT]
    return _Column(
        ids=ids,
        worth=values(
            now_ms,
            reinforced_at_ms=table.reinforced_at_ms,
            stability_days=table.stability_days,
            salience=table.salience,
            uses=table.uses,
            duplicate=table.duplicate,
        ).astype(np.float32),
        level=level,
        floor=floor,
        text_bytes=table.text_bytes,
    )


def _joined(columns: Sequence[_Column]) -> _Column:
    return _Column(
        np.concatenate([_EMPTY, *(c.ids for c in columns)]),
        np.concatenate([np.empty(0, np.float32), *(c.worth for c in columns)]),
        np.concatenate([np.empty(0, np.int8), *(c.level for c in columns)]),
        np.concatenate([np.empty(0, np.int8), *(c.floor for c in columns)]),
        np.concatenate([_EMPTY, *(c.text_bytes for c in columns)]),
    )


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
