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


def nearby(
    connection: Connection, ids: Iterable[int], count: int
) -> dict[int, tuple[list[int], list[int]]]:
    """For each existing segment: up to ``count`` ids before it and after it, in reading order."""
    found: dict[int, tuple[list[int], list[int]]] = {}
    for group in chunks(ids):
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
