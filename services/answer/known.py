"""Answers from facts: what holds now first, then what held before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.answer.asked_slot import asked_facts
from services.answer.cite import MOST_CITATIONS, cite, verified
from services.answer.guard import is_suspect, shown
from services.answer.question import Question
from services.answer.words import day
from services.records import (
    Answer,
    Citation,
    Fact,
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
    holding = _standing(known.holding, hits)
    earlier, coming = _standing(known.earlier, hits), _standing(known.coming, hits)
    teller = _Teller()
    conflict = len(holding) > 1 and any(s.fact.conflicting for s in holding)
    parts = []
    if holding:
        values = [teller.value(s, since=s.fact.single) for s in holding]
        text = (" or " if conflict else ", ").join(values)
        more = f" and {known.more} more" if known.more else ""
        parts.append(f"{'Memories disagree: ' if conflict else ''}{text}{more}")
    parts += [teller.until(s) for s in earlier]
    parts += [teller.coming(s) for s in coming]
    if not parts:
        return None
    text = "; ".join(parts) + "."
    text = text if holding else text[0].upper() + text[1:]
    outcome = Outcome.CONFLICTING if conflict else Outcome.ANSWERED
    return Answer(outcome, text, verified(text, teller.citations))


@dataclass(frozen=True, slots=True)
class _Standing:
    """A fact with the memory whose words still say it."""

    fact: Fact
    hit: Hit
    quote: str


def _standing(facts: Sequence[Fact], hits: Mapping[SegmentId, Hit]) -> list[_Standing]:
    """The facts that can be quoted, each with its first source whose words still stand."""
    found = []
    for fact in facts:
        sources = ((hits.get(s.segment_id), s.quote) for s in fact.sources)
        stands = ((hit, q) for hit, q in sources if hit is not None and q and q in hit.text)
        if (first := next(stands, None)) is not None:
            found.append(_Standing(fact, *first))
    return found


class _Teller:
    """Puts facts into words and gathers their citations."""

    def __init__(self) -> None:
        self.citations: list[Citation] = []

    def value(self, told: _Standing, *, since: bool = False) -> str:
        when = f" (since {_day(told, told.fact.valid_from_ms)})" if since else ""
        # The first part, up to ";", is what holds now.
        return f"{shown(told.fact.value).replace(';', ',')}{when} {self._mark(told)}"

    def until(self, told: _Standing) -> str:
        fact = told.fact
        ended_ms = fact.valid_from_ms if fact.valid_to_ms is None else fact.valid_to_ms
        return f"until {_day(told, ended_ms)}: {self.value(told)}"

    def coming(self, told: _Standing) -> str:
        return f"from {_day(told, told.fact.valid_from_ms)}: {self.value(told)}"

    def _mark(self, told: _Standing) -> str:
        start = told.hit.text.index(told.quote)
        mark = len(self.citations) + 1
        end = start + len(told.quote)
        flagged = is_suspect(told.hit.text)
        self.citations.append(cite(mark, told.hit, start, end, flagged=flagged))
        return f"[{mark}]"


def _day(told: _Standing, at_ms: int) -> str:
    return day(at_ms, told.hit.offset_min)
