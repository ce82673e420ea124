"""The words of the calendar: numbers, months, weekdays and units, in English and German."""

import calendar
import re
from collections.abc import Mapping

NUMBERS = {
    "a": 1, "an": 1, "one": 1, "couple of": 2, "a couple of": 2, "two": 2, "three": 3, "few": 3,
    "a few": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "einem": 1, "einer": 1, "zwei": 2, "drei": 3, "vier": 4,
}  # fmt: skip
MONTHS = {
    name.lower(): number
    for number in range(1, 13)
    for name in (calendar.month_name[number], calendar.month_abbr[number])
} | {
    "sept": 9, "januar": 1, "februar": 2, "märz": 3, "mai": 5, "juni": 6, "juli": 7,
    "oktober": 10, "okt": 10, "dezember": 12, "dez": 12,
}  # fmt: skip
WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)} | {
    "montag": 0, "dienstag": 1, "mittwoch": 2, "donnerstag": 3, "freitag": 4, "samstag": 5,
    "sonntag": 6,
}  # fmt: skip
UNITS = {
    "day": "day", "days": "day", "tag": "day", "tagen": "day", "week": "week", "weeks": "week",
    "woche": "week", "wochen": "week", "weekend": "weekend", "wochenende": "weekend",
    "month": "month", "months": "month", "monat": "month", "monaten": "month", "year": "year",
    "years": "year", "jahr": "year", "jahren": "year",
}  # fmt: skip


def one_of(words: Mapping[str, object]) -> str:
    """A pattern for any of these words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


COUNT = rf"\d{{1,3}}|{one_of(NUMBERS)}"


def number(text: str) -> int:
    """The number that digits or a word of ``NUMBERS`` mean."""
    text = text.lower()
    return int(text) if text.isdigit() else NUMBERS[text]
