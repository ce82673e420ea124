"""Draws screens with text for tests of the reading room."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from services.records import Patch
from services.store import pictures

Pixels = NDArray[np.uint8]
Colour = tuple[int, int, int]
DARK, PAPER = (20, 20, 20), (252, 252, 250)
SANS, MONO, SERIF = "DejaVuSans.ttf", "DejaVuSansMono.ttf", "DejaVuSerif.ttf"


def font(name: str, size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """A font by file name; Pillow's own where the machine lacks it."""
    try:
        return ImageFont.truetype(name, size)
    except OSError:
        return ImageFont.load_default(size)


def painted(patches: Iterable[Patch], canvas: Pixels) -> Pixels:
    """The canvas after patches."""
    image = Image.fromarray(canvas)
    pictures.paint(image, patches)
    return np.asarray(image)


@dataclass
class Look:
    """How text is drawn."""

    name: str = SANS
    size: int = 16
    ink: Colour = DARK


class Screen:
    """A picture to draw on; ``pixels`` copies it out."""

    def __init__(self, width: int = 800, height: int = 400, paper: Colour = PAPER) -> None:
        self.image = Image.new("RGB", (width, height), paper)
        self.draw = ImageDraw.Draw(self.image)

    def text(self, left: int, top: int, words: str, look: Look | None = None) -> "Screen":
        """Draw one line."""
        look = look or Look()
        self.draw.text((left, top), words, font=font(look.name, look.size), fill=look.ink)
        return self

    def page(
        self, lines: list[str], look: Look | None = None, left: int = 40, top: int = 30
    ) -> "Screen":
        """Draw lines under each other."""
        look = look or Look()
        for at, words in enumerate(lines):
            self.text(left, top + int(at * look.size * 1.45), words, look)
        return self

    @property
    def pixels(self) -> Pixels:
        """RGB, shape (height, width, 3)."""
        return np.asarray(self.image).copy()
