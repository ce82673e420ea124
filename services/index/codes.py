"""Sealed vectors in memory as 8-bit numbers and signs: exact where few are asked, quick for all.

A vector turned by a random rotation has numbers of like size, so that one scale a vector and eight
bits a number keep its cosines to about 0.002, and its signs alone tell what may be near (Gao and
Long 2024, "RaBitQ"). The secret rotation that seals the vectors is such a rotation.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.records import SegmentId

Vectors = NDArray[np.float32]
Codes = NDArray[np.int8]
Rows = NDArray[np.intp]
Ids = NDArray[np.int64]
Found = list[tuple[SegmentId, float]]

# So many vectors are compared one by one with all their bits; of more, the signs choose these.
COMPARED = 4_000
QUERY_BITS = 4
WIDE = 4  # times as many are chosen by the highest of the query's bits alone
BLOCK = 8_192  # rows at a time: what is computed of them stays in the processor's cache
LEVELS = 4_096
# Room for as many as are vivid by default: what is not used of it takes no memory, and a matrix
# that grows would for a moment hold twice what it needs.
FIRST_ROOM = 1 << 17
GROWTH = 1.25
_LARGEST = 127.0


def coded(vectors: Vectors) -> tuple[Codes, Vectors]:
    """Vectors float32[n, dim] as int8[n, dim] and the scale float32[n] that leads back."""
    largest = np.abs(vectors).max(axis=1, initial=1e-12)
    scales = (largest / _LARGEST).astype(np.float32)
    return np.rint(vectors / scales[:, None]).astype(np.int8), scales


class CodeMatrix:
    """The vectors of one grain by segment id; about ``1.13 * dim`` bytes each, and 4 bytes an id.

    Not safe for threads by itself: ``VectorIndex`` holds a lock around every call.
    """

    def __init__(self, dim: int) -> None:
        self.dim = dim
        self._count = 0
        room = FIRST_ROOM
        self._row_of = np.zeros(0, np.int32)  # by id, from 1 on; 0: not there
        self._ids = np.zeros(room, np.int64)
        self._scales = np.zeros(room, np.float32)
        self._codes = np.zeros((room, dim), np.int8)
        # by word, then by row: each step of the comparison then runs over one long array
        self._signs = np.zeros((-(-dim // 64), room), np.uint64)
        self._positive = np.zeros(room, np.uint16)

    def __len__(self) -> int:
        return self._count

    def __contains__(self, own: object) -> bool:
        return isinstance(own, int) and 0 <= own < len(self._row_of) and self._row_of[own] > 0

    @property
    def ids(self) -> Ids:
        """The ids of the rows, in the order of the rows (a view)."""
        return self._ids[: self._count]

    def put(self, ids: Sequence[SegmentId] | Ids, codes: Codes, scales: Vectors) -> None:
        """Store codes; those of ids that are there already are replaced."""
        rows = self._rows_for(np.asarray(ids, np.int64))
        self._codes[rows] = codes
        self._scales[rows] = scales
        self._signs[:, rows] = _bits(codes > 0)
        self._positive[rows] = (codes > 0).sum(axis=1)

    def _rows_for(self, ids: Ids) -> Rows:
        """The rows of ids; those that have none are given one."""
        if not len(ids):
            return np.zeros(0, np.intp)
        if (last := int(ids.max())) >= len(self._row_of):
            self._row_of = _grown(self._row_of, int(last * GROWTH) + 1)
        new = ids[self._row_of[ids] == 0]
        if len(new):
            _, first = np.unique(new, return_index=True)
            new = new[np.sort(first)]
            self._make_room(len(new))
            rows = slice(self._count, self._count + len(new))
            self._ids[rows] = new
            self._row_of[new] = np.arange(rows.start, rows.stop) + 1
            self._count = rows.stop
        return np.asarray(self._row_of[ids] - 1, np.intp)

    def remove(self, ids: Iterable[SegmentId]) -> None:
        """Take segments out; the last row moves into each gap, and nothing stays behind it."""
        for own in ids:
            if own not in self:
                continue
            row, last = int(self._row_of[own]) - 1, self._count - 1
            self._row_of[own] = 0
            if row != last:
                self._ids[row] = self._ids[last]
                self._codes[row] = self._codes[last]
                self._scales[row] = self._scales[last]
                self._signs[:, row] = self._signs[:, last]
                self._positive[row] = self._positive[last]
                self._row_of[self._ids[row]] = row + 1
            self._codes[last] = 0
            self._signs[:, last] = 0
            self._count = last

    def vectors(self, ids: Iterable[SegmentId]) -> tuple[list[SegmentId], Vectors]:
        """Those of the ids that are there, and their sealed vectors float32[n, dim]."""
        asked = np.fromiter(ids, np.int64)
        asked = asked[(asked >= 0) & (asked < len(self._row_of))]
        rows = self._row_of[asked]
        there = [SegmentId(own) for own in asked[rows > 0].tolist()]
        return there, self._floats(np.asarray(rows[rows > 0] - 1, np.intp))

    def search(self, sealed: Vectors, k: int, allowed: NDArray[np.bool_] | None) -> Found:
        """The ``k`` nearest (segment, cosine) among the allowed rows, the nearest first.

        ``sealed`` is the query float32[dim], ``allowed`` a mask over the rows.
        """
        if self._count == 0:
            return []
        few = max(COMPARED, 2 * k)
        if allowed is None:
            rows = np.arange(self._count) if self._count <= few else self._likely(sealed, few, None)
        else:
            rows = np.flatnonzero(allowed)
            if len(rows) > few:
                rows = self._likely(sealed, few, allowed)
        if len(rows) == 0:
            return []
        codes = np.take(self._codes, rows, axis=0)
        cosines = (codes.astype(np.float32) @ sealed) * self._scales[rows]
        best = _largest(cosines, k)
        return [
            (SegmentId(own), cosine)
            for own, cosine in zip(
                self._ids[rows[best]].tolist(), cosines[best].tolist(), strict=True
            )
        ]

    def _likely(self, sealed: Vectors, count: int, allowed: NDArray[np.bool_] | None) -> Rows:
        """The rows whose signs say that they may be nearest.

        The query keeps four bits a number, and one plane of bits at a time is compared: the sum
        of its numbers where a vector's sign is positive orders vectors as the whole product does,
        to within 0.04 of a cosine (RaBitQ, equation 20). Of many rows the highest plane chooses
        those that the other three look at: half the time, and hardly a neighbour lost.
        """
        least = float(sealed.min())
        step = max(float(sealed.max()) - least, 1e-12) / (2**QUERY_BITS - 1)
        levels = np.rint((sealed - least) / step).astype(np.uint8)
        planes = [_bits(levels[None] >> bit & 1)[:, 0] for bit in reversed(range(QUERY_BITS))]
        rows = np.arange(self._count) if allowed is None else np.flatnonzero(allowed)
        if len(rows) > WIDE * count:
            order = self._order(None, planes[:1], step, least)
            if allowed is not None:
                order[~allowed] = -np.inf
            rows = _above(order, WIDE * count)
        return np.asarray(rows[_above(self._order(rows, planes, step, least), count)], np.intp)

    def _order(
        self, rows: Rows | None, planes: list[NDArray[np.uint64]], step: float, least: float
    ) -> Vectors:
        """What the planes, the highest first, tell of the product with each row (None: all)."""
        total = self._count if rows is None else len(rows)
        order = np.empty(total, np.float32)
        # of the planes left out a number has half of what they could hold
        below = 2 ** (QUERY_BITS - len(planes))
        least += step * (below - 1) / 2
        for start in range(0, total, BLOCK):
            block = slice(start, min(start + BLOCK, total))
            some = block if rows is None else rows[block]
            sums = _sums(self._signs[:, some], planes)
            order[block] = sums * np.float32(step * below) + self._positive[some] * np.float32(
                least
            )
        return order

    def _floats(self, rows: Rows) -> Vectors:
        made: Vectors = self._codes[rows].astype(np.float32) * self._scales[rows][:, None]
        return made

    def _make_room(self, more: int) -> None:
        room = len(self._ids)
        if self._count + more <= room:
            return
        new = max(int(room * GROWTH), self._count + more)
        self._ids = _grown(self._ids, new)
        self._scales = _grown(self._scales, new)
        self._positive = _grown(self._positive, new)
        self._codes = _grown(self._codes, new)
        signs = np.zeros((len(self._signs), new), np.uint64)
        signs[:, :room] = self._signs
        self._signs = signs


def _grown(array: NDArray[Any], size: int) -> NDArray[Any]:
    larger: NDArray[Any] = np.zeros((size, *array.shape[1:]), array.dtype)
    larger[: len(array)] = array
    return larger


def _sums(words: NDArray[np.uint64], planes: list[NDArray[np.uint64]]) -> NDArray[np.uint16]:
    """The query's levels, added where the signs [words, n] of a vector are positive: uint16[n]."""
    both = np.empty(words.shape[1], np.uint64)
    bits = np.empty(words.shape[1], np.uint8)
    total = np.zeros(words.shape[1], np.uint16)
    for plane in planes:
        total <<= 1
        for word, own in zip(words, plane, strict=True):
            np.bitwise_and(word, own, out=both)
            np.bitwise_count(both, out=bits)
            total += bits
    return total


def _bits(flags: NDArray[np.generic]) -> NDArray[np.uint64]:
    """What is not zero of [n, dim] as bits, uint64[words, n]."""
    dim = flags.shape[1]
    padded = np.zeros((len(flags), -(-dim // 64) * 64), np.bool_)
    padded[:, :dim] = flags
    words: NDArray[np.uint64] = np.packbits(padded, axis=1).view(np.uint64).T
    return words


def _above(values: Vectors, count: int) -> Rows:
    """Places of at least the ``count`` largest finite values, and few more: by a histogram."""
    finite = values[np.isfinite(values)]
    if len(finite) <= count:
        return np.flatnonzero(np.isfinite(values))
    least = float(finite.min())
    width = max(float(finite.max()) - least, 1e-12) / (LEVELS - 1)
    levels = ((finite - least) / width).astype(np.intp)
    from_above = np.cumsum(np.bincount(levels, minlength=LEVELS)[::-1])
    edge = LEVELS - 1 - int(np.searchsorted(from_above, count))
    # one level of leeway: the edge is computed in another order than the levels were
    return np.flatnonzero(values >= np.float32(least + (edge - 0.01) * width))


def _largest(values: Vectors, k: int) -> Rows:
    """Places of the ``k`` largest values, the largest first, equal ones in order of place."""
    if len(values) > k:
        chosen = np.sort(np.argpartition(values, -k)[-k:])
    else:
        chosen = np.arange(len(values))
    order: Rows = chosen[np.argsort(-values[chosen], kind="stable")]
    return order
