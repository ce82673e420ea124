"""The codes of segments' tokens, by which search ranks its best candidates anew."""

from collections.abc import Iterable, Mapping, Sequence

from services.records import SegmentId
from services.store.database import Database
from services.store.rows import chunks, marks


class TokenCodes:
    """Keeps codes in line with the rows; what is deleted takes its codes along.

    Hot segments get codes. A warm one keeps those it had: they need no memory and no search, and
    let what words find of it be ranked by meaning, which its vector is gone for.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def waiting(self, limit: int) -> dict[SegmentId, str]:
        """Up to ``limit`` embedded hot segments without codes, with their texts under headings."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT id, iif(heading = '', text, heading || char(10) || text)"
                " FROM segment INDEXED BY segment_to_code"
                " WHERE tier = 'hot' AND embedded <> '' AND coded = '' ORDER BY id LIMIT ?",
                (limit,),
            )
            return {SegmentId(row[0]): row[1] for row in rows}

    def put(self, model: str, codes: Mapping[SegmentId, bytes]) -> None:
        """Store codes; segments that are gone or faded meanwhile are passed over."""
        with self._database.write() as connection:
            for own, data in codes.items():
                done = connection.execute(
                    "UPDATE segment SET coded = ? WHERE id = ? AND tier = 'hot'", (model, own)
                )
                if done.rowcount:
                    connection.execute(
                        "INSERT OR REPLACE INTO token_code (segment_id, codes) VALUES (?, ?)",
                        (own, data),
                    )

    def of(self, ids: Iterable[SegmentId], model: str) -> dict[SegmentId, bytes]:
        """The codes that a model made, by segment; those without are left out."""
        found: dict[SegmentId, bytes] = {}
        with self._database.read() as connection:
            for group in chunks(ids):
                rows = connection.execute(
                    "SELECT t.segment_id, t.codes FROM token_code t"
                    " JOIN segment s ON s.id = t.segment_id"
                    f" WHERE t.segment_id IN ({marks(group)}) AND s.coded = ?",
                    [*group, model],
                )
                found.update((SegmentId(row[0]), row[1]) for row in rows)
        return found

    def drop_faded(self) -> int:
        """Remove the codes of what is put away; returns how many."""
        with self._database.write() as connection:
            faded = connection.execute(
                "SELECT id FROM segment INDEXED BY segment_coded"
                " WHERE tier NOT IN ('hot', 'warm') AND coded <> ''"
            )
            return self._drop([row[0] for row in faded])

    def drop_other_models(self, model: str) -> int:
        """Remove the codes of other models, which mean nothing to this one; returns how many."""
        with self._database.write() as connection:
            others = connection.execute(
                "SELECT id FROM segment INDEXED BY segment_coded WHERE coded <> '' AND coded <> ?",
                (model,),
            )
            return self._drop([row[0] for row in others])

    def _drop(self, ids: Sequence[int]) -> int:
        with self._database.write() as connection:
            for group in chunks(ids):
                connection.execute(
                    f"DELETE FROM token_code WHERE segment_id IN ({marks(group)})", group
                )
                connection.execute(
                    f"UPDATE segment SET coded = '' WHERE id IN ({marks(group)})", group
                )
        return len(ids)
