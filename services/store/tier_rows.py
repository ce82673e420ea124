"""What deciding about tiers reads: rows without their text, all of them or only what is due."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from services.records import CaptureId, SegmentId, Tier
from services.store.database import Database, Row
from services.store.rows import chunks, marks


@dataclass(frozen=True, slots=True)
class TierRow:
    """What deciding about a segment's tier needs, without its text."""

    id: SegmentId
    capture_id: CaptureId
    at_ms: int
    source: str
    app: str
    trust: str
    tier: Tier
    salience: float
    stability_days: float
    reinforced_at_ms: int
    uses: int
    pinned: bool
    duplicate: bool
    kept_until_ms: int | None
    text_bytes: int


_TIER = (
    "s.id, s.capture_id, s.at_ms, c.source, c.app, c.trust, s.tier, s.salience, s.stability_days,"
    " s.reinforced_at_ms, s.uses, s.pinned, s.duplicate_of, s.kept_until_ms,"
    " iif(s.packed IS NULL, octet_length(s.text),"
    " iif(s.packed_bytes, s.packed_bytes, 2 * octet_length(s.packed)))"
)


class TierRows:
    """Reads segments for the decision about their tiers, and notes what was decided."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def every(self, page: int = 5000) -> Iterator[TierRow]:
        """Every segment that is not forgotten, in order of id, without its text."""
        yield from self._rows("s.tier <> 'forgotten'", page)

    def hot(self, page: int = 5000) -> Iterator[TierRow]:
        """Every hot segment as in ``every``."""
        yield from self._rows("s.tier = 'hot'", page)

    def _rows(self, which: str, page: int) -> Iterator[TierRow]:
        after = 0
        while True:
            with self._database.read() as connection:
                rows = connection.execute(
                    f"SELECT {_TIER} FROM segment s JOIN capture c ON c.id = s.capture_id"
                    f" WHERE s.id > ? AND {which} ORDER BY s.id LIMIT ?",
                    (after, page),
                ).fetchall()
            yield from (_tier_row(row) for row in rows)
            if len(rows) < page:
                return
            after = rows[-1][0]

    def in_turn(self, tier: Tier, after: SegmentId, limit: int) -> list[TierRow]:
        """The next so many segments of a tier behind ``after``, by id."""
        with self._database.read() as connection:
            rows = connection.execute(
                f"SELECT {_TIER} FROM segment s JOIN capture c ON c.id = s.capture_id"
                " WHERE s.tier = ? AND s.id > ? ORDER BY s.id LIMIT ?",
                (tier, after, limit),
            )
            return [_tier_row(row) for row in rows]

    def due(self) -> list[TierRow]:
        """Warm and archived segments that changed since ``decided``, by id."""
        with self._database.read() as connection:
            rows = connection.execute(
                f"SELECT {_TIER} FROM tier_due d JOIN segment s ON s.id = d.segment_id"
                " JOIN capture c ON c.id = s.capture_id WHERE s.tier <> 'forgotten' ORDER BY s.id"
            )
            return [_tier_row(row) for row in rows]

    def decided(self, ids: Iterable[SegmentId]) -> None:
        """Note that the tier of changed segments was decided."""
        with self._database.write() as connection:
            for group in chunks(ids):
                connection.execute(
                    f"DELETE FROM tier_due WHERE segment_id IN ({marks(group)})", group
                )


def _tier_row(row: Row) -> TierRow:
    return TierRow(
        id=SegmentId(row[0]),
        capture_id=CaptureId(row[1]),
        at_ms=row[2],
        source=row[3],
        app=row[4],
        trust=row[5],
        tier=Tier(row[6]),
        salience=row[7],
        stability_days=row[8],
        reinforced_at_ms=row[9],
        uses=row[10],
        pinned=bool(row[11]),
        duplicate=row[12] is not None,
        kept_until_ms=row[13],
        text_bytes=row[14],
    )
