"""Rectangles of a frame as WebP: lossless where it is flat, lossy where it shows pictures.

A rectangle of one colour is a picture of one pixel.
"""

from collections.abc import Iterator
from io import BytesIO

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pillow

from services.reading.grounds import without_grounds
from services.reading.lines import Image
from services.records import Box, Patch

_FLAT = 0.50  # share of pixels equal to their left neighbour; above it lossless is always smaller
_BUSY = 0.30  # below it lossless is always larger
_LOSSY_QUALITY = 50
# Below 26 libwebp looks for no cheaper way to write a row: 40 % less time but 50 % more bytes;
# above 50 it saves 4 % of the bytes at no cost.
_LOSSLESS_EFFORT = 60
_BLOCK_WIDTH, _BLOCK_HEIGHT = 40, 36
_LEAST_PICTURE = 8  # blocks: an icon or an avatar may as well be lossless


def encode(image: Image, boxes: tuple[Box, ...]) -> tuple[Patch, ...]:
    """Patches that cover each box, cut at the frame's edges; boxes outside are left out.

    A box that shows a picture beside text is taken apart, so that the text stays exact, and what
    is empty of it costs nothing.
    """
    height, width = image.shape[:2]
    whole = Box(0, 0, width, height)
    inside = (clip(box, whole) for box in boxes)
    return tuple(
        patch
        for box in inside
        if box.width > 0 and box.height > 0
        for part in parts_of(image, box)
        for patch in _patches(image, part)
    )


def _patches(image: Image, box: Box) -> Iterator[Patch]:
    """A box as patches: what it shows, and its ground."""
    shown, empty = without_grounds(image, box)
    for part in shown:
        yield Patch(part, webp(image[part.top : part.bottom, part.left : part.right]))
    for part in empty:
        pixel = image[part.top : part.top + 1, part.left : part.left + 1]
        yield Patch(part, _saved(Pillow.fromarray(pixel.copy()), lossless=True, quality=0))


def clip(box: Box, into: Box) -> Box:
    """The part of ``box`` inside ``into``; without width or height where there is none."""
    left, top = max(box.left, into.left), max(box.top, into.top)
    return Box(left, top, min(box.right, into.right) - left, min(box.bottom, into.bottom) - top)


def parts_of(image: Image, box: Box) -> list[Box]:
    """A box cut into pictures and what lies around them; whole where it is all of one kind."""
    if box.width * box.height < _LEAST_PICTURE * _BLOCK_WIDTH * _BLOCK_HEIGHT:
        return [box]
    picture = _picture(image, box)
    if picture is None or picture == box:
        return [box]
    around = (
        Box(box.left, box.top, box.width, picture.top - box.top),
        Box(box.left, picture.top, picture.left - box.left, picture.height),
        Box(picture.right, picture.top, box.right - picture.right, picture.height),
        Box(box.left, picture.bottom, box.width, box.bottom - picture.bottom),
    )
    rest = [one for one in around if one.width > 0 and one.height > 0]
    return [picture, *(part for one in rest for part in parts_of(image, one))]


def _picture(image: Image, box: Box) -> Box | None:
    """The box of the largest stretch of busy blocks, where it is of some size."""
    rows, columns = max(1, box.height // _BLOCK_HEIGHT), max(1, box.width // _BLOCK_WIDTH)
    same = _equal(image[box.top : box.bottom, box.left : box.right])
    shares = cv2.resize(same, (columns, rows), interpolation=cv2.INTER_AREA)
    busy = (np.asarray(shares) < 255 * _BUSY).astype(np.uint8)
    if np.count_nonzero(busy) < _LEAST_PICTURE:
        return None
    _, _, stats, _ = cv2.connectedComponentsWithStats(busy, connectivity=4)
    left, top, width, height, area = max(np.asarray(stats)[1:].tolist(), key=lambda row: row[4])
    if area < _LEAST_PICTURE:
        return None
    xs = [box.left + box.width * x // columns for x in (left, left + width)]
    ys = [box.top + box.height * y // rows for y in (top, top + height)]
    return _to_its_edges(image, Box(xs[0], ys[0], xs[1] - xs[0], ys[1] - ys[0]), box)


def _to_its_edges(image: Image, picture: Box, box: Box) -> Box:
    """A picture that was found by blocks, with what it has of the blocks around it.

    A few rows of a photograph in a lossless part take as many bytes as all of its text.
    """
    left = max(box.left, picture.left - _BLOCK_WIDTH)
    right = min(box.right, picture.right + _BLOCK_WIDTH)
    across = image[picture.top : picture.bottom, left:right].transpose(1, 0, 2)
    left = picture.left - _busy_lines(across[: picture.left - left][::-1])
    right = picture.right + _busy_lines(across[across.shape[0] - right + picture.right :])
    top = max(box.top, picture.top - _BLOCK_HEIGHT)
    bottom = min(box.bottom, picture.bottom + _BLOCK_HEIGHT)
    top = picture.top - _busy_lines(image[top : picture.top, left:right][::-1])
    bottom = picture.bottom + _busy_lines(image[picture.bottom : bottom, left:right])
    return Box(left, top, right - left, bottom - top)


def _busy_lines(lines: Image) -> int:
    """How many lines from the first on are busy."""
    if not lines.size:
        return 0
    equal = (lines[:, 1:] == lines[:, :-1]).all(axis=2).mean(axis=1)
    return int(np.argmax(np.append(equal, 1.0) >= _BUSY))


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
    return float(_equal(pixels).mean()) / 255 if pixels.shape[1] > 1 else 1.0


def _equal(pixels: Image) -> NDArray[np.uint8]:
    """255 where a pixel equals its left neighbour, on every fourth row."""
    rows = pixels[::4]
    if rows.shape[1] < 2:
        return np.full(rows.shape[:2], 255, np.uint8)
    steps = cv2.absdiff(rows[:, 1:], rows[:, :-1])
    return np.asarray(cv2.inRange(steps, (0, 0, 0), (0, 0, 0)), np.uint8)


def _saved(picture: Pillow.Image, *, lossless: bool, quality: int) -> bytes:
    """The picture as WebP bytes."""
    out = BytesIO()
    picture.save(out, "WEBP", lossless=lossless, quality=quality, method=1 if lossless else 2)
    return out.getvalue()
