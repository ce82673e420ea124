"""Says what captures are about: their most telling terms, and a title that a person recognises.

Terms are ranked by class-based TF-IDF (Grootendorst 2022, "BERTopic"): how many of the texts hold
a term, weighed by how rare it is in the whole library.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from services.language.lexicon import BOILERPLATE, COMMON, MONTHS, STOP_WORDS, is_self
from services.language.text import words
from services.language.trust import looks_like_instructions
from services.memory.information import WordStatistics
from services.memory.salience import names_in
from services.memory.telling import told
from services.records import Capture

TERMS = 3
_ADDED = 2  # terms behind a title that does not tell by itself
_LOOKED_UP = 40  # words of an event whose rarity is asked for: those that come most often
_CANDIDATES = 12
_LONGEST_TEXT = 1_000
_LONGEST_TITLE, _LONGEST_BASE = 120, 80
_BREAK = re.compile(r"[.,;:!?…\n()\[\]\"“”«»/|]+")
_AMOUNT = re.compile(r"\d[\d.,:]*\s*[^\W\d_]+")  # "40 euros": what is counted in is no subject
_MONTH = re.compile(MONTHS, re.IGNORECASE)
_MARKS = re.compile(r"^[\s●•*◦○▶►]+|^\(\d+\+?\)\s*|^\[\d+\]\s*|[\s●•*]+$")
_TAIL = re.compile(r"\s[-–—|·]\s[^-–—|·]+$")
_LEFT_OUT = COMMON | STOP_WORDS

Rarity = Callable[[Sequence[str]], WordStatistics]
"""The statistics that tell how common these words are in the library."""


def no_rarity(_words: Sequence[str]) -> WordStatistics:
    """Every word is as rare as every other."""
    return WordStatistics()


def telling_terms(texts: Iterable[str], rarity: Rarity = no_rarity) -> tuple[str, ...]:
    """The terms that tell best what texts are about, the best first; at most ``TERMS``.

    A term is a name, or one word or two side by side that come more than once; names stay as they
    are written. No two share a word.
    """
    counts, written = Counter[str](), dict[str, str]()
    for text in texts:
        found = dict(_terms_of(told(text[:_LONGEST_TEXT]).text))
        counts.update(found.keys())
        for term, form in found.items():
            if form != term or term not in written:  # a name, wherever it was written as one
                written[term] = form
    parts = Counter[str]()
    for term, count in counts.items():
        for word in term.split():
            parts[word] = max(parts[word], count)
    asked = [word for word, _ in parts.most_common(_LOOKED_UP)]
    statistics = rarity(asked)
    known = set(asked)
    # counts keep the order in which terms came: of equals the first one tells best
    scored = sorted(
        (-_score(term, count, statistics), place, term)
        for place, (term, count) in enumerate(counts.items())
        if known.issuperset(term.split()) and (count > 1 or written[term] != term)
    )
    chosen: list[str] = []
    taken: set[str] = set()
    for *_, term in scored[:_CANDIDATES]:
        if taken.isdisjoint(term.split()):
            chosen.append(written[term])
            taken.update(term.split())
    return tuple(chosen[:TERMS])


def _terms_of(text: str) -> Iterable[tuple[str, str]]:
    """Each term of a text in lower case, with how it is written."""
    for name in names_in(text):
        if 1 <= len(name.split()) <= 3 and not is_self(name):
            yield " ".join(words(name)), name
    for part in _BREAK.split(_AMOUNT.sub(".", text)):
        plain = words(part)
        for word in plain:
            if _telling(word):
                yield word, word
        for left, right in pairwise(plain):
            if _telling(left) and _telling(right):
                yield f"{left} {right}", f"{left} {right}"


def _telling(word: str) -> bool:
    plain = len(word) > 3 and word not in _LEFT_OUT and not any(c.isdigit() for c in word)
    return plain and _MONTH.fullmatch(word) is None


def _score(term: str, count: int, statistics: WordStatistics) -> float:
    """Count times the mean rarity of a term's words; a term of more words says more."""
    parts = term.split()
    rarity = sum(map(statistics.inverse_frequency, parts)) / len(parts)
    return count * rarity * (1 + 0.25 * (min(len(parts), 2) - 1))


def clean_title(title: str, app: str = "") -> str:
    """A window's title as a person says it: without change marks, counters and program name."""
    cleaned = _MARKS.sub("", title).strip()
    while (tail := _TAIL.search(cleaned)) and _is_program(tail.group(), app):
        cleaned = cleaned[: tail.start()].strip()
    return cleaned


def _is_program(tail: str, app: str) -> bool:
    """Whether the last part of a title names the program: it shares a word with the app's name."""
    program = set(words(app.replace("-", " ").replace("_", " ")))
    return bool(program & set(words(tail)))


def title_of(
    captures: Sequence[Capture], terms: Sequence[str], people: Sequence[str], line: str = ""
) -> str:
    """A title: what stood in front longest, and what it was about where that does not say it.

    "plan.md" about Orion becomes "plan.md: Orion", "Orion plan" stays. Where no window, page or
    thread has a name, the person does, or the most telling ``line``, or the program.
    """
    named = _standing(captures) or _thread(captures)
    author = people[0] if people and any(c.author for c in captures) else ""
    if base := (named or author)[:_LONGEST_BASE].strip():
        own = set(words(base))
        others = [term for term in terms if own.isdisjoint(words(term))]
        if not others or (named and len(others) < len(terms)):
            return base
        return f"{base}: {', '.join(others[:_ADDED])}"[:_LONGEST_TITLE]
    if line:
        best = line.strip().rstrip(".")
        return best if len(best) <= _LONGEST_BASE else f"{best[:79].rsplit(' ', 1)[0]}…"
    return captures[0].app or captures[0].source


def _standing(captures: Sequence[Capture]) -> str:
    """The title that was there longest and is not furniture; "" where there is none."""
    stays: Counter[str] = Counter()
    for capture, following in zip(captures, [*captures[1:], None], strict=True):
        title = clean_title(capture.title, capture.app)
        plain = title and not BOILERPLATE.search(title) and not looks_like_instructions(title)
        if plain and title.lower() != capture.app.lower():
            stay_ms = min(following.at_ms - capture.at_ms, 60_000) if following else 1000
            stays[title] += max(stay_ms, capture.dwell_ms, 1)
    return max(stays, key=lambda title: (stays[title], title), default="")


def _thread(captures: Sequence[Capture]) -> str:
    named = {c.thread for c in captures if c.thread and not looks_like_instructions(c.thread)}
    threads = Counter(c.thread for c in captures if c.thread in named)
    return threads.most_common(1)[0][0] if threads else ""
