"""Dates that the engine wrote into its words, in the window's language.

The engine writes "Tuesday 17 March 2026", "March 2026", "2 March 2026 to 8 March 2026".
"""

import re

from ui.words import DAYS, MONTHS, tr

DATE = rf"(?:(?:{'|'.join(DAYS)}) )?(?:\d{{1,2}} )?(?:{'|'.join(MONTHS)}) \d{{4}}"
LABEL = re.compile(
    rf"(?P<until>until )?(?P<first>{DATE}|\d{{4}})"
    rf"(?: to (?P<last>{DATE})|, (?P<from>\d\d:\d\d) to (?P<to>\d\d:\d\d))?"
)


def date_words(date: str) -> str:
    """A day or a month, such as "Dienstag, 17. März 2026"."""
    *before, month, year = date.split()
    told = tr(month)
    if len(before) == 2:
        told = tr("{weekday}, {day} {month}").format(
            weekday=tr(before[0]), day=before[1], month=told
        )
    elif before:
        told = tr("{day} {month}").format(day=before[0], month=told)
    return f"{told} {year}"


def span_words(label: str) -> str:
    """A stretch of time; what is none stays as it is."""
    found = LABEL.fullmatch(label)
    if found is None:
        return label
    first = found["first"] if found["first"].isdigit() else date_words(found["first"])
    if found["last"]:
        return tr("{first} to {last}").format(first=first, last=date_words(found["last"]))
    told = tr("until {day}").format(day=first) if found["until"] else first
    return f"{told}, {found['from']}–{found['to']}" if found["from"] else told
