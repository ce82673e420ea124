"""Cuts lines into chunks of a few words, each with a key of its own.

Typing at the end of a long line then changes its last chunk only, and no crop is wider than what
the recogniser reads exactly.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.reading.lines import Mask
from services.reading.spaces import ink_of
from services.records import Box

_WIDEST = 16.0  # times the line's height: some 30 characters
_NARROWEST = 8.0
_WORD_GAP = 0.22  # times the line's height: less is the gap between two letters


@dataclass(frozen=True, slots=True)
class Chunk:
    """Part of a line: ``crop`` is what the recogniser sees, ``ink`` the tight box of the key.

    ``place`` is the ink's offset in its line and the line's height where the ink is much lower
    than the line, else zeros.
    """

    crop: Box
    ink: Box
    place: tuple[int, int]


def chunks_of(line: Box, gray: Mask) -> list[Chunk]:
    """The chunks of a line from the left; none where the box holds no ink."""
    part = ink_of(gray[line.top : line.bottom, line.left : line.right])
    columns = np.flatnonzero(part.any(axis=0))
    if not len(columns):
        return []
    cuts = _cuts(columns, line.height)
    starts, ends = (
        [int(columns[0]), *(b for _, b in cuts)],
        [*(a for a, _ in cuts), int(columns[-1])],
    )
    return [
        _chunk(line, part, start, end, gray.shape) for start, end in zip(starts, ends, strict=True)
    ]


def _cuts(columns: NDArray[np.intp], height: int) -> list[tuple[int, int]]:
    """Where to cut: (last column before, first column after) of gaps between words.

    From the left, the widest gap that leaves a chunk of a good length; the choice looks at nothing
    to the right of that, so that what is added to a line leaves its earlier chunks as they were.
    """
    gaps = np.diff(columns)
    wide = np.flatnonzero(gaps > max(2.0, _WORD_GAP * height) + 1)
    cuts: list[tuple[int, int]] = []
    start = int(columns[0])
    while columns[-1] - start > _WIDEST * height:
        ends = columns[wide]
        fit = wide[(ends - start >= _NARROWEST * height) & (ends - start <= _WIDEST * height)]
        if not len(fit):
            fit = wide[ends - start > _WIDEST * height][:1]
            if not len(fit):
                break
        at = int(fit[np.argmax(gaps[fit])])
        cuts.append((int(columns[at]), int(columns[at + 1])))
        start = int(columns[at + 1])
    return cuts


def _chunk(
    line: Box, part: NDArray[np.bool_], start: int, end: int, shape: tuple[int, ...]
) -> Chunk:
    """The chunk of columns ``start`` to ``end`` (inside) of a line's ink."""
    rows = np.flatnonzero(part[:, start : end + 1].any(axis=1))
    first, last = int(rows[0]), int(rows[-1])
    ink = Box(line.left + start, line.top + first, end - start + 1, last - first + 1)
    left, top = max(0, ink.left - 4), max(0, line.top - 2)
    right, bottom = min(shape[1], ink.right + 3), min(shape[0], line.bottom + 2)
    low = ink.height < 0.6 * line.height
    place = (first, line.height) if low else (0, 0)
    return Chunk(Box(left, top, right - left, bottom - top), ink, place)
