"""Events: what the user was doing for a while, with the captures and sources behind them."""

import json
from collections.abc import Iterable, Sequence

from services.records import CaptureId, Event, EventId, SegmentId, TimelineFilter
from services.store.database import Connection, Database, Row
from services.store.moments import ALL, of_events
from services.store.rows import chunks, marks

_EVENT = (
    "e.id, e.start_ms, e.end_ms, e.offset_min, e.app, e.title, e.people, e.gist, e.strength,"
    " e.captures, e.terms"
)


def _event_of(row: Row) -> Event:
    return Event(
        id=EventId(row[0]),
        start_ms=row[1],
        end_ms=row[2],
        offset_min=row[3],
        app=row[4],
        title=row[5],
        people=tuple(json.loads(row[6])),
        gist=tuple(json.loads(row[7])),
        strength=row[8],
        captures=row[9],
        terms=tuple(json.loads(row[10])),
    )


def _values(event: Event) -> tuple[object, ...]:
    return (
        event.start_ms,
        event.end_ms,
        event.offset_min,
        event.app,
        event.title,
        json.dumps(event.people, ensure_ascii=False),
        json.dumps(event.gist, ensure_ascii=False),
        event.strength,
        json.dumps(event.terms, ensure_ascii=False),
    )


class Events:
    """Stores events with their gists."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        event: Event,
        captures: Sequence[CaptureId],
        sources: Iterable[SegmentId] = (),
        *,
        settled: bool = True,
    ) -> EventId:
        """Store an event and put its captures into it; ``event.captures`` is ignored.

        It gets a new id where its own is 0. ``sources`` are the segments its gist quotes. What is
        not ``settled`` is cut anew at night.
        """
        with self._database.write() as connection:
            event_id = EventId(
                connection.execute(
                    "INSERT INTO event (id, start_ms, end_ms, offset_min, app, title, people, gist,"
                    " strength, terms, settled) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
                    (event.id or None, *_values(event), int(settled)),
                ).lastrowid
            )
            _attach(connection, event_id, captures)
            _set_sources(connection, event_id, sources)
        return event_id

    def update(self, event: Event, sources: Iterable[SegmentId] | None = None) -> None:
        """Write an event's values anew; its sources too where they are given."""
        with self._database.write() as connection:
            connection.execute(
                "UPDATE event SET start_ms = ?, end_ms = ?, offset_min = ?, app = ?, title = ?,"
                " people = ?, gist = ?, strength = ?, terms = ? WHERE id = ?",
                (*_values(event), event.id),
            )
            if sources is not None:
                _set_sources(connection, event.id, sources)

    def attach(self, event_id: EventId, captures: Iterable[CaptureId]) -> None:
        """Put further captures into an event."""
        with self._database.write() as connection:
            _attach(connection, event_id, captures)

    def delete(self, ids: Iterable[EventId]) -> None:
        """Remove events; their captures belong to none afterwards."""
        with self._database.write() as connection:
            for group in chunks(ids):
                connection.execute(f"DELETE FROM event WHERE id IN ({marks(group)})", group)

    def dissolve(self, captures: Iterable[CaptureId]) -> dict[frozenset[CaptureId], EventId]:
        """Remove the events of these captures that are not settled; the captures stay.

        Returns what each of them held.
        """
        held: dict[int, set[CaptureId]] = {}
        with self._database.write() as connection:
            for group in chunks(captures):
                for event_id, own in connection.execute(
                    "SELECT event_id, id FROM capture WHERE event_id IN (SELECT e.id FROM event e"
                    " JOIN capture c ON c.event_id = e.id WHERE e.settled = 0"
                    f" AND c.id IN ({marks(group)}))",
                    group,
                ).fetchall():
                    held.setdefault(event_id, set()).add(CaptureId(own))
            for group in chunks(held):
                connection.execute(f"DELETE FROM event WHERE id IN ({marks(group)})", group)
        return {frozenset(own): EventId(event_id) for event_id, own in held.items()}

    def get(self, event_id: EventId) -> Event | None:
        """One event, or None where it is gone."""
        return self.many([event_id]).get(event_id)

    def many(self, ids: Iterable[EventId]) -> dict[EventId, Event]:
        """Events by id; those that are gone are left out."""
        found: dict[EventId, Event] = {}
        for group in chunks(ids):
            for event in self._select(f"event e WHERE e.id IN ({marks(group)})", group):
                found[event.id] = event
        return found

    def between(self, start_ms: int, end_ms: int, limit: int = 10_000) -> list[Event]:
        """Events that overlap a stretch of time, in order of their start."""
        return self._select(
            "event e WHERE e.start_ms < ? AND e.end_ms >= ?"
            " AND e.start_ms >= ? - (SELECT max(end_ms - start_ms) FROM event)"
            " ORDER BY e.start_ms, e.id LIMIT ?",
            (end_ms, start_ms, start_ms, limit),
        )

    def weightiest(
        self, start_ms: int, end_ms: int, limit: int, only: TimelineFilter = ALL
    ) -> list[Event]:
        """Events that overlap a stretch of time, in order of their start.

        Where there are more than ``limit``, the stretch is cut into so many equal ones, and each
        gives the one event that begins in it with the most captures, weighed by strength.
        """
        condition, values = of_events(only)
        found = self._select(
            f"event e WHERE e.start_ms < ? AND e.end_ms >= ?{condition}"
            " ORDER BY e.start_ms, e.id LIMIT ?",
            (end_ms, start_ms, *values, limit + 1),
        )
        if len(found) <= limit:
            return found
        width_ms = max(1, -(-(end_ms - start_ms) // limit))
        with self._database.read() as connection:
            # SQLite takes the bare column from the row that has the maximum
            rows = connection.execute(
                "SELECT e.id, max(e.strength * (1 + min(e.captures, 1000))) FROM event e"
                f" WHERE e.start_ms >= ? AND e.start_ms < ?{condition}"
                " GROUP BY (e.start_ms - ?) / ?",
                (start_ms, end_ms, *values, start_ms, width_ms),
            ).fetchall()
        chosen = self.many(EventId(row[0]) for row in rows)
        return sorted(chosen.values(), key=lambda event: (event.start_ms, event.id))

    def last(self) -> Event | None:
        """The event that ends last."""
        found = self._select("event e ORDER BY e.end_ms DESC, e.id DESC LIMIT 1", ())
        return found[0] if found else None

    def ended_before(self, at_ms: int) -> int:
        """When the last event that ended before an instant did so; -1 where there is none."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT max(end_ms) FROM event WHERE end_ms < ?", (at_ms,)
            ).fetchone()
        return -1 if row is None or row[0] is None else int(row[0])

    def of_capture(self, capture_id: CaptureId) -> Event | None:
        """The event a capture belongs to."""
        found = self._select(
            "event e JOIN capture c ON c.event_id = e.id WHERE c.id = ?", (capture_id,)
        )
        return found[0] if found else None

    def sources(self, event_id: EventId) -> list[SegmentId]:
        """The segments a gist quotes, in order of id."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT segment_id FROM event_source WHERE event_id = ? ORDER BY segment_id",
                (event_id,),
            )
            return [SegmentId(row[0]) for row in rows]

    def without_gist(self, limit: int) -> list[Event]:
        """Events whose gist was not made yet (or was withdrawn), the oldest first."""
        return self._select(
            "event e WHERE e.gist = '[]' ORDER BY e.start_ms, e.id LIMIT ?", (limit,)
        )

    def count(self) -> int:
        """How many events there are."""
        with self._database.read() as connection:
            row = connection.execute("SELECT count(*) FROM event").fetchone()
        return 0 if row is None else int(row[0])

    def _select(self, tail: str, values: Sequence[object]) -> list[Event]:
        with self._database.read() as connection:
            rows = connection.execute(f"SELECT {_EVENT} FROM {tail}", values)
            return [_event_of(row) for row in rows]


def _attach(connection: Connection, event_id: EventId, captures: Iterable[CaptureId]) -> None:
    for group in chunks(captures):
        connection.execute(
            f"UPDATE capture SET event_id = ? WHERE id IN ({marks(group)})", [event_id, *group]
        )
    connection.execute(
        "UPDATE event SET captures = (SELECT count(*) FROM capture WHERE event_id = event.id)"
        " WHERE id = ?",
        (event_id,),
    )


def _set_sources(connection: Connection, event_id: EventId, sources: Iterable[SegmentId]) -> None:
    connection.execute("DELETE FROM event_source WHERE event_id = ?", (event_id,))
    connection.executemany(
        "INSERT OR IGNORE INTO event_source (event_id, segment_id) VALUES (?, ?)",
        [(event_id, segment) for segment in sources],
    )
