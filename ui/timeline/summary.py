"""What a stretch of time is called and was about: a day, a week, a month or years in words."""

from dataclasses import dataclass

from services.records import Event, PeriodSummary, TimeWindow
from ui.ports import Engine
from ui.timeline.scale import level_of
from ui.words import HOUR_MS, MONTHS, count_words, duration_words, local, short_day_words, tr

LINES = 4


@dataclass(frozen=True, slots=True)
class Stretch:
    """A summary: ``lines`` tell most first; captures is None where only events were counted.

    ``period`` is the day or week itself where one is seen that has events.
    """

    lines: tuple[str, ...]
    events: int
    captures: int | None = None
    period: PeriodSummary | None = None


def is_long(window: TimeWindow) -> bool:
    """Whether a window shows several days, so that they are told of together."""
    return _level(window) in {"years", "month", "week"}


def is_week(window: TimeWindow) -> bool:
    """Whether a window shows about a week."""
    return _level(window) == "week"


def _level(window: TimeWindow) -> str:
    return level_of(window.end_ms - window.start_ms)


def summed_up(engine: Engine, window: TimeWindow, at_ms: int) -> Stretch:
    """What mattered: the playhead's day or week, or all that is seen. Off the main thread."""
    if is_long(window) and not is_week(window):
        events = engine.timeline.events(window, 500)
        ranked = sorted(events, key=lambda e: (-e.strength * _weight(e), e.start_ms))
        lines = tuple(dict.fromkeys(e.title for e in ranked if e.title))[:LINES]
        return Stretch(lines, len(events))
    look = engine.timeline.weeks if is_week(window) else engine.timeline.days
    found = look(TimeWindow(at_ms, at_ms + 1), 1)
    if found:
        period = found[0]
        told = tuple(f"{t.title} ({duration_words(t.active_ms)})" for t in period.topics[:LINES])
        return Stretch(told, period.events, period.captures, period)
    day = engine.timeline.day(at_ms)
    return Stretch(day.lines, day.events, day.captures)


def _weight(event: Event) -> float:
    hours = (event.end_ms - event.start_ms) / HOUR_MS
    return (1 + min(hours, 4.0)) * (1 + min(event.captures, 20) / 20)


def stretch_title(window: TimeWindow, offset_min: int, now_ms: int) -> str:
    """Such as "16 – 22 Mar", "March 2026" or "2021 – 2026"."""
    first = local(window.start_ms, offset_min)
    last = local(window.end_ms - 1, offset_min)
    level = _level(window)
    if level == "years":
        return f"{first.year} – {last.year}" if first.year != last.year else str(first.year)
    if level == "month":
        middle = local((window.start_ms + window.end_ms) // 2, offset_min)
        return f"{tr(MONTHS[middle.month - 1])} {middle.year}"
    start = short_day_words(window.start_ms, offset_min, now_ms)
    return f"{start} – {short_day_words(window.end_ms - 1, offset_min, now_ms)}"


def summary_words(stretch: Stretch, *, long: bool) -> str:
    """The lines, or what can be said where there are none."""
    if stretch.lines:
        return " · ".join(stretch.lines)
    if stretch.captures:
        return f"{count_words(stretch.captures, 'moment', 'moments')} {tr('so far')}"
    return tr("Nothing was kept in this time") if long else tr("Nothing was kept on this day")
