"""The phrases of time that are understood, and the stretch of local time each means.

Patterns are matched against text without accents (``plain``), in four languages at once: words of
one that mean something else in another ("an", "mars", "once") count only in their phrase.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.language.calendar_words import (
    MONTHS,
    NUMBERS,
    PARTS,
    SEASONS,
    UNITS,
    WEEKDAYS,
    number,
    one_of,
    plain,
)
from services.language.feasts import FEASTS, feast
from services.language.time_spans import (
    Span,
    calendar_span,
    date_span,
    days,
    local,
    midnight,
    months,
)

__all__ = ["BARE_MONTH", "PART", "PART_OF_DAY", "RULES", "Rule", "Span", "month"]

_MONTH, _DAY, _UNIT = one_of(MONTHS), one_of(WEEKDAYS), one_of(UNITS)
_SEASON = one_of(SEASONS)
_FEAST = one_of(dict.fromkeys(FEASTS))
_YEAR = r"(?:19|20)\d\d"
_OF = r"(?:\s+(?:of|de|del))?"  # "marzo de 2025", "March of 2025"
# "afternoon", "por la tarde", "l'apres-midi", "am Abend", "in the morning"
PART = one_of(PARTS)
PART_OF_DAY = (
    r"(?:(?:at|in|in\s+the|am|in\s+der|por\s+la|de\s+la|en\s+la|al|a\s+la|dans(?:\s+la)?|a)\s+)?"
    rf"(?:l')?(?P<part>{PART})"
)
_LAST = r"last|past|previous|letzte[nrsm]?|vorige[nrsm]?|vergangene[nrsm]?|pasad[oa]|ultim[oa]"
_THIS = r"this|current|diese[nrsm]?|cet|cette|ce|este|esta"
_NEXT = r"next|coming|nachste[nrsm]?|kommende[nrsm]?|proxim[oa]"
_LAST_BEHIND = r"dernier|derniere|passee?|pasad[oa]|ultim[oa]"
_NEXT_BEHIND = r"prochaine?|proxim[oa]|que\s+viene"
_IN = (
    r"in|during|im|of|for|through|en|au\s+mois\s+de|au\s+mois\s+d'|en\s+el\s+mes\s+de"
    r"|pendant|durante"
)
_SIDES = (
    r"since|seit|before|after|until|till|by|depuis|desde|avant|antes\s+de|apres|despues\s+de"
    r"|jusqu'en|jusqu'a|hasta|vor|nach|bis"
)

_Rule = Callable[[re.Match[str], datetime], Span | None]


def _iso(match: re.Match[str], _now: datetime) -> Span | None:
    return date_span(int(match["year"]), int(match["month"]), int(match["day"]))


def _day_month(match: re.Match[str], now: datetime) -> Span | None:
    number, day = MONTHS[match["month"].lower()], int(match["day"])
    if match["year"]:
        return date_span(int(match["year"]), number, day)
    this = date_span(now.year, number, day)
    # without a year: the last one that has begun, for memories lie in the past
    return this if this and this.start <= now else date_span(now.year - 1, number, day)


def month(match: re.Match[str], now: datetime) -> Span:
    """The month a match names; without a year the last one that has begun."""
    number = MONTHS[match["month"].lower()]
    year = int(match["year"]) if match["year"] else now.year - (number > now.month)
    span = months(year, number, 1)
    assert span is not None  # noqa: S101 - both are checked by the pattern
    return span


_THIRDS = {
    "early": 0, "anfang": 0, "debut": 0, "principios de": 0, "mid": 1, "mitte": 1, "mi": 1,
    "mediados de": 1, "late": 2, "ende": 2, "fin": 2, "finales de": 2,
}  # fmt: skip


def _part_of_month(match: re.Match[str], now: datetime) -> Span:
    """Early, mid or late: about a third of the month."""
    span = month(match, now)
    third = _THIRDS[re.sub(r"\s+", " ", match["third"].lower())]
    start = span.start + timedelta(days=10 * third)
    return Span(start, span.end if third == 2 else start + timedelta(days=10))


def _season(match: re.Match[str], now: datetime) -> Span | None:
    first = SEASONS[match["season"].lower()]
    year = int(match["year"]) if match["year"] else now.year
    year -= first == 12
    span = months(year, first, 3)
    back = span is not None and span.start > now and not match["year"]
    back = back or (_shift_of(match) == -1 and span is not None and span.end > now)
    return months(year - 1, first, 3) if back else span


def _whole_year(match: re.Match[str], _now: datetime) -> Span | None:
    return months(int(match["year"]), 1, 12)


_BACK = {
    "yesterday": 1, "gestern": 1, "hier": 1, "ayer": 1, "day before yesterday": 2,
    "vorgestern": 2, "avant-hier": 2, "anteayer": 2, "antier": 2,
}  # fmt: skip
_NIGHTS = {"tonight": 0, "cette nuit": 0, "heute nacht": 0, "esta noche": 0,
           "last night": 1, "anoche": 1}  # fmt: skip


# "hier" is yesterday in French and "here" in German.
_FRENCH = re.compile(
    r"\bhier\s+(?:matin|midi|soir|apres)|\b(?:que|quoi|qui|quel|quelle|je|le|la|les|du|des|est|mon|ma|mes|et)\b"
    r"|\b(?:j|l|d|qu|c|n)'",
    re.IGNORECASE,
)


def _named_day(match: re.Match[str], now: datetime) -> Span | None:
    word = re.sub(r"\s+", " ", match["day"].lower())
    if word == "hier" and match.string.lower() != "hier" and not _FRENCH.search(match.string):
        return None
    today = midnight(now)
    if word in _NIGHTS:
        first = today - timedelta(days=_NIGHTS[word])
        return Span(first + timedelta(hours=19), first + timedelta(hours=30))
    return days(today - timedelta(days=_BACK.get(word, 0)))


def _this_part(match: re.Match[str], now: datetime) -> Span:
    first, last = PARTS[match["part"].lower()]
    today = midnight(now)
    return Span(today + timedelta(hours=first), today + timedelta(hours=last))


def _ago(match: re.Match[str], now: datetime) -> Span | None:
    count, unit = number(match["count"]), UNITS[match["unit"].lower()]
    if unit == "week":  # "two weeks ago" is a day about then, give or take half a week
        middle = midnight(now) - timedelta(weeks=count)
        return days(middle - timedelta(days=3), 7)
    return calendar_span(now, unit, -count)


def _recent(match: re.Match[str], now: datetime) -> Span | None:
    """Read "the last three days": up to now."""
    count, unit = number(match["count"]), UNITS[match["unit"].lower()]
    each = {"day": 1, "week": 7, "weekend": 7, "month": 30, "year": 365}[unit] * count
    return Span(midnight(now) - timedelta(days=each), now)


def _shift_of(match: re.Match[str]) -> int:
    """-1 for "last", 1 for "next", whether it stands before or behind."""
    found = match.groupdict()
    which = found.get("which") or found.get("behind") or ""
    if re.fullmatch(rf"{_LAST}|{_LAST_BEHIND}", which, re.IGNORECASE):
        return -1
    return 1 if re.fullmatch(rf"{_NEXT}|{_NEXT_BEHIND}", which, re.IGNORECASE) else 0


def _which_unit(match: re.Match[str], now: datetime) -> Span | None:
    unit, shift = UNITS[match["unit"].lower()], _shift_of(match)
    if unit == "day" and shift:
        return None  # "the last day for" is no yesterday
    return calendar_span(now, unit, shift)


def _weekday(match: re.Match[str], now: datetime) -> Span:
    """The latest such day; "last" leaves out today, "next" looks ahead."""
    today, shift = midnight(now), _shift_of(match)
    back = (today.weekday() - WEEKDAYS[match["weekday"].lower()]) % 7
    if shift == 1:
        return days(today + timedelta(days=7 - back))
    return days(today - timedelta(days=7 if shift == -1 and back == 0 else back))


def _feast(match: re.Match[str], now: datetime) -> Span | None:
    """The feast of a year; without one the last that has begun."""
    name = re.sub(r"\s+", " ", match["feast"].lower())
    years = [int(match["year"])] if match["year"] else [now.year, now.year - 1]
    for year in years:
        try:
            first, count = feast(name, year)
        except ValueError:
            return None
        span = days(local(first.year, first.month, first.day), count)
        if match["year"] or span.start <= now:
            return span
    return None


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, what it means, and whether it says nothing of the words of what is sought."""

    pattern: re.Pattern[str]
    read: _Rule
    relative: bool


def _rule(pattern: str, read: _Rule, *, relative: bool) -> Rule:
    return Rule(re.compile(pattern, re.IGNORECASE), read, relative)


_SMALL = rf"\d{{1,3}}|{one_of(dict.fromkeys(plain(word) for word in NUMBERS))}"
BARE_MONTH = re.compile(rf"(?P<month>{_MONTH})\b(?:,?{_OF}\s+(?P<year>{_YEAR}))?", re.IGNORECASE)
_WITHIN = (
    r"\b(?:(?:in|over|during|within|en|dans|au\s+cours\s+des)\s+)?"
    r"(?:(?:the|den|die|les|los|las|ces)\s+)?"
)
_ON = r"(?:on|am|le|el|du|del)\s+"
# In this order: a longer phrase before the shorter ones that lie inside it.
RULES: tuple[Rule, ...] = (
    _rule(r"\b(?:on\s+)?(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b", _iso, relative=False),
    _rule(r"\b(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4})\b", _iso, relative=False),
    _rule(
        rf"\b(?:{_ON})?(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.)?\s+(?:of\s+|de\s+)?"
        rf"(?P<month>{_MONTH})\b\.?(?:,?{_OF}\s+(?P<year>{_YEAR}))?",
        _day_month,
        relative=False,
    ),
    _rule(
        rf"\b(?:on\s+)?(?P<month>{_MONTH})\.?\s+(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<year>{_YEAR}))?",
        _day_month,
        relative=False,
    ),
    _rule(
        rf"\b(?:(?:in|en|a)\s+)?(?P<third>early|mid|late|anfang|mitte|ende|debut|mi|fin"
        rf"|principios\s+de|mediados\s+de|finales\s+de)[\s-]+(?P<month>{_MONTH})\b"
        rf"(?:,?{_OF}\s+(?P<year>{_YEAR}))?",
        _part_of_month,
        relative=False,
    ),
    _rule(
        rf"\b(?:(?:{_IN}|{_LAST}|{_THIS}|{_SIDES})\s+)(?P<month>{_MONTH})\b"
        rf"(?!')(?:,?{_OF}\s+(?P<year>{_YEAR}))?",
        month,
        relative=False,
    ),
    _rule(rf"\b(?P<month>{_MONTH})\b,?{_OF}\s+(?P<year>{_YEAR})\b", month, relative=False),
    _rule(
        rf"\b(?:(?:at|over|on|an|zu|uber|a|en|de|last|letzte[sn]?|{_SIDES})\s+)?(?:the\s+|la\s+|las\s+|l')?"
        rf"(?<![\w-])(?P<feast>{_FEAST})(?![\w-])(?:\s+(?:dernier|pasad[oa]))?"
        rf"(?:,?{_OF}\s+(?P<year>{_YEAR}))?",
        _feast,
        relative=False,
    ),
    _rule(
        rf"\b(?:(?:in|during|im|en|au|durante)\s+(?:the\s+|el\s+|la\s+|l')?|(?P<which>{_LAST}|{_THIS})\s+"
        rf"|(?:el|la)\s+|l')(?P<season>{_SEASON})\b(?:\s+(?P<behind>{_LAST_BEHIND})\b)?"
        rf"(?:{_OF}\s+(?P<year>{_YEAR}))?",
        _season,
        relative=False,
    ),
    _rule(
        r"\b(?:the\s+)?(?P<day>day\s+before\s+yesterday|last\s+night|tonight|today|yesterday"
        r"|vorgestern|gestern|heute\s+nacht|heute|avant-hier|aujourd'hui|cette\s+nuit|hier"
        r"|anteayer|antier|anoche|esta\s+noche|ayer|hoy)(?![\w-])",
        _named_day,
        relative=True,
    ),
    _rule(rf"\b(?:{_THIS})\s+(?:l')?(?P<part>{PART})\b", _this_part, relative=True),
    _rule(rf"\b(?:about\s+)?(?P<count>{_SMALL})\s+(?P<unit>{_UNIT})\s+ago\b", _ago, relative=True),
    _rule(
        rf"\b(?:vor|il\s+y\s+a|hace)\s+(?:etwa\s+|environ\s+|unos\s+|unas\s+)?"
        rf"(?P<count>{_SMALL})\s+(?P<unit>{_UNIT})(?!\s+(?:vor|nach|avant|apres|antes|despues)\b)\b",
        _ago,
        relative=True,
    ),
    _rule(
        rf"{_WITHIN}(?:{_LAST}|ultim[oa]s|pasad[oa]s)\s+(?P<count>{_SMALL})\s+(?P<unit>{_UNIT})\b",
        _recent,
        relative=True,
    ),
    _rule(
        rf"{_WITHIN}(?P<count>{_SMALL})\s+(?:dernier|derniere|ultimo|ultima)s\s+(?P<unit>{_UNIT})\b",
        _recent,
        relative=True,
    ),
    _rule(
        rf"\b(?:(?:in|over|during|on|at|am|im|en)\s+)?(?:(?:the|der|dem|la|el)\s+)?(?P<which>{_LAST}|{_THIS}|{_NEXT})\s+(?P<unit>{_UNIT})\b",
        _which_unit,
        relative=True,
    ),
    _rule(
        rf"\b(?:(?:en|pendant|durante)\s+)?(?:(?:la|le|el)\s+|l')(?P<unit>{_UNIT})\s+(?P<behind>{_LAST_BEHIND}|{_NEXT_BEHIND})\b",
        _which_unit,
        relative=True,
    ),
    _rule(
        rf"\b(?:(?:on|am|le|el)\s+)?(?:(?P<which>{_LAST}|{_THIS}|{_NEXT})\s+)?(?P<weekday>{_DAY})(?!s\b)"
        rf"(?:\b|(?={PART}))(?:\s+(?P<behind>{_LAST_BEHIND}|{_NEXT_BEHIND})\b)?",
        _weekday,
        relative=True,
    ),
    _rule(
        rf"\b(?:in|during|of|im\s+jahr|en|{_SIDES})\s+(?P<year>{_YEAR})\b",
        _whole_year,
        relative=False,
    ),
)
