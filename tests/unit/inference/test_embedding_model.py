"""GGUF embedding models in a child process: what they say of themselves, and what goes wrong."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from services.errors import ModelError
from services.inference.embedding import EmbeddingModel
from tests.support.tiny_gguf import write_tiny_embedder, write_tiny_gguf
from tests.support.waiting import wait_until


@pytest.fixture
def model(tmp_path: Path) -> Iterator[EmbeddingModel]:
    made = EmbeddingModel(write_tiny_embedder(tmp_path / "tiny.gguf"))
    yield made
    made.close()


def test_a_file_says_what_it_is(model: EmbeddingModel) -> None:
    info = model.info()
    assert (info.name, info.dim, info.pooling, info.context_tokens) == (
        "tiny-bert", 32, "mean", 256,
    )  # fmt: skip


def test_vectors_have_unit_length_and_hang_on_the_text_alone(model: EmbeddingModel) -> None:
    texts = ["the roof leaks", "plum jam", "", "word " * 2_000]
    together = model.embed(texts)
    assert together.shape == (4, 32)
    assert np.linalg.norm(together, axis=1) == pytest.approx([1, 1, 1, 1], abs=1e-5)
    for text, vector in zip(texts, together, strict=True):
        assert float(model.embed([text])[0] @ vector) == pytest.approx(1, abs=1e-5)
    assert float(together[0] @ together[1]) < 0.999
    assert model.embed([]).shape == (0, 32)


def test_pooling_is_that_of_the_file(model: EmbeddingModel, tmp_path: Path) -> None:
    first = EmbeddingModel(write_tiny_embedder(tmp_path / "cls.gguf", pooling=2))
    assert first.info().pooling == "cls"
    texts = ["the roof leaks again"]
    assert float(first.embed(texts)[0] @ model.embed(texts)[0]) < 0.999
    first.close()


def test_a_child_that_died_is_started_again(model: EmbeddingModel) -> None:
    before = model.embed(["plum jam"])
    assert model.pid is not None
    os.kill(model.pid, signal.SIGKILL)
    wait_until(lambda: model.pid is None, "the child to end")
    after = model.embed(["plum jam"])
    assert float(before[0] @ after[0]) == pytest.approx(1, abs=1e-5)


def chat(path: Path) -> None:
    write_tiny_gguf(path)


def ranker(path: Path) -> None:
    write_tiny_embedder(path, pooling=4)


def unsaid(path: Path) -> None:
    write_tiny_embedder(path, pooling=None)


def cut_off(path: Path) -> None:
    write_tiny_embedder(path)
    os.truncate(path, path.stat().st_size // 2)


def text(path: Path) -> None:
    path.write_text("no model at all")


def nothing(path: Path) -> None:
    pass


@pytest.mark.parametrize(
    ("write", "words"),
    [
        (chat, "bad.gguf is not an embedding model"),
        (ranker, "not an embedding model"),
        (unsaid, "not an embedding model"),
        (cut_off, "bad.gguf is damaged"),
        (text, "bad.gguf is not a GGUF model"),
        (nothing, "bad.gguf cannot be read"),
    ],
)
def test_a_file_that_cannot_serve_is_told_clearly(
    write: Callable[[Path], None], words: str, tmp_path: Path
) -> None:
    write(tmp_path / "bad.gguf")
    model = EmbeddingModel(tmp_path / "bad.gguf")
    with pytest.raises(ModelError, match=words) as caught:
        model.embed(["x"])
    assert caught.value.remedy
    assert model.pid is None
    model.close()
