"""Compares lines that were found with those that stand on a page."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import pairwise

import numpy as np

from services.reading.lines import FoundLine
from services.records import Box
from tests.support.rendered_pages import RenderedPage, TrueLine

WHOLE = 0.95  # of a line's ink in one box
_TOUCHED = 0.2  # of a line's ink: a box with more holds (part of) that line
_LOOSE = 0.75  # heights of the line beside it, or half of that above or below


@dataclass(frozen=True)
class Score:
    """How many lines there are, and what became of them.

    ``joined``: one box holds two; ``split``: whole only in several boxes; ``missed``: not at all.
    ``clipped``: rows of a mark lie more than a row outside its box. ``loose``: the box holds much
    more than the line. ``false``: boxes without any line. ``disordered``: neighbours in the
    reading order that do not follow each other, on pages that have one.
    """

    lines: int = 0
    found: int = 0
    joined: int = 0
    split: int = 0
    missed: int = 0
    clipped: int = 0
    loose: int = 0
    false: int = 0
    disordered: int = 0

    def __add__(self, other: "Score") -> "Score":
        """Both counted together."""
        both = (getattr(self, f.name) + getattr(other, f.name) for f in fields(self))
        return Score(*both)


def score(page: RenderedPage, found: Sequence[FoundLine]) -> Score:
    """What was found of a page."""
    boxes = [line.box for line in found if line.sure]
    shares = np.array([[_share(box, line) for line in page.lines] for box in boxes])
    shares = shares.reshape(len(boxes), len(page.lines))
    counts = dict.fromkeys(("found", "joined", "split", "missed", "clipped", "loose"), 0)
    places = []
    for at, line in enumerate(page.lines):
        outcome, box = _fate(page.lines, shares, at, boxes)
        counts[outcome] += 1
        if box >= 0:
            places.append(box)
            counts["clipped"] += _is_clipped(line.box, boxes[box])
            counts["loose"] += not line.row and _is_loose(line.box, boxes[box])
    false = int((shares.max(axis=1, initial=0) < 0.02).sum()) if boxes else 0
    rank = {place: at for at, place in enumerate(sorted(set(places)))}
    ranks = [rank[place] for place in places]
    wrong = sum(b not in (a, a + 1) for a, b in pairwise(ranks)) if page.ordered else 0
    return Score(len(page.lines), **counts, false=false, disordered=wrong)


def _fate(
    lines: Sequence[TrueLine], shares: np.ndarray, at: int, boxes: Sequence[Box]
) -> tuple[str, int]:
    """What became of one line, and which box holds it whole (-1: none)."""
    holding = np.flatnonzero(shares[:, at] >= WHOLE) if boxes else np.array([], int)
    if not len(holding):
        together = shares[shares[:, at] > 0.02, at].sum() if boxes else 0.0
        return ("split" if together >= WHOLE else "missed"), -1
    for box in holding.tolist():
        others = np.flatnonzero(shares[box] >= _TOUCHED).tolist()
        if all(o == at or (lines[o].row and lines[o].row == lines[at].row) for o in others):
            return "found", box
    return "joined", int(holding[0])


def _share(box: Box, line: TrueLine) -> float:
    """How much of a line's ink a box holds."""
    own = line.box
    top, bottom = max(0, box.top - own.top), min(own.height, box.bottom - own.top)
    left, right = max(0, box.left - own.left), min(own.width, box.right - own.left)
    if top >= bottom or left >= right:
        return 0.0
    return float(line.ink[top:bottom, left:right].sum()) / float(line.ink.sum())


def _is_clipped(ink: Box, box: Box) -> bool:
    return ink.top < box.top - 1 or ink.bottom > box.bottom + 1


def _is_loose(ink: Box, box: Box) -> bool:
    beside = max(ink.left - box.left, box.right - ink.right)
    above = max(ink.top - box.top, box.bottom - ink.bottom)
    return beside > max(6, _LOOSE * ink.height) or above > max(4, _LOOSE / 2 * ink.height)
