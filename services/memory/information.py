"""How much information a text carries: the summed rarity of its words, ranked among other texts."""

import bisect
import math
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field

from services.language.lexicon import COMMON
from services.language.text import words
from services.memory.telling import told

_PRIOR_MASSES = tuple(4.0 * math.exp(0.062 * n) for n in range(64))
_PRIOR_TOTAL = 1000
_FEW = 50  # texts that say little about how common a word is


@dataclass(frozen=True)
class WordStatistics:
    """How common words are: document frequencies over ``total`` texts.

    Words not among ``frequencies`` were never seen. ``masses`` are sorted IDF sums of a sample of
    texts; a text's rank among them is its information. Few texts are filled up with a prior.
    """

    frequencies: Mapping[str, int] = field(default_factory=dict)
    total: int = 0
    masses: tuple[float, ...] = _PRIOR_MASSES

    def inverse_frequency(self, word: str) -> float:
        """ln(1 + (N + 1) / (df + 1)), N at least the prior's.

        Where there are fewer texts, frequencies are scaled up with them: a word in every fourth
        text is as common in a small library as in a large one.
        """
        seen = self.frequencies.get(word, 0)
        total = max(self.total, _PRIOR_TOTAL)
        scaled = seen * total / max(self.total, _FEW)
        return math.log(1 + (total + 1) / (scaled + 1))

    def mass(self, text: str, known: Set[str] = frozenset()) -> float:
        """The summed inverse frequency of a text's distinct words but for stop words and ``known``.

        ``known`` are words that stood right before: what repeats them adds nothing.
        """
        distinct = {w for w in words(text) if w not in COMMON and len(w) > 1}
        return sum(map(self.inverse_frequency, distinct - known))

    def rank(self, mass: float) -> float:
        """The share of sampled texts with less information, in [0, 1]."""
        if not self.masses:
            return 0.5
        below = bisect.bisect_left(self.masses, mass)
        same = bisect.bisect_right(self.masses, mass) - below
        return (below + same / 2) / len(self.masses)

    def with_masses(self, masses: Iterable[float]) -> "WordStatistics":
        """The same frequencies, ranked among these masses; few are filled up with a prior."""
        sample = list(masses)
        missing = max(0, len(_PRIOR_MASSES) - len(sample))
        step = max(1, len(_PRIOR_MASSES) // missing) if missing else 1
        prior = _PRIOR_MASSES[::step][:missing]
        return WordStatistics(self.frequencies, self.total, tuple(sorted([*sample, *prior])))

    def with_sample(self, texts: Iterable[str]) -> "WordStatistics":
        """The same frequencies, ranked against the information of what these texts tell."""
        return self.with_masses(self.mass(told(text).text) for text in texts)
