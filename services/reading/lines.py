"""Finds lines of text on a frame cheaply, by the density of vertical edges."""

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from services.records import Box

Image = NDArray[np.uint8]
"""RGB pixels, shape (height, width, 3)."""
Mask = NDArray[np.uint8]
"""One byte a pixel, shape (height, width); 255 where there is ink."""

MARGIN = 56
"""Rows around a changed region that are looked at, so that a line of up to 40 pixels is whole."""

EDGE = 18
"""Least step of brightness between two pixels that counts as an edge (0-255)."""

_RULE = 58  # a vertical run of edges longer than this is a border, no letter
_JOIN = 11  # columns that are closed: the gap between letters of the largest text
_TALLEST = 64


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A line's box on the frame; ``sure`` is False where it may as well be texture."""

    box: Box
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """The brightness of a frame (of bands of it, black elsewhere), and the lines found there."""

    gray: Mask
    lines: tuple[FoundLine, ...]


def find_lines(image: Image, changed: tuple[Box, ...] | None = None) -> Page:
    """Lines of text that touch ``changed`` (None: anywhere), in reading order, each one whole."""
    height, width = image.shape[:2]
    whole = (Box(0, 0, width, height),)
    regions = whole if changed is None else changed
    gray = np.zeros((height, width), np.uint8)
    lines: list[FoundLine] = []
    for top, bottom in bands(regions, height):
        cv2.cvtColor(image[top:bottom], cv2.COLOR_RGB2GRAY, gray[top:bottom])
        band = edges_of(gray[top:bottom])
        lines += [
            FoundLine(
                Box(line.box.left, line.box.top + top, line.box.width, line.box.height), line.sure
            )
            for line in _lines_of(band)
        ]
    touching = [line for line in lines if any(line.box.overlaps(box) for box in regions)]
    touching.sort(key=lambda line: (line.box.top, line.box.left))
    return Page(gray, tuple(touching))


def bands(regions: tuple[Box, ...], height: int) -> list[tuple[int, int]]:
    """Rows (top, bottom) to look at: the regions with their margin, those that touch as one."""
    merged: list[tuple[int, int]] = []
    for top, bottom in sorted(
        (max(0, b.top - MARGIN), min(height, b.bottom + MARGIN)) for b in regions
    ):
        if merged and top <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], bottom))
        elif top < bottom:
            merged.append((top, bottom))
    return merged


def edges_of(gray: Mask) -> Mask:
    """Where brightness steps from one column to the next, without long vertical borders.

    Steps along a row only: horizontal rules vanish by themselves, and a line of text keeps its
    exact top and bottom, so that tightly set lines stay apart.
    """
    steps: Mask = np.zeros_like(gray)
    cv2.absdiff(gray[:, 1:], gray[:, :-1], steps[:, 1:])
    edges = np.asarray(cv2.threshold(steps, EDGE, 255, cv2.THRESH_BINARY)[1], np.uint8)
    if edges.shape[0] > _RULE:
        rules = cv2.morphologyEx(edges, cv2.MORPH_OPEN, np.ones((_RULE, 1), np.uint8))
        edges = np.asarray(cv2.subtract(edges, rules), np.uint8)
    return edges


def _lines_of(edges: Mask) -> list[FoundLine]:
    """Lines in one band: words by closing along the row, then words joined into lines."""
    closed: Mask = np.asarray(
        cv2.morphologyEx(edges, cv2.MORPH_CLOSE, np.ones((1, _JOIN), np.uint8)), np.uint8
    )
    _, _, stats, _ = cv2.connectedComponentsWithStats(closed, connectivity=4)
    found = np.asarray(stats[1:], np.int64)
    words = _split_tall(found[_plausible(found)], closed)
    lines = _join(words)
    lines = _absorb(lines, found)
    return [FoundLine(_box(row), _sure(row, edges)) for row in lines if _readable(row)]


def _plausible(stats: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which components can be a word or part of one."""
    width, height, area = stats[:, 2], stats[:, 3], stats[:, 4]
    return (height >= 5) & (area >= 12) & (width >= 2) & (height <= 6 * _TALLEST)


def _split_tall(words: NDArray[np.int64], closed: Mask) -> NDArray[np.int64]:
    """Rows (left, top, right, bottom); a component over several lines is cut where ink is thin."""
    boxes = np.stack(
        [words[:, 0], words[:, 1], words[:, 0] + words[:, 2], words[:, 1] + words[:, 3]], 1
    )
    heights = words[:, 3]
    usual = float(np.median(heights)) if len(heights) else 0.0
    tall = heights > max(30.0, 1.8 * usual)
    pieces = [piece for box in boxes[tall] for piece in _cut(box, closed)]
    kept = boxes[~tall]
    return np.concatenate([kept, np.array(pieces, np.int64)]) if pieces else kept


def _cut(box: NDArray[np.int64], closed: Mask) -> list[tuple[int, int, int, int]]:
    """One box cut into lines at rows with little ink; whole where there is no such row."""
    left, top, right, bottom = (int(v) for v in box)
    profile = (closed[top:bottom, left:right] > 0).mean(axis=1)
    inked = profile > 0.25 * float(np.percentile(profile, 90))
    steps = np.flatnonzero(np.diff(np.concatenate([[0], inked.view(np.int8), [0]])))
    runs = [(int(a), int(b)) for a, b in zip(steps[::2], steps[1::2], strict=True) if b - a >= 5]
    if len(runs) < 2:
        return [(left, top, right, bottom)] if bottom - top <= _TALLEST else []
    middles = [(a[1] + b[0]) // 2 for a, b in pairwise(runs)]
    cuts = [0, *middles, bottom - top]
    return [(left, top + a, right, top + b) for a, b in pairwise(cuts) if b - a <= _TALLEST]


def _join(words: NDArray[np.int64]) -> list[list[int]]:
    """Words beside each other as lines: [left, top, right, bottom] each.

    Two belong together where they share most of their height and the gap is at most 1.1 times it:
    a wide space, but no gutter between columns.
    """
    lines: list[list[int]] = []
    by_row: dict[int, list[int]] = {}
    for left, top, right, bottom in words[np.argsort(words[:, 0], kind="stable")].tolist():
        best = -1
        for bucket in range(top // 16 - 1, bottom // 16 + 2):
            for at in by_row.get(bucket, ()):
                line = lines[at]
                if _beside(line, left, top, bottom) and (best < 0 or line[2] > lines[best][2]):
                    best = at
        if best < 0:
            lines.append([left, top, right, bottom])
            best = len(lines) - 1
        else:
            line = lines[best]
            line[1], line[2], line[3] = min(line[1], top), max(line[2], right), max(line[3], bottom)
        for bucket in range(lines[best][1] // 16, lines[best][3] // 16 + 1):
            members = by_row.setdefault(bucket, [])
            if best not in members:
                members.append(best)
    return lines


def _beside(line: list[int], left: int, top: int, bottom: int) -> bool:
    """Whether a word that starts at ``left`` goes on with a line that ends before it."""
    low, high = min(line[3] - line[1], bottom - top), max(line[3] - line[1], bottom - top)
    shared = min(line[3], bottom) - max(line[1], top)
    return left - line[2] <= 1.1 * high and shared >= 0.6 * low and high <= 3 * low


def _absorb(lines: list[list[int]], found: NDArray[np.int64]) -> list[list[int]]:
    """Dots, accents and punctuation near a line become part of it."""
    small = found[(found[:, 3] < 10) & (found[:, 2] < 24)]
    if not len(small) or not lines:
        return lines
    edges = np.array(lines)
    for left, top, width, height, _ in small.tolist():
        tall = edges[:, 3] - edges[:, 1]
        reach = np.maximum(2, tall * 3 // 10)
        near = (
            (left + width > edges[:, 0] - tall // 3)
            & (left < edges[:, 2] + tall // 2)
            & (top + height >= edges[:, 1] - reach)
            & (top <= edges[:, 3] + reach)
        )
        if near.any():
            gaps = np.abs((edges[:, 1] + edges[:, 3]) / 2 - (top + height / 2)) + 1e6 * ~near
            at = int(np.argmin(gaps))
            edges[at] = [
                min(edges[at, 0], left), min(edges[at, 1], top),
                max(edges[at, 2], left + width), max(edges[at, 3], top + height),
            ]  # fmt: skip
    return [[int(v) for v in row] for row in edges]


def _readable(line: list[int]) -> bool:
    """Whether a line is of a size that can be read."""
    width, height = line[2] - line[0], line[3] - line[1]
    return 6 <= height <= _TALLEST and width >= 3


def _sure(line: list[int], edges: Mask) -> bool:
    """Whether a line has the ink of text: neither a solid texture nor a few specks."""
    ink = float((edges[line[1] : line[3], line[0] : line[2]] > 0).mean())
    return 0.06 <= ink <= 0.62


def _box(line: list[int]) -> Box:
    """A line's corners as a box."""
    return Box(line[0], line[1], line[2] - line[0], line[3] - line[1])
