"""A D-Bus connection that asks many questions at once and never waits longer than it is told.

Reading a window takes about five questions a node. One at a time, each through a library's general
encoder, 200 nodes cost 120 ms of CPU; sent in batches, with the few shapes of message that are
needed written out here, they cost about a quarter. jeepney opens the connection and decodes
whatever else comes. The format: https://dbus.freedesktop.org/doc/dbus-specification.html
"""

import select
import socket
import struct
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from jeepney import Message
from jeepney.auth import AuthenticationError
from jeepney.bus import get_connectable_addresses
from jeepney.io.blocking import prep_socket

IN_FLIGHT = 64
_NO_REPLY, _RETURN, _ERROR = 0, 2, 3
_NO_AUTO_START = 2
_REPLY_SERIAL, _SIGNATURE = 5, 8
_HEADER = struct.Struct("<BBBBII")
_U32 = struct.Struct("<I")
_I32 = struct.Struct("<i")
_RECT = struct.Struct("<iiii")


class SilentError(Exception):
    """The other side did not answer all in time; ``answered`` is how much of it came."""

    def __init__(self, answered: int = 0) -> None:
        super().__init__(f"{answered} answers came in time")
        self.answered = answered


class BrokenError(Exception):
    """The connection is of no use any more: closed, or what came in makes no sense."""


@dataclass(frozen=True, slots=True)
class Ref:
    """An object of another program: its name on the bus and its path."""

    bus: str
    path: str


@dataclass(frozen=True, slots=True)
class Call:
    """One question; ``body`` is encoded already, as ``signature`` says."""

    ref: Ref
    interface: str
    member: str
    signature: str = ""
    body: bytes = b""


Value = object
"""A decoded answer: int, str, tuple of int, tuple of ``Ref``, …; None for an error."""


class Wire:
    """One connection to a bus, over a local socket only; used from one thread.

    Raises ``BrokenError`` where there is none. ``received`` counts bytes, ``calls`` questions.
    """

    def __init__(self, address: str, *, largest_message: int = 1_000_000) -> None:
        self._largest = largest_message
        self._serial = 0
        self._buffer = bytearray()
        self.received = 0
        self.calls = 0
        try:
            place = next(iter(get_connectable_addresses(address)))
            self._socket: socket.socket = prep_socket(place, timeout=1.0)
        except (OSError, RuntimeError, ValueError, KeyError, AuthenticationError) as error:
            raise BrokenError(str(type(error).__name__)) from error
        try:
            self.ask([bus_call("Hello")], time.monotonic() + 1.0)
        except (BrokenError, SilentError) as error:
            self.close()
            raise BrokenError("no greeting") from error

    def ask(self, calls: Sequence[Call], deadline_s: float, silence_s: float = 60.0) -> list[Value]:
        """The answers in the order of the questions, None for those that came back as errors.

        ``deadline_s`` is a time of ``time.monotonic()``. Raises ``SilentError`` where an answer is
        missing by then, or none came for ``silence_s`` (a later one is thrown away), and
        ``BrokenError`` where the bus is gone.
        """
        answers: list[Value] = []
        for start in range(0, len(calls), IN_FLIGHT):
            answers += self._ask(calls[start : start + IN_FLIGHT], deadline_s, silence_s)
        return answers

    def close(self) -> None:
        """Close the connection."""
        self._socket.close()

    def _ask(self, calls: Sequence[Call], deadline_s: float, silence_s: float) -> list[Value]:
        first = self._serial + 1
        data = b"".join(encode(call, serial) for serial, call in enumerate(calls, first))
        self._serial += len(calls)
        self.calls += len(calls)
        try:
            self._socket.settimeout(max(0.001, deadline_s - time.monotonic()))
            self._socket.sendall(data)
        except TimeoutError as error:
            raise BrokenError("the bus takes nothing") from error  # half a message may be out
        except OSError as error:
            raise BrokenError("the bus is gone") from error
        answers: list[Value] = [None] * len(calls)
        missing = len(calls)
        while missing:
            raw = self._message(min(deadline_s, time.monotonic() + silence_s))
            if raw is None:
                raise SilentError(len(calls) - missing)
            try:
                serial, value = decode(raw)
            except (struct.error, ValueError, IndexError, KeyError, UnicodeDecodeError) as error:
                raise BrokenError("an answer makes no sense") from error
            if first <= serial < first + len(calls):
                answers[serial - first] = value
                missing -= 1
        return answers

    def _message(self, deadline_s: float) -> bytes | None:
        """The next message, whole; None where it is not there in time."""
        buffer = self._buffer
        size = 16
        while True:
            if len(buffer) >= 16:
                size = _size_of(buffer)
                if size > self._largest:
                    raise BrokenError("an answer is too long")
                if len(buffer) >= size:
                    raw = bytes(buffer[:size])
                    del buffer[:size]
                    return raw
            if not self._receive(deadline_s):
                return None

    def _receive(self, deadline_s: float) -> bool:
        left_s = deadline_s - time.monotonic()
        if left_s <= 0 or not select.select([self._socket], [], [], left_s)[0]:
            return False
        try:
            data = self._socket.recv(65_536)
        except OSError as error:
            raise BrokenError("the bus is gone") from error
        if not data:
            raise BrokenError("the bus is gone")
        self.received += len(data)
        self._buffer += data
        return True


def bus_call(member: str, signature: str = "", body: bytes = b"") -> Call:
    """A question to the bus itself."""
    name = "org.freedesktop.DBus"
    return Call(Ref(name, "/org/freedesktop/DBus"), name, member, signature, body)


def encode(call: Call, serial: int) -> bytes:
    """A method call that starts no service; the path stands last, so that all else is cached."""
    head = _head(call.interface, call.member, call.signature, call.ref.bus)
    path = call.ref.path.encode()
    fields = head + b"\x01\x01o\0" + _U32.pack(len(path)) + path + b"\0"
    start = _HEADER.pack(ord("l"), 1, _NO_AUTO_START, 1, len(call.body), serial)
    return start + _U32.pack(len(fields)) + _padded(fields) + call.body


def strings(*texts: str) -> bytes:
    """Several strings as a body."""
    body = b""
    for text in texts:
        data = text.encode()
        body += b"\0" * (-len(body) % 4) + _U32.pack(len(data)) + data + b"\0"
    return body


def integers(*numbers: int) -> bytes:
    """Several 32-bit integers as a body."""
    return struct.pack(f"<{len(numbers)}i", *numbers)


def decode(raw: bytes) -> tuple[int, Value]:
    """The serial that a message answers (-1: none), and what it says (None: an error)."""
    if raw[0] != ord("l"):
        return _decode_slowly(raw)
    kind, length = raw[1], _U32.unpack_from(raw, 12)[0]
    body = 16 + length + (-length % 8)
    serial, signature = _fields(raw, 16 + length)
    if kind not in {_RETURN, _ERROR} or serial < 0:
        return -1, None
    if kind == _ERROR or not signature:
        return serial, None
    decoder = _DECODERS.get(signature)
    return (serial, decoder(raw, body)) if decoder else (serial, _decode_slowly(raw)[1])


def _fields(raw: bytes, end: int) -> tuple[int, bytes]:
    """Reply serial and signature among a header's fields, which end at ``end``."""
    at, serial, signature = 16, -1, b""
    while at < end:
        at += -at % 8
        code, kind = raw[at], raw[at + 2]
        if kind == ord("u"):
            if code == _REPLY_SERIAL:
                serial = _U32.unpack_from(raw, at + 4)[0]
            at += 8
        elif kind == ord("g"):
            size = raw[at + 4]
            if code == _SIGNATURE:
                signature = raw[at + 5 : at + 5 + size]
            at += 6 + size
        else:
            at += 9 + int(_U32.unpack_from(raw, at + 4)[0])
    return serial, signature


def _decode_slowly(raw: bytes) -> tuple[int, Value]:
    """Any message, through jeepney."""
    message = Message.from_buffer(raw)
    fields = {int(key): value for key, value in message.header.fields.items()}
    serial = fields.get(_REPLY_SERIAL, -1)
    if message.header.message_type.value != _RETURN or not message.body:
        return int(serial), None
    return int(serial), message.body[0] if len(message.body) == 1 else tuple(message.body)


def _size_of(buffer: bytearray) -> int:
    order = "<" if buffer[0] == ord("l") else ">"
    body, _, fields = struct.unpack_from(f"{order}III", buffer, 4)
    return 16 + int(fields) + (-int(fields) % 8) + int(body)


@lru_cache(maxsize=512)
def _head(interface: str, member: str, signature: str, bus: str) -> bytes:
    head = b"".join(
        _padded(bytes((code, 1)) + b"s\0" + strings(text))
        for code, text in ((2, interface), (3, member), (6, bus))
    )
    if signature:
        data = signature.encode()
        head += _padded(b"\x08\x01g\0" + bytes((len(data),)) + data + b"\0")
    return head


def _padded(data: bytes) -> bytes:
    return data + b"\0" * (-len(data) % 8)


def _u32(raw: bytes, at: int) -> int:
    return int(_U32.unpack_from(raw, at)[0])


def _i32(raw: bytes, at: int) -> int:
    return int(_I32.unpack_from(raw, at)[0])


def _text(raw: bytes, at: int) -> str:
    size = _u32(raw, at)
    return raw[at + 4 : at + 4 + size].decode("utf-8", "replace")


def _array_of_u32(raw: bytes, at: int) -> tuple[int, ...]:
    count = _u32(raw, at) // 4
    return struct.unpack_from(f"<{count}I", raw, at + 4)


def _rect(raw: bytes, at: int) -> tuple[int, ...]:
    return _RECT.unpack_from(raw, at)


def _variant(raw: bytes, at: int) -> Value:
    size = raw[at]
    kind = raw[at + 1 : at + 1 + size]
    at += 2 + size
    at += -at % 4
    if kind == b"s":
        return _text(raw, at)
    if kind == b"i":
        return _i32(raw, at)
    return _u32(raw, at) if kind in {b"u", b"b"} else _ref_in(raw, at) if kind == b"(so)" else None


def _ref_in(raw: bytes, at: int) -> Ref:
    return _ref(raw, at + -at % 8)[0]


def _ref(raw: bytes, at: int) -> tuple[Ref, int]:
    """A reference, and where it ends."""
    size = _u32(raw, at)
    bus = raw[at + 4 : at + 4 + size].decode()
    at += 5 + size
    at += -at % 4
    size = _u32(raw, at)
    return Ref(bus, raw[at + 4 : at + 4 + size].decode()), at + 5 + size


def _refs(raw: bytes, at: int) -> tuple[Ref, ...]:
    size = _u32(raw, at)
    at += 4
    at += -at % 8
    end = at + size
    found = []
    while at < end:
        at += -at % 8
        ref, at = _ref(raw, at)
        found.append(ref)
    return tuple(found)


def _text_and_span(raw: bytes, at: int) -> tuple[str, int, int]:
    size = _u32(raw, at)
    text = raw[at + 4 : at + 4 + size].decode("utf-8", "replace")
    at += 5 + size
    at += -at % 4
    return text, _i32(raw, at), _i32(raw, at + 4)


_DECODERS: dict[bytes, Callable[[bytes, int], Value]] = {
    b"u": _u32,
    b"b": _u32,
    b"i": _i32,
    b"s": _text,
    b"v": _variant,
    b"au": _array_of_u32,
    b"iiii": _rect,
    b"(iiii)": _rect,
    b"(so)": lambda raw, at: _ref(raw, at)[0],
    b"a(so)": _refs,
    b"sii": _text_and_span,
}


def as_int(value: Value, otherwise: int = 0) -> int:
    """An answer that should be a whole number."""
    return value if isinstance(value, int) else otherwise


def as_text(value: Value) -> str:
    """An answer that should be text; what is none is empty."""
    return value if isinstance(value, str) else ""


def as_refs(value: Value) -> tuple[Ref, ...]:
    """An answer that should be references to objects."""
    if isinstance(value, Ref):
        return (value,)
    return tuple(one for one in value if isinstance(one, Ref)) if isinstance(value, tuple) else ()
