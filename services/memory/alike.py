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
    at = {segment: n for n, segment in enumerate(found) if segment in rows}
    norms = np.linalg.norm(own, axis=1)
    told: dict[SegmentId, _Told] = {}  # a text that comes again and again is in many pairs
    for later, earlier in pairs:
        a, b = SegmentId(int(stretch.ids[later])), SegmentId(int(stretch.ids[earlier]))
        if later in gone or earlier in gone or a not in at or b not in at:
            continue
        norm = float(norms[at[a]] * norms[at[b]])
        alike = norm > 0 and float(own[at[a]] @ own[at[b]]) > LEAST_COSINE * norm
        if not alike or not _may_be_one(rows[a], rows[b]):
            continue
        for segment in (a, b):
            if segment not in told:
                told[segment] = _told(rows[segment].segment.text)
        if told[a].says_the_same(told[b]):
            gone.add(later)
            yield Twin(a, b, independent=is_independent(rows[a], rows[b]))


def _may_be_one(row: HitRow, other: HitRow) -> bool:
    late, early = row.segment, other.segment
    near = late.at_ms - early.at_ms <= WINDOW_MS
    return near and not late.duplicate_of and not early.duplicate_of


@dataclass(frozen=True, slots=True)
class _Told:
    """A text's words, and what must be the same: its numbers, names, dates and negations."""

    words: frozenset[str]
    marks: tuple[list[str], ...]

    def says_the_same(self, other: "_Told") -> bool:
        shared, all_of = self.words & other.words, self.words | other.words
        return len(shared) >= _ALIKE_WORDS * len(all_of) and self.marks == other.marks


def _told(text: str) -> _Told:
    marks = (
        sorted(_DIGITS.findall(text)),
        sorted(names_in(text)),
        sorted(date.lower() for date in DATE.findall(text)),
        sorted(negation.lower() for negation in _NEGATION.findall(text)),
    )
    return _Told(frozenset(words(text)), marks)
