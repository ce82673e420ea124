"""Says in words why something was found."""

from services.language.stems import stem
from services.retrieval.query import Understood
from services.retrieval.ranking import (
    Asked,
    Candidates,
    is_at,
    is_within,
    named,
    words_of,
)
from services.said import said
from services.store import HitRow

# From this share of the best cosine on, meaning is a reason of its own.
NEAR = 0.7
MOST_WORDS = 5
BEGUN = 2


class Reasons:
    """Explains the hits of one search."""

    def __init__(self, understood: Understood, asked: Asked, candidates: Candidates) -> None:
        self._understood = understood
        self._asked = asked
        lists = (candidates.meaning, candidates.meaning_window, candidates.tokens.items())
        held = [dict(scored) for scored in lists]
        self._near = [(found, NEAR * max(found.values())) for found in held if found]

    def of(self, row: HitRow, copies: int) -> tuple[str, ...]:
        """The reasons in words, the strongest first; never none."""
        asked = self._understood
        reasons = []
        if matched := self._words(row):
            reasons.append(said(f"words: {', '.join(matched[:MOST_WORDS])}"))
        own = row.segment.id
        if any(found.get(own, 0.0) >= least > 0 for found, least in self._near):
            reasons.append(said("meaning"))
        if name := named(row, frozenset(asked.people)):
            reasons.append(said(f"person: {name}"))
        if asked.time is not None and is_within(row, asked.time.window):
            reasons.append(said(f"time: {asked.time.label}"))
        if asked.place is not None and is_at(row, self._asked):
            place = asked.place.kind.name
            reasons.append(said(f"place: {place}"))
        if copies > 1:
            reasons.append(said(f"seen {copies} times"))
        return tuple(reasons) or (said("beside a match"),)

    def _words(self, row: HitRow) -> list[str]:
        people = set(self._understood.people)
        words = [word for word in self._understood.words if word not in people]
        # a stem begins as its word does, and stems take time
        begun = {word[:BEGUN] for word in words}
        held = {stem(word) for word in words_of(row) if word[:BEGUN] in begun}
        return [word for word in words if stem(word) in held]
