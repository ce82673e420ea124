"""What kind of answer a question asks for, a time or a number, and whether a text holds one.

"When is the audit?" is answered by a sentence with a date in it, however alike another is. Reads
English, German, French and Spanish.
"""

import re
from collections.abc import Callable
from enum import StrEnum

from services.language.calendar_words import MONTHS, NUMBERS, UNITS, WEEKDAYS, one_of


class AnswerKind(StrEnum):
    """What a question asks for."""

    TIME = "time"
    NUMBER = "number"


# A question begins a text or a clause: "what did she say when I called" asks for no time.
_BEGINS = r"(?:^|[:;,.?!(]|\b(?:and|und|et|y)\b)\s*[¿\"']?"
_BEFORE = (
    r"(?:(?:at|by|until|till|since|from|on|in|um|bis|seit|ab|an|a|à|jusqu'[aà]|depuis|des|dès"
    r"|desde|hasta|en|under|unter|sous|bajo|for|f[uü]r|pour|por)\s+)?"
)
_ASKS_TIME = re.compile(
    rf"{_BEGINS}{_BEFORE}(?:when|wann|quand|cu[aá]ndo"
    r"|(?:what|which)\s+(?:date|day|time|year|month|week|hour)|what\s+is\s+the\s+last\s+day"
    r"|how\s+long|welche[mnrs]?\s+(?:tag|datum|jahr|monat|uhrzeit|woche)|wie\s+(?:lange|sp[aä]t)"
    r"|wie\s*viel\s+uhr|quel(?:le)?\s+(?:jour|date|heure|ann[eé]e|mois|semaine)"
    r"|combien\s+de\s+temps|qu[eé]\s+(?:d[ií]a|fecha|hora|a[nñ]o|mes|semana)"
    r"|cu[aá]nto\s+tiempo)\b",
    re.IGNORECASE,
)
_ASKS_NUMBER = re.compile(
    rf"{_BEGINS}{_BEFORE}(?:how\s+(?:many|much|often|old|expensive|far|tall|high|big|heavy|large)"
    r"|(?:what|which)\s+(?:\w+\s+)?(?:price|amount|number|share|percentage|score|code|total|age)"
    r"|what\s+(?:\w+\s+){1,6}cost|wie\s*viele?|wie\s+(?:oft|alt|teuer|hoch|weit|gro(?:ß|ss))"
    r"|was\s+kostet|welche[mnrs]?\s+(?:preis|betrag|nummer|anteil|anzahl|summe)"
    r"|combien|quel(?:le)?\s+(?:[aâ]ge|prix|montant|nombre|num[eé]ro|part|somme)"
    r"|cu[aá]nt[oa]s?|qu[eé]\s+(?:precio|edad|n[uú]mero|cantidad|importe))\b",
    re.IGNORECASE,
)
# Shorter ones ("sun", "mar", "mai") are other words too; with a number beside them they count.
_LONG = 5
_DAY_NAMES = """
    yesterday tomorrow tonight today gestern heute morgen vorgestern hier demain aujourd ayer hoy
    mañana anoche
"""
_DAY_WORDS = frozenset(
    (*(word for word in (*MONTHS, *WEEKDAYS) if len(word) >= _LONG), *_DAY_NAMES.split())
)
_UNIT = rf"(?:{one_of(UNITS)}|hours?|minutes?|stunden?|minuten?|heures?|horas?|minutos?)"
_DIGITS = re.compile(r"\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MAKES_TIME = re.compile(
    rf":\d\d|\.?\s+(?:of\s+|de\s+)?(?:{one_of(MONTHS)})\b|\s+{_UNIT}\b", re.IGNORECASE
)
# Looked for first: the pattern is slow, and most texts hold none of them.
_NEARBY_TEXT = "last next this past letzte nächste nachste diese cet este esta ago derni pasad"
_NEARBY = tuple(_NEARBY_TEXT.split())
_RELATIVE = re.compile(
    rf"\b(?:last|next|this|past|letzte[nrsm]?|n[aä]chste[nrsm]?|diese[nrsm]?|cet|cette|este|esta)"
    rf"\s+{_UNIT}\b|\b{_UNIT}\s+(?:ago|derni[eè]re?|pasad[oa])\b"
)
_MORE_NUMBERS = """
    twenty thirty forty fifty hundred thousand half twice zwanzig hundert tausend vingt cent mille
    veinte cien mil
"""
_NUMBER_WORDS = frozenset(
    (*(word for word, value in NUMBERS.items() if value > 1), *_MORE_NUMBERS.split())
)
_WORD = re.compile(r"[^\W\d_]+")


def asked_kind(question: str) -> AnswerKind | None:
    """The kind of answer that a question asks for; None where it is another, or cannot be told."""
    if _ASKS_TIME.search(question):
        return AnswerKind.TIME
    return AnswerKind.NUMBER if _ASKS_NUMBER.search(question) else None


def tells(kind: AnswerKind, text: str) -> bool:
    """Whether a text holds something of a kind."""
    return _TELLS[kind](text.lower())


def _tells_time(text: str) -> bool:
    for digits in _DIGITS.finditer(text):
        if _YEAR.fullmatch(digits.group()) or _MAKES_TIME.match(text, digits.end()):
            return True
    if any(word in text for word in _NEARBY) and _RELATIVE.search(text):
        return True
    return not _DAY_WORDS.isdisjoint(_WORD.findall(text))


def _tells_number(text: str) -> bool:
    return bool(_DIGITS.search(text)) or not _NUMBER_WORDS.isdisjoint(_WORD.findall(text))


_TELLS: dict[AnswerKind, Callable[[str], bool]] = {
    AnswerKind.TIME: _tells_time,
    AnswerKind.NUMBER: _tells_number,
}
