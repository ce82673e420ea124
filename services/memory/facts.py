"""Learns facts from text: who, which slot, which value, since when, and the words that say so.

Facts are bi-temporal and append-only. A slot that holds one value closes the old interval where
the new one starts; an older fact that comes in late enters closed; two sources that contradict each
other at about the same time are both kept and marked. What the user edited or removed stays so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from services.clock import DAY_MS
from services.inference.extraction import ExtractedFact
from services.language.dates import time_phrases
from services.language.lexicon import is_self
from services.language.text import sentence_spans, words
from services.language.trust import looks_like_instructions
from services.memory.commitments import SLOT as COMMITMENT
from services.memory.commitments import day_of, promise_in
from services.memory.patterns import Statement, is_new, statements, states_nothing
from services.memory.slots import clean_value, is_pronoun, is_single, slot_name
from services.records import Fact, FactSource, NewFact, SegmentId, Trust
from services.store import Store
from services.store.rows import HitRow

SELF = "me"
_AHEAD = re.compile(
    r"\b(?:from|starting|start|effective|as of|beginning|will|going to|ab|due|by|before|until"
    r"|next)\W+"
    r"(?:\w+ )?$",
    re.IGNORECASE,
)
_LEAVABLE = frozenset({"subscription", "membership", "uses"})  # "I left X" ends these too
_CLOSE_IN_TIME_MS = DAY_MS


@dataclass(frozen=True, slots=True)
class Found:
    """A fact as a text states it, and how it says so; see ``Statement``."""

    fact: NewFact
    changed: bool = False
    ended: bool = False
    replaces: str = ""
    swapped: bool = False


@dataclass(frozen=True, slots=True)
class Learned:
    """How many facts were added and how many closed."""

    added: int = 0
    closed: int = 0

    def __add__(self, other: "Learned") -> "Learned":
        return Learned(self.added + other.added, self.closed + other.closed)


def speaker_of(trust: Trust, author: str) -> str | None:
    """Who "I" is in a text; None where nobody can tell (a page, a screen, an unsigned file)."""
    if trust is Trust.TYPED or (author and is_self(author)):
        return SELF
    return author.strip() or None


def facts_in(row: HitRow) -> Iterator[Found]:
    """The facts a segment states, each with a quote that stands verbatim in its text."""
    text = row.hit.text
    if looks_like_instructions(text):
        return
    speaker = speaker_of(row.hit.trust, row.hit.author)
    for start, end in sentence_spans(text):
        quote = text[start:end]
        for statement in statements(quote, speaker=speaker is not None):
            subject = statement.subject or speaker
            if subject is not None:
                yield _found(row, quote, statement, _name(subject))
        if speaker is not None and (promised := _promised(row, quote, speaker)) is not None:
            yield promised


def told_in(row: HitRow, told: ExtractedFact) -> Found | None:
    """What a model says that a segment states, held to what the patterns are held to.

    None where the quote does not stand in the text, where its sentence asks or guesses, where the
    subject is not named or nobody knows who "I" is, and where slot or value are none.
    """
    text = row.hit.text
    begins = text.find(told.quote)
    at = text.casefold().find(told.value.casefold(), max(begins, 0))
    slot = slot_name(told.slot)
    if begins < 0 or not begins <= at < begins + len(told.quote) or looks_like_instructions(text):
        return None
    subject = _told_subject(row, told.subject)
    spans = [(a, b) for a, b in sentence_spans(text) if a <= at < b]
    if subject is None or slot in (None, COMMITMENT) or not spans:
        return None
    start, end = spans[0]
    sentence, place = text[start:end], at - start
    value = clean_value(sentence[place : place + len(told.value)], loose=True)
    if value is None or value.casefold() == slot or states_nothing(sentence, place):
        return None
    place = sentence.index(value, place)
    statement = Statement(
        subject, slot or "", value, place, place + len(value), changed=is_new(sentence),
        single=is_single(slot or ""),
    )  # fmt: skip
    return _found(row, sentence, statement, _name(subject))


def _told_subject(row: HitRow, subject: str) -> str | None:
    """Whom a model means; None where the text does not say it."""
    if is_self(subject):
        return speaker_of(row.hit.trust, row.hit.author)
    around = f"{row.hit.text} {row.hit.author} {row.hit.title} {row.hit.thread}"
    named = words(subject) and subject.casefold() in around.casefold()
    return subject if named and not is_pronoun(subject) else None


def _name(subject: str) -> str:
    return SELF if is_self(subject) else subject


def _found(row: HitRow, quote: str, statement: Statement, subject: str) -> Found:
    hit = row.hit
    value = statement.value
    inside = time_phrases(value, hit.at_ms, hit.offset_min, ahead=True)
    if inside and not re.search(r"\d", value):  # "next Friday" means nothing later on
        value = f"{value} ({day_of(inside[0].at_ms, hit.offset_min)})"
    fact = NewFact(
        subject=subject,
        slot=statement.slot,
        value=value,
        valid_from_ms=_since(row, quote, statement),
        observed_at_ms=hit.at_ms,
        source=FactSource(hit.segment_id, quote),
        single=statement.single,
    )
    return Found(fact, statement.changed, statement.ended, statement.replaces, statement.swapped)


def _since(row: HitRow, quote: str, statement: Statement) -> int:
    """From when a statement holds: the time it names, else when it was observed."""
    at_ms, offset_min = row.hit.at_ms, row.hit.offset_min
    outside = [
        (phrase, ahead)
        for ahead in (True, False)
        for phrase in time_phrases(quote, at_ms, offset_min, ahead=ahead)
        if phrase.end <= statement.start or phrase.start >= statement.end
        if bool(_AHEAD.search(quote[: phrase.start])) is ahead
    ]
    if not outside:
        return at_ms
    start_ms = min(outside, key=lambda pair: pair[0].start)[0].at_ms
    same_day = day_of(start_ms, offset_min) == day_of(at_ms, offset_min)
    return at_ms if same_day else start_ms


def _promised(row: HitRow, quote: str, speaker: str) -> Found | None:
    """A promise as a commitment: "send the draft (due 2026-03-06)"."""
    hit = row.hit
    promise = promise_in(quote, hit.at_ms, hit.offset_min, own=is_self(speaker))
    if promise is None:
        return None
    fact = NewFact(
        subject=speaker,
        slot=COMMITMENT,
        value=promise.value,
        valid_from_ms=hit.at_ms,
        observed_at_ms=hit.at_ms,
        source=FactSource(hit.segment_id, quote),
        single=False,
    )
    return Found(fact)


class FactLearner:
    """Records what texts state, in whatever order the texts come."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def learn(self, row: HitRow) -> Learned:
        """Record every fact of a segment; the same segment again changes nothing."""
        done = Learned()
        for found in facts_in(row):
            done += self.record(found)
        return done

    def take(self, row: HitRow, told: ExtractedFact) -> Learned | None:
        """Record what a model read in a segment; None where it does not pass (``told_in``).

        What the patterns have read in the same words already, in whatever slot, adds nothing.
        """
        found = told_in(row, told)
        if found is None:
            return None
        for known in self._store.facts.of_segment(row.segment.id):
            same = same_value(known.value, found.fact.value)
            if same and known.subject.casefold() == found.fact.subject.casefold():
                return Learned()
        return self.record(found)

    def record(self, found: Found) -> Learned:
        """Record one fact against what is known of its slot."""
        if found.fact.slot == "*":
            return self._of_unnamed_slot(found)
        if found.replaces:
            found = self._in_slot_of_old(found)
        facts = self._store.facts
        fact = found.fact
        history = facts.near(fact.subject, fact.slot, fact.valid_from_ms, fact.value)
        if found.ended:
            return self._end([f for f in history if same_value(f.value, fact.value)], fact)
        if facts.removed(fact.subject, fact.slot, fact.value):
            return Learned()
        if any(f.edited and f.valid_to_ms is None for f in history) and fact.single:
            return Learned()
        known = _holding(history, fact)
        if known is not None:
            facts.add_source(known.id, fact.source)
            return Learned()
        if not fact.single:
            closed = self._end(_only_open(history), fact) if found.swapped else Learned()
            facts.add(fact)
            return closed + Learned(added=1)
        return self._record_single(found, history)

    def _in_slot_of_old(self, found: Found) -> Found:
        """Of "I left X and joined Y": Y belongs where X was, else where the verb says."""
        holding = self._holding_now(found.fact.subject, found.replaces)
        slot = holding[0].slot if len(holding) == 1 else found.fact.slot
        return replace(found, fact=replace(found.fact, slot=slot), replaces="")

    def _holding_now(self, subject: str, value: str) -> list[Fact]:
        """The open facts of a subject that end when it leaves a value; the user's own stay."""
        return [
            f
            for f in self._store.facts.open_with(subject, _tokens(value))
            if f.single or f.slot in _LEAVABLE
            if not f.edited and _means(f.value, value)
        ]

    def _of_unnamed_slot(self, found: Found) -> Learned:
        """Find the slot that holds X, of "I left X" and "I switched from X to Y"."""
        holding = self._holding_now(found.fact.subject, found.replaces or found.fact.value)
        if found.ended:
            return self._end(holding, found.fact)
        if len(holding) != 1:
            return Learned()
        return self.record(
            replace(found, fact=replace(found.fact, slot=holding[0].slot), replaces="")
        )

    def _end(self, facts: list[Fact], ending: NewFact) -> Learned:
        ended = [
            f
            for f in facts
            if f.valid_to_ms is None and not f.edited and f.valid_from_ms <= ending.valid_from_ms
        ]
        for fact in ended:
            self._store.facts.close(fact.id, ending.valid_from_ms, ending.source.segment_id)
        return Learned(closed=len(ended))

    def _record_single(self, found: Found, history: list[Fact]) -> Learned:
        facts, fact = self._store.facts, found.fact
        start = fact.valid_from_ms
        rivals = [] if found.changed else self._rivals(fact, history)
        if rivals:
            facts.set_conflicting([f.id for f in rivals], conflicting=True)
            facts.add(fact, valid_to_ms=_next_start(history, start, rivals), conflicting=True)
            return Learned(added=1)
        closed, until = 0, _next_start(history, start, [])
        for earlier in history:
            overlaps = earlier.valid_to_ms is None or earlier.valid_to_ms > start
            if earlier.valid_from_ms <= start and overlaps:
                again_ms = self._said_again(earlier, start)
                closed += earlier.valid_to_ms is None and again_ms is None
                until = again_ms if again_ms is not None else until
                facts.close(earlier.id, start)
        settled = [f.id for f in history if f.conflicting and f.valid_from_ms <= start]
        facts.set_conflicting(settled, conflicting=False)
        facts.add(fact, valid_to_ms=until)
        return Learned(added=1, closed=closed)

    def _said_again(self, earlier: Fact, start: int) -> int | None:
        """When a fact that a late one interrupts was stated again: from there it holds anew."""
        rows = self._store.segments.hits(s.segment_id for s in earlier.sources)
        later = [
            (row.hit.at_ms, source)
            for source in earlier.sources
            if (row := rows.get(source.segment_id)) is not None and row.hit.at_ms > start
            if earlier.valid_to_ms is None or row.hit.at_ms < earlier.valid_to_ms
        ]
        if not later:
            return None
        later.sort(key=lambda pair: pair[0])
        at_ms, first = later[0]
        again = NewFact(earlier.subject, earlier.slot, earlier.value, at_ms, at_ms, first)
        fact_id = self._store.facts.add(again, valid_to_ms=earlier.valid_to_ms)
        for _, source in later[1:]:
            self._store.facts.add_source(fact_id, source)
        return at_ms

    def _rivals(self, fact: NewFact, history: list[Fact]) -> list[Fact]:
        """Facts that another source states for about the same time."""
        near = [
            f
            for f in history
            if abs(f.valid_from_ms - fact.valid_from_ms) < _CLOSE_IN_TIME_MS
            and f.valid_to_ms is None
        ]
        if not near:
            return []
        ids = [fact.source.segment_id, *(s.segment_id for f in near for s in f.sources)]
        rows = self._store.segments.hits(ids)
        own = _origin(rows.get(fact.source.segment_id))
        return [f for f in near if own not in {_origin(rows.get(s.segment_id)) for s in f.sources}]


def _origin(row: HitRow | None) -> tuple[str, str, str]:
    """What makes a source independent of another: how it came, from whom, in which thread."""
    if row is None:
        return ("", "", "")
    hit = row.hit
    return (hit.source, hit.author.lower() or hit.app.lower(), hit.thread)


def _holding(history: list[Fact], fact: NewFact) -> Fact | None:
    """The fact that already says this at that time, or of which this segment is a source."""
    for known in history:
        if not same_value(known.value, fact.value):
            continue
        if known.outcome:  # done is done, however often it is seen again
            return known
        from_same = any(s.segment_id == fact.source.segment_id for s in known.sources)
        open_then = known.valid_to_ms is None or fact.valid_from_ms < known.valid_to_ms
        if from_same or (known.valid_from_ms <= fact.valid_from_ms and open_then):
            return known
    return None


def _only_open(history: list[Fact]) -> list[Fact]:
    """The one open value of a slot of many; none where it cannot be told which one is meant."""
    held = [f for f in history if f.valid_to_ms is None]
    return held if len(held) == 1 else []


def _next_start(history: list[Fact], start: int, rivals: list[Fact]) -> int | None:
    """When the value after ``start`` begins; None where this one is the latest."""
    ids = {f.id for f in rivals}
    later = [f.valid_from_ms for f in history if f.valid_from_ms > start and f.id not in ids]
    return min(later, default=None)


def same_value(left: str, right: str) -> bool:
    """Whether two values mean the same: alike but for case and articles, or one in full.

    "Berg" may be "Elin Berg", "Corolla" a "blue Corolla"; a nurse is no head nurse.
    """
    a, b = _tokens(left), _tokens(right)
    if a == b:
        return True
    (shorter, short_text), (longer, _) = sorted(((a, left), (b, right)), key=lambda p: len(p[0]))
    if not shorter or any(any(c.isdigit() for c in w) for w in longer):
        return False
    if len(longer) - len(shorter) > 2 or not any(c.isupper() for c in short_text):
        return False
    return longer[-len(shorter) :] == shorter


def _means(value: str, said: str) -> bool:
    """Whether who or what left, as it is said, is this value: "Tobias" may be Tobias Renner."""
    if same_value(value, said):
        return True
    names = value.split()
    full_name = len(names) == 2 and all(word[:1].isupper() for word in names)
    return full_name and _tokens(said) == _tokens(names[0])


def _tokens(value: str) -> list[str]:
    return [w for w in words(value) if w not in ("the", "a", "an", "dr", "mr", "mrs", "ms", "prof")]


def independent_sources(store: Store, segments: list[SegmentId]) -> int:
    """How many different origins (kind, author, day) stand behind these segments."""
    rows = store.segments.hits(segments).values()
    return len({(*_origin(row), row.hit.at_ms // DAY_MS) for row in rows})
