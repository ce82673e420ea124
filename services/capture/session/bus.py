"""A connection to a D-Bus bus: calls with a time limit, and signals, for one thread."""

import os
import select
import socket
import struct
import time
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, new_method_call
from jeepney.auth import AuthenticationError
from jeepney.bus import get_connectable_addresses
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, prep_socket

_SYSTEM_BUS = "unix:path=/run/dbus/system_bus_socket"
CALL_S = 2.0
_MOST_WAITING = 256  # signals kept while a reply is waited for
_BROKEN = (OSError, ValueError, KeyError, RuntimeError, struct.error, AuthenticationError)


class BusError(Exception):
    """There is no bus at this address, or it is gone, or it talks nonsense."""


class CallError(Exception):
    """A call came back as an error, or not in time; ``name`` is D-Bus's own ("" for no answer)."""

    def __init__(self, name: str = "") -> None:
        super().__init__(name or "no answer")
        self.name = name


@dataclass(frozen=True, slots=True)
class Target:
    """An interface of an object of a service."""

    service: str
    path: str
    interface: str

    def at(self, path: str, interface: str) -> "Target":
        """Another object and interface of the same service."""
        return Target(self.service, path, interface)


@dataclass(frozen=True, slots=True)
class Signal:
    """A signal as it came in."""

    sender: str
    path: str
    interface: str
    member: str
    body: tuple[Any, ...]


def session_address(environ: Mapping[str, str]) -> str:
    """Where the person's session bus is; "" where there is none."""
    told = environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    runtime = environ.get("XDG_RUNTIME_DIR", "")
    return told or (f"unix:path={runtime}/bus" if runtime else "")


def system_address(environ: Mapping[str, str]) -> str:
    """Where the machine's bus is."""
    return environ.get("DBUS_SYSTEM_BUS_ADDRESS", "") or _SYSTEM_BUS


class Bus:
    """An open connection over a local socket; raises ``BusError`` where it cannot be opened.

    Used from one thread; only ``wake`` may be called from another. With ``descriptors`` file
    descriptors are taken in replies.
    """

    def __init__(self, address: str, *, descriptors: bool = False) -> None:
        self._signals: deque[Signal] = deque(maxlen=_MOST_WAITING)
        try:
            place = next(iter(get_connectable_addresses(address)))
            self._connection = DBusConnection(
                prep_socket(place, enable_fds=descriptors, timeout=CALL_S), descriptors
            )
        except (*_BROKEN, StopIteration) as error:
            raise BusError(type(error).__name__) from error
        self._woken, self._waker = socket.socketpair()
        self._waker.setblocking(False)

    @property
    def name(self) -> str:
        """This connection's own name on the bus, such as ``:1.7``."""
        return str(self._connection.unique_name)

    def call(
        self,
        target: Target,
        member: str,
        signature: str = "",
        body: tuple[Any, ...] = (),
        timeout_s: float = CALL_S,
    ) -> tuple[Any, ...]:
        """Call a method and give what it returns.

        Raises ``CallError`` where it fails or takes longer, ``BusError`` where the bus is gone.
        """
        address = DBusAddress(target.path, target.service, target.interface)
        return self._ask(new_method_call(address, member, signature or None, body), timeout_s)

    def property(self, target: Target, name: str, timeout_s: float = CALL_S) -> Any:
        """A property's value; raises as ``call`` does."""
        properties = target.at(target.path, "org.freedesktop.DBus.Properties")
        value = self.call(properties, "Get", "ss", (target.interface, name), timeout_s)
        return value[0][1]

    def subscribe(
        self, sender: str, *, path: str = "", interface: str = "", member: str = "", first: str = ""
    ) -> None:
        """From now on take in signals of a service that fit; raises as ``call``.

        "" fits anything; ``first`` is the first thing that the signal says.
        """
        chosen = {"sender": sender, "path": path, "interface": interface, "member": member}
        rule = MatchRule(type="signal", **{k: v for k, v in chosen.items() if v})
        if first:
            rule.add_arg_condition(0, first)
        self._ask(message_bus.AddMatch(rule), CALL_S)

    def owner(self, service: str) -> str:
        """The connection that a service's name belongs to; "" where nobody has it."""
        try:
            return str(self._ask(message_bus.GetNameOwner(service), CALL_S)[0])
        except CallError:
            return ""

    def next_signal(self, timeout_s: float) -> Signal | None:
        """The next signal; None after ``timeout_s`` or when woken. Raises ``BusError``."""
        deadline_s = time.monotonic() + timeout_s
        while not self._signals:
            with suppress(TimeoutError):
                self._take(self._receive(0.0))
                continue
            left_s = deadline_s - time.monotonic()
            ready = select.select([self._connection.sock, self._woken], [], [], max(0.0, left_s))[0]
            if self._woken in ready:
                self._woken.recv(64)
                return None
            if not ready:
                return None
        return self._signals.popleft()

    def wake(self) -> None:
        """Let ``next_signal`` return; from any thread."""
        with suppress(OSError):  # it is closed, or many wakes wait already
            self._waker.send(b"\0")

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()
        self._woken.close()
        self._waker.close()

    def _ask(self, message: Message, timeout_s: float) -> tuple[Any, ...]:
        deadline_s = time.monotonic() + timeout_s
        connection = self._connection
        serial = next(connection.outgoing_serial)
        try:
            connection.send(message, serial=serial)
        except _BROKEN as error:
            raise BusError(type(error).__name__) from error
        while True:
            try:
                answer = self._receive(max(0.0, deadline_s - time.monotonic()))
            except TimeoutError as error:
                raise CallError from error
            fields = answer.header.fields
            if fields.get(HeaderFields.reply_serial, -1) != serial:
                self._take(answer)
            elif answer.header.message_type is MessageType.error:
                raise CallError(str(fields.get(HeaderFields.error_name, "")))
            else:
                return tuple(answer.body)

    def _receive(self, timeout_s: float) -> Message:
        try:
            return self._connection.receive(timeout=timeout_s)
        except TimeoutError:
            raise
        except _BROKEN as error:
            raise BusError(type(error).__name__) from error

    def _take(self, message: Message) -> None:
        if message.header.message_type is MessageType.signal:
            fields = message.header.fields
            names = (HeaderFields.sender, HeaderFields.path, HeaderFields.interface)
            sender, path, interface = (str(fields.get(name, "")) for name in names)
            member = str(fields.get(HeaderFields.member, ""))
            self._signals.append(Signal(sender, path, interface, member, tuple(message.body)))


def session_bus(environ: Mapping[str, str] | None = None, *, descriptors: bool = False) -> Bus:
    """Open the person's session bus; raises ``BusError``."""
    chosen = os.environ if environ is None else environ
    return Bus(session_address(chosen), descriptors=descriptors)
