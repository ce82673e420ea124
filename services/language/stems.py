"""Stems of words, as the full-text index makes them: "running" and "runs" are one."""

from collections.abc import Iterable
from functools import lru_cache

import snowballstemmer

from services.language.text import words

_PORTER = snowballstemmer.stemmer("porter")


@lru_cache(maxsize=32_768)
def stem(word: str) -> str:
    """The stem (Porter) of a lower-case word, without a possessive ending."""
    stemmed: str = _PORTER.stemWord(word.removesuffix("'s").removesuffix("’s").rstrip("'’"))
    return stemmed


def stems(found: Iterable[str]) -> frozenset[str]:
    """The stems of lower-case words."""
    return frozenset(stem(w) for w in found)


def stems_of(text: str) -> frozenset[str]:
    """The stems of all words of a text."""
    return stems(words(text))
