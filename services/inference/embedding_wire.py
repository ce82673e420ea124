"""What the program and its embedding host say to each other over one pipe."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LoadEmbedder:
    """Load the GGUF file at ``path``."""

    path: str
    threads: int


@dataclass(frozen=True, slots=True)
class EmbedderInfo:
    """What a GGUF file says of itself; ``pooling`` is "mean", "cls" or "last"."""

    name: str
    dim: int
    context_tokens: int
    pooling: str


@dataclass(frozen=True, slots=True)
class EmbedTexts:
    """Ask for the vectors of texts."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Embedded:
    """Vectors of unit length, float32[texts, dim] as bytes."""

    data: bytes


@dataclass(frozen=True, slots=True)
class EmbeddingFailure:
    """``kind`` is "missing" (no llama.cpp), "load", "kind" (no embedding model) or "embed"."""

    kind: str
    detail: str
