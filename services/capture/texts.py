"""Which lines on a screen are new, and how new lines become segments of text."""

import re
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from enum import IntEnum
from itertools import pairwise

from services.records import Box, Line, NewSegment, WindowInfo

LONGEST_SEGMENT = 600
CELLS_APART = "\t"
_PROSE = 12.0  # times its height: a usual line of prose is longer, the cell of a table shorter
_NEAR = 20.0  # times the height: what is further apart in a row is a title and a clock, say
RECENT_MS = 10 * 60_000
_RECENT_LINES = 20_000
_TICKER = 16  # letters: shorter lines share half of themselves by chance
_CUT_OFF = 2  # letters at the edge of a ticker

# A time of day, a duration or a percentage: what a screen shows ticking.
_TICKING = re.compile(r"\b\d{1,3}(?::\d{2}){1,2}(?:\s?[ap]\.?m\b\.?)?|\b\d{1,3}\s?%", re.I)
_WORD = re.compile(r"[^\W\d_]{3,}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,}")
_DIGITS = re.compile(r"\d+")
_SENTENCE_END = (".", "!", "?", ":", ";", "…", "。")


def line_key(text: str) -> str:
    """What makes two readings of a line the same: letters and digits, in lower case."""
    return "".join(c for c in text.casefold() if c.isalnum())


def has_words(text: str) -> bool:
    """Whether a line holds a word, beside clocks and numbers."""
    return _WORD.search(_TICKING.sub(" ", text)) is not None


def is_a_number(text: str) -> bool:
    """Whether a line says something beside a time, a duration or a percentage, if no word.

    Less than three letters or figures is a badge, a bullet or an icon that was read as text.
    """
    return len(line_key(_TICKING.sub(" ", text))) >= 3


class Novelty(IntEnum):
    """What a line is, beside those that stood on its monitor before."""

    KNOWN = 0
    """It (or more of it) stood there, or only a clock in it moved on."""
    COUNTED = 1
    """Only figures in it changed (a counter, a table that ticks, a number that was typed), or it
    runs along its row."""
    MOVED = 2
    """It stood elsewhere: the screen was scrolled."""
    NEW = 3


class StandingText:
    """The lines that stand on one monitor, as they were last stored."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._keys: set[str] = set()

    def novelty(self, line: Line) -> Novelty:
        """What a line that was just read is, beside those that stood on the monitor."""
        key = line_key(line.text)
        if not key:
            return Novelty.KNOWN
        if any(key in line_key(old.text) for old in self._lines if _within(line.box, old.box)):
            return Novelty.KNOWN
        here = [old for old in self._lines if _same_place(old.box, line.box)]
        found = min((_beside(key, line.text, old.text) for old in here), default=Novelty.NEW)
        return Novelty.MOVED if found is Novelty.NEW and key in self._keys else found

    def replace(self, regions: Sequence[Box], lines: Iterable[Line]) -> None:
        """Take in a stored frame: what lay in the regions is gone, ``lines`` stand there now."""
        now = list(lines)
        covered = [*regions, *(line.box for line in now)]
        kept = [old for old in self._lines if not any(old.box.overlaps(c) for c in covered)]
        self._lines = kept + now
        self._keys = {line_key(line.text) for line in self._lines}


def _beside(key: str, text: str, old_text: str) -> Novelty:
    """What a line is beside one that stood in its place; ``key`` is its own."""
    old_key = line_key(old_text)
    # a caret behind the last letter is read as a thin one
    if key == old_key or (key[:-1] == old_key and key[-1] in "li1"):
        return Novelty.KNOWN
    timeless = line_key(_TICKING.sub(" ", text))
    if timeless != key and timeless == line_key(_TICKING.sub(" ", old_text)):
        return Novelty.KNOWN
    letters, old_letters = (_DIGITS.sub("", one) for one in (key, old_key))
    runs = _runs_on(key, old_key) or _runs_on(old_key, key)
    return Novelty.COUNTED if letters == old_letters or runs else Novelty.NEW


def _runs_on(key: str, old_key: str) -> bool:
    """Whether a line is an older one that moved on along its row, as in a ticker.

    It begins with what was the older one's end, at least half of it; the letters at the edges may
    be cut off. Where a word was put before a line, or behind it, the whole older line still stands.
    """
    if len(old_key) < _TICKER or old_key in key or key in old_key:
        return False
    return any(
        old_key[gone:-_CUT_OFF] in key[: len(old_key) - gone]
        for gone in range(1, len(old_key) // 2 + 1)
    )


class RecentLines:
    """Lines stored for a window within the last minutes: going back to it adds nothing."""

    def __init__(self) -> None:
        self._seen_ms: OrderedDict[tuple[str, str, str], int] = OrderedDict()

    def new_among(self, lines: Iterable[Line], window: WindowInfo, at_ms: int) -> tuple[Line, ...]:
        """Those lines that were not stored for this window lately."""

        def is_new(line: Line) -> bool:
            seen_ms = self._seen_ms.get((window.app, window.title, line_key(line.text)))
            return seen_ms is None or not 0 <= at_ms - seen_ms <= RECENT_MS

        return tuple(line for line in lines if is_new(line))

    def add(self, lines: Iterable[Line], window: WindowInfo, at_ms: int) -> None:
        """Take in lines that were stored."""
        for line in lines:
            key = (window.app, window.title, line_key(line.text))
            self._seen_ms[key] = at_ms
            self._seen_ms.move_to_end(key)
        while len(self._seen_ms) > _RECENT_LINES:
            self._seen_ms.popitem(last=False)

    def clear(self) -> None:
        """Know nothing any more."""
        self._seen_ms.clear()


def segments_of(lines: Iterable[Line]) -> tuple[NewSegment, ...]:
    """New lines, in reading order, as units of text: a paragraph or block each, not too long.

    The cells of a table's row are one unit, with tabs between them: a name belongs to its figure.
    What stands alone and says nothing (a badge, the buttons of a window) is left out.
    """
    groups: list[list[Line]] = []
    length = 0
    lines = list(lines)
    for at, line in enumerate(lines):
        fits = bool(groups) and length + len(line.text) + 1 <= LONGEST_SEGMENT
        if fits and (_is_next_cell(lines, at) or _continues(groups[-1], line)):
            groups[-1].append(line)
            length += len(line.text) + 1
        else:
            groups.append([line])
            length = len(line.text)
    telling = [g for g in groups if any(has_words(one.text) or is_a_number(one.text) for one in g)]
    return tuple(NewSegment(text=_joined(group), lines=tuple(group)) for group in telling)


def _is_next_cell(lines: Sequence[Line], at: int) -> bool:
    """Whether a line stands in the row of the one before it, to its right, as in a table.

    The reading order gives the lines of columns of prose one below the other; only in a table, or
    where a row stands alone, do two lines of one row follow each other. A column of prose that is
    one line high is wide; so is the text beside a label, but not the label.
    """
    before, line = lines[at - 1].box, lines[at].box
    wide = all(box.width >= _PROSE * box.height for box in (before, line))
    return _beside_in_row(before, line) and not wide


def _beside_in_row(one: Box, other: Box) -> bool:
    height = max(1, min(one.height, other.height))
    alike = max(one.height, other.height) <= 1.8 * height
    return _same_row(one, other) and alike and 0 <= other.left - one.right <= _NEAR * height


def _continues(group: Sequence[Line], line: Line) -> bool:
    """Whether a line is set close under the last one and shares its column.

    What follows a row of cells is a row, or a block, of its own.
    """
    in_a_row = len(group) > 1 and _beside_in_row(group[-2].box, group[-1].box)
    return not in_a_row and _is_under(group[-1].box, line.box)


def _is_under(above: Box, below: Box) -> bool:
    height = max(1, min(above.height, below.height))
    gap = below.top - above.bottom
    if (
        gap > 1.2 * height
        or below.top <= above.top
        or max(above.height, below.height) > 1.8 * height
    ):
        return False
    shared = min(above.right, below.right) - max(above.left, below.left)
    return shared >= 0.5 * min(above.width, below.width)


def _joined(group: Sequence[Line]) -> str:
    """One text: a sentence that was wrapped is one line again, other lines stay lines."""
    widest = max(line.box.width for line in group)
    text = group[0].text.strip()
    for above, line in pairwise(group):
        wrapped = (
            above.box.width >= 0.75 * widest
            and not above.text.rstrip().endswith(_SENTENCE_END)
            and line.text[:1].islower()
        )
        apart = " " if wrapped else "\n"
        if _beside_in_row(above.box, line.box):
            apart = CELLS_APART
        text += apart + line.text.strip()
    return text


def _within(part: Box, line: Box) -> bool:
    """Whether a line stands where another, or a part of it, stood (what covers it cut it off)."""
    slack = max(2, line.height // 2)
    return (
        _same_row(part, line)
        and part.left >= line.left - slack
        and part.right <= line.right + slack
    )


def _same_place(one: Box, other: Box) -> bool:
    """Whether two lines stand in the same row and begin near each other."""
    near = 2 * max(1, min(one.height, other.height))
    return _same_row(one, other) and abs(one.left - other.left) <= near


def _same_row(one: Box, other: Box) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared >= 0.6 * min(one.height, other.height)
