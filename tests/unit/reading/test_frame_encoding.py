"""Patches hold what is on the frame, small and crisp."""

from collections.abc import Sequence
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from services.reading.encode import clip, encode, flatness, webp
from services.records import Box, Patch
from tests.support.screens import Pixels, Screen, painted


def decode(data: bytes) -> Pixels:
    return np.asarray(Image.open(BytesIO(data)).convert("RGB"))


def photo() -> Pixels:
    """Smooth colours with grain, as a photograph has."""
    down, across = np.mgrid[0:200, 0:300]
    grain = np.random.default_rng(1).normal(0, 6, (200, 300, 3))
    return np.clip(np.stack([down, across % 256, 255 - down], 2) + grain, 0, 255).astype(np.uint8)


def covered(patches: Sequence[Patch], shape: tuple[int, ...]) -> NDArray[np.int_]:
    """How many patches cover each pixel."""
    count = np.zeros(shape[:2], int)
    for patch in patches:
        box = patch.box
        count[box.top : box.bottom, box.left : box.right] += 1
    return count


def test_flat_screens_are_exact() -> None:
    pixels = Screen().page(["Some words", "and more of them"] * 5).pixels
    assert flatness(pixels) > 0.9
    assert np.array_equal(decode(webp(pixels)), pixels)
    assert len(webp(pixels)) < 12_000


def test_photographs_are_small() -> None:
    assert flatness(photo()) < 0.3
    assert len(webp(photo())) < photo().size / 10


def test_text_beside_a_picture_stays_exact() -> None:
    screen = Screen(900, 700).page(["Some words", "and more of them"] * 5)
    pixels = screen.pixels.copy()
    pixels[400:600, 500:800] = photo()
    patches = encode(pixels, (Box(0, 0, 900, 700),))
    assert (covered(patches, pixels.shape) == 1).all()
    again = painted(patches, np.full_like(pixels, 77))
    assert np.array_equal(again[:380], pixels[:380])
    inside = np.s_[410:590, 510:790]
    assert not np.array_equal(again[inside], pixels[inside])
    assert np.abs(again[inside].astype(int) - pixels[inside]).mean() < 12
    assert sum(len(patch.webp) for patch in patches) < photo().size / 8


def test_a_picture_ends_where_its_pixels_do() -> None:
    pixels = Screen(900, 700).pixels.copy()
    pixels[411:611, 507:807] = photo()
    boxes = [patch.box for patch in encode(pixels, (Box(0, 0, 900, 700),))]
    (picture,) = [box for box in boxes if box.overlaps(Box(600, 500, 1, 1))]
    assert picture.top <= 411
    assert picture.left <= 507
    assert picture.right >= 807
    assert picture.bottom == 611, "a block of 36 rows that is not half busy"


def test_a_photograph_stays_one_patch() -> None:
    assert len(encode(photo(), (Box(0, 0, 300, 200),))) == 1
    assert len(encode(photo(), (Box(0, 0, 30, 20),))) == 1


def test_empty_ground_is_a_pixel_and_comes_back_exactly() -> None:
    screen = Screen(900, 700).page(["Some words", "and more of them"] * 5)
    screen.draw.rectangle((0, 500, 900, 560), fill=(40, 60, 80))
    pixels = screen.pixels
    patches = encode(pixels, (Box(0, 0, 900, 700),))
    assert (covered(patches, pixels.shape) == 1).all()
    assert np.array_equal(painted(patches, np.full_like(pixels, 77)), pixels)
    grounds = [patch.box for patch in patches if decode(patch.webp).shape == (1, 1, 3)]
    assert Box(0, 500, 900, 61) in grounds
    assert sum(box.width * box.height for box in grounds) > 0.6 * 900 * 700


def test_a_screen_of_one_colour_is_a_pixel() -> None:
    (patch,) = encode(Screen(900, 700).pixels, (Box(0, 0, 900, 700),))
    assert patch.box == Box(0, 0, 900, 700)
    assert len(patch.webp) < 60


def test_what_may_be_either_takes_the_smaller_form() -> None:
    dither = np.zeros((200, 300, 3), np.uint8)
    dither[:, ::5] = dither[:, 1::5] = 200
    dither[:, 2::5] = 100
    assert 0.3 < flatness(dither) < 0.5
    assert np.array_equal(decode(webp(dither)), dither)


def test_patches_are_cut_at_the_edges_and_those_outside_left_out() -> None:
    pixels = Screen(100, 80).pixels
    patches = encode(pixels, (Box(-10, 60, 40, 40), Box(200, 0, 10, 10), Box(98, 0, 1, 5)))
    assert [patch.box for patch in patches] == [Box(0, 60, 30, 20), Box(98, 0, 1, 5)]
    assert decode(patches[0].webp).shape == (20, 30, 3)


def test_clip() -> None:
    assert clip(Box(5, 5, 10, 10), Box(0, 0, 8, 20)) == Box(5, 5, 3, 10)


def test_a_single_column_is_flat() -> None:
    assert flatness(np.zeros((4, 1, 3), np.uint8)) == 1.0
