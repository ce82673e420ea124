"""The program's end of the embedding host: a GGUF model that turns texts into vectors."""

import logging
import threading
from collections.abc import Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from services.child_process import Child
from services.errors import ModelError
from services.inference.availability import build_progress
from services.inference.client import check_file
from services.inference.embedding_wire import (
    Embedded,
    EmbedderInfo,
    EmbeddingFailure,
    EmbedTexts,
    LoadEmbedder,
)
from services.inference.spawn import run_embedding_host
from services.said import said

log = logging.getLogger("inference.embedding")

LOAD_S = 120.0
SILENCE_S = 120.0


class EmbeddingModel:
    """One GGUF embedding model in a child process, which starts at the first use.

    Safe to use from several threads. Raises ``ModelError`` where the file is no embedding model,
    is damaged, or its host fails; a host that died is started again by the next request.
    """

    def __init__(self, path: Path, threads: int = 1) -> None:
        self._path = path
        self._threads = threads
        self._lock = threading.Lock()
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._info: EmbedderInfo | None = None

    @property
    def pid(self) -> int | None:
        """The child's process id while it lives."""
        process = self._process
        return process.pid if process is not None and process.is_alive() else None

    def info(self) -> EmbedderInfo:
        """What the model says of itself."""
        with self._lock:
            return self._loaded()

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors float32[len(texts), dim] of unit length."""
        with self._lock:
            info = self._loaded()
            if not texts:
                return np.empty((0, info.dim), np.float32)
            reply = self._ask(EmbedTexts(tuple(texts)), SILENCE_S)
        if not isinstance(reply, Embedded):
            raise self._problem(reply)
        return np.frombuffer(reply.data, np.float32).reshape(len(texts), info.dim)

    def close(self) -> None:
        """End the child; a later request starts another."""
        with self._lock:
            self._end_child()

    def _loaded(self) -> EmbedderInfo:
        if self._info is not None and self.pid is not None:
            return self._info
        check_file(self._path, writes=False)
        self._start_child()
        reply = self._ask(LoadEmbedder(str(self._path), self._threads), LOAD_S)
        if not isinstance(reply, EmbedderInfo):
            self._end_child()
            raise self._problem(reply)
        self._info = reply
        return reply

    def _ask(self, request: LoadEmbedder | EmbedTexts, timeout_s: float) -> object:
        pipe = self._pipe
        try:
            if pipe is None:
                raise EOFError
            pipe.send(request)
            if not pipe.poll(timeout_s):
                self._end_child()
                raise ModelError("The embedding model stopped answering.", "It was ended.")
            return pipe.recv()
        except (EOFError, OSError):
            self._end_child()
            raise ModelError(
                f"The embedding model {self._path.name} crashed.", "Choose another in Settings."
            ) from None

    def _problem(self, reply: object) -> ModelError:
        name = self._path.name
        if not isinstance(reply, EmbeddingFailure):
            return ModelError("The embedding model gave an answer out of turn.", "Try again.")
        log.warning("the embedding host failed: %s (%s)", reply.kind, reply.detail)
        if reply.kind == "missing":
            words = build_progress() or said("llama.cpp, which runs GGUF models, is not installed")
            return ModelError(f"{words.rstrip('.')}.", "Until it is, use the bundled model.")
        if reply.kind == "kind":
            return ModelError(
                f"{name} is not an embedding model: it does not say how texts become vectors.",
                "Choose a GGUF file made for embeddings, such as a BERT or a Nomic one.",
            )
        if reply.kind == "load":
            return ModelError(
                f"The embedding model {name} cannot be loaded: it is damaged, or llama.cpp does"
                " not know it.",
                "Choose another file in Settings.",
            )
        return ModelError(f"The embedding model {name} failed.", "Choose another in Settings.")

    def _start_child(self) -> None:
        self._end_child()
        self._process, self._pipe = Child.start(run_embedding_host, "embedding-host")

    def _end_child(self) -> None:
        process, pipe = self._process, self._pipe
        self._process = self._pipe = None
        if pipe is not None:
            pipe.close()
        if process is not None:
            process.join(timeout=1)
            if process.is_alive():
                process.kill()
                process.join()
            process.close()
