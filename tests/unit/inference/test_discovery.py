"""Models that other programs left on this computer."""

import json
from pathlib import Path

import pytest

from services.inference.discovery import found_models
from tests.support.tiny_gguf import write_tiny_gguf


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return write_tiny_gguf(tmp_path_factory.mktemp("one") / "tiny.gguf").read_bytes()


def put(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_models_of_other_programs_are_found(tmp_path: Path, model: bytes) -> None:
    share = tmp_path / ".local" / "share"
    hub = tmp_path / ".cache" / "huggingface" / "hub" / "models--a--b"
    put(tmp_path / ".lmstudio" / "models" / "maker" / "model" / "lm.gguf", model)
    put(tmp_path / ".cache" / "llama.cpp" / "cpp.GGUF", model)
    put(share / "nomic.ai" / "GPT4All" / "all.gguf", model)
    blob = put(hub / "blobs" / "x", model)
    link = hub / "snapshots" / "rev" / "hub.gguf"
    link.parent.mkdir(parents=True)
    link.symlink_to(blob)
    ollama = tmp_path / ".ollama" / "models"
    put(ollama / "blobs" / "sha256-ab12", model)
    manifest = {
        "layers": [
            {"mediaType": "application/vnd.ollama.image.template", "digest": "sha256:ff"},
            {"mediaType": "application/vnd.ollama.image.model", "digest": "sha256:ab12"},
        ]
    }
    place = ollama / "manifests" / "registry.ollama.ai" / "library" / "qwen" / "4b"
    put(place, json.dumps(manifest).encode())
    found = found_models(tmp_path, {})
    assert [(f.program, f.name) for f in found] == [
        ("GPT4All", "all"),
        ("Hugging Face", "tiny-random"),
        ("LM Studio", "lm"),
        ("Ollama", "qwen:4b"),
        ("llama.cpp", "cpp"),
    ]
    assert all(f.file_bytes == len(model) for f in found)


def test_what_is_of_no_use_is_left_out(tmp_path: Path, model: bytes) -> None:
    cache = tmp_path / "cache"
    for name, data in {
        "cut.gguf": model[:-500], "text.gguf": b"hello", "empty.gguf": b"",
        "mmproj-x.gguf": model, "big-00001-of-00002.gguf": model, "good.gguf": model,
        "a/b/c/d/e/f/g/deep.gguf": model, "other.bin": model,
    }.items():  # fmt: skip
        put(cache / name, data)
    (cache / "again.gguf").symlink_to(cache / "good.gguf")
    found = found_models(tmp_path, {"LLAMA_CACHE": str(cache)})
    assert [f.name for f in found] in (["good"], ["again"])


@pytest.mark.parametrize(
    "manifest",
    [
        b"{", b"[]", b'{"layers": 3}', b'{"layers": [{}]}', b"x" * 2_000_000,
        b'{"layers": [{"mediaType": "application/vnd.ollama.image.model",'
        b' "digest": "sha256:../../etc/passwd"}]}',
        b'{"layers": [{"mediaType": "application/vnd.ollama.image.model", "digest": "ab"}]}',
    ],
)  # fmt: skip
def test_an_odd_manifest_leads_nowhere(tmp_path: Path, manifest: bytes) -> None:
    put(tmp_path / "models" / "manifests" / "m" / "t", manifest)
    assert found_models(tmp_path, {"OLLAMA_MODELS": str(tmp_path / "models")}) == ()
