"""Where in a text a secret stands, and what look-alike characters stand for."""

from typing import NamedTuple

MASK = "█"


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


def as_digits(text: str) -> str:
    """The digits of ``text``, look-alikes included, everything else left out."""
    return "".join(ch for ch in text.translate(DIGIT_LIKE) if ch.isascii() and ch.isdigit())


def count_digits(text: str) -> int:
    """How many true digits there are."""
    return sum(ch.isascii() and ch.isdigit() for ch in text)


def mask(text: str, spans: list[Span]) -> str:
    """``text`` with every character of ``spans`` masked; line breaks and tabs stay."""
    chars = list(text)
    for span in spans:
        for at in range(span.start, span.end):
            if chars[at] not in "\n\t":
                chars[at] = MASK
    return "".join(chars)
