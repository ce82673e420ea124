"""What a question asks for: its kind, and the words an answer must be about."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import snowballstemmer

from services.memory.lexicon import COMMON, DATE, NUMBER
from services.memory.text import words

_PORTER = snowballstemmer.stemmer("porter")


class Kind(StrEnum):
    """What kind of thing the answer names."""

    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    HOW_MANY = "how many"
    OTHER = "other"


# What asks, but says nothing of the matter; general words of English and German.
_ASKING_TEXT = """
am are can could did do does ever had has have how i is many me much my please say said says
should tell told was were what when where which who whom whose why will would
hat haben ist sind war wann warum was welche welcher welches wer wie wo
"""
_ASKING = frozenset(_ASKING_TEXT.split())
_KINDS = (
    (Kind.HOW_MANY, re.compile(r"\b(?:how (?:many|much|long|old|often|far)|wie ?viele?)\b", re.I)),
    (Kind.WHEN, re.compile(r"\b(?:when|what (?:date|day|time|year|month)|wann)\b", re.I)),
    (Kind.WHO, re.compile(r"\b(?:who|whom|whose|wer|wem|wen)\b", re.I)),
    (Kind.WHERE, re.compile(r"\b(?:where|what (?:place|city|country|room|address)|wo)\b", re.I)),
)
_NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][^\W\d_]+")
_PLACE = re.compile(r"\b(?:in|at|on|near|to|from|room|street|im|am|bei)\s+[A-Z\d]")


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the stems of its content words."""

    text: str
    kind: Kind
    terms: frozenset[str]


def understand(text: str) -> Question:
    """Read a question: the kind of its answer and what it is about."""
    kind = next((kind for kind, pattern in _KINDS if pattern.search(text)), Kind.OTHER)
    content = (w for w in words(text) if w not in _ASKING and w not in COMMON)
    return Question(text, kind, stems(content))


def stems(found: Iterable[str]) -> frozenset[str]:
    """The stems (Porter, as the full-text index has them) of lower-case words."""
    return frozenset(_PORTER.stemWord(w.removesuffix("'s").removesuffix("’s")) for w in found)


def stems_of(text: str) -> frozenset[str]:
    """The stems of all words of a text."""
    return stems(words(text))


def names_the_kind(kind: Kind, text: str) -> bool:
    """Whether a sentence holds the kind of thing that was asked for."""
    if kind is Kind.WHEN:
        return DATE.search(text) is not None
    if kind is Kind.HOW_MANY:
        return NUMBER.search(text) is not None
    if kind is Kind.WHO:
        return _NAME.search(text) is not None
    if kind is Kind.WHERE:
        return _PLACE.search(text) is not None
    return False
