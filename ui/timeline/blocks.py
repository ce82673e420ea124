"""How an event's block looks, and where its title stands: inside it or at its right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics

from ui.design.strength import readable_on, strength_fill
from ui.design.tokens import Tokens

STEPS = 64
GHOST = 0.3
"""Below this strength hardly more than an outline is left."""
PAD = 8
"""Pixels between a title and what stands beside it."""


@dataclass(frozen=True, slots=True)
class BlockLook:
    """Fill, outline (None: none) and text of a block."""

    fill: QColor
    edge: QColor | None
    text: QColor


@dataclass(frozen=True, slots=True)
class Label:
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
    ordered = sorted(labels, key=lambda label: (label.lane, label.rect.left()))
    for at, label in enumerate(ordered):
        rect = label.rect
        left = max(rect.left(), ends[0]) + PAD
        inside = min(rect.right(), ends[1]) - left - PAD
        after = ordered[at + 1] if at + 1 < len(ordered) else None
        limit = ends[1]
        if after is not None and after.lane == label.lane:
            limit = min(after.rect.left() - PAD, limit)
        start = max(rect.right(), ends[0]) + PAD - 2
        outside = limit - start
        wanted = _advance(label.words, font.family(), font.pixelSize())
        if inside >= wanted or (inside >= least[0] and inside >= outside):
            yield label, QRectF(left, rect.top(), inside, rect.height()), True
        elif outside >= min(wanted, least[1]) and rect.right() > ends[0]:
            yield label, QRectF(start, rect.top(), outside, rect.height()), False


def block_look(tokens: Tokens, strength: float) -> BlockLook:
    """The look of a strength."""
    return _look(tokens, round(min(max(strength, 0.0), 1.0) * STEPS))


@lru_cache(maxsize=4 * STEPS)
def _look(tokens: Tokens, step: int) -> BlockLook:
    strength = step / STEPS
    fill = strength_fill(tokens, strength)
    if strength >= GHOST:
        return BlockLook(fill, None, readable_on(fill))
    ghost = QColor(fill)
    ghost.setAlphaF(0.35)
    return BlockLook(ghost, fill, QColor(tokens.muted))


def elided(title: str, font: QFont, room: float) -> str:
    """The part of a title that fits."""
    return _elided(title, font.family(), font.pixelSize(), int(room))


@lru_cache(maxsize=4096)
def _elided(title: str, family: str, pixels: int, room: int) -> str:
    font = QFont(family)
    font.setPixelSize(pixels)
    return QFontMetrics(font).elidedText(title, Qt.TextElideMode.ElideRight, room)


@lru_cache(maxsize=4096)
def _advance(title: str, family: str, pixels: int) -> int:
    font = QFont(family)
    font.setPixelSize(pixels)
    return QFontMetrics(font).horizontalAdvance(title) + 1
