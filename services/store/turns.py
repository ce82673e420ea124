"""Lets long reading in the background give way to what a person waits for."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

# Reading goes on after this long, however much is asked meanwhile.
LONGEST_S = 0.2


class Turns:
    """Who waits for an answer just now. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._urgent = 0
        self._quiet = threading.Event()
        self._quiet.set()

    @contextmanager
    def urgent(self) -> Iterator[None]:
        """Somebody waits for what is done inside."""
        with self._lock:
            self._urgent += 1
            self._quiet.clear()
        try:
            yield
        finally:
            with self._lock:
                self._urgent -= 1
                if not self._urgent:
                    self._quiet.set()

    def give_way(self) -> bool:
        """Wait while somebody waits, for a moment at most; tells whether it is quiet."""
        return self._quiet.wait(LONGEST_S)
