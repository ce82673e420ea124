"""Tells which words of a question name people, from the library itself."""

import re
import threading
import time
from collections.abc import Iterable

from services.store import Store

# A capitalised word in more than one of a hundred memories is a name that runs through them.
COMMON = 0.01
LEAST_TIMES = 3
# So few memories say nothing about what is common.
LEAST_MEMORIES = 50
MOST_AUTHORS = 2_000
# Counts and authors are read again once the library has grown by so many parts of a hundred.
STALE = 0.05
FRESH_S = 10.0  # counting a large library at every key typed would be felt

_WORD = re.compile(r"[^\W_]+")


def name_parts(author: str) -> set[str]:
    """The words of a name in lower case, without initials."""
    return {word.lower() for word in _WORD.findall(author) if len(word) > 1}


class People:
    """Knows who wrote, and which capitalised words run through the library. Safe across threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._read_at = -FRESH_S
        self._total = 0
        self._authors: frozenset[str] = frozenset()
        self._common: dict[str, bool] = {}

    def names(self, words: Iterable[str]) -> set[str]:
        """The words (in lower case) that name people.

        A word that is part of an author's name is one, however it is written; a capitalised word
        is one where more than ``COMMON`` of all memories hold it (DESIGN §8).
        """
        given = list(words)
        with self._lock:
            self._refresh()
            found = {word.lower() for word in given if word.lower() in self._authors}
            unknown = [
                word.lower()
                for word in given
                if word[:1].isupper() and len(word) > 1 and word.lower() not in self._common
            ]
            if unknown and self._total >= LEAST_MEMORIES:
                counts = self._store.words.document_frequency(unknown)
                for word, count in counts.items():
                    self._common[word] = count > max(COMMON * self._total, LEAST_TIMES - 1)
            return found | {
                word.lower() for word in given
                if word[:1].isupper() and self._common.get(word.lower(), False)
            }  # fmt: skip

    def _refresh(self) -> None:
        now = time.monotonic()
        if now - self._read_at < FRESH_S:
            return
        self._read_at = now
        total = self._store.words.total()
        if abs(total - self._total) <= STALE * self._total:
            return
        self._total, self._common = total, {}
        parts = (name_parts(author) for author in self._store.captures.authors(MOST_AUTHORS))
        self._authors = frozenset().union(*parts)
