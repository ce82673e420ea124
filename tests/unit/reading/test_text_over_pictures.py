"""Text over busy pictures is found by the detector, which is asked only now and then."""

import numpy as np
import pytest

from services.reading import frame
from services.reading.cache import LineCache
from services.reading.detector import Detector
from services.reading.frame import FrameReader
from services.reading.jobs import FrameJob
from services.reading.lines import Image, find_lines
from services.reading.recognise import Recogniser
from services.records import Box
from tests.support.screens import Look, Pixels, Screen

WORDS = "Caption over a busy picture"


def busy(words: str, seed: int = 2) -> Pixels:
    """Grain in a window of an otherwise flat screen, words on it."""
    screen = Screen(900, 500)
    pixels = screen.pixels
    grain = np.random.default_rng(seed).normal(110, 14, (300, 700, 3))
    pixels[100:400, 100:800] = np.clip(grain, 0, 255).astype(np.uint8)
    mark = Screen(700, 300, (0, 0, 0)).text(40, 80, words, Look(size=30, ink=(255, 255, 255)))
    ink = mark.pixels.max(axis=2, keepdims=True).astype(np.int16)
    part = pixels[100:400, 100:800].astype(np.int16)
    pixels[100:400, 100:800] = (part + (255 - part) * ink // 255).astype(np.uint8)
    return pixels


def job(pixels: Pixels) -> FrameJob:
    height, width = pixels.shape[:2]
    return FrameJob(width, height, pixels.tobytes(), keyframe=True)


def test_a_busy_picture_is_a_texture() -> None:
    (texture,) = find_lines(busy(WORDS)).textures
    assert texture.overlaps(Box(100, 100, 700, 300))
    assert find_lines(Screen().text(40, 40, WORDS).pixels).textures == ()


def test_text_over_a_busy_picture_is_read(recogniser: Recogniser) -> None:
    reading = FrameReader(LineCache(), recogniser).read(job(busy(WORDS)))
    assert WORDS in [line.text for line in reading.lines]


@pytest.mark.parametrize(("found", "looks"), [((), 2), ((Box(10, 20, 150, 50),), 5)])
def test_a_moving_picture_is_searched_now_and_then(
    found: tuple[Box, ...], looks: int, recogniser: Recogniser, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Box] = []

    class Watched(Detector):
        def find(self, image: Image, region: Box) -> tuple[Box, ...]:
            asked.append(region)
            return found

    monkeypatch.setattr(frame, "Detector", Watched)
    reader = FrameReader(LineCache(), recogniser)
    for seed in range(14):
        reader.read(job(busy("", seed)[100:260, 100:300]))
    assert len(asked) == looks


def test_the_detector_finds_lines_in_pixels_of_the_frame() -> None:
    pixels = Screen(1400, 300).text(700, 100, "Ines moved the survey", Look(size=28)).pixels
    (box,) = Detector().find(pixels, Box(600, 50, 790, 200))
    assert box.left <= 702
    assert box.right >= 1000
    assert box.top <= 106
    assert 124 <= box.bottom <= 150
    assert Detector().find(Screen().pixels, Box(0, 0, 300, 200)) == ()
