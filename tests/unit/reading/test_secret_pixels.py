"""Of a secret on a real frame nothing can be read from the image that is stored."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from services.reading.cache import LineCache
from services.reading.frame import FrameReader
from services.reading.jobs import FrameJob, FrameReading
from services.reading.lines import find_lines
from services.reading.recognise import Recogniser
from tests.support.screens import MONO, SANS, Colour, Look, Pixels, Screen, painted

PLAIN = "The harbour survey went well"
# What is drawn, and what of it may not be read.
SHOWN = (
    ("Card number: 5555 5555 5555 4444", "5555 4444"),
    ("Transfer to DE89 3704 0044 0532 0130 00 today", "0044 0532"),
    ("export GITHUB_TOKEN=ghp_k7Rt2mWq9ZxP4vBn8LcD3fGh6JsY5aQe1Uw0", "k7Rt2mWq9"),
    ("Passwort: Blauwal-4471", "Blauwal-4471"),
    ("Votre code de connexion est 481 516", "481 516"),
    ("SSN 536-90-4399 on file", "536-90-4399"),
    ("https://ines:Tulpe4499@git.example.org/", "Tulpe4499"),
)
DARK_PAGE: tuple[Colour, Colour] = ((24, 26, 31), (214, 217, 222))
LIGHT_PAGE: tuple[Colour, Colour] = ((252, 252, 250), (20, 20, 20))


def page(name: str, size: int, colours: tuple[Colour, Colour]) -> Screen:
    paper, ink = colours
    screen = Screen(1000, 60 + int(size * 1.45) * (len(SHOWN) + 3), paper)
    texts = [PLAIN, *(text for text, _ in SHOWN), PLAIN]
    return screen.page(texts, Look(name, size, ink))


def stored(reading: FrameReading, pixels: Pixels) -> Pixels:
    """What a keyframe holds, decoded."""
    return painted(reading.frame.patches, np.zeros_like(pixels))


def own_eyes(image: Pixels, recogniser: Recogniser) -> str:
    boxes = [found.box for found in find_lines(image).lines]
    crops = [image[box.top : box.bottom, box.left : box.right] for box in boxes]
    return "\n".join(read.text for read in recogniser.read(crops))


def tesseract(image: Pixels, folder: Path) -> str:
    path = folder / "stored.png"
    big = Image.fromarray(image)
    big.resize((big.width * 2, big.height * 2)).save(path)
    command = ["tesseract", str(path), "-", "--psm", "6"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def left_over(secret: str, seen: str) -> bool:
    """Whether four characters in a row of a secret can still be read."""
    bare, text = (re.sub(r"\W", "", each).lower() for each in (secret, seen))
    return any(bare[at : at + 4] in text for at in range(len(bare) - 3))


@pytest.mark.parametrize(
    ("name", "size", "colours"), [(SANS, 16, LIGHT_PAGE), (MONO, 14, DARK_PAGE)]
)
def test_nothing_of_a_secret_is_left_in_the_picture(
    name: str, size: int, colours: tuple[Colour, Colour], recogniser: Recogniser, tmp_path: Path
) -> None:
    pixels = page(name, size, colours).pixels
    height, width = pixels.shape[:2]
    job = FrameJob(width, height, pixels.tobytes(), keyframe=True)
    reading = FrameReader(LineCache(), recogniser).read(job)
    assert len(reading.rules) >= len(SHOWN)
    image = stored(reading, pixels)
    eyes: list[Callable[[], str]] = [lambda: own_eyes(image, recogniser)]
    if shutil.which("tesseract"):
        eyes.append(lambda: tesseract(image, tmp_path))
    for look in eyes:
        seen = look()
        assert PLAIN in seen
        assert [secret for _, secret in SHOWN if left_over(secret, seen)] == []
    text = "\n".join([line.text for line in reading.lines] + [line.text for line in reading.fresh])
    assert [secret for _, secret in SHOWN if left_over(secret, text)] == []


def test_without_redaction_the_same_eyes_read_the_secrets(
    recogniser: Recogniser, tmp_path: Path
) -> None:
    """Else the test above could not fail."""
    pixels = page(SANS, 16, LIGHT_PAGE).pixels
    seen = own_eyes(pixels, recogniser)
    assert sum(left_over(secret, seen) for _, secret in SHOWN) == len(SHOWN)


def test_a_card_that_grows_is_never_stored_with_twelve_digits(recogniser: Recogniser) -> None:
    """Neither beside its label nor without one, whole or not."""
    reader = FrameReader(LineCache(), recogniser)
    card = "5555 5555 5555 4444"
    for end in (12, 16, 18):
        pixels = Screen(700, 120).page([f"Card number: {card[:end]}", card[:end]]).pixels
        job = FrameJob(700, 120, pixels.tobytes(), keyframe=True)
        image = stored(reader.read(job), pixels)
        assert re.search(r"(?:\d ?){12}", own_eyes(image, recogniser)) is None
