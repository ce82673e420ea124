"""What a line of text shows by itself, looked for once and then known by a keyed hash of the line.

Of most frames only a line or two are new. What can be told from a line alone (a token's shape, a
label, a check digit) is found once; what reaches over lines is judged anew each time.
"""

import os
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from hashlib import blake2b
from typing import NamedTuple

from services.reading.secret_spans import Page

_MOST = 8_192  # lines: some hundred screens
_SALT = os.urandom(32)  # in memory only, so that a hash says nothing outside of this process


class Place(NamedTuple):
    """Characters ``start`` to ``end`` (outside), and which of its kinds a finder saw there."""

    start: int
    end: int
    kind: int


class LinedPage(Page):
    """A page that knows where its lines begin and by which hash each is remembered."""

    @cached_property
    def lines(self) -> list[tuple[int, str, bytes]]:
        """Start, text and hash of every line."""
        start, lines = 0, []
        for line in self.text.split("\n"):
            known = blake2b(line.encode("utf-8", "surrogatepass"), digest_size=16, key=_SALT)
            lines.append((start, line, known.digest()))
            start += len(line) + 1
        return lines


class LineMemory:
    """Places that ``look`` sees in a text of whole lines, remembered line by line.

    ``look`` may see only what lies inside one line and would be there if the line stood alone.
    Nothing of a text is kept, only places and hashes; at most some thousand lines.
    """

    def __init__(self, look: Callable[[str], Iterable[Place]]) -> None:
        self._look = look
        self._known: dict[bytes, tuple[Place, ...]] = {}
        _MEMORIES.append(self)

    def clear(self) -> None:
        """Forget every line."""
        self._known.clear()

    def places(self, page: LinedPage) -> Iterator[Place]:
        """All places on a page, line after line."""
        known = self._known
        if len(known) > _MOST:
            known.clear()
        fresh = {key: line for _, line, key in page.lines if key not in known}
        if fresh:
            self._learn(fresh)
        for start, _, key in page.lines:
            for place in known[key]:
                yield Place(place.start + start, place.end + start, place.kind)

    def _learn(self, fresh: dict[bytes, str]) -> None:
        """Look through all new lines at once, which costs less than one after another."""
        starts, at = [], 0
        for line in fresh.values():
            starts.append(at)
            at += len(line) + 1
        seen: list[list[Place]] = [[] for _ in starts]
        for place in self._look("\n".join(fresh.values())):
            number = bisect_right(starts, place.start) - 1
            first = starts[number]
            seen[number].append(Place(place.start - first, place.end - first, place.kind))
        self._known.update(zip(fresh, map(tuple, seen), strict=True))


_MEMORIES: list[LineMemory] = []


def forget_lines() -> None:
    """Drop all that is remembered of any line."""
    for memory in _MEMORIES:
        memory.clear()
