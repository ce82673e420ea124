"""The phrases of time that are understood, and the stretch of local time each means."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.language.calendar_words import (
    COUNT,
    MONTHS,
    UNITS,
    WEEKDAYS,
    number,
    one_of,
)

# Hours from the start of a day; the night runs into the next morning.
PARTS = {
    "morning": (5, 12), "noon": (11, 14), "afternoon": (12, 18), "evening": (17, 24),
    "night": (19, 30), "morgens": (5, 12), "vormittag": (8, 12), "nachmittag": (12, 18),
    "abend": (17, 24), "nacht": (19, 30),
}  # fmt: skip
# The first month of each season; "winter" of a year is the one that ends in it.
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}

_MONTH, _DAY = one_of(MONTHS), one_of(WEEKDAYS)
PART = "|".join(PARTS)
_UNIT, _YEAR = "|".join(sorted(UNITS, key=len, reverse=True)), r"(?:19|20)\d\d"
_LAST = "last|past|previous|letzte[nrs]?|vorige[nrs]?"
_THIS = "this|diese[nrsm]?"
_NEXT = "next|nächste[nrs]?"
_IN = "in|during|im|of|for|through"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of local time."""

    start: datetime
    end: datetime


_Rule = Callable[[re.Match[str], datetime], Span | None]


def _local(year: int, month: int, day: int) -> datetime:
    """Midnight of a day in local time, which is what all of this file counts in."""
    return datetime(year, month, day)  # noqa: DTZ001 - the offset is added at the very end


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _days(first: datetime, count: int = 1) -> Span:
    return Span(first, first + timedelta(days=count))


def _calendar(now: datetime, unit: str, shift: int) -> Span | None:
    """The calendar day, week, weekend, month or year that lies ``shift`` of them from now."""
    today = _midnight(now)
    if unit == "day":
        return _days(today + timedelta(days=shift))
    if unit in {"week", "weekend"}:
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=shift)
        return _days(monday, 7) if unit == "week" else _days(monday + timedelta(days=5), 2)
    if unit == "month":
        return _months(now.year, now.month + shift, 1)
    return _months(now.year + shift, 1, 12)


def _months(year: int, month: int, count: int) -> Span | None:
    """``count`` whole months; ``month`` may lie outside 1 to 12."""
    first, last = year * 12 + month - 1, year * 12 + month - 1 + count
    if not 12 <= first <= last < 9999 * 12:
        return None
    return Span(
        _local(first // 12, first % 12 + 1, 1),
        _local(last // 12, last % 12 + 1, 1),
    )


def _iso(match: re.Match[str], _now: datetime) -> Span | None:
    return _date(int(match["year"]), int(match["month"]), int(match["day"]))


def _date(year: int, month: int, day: int) -> Span | None:
    try:
        return _days(_local(year, month, day))
    except (ValueError, OverflowError):
        return None


def _day_month(match: re.Match[str], now: datetime) -> Span | None:
    number, day = MONTHS[match["month"].lower()], int(match["day"])
    if match["year"]:
        return _date(int(match["year"]), number, day)
    this = _date(now.year, number, day)
    # without a year: the last one that has begun, for memories lie in the past
    return this if this and this.start <= now else _date(now.year - 1, number, day)


def month(match: re.Match[str], now: datetime) -> Span:
    """The month a match names; without a year the last one that has begun."""
    number = MONTHS[match["month"].lower()]
    year = int(match["year"]) if match["year"] else now.year - (number > now.month)
    span = _months(year, number, 1)
    assert span is not None  # noqa: S101 - both are checked by the pattern
    return span


def _part_of_month(match: re.Match[str], now: datetime) -> Span:
    """Early, mid or late: about a third of the month."""
    span = month(match, now)
    third = {"early": 0, "mid": 1, "late": 2}[match["third"].lower()]
    start = span.start + timedelta(days=10 * third)
    return Span(start, span.end if third == 2 else start + timedelta(days=10))


def _season(match: re.Match[str], now: datetime) -> Span | None:
    first = _SEASONS[match["season"].lower()]
    which = (match["which"] or "").lower()
    year = int(match["year"]) if match["year"] else now.year
    year -= first == 12
    span = _months(year, first, 3)
    back = span is not None and span.start > now and not match["year"]
    back = back or (which == "last" and span is not None and span.end > now)
    return _months(year - 1, first, 3) if back else span


def _whole_year(match: re.Match[str], _now: datetime) -> Span | None:
    return _months(int(match["year"]), 1, 12)


def _named_day(match: re.Match[str], now: datetime) -> Span:
    word = re.sub(r"\s+", " ", match["day"].lower())
    today = _midnight(now)
    if word in {"tonight", "last night"}:
        first = today - timedelta(days=word == "last night")
        return Span(first + timedelta(hours=19), first + timedelta(hours=30))
    back = {"yesterday": 1, "gestern": 1, "day before yesterday": 2, "vorgestern": 2}.get(word, 0)
    return _days(today - timedelta(days=back))


def _this_part(match: re.Match[str], now: datetime) -> Span:
    first, last = PARTS[match["part"].lower()]
    today = _midnight(now)
    return Span(today + timedelta(hours=first), today + timedelta(hours=last))


def _ago(match: re.Match[str], now: datetime) -> Span | None:
    count, unit = number(match["count"]), UNITS[match["unit"].lower()]
    if unit == "week":  # "two weeks ago" is a day about then, give or take half a week
        middle = _midnight(now) - timedelta(weeks=count)
        return _days(middle - timedelta(days=3), 7)
    return _calendar(now, unit, -count)


def _recent(match: re.Match[str], now: datetime) -> Span | None:
    """Read "the last three days": up to now."""
    count, unit = number(match["count"]), UNITS[match["unit"].lower()]
    days = {"day": 1, "week": 7, "weekend": 7, "month": 30, "year": 365}[unit] * count
    return Span(_midnight(now) - timedelta(days=days), now)


def _shift(which: str) -> int:
    which = which.lower()
    return -1 if re.fullmatch(_LAST, which) else 1 if re.fullmatch(_NEXT, which) else 0


def _which_unit(match: re.Match[str], now: datetime) -> Span | None:
    shift, unit = _shift(match["which"]), UNITS[match["unit"].lower()]
    return _calendar(now, unit, shift)


def _weekday(match: re.Match[str], now: datetime) -> Span:
    """The latest such day; "last" leaves out today, "next" looks ahead."""
    today = _midnight(now)
    back = (today.weekday() - WEEKDAYS[match["weekday"].lower()]) % 7
    shift = _shift(match["which"] or "")
    if shift == 1:
        return _days(today + timedelta(days=7 - back))
    return _days(today - timedelta(days=7 if shift == -1 and back == 0 else back))


def _rule(pattern: str, rule: _Rule, *, relative: bool) -> tuple[re.Pattern[str], _Rule, bool]:
    return re.compile(pattern, re.IGNORECASE), rule, relative


BARE_MONTH = re.compile(rf"(?P<month>{_MONTH})\b(?:,?\s+(?P<year>{_YEAR}))?", re.IGNORECASE)
# In this order: a longer phrase before the shorter ones that lie inside it.
RULES: tuple[tuple[re.Pattern[str], _Rule, bool], ...] = (
    _rule(r"\b(?:on\s+)?(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b", _iso, relative=False),
    _rule(r"\b(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})\b", _iso, relative=False),
    _rule(
        rf"\b(?:on\s+|am\s+)?(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?(?P<month>{_MONTH})\b"
        rf"\.?(?:,?\s+(?P<year>{_YEAR}))?",
        _day_month,
        relative=False,
    ),
    _rule(
        rf"\b(?:on\s+)?(?P<month>{_MONTH})\.?\s+(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<year>{_YEAR}))?",
        _day_month,
        relative=False,
    ),
    _rule(
        rf"\b(?:in\s+)?(?P<third>early|mid|late)[\s-]+(?P<month>{_MONTH})\b(?:,?\s+(?P<year>{_YEAR}))?",
        _part_of_month,
        relative=False,
    ),
    _rule(
        rf"\b(?:(?:{_IN}|{_LAST}|{_THIS}|since|seit|before|after|until|till|by)\s+)(?P<month>{_MONTH})\b"
        rf"(?!['’])(?:,?\s+(?:of\s+)?(?P<year>{_YEAR}))?",
        month,
        relative=False,
    ),
    _rule(rf"\b(?P<month>{_MONTH})\b,?\s+(?P<year>{_YEAR})\b", month, relative=False),
    _rule(
        r"\b(?:(?:in|during)\s+(?:the\s+)?|(?P<which>last|this)\s+)"
        rf"(?P<season>{'|'.join(_SEASONS)})\b(?:\s+(?:of\s+)?(?P<year>{_YEAR}))?",
        _season,
        relative=False,
    ),
    _rule(
        r"\b(?:the\s+)?(?P<day>day\s+before\s+yesterday|last\s+night|tonight|today|yesterday"
        r"|vorgestern|gestern|heute)\b",
        _named_day,
        relative=True,
    ),
    _rule(rf"\b(?:{_THIS})\s+(?P<part>{PART})\b", _this_part, relative=True),
    _rule(rf"\b(?:about\s+)?(?P<count>{COUNT})\s+(?P<unit>{_UNIT})\s+ago\b", _ago, relative=True),
    _rule(rf"\bvor\s+(?P<count>{COUNT})\s+(?P<unit>{_UNIT})\b", _ago, relative=True),
    _rule(
        rf"\b(?:(?:in|over|during|within)\s+)?(?:the\s+)?(?:{_LAST})\s+(?P<count>{COUNT})\s+(?P<unit>{_UNIT})\b",
        _recent,
        relative=True,
    ),
    _rule(
        rf"\b(?:(?:in|over|during|on|at)\s+)?(?:the\s+)?(?P<which>{_LAST}|{_THIS}|{_NEXT})\s+(?P<unit>{_UNIT})\b",
        _which_unit,
        relative=True,
    ),
    _rule(
        rf"\b(?:(?:on|am)\s+)?(?:(?P<which>{_LAST}|{_THIS}|{_NEXT})\s+)?(?P<weekday>{_DAY})\b(?!s\b)",
        _weekday,
        relative=True,
    ),
    _rule(
        rf"\b(?:in|during|of|since|before|after)\s+(?P<year>{_YEAR})\b", _whole_year, relative=False
    ),
)
