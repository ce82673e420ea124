"""Passwords known by their shape behind a label of any language.

What sites ask of a password makes it unlike anything else: capitals, small letters, digits and a
sign inside, in one chunk. Behind a colon that is enough, whatever the word before it means.
"""

import re
from collections.abc import Iterator

from services.reading.secret_folding import FoldedPage
from services.reading.secret_lines import LineMemory, Place
from services.reading.secret_spans import SECRET, Span

_SIGNS = "!?*^~$"
_LABELLED = re.compile(
    rf"(?<![\w:/.-])[^\W\d_]{{2,24}}(?:[ -][^\W\d_]{{2,24}})?[ ]?[:：=][ ]{{1,3}}"
    rf"(?P<value>[^\W_][\w{re.escape(_SIGNS)}#@+-]{{7,39}}+)(?=[\s,;.|)]|\Z)"
)


def _shaped(text: str) -> Iterator[Place]:
    """Where a chunk of that shape stands behind a label."""
    for found in _LABELLED.finditer(text):
        value = found["value"]
        inside = value.rstrip(_SIGNS)
        kinds = (str.isupper, str.islower, str.isdigit, _SIGNS.__contains__)
        if len(inside) >= 8 and all(any(map(kind, inside)) for kind in kinds):
            yield Place(found.start("value"), found.end("value"), 0)


_PLACES = LineMemory(_shaped)


def shaped_values(page: FoldedPage) -> Iterator[Span]:
    """Values behind a label that only a password looks like."""
    for start, end, _ in _PLACES.places(page):
        yield Span(start, end, SECRET)
