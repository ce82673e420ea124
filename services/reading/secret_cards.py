"""Payment cards, known by issuer, length and check digit, and by how they stand in the text."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from services.reading.secret_lines import LinedPage, LineMemory, Place
from services.reading.secret_spans import (
    CARD,
    DIGIT_CLASS,
    DIGIT_LIKE,
    MASK,
    Span,
    as_digits,
    count_digits,
    has_digit,
)

_SEPARATORS = " \t\n\u00a0–.-"
# From its first true digit on; look-alikes before that are taken in afterwards.
_RUN = re.compile(rf"[0-9][{DIGIT_CLASS}{_SEPARATORS}]{{11,}}+")
_LEAD = re.compile(rf"[{DIGIT_CLASS}{_SEPARATORS}]{{0,24}}\Z")
_GROUP = re.compile(rf"[{DIGIT_CLASS}]++")
_JOINT = re.compile(r"[ \t\n\u00a0]{0,2}[-–.]?[ \t\n\u00a0]{0,2}")
_CARD_WORD = re.compile(
    r"(?i)card|visa|master ?card|amex|american express|maestro|jcb|diners|discover|union ?pay"
    r"|karte|carte|tarjeta|cart[aã]o|carta di|kaart|kort|karta|kart[ıi]|cvv|cvc"
)
_WORD_BEFORE, _WORD_AFTER = 300, 100


class _Issuer(NamedTuple):
    """Prefixes of an issuer, its usual lengths, and those that need a card word beside them."""

    prefix: re.Pattern[str]
    lengths: tuple[int, ...]
    rare: tuple[int, ...] = ()


# Issuer prefixes and lengths after ISO/IEC 7812 as the schemes publish them. Thirteen digits are
# more often an article number (EAN), and odd lengths the number of a message: hence `rare`.
_ISSUERS = (
    _Issuer(re.compile(r"4"), (16,), (13, 19)),
    _Issuer(re.compile(r"5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720"), (16,)),
    _Issuer(re.compile(r"3[47]"), (15,)),
    _Issuer(re.compile(r"30[0-5]|3095|36|3[89]"), (14, 16), (19,)),
    _Issuer(re.compile(r"35(?:2[89]|[3-8])"), (16,), (17, 18, 19)),
    _Issuer(re.compile(r"6011|64[4-9]|65"), (16,), (17, 18, 19)),
    _Issuer(re.compile(r"62|81"), (16, 19), (17, 18)),
    _Issuer(re.compile(r"5018|5020|5038|5893|6304|6759|676[1-3]|220[0-4]|60|65|8[12]|508"), (16,)),
    _Issuer(re.compile(r"50|5[6-8]|6"), (), (12, 13, 14, 15, 16, 17, 18, 19)),
)
_DOUBLED = str.maketrans("0123456789", "0246813579")  # twice each, its digits summed
_FEWEST = 12  # digits of a card
_NO_SEPARATORS = str.maketrans("", "", _SEPARATORS)
_SHAPES = {(4, 6, 5), (4, 6, 4), (6, 13)}


class _Group(NamedTuple):
    """A group of digits and where it stands; ``joint`` is what separates it from the one before.

    ``sums`` are those of ``_sums``.
    """

    start: int
    end: int
    digits: str
    joint: str
    sums: tuple[int, int]


def luhn(digits: str) -> bool:
    """Whether the check digit holds (ISO/IEC 7812-1, annex B)."""
    doubled = digits[-2::-2].translate(_DOUBLED)
    return sum(map(int, digits[::-2] + doubled)) % 10 == 0


def _sums(digits: str) -> tuple[int, int]:
    """The digits' sum with every second one doubled, from the second and from the first on.

    Those of joined groups are added up, so that no stretch of them is summed anew.
    """
    plain = digits.translate(DIGIT_LIKE)
    doubled = plain.translate(_DOUBLED)
    return (
        sum(map(int, plain[::2] + doubled[1::2])),
        sum(map(int, doubled[::2] + plain[1::2])),
    )


def is_card(digits: str, *, named: bool = True) -> bool:
    """Whether these digits can be a payment card's: issuer, length and Luhn; not one digit only.

    ``named`` tells that a word for cards stands near, which lets in lengths that few cards have.
    """
    if not luhn(digits):
        return False
    length = len(digits)
    issued = any(
        (length in issuer.lengths or (named and length in issuer.rare))
        and issuer.prefix.match(digits)
        for issuer in _ISSUERS
    )
    return issued and len(set(digits)) > 1


def cards(page: LinedPage) -> Iterator[Span]:
    """Payment cards, whole or in groups, also over a line break and beside other numbers."""
    text = page.text
    words = [place.start for place in _CARD_WORDS.places(page)]
    done = 0
    for found in _RUN.finditer(text):
        lead = _LEAD.search(text, max(done, found.start() - 24), found.start())
        start = found.start() if lead is None else lead.start()
        done = found.end()
        if len(text[start:done].translate(_NO_SEPARATORS)) < _FEWEST:
            continue
        near = bisect_left(words, start - _WORD_BEFORE)
        named = near < len(words) and words[near] < done + _WORD_AFTER
        for chain in _chains(text, start, done):
            yield from _cards_of(text, chain, named=named)


def _card_words(text: str) -> Iterator[Place]:
    """Where words for cards stand."""
    for found in _CARD_WORD.finditer(text):
        yield Place(found.start(), found.end(), 0)


_CARD_WORDS = LineMemory(_card_words)
_LAST_RUN = re.compile(r"(?:[0-9█][ -]?){1,40}\Z")
_RUN_ENDS = frozenset("0123456789█ -")
_BEGINS = re.compile(r"4|5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01])|3[4-9]|30|6[0-9]|81|5[06-8]")
_MOST_GROWN, _LEAST_SHOWN = 19, 12


def may_grow(text: str) -> bool:
    """Whether a line ends with as many digits as ``growing`` asks for."""
    if text[-1:] not in _RUN_ENDS:
        return False
    found = _LAST_RUN.search(text[-40:])
    return found is not None and len(as_digits(found.group())) >= _LEAST_SHOWN


def growing(text: str, earlier: str) -> Span | None:
    """The number at the end of a line that is being typed: twelve digits or more of a card so far.

    ``earlier`` is what stood in the line's place before, masked where it was; the line goes on
    from there with digits only. Its check digit has not come yet.
    """
    found = _LAST_RUN.search(text[-40:])
    rest = text[len(earlier) :]
    grown = bool(rest.strip()) or earlier[-1:] == MASK
    if found is None or not grown or rest.strip(" -0123456789"):
        return None
    same = all(old in (new, MASK) for old, new in zip(earlier, text, strict=False))
    digits = as_digits(found.group())
    goes_on = bool(earlier) and earlier.rstrip(" -")[-1:] in f"{MASK}0123456789"
    counted = _LEAST_SHOWN <= len(digits) <= _MOST_GROWN and _BEGINS.match(digits) is not None
    if not (same and goes_on and counted):
        return None
    start = max(0, len(text) - 40) + found.start()
    return Span(start, len(text), CARD)


def _chains(text: str, start: int, end: int) -> Iterator[list[_Group]]:
    """Groups of digits in a run that stand close enough to be one number."""
    chain: list[_Group] = []
    for found in _GROUP.finditer(text, start, end):
        joint = text[chain[-1].end : found.start()] if chain else ""
        if chain and _JOINT.fullmatch(joint) is None:
            yield chain
            chain, joint = [], ""
        digits = found.group()
        chain.append(_Group(found.start(), found.end(), digits, joint, _sums(digits)))
    yield chain


def _cards_of(text: str, chain: list[_Group], *, named: bool) -> Iterator[Span]:
    """Every stretch of whole groups whose digits make a card and that stands like one."""
    real = [at for at, part in enumerate(chain) if has_digit(part.digits)]
    for first in real:
        length = even = odd = 0
        for last in range(first, len(chain)):
            sums = chain[last].sums
            even, odd = even + sums[length % 2], odd + sums[1 - length % 2]
            length += len(chain[last].digits)
            if length < _FEWEST:
                continue
            if length > _MOST_GROWN:
                break
            if (even if length % 2 else odd) % 10:  # the last digit is never doubled
                continue
            joined = "".join(part.digits for part in chain[first : last + 1])
            place = _Place(chain, first, last + 1, first == real[0] and last >= real[-1])
            fours = place.in_fours and length >= 13
            if _reads_as_card(joined, named=named or fours):
                span = Span(chain[first].start, chain[last].end, CARD)
                stands = (
                    place.beside_a_word if named else place.alone and not _in_a_table(text, span)
                )
                if stands and not _inside_a_code(text, span):
                    yield span


def _reads_as_card(joined: str, *, named: bool) -> bool:
    """Whether digits, with a few look-alikes among them, make a card."""
    mostly = 4 * count_digits(joined) >= 3 * len(joined)
    return mostly and is_card(as_digits(joined), named=named)


class _Place(NamedTuple):
    """Groups ``first`` to ``end`` (outside) of a chain; ``whole`` where they are all of its digits.

    A card does not stand like the figures of a table.
    """

    chain: list[_Group]
    first: int
    end: int
    whole: bool

    @property
    def _joints(self) -> list[str]:
        return [part.joint for part in self.chain[self.first + 1 : self.end]]

    @property
    def in_fours(self) -> bool:
        """Whether the groups are those a card is printed in."""
        sizes = tuple(len(part.digits) for part in self.chain[self.first : self.end])
        return sizes in _SHAPES or set(sizes[:-1]) == {4}

    @property
    def beside_a_word(self) -> bool:
        """Whether it can be a card where a word for cards stands near: nearly always."""
        return self.whole or not any("." in joint for joint in self._joints)

    @property
    def alone(self) -> bool:
        """Whether it can be a card without any word for cards.

        No wide gaps and no tabs; over two lines only printed groups, and nothing else; beside
        other numbers only printed groups, no group of four before them and none after but the
        month and year of expiry.
        """
        joints = self._joints
        if any(set(joint) & {"\t", "."} or _WIDE in joint for joint in joints):
            return False
        breaks = sum("\n" in joint for joint in joints)
        if breaks or self.whole:
            return self.whole and (not breaks or (breaks == 1 and self.in_fours))
        before = self.chain[self.first - 1] if self.first else None
        after = self.chain[self.end] if self.end < len(self.chain) else None
        free = before is None or len(before.digits) < 4 or "\n" in self.chain[self.first].joint
        ends = after is None or len(after.digits) < 4 or "\n" in after.joint
        expires = after is not None and _EXPIRY.fullmatch(after.digits) is not None
        return (self.in_fours and free and (ends or expires)) or not joints


_WIDE = "   "
_EXPIRY = re.compile(r"(?:0[1-9]|1[0-2])[23]\d")
_ROW = re.compile(r"[ \t]{0,8}(?:\d{4}[ \t]{1,4}){2,9}\d{4}(?!\d)")


def _in_a_table(text: str, span: Span) -> bool:
    """Whether the line before or after is a row of figures of four digits that make no card."""
    top = text.rfind("\n", max(0, span.start - 200), span.start)
    above = text.rfind("\n", max(0, top - 200), max(0, top)) + 1
    below = text.find("\n", span.end, span.end + 200) + 1
    rows = [_ROW.match(text, at) for at, there in ((above, top >= 0), (below, below > 0)) if there]
    return any(row and not is_card(as_digits(row.group())) for row in rows)


def _inside_a_code(text: str, span: Span) -> bool:
    """Whether these digits are the fraction of a number or part of a hash, a UUID or a name."""
    before, after = text[max(0, span.start - 48) : span.start], text[span.end : span.end + 48]
    fraction = len(before) > 1 and before[-1] in ".," and before[-2].isdigit()
    stuck = _HEAD.search(before), _FOOT.match(after)
    around = "".join(found.group() for found in stuck if found)
    letters = any(map(str.isalpha, around))
    hexed = letters and any(map(str.isdigit, around))
    both = before[-1:].isalpha() and after[:1].isalpha()
    return fraction or both or hexed or before[-1:] == "+"


_HEAD = re.compile(r"[A-Za-z0-9_-]{0,48}\Z")
_FOOT = re.compile(r"[A-Za-z0-9_-]{0,48}+")
