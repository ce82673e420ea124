"""Texts made alike, so that a label is known whatever its case, accents, spaces and misreadings."""

import unicodedata
from functools import cached_property

from services.reading.secret_lines import LinedPage

_SAME = {"0": "o", "1": "i", "l": "i", "|": "i", "!": "i", "5": "s", "$": "s", "@": "a", "’": "'",
         "ł": "i", "Ł": "i", "ø": "o", "Ø": "o", "ı": "i", "İ": "i", "đ": "d",
         "ß": "s"}  # fmt: skip
_DROPPED = " _-.\u00a0‑–" + "".join(map(chr, range(0x300, 0x370)))
_RANGES = ((0x21, 0x250), (0x370, 0x530), (0x1E00, 0x2000))


def _folded(ch: str) -> str:
    """One character without accent and case, look-alikes made one; always one character."""
    if ch in _SAME:
        return _SAME[ch]
    base = unicodedata.normalize("NFD", ch)[:1].lower()
    base = base if len(base) == 1 else ch
    return _SAME.get(base, base)


_FOLD = {
    code: folded
    for first, end in _RANGES
    for code in range(first, end)
    if (folded := _folded(chr(code))) != chr(code)
}
_DROP = dict.fromkeys(map(ord, _DROPPED))
_IS_DROPPED = frozenset(_DROPPED)


def fold(text: str) -> str:
    """``text`` folded for comparing; every character keeps its place."""
    return text.translate(_FOLD)


def stem(label: str) -> str:
    """What a label is looked for by: folded, and nothing between its letters."""
    return fold(label).translate(_DROP)


class FoldedPage(LinedPage):
    """A page that is also folded, and squeezed of what can stand between letters."""

    @cached_property
    def folded(self) -> str:
        """As long as the text."""
        return fold(self.text)

    @cached_property
    def squeezed(self) -> str:
        """The folded text without spaces, hyphens, underscores, dots and accents of their own."""
        return self.folded.translate(_DROP)

    @cached_property
    def places(self) -> list[int]:
        """Where in the text each character of the squeezed text stands."""
        return [at for at, ch in enumerate(self.folded) if ch not in _IS_DROPPED]
