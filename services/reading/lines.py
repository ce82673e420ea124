"""Finds lines of text on a frame cheaply, by the density of vertical edges."""

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np

from services.reading.carets import barred, caret_in, is_bar, without
from services.reading.edges import (
    BLOCK,
    EDGE,
    Image,
    Mask,
    Runs,
    Sums,
    blocks_of,
    colour_edges,
    coloured_stripes,
    edges_of,
    kinds_of,
    tall_runs,
)
from services.reading.order import reading_order
from services.reading.words import Borders, Corners, put_together, split_icons, tight
from services.records import Box

__all__ = ["EDGE", "FoundLine", "Image", "Mask", "Page", "bands", "find_lines"]

MARGIN = 56
"""Rows around a changed region that are looked at, so that a line of up to 40 pixels is whole."""

_FAR = 112  # rows, where a line reaches the end of those
_CORNER = 4  # rows and columns of a round corner that are no letter either
_LOW = 14  # rows of a band too low for any border


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A line's box on the frame; ``sure`` is False where it may as well be texture."""

    box: Box
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """The brightness of a frame (of bands of it, black elsewhere), and the lines found there.

    ``textures`` are busy pictures, in which text cannot be told from the rest by its edges.
    ``carets`` stand in ``lines``; in ``gray`` they are painted over.
    """

    gray: Mask
    lines: tuple[FoundLine, ...]
    textures: tuple[Box, ...] = ()
    carets: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class _Band:
    """What was found in some rows, in pixels of the band."""

    lines: list[tuple[Corners, bool]]
    textures: list[Corners]
    carets: list[Corners]


def find_lines(image: Image, changed: tuple[Box, ...] | None = None) -> Page:
    """Lines of text that touch ``changed`` (None: anywhere), in reading order, each one whole."""
    height, width = image.shape[:2]
    whole = (Box(0, 0, width, height),)
    regions = whole if changed is None else changed
    gray = np.zeros((height, width), np.uint8)
    lines: list[FoundLine] = []
    textures: list[Box] = []
    carets: list[Box] = []
    for top, bottom in bands(regions, height):
        band = _band(image, gray, top, bottom)
        if _cut_off(band, regions, top, bottom, height):
            top, bottom = max(0, top - _FAR), min(height, bottom + _FAR)  # noqa: PLW2901
            band = _band(image, gray, top, bottom)
        lines += [FoundLine(_box(line, top), sure) for line, sure in band.lines]
        textures += [_box(box, top) for box in band.textures]
        carets += [_box(box, top) for box in band.carets]
    touching = [line for line in lines if _touches(line.box, regions)]
    ordered = tuple(touching[at] for at in reading_order([line.box for line in touching]))
    pictures = tuple(box for box in textures if _touches(box, regions))
    return Page(gray, ordered, pictures, tuple(carets))


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


def _band(image: Image, gray: Mask, top: int, bottom: int) -> _Band:
    """The lines in some rows; fills in these rows of ``gray``."""
    part = np.ascontiguousarray(image[top:bottom])
    own = gray[top:bottom]
    cv2.cvtColor(part, cv2.COLOR_RGB2GRAY, own)
    edges = edges_of(own)
    stripes = coloured_stripes(edges, part)
    for first, last in stripes:
        edges[first:last, 1 : part.shape[1]] |= colour_edges(part[first:last])
    runs, borders = _without_rules(edges, own)
    blocks = blocks_of(edges)
    together, textures = put_together(blocks, borders)
    carets, bars = [], set()
    for at in barred(together, runs):
        line, caret = together[at], caret_in(together[at], runs, edges)
        if is_bar(line, runs):
            bars.add(at)
        elif caret is not None:
            _paint_over(caret, own, edges)
            line[:] = tight(line, edges)
            carets.append(caret)
    lines = [line for at, line in enumerate(together) if at not in bars]
    icons = split_icons(lines, edges, Sums(blocks))
    sure = [(line, is_text and _sure(line, edges)) for line, is_text in icons]
    _show_colours(sure, stripes, own, part)
    return _Band(sure, textures, carets)


def _without_rules(edges: Mask, gray: Mask) -> tuple[Runs, Borders]:
    """Take borders and rules out of the edges; the runs that are left, and thin vertical rules."""
    none = np.zeros((edges.shape[0], edges.shape[1] // BLOCK), np.uint8)
    if edges.shape[0] < _LOW:
        return Runs(*np.zeros((3, 0), np.int64)), Borders(none)
    runs, tall = tall_runs(edges)
    kinds = kinds_of(runs, tall, edges, gray)
    taken, parting = runs.where(kinds.rules), kinds.borders[kinds.rules]
    last: tuple[int, int, int] = (-9, 0, 0)
    for x, top, bottom, parts in zip(
        taken.x.tolist(), taken.top.tolist(), taken.bottom.tolist(), parting.tolist(), strict=True
    ):
        edges[max(0, top - 2) : bottom + 2, x] = 0
        if parts:
            # round corners
            near = slice(max(0, x - _CORNER), x + _CORNER + 1)
            edges[max(0, top - _CORNER) : top + 2, near] = 0
            edges[max(0, bottom - 2) : bottom + _CORNER, near] = 0
        # two steps beside each other are a thin line, one alone is where a ground changes
        longer = max(bottom, last[2]) - min(top, last[1])
        shared = min(bottom, last[2]) - max(top, last[1])
        if parts and x - last[0] <= 3 and shared > 0.8 * longer:
            none[top:bottom, x // BLOCK] = 1
        last = (x, top, bottom)
    return runs.where(~kinds.rules), Borders(none)


def _paint_over(caret: Corners, gray: Mask, edges: Mask) -> None:
    """Take a caret out of the brightness and the edges."""
    left, top, right, bottom = caret
    without(gray, [(left, top, right, bottom)])
    edges[top:bottom, left : right + 1] = 0


def _show_colours(
    lines: list[tuple[Corners, bool]], stripes: list[tuple[int, int]], gray: Mask, image: Image
) -> None:
    """Where text is as bright as its ground, let ``gray`` show how far its colour is from it."""
    for (left, top, right, bottom), _ in lines:
        if not any(first < bottom and top < last for first, last in stripes):
            continue
        part = image[top:bottom, left:right]
        ground = np.median(part.reshape(-1, 3), axis=0).astype(np.int16)
        away = np.abs(part.astype(np.int16) - ground).max(axis=2)
        own = gray[top:bottom, left:right]
        if int(own.max()) - int(own.min()) < 0.5 * int(away.max()):
            own[:] = 255 - away


def _cut_off(band: _Band, regions: tuple[Box, ...], top: int, bottom: int, height: int) -> bool:
    """Whether a line that touches a change may go on beyond the band."""
    return any(
        ((line[1] <= 1 and top > 0) or (line[3] >= bottom - top - 1 and bottom < height))
        and _touches(_box(line, top), regions)
        for line, _ in band.lines
    )


def _sure(line: Corners, edges: Mask) -> bool:
    """Whether a line has the ink of text: neither a solid texture nor a few specks."""
    left, top, right, bottom = line
    ink = cv2.countNonZero(edges[top:bottom, left:right]) / ((bottom - top) * (right - left))
    return 0.06 <= ink <= 0.7


def _touches(box: Box, regions: Iterable[Box]) -> bool:
    return any(box.overlaps(region) for region in regions)


def _box(line: Corners, down: int) -> Box:
    """A line's corners in a band as a box on the frame."""
    return Box(line[0], line[1] + down, line[2] - line[0], line[3] - line[1])
