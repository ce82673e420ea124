"""Deleting captures with everything made from them, so that nothing of them is left behind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from services.records import (
    CaptureId,
    DeleteRequest,
    DocumentId,
    EventId,
    FactId,
    FrameId,
    QuestionId,
    SegmentId,
)
from services.store.captures import resolve
from services.store.database import Connection, Database
from services.store.frames import Frames, queue_blobs
from services.store.rows import chunks, marks, text_of
from services.store.segments import queue_vectors
from services.store.words import put_windows, remove_words, with_neighbours


@dataclass(frozen=True, slots=True)
class Reach:
    """What a deletion takes along, and what it leaves without some or all of its sources.

    ``events``, ``facts`` and ``questions`` rest (in part) on the deleted segments: memory has to
    withdraw or recompute them. ``emptied`` are events that keep no capture, ``orphaned`` facts
    that keep no source.
    """

    captures: tuple[CaptureId, ...] = ()
    segments: tuple[SegmentId, ...] = ()
    frames: tuple[FrameId, ...] = ()
    documents: tuple[DocumentId, ...] = ()
    events: tuple[EventId, ...] = ()
    emptied: tuple[EventId, ...] = ()
    facts: tuple[FactId, ...] = ()
    orphaned: tuple[FactId, ...] = ()
    questions: tuple[QuestionId, ...] = ()
    vectors: int = 0
    cached_lines: int = 0


class Deletion:
    """Selects captures, tells what their deletion would reach, and deletes them."""

    def __init__(self, database: Database, frames: Frames) -> None:
        self._database = database
        self._frames = frames

    def select(self, request: DeleteRequest) -> list[CaptureId]:
        """The captures a request means; an empty request means none.

        An id of a segment means its whole capture: what was seen together goes together.
        """
        with self._database.read() as connection:
            return _select(connection, request)

    def of_documents(self, ids: Iterable[DocumentId]) -> list[CaptureId]:
        """The captures of document versions."""
        with self._database.read() as connection:
            return [
                CaptureId(own)
                for own in _column(connection, "SELECT id FROM capture WHERE document_id IN", ids)
            ]

    def reach(self, captures: Iterable[CaptureId]) -> Reach:
        """What deleting these captures would take along; changes nothing."""
        with self._database.read() as connection:
            return _reach(connection, captures)

    def reach_within(self, capture: CaptureId, segments: Iterable[SegmentId]) -> Reach:
        """What writing these segments of a capture anew would take along; changes nothing."""
        with self._database.read() as connection:
            return _resting_on(connection, [capture], sorted(segments))

    def delete(self, captures: Iterable[CaptureId]) -> Reach:
        """Delete captures in one transaction; vectors and blobs are queued in ``removal``.

        So are, as kind "window", the neighbours whose window vectors must be made anew.
        Rows of ``fact_source``, ``event_source`` and ``question_source`` that point at deleted
        segments go with them; the facts, events and questions themselves are left to memory.
        Documents of which no capture is left go with their text.
        """
        with self._database.write() as connection:
            found = _reach(connection, captures)
            touched = with_neighbours(connection, found.segments) - set(found.segments)
            queue_vectors(connection, found.segments)
            forget_lines(connection, found.segments)
            remove_words(connection, found.segments)
            queue_blobs(connection, self._frames.release(connection, found.frames))
            for group in chunks(found.captures):
                connection.execute(f"DELETE FROM capture WHERE id IN ({marks(group)})", group)
            self._database.touch(found.segments)
            _delete_documents(connection, found.documents)
            _count_captures(connection, found.events)
            put_windows(connection, touched)
            renew_vectors(connection, touched)
        return found


def _select(connection: Connection, request: DeleteRequest) -> list[CaptureId]:
    conditions: list[str] = []
    values: list[Any] = []
    for condition, value in (
        ("at_ms >= ?", request.from_ms),
        ("at_ms < ?", request.to_ms),
        ("app = ? COLLATE NOCASE", request.app),
        ("thread = ?", request.thread),
    ):
        if value is not None:
            conditions.append(condition)
            values.append(value)
    if request.site is not None:
        conditions.append("url <> ''")
    if request.ids:
        named = _named(connection, request.ids)
        conditions.append(f"id IN ({marks(named)})")
        values += named
    if not conditions:
        return []
    rows = connection.execute(
        f"SELECT id, url FROM capture WHERE {' AND '.join(conditions)} ORDER BY id", values
    )
    site = request.site
    return [CaptureId(row[0]) for row in rows if site is None or on_site(row[1], site)]


def _named(connection: Connection, ids: Iterable[str]) -> list[int]:
    """The captures that internal segment ids or external ids mean."""
    captures: set[int] = set()
    for text in ids:
        segments = resolve(connection, text)
        captures.update(_column(connection, "SELECT capture_id FROM segment WHERE id IN", segments))
        if not segments:  # a capture without segments still has its external id
            row = connection.execute(
                "SELECT id FROM capture WHERE external_id = ?", (text.strip(),)
            ).fetchone()
            if row is not None:
                captures.add(row[0])
    return sorted(captures)


def on_site(url_text: str, site: str) -> bool:
    """Whether a URL's host is the site or below it ("mail.example.org" is below "example.org")."""
    wanted = _host(site)
    host = _host(url_text)
    return bool(wanted) and (host == wanted or host.endswith("." + wanted))


def _host(text: str) -> str:
    text = text.strip().lower()
    try:
        host = urlsplit(text if "://" in text else f"//{text}").hostname
    except ValueError:  # e.g. a broken IPv6 address
        return ""
    return (host or "").rstrip(".").removeprefix("www.")


def _column(connection: Connection, select_in: str, ids: Iterable[int]) -> list[int]:
    """The first column of a query that ends in IN, over any number of ids, sorted, each once."""
    found: set[int] = set()
    for group in chunks(ids):
        found.update(row[0] for row in connection.execute(f"{select_in} ({marks(group)})", group))
    return sorted(found)


def _reach(connection: Connection, captures: Iterable[CaptureId]) -> Reach:
    own = _column(connection, "SELECT id FROM capture WHERE id IN", captures)
    segments = _column(connection, "SELECT id FROM segment WHERE capture_id IN", own)
    found = _resting_on(connection, own, segments)
    documents = _column(
        connection, "SELECT document_id FROM capture WHERE document_id IS NOT NULL AND id IN", own
    )
    gone = set(own)
    return replace(
        found,
        captures=tuple(CaptureId(i) for i in own),
        frames=tuple(
            FrameId(i) for i in _column(connection, "SELECT id FROM frame WHERE capture_id IN", own)
        ),
        documents=tuple(
            DocumentId(i)
            for i in documents
            if _only(connection, "SELECT id FROM capture WHERE document_id = ?", i, gone)
        ),
        emptied=tuple(
            i
            for i in found.events
            if _only(connection, "SELECT id FROM capture WHERE event_id = ?", i, gone)
        ),
    )


def _resting_on(connection: Connection, captures: list[int], segments: list[int]) -> Reach:
    """What rests on segments and on the captures that they are of."""
    facts = _column(connection, "SELECT fact_id FROM fact_source WHERE segment_id IN", segments)
    quoted = _column(connection, "SELECT event_id FROM event_source WHERE segment_id IN", segments)
    holding = _column(
        connection, "SELECT event_id FROM capture WHERE event_id IS NOT NULL AND id IN", captures
    )
    questions = _column(
        connection, "SELECT question_id FROM question_source WHERE segment_id IN", segments
    )
    lost = set(segments)
    return Reach(
        segments=tuple(SegmentId(i) for i in segments),
        events=tuple(EventId(i) for i in sorted({*quoted, *holding})),
        facts=tuple(FactId(i) for i in facts),
        orphaned=tuple(
            FactId(i)
            for i in facts
            if _only(connection, "SELECT segment_id FROM fact_source WHERE fact_id = ?", i, lost)
        ),
        questions=tuple(QuestionId(i) for i in questions),
        vectors=len(
            _column(connection, "SELECT id FROM segment WHERE embedded <> '' AND id IN", segments)
        ),
        cached_lines=len(_cached_lines(connection, segments)),
    )


def renew_vectors(connection: Connection, ids: Iterable[int]) -> None:
    """Queue the window vectors of what stood beside: they were made with the deleted words."""
    for group in chunks(ids):
        held = connection.execute(
            f"SELECT id FROM segment WHERE id IN ({marks(group)}) AND embedded <> ''", group
        ).fetchall()
        connection.executemany(
            "INSERT OR IGNORE INTO removal (kind, name) VALUES ('window', ?)",
            [(str(row[0]),) for row in held],
        )


def _only(connection: Connection, sql: str, owner: int, leaving: set[int]) -> bool:
    """Whether everything that belongs to an owner is about to leave."""
    return all(row[0] in leaving for row in connection.execute(sql, (owner,)))


def _cached_lines(connection: Connection, segments: Sequence[int]) -> list[bytes]:
    """Keys of cached lines whose text stands in one of these segments.

    A line's text is a whole line of a segment, so lines are compared, not substrings. Text that
    is archived stands packed, and is unpacked for the comparison.
    """
    lines: set[str] = set()
    for group in chunks(segments):
        sql = f"SELECT text, packed FROM segment WHERE id IN ({marks(group)})"
        for text, packed in connection.execute(sql, group):
            lines.update(line.strip() for line in text_of(text, packed).splitlines())
    lines.discard("")
    if not lines:
        return []
    cached = connection.execute("SELECT key, text FROM line_cache")
    return [key for key, text in cached if text.strip() in lines]


def forget_lines(connection: Connection, segments: Sequence[int]) -> None:
    """Drop the cached lines whose text stands in one of these segments."""
    connection.executemany(
        "DELETE FROM line_cache WHERE key = ?",
        [(key,) for key in _cached_lines(connection, segments)],
    )


def _delete_documents(connection: Connection, ids: Sequence[DocumentId]) -> None:
    for group in chunks(ids):
        rows = connection.execute(
            f"DELETE FROM document WHERE id IN ({marks(group)}) RETURNING text_blob", group
        ).fetchall()
        queue_blobs(connection, [row[0] for row in rows])


def _count_captures(connection: Connection, events: Iterable[EventId]) -> None:
    connection.executemany(
        "UPDATE event SET captures = (SELECT count(*) FROM capture WHERE event_id = event.id)"
        " WHERE id = ?",
        [(event,) for event in events],
    )
