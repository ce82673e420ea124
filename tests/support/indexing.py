"""Fixtures of a real store, embedder and Chroma folder, for the tests that search."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from resources import ROOT
from services.clock import ManualClock
from services.index.embedder import MiniLmEmbedder
from services.index.vectors import VectorIndex
from services.store import Store
from tests.support.storing import KEY, open_store_in


@pytest.fixture(scope="session")
def embedder() -> MiniLmEmbedder:
    """The model that ships with the program, loaded once."""
    return MiniLmEmbedder(ROOT / "embedder")


@pytest.fixture
def store(tmp_path: Path, clock: ManualClock) -> Iterator[Store]:
    """An empty store, closed at the end."""
    opened = open_store_in(tmp_path, clock)
    yield opened
    opened.close()


@pytest.fixture
def vectors(tmp_path: Path, embedder: MiniLmEmbedder, store: Store) -> Iterator[VectorIndex]:
    """An empty vector index beside the store, closed at the end."""
    index = VectorIndex(
        tmp_path / "vectors", embedder.model_id, embedder.dim, KEY, keeper=store.codes
    )
    yield index
    index.close()
