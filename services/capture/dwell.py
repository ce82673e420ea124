"""Remembers how long the window of each kept capture stood in front, with the person there.

A look tells at once which window is in front; whether its picture is kept is known seconds later,
from another thread. So the stretches of time that a window was in front are remembered, and a
capture, once it is kept, stands for the stretch that its picture was taken in.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from services.capture.changes import window_key
from services.clock import MINUTE_MS
from services.errors import WorldError
from services.records import CaptureId, WindowInfo

log = logging.getLogger("afterimage.capture.dwell")

AWAY_MS = 20_000  # another window for so long does not end a stay (nor an event)
BACK_MS = 10_000  # in front again for so long is a new stay, less was in passing
WRITE_EVERY_MS = MINUTE_MS
_REMEMBERED = 64  # stretches: far more than changes can wait to be read
_MARKS = " *•●"  # what editors put beside the title of an unsaved file

Stood = Callable[[CaptureId, int], None]
_Key = tuple[str, str, str]


@dataclass(slots=True)
class _Stretch:
    """From the first to the last look in a row that found the same window in front.

    ``key`` is None where something was in front that is not to be told. ``barred``: nothing goes
    on behind it.
    """

    key: _Key | None
    start_ms: int
    until_ms: int
    barred: bool = False


@dataclass(slots=True)
class _Standing:
    """The capture that was kept last, and what was last written of it.

    ``left`` where its window went, came back for a stay of its own, and that was told.
    """

    capture_id: CaptureId
    key: _Key
    at_ms: int
    until_ms: int
    written_ms: int
    told_at_ms: int
    left: bool = False


class Stay:
    """Follows one monitor: ``seen`` and ``leave`` from the looking thread, ``kept`` from another.

    ``stood`` stores until when a capture stood in front; it is called when another window comes,
    at a break, and otherwise at most once a minute. ``longest_gap_ms`` tells how far two looks
    may lie apart for the person to have been there in between.
    """

    def __init__(self, stood: Stood, longest_gap_ms: Callable[[], int]) -> None:
        self._stood = stood
        self._longest_gap_ms = longest_gap_ms
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._stretches: deque[_Stretch] = deque(maxlen=_REMEMBERED)
        self._standing: _Standing | None = None

    def seen(self, window: WindowInfo | None, at_ms: int) -> bool:
        """Take in a look: the window in front, None for what is not to be told.

        Tells, once, that the window of the last capture has come back after more than a short
        absence and stays: what it shows is worth a capture of its own, though nothing changed.
        """
        key = None if window is None else _stay_key(window)
        gap_ms = self._longest_gap_ms()
        with self._lock:
            last = self._stretches[-1] if self._stretches else None
            if last is not None and at_ms < last.until_ms:  # the clock was set back
                self._stretches.clear()
                last = None
            near = last is not None and at_ms - last.until_ms <= gap_ms
            if last is not None and near and last.key == key and not last.barred:
                last.until_ms = at_ms
            else:
                if last is not None and not near:
                    last.barred = True
                self._stretches.append(_Stretch(key, at_ms, at_ms))
            due = self._due(key, at_ms)
            back = self._is_back(key, at_ms)
        self._write(due)
        return back

    def kept(self, capture_id: CaptureId, window: WindowInfo, at_ms: int) -> None:
        """Take in that the picture of a look became a capture: the one before stands no longer."""
        key = _stay_key(window)
        with self._lock:
            before = self._standing
            if before is not None and before.at_ms <= at_ms:
                before.until_ms = self._reach(before, at_ms)
            now = _Standing(capture_id, key, at_ms, at_ms, at_ms, at_ms)
            now.until_ms = self._reach(now, None)
            self._standing = now
            last = self._stretches[-1] if self._stretches else None
            over = last is not None and (last.barred or last.key != key)
        self._write(before)
        if over:  # it was read late: no look will be told of it any more
            self._write(now)

    def leave(self) -> None:
        """The person went, or may not be watched: what stands does not go on after this."""
        with self._lock:
            if self._stretches:
                self._stretches[-1].barred = True
        self.flush()

    def flush(self) -> None:
        """Write out what is not written yet."""
        with self._lock:
            standing = self._standing
            if standing is not None:
                standing.until_ms = self._reach(standing, None)
        self._write(standing)

    def _is_back(self, key: _Key | None, at_ms: int) -> bool:
        """Whether the last capture's window is in front again, and stays, without counting on."""
        standing, last = self._standing, self._stretches[-1]
        if standing is None or standing.left or standing.key != key or last.barred:
            return False
        standing.left = (
            last.start_ms > self._reach(standing, None) and at_ms - last.start_ms >= BACK_MS
        )
        return standing.left

    def _due(self, key: _Key | None, at_ms: int) -> _Standing | None:
        """What stands, where it is time to write it."""
        standing = self._standing
        if standing is None:
            return None
        standing.until_ms = self._reach(standing, None)
        if standing.until_ms == standing.written_ms:
            return None
        late = not 0 <= at_ms - standing.told_at_ms < WRITE_EVERY_MS
        if not late and standing.key == key:
            return None
        standing.told_at_ms = at_ms
        return standing

    def _reach(self, standing: _Standing, before_ms: int | None) -> int:
        """Until when a capture stood in front, and before ``before_ms`` (when the next was made).

        Short looks at other windows of which nothing was kept are bridged.
        """
        until_ms = standing.until_ms  # where its stretch is no longer remembered
        for index, stretch in enumerate(self._stretches):
            inside = stretch.start_ms <= standing.at_ms <= stretch.until_ms
            if not inside or stretch.key != standing.key:
                continue
            until_ms = stretch.until_ms
            barred = stretch.barred
            for later in islice(self._stretches, index + 1, None):
                if barred or (before_ms is not None and later.start_ms >= before_ms):
                    break
                if later.key == standing.key:
                    if later.start_ms - until_ms > AWAY_MS:
                        break
                    until_ms = later.until_ms
                barred = later.barred
            break
        return until_ms if before_ms is None else min(until_ms, before_ms)

    def _write(self, standing: _Standing | None) -> None:
        """Store what is new; outside the lock, since the store may have to wait."""
        if standing is None:
            return
        with self._writing:  # the value is read last, so that the last one written is the newest
            until_ms = standing.until_ms
            if until_ms == standing.written_ms:
                return
            try:
                self._stood(standing.capture_id, until_ms)
            except WorldError as error:
                log.warning("how long a capture stood is not stored: %s", type(error).__name__)
            else:
                standing.written_ms = until_ms


def _stay_key(window: WindowInfo) -> _Key:
    """A window's key, the same whether its file is saved or not."""
    app, title, url = window_key(window)
    return app, title.strip(_MARKS), url
