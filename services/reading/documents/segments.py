"""Joins a reader's blocks into one text and cuts it into segments that know where they stand."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.errors import DocumentError
from services.language.text import split_long
from services.reading.documents.blocks import Block
from services.records import NewSegment

# The bundled embedder reads 256 word pieces, about 1,000 characters; shorter than 300 says little.
SHORTEST = 300
LONGEST = 900
_MOST_CHARACTERS = 20_000_000  # a thousand novels: more is data, not something a person reads


@dataclass(slots=True)
class _Group:
    """A segment in the making: a span of the text under one heading in one part."""

    start: int
    end: int
    block: Block
    only_headings: bool

    @property
    def length(self) -> int:
        return self.end - self.start


def join(blocks: Iterable[Block]) -> tuple[str, tuple[NewSegment, ...]]:
    """The whole text, and segments with ``text[start:end] == segment.text``.

    Segments keep to one part and one heading, are about 300 to 900 characters long, and are cut
    between blocks, else between lines and sentences, else between words. Raises ``DocumentError``
    where the text is longer than anyone reads.
    """
    pieces: list[str] = []
    groups: list[_Group] = []
    length = 0
    for block in blocks:
        body = block.text.strip("\n").rstrip()
        if not body.strip():
            continue
        gap = block.before if pieces else ""
        pieces += (gap, body)
        start = length + len(gap)
        length = start + len(body)
        if length > _MOST_CHARACTERS:
            raise DocumentError("The file holds too much text to be a document.")
        for from_, to in split_long(body, LONGEST):
            _place(groups, _Group(start + from_, start + to, block, block.is_heading))
    text = "".join(pieces)
    return text, tuple(_segment(text, group) for group in groups)


def _place(groups: list[_Group], new: _Group) -> None:
    """Let the last segment grow by a block, or begin another."""
    last = groups[-1] if groups else None
    if last is None or not _together(last, new):
        groups.append(new)
        return
    last.end = new.end
    if last.only_headings:
        last.block = Block("", new.block.headings, last.block.part, last.block.place)
        last.only_headings = new.only_headings


def _together(last: _Group, new: _Group) -> bool:
    if last.block.part != new.block.part or new.end - last.start > LONGEST:
        return False
    if last.only_headings:
        return new.block.headings[: len(last.block.headings)] == last.block.headings
    if last.block.headings != new.block.headings or new.only_headings:
        return False
    return last.length < SHORTEST or new.length < SHORTEST // 3


def _segment(text: str, group: _Group) -> NewSegment:
    return NewSegment(
        text=text[group.start : group.end],
        start=group.start,
        end=group.end,
        place=group.block.place,
        heading=" > ".join(group.block.headings),
    )
