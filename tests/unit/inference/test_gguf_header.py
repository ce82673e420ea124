"""What a GGUF says of itself, and files that are none, cut, of another kind, or too large."""

import struct
from collections import namedtuple
from pathlib import Path

import gguf
import numpy as np
import psutil
import pytest

from services.errors import ModelError
from services.inference.client import ModelHost, check_file
from services.inference.gguf_header import NotGgufError, read_header
from tests.support.tiny_gguf import write_tiny_gguf


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_gguf(tmp_path_factory.mktemp("head") / "tiny.gguf")


def written(path: Path, architecture: str, **more: int) -> Path:
    """A GGUF with one tensor and next to nothing said."""
    writer = gguf.GGUFWriter(str(path), architecture)
    for key, value in more.items():
        writer.add_uint32(f"{architecture}.{key}", value)
    writer.add_tensor("token_embd.weight", np.zeros((8, 8), np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def test_the_head_is_read(model: Path) -> None:
    header = read_header(model)
    assert (header.architecture, header.name) == ("llama", "tiny-random")
    assert (header.context_tokens, header.layers) == (4096, 2)
    assert header.chat_template
    assert not header.embedding
    assert not header.incomplete
    assert 0 <= header.file_bytes - header.data_bytes < 64
    check_file(model)


@pytest.mark.parametrize("kept", [0, 3, 4, 9, 24, 300, 5000])
def test_a_cut_head_is_damaged(model: Path, tmp_path: Path, kept: int) -> None:
    cut = tmp_path / "cut.gguf"
    cut.write_bytes(model.read_bytes()[:kept])
    with pytest.raises((NotGgufError, ValueError)):
        read_header(cut)
    with pytest.raises(ModelError, match=r"cut\.gguf"):
        check_file(cut)


def test_a_cut_body_is_told_with_its_size(model: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.gguf"
    cut.write_bytes(model.read_bytes()[:-1000])
    assert read_header(cut).incomplete
    with pytest.raises(ModelError, match=r"damaged: it has 0\.\d\d MB of"):
        check_file(cut)


@pytest.mark.parametrize(
    ("at", "data"),
    [
        (4, struct.pack("<I", 99)),  # a version
        (8, struct.pack("<Q", 1 << 60)),  # tensors
        (16, struct.pack("<Q", 1 << 60)),  # keys
        (24, struct.pack("<Q", 1 << 60)),  # the length of the first key
    ],
)
def test_absurd_counts_are_refused(model: Path, tmp_path: Path, at: int, data: bytes) -> None:
    bad = tmp_path / "bad.gguf"
    raw = bytearray(model.read_bytes())
    raw[at : at + len(data)] = data
    bad.write_bytes(raw)
    with pytest.raises(NotGgufError):
        read_header(bad)


@pytest.mark.parametrize("kind", [99, 9])
def test_an_unknown_kind_of_value_is_refused(tmp_path: Path, kind: int) -> None:
    bad = tmp_path / "bad.gguf"
    key = struct.pack("<Q", 1) + b"k" + struct.pack("<I", kind) + struct.pack("<IQ", 9, 1)
    bad.write_bytes(b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + key)
    with pytest.raises(NotGgufError):
        read_header(bad)


def test_an_embedding_model_is_told(tmp_path: Path) -> None:
    for path in (
        written(tmp_path / "bert.gguf", "bert"),
        written(tmp_path / "pooled.gguf", "llama", pooling_type=1),
    ):
        with pytest.raises(ModelError, match="embedding model"):
            check_file(path)


def test_a_model_larger_than_memory_is_told(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = namedtuple("memory", "total")
    monkeypatch.setattr(psutil, "virtual_memory", lambda: memory(100_000))
    with pytest.raises(ModelError, match="of memory; this machine has"):
        check_file(model)


def test_an_unknown_architecture_is_told(tmp_path: Path) -> None:
    host = ModelHost()
    with pytest.raises(ModelError, match="architecture is not known"):
        host.load(written(tmp_path / "odd.gguf", "martian"))
    host.close()
