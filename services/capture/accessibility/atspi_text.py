"""Which lines of a long text can be seen in its field, and where they stand."""

from collections.abc import Callable, Sequence

from services.capture.accessibility import atspi_words as words
from services.capture.accessibility.base import LONGEST_TEXT, clean_text, clipped
from services.capture.accessibility.wire import Call, Ref, Value, as_int, as_text
from services.records import Box

Ask = Callable[[Sequence[Call]], list[Value]]
MOST_LINES = 120
_INSIDE = 2  # pixels from the edge of a field, where its border ends
_OVER = 1.02  # a line this much wider than its field is cut off


def seen_lines(ask: Ask, ref: Ref, area: Box) -> list[tuple[str, Box]]:
    """The lines of an object's text that lie in ``area`` (its visible part), from the top.

    None where the program's places of them contradict each other.
    """
    count = as_int(ask([words.character_count_of(ref)])[0])
    if count <= 0:
        return []
    offset = _first_seen(ask, ref, area, count)
    found: list[tuple[str, Box]] = []
    last_end, last_top = -1, None
    for _ in range(MOST_LINES):
        if offset >= count:
            break
        text, start, end = _line(ask, ref, offset)
        if end <= last_end or end <= offset:  # a blank line, or the break at the end of the last
            offset += 1
            continue
        box = words.as_box(ask([words.range_extents(ref, start, end)])[0])
        if box is not None and box.top >= area.bottom:
            break
        if box is not None and last_top is not None and box.top <= last_top:
            return []  # QPlainTextEdit tells the same place for every line: none can be believed
        last_top = last_top if box is None else box.top
        offset = last_end = end
        seen = None if box is None else clipped(box, area)
        if box is None or seen is None or 2 * seen.height < box.height:
            continue
        if box.width > _OVER * area.width or seen.width < box.width:
            text, seen = _cut(ask, ref, (start, end), area, seen)
        if shown := clean_text(text):
            found.append((shown, seen))
    return found


def _line(ask: Ask, ref: Ref, offset: int) -> tuple[str, int, int]:
    """The line at an offset: text, start, end (not above start where there is none)."""
    for call in (words.line_at(ref, offset), words.line_at_before_2_9(ref, offset)):
        answer = ask([call])[0]
        if isinstance(answer, tuple) and len(answer) == 3:
            text, start, end = answer
            return as_text(text), as_int(start), as_int(end)
    return "", offset, offset


def _first_seen(ask: Ask, ref: Ref, area: Box, count: int) -> int:
    """The first character that is not above the visible part.

    Toolkits may not tell which character is at a point; then it is searched for by halves.
    """
    at = as_int(ask([words.offset_at(ref, area.left + _INSIDE, area.top + _INSIDE)])[0], -1)
    if 0 < at < count:
        return at
    return _search(ask, ref, (0, count), lambda box: box.bottom <= area.top + _INSIDE)


def _search(ask: Ask, ref: Ref, span: tuple[int, int], is_before: Callable[[Box], bool]) -> int:
    """The first character of a span that is not ``is_before``; the places of them are in order."""
    low, high = span
    while low < high:
        middle = (low + high) // 2
        box = _place(ask, ref, middle, high)
        if box is not None and is_before(box):
            low = middle + 1
        else:
            high = middle
    return low


def _place(ask: Ask, ref: Ref, offset: int, end: int) -> Box | None:
    """Where a character is; a break has no place, so the next that has one stands for it."""
    for at in range(offset, min(offset + 3, end)):
        box = words.as_box(ask([words.range_extents(ref, at, at + 1)])[0])
        if box is not None:
            return box
    return None


def _cut(ask: Ask, ref: Ref, span: tuple[int, int], area: Box, seen: Box) -> tuple[str, Box]:
    """The part of one line between the left and right edge of its field."""
    first = _search(ask, ref, span, lambda box: box.left + box.width // 2 < area.left)
    last = _search(ask, ref, (first, span[1]), lambda box: box.left + box.width // 2 < area.right)
    last = min(last, first + LONGEST_TEXT)
    return as_text(ask([words.text_of(ref, first, last)])[0]), seen
