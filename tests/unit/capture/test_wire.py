"""Questions and answers of D-Bus, written and read by hand, against jeepney's own encoder."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jeepney import DBusAddress, Endianness, HeaderFields, Message, new_error, new_method_call
from jeepney.wrappers import new_method_return

from services.capture.accessibility import wire
from services.capture.accessibility.wire import (
    BrokenError,
    Call,
    Ref,
    SilentError,
    Wire,
    as_int,
    as_refs,
    as_text,
    decode,
    encode,
    integers,
    strings,
)

REF = Ref(":1.42", "/org/a11y/atspi/accessible/7")
ASKED = new_method_call(DBusAddress("/a", ":1.1", "i.f"), "Member")
texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40)


def answer(signature: str, *body: object, endianness: Endianness = Endianness.little) -> bytes:
    ASKED.header.serial = 9
    message = new_method_return(ASKED, signature, body)
    message.header.endianness = endianness
    return bytes(message.serialise(serial=3))


@given(texts, texts, st.integers(-(2**31), 2**31 - 1))
def test_a_question_is_understood_by_another_implementation(
    name: str, other: str, number: int
) -> None:
    call = Call(REF, "org.a11y.atspi.Text", "Ask", "ss", strings(name, other))
    message = Message.from_buffer(encode(call, 77))
    fields = message.header.fields
    assert message.body == (name, other)
    assert message.header.serial == 77
    assert fields[HeaderFields.path] == REF.path
    assert fields[HeaderFields.destination] == REF.bus
    assert fields[HeaderFields.interface] == "org.a11y.atspi.Text"
    assert fields[HeaderFields.member] == "Ask"
    message = Message.from_buffer(encode(Call(REF, "i.f", "Ask", "ii", integers(number, 1)), 1))
    assert message.body == (number, 1)
    assert Message.from_buffer(encode(Call(REF, "i.f", "Ask"), 1)).body == ()


@given(texts, st.lists(texts, max_size=4), st.integers(-(2**31), 2**31 - 1), st.data())
def test_answers_of_another_implementation_are_understood(
    text: str, names: list[str], number: int, data: st.DataObject
) -> None:
    refs = [(f":1.{at}", f"/p/{len(name)}") for at, name in enumerate(names)]
    words = data.draw(st.lists(st.integers(0, 2**32 - 1), max_size=3))
    for endianness in Endianness:
        for signature, body, expected in (
            ("s", (text,), text),
            ("i", (number,), number),
            ("u", (number + 2**31,), number + 2**31),
            ("b", (True,), 1),
            ("v", (("s", text),), text),
            ("v", (("i", number),), number),
            ("v", (("u", 5),), 5),
            ("iiii", (1, number, 3, 4), (1, number, 3, 4)),
            ("(iiii)", ((1, number, 3, 4),), (1, number, 3, 4)),
            ("au", (words,), tuple(words)),
            ("sii", (text, 4, number), (text, 4, number)),
            ("a(so)", (refs,), tuple(Ref(*one) for one in refs)),
        ):
            serial, value = decode(answer(signature, *body, endianness=endianness))
            assert serial == 9
            if endianness is Endianness.little:
                assert value == expected
    assert decode(answer("(so)", (":1.1", "/p")))[1] == Ref(":1.1", "/p")
    assert decode(answer("v", ("(so)", (":1.1", "/p"))))[1] == Ref(":1.1", "/p")
    assert decode(answer("as", names))[1] == names


def test_errors_and_other_messages_are_no_answers() -> None:
    ASKED.header.serial = 9
    assert decode(bytes(new_error(ASKED, "a.b.C").serialise(serial=1))) == (9, None)
    assert decode(answer("")) == (9, None)
    assert decode(bytes(ASKED.serialise(serial=4))) == (-1, None)
    big = new_error(ASKED, "a.b.C")
    big.header.endianness = Endianness.big
    assert decode(bytes(big.serialise(serial=1)))[1] is None


def test_what_is_not_of_a_kind_is_nothing_of_it() -> None:
    assert as_int("x", 4) == 4
    assert as_text(3) == ""
    assert as_refs(REF) == (REF,)
    assert as_refs((REF, 3)) == (REF,)
    assert as_refs("x") == ()


def read_until(peer: socket.socket, mark: bytes) -> None:
    """Take in what comes until it holds ``mark``, or the end."""
    data = b""
    while mark not in data and (piece := peer.recv(4096)):
        data += piece


@contextmanager
def bus(behave: str) -> Iterator[str]:
    """A bus that greets (or not) and then does something wrong."""
    folder = Path(mkdtemp(prefix="afi-wire-", dir="/tmp"))
    path = folder / "bus"
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(path))
    server.listen(1)

    def serve() -> None:
        with server, server.accept()[0] as peer:
            read_until(peer, b"\r\n")
            peer.sendall(b"OK 0123456789abcdef0123456789abcdef\r\n")
            read_until(peer, b"Hello")
            if behave == "rude":
                return
            ASKED.header.serial = 1
            peer.sendall(bytes(new_method_return(ASKED, "s", (":1.1",)).serialise(serial=1)))
            read_until(peer, b"Ask")
            if behave == "nonsense":
                peer.sendall(b"l\x02\0\x01" + bytes(8) + b"\x08\0\0\0" + b"\x05\x01u\0" + bytes(5))
                peer.sendall(b"\xff" * 64)
            if behave == "endless":
                peer.sendall(b"l\x02\0\x01" + b"\xff\xff\xff\x0f" * 3)
            if behave != "gone":
                peer.recv(4096)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"unix:path={path}"
    finally:
        thread.join()
        path.unlink()
        folder.rmdir()


@pytest.mark.parametrize("behave", ["nonsense", "endless", "gone"])
def test_a_bus_that_breaks_is_given_up(behave: str) -> None:
    with bus(behave) as address:
        line = Wire(address)
        with pytest.raises(BrokenError):
            line.ask([Call(REF, "i.f", "Ask")], time.monotonic() + 10)
        line.close()


def test_a_bus_that_is_silent_is_waited_for_only_so_long() -> None:
    with bus("silent") as address:
        line = Wire(address)
        started_s = time.monotonic()
        with pytest.raises(SilentError):
            line.ask([Call(REF, "i.f", "Ask")], time.monotonic() + 20, silence_s=0.05)
        assert time.monotonic() - started_s < 10
        line.close()
        with pytest.raises(BrokenError):
            line.ask([Call(REF, "i.f", "Ask")], time.monotonic() + 1)


def test_a_bus_that_does_not_greet_is_none() -> None:
    with bus("rude") as address, pytest.raises(BrokenError):
        Wire(address)
    for address in ("", "tcp:host=localhost,port=9", "unix:path=/nowhere/at/all", "nonsense"):
        with pytest.raises(BrokenError):
            wire.Wire(address)
