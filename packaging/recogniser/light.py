"""Draws words as most programs on Linux do: hinted upwards only, at any third of a pixel across.

FreeType's light auto-hinter is what GTK, Qt and the browsers ask for; Pillow cannot.
"""

from functools import lru_cache
from pathlib import Path

import freetype
import numpy as np
from numpy.typing import NDArray

ACROSS = 3
"""Columns of a mask to a pixel."""

_LOAD = freetype.FT_LOAD_TARGET_LIGHT | freetype.FT_LOAD_NO_BITMAP | freetype.FT_LOAD_RENDER


class LightFont:
    """A face at a size in pixels; widths are in columns of the mask."""

    def __init__(self, path: Path, size: int) -> None:
        self._face = freetype.Face(str(path))
        self._face.set_pixel_sizes(0, size)
        # the hinter comes first, so that this only draws finer across
        self._face.set_transform(
            freetype.Matrix(ACROSS * 0x10000, 0, 0, 0x10000), freetype.Vector(0, 0)
        )
        self._glyphs: dict[str, tuple[NDArray[np.uint8], int, int, float]] = {}
        metrics = self._face.size
        self.ascent = -(-metrics.ascender // 64)
        self.descent = -(metrics.descender // 64)
        tall = [self._glyph(letter) for letter in "ÁÅgjpq|("]
        self.reach = (
            max(top for _, _, top, _ in tall),
            max(picture.shape[0] - top for picture, _, top, _ in tall),
        )
        """Rows above and below the baseline that a line with every ascender takes."""

    def width(self, text: str) -> float:
        """How far a word reaches."""
        return sum(self._glyph(letter)[3] for letter in text)

    def draw(
        self, mask: NDArray[np.uint8], at: float, baseline: int, text: str, grid: int, more: float
    ) -> float:
        """Draw a word and return where it ends.

        Letters stand at multiples of ``grid`` columns, ``more`` columns further apart.
        """
        for letter in text:
            picture, left, top, advance = self._glyph(letter)
            start = round(at / grid) * grid + left
            rows = slice(baseline - top, baseline - top + picture.shape[0])
            part = mask[rows, start : start + picture.shape[1]]
            if part.shape == picture.shape:
                np.maximum(part, picture, out=part)
            at += (round(advance / grid) * grid if grid > 1 else advance) + more
        return at

    def _glyph(self, letter: str) -> tuple[NDArray[np.uint8], int, int, float]:
        """The coverage of a letter, its place from the pen, and its advance in columns."""
        if letter not in self._glyphs:
            self._face.load_char(letter, _LOAD)
            glyph = self._face.glyph
            bitmap = glyph.bitmap
            pixels = np.array(bitmap.buffer, np.uint8).reshape(bitmap.rows, max(1, bitmap.pitch))
            self._glyphs[letter] = (
                pixels[:, : bitmap.width],
                glyph.bitmap_left,
                glyph.bitmap_top,
                ACROSS * glyph.linearHoriAdvance / 0x10000,
            )
        return self._glyphs[letter]


@lru_cache(maxsize=600)
def light_font(path: Path, size: int) -> LightFont:
    """The face at a size, its letters kept."""
    return LightFont(path, size)
