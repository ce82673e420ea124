"""A stand-in for the desktop portal: a real service on a private bus, which does as it is told."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.bus import get_connectable_addresses
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, prep_socket
from PIL import Image

SERVICE = "org.freedesktop.portal.Desktop"
SCREENCAST = "org.freedesktop.portal.ScreenCast"
SESSION = "org.freedesktop.portal.Session"
SESSION_PATH = "/org/freedesktop/portal/desktop/session/test/1"
_REQUEST = "org.freedesktop.portal.Request"

Answer = Callable[["PortalService", Message, dict[str, tuple[str, Any]]], None]


class PortalService:
    """Owns the portal's name; ``answer`` is what it does when it is asked for a picture.

    ``asked`` counts those questions, ``closed`` requests that were given up; ``folder`` is where
    its pictures lie.
    """

    def __init__(self, address: str, folder: Path, name: str = SERVICE) -> None:
        self.folder = folder
        self.answer: Answer = grant
        self.size = (640, 360)
        self.colour = (10, 120, 200)
        self.version: int | None = 2
        self.cast_version: int | None = None
        self.cast: Callable[[PortalService, Message], None] = Casting()
        self.asked = 0
        self.closed: list[str] = []
        self.options: dict[str, tuple[str, Any]] = {}
        self._connection = DBusConnection(
            prep_socket(next(iter(get_connectable_addresses(address))), enable_fds=True), True
        )
        self._connection.send_and_get_reply(message_bus.RequestName(name))
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="portal-service")
        self._thread.start()

    def close(self) -> None:
        """Leave the bus."""
        self._closing.set()
        self._thread.join()
        self._connection.close()

    def send(self, message: Message) -> None:
        self._connection.send(message)

    def picture(self, name: str = "Bildschirmfoto von 1.png") -> str:
        """Lay down a picture of the screen and give its address."""
        path = self.folder / name
        Image.new("RGB", self.size, self.colour).save(path)
        return path.as_uri()

    def left(self) -> list[str]:
        """Names of the pictures that still lie there."""
        return sorted(path.name for path in self.folder.iterdir())

    def respond(self, to: Message, path: str, response: int, **results: tuple[str, Any]) -> None:
        """Emit the response of a request, to who asked."""
        signal = new_signal(
            DBusAddress(path, interface=_REQUEST), "Response", "ua{sv}", (response, results)
        )
        signal.header.fields[HeaderFields.destination] = to.header.fields[HeaderFields.sender]
        self.send(signal)

    def _serve(self) -> None:
        while not self._closing.is_set():
            with suppress(TimeoutError):
                message = self._connection.receive(timeout=0.02)
                if message.header.message_type is MessageType.method_call:
                    self._take(message)

    def _take(self, message: Message) -> None:
        member = message.header.fields[HeaderFields.member]
        if member == "Get":
            cast = message.body[0] == SCREENCAST
            self._tell_version(message, self.cast_version if cast else self.version)
        elif message.header.fields.get(HeaderFields.interface) == SCREENCAST:
            self.cast(self, message)
        elif member == "Screenshot" and self.version is not None:
            self.asked += 1
            self.options = message.body[1]
            self.answer(self, message, self.options)
        elif member == "Close":
            self.closed.append(message.header.fields[HeaderFields.path])
            self.send(new_method_return(message))
        else:
            self.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod"))

    def _tell_version(self, message: Message, version: int | None) -> None:
        if version is None:
            self.send(new_error(message, "org.freedesktop.DBus.Error.InvalidArgs"))
        else:
            self.send(new_method_return(message, "v", (("u", version),)))


def handle_of(message: Message, options: dict[str, tuple[str, Any]]) -> str:
    """The path of the request that a call begins, as the caller can tell it beforehand."""
    sender = message.header.fields[HeaderFields.sender].removeprefix(":").replace(".", "_")
    return f"/org/freedesktop/portal/desktop/request/{sender}/{options['handle_token'][1]}"


def grant(portal: PortalService, message: Message, options: dict[str, tuple[str, Any]]) -> None:
    """Take a picture and tell of it."""
    path = handle_of(message, options)
    portal.send(new_method_return(message, "o", (path,)))
    portal.respond(message, path, 0, uri=("s", portal.picture()))


def grant_before_the_call_returns(
    portal: PortalService, message: Message, options: dict[str, tuple[str, Any]]
) -> None:
    """Answer so fast that the answer is there before the call has come back."""
    path = handle_of(message, options)
    portal.respond(message, path, 0, uri=("s", portal.picture()))
    portal.send(new_method_return(message, "o", (path,)))


def grant_as_old_portals_do(
    portal: PortalService, message: Message, options: dict[str, tuple[str, Any]]
) -> None:
    """Give the request a path of its own choosing (before version 0.9)."""
    path = "/org/freedesktop/portal/desktop/request/4711"
    portal.send(new_method_return(message, "o", (path,)))
    portal.respond(message, path, 0, uri=("s", portal.picture()))


def responding(response: int, **results: tuple[str, Any]) -> Answer:
    """An answer with this response, and no picture."""

    def answer(
        portal: PortalService, message: Message, options: dict[str, tuple[str, Any]]
    ) -> None:
        path = handle_of(message, options)
        portal.send(new_method_return(message, "o", (path,)))
        portal.respond(message, path, response, **results)

    return answer


def failing(error: str) -> Answer:
    """An error instead of a request."""

    def answer(
        portal: PortalService, message: Message, _options: dict[str, tuple[str, Any]]
    ) -> None:
        portal.send(new_error(message, error))

    return answer


def silent(portal: PortalService, message: Message, options: dict[str, tuple[str, Any]]) -> None:
    """Begin a request and never answer it."""
    portal.send(new_method_return(message, "o", (handle_of(message, options),)))


def deaf(_portal: PortalService, _message: Message, _options: dict[str, tuple[str, Any]]) -> None:
    """Not even return from the call."""


class Casting:
    """A screen cast: the nodes that are given, and what was asked for."""

    def __init__(self, runtime: Path | None = None) -> None:
        self.runtime = runtime
        self.streams: list[tuple[int, dict[str, tuple[str, Any]]]] = []
        self.refuse: dict[str, int] = {}
        self.steps: list[str] = []
        self.chosen: list[dict[str, tuple[str, Any]]] = []
        self.given = 0
        self.asker: Message | None = None

    def __call__(self, portal: PortalService, message: Message) -> None:
        member = message.header.fields[HeaderFields.member]
        self.steps.append(member)
        self.asker = message
        if member == "OpenPipeWireRemote":
            with socket.socket(socket.AF_UNIX) as remote:
                remote.connect(str(self.runtime / "pipewire-0") if self.runtime else "")
                portal.send(new_method_return(message, "h", (remote,)))
            return
        options = message.body[-1]
        path = handle_of(message, options)
        portal.send(new_method_return(message, "o", (path,)))
        results: dict[str, tuple[str, Any]] = {}
        if member == "CreateSession":
            results = {"session_handle": ("s", SESSION_PATH)}
        elif member == "SelectSources":
            self.chosen.append(options)
        elif member == "Start":
            self.given += 1
            results = {
                "streams": ("a(ua{sv})", self.streams),
                "restore_token": ("s", f"token {self.given}"),
            }
        portal.respond(message, path, self.refuse.get(member, 0), **results)

    def end(self, portal: PortalService) -> None:
        """The person stops the cast in the desktop's panel."""
        assert self.asker is not None
        signal = new_signal(DBusAddress(SESSION_PATH, interface=SESSION), "Closed", "a{sv}", ({},))
        sender = self.asker.header.fields[HeaderFields.sender]
        signal.header.fields[HeaderFields.destination] = sender
        portal.send(signal)
