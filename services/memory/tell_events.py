"""Stores events: cuts what belongs to none yet, joins what goes on, and gives each its gist."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.memory.events import (
    Embed,
    context,
    end_of,
    lane,
    segment_session,
    sessions,
    soft_cuts,
    split_at,
)
from services.memory.feedback import strength
from services.memory.gist import event_of, make_gist
from services.records import Capture, Event, EventId, Segment
from services.store import Store

_PAGE = 2000
_GROUP = 32  # sessions in one transaction
_LONGEST_TO_CUT = 400  # captures of one event that are embedded for soft cuts


@dataclass(frozen=True, slots=True)
class Made:
    """How many events and gists were made or renewed."""

    events: int = 0
    gists: int = 0


class EventMaker:
    """Makes events of captures that belong to none."""

    def __init__(self, store: Store, embed: Embed | None = None) -> None:
        self._store = store
        self._embed = embed

    def open_sessions(self, idle_ms: int) -> Iterator[list[list[Capture]]]:
        """Groups of sessions of captures without event, the oldest first; ``make`` must store each.

        A session is never divided, so that a night that is cut off between groups ends the same.
        """
        while captures := self._store.captures.without_event(_PAGE):
            found = sessions(captures, idle_ms)
            if len(captures) == _PAGE and len(found) > 1:
                # what touches the end of a full page may go on behind it
                last_ms = captures[-1].at_ms
                whole = [s for s in found if last_ms - end_of(s) > idle_ms]
                found = whole or found
            yield from (found[n : n + _GROUP] for n in range(0, len(found), _GROUP))

    def make(self, session: Sequence[Capture], idle_ms: int, now_ms: int) -> Made:
        """Store the events of one session; its start may go on with the event before it."""
        events = segment_session(session)
        made = Made()
        for index, captures in enumerate(events):
            before = self._continued(captures[0], idle_ms) if index == 0 else None
            if before is not None:
                self.rebuild(before, now_ms, also=captures)
                made = Made(made.events, made.gists + 1)
                continue
            for part in self._softly_cut(captures):
                gist = make_gist(part, self._segments(part))
                event = event_of(part, gist, EventId(0), self._strength(part, now_ms))
                self._store.events.add(event, [c.id for c in part], gist.sources)
                made = Made(made.events + 1, made.gists + bool(gist.lines))
        return made

    def rebuild(self, event: Event, now_ms: int, also: Sequence[Capture] = ()) -> bool:
        """Make an event's values and gist anew from its captures; False where none is left."""
        own = [*self._store.captures.of_event(event.id), *also]
        if not own:
            self._store.events.delete([event.id])
            return False
        captures = sorted(own, key=lambda c: (c.at_ms, c.id))
        self._store.events.attach(event.id, [c.id for c in captures])
        gist = make_gist(captures, self._segments(captures))
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

    def _softly_cut(self, captures: Sequence[Capture]) -> list[list[Capture]]:
        if self._embed is None or len(captures) > _LONGEST_TO_CUT:
            return [list(captures)]
        by_capture = self._store.segments.of_captures(c.id for c in captures)
        texts = [" ".join(s.text for s in by_capture.get(c.id, []))[:1000] for c in captures]
        if len(texts) < 8 or not all(texts):
            return [list(captures)]
        return split_at(captures, soft_cuts(self._embed(texts)))

    def _segments(self, captures: Sequence[Capture]) -> list[Segment]:
        found = self._store.segments.of_captures(c.id for c in captures)
        return [segment for capture in captures for segment in found.get(capture.id, [])]

    def _strength(self, captures: Sequence[Capture], now_ms: int) -> float:
        alive = [strength(s, now_ms).retrievability for s in self._segments(captures)]
        return max(alive, default=1.0)
