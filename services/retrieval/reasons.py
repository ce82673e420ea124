"""Says in words why something was found."""

from services.language.stems import stem
from services.records import SegmentId
from services.retrieval.query import Understood
from services.retrieval.ranking import (
    Asked,
    Candidates,
    held_stems,
    is_at,
    is_within,
    min_max,
    named,
)
from services.store import HitRow

# From this share of the best cosine on, meaning is a reason of its own.
NEAR = 0.7
MOST_WORDS = 5


class Reasons:
    """Explains the hits of one search."""

    def __init__(self, understood: Understood, asked: Asked, candidates: Candidates) -> None:
        self._understood = understood
        self._asked = asked
        near = min_max(candidates.meaning)
        for own, value in min_max(candidates.meaning_window).items():
            near[own] = max(near.get(own, 0.0), value)
        for own, value in min_max(candidates.tokens.items()).items():
            near[own] = max(near.get(own, 0.0), value)
        self._near = near

    def of(self, row: HitRow, copies: int) -> tuple[str, ...]:
        """The reasons in words, the strongest first; never none."""
        asked = self._understood
        reasons = []
        if matched := self._words(row):
            reasons.append("words: " + ", ".join(matched[:MOST_WORDS]))
        if self._near.get(SegmentId(row.segment.id), 0.0) >= NEAR:
            reasons.append("meaning")
        if name := named(row, frozenset(asked.people)):
            reasons.append(f"person: {name}")
        if asked.time is not None and is_within(row, asked.time.window):
            reasons.append(f"time: {asked.time.label}")
        if asked.place is not None and is_at(row, self._asked):
            reasons.append(f"place: {asked.place.kind.name}")
        if copies > 1:
            reasons.append(f"seen {copies} times")
        return tuple(reasons) or ("beside a match",)

    def _words(self, row: HitRow) -> list[str]:
        held = held_stems(row)
        people = set(self._understood.people)
        return [w for w in self._understood.words if stem(w) in held and w not in people]
