"""What capture costs: CPU seconds by stage since the beginning, and today's on their own."""

import threading
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from services.clock import Clock
from services.records import CostToday
from services.store.upkeep import Counters

_STAGE = "cpu_s."
_DAY = "day."
_SINCE = "since_ms"


class CostBook:
    """Adds to the durable counters, and keeps one day's costs by stage beside them.

    A day begins at local midnight, or when the first cost of it is booked.
    """

    def __init__(self, counters: Counters, clock: Clock) -> None:
        self._counters = counters
        self._clock = clock
        self._lock = threading.Lock()
        self._open_day = ""

    def add(self, amounts: Mapping[str, float]) -> None:
        """Book amounts; those of stages (``cpu_s.read``) count for today as well."""
        prefix = self._prefix()
        booked = dict(amounts)
        for name, amount in amounts.items():
            if name.startswith(_STAGE):
                booked[prefix + name] = amount
        with self._lock:
            if prefix != self._open_day:
                booked |= self._begin(prefix)
            self._counters.add(booked)

    def today(self) -> CostToday:
        """Today's CPU seconds by stage, and since when they are counted."""
        prefix = self._prefix()
        told = {
            name.removeprefix(prefix): value
            for name, value in self._counters.all().items()
            if name.startswith(prefix)
        }
        since_ms = int(told.pop(_SINCE, self._clock.now_ms()))
        cpu_s = {name.removeprefix(_STAGE): value for name, value in told.items()}
        passed_s = (self._clock.now_ms() - since_ms) / 1000
        share = sum(cpu_s.values()) / passed_s if passed_s >= 1 else 0.0
        return CostToday(since_ms, cpu_s, share)

    def _begin(self, prefix: str) -> dict[str, float]:
        """Forget the days before; the start of this one, unless another run began it."""
        self._open_day = prefix
        known = self._counters.all()
        old = [n for n in known if n.startswith(_DAY) and not n.startswith(prefix)]
        self._counters.remove(old)
        return {} if prefix + _SINCE in known else {prefix + _SINCE: float(self._clock.now_ms())}

    def _prefix(self) -> str:
        local = datetime.fromtimestamp(self._clock.now_ms() / 1000, UTC)
        local += timedelta(minutes=self._clock.offset_min())
        return f"{_DAY}{local:%Y%m%d}."
