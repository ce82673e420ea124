"""Where the ink of a line has gaps, and the spaces that the recogniser passed over there."""

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from services.reading.lines import EDGE, Image, Mask

_RULE_SHARE = 0.75  # of a row: more is an underline
_AS_WIDE = 0.9  # times the usual space of the crop: a gap from which there is a space


def ink_of(gray: Mask) -> NDArray[np.bool_]:
    """Where brightness steps, along rows or columns; underlines and borders left out.

    Steps along columns too, since a dash or an equals sign has none of the others inside and must
    not look like a gap.
    """
    ink = np.zeros(gray.shape, np.bool_)
    if gray.shape[0] > 1:
        ink[1:] = np.asarray(cv2.absdiff(gray[1:], gray[:-1])) > EDGE
        ink[ink.mean(axis=1) > _RULE_SHARE] = False
    if gray.shape[1] > 1:
        ink[:, 1:] |= np.asarray(cv2.absdiff(gray[:, 1:], gray[:, :-1])) > EDGE
    return ink


def with_spaces(crop: Image, characters: Sequence[str], places: NDArray[np.float64]) -> str:
    """The characters of a crop, with a space in every gap as wide as those where one was read.

    ``places`` are the columns where the characters stand. On small type the recogniser drops one
    space in thirty, while the gap is plain to see. Never between two digits: a 1 stands as far
    from the next one.
    """
    gaps = _gaps(crop)
    there = [place for ch, place in zip(characters, places, strict=True) if ch == " "]
    read = [gap for gap in gaps if any(gap[0] - 2 <= at <= gap[1] + 2 for at in there)]
    if not read or len(read) == len(gaps):
        return "".join(characters)
    usual = float(np.median([end - start for start, end in read]))
    text = characters[0]
    for (left, right), (before, after) in zip(pairwise(characters), pairwise(places), strict=True):
        wide = max((b - a for a, b in gaps if before < (a + b) / 2 < after), default=0)
        digits = left.isdigit() and right.isdigit()
        if wide >= max(3.0, _AS_WIDE * usual) and not digits and " " not in (left, right):
            text += " "
        text += right
    return text


def _gaps(crop: Image) -> list[tuple[int, int]]:
    """Columns (last with ink, next with ink) around stretches without ink."""
    columns = np.flatnonzero(
        ink_of(np.asarray(cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY), np.uint8)).any(axis=0)
    )
    at = np.flatnonzero(np.diff(columns) > 2)
    return [(int(columns[i]), int(columns[i + 1])) for i in at]
