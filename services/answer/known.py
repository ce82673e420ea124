"""Answers from facts: what is true now first, then what was true before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from services.answer.cite import cite, unmarked
from services.answer.question import Question, stems_of
from services.answer.words import day
from services.records import Citation, Fact, FactSource, Hit, Outcome, SegmentId, TimeWindow

_MINE = re.compile(r"\b(?:i|me|my|mine|ich|mein\w*|mir|mich)\b", re.IGNORECASE)
_SELF = frozenset({"me", "i", "user"})
_MOST_VALUES = 4


@dataclass(frozen=True, slots=True)
class Known:
    """The facts that answer a question: those that hold, and those that held before."""

    holding: tuple[Fact, ...]
    earlier: tuple[Fact, ...]

    @property
    def segment_ids(self) -> tuple[SegmentId, ...]:
        """The segments that the facts rest on."""
        facts = (*self.holding, *self.earlier)
        return tuple(dict.fromkeys(s.segment_id for f in facts for s in f.sources))


def find_known(question: Question, facts: Sequence[Fact], when: TimeWindow | None) -> Known | None:
    """The facts whose subject and slot the question names; None where there are none.

    ``facts`` hold closed ones too. With ``when``, what held in that time counts as holding.
    """
    named = [f for f in facts if _asks_for(question, f)]
    if not named:
        return None
    best = max(len(stems_of(f.slot)) for f in named)
    named = [f for f in named if len(stems_of(f.slot)) == best]
    holding = [f for f in named if _holds(f, when)]
    if not holding:
        return None
    since = min(f.valid_from_ms for f in holding)
    earlier = [f for f in named if f not in holding and f.valid_from_ms <= since]
    holding.sort(key=lambda f: -f.valid_from_ms)
    earlier.sort(key=lambda f: -f.valid_from_ms)
    return Known(tuple(holding[:_MOST_VALUES]), tuple(earlier[:1]))


def _asks_for(question: Question, fact: Fact) -> bool:
    slot = stems_of(fact.slot)
    if not slot or not slot <= question.terms:
        return False
    if fact.subject.lower() in _SELF:
        return _MINE.search(question.text) is not None
    return stems_of(fact.subject) <= stems_of(question.text)


def _holds(fact: Fact, when: TimeWindow | None) -> bool:
    if when is None:
        return fact.valid_to_ms is None
    ends = fact.valid_to_ms if fact.valid_to_ms is not None else when.end_ms
    return fact.valid_from_ms < when.end_ms and ends >= when.start_ms


def tell(known: Known, hits: dict[SegmentId, Hit]) -> tuple[Outcome, str, tuple[Citation, ...]]:
    """Facts in words with their citations.

    A fact none of whose sources can be quoted any more is left out; with no fact left the
    outcome is ``not_found``.
    """
    citations: list[Citation] = []

    def marked(fact: Fact) -> str:
        source = next((s for s in fact.sources if _stands(s, hits)), None)
        if source is None:
            return ""
        hit = hits[source.segment_id]
        start = hit.text.index(source.quote)
        mark = len(citations) + 1
        citations.append(cite(mark, hit, start, start + len(source.quote)))
        return f"[{mark}]"

    conflict = any(f.conflicting for f in known.holding) and len(known.holding) > 1
    offset = next((h.offset_min for h in hits.values()), 0)
    parts = []
    for fact in known.holding:
        if mark := marked(fact):
            since = f" (since {day(fact.valid_from_ms, offset)})" if fact.single else ""
            parts.append(f"{unmarked(fact.value)}{since} {mark}")
    if not parts:
        return Outcome.NOT_FOUND, "", ()
    text = (" or " if conflict else ", ").join(parts)
    for fact in known.earlier:
        if (mark := marked(fact)) and fact.valid_to_ms is not None:
            text += f"; until {day(fact.valid_to_ms, offset)}: {unmarked(fact.value)} {mark}"
    outcome = Outcome.CONFLICTING if conflict else Outcome.ANSWERED
    return outcome, text + ".", tuple(citations)


def _stands(source: FactSource, hits: dict[SegmentId, Hit]) -> bool:
    hit = hits.get(source.segment_id)
    return hit is not None and bool(source.quote) and source.quote in hit.text
