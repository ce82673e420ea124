"""What deciding about tiers reads: rows without their text, all of them or only what is due."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

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

# The same as numbers; a tier is its place from the most vivid one down.
_NUMBERS = (
    "s.id, iif(s.tier = 'hot', 0, iif(s.tier = 'warm', 1, 2)), s.salience, s.stability_days,"
    " s.reinforced_at_ms, s.uses, s.pinned, s.duplicate_of IS NOT NULL,"
    " coalesce(s.kept_until_ms, 0), c.source = 'note' AND c.trust = 'typed',"
    " iif(s.packed IS NULL, octet_length(s.text),"
    " iif(s.packed_bytes, s.packed_bytes, 2 * octet_length(s.packed)))"
)
_WIDTH = 11

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TierTable:
    """What deciding needs of many segments: float64[n, 11], a column for each of these names."""

    numbers: Numbers

    @property
    def ids(self) -> NDArray[np.int64]:
        """The segments."""
        return self.numbers[:, 0].astype(np.int64)

    @property
    def levels(self) -> NDArray[np.int8]:
        """0 for hot, 1 for warm, 2 for archived."""
        return self.numbers[:, 1].astype(np.int8)

    @property
    def salience(self) -> Numbers:
        """What each is worth in itself."""
        return self.numbers[:, 2]

    @property
    def stability_days(self) -> Numbers:
        """How slowly each fades."""
        return self.numbers[:, 3]

    @property
    def reinforced_at_ms(self) -> Numbers:
        """When each was last renewed."""
        return self.numbers[:, 4]

    @property
    def uses(self) -> Numbers:
        """How often each was used."""
        return self.numbers[:, 5]

    @property
    def pinned(self) -> NDArray[np.bool_]:
        """Which are pinned."""
        return self.numbers[:, 6].astype(np.bool_)

    @property
    def duplicate(self) -> Numbers:
        """Which repeat another: 0 or 1."""
        return self.numbers[:, 7]

    @property
    def kept_until_ms(self) -> Numbers:
        """Until when each is kept; 0 where nobody asked for it."""
        return self.numbers[:, 8]

    @property
    def own_note(self) -> NDArray[np.bool_]:
        """Which are of the person's own notes."""
        return self.numbers[:, 9].astype(np.bool_)

    @property
    def text_bytes(self) -> NDArray[np.int64]:
        """Bytes of each text."""
        return self.numbers[:, 10].astype(np.int64)

    def where(self, chosen: NDArray[np.bool_]) -> "TierTable":
        """The chosen rows."""
        return TierTable(self.numbers[chosen])


class TierRows:
    """Reads segments for the decision about their tiers, and notes what was decided."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def every(self, page: int = 5000) -> Iterator[TierRow]:
        """Every segment that is not forgotten, in order of id, without its text."""
        after = 0
        while True:
            with self._database.read() as connection:
                rows = connection.execute(
                    f"SELECT {_TIER} FROM segment s JOIN capture c ON c.id = s.capture_id"
                    " WHERE s.id > ? AND s.tier <> 'forgotten' ORDER BY s.id LIMIT ?",
                    (after, page),
                ).fetchall()
            yield from (_tier_row(row) for row in rows)
            if len(rows) < page:
                return
            after = rows[-1][0]

    def tables(self, tier: Tier | None = None, page: int = 5000) -> Iterator[TierTable]:
        """Every segment of a tier (None: that is not forgotten) by id, in tables of ``page``."""
        which = "s.tier <> 'forgotten'" if tier is None else "s.tier = ?"
        values = [] if tier is None else [tier]
        after = SegmentId(0)
        while True:
            table = self._table(f"{which} AND s.id > ?", [*values, after], page)
            yield table
            if len(table.ids) < page:
                return
            after = SegmentId(int(table.ids[-1]))

    def in_turn(self, tier: Tier, after: SegmentId, limit: int) -> TierTable:
        """The next so many segments of a tier behind ``after``, by id."""
        return self._table("s.tier = ? AND s.id > ?", [tier, after], limit)

    def due_table(self) -> TierTable:
        """What ``due`` gives, as a table."""
        which = "s.id IN (SELECT segment_id FROM tier_due) AND s.tier <> 'forgotten'"
        return self._table(which, [], -1)

    def _table(self, which: str, values: Sequence[Any], limit: int) -> TierTable:
        with self._database.read() as connection:
            rows = connection.execute(
                f"SELECT {_NUMBERS} FROM segment s JOIN capture c ON c.id = s.capture_id"
                f" WHERE {which} ORDER BY s.id LIMIT ?",
                (*values, limit),
            ).fetchall()
        # every number stands for itself in 64 bits of a float: ids and times are below 2^53
        return TierTable(np.array(rows, np.float64).reshape(-1, _WIDTH))

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
