"""Reads web pages: headings, paragraphs, list items and table rows, without what is not shown."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Comment, Declaration, Doctype, ProcessingInstruction, Tag
from bs4.element import NavigableString, PageElement

from services.reading.documents.blocks import Block, Draft, Outline, Source, one_line, row_text
from services.reading.documents.decode import clean, not_text
from services.reading.documents.texts import code_blocks

_UNSEEN = frozenset(
    ("script", "style", "noscript", "template", "svg", "head", "iframe", "object", "select")
)
_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
        "h4", "h5", "h6", "header", "hr", "html", "li", "main", "menu", "nav", "ol", "p", "pre",
        "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
    )
)  # fmt: skip
_NO_TEXT = (Comment, Declaration, Doctype, ProcessingInstruction)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HEADING = re.compile(r"h[1-6]")


def read_html(source: Source) -> Draft:
    """A web page saved to disk."""
    if b"\x00" in source.content[:1024] and not source.content.startswith(
        (b"\xff\xfe", b"\xfe\xff")
    ):
        raise not_text()
    soup = BeautifulSoup(source.content, "lxml")
    title = soup.title.get_text() if soup.title is not None else ""
    author = soup.find("meta", attrs={"name": "author"})
    name = author.get("content") if isinstance(author, Tag) else ""
    return Draft(list(html_blocks(soup)), one_line(title), one_line(str(name or "")))


def html_blocks(soup: BeautifulSoup) -> Iterator[Block]:
    """The blocks of a parsed page, in the order in which they are read."""
    outline = Outline()
    for tag, text in _runs(soup):
        if _HEADING.fullmatch(tag):
            yield outline.heading(int(tag[1]), one_line(text))
        elif tag == "pre":
            for piece in code_blocks(clean(text).strip("\n")):
                yield Block(piece.text, outline.path, before=piece.before)
        else:
            # rows and list items belong together more than paragraphs do
            before = "\n" if tag in {"tr", "li", "dd", "dt"} else "\n\n"
            yield Block(clean(one_line(text)), outline.path, before=before)


def _runs(soup: BeautifulSoup) -> Iterator[tuple[str, str]]:
    """Runs of text without a block border inside, each with the name of the block it is in."""
    run: list[str] = []
    run_tag = ""
    # Depth first with a stack of our own: hostile pages nest deeper than Python's calls may.
    stack: list[PageElement | str] = [soup]
    names: list[str] = [""]
    while stack:
        node = stack.pop()
        if isinstance(node, str) and not isinstance(node, PageElement):
            if "".join(run).strip():
                yield run_tag, "".join(run)
            run = []
            if node == _CLOSE:
                names.pop()
            else:
                names.append(node)
        elif isinstance(node, Tag):
            if _is_shown(node):
                stack.extend(_opened(node))
        elif isinstance(node, NavigableString) and not isinstance(node, _NO_TEXT):
            run_tag = names[-1] if not run else run_tag
            run.append(str(node))
    if "".join(run).strip():  # pragma: no cover - a parsed page always closes its body
        yield run_tag, "".join(run)


_CLOSE = "/"


def _opened(tag: Tag) -> list[PageElement | str]:
    """What to visit in place of a tag, last first: its border marks and its children."""
    if tag.name == "br":
        return [NavigableString("\n")]
    if tag.name == "tr":
        cells = [cell.get_text(" ") for cell in tag.find_all(["td", "th"], recursive=False)]
        return [_CLOSE, NavigableString(row_text(cells)), "tr"]
    children = list(reversed(tag.contents))
    if tag.name in _BLOCKS:
        return [_CLOSE, *children, tag.name]
    return list(children)


def _is_shown(tag: Tag) -> bool:
    if tag.name in _UNSEEN or tag.has_attr("hidden"):
        return False
    return not _HIDDEN.search(str(tag.get("style", "")))
