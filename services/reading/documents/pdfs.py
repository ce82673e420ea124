"""Reads PDF files page by page, with paragraphs put together again from their lines."""

import re
import time
from collections.abc import Iterator
from itertools import islice

from PIL import Image
from pypdfium2 import PdfDocument, PdfiumError

from services.errors import DocumentError
from services.reading.documents.blocks import (
    Block,
    Draft,
    Outline,
    Source,
    damaged,
    encrypted,
    one_line,
)
from services.reading.documents.decode import clean
from services.said import said

# PDFium marks a hyphen that only breaks a line with U+FFFE (or U+0002 in old versions).
_BROKEN_WORD = re.compile("[\ufffe\x02]\r?\n?")
_SENTENCE_END = tuple('.!?:;…”"')
_MOST_CHAPTERS = 10_000
_DRAWN_SCALE = 150 / 72  # dots an inch, over PDF's points
_MOST_PIXELS = 2400  # of the longer side
_PASSWORD = 4  # FPDF_ERR_PASSWORD in PDFium's public header fpdfview.h


def read_pdf(source: Source) -> Draft:
    """The text of each page, as the file holds it; scanned pages are recognised."""
    try:
        opened = PdfDocument(source.content)
    except PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code == _PASSWORD:
            raise encrypted() from None
        raise damaged() from None
    scans: list[int] = []
    try:
        paths = _chapters(opened)
        by_page = [list(_page(opened, number, paths[number])) for number in range(len(opened))]
        known = opened.get_metadata_dict()
        empty = [number for number, blocks in enumerate(by_page) if not blocks]
        if source.scope.recognise and empty:
            scans = _recognise(opened, empty, source.scope.seconds, by_page, paths)
    except PdfiumError:
        raise damaged() from None
    finally:
        opened.close()
    blocks = [block for own in by_page for block in own]
    if not blocks and not source.scope.recognise:
        raise DocumentError(
            "The file holds no text, only pictures of pages.",
            "Switch on “Read pictures and scans” to have them read.",
        )
    left = len(empty) - len(scans) if source.scope.recognise else 0
    notice = f"{left} of its {len(by_page)} pages are pictures that were not read in time."
    return Draft(
        blocks,
        one_line(known.get("Title", "")),
        one_line(known.get("Author", "")),
        notice=f"{notice} Raise files.parse_timeout_s to read them." if left else "",
    )


def _chapters(opened: PdfDocument) -> list[tuple[str, ...]]:
    """For each page the titles of the file's own contents that it stands under."""
    begins: dict[int, tuple[str, ...]] = {}
    outline = Outline()
    for entry in islice(opened.get_toc(max_depth=6), _MOST_CHAPTERS):
        target = entry.get_dest()
        at = None if target is None else target.get_index()
        outline.enter(entry.level, one_line(clean(entry.get_title()))[:200])
        if at is not None:
            begins.setdefault(at, outline.path)
    paths: list[tuple[str, ...]] = []
    for number in range(len(opened)):
        paths.append(begins.get(number, paths[-1] if paths else ()))
    return paths


def _recognise(
    opened: PdfDocument,
    empty: list[int],
    seconds: float,
    by_page: list[list[Block]],
    paths: list[tuple[str, ...]],
) -> list[int]:
    """Read pages that are pictures, as many as there is time for; gives their numbers."""
    from services.reading.documents.pictures import page_reader

    reader, done = page_reader(), []
    until_s = time.process_time() + seconds
    for number in empty:
        if time.process_time() > until_s:
            break
        where = said(f"page {number + 1}")
        texts = reader.paragraphs(_drawn(opened, number))
        by_page[number] = [Block(t, paths[number], part=where, place=where) for t in texts]
        done.append(number)
    return done


def _drawn(opened: PdfDocument, number: int) -> Image.Image:
    """A page as a picture in which text of usual size is about 20 pixels high."""
    page = opened[number]
    try:
        longest = max(page.get_size())
        bitmap = page.render(scale=min(_DRAWN_SCALE, _MOST_PIXELS / max(longest, 1.0)))
        try:
            picture: Image.Image = bitmap.to_pil()
            return picture.convert("RGB")
        finally:
            bitmap.close()
    finally:
        page.close()


def _page(opened: PdfDocument, number: int, headings: tuple[str, ...]) -> Iterator[Block]:
    page = opened[number]
    try:
        content = page.get_textpage()
        try:
            text = content.get_text_bounded()
        finally:
            content.close()
    finally:
        page.close()
    where = said(f"page {number + 1}")
    for run in _paragraphs(clean(_BROKEN_WORD.sub("", text)).split("\n")):
        yield Block(run, headings, part=where, place=where)


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Lines in runs; one ends at an empty line, and where a short line ends a sentence."""
    widest = max(map(len, lines), default=0)
    run: list[str] = []
    for line in map(str.rstrip, lines):
        if line:
            run.append(line)
        ends = not line or (len(line) < 0.8 * widest and line.endswith(_SENTENCE_END))
        if ends and run:
            yield "\n".join(run)
            run = []
    if run:
        yield "\n".join(run)
