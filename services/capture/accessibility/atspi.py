"""Reads windows through AT-SPI, the accessibility bus of Linux desktops.

https://www.freedesktop.org/wiki/Accessibility/AT-SPI2/
"""

import logging
import os
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from services.capture.accessibility import atspi_words as words
from services.capture.accessibility.atspi_tree import Budget, SpentError, Walk
from services.capture.accessibility.atspi_words import State
from services.capture.accessibility.base import AccessibleText, Bounds
from services.capture.accessibility.patience import Patience
from services.capture.accessibility.wire import (
    BrokenError,
    Call,
    Ref,
    SilentError,
    Wire,
    as_int,
    as_refs,
    as_text,
    bus_call,
    strings,
)
from services.capture.windows.base import clean_title
from services.records import Box, Line, WindowInfo
from services.said import said

log = logging.getLogger("afterimage.capture.accessibility")

RETRY_S = 30.0  # before a bus that was not there is looked for again
_MOST_APPS, _MOST_WINDOWS, _MOST_SECRETS = 100, 32, 1000
_BUS = Ref("org.a11y.Bus", "/org/a11y/bus")
_STATUS = "org.a11y.Status"
_PROPERTIES = "org.freedesktop.DBus.Properties"


@dataclass(frozen=True, slots=True)
class _Front:
    """The window in front as its program tells of it."""

    ref: Ref
    box: Box | None
    title: str


class AtSpi:
    """Connects when it is first needed, and again where the bus went away.

    Programs tell nothing while the desktop's switch for assistive technology is off. ``enable``
    puts it on (a change to the person's session, undone by ``close``); else a switch that is off
    means that nothing is read. ``monotonic`` is the clock of pauses, in seconds.
    """

    def __init__(
        self,
        *,
        enable: bool = False,
        environ: Mapping[str, str] = os.environ,
        bounds: Bounds | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._enable = enable
        self._environ = environ
        self._bounds = bounds or Bounds()
        self._monotonic = monotonic
        self._wire: Wire | None = None
        self._retry_s = float("-inf")
        self._pids: dict[str, int] = {}
        self._patience = Patience(monotonic)
        self._never: dict[Ref, None] = {}
        self._counts: Counter[str] = Counter()
        self._switched_on = False

    def read(self, window: WindowInfo) -> AccessibleText | None:
        """The text of the window in front; None where its program tells nothing."""
        wire = self._connected()
        if wire is None or window.box is None:
            return None
        budget = Budget(wire, self._bounds)
        calls = wire.calls
        try:
            for app in self._apps(budget, window):
                found = self._read_app(app, window, budget)
                if found is not None:
                    self._counts["accessibility.read"] += 1
                    self._counts["accessibility.cut"] += not found.complete
                    self._counts["accessibility.nodes"] += found.nodes
                    self._counts["accessibility.calls"] += wire.calls - calls
                    return found
        except SpentError:
            self._counts["accessibility.cut"] += 1
        except (BrokenError, SilentError) as error:  # the bus itself
            log.info("the accessibility bus is lost: %s", type(error).__name__)
            self._counts["accessibility.lost"] += 1
            self._disconnect()
        return None

    def counts(self) -> dict[str, int]:
        """What happened since this was last asked."""
        counts, self._counts = self._counts, Counter()
        return {name: number for name, number in counts.items() if number}

    def describe(self) -> str:
        """Whether programs are listened to, in words for the person."""
        try:
            session = self._session()
        except BrokenError:
            return said("not in use: there is no session bus, so pixels alone are read")
        try:
            on = as_int(session.ask([_get_status("IsEnabled")], time.monotonic() + 1.0)[0])
        except (BrokenError, SilentError):
            on = 0
        finally:
            session.close()
        if on:
            return said("in use: assistive technology is switched on for this desktop")
        if self._enable:
            return said("in use while capturing: it is switched on for this desktop meanwhile")
        return said(
            "not in use: assistive technology is switched off for this desktop; "
            "the setting capture.accessibility_switch switches it on"
        )

    def close(self) -> None:
        """Put the desktop's switch back where it was, and leave the bus."""
        self._disconnect()
        if self._switched_on:
            self._switched_on = False
            self._switch(on=False)

    # -- the bus

    def _connected(self) -> Wire | None:
        if self._wire is None and self._monotonic() >= self._retry_s:
            self._retry_s = self._monotonic() + RETRY_S
            try:
                address = self._address()
                self._wire = None if not address else Wire(address)
            except (BrokenError, SilentError):
                self._wire = None
        return self._wire

    def _disconnect(self) -> None:
        if self._wire is not None:
            self._wire.close()
            self._wire = None
        self._pids.clear()
        self._never.clear()  # references are those of one bus

    def _address(self) -> str:
        """Where the accessibility bus is; empty where there is none or the switch is off."""
        session = self._session()
        try:
            until_s = time.monotonic() + 1.0
            if not as_int(session.ask([_get_status("IsEnabled")], until_s)[0]):
                if not self._enable:
                    return ""
                session.ask([_set_status("IsEnabled", on=True)], until_s)
                self._switched_on = True
            return as_text(session.ask([Call(_BUS, "org.a11y.Bus", "GetAddress")], until_s)[0])
        finally:
            session.close()

    def _session(self) -> Wire:
        runtime = self._environ.get("XDG_RUNTIME_DIR", "")
        usual = f"unix:path={runtime}/bus" if runtime else ""
        return Wire(self._environ.get("DBUS_SESSION_BUS_ADDRESS", "") or usual)

    def _switch(self, *, on: bool) -> None:
        try:
            session = self._session()
        except BrokenError:
            return  # the session is over
        try:
            session.ask([_set_status("IsEnabled", on=on)], time.monotonic() + 1.0)
        except (BrokenError, SilentError):
            log.info("the switch for assistive technology could not be put back")
        finally:
            session.close()

    # -- programs and windows

    def _apps(self, budget: Budget, window: WindowInfo) -> Sequence[Ref]:
        """The programs that may own a window: that of its process, else all; never this one."""
        refs = as_refs(budget.ask([words.children_of(words.REGISTRY)])[0])[:_MOST_APPS]
        unknown = [ref for ref in refs if ref.bus not in self._pids]
        names = [bus_call("GetConnectionUnixProcessID", "s", strings(ref.bus)) for ref in unknown]
        for ref, pid in zip(unknown, budget.ask(names), strict=True):
            self._pids[ref.bus] = as_int(pid)
        others = [ref for ref in refs if self._pids[ref.bus] != os.getpid()]
        own = [ref for ref in others if window.pid and self._pids[ref.bus] == window.pid]
        return own or others

    def _read_app(self, app: Ref, window: WindowInfo, budget: Budget) -> AccessibleText | None:
        """What one program tells of the window, if it is its own; it may not answer at all."""
        if not self._patience.may_ask(app.bus):
            self._counts["accessibility.waiting"] += 1
            return None
        walk = Walk(budget, self._never)
        try:
            front = self._front(app, window, budget)
            if front is None or window.box is None:
                return None
            place = Placing.between(front.box, window.box)
            walk.run(front.ref, front.box or window.box)
            self._patience.answered(app.bus)
        except BrokenError:  # it may have been this one's doing
            self._patience.was_silent(app.bus)
            raise
        except SilentError:
            self._patience.was_silent(app.bus)
            self._counts["accessibility.silent"] += 1
            if not walk.nodes:
                return None
        while len(self._never) > _MOST_SECRETS:
            self._never.pop(next(iter(self._never)))
        return AccessibleText(
            lines=tuple(Line(line.text, place.of(line.box)) for line in walk.lines()),
            secrets=tuple(place.of(box) for box in walk.secrets),
            url=walk.url,
            complete=walk.complete,
            nodes=walk.nodes,
            title="" if front is None else front.title,
        )

    def _front(self, app: Ref, window: WindowInfo, budget: Budget) -> _Front | None:
        """The program's window with this title, the active one first; None where it has none."""
        refs = as_refs(budget.ask([words.children_of(app)])[0])[:_MOST_WINDOWS]
        calls = [
            call
            for ref in refs
            for call in (words.state_of(ref), words.name_of(ref), words.extents_of(ref))
        ]
        answers = budget.ask(calls)
        fitting = []
        for ref, states, name, extents in zip(
            refs, answers[::3], answers[1::3], answers[2::3], strict=True
        ):
            title = clean_title(as_text(name))
            same = title == window.title
            active = words.has(states, State.ACTIVE)
            if same or (active and window.pid == self._pids.get(app.bus)):
                fitting.append(((active, same), _Front(ref, words.as_box(extents), title)))
        return max(fitting, key=lambda entry: entry[0])[1] if fitting else None


@dataclass(frozen=True, slots=True)
class Placing:
    """How a program's coordinates become pixels of the screen."""

    scale: float = 1.0
    right: int = 0
    down: int = 0

    @classmethod
    def between(cls, told: Box | None, window: Box) -> "Placing":
        """By where the program and the window system say that the same window is.

        A window with twice (1.25, 1.5 times …) the size that its program tells is drawn scaled. One
        told to be at the corner of the screen, which is elsewhere, counts from its own corner. The
        window system's box may hold a border beside.
        """
        if told is None:
            return cls()
        ratio = min(window.width / told.width, window.height / told.height)
        scale = round(4 * ratio) / 4 if ratio >= 1.2 else 1.0
        left, top = round(told.left * scale), round(told.top * scale)
        width, height = round(told.width * scale), round(told.height * scale)
        if Box(left, top, width, height).overlaps(window) and (told.left, told.top) != (0, 0):
            return cls(scale)
        if (told.left, told.top) != (0, 0):
            return cls(scale)
        # the client area lies inside the border: as wide on both sides, the title above
        side = max(0, window.width - width) // 2
        title = max(0, window.height - height - side)
        return cls(scale, window.left + side - left, window.top + title - top)

    def of(self, box: Box) -> Box:
        """The box in pixels of the screen."""
        left, top = round(box.left * self.scale), round(box.top * self.scale)
        right, bottom = round(box.right * self.scale), round(box.bottom * self.scale)
        return Box(left + self.right, top + self.down, right - left, bottom - top)


def _get_status(name: str) -> Call:
    return Call(_BUS, _PROPERTIES, "Get", "ss", strings(_STATUS, name))


def _set_status(name: str, *, on: bool) -> Call:
    body = strings(_STATUS, name) + b"\x01b\0"
    body += b"\0" * (-len(body) % 4) + int(on).to_bytes(4, "little")
    return Call(_BUS, _PROPERTIES, "Set", "ssv", body)
