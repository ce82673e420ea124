"""Asks the desktop portal for something and waits for its answer, often the person's own.

https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Request.html
"""

import logging
import os
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from services.capture.session.bus import BusError, CallError, Signal, Target, session_bus
from services.errors import CaptureUnavailableError
from services.said import said

log = logging.getLogger("afterimage.capture.portal")

DESKTOP = Target(
    "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal"
)
_REQUEST = "org.freedesktop.portal.Request"
SESSION = "org.freedesktop.portal.Session"
_CANCELLED = 1
_SLICE_S = 0.25
_ABSENT = frozenset(
    f"org.freedesktop.DBus.Error.{name}"
    for name in ("ServiceUnknown", "NameHasNoOwner", "Spawn.ServiceNotFound", "Spawn.ChildExited")
)
_LACKING = frozenset(
    f"org.freedesktop.DBus.Error.{name}"
    for name in ("UnknownMethod", "UnknownInterface", "UnknownProperty", "InvalidArgs")
)
_DENIED = frozenset(
    {"org.freedesktop.DBus.Error.AccessDenied", "org.freedesktop.portal.Error.NotAllowed"}
)
_PACKAGES = {
    "gnome": "xdg-desktop-portal-gnome",
    "kde": "xdg-desktop-portal-kde",
    "sway": "xdg-desktop-portal-wlr",
    "wlroots": "xdg-desktop-portal-wlr",
    "hyprland": "xdg-desktop-portal-hyprland",
    "cosmic": "xdg-desktop-portal-cosmic",
}
_GRANTS = {
    "gnome": said("Allow it in Settings → Apps → Afterimage → Screenshots"),
    "kde": said("Allow it in System Settings → Security & Privacy → Application Permissions"),
}
_AGAIN = "then switch “Capture the screen” off and on."


class PortalRefusedError(CaptureUnavailableError):
    """The person, or what they chose before, says no; it is not to be asked again unasked."""


class PortalLacksError(CaptureUnavailableError):
    """The portal is there, without what was asked for."""


class Refusal:
    """Remembers a no, so that nobody is asked again until they change what was refused.

    ``subject`` gives the settings that the question stands on; another object is another question.
    """

    def __init__(self, subject: Callable[[], object] = lambda: None) -> None:
        self._subject = subject
        self._refused: tuple[object, PortalRefusedError] | None = None

    def note(self, error: PortalRefusedError) -> None:
        """Take in a no."""
        self._refused = (self._subject(), error)

    def check(self) -> None:
        """Raise the no again while it holds."""
        if self._refused is not None and self._refused[0] is self._subject():
            error = self._refused[1]
            raise PortalRefusedError(error.message, error.remedy)


class Portal:
    """A connection to the portal; used from one thread, but for ``interrupt``.

    ``wait_s`` is how long a person may think about its question. Results of an answer that came
    too late go to ``discard``.
    """

    def __init__(
        self,
        environ: Mapping[str, str] | None = None,
        *,
        wait_s: float = 60.0,
        discard: Callable[[Mapping[str, tuple[str, Any]]], None] = lambda _results: None,
    ) -> None:
        self._environ = os.environ if environ is None else environ
        self._wait_s = wait_s
        self._discard = discard
        self._interrupted = threading.Event()
        self._late: set[str] = set()
        self._heard: list[tuple[str, str]] = []
        try:
            self.bus = session_bus(self._environ, descriptors=True)
        except BusError as error:
            raise CaptureUnavailableError(
                "There is no session bus (D-Bus) through which a Wayland desktop gives its screen.",
                "Start the program from the desktop's menu, not over ssh or as another user.",
            ) from error
        # before any call: an answer may come sooner than the call's return
        self._watched(lambda: self.bus.subscribe("", interface=_REQUEST, member="Response"))

    def version(self, interface: str) -> int:
        """Which version of an interface is there. Raises ``CaptureUnavailableError`` without."""
        return int(
            self._watched(lambda: self.bus.property(DESKTOP.at(DESKTOP.path, interface), "version"))
        )

    def call(self, interface: str, member: str, signature: str, body: tuple[Any, ...]) -> Any:
        """Call a method that answers at once, and give the first thing that it returns."""
        target = DESKTOP.at(DESKTOP.path, interface)
        returned = self._watched(lambda: self.bus.call(target, member, signature, body))
        return returned[0] if returned else None

    def request(
        self,
        interface: str,
        member: str,
        signature: str,
        body: tuple[Any, ...],
        options: Mapping[str, tuple[str, Any]],
    ) -> Mapping[str, tuple[str, Any]]:
        """Ask for something that takes an answer of the person or the desktop, and give it.

        ``signature`` and ``body`` are what stands before the options. Raises
        ``PortalRefusedError`` for a no, ``CaptureUnavailableError`` for all other failures.
        """
        token = f"afterimage{secrets.token_hex(8)}"
        sender = self.bus.name.removeprefix(":").replace(".", "_")
        paths = {f"{DESKTOP.path}/request/{sender}/{token}"}
        chosen = {**options, "handle_token": ("s", token)}
        paths.add(str(self.call(interface, member, f"{signature}a{{sv}}", (*body, chosen))))
        response, results = self._answer(paths)
        if response:
            raise self._refused(response)
        return results

    def listen(self, interface: str, member: str) -> None:
        """From now on hear a signal of the portal's objects."""
        sender = DESKTOP.service
        self._watched(lambda: self.bus.subscribe(sender, interface=interface, member=member))

    def heard(self) -> tuple[tuple[str, str], ...]:
        """Path and name of the signals that came since this was last asked."""
        while (signal := self._watched(lambda: self.bus.next_signal(0.0))) is not None:
            self._sort_out(signal)
        heard, self._heard = tuple(self._heard), []
        return heard

    def close_session(self, path: str) -> None:
        """End a session; one that has ended already is no error."""
        with suppress(CallError, BusError):
            self.bus.call(DESKTOP.at(path, SESSION), "Close", timeout_s=_SLICE_S)

    def interrupt(self) -> None:
        """Wait for no answer any more; from any thread."""
        self._interrupted.set()
        self.bus.wake()

    def close(self) -> None:
        """Close the connection; what was answered too late is thrown away first."""
        with suppress(BusError):
            while self._late and (signal := self.bus.next_signal(_SLICE_S)) is not None:
                self._sort_out(signal)
        self.bus.close()

    def _answer(self, paths: set[str]) -> tuple[int, Mapping[str, tuple[str, Any]]]:
        deadline_s = time.monotonic() + self._wait_s
        while not self._interrupted.is_set() and (left_s := deadline_s - time.monotonic()) > 0:
            signal = self._watched(lambda: self.bus.next_signal(min(_SLICE_S, left_s)))
            if signal is None:
                continue
            if signal.path in paths and signal.member == "Response":
                return int(signal.body[0]), dict(signal.body[1])
            self._sort_out(signal)
        self._late |= paths
        with suppress(CallError, BusError):  # it may just have ended
            for path in paths:
                self.bus.call(DESKTOP.at(path, _REQUEST), "Close", timeout_s=_SLICE_S)
        raise CaptureUnavailableError(
            "The desktop's portal did not answer.",
            "Answer its question if it shows one, or restart it:"
            " systemctl --user restart xdg-desktop-portal",
        )

    def _sort_out(self, signal: Signal) -> None:
        if signal.interface == SESSION:
            self._heard.append((signal.path, signal.member))
        if signal.member == "Response" and signal.path in self._late:
            self._late.clear()
            if signal.body[:1] == (0,):
                self._discard(dict(signal.body[1]))

    def _watched(self, ask: Callable[[], Any]) -> Any:
        """Ask, and say in words for a person why it failed."""
        try:
            return ask()
        except BusError as error:
            raise CaptureUnavailableError(
                "The session bus (D-Bus) is gone.", "Log out and in again."
            ) from error
        except CallError as error:
            raise self._failed(error.name) from error

    def _failed(self, name: str) -> CaptureUnavailableError:
        log.info("the portal cannot be asked: %s", name or "no answer")
        if name in _ABSENT:
            return CaptureUnavailableError(
                "This Wayland desktop has no portal through which its screen can be read.",
                f"Install {self._package()} and log in again; files and notes work without.",
            )
        if name in _LACKING:
            return PortalLacksError(
                "The portal of this desktop does not offer pictures of the screen.",
                f"Install {self._package()} (or a newer one) and log in again.",
            )
        if name in _DENIED:
            if self._is_sandboxed():
                return PortalRefusedError(
                    "The sandbox does not let this program ask for the screen.",
                    "Allow it the session bus and the portal (Flatseal shows the switches),"
                    f" {_AGAIN}",
                )
            return self._refused(_CANCELLED + 1)
        if not name:
            return CaptureUnavailableError(
                "The desktop's portal does not answer.",
                "Restart it: systemctl --user restart xdg-desktop-portal",
            )
        return CaptureUnavailableError(
            "The desktop's portal could not take a picture of the screen.",
            f"Its error: {name}. Restart it: systemctl --user restart xdg-desktop-portal",
        )

    def _refused(self, response: int) -> PortalRefusedError:
        if response == _CANCELLED:
            return PortalRefusedError(
                "You did not allow the screen to be captured.",
                "To be asked again, switch “Capture the screen” off and on.",
            )
        elsewhere = said("Allow screenshots for it in the desktop's settings")
        grant = _GRANTS.get(self._desktop(), elsewhere)
        return PortalRefusedError(
            "The desktop does not allow this program to capture the screen.", f"{grant}, {_AGAIN}"
        )

    def _package(self) -> str:
        both = said("xdg-desktop-portal and the backend for your desktop")
        return _PACKAGES.get(self._desktop(), both)

    def _desktop(self) -> str:
        told = self._environ.get("XDG_CURRENT_DESKTOP", "").casefold().split(":")
        return next((name for name in told if name in _PACKAGES), "")

    def _is_sandboxed(self) -> bool:
        return "SNAP" in self._environ or Path("/.flatpak-info").exists()
