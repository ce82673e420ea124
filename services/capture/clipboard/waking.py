"""Ends a wait for a window system's socket from another thread."""

import os
import select
from contextlib import suppress
from typing import Protocol


class Readable(Protocol):
    """Has a file descriptor to wait for."""

    def fileno(self) -> int:
        """The descriptor."""
        ...


class Waker:
    """A pipe beside the socket."""

    def __init__(self) -> None:
        self._reader, self._writer = os.pipe()
        os.set_blocking(self._reader, False)

    def wake(self) -> None:
        """End the present (or the next) wait; from any thread."""
        with suppress(OSError):
            os.write(self._writer, b"x")

    def wait(self, socket: Readable, timeout_s: float) -> tuple[bool, bool]:
        """Wait for the socket; whether it has something to read, and whether it was woken."""
        watched: list[Readable | int] = [socket, self._reader]
        ready, _, _ = select.select(watched, [], [], timeout_s)
        woken = self._reader in ready
        if woken:
            with suppress(BlockingIOError):
                os.read(self._reader, 1000)
        return socket in ready, woken

    def close(self) -> None:
        """Close the pipe."""
        os.close(self._reader)
        os.close(self._writer)
