"""What is written anew has the vector of its new words, and no byte of the old one is left."""

from pathlib import Path

import pytest

from services.index.embedder import MiniLmEmbedder
from services.index.indexer import Indexer
from services.index.vectors import Grain, VectorIndex
from services.records import NewSegment, SegmentId
from services.store import Store
from services.store.rewriting import plan_rewrite
from tests.unit.index.test_indexer import TEXTS, add, holding, in_line

NEW = "A tower crane stands by the river."


@pytest.fixture
def indexer(store: Store, embedder: MiniLmEmbedder, vectors: VectorIndex) -> Indexer:
    return Indexer(store, embedder, vectors)


def rewrite(store: Store, own: SegmentId, text: str) -> None:
    segment = store.segments.many([own])[own]
    old = store.segments.of_capture(segment.capture_id)
    plan = plan_rewrite(segment.capture_id, "", old, [NewSegment(text)])
    assert list(store.rewriting.write(plan, segment.at_ms, segment.at_ms)) == [own]


def test_new_words_have_a_vector_of_their_own(
    store: Store, indexer: Indexer, vectors: VectorIndex, embedder: MiniLmEmbedder, tmp_path: Path
) -> None:
    ids = add(store, *TEXTS)
    indexer.catch_up()
    old: list[bytes] = []
    for grain in Grain:
        _, exact = vectors._shards.get(grain, ids if grain is Grain.WINDOW else ids[1:2])
        assert exact is not None
        old += [row.tobytes() for row in exact]
    assert all(holding(tmp_path, piece) for piece in old)
    rewrite(store, ids[1], NEW)
    indexer.catch_up()
    assert not [piece for piece in old if holding(tmp_path, piece)]
    assert dict(vectors.search(embedder.embed([NEW])[0], 1))[ids[1]] > 0.995
    assert in_line(store, vectors, embedder.model_id)


def test_what_is_written_anew_while_it_is_embedded_is_embedded_again(
    store: Store,
    indexer: Indexer,
    vectors: VectorIndex,
    embedder: MiniLmEmbedder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ids = add(store, *TEXTS)
    real, texts = vectors.add, [NEW]

    def add_then_rewrite(*args: object, **kwargs: object) -> None:
        real(*args, **kwargs)  # type: ignore[arg-type]
        if texts:
            rewrite(store, ids[1], texts.pop())

    monkeypatch.setattr(vectors, "add", add_then_rewrite)
    indexer.catch_up()
    assert dict(vectors.search(embedder.embed([NEW])[0], 1))[ids[1]] > 0.995
    assert in_line(store, vectors, embedder.model_id)
