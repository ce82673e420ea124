"""Knows the library's words: which of a question name people, and which are everywhere."""

import math
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
# A word in more than one of ten tells little apart, and in a large library it costs the most.
EVERYWHERE = 0.1
LARGE = 5_000
MOST_AUTHORS = 2_000
MOST_PROGRAMS = 300
# Counts and authors are read again once the library has grown by so many parts of a hundred.
STALE = 0.05
FRESH_S = 10.0  # counting a large library at every key typed would be felt

_WORD = re.compile(r"[^\W_]+")


def name_parts(author: str) -> set[str]:
    """The words of a name in lower case, without initials."""
    return {word.lower() for word in _WORD.findall(author) if len(word) > 1}


class Vocabulary:
    """Who wrote, and how common words are. Safe to use from several threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._read_at = -FRESH_S
        self._total = 0
        self._authors: frozenset[str] = frozenset()
        self._programs: tuple[str, ...] = ()
        self._counts: dict[str, int] = {}

    def names(self, words: Iterable[str]) -> set[str]:
        """The words (in lower case) that name people.

        A word that is part of an author's name is one, however it is written; a capitalised word
        is one where more than ``COMMON`` of all memories hold it (DESIGN §8).
        """
        given = [word for word in words if len(word) > 1]
        with self._lock:
            self._refresh()
            found = {word.lower() for word in given if word.lower() in self._authors}
            if self._total < LEAST_MEMORIES:
                return found
            counts = self._count(word.lower() for word in given if word[0].isupper())
            least = max(COMMON * self._total, LEAST_TIMES - 1)
            return found | {word for word, count in counts.items() if count > least}

    def telling(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The words without those that are everywhere; all of them where none would be left."""
        with self._lock:
            self._refresh()
            if self._total < LARGE:
                return words
            counts = self._count(words)
            rare = tuple(w for w in words if counts[w] <= EVERYWHERE * self._total)
            return rare or words

    def is_author(self, name: str) -> bool:
        """Whether a word is part of the name of somebody who wrote."""
        with self._lock:
            self._refresh()
            return name.lower() in self._authors

    def rarity(self, words: Iterable[str]) -> dict[str, float]:
        """The inverse document frequency of words; what is everywhere counts as in one of ten."""
        with self._lock:
            self._refresh()
            total = self._total
            counts = self._count(dict.fromkeys(words))
        return {
            word: math.log(1 + (total - count + 0.5) / (count + 0.5)) if count <= total else 0.0
            for word, count in counts.items()
        }

    def is_begun(self, word: str) -> bool:
        """Whether a word is none of the library's own but the beginning of one."""
        with self._lock:
            self._refresh()
            if self._count([word])[word]:
                return False
        return self._store.words.any_begins(word)

    def programs(self) -> tuple[str, ...]:
        """The programs that something was captured from, the most frequent first."""
        with self._lock:
            self._refresh()
            return self._programs

    def _count(self, words: Iterable[str]) -> dict[str, int]:
        asked = list(words)
        unknown = [word for word in asked if word not in self._counts]
        if unknown:
            most = int(EVERYWHERE * self._total) + 1
            self._counts.update(self._store.words.document_frequency(unknown, most))
        return {word: self._counts[word] for word in asked}

    def _refresh(self) -> None:
        now = time.monotonic()
        if now - self._read_at < FRESH_S:
            return
        self._read_at = now
        total = self._store.words.total()
        if abs(total - self._total) <= STALE * self._total:
            return
        self._total, self._counts = total, {}
        parts = (name_parts(author) for author in self._store.captures.authors(MOST_AUTHORS))
        self._authors = frozenset().union(*parts)
        self._programs = tuple(name for name, _ in self._store.captures.apps()[:MOST_PROGRAMS])
