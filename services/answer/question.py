"""What a question asks for: its kind, and the words and names an answer must be about."""

import re
from dataclasses import dataclass
from enum import StrEnum

from services.language.dates import time_phrases
from services.language.lexicon import COMMON, DATE, NEVER_NAMES, NUMBER
from services.language.stems import stem, stems
from services.language.text import words
from services.language.times import find_time


class Kind(StrEnum):
    """What kind of thing the answer names."""

    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    HOW_MANY = "how many"
    OTHER = "other"


# What asks, but says nothing of the matter; general words of English and German.
_ASKING_TEXT = """
am are can could did do does doing done ever had has have how i is many me much my please remember
remind say said says shall should show tell told was were what what's when where which who who's
whom whose why will would
hat haben habe ist sind war waren wann warum was welche welcher welches wer wie wieviel wieviele
wird werden wurde wo
"""
ASKING = frozenset(_ASKING_TEXT.split())
# Words that ask what happened at a time, or name a time, and so say nothing of the matter either.
_TIME_ONLY_TEXT = """
afternoon around before between date day days during earlier evening happen happened happening
happens hour hours last late later latest looked looking minute minutes month months morning night
noon past previous recent recently saw see seen since then time times today tomorrow tonight until
week weekend weeks working worked work year years yesterday ago oclock am pm
abend gemacht gesehen gestern heute jahr letzte letzten letzter letztes mittag monat morgen
nachmittag nacht passiert tag vorgestern vormittag woche
"""
_TIME_ONLY = frozenset(_TIME_ONLY_TEXT.split())
_GERMAN_TEXT = """
der die das den dem ein eine einen ist sind war wer wie wo was wann warum welche welcher welches
habe hat haben wird wurde und mit für von zu im am bei mein meine meinem meinen meiner ich
"""
_GERMAN = frozenset(_GERMAN_TEXT.split()) - {"was", "war", "die", "am", "den"}
_KINDS = (
    (
        Kind.HOW_MANY,
        re.compile(r"\b(?:how (?:many|much|long|old|often|far|tall|heavy)|wie ?viele?)\b", re.I),
    ),
    (Kind.WHEN, re.compile(r"\b(?:when|what (?:date|day|time|year|month)|wann)\b", re.I)),
    (Kind.WHO, re.compile(r"\b(?:who|who's|whom|whose|wer|wem|wen)\b", re.I)),
    (Kind.WHERE, re.compile(r"\b(?:where|what (?:place|city|country|room|address)|wo)\b", re.I)),
)
_DENIALS = frozenset({"don't", "no", "not", "nicht"})
_WHETHER = re.compile(
    r"\W*(?:am|are|can|could|did|do|does|had|has|have|is|must|shall|should|was|were|will|would"
    r"|bin|darf|habe|haben|hast|hat|hatte|ist|kann|muss|sind|soll|war|waren|wird|wurde)\b",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"[A-ZÀ-Þ][\w'’\-]*(?:\.(?=\s))?(?:\s+[A-ZÀ-Þ][\w'’\-]*)*")
_NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][^\W\d_]+")
_TITLES = frozenset({"dr", "mr", "mrs", "ms", "prof", "herr", "frau", "st"})
_PLACE = re.compile(r"\b(?:in|at|on|near|to|from|room|street|im|am|bei|by|under)\s+[A-Z\dthde]")
COUNT = re.compile(
    r"\b(?:no|none|half|once|twice|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|dozen|hundred|thousand|eine?[nrm]?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the stems of its content words, those words, and its names (each as stems)."""

    text: str
    kind: Kind
    terms: frozenset[str]
    words: tuple[str, ...] = ()
    names: tuple[tuple[str, ...], ...] = ()


def understand(text: str) -> Question:
    """Read a question: the kind of its answer and what it is about.

    Times ("yesterday", "on 3 May") are no content: a question that only names a time has no terms.
    """
    kind = next((kind for kind, pattern in _KINDS if pattern.search(text)), Kind.OTHER)
    content = [w for w in content_words(text) if w not in _TIME_ONLY]
    return Question(text, kind, stems(content), tuple(dict.fromkeys(content)), _names(text))


def content_words(text: str) -> list[str]:
    """The words of a question that neither ask nor name a time, in lower case."""
    found = words(without_times(text))
    return [w for w in found if w not in ASKING and w not in COMMON]


def without_times(text: str) -> str:
    """A question in which the phrases that name a time are blanked."""
    asked = find_time(text, 0, 0)
    spans = [(p.start, p.end) for p in time_phrases(text, 0, 0)]
    for start, end in [*spans, *([(asked.start, asked.end)] if asked else [])]:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _names(text: str) -> tuple[tuple[str, ...], ...]:
    """Runs of capitalised words. In German every noun has a capital, so none is told there."""
    lower = words(text)
    if text.isupper() or len(_GERMAN.intersection(lower)) * 3 >= len(lower):
        return ()
    runs = (words(m.group()) for m in _CAPITAL.finditer(without_times(text)))
    plain = ([w for w in run if w not in NEVER_NAMES | ASKING | COMMON | _TITLES] for run in runs)
    return tuple(tuple(stem(w) for w in run) for run in plain if run)


def content_stems(text: str) -> frozenset[str]:
    """The stems of what a text says: without common words, but with those that deny."""
    return stems(w for w in words(text) if w not in COMMON or w in _DENIALS)


def asks_whether(question: Question) -> bool:
    """Whether yes or no would answer it."""
    return question.kind is Kind.OTHER and _WHETHER.match(question.text) is not None


def names_the_kind(kind: Kind, text: str) -> bool:
    """Whether a sentence holds the kind of thing that was asked for."""
    if kind is Kind.WHEN:
        return DATE.search(text) is not None
    if kind is Kind.HOW_MANY:
        return NUMBER.search(text) is not None or COUNT.search(text) is not None
    if kind is Kind.WHO:
        return _NAME.search(text) is not None
    if kind is Kind.WHERE:
        return _PLACE.search(text) is not None
    return False
