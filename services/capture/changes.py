"""What a look hands on for reading, and the bounded queue in memory that it waits in."""

import re
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from services.capture.screens.base import Screenshot
from services.capture.tiles import TileChange, TileComparer
from services.records import Box, CaptureId, Line, WindowInfo

_FIGURES = re.compile(r"[\d:.,%]+")


def window_key(window: WindowInfo) -> tuple[str, str, str]:
    """What tells one window from another: a count or a clock in its title does not."""
    return (window.app, _FIGURES.sub("", window.title), window.url)


@dataclass(frozen=True, slots=True)
class ScreenChange:
    """A picture with something new on it, on its way to the reading worker.

    ``excluded`` boxes (pixels of the picture) are painted over. ``comparer`` is told what came of
    it, ``on_kept`` of the capture it became, with the window and the time. ``hints`` are lines that
    the program in front tells of its window.
    """

    shot: Screenshot
    tiles: TileChange
    window: WindowInfo
    offset_min: int
    comparer: TileComparer
    excluded: tuple[Box, ...] = ()
    on_kept: Callable[[CaptureId, WindowInfo, int], None] = lambda _id, _window, _at_ms: None
    hints: tuple[Line, ...] = ()

    @property
    def at_ms(self) -> int:
        """When the picture was taken."""
        return self.shot.taken_at_ms

    @property
    def monitor(self) -> int:
        """Which monitor it shows."""
        return self.shot.monitor

    def over(self, older: "ScreenChange") -> "ScreenChange":
        """This picture with the older one's changed regions added to its own."""
        mine, theirs = self.tiles, older.tiles
        if (mine.width, mine.height) != (theirs.width, theirs.height):
            return self
        tiles = np.logical_or(mine.tiles, theirs.tiles)
        boxes = tuple(dict.fromkeys(mine.boxes + theirs.boxes))
        counted = max(mine.counted, theirs.counted)
        joined = replace(
            mine, tiles=tiles, boxes=boxes, counted=counted, first=mine.first or theirs.first
        )
        return replace(self, tiles=joined)


class ChangeQueue:
    """Pictures waiting to be read, at most ``limit``; a full queue joins two of one monitor.

    Joining keeps the newer picture and both pictures' changed regions, and counts one dropped.
    ``dropped`` is how many pictures were never read.
    """

    def __init__(self, limit: int = 6) -> None:
        self._limit = limit
        self._waiting: deque[ScreenChange] = deque()
        self._ready = threading.Condition()
        self._closed = False
        self._working = 0
        self.dropped = 0

    def put(self, change: ScreenChange) -> None:
        """Add a picture; nothing is taken any more once the queue is closed."""
        with self._ready:
            if self._closed:
                return
            self._waiting.append(change)
            if len(self._waiting) > self._limit:
                self._join_two()
            self._ready.notify_all()

    def get(self) -> ScreenChange | None:
        """The oldest picture, waiting for one; None once the queue is closed and empty."""
        with self._ready:
            self._ready.wait_for(lambda: self._waiting or self._closed)
            if not self._waiting:
                return None
            self._working += 1
            return self._waiting.popleft()

    def done(self) -> None:
        """Tell that a picture that was taken out is dealt with."""
        with self._ready:
            self._working -= 1
            self._ready.notify_all()

    def drain(self, timeout_s: float) -> bool:
        """Wait until all is dealt with; tells whether it was in time."""
        with self._ready:
            return self._ready.wait_for(lambda: not self._waiting and not self._working, timeout_s)

    def clear(self) -> None:
        """Throw away what waits, counted as dropped."""
        with self._ready:
            self.dropped += len(self._waiting)
            self._waiting.clear()
            self._ready.notify_all()

    def close(self) -> None:
        """Take no more; ``get`` gives what is left and then None."""
        with self._ready:
            self._closed = True
            self._ready.notify_all()

    def __len__(self) -> int:
        with self._ready:
            return len(self._waiting) + self._working

    def _join_two(self) -> None:
        """Join the two oldest neighbours of one monitor; the queue is one over its limit."""
        last_of: dict[int, int] = {}
        for index, change in enumerate(self._waiting):
            older = last_of.get(change.monitor)
            if older is not None:
                self._waiting[index] = change.over(self._waiting[older])
                del self._waiting[older]
                break
            last_of[change.monitor] = index
        else:
            self._waiting.popleft()
        self.dropped += 1
