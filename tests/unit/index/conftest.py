"""Real stores, embedders and Chroma folders for the tests of the index."""

from tests.support.indexing import embedder, store, vectors

__all__ = ["embedder", "store", "vectors"]
