"""What stood before and after a segment: in its thread, else its document, else its window.

A stream is ordered by time, capture and place in the capture. Where there is neither thread nor
document, captures of one source, app and title follow each other while at most ten minutes lie
between them.
"""

from collections.abc import Iterable
from typing import Any

from services.clock import MINUTE_MS
from services.store.database import Connection, Row
from services.store.rows import chunks, marks

GAP_MS = 10 * MINUTE_MS

_ONE_WAY = (
    "SELECT s.id, c.at_ms, c.id, s.ordinal"
    " FROM capture c {index} JOIN segment s ON s.capture_id = c.id"
    " WHERE {same} AND c.at_ms {side}= ? AND (c.at_ms, c.id, s.ordinal) {side} (?, ?, ?)"
    " ORDER BY c.at_ms {order}, c.id {order}, s.ordinal {order} LIMIT ?"
)


# The same for one on either side of many segments at once, in the database's own loop: a fifth of
# the time.
_BESIDE = (
    "SELECT o.id, {one_way_before}, {one_way_after}"
    " FROM segment o JOIN capture c ON c.id = o.capture_id WHERE o.id IN ({ids}) AND {kind}"
)
_ONE = (
    "(SELECT s.id FROM capture d {index} JOIN segment s ON s.capture_id = d.id"
    " WHERE {same} AND (d.at_ms, d.id, s.ordinal) {side} (c.at_ms, c.id, o.ordinal)"
    " AND d.at_ms {side}= c.at_ms {gap}"
    " ORDER BY d.at_ms {order}, d.id {order}, s.ordinal {order} LIMIT 1)"
)
_WINDOW = "c.thread = '' AND c.document_id IS NULL"
# Which segments, which index, what is the same beside them, and whether time may part them.
_KINDS = (
    ("c.thread <> ''", "", "d.thread = c.thread AND d.thread <> ''", False),
    (
        "c.thread = '' AND c.document_id IS NOT NULL",
        "",
        "d.document_id = c.document_id AND d.thread = ''",
        False,
    ),
    (f"{_WINDOW} AND c.app = '' AND c.title = ''", "", "d.id = c.id", False),
    (
        f"{_WINDOW} AND (c.app <> '' OR c.title <> '')",
        "INDEXED BY capture_window",
        "d.app = c.app AND d.title = c.title AND d.source = c.source"
        " AND d.thread = '' AND d.document_id IS NULL",
        True,
    ),
)


def _beside(connection: Connection, ids: list[int]) -> dict[int, tuple[list[int], list[int]]]:
    """The segments right before and right after each existing one."""
    found: dict[int, tuple[list[int], list[int]]] = {}
    for kind, index, same, apart in _KINDS:
        before, after = (
            _ONE.format(
                index=index,
                same=same,
                side=side,
                order=order,
                gap=f"AND abs(d.at_ms - c.at_ms) <= {GAP_MS}" if apart else "",
            )
            for side, order in (("<", "DESC"), (">", "ASC"))
        )
        sql = _BESIDE.format(one_way_before=before, one_way_after=after, ids=marks(ids), kind=kind)
        for own, one, other in connection.execute(sql, ids):
            found[own] = ([] if one is None else [one], [] if other is None else [other])
    return found


def nearby(
    connection: Connection, ids: Iterable[int], count: int
) -> dict[int, tuple[list[int], list[int]]]:
    """For each existing segment: up to ``count`` ids before it and after it, in reading order."""
    found: dict[int, tuple[list[int], list[int]]] = {}
    for group in chunks(ids):
        if count == 1:
            found |= _beside(connection, group)
            continue
        rows = connection.execute(
            "SELECT s.id, c.at_ms, c.id, s.ordinal,"
            " c.thread, c.document_id, c.app, c.title, c.source"
            " FROM segment s JOIN capture c ON c.id = s.capture_id"
            f" WHERE s.id IN ({marks(group)})",
            group,
        ).fetchall()
        for row in rows:
            before = _one_way(connection, row, "<", "DESC", count)
            after = _one_way(connection, row, ">", "ASC", count)
            found[row[0]] = (before[::-1], after)
    return found


def _one_way(connection: Connection, row: Row, side: str, order: str, count: int) -> list[int]:
    index, same, values, gap_ms = _stream(row)
    sql = _ONE_WAY.format(index=index, same=same, side=side, order=order)
    at_ms, capture_id, ordinal = row[1:4]
    rows = connection.execute(sql, (*values, at_ms, at_ms, capture_id, ordinal, count)).fetchall()
    ids: list[int] = []
    for found in rows:
        if gap_ms is not None and abs(found[1] - at_ms) > gap_ms:
            break
        at_ms = found[1]
        ids.append(found[0])
    return ids


def _stream(row: Row) -> tuple[str, str, tuple[Any, ...], int | None]:
    capture_id, thread, document_id, app, title, source = row[2], *row[4:9]
    if thread:
        return "", "c.thread = ? AND c.thread <> ''", (thread,), None
    if document_id is not None:
        return "", "c.document_id = ? AND c.thread = ''", (document_id,), None
    if not app and not title:
        return "", "c.id = ?", (capture_id,), None
    same = "c.app = ? AND c.title = ? AND c.source = ? AND c.thread = '' AND c.document_id IS NULL"
    return "INDEXED BY capture_window", same, (app, title, source), GAP_MS
