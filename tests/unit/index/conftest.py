"""Real stores, embedders and Chroma folders for the tests of the index."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from resources import ROOT
from services.clock import ManualClock
from services.index.embedder import MiniLmEmbedder
from services.index.vectors import VectorIndex
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
