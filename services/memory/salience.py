"""How much a piece of text is worth remembering, in [0, 1], without a language model.

The weights are set by hand from what a stranger would call worth keeping: rare words, names,
numbers, dates, what was decided or promised, what one typed; less for questions, small talk and
the furniture of windows. Nothing here is fitted to a data set.
"""

import bisect
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from services.language.lexicon import (
    BOILERPLATE,
    CHIT_CHAT,
    COMMON,
    DATE,
    DECISION,
    FIRST_PERSON,
    NEVER_NAMES,
    NUMBER,
    OPENERS,
)
from services.language.text import words
from services.records import Trust

_CAPITAL_WORD = r"(?:[A-ZÄÖÜÀ-Þ][a-zäöüßà-ÿ]+(?:['’\-][A-Za-zÀ-ÿ]+)?|[A-Z]{2,}\b)"
_CAPITAL = re.compile(_CAPITAL_WORD)
_RUN = re.compile(rf"{_CAPITAL_WORD}(?:(?: |(?<=\b[A-Z][a-z])\. ){_CAPITAL_WORD})*")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:\n]\s*[\"'“”«(]*)\s*$")

_PRIOR_MASSES = tuple(4.0 * math.exp(0.062 * n) for n in range(64))
_PRIOR_TOTAL = 1000
_FEW = 50  # texts that say little about how common a word is


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known of how a text came: typed or displayed, for how long, under which title."""

    trust: Trust = Trust.SEEN
    author: str = ""
    title: str = ""
    heading: str = ""
    dwell_ms: int = 0
    has_picture: bool = False


@dataclass(frozen=True, slots=True)
class Salience:
    """A worth in [0, 1] and the words that explain it."""

    value: float
    why: str


@dataclass(frozen=True)
class WordStatistics:
    """How common words are: document frequencies over ``total`` texts.

    Words not among ``frequencies`` were never seen. ``masses`` are sorted IDF sums of a sample of
    texts; a text's rank among them is its information. Few texts are filled up with a prior.
    """

    frequencies: Mapping[str, int] = field(default_factory=dict)
    total: int = 0
    masses: tuple[float, ...] = _PRIOR_MASSES

    def inverse_frequency(self, word: str) -> float:
        """ln(1 + (N + 1) / (df + 1)), N at least the prior's.

        Where there are fewer texts, frequencies are scaled up with them: a word in every fourth
        text is as common in a small library as in a large one.
        """
        seen = self.frequencies.get(word, 0)
        total = max(self.total, _PRIOR_TOTAL)
        scaled = seen * total / max(self.total, _FEW)
        return math.log(1 + (total + 1) / (scaled + 1))

    def mass(self, text: str) -> float:
        """The summed inverse frequency of a text's distinct words, stop words left out."""
        distinct = {w for w in words(text) if w not in COMMON and len(w) > 1}
        return sum(map(self.inverse_frequency, distinct))

    def rank(self, mass: float) -> float:
        """The share of sampled texts with less information, in [0, 1]."""
        if not self.masses:
            return 0.5
        below = bisect.bisect_left(self.masses, mass)
        same = bisect.bisect_right(self.masses, mass) - below
        return (below + same / 2) / len(self.masses)

    def with_masses(self, masses: Iterable[float]) -> "WordStatistics":
        """The same frequencies, ranked among these masses; few are filled up with a prior."""
        sample = list(masses)
        missing = max(0, len(_PRIOR_MASSES) - len(sample))
        step = max(1, len(_PRIOR_MASSES) // missing) if missing else 1
        prior = _PRIOR_MASSES[::step][:missing]
        return WordStatistics(self.frequencies, self.total, tuple(sorted([*sample, *prior])))

    def with_sample(self, texts: Iterable[str]) -> "WordStatistics":
        """The same frequencies, ranked against the information of these texts."""
        return self.with_masses(map(self.mass, texts))


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


def salience(text: str, situation: Situation, statistics: WordStatistics) -> Salience:
    """The worth of a text and why; see the module for what counts."""
    reasons: list[str] = []
    rank = statistics.rank(statistics.mass(text))
    value = 0.08 + 0.5 * rank
    if rank >= 0.75:
        reasons.append("uses rare words")
    value += _of_content(text, reasons) + _of_situation(text, situation, reasons)
    value -= _furniture(text, situation, reasons)
    return Salience(min(max(value, 0.0), 1.0), _sentence(reasons))


def _of_content(text: str, reasons: list[str]) -> float:
    value = 0.0
    if names := names_in(text):
        value += 0.05 * min(len(names), 3)
        reasons.append(f"names {_counted(names)}")
    if dates := DATE.findall(text):
        value += 0.05 * min(len(dates), 2)
        reasons.append("a date or time" if len(dates) == 1 else "dates")
    numbers = NUMBER.findall(DATE.sub(" ", text))
    if numbers:
        value += 0.04 * min(len(numbers), 2)
        reasons.append("a number" if len(numbers) == 1 else "numbers")
    first_person, decided = FIRST_PERSON.search(text), DECISION.search(text)
    if first_person:
        value += 0.05
    if decided:
        value += 0.10 if first_person else 0.05
        reasons.append(f"says what happened or was decided (“{decided.group().lower()}”)")
    return value


def _of_situation(text: str, situation: Situation, reasons: list[str]) -> float:
    value = 0.0
    if situation.trust is Trust.TYPED:
        value += 0.12
        reasons.append("you typed it")
    if situation.dwell_ms >= 30_000:
        value += min(0.08, 0.02 * math.log2(situation.dwell_ms / 15_000))
        reasons.append(f"you stayed {_duration(situation.dwell_ms)}")
    about = set(words(f"{situation.title} {situation.heading}")) - COMMON
    if about & set(words(text)):
        value += 0.03
        reasons.append("matches its title")
    if situation.has_picture:
        value += 0.03
        reasons.append("comes with a picture")
    return value


def _furniture(text: str, situation: Situation, reasons: list[str]) -> float:
    """What to take off for small talk, questions and the fixed words of windows and pages."""
    loss = 0.0
    found = words(text)
    if CHIT_CHAT.search(text):
        loss += 0.20 if len(found) <= 12 else 0.06
        reasons.append("small talk")
    questions = text.count("?")
    if questions and text.rstrip(" \"'”)").endswith("?"):
        loss += 0.12 if questions >= len(re.findall(r"[.!]", text)) else 0.05
        reasons.append("a question")
    if situation.trust is not Trust.TYPED and BOILERPLATE.search(text) and len(found) <= 40:
        loss += 0.20
        reasons.append("looks like page furniture")
    if len(found) <= 2:
        loss += 0.10
    return loss


def _duration(dwell_ms: int) -> str:
    seconds = dwell_ms // 1000
    return f"{seconds} s" if seconds < 120 else f"{seconds // 60} min"


def _counted(names: list[str]) -> str:
    if len(names) <= 2:
        return " and ".join(names)
    return f"{len(names)} people or things"


def _sentence(reasons: list[str]) -> str:
    return ", ".join(reasons) if reasons else "nothing stands out"
