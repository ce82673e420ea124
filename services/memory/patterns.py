"""Reads facts out of plain sentences with a small grammar, without a language model."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from services.memory.clauses import OF_NAMED, OF_SPEAKER, OF_THINGS, SUCCESSION
from services.memory.grammar import DOING, GERMAN, HABITS, OF_MINE, OF_OTHERS, Rule
from services.memory.slots import clean_value, is_single, singular, slot_name

_HEDGE = re.compile(
    r"\b(?:if|unless|whether|wish|hope|hoping|suppose|imagine|maybe|perhaps|wonder(?:ing)?|pretend"
    r"|might|could|would|should|used to|thought|almost|nearly|considering|thinking (?:of|about)"
    r"|want(?:ed)? to|don['’]t|didn['’]t|never|not|asked|asks|dreamt?|as if|what if"
    r"|let['’]s say|say)\b[^,;.]*$",
    re.IGNORECASE,
)
_LONGEST = 600  # characters of a sentence; what is longer is none
_QUESTION = re.compile(r"\?[\"'”’)\s]*$")
_SUBJECTLESS = re.compile(
    r"(?:Switched|Changed|Moved|Joined|Registered|Signed|Started|Left|Quit|Cancelled|Hired|Replaced"
    r"|Transferred|Upgraded|Swapped|Traded|Now (?:working|living|driving|banking|using|with|see)"
    r"|Got (?:an?|my)|Bought (?:an?|my)|Found an?|Working (?:at|for)|Living in|Gave up|Sold) "
)
_OWNERLESS = re.compile(
    r"New [a-zäöü]+(?: [a-zäöü]+){0,2}(?::| is\b)"
    r"|[A-ZÄÖÜ][a-zäöü]+(?: [a-zäöü]+){0,2}(?: (?:is|are)(?: now)? with|: now with) "
    r"|[A-Z][a-zäöü]+(?: (?!has |have |had |is |was |now )[a-zäöü]+){1,2}"
    r"(?::(?= [+\d(])| (?:is|are) now| (?:has )?(?:changed|moved|switched) to) "
)
_MINE = re.compile(r"\b(?:[Mm]y|[Oo]ur|I|[Ww]e|me|us|(?:[Aa]|[Tt]he) new|[Tt]he \w+(?=['’]))\b")
_MEIN = re.compile(r"\b(?:[Ii]ch|[Mm]eine?[rnms]?|[Uu]nser\w*)\b")
_THEIRS = re.compile(
    r"['’]s? |\b(?:[Tt]he|is|has|working|joined|living|moved|based)\b"
    r"|[A-ZÀ-Þ]\w+ (?:\w+ )?\w+(?:s|ed) "
)


@dataclass(frozen=True, slots=True)
class Statement:
    """What one rule read; ``subject`` is "" for the speaker.

    ``start`` and ``end`` are where the value stands, so that two rules do not take the same words.
    ``changed`` tells that the sentence says that the value is new, ``ended`` that it is past.
    """

    subject: str
    slot: str
    value: str
    start: int
    end: int
    changed: bool = False
    ended: bool = False
    single: bool = True
    replaces: str = ""  # the value that this one follows, where the sentence says it
    swapped: bool = False  # that one value took another's place, in a slot of many too


def statements(sentence: str, *, speaker: bool = True) -> Iterator[Statement]:
    """What a sentence states as facts, in order of the rules; questions and guesses state nothing.

    Where two rules would read the same value, the first one has it. Without a known ``speaker``
    what is said of "me" states nothing either.
    """
    if _QUESTION.search(sentence) or len(sentence) > _LONGEST:
        return
    text, shift = _whole(sentence)
    taken: list[tuple[int, int]] = []
    for rule in _rules_for(text, speaker=speaker):
        for match in rule.pattern.finditer(text):
            read = _read(rule, match, text)
            if read is None or any(a < read.end and read.start < b for a, b in taken):
                continue
            taken.append((read.start, read.end))
            yield replace(read, start=read.start - shift, end=read.end - shift)


def _rules_for(text: str, *, speaker: bool) -> Iterator[Rule]:
    """The rules that a sentence could match at all, by a word that they need."""
    if speaker and _MINE.search(text):
        yield from (*OF_MINE, *DOING, *HABITS, *OF_SPEAKER)
        yield from SUCCESSION
    if speaker and _MEIN.search(text):
        yield from GERMAN
    if _THEIRS.search(text):
        yield from (*OF_OTHERS, *OF_NAMED, *OF_THINGS)


def _whole(sentence: str) -> tuple[str, int]:
    """A note in telegraphic style as a sentence, and by how much that is longer.

    "Switched banks to X" is read as "I switched banks to X", "New baker: X" as "My new baker: X".
    """
    for pattern, opening in ((_SUBJECTLESS, "I "), (_OWNERLESS, "My ")):
        if pattern.match(sentence):
            return opening + sentence[0].lower() + sentence[1:], len(opening)
    return sentence, 0


def states_nothing(sentence: str, start: int) -> bool:
    """Whether a sentence asks, or guesses about what stands at ``start``."""
    asks = _QUESTION.search(sentence) is not None or len(sentence) > _LONGEST
    return asks or _hedged(sentence, start)


def is_new(sentence: str) -> bool:
    """Whether a sentence says that what it states is new."""
    return re.search(r"\bnow\b|\bnew\b|\bjetzt\b", sentence) is not None


def _hedged(sentence: str, start: int) -> bool:
    return _HEDGE.search(sentence[max(0, start - 60) : start]) is not None


def _read(rule: Rule, match: re.Match[str], sentence: str) -> Statement | None:
    groups = match.groupdict()
    if _hedged(sentence, match.start()):
        return None
    noun = groups.get("noun") or _infinitive(groups.get("verb") or "")
    if part := groups.get("part"):  # "the plate of my car"
        noun = f"{noun}'s {part}"
    slot = rule.slot or _slot(noun, plural=rule.plural)
    if not slot:
        return None
    raw = match["value"]
    postal = rule.commas and slot in ("home", "address")
    value = clean_value(raw, loose=rule.loose or slot.startswith("favo"), commas=postal)
    if value is None or value.lower() == slot:
        return None
    start = match.start("value") + raw.index(value)
    return Statement(
        subject=re.sub(r"['’]s?$", "", groups.get("owner") or ""),
        slot=slot,
        value=value,
        start=start,
        end=start + len(value),
        changed=rule.changed or is_new(sentence),
        ended=rule.ended,
        single=not rule.many and is_single(slot),
        replaces=groups.get("old") or "",
        swapped=rule.swapped,
    )


def _infinitive(verb: str) -> str:
    """Teach, of "teaches" and "teaching"; good enough for a key."""
    for ending in ("ches", "shes", "sses"):
        if verb.endswith(ending):
            return verb[:-2]
    return re.sub(r"(?<=\w{3})(?:ing|s)$", "", verb)


def _slot(noun: str, *, plural: bool) -> str | None:
    name = slot_name(noun)
    return singular(name) if name and plural else name
