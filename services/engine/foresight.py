"""What fades at the next nightly run, without looking through every memory at each question."""

import threading

from services.clock import HOUR_MS
from services.engine.core import Core
from services.memory.feedback import Feedback
from services.records import ChangeKind, Fading

# Deciding reads every memory: 7 s of CPU for a million. The foot of the window asks each minute.
KEPT_MS = HOUR_MS
# In so small a library it takes a moment, and is told anew each time.
SMALL = 20_000
_CHANGES_IT = {ChangeKind.STRENGTH, ChangeKind.TIERS, ChangeKind.SETTINGS}


class Foresight:
    """Remembers what was foreseen until memories are used, moved or forgotten, for an hour at most.

    So it is in a large library. While there are no more memories than may stay vivid, nothing fades
    and nothing is looked at.
    """

    def __init__(self, core: Core, feedback: Feedback) -> None:
        self._core = core
        self._feedback = feedback
        self._lock = threading.Lock()
        self._turn = 0
        self._seen: tuple[int, int, int, tuple[Fading, ...]] | None = None  # turn, time, limit
        core.changes.subscribe(self._on_change)

    def fading(self, limit: int) -> tuple[Fading, ...]:
        """What would move to a lower tier, those of most worth first, and why."""
        now_ms = self._core.clock.now_ms()
        with self._lock:
            turn, seen = self._turn, self._seen
        if seen is not None and seen[0] == turn and seen[2] >= limit:
            fresh = 0 <= now_ms - seen[1] < KEPT_MS
            if fresh:
                return seen[3][:limit]
        room = self._core.preferences.current.memory.hot_limit
        every = sum(self._core.store.segments.count_by_tier().values())
        found = () if every <= room else tuple(self._feedback.fading(limit))
        if every > SMALL:
            with self._lock:
                self._seen = (turn, now_ms, limit, found)
        return found

    def forget(self) -> None:
        """Look anew at the next question: something was deleted."""
        with self._lock:
            self._turn += 1

    def _on_change(self, kind: ChangeKind) -> None:
        if kind in _CHANGES_IT:
            self.forget()
