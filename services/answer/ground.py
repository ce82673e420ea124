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
_FROM_TO = re.compile(
    r"\b(?:from|von)\s+(\d\S*)[^.]*?\b(?:to|auf|bis)\s+(\d[\d.,:]*)", re.IGNORECASE
)
_OPPOSITE_WORDS = (
    (
        "rise rises rose risen raise raised increase increased up steigt gestiegen",
        "fall falls fell fallen lower lowered decrease decreased drop dropped down sinkt gesunken",
    ),
    (
        "open opens opened offen geöffnet",
        "close closes closed shut geschlossen",
    ),
    (
        "before vor",
        "after nach",
    ),
    (
        "buy buys bought gekauft",
        "sell sells sold verkauft",
    ),
    (
        "accept accepts accepted agree agreed approve approved zugesagt",
        "reject rejects rejected refuse refused decline declined abgesagt",
    ),
    (
        "win wins won gewonnen",
        "lose loses lost verloren",
    ),
    (
        "start starts started begin begins began beginnt",
        "stop stops stopped end ends ended endet",
    ),
    (
        "arrive arrives arrived ankommt",
        "leave leaves left depart departs departed abfährt",
    ),
    (
        "borrow borrowed geliehen",
        "lend lends lent verliehen",
    ),
    (
        "first erste erster",
        "last letzte letzter",
    ),
    (
        "more mehr",
        "less fewer weniger",
    ),
    (
        "always immer",
        "never nie",
    ),
    (
        "everybody everyone alle",
        "nobody niemand",
    ),
    (
        "pass passes passed bestanden",
        "fail fails failed durchgefallen",
    ),
    (
        "cheap cheaper billig billiger",
        "expensive dearer teuer teurer",
    ),
    (
        "early earlier früher",
        "late later später",
    ),
)
_OPPOSITES = tuple((stems_of(one), stems_of(other)) for one, other in _OPPOSITE_WORDS)
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
    if _turned_round(text, " ".join(hit.text for hit in cited)):
        return False
    content = stems(w for w in words(plain) if w not in COMMON)
    if not content:
        return False
    said = stems_of(" ".join(f"{hit.text} {hit.author}" for hit in cited))
    return len(content & said) / len(content) >= _SUPPORT_FROM


def _turned_round(text: str, source: str) -> bool:
    """Whether a sentence says the opposite in other words, or changes "from … to …" round."""
    mine, theirs = stems_of(text), stems_of(source)
    for one, other in _OPPOSITES:
        for a, b in ((one, other), (other, one)):
            if mine & a and not mine & b and theirs & b and not theirs & a:
                return True
    spans, told = _FROM_TO.findall(text), _FROM_TO.findall(source)
    return any((b, a) in told and (a, b) not in told for a, b in spans)


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
