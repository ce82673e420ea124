"""Of whom a sentence speaks: a question about one person is not answered by another's life.

What people write is in the first person, so a sentence about its author holds no name: "I ran the
race" by Ada answers nothing about Bo, however well its words fit. Rules of English and German
pronouns; no model.
"""

import re
from collections.abc import Iterable

from services.language.stems import stem
from services.language.text import words

Name = tuple[str, ...]
"""The stems of a name's words."""

FULLY, PARTLY, NOT = 1.0, 0.6, 0.0
_FIRST = re.compile(
    r"\b(?:i|i['’](?:m|ve|d|ll)|me|my|mine|myself|we|we['’](?:re|ve|d|ll)|us|our|ours"
    r"|ich|mich|mir|mein\w*|wir|uns|unser\w*)\b",
    re.IGNORECASE,
)
_SECOND = re.compile(
    r"\b(?:you|you['’](?:re|ve|d|ll)|your|yours|yourself|du|dich|dir|dein\w*|euch|euer|eure\w*)\b",
    re.IGNORECASE,
)


def writers(authors: Iterable[str]) -> frozenset[str]:
    """The stems by which authors are called: the words of their names."""
    return frozenset(stem(w) for author in authors for w in words(author) if len(w) > 1)


def speaks_of(person: Name, author: str, sentence: str, whole: str) -> float:
    """How far a sentence speaks of a person who writes too, in [0, 1].

    ``whole`` is the text that holds the sentence: its pronouns count where the sentence has none.
    """
    by = person[0] in writers((author,))
    marked = sentence if _FIRST.search(sentence) or _SECOND.search(sentence) else whole
    first, second = _FIRST.search(marked) is not None, _SECOND.search(marked) is not None
    if by:
        if second:
            return PARTLY if first else NOT
        return FULLY
    if person[0] in {stem(w) for w in words(sentence)}:
        return FULLY
    if second:
        return PARTLY
    return NOT
