"""Whether the session is locked, asleep or put away, as its parts tell of it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Away:
    """Whether nobody may be looked at now, and how often that began since the program started.

    ``times`` tells a look that nobody was there in between, however short that was.
    """

    now: bool = False
    times: int = 0


@dataclass(frozen=True, slots=True)
class Permit:
    """Where the token lies by which a Wayland desktop gives its screen again without asking.

    It is good for one use only; each use brings the next.
    """

    load: Callable[[], str] = lambda: ""
    save: Callable[[str], None] = lambda _token: None


class IdleSource(Protocol):
    """Tells how long nobody moved; used from one thread."""

    def idle_ms(self) -> int:
        """Milliseconds since the last key or mouse movement. May raise ``WorldError``."""
        ...

    def close(self) -> None:
        """Let go of what it asks."""
        ...


class SessionSource(Protocol):
    """Tells whether the session is away; asked from any thread."""

    def away(self) -> Away:
        """How it stands now."""
        ...

    def close(self) -> None:
        """Listen no more."""
        ...


class NoSession:
    """Stands in where nothing tells of lock and sleep: always there."""

    def __init__(self, _on_change: Callable[[], None] = lambda: None) -> None:
        pass

    def away(self) -> Away:
        """Never away."""
        return Away()

    def close(self) -> None:
        """Nothing to let go of."""


class Presence:
    """Holds the reasons why the session is away; any thread may tell or ask.

    ``on_change`` is called, without the lock, whenever it becomes away or comes back.
    """

    def __init__(self, on_change: Callable[[], None] = lambda: None) -> None:
        self._on_change = on_change
        self._lock = threading.Lock()
        self._reasons: set[str] = set()
        self._times = 0

    def away(self) -> Away:
        """How it stands now."""
        with self._lock:
            return Away(bool(self._reasons), self._times)

    def reasons(self) -> frozenset[str]:
        """Why it is away; empty while somebody is there."""
        with self._lock:
            return frozenset(self._reasons)

    def tell(self, reason: str, holds: bool) -> None:
        """Take in that a reason to be away begins or ends."""
        with self._lock:
            before = bool(self._reasons)
            (self._reasons.add if holds else self._reasons.discard)(reason)
            after = bool(self._reasons)
            if after and not before:
                self._times += 1
        if after != before:
            self._on_change()

    def drop(self, prefix: str) -> None:
        """End every reason that begins so: who told of it is gone."""
        for reason in self.reasons():
            if reason.startswith(prefix):
                self.tell(reason, False)
