"""What systemd-logind tells on the machine's bus: lock, sleep, and another user's turn.

https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.login1.html
"""

import os
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from services.capture.session.bus import Bus, CallError, Signal, Target
from services.capture.session.presence import Presence

SERVICE = "org.freedesktop.login1"
MANAGER = Target(SERVICE, "/org/freedesktop/login1", f"{SERVICE}.Manager")
_SESSION = f"{SERVICE}.Session"
_PREFIX = "login:"
# A request to lock that no program answers: xss-lock and others never tell that it is over.
GRACE_S = 5.0


class LoginWatch:
    """Tells a ``Presence`` what happens to this login session."""

    def __init__(self, presence: Presence, environ: Mapping[str, str]) -> None:
        self._presence = presence
        self._environ = environ
        self._session: Target | None = None
        self._was_active = False
        self._asked_at_s: float | None = None

    def begin(self, bus: Bus) -> None:
        """Subscribe, then ask how it stands. Raises ``CallError`` where there is no logind."""
        if not bus.owner(SERVICE):
            raise CallError
        path = self._find_session(bus)
        self._session = MANAGER.at(path, _SESSION) if path else None
        bus.subscribe(SERVICE, interface=MANAGER.interface, member="PrepareForSleep")
        if self._session is not None:
            bus.subscribe(SERVICE, path=self._session.path)
            self._take_hint(bool(_ask(bus, self._session, "LockedHint")))
            self._take_active(bool(_ask(bus, self._session, "Active")))
        self._tell("asleep", bool(_ask(bus, MANAGER, "PreparingForSleep")))

    def take(self, _bus: Bus, signal: Signal) -> None:
        """Take in a signal."""
        if signal.interface == MANAGER.interface and signal.member == "PrepareForSleep":
            self._tell("asleep", signal.body[:1] == (True,))
        elif self._session is None or signal.path != self._session.path:
            return
        elif signal.interface == _SESSION and signal.member == "Lock":
            self._asked_at_s = time.monotonic()
            self._tell("asked to lock", True)
        elif signal.interface == _SESSION and signal.member == "Unlock":
            self._tell("asked to lock", False)
        elif signal.member == "PropertiesChanged" and signal.body[:1] == (_SESSION,):
            self._take_properties(signal.body[1])

    def rest(self, bus: Bus) -> float:
        """Look after what is due; how long nothing will be, in seconds."""
        if self._asked_at_s is None:
            return 3600.0
        left_s = self._asked_at_s + GRACE_S - time.monotonic()
        if left_s > 0:
            return left_s
        self._asked_at_s = None
        if self._session is not None and not _ask(bus, self._session, "LockedHint"):
            self._tell("asked to lock", False)
        return 3600.0

    def end(self) -> None:
        """The bus is gone: nothing is known any more."""
        self._asked_at_s = None
        self._presence.drop(_PREFIX)

    def _take_properties(self, changed: Mapping[str, tuple[str, Any]]) -> None:
        if "LockedHint" in changed:
            self._take_hint(bool(changed["LockedHint"][1]))
        if "Active" in changed:
            self._take_active(bool(changed["Active"][1]))

    def _take_hint(self, locked: bool) -> None:
        self._tell("locked", locked)
        if not locked:
            self._tell("asked to lock", False)

    def _take_active(self, active: bool) -> None:
        """Another session came to the front; one that was never there (ssh) says nothing."""
        self._was_active = self._was_active or active
        self._tell("put away", self._was_active and not active)

    def _tell(self, reason: str, holds: bool) -> None:
        self._presence.tell(_PREFIX + reason, holds)

    def _find_session(self, bus: Bus) -> str:
        """The object of this session: by its id, by this process, or the user's own desktop."""
        named = self._environ.get("XDG_SESSION_ID", "")
        with suppress(CallError):  # a service of the user's own manager belongs to no session
            if named:
                return str(bus.call(MANAGER, "GetSession", "s", (named,))[0])
            return str(bus.call(MANAGER, "GetSessionByPID", "u", (os.getpid(),))[0])
        try:
            user = str(bus.call(MANAGER, "GetUser", "u", (os.getuid(),))[0])
        except CallError:
            return ""
        shown = _ask(bus, MANAGER.at(user, f"{SERVICE}.User"), "Display")
        return str(shown[1]) if shown and shown[0] else ""


def _ask(bus: Bus, target: Target, name: str) -> Any:
    """A property; None where it is not told."""
    try:
        return bus.property(target, name)
    except CallError:
        return None
