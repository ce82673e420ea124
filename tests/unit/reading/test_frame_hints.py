"""Told text takes the way of all text: checked for secrets, painted, new only once."""

import numpy as np
import pytest

from services.reading.cache import LineCache
from services.reading.frame import FrameReader
from services.reading.jobs import FrameJob, FrameReading
from services.reading.recognise import Recogniser
from services.reading.secret_spans import MASK
from services.records import Box, Line
from tests.support.screens import Look, Screen, painted

TINY = Look(size=5)
WORDS = "The sluice was opened at dawn and shut again before noon"
SECRET = "password: kestrel-Mast-77x"


def told(text: str, top: int) -> Line:
    return Line(text, Box(36, top - 3, 700, 14))


@pytest.fixture
def reader(recogniser: Recogniser) -> FrameReader:
    return FrameReader(LineCache(), recogniser)


def look(reader: FrameReader, screen: Screen, *hints: Line, keyframe: bool = True) -> FrameReading:
    pixels = screen.pixels
    height, width = pixels.shape[:2]
    whole = (Box(0, 0, width, height),)
    return reader.read(
        FrameJob(
            width, height, pixels.tobytes(), changed=whole, keyframe=keyframe, hints=tuple(hints)
        )
    )


def test_text_too_small_to_read_comes_from_the_program_and_is_new_once(
    reader: FrameReader,
) -> None:
    screen = Screen().text(40, 60, WORDS, TINY)
    assert WORDS not in [line.text for line in look(reader, screen).lines]
    reading = look(reader, screen, told(WORDS, 60))
    assert WORDS in [line.text for line in reading.new]
    assert reading.counts["hints.added"] + reading.counts.get("hints.corrected", 0) >= 1
    again = look(reader, screen, told(WORDS, 60), keyframe=False)
    assert WORDS in [line.text for line in again.lines]
    assert WORDS not in [line.text for line in again.new]


def test_what_stands_elsewhere_on_the_pixels_is_not_believed(reader: FrameReader) -> None:
    screen = Screen().text(40, 60, "The ferry leaves from quay seven", Look(size=20))
    reading = look(reader, screen, told("Nothing of the kind is written here at all", 60))
    assert [line.text for line in reading.lines] == ["The ferry leaves from quay seven"]


def test_a_secret_that_only_the_program_tells_is_masked_and_painted(reader: FrameReader) -> None:
    screen = Screen().text(40, 60, WORDS, TINY).text(40, 90, SECRET, TINY)
    reading = look(reader, screen, told(WORDS, 60), told(SECRET, 90))
    said = "\n".join(line.text for line in reading.lines)
    assert "kestrel" not in said
    assert MASK in said
    assert reading.rules
    place = next(line.box for line in reading.lines if MASK in line.text)
    pixels = painted(reading.frame.patches, np.zeros_like(screen.pixels)).astype(int)
    part = pixels[place.top : place.bottom, place.left : place.right]
    assert part.std() < 12, "nothing of it can be seen any more"
    assert not any(SECRET in entry.text for entry in reading.fresh)
