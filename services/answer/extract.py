"""Answers without a model: the sentences that say it, verbatim, dated, with who said it."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.answer.guard import is_suspect
from services.answer.question import Question, names_the_kind, stems_of
from services.memory.text import sentence_spans
from services.records import Hit

Embed = Callable[[Sequence[str]], NDArray[np.float32]]
"""Texts to unit vectors, float32[n, dim]."""

MOST_SENTENCES = 3
_RANK_WEIGHT, _WORD_WEIGHT, _KIND_WEIGHT = 0.55, 0.35, 0.1
_KEEP_FROM = 0.6  # of the best sentence's score: below it a sentence is about something else
_LONGEST = 400  # characters of one quoted sentence
# Evidence is about the question where it shares most of its words, or means the same, or some of
# both. MiniLM's cosine of unrelated sentences stays below about .25, of paraphrases above .5.
_WORDS_ENOUGH, _MEANING_ENOUGH, _TOGETHER_ENOUGH = 0.6, 0.55, 0.8
_LOOKED_AT = 8


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a hit: the span ``[start, end)`` of its text, and how well it answers."""

    hit: Hit
    start: int
    end: int
    score: float

    @property
    def text(self) -> str:
        """The sentence, verbatim."""
        return self.hit.text[self.start : self.end]


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
    """Weights from document frequencies (the probabilistic IDF of BM25, never negative)."""
    return Weights(
        {s: math.log(1 + (total - df + 0.5) / (df + 0.5)) for s, df in frequency.items()}
    )


def passages(question: Question, hits: Sequence[Hit], weights: Weights) -> list[Passage]:
    """The best sentence of each hit, best first."""
    top = max((hit.score for hit in hits), default=0.0) or 1.0
    best = (_best_sentence(question, hit, hit.score / top, weights) for hit in hits)
    found = [passage for passage in best if passage is not None]
    return sorted(found, key=lambda p: -p.score)


def _best_sentence(question: Question, hit: Hit, rank: float, weights: Weights) -> Passage | None:
    around = stems_of(f"{hit.author} {hit.title} {hit.thread}")
    best: Passage | None = None
    for start, end in sentence_spans(hit.text):
        text = hit.text[start:end]
        words = weights.share(question.terms, stems_of(text) | around)
        score = _RANK_WEIGHT * rank + _WORD_WEIGHT * words
        score += _KIND_WEIGHT * names_the_kind(question.kind, text)
        score *= 0.5 if is_suspect(text) else 1.0
        if best is None or score > best.score:
            best = Passage(hit, start, min(end, start + _LONGEST), score)
    return best


def choose(found: Iterable[Passage], most: int = MOST_SENTENCES) -> list[Passage]:
    """The few sentences worth showing: close to the best, and none said twice."""
    chosen: list[Passage] = []
    said: set[frozenset[str]] = set()
    for passage in found:
        if chosen and passage.score < _KEEP_FROM * chosen[0].score:
            break
        stems = stems_of(passage.text)
        if stems in said:
            continue
        said.add(stems)
        chosen.append(passage)
        if len(chosen) == most:
            break
    return chosen


def is_about(question: Question, found: Sequence[Passage], weights: Weights, embed: Embed) -> bool:
    """Whether any of the best passages is about what was asked; if not, nothing was found."""
    if not found:
        return False
    if not question.terms:
        return True
    looked = found[:_LOOKED_AT]
    shares = [
        weights.share(
            question.terms,
            stems_of(f"{p.hit.text} {p.hit.author} {p.hit.title} {p.hit.thread} {p.hit.app}"),
        )
        for p in looked
    ]
    if max(shares) >= _WORDS_ENOUGH:
        return True
    vectors = embed([question.text, *(p.text for p in looked)])
    meanings = vectors[1:] @ vectors[0]
    return any(
        meaning >= _MEANING_ENOUGH or share + meaning >= _TOGETHER_ENOUGH
        for share, meaning in zip(shares, meanings.tolist(), strict=True)
    )
