"""The words of the calendar in four languages: numbers, months, weekdays, units, seasons."""

import re
import unicodedata
from collections.abc import Mapping


def plain(text: str) -> str:
    """Text without accents and with straight apostrophes, each character in its old place."""
    return "".join(map(_plain_sign, text))


def _plain_sign(sign: str) -> str:
    if sign.isascii():
        return sign
    if sign == "’":
        return "'"
    first = unicodedata.normalize("NFD", sign)[0]
    return first if first.isalpha() else sign


def _and_plain(table: dict[str, int]) -> dict[str, int]:
    """The table with its words also as typed without accents."""
    return table | {plain(word): value for word, value in table.items()}


def _all(value: object, words: str) -> dict[str, str]:
    return dict.fromkeys(words.split(), str(value))


NUMBERS = _and_plain({
    "a": 1, "an": 1, "one": 1, "couple of": 2, "a couple of": 2, "two": 2, "three": 3, "few": 3,
    "a few": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12,
    "ein": 1, "eine": 1, "einem": 1, "einer": 1, "einen": 1, "ein paar": 3, "zwei": 2, "drei": 3,
    "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11,
    "zwölf": 12,
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quelques": 3, "quatre": 4, "cinq": 5, "sept": 7,
    "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12,
    "una": 1, "uno": 1, "dos": 2, "tres": 3, "unos": 3, "unas": 3, "cuatro": 4, "cinco": 5,
    "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "once": 11, "doce": 12,
})  # fmt: skip
# Not the ``calendar`` module's names: those follow the language that the desktop is set to.
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = _and_plain(
    {
        form.lower(): number
        for number, name in enumerate(MONTH_NAMES, 1)
        for form in (name, name[:3])
    }
    | {
        "sept": 9, "januar": 1, "jänner": 1, "februar": 2, "märz": 3, "mai": 5, "juni": 6,
        "juli": 7, "oktober": 10, "okt": 10, "dezember": 12, "dez": 12,
        "janvier": 1, "février": 2, "mars": 3, "avril": 4, "juin": 6, "juillet": 7, "août": 8,
        "septembre": 9, "octobre": 10, "novembre": 11, "décembre": 12,
        "enero": 1, "febrero": 2, "marzo": 3, "abril": 4, "mayo": 5, "junio": 6, "julio": 7,
        "agosto": 8, "septiembre": 9, "setiembre": 9, "octubre": 10, "noviembre": 11,
        "diciembre": 12,
    }
)  # fmt: skip
WEEKDAYS = _and_plain(
    {name.lower(): number for number, name in enumerate(DAY_NAMES)}
    | {
        "montag": 0, "dienstag": 1, "mittwoch": 2, "donnerstag": 3, "freitag": 4, "samstag": 5,
        "sonnabend": 5, "sonntag": 6,
        "lundi": 0, "mardi": 1, "mercredi": 2, "jeudi": 3, "vendredi": 4, "samedi": 5,
        "dimanche": 6,
        "lunes": 0, "martes": 1, "miércoles": 2, "jueves": 3, "viernes": 4, "sábado": 5,
        "domingo": 6,
    }
)  # fmt: skip
UNITS = (
    _all("day", "day days tag tage tagen jour jours dia dias día días")
    | _all("week", "week weeks woche wochen semaine semaines semana semanas")
    | _all("weekend", "weekend weekends wochenende week-end finde")
    | _all("month", "month months monat monate monaten monats mois mes meses")
    | _all(
        "year", "year years jahr jahre jahren an ans annee année années annees año años ano anos"
    )
)
# Hours from the start of a day; the night runs into the next morning.
PARTS: dict[str, tuple[int, int]] = {
    "morning": (5, 12), "noon": (11, 14), "afternoon": (12, 18), "evening": (17, 24),
    "night": (19, 30),
    "morgens": (5, 12), "morgen": (5, 12), "früh": (5, 12), "fruh": (5, 12),
    "vormittag": (8, 12), "vormittags": (8, 12), "mittag": (11, 14), "mittags": (11, 14),
    "nachmittag": (12, 18), "nachmittags": (12, 18), "abend": (17, 24), "abends": (17, 24),
    "nacht": (19, 30), "nachts": (19, 30),
    "matin": (5, 12), "midi": (11, 14), "apres-midi": (12, 18), "après-midi": (12, 18),
    "soir": (17, 24), "soirée": (17, 24), "soiree": (17, 24), "nuit": (19, 30),
    "mañana": (5, 12), "manana": (5, 12), "mediodia": (11, 14), "mediodía": (11, 14),
    "tarde": (12, 20), "noche": (19, 30),
}  # fmt: skip
# The first month of each season; "winter" of a year is the one that ends in it.
SEASONS = _and_plain({
    "spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12, "frühling": 3, "frühjahr": 3,
    "sommer": 6, "herbst": 9, "printemps": 3, "été": 6, "automne": 9, "hiver": 12,
    "primavera": 3, "verano": 6, "otoño": 9, "invierno": 12,
})  # fmt: skip


def one_of(words: Mapping[str, object]) -> str:
    """A pattern for any of these words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


COUNT = rf"\d{{1,3}}|{one_of(NUMBERS)}"


def number(text: str) -> int:
    """The number that digits or a word of ``NUMBERS`` mean."""
    text = text.lower()
    return int(text) if text.isdigit() else NUMBERS[text]
