"""What the commands say to the person in front of them."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class SetupError(Exception):
    """The machine or the network failed; the message says what happened and what to do."""


def say(text: str) -> None:
    """Print a line at once, on stderr: stdout belongs to the program that is started."""
    print(text, file=sys.stderr, flush=True)


class Steps:
    """Numbers the steps of a command and says how long each took."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._number = 0

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """Announce one step and, where it took a while, its time."""
        self._number += 1
        say(f"[{self._number}/{self._total}] {what}")
        started = time.monotonic()
        yield
        took_s = time.monotonic() - started
        if took_s >= 1:
            say(f"      done in {took_s:.0f} s")


class ProgressLine:
    """Shows a percentage: in place on a terminal, every tenth as a line elsewhere."""

    def __init__(self) -> None:
        self._in_place = sys.stderr.isatty() and "CI" not in os.environ
        self._last = -1

    def show(self, percent: int, detail: str) -> None:
        """Show progress where it is news."""
        step = 1 if self._in_place else 10
        if percent // step == self._last // step and self._last >= 0:
            return
        self._last = percent
        line = f"      {percent:3d} %  {detail}"
        if self._in_place:
            print(f"\r{line:<78}", end="", file=sys.stderr, flush=True)
        else:
            say(line)

    def end(self) -> None:
        """Leave the line."""
        if self._in_place and self._last >= 0:
            say("")
