"""Strength is light: the one scale from vivid over fading to faded, used everywhere."""

import zlib
from functools import lru_cache

from PySide6.QtGui import QColor

from ui.design.tokens import Tokens

# Retrievability at which a memory is wholly vivid, halfway, and as good as gone.
VIVID, FADING, FADED = 0.95, 0.6, 0.25


def mix(first: QColor, second: QColor, share: float) -> QColor:
    """A colour between two; ``share`` 0 gives the first, 1 the second."""
    share = min(max(share, 0.0), 1.0)
    keep = 1.0 - share
    return QColor(
        round(first.red() * keep + second.red() * share),
        round(first.green() * keep + second.green() * share),
        round(first.blue() * keep + second.blue() * share),
    )


def strength_color(tokens: Tokens, strength: float) -> QColor:
    """The opaque colour of a strength in [0, 1]."""
    if strength >= FADING:
        share = (strength - FADING) / (VIVID - FADING)
        return mix(QColor(tokens.fading), QColor(tokens.vivid), share)
    share = (strength - FADED) / (FADING - FADED)
    return mix(QColor(tokens.faded), QColor(tokens.fading), share)


def strength_alpha(strength: float) -> float:
    """How opaque a thing of this strength is drawn: never below what can still be made out."""
    share = min(max((strength - 0.1) / (VIVID - 0.1), 0.0), 1.0)
    return 0.28 + 0.72 * share


def strength_fill(tokens: Tokens, strength: float, *, onto: str = "") -> QColor:
    """The colour of a strength laid over a ground: faded ones let it through."""
    ground = QColor(onto or tokens.card)
    return mix(ground, strength_color(tokens, strength), strength_alpha(strength))


def luminance(color: QColor) -> float:
    """Relative luminance (WCAG 2.2)."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = linear(color.redF()), linear(color.greenF()), linear(color.blueF())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: QColor, second: QColor) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def readable_on(ground: QColor) -> QColor:
    """Near-black or near-white, whichever reads better on a ground."""
    dark, light = QColor("#14161b"), QColor("#f4f5f8")
    return dark if contrast(dark, ground) >= contrast(light, ground) else light


def faded_text(tokens: Tokens, strength: float, *, onto: str = "") -> QColor:
    """Text that dims with strength and stays readable (at least 4.5 : 1)."""
    ground = QColor(onto or tokens.window)
    share = min(max((0.9 - strength) / 0.6, 0.0), 1.0)
    text = mix(QColor(tokens.text), QColor(tokens.muted), share)
    return text if contrast(text, ground) >= 4.5 else QColor(tokens.text)


# Hues in degrees that stay clear of amber and rose, which mean strength, and of each other.
LANE_HUES = (95, 130, 160, 185, 208, 232, 258, 290)
LIGHTER = 28


def lane_color(tokens: Tokens, name: str) -> QColor:
    """An app's own colour: the same on every day and every machine."""
    return QColor(_lane_color(tokens, name))


@lru_cache(maxsize=256)
def _lane_color(tokens: Tokens, name: str) -> QColor:
    number = zlib.crc32(name.casefold().encode()) // 97
    hue = LANE_HUES[number % len(LANE_HUES)]
    dark = luminance(QColor(tokens.window)) < 0.2
    light = (158 if dark else 122) - (LIGHTER if number // len(LANE_HUES) % 2 else 0)
    return QColor.fromHsl(hue, 125, light)
