"""Finds carets, so that none is read as a letter and its blinking makes no line anew."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np

from services.reading.edges import BLOCK, Image, Mask, Runs
from services.reading.words import Corners
from services.records import Box

_WIDEST = 3  # columns of a caret
_OVER = 0.08  # times its height: how far it stands out above capitals
_CAPITAL = 0.55  # times its height: less is a line without capitals and ascenders
_HUGS = 0.2  # times its height: nearer than a bar after a space


def barred(lines: Sequence[Corners], runs: Runs) -> list[int]:
    """Which lines have a straight edge all the way from top to bottom, as a caret has."""
    if not lines or not len(runs.x):
        return []
    left, top, right, bottom = np.array(lines).T[:, :, np.newaxis]
    spans = (
        (runs.x >= left - 1) & (runs.x <= right + 1)
        & (runs.top <= top + 1) & (runs.bottom >= bottom - 1)
    )  # fmt: skip
    return np.flatnonzero(spans.any(axis=1)).tolist()


def caret_in(line: Corners, runs: Runs, edges: Mask) -> Corners | None:
    """The caret in a line; None where there is none, or several bars, which are letters then."""
    left, top, right, bottom = line
    tall = bottom - top
    spans = (
        (runs.x >= left - 1) & (runs.x <= right + 1)
        & (runs.top <= top + 1) & (runs.bottom >= bottom - 1) & (runs.top >= top - 3)
        & (runs.bottom <= bottom + 3)
    )  # fmt: skip
    columns = np.unique(runs.x[spans])
    if len(columns) < 2 or columns[-1] - columns[0] > _WIDEST:
        return None
    first, last = int(columns[0]), int(columns[-1])
    part = edges[top:bottom, left : right + 2].copy()
    part[:, max(0, first - left) : last - left + 1] = 0
    rows = np.flatnonzero(part.any(axis=1))
    if not len(rows):
        return None
    before = np.flatnonzero(part[:, : max(0, first - left)].any(axis=0))
    after = np.flatnonzero(part[:, last - left + 1 :].any(axis=0))
    if rows[0] < max(2, _OVER * tall) or rows[-1] >= tall:
        return None
    low = rows[-1] - rows[0] + 1 < _CAPITAL * tall
    hugs = len(before) and first - left - before[-1] <= max(3, _HUGS * tall)
    if low and (len(after) or not hugs):
        return None
    spanning = runs.where(spans)
    return [first, int(spanning.top.min()), last, int(spanning.bottom.max())]


def is_bar(line: Corners, runs: Runs) -> bool:
    """Whether a line is but one upright bar: a caret in an empty field, the end of a border."""
    left, top, right, bottom = line
    if right - left > 2 * BLOCK:
        return False
    inside = (runs.x >= left) & (runs.x <= right)
    return bool((inside & (runs.top <= top + 1) & (runs.bottom >= bottom - 1)).any())


@contextmanager
def hidden(image: Image, carets: Sequence[Box]) -> Iterator[None]:
    """Inside the block, carets are painted over in ``image``; behind it they stand there again."""
    seen = [image[box.top : box.bottom, box.left : box.right].copy() for box in carets]
    without(image, [(box.left, box.top, box.right, box.bottom) for box in carets])
    try:
        yield
    finally:
        for box, part in zip(carets, seen, strict=True):
            image[box.top : box.bottom, box.left : box.right] = part


def without(image: Mask, carets: Sequence[tuple[int, int, int, int]]) -> None:
    """Paint carets (left, top, right, bottom) over with what stands left of them."""
    for left, top, right, bottom in carets:
        at = left - 1 if left > 0 else right
        image[top:bottom, left:right] = image[top:bottom, at : at + 1]
