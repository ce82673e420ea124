"""Stores events: cuts what belongs to none yet, joins what goes on, and gives each its gist.

While the day goes on events are cut by what came before alone; the night cuts them anew, seeing
both sides of every moment.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from services.memory.events import (
    SHORTEST,
    Floats,
    VectorsOf,
    context,
    end_of,
    lane,
    segment_session,
    sessions,
    soft_cuts,
    split_at,
    surprises,
)
from services.memory.feedback import strength
from services.memory.gist import event_of, make_gist
from services.memory.information import WordStatistics
from services.records import Capture, Event, EventId, Segment
from services.store import Store

_PAGE = 2000
_GROUP = 32  # sessions in one transaction
_LONGEST_TO_CUT = 1_000  # captures of one event that are looked at for soft cuts
_FEWEST_TO_CUT = 2 * SHORTEST
_REMEMBERED = 48  # captures of an event that tell whether what follows surprises
_COUNTED = 2_000  # segments with a word: beyond, it is simply common
_KNOWN_WORDS = 50_000  # whose frequency is kept while a run lasts


@dataclass(frozen=True, slots=True)
class Made:
    """How many events and gists were made or renewed."""

    events: int = 0
    gists: int = 0


class EventMaker:
    """Makes events of captures; ``vectors`` gives the vectors of segments, for cuts by text."""

    def __init__(self, store: Store, vectors: VectorsOf | None = None) -> None:
        self._store = store
        self._vectors = vectors
        self._frequencies: dict[str, int] = {}

    def open_sessions(self, idle_ms: int, *, live: bool = False) -> Iterator[list[list[Capture]]]:
        """Groups of sessions that are to be cut, the oldest first; ``make`` must store each.

        ``live`` gives captures without an event alone, else those of events that are not settled
        too. A session is never divided, so that a night that is cut off between groups ends the
        same.
        """
        captures_of = self._store.captures
        read = captures_of.without_event if live else captures_of.unsettled
        while captures := read(_PAGE):
            found = sessions(captures, idle_ms)
            if len(captures) == _PAGE and len(found) > 1:
                # what touches the end of a full page may go on behind it
                last_ms = captures[-1].at_ms
                whole = [s for s in found if last_ms - end_of(s) > idle_ms]
                found = whole or found
            yield from (found[n : n + _GROUP] for n in range(0, len(found), _GROUP))
        self.forget_words()

    def forget_words(self) -> None:
        """Ask anew how common words are from now on; none of them stays in memory."""
        self._frequencies.clear()

    def make(
        self, session: Sequence[Capture], idle_ms: int, now_ms: int, *, live: bool = False
    ) -> Made:
        """Store the events of one session; its start may go on with the event before it."""
        drafts = {} if live else self._store.events.dissolve([c.id for c in session])
        made = Made()
        for index, captures in enumerate(segment_session(session)):
            before = self._continued(captures[0], idle_ms) if index == 0 else None
            if before is None:
                parts = self._softly_cut(captures, live=live)
            else:
                goes_on, *parts = self._cut_behind(before, captures) if live else [captures]
                if goes_on:
                    self.rebuild(before, now_ms, also=goes_on)
                    made = Made(made.events, made.gists + 1)
            for part in parts:
                gist = make_gist(part, self._segments(part), self._rarity)
                own = [c.id for c in part]
                as_before = drafts.get(frozenset(own), EventId(0))
                event = event_of(part, gist, as_before, self._strength(part, now_ms))
                self._store.events.add(event, own, gist.sources, settled=not live)
                made = Made(made.events + (not as_before), made.gists + bool(gist.lines))
        return made

    def rebuild(self, event: Event, now_ms: int, also: Sequence[Capture] = ()) -> bool:
        """Make an event's values and gist anew from its captures; False where none is left."""
        own = [*self._store.captures.of_event(event.id), *also]
        if not own:
            self._store.events.delete([event.id])
            return False
        captures = sorted(own, key=lambda c: (c.at_ms, c.id))
        self._store.events.attach(event.id, [c.id for c in captures])
        gist = make_gist(captures, self._segments(captures), self._rarity)
        renewed = event_of(captures, gist, event.id, self._strength(captures, now_ms))
        self._store.events.update(renewed, gist.sources)
        return True

    def _continued(self, capture: Capture, idle_ms: int) -> Event | None:
        """The event that this capture goes on with: same lane and context, no longer pause."""
        near = self._store.events.between(capture.at_ms - idle_ms, capture.at_ms + 1)
        for event in reversed(near):
            members = self._store.captures.of_event(event.id)
            # on another monitor something may stand on while this one is made
            goes_on = bool(members) and members[-1].at_ms <= capture.at_ms
            if goes_on and lane(members[-1]) == lane(capture):
                return event if context(members[-1]) == context(capture) else None
        return None

    def _softly_cut(self, captures: Sequence[Capture], *, live: bool) -> list[list[Capture]]:
        if not _FEWEST_TO_CUT <= len(captures) <= _LONGEST_TO_CUT:
            return [list(captures)]
        vectors = self._vectors_of(captures)
        if vectors is None:
            return [list(captures)]
        return split_at(captures, surprises(vectors) if live else soft_cuts(vectors))

    def _cut_behind(self, before: Event, captures: Sequence[Capture]) -> list[list[Capture]]:
        """What goes on with an event (maybe nothing), then what begins behind it."""
        members = self._store.captures.of_event(before.id)[-_REMEMBERED:]
        vectors = self._vectors_of([*members, *captures])
        if vectors is None:
            return [list(captures)]
        cuts = [cut - len(members) for cut in surprises(vectors) if cut >= len(members)]
        parts = split_at(captures, cuts)
        return [[], *parts] if cuts[:1] == [0] else parts

    def _vectors_of(self, captures: Sequence[Capture]) -> Floats | None:
        """The mean vector of each capture's segments, float32[n, dim]; None where one has none."""
        if self._vectors is None:
            return None
        by_capture = self._store.segments.of_captures(c.id for c in captures)
        own = {s.id: c for c, segments in by_capture.items() for s in segments}
        found, vectors = self._vectors(sorted(own))
        if not found:
            return None
        place = {c.id: n for n, c in enumerate(captures)}
        sums = np.zeros((len(captures), vectors.shape[1]), np.float32)
        np.add.at(sums, [place[own[i]] for i in found], vectors)
        return sums if sums.any(axis=1).all() else None

    def _rarity(self, asked: Sequence[str]) -> WordStatistics:
        """How common words are in the library; asked for once a run."""
        known = self._frequencies
        if len(known) > _KNOWN_WORDS:
            known.clear()
        unknown = [word for word in asked if word not in known]
        if unknown:
            known.update(self._store.words.document_frequency(unknown, _COUNTED))
        return WordStatistics(known, self._store.words.total())

    def _segments(self, captures: Sequence[Capture]) -> list[Segment]:
        found = self._store.segments.of_captures(c.id for c in captures)
        return [segment for capture in captures for segment in found.get(capture.id, [])]

    def _strength(self, captures: Sequence[Capture], now_ms: int) -> float:
        alive = [strength(s, now_ms).retrievability for s in self._segments(captures)]
        return max(alive, default=1.0)
