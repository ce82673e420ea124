"""Finds where a text stands in a longer one, although some of its characters were misread."""

from typing import NamedTuple


class Place(NamedTuple):
    """Characters ``start`` to ``end`` (outside) of a text, and how many edits they are away."""

    start: int
    end: int
    edits: int


def find_roughly(pattern: str, text: str) -> Place:
    """The part of ``text`` that is the fewest edits away from ``pattern``, the first of several.

    An edit is a character put in, left out or changed. The bit-parallel algorithm of G. Myers,
    "A fast bit-vector algorithm for approximate string matching", J. ACM 46 (3), 1999: one step a
    character of ``text``, whatever the pattern's length; the start is found by going back from the
    end.
    """
    if not pattern:
        return Place(0, 0, 0)
    at = text.find(pattern)
    if at >= 0:
        return Place(at, at + len(pattern), 0)
    edits, end = _least(pattern, text, anywhere=True)
    _, length = _least(pattern[::-1], text[:end][::-1], anywhere=False)
    return Place(end - length, end, edits)


def _least(pattern: str, text: str, *, anywhere: bool) -> tuple[int, int]:
    """The fewest edits from a pattern to a part of a text, and where that part ends.

    ``anywhere`` lets the part start at any place, else it starts with the text.
    """
    size = len(pattern)
    whole, last = (1 << size) - 1, 1 << (size - 1)
    equal: dict[str, int] = {}
    for at, ch in enumerate(pattern):
        equal[ch] = equal.get(ch, 0) | 1 << at
    plus, minus, edits = whole, 0, size
    best, end = size, 0
    for at, ch in enumerate(text, 1):
        same = equal.get(ch, 0)
        down = same | minus
        across = (((same & plus) + plus) ^ plus) | same
        up = minus | ~(across | plus)
        lower = plus & across
        edits += bool(up & last) - bool(lower & last)
        up = up << 1 | (not anywhere)
        plus = (lower << 1 | ~(down | up)) & whole
        minus = up & down & whole
        if edits < best:
            best, end = edits, at
    return best, end
