"""The small protocol that every source of memories speaks."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from services.errors import WorldError
from services.records import NewCapture


class SourceError(WorldError):
    """A source cannot be read: it is missing, damaged, in use, or of a kind nobody knows."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a source tells: a capture, or why there is none.

    ``number`` is its line or row, for the person; ``cursor`` grows from item to item and says from
    where to read on another time.
    """

    number: int
    capture: NewCapture | None = None
    error: str = ""
    cursor: int = 0


class ItemSource(Protocol):
    """Reads one file or database; nothing of it is changed, and no copy of it is left behind."""

    @property
    def program(self) -> str:
        """Which program kept it, as a person calls it."""
        ...

    def total(self) -> int:
        """How many items there are, 0 where that is not known. Raises ``SourceError``."""
        ...

    def items(self) -> Iterator[Item]:
        """All of them, in order. Raises ``SourceError`` where reading has to end."""
        ...


def identity(*parts: object) -> str:
    """A short name for what these parts say together, the same at every reading."""
    text = "\x1f".join(map(str, parts))
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=12).hexdigest()
