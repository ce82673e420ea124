"""What a stretch of time is called and was about: a day, a week, a month or years in words."""

from dataclasses import dataclass

from services.records import Event, TimeWindow
from ui.ports import Engine
from ui.timeline.scale import level_of
from ui.words import HOUR_MS, MONTHS, count_words, local, short_day_words, tr

LINES = 4


@dataclass(frozen=True, slots=True)
class Stretch:
    """A summary: ``lines`` tell most first; captures is None where only events were counted."""

    lines: tuple[str, ...]
    events: int
    captures: int | None = None


def is_long(window: TimeWindow) -> bool:
    """Whether a window shows several days, so that they are told of together."""
    return level_of(window.end_ms - window.start_ms) in {"years", "month", "week"}


def summed_up(engine: Engine, window: TimeWindow, at_ms: int) -> Stretch:
    """What mattered in what is seen: all of it, or else the playhead's day. Off the main thread."""
    if not is_long(window):
        day = engine.timeline.day(at_ms)
        return Stretch(day.lines, day.events, day.captures)
    events = engine.timeline.events(window, 500)
    ranked = sorted(events, key=lambda e: (-e.strength * _weight(e), e.start_ms))
    lines = tuple(dict.fromkeys(e.title for e in ranked if e.title))[:LINES]
    return Stretch(lines, len(events))


def _weight(event: Event) -> float:
    hours = (event.end_ms - event.start_ms) / HOUR_MS
    return (1 + min(hours, 4.0)) * (1 + min(event.captures, 20) / 20)


def stretch_title(window: TimeWindow, offset_min: int, now_ms: int) -> str:
    """Such as "16 – 22 Mar", "March 2026" or "2021 – 2026"."""
    first = local(window.start_ms, offset_min)
    last = local(window.end_ms - 1, offset_min)
    level = level_of(window.end_ms - window.start_ms)
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
