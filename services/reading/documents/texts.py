"""Reads plain text, Markdown, source code and rich text."""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from striprtf.striprtf import rtf_to_text

from services.reading.documents.blocks import (
    Block,
    Draft,
    Outline,
    Source,
    damaged,
    one_line,
    paragraphs,
)
from services.reading.documents.decode import clean, decode

_CODE_CHARACTERS = 800  # code without an empty line is cut between lines, below a segment's most
_MOST_FRONT_MATTER = 100


def read_text(source: Source) -> Draft:
    """Plain text: paragraphs between empty lines."""
    lines = decode(source.content).split("\n")
    return Draft(Block(text, place=f"line {first}") for first, text in paragraphs(lines))


def read_lines(source: Source) -> Draft:
    """Code, settings and logs: every line as it is, cut at empty lines."""
    return Draft(list(code_blocks(decode(source.content))))


def read_rtf(source: Source) -> Draft:
    """Rich text, without its formatting."""
    if not source.content.lstrip().startswith(b"{\\rtf"):
        raise damaged(": it is no rich text")
    packed = source.content.decode("latin-1")
    text: str = rtf_to_text(packed, errors="replace")  # type: ignore[no-untyped-call] # has no types
    return Draft(Block(run) for _, run in paragraphs(clean(text).split("\n")))


def read_markdown(source: Source) -> Draft:
    """Markdown: its source text, cut where its blocks are, under its headings."""
    text = decode(source.content)
    blocks = list(markdown_blocks(text))
    title = next((one_line(b.headings[-1]) for b in blocks if b.is_heading), "")
    return Draft(blocks, title)


def markdown_blocks(text: str, part: str = "", place: str = "") -> Iterator[Block]:
    """The blocks of a Markdown text; ``place`` is that of all of them, else each has its line."""
    lines = text.split("\n")
    outline = Outline()
    matter = _front_matter(lines)
    if matter:
        yield Block("\n".join(lines[:matter]), part=part, place=place or "line 1")
        lines[:matter] = [""] * matter
    tokens = MarkdownIt("commonmark").enable("table").parse("\n".join(lines))
    for at, token in enumerate(tokens):
        if token.level or not token.map or token.nesting < 0:
            continue
        first, behind = token.map
        run = "\n".join(lines[first:behind])
        headed = token.type == "heading_open"
        if headed:
            outline.enter(int(token.tag[1:]), one_line(tokens[at + 1].content))
        yield Block(run, outline.path, part, place or f"line {first + 1}", is_heading=headed)


def _front_matter(lines: list[str]) -> int:
    """How many lines at the top are settings between two rules, as site builders write them."""
    if lines[0].rstrip() != "---":
        return 0
    for number, line in enumerate(lines[1:_MOST_FRONT_MATTER], start=2):
        if line.rstrip() == "---":
            return number
    return 0


def code_blocks(text: str, part: str = "", place: str = "") -> Iterator[Block]:
    """Lines as they are, in runs that end at an empty line or after a screenful."""
    behind = 0
    for first, run in paragraphs(text.split("\n")):
        before = "\n" * (first - behind)
        behind = first
        for piece in _screenfuls(run.split("\n")):
            yield Block("\n".join(piece), (), part, place or f"line {behind}", before)
            before = "\n"
            behind += len(piece)
        behind -= 1


def _screenfuls(lines: list[str]) -> Iterator[list[str]]:
    """Consecutive lines, as many as one segment bears."""
    piece: list[str] = []
    room = _CODE_CHARACTERS
    for line in lines:
        if piece and room < len(line):
            yield piece
            piece, room = [], _CODE_CHARACTERS
        piece.append(line)
        room -= len(line) + 1
    yield piece
