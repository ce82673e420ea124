"""Reads facts out of plain sentences with a small grammar, without a language model."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from services.memory.grammar import DOING, GERMAN, OF_MINE, OF_OTHERS, PROMISE, Rule
from services.memory.slots import clean_value, is_single, singular, slot_name

_HEDGE = re.compile(
    r"\b(?:if|unless|whether|wish|hope|hoping|suppose|imagine|maybe|perhaps|wonder(?:ing)?|pretend"
    r"|might|could|would|should|used to|thought|almost|nearly|considering|thinking (?:of|about)"
    r"|want(?:ed)? to|don['’]t|didn['’]t|never|not|asked|asks|dreamt?|as if|what if"
    r"|let['’]s say|say)\b[^,;.]*$",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"\?[\"'”’)\s]*$")


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
    replaces: str = ""  # the value that this one follows, where the slot ("*") is not said


def statements(sentence: str) -> Iterator[Statement]:
    """What a sentence states as facts, in order of the rules; questions and guesses state nothing.

    Where two rules would read the same value for the same owner, the first one has it.
    """
    if _QUESTION.search(sentence) or len(sentence) > 600:
        return
    taken: list[tuple[int, int]] = []
    for rule in (*OF_MINE, *DOING, *GERMAN, *OF_OTHERS):
        for match in rule.pattern.finditer(sentence):
            read = _read(rule, match, sentence)
            if read is None or any(a < read.end and read.start < b for a, b in taken):
                continue
            taken.append((read.start, read.end))
            yield read


def promise(sentence: str) -> re.Match[str] | None:
    """The stretch of a sentence in which its speaker promises to do something, if it does."""
    if _QUESTION.search(sentence):
        return None
    match = PROMISE.search(sentence)
    return None if match and _hedged(sentence, match.start()) else match


def _hedged(sentence: str, start: int) -> bool:
    return _HEDGE.search(sentence[max(0, start - 60) : start]) is not None


def _read(rule: Rule, match: re.Match[str], sentence: str) -> Statement | None:
    groups = match.groupdict()
    if _hedged(sentence, match.start()):
        return None
    slot = rule.slot or _slot(groups.get("noun") or "", plural=rule.plural)
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
        changed=rule.changed or bool(re.search(r"\bnow\b|\bnew\b|\bjetzt\b", sentence)),
        ended=rule.ended,
        single=not rule.many and is_single(slot),
        replaces=groups.get("old") or "",
    )


def _slot(noun: str, *, plural: bool) -> str | None:
    name = slot_name(noun)
    return singular(name) if name and plural else name
