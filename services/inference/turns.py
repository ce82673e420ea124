"""Who may use the model next: a person's question before work that can wait."""

import heapq
import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum

from services.cancel import CancelToken

POLL_S = 0.02


class Priority(IntEnum):
    """The more urgent, the lower."""

    QUESTION = 0
    TYPING = 1
    BACKGROUND = 2


class Turns:
    """Lets one at a time in, the most urgent first, those of like urgency in order of arrival."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._busy = False
        self._waiting: list[tuple[Priority, int]] = []
        self._numbers = itertools.count()

    @contextmanager
    def mine(self, cancel: CancelToken, priority: Priority = Priority.QUESTION) -> Iterator[None]:
        """Wait for a turn; raises ``Cancelled`` where ``cancel`` is set before."""
        self._enter(cancel, priority)
        try:
            cancel.check()
            yield
        finally:
            self._leave()

    @contextmanager
    def at_once(self) -> Iterator[bool]:
        """A turn where nobody has or wants one; tells whether there was one."""
        with self._changed:
            got = not self._busy and not self._waiting
            self._busy = self._busy or got
        try:
            yield got
        finally:
            if got:
                self._leave()

    def pressed(self, priority: Priority) -> bool:
        """Whether work in the background, which has its turn, is in the way of something urgent."""
        with self._changed:
            waits = bool(self._waiting) and self._waiting[0][0] < priority
        return waits and priority is Priority.BACKGROUND

    def _enter(self, cancel: CancelToken, priority: Priority) -> None:
        ticket = (priority, next(self._numbers))
        with self._changed:
            heapq.heappush(self._waiting, ticket)
            try:
                while self._busy or self._waiting[0] != ticket:
                    self._changed.wait(POLL_S)
                    cancel.check()
                self._busy = True
            finally:
                self._waiting.remove(ticket)
                heapq.heapify(self._waiting)

    def _leave(self) -> None:
        with self._changed:
            self._busy = False
            self._changed.notify_all()
