"""Cuts a note, which is Markdown, into sections that carry its tags."""

import dataclasses
import re
from collections.abc import Sequence

from services.errors import UsageError
from services.reading.documents.segments import join
from services.reading.documents.texts import markdown_blocks
from services.records import NewSegment

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
