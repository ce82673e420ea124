"""Which segments have vectors of an embedding model that is to take over from the present one."""

from collections.abc import Iterable

from services.records import SegmentId, Tier
from services.store.database import Database
from services.store.rows import HIT, SEGMENT_FROM, HitRow, chunks, hit_of, marks

_LACKING = (
    "s.tier = 'hot' AND NOT EXISTS"
    " (SELECT 1 FROM embedding_next n WHERE n.segment_id = s.id AND n.model = ?)"
)


class NextEmbeddings:
    """Marks beside ``segment.embedded``, which goes on to speak of the model in use."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def lacking(self, model: str, limit: int) -> list[HitRow]:
        """Hot segments without a vector of the model to come, the newest id first."""
        with self._database.read() as connection:
            rows = connection.execute(
                f"SELECT {HIT} FROM {SEGMENT_FROM} WHERE {_LACKING} ORDER BY s.id DESC LIMIT ?",
                (model, limit),
            )
            return [hit_of(row) for row in rows]

    def count(self) -> int:
        """How many segments have one."""
        with self._database.read() as connection:
            row = connection.execute("SELECT count(*) FROM embedding_next").fetchone()
        return int(row[0]) if row else 0

    def mark(self, ids: Iterable[SegmentId], model: str) -> None:
        """Note that the index to come holds these segments' vectors."""
        with self._database.write() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO embedding_next (segment_id, model)"
                " SELECT id, ? FROM segment WHERE id = ?",
                [(model, own) for own in ids],
            )

    def unmark(self, ids: Iterable[SegmentId]) -> None:
        """Note that it does not."""
        with self._database.write() as connection:
            for group in chunks(ids):
                connection.execute(
                    f"DELETE FROM embedding_next WHERE segment_id IN ({marks(group)})", group
                )

    def keep_only(self, model: str) -> None:
        """Forget every model to come but one."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM embedding_next WHERE model <> ?", (model,))

    def clear(self) -> None:
        """Forget the model to come."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM embedding_next")

    def take_over(self, model: str) -> None:
        """The model to come is the model in use: its marks become the segments' own."""
        with self._database.write() as connection:
            connection.execute(
                "UPDATE segment SET embedded = iif(tier = ? AND EXISTS (SELECT 1 FROM"
                " embedding_next n WHERE n.segment_id = segment.id AND n.model = ?), ?, '')"
                " WHERE embedded <> '' OR id IN (SELECT segment_id FROM embedding_next)",
                (Tier.HOT, model, model),
            )
            connection.execute("DELETE FROM embedding_next")
