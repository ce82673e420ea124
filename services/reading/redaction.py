"""Removes secrets from text, and tells where to paint them over in the pixels; fails closed."""

import logging
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from services.reading.painting import Piece, paint_boxes
from services.reading.secret_cards import cards, growing, may_grow
from services.reading.secret_codes import one_time_codes
from services.reading.secret_ibans import ibans
from services.reading.secret_ids import national_ids
from services.reading.secret_keys import key_blocks
from services.reading.secret_labels import LabelledPage
from services.reading.secret_shapes import shaped_values
from services.reading.secret_spans import BARRIER, MASK, Span, mask, unmasked
from services.reading.secret_tokens import tokens
from services.reading.secret_values import labelled_below, labelled_beside
from services.records import Box, Line

_log = logging.getLogger(__name__)

WITHHELD = "withheld"
"""The rule named where the check itself failed and so nothing may be kept."""

Finder = Callable[[LabelledPage], Iterator[Span]]
# What can be looked for across columns that stand beside each other, and what only down a column.
_ACROSS: tuple[Finder, ...] = (
    cards, ibans, tokens, labelled_beside, national_ids, one_time_codes, shaped_values,
)  # fmt: skip
_DOWN: tuple[Finder, ...] = (key_blocks, *_ACROSS, labelled_below)
_MOST_ROUNDS = 12  # ordinary text needs one or two; only a text made for it needs more


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
    lines: Sequence[Line],
    pieces: Sequence[Sequence[Piece]] | None = None,
    before: Sequence[Line] = (),
) -> RedactedLines:
    """Mask every secret in ``lines``, also where several of them make it up together.

    Lines are looked at joined with their neighbours in a row, and joined with those under them in
    a column, so that a label finds its value and a number its other half. Where the check fails
    all text is masked and every line painted over. ``pieces`` tell for each line where parts of it
    stand, which makes what is painted narrower. ``before`` are the redacted lines that stood on
    the screen earlier: a card that grows digit by digit is known by them before it is complete.
    """
    try:
        return _redact_lines(tuple(lines), pieces or [()] * len(lines), before)
    except Exception as error:  # noqa: BLE001 - whatever went wrong, nothing may pass unchecked
        _log.error("the check for secrets failed: %s", type(error).__name__)
        masked = tuple(replace(line, text=MASK * len(line.text)) for line in lines)
        return RedactedLines(masked, tuple((line.box,) for line in lines), (WITHHELD,))


def _find(text: str, finders: tuple[Finder, ...]) -> list[Span]:
    """All secrets in reading order, overlaps merged, looked for again until nothing more turns up.

    Masking can join what stood apart, so one round is not always enough. Raises ``RuntimeError``
    where there is no end to it: then nothing may be kept.
    """
    spans: list[Span] = []
    current = text
    for _ in range(_MOST_ROUNDS):
        page = LabelledPage(current)
        found = [span for finder in finders for span in finder(page)]
        fresh = [span for span in found if unmasked(current[span.start : span.end])]
        if not fresh:
            return spans
        spans = _merge([*spans, *fresh])
        current = mask(current, spans)
    raise RuntimeError("looking for secrets came to no end")


def _merge(spans: list[Span]) -> list[Span]:
    """Spans in order; those that overlap become one, named by the first."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            last = merged.pop()
            span = Span(last.start, max(last.end, span.end), last.rule)  # noqa: PLW2901 - grown
        merged.append(span)
    return merged


def _redact_lines(
    lines: tuple[Line, ...], pieces: Sequence[Sequence[Piece]], before: Sequence[Line]
) -> RedactedLines:
    """``redact_lines`` without its safety net."""
    texts = [_flat(line.text) for line in lines]
    hits: list[list[Span]] = [[] for _ in lines]
    rules: list[str] = []
    for layout, finders in ((_side_by_side(lines), _ACROSS), (_columns(lines), _DOWN)):
        text, places = _joined(texts, lines, layout)
        for span in _find(text, finders):
            rules.append(span.rule)
            _note(span, places, texts, hits)
        texts = [mask(text, spans) for text, spans in zip(texts, hits, strict=True)]
    for at, line in enumerate(lines):
        for span in _growing(line, texts[at], before):
            hits[at].append(span)
            rules.append(span.rule)
            texts[at] = mask(texts[at], [span])
    masked = tuple(
        replace(line, text=text) if spans else line
        for line, text, spans in zip(lines, texts, hits, strict=True)
    )
    boxes = tuple(
        tuple(box for span in _merge(spans) for box in paint_boxes(line, parts, span))
        for line, parts, spans in zip(lines, pieces, hits, strict=True)
    )
    return RedactedLines(masked, boxes, tuple(rules))


def _growing(line: Line, text: str, before: Sequence[Line]) -> Iterator[Span]:
    """A card that is being typed where a shorter line stood."""
    if not may_grow(text):
        return
    for old in before:
        near = abs(old.box.left - line.box.left) < line.box.height and old.box.overlaps(line.box)
        if near and (span := growing(text, old.text)) is not None:
            yield span
            return


def _flat(text: str) -> str:
    """A line's text without the characters that join lines and cells."""
    return text.translate(_FLAT)


_FLAT = str.maketrans(dict.fromkeys("\n\t\f", " "))
# Cells nearer than a line is high are one text: a form's boxes for the groups of a card.
_NEAR = 1.0

Places = list[tuple[int, int]]
Layout = list[list[list[int]]]


def _joined(texts: Sequence[str], lines: Sequence[Line], layout: Layout) -> tuple[str, Places]:
    """One text of all blocks of rows of cells, and where each line begins in it."""
    parts: list[str] = []
    places: Places = []
    length = 0
    for block in layout:
        for row in block:
            for place, at in enumerate(row):
                places.append((length, at))
                last = place == len(row) - 1
                joint = "\n" if last else _joint(lines[at].box, lines[row[place + 1]].box)
                parts += (texts[at], joint)
                length += len(texts[at]) + 1
        parts.append(f"{BARRIER}\n")
        length += 2
    return "".join(parts), places


def _joint(left: Box, right: Box) -> str:
    """What stands between two cells of a row."""
    near = right.left - left.right < _NEAR * max(left.height, right.height)
    return " " if near else "\t"


def _note(span: Span, places: Places, texts: Sequence[str], hits: list[list[Span]]) -> None:
    """Write down for every line what of it a span of the joined text takes."""
    at = bisect_right(places, (span.start, len(texts))) - 1
    while at < len(places) and places[at][0] < span.end:
        start, line = places[at]
        first, last = max(span.start - start, 0), min(span.end - start, len(texts[line]))
        if first < last:
            hits[line].append(Span(first, last, span.rule))
        at += 1


def _side_by_side(lines: Sequence[Line]) -> Layout:
    """The rows of more than one line; a line alone in its row is looked at in its column."""
    return [[row] for row in _rows(lines) if len(row) > 1]


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


def _columns(lines: Sequence[Line]) -> Layout:
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
