"""Keys heard everywhere on Wayland, by the desktop portal's global shortcuts.

https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.GlobalShortcuts.html
"""

import logging
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from services.capture.session.bus import BusError, CallError, Target, session_bus
from services.desktop.keys import Keys
from services.errors import HotkeyError

log = logging.getLogger("afterimage.desktop")

SHORTCUTS = Target(
    "org.freedesktop.portal.Desktop",
    "/org/freedesktop/portal/desktop",
    "org.freedesktop.portal.GlobalShortcuts",
)
ID = "ask"
_REQUEST = "org.freedesktop.portal.Request"
_SESSION = "org.freedesktop.portal.Session"
# https://specifications.freedesktop.org/shortcuts-spec/latest/
_MODIFIERS = {"Ctrl": "CTRL", "Alt": "ALT", "Shift": "SHIFT", "Super": "LOGO"}
_SLICE_S = 0.5
_OTHER_WAY = (
    "In the desktop's own keyboard settings, give a shortcut to the command: afterimage --ask"
)


class PortalHotkey:
    """A session of shortcuts; ``pressed`` is called on the listening thread.

    The desktop may ask the person first, for up to ``wait_s``. Raises ``HotkeyError`` where it has
    no such portal, or the keys are refused.
    """

    def __init__(
        self,
        keys: Keys,
        pressed: Callable[[], None],
        environ: Mapping[str, str],
        wait_s: float = 60.0,
    ) -> None:
        self._pressed, self._wait_s = pressed, wait_s
        self._closing = threading.Event()
        try:
            self._bus = session_bus(environ)
        except BusError as error:
            raise HotkeyError(
                "The desktop's session bus (D-Bus) is not there.", _OTHER_WAY
            ) from error
        try:
            self._session = self._bind(keys)
        except (BusError, CallError) as error:
            self._bus.close()
            raise HotkeyError(
                "This desktop does not let a program listen for keys.", _OTHER_WAY
            ) from error
        except HotkeyError:
            self._bus.close()
            raise
        self._thread = threading.Thread(target=self._listen, name="hotkey")
        self._thread.start()

    def close(self) -> None:
        """Give the keys back and end the thread."""
        if self._closing.is_set():
            return
        self._closing.set()
        self._bus.wake()
        self._thread.join()
        with suppress(BusError, CallError):  # the portal may have gone before us
            self._bus.call(SHORTCUTS.at(self._session, _SESSION), "Close", timeout_s=_SLICE_S)
        self._bus.close()

    def _bind(self, keys: Keys) -> str:
        """Ask for the keys; gives the session's path."""
        self._bus.property(SHORTCUTS, "version")  # an error where there is no such portal
        self._bus.subscribe("", interface=_REQUEST, member="Response")
        self._bus.subscribe("", interface=SHORTCUTS.interface, member="Activated")
        token = ("s", f"afterimage{secrets.token_hex(8)}")
        made = self._request("CreateSession", "", (), {"session_handle_token": token})
        session = str(made["session_handle"][1])
        told = {
            "description": ("s", "Ask Afterimage"),
            "preferred_trigger": ("s", trigger_text(keys)),
        }
        bound = self._request("BindShortcuts", "oa(sa{sv})s", (session, [(ID, told)], ""), {})
        if not any(shortcut[0] == ID for shortcut in bound.get("shortcuts", ("", ()))[1]):
            raise HotkeyError("The desktop did not give these keys.", "Choose others in Settings.")
        return session

    def _request(
        self, member: str, signature: str, body: tuple[Any, ...], options: dict[str, Any]
    ) -> Mapping[str, tuple[str, Any]]:
        token = f"afterimage{secrets.token_hex(8)}"
        sender = self._bus.name.removeprefix(":").replace(".", "_")
        paths = {f"{SHORTCUTS.path}/request/{sender}/{token}"}
        chosen = {**options, "handle_token": ("s", token)}
        paths.add(str(self._bus.call(SHORTCUTS, member, f"{signature}a{{sv}}", (*body, chosen))[0]))
        deadline_s = time.monotonic() + self._wait_s
        while (left_s := deadline_s - time.monotonic()) > 0:
            signal = self._bus.next_signal(min(_SLICE_S, left_s))
            if signal is None or signal.member != "Response" or signal.path not in paths:
                continue
            if signal.body[0]:
                raise HotkeyError("You did not allow these keys.", "Choose others in Settings.")
            return dict(signal.body[1])
        raise HotkeyError("The desktop did not answer about the keys.", _OTHER_WAY)

    def _listen(self) -> None:
        try:
            while not self._closing.is_set():
                signal = self._bus.next_signal(_SLICE_S)
                if signal is not None and signal.member == "Activated":
                    session, shortcut = signal.body[:2]
                    if (session, shortcut) == (self._session, ID):
                        self._pressed()
        except BusError:
            log.info("the session bus went away; its keys are heard no more")


def trigger_text(keys: Keys) -> str:
    """A combination as the portal writes it: "CTRL+ALT+space"."""
    return "+".join([*(m for n, m in _MODIFIERS.items() if n in keys.modifiers), keys.keysym])
