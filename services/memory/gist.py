"""What is left of an event when its details fade: title, app, time, people and three lines."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from services.language.lexicon import COMMON, is_self
from services.language.text import sentence_spans, words
from services.language.trust import looks_like_instructions
from services.memory.information import WordStatistics
from services.memory.naming import Rarity, no_rarity, telling_terms, title_of
from services.memory.salience import Situation, names_in, salience
from services.records import Capture, Event, EventId, Segment, SegmentId

LINES = 3
_MOST_SEGMENTS = 40
_SHORTEST, _LONGEST = 12, 260
_MOST_PEOPLE = 6


@dataclass(frozen=True, slots=True)
class Gist:
    """The gist of an event and the segments its lines are quoted from."""

    title: str
    terms: tuple[str, ...]
    people: tuple[str, ...]
    lines: tuple[str, ...]
    sources: tuple[SegmentId, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    worth: float
    segment: Segment


def make_gist(
    captures: Sequence[Capture], segments: Iterable[Segment], rarity: Rarity = no_rarity
) -> Gist:
    """The gist of captures that belong together; its lines stand verbatim in ``segments``."""
    worthy = [s for s in segments if s.text.strip() and not looks_like_instructions(s.text)]
    ranked = sorted(worthy, key=lambda s: (s.duplicate_of is not None, -s.salience, s.id))
    chosen = ranked[:_MOST_SEGMENTS]
    lines = _select(_candidates(chosen, captures))
    people = _people(captures, chosen)
    terms = telling_terms((s.text for s in chosen), rarity)
    best = max(lines, key=lambda line: line.worth).text if lines else ""
    return Gist(
        title=title_of(captures, terms, people, best),
        terms=terms,
        people=people,
        lines=tuple(line.text for line in lines),
        sources=tuple(sorted({line.segment.id for line in lines})),
    )


def event_of(captures: Sequence[Capture], gist: Gist, event_id: EventId, strength: float) -> Event:
    """An event over captures (at least one, in order of time)."""
    apps = Counter(c.app or c.source for c in captures)
    return Event(
        id=event_id,
        start_ms=captures[0].at_ms,
        end_ms=max(c.end_ms for c in captures),
        offset_min=captures[0].offset_min,
        app=apps.most_common(1)[0][0],
        title=gist.title,
        people=gist.people,
        gist=gist.lines,
        terms=gist.terms,
        strength=strength,
        captures=len(captures),
    )


def _candidates(segments: Sequence[Segment], captures: Sequence[Capture]) -> list[_Line]:
    known = {c.id: c for c in captures}
    statistics = WordStatistics()
    lines: list[_Line] = []
    for segment in segments:
        capture = known.get(segment.capture_id)
        situation = (
            Situation(capture.trust, capture.author, capture.title) if capture else Situation()
        )
        for start, end in sentence_spans(segment.text):
            text = segment.text[start:end]
            if _SHORTEST <= len(text) <= _LONGEST and len(words(text)) > 2:
                own = salience(text, situation, statistics).value
                lines.append(_Line(text, 0.5 * own + 0.5 * segment.salience, segment))
    return sorted(lines, key=lambda line: (-line.worth, line.segment.id, line.text))


def _select(candidates: Sequence[_Line]) -> list[_Line]:
    """The best lines that do not repeat each other, in the order they were seen."""
    chosen: list[_Line] = []
    seen: list[set[str]] = []
    for line in candidates:
        found = set(words(line.text)) - COMMON
        if all(_overlap(found, other) < 0.5 for other in seen):
            chosen.append(line)
            seen.append(found)
        if len(chosen) == LINES:
            break
    return sorted(chosen, key=lambda line: (line.segment.at_ms, line.segment.id))


def _overlap(left: set[str], right: set[str]) -> float:
    return len(left & right) / max(1, min(len(left), len(right)))


def _people(captures: Sequence[Capture], segments: Sequence[Segment]) -> tuple[str, ...]:
    """Who took part: authors first, then full names and names that come up more than once."""
    people = dict.fromkeys(c.author for c in captures if not is_self(c.author))
    counts = Counter(name for s in segments for name in names_in(s.text))
    for name, count in counts.most_common():
        if len(name.split()) in (2, 3) and count > 1 and not name.isupper():
            people.setdefault(name)
    return tuple(people)[:_MOST_PEOPLE]
