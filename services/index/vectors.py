"""The sealed vectors of segments and their windows: kept in Chroma, searched in memory."""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from services.allocator import give_back
from services.errors import IndexUnavailableError
from services.index.codes import CodeMatrix, Codes, coded
from services.index.shards import Shards
from services.index.vector_store import (
    AWAY,
    CALL_ROWS,
    REBUILT,
    SERVER_AWAY,
    Grain,
    Vectors,
    VectorStore,
)
from services.records import SegmentId
from services.vault.rotation import rotation

__all__ = [
    "AWAY",
    "REBUILT",
    "SERVER_AWAY",
    "Allowed",
    "CodeKeeper",
    "Found",
    "Grain",
    "VectorIndex",
]

log = logging.getLogger("index.vectors")

Found = list[tuple[SegmentId, float]]
# Segments that may be found: a set, a test, or a mask by id (ids beyond its end are not).
Allowed = Callable[[SegmentId], bool] | AbstractSet[SegmentId] | NDArray[np.bool_] | None

# At a server: so many allowed segments are fetched and compared one by one; of more, neighbours
# are fetched and filtered, up to so many; where those are not enough, the allowed are asked for.
FEW = 2_000
MOST_FETCHED = 4_096
AMONG = 5_000


class CodeKeeper(Protocol):
    """Keeps what is searched in memory over restarts (the encrypted database does)."""

    def load(self, model: str) -> Iterator[tuple[str, list[SegmentId], Codes, Vectors]]:
        """All codes of a model in groups: the grain, ids, int8[n, dim], scales float32[n]."""
        ...

    def put(
        self, model: str, grain: str, ids: Sequence[SegmentId], codes: Codes, scales: Vectors
    ) -> None:
        """Keep codes; those of ids that are there already are replaced."""
        ...

    def remove(self, model: str, ids: Iterable[SegmentId]) -> None:
        """Drop the codes of segments, those of their windows too."""
        ...

    def drop_others(self, models: Iterable[str]) -> None:
        """Drop the codes of all other models."""
        ...


class VectorIndex:
    """Vectors by segment id for one embedding model, sealed by a secret rotation.

    ``key`` is the vault's key for vectors. ``server`` names a Chroma server ("http://host:8000");
    empty keeps everything in ``folder`` and searches 8-bit copies in memory, which ``keeper`` keeps
    (without one they are read from Chroma). ``kept_by`` keeps the vectors in place of a Chroma in
    this process. What is used is loaded at first use. ``notice`` says what a person should know.
    Methods raise ``IndexUnavailableError`` where Chroma is out of use.
    """

    def __init__(
        self,
        folder: Path,
        model_id: str,
        dim: int,
        key: bytes,
        *,
        server: str = "",
        keeper: CodeKeeper | None = None,
        kept_by: VectorStore | None = None,
    ) -> None:
        self.model_id = model_id
        self.dim = dim
        self._folder = folder
        self._key = key
        self._server = server
        self._keeper = keeper
        self._shards: VectorStore = kept_by or Shards(folder, model_id, key, server)
        self._lock = threading.RLock()
        self._matrices: dict[Grain, CodeMatrix] | None = None
        self._closed = False

    @property
    def notice(self) -> str:
        """What a person should know of the index; "" where all is well."""
        return self._shards.notice

    @notice.setter
    def notice(self, text: str) -> None:
        self._shards.notice = text

    @cached_property
    def _rotation(self) -> Vectors:
        return rotation(self._key, self.dim)

    def _sealed(self, vectors: Vectors) -> Vectors:
        return np.ascontiguousarray(vectors @ self._rotation.T, dtype=np.float32)

    def add(
        self,
        ids: Sequence[SegmentId],
        vectors: Vectors,
        at_ms: Sequence[int],
        grain: Grain = Grain.SEGMENT,
    ) -> None:
        """Store vectors float32[len(ids), dim] of unit length; those already there are replaced."""
        if not len(ids):
            return
        sealed = self._sealed(vectors)
        self._shards.upsert(grain, ids, sealed, at_ms)
        if not self._server:
            self._keep(grain, ids, sealed)

    def _keep(self, grain: Grain, ids: Sequence[SegmentId], sealed: Vectors) -> None:
        codes, scales = coded(sealed)
        if self._keeper is not None:
            self._keeper.put(self.model_id, grain, ids, codes, scales)
        with self._lock:
            if self._matrices is not None:
                self._matrices[grain].put(ids, codes, scales)

    def remove(self, ids: Sequence[SegmentId]) -> None:
        """Take segments out, with their windows; ids that are not there are passed over."""
        if not len(ids):
            return
        for grain in Grain:
            self._shards.delete(grain, ids)
        self._forget(ids)

    def _forget(self, ids: Sequence[SegmentId]) -> None:
        if self._keeper is not None:
            self._keeper.remove(self.model_id, ids)
        with self._lock:
            for matrix in (self._matrices or {}).values():
                matrix.remove(ids)

    def scrub(self, ids: Sequence[SegmentId], grains: Iterable[Grain] = tuple(Grain)) -> None:
        """Let nothing remain in the folder's files of vectors that were removed or replaced."""
        for grain in grains:
            self._shards.scrub(grain, ids)

    def search(
        self,
        vector: Vectors,
        k: int,
        *,
        allowed: Allowed = None,
        grain: Grain = Grain.SEGMENT,
    ) -> Found:
        """Up to ``k`` (segment, cosine) nearest to a vector float32[dim], the nearest first.

        Up to 4,000 allowed segments are compared one by one; of more, those that a first look at
        their signs finds likely. So the rarest filter finds all it can.
        """
        if k < 1:
            return []
        sealed = np.ascontiguousarray(self._rotation @ vector, dtype=np.float32)
        if self._server:
            return self._search_server(sealed, k, allowed, grain)
        with self._lock:
            matrix = self._loaded()[grain]
            return matrix.search(sealed, k, _mask(matrix.ids, allowed))

    def cosines(
        self, vector: Vectors, ids: Iterable[SegmentId], grain: Grain = Grain.SEGMENT
    ) -> Found:
        """The cosine to a vector float32[dim] of each of the segments that has a vector."""
        sealed = np.ascontiguousarray(self._rotation @ vector, dtype=np.float32)
        found, vectors = self.vectors(sorted(ids), grain)
        return list(zip(found, (vectors @ sealed).tolist(), strict=True))

    def _search_server(self, sealed: Vectors, k: int, allowed: Allowed, grain: Grain) -> Found:
        if isinstance(allowed, np.ndarray):
            allowed = frozenset(SegmentId(own) for own in np.flatnonzero(allowed).tolist())
        if isinstance(allowed, AbstractSet) and len(allowed) <= FEW:
            return self._compare(sealed, k, allowed, grain)
        test = allowed.__contains__ if isinstance(allowed, AbstractSet) else allowed
        fetch = k if test is None else 4 * k
        while True:
            found = self._shards.query(grain, sealed, fetch)
            kept = [one for one in found if test is None or test(one[0])]
            if len(kept) >= k or len(found) < fetch:
                return kept[:k]
            if fetch >= MOST_FETCHED:
                break
            fetch *= 4
        if not isinstance(allowed, AbstractSet):
            return kept
        among, every = sorted(allowed), []
        for at in range(0, len(among), AMONG):
            every += self._shards.query(grain, sealed, k, among[at : at + AMONG])
        return sorted(every, key=lambda one: -one[1])[:k]

    def _compare(
        self, sealed: Vectors, k: int, allowed: AbstractSet[SegmentId], grain: Grain
    ) -> Found:
        ids, vectors = self.vectors(sorted(allowed), grain)
        if not ids:
            return []
        cosines = vectors @ sealed
        order = np.argsort(-cosines, kind="stable")[:k]
        return [(ids[i], float(cosines[i])) for i in order]

    def vectors(
        self, ids: Sequence[SegmentId], grain: Grain = Grain.SEGMENT
    ) -> tuple[list[SegmentId], Vectors]:
        """Those of the ids that are there, and their vectors float32[n, dim], sealed.

        The rotation keeps all products between sealed vectors, so near-duplicates can be found
        without unsealing. What is searched in memory has them to within 0.002.
        """
        if not self._server:
            with self._lock:
                return self._loaded()[grain].vectors(ids)
        found, vectors = self._shards.get(grain, ids)
        return found, np.empty((0, self.dim), np.float32) if vectors is None else vectors

    def opened(self, ids: Sequence[SegmentId]) -> dict[SegmentId, Vectors]:
        """The segments' own vectors float32[dim] by id, unsealed; those not there are left out."""
        found, sealed = self.vectors(ids)
        return dict(zip(found, sealed @ self._rotation, strict=True))

    def ids(self, grain: Grain = Grain.SEGMENT) -> set[SegmentId]:
        """The segments that have a vector of this grain in Chroma."""
        return self._shards.ids(grain)

    def count(self) -> int:
        """How many segments have a vector."""
        if self._server:
            return self._shards.count(Grain.SEGMENT)
        with self._lock:
            return len(self._loaded()[Grain.SEGMENT])

    def retry(self) -> None:
        """Ask a server that was away again at once, at the next use."""
        self._shards.retry()

    def warm_up(self) -> None:
        """Read into memory what is searched there."""
        if not self._server:
            with self._lock:
                self._loaded()

    def rest(self) -> None:
        """Let go of memory that only writing and comparing take."""
        self._shards.rest()
        give_back()

    def heal(self) -> dict[Grain, set[SegmentId]]:
        """Bring what is searched in memory into line with Chroma, as after a crash.

        Returns the segments that have a vector there, by grain.
        """
        every = {grain: self._shards.ids(grain) for grain in Grain}
        if self._server:
            return every
        for grain, there in every.items():
            with self._lock:
                held = set(self._loaded()[grain].ids.tolist())
            if lacking := sorted(there - held):
                log.info("index: %d codes are made again", len(lacking))
                self._read(grain, lacking)
            if stray := sorted(SegmentId(own) for own in held - there):
                self._forget(stray)  # both grains: the segment is embedded again
        return every

    def _read(self, grain: Grain, ids: Sequence[SegmentId]) -> None:
        for at in range(0, len(ids), CALL_ROWS):
            found, sealed = self._shards.get(grain, ids[at : at + CALL_ROWS])
            if sealed is not None:
                self._keep(grain, found, sealed)

    def _loaded(self) -> dict[Grain, CodeMatrix]:
        """The codes in memory; read from the keeper, else from Chroma."""
        if self._closed:
            raise IndexUnavailableError(AWAY, "The library is closed.")
        if self._matrices is None:
            made = {grain: CodeMatrix(self.dim) for grain in Grain}
            if self._keeper is not None:
                for name, ids, codes, scales in self._keeper.load(self.model_id):
                    made[Grain(name)].put(ids, codes, scales)
            self._matrices = made
            if self._keeper is None:
                try:
                    for grain in Grain:
                        self._read(grain, sorted(self._shards.ids(grain)))
                except IndexUnavailableError:
                    self._matrices = None
                    raise
        return self._matrices

    def drop_other_models(self, keep: Iterable["VectorIndex"] = ()) -> None:
        """Remove what belongs to other models, whose vectors mean nothing to this one.

        ``keep`` are indexes that are still needed.
        """
        kept = [*keep]
        self._shards.drop_other_models([other._shards.prefix for other in kept])
        if self._keeper is not None:
            self._keeper.drop_others([self.model_id, *(other.model_id for other in kept)])

    def bytes(self) -> int:
        """Bytes in the folder; 0 with a server."""
        return sum(path.stat().st_size for path in self._folder.rglob("*") if path.is_file())

    def close(self) -> None:
        """Release Chroma's threads and files, and the memory. Safe to repeat; later is refused."""
        with self._lock:
            self._closed = True
            self._matrices = None
            self._shards.close()


def _mask(ids: NDArray[np.int64], allowed: Allowed) -> NDArray[np.bool_] | None:
    """Which of the ids are allowed; None for all of them."""
    if allowed is None:
        return None
    if isinstance(allowed, np.ndarray):
        inside = ids < len(allowed)
        made: NDArray[np.bool_] = inside & allowed[np.where(inside, ids, 0)]
        return made
    if isinstance(allowed, AbstractSet):
        return np.isin(ids, np.fromiter(allowed, np.int64, len(allowed)))
    return np.fromiter((allowed(SegmentId(own)) for own in ids.tolist()), np.bool_, len(ids))
