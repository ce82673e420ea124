"""Holds a line back while it is being typed, so that a sentence becomes one capture, not ten."""

import numpy as np

from services.capture.changes import ScreenChange, window_key
from services.capture.tiles import Grid

HOLD_MS = 8_000
_ROWS = 2  # of tiles: what a line of text touches
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
    shared = int((before.tiles & now.tiles).sum())
    return shared <= min(_SHARED_TILES, int(before.tiles.sum()) - 1) and _is_flat(
        before.tiles | now.tiles
    )


def _is_flat(tiles: Grid) -> bool:
    rows = np.flatnonzero(tiles.any(axis=1))
    return int(rows[-1] - rows[0]) < _ROWS
