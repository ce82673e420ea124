"""Cuts a note, which is Markdown, into sections that carry its tags, and lists notes by tag."""

import dataclasses
import re
from collections import Counter
from collections.abc import Sequence

from services.errors import UsageError
from services.reading.documents.segments import join
from services.reading.documents.texts import markdown_blocks
from services.records import Capture, NewSegment, Note, NoteList, Segment, Source
from services.store import Store

_TAG = re.compile(r"(?<![\w&#/])#(\w[\w/-]{0,40})")
_GIVEN = re.compile(r"\w[\w/-]{0,40}")


def sections(text: str, tags: Sequence[str] = ()) -> tuple[str, tuple[NewSegment, ...]]:
    """The title of a note ("" where it has no heading) and its sections under the tags.

    Raises ``UsageError`` where a tag is none.
    """
    marks = " ".join(f"#{tag}" for tag in tags_of(text, tags))
    blocks = list(markdown_blocks(text))
    title = next((block.headings[-1] for block in blocks if block.is_heading), "")
    _, made = join(blocks)
    if not marks:
        return title, made
    return title, tuple(
        dataclasses.replace(one, heading=f"{marks} > {one.heading}" if one.heading else marks)
        for one in made
    )


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
    captures = store.captures.of_source(Source.NOTE)
    sections_of = store.segments.of_captures(capture.id for capture in captures)
    kept = [_note(one, sections_of[one.id]) for one in captures if one.id in sections_of]
    kept = [note for note in kept if note.text]
    counts = Counter(name for note in kept for name in note.tags)
    wanted = tag.strip().lstrip("#").casefold()
    chosen = [note for note in kept if not wanted or wanted in note.tags]
    tags = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return NoteList(tuple(chosen[:limit]), len(chosen), tuple(tags))


def _note(capture: Capture, made: Sequence[Segment]) -> Note:
    text = "\n\n".join(one.text for one in made).strip()
    marks = made[0].heading.partition(" > ")[0].split()
    given = [mark for mark in marks if mark.startswith("#") and _GIVEN.fullmatch(mark[1:])]
    return Note(
        tuple(one.id for one in made),
        capture.at_ms,
        capture.offset_min,
        capture.title,
        text,
        tags_of(text, given if len(given) == len(marks) else ()),
    )
