"""How far a sentence speaks of what a question names, in other words too.

MaxSim of ColBERT (Khattab and Zaharia, SIGIR 2020) over the embedder's own token vectors: each
content word of the question looks for the token of the sentence that is most like it, and words
weigh by their inverse document frequency.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from services.index.embedder import TokenVectors
from services.language.stems import stem

Read = Callable[[Sequence[str]], Sequence[TokenVectors]]
"""Texts to what the embedder makes of them and of their tokens, in order."""

Vectors = NDArray[np.float32]


def term_vectors(reading: TokenVectors, weights: Mapping[str, float]) -> tuple[Vectors, Vectors]:
    """The tokens of the words that have a weight: float32[n, dim], and their weights float32[n].

    ``weights`` are of stems; the weight of a word is shared among its tokens, so that a rare name
    that falls into many pieces does not count for many words.
    """
    rows: list[int] = []
    shares: list[float] = []
    for word, run in groupby(enumerate(reading.words), key=lambda one: one[1]):
        own = [row for row, _ in run]
        weight = weights.get(stem(word), 0.0)
        if weight > 0:
            rows += own
            shares += [weight / len(own)] * len(own)
    return reading.vectors[rows], np.asarray(shares, dtype=np.float32)


def likeness(terms: Vectors, weights: Vectors, tokens: Vectors) -> float:
    """The weighted mean of each term's greatest cosine with a token, in [0, 1]."""
    total = float(weights.sum())
    if total <= 0 or not len(tokens):
        return 0.0
    nearest = (terms @ tokens.T).max(axis=1)
    return max(0.0, float(weights @ nearest) / total)
