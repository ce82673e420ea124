"""Reads a question: its words, phrases, people, time and place, and what is left to embed."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from services.language.answer_kinds import AnswerKind, asked_kind
from services.language.lexicon import STOP_WORDS
from services.language.places import PlacePhrase, find_place
from services.language.text import search_words, tokens_of
from services.language.times import TimePhrase, find_time
from services.language.wishes import find_wishes
from services.records import TimeWindow
from services.said import said
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
    ``excluded`` words must not stand in a hit, ``unwanted`` ones lower it; ``order`` is "first",
    "latest" or "". ``answer`` is the kind of thing that is asked for, where that is told.
    """

    words: tuple[str, ...]
    phrases: tuple[str, ...]
    people: tuple[str, ...]
    meaning: str
    time: TimePhrase | None
    prefix: str = ""
    exact: bool = False
    place: PlacePhrase | None = None
    excluded: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    order: str = ""
    answer: AnswerKind | None = None

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
        wanted = " AND ".join(phrases) if self.exact else " OR ".join([*phrases, *words])
        barred = " OR ".join(phrase(word) for word in self.excluded)
        return f"({wanted}) NOT ({barred})" if wanted and barred else wanted

    def in_words(self) -> tuple[str, ...]:
        """How the question was read, for a person."""
        parts = [said(f"exactly: {text}") for text in self.phrases]
        if self.people:
            parts.append(said(f"people: {', '.join(name.title() for name in self.people)}"))
        if self.time:
            parts.append(said(f"time: {self.time.label}"))
        if self.place:
            place = self.place.kind.name
            parts.append(said(f"place: {place}"))
        if self.excluded or self.unwanted:
            without = (*self.excluded, *self.unwanted)
            parts.append(said(f"without: {', '.join(without)}"))
        if self.order:
            latest = self.order == "latest"
            parts.append(said("the latest first" if latest else "the earliest first"))
        return tuple(parts)


def read_question(
    text: str,
    now_ms: int,
    offset_min: int,
    are_names: Callable[[Iterable[str]], set[str]],
    programs: Iterable[str] = (),
) -> Understood:
    """Read a question. ``are_names`` tells which words name people.

    It is given words as they are written, capitals and all, and gives names in lower case.
    ``programs`` are the names of programs that the library knows.
    """
    text = text[:MOST_CHARACTERS].encode("utf-8", "ignore").decode()
    phrases = tuple(found for found in _QUOTED.findall(text) if tokens_of(found))
    wishes = find_wishes(_QUOTED.sub(_blank, text))
    asked = wishes.left
    for quoted in _QUOTED.finditer(text):
        asked = f"{asked[: quoted.start()]}{quoted.group()}{asked[quoted.end() :]}"
    time = find_time(asked, now_ms, offset_min)
    place = None if phrases else find_place(asked, programs)
    spans = [(place.start, place.end)] if place else []
    plain = _without(asked, [*spans, (time.start, time.end)] if time else spans)
    worded = _without(asked, [*spans, (time.start, time.end)] if time and time.relative else spans)
    tokens = search_words(worded)
    people = _people(tokens, are_names)
    # "yesterday" and no more leaves no words; without a time, poor words are better than none
    kept = _content(tokens) or ([] if time or place else tokens)
    words = _distinct(_POSSESSIVE.sub("", token) for token in kept)[:MOST_WORDS]
    return Understood(
        words=words,
        phrases=phrases,
        people=people,
        meaning=_meaning(plain, people),
        time=time,
        prefix=_prefix(asked, words),
        exact=bool(phrases) and not tokens_of(_QUOTED.sub(" ", text)),
        place=place,
        excluded=wishes.excluded,
        unwanted=wishes.unwanted,
        order=wishes.order,
        answer=asked_kind(text),
    )


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """Text with stretches of it blanked."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


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
