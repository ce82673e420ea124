"""Finds texts that were seen before: the same words but for a slip, by fingerprint."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from services.clock import DAY_MS
from services.language.text import same_shape
from services.records import SegmentId
from services.store import Store
from services.store.rows import HitRow

MOST_BITS = 3
WINDOW_DAYS = 30
_CAPITALS = re.compile(r"\b[A-ZÀ-Þ][\w'’\-]*")


@dataclass(frozen=True, slots=True)
class Twin:
    """A segment that repeats an earlier one; independent where it came another day or way."""

    later: SegmentId
    earlier: SegmentId
    independent: bool


def find_twins(store: Store, rows: Sequence[HitRow]) -> list[Twin]:
    """Which of these segments repeat an earlier text of the month before each.

    Fingerprints within 3 bits of 64 (Manku et al., *Detecting near-duplicates for web crawling*,
    WWW 2007) and the same shape: numbers and names agree, and the length nearly.
    """
    fresh = [row for row in rows if row.segment.duplicate_of is None and row.segment.text]
    if not fresh:
        return []
    start_ms = min(row.segment.at_ms for row in fresh) - WINDOW_DAYS * DAY_MS
    end_ms = max(row.segment.at_ms for row in fresh) + 1
    known = store.segments.fingerprints(start_ms, end_ms)
    ids = np.array([segment for segment, _ in known], np.int64)
    # unsigned: numpy counts the bits of a signed number's absolute value
    prints = np.array([value for _, value in known], np.int64).view(np.uint64)
    place = {segment: index for index, (segment, _) in enumerate(known)}
    twins: list[Twin] = []
    gone: set[SegmentId] = set()
    for row in sorted(fresh, key=lambda r: (r.segment.at_ms, r.segment.id)):
        index = place.get(row.segment.id)
        if index is None:
            continue
        # `known` is in order of time, so what comes before in the list was seen before
        bits = np.bitwise_count(prints[:index] ^ prints[index])
        near = [SegmentId(int(i)) for i in ids[:index][bits <= MOST_BITS]]
        twin = _twin(store, row, (i for i in near if i not in gone))
        if twin is not None:
            twins.append(twin)
            gone.add(twin.later)
    return twins


def _twin(store: Store, row: HitRow, candidates: Iterable[SegmentId]) -> Twin | None:
    text = row.segment.text
    others = store.segments.hits(list(candidates)[:20])
    for other in sorted(others.values(), key=lambda r: (r.segment.at_ms, r.segment.id)):
        if row.segment.at_ms - other.segment.at_ms > WINDOW_DAYS * DAY_MS:
            continue
        names_agree = _CAPITALS.findall(text) == _CAPITALS.findall(other.segment.text)
        if names_agree and same_shape(text, other.segment.text):
            return Twin(row.segment.id, other.segment.id, independent=_independent(row, other))
    return None


def _independent(row: HitRow, other: HitRow) -> bool:
    """Another day, or another way in (source, author): not the same window once more."""
    a, b = row.hit, other.hit
    day_a, day_b = (hit.at_ms + hit.offset_min * 60_000 for hit in (a, b))
    return day_a // DAY_MS != day_b // DAY_MS or (a.source, a.author) != (b.source, b.author)
