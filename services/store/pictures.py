"""Pixels of frames: many patches in one blob, and a picture put together from them again.

A frame's blob is ``AF1``, the number of patches (uint16), for each patch left, top, width, height
and length (uint32, little endian), then the patches' WebP bytes one after the other. A picture of
one pixel stands for a patch of that colour.
"""

import struct
from collections.abc import Iterable, Sequence
from io import BytesIO

from PIL import Image

from services.errors import WorldError
from services.records import Box, Patch

_MAGIC = b"AF1"
_COUNT = struct.Struct("<3sH")
_PATCH = struct.Struct("<5I")
THUMBNAIL_WIDTH = 320
QUALITY = 90  # of a thumbnail
MOST_PATCHES = 400  # of one frame; more take longer to look through than to encode anew


def write_patches(patches: Iterable[Patch]) -> bytes:
    """One blob of patches."""
    every = tuple(patches)
    heads = b"".join(
        _PATCH.pack(p.box.left, p.box.top, p.box.width, p.box.height, len(p.webp)) for p in every
    )
    return _COUNT.pack(_MAGIC, len(every)) + heads + b"".join(p.webp for p in every)


def read_patches(blob: bytes) -> tuple[Patch, ...]:
    """The patches of a blob; raises ``WorldError`` where it is damaged."""
    try:
        magic, count = _COUNT.unpack_from(blob)
        heads = [_PATCH.unpack_from(blob, _COUNT.size + i * _PATCH.size) for i in range(count)]
    except struct.error:
        raise damaged() from None
    at = _COUNT.size + count * _PATCH.size
    if magic != _MAGIC or at + sum(head[4] for head in heads) != len(blob):
        raise damaged()
    patches = []
    for left, top, width, height, length in heads:
        patches.append(Patch(Box(left, top, width, height), blob[at : at + length]))
        at += length
    return tuple(patches)


def paint(picture: Image.Image, patches: Iterable[Patch]) -> None:
    """Put patches over a picture, in order."""
    for patch in patches:
        picture.paste(pixels_of(patch), (patch.box.left, patch.box.top))


def pixels_of(patch: Patch) -> Image.Image:
    """What a patch shows, as large as its box; raises ``WorldError`` where it is damaged."""
    picture = decode(patch.webp)
    if picture.size == (1, 1):
        return Image.new("RGB", (patch.box.width, patch.box.height), picture.getpixel((0, 0)))
    return picture


def decode(webp: bytes) -> Image.Image:
    """An RGB picture from WebP; raises ``WorldError`` where it is damaged."""
    try:
        with Image.open(BytesIO(webp), formats=("WEBP",)) as image:
            return image.convert("RGB")
    except (OSError, ValueError, SyntaxError) as error:
        raise damaged() from error


def whole(picture: Image.Image) -> bytes:
    """A small picture (a thumbnail) as a blob of one patch; not for what must stay exact."""
    exact, close = BytesIO(), BytesIO()
    picture.save(exact, "WEBP", lossless=True, quality=25, method=2)
    picture.save(close, "WEBP", quality=QUALITY, method=3)
    # Windows are often smaller without loss, and coloured text stays sharp; photographs are not.
    best = exact if exact.tell() <= 2 * close.tell() else close
    return write_patches([Patch(Box(0, 0, *picture.size), best.getvalue())])


def exactly(picture: Image.Image) -> bytes:
    """A picture as a keyframe of one patch, pixel for pixel."""
    out = BytesIO()
    picture.save(out, "WEBP", lossless=True, quality=25, method=2)
    return write_patches([Patch(Box(0, 0, *picture.size), out.getvalue())])


def flattened(patches: Sequence[Patch]) -> bytes | None:
    """A keyframe of the patches that can be seen, as they are; None where some show in part only.

    Such a patch's bytes would still hold what later ones hide.
    """
    shown: list[Patch] = []
    for patch in reversed(patches):
        over = [later.box for later in shown if later.box.overlaps(patch.box)]
        if any(_covers(box, patch.box) for box in over):
            continue
        if over or len(shown) >= MOST_PATCHES:
            return None
        shown.append(patch)
    return write_patches(reversed(shown))


def _covers(over: Box, under: Box) -> bool:
    return (
        over.left <= under.left
        and over.top <= under.top
        and over.right >= under.right
        and over.bottom >= under.bottom
    )


def thumbnail(picture: Image.Image) -> Image.Image:
    """The picture at most ``THUMBNAIL_WIDTH`` pixels wide, in its own proportions."""
    if picture.width <= THUMBNAIL_WIDTH:
        return picture
    height = max(1, round(picture.height * THUMBNAIL_WIDTH / picture.width))
    return picture.resize((THUMBNAIL_WIDTH, height), Image.Resampling.LANCZOS)


def damaged() -> WorldError:
    """The error for pixels that cannot be read."""
    return WorldError(
        "A stored picture is damaged and cannot be shown.", "Its text can still be found."
    )
