"""Sums a day or a week up from its events: what it was about, where, with whom, for how long."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from services.clock import DAY_MS, HOUR_MS, MINUTE_MS
from services.language.lexicon import COMMON, STOP_WORDS
from services.language.text import words
from services.records import Event, PeriodSummary, Topic

DAY_TOPICS, WEEK_TOPICS = 5, 7
_LINES = 3
_MOST_APPS, _MOST_PEOPLE = 6, 6
_SHORTEST_MS = MINUTE_MS  # a moment that somebody wrote or saved something counts as a minute
_LONGEST_MS = 4 * HOUR_MS  # what stood open for longer says no more of a day
_LEFT_OUT = COMMON | STOP_WORDS


@dataclass(slots=True)
class _Group:
    """Events with one subject, the weightiest first."""

    keys: set[str]
    events: list[Event] = field(default_factory=list)
    weight: float = 0.0


def sum_up(
    events: Sequence[Event], start_ms: int, end_ms: int, offset_min: int, most_topics: int
) -> PeriodSummary:
    """The summary of a stretch of time from the events that touch it, clipped to it.

    Events are one topic where their titles agree, or two of their most telling terms. Topics are
    ranked by how long they took and how much was kept of them, more where they came on several
    days, and less where they have faded.
    """
    apps, people = Counter[str](), Counter[str]()
    for event in events:
        apps[event.app] += _clipped_ms(event, start_ms, end_ms)
        people.update(event.people)
    groups = sorted(_grouped(events, offset_min), key=lambda g: (-g.weight, g.events[0].start_ms))
    return PeriodSummary(
        start_ms=start_ms,
        end_ms=end_ms,
        offset_min=offset_min,
        topics=tuple(_topic(group, start_ms, end_ms) for group in groups[:most_topics]),
        apps=tuple(apps.most_common(_MOST_APPS)),
        people=tuple(people.most_common(_MOST_PEOPLE)),
        active_ms=_covered_ms(events, start_ms, end_ms),
        captures=sum(event.captures for event in events),
        events=len(events),
    )


def _grouped(events: Sequence[Event], offset_min: int) -> list[_Group]:
    groups: list[_Group] = []
    by_key: dict[str, list[int]] = {}
    for event in sorted(events, key=lambda e: (-_weight(e), e.start_ms, e.id)):
        keys = _keys(event)
        shared = Counter(place for key in keys for place in by_key.get(key, ()))
        best = max(shared, key=lambda place: (shared[place], -place), default=None)
        if best is not None and _one_subject(groups[best].keys & keys):
            group = groups[best]
        else:
            group = _Group(keys)
            # only by its first event: else one thing leads to another until all is one topic
            for key in keys:
                by_key.setdefault(key, []).append(len(groups))
            groups.append(group)
        group.events.append(event)
        group.weight += _weight(event)
    for group in groups:
        days = {(e.start_ms + offset_min * MINUTE_MS) // DAY_MS for e in group.events}
        group.weight *= 1 + 0.25 * (len(days) - 1)
    return groups


def _keys(event: Event) -> set[str]:
    """What tells an event's subject: its title and its most telling terms."""
    return {f"title {_plain(event.title)}", *(_plain(term) for term in event.terms)}


def _one_subject(shared: set[str]) -> bool:
    """Whether what two share is enough: two keys, the title, or a term of two telling words."""
    return len(shared) > 1 or any(
        key.startswith("title ") or len(set(key.split()) - _LEFT_OUT) > 1 for key in shared
    )


def _plain(text: str) -> str:
    return " ".join(words(text))


def _weight(event: Event) -> float:
    """Longer and fuller events say more of a day; an hour is worth twice a moment."""
    hours = min(event.end_ms - event.start_ms, _LONGEST_MS) / HOUR_MS
    return event.strength * (1 + hours) * (1 + min(event.captures, 20) / 20)


def _topic(group: _Group, start_ms: int, end_ms: int) -> Topic:
    first = group.events[0]
    offset_ms = first.offset_min * MINUTE_MS
    apps = Counter[str]()
    for event in group.events:
        apps[event.app] += _clipped_ms(event, start_ms, end_ms)
    return Topic(
        title=first.title,
        start_ms=max(start_ms, min(e.start_ms for e in group.events)),
        end_ms=min(end_ms, max(e.end_ms for e in group.events)),
        active_ms=_covered_ms(group.events, start_ms, end_ms),
        days=len({(e.start_ms + offset_ms) // DAY_MS for e in group.events}),
        apps=tuple(app for app, _ in apps.most_common(_LINES)),
        people=tuple(dict.fromkeys(p for e in group.events for p in e.people))[:_MOST_PEOPLE],
        lines=tuple(dict.fromkeys(e.gist[0] for e in group.events if e.gist))[:_LINES],
        events=tuple(e.id for e in sorted(group.events, key=lambda e: (e.start_ms, e.id))),
    )


def _clipped_ms(event: Event, start_ms: int, end_ms: int) -> int:
    lasted = min(event.end_ms, end_ms) - max(event.start_ms, start_ms)
    return max(lasted, _SHORTEST_MS)


def _covered_ms(events: Iterable[Event], start_ms: int, end_ms: int) -> int:
    """How much of a stretch events cover together: two at once count once."""
    total, reached = 0, start_ms
    for event in sorted(events, key=lambda e: e.start_ms):
        begins = max(event.start_ms, reached)
        ends = min(max(event.end_ms, event.start_ms + _SHORTEST_MS), end_ms)
        total += max(0, ends - begins)
        reached = max(reached, ends)
    return total
