"""Keeps capture within its budgets: decides from samples when to look, read, thin out or hold.

A pure state machine: it is fed samples and asks nothing of the machine or the clock itself. When
CPU runs short, reading waits; when what waits grows, fewer pictures are read (the newest of each
window) and looks lie further apart; what finds no room is dropped and counted by the queue. A low
battery, a nearly full disk and a full memory hold capture altogether, until there is enough again.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

WINDOW_MS = 600_000
"""The CPU budget is a mean over so long; a quiet stretch saves up for a busy one."""
RESUME_SHARE = 0.10  # of the full credit must be saved up before reading goes on
THIN_FROM, THIN_UNTIL = (
    0.5,
    0.2,
)  # how full the queue is when fewer pictures are read, and no longer
THIN_STRETCH = 2  # looks lie so many times further apart meanwhile
BATTERY_MORE = 3.0  # percent above the limit before capture goes on
ROOM_MORE = 1.5  # times the limit of disk or memory before capture goes on
RETRY_MS = 30_000  # after the disk refused to take more, whatever it says of its room


class Hold(StrEnum):
    """Why nothing may be looked at."""

    NONE = ""
    BATTERY = "battery"
    DISK = "disk"
    MEMORY = "memory"


class Pace(StrEnum):
    """How what was seen is read."""

    FULL = "full"
    WAITING = "waiting"
    THIN = "thin"


@dataclass(frozen=True, slots=True)
class Budget:
    """What capture may take.

    ``cpu_share`` is of one core (0.1 is a tenth); ``battery_share`` of that on battery.
    ``disk_low_bytes`` is the room on the disk below which nothing is captured, never more than
    ``disk_low_share`` of the whole disk. ``memory_low_bytes`` is the same for the machine's memory.
    """

    cpu_share: float = 0.10
    battery_share: float = 0.5
    battery_low_percent: float = 15.0
    disk_low_bytes: int = 1_000_000_000
    disk_low_share: float = 0.02
    memory_low_bytes: int = 300_000_000


@dataclass(frozen=True, slots=True)
class Sample:
    """The machine at one time; None where it cannot be told.

    ``cpu_s`` are the CPU seconds that capture has spent since the program started.
    """

    at_ms: int
    cpu_s: float = 0.0
    battery_percent: float | None = None
    on_mains: bool = True
    disk_free_bytes: int | None = None
    disk_total_bytes: int | None = None
    memory_free_bytes: int | None = None


class Governor:
    """Fed by ``take`` from one thread, asked from any."""

    def __init__(self, budget: Callable[[], Budget] = Budget) -> None:
        self._budget = budget
        self._lock = threading.Lock()
        self._last: Sample | None = None
        self._credit_s = self._most_s(budget().cpu_share)
        self._short = False
        self._thin = False
        self._hold = Hold.NONE
        self._refused_until_ms: int | None = None

    @property
    def hold(self) -> Hold:
        """Why nothing may be looked at; ``Hold.NONE`` where it may."""
        return self._hold

    @property
    def credit_s(self) -> float:
        """CPU seconds that may be spent now; below zero where more was spent than was due."""
        return self._credit_s

    def take(self, sample: Sample) -> None:
        """Take in how the machine stands. A clock that was set back gives no credit."""
        budget = self._budget()
        with self._lock:
            self._pay(sample, budget)
            self._hold = self._holding(sample, budget)
            self._last = sample

    def disk_refused(self, at_ms: int) -> None:
        """Take in that something could not be stored: hold, and try again a little later."""
        with self._lock:
            self._refused_until_ms = at_ms + RETRY_MS
            self._hold = Hold.DISK

    def pace(self, fill: float) -> Pace:
        """How to read while the queue is so full (0 empty, 1 no room left)."""
        with self._lock:
            self._thin = fill >= (THIN_UNTIL if self._thin else THIN_FROM)
            if self._short or self._hold is not Hold.NONE:
                return Pace.WAITING
            return Pace.THIN if self._thin else Pace.FULL

    @property
    def stretch(self) -> int:
        """How many times further apart looks lie now."""
        return THIN_STRETCH if self._thin else 1

    def _pay(self, sample: Sample, budget: Budget) -> None:
        share = budget.cpu_share * (1.0 if sample.on_mains else budget.battery_share)
        most_s = self._most_s(share)
        if self._last is not None:
            passed_ms = max(0, sample.at_ms - self._last.at_ms)
            spent_s = max(0.0, sample.cpu_s - self._last.cpu_s)
            # debt is bounded: one huge page must not stop reading for longer than the window
            due_s = self._credit_s + share * min(passed_ms, WINDOW_MS) / 1000 - spent_s
            self._credit_s = max(-most_s, due_s)
        self._credit_s = min(most_s, self._credit_s)
        enough_s = most_s * RESUME_SHARE if self._short else 0.0
        self._short = self._credit_s < enough_s

    def _holding(self, sample: Sample, budget: Budget) -> Hold:
        if self._disk_low(sample, budget):
            return Hold.DISK
        if _low(
            None if sample.on_mains else sample.battery_percent,
            budget.battery_low_percent,
            BATTERY_MORE if self._hold is Hold.BATTERY else 0.0,
        ):
            return Hold.BATTERY
        more = ROOM_MORE - 1 if self._hold is Hold.MEMORY else 0.0
        low = budget.memory_low_bytes
        return Hold.MEMORY if _low(sample.memory_free_bytes, low, more * low) else Hold.NONE

    def _disk_low(self, sample: Sample, budget: Budget) -> bool:
        if self._refused_until_ms is not None:
            wait_ms = self._refused_until_ms - sample.at_ms
            if 0 < wait_ms <= RETRY_MS:  # more: the clock was set back
                return True
            self._refused_until_ms = None
        low = float(budget.disk_low_bytes)
        if sample.disk_total_bytes is not None:
            low = min(low, budget.disk_low_share * sample.disk_total_bytes)
        more = (ROOM_MORE - 1) * low if self._hold is Hold.DISK else 0.0
        return _low(sample.disk_free_bytes, low, more)

    @staticmethod
    def _most_s(share: float) -> float:
        return share * WINDOW_MS / 1000


def _low(value: float | None, limit: float, more: float) -> bool:
    return value is not None and value < limit + more
