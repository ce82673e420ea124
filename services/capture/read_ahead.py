"""Does the first of two steps in a thread of its own, a little ahead of the second."""

import threading
from collections import deque
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Generic, Self, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD = 16
MOST_WAITING = 4_000_000


class ReadAhead(Generic[Item, Result]):
    """What ``read`` makes of each item, in order; used as a context, from one thread.

    At most ``AHEAD`` results wait, and of ``size`` (characters, say) at most ``MOST_WAITING`` and
    one result more, however large. What ``read`` raises ends the row: it is raised where the
    results before it have been taken.
    """

    def __init__(
        self, read: Callable[[Item], Result], items: Iterable[Item], size: Callable[[Result], int]
    ) -> None:
        self._read = read
        self._items = items
        self._size = size
        self._waiting: deque[Result] = deque()
        self._weight = 0
        self._ended = False
        self._error: BaseException | None = None
        self._condition = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="read-ahead", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Wait for the item under way; what was read and not taken is dropped."""
        with self._condition:
            self._ended = True
            self._condition.notify_all()
        self._thread.join()

    def take(self) -> list[Result]:
        """The next result and what else is ready, in order; empty at the end of the row."""
        with self._condition:
            self._condition.wait_for(lambda: self._waiting or self._ended)
            ready, self._waiting = list(self._waiting), deque()
            self._weight = 0
            self._condition.notify_all()
            if not ready and self._error is not None:
                raise self._error
            return ready

    def _run(self) -> None:
        try:
            for item in self._items:
                if self._ended:
                    return
                self._put(self._read(item))
        except BaseException as error:  # noqa: BLE001 - it is raised in the thread that takes
            self._error = error
        finally:
            with self._condition:
                self._ended = True
                self._condition.notify_all()

    def _put(self, result: Result) -> None:
        with self._condition:
            self._condition.wait_for(lambda: self._has_room() or self._ended)
            self._waiting.append(result)
            self._weight += self._size(result)
            self._condition.notify_all()

    def _has_room(self) -> bool:
        return len(self._waiting) < AHEAD and self._weight < MOST_WAITING
