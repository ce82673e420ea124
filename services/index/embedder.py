"""Turns text into vectors of meaning, with the model that ships with the program."""

import logging
import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from services.errors import IndexUnavailableError

log = logging.getLogger("index.embedder")

Vectors = NDArray[np.float32]

MAX_TOKENS = 256
# Far more than 256 tokens of any language; what lies beyond would be cut anyway.
MAX_CHARACTERS = 8_000
# Tokens of one batch with its padding: larger ones fall out of the processor's nearest memory (a
# fifth slower at 2,048, half where another program works beside) and cost more of the rest.
BATCH_TOKENS = 256


class Embedder(Protocol):
    """Gives each text a direction; texts of like meaning point the same way."""

    @property
    def model_id(self) -> str:
        """Name and version: vectors of different ids are never compared."""
        ...

    @property
    def dim(self) -> int:
        """Numbers in a vector."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors float32[len(texts), dim] of unit length, in the order of the texts."""
        ...


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """A text as the model reads it: per token the word it is (part) of and its vector.

    ``vectors`` is float32[tokens, dim] of unit length, ``whole`` float32[dim] that of the text.
    """

    words: tuple[str, ...]
    vectors: Vectors
    whole: Vectors


class MiniLmEmbedder:
    """all-MiniLM-L6-v2 on ONNX Runtime, from a folder with ``model.onnx`` and ``tokenizer.json``.

    Loads at the first text (about 0.2 s, 60 MB), so that what embeds nothing does not wait for it.
    Safe to use from several threads.
    """

    model_id = "all-minilm-l6-v2.int8.1"
    dim = 384

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self._folder = folder
        self._threads = threads
        self._lock = threading.Lock()
        self._loaded: _Model | None = None

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors float32[len(texts), 384] of unit length; a text is read up to 256 tokens.

        Raises ``IndexUnavailableError`` where the model's files are missing or damaged.
        """
        model = self._model()
        vectors = np.empty((len(texts), self.dim), dtype=np.float32)
        encoded = model.tokenizer.encode_batch([text[:MAX_CHARACTERS] for text in texts])
        tokens = [encoding.ids for encoding in encoded]
        for rows in _batches([len(ids) for ids in tokens]):
            vectors[rows] = _run(model.session, [tokens[row] for row in rows])
        return vectors

    def embed_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """What the model makes of each token of each text, and of the text; raises as ``embed``."""
        model = self._model()
        encoded = model.tokenizer.encode_batch([text[:MAX_CHARACTERS] for text in texts])
        found: dict[int, TokenVectors] = {}
        for rows in _batches([len(encoding.ids) for encoding in encoded]):
            ids = [encoded[row].ids for row in rows]
            every, whole = _outputs(model.session, ids, ["token_vectors", "vector"])
            for place, row in enumerate(rows):
                # the first and the last token stand for no word
                vectors = every[place, 1 : len(ids[place]) - 1]
                length = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
                words = tuple(_words(texts[row], encoded[row]))
                found[row] = TokenVectors(words, vectors / length, whole[place])
        return [found[row] for row in range(len(texts))]

    def _model(self) -> "_Model":
        with self._lock:
            if self._loaded is None:
                self._loaded = _load(self._folder, self._threads)
            return self._loaded


@dataclass(frozen=True, slots=True)
class _Model:
    tokenizer: Any
    session: Any


def _load(folder: Path, threads: int) -> _Model:
    # before the library's first use: its own thread pool would take every core
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    import onnxruntime
    from tokenizers import Tokenizer

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # a waiting thread sleeps: the rest of the program wants the cores
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # big scratch memory is given back after a batch of long texts
    options.enable_cpu_mem_arena = False
    try:
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:
        # both libraries raise bare Exception or types of their own for a bad file
        log.exception("the embedding model did not load")
        raise IndexUnavailableError(
            "The embedding model cannot be loaded.", "Install the program again."
        ) from error
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.no_padding()
    return _Model(tokenizer, session)


def _run(session: Any, tokens: list[list[int]]) -> Vectors:
    return _outputs(session, tokens, ["vector"])[0]


def _outputs(session: Any, tokens: list[list[int]], names: list[str]) -> list[Vectors]:
    longest = max(len(ids) for ids in tokens)
    padded = np.zeros((len(tokens), longest), dtype=np.int32)
    mask = np.zeros_like(padded)
    for row, ids in enumerate(tokens):
        padded[row, : len(ids)] = ids
        mask[row, : len(ids)] = 1
    feed = {"input_ids": padded, "attention_mask": mask}
    found: list[Vectors] = session.run(names, feed)
    return found


def _words(text: str, encoding: Any) -> Iterator[str]:
    """The word, in lower case, that each token but the first and last is of."""
    spans: dict[int, tuple[int, int]] = {}
    for word, (start, end) in zip(encoding.word_ids, encoding.offsets, strict=True):
        if word is not None:
            first = spans.get(word, (start, end))[0]
            spans[word] = (first, end)
    for word in encoding.word_ids[1:-1]:
        start, end = spans.get(word, (0, 0))
        yield text[start:end].lower()


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """Rows in batches of like length, so that little of a batch is padding."""
    batches: list[list[int]] = []
    for row in sorted(range(len(lengths)), key=lambda i: lengths[i]):
        # sorted upwards: the newest row is the longest and sets the width of its batch
        if batches and (len(batches[-1]) + 1) * lengths[row] <= BATCH_TOKENS:
            batches[-1].append(row)
        else:
            batches.append([row])
    return batches
