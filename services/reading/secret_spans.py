"""Where in a text a secret stands, by which rule, and what look-alike characters stand for."""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from services.said import said

MASK = "█"
BARRIER = "\f"
"""A line of its own between parts of a text that are apart; no rule reaches over it."""

# The rules as the ledger shows them to a person.
CARD = said("card")
ACCOUNT = said("bank account")
NATIONAL_ID = said("national id")
PRIVATE_KEY = said("private key")
KEY = said("key or token")
PASSWORD = said("password")
SECRET = said("secret beside a label")
PIN = said("PIN or security code")
ONE_TIME_CODE = said("one-time code")
VARIABLE = said("environment variable")


class Span(NamedTuple):
    """Characters ``start`` to ``end`` (outside) of a text, and the rule that found them."""

    start: int
    end: int
    rule: str


# What OCR takes for a digit and the other way round; only ever used to recognise, never to rewrite.
DIGIT_LIKE = str.maketrans(
    {"O": "0", "o": "0", "Q": "0", "D": "0", "l": "1", "I": "1", "i": "1", "|": "1",
     "S": "5", "s": "5", "B": "8", "Z": "2", "z": "2", "G": "6"}
)  # fmt: skip
DIGIT_CLASS = "0-9OoQDlIi|SsBZzG"
_DIGITS = frozenset("0123456789")


def as_digits(text: str) -> str:
    """The digits of ``text``, look-alikes included, everything else left out."""
    return "".join(ch for ch in text.translate(DIGIT_LIKE) if ch in _DIGITS)


def count_digits(text: str) -> int:
    """How many true digits there are."""
    return sum(ch in _DIGITS for ch in text)


def has_digit(text: str) -> bool:
    """Whether there is any true digit."""
    return not _DIGITS.isdisjoint(text)


def mask(text: str, spans: Sequence[Span]) -> str:
    """``text`` with every character of ``spans`` masked; line breaks, barriers and tabs stay."""
    if not spans:
        return text
    chars = list(text)
    for span in spans:
        for at in range(span.start, span.end):
            if chars[at] not in "\n\t\f":
                chars[at] = MASK
    return "".join(chars)


def unmasked(text: str) -> bool:
    """Whether a text still shows something."""
    return bool(text.strip(MASK + " \t\n\f\r\v\xa0")) and any(
        ch != MASK and not ch.isspace() for ch in text
    )


class Page:
    """A text as the finders look at it; what only some of them need is made once, when asked."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def lowered(self) -> str:
        """The text in small letters; ASCII only, so that every character keeps its place."""
        return self.text.translate(_SMALL)


_SMALL = {ord(big): ord(big) + 32 for big in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
