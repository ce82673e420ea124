"""Reads PDF files page by page, with paragraphs put together again from their lines."""

import re
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import PdfDocument, PdfiumError

from services.errors import DocumentError
from services.reading.documents.blocks import Block, Draft, Source, damaged, encrypted, one_line
from services.reading.documents.decode import clean

# PDFium marks a hyphen that only breaks a line with U+FFFE (or U+0002 in old versions).
_BROKEN_WORD = re.compile("[\ufffe\x02]\r?\n?")
_SENTENCE_END = tuple('.!?:;…”"')
_PASSWORD = 4  # FPDF_ERR_PASSWORD in PDFium's public header fpdfview.h


def read_pdf(source: Source) -> Draft:
    """The text of each page, in the order in which the file holds it."""
    try:
        opened = PdfDocument(source.content)
    except PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code == _PASSWORD:
            raise encrypted() from None
        raise damaged() from None
    try:
        blocks = [block for number in range(len(opened)) for block in _page(opened, number)]
        known = opened.get_metadata_dict()
    except PdfiumError:
        raise damaged() from None
    finally:
        opened.close()
    if not blocks:
        raise DocumentError(
            "The file holds no text, only pictures of pages.", "Run text recognition on it first."
        )
    return Draft(blocks, one_line(known.get("Title", "")), one_line(known.get("Author", "")))


def _page(opened: "pypdfium2.PdfDocument", number: int) -> Iterator[Block]:
    page = opened[number]
    try:
        content = page.get_textpage()
        try:
            text = content.get_text_bounded()
        finally:
            content.close()
    finally:
        page.close()
    where = f"page {number + 1}"
    for run in _paragraphs(clean(_BROKEN_WORD.sub("", text)).split("\n")):
        yield Block(run, part=where, place=where)


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
