"""Turns text into vectors with an embedding model of the person's own choice, a GGUF file."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from services.errors import IndexUnavailableError, ModelError, WorldError
from services.index.embedder import MAX_CHARACTERS, Vectors

# Name, sizes and the first weights lie here: two models do not share them.
_READ_BYTES = 4 << 20


class TextModel(Protocol):
    """What runs the model (a child process with llama.cpp)."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors float32[len(texts), dim] of unit length; raises ``ModelError``."""
        ...

    def close(self) -> None:
        """End what runs it."""
        ...


class GgufEmbedder:
    """An ``Embedder`` over a GGUF model. Safe to use from several threads."""

    def __init__(self, model: TextModel, model_id: str, dim: int) -> None:
        self._model = model
        self.model_id = model_id
        self.dim = dim

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors float32[len(texts), dim]; raises ``IndexUnavailableError`` where it fails."""
        try:
            vectors = self._model.embed([text[:MAX_CHARACTERS] for text in texts])
        except ModelError as error:
            raise IndexUnavailableError(error.message, error.remedy) from error
        if vectors.shape[1] != self.dim:
            raise IndexUnavailableError(
                "The embedding model's file was replaced by another model.",
                "Choose the file again in Settings.",
            )
        return vectors

    def close(self) -> None:
        """End the model's process."""
        self._model.close()


def id_of(path: Path) -> str:
    """An id that follows from the file's content; raises ``ModelError`` where it cannot be read."""
    try:
        with path.open("rb") as file:
            digest = hashlib.sha256(file.read(_READ_BYTES))
            digest.update(str(path.stat().st_size).encode())
    except OSError as error:
        raise ModelError(
            f"The model file {path.name} cannot be read ({error.strerror}).",
            "Choose another file in Settings.",
        ) from error
    return f"gguf-{digest.hexdigest()[:24]}"


def sentence(error: WorldError) -> str:
    """What went wrong and what to do, in one line."""
    return f"{error.message} {error.remedy}".strip()
