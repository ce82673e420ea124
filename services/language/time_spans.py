"""Stretches of local time: days, months and units of the calendar, counted from a moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of local time."""

    start: datetime
    end: datetime


def local(year: int, month: int, day: int) -> datetime:
    """Midnight of a day in local time, which is what all of reading times counts in."""
    return datetime(year, month, day)  # noqa: DTZ001 - the offset is added at the very end


def midnight(moment: datetime) -> datetime:
    """The start of the day of a moment."""
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def days(first: datetime, count: int = 1) -> Span:
    """So many whole days."""
    return Span(first, first + timedelta(days=count))


def date_span(year: int, month: int, day: int) -> Span | None:
    """One day, None where there is no such date."""
    try:
        return days(local(year, month, day))
    except (ValueError, OverflowError):
        return None


def months(year: int, month: int, count: int) -> Span | None:
    """``count`` whole months; ``month`` may lie outside 1 to 12."""
    first, last = year * 12 + month - 1, year * 12 + month - 1 + count
    if not 12 <= first <= last < 9999 * 12:
        return None
    return Span(local(first // 12, first % 12 + 1, 1), local(last // 12, last % 12 + 1, 1))


def calendar_span(now: datetime, unit: str, shift: int) -> Span | None:
    """The calendar day, week, weekend, month or year that lies ``shift`` of them from now."""
    today = midnight(now)
    if unit == "day":
        return days(today + timedelta(days=shift))
    if unit in {"week", "weekend"}:
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=shift)
        return days(monday, 7) if unit == "week" else days(monday + timedelta(days=5), 2)
    if unit == "month":
        return months(now.year, now.month + shift, 1)
    return months(now.year + shift, 1, 12)


def distant(anchor: Span, count: int, unit: str) -> Span | None:
    """What lies ``count`` units after the start of an anchor (before it where negative).

    Weeks are meant roughly: three days to either side.
    """
    first = midnight(anchor.start)
    if unit == "day":
        first = first if count < 0 else midnight(anchor.end - timedelta(seconds=1))
        return days(first + timedelta(days=count))
    if unit in {"week", "weekend"}:
        middle = first + timedelta(weeks=count)
        return days(middle - timedelta(days=3), 7)
    return calendar_span(first, unit, count)
