"""Cuts windows with known text into the crops that a recogniser gets, each with its exact text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from services.reading.chunks import chunks_of
from services.reading.line_reader import crop
from services.reading.lines import Image, find_lines
from services.reading.recognise import Recogniser
from tests.support.scoring import distance, plain

_LIKE = 0.3
"""The share of characters in which a reading may differ from the text it is taken for."""


@dataclass(frozen=True)
class KnownCrop:
    """Pixels and what they say."""

    pixels: Image
    text: str


def known_crops(image: Image, known: Sequence[str], recogniser: Recogniser) -> Iterator[KnownCrop]:
    """The crops of all lines whose text can be told for certain; others are left out.

    ``known`` are all texts that may stand in a line. A recogniser's reading says which of them it
    is; where a line is cut into chunks, its text is cut at those spaces that fit the readings.
    """
    texts = sorted({plain(text) for text in known})
    page = find_lines(image)
    for line in page.lines:
        chunks = chunks_of(line.box, page.gray)
        crops = [crop(image, chunk.crop) for chunk in chunks]
        readings = [plain(one.text) for one in recogniser.read(crops)] if crops else []
        text = _which(" ".join(readings), texts)
        if text is None:
            continue
        parts = split_at_spaces(text, readings)
        if parts is None:
            continue
        yield from (KnownCrop(one, part) for one, part in zip(crops, parts, strict=True) if part)


def _which(reading: str, texts: Sequence[str]) -> str | None:
    """The text that a line shows; none where two are as near."""
    if len(reading) < 2:
        return None
    near = [text for text in texts if abs(len(text) - len(reading)) <= _LIKE * len(text) + 1]
    ranked = sorted((distance(reading, text), text) for text in near)
    if not ranked or ranked[0][0] > _LIKE * len(ranked[0][1]):
        return None
    if len(ranked) > 1 and ranked[1][0] - ranked[0][0] < 2 and ranked[0][0] > 0:
        return None
    return ranked[0][1]


def split_at_spaces(text: str, readings: Sequence[str]) -> list[str] | None:
    """The text in as many parts as there are readings, each part whole words.

    None where a part differs from its reading by more than ``_LIKE``: then a chunk does not end at
    a space, or something else stands in the line.
    """
    words = text.split(" ")
    # best[n] is the least cost of giving the first n words to the readings so far
    best: list[tuple[int, list[int]]] = [(0, [0])] + [(10**6, [0])] * len(words)
    for reading in readings:
        following: list[tuple[int, list[int]]] = [(10**6, [0])] * (len(words) + 1)
        for end in range(len(words) + 1):
            for start in range(end + 1):
                cost, ends = best[start]
                if cost >= 10**6 or cost >= following[end][0]:
                    continue
                now = cost + distance(" ".join(words[start:end]), reading)
                if now < following[end][0]:
                    following[end] = (now, [*ends, end])
        best = following
    ends = best[len(words)][1]
    if len(ends) != len(readings) + 1:
        return None
    parts = [" ".join(words[a:b]) for a, b in pairwise(ends)]
    for part, reading in zip(parts, readings, strict=True):
        if distance(part, reading) > max(1, _LIKE * len(part)):
            return None
    return parts
