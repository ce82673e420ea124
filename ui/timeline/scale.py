"""The one axis of the timeline: instants to pixels and back, zoom, pan, and where ticks stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from services.records import TimeWindow
from ui.words import DAY_MS, HOUR_MS, MINUTE_MS, MONTHS, local, short_date_words, tr

YEAR_MS = 365 * DAY_MS
SHORTEST_MS, LONGEST_MS = 2 * MINUTE_MS, 30 * YEAR_MS

LEVELS: dict[str, int] = {
    "years": 5 * YEAR_MS,
    "month": 31 * DAY_MS,
    "week": 7 * DAY_MS,
    "day": 12 * HOUR_MS,
    "minutes": 30 * MINUTE_MS,
}

STEPS_MS = tuple(n * MINUTE_MS for n in (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720))


def level_of(length_ms: int) -> str:
    """The level whose length is nearest (by ratio) to a window's."""
    return min(LEVELS, key=lambda name: max(LEVELS[name] / length_ms, length_ms / LEVELS[name]))


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the axis and what stands below it."""

    at_ms: int
    words: str
    major: bool = False


@dataclass(frozen=True, slots=True)
class TimeScale:
    """A window of time laid over ``width`` pixels."""

    window: TimeWindow
    width: float

    @property
    def length_ms(self) -> int:
        """How much time is seen."""
        return max(self.window.end_ms - self.window.start_ms, 1)

    def x(self, at_ms: int) -> float:
        """The pixel of an instant."""
        return (at_ms - self.window.start_ms) * self.width / self.length_ms

    def at(self, x: float) -> int:
        """The instant of a pixel."""
        return self.window.start_ms + round(x * self.length_ms / max(self.width, 1.0))

    def zoomed(self, factor: float, anchor_ms: int) -> TimeWindow:
        """The window after zooming in by ``factor``; the anchor stays where it is."""
        length = min(max(round(self.length_ms / factor), SHORTEST_MS), LONGEST_MS)
        share = (anchor_ms - self.window.start_ms) / self.length_ms
        start = round(anchor_ms - share * length)
        return TimeWindow(start, start + length)

    def panned(self, by_px: float) -> TimeWindow:
        """The window moved so that its content follows the pointer."""
        shift = -round(by_px * self.length_ms / max(self.width, 1.0))
        return TimeWindow(self.window.start_ms + shift, self.window.end_ms + shift)

    def ticks(self, offset_min: int, room_px: float = 84.0) -> tuple[Tick, ...]:
        """Lines at round times of the wall clock, at least ``room_px`` apart."""
        least_ms = room_px * self.length_ms / max(self.width, 1.0)
        step = next((s for s in STEPS_MS if s >= least_ms), None)
        if step is not None:
            return tuple(self._clock_ticks(step, offset_min))
        days = least_ms / DAY_MS
        for count in (1, 2, 7, 14):
            if days <= count:
                return tuple(self._day_ticks(count, offset_min))
        months = next((m for m in (1, 3, 6, 12, 24, 60) if days <= m * 28), 120)
        return tuple(self._month_ticks(months, offset_min))

    def _clock_ticks(self, step: int, offset_min: int) -> Iterator[Tick]:
        shift = offset_min * MINUTE_MS
        at = -(-(self.window.start_ms + shift) // step) * step - shift
        while at < self.window.end_ms:
            moment = local(at, offset_min)
            midnight = moment.hour == 0 and moment.minute == 0
            words = short_date_words(moment) if midnight else f"{moment.hour}:{moment.minute:02d}"
            yield Tick(at, words, midnight)
            at += step

    def _day_ticks(self, count: int, offset_min: int) -> Iterator[Tick]:
        shift = offset_min * MINUTE_MS
        day = -(-(self.window.start_ms + shift) // DAY_MS)
        day += -day % count
        while (at := day * DAY_MS - shift) < self.window.end_ms:
            moment = local(at, offset_min)
            yield Tick(at, short_date_words(moment), moment.day == 1)
            day += count

    def _month_ticks(self, count: int, offset_min: int) -> Iterator[Tick]:
        moment = local(self.window.start_ms, offset_min)
        index = moment.year * 12 + moment.month - 1
        index += -index % count
        while True:
            year, month = divmod(index, 12)
            start = datetime(year, month + 1, 1, tzinfo=moment.tzinfo)
            at = round(start.timestamp() * 1000)
            if at >= self.window.end_ms:
                return
            if at >= self.window.start_ms:
                words = str(year) if month == 0 else tr(MONTHS[month])[:3]
                yield Tick(at, words, month == 0)
            index += count
