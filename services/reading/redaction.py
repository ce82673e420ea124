"""Removes secrets from text, and tells where to paint them over in the pixels; fails closed."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from services.reading.painting import Piece, paint_boxes
from services.reading.secret_labels import labelled_below, labelled_beside
from services.reading.secret_numbers import cards, ibans, national_ids
from services.reading.secret_spans import MASK, Span, mask
from services.reading.secret_tokens import assignments, key_blocks, tokens
from services.records import Box, Line

_log = logging.getLogger(__name__)

WITHHELD = "withheld"
"""The rule named where the check itself failed and so nothing may be kept."""

Finder = Callable[[str], Iterator[Span]]
# What can be looked for across columns that stand beside each other, and what only down a column.
_ACROSS: tuple[Finder, ...] = (tokens, labelled_beside, cards, ibans, national_ids, assignments)
_DOWN: tuple[Finder, ...] = (key_blocks, labelled_below, *_ACROSS)


@dataclass(frozen=True, slots=True)
class RedactedText:
    """Text of the same length with secrets masked; ``rules`` has one name a secret, in order."""

    text: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RedactedLines:
    """Lines with secrets masked, and what to paint over: ``boxes[i]`` belong to line ``i``."""

    lines: tuple[Line, ...]
    boxes: tuple[tuple[Box, ...], ...]
    rules: tuple[str, ...]


def redact_text(text: str) -> RedactedText:
    """Mask every secret in ``text``; where the check fails, all of it."""
    try:
        spans = _find(text, _DOWN)
    except Exception as error:  # noqa: BLE001 - whatever went wrong, nothing may pass unchecked
        _log.error("the check for secrets failed: %s", type(error).__name__)
        return RedactedText(MASK * len(text), (WITHHELD,))
    return RedactedText(mask(text, spans), tuple(span.rule for span in spans))


def redact_lines(
    lines: Sequence[Line], pieces: Sequence[Sequence[Piece]] | None = None
) -> RedactedLines:
    """Mask every secret in ``lines``, also where several of them make it up together.

    Lines are looked at joined with their neighbours in a row, and joined with those under them in
    a column, so that a label finds its value and a number its other half. Where the check fails
    all text is masked and every line painted over. ``pieces`` tell for each line where parts of it
    stand, which makes what is painted narrower.
    """
    try:
        return _redact_lines(tuple(lines), pieces or [()] * len(lines))
    except Exception as error:  # noqa: BLE001 - whatever went wrong, nothing may pass unchecked
        _log.error("the check for secrets failed: %s", type(error).__name__)
        masked = tuple(replace(line, text=MASK * len(line.text)) for line in lines)
        return RedactedLines(masked, tuple((line.box,) for line in lines), (WITHHELD,))


def _find(text: str, finders: tuple[Finder, ...]) -> list[Span]:
    """All secrets in reading order, overlaps merged, looked for again until nothing more turns up.

    Masking can join what stood apart, so one round is not always enough; each round masks more
    characters, so it ends.
    """
    spans: list[Span] = []
    current = text
    while True:
        found = [span for finder in finders for span in finder(current)]
        fresh = [span for span in found if _unmasked(current, span)]
        if not fresh:
            return spans
        spans = _merge([*spans, *fresh])
        current = mask(current, spans)


def _unmasked(text: str, span: Span) -> bool:
    """Whether a span still shows something."""
    return any(ch != MASK and not ch.isspace() for ch in text[span.start : span.end])


def _merge(spans: list[Span]) -> list[Span]:
    """Spans in order; those that overlap become one, named by the first."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            last = merged.pop()
            span = Span(last.start, max(last.end, span.end), last.rule)  # noqa: PLW2901 - grown
        merged.append(span)
    return merged


def _redact_lines(lines: tuple[Line, ...], pieces: Sequence[Sequence[Piece]]) -> RedactedLines:
    """``redact_lines`` without its safety net."""
    hits: list[list[Span]] = [[] for _ in lines]
    rules: list[str] = []
    rows = _rows(lines)
    for layout, finders in (([rows], _ACROSS), (_columns(lines), _DOWN)):
        for block in layout:
            current = [
                replace(line, text=mask(line.text, hits[at])) for at, line in enumerate(lines)
            ]
            rules += _redact_block(current, block, finders, hits)
    masked = tuple(
        replace(line, text=mask(line.text, spans)) for line, spans in zip(lines, hits, strict=True)
    )
    boxes = tuple(
        tuple(box for span in _merge(spans) for box in paint_boxes(line, parts, span))
        for line, parts, spans in zip(lines, pieces, hits, strict=True)
    )
    return RedactedLines(masked, boxes, tuple(rules))


def _redact_block(
    lines: Sequence[Line],
    block: list[list[int]],
    finders: tuple[Finder, ...],
    hits: list[list[Span]],
) -> list[str]:
    """Look through one joined text of rows of lines and note in ``hits`` what falls on each."""
    text, places = "", []
    for row in block:
        for at in row:
            places.append((len(text), at))
            text += lines[at].text.replace("\n", " ").replace("\t", " ") + "\t"
        text = text[:-1] + "\n"
    spans = _find(text, finders)
    for span in spans:
        for start, at in places:
            first, last = max(span.start - start, 0), min(span.end - start, len(lines[at].text))
            if first < last:
                hits[at].append(Span(first, last, span.rule))
    return [span.rule for span in spans]


def _rows(lines: Sequence[Line]) -> list[list[int]]:
    """Indices of lines that stand beside each other, rows from the top, each from the left."""
    rows: list[list[int]] = []
    for at in sorted(range(len(lines)), key=lambda i: (_middle(lines[i].box), lines[i].box.left)):
        box = lines[at].box
        if rows and abs(_middle(lines[rows[-1][0]].box) - _middle(box)) < box.height / 2:
            rows[-1].append(at)
        else:
            rows.append([at])
    for row in rows:
        row.sort(key=lambda i: lines[i].box.left)
    return rows


def _middle(box: Box) -> float:
    """The height at which a box has its middle."""
    return box.top + box.height / 2


def _columns(lines: Sequence[Line]) -> list[list[list[int]]]:
    """Chains of lines under each other with about the same left edge, each as rows of one."""
    order = sorted(range(len(lines)), key=lambda i: (lines[i].box.top, lines[i].box.left))
    below: dict[int, int] = {}
    taken: set[int] = set()
    for place, at in enumerate(order):
        for other in order[place + 1 :]:
            if lines[other].box.top > lines[at].box.bottom + 3 * lines[at].box.height:
                break
            if other not in taken and _under(lines[at].box, lines[other].box):
                below[at] = other
                taken.add(other)
                break
    chains = []
    for at in order:
        if at in taken:
            continue
        chain = [[at]]
        while (following := below.get(chain[-1][0])) is not None:
            chain.append([following])
        chains.append(chain)
    return chains


def _under(upper: Box, lower: Box) -> bool:
    """Whether ``lower`` stands right under ``upper`` and starts at about the same left edge."""
    height = max(upper.height, lower.height)
    gap = lower.top - upper.bottom
    return -height / 2 <= gap <= 1.8 * height and abs(upper.left - lower.left) <= 1.5 * height
