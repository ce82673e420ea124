"""The window of a segment: its text with a little of what stands before and after it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.records import SegmentId
from services.store import HitRow, Store

# A segment this long is context enough: its window is itself.
LONG_CHARACTERS = 500
# Of each neighbour: with 256 tokens, about 1,000 characters, the segment itself is never cut off.
NEIGHBOUR_CHARACTERS = 250

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Window:
    """A segment's texts in reading order, each with the segment that it is of."""

    id: SegmentId
    parts: tuple[tuple[SegmentId, str], ...]

    @property
    def alone(self) -> bool:
        """Whether it is nothing but the segment."""
        return len(self.parts) == 1

    @property
    def text(self) -> str:
        """All of it as one text."""
        return "\n".join(text for _, text in self.parts)

    def composed(self, vectors: Mapping[SegmentId, Vector]) -> Vector:
        """Its vector (unit length) put together from those of its segments, by length of text.

        The model's vector is the mean of its tokens, so the mean of parts is near that of the
        whole. A neighbour without a vector is left out; the segment itself must have one.
        """
        total = np.zeros_like(vectors[self.id])
        for own, text in self.parts:
            if own in vectors:
                total += len(text) * vectors[own]
        made: Vector = total / np.linalg.norm(total)
        return made


def own_text(row: HitRow) -> str:
    """What is embedded of a segment: its text under its heading.

    No names, apps or titles: they pull together all that one person said or one program showed.
    """
    heading = row.segment.heading
    return f"{heading}\n{row.segment.text}" if heading else row.segment.text


def windows_of(store: Store, rows: Iterable[HitRow]) -> list[Window]:
    """The window of each row, in order."""
    rows = list(rows)
    short = [row.segment.id for row in rows if len(own_text(row)) < LONG_CHARACTERS]
    around = store.segments.neighbours_of(short)
    near = {i for before, after in around.values() for i in (*before, *after)}
    texts = {i: segment.text for i, segment in store.segments.many(near).items()}
    return [_window(row, around, texts) for row in rows]


def _window(
    row: HitRow,
    around: Mapping[SegmentId, tuple[list[SegmentId], list[SegmentId]]],
    texts: Mapping[SegmentId, str],
) -> Window:
    own = row.segment.id
    before, after = around.get(own, ([], []))
    parts = [(i, texts.get(i, "")[-NEIGHBOUR_CHARACTERS:]) for i in before]
    parts.append((own, own_text(row)))
    parts += [(i, texts.get(i, "")[:NEIGHBOUR_CHARACTERS]) for i in after]
    return Window(own, tuple((i, text) for i, text in parts if text))
