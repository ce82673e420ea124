"""How long work is stopped and how it tells how far it is."""

import threading
from collections.abc import Callable

from services.errors import Cancelled

Progress = Callable[[int, int, str], None]
"""Called with (done, total, what); total is 0 where it is not known yet."""


def no_progress(done: int, total: int, what: str) -> None:
    """Take progress and do nothing with it."""


class CancelToken:
    """A flag that one thread sets and a long task looks at between steps."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the task to stop at its next step."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """Whether a stop was asked for."""
        return self._event.is_set()

    def check(self) -> None:
        """Raise ``Cancelled`` where a stop was asked for."""
        if self._event.is_set():
            raise Cancelled

    def wait(self, timeout_s: float) -> bool:
        """Wait for a stop for so many seconds; tells whether it came."""
        return self._event.wait(timeout_s)
