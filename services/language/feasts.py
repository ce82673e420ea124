"""The feasts that people date things by: Easter and what hangs on it, Christmas, New Year."""

from datetime import date, timedelta

from dateutil.easter import easter

from services.language.calendar_words import plain

# Days from Easter Sunday to the first day, and how many days.
_MOVING = {
    "easter": (-2, 4), "ostern": (-2, 4), "pâques": (-2, 4), "pascua": (-2, 4),
    "semana santa": (-7, 8), "holy week": (-7, 8), "karwoche": (-6, 6),
    "good friday": (-2, 1), "karfreitag": (-2, 1), "vendredi saint": (-2, 1),
    "viernes santo": (-2, 1), "easter sunday": (0, 1), "ostersonntag": (0, 1),
    "easter monday": (1, 1), "ostermontag": (1, 1), "lundi de pâques": (1, 1),
    "carnival": (-52, 6), "karneval": (-52, 6), "fasching": (-52, 6), "carnaval": (-52, 6),
    "mardi gras": (-47, 1), "ash wednesday": (-46, 1), "aschermittwoch": (-46, 1),
    "ascension day": (39, 1), "christi himmelfahrt": (39, 1), "ascension": (39, 1),
    "pentecost": (49, 2), "whitsun": (49, 2), "pfingsten": (49, 2), "pentecôte": (49, 2),
    "pentecostés": (49, 2), "corpus christi": (60, 1), "fronleichnam": (60, 1),
}  # fmt: skip
# Month and day of the first day, and how many days.
_FIXED = {
    "christmas": (12, 24, 3), "xmas": (12, 24, 3), "weihnachten": (12, 24, 3), "noël": (12, 24, 3),
    "navidad": (12, 24, 3), "christmas eve": (12, 24, 1), "heiligabend": (12, 24, 1),
    "nochebuena": (12, 24, 1), "boxing day": (12, 26, 1), "new year's eve": (12, 31, 1),
    "silvester": (12, 31, 1), "nochevieja": (12, 31, 1), "la saint-sylvestre": (12, 31, 1),
    "new year": (1, 1, 1), "new year's": (1, 1, 1), "new year's day": (1, 1, 1),
    "neujahr": (1, 1, 1), "nouvel an": (1, 1, 1), "año nuevo": (1, 1, 1),
    "reyes": (1, 6, 1), "epiphany": (1, 6, 1), "valentine's day": (2, 14, 1),
    "valentinstag": (2, 14, 1), "saint-valentin": (2, 14, 1), "san valentín": (2, 14, 1),
    "may day": (5, 1, 1), "halloween": (10, 31, 1), "all saints": (11, 1, 1),
    "allerheiligen": (11, 1, 1), "la toussaint": (11, 1, 1), "todos los santos": (11, 1, 1),
    "nikolaus": (12, 6, 1),
}  # fmt: skip
MOVING = {plain(name): when for name, when in _MOVING.items()}
FIXED = {plain(name): when for name, when in _FIXED.items()}
FEASTS = (*MOVING, *FIXED)


def feast(name: str, year: int) -> tuple[date, int]:
    """The first day of a feast (one of ``FEASTS``) in a year, and how many days it has.

    Raises ``ValueError`` outside the years 1583 to 4099, for which Easter is defined.
    """
    if name in MOVING:
        shift, days = MOVING[name]
        return easter(year) + timedelta(days=shift), days
    month, day, days = FIXED[name]
    return date(year, month, day), days
