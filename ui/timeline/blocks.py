"""How an event's block looks, and where its title stands: inside it or at its right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPen

from ui.design.strength import readable_on, strength_fill
from ui.design.tokens import Tokens
from ui.plain import one_line

STEPS = 64
GHOST = 0.3
"""Below this strength hardly more than an outline is left."""
PAD = 8
"""Pixels between a title and what stands beside it."""
LEAST = 2
"""Fewer pixels hold no letter."""


@dataclass(frozen=True, slots=True)
class BlockLook:
    """Fill, outline and text of a block."""

    brush: QBrush
    pen: QPen
    text: QColor


class Label(NamedTuple):
    """A block of a lane, its title, and the title's colour where it stands inside."""

    lane: int
    rect: QRectF
    words: str
    color: QColor


def place_labels(
    labels: Sequence[Label], font: QFont, ends: tuple[float, float], least: tuple[int, int]
) -> Iterator[tuple[Label, QRectF, bool]]:
    """Where each title stands, and whether that is inside its block.

    A title that does not fit inside goes to the right, up to the next block of the lane or the
    axis' end. ``ends`` are the axis' pixels; ``least`` is the least room inside and outside: a
    title that has less is left out.
    """
    family, pixels = font.family(), font.pixelSize()
    ordered = sorted(labels, key=lambda label: (label.lane, label.rect.left()))
    for label, after in zip_longest(ordered, ordered[1:]):
        rect = label.rect
        limit = ends[1]
        if after is not None and after.lane == label.lane:
            limit = min(after.rect.left() - PAD, limit)
        if limit - rect.right() < LEAST + PAD and rect.width() < LEAST + 2 * PAD:
            continue  # as nearly all are where years are seen
        left = max(rect.left(), ends[0]) + PAD
        inside = min(rect.right(), ends[1]) - left - PAD
        start = max(rect.right(), ends[0]) + PAD - 2
        outside = limit - start
        wanted = _advance(label.words, family, pixels)
        if inside >= wanted or (inside >= least[0] and inside >= outside):
            yield label, QRectF(left, rect.top(), inside, rect.height()), True
        elif outside >= min(wanted, least[1]) and rect.right() > ends[0]:
            yield label, QRectF(start, rect.top(), outside, rect.height()), False


def look_at(strength: float) -> int:
    """Where the look of a strength is among ``block_looks``."""
    return round(min(max(strength, 0.0), 1.0) * STEPS)


@lru_cache(maxsize=4)
def block_looks(tokens: Tokens) -> tuple[BlockLook, ...]:
    """The looks of all strengths, from nothing to one."""
    return tuple(_look(tokens, step / STEPS) for step in range(STEPS + 1))


def _look(tokens: Tokens, strength: float) -> BlockLook:
    fill = strength_fill(tokens, strength)
    if strength >= GHOST:
        return BlockLook(QBrush(fill), QPen(Qt.PenStyle.NoPen), readable_on(fill))
    ghost = QColor(fill)
    ghost.setAlphaF(0.35)
    return BlockLook(QBrush(ghost), QPen(fill), QColor(tokens.muted))


def elided(title: str, font: QFont, room: float) -> str:
    """The part of a title that fits."""
    return _elided(title, font.family(), font.pixelSize(), int(room))


@lru_cache(maxsize=4096)
def _elided(title: str, family: str, pixels: int, room: int) -> str:
    return _metrics(family, pixels).elidedText(one_line(title), Qt.TextElideMode.ElideRight, room)


@lru_cache(maxsize=4096)
def _advance(title: str, family: str, pixels: int) -> int:
    return _metrics(family, pixels).horizontalAdvance(one_line(title)) + 1


@lru_cache(maxsize=8)
def _metrics(family: str, pixels: int) -> QFontMetrics:
    font = QFont(family)
    font.setPixelSize(pixels)
    return QFontMetrics(font)
