"""The sealed vectors of segments and their windows, in collections of Chroma."""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from services.clock import DAY_MS
from services.errors import IndexUnavailableError
from services.index import chroma
from services.index.names import Names
from services.records import SegmentId, Tier
from services.vault.derivation import subkey
from services.vault.rotation import rotation

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

log = logging.getLogger("index.vectors")

Vectors = NDArray[np.float32]
Found = list[tuple[SegmentId, float]]
Allowed = Callable[[SegmentId], bool] | AbstractSet[SegmentId] | None

# All that a time says to whoever holds the folder: in which four weeks something was seen.
BUCKET_MS = 28 * DAY_MS
# Chroma takes some 5,000 rows a call; smaller calls keep what a crash loses small.
CALL_ROWS = 1_000
# So many allowed segments are compared one by one, which beats asking for ever more neighbours.
FEW = 2_000
# Neighbours fetched at most while a filter throws most of them away.
MOST_FETCHED = 4_096

REBUILT = "Search by meaning is being set up again; until then words find more than meaning."
AWAY = "The index of meanings cannot be reached."


class Grain(StrEnum):
    """How much text a vector stands for: a segment alone, or with its neighbours."""

    SEGMENT = "segments"
    WINDOW = "windows"


class VectorIndex:
    """Vectors by segment id for one embedding model, sealed by a secret rotation.

    ``key`` is the vault's key for vectors. ``server`` names a Chroma server ("http://host:8000");
    empty keeps everything in ``folder``. Chroma is opened at first use. A folder that cannot be
    opened or does not answer is emptied and ``notice`` says so; the rows then say what to embed.
    Every method raises ``IndexUnavailableError`` where Chroma cannot be used.
    """

    def __init__(
        self, folder: Path, model_id: str, dim: int, key: bytes, *, server: str = ""
    ) -> None:
        self._folder = folder
        self._server = server
        self.dim = dim
        self._key = key
        self._names = Names(subkey(key, b"", "vector names"))
        owner = subkey(key, b"", "collections").hex()[:12]
        model = subkey(key, b"", f"model {model_id}").hex()[:12]
        self._owner, self._prefix = f"afterimage-{owner}-", f"afterimage-{owner}-{model}-"
        self._lock = threading.RLock()
        self._client: ClientAPI | None = None
        self._open: dict[Grain, Collection] = {}
        self._closed = False
        self.notice = ""

    @cached_property
    def _rotation(self) -> Vectors:
        return rotation(self._key, self.dim)

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
        names = self._names.of(ids)
        sealed = np.ascontiguousarray(vectors @ self._rotation.T, dtype=np.float32)
        notes: list[Mapping[str, str | int]] = [
            {"tier": Tier.HOT.value, "bucket": at // BUCKET_MS} for at in at_ms
        ]
        with self._collection(grain) as collection:
            for at in range(0, len(names), CALL_ROWS):
                part = slice(at, at + CALL_ROWS)
                collection.upsert(
                    ids=names[part],
                    embeddings=sealed[part],
                    metadatas=[*notes[part]],
                )

    def remove(self, ids: Sequence[SegmentId]) -> None:
        """Take segments out, with their windows; ids that are not there are passed over."""
        names = self._names.of(ids)
        for grain in Grain:
            with self._collection(grain) as collection:
                for at in range(0, len(names), CALL_ROWS):
                    collection.delete(ids=names[at : at + CALL_ROWS])

    def search(
        self,
        vector: Vectors,
        k: int,
        *,
        allowed: Allowed = None,
        grain: Grain = Grain.SEGMENT,
    ) -> Found:
        """Up to ``k`` (segment, cosine) nearest to a vector float32[dim], the nearest first.

        ``allowed`` is a set or a test. A small set is compared whole, so that the rarest filter
        finds all it can; otherwise neighbours are fetched and filtered, up to ``MOST_FETCHED``.
        """
        if k < 1:
            return []
        if isinstance(allowed, AbstractSet) and len(allowed) <= FEW:
            return self._compare(vector, k, allowed, grain)
        test = allowed.__contains__ if isinstance(allowed, AbstractSet) else allowed
        sealed = np.ascontiguousarray(self._rotation @ vector, dtype=np.float32)
        fetch = k if test is None else 4 * k
        with self._collection(grain) as collection:
            while True:
                found = self._query(collection, sealed, fetch)
                kept = [one for one in found if test is None or test(one[0])]
                if len(kept) >= k or len(found) < fetch or fetch >= MOST_FETCHED:
                    return kept[:k]
                fetch *= 4

    def _query(self, collection: "Collection", sealed: Vectors, k: int) -> Found:
        answer = collection.query(query_embeddings=sealed[None], n_results=k, include=["distances"])
        names, distances = answer["ids"][0], (answer["distances"] or [[]])[0]
        found = zip(self._names.ids(names), distances, strict=True)
        return [(own, 1.0 - float(distance)) for own, distance in found if own]

    def _compare(
        self, vector: Vectors, k: int, allowed: AbstractSet[SegmentId], grain: Grain
    ) -> Found:
        ids, vectors = self.vectors(sorted(allowed), grain)
        if not ids:
            return []
        cosines = vectors @ (self._rotation @ vector)
        order = np.argsort(-cosines, kind="stable")[:k]
        return [(ids[i], float(cosines[i])) for i in order]

    def vectors(
        self, ids: Sequence[SegmentId], grain: Grain = Grain.SEGMENT
    ) -> tuple[list[SegmentId], Vectors]:
        """Those of the ids that are there, and their vectors float32[n, dim] as they lie (sealed).

        The rotation keeps all products between sealed vectors, so near-duplicates can be found
        without unsealing.
        """
        if not len(ids):
            return [], np.empty((0, self.dim), dtype=np.float32)
        found: list[str] = []
        parts: list[Vectors] = [np.empty((0, self.dim), dtype=np.float32)]
        names = self._names.of(ids)
        with self._collection(grain) as collection:
            for at in range(0, len(names), CALL_ROWS):
                got = collection.get(ids=names[at : at + CALL_ROWS], include=["embeddings"])
                if got["ids"]:
                    found += got["ids"]
                    parts.append(np.asarray(got["embeddings"], dtype=np.float32))
        return self._names.ids(found), np.concatenate(parts)

    def opened(self, ids: Sequence[SegmentId]) -> dict[SegmentId, Vectors]:
        """The segments' own vectors float32[dim] by id, unsealed; those not there are left out."""
        found, sealed = self.vectors(ids)
        return dict(zip(found, sealed @ self._rotation, strict=True))

    def ids(self, grain: Grain = Grain.SEGMENT) -> set[SegmentId]:
        """The segments that have a vector of this grain."""
        with self._collection(grain) as collection:
            return set(self._names.ids(collection.get(include=[])["ids"])) - {SegmentId(0)}

    def count(self) -> int:
        """How many segments have a vector."""
        with self._collection(Grain.SEGMENT) as collection:
            return collection.count()

    def drop_other_models(self) -> None:
        """Remove the collections of other models, whose vectors mean nothing to this one."""
        with self._lock, self._collection(Grain.SEGMENT):
            client = self._client
            assert client is not None  # noqa: S101 - an open collection has its client
            for found in client.list_collections():
                if found.name.startswith(self._owner) and not found.name.startswith(self._prefix):
                    client.delete_collection(found.name)

    def bytes(self) -> int:
        """Bytes in the folder; 0 with a server."""
        return sum(path.stat().st_size for path in self._folder.rglob("*") if path.is_file())

    def close(self) -> None:
        """Release Chroma's threads and files. Safe to repeat; what comes later is refused."""
        with self._lock:
            self._closed = True
            self._release()

    def _release(self) -> None:
        self._open = {}
        client, self._client = self._client, None
        if client is not None:
            chroma.release(client)

    @contextmanager
    def _collection(self, grain: Grain) -> Iterator["Collection"]:
        """The open collection; what Chroma raises inside becomes ``IndexUnavailableError``."""
        troubles = chroma.troubles()
        try:
            with self._lock:
                if self._closed:
                    raise IndexUnavailableError(AWAY, "The library is closed.")
                if not self._open:
                    self._start()
                collection = self._open[grain]
            yield collection
        except troubles as error:
            log.warning("the vector index failed: %s", type(error).__name__)
            log.debug("the vector index failed", exc_info=True)
            with self._lock:
                self._release()
            raise IndexUnavailableError(AWAY, "Search by words still works.") from error

    def _start(self) -> None:
        if self._server:
            self._client = chroma.server_client(self._server)
            self._open = self._collections()
            return
        try:
            self._start_in_folder()
        except chroma.damage():
            log.warning("the vector index is damaged and is made anew", exc_info=True)
            self._release()
            chroma.clear(self._folder)
            self.notice = REBUILT
            self._start_in_folder()

    def _start_in_folder(self) -> None:
        with chroma.guarded(self._folder):
            self._start_client()

    def _start_client(self) -> None:
        self._client = chroma.folder_client(self._folder)
        self._open = self._collections()
        for collection in self._open.values():
            chroma.probe(collection)

    def _collections(self) -> dict[Grain, "Collection"]:
        assert self._client is not None  # noqa: S101 - made right before
        # None, or Chroma would load (and fetch) an embedding function of its own
        return {
            grain: self._client.get_or_create_collection(
                self._prefix + grain.value,
                embedding_function=None,
                configuration={"hnsw": {"space": "ip"}},
            )
            for grain in Grain
        }
