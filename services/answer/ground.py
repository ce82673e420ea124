"""Whether a generated sentence is borne out by the memories it cites."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from services.answer.cite import marks_of, without_marks
from services.answer.question import stems, stems_of
from services.answer.words import weekday
from services.memory.lexicon import COMMON
from services.memory.text import sentence_spans, words
from services.records import Hit

_NUMBER = re.compile(r"\d+")
_NAME = re.compile(r"\b[A-ZÄÖÜÉ][^\W\d_]+")
_SUPPORT_FROM = 0.6  # of the content words must stand in the cited memories
_SENTENCE = re.compile(r".+?(?:\[\d{1,3}\])+[.!?]?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Grounded:
    """A supported sentence: its text without marks, and (evidence number, quote span) pairs."""

    text: str
    quotes: tuple[tuple[int, int, int], ...]


def split(generated: str) -> list[str]:
    """The sentences of a generated answer, each with the marks at its end.

    What has no mark (a sentence cut off by the length limit) is left out.
    """
    return [m.group().strip() for m in _SENTENCE.finditer(generated)]


def ground(generated: str, evidence: Sequence[Hit]) -> tuple[list[Grounded], int]:
    """The supported sentences, and how many were dropped for lack of support."""
    kept: list[Grounded] = []
    found = split(generated)
    for sentence in found:
        marks = [m for m in marks_of(sentence) if 1 <= m <= len(evidence)]
        text = without_marks(sentence)
        cited = [evidence[m - 1] for m in marks]
        if not cited or not is_supported(text, cited):
            continue
        quotes = tuple((m, *_best_span(text, evidence[m - 1])) for m in marks)
        kept.append(Grounded(text, quotes))
    return kept, len(found) - len(kept)


def is_supported(text: str, cited: Sequence[Hit]) -> bool:
    """Whether words, names and numbers of a sentence stand in what it cites.

    Dates of the memories count as standing in them, since answers make dates absolute.
    """
    whole = " ".join(
        f"{h.text} {h.author} {h.title} {weekday(h.at_ms, h.offset_min)}" for h in cited
    )
    if not set(_NUMBER.findall(text)) <= set(_NUMBER.findall(whole)):
        return False
    known = set(words(whole))
    # The first word is capitalised by its place, not because it is a name.
    names = {m.group().lower() for m in _NAME.finditer(text) if m.start() > 0}
    if not {n for n in names if n not in COMMON} <= known:
        return False
    content = stems(w for w in words(text) if w not in COMMON)
    if not content:
        return False
    return len(content & stems_of(whole)) / len(content) >= _SUPPORT_FROM


def _best_span(text: str, hit: Hit) -> tuple[int, int]:
    wanted = stems_of(text)
    spans = sentence_spans(hit.text)
    return max(spans, key=lambda s: len(wanted & stems_of(hit.text[s[0] : s[1]])))
