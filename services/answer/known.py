"""Answers from facts: what holds now first, then what held before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from services.answer.asked_slot import asked_facts
from services.answer.cite import MOST_CITATIONS, cite, verified
from services.answer.guard import is_suspect, shown
from services.answer.question import Question
from services.answer.words import day
from services.records import (
    Answer,
    Citation,
    Fact,
    FactSource,
    Hit,
    Outcome,
    SegmentId,
    TimeWindow,
)


@dataclass(frozen=True, slots=True)
class Known:
    """Facts that answer a question: those that hold, the last that did, the next that will."""

    holding: tuple[Fact, ...]
    earlier: tuple[Fact, ...] = ()
    coming: tuple[Fact, ...] = ()
    more: int = 0

    @property
    def segment_ids(self) -> tuple[SegmentId, ...]:
        """The segments that the facts rest on."""
        facts = (*self.holding, *self.earlier, *self.coming)
        return tuple(dict.fromkeys(s.segment_id for f in facts for s in f.sources))


def find_known(
    question: Question, facts: Sequence[Fact], when: TimeWindow | None, now_ms: int
) -> Known | None:
    """The facts whose subject and slot are all that the question asks for; None without any.

    ``facts`` hold closed ones too. With ``when``, what held in that time counts as holding.
    """
    named = sorted(asked_facts(question, facts), key=lambda f: -f.valid_from_ms)
    if not named:
        return None
    window = when or TimeWindow(now_ms, now_ms + 1)
    holding = [f for f in named if _holds(f, window)]
    since = min((f.valid_from_ms for f in holding), default=window.start_ms)
    earlier = [f for f in named if f not in holding and f.valid_from_ms <= since]
    coming = [f for f in named if f not in holding and f.valid_from_ms >= window.end_ms]
    if when is not None and not holding:
        return None
    room = MOST_CITATIONS - len(holding)
    return Known(
        tuple(holding[:MOST_CITATIONS]),
        tuple(earlier[: min(1, max(0, room))]),
        tuple(coming[-1:] if room > 1 and when is None else ()),
        max(0, -room),
    )


def _holds(fact: Fact, window: TimeWindow) -> bool:
    ends_ms = window.end_ms if fact.valid_to_ms is None else fact.valid_to_ms
    return fact.valid_from_ms < window.end_ms and ends_ms > window.start_ms


def tell(known: Known, hits: Mapping[SegmentId, Hit]) -> Answer | None:
    """Facts in words with their citations.

    "Bern (since 3 May 2026) [1]; until 3 May 2026: Basel [2]." A fact none of whose sources can
    be quoted any more is left out; None with no fact left.
    """
    known = replace(
        known,
        holding=tuple(f for f in known.holding if _source(f, hits)),
        earlier=tuple(f for f in known.earlier if _source(f, hits)),
        coming=tuple(f for f in known.coming if _source(f, hits)),
    )
    teller = _Teller(hits)
    conflict = len(known.holding) > 1 and any(f.conflicting for f in known.holding)
    parts = []
    if known.holding:
        values = [teller.value(f, since=f.single) for f in known.holding]
        text = (" or " if conflict else ", ").join(values)
        parts.append(f"Memories disagree: {text}" if conflict else text)
        if known.more:
            parts[0] += f" and {known.more} more"
    parts += [teller.until(f) for f in known.earlier]
    parts += [teller.coming(f) for f in known.coming]
    if not parts:
        return None
    text = "; ".join(parts) + "."
    text = text if known.holding else text[0].upper() + text[1:]
    outcome = Outcome.CONFLICTING if conflict else Outcome.ANSWERED
    return Answer(outcome, text, verified(text, teller.citations))


class _Teller:
    """Puts facts into words and gathers their citations."""

    def __init__(self, hits: Mapping[SegmentId, Hit]) -> None:
        self._hits = hits
        self.citations: list[Citation] = []

    def value(self, fact: Fact, *, since: bool = False) -> str:
        when = f" (since {self._day(fact, fact.valid_from_ms)})" if since else ""
        # The first part, up to ";", is what holds now.
        return f"{shown(fact.value).replace(';', ',')}{when} {self._mark(fact)}"

    def until(self, fact: Fact) -> str:
        ended_ms = fact.valid_from_ms if fact.valid_to_ms is None else fact.valid_to_ms
        return f"until {self._day(fact, ended_ms)}: {self.value(fact)}"

    def coming(self, fact: Fact) -> str:
        return f"from {self._day(fact, fact.valid_from_ms)}: {self.value(fact)}"

    def _day(self, fact: Fact, at_ms: int) -> str:
        source = _source(fact, self._hits)
        return day(at_ms, self._hits[source.segment_id].offset_min if source else 0)

    def _mark(self, fact: Fact) -> str:
        source = _source(fact, self._hits)
        if source is None:
            return ""
        hit = self._hits[source.segment_id]
        start = hit.text.index(source.quote)
        mark = len(self.citations) + 1
        end = start + len(source.quote)
        self.citations.append(cite(mark, hit, start, end, flagged=is_suspect(hit.text)))
        return f"[{mark}]"


def _source(fact: Fact, hits: Mapping[SegmentId, Hit]) -> FactSource | None:
    """The first source whose words still stand in its memory."""
    for source in fact.sources:
        hit = hits.get(source.segment_id)
        if hit is not None and source.quote and source.quote in hit.text:
            return source
    return None
