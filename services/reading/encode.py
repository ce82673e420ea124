"""Rectangles of a frame as WebP: lossless where it is flat, lossy where it shows pictures."""

from io import BytesIO

import numpy as np
from PIL import Image as Pillow

from services.reading.lines import Image
from services.records import Box, Patch

_FLAT = 0.90  # share of pixels equal to their left neighbour; above it lossless is always smaller
_BUSY = 0.60  # below it lossless is always larger
_LOSSY_QUALITY = 50
_LOSSLESS_EFFORT = 50


def encode(image: Image, boxes: tuple[Box, ...]) -> tuple[Patch, ...]:
    """One patch a box, cut at the frame's edges; boxes outside are left out."""
    height, width = image.shape[:2]
    whole = Box(0, 0, width, height)
    return tuple(
        Patch(box, webp(image[box.top : box.bottom, box.left : box.right]))
        for box in (clip(box, whole) for box in boxes)
        if box.width > 0 and box.height > 0
    )


def clip(box: Box, into: Box) -> Box:
    """The part of ``box`` inside ``into``; without width or height where there is none."""
    left, top = max(box.left, into.left), max(box.top, into.top)
    return Box(left, top, min(box.right, into.right) - left, min(box.bottom, into.bottom) - top)


def webp(pixels: Image) -> bytes:
    """The smaller of lossless and lossy, without trying both where the content tells.

    On rendered pages lossless takes about half the bytes of lossy at quality 50 (8 KB against
    18 KB for a full page of text); on photographs it takes seven times as many.
    """
    flat = flatness(pixels)
    picture = Pillow.fromarray(np.ascontiguousarray(pixels))
    kinds = []
    if flat > _BUSY:
        kinds.append(_saved(picture, lossless=True, quality=_LOSSLESS_EFFORT))
    if flat < _FLAT:
        kinds.append(_saved(picture, lossless=False, quality=_LOSSY_QUALITY))
    return min(kinds, key=len)


def flatness(pixels: Image) -> float:
    """The share of pixels that equal their left neighbour, on every fourth row."""
    rows = pixels[::4]
    if rows.shape[1] < 2:
        return 1.0
    return float((rows[:, 1:] == rows[:, :-1]).all(axis=2).mean())


def _saved(picture: Pillow.Image, *, lossless: bool, quality: int) -> bytes:
    """The picture as WebP bytes."""
    out = BytesIO()
    picture.save(out, "WEBP", lossless=lossless, quality=quality, method=2)
    return out.getvalue()
