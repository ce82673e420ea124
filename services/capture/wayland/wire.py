"""The part of Wayland's wire protocol that listening takes: objects, requests, events.

https://wayland.freedesktop.org/docs/html/ch04.html: a message is the object's id, its size and
opcode, and arguments in words of 32 bits in the machine's own order.
"""

import logging
import os
import select
import socket
import struct
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from services.errors import CaptureUnavailableError

_log = logging.getLogger("afterimage.capture.wayland")

_HEADER = struct.Struct("=IHH")  # object, opcode, size; size is the upper half of its word
_WORD = struct.Struct("=I")
_DISPLAY = 1
_SYNC, _GET_REGISTRY = 0, 1
_ERROR, _DELETE_ID = 0, 1
_GLOBAL = 0
_BIND = 0
_ANSWER_S = 5.0
_PIECE = 65_536


class Arguments:
    """The arguments of an event, taken one after the other."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    def number(self) -> int:
        """An unsigned number, or an object's id; 0 is none."""
        (value,) = _WORD.unpack_from(self._content, self._at)
        self._at += _WORD.size
        return int(value)

    def array(self) -> bytes:
        """Bytes with their length before them."""
        length = self.number()
        found = self._content[self._at : self._at + length]
        self._at += -(-length // _WORD.size) * _WORD.size
        return found

    def text(self) -> str:
        """A string; its last byte is a zero."""
        return self.array().rstrip(b"\0").decode("utf-8", "replace")


Listener = Callable[[int, Arguments], None]
"""Takes the opcode of an event and its arguments."""


def number(value: int) -> bytes:
    """An argument that is a number or an object."""
    return _WORD.pack(value)


def text(value: str) -> bytes:
    """An argument that is a string."""
    content = value.encode() + b"\0"
    return _WORD.pack(len(content)) + content.ljust(-(-len(content) // 4) * 4, b"\0")


def socket_path(environ: Mapping[str, str]) -> str:
    """Where the session's compositor listens."""
    name = environ.get("WAYLAND_DISPLAY") or "wayland-0"
    return str(Path(environ.get("XDG_RUNTIME_DIR", f"/run/user/{os.getuid()}")) / name)


class Connection:
    """A connection to a compositor; used from one thread.

    ``offered`` are the interfaces that it has, with their name and version. Every method raises
    ``CaptureUnavailableError`` where the compositor went away or ended the connection.
    """

    def __init__(self, path: str) -> None:
        self.offered: dict[str, tuple[int, int]] = {}
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._received = b""
        self._last = _DISPLAY
        self._listeners: dict[int, Listener] = {_DISPLAY: self._hear_display}
        try:
            self._socket.settimeout(_ANSWER_S)
            self._socket.connect(path)
            self._registry = self.new_object(self._hear_registry)
            self.request(_DISPLAY, _GET_REGISTRY, number(self._registry))
            self.catch_up()
        except OSError as error:
            self._socket.close()
            raise CaptureUnavailableError(
                "The Wayland desktop cannot be reached.", "Check that the desktop runs."
            ) from error
        except CaptureUnavailableError:
            self._socket.close()
            raise

    def fileno(self) -> int:
        """What becomes readable with events."""
        return self._socket.fileno()

    def new_object(self, listener: Listener) -> int:
        """The id for an object that a request makes; its events go to ``listener``."""
        self._last += 1
        self._listeners[self._last] = listener
        return self._last

    def adopt(self, id_: int, listener: Listener) -> None:
        """Listen to an object that the compositor made."""
        self._listeners[id_] = listener

    def forget(self, id_: int) -> None:
        """Listen to an object no longer; its destruction is asked for by a request of its own."""
        self._listeners.pop(id_, None)

    def bind(self, interface: str, version: int, listener: Listener) -> int:
        """Take one of the objects that are ``offered``, in this version at most."""
        name, offered = self.offered[interface]
        id_ = self.new_object(listener)
        arguments = number(name) + text(interface) + number(min(version, offered)) + number(id_)
        self.request(self._registry, _BIND, arguments)
        return id_

    def request(
        self, id_: int, opcode: int, arguments: bytes = b"", *, handed: int | None = None
    ) -> None:
        """Send a request; ``handed`` is a file descriptor that goes with it."""
        message = _HEADER.pack(id_, opcode, _HEADER.size + len(arguments)) + arguments
        try:
            if handed is None:
                self._socket.sendall(message)
            else:  # so short that it goes as a whole
                socket.send_fds(self._socket, [message], [handed])
        except OSError as error:
            raise _gone() from error

    def hear(self) -> None:
        """Take what came in, and hand it to who listens; waits where nothing did."""
        try:
            content = self.receive()
        except OSError as error:
            raise _gone() from error
        if not content:
            raise _gone()
        self._received += content
        while len(self._received) >= _HEADER.size:
            id_, opcode, size = _HEADER.unpack_from(self._received)
            if len(self._received) < size:
                break
            arguments = Arguments(self._received[_HEADER.size : size])
            self._received = self._received[max(size, _HEADER.size) :]
            listener = self._listeners.get(id_)
            if listener is not None:
                try:
                    listener(opcode, arguments)
                except struct.error as error:
                    raise _gone() from error

    def receive(self) -> bytes:
        """What came in, without the file descriptors that may have come with it."""
        return self._socket.recv(_PIECE)

    def catch_up(self) -> None:
        """Take in everything that the compositor has told up to now."""
        answered: list[int] = []
        callback = self.new_object(lambda opcode, _arguments: answered.append(opcode))
        self.request(_DISPLAY, _SYNC, number(callback))
        until_s = time.monotonic() + _ANSWER_S
        while not answered:
            ready, _, _ = select.select([self], [], [], max(0.0, until_s - time.monotonic()))
            if not ready:
                raise _gone()
            self.hear()

    def close(self) -> None:
        """End the connection."""
        with suppress(OSError):
            self._socket.close()

    def _hear_display(self, opcode: int, arguments: Arguments) -> None:
        if opcode == _DELETE_ID:
            self.forget(arguments.number())
        elif opcode == _ERROR:
            arguments.number()
            _log.warning("the compositor refused a request (code %d)", arguments.number())
            raise _gone()

    def _hear_registry(self, opcode: int, arguments: Arguments) -> None:
        if opcode == _GLOBAL:
            name, interface = arguments.number(), arguments.text()
            self.offered.setdefault(interface, (name, arguments.number()))


def _gone() -> CaptureUnavailableError:
    return CaptureUnavailableError("The Wayland desktop ended the connection.")
