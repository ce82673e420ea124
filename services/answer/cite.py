"""Citations: a mark in an answer, and the verbatim words of a memory that it stands for."""

import re
from collections.abc import Iterable

from services.errors import Bug
from services.records import Citation, Hit

MOST_CITATIONS = 3
"""So many a person checks; what does not stand in the best three is a different question."""

MARK = re.compile(r"\[(\d{1,3})\]")
# Whatever a reader could take for a mark: any brackets, any number, with space inside.
_LOOKALIKE = re.compile(r"[\[［【〔⟦]\s*(\d+)\s*[\]］】〕⟧]")


def cite(mark: int, hit: Hit, start: int, end: int, *, flagged: bool = False) -> Citation:
    """Cite the span ``[start, end)`` of a hit's text; raises ``Bug`` where that is no such span."""
    if not 0 <= start < end <= len(hit.text):
        raise Bug(f"a citation of [{start}, {end}) in a text of {len(hit.text)} characters")
    return Citation(mark, hit, hit.text[start:end], flagged)


def marks_of(text: str) -> tuple[int, ...]:
    """The citation marks of a text in order, each once."""
    return tuple(dict.fromkeys(int(m) for m in MARK.findall(text)))


def without_marks(text: str) -> str:
    """The text without its marks and the white space they leave."""
    return re.sub(r" (?=[.,;!?])", "", " ".join(MARK.sub(" ", text).split()))


def unmarked(text: str) -> str:
    """Quoted words in which what looks like a mark ("[3]") is one no longer ("(3)")."""
    return _LOOKALIKE.sub(r"(\1)", text)


def verified(text: str, citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """The citations whose marks stand in the text, in the order of the text.

    Raises ``Bug`` where a mark has no citation or a quote is not verbatim: an answer with a
    broken citation is never shown.
    """
    by_mark = {c.mark: c for c in citations}
    used = []
    for mark in marks_of(text):
        citation = by_mark.get(mark)
        if citation is None:
            raise Bug(f"mark {mark} has no citation")
        if not citation.quote or citation.quote not in citation.hit.text:
            raise Bug(f"the quote of mark {mark} is not in its memory")
        used.append(citation)
    return tuple(used)
