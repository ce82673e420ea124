"""Where a frame's brightness or colour steps along a row, and which of that is no letter."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
"""RGB pixels, shape (height, width, 3)."""
Mask = NDArray[np.uint8]
"""One byte a pixel, shape (height, width); 255 where there is ink."""

Numbers = NDArray[np.int64]

EDGE = 18
"""Least step of brightness between two pixels that counts as an edge (0-255)."""

BLOCK = 4
"""Columns that are looked at as one where words are put together."""

_TALL = 15  # rows of a straight edge from which it may be a border
_GROUP = 4  # rows that are looked at as one where borders are looked for
_LONGEST = 90  # rows: longer than any stem of a letter
_FINE = 40  # rows: stems as long as that are three columns thick
_CLEAR = 4  # columns beside a shorter drawn line without any ink; letters have arms there
_ARMS = ((24, 0, 27), (48, 27, 53), (80, 53, _LONGEST))
# columns of a straight horizontal edge from which it is the side of a box, for runs of some rows
_ROUND = 12  # rows that a round corner may take away from the side of a box
_OVERHANG = 1.7  # times the ink beside it: a border; the bar of a lower-case line has 1.6
_TWO_LINES = 20  # rows: two lines of the smallest type
_SAMPLES = 24  # places along a run where ink is looked for beside it
_LINE = 5  # of these, at the least, are a line of text and not the dot of an i
_COLOURED = 8  # steps of colour without brightness in a stripe of rows: looked at in colour
_STRIPE = 24


@dataclass(frozen=True, slots=True)
class Runs:
    """Straight vertical edges: columns ``x``, rows from ``top`` to before ``bottom``."""

    x: NDArray[np.int64]
    top: NDArray[np.int64]
    bottom: NDArray[np.int64]

    def where(self, kept: NDArray[np.bool_]) -> "Runs":
        """Some of them."""
        return Runs(self.x[kept], self.top[kept], self.bottom[kept])


def edges_of(gray: Mask) -> Mask:
    """Where brightness steps from one column to the next.

    Steps along a row only: horizontal rules vanish by themselves, and a line of text keeps its
    exact top and bottom, so that tightly set lines stay apart. The width is rounded up to a
    multiple of 8, without ink there.
    """
    height, width = gray.shape
    edges: Mask = np.zeros((height, -(-width // 8) * 8), np.uint8)
    if width > 1:
        steps = cv2.absdiff(gray[:, 1:], gray[:, :-1])
        edges[:, 1:width] = cv2.threshold(steps, EDGE, 255, cv2.THRESH_BINARY)[1]
    return edges


def coloured_stripes(edges: Mask, image: Image) -> list[tuple[int, int]]:
    """Rows where colour steps and brightness does not; every third row is looked at."""
    height, width = image.shape[:2]
    if width < 2:
        return []
    known = cv2.dilate(edges[::3], np.ones((1, 3), np.uint8))[:, 1:width]
    seen = cv2.subtract(colour_edges(image[::3]), known)
    rows = np.asarray(cv2.reduce(seen, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S))[:, 0] // 255
    stripes = np.add.reduceat(rows, np.arange(0, len(rows), _STRIPE // 3))
    return [
        (max(0, (at - 1) * _STRIPE), min(height, (at + 2) * _STRIPE))
        for at in np.flatnonzero(stripes >= _COLOURED).tolist()
    ]


def colour_edges(image: Image) -> Mask:
    """Steps of colour: the brightness of the difference is not the difference of brightness."""
    steps = cv2.absdiff(image[:, 1:], image[:, :-1])
    bright = cv2.cvtColor(steps, cv2.COLOR_RGB2GRAY)
    return np.asarray(cv2.threshold(bright, EDGE, 255, cv2.THRESH_BINARY)[1], np.uint8)


def blocks_of(edges: Mask) -> Mask:
    """Edges with ``BLOCK`` columns as one, 1 where any has ink."""
    return np.asarray((edges.view(np.uint32) != 0).view(np.uint8), np.uint8)


def tall_runs(edges: Mask) -> tuple[Runs, Mask]:
    """Straight vertical edges of some 15 rows and more, and where they are; none of textures.

    Looked for in groups of four rows, of which one row may miss: borders are broken where another
    one crosses.
    """
    groups = edges.shape[0] // _GROUP
    a, b, c, d = (edges[at : groups * _GROUP : _GROUP] for at in range(_GROUP))
    full = np.asarray(((a & b) & (c | d)) | ((c & d) & (a | b)), np.uint8)
    tall: Mask = np.zeros((groups + 2, edges.shape[1]), np.uint8)
    upright = cv2.morphologyEx(full, cv2.MORPH_OPEN, np.ones((3, 1), np.uint8))
    busy = cv2.morphologyEx(upright, cv2.MORPH_OPEN, np.ones((1, 6), np.uint8))
    cv2.subtract(upright, busy, tall[1:-1])
    starts = _sorted_points(np.asarray(cv2.subtract(tall[1:], tall[:-1]), np.uint8))
    ends = _sorted_points(np.asarray(cv2.subtract(tall[:-1], tall[1:]), np.uint8))
    x, top, bottom = starts[:, 0], starts[:, 1] * _GROUP, ends[:, 1] * _GROUP
    for _ in range(_GROUP):
        top = top - (edges[np.maximum(top - 1, 0), x] > 0) * (top > 0)
        bottom = bottom + (edges[np.minimum(bottom, len(edges) - 1), x] > 0) * (bottom < len(edges))
    mask: Mask = np.zeros_like(edges)
    mask[: groups * _GROUP] = np.repeat(tall[1:-1], _GROUP, axis=0)
    return Runs(x, top, bottom).where(bottom - top >= _TALL), mask


def _sorted_points(mask: Mask) -> NDArray[np.int64]:
    """Columns and rows of what is set, by column."""
    rows, columns = np.divmod(np.flatnonzero(mask != 0), mask.shape[1])
    order = np.lexsort((rows, columns))
    return np.stack((columns[order], rows[order]), axis=1)


@dataclass(frozen=True, slots=True)
class Kinds:
    """Which runs are no letters (``rules``), and which of these part what stands beside them."""

    rules: NDArray[np.bool_]
    borders: NDArray[np.bool_]


def kinds_of(runs: Runs, tall: Mask, edges: Mask, gray: Mask) -> Kinds:
    """Tell borders, rules and the sides of boxes from the stems of letters.

    A run is no stem where it is longer than any letter; where long horizontal edges meet both its
    ends; where the ink beside it leaves out both its ends, or is that of several lines; or where
    there is nothing beside it.
    """
    length = runs.bottom - runs.top
    long = length >= _LONGEST
    if not len(length):
        return Kinds(long, long)
    borders = long | _sides_of_boxes(runs, gray)
    # the stems of large type are as thick as they are long, a drawn line is not
    drawn = length >= _FINE
    unknown = np.flatnonzero(~borders & ~drawn)
    drawn[unknown] = _drawn(runs.where(~borders & ~drawn), tall, edges)
    # the two sides of a thin line are of one kind
    away, shared = np.diff(runs.x), _shared(runs)
    both = np.flatnonzero((away <= 3) & (shared > 0.8 * np.minimum(length[1:], length[:-1])))
    drawn[both] &= drawn[both + 1]
    drawn[both + 1] &= drawn[both]
    return Kinds(borders | (drawn & ~_thick(runs)), borders)


def _drawn(runs: Runs, tall: Mask, edges: Mask) -> NDArray[np.bool_]:
    """Which of the shorter runs are no stems, by the ink beside them, other runs left out."""
    length = runs.bottom - runs.top
    inked = np.asarray(cv2.subtract(edges, tall), np.uint8)
    ink = Sums(blocks_of(inked))
    others = Sums(blocks_of(tall)).beside(runs, runs.top, runs.bottom, length)
    profile = _profile(ink, runs, length * 3 // 2)
    first, last = profile.argmax(axis=0), _SAMPLES - 1 - profile[::-1].argmax(axis=0)
    nothing = ~profile.any(axis=0)
    share = (last - first + 1) / _SAMPLES
    beyond = (first >= 2) & (last <= _SAMPLES - 3) & (share * _OVERHANG <= 1)
    drawn = (nothing & (others < length)) | (beyond & ~nothing)
    long = length >= _TWO_LINES
    wide = _profile(ink, runs.where(long), length[long] * 4)
    thick = np.lib.stride_tricks.sliding_window_view(wide, _LINE, axis=0).all(axis=-1)
    drawn[long] |= (np.diff(thick.astype(np.int8), axis=0, prepend=0) > 0).sum(axis=0) > 1
    for one in np.flatnonzero(drawn).tolist():
        x, top, bottom = int(runs.x[one]), int(runs.top[one]), int(runs.bottom[one])
        drawn[one] = not inked[top + 1 : bottom - 1, max(0, x - _CLEAR) : x + _CLEAR + 1].any()
    return np.asarray(drawn, np.bool_)


def _profile(ink: "Sums", runs: Runs, reach: Numbers) -> NDArray[np.bool_]:
    """Whether there is ink beside each run at places along it, shape (24, runs)."""
    at = runs.top + (runs.bottom - runs.top) * np.arange(_SAMPLES + 1)[:, None] // _SAMPLES
    return ink.beside(runs, at[:-1], np.maximum(at[1:], at[:-1] + 1), reach) > 0


def _shared(runs: Runs, by: int = 1) -> NDArray[np.int64]:
    """How many rows each run has together with the one that comes ``by`` after it."""
    return np.asarray(
        np.minimum(runs.bottom[by:], runs.bottom[:-by]) - np.maximum(runs.top[by:], runs.top[:-by])
    )


def _thick(runs: Runs) -> NDArray[np.bool_]:
    """Which runs have another one at the distance of a letter's stroke, and no thin line's."""
    length = runs.bottom - runs.top
    thick = np.zeros(len(length), np.bool_)
    for by in range(1, min(9, len(length))):
        away, shared = runs.x[by:] - runs.x[:-by], _shared(runs, by)
        lower = np.maximum(length[by:], length[:-by])
        stroke = (away >= np.maximum(3, lower * 7 // 100)) & (away <= lower * 25 // 100)
        pair = stroke & (shared >= 0.8 * lower)
        thick[by:] |= pair
        thick[:-by] |= pair
    return thick


def _sides_of_boxes(runs: Runs, gray: Mask) -> NDArray[np.bool_]:
    """Which runs end above and below at a horizontal edge longer than the arms of letters."""
    height, width = gray.shape
    flat: Mask = np.zeros((height, -(-width // 8) * 8), np.uint8)
    steps = cv2.absdiff(gray[1:], gray[:-1])
    flat[1:, :width] = cv2.threshold(steps, EDGE // 2, 255, cv2.THRESH_BINARY)[1]
    full = (flat.view(np.uint64) == np.uint64(0xFFFFFFFFFFFFFFFF)).view(np.uint8)
    lengths = runs.bottom - runs.top
    sides = np.zeros(len(lengths), np.bool_)
    for shortest, least, most in _ARMS:
        chosen = (lengths >= least) & (lengths < most)
        if chosen.any():
            some = cv2.morphologyEx(full, cv2.MORPH_OPEN, np.ones((1, shortest // 8), np.uint8))
            sums = Sums(np.asarray(some, np.uint8), 8)
            sides[chosen] = _boxed(runs.where(chosen), sums)
    return sides


def _boxed(runs: Runs, sums: "Sums") -> NDArray[np.bool_]:
    """Which runs have horizontal edges at both ends, touching or round the corner of a box."""
    corner = np.minimum(_ROUND, (runs.bottom - runs.top) // 3 + 2)
    near = np.full(len(corner), _ROUND + 12)
    above = sums.sides(runs, runs.top - corner, runs.top + 3, near)
    below = sums.sides(runs, runs.bottom - 3, runs.bottom + corner, near)
    # over letters in a box there are edges on both sides, at a round corner on one
    one = (above[0] & below[0] & ~above[1] & ~below[1]) | (
        above[1] & below[1] & ~above[0] & ~below[0]
    )
    close = sums.beside(runs, runs.top - 2, runs.top + 3, near) > 0
    return one | (close & (sums.beside(runs, runs.bottom - 3, runs.bottom + 2, near) > 0))


def _within(places: Numbers, end: int) -> Numbers:
    """Places from 0 to before ``end``; for a few numbers ``np.clip`` takes four times as long."""
    return np.asarray(np.minimum(np.maximum(places, 0), end - 1), np.int64)


class Sums:
    """Sums of a mask of blocks over rectangles given in pixels, by its integral."""

    def __init__(self, mask: Mask, block: int = BLOCK) -> None:
        self._sums = cv2.integral(mask)
        self._block = block

    def of(self, left: Numbers, top: Numbers, right: Numbers, bottom: Numbers) -> NDArray[np.int64]:
        """Blocks set in rows ``top`` to before ``bottom``, in whole blocks from ``left``."""
        high, wide = self._sums.shape
        first, last = _within(top, high), _within(bottom, high)
        a = _within(np.asarray(left) // self._block, wide)
        b = _within(-(-np.asarray(right) // self._block), wide)
        sums = self._sums
        return np.asarray(sums[last, b] - sums[first, b] - sums[last, a] + sums[first, a], np.int64)

    def sides(
        self, runs: Runs, top: Numbers, bottom: Numbers, reach: Numbers
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Whether any block is set within ``reach`` columns left, and right, of each run."""
        left = self.of(runs.x - reach, top, runs.x - 5, bottom)
        return left > 0, self.of(runs.x + 6, top, runs.x + 6 + reach, bottom) > 0

    def beside(
        self, runs: Runs, top: Numbers, bottom: Numbers, reach: Numbers
    ) -> NDArray[np.int64]:
        """Blocks set within ``reach`` columns left and right of each run, not at it."""
        return self.of(runs.x - reach, top, runs.x - 5, bottom) + self.of(
            runs.x + 6, top, runs.x + 6 + reach, bottom
        )
