"""Turns found lines into text: from the cache where they were seen, else by the recogniser."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.reading.cache import LineCache
from services.reading.cascade import SURE
from services.reading.chunks import Chunk, chunks_of
from services.reading.lines import FoundLine, Image, Page
from services.reading.painting import Piece
from services.reading.recognise import LineRecogniser, Recognised
from services.reading.spelling import settled
from services.records import Box, Line

_NOTHING = Recognised("", 0.0)
_DOUBTFUL = SURE  # what was read again and is text is surer than that
_DOUBTFUL_TEXTURE = 0.85


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line with the keys of its chunks; ``doubtful`` where it is more likely a picture.

    ``pieces`` tell where its characters stand.
    """

    line: Line
    keys: tuple[bytes, ...]
    doubtful: bool = False
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class PageText:
    """What was read, and of how many lines nothing had to be recognised."""

    lines: tuple[ReadLine, ...]
    from_cache: int
    fresh: Mapping[bytes, Recognised]


class LineReader:
    """Reads the lines of a page through a cache."""

    def __init__(self, cache: LineCache, recogniser: LineRecogniser) -> None:
        self._cache = cache
        self._recogniser = recogniser

    def keys(self, image: Image, chunks: Sequence[Chunk]) -> tuple[bytes, ...]:
        """The keys of a line's chunks."""
        return tuple(self._cache.key(crop(image, chunk.ink), chunk.place) for chunk in chunks)

    def read(
        self, image: Image, page: Page, known: Mapping[tuple[bytes, ...], ReadLine]
    ) -> PageText:
        """Read every line of ``page``; ``known`` are lines of this screen by their keys.

        Nothing is put into the cache here: what holds a secret must not get there.
        """
        cut = [(found, chunks_of(found.box, page.gray)) for found in page.lines]
        keyed = [(found, chunks, self.keys(image, chunks)) for found, chunks in cut if chunks]
        wanted: dict[bytes, Chunk] = {}
        for _, chunks, keys in keyed:
            if keys not in known:
                wanted |= {
                    key: chunk
                    for key, chunk in zip(keys, chunks, strict=True)
                    if self._cache.get(key) is None
                }
        crops = [crop(image, chunk.crop) for chunk in wanted.values()]
        fresh = dict(zip(wanted, self._recogniser.read(crops), strict=True))
        lines = [
            self._assemble(found, chunks, keys, fresh)
            if keys not in known
            else _again(found, keys, known[keys])
            for found, chunks, keys in keyed
        ]
        cached = sum(not any(key in wanted for key in keys) for _, _, keys in keyed)
        return PageText(tuple(lines), cached, fresh)

    def _assemble(
        self,
        found: FoundLine,
        chunks: Sequence[Chunk],
        keys: tuple[bytes, ...],
        fresh: Mapping[bytes, Recognised],
    ) -> ReadLine:
        """One line from its chunks."""
        parts = [fresh.get(key) or self._cache.get(key) or _NOTHING for key in keys]
        text, pieces = "", []
        for chunk, part in zip(chunks, parts, strict=True):
            start = len(text) + 1 if text and part.text else len(text)
            text = f"{text} {part.text}".strip()
            pieces.append(Piece(start, len(text), chunk.ink))
        weights = [len(part.text) for part in parts]
        total = sum(weights)
        mean = sum(p.confidence * w for p, w in zip(parts, weights, strict=True)) / max(1, total)
        needed = _DOUBTFUL if found.sure else _DOUBTFUL_TEXTURE
        doubtful = mean < needed or not any(ch.isalnum() for ch in text)
        line = Line(settled(text), found.box, round(mean, 4))
        return ReadLine(line, keys, doubtful, tuple(pieces))


def _again(found: FoundLine, keys: tuple[bytes, ...], seen: ReadLine) -> ReadLine:
    """A line of this screen that has moved, or stands where it stood."""
    right, down = found.box.left - seen.line.box.left, found.box.top - seen.line.box.top
    pieces = tuple(
        Piece(part.start, part.end, moved(part.box, right, down)) for part in seen.pieces
    )
    line = Line(seen.line.text, found.box, seen.line.confidence)
    return ReadLine(line, keys, seen.doubtful, pieces)


def moved(box: Box, right: int, down: int) -> Box:
    """The box, moved by so many pixels."""
    return Box(box.left + right, box.top + down, box.width, box.height)


def crop(image: Image, box: Box) -> Image:
    """The pixels of a box."""
    return image[box.top : box.bottom, box.left : box.right]
