"""8-bit copies of the sealed vectors, kept from one start to the next."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from services.records import SegmentId
from services.store.columns import numbers
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
        after: int | None = 0
        while after is not None:
            self._database.turns.give_way()
            with self._database.read() as connection:
                after, grains, joined, scales, codes = connection.execute(
                    "SELECT max(rowid), group_concat(grain), group_concat(segment_id),"
                    " group_concat(scale), group_concat(hex(code), '') FROM (SELECT rowid, grain,"
                    " segment_id, scale, code FROM vector_code WHERE rowid > ? AND model = ?"
                    " ORDER BY rowid LIMIT ?)",
                    (after, model, PAGE),
                ).fetchone() or (None,) * 5
            if not grains:
                return
            names = np.array(grains.split(","))
            ids, sizes = numbers(joined, np.int64), numbers(scales, np.float32)
            made = np.frombuffer(bytes.fromhex(codes), np.int8).reshape(len(ids), -1)
            for grain in dict.fromkeys(grains.split(",")):
                own = names == grain
                yield grain, [SegmentId(one) for one in ids[own].tolist()], made[own], sizes[own]

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
            connection.execute(f"DELETE FROM vector_code WHERE model NOT IN ({marks(kept)})", kept)
