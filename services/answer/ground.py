"""Whether a generated sentence is borne out by the memories it cites."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from services.answer.cite import marks_of, without_marks
from services.answer.words import local, weekday
from services.clock import DAY_MS, MINUTE_MS
from services.language.dates import time_phrases
from services.language.lexicon import COMMON
from services.language.stems import stems, stems_of
from services.language.text import sentence_spans, words
from services.records import Hit

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_NAME = re.compile(r"\b[A-ZÀ-Þ][^\W\d_]+")
DENIAL = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|without|cannot|nicht|nie|niemals|kein\w*)\b|n['’]t\b",
    re.IGNORECASE,
)
# Words that open a sentence with a capital and are no name.
_OPENERS_TEXT = """
according accordingly also although another apparently as because before both currently during each
earlier every finally first he her his however it last later next none nothing now once since some
the their then there they this until when while with you your
der die das er sie es du dein deine am im laut seit
"""
_OPENERS = frozenset(_OPENERS_TEXT.split()) | COMMON
_SUPPORT_FROM = 0.6  # of the content words must stand in the cited memories
_SENTENCE = re.compile(r".+?(?:\[\d{1,3}\])+[.!?]?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Grounded:
    """A supported sentence: its text without marks, and (evidence number, quote span) triples."""

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
    """Whether dates, numbers, names, negation and words of a sentence stand in what it cites.

    A memory's own date counts as standing in it, and so do the days that its "tomorrow" and "last
    Friday" mean, since answers make dates absolute. The check errs towards dropping.
    """
    if not all(sentence_spans(hit.text) for hit in cited):
        return False
    if not _days_of_sentence(text, cited[0]) <= {d for hit in cited for d in _days_of(hit)}:
        return False
    plain = _undated(text, cited[0])
    whole = " ".join(f"{h.text} {h.author} {h.title} {_seen(h)}" for h in cited)
    if not numbers_of(plain) <= numbers_of(whole):
        return False
    if not _named_in(plain) <= set(words(whole)) | stems_of(whole):
        return False
    spans = (hit.text[slice(*_best_span(text, hit))] for hit in cited)
    if bool(DENIAL.search(text)) != any(DENIAL.search(span) for span in spans):
        return False
    content = stems(w for w in words(plain) if w not in COMMON)
    if not content:
        return False
    return len(content & stems_of(whole)) / len(content) >= _SUPPORT_FROM


def numbers_of(text: str) -> frozenset[str]:
    """The numbers of a text as they are written."""
    return frozenset(_NUMBER.findall(text))


def _named_in(text: str) -> set[str]:
    """The names of a sentence in lower case; its first word only where it is no common opener."""
    names = {m.group().lower() for m in _NAME.finditer(text)}
    return {n for n in names if n not in _OPENERS}


def _seen(hit: Hit) -> str:
    return f"{weekday(hit.at_ms, hit.offset_min)} {local(hit.at_ms, hit.offset_min):%H:%M %Y-%m-%d}"


def _days_of_sentence(text: str, hit: Hit) -> set[int]:
    return {_day(p.at_ms, hit) for p in time_phrases(text, hit.at_ms, hit.offset_min)}


def _days_of(hit: Hit) -> set[int]:
    phrases = [
        p
        for ahead in (True, False)
        for p in time_phrases(hit.text, hit.at_ms, hit.offset_min, ahead=ahead)
    ]
    return {_day(hit.at_ms, hit), *(_day(p.at_ms, hit) for p in phrases)}


def _day(at_ms: int, hit: Hit) -> int:
    return (at_ms + hit.offset_min * MINUTE_MS) // DAY_MS


def _undated(text: str, hit: Hit) -> str:
    for phrase in reversed(time_phrases(text, hit.at_ms, hit.offset_min)):
        text = f"{text[: phrase.start]} {text[phrase.end :]}"
    return text


def _best_span(text: str, hit: Hit) -> tuple[int, int]:
    wanted = stems_of(text)
    return max(
        sentence_spans(hit.text), key=lambda s: len(wanted & stems_of(hit.text[s[0] : s[1]]))
    )
