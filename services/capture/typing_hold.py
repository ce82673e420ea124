"""Holds a line back while it is being typed, so that a sentence becomes one capture, not ten."""

import numpy as np

from services.capture.changes import ScreenChange, window_key
from services.capture.tiles import TILE_HEIGHT, TILE_WIDTH, Grid

HOLD_MS = 8_000
_ROWS = 2  # of tiles: what a line of text touches
_CARET_WIDTH = 2  # pixels
_SHARED_TILES = 2  # the tile of the last letter and that of the caret


class TypingHold:
    """Between the comparison and the queue, for one monitor.

    A change of one line is kept back until the next look. Where that one only adds to the line,
    the two become one; in every other case nothing is lost: the held picture goes on first.
    """

    def __init__(self) -> None:
        self._held: ScreenChange | None = None
        self._since_ms = 0

    def pass_on(self, change: ScreenChange | None) -> tuple[ScreenChange, ...]:
        """What may go on now, oldest first; ``change`` is what this look brought, if anything."""
        held, self._held = self._held, None
        if change is None or not _is_one_line(change):
            return tuple(one for one in (held, change) if one is not None)
        if held is None or not _adds_to(held, change):
            self._hold(change, change.at_ms)
            return () if held is None else (held,)
        joined = change.over(held)
        if change.at_ms - self._since_ms >= HOLD_MS:
            return (joined,)
        self._hold(joined, self._since_ms)
        return ()

    def release(self) -> tuple[ScreenChange, ...]:
        """What is held, if anything; then nothing is."""
        return self.pass_on(None)

    def _hold(self, change: ScreenChange, since_ms: int) -> None:
        self._held, self._since_ms = change, since_ms


def _is_one_line(change: ScreenChange) -> bool:
    tiles = change.tiles
    moving = not tiles.first and tiles.still < tiles.counted
    return moving and _is_flat(tiles.tiles)


def _adds_to(held: ScreenChange, change: ScreenChange) -> bool:
    """Whether a change continues the held one and writes over nothing of it."""
    before, now = held.tiles, change.tiles
    if before.tiles.shape != now.tiles.shape or window_key(held.window) != window_key(
        change.window
    ):
        return False
    both = before.tiles & now.tiles
    shared = int(both.sum())
    if shared == int(before.tiles.sum()) == 1:
        row, column = (int(at[0]) for at in np.nonzero(both))
        return _is_flat(now.tiles) and _grows_in_tile(held, change, row, column)
    return shared <= min(_SHARED_TILES, int(before.tiles.sum()) - 1) and _is_flat(
        before.tiles | now.tiles
    )


def _grows_in_tile(held: ScreenChange, change: ScreenChange, row: int, column: int) -> bool:
    """Whether of one tile only what was paper, or a caret, is written on: a number that grows."""
    rows = slice(row * TILE_HEIGHT, (row + 1) * TILE_HEIGHT)
    columns = slice(column * TILE_WIDTH, (column + 1) * TILE_WIDTH)
    old, new = (each.shot.pixels[rows, columns, :3] for each in (held, change))
    if old.shape != new.shape:
        return False
    changed = (old != new).any(axis=(0, 2))
    inked = (old != old[0]).any(axis=(0, 2))
    return int((changed & inked).sum()) <= _CARET_WIDTH


def _is_flat(tiles: Grid) -> bool:
    rows = np.flatnonzero(tiles.any(axis=1))
    return int(rows[-1] - rows[0]) < _ROWS
