"""The text of a frame as something that can be selected: which letters lie where."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QMenu, QWidget

from services.records import Box, Segment
from ui.words import tr

REACH = 3
"""Pixels of the frame around a line that still belong to it."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Before which character of which line."""

    line: int
    at: int


def lines_of(segments: tuple[Segment, ...]) -> tuple[tuple[str, Box], ...]:
    """The lines of texts with their boxes, where each line has one; in the order of reading."""
    return tuple(
        pair for segment in segments for pair in paired(segment.text, segment.anchor.boxes)
    )


def paired(text: str, boxes: tuple[Box, ...]) -> tuple[tuple[str, Box], ...]:
    """The lines of a text with their boxes; none where the two do not fit each other."""
    lines = text.split("\n")
    return tuple(zip(lines, boxes, strict=True)) if len(lines) == len(boxes) else ()


class TextLayer:
    """Lines over a frame, and what of them is selected. Points are in pixels of the frame."""

    def __init__(self, lines: tuple[tuple[str, Box], ...] = ()) -> None:
        self.lines = lines
        self._from: Place | None = None
        self._to: Place | None = None

    def line_at(self, point: QPointF) -> int | None:
        """The line under a point."""
        for number, (_text, box) in enumerate(self.lines):
            if _rect(box).adjusted(-REACH, -REACH, REACH, REACH).contains(point):
                return number
        return None

    def place_near(self, point: QPointF) -> Place | None:
        """The place nearest to a point: the line by height first, then the letter."""
        if not self.lines:
            return None

        def far(number: int) -> tuple[float, float]:
            box = self.lines[number][1]
            above = max(box.top - point.y(), 0.0) + max(point.y() - box.bottom, 0.0)
            beside = max(box.left - point.x(), 0.0) + max(point.x() - box.right, 0.0)
            return above, beside

        line = min(range(len(self.lines)), key=far)
        text, box = self.lines[line]
        share = (point.x() - box.left) / max(box.width, 1)
        ends = _ends(text)
        middles = [(before + after) / 2 for before, after in zip((0.0, *ends), ends, strict=False)]
        return Place(line, bisect_right(middles, share))

    def begin(self, point: QPointF) -> None:
        """Select from here."""
        self._from = self._to = self.place_near(point)

    def extend(self, point: QPointF) -> None:
        """Select up to here."""
        if self._from is not None:
            self._to = self.place_near(point)

    def select_word(self, point: QPointF) -> None:
        """Select the word under a point."""
        place = self.place_near(point)
        if place is None:
            return
        text = self.lines[place.line][0]
        start = end = min(place.at, max(len(text) - 1, 0))
        while start > 0 and not text[start - 1].isspace():
            start -= 1
        while end < len(text) and not text[end].isspace():
            end += 1
        self._from, self._to = Place(place.line, start), Place(place.line, end)

    def select_all(self) -> None:
        """Select every line."""
        if self.lines:
            last = len(self.lines) - 1
            self._from, self._to = Place(0, 0), Place(last, len(self.lines[last][0]))

    def clear(self) -> None:
        """Select nothing."""
        self._from = self._to = None

    def parts(self) -> tuple[tuple[int, int, int], ...]:
        """What is selected as (line, first character, one past the last)."""
        if self._from is None or self._to is None or self._from == self._to:
            return ()
        first, last = sorted((self._from, self._to))
        found = []
        for line in range(first.line, last.line + 1):
            start = first.at if line == first.line else 0
            end = last.at if line == last.line else len(self.lines[line][0])
            if end > start:
                found.append((line, start, end))
        return tuple(found)

    def selected_text(self) -> str:
        """The selected letters, line by line."""
        return "\n".join(self.lines[line][0][start:end] for line, start, end in self.parts())

    def selected_rects(self) -> tuple[QRectF, ...]:
        """Where the selected letters lie on the frame."""
        made = []
        for line, start, end in self.parts():
            text, box = self.lines[line]
            ends = (0.0, *_ends(text))
            left = box.left + ends[start] * box.width
            made.append(QRectF(left, box.top, (ends[end] - ends[start]) * box.width, box.height))
        return tuple(made)


def text_menu(
    parent: QWidget,
    text: str,
    copy: Callable[[], None],
    search: Callable[[str], None],
    note: Callable[[str], None],
) -> QMenu:
    """What can be done with a selected text."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    flat = " ".join(text.split())
    menu.addAction(tr("Copy")).triggered.connect(lambda _checked=False: copy())
    menu.addAction(tr("Search for this")).triggered.connect(lambda _checked=False: search(flat))
    menu.addAction(tr("Keep as a note")).triggered.connect(lambda _checked=False: note(text))
    return menu


def covered(boxes: tuple[Box, ...]) -> QRectF:
    """The smallest rectangle that holds all boxes; empty where there are none."""
    whole = QRectF()
    for box in boxes:
        whole = whole.united(_rect(box))
    return whole


def _rect(box: Box) -> QRectF:
    return QRectF(box.left, box.top, box.width, box.height)


@lru_cache(maxsize=512)
def _ends(text: str) -> tuple[float, ...]:
    """Where each letter ends as a share of the line, by the widths of a common typeface.

    The frame's own typeface is not known; letters of all sans-serifs are about as wide to each
    other, which is near enough to point at one.
    """
    metrics = QFontMetricsF(QFont("sans-serif", 12))
    widths = [max(metrics.horizontalAdvance(letter), 0.1) for letter in text]
    whole = sum(widths) or 1.0
    return tuple(end / whole for end in accumulate(widths))
