"""How an event's block looks, worked out once for every step of strength and every width."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics

from ui.design.strength import readable_on, strength_fill
from ui.design.tokens import Tokens

STEPS = 64
GHOST = 0.3
"""Below this strength hardly more than an outline is left."""


@dataclass(frozen=True, slots=True)
class BlockLook:
    """Fill, outline (None: none) and text of a block."""

    fill: QColor
    edge: QColor | None
    text: QColor


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
