"""The real embedder, loaded once, and a host that has no model."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import resources
from services.index.embedder import MiniLmEmbedder
from services.inference.client import ModelHost
from tests.support.tiny_gguf import write_tiny_gguf


@pytest.fixture(scope="session")
def embedder() -> MiniLmEmbedder:
    """The model that ships with the program."""
    return MiniLmEmbedder(Path(resources.__file__).parent / "embedder")


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A GGUF of random weights."""
    return write_tiny_gguf(tmp_path_factory.mktemp("model") / "tiny.gguf")


@pytest.fixture
def host() -> Iterator[ModelHost]:
    """A host without a model yet."""
    host = ModelHost(context_tokens=4096)
    yield host
    host.close()
