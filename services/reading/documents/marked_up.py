"""Reads Org and TeX: their source text under its headings, and subtitles by their times."""

import re
from collections.abc import Iterator

from services.reading.documents.blocks import (
    Block,
    Draft,
    Outline,
    Source,
    at_line,
    one_line,
    paragraphs,
)
from services.reading.documents.decode import clean, decode
from services.said import said

_ORG_HEADING = re.compile(r"(\*+)[ \t]+(.*\S)")
_ORG_KEYWORD = re.compile(r"#\+(title|author):\s*(.*)", re.IGNORECASE)
_ORG_STATE = re.compile(r"^(?:TODO|DONE|NEXT|WAITING|CANCELLED)\s+|\[#[A-Z]\]\s*|\s+:[\w@:]+:$")
_TEX_LEVELS = ("part", "chapter", "section", "subsection", "subsubsection", "paragraph")
_TEX_HEADING = re.compile(r"\\(" + "|".join(_TEX_LEVELS) + r")\*?\s*(?:\[[^\]]*\])?\{([^{}]*)")
_TEX_META = re.compile(r"\\(title|author)\s*\{([^{}]*)\}")
_TEX_COMMENT = re.compile(r"(?<!\\)%.*")
_CUE = re.compile(r"((?:\d+:)?\d\d:\d\d)[.,]\d{3}\s*-->")
_TAGS = re.compile(r"<[^<>\n]{1,80}>|\{\\[^{}\n]{1,40}\}")


def read_org(source: Source) -> Draft:
    """Org mode: what stands under its stars; states, priorities and tags are no part of a path."""
    text = decode(source.content)
    known = {name.lower(): value for name, value in _ORG_KEYWORD.findall(text)}
    outline = Outline()
    blocks: list[Block] = []
    for first, run in paragraphs(text.split("\n")):
        blocks += _org_run(run.split("\n"), first, outline)
    title = known.get("title", "") or next((b.headings[-1] for b in blocks if b.is_heading), "")
    return Draft(blocks, one_line(title), one_line(known.get("author", "")))


def _org_run(lines: list[str], first: int, outline: Outline) -> Iterator[Block]:
    """A run of lines, cut where headings stand in it."""
    kept: list[str] = []
    begun = first
    for number, line in enumerate(lines, start=first):
        heading = _ORG_HEADING.fullmatch(line)
        if heading is None:
            begun = number if not kept else begun
            kept.append(line)
            continue
        if kept:
            yield Block("\n".join(kept), outline.path, place=at_line(begun))
            kept = []
        outline.enter(len(heading[1]), one_line(_ORG_STATE.sub("", heading[2])))
        yield Block(line, outline.path, place=at_line(number), is_heading=True)
    if kept:
        yield Block("\n".join(kept), outline.path, place=at_line(begun))


def read_tex(source: Source) -> Draft:
    """TeX: its source text without comments, under the titles of its sections."""
    text = "\n".join(_TEX_COMMENT.sub("", line) for line in decode(source.content).split("\n"))
    known = dict(_TEX_META.findall(text))
    outline = Outline()
    blocks: list[Block] = []
    for first, run in paragraphs(text.split("\n")):
        heading = _TEX_HEADING.search(run)
        if heading is not None:
            outline.enter(_TEX_LEVELS.index(heading[1]), one_line(heading[2]))
        is_heading = heading is not None and "\n" not in run
        blocks.append(Block(run, outline.path, place=at_line(first), is_heading=is_heading))
    return Draft(blocks, one_line(known.get("title", "")), one_line(known.get("author", "")))


def read_subtitles(source: Source) -> Draft:
    """Subtitles: what is said, each line with the time at which it is."""
    blocks: list[Block] = []
    for _, run in paragraphs(decode(source.content).split("\n")):
        lines = run.split("\n")
        at = next((n for n, line in enumerate(lines) if _CUE.search(line)), None)
        cue = None if at is None else _CUE.search(lines[at])
        if at is None or cue is None:
            continue
        spoken = one_line(clean(_TAGS.sub("", " ".join(lines[at + 1 :]))))
        blocks.append(Block(spoken, place=said(f"at {cue[1]}"), before="\n"))
    return Draft(blocks)
