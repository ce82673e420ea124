"""Cuts a rectangle of a screen into what shows something and wide stretches of one colour.

Half of a usual screen is empty ground, which takes an encoder nearly as long as text does.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from services.reading.lines import Image
from services.records import Box

_LEAST = 32  # rows or columns: less is the space between two lines of text


def without_grounds(image: Image, box: Box) -> tuple[list[Box], list[Box]]:
    """The boxes that show something, and those of one colour; together they are ``box``.

    Bands from edge to edge are cut out first, then what is empty beside the rest.
    """
    shown: list[Box] = []
    empty: list[Box] = []
    part = np.ascontiguousarray(image[box.top : box.bottom, box.left : box.right])
    for top, bottom, is_band in _stretches(_one_colour(part), part[:, 0]):
        band = Box(box.left, box.top + top, box.width, bottom - top)
        if is_band:
            empty.append(band)
            continue
        inside = part[top:bottom]
        for left, right, is_empty in _stretches(_one_colour_down(inside), inside[0]):
            cell = Box(band.left + left, band.top, right - left, band.height)
            (empty if is_empty else shown).append(cell)
    return shown, empty


def _one_colour(part: Image) -> NDArray[np.bool_]:
    """Which rows are of one colour."""
    rows = part.reshape(part.shape[0], -1)
    return np.asarray((rows[:, 3:] == rows[:, :-3]).all(axis=1))


def _one_colour_down(part: Image) -> NDArray[np.bool_]:
    """Which columns are of one colour."""
    return np.asarray((part[1:] == part[:-1]).all(axis=0).all(axis=1))


def _stretches(flat: NDArray[np.bool_], colours: Image) -> Iterator[tuple[int, int, bool]]:
    """First and end of each stretch, and whether all of it is of one colour and wide enough.

    ``flat`` says which rows are of one colour, ``colours`` (n, 3) which colour that is.
    """
    joined = flat[1:] & flat[:-1] & (colours[1:] == colours[:-1]).all(axis=1)
    starts = np.concatenate(([0], np.flatnonzero(~joined) + 1))
    ends = np.append(starts[1:], len(flat))
    wide = (ends - starts >= _LEAST) & flat[starts]
    at = 0
    for first, end in zip(starts[wide].tolist(), ends[wide].tolist(), strict=True):
        if first > at:
            yield at, first, False
        yield first, end, True
        at = end
    if at < len(flat):
        yield at, len(flat), False
