"""The pictures that wait to be read: packed, bounded, and counted where they go unread."""

import threading
import zlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from services.capture.changes import ScreenChange, window_key
from services.capture.governor import Pace

LIMIT = 120
LIMIT_BYTES = 64_000_000
PACKED_FROM = 2  # the next two are read in a moment and stay as they are
_GATE_POLL_S = 0.25


@dataclass(slots=True)
class _Waiting:
    """A picture in the queue; ``packed`` holds its pixels where it waits for longer."""

    change: ScreenChange
    packed: bytes | None = None

    @property
    def bytes(self) -> int:
        return self.change.shot.pixels.nbytes if self.packed is None else len(self.packed)

    def pack(self) -> None:
        """Pixels of a page of text shrink to a hundredth, in about 15 ms at 1080p."""
        if self.packed is None:
            pixels = self.change.shot.pixels
            self.packed = zlib.compress(np.ascontiguousarray(pixels).data, 1)
            empty = np.broadcast_to(np.uint8(0), pixels.shape)  # the shape, without the memory
            self.change = replace(self.change, shot=replace(self.change.shot, pixels=empty))

    def unpacked(self) -> ScreenChange:
        """The picture with its pixels again."""
        if self.packed is None:
            return self.change
        shape = self.change.shot.pixels.shape
        pixels = np.frombuffer(bytearray(zlib.decompress(self.packed)), np.uint8).reshape(shape)
        return replace(self.change, shot=replace(self.change.shot, pixels=pixels))


class Backlog:
    """At most ``limit`` pictures and ``limit_bytes`` of memory; used from several threads.

    ``pace`` is asked, with how full the queue is, before a picture is given out: while it says
    WAITING none is; at THIN only the newest of each window is, the older ones lend it their changed
    regions. A full queue joins the two oldest of one monitor, or lets go of the oldest. ``dropped``
    counts every picture that was put in and never given out.
    """

    def __init__(
        self,
        limit: int = LIMIT,
        limit_bytes: Callable[[], int] = lambda: LIMIT_BYTES,
        pace: Callable[[float], Pace] = lambda _fill: Pace.FULL,
    ) -> None:
        self._limit = limit
        self._limit_bytes = limit_bytes
        self._ask_pace = pace
        self.pace = Pace.FULL
        self._waiting: deque[_Waiting] = deque()
        self._bytes = 0
        self._ready = threading.Condition()
        self._closed = False
        self._hurry = 0
        self._working = 0
        self.offered = 0
        self.given = 0
        self.dropped = 0

    @property
    def bytes(self) -> int:
        """Memory that waiting pictures take."""
        return self._bytes

    @property
    def fill(self) -> float:
        """How full the queue is: 0 empty, 1 no room left."""
        return max(len(self._waiting) / self._limit, self._bytes / max(1, self._limit_bytes()))

    @property
    def oldest_ms(self) -> int | None:
        """When the picture that waits longest was taken."""
        with self._ready:
            return self._waiting[0].change.at_ms if self._waiting else None

    def put(self, change: ScreenChange) -> None:
        """Add a picture; nothing is taken any more once the queue is closed."""
        item = _Waiting(change)
        if len(self._waiting) >= PACKED_FROM:
            item.pack()
        with self._ready:
            if self._closed:
                return
            self.offered += 1
            self._append(item)
            while len(self._waiting) > 1 and self.fill > 1:
                self._make_room()
            self._ready.notify_all()

    def get(self) -> ScreenChange | None:
        """The next picture, once there is one and it may be read; None once closed and empty."""
        with self._ready:
            while True:
                self._ready.wait_for(lambda: self._waiting or self._closed)
                if not self._waiting:
                    return None
                self.pace = Pace.FULL if self._hurry else self._ask_pace(self.fill)
                if self.pace is not Pace.WAITING:
                    break
                self._ready.wait(_GATE_POLL_S)
            if self.pace is Pace.THIN:
                self._join_like_first()
            item = self._take(0)
            self._working += 1
            self.given += 1
        return item.unpacked()

    def done(self) -> None:
        """Tell that a picture that was taken out is dealt with."""
        with self._ready:
            self._working -= 1
            self._ready.notify_all()

    def drain(self, timeout_s: float) -> bool:
        """Wait until all is read, whatever it costs; tells whether it was in time."""
        with self._ready:
            self._hurry += 1
            self._ready.notify_all()
            try:
                return self._ready.wait_for(
                    lambda: not self._waiting and not self._working, timeout_s
                )
            finally:
                self._hurry -= 1

    def clear(self) -> None:
        """Throw away what waits, counted as dropped."""
        with self._ready:
            self.dropped += len(self._waiting)
            self._waiting.clear()
            self._bytes = 0
            self._ready.notify_all()

    def close(self) -> None:
        """Take no more; ``get`` gives what is left and then None."""
        with self._ready:
            self._closed = True
            self._hurry += 1
            self._ready.notify_all()

    def __len__(self) -> int:
        with self._ready:
            return len(self._waiting) + self._working

    def _append(self, item: _Waiting) -> None:
        self._waiting.append(item)
        self._bytes += item.bytes

    def _take(self, at: int) -> _Waiting:
        item = self._waiting[at]
        del self._waiting[at]
        self._bytes -= item.bytes
        return item

    def _make_room(self) -> None:
        """Join the two oldest neighbours of one monitor, else let go of the oldest of all."""
        last_of: dict[int, int] = {}
        for index, item in enumerate(self._waiting):
            older = last_of.get(item.change.monitor)
            if older is not None:
                item.change = item.change.over(self._take(older).change)
                break
            last_of[item.change.monitor] = index
        else:
            self._take(0)
        self.dropped += 1

    def _join_like_first(self) -> None:
        """Read the newest of the pictures of a window that follow each other on its monitor."""
        first = self._waiting[0].change
        at = 1
        while at < len(self._waiting):
            item = self._waiting[at]
            if item.change.monitor != first.monitor:
                at += 1
                continue
            if window_key(item.change.window) != window_key(first.window):
                break
            newer = self._take(at)
            newer.change = newer.change.over(self._take(0).change)
            self._waiting.appendleft(newer)
            self._bytes += newer.bytes
            self.dropped += 1
