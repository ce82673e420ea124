"""How far a sentence speaks of what a question names, in other words too.

MaxSim of ColBERT (Khattab and Zaharia, SIGIR 2020) over the embedder's own token vectors: each
content word of the question looks for the token of the sentence that is most like it, and words
weigh by their inverse document frequency.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from services.index.embedder import Reading
from services.language.stems import stem
from services.language.text import words

Read = Callable[[Sequence[str]], Sequence[Reading]]
"""Texts to their readings, in order."""

Vectors = NDArray[np.float32]


def term_vectors(
    text: str, reading: Reading, weights: Mapping[str, float]
) -> tuple[Vectors, Vectors]:
    """The tokens of the words that have a weight: float32[n, dim], and their weights float32[n].

    ``weights`` are of stems; the weight of a word is shared among its tokens, so that a rare name
    that falls into many pieces does not count for many words.
    """
    rows, shares = [], []
    for start, end in _word_spans(text):
        weight = weights.get(stem(text[start:end].lower()), 0.0)
        own = [n for n, (a, b) in enumerate(reading.spans) if start <= a and b <= end]
        if weight > 0 and own:
            rows += own
            shares += [weight / len(own)] * len(own)
    return reading.tokens[rows], np.asarray(shares, dtype=np.float32)


def likeness(terms: Vectors, weights: Vectors, tokens: Vectors) -> float:
    """The weighted mean of each term's greatest cosine with a token, in [0, 1]."""
    total = float(weights.sum())
    if total <= 0 or not len(tokens):
        return 0.0
    nearest = (terms @ tokens.T).max(axis=1)
    return max(0.0, float(weights @ nearest) / total)


def _word_spans(text: str) -> list[tuple[int, int]]:
    spans, at = [], 0
    lower = text.lower()
    for word in words(text):
        start = lower.find(word, at)
        if start < 0:  # a letter whose lower case is longer: positions no longer agree
            break
        at = start + len(word)
        spans.append((start, at))
    return spans
