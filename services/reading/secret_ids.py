"""National identity, insurance and tax numbers, by their shape, their check digits, their label."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from services.reading import secret_id_checks as checks
from services.reading.secret_folding import FoldedPage, stem
from services.reading.secret_lines import LineMemory, Place
from services.reading.secret_spans import NATIONAL_ID, Span, count_digits

_EDGE_BEFORE = r"(?<![A-Za-z0-9])(?<![0-9][.,/-])"
_EDGE_AFTER = r"(?![A-Za-z0-9]|[.,/-][0-9])"
_BETWEEN = str.maketrans("", "", " .-/()+\u00a0")
_REACH = 600


class _Id(NamedTuple):
    """One kind of number; ``words`` are stems of the words it needs near, none if it is sure.

    ``lettered`` tells that letters belong to it, which have to stand right there.
    """

    shape: re.Pattern[str]
    holds: Callable[[str], bool]
    lettered: bool
    words: tuple[str, ...] = ()


def _id(shape: str, holds: Callable[[str], bool], *words: str) -> _Id:
    pattern = re.compile(_EDGE_BEFORE + shape.replace("_", r"[ .\u00a0]?") + _EDGE_AFTER)
    lettered = holds in {checks.spanish, checks.italian, checks.mexican, checks.singaporean,
                         checks.hongkong, checks.irish, _always}  # fmt: skip
    return _Id(pattern, holds, lettered, tuple(map(stem, words)))


def _always(_: str) -> bool:
    """For numbers without a check digit, whose shape is all there is."""
    return True


# Shapes that with their check hardly anything else has; `_` is a space or a dot, or nothing.
_SURE = (
    _id(r"(?:\d{8}|[XYZ][- ]?\d{7})[- ]?[A-Z]", checks.spanish),
    _id(r"[12]_\d\d_(?:0[1-9]|1[0-2]|[2-9]\d)_(?:\d\d|2[AB])_\d{3}_\d{3}[ .-]?\d\d", checks.french),
    _id(r"[1-9]\d ?\d{3} ?\d{3} ?\d{3}", checks.german_tax_id),
    _id(r"[A-Z]{3} ?[A-Z]{3} ?[\dLMNP-V]{2}[A-EHLMPRST][\dLMNP-V]{2} ?[A-Z][\dLMNP-V]{3} ?[A-Z]",
        checks.italian),
    _id(r"\d\d[. ]?\d\d[. ]?\d\d[- ]?\d{3}[. ]?\d\d", checks.belgian),
    _id(r"(?:19|20)?\d{6}[-+]\d{4}", checks.swedish),
    _id(r"\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]", checks.finnish),
    _id(r"\d{6} ?\d{5}", checks.norwegian),
    _id(r"\d{3}\.\d{3}\.\d{3}-\d\d", checks.brazilian),
    _id(r"756_\d{4}_\d{4}_\d\d", checks.swiss),
    _id(r"\d{6}/\d{4}", checks.czech),
    _id(r"\d{17}[\dXx]", checks.chinese),
    _id(r"\d{6}-[1-8]\d{6}", checks.korean),
    _id(r"[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX][A-Z]{2}[B-DF-HJ-NP-TV-Z]{3}[A-Z0-9]\d", checks.mexican),
    _id(r"(?:2[03-7]|30|33)-\d{8}-\d", checks.argentine),
    _id(r"\d{1,2}\.\d{3}\.\d{3}-[\dkK]", checks.chilean),
    _id(r"[STFGM]\d{7}[A-Z]", checks.singaporean),
    _id(r"[A-Z]{1,2}\d{6}\([0-9A]\)", checks.hongkong),
    _id(r"\d{3}-\d\d-\d{4}", checks.american),
    _id(r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] \d\d \d\d \d\d [A-D]", _always),
)  # fmt: skip
# Shapes with a single check digit or none: one number in ten passes, so a word must stand near.
_NAMED = (
    _id(r"\d{3}[- .]?\d\d[- .]?\d{4}", checks.american, "ssn", "social security", "itin", "tin",
        "taxpayer"),
    _id(r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\d\d[ -]?\d\d[ -]?\d\d[ -]?[A-D]", _always,
        "national insurance", "nino", "ni number", "ni no"),
    _id(r"\d{3}[ -]?\d{3}[ -]?\d{4}", checks.british_nhs, "nhs"),
    _id(r"\d{11}", checks.polish, "pesel"),
    _id(r"\d{3,4}[. ]?\d\d[. ]?\d{3}|\d{8,9}", checks.dutch, "bsn", "burgerservice", "sofinummer"),
    _id(r"\d{3}[ -]?\d{3}[ -]?\d{3}", checks.luhn, "sin", "social insurance", "assurance sociale"),
    _id(r"[2-9]\d{3}[ -]?\d{4}[ -]?\d{4}", checks.verhoeff, "aadhaar", "aadhar", "uidai", "आधार"),
    _id(r"\d{3}_\d{3}_\d{3}", checks.portuguese, "nif", "contribuinte", "fiscal"),
    _id(r"\d{4} ?\d{6}", checks.austrian, "sozialversicherung", "sv nummer", "svnr", "svnummer"),
    _id(r"[1-8]\d{12}", checks.romanian, "cnp", "cod numeric"),
    _id(r"\d{11}", checks.mod_11_10, "oib"),
    _id(r"\d{10}", checks.bulgarian, "egn", "егн"),
    _id(r"[1-9]\d{10}", checks.turkish, "kimlik", "tckn"),
    _id(r"\d{11}", checks.brazilian, "cpf"),
    _id(r"[1-6]\d{10}", checks.baltic, "isikukood", "asmens kod"),
    _id(r"\d{11}", checks.luhn, "amka", "αμκα"),
    _id(r"\d{6} ?\d{4} ?\d{3}", checks.luhn, "rsa id", "sa id", "south african"),
    _id(r"\d{3} ?\d{3} ?\d{3}", checks.australian_tax, "tfn", "tax file"),
    _id(r"\d{9}", checks.luhn, "teudat zehut", "תעודת זהות"),
    _id(r"\d{4} ?\d{4} ?\d{4}", checks.japanese, "my number", "マイナンバー", "個人番号"),
    _id(r"\d{6}[- ]?\d{4}", checks.danish, "cpr"),
    _id(r"(?:19|20)?\d{6} ?\d{4}", checks.swedish, "personnummer", "samordningsnummer"),
    _id(r"\d{10}", checks.czech, "rodne cislo", "rodneho cisla"),
    _id(r"\d{7}[A-W][A-IW]?", checks.irish, "pps"),
    _id(r"\d{7,8}-?[\dkK]", checks.chilean, "rut"),
    _id(r"\d{11}", checks.argentine, "cuit", "cuil"),
)  # fmt: skip
# Where any of these numbers can stand at all: six digits close together, and a little around.
_CLUSTER = re.compile(r"[0-9](?:[^0-9\n\f]{0,3}[0-9]){5,}+")
_LEAD, _TRAIL = 8, 24
_LEAST_ALONE = 8  # digits of a number that has no letter
_SHORT = 4  # letters of a word that also stands inside others


class _Kinds:
    """Several kinds, and one pattern that tells whether a stretch can hold any of them."""

    def __init__(self, kinds: tuple[_Id, ...]) -> None:
        self.kinds = tuple(enumerate(kinds))
        self._any = tuple(
            re.compile("|".join(kind.shape.pattern for kind in kinds if kind.lettered == lettered))
            for lettered in (False, True)
        )

    def in_lines(self, text: str) -> Iterator[Place]:
        """Numbers whose shape and check hold, with the place of their kind among the kinds."""
        for cluster in _CLUSTER.finditer(text):
            around = text[max(0, cluster.start() - 6) : cluster.end() + 3]
            lettered = any(map(str.isalpha, around))
            long = count_digits(cluster.group()) >= _LEAST_ALONE
            start, end = max(0, cluster.start() - _LEAD), cluster.end() + _TRAIL
            for wanted, pattern in zip((long, lettered), self._any, strict=True):
                if wanted and pattern.search(text, start, end):
                    yield from self._of(text, start, end, lettered=pattern is self._any[1])

    def _of(self, text: str, start: int, end: int, *, lettered: bool) -> Iterator[Place]:
        for number, kind in self.kinds:
            if kind.lettered == lettered:
                for found in kind.shape.finditer(text, start, end):
                    bare = found.group().translate(_BETWEEN)
                    if len(set(bare)) > 1 and kind.holds(bare):
                        yield Place(found.start(), found.end(), number)


def _words_in_lines(text: str) -> Iterator[Place]:
    """Words that tell a kind of number; a short one only where it is no part of another."""
    page = FoldedPage(text)
    for kind, named in enumerate(_NAMED):
        for word in named.words:
            at = page.squeezed.find(word)
            while at >= 0:
                start, end = page.places[at], page.places[at + len(word) - 1] + 1
                inside = text[max(0, start - 1) : start].isalpha() or text[end : end + 1].isalpha()
                if not (inside and len(word) <= _SHORT):
                    yield Place(start, end, kind)
                at = page.squeezed.find(word, at + len(word))


_WORDS = LineMemory(_words_in_lines)
_SURE_PLACES = LineMemory(_Kinds(_SURE).in_lines)
_NAMED_PLACES = LineMemory(_Kinds(_NAMED).in_lines)


def national_ids(page: FoldedPage) -> Iterator[Span]:
    """Numbers whose shape and check digits tell what they are, alone or by a word near."""
    for start, end, _ in _SURE_PLACES.places(page):
        yield Span(start, end, NATIONAL_ID)
    words: dict[int, list[int]] = {}
    for start, _, kind in _WORDS.places(page):
        words.setdefault(kind, []).append(start)
    if not words:
        return
    for start, end, kind in _NAMED_PLACES.places(page):
        if any(start - _REACH <= at < start + 60 for at in words.get(kind, ())):
            yield Span(start, end, NATIONAL_ID)
