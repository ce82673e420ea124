"""What a running program tells assistive technology of its controls, over a real bus."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from services.capture.accessibility import atspi_words as words
from services.capture.accessibility.atspi_tree import has_place
from services.capture.accessibility.wire import (
    Call,
    Ref,
    Value,
    Wire,
    as_int,
    as_refs,
    as_text,
    bus_call,
    strings,
)
from services.records import Box

PATIENCE_S = 60.0
_FOCUSABLE, _FOCUSED, _SENSITIVE = 11, 12, 24
# https://docs.gtk.org/atspi2/enum.Role.html: what says nothing of what a thing is for
UNTOLD = frozenset({0, 67, 39, 20, 18})
"""Roles: invalid, unknown, panel, filler, drawing area."""


@dataclass(frozen=True)
class Control:
    """Something that can have the focus."""

    ref: Ref
    name: str
    role: int
    focused: bool
    box: Box | None
    usable: bool = True


class ToldControls:
    """Asks one program, known by its process."""

    def __init__(self, session_bus: str, pid: int) -> None:
        session = Wire(session_bus)
        address = Call(Ref("org.a11y.Bus", "/org/a11y/bus"), "org.a11y.Bus", "GetAddress")
        self._wire = Wire(as_text(self._ask_of(session, address)))
        session.close()
        self._pid = pid

    def close(self) -> None:
        """Leave the bus."""
        self._wire.close()

    def controls(self) -> list[Control]:
        """Every control that shows and can have the focus, in the order of the tree."""
        refs = [ref for app in self._apps() for ref in self._below(app)]
        states = self._ask([words.state_of(ref) for ref in refs])
        seen = [
            (ref, state)
            for ref, state in zip(refs, states, strict=True)
            if has_place(state) and _has(state, _FOCUSABLE)
        ]
        names = self._ask([words.name_of(ref) for ref, _ in seen])
        roles = self._ask([words.role_of(ref) for ref, _ in seen])
        boxes = self._ask([words.extents_of(ref) for ref, _ in seen])
        return [
            Control(
                ref,
                as_text(name),
                as_int(role),
                _has(state, _FOCUSED),
                words.as_box(box),
                _has(state, _SENSITIVE),
            )
            for (ref, state), name, role, box in zip(seen, names, roles, boxes, strict=True)
        ]

    def focused(self, among: list[Control]) -> Control | None:
        """Which of these controls has the focus now."""
        states = self._ask([words.state_of(one.ref) for one in among])
        pairs = zip(among, states, strict=True)
        return next((one for one, state in pairs if _has(state, _FOCUSED)), None)

    def _apps(self) -> list[Ref]:
        refs = as_refs(self._ask([words.children_of(words.REGISTRY)])[0])
        pids = self._ask(
            [bus_call("GetConnectionUnixProcessID", "s", strings(ref.bus)) for ref in refs]
        )
        return [ref for ref, pid in zip(refs, pids, strict=True) if as_int(pid) == self._pid]

    def _below(self, ref: Ref) -> Iterator[Ref]:
        """Everything below, parents before their children."""
        level = [ref]
        while level:
            lists = self._ask([words.children_of(one) for one in level])
            level = [
                child
                for answer in lists
                for child in as_refs(answer)
                if child.path != words.NULL_PATH
            ]
            yield from level

    def _ask(self, calls: list[Call]) -> list[Value]:
        return self._wire.ask(calls, time.monotonic() + PATIENCE_S)

    @staticmethod
    def _ask_of(wire: Wire, call: Call) -> Value:
        return wire.ask([call], time.monotonic() + PATIENCE_S)[0]


def _has(states: Value, bit: int) -> bool:
    if not isinstance(states, tuple) or len(states) <= bit // 32:
        return False
    word = states[bit // 32]
    return isinstance(word, int) and bool(word >> (bit % 32) & 1)
