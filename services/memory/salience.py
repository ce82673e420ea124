"""How much a piece of text is worth remembering, in [0, 1], without a language model.

The weights are set by hand from what a stranger would call worth keeping: rare words that are
new in their talk, names, numbers, dates, what was decided or promised, what answers a question,
what one typed. Questions, greetings, applause and the furniture of windows tell nothing.
Nothing here is fitted to a data set.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from services.language.lexicon import (
    COMMON,
    DATE,
    DECISION,
    FIRST_PERSON,
    HAPPENED,
    NEVER_NAMES,
    NUMBER,
    OPENERS,
)
from services.language.text import sentences, words
from services.memory.information import WordStatistics
from services.memory.telling import Told, is_question, told
from services.records import Trust
from services.said import said

_CAPITAL_WORD = r"(?:[A-ZÄÖÜÀ-Þ][a-zäöüßà-ÿ]+(?:['’\-][A-Za-zÀ-ÿ]+)?|[A-Z]{2,}\b)"
_CAPITAL = re.compile(_CAPITAL_WORD)
_RUN = re.compile(rf"{_CAPITAL_WORD}(?:(?: |(?<=\b[A-Z][a-z])\. ){_CAPITAL_WORD})*")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:\n]\s*[\"'“”«(]*)\s*$")


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known of how a text came: typed or displayed, for how long, under which title."""

    trust: Trust = Trust.SEEN
    author: str = ""
    title: str = ""
    heading: str = ""
    dwell_ms: int = 0
    has_picture: bool = False
    copied: bool = False
    before: tuple[str, ...] = ()  # what stood right before in its talk or window, nearest last


@dataclass(frozen=True, slots=True)
class Salience:
    """A worth in [0, 1] and the words that explain it."""

    value: float
    why: str


def names_in(text: str) -> list[str]:
    """Capitalised words, verbatim, in order of first appearance; neighbours make one name.

    A single capitalised word that opens a sentence is no name, two in a row are ("Anna Berg").
    """
    found: dict[str, None] = {}
    for run in _RUN.finditer(text):
        start = run.start()
        parts = [(m.start() + start, m.group()) for m in _CAPITAL.finditer(run.group())]
        while parts and parts[0][1].lower() in OPENERS:
            parts.pop(0)
        while parts and parts[-1][1].lower() in NEVER_NAMES:
            parts.pop()
        if not parts:
            continue
        opens = bool(_SENTENCE_START.search(text[max(0, parts[0][0] - 8) : parts[0][0]]))
        if opens and len(parts) == 1 and not parts[0][1].isupper():
            continue
        end = parts[-1][0] + len(parts[-1][1])
        found[text[parts[0][0] : end]] = None
    return list(found)


def salience(
    text: str, situation: Situation, statistics: WordStatistics, parted: Told | None = None
) -> Salience:
    """The worth of a text and why; see the module for what counts.

    ``parted`` is what ``telling.told`` makes of it, where that is known already.
    """
    reasons: list[str] = []
    parted = parted or told(text, typed=situation.trust is Trust.TYPED)
    rank = statistics.rank(statistics.mass(parted.text, _words_of(situation.before)))
    value = 0.08 + 0.5 * rank
    if rank >= 0.75:
        reasons.append(said("uses rare words"))
    value += _of_content(parted.text, reasons) + _of_situation(text, situation, reasons)
    value -= _emptiness(text, parted, reasons)
    return Salience(min(max(value, 0.0), 1.0), _sentence(reasons))


def _words_of(texts: Sequence[str]) -> set[str]:
    return {word for text in texts for word in words(text)}


def _of_content(text: str, reasons: list[str]) -> float:
    """What the telling part of a text gains by what it holds."""
    value = 0.0
    if names := names_in(text):
        value += 0.05 * min(len(names), 3)
        reasons.append(_named(names))
    undated, dates = DATE.subn(" ", text)
    if dates:
        value += 0.05 * min(dates, 2)
        reasons.append(said("a date or time" if dates == 1 else "dates"))
    if numbers := NUMBER.findall(undated):
        value += 0.04 * min(len(numbers), 2)
        reasons.append(said("a number" if len(numbers) == 1 else "numbers"))
    return value + _of_deeds(text, reasons)


def _of_deeds(text: str, reasons: list[str]) -> float:
    """Worth of what happened or was decided; more where the speaker tells it of themselves."""
    value = 0.05 if FIRST_PERSON.search(text) else 0.0
    if happened := HAPPENED.search(text):
        value += 0.08
        reasons.append(said(f"tells what happened (“{_short(happened.group())}”)"))
    decided = DECISION.search(text)
    if decided is None:
        return value
    own = any(FIRST_PERSON.search(s) and DECISION.search(s) for s in sentences(text))
    if not happened:
        reasons.append(said(f"says what was decided or done (“{decided.group().lower()}”)"))
    return value + (0.06 if own else 0.04)


def _short(phrase: str) -> str:
    cut = phrase.lower()
    return cut if len(cut) <= 24 else f"{cut[:23].rsplit(' ', 1)[0]}…"


def _of_situation(text: str, situation: Situation, reasons: list[str]) -> float:
    value = 0.0
    if situation.trust is Trust.TYPED:
        value += 0.12
        reasons.append(said("you typed it"))
    if situation.copied:
        value += 0.08
        reasons.append(said("you copied it"))
    if situation.dwell_ms >= 30_000:
        value += min(0.08, 0.02 * math.log2(situation.dwell_ms / 15_000))
        reasons.append(said(f"you stayed {_duration(situation.dwell_ms)}"))
    if situation.before and is_question(situation.before[-1]) and not is_question(text):
        value += 0.05
        reasons.append(said("answers a question"))
    about = set(words(f"{situation.title} {situation.heading}")) - COMMON
    if not about.isdisjoint(words(text)):
        value += 0.03
        reasons.append(said("matches its title"))
    if situation.has_picture:
        value += 0.03
        reasons.append(said("comes with a picture"))
    return value


def _emptiness(text: str, parted: Told, reasons: list[str]) -> float:
    """What to take off where a text asks, greets or repeats the fixed words of a window."""
    loss = 0.0
    if parted.phrases:
        loss += 0.10 if parted.nothing else 0.0
        reasons.append(said("small talk"))
    if is_question(text):
        loss += 0.10
        reasons.append(said("a question"))
    if parted.furniture:
        loss += 0.20 if parted.nothing else 0.05
        reasons.append(said("looks like page furniture"))
    if len(words(text)) <= 2:
        loss += 0.10
    return loss


def _duration(dwell_ms: int) -> str:
    seconds = dwell_ms // 1000
    return f"{seconds} s" if seconds < 120 else f"{seconds // 60} min"


def _named(names: list[str]) -> str:
    if len(names) == 1:
        return said(f"names {names[0]}")
    if len(names) == 2:
        return said(f"names {names[0]} and {names[1]}")
    count = len(names)
    return said(f"names {count} people or things")


def _sentence(reasons: list[str]) -> str:
    return ", ".join(reasons) if reasons else said("nothing stands out")
