"""Finds words on a window that do not fit where they stand."""

import re
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea, QWidget

from ui.design.widgets import ElidedLabel

UNBROKEN = re.compile(r"(?:[^\s-]|-(?=\d))+-*|-+")
"""What stays on one line: words, up to a hyphen that no digit follows."""
SLACK = 2
"""Pixels that rounding may take."""


def cut_off(window: QWidget) -> list[str]:
    """The words of visible labels and buttons that are wider than their room, or outside it."""
    return [words for widget, words in _written(window) if _is_cut(widget, words)]


def _written(window: QWidget) -> Iterator[tuple[QWidget, str]]:
    found: tuple[QLabel | QAbstractButton, ...] = (
        *window.findChildren(QLabel),
        *window.findChildren(QAbstractButton),
    )
    for widget in found:
        if widget.isVisibleTo(window) and widget.text() and not isinstance(widget, ElidedLabel):
            yield widget, widget.text()


def _is_cut(widget: QWidget, words: str) -> bool:
    if isinstance(widget, QLabel):
        if widget.textFormat() is Qt.TextFormat.RichText:
            return False
        metrics = widget.fontMetrics()
        parts = UNBROKEN.findall(words) if widget.wordWrap() else words.split("\n")
        needed = max((metrics.horizontalAdvance(part) for part in parts), default=0)
        if needed > widget.contentsRect().width() + SLACK:
            return True
        if widget.wordWrap() and widget.height() + SLACK < widget.heightForWidth(widget.width()):
            return True
    elif widget.width() + SLACK < widget.minimumSizeHint().width():
        return True
    return _leaves_its_parent(widget)


def _leaves_its_parent(widget: QWidget) -> bool:
    """Whether it reaches over the sides of what holds it (down and up it may be scrolled to)."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea) and not parent.isWindow():
        left = widget.mapTo(parent, widget.rect().topLeft()).x()
        if left < -SLACK or left + widget.width() > parent.width() + SLACK:
            return True
        parent = parent.parentWidget()
    return False
