"""The order in which lines are read: columns of prose one by one, tables row by row."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from services.records import Box

_GUTTER = 0.8  # times the usual height: less between two columns is a wide space
_BESIDE = 0.5  # of a column's lines have one of another column beside them; in a chat hardly any
_ALIGNED = 0.6  # of these stand in the same row as it: a table, or prose on a grid
_PROSE = 12.0  # times its height: a usual line of prose is longer, the cell of a table shorter
_CARDS = 1.3  # times the gutter: rows of cards stand further apart than cards beside each other

Group = list[int]
Span = tuple[int, int]


def reading_order(boxes: Sequence[Box]) -> list[int]:
    """Indices of lines in reading order, by cutting the page where nothing stands.

    A simple XY-cut (Nagy and Seth, "Hierarchical representation of optically scanned documents",
    1984) that tells columns of prose from the columns of a table and from the sides of a chat.
    """
    return _ordered(list(range(len(boxes))), boxes)


def _ordered(part: Group, boxes: Sequence[Box]) -> Group:
    """The lines of a part in order: block under block, in each column by column or row by row."""
    order: Group = []
    for block in _blocks(part, boxes):
        columns = _columns(block, boxes)
        if len(columns) < 2 or not _side_by_side(columns, boxes):
            order += sorted(block, key=lambda at: (boxes[at].top, boxes[at].left))
        elif _is_table(columns, boxes):
            for row in _rows(block, boxes):
                order += sorted(row, key=lambda at: boxes[at].left)
        else:
            for column in columns:
                order += _ordered(column, boxes)
    return order


def _blocks(part: Group, boxes: Sequence[Box]) -> list[Group]:
    """Stretches from top to bottom that have the same columns all the way, or have none."""
    if len(part) < 2:
        return [part] if part else []
    high = median(boxes[at].height for at in part)
    blocks: list[Group] = []
    columns: list[Span] = []
    bottom = 0
    for row in _apart_down(part, boxes):
        own = _merged(((boxes[at].left, boxes[at].right) for at in row), _GUTTER * high)
        both = _merged([*columns, *own], _GUTTER * high)
        gap = min(boxes[at].top for at in row) - bottom
        gutter = max((b[0] - a[1] for a, b in pairwise(both)), default=0)
        same = len(both) > 1 or len(columns) == len(own) == 1
        if blocks and same and (len(both) == 1 or gap <= max(_CARDS * gutter, 2.0 * high)):
            blocks[-1] += row
            columns = both
        else:
            blocks.append(list(row))
            columns = own
        bottom = max(boxes[at].bottom for at in row)
    return blocks


def _apart_down(part: Group, boxes: Sequence[Box]) -> list[Group]:
    """Groups with a row of pixels without any line between them, from the top."""
    groups: list[Group] = []
    bottom = -1
    for at in sorted(part, key=lambda at: boxes[at].top):
        if groups and boxes[at].top < bottom:
            groups[-1].append(at)
        else:
            groups.append([at])
        bottom = max(bottom, boxes[at].bottom)
    return groups


def _merged(spans: Iterable[Span], gap: float) -> list[Span]:
    """Spans from the left, those nearer to each other than ``gap`` as one."""
    merged: list[Span] = []
    for left, right in sorted(spans):
        if merged and left - merged[-1][1] < gap:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def _columns(part: Group, boxes: Sequence[Box]) -> list[Group]:
    """The lines of each column, from the left."""
    high = median(boxes[at].height for at in part)
    spans = _merged(((boxes[at].left, boxes[at].right) for at in part), _GUTTER * high)
    groups: list[Group] = [[] for _ in spans]
    for at in part:
        groups[next(n for n, span in enumerate(spans) if boxes[at].left <= span[1])].append(at)
    return groups


def _side_by_side(columns: list[Group], boxes: Sequence[Box]) -> bool:
    """Whether the lines of the columns stand beside each other, and not in turns as in a chat."""
    fewest = min(columns, key=len)
    others = [boxes[at] for column in columns if column is not fewest for at in column]
    beside = sum(any(_overlap(boxes[at], other) > 0 for other in others) for at in fewest)
    return beside >= _BESIDE * len(fewest)


def _is_table(columns: list[Group], boxes: Sequence[Box]) -> bool:
    """Whether columns are those of a table: in rows, with at most one of them as wide as prose."""
    wide = sum(median(boxes[at].width / boxes[at].height for at in c) >= _PROSE for c in columns)
    if wide > 1:
        return False
    fewest = min(columns, key=len)
    others = [boxes[at] for column in columns if column is not fewest for at in column]
    in_row = sum(
        any(_overlap(boxes[at], one) >= 0.7 * min(boxes[at].height, one.height) for one in others)
        for at in fewest
    )
    return in_row >= _ALIGNED * len(fewest)


def _rows(part: Group, boxes: Sequence[Box]) -> list[Group]:
    """Lines grouped by the row they stand in, from the top."""
    rows: list[Group] = []
    for at in sorted(part, key=lambda at: boxes[at].top + boxes[at].bottom):
        first = boxes[rows[-1][0]] if rows else None
        if first and _overlap(first, boxes[at]) >= 0.5 * min(first.height, boxes[at].height):
            rows[-1].append(at)
        else:
            rows.append([at])
    return rows


def _overlap(one: Box, other: Box) -> int:
    """Rows of pixels that two lines share."""
    return min(one.bottom, other.bottom) - max(one.top, other.top)
