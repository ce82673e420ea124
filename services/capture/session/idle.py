"""How long nobody touched key or mouse, where no X server can be asked."""

import os
import time
from collections.abc import Mapping
from contextlib import suppress

from services.capture.session.bus import Bus, BusError, CallError, Target, session_address
from services.capture.session.bus import system_address as machine_address
from services.capture.session.login import MANAGER

# GNOME's, which counts milliseconds: every Mutter has it, on Wayland too.
_MUTTER = Target(
    "org.gnome.Mutter.IdleMonitor",
    "/org/gnome/Mutter/IdleMonitor/Core",
    "org.gnome.Mutter.IdleMonitor",
)


class BusIdle:
    """Asks GNOME's idle monitor, else logind's hint (set by the desktop after some minutes)."""

    def __init__(self, environ: Mapping[str, str] | None = None) -> None:
        chosen = os.environ if environ is None else environ
        self._session = _open(session_address(chosen))
        self._machine = _open(machine_address(chosen))

    def idle_ms(self) -> int:
        """Milliseconds since the last key or mouse movement; 0 where nothing can tell."""
        told = self._of_mutter()
        return self._of_login() if told is None else told

    def close(self) -> None:
        """Close both connections."""
        for bus in (self._session, self._machine):
            if bus is not None:
                bus.close()
        self._session = self._machine = None

    def _of_mutter(self) -> int | None:
        if self._session is None:
            return None
        with suppress(CallError, BusError):
            if self._session.owner(_MUTTER.service):
                return int(self._session.call(_MUTTER, "GetIdletime")[0])
        return None

    def _of_login(self) -> int:
        if self._machine is None:
            return 0
        with suppress(CallError, BusError):
            if self._machine.property(MANAGER, "IdleHint"):
                since_us = int(self._machine.property(MANAGER, "IdleSinceHintMonotonic"))
                return max(0, round(time.monotonic() * 1000) - since_us // 1000)
        return 0


def _open(address: str) -> Bus | None:
    try:
        return Bus(address)
    except BusError:
        return None
