"""Reads OpenDocument files: texts, sheets and slides, packed or as one flat XML file."""

from collections.abc import Iterable, Iterator

from lxml import etree

from services.reading.documents.blocks import (
    Block,
    Draft,
    Outline,
    Source,
    damaged,
    encrypted,
    one_line,
    row_text,
    table_blocks,
)
from services.reading.documents.decode import clean
from services.reading.documents.office import rows_to_blocks
from services.reading.documents.package import attribute, local, opened, part, tree
from services.said import said

_SKIPPED = frozenset(("tracked-changes", "annotation", "sequence-decls", "forms", "note"))
_MOST_REPEATED = 50  # a sheet repeats its last empty cell to the edge of the world


def read_open_text(source: Source) -> Draft:
    """A text document: paragraphs and list items under their headings, tables row by row."""
    body, known = _body(source, "text")
    outline = Outline()
    return _draft(list(_text_blocks(body, outline)), known)


def read_open_sheet(source: Source) -> Draft:
    """A workbook: what the cells of every sheet show, row by row."""
    body, known = _body(source, "spreadsheet")
    blocks = [
        block
        for sheet in body
        if local(sheet) == "table"
        for block in rows_to_blocks(
            _rows(sheet),
            name=clean(attribute(sheet, "name")),
            place=f"{attribute(sheet, 'name')}!A{{}}",
        )
    ]
    return _draft(blocks, known)


def read_open_slides(source: Source) -> Draft:
    """A presentation: what stands on each slide, then its notes."""
    body, known = _body(source, "presentation")
    blocks: list[Block] = []
    slides = [page for page in body if local(page) == "page"]
    for number, slide in enumerate(slides, start=1):
        where = said(f"slide {number}")
        texts = [clean(text) for text in _paragraphs(slide)]
        texts = [text for text in texts if text.strip()]
        headings = (one_line(texts[0])[:200],) if texts else ()
        blocks += [
            Block(text, headings, where, where, is_heading=at == 0) for at, text in enumerate(texts)
        ]
    return _draft(blocks, known)


def _draft(blocks: list[Block], known: dict[str, str]) -> Draft:
    title = known.get("title", "")
    author = known.get("creator", "") or known.get("initial-creator", "")
    return Draft(blocks, one_line(title), one_line(author))


def _body(source: Source, kind: str) -> tuple[etree._Element, dict[str, str]]:
    """The element with the content, and what the file says of itself."""
    if source.content.lstrip()[:5] == b"<?xml":
        whole = tree(source.content)
        return _found(whole, kind), _meta(whole)
    with opened(source) as package:
        names = set(package.namelist())
        if "META-INF/manifest.xml" in names and b"encryption-data" in part(
            package, "META-INF/manifest.xml"
        ):
            raise encrypted()
        content = tree(part(package, "content.xml"))
        meta = tree(part(package, "meta.xml")) if "meta.xml" in names else None
    return _found(content, kind), {} if meta is None else _meta(meta)


def _found(whole: etree._Element, kind: str) -> etree._Element:
    for node in whole.iter():
        if local(node) == kind and node.getparent() is not None:
            parent = node.getparent()
            if parent is not None and local(parent) == "body":
                return node
    raise damaged()


def _meta(whole: etree._Element) -> dict[str, str]:
    return {local(n): n.text for n in whole.iter() if n.text and local(n) in _KNOWN}


_KNOWN = frozenset(("title", "creator", "initial-creator"))


def _text_blocks(node: etree._Element, outline: Outline, item: bool = False) -> Iterator[Block]:
    """The blocks below an element, in the order in which they are read."""
    for child in node:
        name = local(child)
        if name == "h":
            level = attribute(child, "outline-level")
            text = clean(_text(child))
            if text.strip():
                yield outline.heading(int(level) if level.isdigit() else 1, text)
        elif name == "p":
            before = "\n" if item else "\n\n"
            yield Block(clean(_text(child)), outline.path, before=before)
        elif name == "table":
            yield from table_blocks((clean(row_text(r)) for r in _rows(child)), outline.path)
        elif name not in _SKIPPED:
            yield from _text_blocks(child, outline, item or name == "list")


def _rows(table: etree._Element) -> Iterator[list[str]]:
    for row in table.iter():
        if local(row) != "table-row":
            continue
        cells = [text for cell in row for text in _cell(cell)]
        yield from [cells] * min(_repeated(row, "number-rows-repeated"), _MOST_REPEATED)


def _cell(cell: etree._Element) -> list[str]:
    if local(cell) not in {"table-cell", "covered-table-cell"}:
        return []
    text = " ".join(_paragraphs(cell))
    return [text] * min(_repeated(cell, "number-columns-repeated"), _MOST_REPEATED)


def _repeated(node: etree._Element, name: str) -> int:
    count = attribute(node, name)
    return int(count) if count.isdigit() else 1


def _paragraphs(node: etree._Element) -> Iterable[str]:
    for inner in node.iter():
        if local(inner) in {"p", "h"}:
            yield _text(inner)


def _text(node: etree._Element) -> str:
    """The text of a paragraph, with its own marks for spaces, tabs and line ends."""
    pieces: list[str] = [node.text or ""]
    for inner in node.iterdescendants():
        name = local(inner)
        if name == "s":
            pieces.append(" " * min(_repeated(inner, "c"), 100))
        elif name == "tab":
            pieces.append("\t")
        elif name == "line-break":
            pieces.append("\n")
        if name not in _SKIPPED:
            pieces.append(inner.text or "")
        pieces.append(inner.tail or "")
    return "".join(pieces)
