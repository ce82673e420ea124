"""Sealed vectors in Chroma: in many small collections on this disk, in one a grain at a server.

Chroma holds a whole collection in memory to add one row to it, and writes all of it again every
thousand rows. Small collections by ranges of ids keep both small; few are open at a time.
"""

import logging
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from services.allocator import give_back
from services.clock import DAY_MS
from services.errors import IndexUnavailableError
from services.index import chroma
from services.index.names import Names, owner_of, prefix_of
from services.index.vector_store import AWAY, CALL_ROWS, REBUILT, SERVER_AWAY, Grain, Vectors
from services.records import SegmentId, Tier
from services.vault.derivation import subkey

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

log = logging.getLogger("index.shards")

# All that a time says to whoever holds the folder: in which four weeks something was seen.
BUCKET_MS = 28 * DAY_MS
SHARD_BITS = 12  # 4,096 ids a collection: some 7 MB in memory and on the disk
MOST_OPEN = 4
# A server that did not answer is left alone for so long: nobody waits for it at every key typed.
AWAY_S = 5.0

# Here the graph is never searched (``codes`` is), so it may be thin; at a server it is.
_THIN: Any = {"hnsw": {"space": "ip", "ef_construction": 32, "max_neighbors": 8}}
_FULL: Any = {"hnsw": {"space": "ip"}}


class Shards:
    """The collections of one model under one key: a ``VectorStore`` in this process.

    A folder that cannot be opened or does not answer is emptied, and ``notice`` says so.
    """

    def __init__(self, folder: Path, model_id: str, key: bytes, server: str) -> None:
        self._folder = folder
        self._server = server
        self._names = Names(subkey(key, b"", "vector names"))
        self._owner, self._prefix = owner_of(key), prefix_of(key, model_id)
        self._lock = threading.RLock()
        self._client: ClientAPI | None = None
        self._open: dict[str, Collection] = {}
        self._there: set[str] = set()
        self._closed = False
        self._away_until = 0.0
        self._depth = 0
        self.notice = ""

    def upsert(
        self, grain: Grain, ids: Sequence[SegmentId], sealed: Vectors, at_ms: Sequence[int]
    ) -> None:
        """Store sealed vectors float32[len(ids), dim]; those already there are replaced."""
        names = self._names.of(ids)
        notes: list[Mapping[str, str | int]] = [
            {"tier": Tier.HOT.value, "bucket": at // BUCKET_MS} for at in at_ms
        ]
        for shard, places in self._by_shard(grain, ids).items():
            for part in _parts(places):
                with self._collection(shard, make=True) as collection:
                    assert collection is not None  # noqa: S101 - made where it was not there
                    collection.upsert(
                        ids=[names[i] for i in part],
                        embeddings=sealed[part],
                        metadatas=[notes[i] for i in part],
                    )

    def delete(self, grain: Grain, ids: Sequence[SegmentId]) -> None:
        """Take vectors out; ids that are not there are passed over."""
        names = self._names.of(ids)
        for shard, places in self._by_shard(grain, ids).items():
            for part in _parts(places):
                with self._collection(shard) as collection:
                    if collection is not None:
                        collection.delete(ids=[names[i] for i in part])

    def get(self, grain: Grain, ids: Sequence[SegmentId]) -> tuple[list[SegmentId], Vectors | None]:
        """Those of the ids that are there, and their sealed vectors float32[n, dim] (None of 0)."""
        found: list[str] = []
        vectors: list[Vectors] = []
        names = self._names.of(ids)
        for shard, places in self._by_shard(grain, ids).items():
            for part in _parts(places):
                with self._collection(shard) as collection:
                    if collection is None:
                        continue
                    got = collection.get(ids=[names[i] for i in part], include=["embeddings"])
                if got["ids"]:
                    found += got["ids"]
                    vectors.append(np.asarray(got["embeddings"], dtype=np.float32))
        return self._names.ids(found), np.concatenate(vectors) if vectors else None

    def ids(self, grain: Grain) -> set[SegmentId]:
        """The segments that have a vector of this grain, told without looking at their graphs."""
        found: set[SegmentId] = set()
        for at, shard in enumerate(self._shards(grain)):
            with self._client_open():
                if at % MOST_OPEN == 0 and not self._server:
                    self._release()  # Chroma holds what it was asked about
                found.update(self._names.ids(self._made(shard).get(include=[])["ids"]))
        return found - {SegmentId(0)}

    def query(
        self, grain: Grain, sealed: Vectors, k: int, among: Sequence[SegmentId] | None = None
    ) -> list[tuple[SegmentId, float]]:
        """The ``k`` nearest (segment, cosine) of a server, ``among`` some or all it has."""
        with self._collection(self._prefix + grain.value, make=True) as collection:
            assert collection is not None  # noqa: S101 - made where it was not there
            answer = collection.query(
                query_embeddings=sealed[None],
                n_results=k,
                include=["distances"],
                ids=None if among is None else self._names.of(among),
            )
        names, distances = answer["ids"][0], (answer["distances"] or [[]])[0]
        found = zip(self._names.ids(names), distances, strict=True)
        return [(own, 1.0 - float(distance)) for own, distance in found if own]

    def count(self, grain: Grain) -> int:
        """How many segments have a vector of this grain."""
        total = 0
        for shard in self._shards(grain):
            with self._collection(shard) as collection:
                total += 0 if collection is None else collection.count()
        return total

    def scrub(self, grain: Grain, ids: Sequence[SegmentId]) -> None:
        """Write the collections of deleted segments anew, without the bytes of what was deleted.

        Chroma only marks a deleted vector, and leaves the files of a deleted collection behind.
        At a server that is for the server to do.
        """
        if self._server:
            return
        touched = self._by_shard(grain, ids)
        for shard in touched:
            with self._collection(shard) as collection:
                if collection is None:
                    continue
                kept = collection.get(include=["embeddings", "metadatas"])
                self._drop(shard)
            if not kept["ids"]:
                continue
            with self._collection(shard, make=True) as collection:
                assert collection is not None  # noqa: S101 - made where it was not there
                vectors, notes = np.asarray(kept["embeddings"], np.float32), kept["metadatas"] or []
                for part in _parts(range(len(kept["ids"]))):
                    collection.upsert(
                        ids=[kept["ids"][i] for i in part],
                        embeddings=vectors[part],
                        metadatas=[notes[i] for i in part],
                    )
        if touched:
            self._sweep()

    def drop_other_models(self, keep: Sequence[str] = ()) -> None:
        """Remove the collections of other models, whose vectors mean nothing to this one.

        ``keep`` are prefixes of models that are still needed.
        """
        dropped = False
        with self._client_open() as client:
            for found in client.list_collections():
                own = found.name.startswith((self._prefix, *keep))
                if found.name.startswith(self._owner) and not own:
                    client.delete_collection(found.name)
                    dropped = True
        if dropped and not self._server:
            self._sweep()

    @property
    def prefix(self) -> str:
        """With what the names of this model's collections begin."""
        return self._prefix

    def close(self) -> None:
        """Release Chroma's threads and files. Safe to repeat; what comes later is refused."""
        with self._lock:
            self._closed = True
            self._release()

    def rest(self) -> None:
        """Let go of what Chroma holds in memory until it is asked again; a server has its own."""
        with self._lock:
            if not self._server and not self._closed:
                self._release()

    def retry(self) -> None:
        """Ask a server that was away again at once."""
        self._away_until = 0.0

    def _by_shard(self, grain: Grain, ids: Sequence[SegmentId]) -> dict[str, list[int]]:
        """The places of ids by the name of their collection."""
        name = self._prefix + grain.value
        if self._server:
            return {name: list(range(len(ids)))} if len(ids) else {}
        found: dict[str, list[int]] = {}
        for place, own in enumerate(ids):
            found.setdefault(f"{name}-{own >> SHARD_BITS:x}", []).append(place)
        return found

    def _shards(self, grain: Grain) -> list[str]:
        with self._client_open():
            return sorted(n for n in self._there if n.startswith(self._prefix + grain.value))

    def _drop(self, shard: str) -> None:
        with self._client_open() as client:
            self._open.pop(shard, None)
            self._there.discard(shard)
            client.delete_collection(shard)

    def _sweep(self) -> None:
        """Remove the files that belong to no collection; Chroma lets go of its own first."""
        with self._lock:
            self._release()
            try:
                chroma.sweep(self._folder)
            except chroma.troubles() as error:
                raise self._unavailable(error) from error

    @contextmanager
    def _collection(self, shard: str, *, make: bool = False) -> Iterator["Collection | None"]:
        """An open collection, None where there is none and none is to be made."""
        with self._client_open():
            if shard not in self._open and len(self._open) >= MOST_OPEN and not self._server:
                self._release()  # gives the memory of their graphs back
                self._started()
            if shard in self._there and shard not in self._open:
                try:
                    self._open[shard] = self._probed(shard)
                except chroma.damage() as error:
                    self._renew(error)
            if make and shard not in self._open:
                self._open[shard] = self._made(shard)
                self._there.add(shard)
            yield self._open.get(shard)

    def _probed(self, shard: str) -> "Collection":
        """A collection that is there; raises where its files are damaged."""
        collection = self._made(shard)
        if not self._server:
            with chroma.opening(self._folder):
                chroma.probe(collection)
        return collection

    def _made(self, shard: str) -> "Collection":
        # None, or Chroma would load (and fetch) an embedding function of its own
        return self._started().get_or_create_collection(
            shard, embedding_function=None, configuration=_FULL if self._server else _THIN
        )

    @contextmanager
    def _client_open(self) -> Iterator["ClientAPI"]:
        """The open client; what Chroma raises inside becomes ``IndexUnavailableError``."""
        with self._lock:
            if self._closed:
                raise IndexUnavailableError(AWAY, "The library is closed.")
            if time.monotonic() < self._away_until:
                raise IndexUnavailableError(SERVER_AWAY, "Search by words still works.")
            troubles = chroma.troubles()
            try:
                with self._filled():
                    yield self._started()
            except troubles as error:
                self._release()
                raise self._unavailable(error) from error

    @contextmanager
    def _filled(self) -> Iterator[None]:
        """``chroma.filled_memory``, once however deep calls are nested; only on this disk."""
        if self._server or self._depth:
            yield
            return
        self._depth += 1
        try:
            with chroma.filled_memory():
                yield
        finally:
            self._depth -= 1

    def _unavailable(self, error: Exception) -> IndexUnavailableError:
        log.warning("the vector index failed: %s", type(error).__name__)
        log.debug("the vector index failed", exc_info=error)
        if not self._server:
            return IndexUnavailableError(AWAY, "Search by words still works.")
        self._away_until = time.monotonic() + AWAY_S
        self.notice = SERVER_AWAY
        return IndexUnavailableError(SERVER_AWAY, "Search by words still works.")

    def _started(self) -> "ClientAPI":
        if self._client is not None:
            return self._client
        if self._server:
            self._client = chroma.server_client(self._server)
            self._look()
            if self.notice == SERVER_AWAY:
                self.notice = ""
            return self._client
        try:
            return self._start_in_folder()
        except chroma.damage() as error:
            return self._renew(error)

    def _renew(self, error: Exception) -> "ClientAPI":
        log.warning("the vector index is damaged and is made anew", exc_info=error)
        self._release()
        chroma.clear(self._folder)
        self.notice = REBUILT
        return self._start_in_folder()

    def _start_in_folder(self) -> "ClientAPI":
        with chroma.guarded(self._folder):
            self._client = chroma.folder_client(self._folder)
            self._look()
        return self._client

    def _look(self) -> None:
        assert self._client is not None  # noqa: S101 - made right before
        names = (found.name for found in self._client.list_collections())
        self._there = {name for name in names if name.startswith(self._prefix)}

    def _release(self) -> None:
        self._open = {}
        client, self._client = self._client, None
        if client is not None:
            chroma.release(client)
            give_back()  # what its graphs held would pile up from one to the next


def _parts(places: Sequence[int]) -> Iterator[list[int]]:
    """Places in groups that Chroma is given in one call."""
    for at in range(0, len(places), CALL_ROWS):
        yield list(places[at : at + CALL_ROWS])
