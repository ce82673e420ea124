"""Stands between a program and a compositor, and hides or renames what that one offers.

So one real compositor can be several: one that tells of no windows, one that tells of no copies,
one that calls its protocol by its later name.
"""

import os
import select
import socket
import struct
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from services.capture.wayland.wire import Arguments, number, text

_HEADER = struct.Struct("=IHH")
_REGISTRY = 2  # the first object that our own client makes
_GLOBAL, _BIND = 0, 0


class _Side:
    """One direction: whole messages go on, with the descriptors that came with them."""

    def __init__(self, source: socket.socket, target: socket.socket) -> None:
        self.source, self.target = source, target
        self.left = b""

    def pass_on(self, change: "_Change") -> bool:
        content, handed, _, _ = socket.recv_fds(self.source, 65_536, 8)
        if not content:
            return False
        self.left += content
        whole = b""
        while len(self.left) >= _HEADER.size:
            id_, opcode, size = _HEADER.unpack_from(self.left)
            if len(self.left) < size:
                break
            message, self.left = self.left[:size], self.left[size:]
            whole += change(id_, opcode, message)
        if whole:
            socket.send_fds(self.target, [whole], handed)
        for descriptor in handed:
            os.close(descriptor)
        return True


class _Change:
    """What becomes of a message of the registry; the others stay as they are."""

    def __init__(self, names: Mapping[str, str | None]) -> None:
        self._names = names

    def __call__(self, id_: int, opcode: int, message: bytes) -> bytes:
        if id_ != _REGISTRY or opcode != _GLOBAL:
            return message
        arguments = Arguments(message[_HEADER.size :])
        name, interface = number(arguments.number()), arguments.text()
        shown = self._names.get(interface, interface)
        if shown is None:
            return b""
        rest = message[_HEADER.size + len(name) + len(text(interface)) :]
        content = name + text(shown) + rest
        return _HEADER.pack(id_, opcode, _HEADER.size + len(content)) + content


def _relay(client: socket.socket, path: str, names: Mapping[str, str | None]) -> None:
    up = {v: k for k, v in names.items() if v is not None}
    with client, socket.socket(socket.AF_UNIX) as compositor:
        compositor.connect(path)
        sides = {
            client: (_Side(client, compositor), _Change(up)),
            compositor: (_Side(compositor, client), _Change(names)),
        }
        while True:
            ready, _, _ = select.select(list(sides), [], [])
            for one in ready:
                side, change = sides[one]
                try:
                    if not side.pass_on(change):
                        return
                except OSError:
                    return


@contextmanager
def between(path: str, place: Path, names: Mapping[str, str | None]) -> Iterator[str]:
    """Listen at ``place`` for the length of the block; ``None`` hides an interface."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(place))
        listener.listen()
        threads: list[threading.Thread] = []

        def accept() -> None:
            while True:
                try:
                    client, _ = listener.accept()
                except OSError:
                    return
                thread = threading.Thread(target=_relay, args=(client, path, names))
                thread.start()
                threads.append(thread)

        accepting = threading.Thread(target=accept)
        accepting.start()
        try:
            yield str(place)
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            accepting.join()
            for thread in threads:
                thread.join()
