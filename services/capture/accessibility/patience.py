"""Leaves programs in peace that did not answer, ever longer."""

import time
from collections.abc import Callable, Hashable

FIRST_PAUSE_S, LONGEST_PAUSE_S = 5.0, 600.0


class Patience:
    """Who is not to be asked for now; ``monotonic`` is the clock, in seconds."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._pauses: dict[Hashable, tuple[float, float]] = {}  # until when, and how long

    def may_ask(self, program: Hashable) -> bool:
        """Whether a program may be asked."""
        return self._monotonic() >= self._pauses.get(program, (float("-inf"), 0.0))[0]

    def answered(self, program: Hashable) -> None:
        """A program answered: what it did before is forgiven."""
        self._pauses.pop(program, None)

    def was_silent(self, program: Hashable) -> None:
        """A program did not answer in time: it is left alone for twice as long as the last time."""
        pause_s = 2 * self._pauses.get(program, (0.0, 0.0))[1]
        pause_s = min(max(FIRST_PAUSE_S, pause_s), LONGEST_PAUSE_S)
        self._pauses[program] = (self._monotonic() + pause_s, pause_s)
