"""Demotes the odd one out among the evidence: what several memories contradict is not to be led by.

A poisoned memory looks harmless alone; beside others that answer the same question it stands out
(A-MemGuard, arXiv 2510.02373). The rule here needs no model: sentences about the same thing whose
numbers, dates, names or denial differ from what independent others agree on.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.answer.ground import DENIAL, numbers_of
from services.answer.passages import Passage
from services.answer.question import content_stems
from services.records import Trust

ODD = 0.5
_SAME_THING = 0.5  # of the shorter sentence's content words
_WITNESSES = 2  # who agree, other than the odd one
_TRUSTED = (Trust.TYPED, Trust.FILE)
_DIGITS = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class _Saying:
    """What a sentence speaks of, and what of it can contradict: numbers, and whether it denies."""

    words: frozenset[str]
    claims: tuple[frozenset[str], bool]
    witness: tuple[str, str]
    """Who says it, and through which source."""


def consistent(found: Sequence[Passage]) -> list[Passage]:
    """The passages, the best first, each that is the odd one out at half its score."""
    said = [_saying(passage) for passage in found]
    kept = [
        replace(p, score=p.score * ODD) if _is_odd(p, at, said) else p for at, p in enumerate(found)
    ]
    return sorted(kept, key=lambda p: -p.score)


def _is_odd(passage: Passage, at: int, said: Sequence[_Saying]) -> bool:
    """Whether at least two independent others say another thing of the same matter, and agree.

    What the person wrote down is never the odd one.
    """
    if passage.hit.trust in _TRUSTED:
        return False
    own = said[at]
    others = [s for n, s in enumerate(said) if n != at and _same_matter(s, own)]
    by_claims: dict[object, set[tuple[str, str]]] = {}
    for other in others:
        by_claims.setdefault(other.claims, set()).add(other.witness)
    with_it = by_claims.pop(own.claims, set())
    most = max(map(len, by_claims.values()), default=0)
    return most >= _WITNESSES and most > len(with_it) + 1


def _same_matter(one: _Saying, other: _Saying) -> bool:
    fewer = min(len(one.words), len(other.words))
    return fewer > 0 and len(one.words & other.words) >= _SAME_THING * fewer


def _saying(passage: Passage) -> _Saying:
    text, hit = passage.text, passage.hit
    return _Saying(
        frozenset(w for w in content_stems(text) if not _DIGITS.search(w)),
        (numbers_of(text), DENIAL.search(text) is not None),
        (hit.author, hit.source),
    )
