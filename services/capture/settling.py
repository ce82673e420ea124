"""Waits for a screen that is being scrolled or switched to stand still, but never for long."""

from services.capture.changes import ScreenChange, window_key

SHARE = 0.08  # of the monitor's tiles: what a scrolled page, another page or a new window changes
WAITS_MS = (250, 500, 750)  # until it is looked at again, each time that it still moves


class Settling:
    """Between the comparison and the queue, for one monitor.

    A large change is kept back, and the monitor looked at again soon (``again_at_ms``). Where that
    look finds no large change any more, or after the last wait, the newest picture goes on with all
    regions that changed: a frame in mid-scroll gives way to the one it ends in. A first picture,
    and one of another window, never waits for the next.
    """

    def __init__(self) -> None:
        self._held: ScreenChange | None = None
        self._waits = 0
        self.again_at_ms: int | None = None

    def pass_on(self, change: ScreenChange | None, at_ms: int) -> tuple[ScreenChange, ...]:
        """What may go on now, oldest first; ``change`` is what the look at ``at_ms`` brought."""
        held, self._held, self.again_at_ms = self._held, None, None
        if held is None or change is None or not _same_view(held, change):
            self._waits = 0
            if change is None or not _is_large(change):
                return tuple(one for one in (held, change) if one is not None)
            self._hold(change, at_ms)
            return () if held is None else (held,)
        joined = change.over(held)
        if not _is_large(change) or self._waits >= len(WAITS_MS) or at_ms < held.at_ms:
            return (joined,)
        self._hold(joined, at_ms)
        return ()

    def release(self) -> tuple[ScreenChange, ...]:
        """What is held, if anything; then nothing is."""
        return self.pass_on(None, 0)

    def _hold(self, change: ScreenChange, at_ms: int) -> None:
        self._held = change
        self.again_at_ms = at_ms + WAITS_MS[self._waits]
        self._waits += 1


def _is_large(change: ScreenChange) -> bool:
    tiles = change.tiles
    return not tiles.first and tiles.counted >= SHARE * tiles.tiles.size


def _same_view(held: ScreenChange, change: ScreenChange) -> bool:
    """Whether two changes are of one window, and of pictures of one size."""
    return (
        not change.tiles.first
        and held.tiles.tiles.shape == change.tiles.tiles.shape
        and window_key(held.window) == window_key(change.window)
    )
