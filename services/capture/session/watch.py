"""Two threads that listen to the machine's bus and to the session's, for as long as they live."""

import logging
import os
import threading
from collections.abc import Callable, Mapping
from typing import Protocol

from services.capture.session.bus import (
    Bus,
    BusError,
    CallError,
    Signal,
    session_address,
    system_address,
)
from services.capture.session.login import LoginWatch
from services.capture.session.presence import Away, Presence
from services.capture.session.saver import SaverWatch

log = logging.getLogger("afterimage.capture.session")

RETRY_S = 30.0
JOIN_S = 10.0  # a bus that hangs is not waited for longer


class Listener(Protocol):
    """Who listens on one bus; called in one thread."""

    def begin(self, bus: Bus) -> None:
        """A connection is there: subscribe and ask. May raise ``CallError`` and ``BusError``."""
        ...

    def take(self, bus: Bus, signal: Signal) -> None:
        """A signal came. May raise ``BusError``."""
        ...

    def rest(self, bus: Bus) -> float:
        """All signals are taken in: do what is due, and give the seconds until something is."""
        ...

    def end(self) -> None:
        """The connection is gone."""
        ...


class SessionWatch:
    """Listens from ``start`` to ``close``; ``away`` tells how it stands.

    A bus that is missing, dies or tells nothing is no error: its reasons end, and it is tried
    again every ``retry_s`` seconds.
    """

    def __init__(
        self,
        on_change: Callable[[], None] = lambda: None,
        environ: Mapping[str, str] | None = None,
        *,
        retry_s: float = RETRY_S,
    ) -> None:
        chosen = os.environ if environ is None else environ
        self.presence = Presence(on_change)
        login = LoginWatch(self.presence, chosen)
        self._ears = (
            _Ear("session-login", lambda: system_address(chosen), login, retry_s),
            _Ear(
                "session-saver", lambda: session_address(chosen), SaverWatch(self.presence), retry_s
            ),
        )

    def away(self) -> Away:
        """Whether the session is locked, asleep or put away, and how often it was."""
        return self.presence.away()

    def start(self) -> None:
        """Begin to listen; a second call does nothing."""
        for ear in self._ears:
            ear.start()

    def listening(self) -> tuple[bool, bool]:
        """Whether the machine's bus and the session's are connected and asked."""
        login, saver = (ear.connected.is_set() for ear in self._ears)
        return login, saver

    def close(self) -> None:
        """Stop listening and end both threads."""
        for ear in self._ears:
            ear.close()


class _Ear:
    """One thread, one bus, one listener."""

    def __init__(
        self, name: str, address: Callable[[], str], listener: Listener, retry_s: float
    ) -> None:
        self._name = name
        self._address = address
        self._listener = listener
        self._retry_s = retry_s
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._bus: Bus | None = None
        self._thread: threading.Thread | None = None
        self.connected = threading.Event()

    def start(self) -> None:
        if self._thread is None and not self._closing.is_set():
            self._thread = threading.Thread(target=self._listen_on, name=self._name, daemon=True)
            self._thread.start()

    def close(self) -> None:
        self._closing.set()
        with self._lock:
            if self._bus is not None:
                self._bus.wake()
        if self._thread is not None:
            self._thread.join(JOIN_S)
            self._thread = None

    def _listen_on(self) -> None:
        while not self._closing.is_set():
            try:
                self._listen()
            except (BusError, CallError) as error:
                log.debug("%s: nothing to hear (%s)", self._name, type(error).__name__)
            except Exception:  # the edge of the thread: without it capture still sees lockers
                log.exception("%s stumbled", self._name)
            self._closing.wait(self._retry_s)

    def _listen(self) -> None:
        """Connect and listen until the bus is gone or all is closed."""
        bus = Bus(self._address())
        with self._lock:
            self._bus = bus
        try:
            self._listener.begin(bus)
            self.connected.set()
            while not self._closing.is_set():
                signal = bus.next_signal(self._listener.rest(bus))
                if signal is not None:
                    self._listener.take(bus, signal)
        finally:
            with self._lock:
                self._bus = None
            self.connected.clear()
            self._listener.end()
            bus.close()
