"""8-bit copies of the sealed vectors, kept from one start to the next."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from services.records import SegmentId
from services.store.database import Database
from services.store.rows import chunks, marks

PAGE = 2_000


class VectorCodes:
    """Keeps codes by segment, model and grain; those of deleted segments go with their rows."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(
        self, model: str
    ) -> Iterator[tuple[str, list[SegmentId], NDArray[np.int8], NDArray[np.float32]]]:
        """All codes of a model in groups: the grain, ids, int8[n, dim], scales float32[n]."""
        after = 0
        while True:
            self._database.turns.give_way()
            with self._database.read() as connection:
                rows = connection.execute(
                    "SELECT rowid, grain, segment_id, scale, code FROM vector_code"
                    " WHERE rowid > ? AND model = ? ORDER BY rowid LIMIT ?",
                    (after, model, PAGE),
                ).fetchall()
            for grain in dict.fromkeys(row[1] for row in rows):
                own = [row for row in rows if row[1] == grain]
                codes = np.frombuffer(b"".join([row[4] for row in own]), np.int8)
                scales = np.array([row[3] for row in own], np.float32)
                yield (
                    grain,
                    [SegmentId(row[2]) for row in own],
                    codes.reshape(len(own), -1),
                    scales,
                )
            if len(rows) < PAGE:
                return
            after = rows[-1][0]

    def put(
        self,
        model: str,
        grain: str,
        ids: Sequence[SegmentId],
        codes: NDArray[np.int8],
        scales: NDArray[np.float32],
    ) -> None:
        """Keep codes; those of ids that are there already are replaced.

        A segment that was deleted meanwhile is passed over.
        """
        with self._database.write() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO vector_code (segment_id, model, grain, scale, code)"
                " SELECT ?1, ?2, ?3, ?4, ?5 WHERE EXISTS (SELECT 1 FROM segment WHERE id = ?1)",
                [
                    (own, model, grain, scale, code.tobytes())
                    for own, code, scale in zip(ids, codes, scales.tolist(), strict=True)
                ],
            )

    def remove(self, model: str, ids: Iterable[SegmentId]) -> None:
        """Drop the codes of segments, those of their windows too."""
        with self._database.write() as connection:
            for group in chunks(ids):
                connection.execute(
                    f"DELETE FROM vector_code WHERE segment_id IN ({marks(group)}) AND model = ?",
                    [*group, model],
                )

    def drop_others(self, models: Iterable[str]) -> None:
        """Drop the codes of all other models."""
        kept = [*models]
        with self._database.write() as connection:
            # which they are is told by the key alone: the codes are most of the table
            connection.execute(
                "DELETE FROM vector_code WHERE rowid IN"
                f" (SELECT rowid FROM vector_code WHERE model NOT IN ({marks(kept)}))",
                kept,
            )
