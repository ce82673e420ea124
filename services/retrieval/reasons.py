"""Says in words why something was found."""

from services.language.stems import stem
from services.language.text import tokens_of
from services.records import SegmentId
from services.retrieval.query import Understood
from services.retrieval.ranking import Candidates, is_by, is_within, min_max
from services.store import HitRow

# From this share of the best cosine on, meaning is a reason of its own.
NEAR = 0.7
MOST_WORDS = 5


class Reasons:
    """Explains the hits of one search."""

    def __init__(self, understood: Understood, candidates: Candidates) -> None:
        self._understood = understood
        near = min_max(candidates.meaning)
        for own, value in min_max(candidates.meaning_window).items():
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
        if is_by(row, frozenset(asked.people)):
            reasons.append(f"person: {row.hit.author}")
        if asked.time is not None and is_within(row, asked.time.window):
            reasons.append(f"time: {asked.time.label}")
        if copies > 1:
            reasons.append(f"seen {copies} times")
        return tuple(reasons) or ("beside a match",)

    def _words(self, row: HitRow) -> list[str]:
        hit = row.hit
        text = " ".join((hit.text, hit.title, hit.app, hit.author, hit.thread, row.segment.heading))
        held = {stem(word) for word in tokens_of(text.lower())}
        people = set(self._understood.people)
        return [w for w in self._understood.words if stem(w) in held and w not in people]
