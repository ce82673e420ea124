"""The model host: the child process in which llama.cpp runs, one request at a time."""

import contextlib
import ctypes
import queue
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from multiprocessing.connection import Connection
from typing import Any

import llama_cpp
from llama_cpp.llama_grammar import LlamaGrammar

from services.inference.wire import (
    Cancel,
    Count,
    Counted,
    Done,
    Ending,
    Failure,
    Generate,
    Load,
    Loaded,
    Reply,
    Request,
    Text,
)

BATCH_MS = 50
"""Tokens are sent together for so long: the window repaints at most 20 times a second."""


class Host:
    """Answers requests from the pipe until it closes.

    Reading has a thread of its own, so that a cancel is seen while llama.cpp computes.
    """

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._requests: queue.Queue[Request | None] = queue.Queue()
        self._cancelled = threading.Event()
        self._llama: llama_cpp.Llama | None = None
        # llama.cpp keeps only the pointer: the callback must live as long as the host.
        self._abort = llama_cpp.ggml_abort_callback(lambda _data: self._cancelled.is_set())
        self._never = llama_cpp.ggml_abort_callback()
        self._told: deque[str] = deque(maxlen=40)
        self._loading = False
        self._log = llama_cpp.llama_log_callback(self._listen_to_llama)
        llama_cpp.llama_log_set(self._log, ctypes.c_void_p(None))

    def serve(self) -> None:
        """Work until the other end is gone."""
        threading.Thread(target=self._listen, name="listen", daemon=True).start()
        while (request := self._requests.get()) is not None:
            self._answer(request)
        if self._llama is not None:
            self._llama.close()

    def _listen(self) -> None:
        try:
            while True:
                request = self._pipe.recv()
                if isinstance(request, Cancel):
                    self._cancelled.set()
                else:
                    # Cleared here, in the order of the pipe: a cancel that follows is never lost.
                    self._cancelled.clear()
                    self._requests.put(request)
        except (EOFError, OSError):
            self._cancelled.set()
            self._requests.put(None)

    def _send(self, reply: Reply) -> None:
        try:
            self._pipe.send(reply)
        except OSError:
            self._cancelled.set()

    def _answer(self, request: Request) -> None:
        try:
            match request:
                case Load():
                    self._load(request)
                case Generate():
                    self._generate(request)
                case Count():
                    self._count(request)
        except MemoryError:
            self._send(Failure("memory", "out of memory"))
        except (ValueError, RuntimeError, OSError, AttributeError) as error:
            self._send(Failure(self._kind(request), f"{type(error).__name__}: {str(error)[:200]}"))

    def _kind(self, request: Request) -> str:
        if not isinstance(request, Load):
            return "generate"
        if any("unknown model architecture" in line for line in self._told):
            return "architecture"
        if any("failed to allocate" in line for line in self._told):
            return "memory"
        return "load"

    def _listen_to_llama(self, _level: int, text: bytes, _data: object) -> None:
        """Keep the last lines that llama.cpp says while it loads; prompts are none of them."""
        if self._loading:
            self._told.append(text.decode("utf-8", "replace"))

    def _load(self, request: Load) -> None:
        began = time.perf_counter()
        if self._llama is not None:
            self._llama.close()
            self._llama = None
        self._told.clear()
        self._loading = True
        try:
            llama, layers = self._opened(request)
        finally:
            self._loading = False
        if llama_cpp.llama_model_has_encoder(llama.model) or not llama_cpp.llama_model_has_decoder(
            llama.model
        ):
            llama.close()
            raise ValueError("not a text generation model")
        self._llama = llama
        name = str(llama.metadata.get("general.name", ""))
        self._send(Loaded(name, llama.n_ctx(), (time.perf_counter() - began) * 1000, layers))

    def _opened(self, request: Load) -> tuple[llama_cpp.Llama, int]:
        """The model and how many of its layers are on a GPU: none where that fails."""
        layers = request.gpu_layers if llama_cpp.llama_supports_gpu_offload() else 0
        if layers:
            with contextlib.suppress(ValueError, RuntimeError, OSError):
                llama = self._open(request, layers)
                most = llama_cpp.llama_model_n_layer(llama.model) + 1
                return llama, most if layers < 0 else min(layers, most)
        return self._open(request, 0), 0

    def _open(self, request: Load, layers: int) -> llama_cpp.Llama:
        return llama_cpp.Llama(
            request.path,
            n_ctx=request.context_tokens,
            n_gpu_layers=layers,
            n_threads=request.threads,
            n_threads_batch=request.threads,
            verbose=False,
        )

    def _loaded(self) -> llama_cpp.Llama:
        if self._llama is None:
            raise RuntimeError("no model is loaded")
        return self._llama

    def _count(self, request: Count) -> None:
        llama = self._loaded()
        sizes = (len(llama.tokenize(t.encode(), add_bos=False)) for t in request.texts)
        self._send(Counted(tuple(sizes)))

    def _watch(self, on: bool) -> None:
        """Let a cancel break into the computation while the prompt is read, and only then.

        Asking Python at every node of the graph would slow the generation of single tokens.
        """
        llama = self._loaded()
        callback = self._abort if on else self._never
        llama_cpp.llama_set_abort_callback(llama.ctx, callback, ctypes.c_void_p(None))

    def _generate(self, request: Generate) -> None:
        llama = self._loaded()
        began = time.perf_counter()
        first_ms: float | None = None
        tokens, ending = 0, Ending.COMPLETE
        batch, sent = "", began
        self._watch(True)
        try:
            for piece, reason in self._stream(llama, request):
                now = time.perf_counter()
                if first_ms is None:
                    first_ms = (now - began) * 1000
                    self._watch(False)
                tokens += 1
                batch += piece
                if reason == "length":
                    ending = Ending.LENGTH
                if self._cancelled.is_set():
                    ending = Ending.CANCELLED
                    break
                if (now - sent) * 1000 >= BATCH_MS:
                    self._send(Text(batch))
                    batch, sent = "", now
        except RuntimeError:
            # llama_decode answers with an error when the callback aborts it. The batches before
            # that one stay in the cache (n_tokens counts them); the next decode removes the rest.
            if not self._cancelled.is_set():
                raise
            ending = Ending.CANCELLED
        finally:
            self._watch(False)
        if batch:
            self._send(Text(batch))
        total_ms = (time.perf_counter() - began) * 1000
        self._send(Done(ending, max(0, llama.n_tokens - tokens), tokens, first_ms, total_ms))

    def _stream(
        self, llama: llama_cpp.Llama, request: Generate
    ) -> Iterator[tuple[str, str | None]]:
        grammar = None
        if request.grammar:
            grammar = LlamaGrammar.from_string(request.grammar, verbose=False)
        # The library types each role apart; what it checks is only that both words are there.
        messages: Any = [{"role": m.role, "content": m.content} for m in request.messages]
        chunks: Any = llama.create_chat_completion(
            messages=messages,
            grammar=grammar,
            max_tokens=request.max_tokens,
            temperature=request.temperature,
            seed=request.seed,
            stream=True,
        )
        for chunk in chunks:
            choice = chunk["choices"][0]
            text = choice["delta"].get("content") or ""
            if text or choice["finish_reason"]:
                yield text, choice["finish_reason"]


def main(pipe: Connection) -> None:
    """Run a host on this end of a pipe; the entry point of the child."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.stdin.close()
    Host(pipe).serve()
