"""What the use of a memory does to it: opened, cited, pinned, kept, or marked wrong."""

from collections.abc import Callable, Iterable

from services.clock import DAY_MS, Clock
from services.errors import UsageError
from services.memory.strength import MemoryState, aliveness, half_life, reinforce, retrievability_at
from services.memory.tiers import plan_tiers
from services.records import (
    ChangeKind,
    Fading,
    Segment,
    SegmentId,
    Signal,
    Strength,
    Tier,
)
from services.said import said
from services.settings import Settings
from services.store import Store
from services.store.rows import HitRow
from services.store.segments import MemoryChange

GRACE_DAYS = 30
_CURVE_POINTS = 48


class Feedback:
    """Renews, weakens, pins and keeps memories, and tells how strong they are."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        settings: Callable[[], Settings],
        on_change: Callable[[ChangeKind], None] = lambda _kind: None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._settings = settings
        self._on_change = on_change

    def feedback(self, segment_id: SegmentId, signal: Signal) -> Strength:
        """Take a signal about one memory; its strength afterwards.

        Raises ``UsageError`` where there is no such memory.
        """
        if signal in (Signal.PIN, Signal.UNPIN):
            self._get(segment_id)
            self.pin([segment_id], pinned=signal is Signal.PIN)
        else:
            with self._store.transaction():
                after = reinforce(state_of(self._get(segment_id)), signal, self._clock.now_ms())
                self._store.segments.update(segment_id, _change(after))
            self._on_change(ChangeKind.STRENGTH)
        return self.strength_of([segment_id])[0]

    def pin(self, ids: Iterable[SegmentId], *, pinned: bool) -> None:
        """Pin memories: they become vivid at once and never fade; unpinned ones fade again."""
        chosen = list(ids)
        with self._store.transaction():
            self._store.segments.pin(chosen, pinned)
            moved = self._store.segments.set_tier(chosen, Tier.HOT) if pinned else 0
        if moved:
            self._on_change(ChangeKind.TIERS)
        self._on_change(ChangeKind.STRENGTH)

    def keep(self, segment_id: SegmentId, days: int = GRACE_DAYS) -> Strength:
        """Let a memory stay where it is for some days, whatever it is worth; 0 takes that back."""
        self._get(segment_id)
        until_ms = self._clock.now_ms() + days * DAY_MS
        self._store.segments.update(segment_id, MemoryChange(kept_until_ms=until_ms))
        self._on_change(ChangeKind.STRENGTH)
        return self.strength_of([segment_id])[0]

    def strength_of(self, ids: Iterable[SegmentId]) -> list[Strength]:
        """How alive memories are now, in the order asked; those that are gone are left out."""
        wanted = list(ids)
        found = self._store.segments.many(wanted)
        now_ms = self._clock.now_ms()
        return [strength(found[i], now_ms) for i in wanted if i in found]

    def curve(
        self, segment_id: SegmentId, days: float | None = None
    ) -> tuple[tuple[int, float], ...]:
        """The forgetting curve (UTC ms, R) from the last renewal on, until ``days`` from now.

        Without ``days`` it reaches as far ahead as the memory's half-life, at least a week.
        """
        state = state_of(self._get(segment_id))
        now_ms, start_ms = self._clock.now_ms(), state.reinforced_at_ms
        ahead = days if days is not None else min(max(half_life(state.stability_days), 7.0), 3650.0)
        end_ms = max(now_ms, start_ms) + int(ahead * DAY_MS)
        # denser at the start, where the curve bends most
        steps = [(n / (_CURVE_POINTS - 1)) ** 2 for n in range(_CURVE_POINTS)]
        times = sorted({start_ms + int((end_ms - start_ms) * step) for step in steps} | {now_ms})
        return tuple((at_ms, retrievability_at(state, at_ms)) for at_ms in times)

    def fading(self, limit: int = 50) -> list[Fading]:
        """What the next nightly run would move down if it ran now, those of most worth first."""
        now_ms = self._clock.now_ms()
        plan = plan_tiers(self._store, self._settings().memory, now_ms)
        moves = plan.falling(limit)
        rows = self._store.segments.hits(segment for segment, _, _ in moves)
        return [
            _fading(rows[segment], before, after, now_ms)
            for segment, before, after in moves
            if segment in rows
        ]

    def _get(self, segment_id: SegmentId) -> Segment:
        segment = self._store.segments.get(segment_id)
        if segment is None:
            raise UsageError("There is no such memory.", "It may have been deleted.")
        return segment


def state_of(segment: Segment) -> MemoryState:
    """The part of a segment that strength depends on."""
    return MemoryState(
        segment.stability_days,
        segment.difficulty,
        segment.reinforced_at_ms,
        segment.uses,
        segment.disputed,
    )


def strength(segment: Segment, now_ms: int) -> Strength:
    """How alive a segment is at an instant."""
    return Strength(
        segment_id=segment.id,
        retrievability=aliveness(segment, now_ms),
        stability_days=segment.stability_days,
        salience=segment.salience,
        uses=segment.uses,
        tier=segment.tier,
        pinned=segment.pinned,
        why=segment.salience_why,
    )


def _change(state: MemoryState) -> MemoryChange:
    return MemoryChange(
        stability_days=state.stability_days,
        difficulty=state.difficulty,
        reinforced_at_ms=state.reinforced_at_ms,
        uses=state.uses,
        disputed=state.disputed,
    )


def _fading(row: HitRow, before: Tier, after: Tier, now_ms: int) -> Fading:
    segment, hit = row.segment, row.hit
    return Fading(
        segment_id=segment.id,
        capture_id=segment.capture_id,
        text=segment.text,
        at_ms=segment.at_ms,
        app=hit.app,
        title=hit.title,
        from_tier=before,
        to_tier=after,
        strength=aliveness(segment, now_ms),
        why=_why(segment, after, now_ms),
    )


def _times(uses: int) -> str:
    if uses <= 1:
        return said("used once") if uses else said("never used")
    return said(f"used {uses} times")


def _since(days: int, *, used: bool) -> str:
    if days == 0:
        return said("last used today" if used else "seen today")
    if days == 1:
        return said("last used yesterday" if used else "seen yesterday")
    return said(f"last used {days} days ago" if used else f"seen {days} days ago")


def _why(segment: Segment, after: Tier, now_ms: int) -> str:
    """In words: how long unused, how often used, what it is worth, and what it loses."""
    days = max(0, (now_ms - segment.reinforced_at_ms) // DAY_MS)
    parts = [_since(days, used=segment.uses > 0)]
    parts.append(_times(segment.uses))
    if segment.duplicate_of is not None:
        parts.append(said("nearly the same as another memory"))
    parts.append(segment.salience_why or said("nothing stands out"))
    reasons = ", ".join(parts)
    if after is Tier.WARM:
        return said(f"{reasons}; from then on found by words only")
    return said(f"{reasons}; from then on found by deep search only")
