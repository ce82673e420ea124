"""Reads plain text, Markdown, source code and rich text."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from striprtf.striprtf import rtf_to_text

from services.reading.documents.blocks import (
    Block,
    Draft,
    Outline,
    Source,
    at_line,
    damaged,
    one_line,
    paragraphs,
)
from services.reading.documents.decode import clean, decode
from services.reading.documents.outlines import code_paths, key_paths
from services.said import said

Paths = Callable[[list[str]], Iterator[tuple[str, ...]]]
_CODE_CHARACTERS = 800  # code without an empty line is cut between lines, below a segment's most
_MOST_FRONT_MATTER = 100
_LONG_LINES = 200  # data with fewer line ends was written for programs: it is laid out anew
_UNDERLINED = re.compile(r"([^\n]+)\n([=\-~^\"'`#*+:.])\2{2,}\s*")
_HOLDERS = frozenset(("bullet_list", "ordered_list", "list_item", "blockquote"))


def read_text(source: Source) -> Draft:
    """Plain text: paragraphs between empty lines, under headings that are underlined."""
    outline = Outline()
    marks: dict[str, int] = {}
    blocks: list[Block] = []
    for first, run in paragraphs(decode(source.content).split("\n")):
        heading = _UNDERLINED.fullmatch(run)
        if heading is not None and len(run) - run.index("\n") > len(heading[1].strip()):
            # as in reStructuredText: each mark is a level, in the order in which they come
            outline.enter(marks.setdefault(heading[2][0], len(marks)), one_line(heading[1]))
        is_heading = heading is not None
        blocks.append(Block(run, outline.path, place=at_line(first), is_heading=is_heading))
    return Draft(blocks)


def read_lines(source: Source) -> Draft:
    """Code and logs: every line as it is, under the class and function it stands in."""
    text = decode(source.content)
    return Draft(list(code_blocks(text, paths=code_paths)))


def read_tree(source: Source) -> Draft:
    """Settings and data as JSON, YAML or TOML: every line as it is, under the keys above it."""
    text = decode(source.content)
    if text.count("\n") < len(text) // _LONG_LINES and text.lstrip()[:1] in {"{", "["}:
        with suppress(ValueError, RecursionError):  # no JSON, or too deep: it stays as it is
            text = json.dumps(json.loads(text), ensure_ascii=False, indent=2)
    return Draft(list(code_blocks(text, paths=key_paths)))


def read_rtf(source: Source) -> Draft:
    """Rich text, without its formatting."""
    if not source.content.lstrip().startswith(b"{\\rtf"):
        raise damaged(said(": it is no rich text"))
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
        yield Block("\n".join(lines[:matter]), part=part, place=place or at_line(1))
        lines[:matter] = [""] * matter
    root = SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse("\n".join(lines)))
    for node in root.children:
        if not node.map:
            continue
        headed = node.type == "heading"
        if headed:
            outline.enter(int(node.tag[1:]), one_line(node.children[0].content))
        for first, behind, inner in _ranges(node, lines):
            run = "\n".join(lines[first:behind])
            before = "\n\n" if first == node.map[0] else "\n"
            where = place or at_line(first + 1)
            yield Block(run, outline.path + inner, part, where, before, is_heading=headed)


def _ranges(node: SyntaxTreeNode, lines: list[str]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Lines (first, behind) that belong together, and what more heads them.

    What is too long for one segment is cut between list items, rows of a table and lines of code.
    """
    assert node.map  # noqa: S101 - asked of blocks only, which have lines
    first, behind = node.map
    if sum(map(len, lines[first:behind])) + behind - first <= _CODE_CHARACTERS:
        yield first, behind, ()
    elif node.type == "table":
        head = (one_line(lines[first].strip("| "))[:200],)
        yield from ((at, at + 1, head if at > first + 1 else ()) for at in range(first, behind))
    elif node.type in {"fence", "code_block"}:
        for piece in _screenfuls(lines[first:behind]):
            yield first, first + len(piece), ()
            first += len(piece)
    elif node.type in _HOLDERS and (inner := [c for c in node.children if c.map]):
        yield from _parts_of(inner, first, behind, lines)
    else:
        yield first, behind, ()


def _parts_of(
    inner: list[SyntaxTreeNode], first: int, behind: int, lines: list[str]
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """The ranges of what a list, an item or a quote is made of; no line between them is lost."""
    for child in inner:
        assert child.map  # noqa: S101 - as above
        if child.map[0] > first:
            yield first, child.map[0], ()
        yield from _ranges(child, lines)
        first = max(first, child.map[1])
    if behind > first:
        yield first, behind, ()


def _front_matter(lines: list[str]) -> int:
    """How many lines at the top are settings between two rules, as site builders write them."""
    if lines[0].rstrip() != "---":
        return 0
    for number, line in enumerate(lines[1:_MOST_FRONT_MATTER], start=2):
        if line.rstrip() == "---":
            return number
    return 0


def code_blocks(
    text: str, part: str = "", place: str = "", paths: Paths | None = None
) -> Iterator[Block]:
    """Lines as they are, in runs that end at an empty line or after a screenful.

    ``paths`` gives for each line what it stands under; a run is under what its first line is.
    """
    lines = text.split("\n")
    under = list(paths(lines)) if paths is not None else []
    behind = 0
    for first, run in paragraphs(lines):
        before = "\n" * (first - behind)
        behind = first
        for piece in _screenfuls(run.split("\n")):
            headings = under[behind - 1] if under else ()
            yield Block("\n".join(piece), headings, part, place or at_line(behind), before)
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
