"""Compares a question with candidates token by token (late interaction), from one bit a dimension.

Khattab and Zaharia, *ColBERT*, SIGIR 2020: each token of the question takes its best match among
the candidate's tokens; here each counts by how rare its word is. Of a candidate only the signs of
its tokens' vectors are kept (``index/token_codes.py``).
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from services.cancel import CancelToken
from services.index.embedder import TokenVectors
from services.index.token_codes import TokenEmbedder, codes_of, telling
from services.language.stems import stem
from services.language.text import search_words, stands_in
from services.records import SegmentId
from services.store import Store

BATCH = 64
# The product of a vector with its own signs, on average: the mean of |x| of a normal x.
SAME = math.sqrt(2 / math.pi)


class Coder:
    """Gives codes to segments that have a vector and no codes yet; one run at a time.

    ``Indexer`` codes what it embeds; this is for what was embedded before it did, and for what
    another model embedded that has taken over since. ``embedder`` gives the model in use. One that
    tells nothing of single tokens gives no codes.
    """

    def __init__(self, store: Store, embedder: Callable[[], object]) -> None:
        self._store = store
        self._embedder = embedder
        self._compared = ""

    def catch_up(self, cancel: CancelToken | None = None) -> int:
        """Bring the codes into line with the rows; returns how many segments got some.

        Raises ``Cancelled`` between batches: what is done stays done.
        """
        cancel = cancel or CancelToken()
        embedder = self._embedder()
        if not isinstance(embedder, TokenEmbedder):
            return 0
        tokens, done = self._store.tokens, 0
        if self._compared != embedder.model_id:
            tokens.drop_other_models(embedder.model_id)
            self._compared = embedder.model_id
        tokens.drop_faded()
        while texts := tokens.waiting(BATCH):
            cancel.check()
            read = embedder.embed_tokens(list(texts.values()))
            made = {own: codes_of(text) for own, text in zip(texts, read, strict=True)}
            tokens.put(embedder.model_id, made)
            done += len(made)
        return done


def score(
    question: TokenVectors,
    codes: Mapping[SegmentId, bytes],
    rarity: Callable[[Iterable[str]], Mapping[str, float]],
    texts: Mapping[SegmentId, str] | None = None,
) -> dict[SegmentId, float]:
    """How well each candidate's tokens answer the question's, in [0, 1]; all there is 1.

    ``rarity`` gives the weight of words (inverse document frequency). What has no tokens scores 0.
    A word that stands in the candidate's text as it is counts whole: only the first ``MOST_TOKENS``
    have codes, and the pieces of a number are like those of any other.
    """
    told = telling(question.words)
    if not told or not codes:
        return {}
    dim = question.vectors.shape[1]
    words = [question.words[at] for at in told]
    weights, times = rarity(words), Counter(words)
    # a word counts once, however often it is said and into however many pieces it is cut
    share = np.array([weights[word] / times[word] for word in words], dtype=np.float32)
    packed = np.frombuffer(b"".join(codes.values()), dtype=np.uint8).reshape(-1, dim // 8)
    likeness = _likeness(question.vectors[told], packed)
    sizes = np.array([len(data) * 8 // dim for data in codes.values()])
    best = _best_of_each(likeness, sizes)
    if texts is not None:
        best[_held(words, [texts.get(own, "").lower() for own in codes])] = SAME
    found = best.clip(0.0, SAME).T @ share / SAME / max(float(share.sum()), 1e-9)
    return dict(zip(codes, found.tolist(), strict=True))


def _best_of_each(likeness: NDArray[np.float32], sizes: NDArray[np.int64]) -> NDArray[np.float32]:
    """The best match float32[question tokens, candidates] among each one's tokens; 0 for none."""
    best = np.zeros((len(likeness), len(sizes)), dtype=np.float32)
    some = sizes > 0
    if some.any():
        starts = (np.cumsum(sizes) - sizes)[some]
        best[:, some] = np.maximum.reduceat(likeness, starts, axis=1)
    return best


def _held(words: Sequence[str], texts: Sequence[str]) -> NDArray[np.bool_]:
    """Which words stand in which texts, bool[words, texts]."""
    each = {word: [word in text and stands_in(word, text) for text in texts] for word in set(words)}
    return np.array([each[word] for word in words], dtype=np.bool_).reshape(len(words), len(texts))


def meanings(
    whole: NDArray[np.float32],
    codes: Mapping[SegmentId, bytes],
    windows: Mapping[SegmentId, Sequence[SegmentId]],
) -> list[tuple[SegmentId, float, float]]:
    """Each segment with the cosine of a question to it and to its window, from token codes alone.

    ``whole`` is the question's vector float32[dim], ``windows`` names the segments of each window.
    A text's vector is the mean of its tokens', and the mean of their signs points nearly the same
    way: so what has lost its vector can still be compared. Segments without codes are left out.
    """
    dim = len(whole)
    sums: dict[SegmentId, NDArray[np.float32]] = {}
    for own, data in codes.items():
        ones = np.unpackbits(np.frombuffer(data, np.uint8).reshape(-1, dim // 8), axis=1)
        sums[own] = 2.0 * ones.sum(axis=0, dtype=np.float32) - np.float32(len(ones))
    found: list[tuple[SegmentId, float, float]] = []
    for own, parts in windows.items():
        if own in sums:
            around = np.sum([sums[part] for part in parts if part in sums], axis=0)
            found.append((own, _cosine(sums[own], whole), _cosine(around, whole)))
    return found


def _cosine(left: NDArray[np.float32], right: NDArray[np.float32]) -> float:
    length = float(np.linalg.norm(left) * np.linalg.norm(right))
    return float(left @ right) / length if length else 0.0


def score_by_words(
    question: TokenVectors,
    texts: Mapping[SegmentId, str],
    rarity: Callable[[Iterable[str]], Mapping[str, float]],
) -> dict[SegmentId, float]:
    """What ``score`` would say if only the same words were alike: for what has no codes."""
    words = list(dict.fromkeys(question.words[at] for at in telling(question.words)))
    weights = rarity(words)
    whole = max(sum(weights.values()), 1e-9)
    stems = {word: stem(word) for word in words}
    found: dict[SegmentId, float] = {}
    for own, text in texts.items():
        held = {stem(word) for word in search_words(text.lower())}
        found[own] = sum(weights[word] for word in words if stems[word] in held) / whole
    return found


def _likeness(vectors: NDArray[np.float32], packed: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Products float32[question tokens, tokens] of vectors with signs of length one."""
    ones = np.unpackbits(packed, axis=1).astype(np.float32)
    # a sign is twice its bit less one
    products: NDArray[np.float32] = 2.0 * (vectors @ ones.T) - vectors.sum(axis=1, keepdims=True)
    return products / np.float32(math.sqrt(vectors.shape[1]))
