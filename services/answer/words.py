"""How answers put dates and provenance into words."""

from datetime import UTC, datetime, timedelta

from services.language.calendar_words import DAY_NAMES, MONTH_NAMES
from services.language.lexicon import is_self
from services.records import Hit


def local(at_ms: int, offset_min: int) -> datetime:
    """The local wall-clock time at which something was seen."""
    return datetime.fromtimestamp(at_ms / 1000, UTC) + timedelta(minutes=offset_min)


def day(at_ms: int, offset_min: int) -> str:
    """A date as "17 March 2026"."""
    moment = local(at_ms, offset_min)
    return f"{moment.day} {MONTH_NAMES[moment.month - 1]} {moment.year}"


def month(at_ms: int, offset_min: int) -> str:
    """A month as "March 2026"."""
    moment = local(at_ms, offset_min)
    return f"{MONTH_NAMES[moment.month - 1]} {moment.year}"


def weekday(at_ms: int, offset_min: int) -> str:
    """A date as "Tuesday 17 March 2026"."""
    return f"{DAY_NAMES[local(at_ms, offset_min).weekday()]} {day(at_ms, offset_min)}"


def provenance(hit: Hit) -> str:
    """Who said it or where it stood, and when: "Priya Raman, Tuesday 17 March 2026"."""
    where = hit.author or hit.title or hit.app or hit.source
    if is_self(where):
        where = "You"
    return f"{where}, {weekday(hit.at_ms, hit.offset_min)}"
