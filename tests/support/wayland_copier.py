"""Programs that copy on a real compositor: ``wl-copy``, and one that gives several forms."""

import os
import select
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from services.capture.wayland.wire import Arguments, Connection, number, socket_path, text
from tests.support.wayland import PrivateWayland

_MANAGER = "zwlr_data_control_manager_v1"
_CREATE_SOURCE, _GET_DEVICE = 0, 1
_OFFER, _SET_SELECTION = 0, 0
_SEND = 0


class _Copier(Connection):
    """Hands each form over when it is asked for; ``None`` is never handed over nor given up."""

    def __init__(self, path: str, forms: Mapping[str, bytes | None]) -> None:
        self._handed: list[int] = []
        super().__init__(path)
        self._forms = forms
        self._kept: list[int] = []
        manager = self.bind(_MANAGER, 1, _ignore)
        seat = self.bind("wl_seat", 1, _ignore)
        device = self.new_object(_ignore)
        self.request(manager, _GET_DEVICE, number(device) + number(seat))
        source = self.new_object(self._hear_source)
        self.request(manager, _CREATE_SOURCE, number(source))
        for form in forms:
            self.request(source, _OFFER, text(form))
        self.request(device, _SET_SELECTION, number(source))
        self.catch_up()

    def receive(self) -> bytes:
        content, handed, _, _ = socket.recv_fds(self._socket, 65_536, 8)
        self._handed += handed
        return content

    def close(self) -> None:
        super().close()
        for descriptor in (*self._handed, *self._kept):
            os.close(descriptor)

    def _hear_source(self, opcode: int, arguments: Arguments) -> None:
        if opcode != _SEND:
            return
        content, writer = self._forms[arguments.text()], self._handed.pop(0)
        if content is None:
            self._kept.append(writer)
            return
        with os.fdopen(writer, "wb") as file:
            file.write(content)


@contextmanager
def copied(path: str, forms: Mapping[str, bytes | None]) -> Iterator[None]:
    """Hold a copy, in these forms, for the length of the block."""
    copier = _Copier(path, forms)
    reader, writer = os.pipe()

    def serve() -> None:
        while True:
            ready, _, _ = select.select([copier.fileno(), reader], [], [])
            if reader in ready:
                return
            copier.hear()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield
    finally:
        os.close(writer)
        thread.join()
        os.close(reader)
        copier.close()


class WaylandCopier:
    """Copies what a line asks for, as ``copying.py`` does."""

    def __init__(self, wayland: PrivateWayland) -> None:
        self._wayland = wayland
        self._held = ExitStack()

    @contextmanager
    def running(self) -> Iterator["WaylandCopier"]:
        """For the length of the block."""
        with self._held:
            yield self
        self._wayland.copy("--clear")

    def copy(self, line: str) -> None:
        """Copy what a line asks for; returns once it is copied."""
        kind, _, rest = line.partition(" ")
        if kind == "secret":
            forms = {"text/plain": rest.encode(), "x-kde-passwordManagerHint": b"secret"}
            self._held.enter_context(copied(socket_path(self._wayland.environ), forms))
            return
        form, content = "text/plain", rest.encode()
        if kind == "long":
            content = " ".join(f"word{number_}" for number_ in range(int(rest))).encode()
        elif kind == "picture":
            form, content = "image/png", Path(rest).read_bytes()
        elif kind == "nothing":
            form, content = "application/x-nothing", b"nothing"
        self._wayland.copy("-t", form, content=content)


def _ignore(_opcode: int, _arguments: Arguments) -> None:
    """Nothing to do."""
