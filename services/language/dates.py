"""Turns the time words inside a remembered sentence into instants: "since Monday", "by 3 May"."""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from services.language.calendar_words import COUNT, WEEKDAYS, number, one_of
from services.language.calendar_words import MONTHS as MONTH_NUMBERS
from services.language.lexicon import MONTHS

_DAY = one_of(WEEKDAYS)
_WHEN = re.compile(
    rf"""\b(?:
      (?P<iso>\d{{4}}-\d\d-\d\d)
    | (?P<dotted>\d{{1,2}}\.\d{{1,2}}\.\d{{4}})
    | (?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s(?:of\s)?(?P<month>{MONTHS})\b\.?
        (?:,?\s(?P<year>\d{{4}}))?
    | (?P<month2>{MONTHS})\b\.?\s(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)
        (?:,?\s(?P<year2>\d{{4}}))?
    | (?P<ago>{COUNT})\s(?P<ago_unit>day|week|month|year)s?\sago
    | (?P<month3>{MONTHS})\b(?:\s(?P<year3>\d{{4}}))?
    | (?P<named>the\sday\safter\stomorrow|today|tonight|yesterday|tomorrow|heute|gestern|morgen
        |end\sof\s(?:the\s)?(?:day|week|month|year))
    | (?P<which>last|next|this|nächste[nr]?|letzte[nr]?)
        \s(?P<unit>week|month|year|weekend|woche|monat|jahr|{_DAY})
    | in\s(?P<ahead>{COUNT})\s(?P<ahead_unit>day|week|month|year)s?
    | (?P<weekday>{_DAY})
    | (?P<bare_year>(?:19|20)\d\d)(?!\d)
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
# "may" and "march" are also verbs: alone they count only after a preposition or with a year.
_BEFORE_MONTH = re.compile(
    r"\b(?:in|since|from|until|till|by|of|as of|starting|seit|im|ab)\s+$", re.I
)


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """A time said in words: where it stands in the text and the instant it begins."""

    start: int
    end: int
    at_ms: int


def time_phrases(
    text: str, said_ms: int, offset_min: int, *, ahead: bool = False
) -> list[TimePhrase]:
    """All time words of a text as local midnights in UTC milliseconds, seen from when it was said.

    ``ahead`` reads what is open ("Friday", "3 May") as the next one, otherwise as the last one.
    """
    shift = timedelta(minutes=offset_min)
    said = datetime.fromtimestamp(said_ms / 1000, UTC) + shift
    base = said.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=UTC)
    found: list[TimePhrase] = []
    for match in _WHEN.finditer(text):
        if (
            match["month3"]
            and not match["year3"]
            and not _BEFORE_MONTH.search(text[: match.start()])
        ):
            continue
        if match["bare_year"] and not _BEFORE_MONTH.search(text[: match.start()]):
            continue
        day = _resolve(match, base, ahead=ahead)
        if day is not None:
            at_ms = int((day - shift).timestamp() * 1000)
            found.append(TimePhrase(match.start(), match.end(), at_ms))
    return found


def _resolve(match: re.Match[str], base: datetime, *, ahead: bool) -> datetime | None:
    try:
        if match["iso"]:
            return datetime.fromisoformat(match["iso"]).replace(tzinfo=UTC)
        if match["dotted"]:
            day, month, year = match["dotted"].split(".")
            return datetime(int(year), int(month), int(day), tzinfo=UTC)
        if match["bare_year"]:
            return datetime(int(match["bare_year"]), 1, 1, tzinfo=UTC)
        month_name = match["month"] or match["month2"] or match["month3"]
        if month_name:
            return _calendar_day(match, month_name, base, ahead=ahead)
    except ValueError:  # "31 April" names no day
        return None
    return _relative(match, base, ahead=ahead)


def _calendar_day(
    match: re.Match[str], month_name: str, base: datetime, *, ahead: bool
) -> datetime:
    month = (
        MONTH_NUMBERS.get(month_name.lower().rstrip(".")) or MONTH_NUMBERS[month_name[:3].lower()]
    )
    day = int(match["day"] or match["day2"] or 1)
    year_text = match["year"] or match["year2"] or match["year3"]
    if year_text:
        return datetime(int(year_text), month, day, tzinfo=UTC)
    moment = datetime(base.year, month, day, tzinfo=UTC)
    if ahead and moment < base:
        return moment.replace(year=base.year + 1)
    if not ahead and moment > base + timedelta(days=180):
        return moment.replace(year=base.year - 1)
    return moment


def _relative(match: re.Match[str], base: datetime, *, ahead: bool) -> datetime:
    if match["named"]:
        return _named(match["named"].lower(), base)
    if match["ago"]:
        return _shift(base, -number(match["ago"]), match["ago_unit"])
    if match["ahead"]:
        return _shift(base, number(match["ahead"]), match["ahead_unit"])
    if match["unit"]:
        return _which(match["which"].lower(), match["unit"].lower(), base)
    return _weekday(WEEKDAYS[match["weekday"].lower()], base, ahead=ahead)


def _named(name: str, base: datetime) -> datetime:
    if name.startswith("end of"):
        unit = name.rsplit(" ", maxsplit=1)[-1]
        if unit == "week":
            return base + timedelta(days=(4 - base.weekday()) % 7)
        if unit == "day":
            return base
        following = _shift(base.replace(day=1, month=1 if unit == "year" else base.month), 1, unit)
        return following - timedelta(days=1)
    days = {"yesterday": -1, "gestern": -1, "tomorrow": 1, "morgen": 1, "the day after tomorrow": 2}
    return base + timedelta(days=days.get(name, 0))


def _which(which: str, unit: str, base: datetime) -> datetime:
    step = (
        -1 if which.startswith(("last", "letzt")) else 1 if which.startswith(("next", "n")) else 0
    )
    unit = {"woche": "week", "monat": "month", "jahr": "year", "weekend": "week"}.get(unit, unit)
    if unit in WEEKDAYS:
        day = _weekday(WEEKDAYS[unit], base, ahead=step >= 0)
        return day + timedelta(days=7) if step > 0 and day - base < timedelta(days=1) else day
    if unit == "week":
        monday = base - timedelta(days=base.weekday())
        return monday + timedelta(days=7 * step)
    first = base.replace(day=1) if unit == "month" else base.replace(day=1, month=1)
    return _shift(first, step, unit)


def _weekday(weekday: int, base: datetime, *, ahead: bool) -> datetime:
    if ahead:
        return base + timedelta(days=(weekday - base.weekday()) % 7)
    return base - timedelta(days=(base.weekday() - weekday) % 7)


def _shift(base: datetime, count: int, unit: str) -> datetime:
    unit = unit.lower()
    if unit in ("day", "week"):
        return base + timedelta(days=count * (7 if unit == "week" else 1))
    months = base.year * 12 + base.month - 1 + count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return base.replace(year=year, month=month + 1, day=min(base.day, last))
