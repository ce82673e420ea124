"""Chooses how sentences of several hits are ordered, with one group of corpora left out at a time.

``dev.py bench answer_weights`` prints, for each group, how often a right memory is among the first
three sentences and is the first one: with the weights in use, by the search's order alone, and
with the weights that the other groups choose. ``services/answer/passages.py`` holds the result.
It takes some minutes, most of them to embed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from resources import ROOT
from services.answer.passages import READ_ALL, passages, weigh
from services.answer.question import names_the_kind, understand
from services.index.embedder import MiniLmEmbedder
from services.records import Query
from tests.bench.answers import Held
from tests.bench.corpora.library import NOW_MS, corpora, library
from tests.bench.corpora.model import Corpus

SHOWN, READ = 3, 12


@dataclass(frozen=True, slots=True)
class Weights:
    """Of a sentence's words, meaning, nearness and kind; its hit's score weighs 1.

    ``of_nobody`` is the factor where it speaks of somebody else than was asked for.
    """

    words: float
    meaning: float
    near: float
    kind: float
    of_nobody: float


IN_USE = Weights(0.0, 0.0, 0.1, 0.15, 0.8)
ORDER_ALONE = Weights(0.0, 0.0, 0.0, 0.0, 1.0)
TRIED = [
    Weights(*values)
    for values in product(
        (0, 0.2), (0, 0.1), (0, 0.1, 0.3), (0, 0.05, 0.15, 0.25), (0.5, 0.65, 0.8, 1)
    )
]


@dataclass(frozen=True, slots=True)
class Sentences:
    """What is known of a question's sentences: float[n, 5] (hit, words, meaning, near, kind)."""

    features: NDArray[np.float64]
    of: NDArray[np.float64]
    right: NDArray[np.bool_]

    def shown(self, weights: Weights) -> NDArray[np.bool_]:
        """Which of the first sentences are right, the best one first."""
        each = (1.0, weights.words, weights.meaning, weights.near, weights.kind)
        scores = self.features @ np.array(each)
        scores *= weights.of_nobody + (1 - weights.of_nobody) * self.of
        return self.right[np.argsort(-scores, kind="stable")[:SHOWN]]


def gather(corpus: Corpus, embedder: MiniLmEmbedder) -> list[Sentences]:
    """The sentences of every question to which a right memory was found at all."""
    gathered = []
    with library(corpus, embedder) as own:
        memory = Held(own)
        for asked in corpus.questions:
            hits = memory.search(Query(asked.text, READ, now_ms=NOW_MS, offset_min=0)).hits
            if not any(hit.external_id in asked.gold for hit in hits):
                continue
            question = understand(asked.text)
            weights = weigh(*memory.frequencies(question.words))
            found = passages(question, hits, weights, embedder.embed_tokens, READ_ALL)
            top = max(hit.score for hit in hits) or 1.0
            rows = [
                (p.hit.score / top, p.share, max(0.0, p.meaning), p.near,
                 float(names_the_kind(question.kind, p.text)))
                for p in found
            ]  # fmt: skip
            gathered.append(
                Sentences(
                    np.array(rows, float).reshape(len(rows), 5),
                    np.array([p.of for p in found], float),
                    np.array([p.hit.external_id in asked.gold for p in found], bool),
                )
            )
    return gathered


def measure(questions: Sequence[Sentences], weights: Weights) -> tuple[float, float]:
    """Percent of questions with a right sentence among those shown, and as the first."""
    shown = [question.shown(weights) for question in questions]
    among = sum(bool(right.any()) for right in shown)
    first = sum(bool(right[:1].any()) for right in shown)
    return 100 * among / len(questions), 100 * first / len(questions)


def choose(groups: Mapping[str, Sequence[Sentences]], without: str = "") -> Weights:
    """The weights with the best mean over the groups, one left out."""
    others = [questions for name, questions in groups.items() if name != without]
    return max(TRIED, key=lambda weights: sum(sum(measure(q, weights)) for q in others))


def main() -> None:
    """Gather, choose, print."""
    embedder = MiniLmEmbedder(ROOT / "embedder")
    groups = {
        name: [one for corpus in members for one in gather(corpus, embedder)]
        for name, members in corpora().items()
    }
    for name, questions in groups.items():
        chosen = choose(groups, without=name)
        figures = (measure(questions, w) for w in (IN_USE, ORDER_ALONE, chosen))
        told = "; ".join(f"{among:.1f} {first:.1f}" for among, first in figures)
        print(f"{name:10} {len(questions):4}: {told}; chosen by the others: {chosen}", flush=True)
    print("chosen by all:", choose(groups))


if __name__ == "__main__":
    main()
