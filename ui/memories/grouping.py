"""Puts facts of a subject together by slot: what holds, what held before, what is in conflict."""

from dataclasses import dataclass

from services.records import Fact, SegmentId, Strength


@dataclass(frozen=True, slots=True)
class SlotFacts:
    """One row of the page: a slot with its current values and those of before, newest first."""

    slot: str
    current: tuple[Fact, ...]
    earlier: tuple[Fact, ...]
    strength: float
    pinned: bool
    strongest: Strength | None = None  # of its sources; it tells why this is kept

    @property
    def conflicting(self) -> bool:
        """Whether current values contradict each other."""
        return any(fact.conflicting for fact in self.current) and len(self.current) > 1

    @property
    def sources(self) -> int:
        """How many places the current values were read in."""
        return len({s.segment_id for fact in self.current for s in fact.sources})


def by_slot(
    facts: tuple[Fact, ...], strengths: dict[SegmentId, Strength], at_ms: int | None = None
) -> tuple[SlotFacts, ...]:
    """Facts of one subject by slot, those with something current first, newest first."""
    slots: dict[str, list[Fact]] = {}
    for fact in facts:
        slots.setdefault(fact.slot, []).append(fact)
    rows = []
    for slot, found in slots.items():
        found.sort(key=lambda f: f.valid_from_ms, reverse=True)
        current = tuple(f for f in found if holds(f, at_ms))
        earlier = tuple(f for f in found if f not in current)
        known = [
            strengths[s.segment_id] for f in found for s in f.sources if s.segment_id in strengths
        ]
        strongest = max(known, key=lambda s: s.retrievability, default=None)
        strength = strongest.retrievability if strongest is not None else 1.0
        pinned = any(s.pinned for s in known)
        rows.append(SlotFacts(slot, current, earlier, strength, pinned, strongest))
    return tuple(
        sorted(
            rows,
            key=lambda r: (not r.current, -max(f.observed_at_ms for f in r.current or r.earlier)),
        )
    )


def holds(fact: Fact, at_ms: int | None) -> bool:
    """Whether a fact is true now, or at a given instant."""
    if at_ms is None:
        return fact.valid_to_ms is None
    return fact.valid_from_ms <= at_ms and (fact.valid_to_ms is None or at_ms < fact.valid_to_ms)
