"""Tells what changed on a monitor between two looks, and whether that is worth reading.

Four things are known of each tile (about 40 by 36 pixels):

- *touched*: it differs in any byte from what was last handed out (the *shown* picture);
- *dirty*: it differs by more than ``tile_delta`` (``tile_deltas``);
- *due*: it became dirty and nobody has read it since;
- *barren*: how many times in a row it held something, but no new words, when it was read.

A look is worth a frame where enough tiles are due, or where fewer have stood still for a while
(``SETTLED_MS``: a short word, not a caret). A barren tile only counts once it has stood still for
a look, or once in a while (``SAMPLE_MS``): so clocks, spinners and films are read once or twice
and then left alone, while text that appears in a film, or a film that is paused, still comes
through. What was read tells the comparer by ``learn``; until it does, everything counts.
"""

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from services.capture.screens.base import Pixels
from services.records import Box

TILE_WIDTH, TILE_HEIGHT = 40, 36
SAMPLE_MS = 30_000
SETTLED_MS = 5_000
_STRIP_HEIGHT, _STRIP_WEIGHT = 12, 2 / 3
_BARREN_LIMIT = 100

Grid = NDArray[np.bool_]


class Finding(StrEnum):
    """What came of a change that was handed out."""

    STORED = "stored"
    NOTHING = "nothing"
    """Read, but not worth a frame: it counts again when it changes."""
    MOVING = "moving"
    """A picture without words: it counts again once it stands still."""
    FAILED = "failed"
    """It could not be read: it counts again when it changes, or after ``SAMPLE_MS``."""


@dataclass(frozen=True, slots=True)
class TileChange:
    """What changed since the last change that was handed out, as a grid and as few rectangles.

    ``boxes`` cover every pixel that differs (except tiles that tick); ``counted`` tiles made it
    worth reading, ``still`` of them did not change since the look before.
    """

    width: int
    height: int
    boxes: tuple[Box, ...]
    tiles: Grid = field(repr=False)
    counted: int
    still: int
    first: bool = False

    @property
    def share(self) -> float:
        """Which share of the monitor's tiles changed, in [0, 1]."""
        return float(self.tiles.mean())


class TileComparer:
    """Compares each look at one monitor with those before; ``learn`` may come from any thread."""

    def __init__(self, tile_delta: float = 6.0, min_changed_tiles: int = 3) -> None:
        self.tile_delta = tile_delta
        self.min_changed_tiles = min_changed_tiles
        self._previous: Pixels | None = None
        self._state: _TileState | None = None
        self._lock = threading.Lock()

    def forget(self) -> None:
        """Take the next look as the first one."""
        with self._lock:
            self._previous = None
            self._state = None

    def look(self, pixels: Pixels, at_ms: int, *, other_window: bool = False) -> TileChange | None:
        """What is new in ``pixels`` (uint8 ``[height, width, 3 or 4]``), or None.

        The array is kept, not copied: it must not be written to afterwards. A first look, or one
        of another size, is new as a whole. With another window in front nothing counts as barren.
        """
        with self._lock:
            before, self._previous = self._previous, pixels
            if self._state is None or before is None or before.shape != pixels.shape:
                self._state = _TileState(pixels, at_ms)
                return self._state.whole_change()
            if other_window:
                self._state.barren[:] = 0
            moved = changed_tiles(before, pixels)
            self._state.note(pixels, moved, at_ms, self.tile_delta)
            return self._state.take(pixels, moved, at_ms, self.min_changed_tiles)

    def learn(self, change: TileChange, finding: Finding, word_boxes: Iterable[Box] = ()) -> None:
        """Take in what reading ``change`` brought; ``word_boxes`` are where new words were."""
        with self._lock:
            state = self._state
            if state is not None and (state.width, state.height) == (change.width, change.height):
                state.learn(change, finding, word_boxes)


class _TileState:
    """What is known of each tile of one monitor."""

    def __init__(self, pixels: Pixels, at_ms: int) -> None:
        self.height, self.width = pixels.shape[:2]
        self.rows = -(-self.height // TILE_HEIGHT)
        self.columns = -(-self.width // TILE_WIDTH)
        self.shown = pixels.copy()
        shape = (self.rows, self.columns)
        self.touched = np.zeros(shape, np.bool_)
        self.dirty = np.zeros(shape, np.bool_)
        self.due = np.zeros(shape, np.bool_)
        self.owed = np.zeros(shape, np.bool_)  # handed out, but not stored
        self.held = np.zeros(shape, np.bool_)  # could not be read: not tried again at once
        self.barren = np.zeros(shape, np.int16)
        self.read_at_ms = np.full(shape, at_ms, np.int64)
        self.moved_at_ms = np.full(shape, at_ms, np.int64)

    def whole_change(self) -> TileChange:
        tiles = np.ones((self.rows, self.columns), np.bool_)
        box = Box(0, 0, self.width, self.height)
        return TileChange(self.width, self.height, (box,), tiles, tiles.size, 0, first=True)

    def note(self, pixels: Pixels, moved: Grid, at_ms: int, tile_delta: float) -> None:
        """Compare the tiles that moved with the shown picture."""
        self.moved_at_ms[moved] = at_ms
        for row in np.flatnonzero(moved.any(axis=1)):
            deltas = tile_deltas(self.shown, pixels, int(row))
            columns = moved[row]
            self.touched[row, columns] = deltas[columns] > 0
            self.dirty[row, columns] = deltas[columns] > tile_delta
            self.due[row, columns] = self.dirty[row, columns]
            self.held[row, columns] = False

    def take(self, pixels: Pixels, moved: Grid, at_ms: int, enough: int) -> TileChange | None:
        """Hand out what is due, where it is enough."""
        sampled = at_ms - self.read_at_ms >= SAMPLE_MS
        counts = self.due & (((self.barren == 0) | ~moved) & ~self.held | sampled)
        counted = int(counts.sum())
        settled = counts & (at_ms - self.moved_at_ms >= SETTLED_MS)
        if counted < enough and not settled.any():
            return None
        ticking = (self.barren >= 2) & moved & ~counts
        tiles = (self.touched | self.owed | counts) & ~ticking
        still = int((counts & ~moved).sum())
        self._show(pixels, tiles, at_ms)
        return TileChange(
            self.width,
            self.height,
            boxes_of(tiles, self.width, self.height),
            tiles,
            counted,
            still,
        )

    def _show(self, pixels: Pixels, tiles: Grid, at_ms: int) -> None:
        for box in boxes_of(tiles, self.width, self.height):
            part = np.s_[box.top : box.bottom, box.left : box.right]
            self.shown[part] = pixels[part]
        for grid in (self.touched, self.dirty, self.due, self.owed):
            grid[tiles] = False
        self.read_at_ms[tiles] = at_ms

    def learn(self, change: TileChange, finding: Finding, word_boxes: Iterable[Box]) -> None:
        if finding is not Finding.STORED:
            self.owed |= change.tiles
        if finding in {Finding.MOVING, Finding.FAILED}:
            self.due |= change.tiles
        if finding is Finding.FAILED:
            self.held |= change.tiles
            return
        fruitful = np.zeros_like(self.owed)
        for box in word_boxes:
            fruitful[tiles_under(box)] = True
        if not change.first:
            barren = change.tiles & ~fruitful
            for row in np.flatnonzero(barren.any(axis=1)):
                barren[row] &= ~flat_tiles(self.shown, int(row))
            self.barren[barren] = np.minimum(self.barren[barren] + 1, _BARREN_LIMIT)
        self.barren[fruitful] = 0


def tiles_under(box: Box) -> tuple[slice, slice]:
    """The rows and columns of tiles that a box touches."""
    return (
        slice(box.top // TILE_HEIGHT, -(-box.bottom // TILE_HEIGHT)),
        slice(box.left // TILE_WIDTH, -(-box.right // TILE_WIDTH)),
    )


def changed_tiles(before: Pixels, after: Pixels) -> Grid:
    """Which tiles differ in any byte of a colour: bool ``[rows, columns]``.

    Whole words of eight bytes are compared first, a band of tiles at a time (a band fits into the
    processor's cache), and only bands that differ are looked at closer: a 1920x1080 picture
    costs 0.8 ms without change and 3 ms where all of it changed.
    """
    height, width = before.shape[:2]
    grid = np.zeros((-(-height // TILE_HEIGHT), -(-width // TILE_WIDTH)), np.bool_)
    for row in range(grid.shape[0]):
        band = slice(row * TILE_HEIGHT, (row + 1) * TILE_HEIGHT)
        if not _same_bytes(before[band], after[band]):
            differs = (before[band] != after[band]).any(axis=0)[:, :3].reshape(-1)
            grid[row] = np.logical_or.reduceat(differs, np.arange(0, width * 3, TILE_WIDTH * 3))
    return grid


def _same_bytes(one: Pixels, other: Pixels) -> bool:
    if not (one.flags.c_contiguous and other.flags.c_contiguous):
        return bool(np.array_equal(one, other))
    wide = np.uint64 if one.nbytes % 8 == 0 else np.uint8
    return bool(np.array_equal(one.reshape(-1).view(wide), other.reshape(-1).view(wide)))


def tile_deltas(before: Pixels, after: Pixels, row: int) -> NDArray[np.float64]:
    """How much each tile of one row of tiles differs (0-255, over three channels).

    That is the mean absolute difference of the tile, or 2/3 of that of one of its strips
    (12 pixels high) where that is more: a small line of text that falls on the edge between two
    tiles is thin in either, but fills a strip.
    """
    band = slice(row * TILE_HEIGHT, (row + 1) * TILE_HEIGHT)
    sums = _strip_sums(before[band], after[band])
    height, width = before[band].shape[:2]
    widths = np.diff(np.append(np.arange(0, width, TILE_WIDTH), width))
    heights = np.diff(np.append(np.arange(0, height, _STRIP_HEIGHT), height))
    of_strips = sums / (widths * heights[:, None] * 3)
    of_tile = sums.sum(axis=0) / (widths * height * 3)
    deltas: NDArray[np.float64] = np.maximum(of_tile, of_strips.max(axis=0) * _STRIP_WEIGHT)
    return deltas


def _strip_sums(one: Pixels, other: Pixels) -> NDArray[np.int64]:
    """Absolute differences of two bands, summed over each tile of each strip.

    An array ``[strips, columns]`` over the first three channels.
    """
    delta = np.maximum(one, other) - np.minimum(one, other)
    height, width, _ = delta.shape
    edges = np.arange(0, width * 3, TILE_WIDTH * 3)
    sums = []
    for top in range(0, height, _STRIP_HEIGHT):
        # sixteen bits hold twelve rows of bytes, and are twice as quick as thirty-two
        columns = delta[top : top + _STRIP_HEIGHT].sum(axis=0, dtype=np.uint16)
        colours = columns[:, :3].reshape(-1)  # a fourth byte is unused and may hold anything
        sums.append(np.add.reduceat(colours, edges, dtype=np.int64))
    return np.array(sums)


def flat_tiles(pixels: Pixels, row: int) -> NDArray[np.bool_]:
    """Which tiles of one row of tiles show one plain colour and nothing else."""
    band = pixels[row * TILE_HEIGHT : (row + 1) * TILE_HEIGHT, :, :3]
    edges = np.arange(0, pixels.shape[1], TILE_WIDTH)
    low = np.minimum.reduceat(band.min(axis=0), edges)
    high = np.maximum.reduceat(band.max(axis=0), edges)
    flat: NDArray[np.bool_] = (low == high).all(axis=1)
    return flat


def boxes_of(tiles: Grid, width: int, height: int) -> tuple[Box, ...]:
    """Few rectangles, in pixels, that cover exactly the given tiles.

    Runs of tiles in a row grow downwards as long as the row below has the very same run.
    """
    open_runs: dict[tuple[int, int], int] = {}
    found: list[tuple[int, int, int, int]] = []
    for row in range(tiles.shape[0] + 1):
        runs = set(_runs(tiles[row])) if row < tiles.shape[0] else set()
        ended = [run for run in open_runs if run not in runs]
        found += [(open_runs.pop(run), row, *run) for run in ended]
        for run in runs:
            open_runs.setdefault(run, row)
    boxes = []
    for top, bottom, left, right in sorted(found):
        x, y = left * TILE_WIDTH, top * TILE_HEIGHT
        far_x, far_y = min(right * TILE_WIDTH, width), min(bottom * TILE_HEIGHT, height)
        boxes.append(Box(x, y, far_x - x, far_y - y))
    return tuple(boxes)


def _runs(row: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], row.astype(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
