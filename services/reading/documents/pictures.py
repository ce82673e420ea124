"""Reads the text in pictures and scanned pages with the recognisers made for screens."""

import io
import warnings
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from services.errors import DocumentError
from services.reading.documents.blocks import Block, Draft, Source, damaged
from services.reading.line_reader import LineReader
from services.reading.lines import FoundLine, Page, find_lines
from services.reading.lines import Image as Pixels
from services.records import Line

_LONGEST = 2400  # pixels of the longer side that are looked at
_MOST_PIXELS = 200_000_000  # of a picture that is unpacked at all
_SHORTEST = 24  # rows: lower is no line of text
_GAP = 0.8  # of a line's height between two lines begins another paragraph
_BUSY = 4  # pictures inside a page in which text is searched for


def read_picture(source: Source) -> Draft:
    """A photo, a scan or a screenshot: the text in it; none where there is none."""
    if not source.scope.recognise:
        return Draft(())
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(source.content)) as opened:
                if opened.width * opened.height > _MOST_PIXELS:
                    raise DocumentError("The picture has too many pixels to be read.")
                opened.draft("RGB", (_LONGEST, _LONGEST))
                picture = ImageOps.exif_transpose(opened).convert("RGB")
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise DocumentError("The picture has too many pixels to be read.") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        raise damaged() from None
    return Draft([Block(text) for text in page_reader().paragraphs(picture)])


class PageReader:
    """Finds and reads the lines of a picture. Made once in the child: models take half a second."""

    def __init__(self) -> None:
        import cv2

        from services.reading.cache import LineCache
        from services.reading.cascade import Cascade
        from services.reading.detector import Detector

        cv2.setNumThreads(1)
        self._lines = LineReader(LineCache(), Cascade())
        self._detector = Detector()

    def paragraphs(self, picture: Image.Image) -> list[str]:
        """The text of a picture in reading order, lines that stand close together in one."""
        if max(picture.size) > _LONGEST:
            picture.thumbnail((_LONGEST, _LONGEST), Image.Resampling.LANCZOS)
        if min(picture.size) < _SHORTEST:
            return []
        pixels = np.array(picture)
        page = self._search_pictures(pixels, find_lines(pixels))
        text = self._lines.read(pixels, page, {})
        return _paragraphs([seen.line for seen in text.lines if not seen.doubtful])

    def _search_pictures(self, pixels: Pixels, page: Page) -> Page:
        """Look for text where edges alone cannot tell it: over photos, on uneven paper."""
        busy = sorted(page.textures, key=lambda box: -box.width * box.height)[:_BUSY]
        boxes = [box for region in busy for box in self._detector.find(pixels, region)]
        outside = [seen for seen in page.lines if not any(seen.box.overlaps(b) for b in boxes)]
        return replace(page, lines=(*outside, *(FoundLine(box) for box in boxes)))


@cache
def page_reader() -> PageReader:
    """The one reader of this process."""
    return PageReader()


def _paragraphs(lines: Sequence[Line]) -> list[str]:
    """Lines joined to paragraphs: a gap, or a jump to another column, begins the next."""
    found: list[list[Line]] = []
    for line in lines:
        if not line.text.strip():
            continue
        last = found[-1][-1].box if found else None
        height = line.box.height
        if last is not None and -height < line.box.top - last.bottom < _GAP * height:
            found[-1].append(line)
        else:
            found.append([line])
    return ["\n".join(line.text for line in run) for run in found]
