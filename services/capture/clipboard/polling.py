"""Waits for a counter of the system to move, where the system tells of copies in no other way."""

import threading
import time
from collections.abc import Callable

_EVERY_S = 0.5  # a question that takes a microsecond


class Polling:
    """Asks ``count`` now and then; what it was at first is no news."""

    def __init__(self, count: Callable[[], int]) -> None:
        self._count = count
        self._seen = count()
        self._woken = threading.Event()

    def wait(self, timeout_s: float) -> bool:
        """Wait until the counter moved, or for ``wake``; tells whether it moved."""
        until_s = time.monotonic() + timeout_s
        while (now := self._count()) == self._seen:
            left_s = until_s - time.monotonic()
            if left_s <= 0:
                return False
            if self._woken.wait(min(_EVERY_S, left_s)):
                self._woken.clear()
                return False
        self._seen = now
        return True

    def wake(self) -> None:
        """End the present (or the next) wait; from any thread."""
        self._woken.set()
