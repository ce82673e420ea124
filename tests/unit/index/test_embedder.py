"""The bundled embedding model: what it is, how near it stays to the original, how it behaves."""

import hashlib
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resources import ROOT
from services.errors import IndexUnavailableError
from services.index.embedder import BATCH_TOKENS, MiniLmEmbedder, _batches

FOLDER = ROOT / "embedder"


def test_meaning_is_nearer_than_words(embedder: MiniLmEmbedder) -> None:
    question, meant, worded = embedder.embed(
        [
            "How do I repair a leaking tap?",
            "Replace the washer to stop a dripping faucet.",
            "A tap dance class: how do I sign up?",
        ]
    )
    assert question @ meant > question @ worded


def test_shape_length_and_order(embedder: MiniLmEmbedder) -> None:
    texts = ["word " * n for n in (200, 1, 40, 3, 500, 0)]
    vectors = embedder.embed(texts)
    assert vectors.shape == (6, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    for text, vector in zip(texts, vectors, strict=True):
        assert embedder.embed([text])[0] @ vector > 0.995
    assert embedder.embed([]).shape == (0, 384)


def test_a_vector_does_not_hang_on_its_batch(embedder: MiniLmEmbedder) -> None:
    alone = embedder.embed(["The train to Vienna leaves at nine."])[0]
    among = embedder.embed(["!" * 300, "The train to Vienna leaves at nine.", "plum jam " * 90])[1]
    assert alone @ among > 0.995


def test_long_texts_are_cut_not_refused(embedder: MiniLmEmbedder) -> None:
    long = "steel bridge " * 100_000
    assert embedder.embed([long])[0] @ embedder.embed(["steel bridge " * 400])[0] > 0.9999


@given(st.text(max_size=300))
@settings(max_examples=30)
def test_any_text_has_a_direction(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    vector = _shared().embed([text])[0]
    assert np.isfinite(vector).all()
    assert abs(float(vector @ vector) - 1) < 1e-4


_MADE: list[MiniLmEmbedder] = []


def _shared() -> MiniLmEmbedder:
    if not _MADE:
        _MADE.append(MiniLmEmbedder(FOLDER))
    return _MADE[0]


@given(st.lists(st.integers(min_value=2, max_value=256), max_size=80))
def test_batches_take_each_row_once_and_stay_small(lengths: list[int]) -> None:
    batches = _batches(lengths)
    assert sorted(row for batch in batches for row in batch) == list(range(len(lengths)))
    for batch in batches:
        assert len(batch) == 1 or len(batch) * max(lengths[row] for row in batch) <= BATCH_TOKENS


@pytest.mark.parametrize("broken", ["model.onnx", "tokenizer.json"])
def test_a_damaged_model_is_a_clear_error(broken: str, tmp_path: Path) -> None:
    for name in ("model.onnx", "tokenizer.json"):
        (tmp_path / name).write_bytes(b"{}" if name == broken else (FOLDER / name).read_bytes())
    embedder = MiniLmEmbedder(tmp_path)  # loads nothing yet
    with pytest.raises(IndexUnavailableError, match="cannot be loaded"):
        embedder.embed(["a word"])


def test_the_origin_note_is_about_these_very_files() -> None:
    origin = (FOLDER / "ORIGIN.md").read_text(encoding="utf-8")
    for name in ("model.onnx", "tokenizer.json"):
        digest = hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()
        assert re.search(rf"`{name}`, SHA-256 \| `{digest}`", origin)
    least = re.search(r"least (0\.\d+)", origin)
    assert least is not None
    assert float(least[1]) >= 0.985
    assert "Apache-2.0" in origin
