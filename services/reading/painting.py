"""Where on a line the characters of a secret stand, so that its pixels can be painted over."""

from collections.abc import Sequence
from typing import NamedTuple

from services.reading.secret_spans import Span
from services.records import Box, Line

# Advance widths of a common sans-serif face in thousandths of its size; others are near enough.
_WIDTHS = (
    (230, "ijl'|"), (280, "tfI.,:;!/ []\\"), (340, "r()-*\"`"), (500, "ckszvxyJ_^"),
    (610, "FTZ?+=<>~"), (680, "ABEKPSVXY&"), (740, "CDHNRUw"), (790, "GOQ"), (850, "mM%"),
    (960, "W@—"),
)  # fmt: skip
_WIDTH = {ch: width for width, characters in _WIDTHS for ch in characters}
_USUAL_WIDTH = 560
_WIDEST = 20  # times its height: in a piece wider than this no place can be told
_UNSURE = 0.8


class Piece(NamedTuple):
    """Characters ``start`` to ``end`` (outside) of a line, and the box of their ink."""

    start: int
    end: int
    box: Box


def paint_boxes(line: Line, pieces: Sequence[Piece], span: Span) -> tuple[Box, ...]:
    """What to paint over for some characters of a line, with margin.

    Within each piece that the span touches, the place is estimated twice, for a proportional and
    for a monospaced face, and both are painted. Where the reading is unsure, or the line is wide
    and not told in pieces, all of it is painted.
    """
    if line.confidence < _UNSURE:
        return (line.box,)
    whole = (Piece(0, len(line.text), line.box),)
    return tuple(
        _part(line, piece, span)
        for piece in pieces or whole
        if piece.start < span.end and span.start < piece.end
    )


def _part(line: Line, piece: Piece, span: Span) -> Box:
    """The part of a piece's box that a span takes, over the full height of the line."""
    box = piece.box
    first, last = max(span.start, piece.start), min(span.end, piece.end)
    text = line.text[piece.start : piece.end]
    if box.width > _WIDEST * line.box.height or first == piece.start == last - len(text):
        return Box(box.left, line.box.top, box.width, line.box.height)
    before, after = first - piece.start, last - piece.start
    widths = [_WIDTH.get(ch, _USUAL_WIDTH) for ch in text]
    total = sum(widths)
    starts = (sum(widths[:before]) / total, before / len(text))
    ends = (sum(widths[:after]) / total, after / len(text))
    margin = 2 + 0.6 * line.box.height + 0.02 * box.width
    left = max(box.left, int(box.left + box.width * min(starts) - margin))
    right = min(box.right, int(box.left + box.width * max(ends) + margin) + 1)
    return Box(left, line.box.top, right - left, line.box.height)
