"""Makes a follow-up whole: "and on Monday?" asks what was asked before, of another day.

Rules of English and German, no model: a time or a name takes the place of the one before, a bare
question word asks the same matter in another way, a pronoun stands for whom or what was last
spoken of. What is a question of its own stays as it is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from services.answer.question import content_words, understand, without_times
from services.language.text import words
from services.language.times import find_time
from services.records import AskedQuestion

_LEAD = re.compile(
    r"^\W*(?:(?:and|so|but|or|ok(?:ay)?|und|aber|oder)\b[\s,]*)?"
    r"(?:what about|how about|was ist mit|wie steht es mit)?\s*",
    re.IGNORECASE,
)
_WH = (
    r"(?:who(?:m|se)?|what|where|when|why|which(?:\s+\w+)?|how(?:\s+(?:many|much|long|often|old|far))?"
    r"|wer|wen|wem|was|wo|wohin|wann|warum|wie(?:\s?viele?|\s+lange|\s+oft)?|welche[rsn]?(?:\s+\w+)?)"
)
_BARE = re.compile(rf"^{_WH}$", re.IGNORECASE)
_ASKS = re.compile(rf"^\W*{_WH}\b", re.IGNORECASE)
_ELSE = re.compile(r"^(?:what|who|where|wer|was|wo)\s+(?:else|noch|sonst)$", re.IGNORECASE)
_PERSON = re.compile(r"\b(?:he|she|him|her|they|them|er|ihn|ihm|sie)\b", re.IGNORECASE)
_OWNER = re.compile(r"\b(?:his|hers?|their|seine?[rnms]?|ihre?[rnms]?)\b(?=\s+\w)", re.IGNORECASE)
_THING = re.compile(
    r"\b(?:it|this|that|these|those|es|das)\b(?!\s+(?:the|my|our|[A-ZÀ-Þ]))", re.IGNORECASE
)
_PLACE = re.compile(r"\b(?:there|dort)\b(?!\s+(?:is|are|was|were|ist|sind)\b)", re.IGNORECASE)
_PHRASE = re.compile(
    r"\b(?:the|my|our|their|his|her|an?|der|die|das|den|dem|mein\w*|unser\w*)\s+"
    r"[\w'’-]+(?:\s+(?:of|for|von|für)\s+(?:(?:the|my|our|der|die|das|dem)\s+)?[\w'’-]+)?",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b[A-ZÀ-Þ][\w-]*(?:\s+[A-ZÀ-Þ][\w-]*)*")
_ABOUT = re.compile(r"\b(?:about|of|for|with|über|von|mit)\s+[^?]+$", re.IGNORECASE)
_SHORT = 5  # words of a fragment


@dataclass(frozen=True, slots=True)
class Before:
    """The last question as it was understood, its answer, and whom the answer cites first."""

    question: str
    answer: str = ""
    author: str = ""


def before(turns: Sequence[AskedQuestion], author: str = "") -> Before | None:
    """What the newest of some turns (in order of time) leaves to be referred to."""
    if not turns:
        return None
    last = turns[-1]
    return Before(last.understood or last.question, last.answer, author)


def resolve(text: str, last: Before | None) -> str:
    """The question that a follow-up means; the text itself where it stands alone."""
    if last is None:
        return text
    fragment = _LEAD.sub("", text, count=1).strip(" ?.!")
    led = len(fragment) < len(text.strip(" ?.!"))
    if not fragment:
        return text
    return (
        _another_time(fragment, last)
        or _another_way(fragment, last)
        or (_another_part(fragment, last) if led else "")
        or _with_referents(text, last)
    )


def _another_time(fragment: str, last: Before) -> str:
    """For "on Monday?": the question before, with this time in place of its own."""
    if find_time(fragment, 0, 0) is None or content_words(fragment):
        return ""
    if len(words(fragment)) > _SHORT + 2 or _ASKS.match(fragment):
        return ""
    return f"{_bare_of_time(last.question)} {fragment}?"


def _bare_of_time(question: str) -> str:
    kept = " ".join(without_times(question).split()).strip(" ?.!")
    return re.sub(r"\s+(?:on|in|at|since|am|im|um|seit)$", "", kept)


def _another_way(fragment: str, last: Before) -> str:
    """For "when?" and "what else?": the question before, asked in another way."""
    if _ELSE.match(fragment):
        asked = last.question.strip(" ?.!")
        return f"{asked} {fragment.rsplit(maxsplit=1)[-1]}?"
    if _BARE.match(fragment) and _ASKS.match(last.question):
        return _ASKS.sub(fragment[0].upper() + fragment[1:], last.question, count=1)
    return ""


def _another_part(fragment: str, last: Before) -> str:
    """For "and Jonas?" and "what about the boiler?": one part of the question before is another."""
    if len(words(fragment)) > _SHORT or _ASKS.match(fragment):
        return ""
    asked = last.question
    if _NAME.fullmatch(fragment):
        names = [m for m in _NAME.finditer(asked) if m.group().split()[0].lower() not in _OPENING]
        if names:
            first = names[0]
            return f"{asked[: first.start()]}{fragment}{asked[first.end() :]}"
    if _ABOUT.match(fragment) and _ABOUT.search(asked):
        return f"{_ABOUT.sub(fragment, asked, count=1)}?"
    if phrase := _phrase(asked):
        return asked.replace(phrase, fragment, 1)
    return f"{asked.strip(' ?.!')} {fragment}?"


def hangs(text: str) -> bool:
    """Whether a question still speaks of someone or something that it does not name."""
    pronouns = (_PERSON, _OWNER, _THING)
    return not understand(text).names and any(p.search(text) for p in pronouns)


_OPENING_TEXT = """
who whom whose what where when why which how did does do is are was were has have had can could
will would should wer wen wem was wo wann warum wie welche welcher hat ist
"""
_OPENING = frozenset(_OPENING_TEXT.split())


def _with_referents(text: str, last: Before) -> str:
    """A question in which pronouns are replaced by what they stand for."""
    if understand(text).names:
        return text  # "Did Marta like it?" speaks of somebody by name: her "it" may be anything
    person, thing = _person(last), _phrase(last.question)
    if person:
        text = _OWNER.sub(f"{person}'s", text)
        text = _PERSON.sub(person, text)
    if thing and not (content_words(text) and find_time(text, 0, 0) and not _THING.search(text)):
        text = _THING.sub(thing, text, count=1)
    place = _place(last)
    return _PLACE.sub(f"in {place}", text, count=1) if place else text


def _person(last: Before) -> str:
    names = [m.group() for m in _NAME.finditer(last.question)]
    named = [n for n in names if n.split()[0].lower() not in _OPENING]
    return named[0] if named else last.author


def _phrase(question: str) -> str:
    """What a question is about: its first phrase with an article or the like."""
    found = _PHRASE.search(question)
    return found.group() if found else ""


def _place(last: Before) -> str:
    found = re.search(r"\b(?:in|at|to|nach|bei)\s+([A-ZÀ-Þ][\w-]+(?:\s+[A-ZÀ-Þ][\w-]+)*)",
                      f"{last.question} {last.answer}")  # fmt: skip
    return found.group(1) if found else ""
