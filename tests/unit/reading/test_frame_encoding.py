"""Patches hold what is on the frame, small and crisp."""

from io import BytesIO

import numpy as np
from PIL import Image

from services.reading.encode import clip, encode, flatness, webp
from services.records import Box
from tests.support.screens import Pixels, Screen


def decode(data: bytes) -> Pixels:
    return np.asarray(Image.open(BytesIO(data)).convert("RGB"))


def photo() -> Pixels:
    """Smooth colours with grain, as a photograph has."""
    down, across = np.mgrid[0:200, 0:300]
    grain = np.random.default_rng(1).normal(0, 6, (200, 300, 3))
    return np.clip(np.stack([down, across % 256, 255 - down], 2) + grain, 0, 255).astype(np.uint8)


def test_flat_screens_are_exact() -> None:
    pixels = Screen().page(["Some words", "and more of them"] * 5).pixels
    assert flatness(pixels) > 0.9
    assert np.array_equal(decode(webp(pixels)), pixels)
    assert len(webp(pixels)) < 12_000


def test_photographs_are_small() -> None:
    assert flatness(photo()) < 0.3
    assert len(webp(photo())) < photo().size / 10


def test_mixed_content_takes_the_smaller_form() -> None:
    pixels = Screen(300, 800).pixels
    pixels[:200] = photo()
    assert 0.6 < flatness(pixels) < 0.9
    assert len(webp(pixels)) < pixels.size / 10


def test_patches_are_cut_at_the_edges_and_those_outside_left_out() -> None:
    pixels = Screen(100, 80).pixels
    patches = encode(pixels, (Box(-10, 60, 40, 40), Box(200, 0, 10, 10), Box(98, 0, 1, 5)))
    assert [patch.box for patch in patches] == [Box(0, 60, 30, 20), Box(98, 0, 1, 5)]
    assert decode(patches[0].webp).shape == (20, 30, 3)


def test_clip() -> None:
    assert clip(Box(5, 5, 10, 10), Box(0, 0, 8, 20)) == Box(5, 5, 3, 10)


def test_a_single_column_is_flat() -> None:
    assert flatness(np.zeros((4, 1, 3), np.uint8)) == 1.0
