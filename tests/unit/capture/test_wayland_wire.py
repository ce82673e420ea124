"""Wayland's wire, by a compositor that is silent, in pieces, wrong or gone."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from services.capture.clipboard.wayland import WaylandClipboard, open_on_wayland
from services.capture.wayland import wire
from services.capture.wayland.toplevels import Toplevels
from services.capture.wayland.wire import Arguments, Connection, number, socket_path, text
from services.capture.windows.fake import FakeWindows
from services.errors import CaptureUnavailableError

Serve = Callable[[socket.socket], None]
REGISTRY, CALLBACK = 2, 3  # the first two objects that a connection makes
GREETING = 12 + 12  # bytes of the requests that make them


def event(id_: int, opcode: int, content: bytes = b"") -> bytes:
    return struct.pack("=IHH", id_, opcode, 8 + len(content)) + content


def offered(name: int, interface: str) -> bytes:
    return event(REGISTRY, 0, number(name) + text(interface) + number(1))


@contextmanager
def compositor(folder: Path, serve: Serve) -> Iterator[str]:
    """One that takes a connection, reads its greeting and does as it is told."""
    path = folder / "wayland-3"

    def accept() -> None:
        client, _ = listener.accept()
        with client:
            assert len(client.recv(GREETING, socket.MSG_WAITALL)) == GREETING
            serve(client)

    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen()
        thread = threading.Thread(target=accept)
        thread.start()
        yield str(path)
        thread.join()


def until_left(client: socket.socket) -> None:
    while client.recv(65_536):
        pass


def test_what_comes_in_pieces_is_put_together(tmp_path: Path) -> None:
    told = event(77, 5) + offered(4, "wl_seat") + event(CALLBACK, 0, number(0))

    def serve(client: socket.socket) -> None:
        for place in range(0, len(told), 7):
            client.send(told[place : place + 7])
        until_left(client)

    with compositor(tmp_path, serve) as path:
        connection = Connection(path)
        assert connection.offered == {"wl_seat": (4, 1)}
        connection.close()


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(event(1, 0, number(2) + number(1) + text("no")), id="an error"),
        pytest.param(event(REGISTRY, 0, number(4) + b"\xff"), id="cut off"),
        pytest.param(b"", id="gone at once"),
    ],
)
def test_what_is_wrong_ends_the_connection(tmp_path: Path, told: bytes) -> None:
    with (
        compositor(tmp_path, lambda client: client.sendall(told)) as path,
        pytest.raises(CaptureUnavailableError, match="ended"),
    ):
        Connection(path)


def test_a_silent_compositor_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "_ANSWER_S", 0.05)
    with (
        compositor(tmp_path, until_left) as path,
        pytest.raises(CaptureUnavailableError, match="ended"),
    ):
        Connection(path)


def test_one_that_goes_away_later_is_told_at_every_step(tmp_path: Path) -> None:
    with compositor(tmp_path, lambda c: c.sendall(event(CALLBACK, 0, number(0)))) as path:
        connection = Connection(path)
    with pytest.raises(CaptureUnavailableError, match="ended"):
        connection.catch_up()
    connection.close()
    with pytest.raises(CaptureUnavailableError, match="ended"):
        connection.hear()


def greeted(*more: bytes, later: bytes = b"", go: threading.Event | None = None) -> Serve:
    """A compositor with a clipboard and windows; asked for either it says these things."""

    def serve(client: socket.socket) -> None:
        names = ("wl_seat", "ext_data_control_manager_v1", "zwlr_foreign_toplevel_manager_v1")
        client.sendall(b"".join(offered(n, name) for n, name in enumerate(names)))
        client.sendall(event(CALLBACK, 0, number(0)))
        assert client.recv(1)
        client.sendall(b"".join(more))
        if go is not None:
            assert go.wait(20)
            client.sendall(later)
        until_left(client)

    return serve


# objects of a clipboard on a fresh connection: its manager, its seat, its device, its callback
DEVICE, ANSWER = 6, 7


def test_a_clipboard_that_is_taken_away_is_told(tmp_path: Path) -> None:
    taken, go = event(DEVICE, 2), threading.Event()
    with compositor(tmp_path, greeted(event(ANSWER, 0, number(0)), later=taken, go=go)) as path:
        clipboard = WaylandClipboard(Connection(path), FakeWindows())
        go.set()
        with pytest.raises(CaptureUnavailableError, match="no more"):
            clipboard.wait(20)
        clipboard.close()
    (tmp_path / "wayland-3").unlink()
    with (
        compositor(tmp_path, greeted(taken)) as path,
        pytest.raises(CaptureUnavailableError, match="no more"),
    ):
        WaylandClipboard(Connection(path), FakeWindows())


def test_a_window_is_in_front_once_all_of_it_is_told(tmp_path: Path) -> None:
    manager, window = 4, 0xFF000000
    said = (
        event(manager, 0, number(window)),
        event(window, 0, text("Plan\n")),
        event(window, 1, text("editor")),
        event(window, 4, number(8) + number(0) + number(2)),
    )
    with compositor(tmp_path, greeted(*said, event(5, 0), event(window, 5))) as path:
        connection = Connection(path)
        windows = Toplevels(connection)
        before: list[object] = []
        connection.adopt(5, lambda _op, _args: before.append(windows.focused()))
        while windows.focused() is None:
            connection.hear()
        front = windows.focused()
        assert front is not None
        assert (front.app, front.title) == ("editor", "Plan")
        assert before == [None], "not before the compositor said so"
        windows.close()
        connection.close()


def test_where_the_session_is_found(tmp_path: Path) -> None:
    assert socket_path({"XDG_RUNTIME_DIR": "/run/user/7"}) == "/run/user/7/wayland-0"
    assert socket_path({"WAYLAND_DISPLAY": "/elsewhere/way"}) == "/elsewhere/way"
    environ = {"XDG_RUNTIME_DIR": str(tmp_path), "DISPLAY": ":9999"}
    with pytest.raises(CaptureUnavailableError, match="display :9999"):
        open_on_wayland(environ, lambda: True)


def test_arguments_are_taken_by_their_lengths() -> None:
    arguments = Arguments(text("Grüße") + number(7) + number(3) + b"abc\0")
    assert arguments.text() == "Grüße"
    assert arguments.number() == 7
    assert arguments.array() == b"abc"
    with pytest.raises(struct.error):
        arguments.number()
