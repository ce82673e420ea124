"""Puts edges together to words, and words to lines."""

from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from services.reading.edges import BLOCK, Mask, Sums

Corners = list[int]
"""Left, top, right, bottom in pixels of the band."""

TALLEST = 104
"""Rows of the tallest line: type of 72 pixels with marks above and below."""

_CLOSE = 3  # blocks: the gap between letters of the largest text
_LEAST_TEXTURE = 120  # columns of a busy picture that may hold a line of text
_LEAST_TEXTURE_HEIGHT = 64
_GAP = 1.35  # times the height: "a: b" in a monospaced face is 1.2
_UNLIKE = 2.3  # times as high, and about square: a picture beside a line
_SQUARE = 1.5
_MUCH = 1.4  # times the lower one: no wider space counts between words of unlike height
_ROW = 16  # lines are looked up by stripes of so many rows
_LOW = 24  # rows: two lines of the smallest type
_SPECK = 10  # rows: less may be a dot or a dash


class Borders:
    """Thin vertical rules: words on their two sides are cells of their own."""

    def __init__(self, mask: Mask) -> None:
        self.mask = mask
        self._any = bool(mask.any())
        self._sums = cv2.integral(mask) if self._any else None

    def between(self, left: int, right: int, top: int, bottom: int) -> bool:
        """Whether a rule runs down between two words."""
        if self._sums is None or right <= left:
            return False
        a, b, sums = left // BLOCK, -(-right // BLOCK), self._sums
        rows = sums[bottom, b] - sums[top, b] - sums[bottom, a] + sums[top, a]
        return bool(rows >= 0.8 * (bottom - top))


def put_together(blocks: Mask, borders: Borders) -> tuple[list[Corners], list[Corners]]:
    """Lines in one band: words by closing along the row, then words joined into lines.

    The second are textures: what is too tall for a line and cannot be cut into lines.
    """
    closed: Mask = np.asarray(
        cv2.morphologyEx(blocks, cv2.MORPH_CLOSE, np.ones((1, _CLOSE), np.uint8)), np.uint8
    )
    closed = np.asarray(closed & ~(borders.mask & ~blocks), np.uint8)
    found = _components(closed)
    found[:, [0, 2, 4]] *= BLOCK
    plausible = (found[:, 3] >= 5) & (found[:, 4] >= 20)
    words, busy = _split_tall(found[plausible], closed)
    dots = ~plausible & (found[:, 3] < _SPECK) & (found[:, 2] < 16 * BLOCK)
    lines = _absorb(*_join(words, _corners(found[dots]), borders))
    return [line for line in lines if _readable(line)], busy


def _components(closed: Mask) -> NDArray[np.int64]:
    """Stretches of blocks that touch: left, top, width, height and area of each.

    Empty rows take as long as full ones, and most rows are empty: of those that follow each other
    one is looked at.
    """
    wanted = np.asarray(closed.any(axis=1), np.bool_)
    wanted[1:] |= wanted[:-1].copy()
    rows = np.flatnonzero(wanted)
    if not len(rows):
        return np.zeros((0, 5), np.int64)
    _, _, stats, _ = cv2.connectedComponentsWithStats(
        closed[rows], connectivity=4, ltype=cv2.CV_16U
    )
    found = np.asarray(stats[1:], np.int64)
    found[:, 1] = rows[found[:, 1]]
    return found


def _corners(stats: NDArray[np.int64]) -> NDArray[np.int64]:
    """Components as rows of left, top, right, bottom."""
    return np.stack(
        [stats[:, 0], stats[:, 1], stats[:, 0] + stats[:, 2], stats[:, 1] + stats[:, 3]], 1
    )


def _split_tall(words: NDArray[np.int64], closed: Mask) -> tuple[NDArray[np.int64], list[Corners]]:
    """A component over several lines is cut where ink is thin.

    The second are those that could not be cut and are large enough to hold a line of text.
    """
    boxes = _corners(words)
    heights = words[:, 3]
    usual = float(np.median(heights)) if len(heights) else 0.0
    lowest = max(5, min(18, round(0.7 * float(np.percentile(heights, 25))))) if len(heights) else 5
    tall = heights > min(max(15.0, 1.6 * usual), TALLEST)
    tall &= (heights > _LOW) | (words[:, 2] > 3 * heights)
    cut = [(box, _cut(box, closed, lowest)) for box in boxes[tall]]
    pieces = [piece for _, parts in cut for piece in parts]
    busy = [
        [int(v) for v in box]
        for box, parts in cut
        if not parts
        and box[2] - box[0] >= _LEAST_TEXTURE
        and box[3] - box[1] >= _LEAST_TEXTURE_HEIGHT
    ]
    kept = boxes[~tall]
    return (np.concatenate([kept, np.array(pieces, np.int64)]) if pieces else kept), busy


def _cut(box: NDArray[np.int64], closed: Mask, lowest: int) -> list[tuple[int, int, int, int]]:
    """One box cut into lines at rows with little ink; whole where there is no such row.

    None is lower than ``lowest``: a line that is struck through is not two.
    """
    left, top, right, bottom = (int(v) for v in box)
    part = closed[top:bottom, left // BLOCK : right // BLOCK]
    if bottom - top <= _LOW:
        # a line struck through letters hides their edges for two rows
        part = np.asarray(cv2.morphologyEx(part, cv2.MORPH_CLOSE, np.ones((4, 1), np.uint8)))
    profile = (part > 0).mean(axis=1)
    inked = profile > 0.25 * float(np.percentile(profile, 90))
    steps = np.flatnonzero(np.diff(np.concatenate([[0], inked.view(np.int8), [0]])))
    runs = [(int(a), int(b)) for a, b in zip(steps[::2], steps[1::2], strict=True) if b - a >= 5]
    least = max(lowest, 0.55 * (bottom - top) / max(1, len(runs)))
    cuts = [0]
    for above, below in pairwise(runs):
        # between descenders and accents, where there is least ink
        at = above[1] + int(profile[above[1] : below[0]].argmin())
        if at - cuts[-1] >= least and bottom - top - at >= least:
            cuts.append(at)
    cuts.append(bottom - top)
    return [(left, top + a, right, top + b) for a, b in pairwise(cuts) if b - a <= TALLEST]


def _join(
    words: NDArray[np.int64], specks: NDArray[np.int64], borders: Borders
) -> tuple[list[Corners], list[Corners]]:
    """Words beside each other as lines, and the specks left over.

    Two belong together where they share most of their height and the gap is at most 1.35 times it:
    a wide space, but no gutter between columns. A speck (a dash, a dot) can go on with a line, but
    not begin one.
    """
    lines: list[Corners] = []
    alone: list[Corners] = []
    by_row: dict[int, list[int]] = {}
    parts = [(*word, True) for word in words.tolist()] + [(*dot, False) for dot in specks.tolist()]
    for left, top, right, bottom, is_word in sorted(parts):
        best, nearest = -1, (0, 0)
        for at in by_row.get((top + bottom) // 2 // _ROW, ()):
            line = lines[at]
            shared = min(line[3], bottom) - max(line[1], top)
            if (
                (best < 0 or (shared, line[2]) > nearest)
                and _goes_on(line, (left, top, right, bottom), is_word=is_word)
                and not borders.between(line[2], left, top, bottom)
            ):
                best, nearest = at, (shared, line[2])
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


def _goes_on(line: Corners, part: tuple[int, int, int, int], *, is_word: bool) -> bool:
    """Whether a part goes on with a line that ends before it."""
    left, top, right, bottom = part
    tall, own = line[3] - line[1], bottom - top
    low, high = min(tall, own), max(tall, own)
    gap = left - line[2]
    inside = line[1] - 2 <= top and bottom <= line[3] + max(2, tall // 4)
    if high > _UNLIKE * low:
        taller = line[2] - line[0] if tall > own else right - left
        if taller < _SQUARE * high and gap > 0.15 * high:
            return False
    shared = min(line[3], bottom) - max(line[1], top)
    if is_word and shared >= 0.6 * low and high <= 3 * low:
        return gap <= _GAP * min(high, _MUCH * low)
    return inside and gap <= _GAP * tall


def _absorb(lines: list[Corners], specks: list[Corners]) -> list[Corners]:
    """Dots and accents above, below or before a line become part of the one they are nearest to."""
    if not lines:
        return lines
    edges = np.array(lines)
    tall = edges[:, 3] - edges[:, 1]
    # the accents of large type are as large as small words
    marks = [
        at
        for at in np.flatnonzero((tall < 48) & (edges[:, 2] - edges[:, 0] < 3 * tall + 8)).tolist()
        if ((tall > 2.2 * tall[at]) & _near(edges, edges[at], tall)).any()
    ]
    for left, top, right, bottom in [*specks, *(lines[at] for at in marks)]:
        tall = edges[:, 3] - edges[:, 1]
        near = _near(edges, (left, top, right, bottom), tall) & (tall > 1.3 * (bottom - top))
        if near.any():
            away = np.abs((edges[:, 1] + edges[:, 3]) - (top + bottom)) + 1_000_000 * ~near
            at = int(np.argmin(away))
            edges[at, :2] = np.minimum(edges[at, :2], [left, top])
            edges[at, 2:] = np.maximum(edges[at, 2:], [right, bottom])
    gone = set(marks)
    return [[int(v) for v in row] for at, row in enumerate(edges) if at not in gone]


def _near(
    lines: NDArray[np.int64], mark: NDArray[np.int64] | tuple[int, ...], tall: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Which lines a mark stands so near to that it may belong to them."""
    left, top, right, bottom = mark
    reach = np.maximum(2, tall * 3 // 10)
    return np.asarray(
        (right > lines[:, 0] - tall)
        & (left < lines[:, 2] + tall // 2)
        & (bottom >= lines[:, 1] - reach)
        & (top <= lines[:, 3] + reach)
    )


def _readable(line: Corners) -> bool:
    """Whether a line is of a size that can be read."""
    width, height = line[2] - line[0], line[3] - line[1]
    corner = height < 7 and width <= 2 * BLOCK  # what is left of the round corner of a box
    return 6 <= height <= TALLEST and width >= 3 and not corner


def split_icons(lines: list[Corners], edges: Mask, sums: Sums) -> list[tuple[Corners, bool]]:
    """Lines without the picture before their text; the second is False for such a picture.

    A picture is about square, stands off, and is both higher and lower than all the text.
    """
    if not lines:
        return []
    boxes = np.array(lines)
    left, top, right, bottom = boxes.T
    tall = bottom - top
    rim = np.maximum(1, tall // 10)
    start = left + tall * 8 // 5
    wide = right - left > 2 * tall
    clear = (sums.of(start, top, right, top + rim) == 0) & (
        sums.of(start, bottom - rim, right, bottom) == 0
    )
    result: list[tuple[Corners, bool]] = []
    for at, line in enumerate(lines):
        cut = _icon_end(line, edges) if wide[at] and clear[at] else 0
        if cut:
            rest = tight([cut, line[1], line[2], line[3]], edges)
            result += [([line[0], line[1], cut, line[3]], False), (rest, True)]
        else:
            result.append((line, True))
    return result


def _icon_end(line: Corners, edges: Mask) -> int:
    """The column behind a picture that begins a line; 0 where there is none."""
    left, top, right, bottom = line
    part = edges[top:bottom, left:right]
    columns = np.flatnonzero(part.any(axis=0))
    tall = bottom - top
    gaps = np.flatnonzero(np.diff(columns) > max(3, tall // 5))
    gaps = gaps[columns[gaps] - columns[0] >= 0.5 * tall]
    if not len(gaps) or columns[gaps[0]] - columns[0] > 1.6 * tall:
        return 0
    end = int(columns[gaps[0]]) + 1
    rows = np.flatnonzero(part[:, end:].any(axis=1))
    rim = max(1, tall // 10)
    return left + end + 2 if len(rows) and rows[0] >= rim and rows[-1] < tall - rim else 0


def tight(line: Corners, edges: Mask) -> Corners:
    """A box drawn close around its ink."""
    left, top, right, bottom = line
    part = edges[top:bottom, left:right]
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    if not len(rows):
        return line
    return [
        left + int(columns[0]), top + int(rows[0]),
        left + int(columns[-1]) + 1, top + int(rows[-1]) + 1,
    ]  # fmt: skip
