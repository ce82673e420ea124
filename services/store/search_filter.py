"""What must hold of a segment besides its words, and how the database is asked for it."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from services.records import Tier

IN_WORDS = (Tier.HOT, Tier.WARM)

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """What must hold besides the words; times are UTC milliseconds, ``to_ms`` lies outside.

    ``person`` is a name or parts of one: whose author's name has all of its words.
    """

    from_ms: int | None = None
    to_ms: int | None = None
    app: str | None = None
    source: str | None = None
    tiers: tuple[Tier, ...] = IN_WORDS
    person: str | None = None


@lru_cache(maxsize=4_096)
def written_by(author: str, person: str) -> bool:
    """Whether an author's name has every word of a person's, whatever their case and order."""
    wanted = {word.lower() for word in _WORD.findall(person)}
    return bool(wanted) and wanted <= {word.lower() for word in _WORD.findall(author)}


def filter_conditions(where: SearchFilter) -> tuple[list[str], list[Any]]:
    """A filter's conditions on segment ``s`` and capture ``c``, tiers included; their values."""
    parts = [f"s.tier IN ({','.join('?' * len(where.tiers))})"]
    values: list[Any] = [*where.tiers]
    for sql, value in (
        ("s.at_ms >= ?", where.from_ms),
        ("s.at_ms < ?", where.to_ms),
        ("c.app = ? COLLATE NOCASE", where.app),
        ("c.source = ?", where.source),
        ("written_by(c.author, ?)", where.person),
    ):
        if value is not None:
            parts.append(sql)
            values.append(value)
    return parts, values
