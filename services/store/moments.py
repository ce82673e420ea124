"""Questions the timeline asks: density, pictures and captures by time."""

from dataclasses import dataclass, replace

from services.clock import DAY_MS, HOUR_MS
from services.records import CaptureId, FilmFrame, FrameId, PictureState, Source, TimelineFilter
from services.store.database import Connection, Database, Row

# R(t, S) of FSRS-6 (see services.memory.strength) in SQL, so that a mean over many rows needs no
# row in Python; a test holds it against the original.
_ELAPSED_DAYS = f"max(? - s.reinforced_at_ms, 0) / {float(DAY_MS)}"
_STRENGTH = f"pow(1 + 0.980283 * {_ELAPSED_DAYS} / max(s.stability_days, 0.001), -0.1542)"


@dataclass(frozen=True, slots=True)
class DensityRow:
    """Captures of one app in one bin of time, and their mean strength in [0, 1]."""

    bin: int
    app: str
    captures: int
    strength: float


ALL = TimelineFilter()
_LANE = "iif({0}.app = '', {0}.source, {0}.app)"
_EVER_MS = 2**62
_MOST_HOURS = 200  # of a stretch are looked through for a picture


def of_captures(only: TimelineFilter) -> tuple[str, tuple[str, ...]]:
    """A filter as a condition on captures ``c``, with its values; both empty where all are meant.

    A person wrote a capture, or is one of the people of its event.
    """
    parts, values = [], []
    for column, value in (("c.app", only.app), ("c.source", only.source)):
        if value:
            parts.append(f" AND {column} = ?")
            values.append(value)
    if only.person:
        parts.append(
            " AND (c.author = ? OR EXISTS (SELECT 1 FROM event e, json_each(e.people) p"
            " WHERE e.id = c.event_id AND p.value = ?))"
        )
        values += [only.person, only.person]
    return "".join(parts), tuple(values)


def by_time(only: TimelineFilter) -> str:
    """The index to find captures ``c`` by time with.

    Told its own statistics, SQLite at times prefers to look through every app and to sort.
    """
    return f"INDEXED BY {'capture_app' if only.app else 'capture_at'}"


def of_counts(only: TimelineFilter) -> tuple[str, tuple[str, ...]]:
    """A filter as a condition on the counts by hour and day ``a``, with its values."""
    parts, values = ["a.person = ?"], [only.person]
    for column, value in (("a.app", only.app), ("a.source", only.source)):
        if value:
            parts.append(f"{column} = ?")
            values.append(value)
    return " AND ".join(parts), tuple(values)


def of_events(only: TimelineFilter) -> tuple[str, tuple[str, ...]]:
    """A filter as a condition on events ``e``, with its values."""
    parts, values = [], []
    if only.app:
        parts.append(" AND e.app = ?")
        values.append(only.app)
    if only.person:
        parts.append(" AND EXISTS (SELECT 1 FROM json_each(e.people) p WHERE p.value = ?)")
        values.append(only.person)
    if only.source:
        parts.append(
            " AND EXISTS (SELECT 1 FROM event_kind k WHERE k.source = ? AND k.event_id = e.id)"
        )
        values.append(only.source)
    return "".join(parts), tuple(values)


class Moments:
    """Reads captures by time for the timeline."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def density(
        self, start_ms: int, end_ms: int, width_ms: int, now_ms: int, only: TimelineFilter = ALL
    ) -> list[DensityRow]:
        """Counts and mean strength by bin and app (else the source), where there are any.

        Where bins are whole hours or days, ``start_ms`` must be a multiple of one: they are read
        from the counts by hour or by day, and one capture of an app stands for all in a bin.
        """
        if (span_ms := counted_span(width_ms)) is not None:
            return self._counted(span_ms, start_ms, end_ms, width_ms, now_ms, only)
        condition, values = of_captures(only)
        with self._database.read() as connection:
            rows = connection.execute(
                f"SELECT (c.at_ms - ?) / ? AS bin, {_LANE.format('c')} AS lane,"
                " count(DISTINCT c.id),"
                f" coalesce(avg({_STRENGTH}), 0.0)"
                f" FROM capture c {by_time(only)} LEFT JOIN segment s ON s.capture_id = c.id"
                f" WHERE c.at_ms >= ? AND c.at_ms < ?{condition}"
                " GROUP BY bin, lane ORDER BY bin, lane",
                (start_ms, width_ms, now_ms, start_ms, end_ms, *values),
            ).fetchall()
        return [DensityRow(row[0], row[1], row[2], float(row[3])) for row in rows]

    def _counted(
        self,
        span_ms: int,
        start_ms: int,
        end_ms: int,
        width_ms: int,
        now_ms: int,
        only: TimelineFilter,
    ) -> list[DensityRow]:
        condition, values = of_counts(only)
        with self._database.read() as connection:
            rows = connection.execute(
                f"SELECT b.bin, b.lane, b.captures, coalesce((SELECT {_STRENGTH} FROM segment s"
                " WHERE s.capture_id = b.sample_id ORDER BY s.ordinal LIMIT 1), 0.0) FROM"
                f" (SELECT (a.start_ms - ?) / ? AS bin, {_LANE.format('a')} AS lane,"
                " sum(a.captures) AS captures, max(a.sample_id) AS sample_id FROM activity a"
                f" WHERE {condition} AND a.span_ms = ? AND a.start_ms >= ? AND a.start_ms < ?"
                " GROUP BY bin, lane) b ORDER BY b.bin, b.lane",
                (now_ms, start_ms, width_ms, *values, span_ms, start_ms, end_ms),
            ).fetchall()
        return [DensityRow(row[0], row[1], row[2], float(row[3])) for row in rows]

    def film(
        self, start_ms: int, end_ms: int, count: int, now_ms: int, only: TimelineFilter = ALL
    ) -> list[FilmFrame]:
        """The first picture of each of ``count`` equal stretches; only screens have pictures."""
        if only.source not in {"", Source.SCREEN}:
            return []
        width_ms = max(1, -(-(end_ms - start_ms) // count))
        found = []
        with self._database.read() as connection:
            # a look-up a stretch: grouping would read every picture of five years for twelve
            for at_ms in range(start_ms, end_ms, width_ms):
                row = _first_picture(connection, at_ms, min(at_ms + width_ms, end_ms), now_ms, only)
                found += [] if row is None else [row]
        return [
            FilmFrame(CaptureId(r[0]), FrameId(r[1]), r[2], r[3], r[4], float(r[5])) for r in found
        ]

    def nearest(self, at_ms: int) -> CaptureId | None:
        """The capture closest to an instant, the earlier of two as close."""
        with self._database.read() as connection:
            before = connection.execute(
                "SELECT id, at_ms FROM capture INDEXED BY capture_at WHERE at_ms <= ?"
                " ORDER BY at_ms DESC, id LIMIT 1",
                (at_ms,),
            ).fetchone()
            after = connection.execute(
                "SELECT id, at_ms FROM capture INDEXED BY capture_at WHERE at_ms > ?"
                " ORDER BY at_ms, id LIMIT 1",
                (at_ms,),
            ).fetchone()
        found = [row for row in (before, after) if row is not None]
        if not found:
            return None
        return CaptureId(min(found, key=lambda row: abs(row[1] - at_ms))[0])

    def around(
        self, at_ms: int, limit: int, only: TimelineFilter = ALL, *, before: bool = False
    ) -> list[tuple[int, CaptureId]]:
        """When and which captures come after an instant (or came before it), the nearest first."""
        condition, values = of_captures(only)
        order = "DESC" if before else "ASC"
        end_ms = -_EVER_MS if before else _EVER_MS
        found: list[Row] = []
        with self._database.read() as connection:
            stretches = [(at_ms, end_ms)]
            if only != ALL:
                hours = _hours(connection, at_ms, end_ms, limit + 1, only)
                stretches = [_part(hour, at_ms, before=before) for hour in hours]
            for near_ms, far_ms in stretches:
                first_ms, last_ms = sorted((near_ms, far_ms))
                found += connection.execute(
                    f"SELECT c.at_ms, c.id FROM capture c {by_time(only)}"
                    f" WHERE c.at_ms > ? AND c.at_ms < ?{condition}"
                    f" ORDER BY c.at_ms {order}, c.id {order} LIMIT ?",
                    (first_ms, last_ms, *values, limit - len(found)),
                ).fetchall()
                if len(found) >= limit:
                    break
        return [(row[0], CaptureId(row[1])) for row in found]

    def count(self, start_ms: int, end_ms: int) -> int:
        """How many captures lie in a stretch of time."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT count(*) FROM capture WHERE at_ms >= ? AND at_ms < ?", (start_ms, end_ms)
            ).fetchone()
        return int(row[0]) if row else 0

    def offset_at(self, at_ms: int, default_min: int) -> int:
        """The local offset, in minutes, that the capture closest to an instant was made with."""
        nearest = self.nearest(at_ms)
        if nearest is None:
            return default_min
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT offset_min FROM capture WHERE id = ?", (nearest,)
            ).fetchone()
        return int(row[0]) if row else default_min


def _hours(
    connection: Connection, near_ms: int, far_ms: int, limit: int, only: TimelineFilter
) -> list[int]:
    """The hours between two instants in which something passes a filter, from the first one on."""
    condition, values = of_counts(only)
    first_ms, last_ms = sorted((near_ms, far_ms))
    rows = connection.execute(
        f"SELECT DISTINCT a.start_ms FROM activity a WHERE {condition} AND a.span_ms = ?"
        f" AND a.start_ms > ? AND a.start_ms < ? ORDER BY a.start_ms"
        f" {'ASC' if near_ms <= far_ms else 'DESC'} LIMIT ?",
        (*values, HOUR_MS, first_ms - HOUR_MS, last_ms, limit),
    )
    return [row[0] for row in rows]


def _part(hour_ms: int, at_ms: int, *, before: bool) -> tuple[int, int]:
    """What of an hour lies after an instant (or before it), both ends left out."""
    if before:
        return min(at_ms, hour_ms + HOUR_MS), hour_ms - 1
    return max(at_ms, hour_ms - 1), hour_ms + HOUR_MS


def _first_picture(
    connection: Connection, start_ms: int, end_ms: int, now_ms: int, only: TimelineFilter
) -> Row | None:
    stretches = [(start_ms, end_ms)]
    if only != ALL:
        hours = _hours(connection, start_ms, end_ms, _MOST_HOURS, replace(only, source="screen"))
        stretches = [(max(hour, start_ms), min(hour + HOUR_MS, end_ms)) for hour in hours]
    condition, values = of_captures(only)
    for first_ms, last_ms in stretches:
        row = connection.execute(
            "SELECT c.id, f.id, c.at_ms, c.app, c.title,"
            f" coalesce((SELECT max({_STRENGTH}) FROM segment s"
            " WHERE s.capture_id = c.id), 0.0)"
            f" FROM capture c {by_time(only)} CROSS JOIN frame f ON f.capture_id = c.id"
            f" WHERE c.at_ms >= ? AND c.at_ms < ? AND f.state <> ?{condition}"
            " ORDER BY c.at_ms, c.id LIMIT 1",
            (now_ms, first_ms, last_ms, PictureState.GONE, *values),
        ).fetchone()
        if row is not None:
            return row
    return None


def counted_span(width_ms: int) -> int | None:
    """The span whose counts make up bins of that width; None where captures are counted singly."""
    return next((span for span in (DAY_MS, HOUR_MS) if width_ms % span == 0), None)
