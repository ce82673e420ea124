"""The sentence of each hit that answers best, and whether any of them is about the question."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from services.answer.guard import is_suspect
from services.answer.likeness import Read, likeness, term_vectors
from services.answer.question import (
    Kind,
    Question,
    asks_whether,
    content_stems,
    names_the_kind,
)
from services.answer.subject import FULLY, NOT, Name, speaks_of, writers
from services.language.stems import stem, stems_of
from services.language.text import sentence_spans
from services.records import Hit

_HITS = 12  # looked at
_READ_CHARACTERS = 160
READ_FIRST = 4
"""Sentences that the embedder reads: it takes about 0.2 ms a token, and a question has 80 ms."""
READ_ALL = _HITS
_LONGEST = 400  # characters of one quoted sentence
# Among hits the search's own order tells most: chosen with `tests/bench/answer_weights.py`, one
# corpus left out at a time; words and meaning of the one sentence gained nothing beyond it.
_NEAR, _KIND, _OF_NOBODY = 0.1, 0.15, 0.8
_WORDS_WITHIN, _KIND_WITHIN, _OF_NOBODY_WITHIN = 0.4, 0.25, 0.5  # among sentences of one hit
_SUSPECT, _DISPUTED = 0.5, 0.5


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a hit: the span ``[start, end)`` of its text, and how well it answers.

    ``share`` is how much of the question's weight its words carry, ``around`` the same for the
    whole hit, both in [0, 1] and without the names of people who write. ``meaning`` is the cosine
    of question and sentence, ``near`` how like its words are the question's (MaxSim, [0, 1]).
    ``of`` in [0, 1] is how far it speaks of whom the question is about.
    """

    hit: Hit
    start: int
    end: int
    share: float
    around: float
    of: float
    meaning: float = 0.0
    near: float = 0.0
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
            found.append(Passage(hit, start, cut, 0.0, 0.0, of=FULLY, score=score))
    return sorted(found, key=lambda p: -p.score)


@dataclass(frozen=True, slots=True)
class _Topic:
    """What a question is about, apart from whom: its people write among the hits."""

    question: Question
    terms: frozenset[str]
    people: tuple[Name, ...]
    things: tuple[Name, ...]
    text: str
    weights: Weights

    def shares(self) -> dict[str, float]:
        """The weight of each of its stems."""
        return {term: self.weights.of_stem.get(term, 1.0) for term in self.terms}


def _topic(question: Question, hits: Sequence[Hit], weights: Weights) -> _Topic:
    known = writers(hit.author for hit in hits)
    people = tuple(name for name in question.names if name[0] in known)
    things = tuple(name for name in question.names if name[0] not in known)
    terms = question.terms - {part for name in people for part in name}
    if not terms:  # "Who is Marta?" asks for nothing but a person
        return _Topic(question, question.terms, (), question.names, question.text, weights)
    # a name pulls together all that one person said, whatever it is about (ALGORITHMS §3)
    called = {part for name in people for part in name}
    text = " ".join(w for w in question.text.split() if not set(stems_of(w)) & called)
    return _Topic(question, terms, people, things, text, weights)


def passages(
    question: Question,
    hits: Sequence[Hit],
    weights: Weights,
    read: Read,
    read_most: int = READ_FIRST,
) -> list[Passage]:
    """The best sentence of each hit, best first; the first ``read_most`` of them are read."""
    topic = _topic(question, hits, weights)
    top = max((hit.score for hit in hits), default=0.0) or 1.0
    looked = [p for hit in hits[:_HITS] for p in _candidates(topic, hit, top)]
    looked.sort(key=lambda p: -p.score)
    if not looked:
        return []
    first, told = looked[:read_most], looked[read_most:]
    asked, *readings = read([topic.text, *(p.text[:_READ_CHARACTERS] for p in first)])
    terms, shares = term_vectors(asked, topic.shares())
    for passage, reading in zip(first, readings, strict=True):
        meaning = float(asked.whole @ reading.whole)
        near = likeness(terms, shares, reading.vectors)
        read_one = replace(passage, meaning=meaning, near=near)
        told.append(_scored(read_one, question, passage.hit.score / top))
    return sorted(told, key=lambda p: -p.score)


def _candidates(topic: _Topic, hit: Hit, top: float) -> list[Passage]:
    """The sentence of a hit that answers best as far as words and pronouns tell; the first of like.

    One of each: further sentences of one hit would crowd out what other people said.
    """
    provenance = stems_of(f"{hit.author} {hit.title} {hit.thread}")
    whole = stems_of(hit.text) | provenance | stems_of(f"{hit.app} {hit.url}")
    around = topic.weights.share(topic.terms, whole)
    named = _named(topic.things, whole)
    found = []
    for start, end in sentence_spans(hit.text):
        sentence = hit.text[start:end]
        if not tells(topic.question, hit, sentence):
            continue
        share = topic.weights.share(topic.terms, stems_of(sentence) | provenance)
        of = _of(topic.people, hit, sentence) if named else NOT
        found.append(Passage(hit, start, _cut(hit.text, start, end), share, around, of))
    if not found:
        return []
    title = stems_of(f"{hit.title} {topic.question.text}")  # stands before the quote already
    more = [p for p in found if content_stems(p.text) - title]
    best = max(more or found, key=lambda p: _worth_within(p, topic.question))
    return [_scored(best, topic.question, hit.score / top)]


def _of(people: Sequence[Name], hit: Hit, sentence: str) -> float:
    """How far a sentence speaks of one of the people asked about; fully where none is."""
    told = (speaks_of(person, hit.author, sentence, hit.text) for person in people)
    return max(told, default=FULLY)


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


def _named(names: Sequence[Name], whole: frozenset[str]) -> bool:
    """Whether at least half of the names stand there; a name stands by its first word."""
    there = sum(name[0] in whole for name in names)
    return 2 * there >= len(names)


def _worth_within(passage: Passage, question: Question) -> float:
    """How well a sentence answers among those of its hit."""
    worth = 1 + _WORDS_WITHIN * passage.share
    worth += _KIND_WITHIN * names_the_kind(question.kind, passage.text)
    return worth * (_OF_NOBODY_WITHIN + (1 - _OF_NOBODY_WITHIN) * passage.of)


def _scored(passage: Passage, question: Question, rank: float) -> Passage:
    """The passage with its score among those of all hits; ``rank`` is its hit's, in [0, 1]."""
    score = rank + _NEAR * passage.near
    score += _KIND * names_the_kind(question.kind, passage.text)
    score *= _OF_NOBODY + (1 - _OF_NOBODY) * passage.of
    if passage.suspect:
        score *= _SUSPECT
    if passage.hit.disputed:
        score *= _DISPUTED
    return replace(passage, score=score)
