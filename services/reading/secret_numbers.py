"""Numbers that prove themselves by a checksum: payment cards, IBANs and national ids."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from services.reading.secret_spans import DIGIT_CLASS, Span, as_digits, count_digits

_GROUPS = re.compile(
    rf"[{DIGIT_CLASS}]+(?:[ \t\n\u00a0]{{0,2}}[-–.]?[ \t\n\u00a0]{{0,2}}[{DIGIT_CLASS}]+)*"
)
_GROUP = re.compile(rf"[{DIGIT_CLASS}]+")


class _Group(NamedTuple):
    """A group of digits and where it stands."""

    start: int
    end: int
    digits: str


# Issuer prefixes and lengths after ISO/IEC 7812 as the schemes publish them.
_ISSUERS = (
    (re.compile(r"4"), (13, 16, 19)),
    (re.compile(r"5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720"), (16,)),
    (re.compile(r"3[47]"), (15,)),
    (re.compile(r"30[0-5]|309|36|3[89]"), (14, 16, 19)),
    (re.compile(r"35(?:2[89]|[3-8])"), (16, 17, 18, 19)),
    (re.compile(r"6011|622|64[4-9]|65|62|81"), (16, 17, 18, 19)),
    (re.compile(r"50|5[6-8]|6[0-9]|220[0-4]"), (13, 14, 15, 16, 17, 18, 19)),
)

# Total lengths by country from the SWIFT IBAN registry.
_IBAN_LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22,
    "BR": 29, "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28,
    "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23,
    "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26,
    "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20,
    "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MR": 27, "MT": 31, "MU": 30,
    "NL": 18, "NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22,
    "SA": 24, "SC": 31, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "ST": 25, "SV": 28, "TL": 23,
    "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20,
}  # fmt: skip
_IBAN_START = re.compile(
    r"(?<![A-Za-z0-9])([A-Za-z]{2})[ ]?[0-9OoIlSB]{2}(?=[\s-]{0,3}[A-Za-z0-9])"
)

_DNI = re.compile(r"(?<![A-Za-z0-9])(?:\d{8}|[XYZ][- ]?\d{7})[- ]?[A-Z](?![A-Za-z0-9])")
_NIR = re.compile(
    r"(?<![A-Za-z0-9])[12][ .]?\d\d[ .]?(?:0[1-9]|1[0-2]|[2-9]\d)[ .]?(?:\d\d|2[AB])"
    r"[ .]?\d{3}[ .]?\d{3}[ .-]?\d\d(?![A-Za-z0-9])"
)
_TAX_ID = re.compile(r"(?<![A-Za-z0-9.,])[1-9]\d ?\d{3} ?\d{3} ?\d{3}(?![A-Za-z0-9])")
_SSN = re.compile(r"(?<![\d-])(?!000|666|9\d\d)\d{3}[- .]?(?!00)\d\d[- .]?(?!0000)\d{4}(?![\d-])")
_SSN_LABEL = re.compile(r"(?i)\bssn\b|\bs\.s\.n|social[ -]?security|\bitin\b")
_NINO = re.compile(
    r"(?<![A-Za-z0-9])[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\d\d[ -]?\d\d[ -]?\d\d[ -]?[A-D]"
    r"(?![A-Za-z0-9])"
)
_NINO_LABEL = re.compile(r"(?i)\bnino\b|national[ -]insurance|\bni[ -](?:number|no)\b")
_LABEL_REACH = 48


def luhn(digits: str) -> bool:
    """Whether the check digit holds (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, ch in enumerate(reversed(digits)):
        value = int(ch) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_card(digits: str) -> bool:
    """Whether these digits can be a payment card's: issuer, length and Luhn; not one digit only."""
    if len(set(digits)) < 2:
        return False
    known = any(len(digits) in lengths and issuer.match(digits) for issuer, lengths in _ISSUERS)
    return known and luhn(digits)


def cards(text: str) -> Iterator[Span]:
    """Payment cards, whole or in groups, also across line breaks and beside other numbers."""
    for run in _GROUPS.finditer(text):
        if count_digits(run.group()) < 10:
            continue
        groups = [
            _Group(run.start() + found.start(), run.start() + found.end(), found.group())
            for found in _GROUP.finditer(run.group())
        ]
        for span in _cards_of(groups, dotted="." in run.group()):
            if not _inside_a_code(text, span):
                yield span


def _inside_a_code(text: str, span: Span) -> bool:
    """Whether these digits are the fraction of a number or the middle of a hash."""
    before, after = text[max(0, span.start - 2) : span.start], text[span.end : span.end + 1]
    fraction = len(before) == 2 and before[1] in ".," and before[0].isdigit()
    return fraction or (before[-1:].isalpha() and after.isalpha())


def _cards_of(groups: list[_Group], *, dotted: bool) -> Iterator[Span]:
    """Every stretch of whole groups whose digits make a card; decimal points join no odd groups.

    A stretch is all there is (but for letters at its ends that only look like digits), or has
    groups of four and more before the last one, as cards are printed.
    """
    real = [at for at, part in enumerate(groups) if count_digits(part.digits)]
    for first in real:
        joined = ""
        for last in range(first, len(groups)):
            joined += groups[last].digits
            if len(joined) > 19:
                break
            whole = first == real[0] and last >= real[-1] and not dotted
            shaped = all(len(part.digits) >= 4 for part in groups[first:last])
            if (whole or shaped) and _reads_as_card(joined):
                yield Span(groups[first].start, groups[last].end, "card")


def _reads_as_card(joined: str) -> bool:
    """Whether digits, with a few look-alikes among them, make a card."""
    mostly = len(joined) >= 13 and 4 * count_digits(joined) >= 3 * len(joined)
    return mostly and is_card(as_digits(joined))


def iban_holds(iban: str) -> bool:
    """Whether an IBAN without spaces has remainder 1 (ISO 13616, ISO 7064 mod 97-10)."""
    turned = iban[4:] + iban[:4]
    return int("".join(str(int(ch, 36)) for ch in turned)) % 97 == 1


def ibans(text: str) -> Iterator[Span]:
    """IBANs in groups or whole, with look-alike characters forgiven."""
    for start in _IBAN_START.finditer(text):
        country = start.group(1).upper()
        length = _IBAN_LENGTHS.get(country, 0)
        taken = _take_alnum(text, start.start(), length)
        if taken is None:
            continue
        iban, end = taken
        for candidate in (iban.upper(), country + as_digits_or_same(iban[2:])):
            if iban_holds(candidate):
                yield Span(start.start(), end, "iban")
                break


def as_digits_or_same(text: str) -> str:
    """Upper case with O read as 0 and I or l as 1, which IBANs of most countries never hold."""
    return text.replace("l", "1").upper().replace("O", "0").replace("I", "1")


def _take_alnum(text: str, start: int, length: int) -> tuple[str, int] | None:
    """The next ``length`` letters and digits, over up to three separators in a row, and the end."""
    taken, at, gap = "", start, 0
    while len(taken) < length and at < len(text) and gap <= 3:
        ch = text[at]
        if ch.isascii() and ch.isalnum():
            taken, gap = taken + ch, 0
        elif ch in " \t\n-\u00a0":
            gap += 1
        else:
            break
        at += 1
    return (taken, at) if length and len(taken) == length else None


def national_ids(text: str) -> Iterator[Span]:
    """Ids that carry a checksum, and those known by their label."""
    for found in _DNI.finditer(text):
        if _dni_holds(found.group()):
            yield Span(*found.span(), "national id")
    for found in _NIR.finditer(text):
        if _nir_holds(found.group()):
            yield Span(*found.span(), "national id")
    for found in _TAX_ID.finditer(text):
        if _tax_id_holds(as_digits(found.group())):
            yield Span(*found.span(), "national id")
    yield from _labelled(text, _SSN, _SSN_LABEL)
    yield from _labelled(text, _NINO, _NINO_LABEL)


def _labelled(text: str, shape: re.Pattern[str], label: re.Pattern[str]) -> Iterator[Span]:
    """Matches of ``shape`` that follow a label within reach."""
    for named in label.finditer(text):
        reach = text[named.end() : named.end() + _LABEL_REACH]
        for found in shape.finditer(reach):
            start = named.end() + found.start()
            yield Span(start, named.end() + found.end(), "national id")


def _dni_holds(text: str) -> bool:
    """The Spanish letter: the number modulo 23 (Real Decreto 1553/2005); X, Y, Z are 0-2."""
    bare = re.sub(r"[- ]", "", text)
    number = bare[:-1].translate(str.maketrans("XYZ", "012"))
    return "TRWAGMYFPDXBNJZSQVHLCKE"[int(number) % 23] == bare[-1]


def _nir_holds(text: str) -> bool:
    """The French key: 97 minus the number modulo 97; Corsica's 2A and 2B count as 19 and 18."""
    bare = re.sub(r"[ .-]", "", text).replace("2A", "19").replace("2B", "18")
    return 97 - int(bare[:13]) % 97 == int(bare[13:])


def _tax_id_holds(digits: str) -> bool:
    """The German Steuer-ID: ISO 7064 mod 11,10, and one of ten digits stands two or three times."""
    counts = sorted(digits[:10].count(ch) for ch in set(digits[:10]))
    if counts[-1] not in (2, 3) or counts[:-1] != [1] * (len(counts) - 1):
        return False
    product = 10
    for ch in digits[:10]:
        total = (int(ch) + product) % 10 or 10
        product = total * 2 % 11
    return (11 - product) % 10 == int(digits[10])
