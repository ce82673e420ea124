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
_LEAST_TEXTURE = 120  # columns of a busy picture that may hold a line of text
_GAP = 1.35  # times the height: "a: b" in a monospaced face is 1.2
_ROW = 16  # lines are looked up by stripes of so many rows


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A line's box on the frame; ``sure`` is False where it may as well be texture."""

    box: Box
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """The brightness of a frame (of bands of it, black elsewhere), and the lines found there.

    ``textures`` are busy pictures, in which text cannot be told from the rest by its edges.
    """

    gray: Mask
    lines: tuple[FoundLine, ...]
    textures: tuple[Box, ...] = ()


def find_lines(image: Image, changed: tuple[Box, ...] | None = None) -> Page:
    """Lines of text that touch ``changed`` (None: anywhere), in reading order, each one whole."""
    height, width = image.shape[:2]
    whole = (Box(0, 0, width, height),)
    regions = whole if changed is None else changed
    gray = np.zeros((height, width), np.uint8)
    lines: list[FoundLine] = []
    textures: list[Box] = []
    for top, bottom in bands(regions, height):
        cv2.cvtColor(image[top:bottom], cv2.COLOR_RGB2GRAY, gray[top:bottom])
        band = edges_of(gray[top:bottom])
        found, busy = _lines_of(band)
        textures += [Box(box.left, box.top + top, box.width, box.height) for box in busy]
        lines += [
            FoundLine(
                Box(line.box.left, line.box.top + top, line.box.width, line.box.height), line.sure
            )
            for line in found
        ]
    touching = [line for line in lines if any(line.box.overlaps(box) for box in regions)]
    touching.sort(key=lambda line: (line.box.top, line.box.left))
    pictures = tuple(box for box in textures if any(box.overlaps(region) for region in regions))
    return Page(gray, tuple(touching), pictures)


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
        # borders are broken for a pixel where another one crosses
        mended = cv2.morphologyEx(edges, cv2.MORPH_CLOSE, np.ones((4, 1), np.uint8))
        rules = cv2.morphologyEx(mended, cv2.MORPH_OPEN, np.ones((_RULE, 1), np.uint8))
        busy = cv2.morphologyEx(rules, cv2.MORPH_OPEN, np.ones((1, 6), np.uint8))
        edges = np.asarray(cv2.subtract(edges, cv2.subtract(rules, busy)), np.uint8)
    return edges


def _lines_of(edges: Mask) -> tuple[list[FoundLine], list[Box]]:
    """Lines in one band: words by closing along the row, then words joined into lines.

    The second are textures: what is too tall for a line and cannot be cut into lines.
    """
    closed: Mask = np.asarray(
        cv2.morphologyEx(edges, cv2.MORPH_CLOSE, np.ones((1, _JOIN), np.uint8)), np.uint8
    )
    _, _, stats, _ = cv2.connectedComponentsWithStats(closed, connectivity=4)
    found = np.asarray(stats[1:], np.int64)
    plausible = _plausible(found)
    words, busy = _split_tall(found[plausible], closed)
    specks = _corners(found[~plausible & (found[:, 3] < 10) & (found[:, 2] < 6 * _JOIN)])
    lines = _absorb(*_join(words, specks))
    readable = [FoundLine(_box(row), _sure(row, edges)) for row in lines if _readable(row)]
    return readable, [_box(row) for row in busy]


def _plausible(stats: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which components can be a word or part of one."""
    width, height, area = stats[:, 2], stats[:, 3], stats[:, 4]
    return (height >= 5) & (area >= 12) & (width >= 2)


def _corners(stats: NDArray[np.int64]) -> NDArray[np.int64]:
    """Components as rows of left, top, right, bottom."""
    return np.stack(
        [stats[:, 0], stats[:, 1], stats[:, 0] + stats[:, 2], stats[:, 1] + stats[:, 3]], 1
    )


def _split_tall(
    words: NDArray[np.int64], closed: Mask
) -> tuple[NDArray[np.int64], list[list[int]]]:
    """Rows (left, top, right, bottom); a component over several lines is cut where ink is thin.

    The second are those that could not be cut and are large enough to hold a line of text.
    """
    boxes = _corners(words)
    heights = words[:, 3]
    usual = float(np.median(heights)) if len(heights) else 0.0
    tall = heights > min(max(30.0, 1.8 * usual), _TALLEST)
    cut = [(box, _cut(box, closed)) for box in boxes[tall]]
    pieces = [piece for _, parts in cut for piece in parts]
    busy = [
        [int(v) for v in box]
        for box, parts in cut
        if not parts and box[2] - box[0] >= _LEAST_TEXTURE and box[3] - box[1] >= _TALLEST
    ]
    kept = boxes[~tall]
    return (np.concatenate([kept, np.array(pieces, np.int64)]) if pieces else kept), busy


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


def _join(
    words: NDArray[np.int64], specks: NDArray[np.int64]
) -> tuple[list[list[int]], list[list[int]]]:
    """Words beside each other as lines ([left, top, right, bottom]), and the specks left over.

    Two belong together where they share most of their height and the gap is at most 1.35 times it:
    a wide space, but no gutter between columns. A speck (a dash, a dot) can go on with a line, but
    not begin one.
    """
    lines: list[list[int]] = []
    alone: list[list[int]] = []
    by_row: dict[int, list[int]] = {}
    parts = [(*word, True) for word in words.tolist()] + [(*dot, False) for dot in specks.tolist()]
    for left, top, right, bottom, is_word in sorted(parts):
        best = -1
        for at in by_row.get((top + bottom) // 2 // _ROW, ()):
            if _goes_on(lines[at], left, top, bottom, is_word=is_word) and (
                best < 0 or lines[at][2] > lines[best][2]
            ):
                best = at
        if best >= 0:
            line = lines[best]
            line[1], line[2], line[3] = min(line[1], top), max(line[2], right), max(line[3], bottom)
        elif is_word:
            lines.append([left, top, right, bottom])
            best = len(lines) - 1
        else:
            alone.append([left, top, right, bottom])
            continue
        for row in range((lines[best][1] - _ROW) // _ROW, (lines[best][3] + _ROW) // _ROW + 1):
            members = by_row.setdefault(row, [])
            if best not in members:
                members.append(best)
    return lines, alone


def _goes_on(line: list[int], left: int, top: int, bottom: int, *, is_word: bool) -> bool:
    """Whether a part that starts at ``left`` goes on with a line that ends before it."""
    tall, own = line[3] - line[1], bottom - top
    low, high = min(tall, own), max(tall, own)
    if left - line[2] > _GAP * high:
        return False
    shared = min(line[3], bottom) - max(line[1], top)
    if is_word and shared >= 0.6 * low and high <= 3 * low:
        return True
    inside = line[1] - 2 <= top and bottom <= line[3] + max(2, tall // 4)
    return inside and left - line[2] <= _GAP * tall


def _absorb(lines: list[list[int]], specks: list[list[int]]) -> list[list[int]]:
    """Dots and accents above, below or before a line become part of the one they are nearest to."""
    if not specks or not lines:
        return lines
    edges = np.array(lines)
    for left, top, right, bottom in specks:
        tall = edges[:, 3] - edges[:, 1]
        reach = np.maximum(2, tall * 3 // 10)
        near = (
            (right > edges[:, 0] - tall)
            & (left < edges[:, 2] + tall // 2)
            & (bottom >= edges[:, 1] - reach)
            & (top <= edges[:, 3] + reach)
        )
        if near.any():
            away = np.abs((edges[:, 1] + edges[:, 3]) - (top + bottom)) + 1_000_000 * ~near
            at = int(np.argmin(away))
            edges[at, :2] = np.minimum(edges[at, :2], [left, top])
            edges[at, 2:] = np.maximum(edges[at, 2:], [right, bottom])
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
