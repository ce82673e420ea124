"""Compares lines that were read with lines that are known to stand there, in any order."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from services.records import Box

MISSED = 0.5
"""A line that differs in more than this share of its characters counts as missed."""
_EXPLAINED = 0.4
_CANDIDATES = 4


@dataclass(frozen=True)
class Read:
    """A line that was read, and where it stood if the reader tells."""

    text: str
    box: Box | None = None


@dataclass(frozen=True)
class Score:
    """What came of one window.

    ``errors`` are edits on the lines that were found, of ``found`` characters in all; ``missed``
    lines hold ``missed_characters`` more. ``false`` are those texts read that nothing explains.
    """

    lines: int
    characters: int
    found: int
    errors: int
    missed: tuple[str, ...]
    false: tuple[str, ...]
    worst: tuple[tuple[int, str, str], ...] = ()

    @property
    def missed_characters(self) -> int:
        """Characters of lines that were not found."""
        return self.characters - self.found


def plain(text: str) -> str:
    """Composed letters, one space wherever there are some; quotes stay as they are."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def fit(part: str, whole: str) -> tuple[int, int]:
    """Fewest edits that turn some stretch of ``whole`` into ``part``, and where that stretch ends.

    Sellers, "The theory and computation of evolutionary distances" (1980): the first row is zero.
    """
    return _edits(part, whole, anywhere=True)


def distance(one: str, other: str) -> int:
    """Fewest insertions, deletions and substitutions between two texts (Levenshtein)."""
    return _edits(one, other, anywhere=False)[0]


def _edits(part: str, whole: str, *, anywhere: bool) -> tuple[int, int]:
    letters = np.array([ord(ch) for ch in whole], np.int32)
    along = np.arange(len(whole) + 1, dtype=np.int32)
    row = np.zeros_like(along) if anywhere else along.copy()
    for ch in part:
        below = row + 1
        below[1:] = np.minimum(below[1:], row[:-1] + (letters != ord(ch)))
        # an insertion costs one a column: the running minimum of what is left of it
        row = np.minimum.accumulate(below - along) + along
    end = int(row.argmin()) if anywhere else len(whole)
    return int(row[end]), end


def score(
    lines: Sequence[str],
    rows: Sequence[str],
    own_words: Sequence[str],
    read: Sequence[Read],
    *,
    any_case: bool = False,
) -> Score:
    """Compare; ``rows`` and ``own_words`` are what else may be read without being false.

    ``any_case`` is for small capitals, which nobody can tell from capitals at the size of the rest.
    """
    if any_case:
        lines, rows = [line.upper() for line in lines], [row.upper() for row in rows]
        read = [Read(one.text.upper(), one.box) for one in read]
    truth = [plain(line) for line in lines]
    texts = [plain(one.text) for one in read]
    candidates = [*texts, *_side_by_side(read)]
    grams = [_grams(text) for text in candidates]
    errors, missed, found, worst = 0, [], 0, []
    for line in truth:
        edits, best = len(line), ""
        for at in _nearest(_grams(line), grams):
            now = fit(line, candidates[at])[0]
            if now < edits:
                edits, best = now, candidates[at]
        if edits > MISSED * len(line):
            missed.append(line)
            continue
        errors += edits
        found += len(line)
        if edits:
            worst.append((edits, line, best))
    explained = [*truth, *(plain(row) for row in rows), *(plain(word) for word in own_words)]
    false = tuple(text for text in texts if text and not _is_explained(text, explained))
    worst.sort(reverse=True)
    characters = sum(len(line) for line in truth)
    return Score(len(truth), characters, found, errors, tuple(missed), false, tuple(worst[:5]))


def _is_explained(text: str, known: Sequence[str]) -> bool:
    own = _grams(text)
    return any(
        fit(text, known[at])[0] <= _EXPLAINED * len(text)
        for at in _nearest(own, [_grams(line) for line in known])
    )


def _grams(text: str) -> frozenset[str]:
    """Pairs of neighbouring letters, case and spaces dropped."""
    letters = text.casefold().replace(" ", "")
    return frozenset(a + b for a, b in pairwise(letters)) or frozenset({letters})


def _nearest(own: frozenset[str], others: Sequence[frozenset[str]]) -> list[int]:
    shared = [len(own & other) for other in others]
    order = sorted(range(len(others)), key=lambda at: -shared[at])
    return order[:_CANDIDATES]


def _side_by_side(read: Sequence[Read]) -> list[str]:
    """Lines that stand in one row, as one text from the left; for pairs and whole rows."""
    placed = [(one.box, plain(one.text)) for one in read if one.box is not None]
    rows = []
    for box, _ in placed:
        row = sorted(
            (other.left, text)
            for other, text in placed
            if min(other.bottom, box.bottom) - max(other.top, box.top) >= 0.5 * other.height
        )
        if len(row) > 1:
            rows.append(" ".join(text for _, text in row))
    return rows
