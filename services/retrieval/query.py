"""Reads a question: its words, exact phrases, people and time, and what is left to embed."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from services.language.lexicon import STOP_WORDS
from services.language.text import tokens_of
from services.language.times import TimePhrase, find_time
from services.records import TimeWindow
from services.store import phrase

_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]+)[\"”“»]")
_POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)
# Enough for any question; a pasted page is searched by its first words.
MOST_WORDS = 48
MOST_CHARACTERS = 4_000
# Where most words are capitalised, capitals say nothing about names.
TITLE_CASE = 0.6
PREFIX_CHARACTERS = 3


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as read.

    ``words`` are to be found as words, ``phrases`` as they stand, ``people`` are names in lower
    case, ``meaning`` is the text to embed ("" where nothing is left). A question that is nothing
    but quoted text is ``exact``: all of it must be there. Otherwise quotes are titles and the like.
    """

    words: tuple[str, ...]
    phrases: tuple[str, ...]
    people: tuple[str, ...]
    meaning: str
    time: TimePhrase | None
    prefix: str = ""
    exact: bool = False

    @property
    def window(self) -> TimeWindow | None:
        """The window of time the question names."""
        return self.time.window if self.time else None

    def match_expression(self) -> str:
        """An FTS5 expression that no character of the question can break; "" without words."""
        words = [phrase(word) for word in self.words]
        if self.prefix:
            words.append(f"{phrase(self.prefix)}*")
        phrases = [phrase(text) for text in self.phrases]
        return " AND ".join(phrases) if self.exact else " OR ".join([*phrases, *words])

    def in_words(self) -> tuple[str, ...]:
        """How the question was read, for a person."""
        parts = [f"exactly: {text}" for text in self.phrases]
        if self.people:
            parts.append("people: " + ", ".join(name.title() for name in self.people))
        if self.time:
            parts.append(f"time: {self.time.label}")
        return tuple(parts)


def read_question(
    text: str, now_ms: int, offset_min: int, are_names: Callable[[Iterable[str]], set[str]]
) -> Understood:
    """Read a question. ``are_names`` tells which words name people.

    It is given words as they are written, capitals and all, and gives names in lower case.
    """
    text = text[:MOST_CHARACTERS].encode("utf-8", "ignore").decode()
    phrases = tuple(found for found in _QUOTED.findall(text) if tokens_of(found))
    time = find_time(text, now_ms, offset_min)
    asked = _without(text, time if time and time.relative else None)
    tokens = tokens_of(asked)
    people = _people(tokens, are_names)
    # "yesterday" and no more leaves no words; without a time, poor words are better than none
    kept = _content(tokens) or ([] if time else tokens)
    words = _distinct(_POSSESSIVE.sub("", token) for token in kept)[:MOST_WORDS]
    return Understood(
        words=words,
        phrases=phrases,
        people=people,
        meaning=_meaning(_without(text, time), people),
        time=time,
        prefix=_prefix(text, words),
        exact=bool(phrases) and not tokens_of(_QUOTED.sub(" ", text)),
    )


def _without(text: str, time: TimePhrase | None) -> str:
    return text if time is None else f"{text[: time.start]} {text[time.end :]}"


def _content(tokens: list[str]) -> list[str]:
    return [token for token in tokens if token.lower() not in STOP_WORDS]


def _distinct(tokens: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(token.lower() for token in tokens if token))


def _people(tokens: list[str], are_names: Callable[[Iterable[str]], set[str]]) -> tuple[str, ...]:
    content = [_POSSESSIVE.sub("", token) for token in _content(tokens)[:MOST_WORDS]]
    capitals = [token for token in content if token[:1].isupper()]
    if len(content) > 2 and len(capitals) > TITLE_CASE * len(content):
        content = [token.lower() for token in content]
    names = are_names(dict.fromkeys(content))
    return _distinct(token for token in content if token.lower() in names)


def _meaning(text: str, people: tuple[str, ...]) -> str:
    """The question without its names and time; as it stands where nothing else has meaning."""
    named = {*people}
    left = [word for word in tokens_of(text) if _POSSESSIVE.sub("", word).lower() not in named]
    if _content(left):
        return " ".join(left)
    every = tokens_of(text)
    return " ".join(every) if _content(every) else ""


def _prefix(text: str, words: tuple[str, ...]) -> str:
    """The last word while it may still be typed: nothing stands behind it."""
    if not words or not text or not (text[-1].isalnum()):
        return ""
    last = words[-1]
    return last if len(last) >= PREFIX_CHARACTERS and text.lower().endswith(last) else ""
