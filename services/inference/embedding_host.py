"""The embedding host: the child process in which llama.cpp turns texts into vectors."""

import signal
import sys
from multiprocessing.connection import Connection

import llama_cpp
import numpy as np

from services.inference.embedding_wire import (
    Embedded,
    EmbedderInfo,
    EmbeddingFailure,
    EmbedTexts,
    LoadEmbedder,
)

# More than the bundled model reads of a text; longer windows would cost without telling more.
MOST_TOKENS = 512
_POOLINGS = {
    str(llama_cpp.LLAMA_POOLING_TYPE_MEAN): "mean",
    str(llama_cpp.LLAMA_POOLING_TYPE_CLS): "cls",
    str(llama_cpp.LLAMA_POOLING_TYPE_LAST): "last",
}

Reply = EmbedderInfo | Embedded | EmbeddingFailure


class _NoEmbedderError(ValueError):
    """A model of another kind."""


class EmbeddingHost:
    """Answers requests from the pipe, one at a time, until it closes."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._llama: llama_cpp.Llama | None = None

    def serve(self) -> None:
        """Work until the other end is gone."""
        try:
            while True:
                self._pipe.send(self._answer(self._pipe.recv()))
        except (EOFError, OSError):
            pass
        if self._llama is not None:
            self._llama.close()

    def _answer(self, request: LoadEmbedder | EmbedTexts) -> Reply:
        try:
            if isinstance(request, LoadEmbedder):
                return self._load(request)
            return self._embed(request)
        except _NoEmbedderError as error:
            return EmbeddingFailure("kind", str(error))
        except (ValueError, RuntimeError, OSError, AttributeError, MemoryError) as error:
            kind = "load" if isinstance(request, LoadEmbedder) else "embed"
            return EmbeddingFailure(kind, f"{type(error).__name__}: {str(error)[:200]}")

    def _load(self, request: LoadEmbedder) -> EmbedderInfo:
        said = _metadata(request.path)
        kind = said.get("general.architecture", "")
        # what the file says, not what llama.cpp would take it for: a chat model says nothing
        pooling = said.get(f"{kind}.pooling_type", "")
        if pooling not in _POOLINGS:
            raise _NoEmbedderError(f"architecture {kind}, pooling {pooling or 'unsaid'}")
        # a model that was given more tokens than it has positions for would read beyond its end
        tokens = min(int(said.get(f"{kind}.context_length", MOST_TOKENS)), MOST_TOKENS)
        self._llama = llama = llama_cpp.Llama(
            request.path,
            embedding=True,
            n_ctx=tokens,
            n_batch=tokens,
            n_ubatch=tokens,
            n_threads=request.threads,
            n_threads_batch=request.threads,
            verbose=False,
        )
        name = str(said.get("general.name", ""))
        return EmbedderInfo(name, llama.n_embd(), tokens, _POOLINGS[pooling])

    def _embed(self, request: EmbedTexts) -> Embedded:
        llama = self._llama
        if llama is None:
            raise RuntimeError("no model is loaded")
        # one at a time: in a batch, a text's vector hangs a little on the others
        rows = [llama.embed(text or " ", truncate=True) for text in request.texts]
        vectors = np.array(rows, np.float32).reshape(len(rows), llama.n_embd())
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not np.isfinite(lengths).all() or not lengths.all():
            raise ValueError("the model gives no numbers")
        return Embedded((vectors / lengths).astype(np.float32).tobytes())


def _metadata(path: str) -> dict[str, str]:
    """What the file says of itself, without its weights."""
    llama = llama_cpp.Llama(path, vocab_only=True, verbose=False)
    said = dict(llama.metadata)
    llama.close()
    return said


def main(pipe: Connection) -> None:
    """Run a host on this end of a pipe; the entry point of the child."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.stdin.close()
    EmbeddingHost(pipe).serve()
