"""Demotes the odd one out among the evidence: what several memories contradict is not to be led by.

A poisoned memory looks harmless alone; beside others that answer the same question it stands out
(A-MemGuard, arXiv 2510.02373). The rule here needs no model: sentences about the same thing whose
numbers, dates, names or denial differ from what independent others agree on.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from services.answer.ground import DENIAL, numbers_of
from services.answer.passages import Passage
from services.answer.question import content_stems
from services.records import Trust

ODD = 0.5
_SAME_THING = 0.5  # of the shorter sentence's content words
_WITNESSES = 2  # who agree, other than the odd one
_TRUSTED = (Trust.TYPED, Trust.FILE)
_DIGITS = re.compile(r"\d")


def consistent(found: Sequence[Passage]) -> list[Passage]:
    """The passages, the best first, each that is the odd one out at half its score."""
    kept = [replace(p, score=p.score * ODD) if is_odd(p, found) else p for p in found]
    return sorted(kept, key=lambda p: -p.score)


def is_odd(passage: Passage, among: Sequence[Passage]) -> bool:
    """Whether at least two independent others say another thing of the same matter, and agree.

    What the person wrote down is never the odd one.
    """
    if passage.hit.trust in _TRUSTED:
        return False
    others = [p for p in among if p is not passage and _same_matter(p, passage)]
    against = [p for p in others if _claims(p) != _claims(passage)]
    by_claim: dict[object, set[tuple[str, str]]] = {}
    for other in against:
        by_claim.setdefault(_claims(other), set()).add((other.hit.author, other.hit.source))
    most = max((len(witnesses) for witnesses in by_claim.values()), default=0)
    with_it = {(p.hit.author, p.hit.source) for p in others if _claims(p) == _claims(passage)}
    return most >= _WITNESSES and most > len(with_it) + 1


def _same_matter(one: Passage, other: Passage) -> bool:
    a, b = _words(one), _words(other)
    return bool(a and b) and len(a & b) >= _SAME_THING * min(len(a), len(b))


def _words(passage: Passage) -> frozenset[str]:
    return frozenset(w for w in content_stems(passage.text) if not _DIGITS.search(w))


def _claims(passage: Passage) -> tuple[frozenset[str], bool]:
    """What of a sentence can contradict: its numbers, and whether it denies."""
    return numbers_of(passage.text), DENIAL.search(passage.text) is not None
