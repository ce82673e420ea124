"""International bank account numbers, by country, structure and check digits."""

import re
from collections.abc import Iterator

from services.reading.secret_lines import LinedPage, LineMemory, Place
from services.reading.secret_spans import ACCOUNT, DIGIT_LIKE, Span

# What follows country and check digits (SWIFT IBAN registry): n digits, a capitals, c either.
_STRUCTURES = {
    "AD": "8n12c", "AE": "19n", "AL": "8n16c", "AT": "16n", "AZ": "4a20c", "BA": "16n",
    "BE": "12n", "BG": "4a6n8c", "BH": "4a14c", "BI": "23n", "BR": "23n1a1c", "BY": "4c4n16c",
    "CH": "5n12c", "CR": "18n", "CY": "8n16c", "CZ": "20n", "DE": "18n", "DJ": "23n", "DK": "14n",
    "DO": "4c20n", "EE": "16n", "EG": "25n", "ES": "20n", "FI": "14n", "FK": "2a12n", "FO": "14n",
    "FR": "10n11c2n", "GB": "4a14n", "GE": "2a16n", "GI": "4a15c", "GL": "14n", "GR": "7n16c",
    "GT": "24c", "HR": "17n", "HU": "24n", "IE": "4a14n", "IL": "19n", "IQ": "4a15n", "IS": "22n",
    "IT": "1a10n12c", "JO": "4a4n18c", "KW": "4a22c", "KZ": "3n13c", "LB": "4n20c", "LC": "4a24c",
    "LI": "5n12c", "LT": "16n", "LU": "3n13c", "LV": "4a13c", "LY": "21n", "MC": "10n11c2n",
    "MD": "20c", "ME": "18n", "MK": "3n10c2n", "MN": "16n", "MR": "23n", "MT": "4a5n18c",
    "MU": "4a19n3a", "NI": "4a20n", "NL": "4a10n", "NO": "11n", "OM": "3n16c", "PK": "4a16c",
    "PL": "24n", "PS": "4a21c", "PT": "21n", "QA": "4a21c", "RO": "4a16c", "RS": "18n",
    "RU": "14n15c", "SA": "2n18c", "SC": "4a20n3a", "SD": "14n", "SE": "20n", "SI": "15n",
    "SK": "20n", "SM": "1a10n12c", "SO": "19n", "ST": "21n", "SV": "4a20n", "TL": "19n",
    "TN": "20n", "TR": "6n16c", "UA": "6n19c", "VA": "18n", "VG": "4a16n", "XK": "16n",
}  # fmt: skip
_PART = re.compile(r"(\d{1,2})([nac])")
_KINDS = {
    country: "aann" + "".join(int(n) * kind for n, kind in _PART.findall(structure))
    for country, structure in _STRUCTURES.items()
}
_START = re.compile(r"[A-Za-z][A-Za-z][ ]?[0-9OoIlSBZ][ ]?[0-9OoIlSBZ]")
_GAPS = " \t\n-–\u00a0"
_LETTER_LIKE = str.maketrans("015826", "OISBZG")


def _starts(text: str) -> Iterator[Place]:
    """Where lines have a country and what can be check digits."""
    for start in _START.finditer(text):
        at = start.start()
        joined = text[max(0, at - 4) : at].upper() == "IBAN"  # OCR lost the space
        country = text[at : at + 2].upper()
        if country in _KINDS and not (at and text[at - 1].isalnum() and not joined):
            yield Place(at, start.end(), 0)


_STARTS = LineMemory(_starts)


def ibans(page: LinedPage) -> Iterator[Span]:
    """Account numbers in groups or whole, also over a line break, look-alikes forgiven."""
    text = page.text
    for at, *_ in _STARTS.places(page):
        kinds = _KINDS[text[at : at + 2].upper()]
        taken = _take(text, at, len(kinds))
        if taken is not None and any(map(iban_holds, _readings(taken[0], kinds))):
            yield Span(at, taken[1], ACCOUNT)


def iban_holds(iban: str) -> bool:
    """Whether an IBAN without spaces has remainder 1 (ISO 13616, ISO 7064 mod 97-10)."""
    turned = iban[4:] + iban[:4]
    return int("".join(str(int(ch, 36)) for ch in turned)) % 97 == 1


def _readings(taken: str, kinds: str) -> Iterator[str]:
    """What the characters can stand for: what must be digits read as such, letters as letters.

    Where the structure allows either, first as they stand and then as digits, which most are.
    """
    for free in (False, True):
        yield "".join(
            ch.translate(DIGIT_LIKE) if kind == "n" or (free and kind == "c")
            else ch.translate(_LETTER_LIKE) if kind == "a"
            else ch
            for ch, kind in zip(taken, kinds, strict=True)
        ).upper()  # fmt: skip


def _take(text: str, start: int, length: int) -> tuple[str, int] | None:
    """The next ``length`` letters and digits, over up to three separators in a row, and the end.

    None where they end before, or go on after it.
    """
    taken, at, gap = "", start, 0
    while len(taken) < length and at < len(text) and gap <= 3:
        ch = text[at]
        if ch.isascii() and ch.isalnum():
            taken, gap = taken + ch, 0
        elif ch in _GAPS:
            gap += 1
        else:
            break
        at += 1
    ends = len(taken) == length and not text[at : at + 1].isalnum()
    return (taken, at) if ends else None
