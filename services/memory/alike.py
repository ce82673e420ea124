"""Finds texts that say what was said before in nearly the same words, by their vectors.

Vectors turned by the secret rotation have independent signs, so the chance that one differs is the
angle between two over π (Charikar, *Similarity estimation techniques from rounding algorithms*,
STOC 2002). Two texts as alike as ``LEAST_COSINE`` agree in at least one of 24 bands of 16 signs in
99 of 100 cases, and only those are compared (Manku et al., WWW 2007).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.language.lexicon import DATE
from services.language.text import words
from services.memory.duplicates import WINDOW_MS, Twin, is_independent
from services.memory.events import Floats, VectorsOf
from services.memory.salience import names_in
from services.records import SegmentId
from services.store import Store
from services.store.rows import HitRow

LEAST_COSINE = 0.95
_MOST_BITS = 0.16  # of the signs may differ: a tenth do at that cosine, and three deviations more
_BAND_BITS = 16
_MOST_BANDS = 24
_COMPARED = 50  # of a text that comes again and again, the last ones
_PAGE = 5_000
_SOME = 4_000  # fresh texts that are compared at a time
_ALIKE_WORDS = 0.5  # of the words: what an embedder does not know it takes for the same
_DIGITS = re.compile(r"\d+")
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nor|without|cannot|kein\w*|nicht|nie|ohne|pas|jamais|sans|nunca|sin)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)

Bits = NDArray[np.uint64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Segments of a stretch of time that have vectors, in order of time, with their signs."""

    ids: NDArray[np.int64]
    signs: Bits  # uint64[n, words]
    fresh: Places  # those that were not taken in yet


def find_alike(store: Store, vectors: VectorsOf, tick: Callable[[], None]) -> Iterator[list[Twin]]:
    """Which texts that were not taken in yet repeat one of the month before them, some at a time.

    Names, numbers, dates and negations must be the same: a changed price is the very thing to
    remember. Texts without a vector are passed over.
    """
    stretch = _read(store, vectors, tick)
    gone: set[int] = set()
    for start in range(0, len(stretch.fresh), _SOME):
        tick()
        pairs = _near(stretch, stretch.fresh[start : start + _SOME])
        found = list(_twins(store, vectors, stretch, pairs, gone))
        if found:
            yield found


def _read(store: Store, vectors: VectorsOf, tick: Callable[[], None]) -> _Stretch:
    span = store.segments.undigested_stretch()
    empty = _Stretch(np.empty(0, np.int64), np.empty((0, 1), np.uint64), np.empty(0, np.intp))
    if span is None:
        return empty
    ids, _ = store.segments.fingerprints(span[0] - WINDOW_MS, span[1] + 1)
    kept, signs = [], []
    for start in range(0, len(ids), _PAGE):
        tick()
        page = [SegmentId(int(own)) for own in ids[start : start + _PAGE]]
        found, rows = vectors(page)
        kept.append(np.array(found, np.int64))
        signs.append(_signs(rows))
    if not kept or not sum(map(len, kept)):
        return empty
    own = np.concatenate(kept)
    fresh = np.isin(own, np.fromiter(store.segments.undigested_ids(), np.int64))
    return _Stretch(own, np.concatenate([s for s in signs if len(s)]), np.flatnonzero(fresh))


def _signs(vectors: Floats) -> Bits:
    dim = vectors.shape[1]
    padded = np.zeros((len(vectors), -(-dim // 64) * 64), np.bool_)
    padded[:, :dim] = vectors > 0
    signs: Bits = np.packbits(padded, axis=1).view(np.uint64)
    return signs


def _near(stretch: _Stretch, fresh: Places) -> list[tuple[int, int]]:
    """Pairs of places (later, earlier) whose signs agree but for some, the earliest first."""
    bands = np.ascontiguousarray(stretch.signs).view(np.uint16)
    most = round(_MOST_BITS * 64 * stretch.signs.shape[1])
    near: set[tuple[int, int]] = set()
    for band in range(min(_MOST_BANDS, bands.shape[1])):
        keys = bands[:, band]
        order = np.argsort(keys, kind="stable")  # of equal keys in order of time
        place = np.empty(len(order), np.intp)
        place[order] = np.arange(len(order))
        ends = place[fresh]
        starts = np.searchsorted(keys[order], keys[fresh], "left")
        starts = np.maximum(starts, ends - _COMPARED)
        counts = ends - starts
        later = np.repeat(fresh, counts)
        steps = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        earlier = order[np.repeat(starts, counts) + steps]
        differ = np.bitwise_count(stretch.signs[later] ^ stretch.signs[earlier]).sum(axis=1)
        close = differ <= most
        near.update(zip(later[close].tolist(), earlier[close].tolist(), strict=True))
    return sorted(near)


def _twins(
    store: Store,
    vectors: VectorsOf,
    stretch: _Stretch,
    pairs: Sequence[tuple[int, int]],
    gone: set[int],
) -> Iterator[Twin]:
    """Those pairs that are alike and say the same; ``gone`` are places found to repeat another."""
    every = sorted({place for pair in pairs for place in pair})
    ids = [SegmentId(int(stretch.ids[place])) for place in every]
    rows = store.segments.hits(ids)
    found, own = vectors(ids)
    at = {segment: n for n, segment in enumerate(found)}
    for later, earlier in pairs:
        a, b = SegmentId(int(stretch.ids[later])), SegmentId(int(stretch.ids[earlier]))
        if later in gone or earlier in gone or not {a, b} <= rows.keys() & at.keys():
            continue
        left, right = own[at[a]], own[at[b]]
        norm = float(np.linalg.norm(left) * np.linalg.norm(right))
        alike = norm > 0 and float(left @ right) > LEAST_COSINE * norm
        if alike and _says_the_same(rows[a], rows[b]):
            gone.add(later)
            yield Twin(a, b, independent=is_independent(rows[a], rows[b]))


def _says_the_same(row: HitRow, other: HitRow) -> bool:
    late, early = row.segment, other.segment
    if late.at_ms - early.at_ms > WINDOW_MS or late.duplicate_of or early.duplicate_of:
        return False
    a, b = set(words(late.text)), set(words(early.text))
    return len(a & b) >= _ALIKE_WORDS * len(a | b) and _marks(late.text) == _marks(early.text)


def _marks(text: str) -> tuple[list[str], ...]:
    """What must be the same in two texts that say the same: numbers, names, dates, negations."""
    return (
        sorted(_DIGITS.findall(text)),
        sorted(names_in(text)),
        sorted(date.lower() for date in DATE.findall(text)),
        sorted(negation.lower() for negation in _NEGATION.findall(text)),
    )
