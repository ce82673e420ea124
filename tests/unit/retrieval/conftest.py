"""A real store, embedder, Chroma folder and retriever for the tests of retrieval."""

from collections.abc import Callable

import pytest

from services.clock import ManualClock
from services.index.embedder import MiniLmEmbedder
from services.index.indexer import Indexer
from services.index.vectors import VectorIndex
from services.retrieval import Coder, Retriever
from services.settings import Settings
from services.store import Store
from tests.support.indexing import embedder, store, vectors

__all__ = ["embedder", "index", "retriever", "settings", "store", "vectors"]


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
    """Brings the vectors and the codes of tokens into line with the rows."""
    indexer, coder = Indexer(store, embedder, vectors), Coder(store, lambda: embedder)

    def catch_up() -> None:
        indexer.catch_up()
        coder.catch_up()

    return catch_up
