"""Comparison token by token: codes, scores, and how codes follow the rows."""

from collections.abc import Iterable

import numpy as np
import pytest

from services.cancel import CancelToken
from services.errors import Cancelled
from services.index.embedder import MiniLmEmbedder
from services.index.indexer import Indexer
from services.index.token_codes import MOST_TOKENS, codes_of
from services.index.vectors import VectorIndex
from services.records import SegmentId, Tier
from services.retrieval import Coder
from services.retrieval.tokens import score, score_by_words
from services.store import Store
from tests.unit.retrieval.library import Said, fill

A, B = SegmentId(1), SegmentId(2)


def alike(words: Iterable[str]) -> dict[str, float]:
    return dict.fromkeys(words, 1.0)


def test_tokens_know_their_words_and_the_whole(embedder: MiniLmEmbedder) -> None:
    text = "The printer's label-feeder jams."
    (read,) = embedder.embed_tokens([text])
    assert {"printer", "label", "feeder", "jams"} <= {*read.words}
    assert read.vectors.shape == (len(read.words), embedder.dim)
    assert np.allclose(np.linalg.norm(read.vectors, axis=1), 1, atol=1e-4)
    assert np.allclose(read.whole, embedder.embed([text])[0], atol=1e-5)


def test_texts_of_any_length_come_back_in_order(embedder: MiniLmEmbedder) -> None:
    texts = ["long " * 400, "", "short", "两个字"]
    read = embedder.embed_tokens(texts)
    assert [bool(one.words) for one in read] == [True, False, True, True]
    assert len(codes_of(read[0])) == MOST_TOKENS * embedder.dim // 8
    assert codes_of(read[1]) == b""


def test_what_says_it_in_other_words_scores_higher(embedder: MiniLmEmbedder) -> None:
    question, good, bad = embedder.embed_tokens(
        ["Who repairs the copier?", "A man came to fix our photocopier.", "I love plum jam."]
    )
    found = score(question, {A: codes_of(good), B: codes_of(bad)}, alike)
    assert 0 <= found[B] < found[A] <= 1
    same = score(question, {A: codes_of(question)}, alike)
    assert same[A] > 0.9
    assert score(question, {}, alike) == {}
    assert score(question, {A: b""}, alike) == {A: 0.0}


def test_a_word_that_stands_there_counts_wherever_it_stands(embedder: MiniLmEmbedder) -> None:
    """A number's pieces are like any other's, and a long text has codes of its beginning alone."""
    long = "A plain line about nothing much. " * 40 + "Case 58253."
    question, first, second = embedder.embed_tokens(["58253", long, "Case 58258 and case 82533."])
    codes = {A: codes_of(first), B: codes_of(second)}
    assert score(question, codes, alike)[A] < score(question, codes, alike)[B]
    found = score(question, codes, alike, {A: long, B: "Case 58258 and case 82533."})
    assert found[A] == pytest.approx(1.0)
    assert found[B] < 1


def test_rare_words_weigh_more(embedder: MiniLmEmbedder) -> None:
    question, one, other = embedder.embed_tokens(["zebra paper", "zebra", "paper"])
    rarity = {"zebra": 9.0, "paper": 1.0}
    found = score(question, {A: codes_of(one), B: codes_of(other)}, lambda _words: rarity)
    assert found[A] > 2 * found[B]
    assert score_by_words(
        question,
        {
            A: "Zebras!",
            B: "paper",
        },
        lambda _words: rarity,
    ) == {
        A: pytest.approx(0.9),
        B: pytest.approx(0.1),
    }


def test_codes_follow_the_rows(
    store: Store, embedder: MiniLmEmbedder, vectors: VectorIndex
) -> None:
    ids = fill(store, Said("The first thing."), Said("The second thing."), Said("A third."))
    coder, model = Coder(store, lambda: embedder), embedder.model_id
    assert coder.catch_up() == 0  # nothing has a vector yet
    Indexer(store, embedder, vectors).catch_up()
    assert coder.catch_up() == 0  # what was embedded has its codes with it
    assert set(store.tokens.of(ids, model)) == set(ids)
    assert store.tokens.drop_other_models("another model") == 3  # as in a library of before
    assert coder.catch_up() == 3
    assert set(store.tokens.of(ids, model)) == set(ids)
    assert store.tokens.of(ids, "another model") == {}
    store.segments.set_tier([ids[0]], Tier.WARM)
    coder.catch_up()
    assert set(store.tokens.of(ids, model)) == set(ids)  # its vector is gone, its codes stay
    store.segments.set_tier([ids[0]], Tier.ARCHIVED)
    coder.catch_up()
    assert set(store.tokens.of(ids, model)) == set(ids[1:])
    store.deletion.delete([store.segments.many(ids)[ids[1]].capture_id])
    assert set(store.tokens.of(ids, model)) == {ids[2]}
    assert store.tokens.drop_other_models("another model") == 1
    assert store.tokens.of(ids, model) == {}


def test_coding_can_be_stopped_and_goes_on(
    store: Store, embedder: MiniLmEmbedder, vectors: VectorIndex
) -> None:
    fill(store, Said("One thing."))
    Indexer(store, embedder, vectors).catch_up()
    store.tokens.drop_other_models("another model")
    stopped = CancelToken()
    stopped.cancel()
    with pytest.raises(Cancelled):
        Coder(store, lambda: embedder).catch_up(stopped)
    assert Coder(store, lambda: embedder).catch_up() == 1
