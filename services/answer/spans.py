"""The words of a quoted sentence that are the answer itself, and its relative times as dates."""

import re

from services.answer.ground import DENIAL
from services.answer.question import COUNT, Kind, Question, asks_whether, content_stems
from services.answer.words import day, month
from services.language.calendar_words import WEEKDAYS, one_of
from services.language.dates import TimePhrase, time_phrases
from services.language.lexicon import DATE, NEVER_NAMES, NUMBER
from services.language.stems import stems_of
from services.records import Hit

_NAME = re.compile(r"\b[A-ZÀ-Þ][\w'’-]*(?:\s+[A-ZÀ-Þ][\w'’-]*)*")
_PLACE = re.compile(
    r"\b(?:in|at|on|near|to|from|under|by|behind|beside|inside|into|im|am|bei|auf|unter|nach)\s+"
    r"(?:(?:the|a|an|my|our|their|his|her|your|der|dem|den|die|das|einem|einer)\s+)?"
    r"[\w'’-]+(?:\s+(?:of(?:\s+the)?\s+)?[A-ZÀ-Þ][\w'’-]*|\s+of\s+(?:the\s+)?\w+)*"
)
_UNIT = re.compile(r"\s+(?!(?:and|or|of|in|at|und|oder)\b)[^\W\d_]+")
_FIXED = re.compile(r"\d{4}|\d{1,2}\.\d{1,2}\.|\d{1,2}(?:st|nd|rd|th|\.)?\s+[A-ZÀ-Þ]")
_WHOLE = re.compile(r"week|month|year|weekend|woche|monat|jahr", re.IGNORECASE)


def answer_span(question: Question, sentence: str, hit: Hit) -> tuple[int, int] | None:
    """The span of a sentence that names what was asked for; None where rules find none.

    What the question says itself is no answer.
    """
    said = stems_of(question.text)
    for start, end in _named(question, sentence, hit):
        if not stems_of(sentence[start:end]) <= said:
            return start, end
    return None


def _named(question: Question, sentence: str, hit: Hit) -> list[tuple[int, int]]:
    match question.kind:
        case Kind.WHEN:
            phrases = time_phrases(sentence, hit.at_ms, hit.offset_min)
            found = [(p.start, p.end) for p in phrases]
            return found or [m.span() for m in DATE.finditer(sentence)]
        case Kind.HOW_MANY:
            numbers = [*NUMBER.finditer(sentence), *COUNT.finditer(sentence)]
            return sorted(_with_unit(sentence, m.start(), m.end()) for m in numbers)
        case Kind.WHO:
            names = _NAME.finditer(sentence)
            return [m.span() for m in names if m.group().lower() not in NEVER_NAMES]
        case Kind.WHERE:
            return [m.span() for m in _PLACE.finditer(sentence)]
        case _:
            return []


def _with_unit(sentence: str, start: int, end: int) -> tuple[int, int]:
    end -= len(sentence[start:end]) - len(sentence[start:end].rstrip(".,:"))
    unit = _UNIT.match(sentence, end)
    return start, unit.end() if unit else end


def verdict(question: Question, sentence: str) -> str:
    """Tell "Yes" or "No" where a sentence says all that was asked, or denies it; else "".

    Only where every content word of the question stands there: what is merely near decides
    nothing.
    """
    if not asks_whether(question) or not question.terms or sentence.endswith("?"):
        return ""
    if not question.terms <= content_stems(sentence):
        return ""
    asked, said = DENIAL.search(question.text), DENIAL.search(sentence)
    return "Yes" if bool(asked) == bool(said) else "No"


def dated(sentence: str, hit: Hit) -> str:
    """A sentence in which "yesterday" and its like are followed by the date they mean.

    A bare "Thursday" may be the last or the next: without a word for the future it stays as it is.
    """
    shift, ahead = hit.offset_min, _ahead(sentence)
    for phrase in reversed(time_phrases(sentence, hit.at_ms, shift, ahead=ahead)):
        words = sentence[phrase.start : phrase.end]
        sure = ahead or not _BARE_DAY.fullmatch(words)
        if sure and not _FIXED.search(words) and not _DATED.match(sentence, phrase.end):
            date = _date(words, phrase, shift)
            sentence = f"{sentence[: phrase.end]} ({date}){sentence[phrase.end :]}"
    return sentence


_BARE_DAY = re.compile(rf"(?:(?:on|am)\s+)?(?:{one_of(WEEKDAYS)})(?:\s+\w+)?", re.IGNORECASE)
# "Wednesday 18 March": the date stands there already
_DATED = re.compile(r"\s*,?\s*(?:the\s+|den\s+)?\d{1,2}(?:st|nd|rd|th|\.)?\s+[A-ZÀ-Þ]")
_FUTURE = re.compile(
    r"\b(?:will|shall|going to|next|tomorrow|by|until|due|'ll|wird|werden|bis)\b|’ll\b", re.I
)


def _ahead(sentence: str) -> bool:
    return _FUTURE.search(sentence) is not None


def _date(words: str, phrase: TimePhrase, offset_min: int) -> str:
    whole = _WHOLE.search(words)
    unit = whole.group().lower() if whole and "ago" not in words.lower() else ""
    if unit in ("year", "jahr"):
        return day(phrase.at_ms, offset_min).rsplit(" ", maxsplit=1)[-1]
    if unit in ("month", "monat"):
        return month(phrase.at_ms, offset_min)
    if unit:
        return f"the week of {day(phrase.at_ms, offset_min)}"
    return day(phrase.at_ms, offset_min)
