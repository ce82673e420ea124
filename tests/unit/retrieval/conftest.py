"""A real store, embedder, Chroma folder and retriever for the tests of retrieval."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from resources import ROOT
from services.clock import ManualClock
from services.index.embedder import MiniLmEmbedder
from services.index.indexer import Indexer
from services.index.vectors import VectorIndex
from services.retrieval.retriever import Retriever
from services.settings import Settings
from services.store import BlobStore, Database, Store
from services.vault.sealing import Sealer

KEY = bytes(range(32))


@pytest.fixture(scope="session")
def embedder() -> MiniLmEmbedder:
    return MiniLmEmbedder(ROOT / "embedder")


@pytest.fixture
def store(tmp_path: Path, clock: ManualClock) -> Iterator[Store]:
    database = Database(tmp_path / "library.db", KEY, clock)
    yield Store(database, BlobStore(tmp_path / "blobs", Sealer(KEY)))
    database.close()


@pytest.fixture
def vectors(tmp_path: Path, embedder: MiniLmEmbedder) -> Iterator[VectorIndex]:
    index = VectorIndex(tmp_path / "vectors", embedder.model_id, embedder.dim, KEY)
    yield index
    index.close()


@pytest.fixture
def settings() -> list[Settings]:
    """The settings of the retriever: replace the one item to change them."""
    return [Settings()]


@pytest.fixture
def retriever(
    store: Store,
    embedder: MiniLmEmbedder,
    vectors: VectorIndex,
    clock: ManualClock,
    settings: list[Settings],
) -> Retriever:
    return Retriever(store, embedder, vectors, clock, lambda: settings[0])


@pytest.fixture
def index(store: Store, embedder: MiniLmEmbedder, vectors: VectorIndex) -> Callable[[], object]:
    """Brings the vectors into line with the rows."""
    return Indexer(store, embedder, vectors).catch_up
