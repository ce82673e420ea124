"""Reads documents, tables and slides of office programs (the Open XML formats)."""

import warnings
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time

import docx
import openpyxl
import pptx
from docx.table import Table
from docx.text.paragraph import Paragraph

from services.reading.documents.blocks import (
    Block,
    Draft,
    Outline,
    Source,
    one_line,
    row_text,
    table_blocks,
)
from services.reading.documents.decode import clean
from services.reading.documents.package import checked
from services.said import said


def read_docx(source: Source) -> Draft:
    """A text document: paragraphs under their headings, and tables row by row."""
    opened = docx.Document(checked(source))
    outline = Outline()
    blocks: list[Block] = []
    for item in opened.iter_inner_content():
        if isinstance(item, Paragraph):
            level = _level(item)
            text = clean(item.text)
            if level is not None and text.strip():
                blocks.append(outline.heading(level, text))
            else:
                blocks.append(outline.block(text))
        else:
            blocks += _table(item, outline)
    known = opened.core_properties
    return Draft(blocks, one_line(known.title or ""), one_line(known.author or ""))


def _level(paragraph: Paragraph) -> int | None:
    """The level of a heading (the document's title is 0), or None for other paragraphs."""
    name = (paragraph.style.name or "") if paragraph.style is not None else ""
    if name == "Title":
        return 0
    word, _, number = name.partition(" ")
    return int(number) if word == "Heading" and number.isdigit() else None


def _table(table: Table, outline: Outline) -> Iterator[Block]:
    yield from table_blocks(_table_rows(table), outline.path)


def _table_rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        cells: list[str] = []
        previous = None
        for cell in row.cells:
            if cell._tc is not previous:  # a merged cell comes once for each column it spans
                cells.append(cell.text)
            previous = cell._tc
        yield clean(row_text(cells))


def read_xlsx(source: Source) -> Draft:
    """A workbook: the values of every sheet, row by row."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells of features it leaves out; none is text
        book = openpyxl.load_workbook(checked(source), read_only=True, data_only=True)
        try:
            blocks = [
                block
                for sheet in book.worksheets
                for block in rows_to_blocks(
                    (map(_cell_text, row) for row in sheet.iter_rows(values_only=True)),
                    name=sheet.title,
                    place=f"{sheet.title}!A{{}}",
                )
            ]
            known = book.properties
        finally:
            book.close()
    return Draft(blocks, one_line(known.title or ""), one_line(known.creator or ""))


def rows_to_blocks(rows: Iterable[Iterable[str]], *, name: str, place: str) -> Iterator[Block]:
    """Rows of a sheet as blocks; the first row, where it has only words, heads all others.

    ``place`` has ``{}`` where the row's number belongs, from 1.
    """
    headings = (name,) if name else ()
    before, first = "\n\n", True
    for number, cells in enumerate(rows, start=1):
        texts = list(cells)
        text = clean(row_text(texts))
        if not text:
            continue
        if first and all(not cell or cell.strip(" .%-")[:1].isalpha() for cell in texts):
            headings = (*headings, text[:200])
        yield Block(text, headings, part=name, place=place.format(number), before=before)
        before, first = "\n", False


def _cell_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return (
            value.isoformat(" ", "minutes") if value.time() != time() else value.date().isoformat()
        )
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def read_pptx(source: Source) -> Draft:
    """A presentation: what stands on each slide, then its notes."""
    opened = pptx.Presentation(checked(source))
    blocks: list[Block] = []
    for number, slide in enumerate(opened.slides, start=1):
        where = said(f"slide {number}")
        title = slide.shapes.title
        name = one_line(clean(title.text_frame.text)) if title is not None else ""
        headings = (name,) if name else ()
        if name:
            blocks.append(Block(name, headings, where, where, is_heading=True))
        others = [shape for shape in slide.shapes if title is None or shape != title]
        texts = [text for shape in others for text in _shape_texts(shape)]
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            texts.append(slide.notes_slide.notes_text_frame.text)
        blocks += [Block(clean(text), headings, where, where) for text in texts]
    known = opened.core_properties
    return Draft(blocks, one_line(known.title or ""), one_line(known.author or ""))


def _shape_texts(shape: object) -> Iterator[str]:
    """The texts of a shape and of the shapes grouped in it."""
    for inner in getattr(shape, "shapes", ()):
        yield from _shape_texts(inner)
    if getattr(shape, "has_table", False):
        for row in shape.table.rows:  # type: ignore[attr-defined]  # the library has no types
            yield row_text(cell.text for cell in row.cells)
    elif getattr(shape, "has_text_frame", False):
        yield shape.text_frame.text  # type: ignore[attr-defined]  # the library has no types
