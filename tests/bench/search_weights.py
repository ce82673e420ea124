"""Chooses the weights of ranking over made-up corpora, with one corpus left out at a time.

``dev.py bench search_weights`` prints what each weight gains where it was not chosen, and the
weights that all corpora together choose; ``services/retrieval/weights.py`` holds them. It takes
some minutes: most of them for embedding 6,000 memories.
"""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from resources import ROOT
from services.index.embedder import MiniLmEmbedder
from services.index.windows import own_text
from services.language.answer_kinds import AnswerKind, tells
from services.records import Query, SegmentId, TimeWindow
from services.retrieval.query import read_question
from services.retrieval.ranking import Candidates, is_at, is_within, named
from services.retrieval.search import POOL, Search
from services.retrieval.vocabulary import Vocabulary
from services.retrieval.weights import CHOSEN, Weights
from services.store import HitRow
from tests.bench.corpora.library import NOW_MS, Library, corpora, library
from tests.bench.corpora.model import Asked

# Where the search begins: the shape of DESIGN §8 with its values set by hand.
PRIOR = Weights(
    words=0.3, words_window=0.2, meaning=0.25, meaning_window=0.25, tokens=0.3, neighbour=0.25,
    person=1.15, in_time=1.4, in_place=1.4, answer=1.0, strength_share=0.3,
)  # fmt: skip
TRIED: Mapping[str, Sequence[float]] = {
    "words": (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4),
    "words_window": (0.05, 0.1, 0.15, 0.2, 0.25, 0.3),
    "meaning": (0.15, 0.2, 0.25, 0.3, 0.4, 0.5),
    "meaning_window": (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4),
    "tokens": (0.0, 0.3, 0.6, 1.0, 1.5, 2.0, 3.0),
    "neighbour": (0.0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4),
    "person": (1.0, 1.15, 1.3, 1.5, 1.75, 2.0, 2.5),
    "in_time": (1.0, 1.2, 1.4, 1.6, 1.8, 2.2, 2.6),
    "in_place": (1.0, 1.2, 1.4, 1.6, 1.8, 2.2, 2.6),
    "answer": (1.0, 1.1, 1.2, 1.35, 1.5, 1.75),
    "strength_share": (0.0, 0.15, 0.3, 0.45),
}
# What bears on some questions only is measured on those: a gain of five points on the one question
# in twenty that names a time would be lost among all.
CONCERNS = {"person": "person", "in_time": "time", "in_place": "place", "answer": "answer"}
LEAST_CONCERNED = 20  # questions of a group
SHARES = ("words", "words_window", "meaning", "meaning_window")
# Points of the measure, about one standard error of it: less is chance, so of values that near to
# the best the one nearest to where we stand is taken.
LEAST_GAIN = 0.8
MOST_ROUNDS = 3
WIDE = 2 * POOL

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What ranking knows of a question's candidates, one row each; ``gold`` marks the right ones.

    ``lists`` is float[n, 4], scaled; ``beside`` int[n, 2] the rows before and after, n for none.
    """

    lists: Floats
    tokens: Floats
    beside: NDArray[np.int64]
    person: NDArray[np.bool_]
    time: NDArray[np.bool_]
    place: NDArray[np.bool_]
    answer: NDArray[np.bool_]
    alive: Floats
    dated: bool
    gold: NDArray[np.bool_]
    golds: int


def gather(held: Library, asked: Asked) -> Gathered:
    """Take down everything that the weights are applied to."""
    retriever, store = held.retriever, held.store
    vocabulary = Vocabulary(store)
    understood = read_question(asked.text, NOW_MS, 0, vocabulary.names, vocabulary.programs())
    search = Search(retriever, Query(asked.text), understood, NOW_MS)
    found = search.candidates()
    wide = sorted(found.fused(), key=found.fused().__getitem__, reverse=True)[:WIDE]
    around = store.segments.neighbours_of(wide)
    ids = [*dict.fromkeys([*wide, *(o for b, a in around.values() for o in (*b, *a))])]
    rows = store.segments.hits(ids)
    texts = {own: own_text(rows[own]) for own in ids}
    tokens = retriever.by_tokens(search.meaning, texts)
    facts = search.facts(rows)
    place = {own: at for at, own in enumerate(ids)}
    gold = [rows[own].hit.external_id in asked.gold for own in ids]
    return Gathered(
        lists=_lists(found, ids),
        tokens=np.array([tokens.get(own, 0.0) for own in ids]),
        beside=np.array([_beside(own, around, place) for own in ids]).reshape(len(ids), 2),
        person=np.array([bool(named(rows[own], facts.people)) for own in ids]),
        time=np.array([_in_time(rows[own], facts.window) for own in ids], bool),
        place=np.array([is_at(rows[own], facts) for own in ids], bool),
        answer=np.array([_answers(rows[own], facts.answer) for own in ids], bool),
        alive=np.array([search.aliveness(rows[own]) for own in ids]),
        dated=facts.window is not None,
        gold=np.array(gold, bool),
        golds=len(asked.gold),
    )  # fmt: skip


def _answers(row: HitRow, kind: AnswerKind | None) -> bool:
    return kind is not None and tells(kind, row.hit.text)


def _in_time(row: HitRow, window: TimeWindow | None) -> bool:
    return window is not None and is_within(row, window)


def _lists(found: Candidates, ids: Sequence[SegmentId]) -> Floats:
    scaled = found.scaled()
    return np.array([[each.get(own, 0.0) for each in scaled] for own in ids]).reshape(len(ids), 4)


def _beside(
    own: SegmentId,
    around: Mapping[SegmentId, tuple[list[SegmentId], list[SegmentId]]],
    place: Mapping[SegmentId, int],
) -> tuple[int, int]:
    before, after = around.get(own, ([], []))
    first = place[before[-1]] if before else len(place)
    return first, place[after[0]] if after else len(place)


def ranked(one: Gathered, weights: Weights) -> NDArray[np.int64]:
    """The rows by falling score, as ``Search`` and ``ranking`` would have them."""
    shares = np.array([getattr(weights, name) for name in SHARES])
    fused = one.lists @ (shares / shares.sum())
    score = (fused + weights.tokens * one.tokens) / (1 + weights.tokens)
    padded = np.append(np.where(fused > 0, score, 0.0), 0.0)
    score = padded[:-1] + weights.neighbour * padded[one.beside].max(axis=1, initial=0.0)
    score = score * np.where(one.person, weights.person, 1.0)
    score = score * np.where(one.time, weights.in_time, 1.0)
    score = score * np.where(one.place, weights.in_place, 1.0)
    score = score * np.where(one.answer, weights.answer, 1.0)
    if not one.dated:
        score = score * (1 - weights.strength_share + weights.strength_share * one.alive)
    return np.argsort(-score, kind="stable")


def measure(questions: Sequence[Gathered], weights: Weights) -> float:
    """The mean of R@5, R@10 and nDCG@10, in points."""
    total = 0.0
    discount = 1 / np.log2(np.arange(2, 12))
    for one in questions:
        right = one.gold[ranked(one, weights)[:10]]
        best = discount[: min(10, one.golds)].sum()
        total += right[:5].sum() / min(5, one.golds) + right.sum() / min(10, one.golds)
        total += (right * discount[: len(right)]).sum() / best
    return 100 * total / 3 / max(len(questions), 1)


def choose(groups: Mapping[str, Sequence[Gathered]], start: Weights) -> Weights:
    """Change one weight at a time while the mean over the groups gains."""
    weights = start
    for _ in range(MOST_ROUNDS):
        before = weights
        for name, values in TRIED.items():
            those = concerned(groups, name)
            tries = [replace(weights, **{name: value}) for value in values]
            scores = [mean(those, one) for one in tries]
            good = [at for at, score in enumerate(scores) if score > max(scores) - LEAST_GAIN]
            near = min(good, key=lambda at: abs(values[at] - getattr(weights, name)))
            if scores[near] > mean(those, weights):
                weights = tries[near]
        if weights == before:
            break
    return weights


def mean(groups: Mapping[str, Sequence[Gathered]], weights: Weights) -> float:
    """The mean of the measure over groups."""
    return float(np.mean([measure(questions, weights) for questions in groups.values()]))


def concerned(groups: Mapping[str, Sequence[Gathered]], name: str) -> dict[str, list[Gathered]]:
    """The questions on which a weight bears, of groups that have enough of them."""
    if name not in CONCERNS:
        return {group: [*questions] for group, questions in groups.items()}
    mark = CONCERNS[name]
    those = {
        group: [one for one in questions if getattr(one, mark).any()]
        for group, questions in groups.items()
    }
    found = {group: some for group, some in those.items() if len(some) >= LEAST_CONCERNED}
    return found or those


def changes(weights: Weights, start: Weights) -> str:
    """What differs, in words."""
    names = [name for name in TRIED if getattr(weights, name) != getattr(start, name)]
    return ", ".join(f"{name} {getattr(weights, name):g}" for name in names) or "nothing"


def main() -> None:
    """Gather, leave one out, choose, print."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    embedder = MiniLmEmbedder(ROOT / "embedder")
    groups: dict[str, list[Gathered]] = {}
    for name, members in corpora().items():
        for corpus in members:
            with library(corpus, embedder) as held:
                groups.setdefault(name, []).extend(gather(held, one) for one in corpus.questions)
        print(f"{name:12} {len(groups[name])} questions gathered", flush=True)
    report(groups)


def report(groups: Mapping[str, Sequence[Gathered]]) -> None:
    """Leave each group out once; then choose over all."""
    print(f"{'left out':12} {'prior':>7} {'chosen on the others':>21} {'shipped':>8}")
    sums = np.zeros(3)
    for name, questions in groups.items():
        others = {other: one for other, one in groups.items() if other != name}
        chosen = choose(others, PRIOR)
        row = [measure(questions, weights) for weights in (PRIOR, chosen, CHOSEN)]
        sums += row
        told = changes(chosen, PRIOR)
        print(f"{name:12} {row[0]:7.1f} {row[1]:21.1f} {row[2]:8.1f}   {told}", flush=True)
    prior, held_out, shipped = sums / len(groups)
    print(f"{'mean':12} {prior:7.1f} {held_out:21.1f} {shipped:8.1f}")
    print("chosen on all:", changes(choose(groups, PRIOR), PRIOR))
    for name, values in TRIED.items():
        tried = [(value, replace(CHOSEN, **{name: value})) for value in values]
        scores = [(value, mean(concerned(groups, name), one)) for value, one in tried]
        print(f"{name:15} " + "  ".join(f"{v:g}: {score:.1f}" for v, score in scores), flush=True)


if __name__ == "__main__":
    main()
