"""Finds texts that were seen before: the same words but for a slip, by fingerprint."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.clock import DAY_MS
from services.language.text import same_shape
from services.records import SegmentId
from services.store import Store
from services.store.rows import HitRow

MOST_BITS = 3
WINDOW_MS = 30 * DAY_MS
_BANDS = 4
_MOST_COMPARED = 20  # of a text that comes again and again, the last ones
_CAPITALS = re.compile(r"\b[A-ZÀ-Þ][\w'’\-]*")


@dataclass(frozen=True, slots=True)
class Twin:
    """A segment that repeats an earlier one; independent where it came another day or way."""

    later: SegmentId
    earlier: SegmentId
    independent: bool


class KnownPrints:
    """Fingerprints of a stretch of time in order of time, found again by any quarter of their bits.

    Two that differ in at most three of 64 bits agree in one of four bands of sixteen (Manku et al.,
    *Detecting near-duplicates for web crawling*, WWW 2007), so only those are compared. About 40
    bytes a fingerprint.
    """

    def __init__(self, ids: NDArray[np.int64], prints: NDArray[np.int64]) -> None:
        self._ids = ids
        # unsigned: numpy counts the bits of a signed number's absolute value
        self._prints = prints.view(np.uint64)
        self._place = {int(own): index for index, own in enumerate(ids)}
        self._gone = np.zeros(len(ids), bool)
        self._bands: list[tuple[NDArray[np.uint16], NDArray[np.intp]]] = []
        for band in range(_BANDS):
            keys = (self._prints >> np.uint64(16 * band)).astype(np.uint16)
            order = np.argsort(keys, kind="stable")
            self._bands.append((keys[order], order))

    def before(self, segment_id: SegmentId) -> list[SegmentId]:
        """Nearly the same ones that were seen before it and are no duplicates themselves."""
        index = self._place.get(segment_id)
        if index is None:
            return []
        own, near = self._prints[index], set[int]()
        for band, (keys, order) in enumerate(self._bands):
            key = np.uint16(int(own) >> (16 * band) & 0xFFFF)
            low, high = np.searchsorted(keys, key, "left"), np.searchsorted(keys, key, "right")
            found = order[low:high]
            found = found[(found < index) & ~self._gone[found]]
            close = np.bitwise_count(self._prints[found] ^ own) <= MOST_BITS
            near.update(found[close].tolist())
        return [SegmentId(int(self._ids[i])) for i in sorted(near)]

    def drop(self, segment_id: SegmentId) -> None:
        """Leave out what was found to be a duplicate."""
        self._gone[self._place[segment_id]] = True


def known_prints(store: Store) -> KnownPrints:
    """What was not taken in yet, with all of the month before it."""
    stretch = store.segments.undigested_stretch()
    if stretch is None:
        return KnownPrints(np.empty(0, np.int64), np.empty(0, np.int64))
    first_ms, last_ms = stretch
    return KnownPrints(*store.segments.fingerprints(first_ms - WINDOW_MS, last_ms + 1))


def find_twins(store: Store, rows: Sequence[HitRow], known: KnownPrints) -> list[Twin]:
    """Which of these segments repeat an earlier text of the month before each.

    Fingerprints within 3 bits of 64 and the same shape: numbers and names agree, and the length
    nearly.
    """
    fresh = [row for row in rows if row.segment.duplicate_of is None and row.segment.text]
    twins: list[Twin] = []
    for row in sorted(fresh, key=lambda r: (r.segment.at_ms, r.segment.id)):
        twin = _twin(store, row, known.before(row.segment.id))
        if twin is not None:
            twins.append(twin)
            known.drop(twin.later)
    return twins


def _twin(store: Store, row: HitRow, candidates: Sequence[SegmentId]) -> Twin | None:
    text = row.segment.text
    others = store.segments.hits(candidates[-_MOST_COMPARED:])
    for other in sorted(others.values(), key=lambda r: (r.segment.at_ms, r.segment.id)):
        if row.segment.at_ms - other.segment.at_ms > WINDOW_MS:
            continue
        names_agree = _CAPITALS.findall(text) == _CAPITALS.findall(other.segment.text)
        if names_agree and same_shape(text, other.segment.text):
            return Twin(row.segment.id, other.segment.id, independent=is_independent(row, other))
    return None


def is_independent(row: HitRow, other: HitRow) -> bool:
    """Another day, or another way in (source, author): not the same window once more."""
    a, b = row.hit, other.hit
    day_a, day_b = (hit.at_ms + hit.offset_min * 60_000 for hit in (a, b))
    return day_a // DAY_MS != day_b // DAY_MS or (a.source, a.author) != (b.source, b.author)
