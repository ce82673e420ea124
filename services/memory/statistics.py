"""Keeps running word statistics at hand, so that salience is known the moment a text comes in."""

import threading
from collections import deque
from collections.abc import Iterable, Sequence
from typing import Protocol

from services.language.lexicon import COMMON
from services.language.text import words
from services.memory.information import WordStatistics

_SAMPLE = 512
_REFRESH_EVERY = 2_000  # texts after which document frequencies are asked for again


class WordCounts(Protocol):
    """Where document frequencies come from: the full-text index of the store."""

    def document_frequency(self, terms: Iterable[str]) -> dict[str, int]:
        """How many segments hold each term."""
        ...

    def total(self) -> int:
        """How many segments are indexed."""
        ...


class RunningStatistics:
    """A cache over the index's vocabulary and a moving sample of how informative texts are."""

    def __init__(self, counts: WordCounts) -> None:
        self._counts = counts
        self._lock = threading.Lock()
        self._frequencies: dict[str, int] = {}
        self._total = 0
        self._look_again_at = 0
        self._recent: deque[float] = deque(maxlen=_SAMPLE)

    def over(self, texts: Sequence[str], telling: Sequence[str]) -> WordStatistics:
        """Statistics that know every word of these texts; the texts join the counts and the sample.

        ``telling`` is what each text tells (``telling.told``): that is what the sample ranks.

        Between two looks at the index, frequencies grow by what passes through here, so that
        a large import does not ask for the same common words again and again.
        """
        with self._lock:
            if self._total >= self._look_again_at:
                self._frequencies.clear()
                self._total = self._counts.total()
                self._look_again_at = self._total + max(_REFRESH_EVERY, self._total // 4)
            distinct = [set(words(text)) - COMMON for text in texts]
            asked = set().union(*distinct)
            unknown = sorted(asked - self._frequencies.keys())
            if unknown:
                self._frequencies.update(dict.fromkeys(unknown, 0))
                self._frequencies.update(self._counts.document_frequency(unknown))
            known = WordStatistics({w: self._frequencies[w] for w in asked}, self._total)
            for found in distinct:
                for word in found:
                    self._frequencies[word] += 1
            self._total += len(texts)
            self._recent.extend(map(known.mass, telling))
            return known.with_masses(self._recent)
