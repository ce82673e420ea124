"""Notes are Markdown: cuts one into sections that carry its tags, joins them, lists notes."""

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from services.errors import UsageError
from services.reading.documents.blocks import Block
from services.reading.documents.segments import LONGEST, join
from services.reading.documents.texts import markdown_blocks
from services.records import Capture, CaptureId, NewSegment, Note, NoteList, Segment
from services.store import Store

_TAG = re.compile(r"(?<![\w&#/])#(\w[\w/-]{0,40})")
_GIVEN = re.compile(r"\w[\w/-]{0,40}")
_EMPTY_LINE = re.compile(r"(?m)^[ \t]+$")
_MOST_EMPTY = 100
_AT_ONCE = 500  # notes that are looked through for tags


def sections(text: str, tags: Sequence[str] = ()) -> tuple[str, tuple[NewSegment, ...]]:
    """The title of a note ("" where it has no heading) and its sections under the tags.

    ``whole_text`` of them is the text. Raises ``UsageError`` where a tag is none.
    """
    marks = " ".join(f"#{tag}" for tag in tags_of(text, tags))
    blocks = list(_whole_blocks(text))
    title = next((block.headings[-1] for block in blocks if block.is_heading), "")
    joined, made = join(blocks)
    made = _without_gaps(joined, made)
    if not marks:
        return title, made
    return title, tuple(
        dataclasses.replace(one, heading=f"{marks} > {one.heading}" if one.heading else marks)
        for one in made
    )


def _whole_blocks(text: str) -> Iterator[Block]:
    """The blocks of a note with all that stands between them: as many empty lines as there are.

    What is shown nowhere (such as where a link leads) stays with the block before it.
    """
    text = _EMPTY_LINE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    blocks = [block for block in markdown_blocks(text) if block.text.strip()]
    starts: list[int] = []
    behind = 0
    for block in blocks:
        at = max(text.find(block.text, behind), behind)
        behind = at + len(block.text)
        starts.append(at + len(block.text) - len(block.text.lstrip("\n")))
    if not blocks and text.strip():  # nothing but where links lead
        blocks, starts = [Block(text)], [0]
    ends = [*starts[1:], len(text)] if starts else []
    starts[:1] = [0] if starts else []
    before = ""
    for block, start, end in zip(blocks, starts, ends, strict=True):
        body = text[start:end].rstrip()
        yield dataclasses.replace(block, text=body, before=before)
        before = "\n" * text.count("\n", start + len(body), end)


def _without_gaps(text: str, made: Sequence[NewSegment]) -> tuple[NewSegment, ...]:
    """Sections with nothing but line ends between them: a long line was cut at a space."""
    starts, ends = [one.start for one in made], [one.end for one in made]
    for at, gap in enumerate(text[one.end : two.start] for one, two in pairwise(made)):
        if gap.strip("\n"):
            room = LONGEST - (ends[at] - starts[at])
            ends[at] += min(len(gap), room)
            starts[at + 1] = ends[at]
    return tuple(
        dataclasses.replace(one, text=text[start:end], start=start, end=end)
        for one, start, end in zip(made, starts, ends, strict=True)
    )


def whole_text(made: Sequence[Segment]) -> str:
    """A note as it was written, from its sections in order."""
    pieces: list[str] = []
    for one, two in pairwise([*made, None]):
        assert one is not None  # noqa: S101 - only the last is
        pieces.append(one.text)
        if two is not None:
            told = one.anchor.end > one.anchor.start  # not of what was imported
            lines = two.anchor.start - one.anchor.end if told else 2
            pieces.append("\n" * min(max(lines, 0), _MOST_EMPTY))
    return "".join(pieces).strip()


def tags_of(text: str, given: Sequence[str] = ()) -> tuple[str, ...]:
    """The tags given, then those in the text outside of code; each once, in small letters."""
    wanted: list[str] = []
    for tag in given:
        bare = tag.strip().lstrip("#")
        if not _GIVEN.fullmatch(bare):
            raise UsageError(f"“{tag}” is no tag.", "A tag is one word, such as “garden”.")
        wanted.append(bare.casefold())
    outside = re.sub(r"```.*?(?:```|\Z)|`[^`\n]*`", " ", text, flags=re.DOTALL)
    found = [tag.casefold() for tag in _TAG.findall(outside) if not tag.isdigit()]
    return tuple(dict.fromkeys([*wanted, *found]))


def list_notes(store: Store, tag: str, limit: int) -> NoteList:
    """The notes that have a tag ("" for any), the newest ``limit`` of them, and all tags.

    Tags are those that most notes have first, then by name.
    """
    count, marked = store.captures.count_notes()
    wanted = tag.strip().lstrip("#").casefold()
    counts: Counter[str] = Counter()
    tagged: list[tuple[int, CaptureId]] = []
    for at in range(0, len(marked), _AT_ONCE):
        for capture, note in _notes(
            store, store.captures.many(marked[at : at + _AT_ONCE]).values()
        ):
            counts.update(note.tags)
            if wanted in note.tags:
                tagged.append((capture.at_ms, capture.id))
    tags = tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
    if not wanted:
        newest: Iterable[Capture] = store.captures.newest_notes(limit)
    else:
        count = len(tagged)
        chosen = [own for _, own in sorted(tagged, reverse=True)[:limit]]
        found = store.captures.many(chosen)
        newest = [found[own] for own in chosen if own in found]
    return NoteList(tuple(note for _, note in _notes(store, newest)), count, tags)


def _notes(store: Store, captures: Iterable[Capture]) -> Iterator[tuple[Capture, Note]]:
    """The notes that captures are; those that were deleted meanwhile are left out."""
    there = list(captures)
    made = store.segments.of_captures(one.id for one in there)
    return ((one, note_of(one, made[one.id])) for one in there if one.id in made)


def note_of(capture: Capture, made: Sequence[Segment]) -> Note:
    """A note from its capture and its sections in order."""
    text = whole_text(made)
    marks = made[0].heading.partition(" > ")[0].split()
    told = [mark for mark in marks if mark.startswith("#") and _GIVEN.fullmatch(mark[1:])]
    tags = tags_of(text, told if len(told) == len(marks) else ())
    written = tags_of(text)
    return Note(
        tuple(one.id for one in made),
        capture.at_ms,
        capture.offset_min,
        capture.title,
        text,
        tags,
        tuple(tag for tag in tags if tag not in written),
    )
