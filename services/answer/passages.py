"""The sentence of each hit that answers best, and whether any of them is about the question."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from services.answer.guard import is_suspect
from services.answer.question import (
    Kind,
    Question,
    asks_whether,
    content_stems,
    names_the_kind,
)
from services.language.stems import stem, stems_of
from services.language.text import sentence_spans
from services.records import Hit

Embed = Callable[[Sequence[str]], NDArray[np.float32]]
"""Texts to unit vectors, float32[n, dim]."""

_HITS, _SENTENCES = 10, 3  # looked at: so many hits, so many sentences of each
_LONGEST = 400  # characters of one quoted sentence
_RANK, _WORDS, _MEANING, _KIND = 0.4, 0.3, 0.2, 0.1
_SUSPECT, _DISPUTED = 0.5, 0.5


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a hit: the span ``[start, end)`` of its text, and how well it answers.

    ``share`` is how much of the question's weight its words carry and ``around`` the same for the
    whole hit, both in [0, 1]; ``meaning`` is the cosine of question and sentence; ``named`` tells
    that the names in the question stand in the hit or are its author's.
    """

    hit: Hit
    start: int
    end: int
    share: float
    around: float
    named: bool
    meaning: float = 0.0
    score: float = 0.0

    @property
    def text(self) -> str:
        """The sentence, verbatim."""
        return self.hit.text[self.start : self.end]

    @property
    def suspect(self) -> bool:
        """Whether the hit addresses an assistant rather than a person."""
        return is_suspect(self.hit.text)


@dataclass(frozen=True, slots=True)
class Weights:
    """Inverse document frequency of the question's stems."""

    of_stem: Mapping[str, float]

    def share(self, question: frozenset[str], found: frozenset[str]) -> float:
        """How much of the question's weight the found stems carry, in [0, 1]."""
        total = sum(self.of_stem.get(s, 1.0) for s in question)
        if total <= 0:
            return 0.0
        return sum(self.of_stem.get(s, 1.0) for s in question & found) / total


def weigh(frequency: Mapping[str, int], total: int) -> Weights:
    """Weights of stems from words' document frequencies (BM25's IDF, never negative)."""
    return Weights(
        {
            stem(w): math.log(1 + max(0.5, total - df + 0.5) / (df + 0.5))
            for w, df in frequency.items()
        }
    )


def openings(hits: Sequence[Hit]) -> list[Passage]:
    """The first sentence of each hit, best hit first: for a question that names only a time."""
    found = []
    for hit in hits[:_HITS]:
        for start, end in sentence_spans(hit.text)[:1]:
            cut = _cut(hit.text, start, end)
            score = hit.score * (_SUSPECT if is_suspect(hit.text) else 1.0)
            found.append(Passage(hit, start, cut, 0.0, 0.0, named=True, score=score))
    return sorted(found, key=lambda p: -p.score)


def passages(
    question: Question, hits: Sequence[Hit], weights: Weights, embed: Embed
) -> list[Passage]:
    """The best sentence of each hit, best first."""
    looked = [p for hit in hits[:_HITS] for p in _candidates(question, hit, weights)]
    if not looked:
        return []
    vectors = embed([question.text, *(p.text for p in looked)])
    top = max(p.hit.score for p in looked) or 1.0
    best: dict[int, Passage] = {}
    for passage, meaning in zip(looked, (vectors[1:] @ vectors[0]).tolist(), strict=True):
        scored = _scored(replace(passage, meaning=meaning), question, passage.hit.score / top)
        other = best.get(passage.hit.segment_id)
        if other is None or scored.score > other.score:
            best[passage.hit.segment_id] = scored
    return sorted(best.values(), key=lambda p: -p.score)


def _candidates(question: Question, hit: Hit, weights: Weights) -> Iterator[Passage]:
    """The sentences of a hit that share most with the question, in the order of the text."""
    provenance = stems_of(f"{hit.author} {hit.title} {hit.thread}")
    whole = stems_of(hit.text) | provenance | stems_of(f"{hit.app} {hit.url}")
    around = weights.share(question.terms, whole)
    named = _named(question, whole)
    found = []
    for start, end in sentence_spans(hit.text):
        if not tells(question, hit, hit.text[start:end]):
            continue
        share = weights.share(question.terms, stems_of(hit.text[start:end]) | provenance)
        found.append(Passage(hit, start, _cut(hit.text, start, end), share, around, named))
    found.sort(key=lambda p: -p.share)
    yield from sorted(found[:_SENTENCES], key=lambda p: p.start)


def tells(question: Question, hit: Hit, sentence: str) -> bool:
    """Whether a sentence says anything beyond the question: a heading that repeats it does not.

    Neither does the program's name behind a title. A whole sentence may answer yes.
    """
    if asks_whether(question) and sentence.endswith((".", "!")):
        return True
    if question.kind is Kind.HOW_MANY and names_the_kind(Kind.HOW_MANY, sentence):
        return True
    return bool(content_stems(sentence) - stems_of(f"{question.text} {hit.app}"))


def _cut(text: str, start: int, end: int) -> int:
    if end - start <= _LONGEST:
        return end
    space = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
    return space if space > 0 else start + _LONGEST


def _named(question: Question, whole: frozenset[str]) -> bool:
    """Whether at least half of the names stand there; a name stands by its first word."""
    there = sum(name[0] in whole for name in question.names)
    return 2 * there >= len(question.names)


def _scored(passage: Passage, question: Question, rank: float) -> Passage:
    score = _RANK * rank + _WORDS * passage.share + _MEANING * max(0.0, passage.meaning)
    score += _KIND * names_the_kind(question.kind, passage.text)
    if passage.suspect:
        score *= _SUSPECT
    if passage.hit.disputed or not passage.named:
        score *= _DISPUTED
    return replace(passage, score=score)
