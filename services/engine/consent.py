"""Whether the person agreed to the capture of their screen."""

from services.clock import Clock
from services.store.upkeep import Flags

_FLAG = "consent"


class Consent:
    """Remembered in the library; asked before every look, so it is kept at hand."""

    def __init__(self, flags: Flags, clock: Clock) -> None:
        self._flags = flags
        self._clock = clock
        self._given = flags.get(_FLAG) is not None

    def given(self) -> bool:
        """Whether consent stands."""
        return self._given

    def give(self) -> None:
        """Remember when the person agreed."""
        self._flags.set(_FLAG, str(self._clock.now_ms()))
        self._given = True

    def withdraw(self) -> None:
        """From now on nothing may be looked at."""
        self._given = False
        self._flags.set(_FLAG, None)
