"""The program's end of the model host: starts the child, asks it, survives its death."""

import logging
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import psutil

from services.cancel import CancelToken
from services.child_process import Child
from services.errors import Cancelled, ModelError
from services.inference.availability import build_progress
from services.inference.gguf_header import NotGgufError, read_header
from services.inference.spawn import run_host
from services.inference.turns import POLL_S, Priority, Turns
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
from services.said import said

log = logging.getLogger("inference")

LOAD_TIMEOUT_S = 300.0
SILENCE_TIMEOUT_S = 180.0
"""A host that says nothing for so long hangs: reading a long prompt on a slow CPU takes less."""
CANCEL_TIMEOUT_S = 5.0
MEMORY_SHARE = 0.95
"""Of the machine's memory: a larger file would be read from disk again for every token."""


@dataclass(frozen=True, slots=True)
class Generation:
    """A finished generation; times are milliseconds."""

    text: str
    complete: bool
    tokens: int
    prompt_tokens: int
    first_token_ms: float | None
    total_ms: float


class ModelHost:
    """One child process with at most one model in it.

    Every method may be called from any thread; they take turns. A child that dies or hangs is
    ended, reported as ``ModelError``, and started anew at the next request.
    """

    def __init__(self, *, context_tokens: int = 4096, silence_s: float = SILENCE_TIMEOUT_S) -> None:
        self._context_tokens = context_tokens
        self._silence_s = silence_s
        self._turns = Turns()
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._wanted: tuple[Path, int] | None = None
        self._ready = False
        self._name = ""
        self._layers_on_gpu = 0
        self.load_ms = 0.0
        """Milliseconds that loading the model took."""
        self._used_at = time.monotonic()

    @property
    def pid(self) -> int | None:
        """The child's process id, None while there is none."""
        process = self._process
        return process.pid if process is not None and process.is_alive() else None

    @property
    def context_tokens(self) -> int:
        """How many tokens prompt and answer may have together."""
        return self._context_tokens

    @property
    def name(self) -> str:
        """The loaded model's own name, "" while none is loaded."""
        return self._name

    @property
    def device(self) -> str:
        """Where the loaded model computes, in words; "" while none is loaded."""
        if not self._name:
            return ""
        layers = self._layers_on_gpu
        if not layers:
            return said("on the processor")
        return said(f"{layers} layers on the graphics processor")

    def load(
        self,
        path: Path,
        *,
        gpu_layers: int = -1,
        cancel: CancelToken | None = None,
        priority: Priority = Priority.QUESTION,
    ) -> None:
        """Have the model at ``path`` ready; at once where it is already.

        Raises ``ModelError`` where the file is no usable model or the child dies of it, and
        ``Cancelled``: llama.cpp cannot stop loading, so the child is ended then.
        """
        check_file(path)
        cancel = cancel or CancelToken()
        with self._turns.mine(cancel, priority):
            if self._wanted != (path, gpu_layers):
                self._wanted, self._ready = (path, gpu_layers), False
            self._ensure_loaded(cancel)

    def _ensure_loaded(self, cancel: CancelToken) -> None:
        """Have the wanted model in a living child, whatever became of the last one."""
        if self._wanted is None:
            raise ModelError("No language model is loaded.", "Choose one in Settings.")
        if self._ready and self.pid is not None:
            return
        path, gpu_layers = self._wanted
        request = Load(str(path), self._context_tokens, gpu_layers, os.cpu_count() or 2)
        reply = self._ask(request, LOAD_TIMEOUT_S, cancel)
        if not isinstance(reply, Loaded):
            self._wanted = None
            raise _problem(reply, path)
        self._ready, self._name = True, reply.name or path.stem
        self._layers_on_gpu, self.load_ms = reply.gpu_layers, reply.load_ms

    def count(
        self,
        texts: tuple[str, ...],
        *,
        cancel: CancelToken | None = None,
        priority: Priority = Priority.QUESTION,
    ) -> tuple[int, ...]:
        """How many tokens each text has in the loaded model's vocabulary."""
        cancel = cancel or CancelToken()
        with self._turns.mine(cancel, priority):
            self._ensure_loaded(cancel)
            reply = self._ask(Count(texts), self._silence_s, cancel)
        if not isinstance(reply, Counted):
            raise _problem(reply)
        return reply.tokens

    def generate(
        self,
        request: Generate,
        on_text: Callable[[str], None] = lambda _text: None,
        cancel: CancelToken | None = None,
        priority: Priority = Priority.QUESTION,
    ) -> Generation:
        """Continue the chat, streaming batches of text to ``on_text``.

        Raises ``Cancelled`` once ``cancel`` was set (within about 200 ms) and ``ModelError``
        where the host fails. What runs in the background gives way, as if it were cancelled, to
        whoever waits with a question.
        """
        cancel = cancel or CancelToken()
        with self._turns.mine(cancel, priority):
            self._ensure_loaded(cancel)
            self._send(request)
            parts: list[str] = []
            cancel_sent_at: float | None = None
            heard_at = time.monotonic()
            while True:
                if cancel_sent_at is None and (cancel.cancelled or self._turns.pressed(priority)):
                    self._send(Cancel())
                    cancel_sent_at = time.monotonic()
                reply = self._receive(POLL_S)
                now = time.monotonic()
                if reply is None:
                    self._check_patience(now, heard_at, cancel_sent_at)
                    continue
                heard_at = now
                if isinstance(reply, Text):
                    parts.append(reply.text)
                    on_text(reply.text)
                elif isinstance(reply, Done):
                    return self._generation(reply, "".join(parts))
                else:
                    raise _problem(reply)

    def _generation(self, done: Done, text: str) -> Generation:
        self._used_at = time.monotonic()
        if done.ending is Ending.CANCELLED:
            raise Cancelled
        return Generation(
            text,
            done.ending is Ending.COMPLETE,
            done.tokens,
            done.prompt_tokens,
            done.first_token_ms,
            done.total_ms,
        )

    def _check_patience(self, now: float, heard_at: float, cancel_sent_at: float | None) -> None:
        if cancel_sent_at is not None and now - cancel_sent_at > CANCEL_TIMEOUT_S:
            self._end_child()
            raise Cancelled
        if now - heard_at > self._silence_s:
            self._end_child()
            raise ModelError("The language model stopped answering.", "It was ended; ask again.")

    def unload_if_idle(self, idle_s: float) -> bool:
        """End the child where it was not used for ``idle_s``; tells whether it did."""
        if self.pid is None or time.monotonic() - self._used_at < idle_s:
            return False
        with self._turns.at_once() as free:
            if free:
                self._end_child()
        return free

    def close(self) -> None:
        """End the child; a later request starts another."""
        with self._turns.mine(CancelToken()):
            self._end_child()

    def _ask(self, request: Request, timeout_s: float, cancel: CancelToken) -> Reply:
        self._send(request)
        until = time.monotonic() + timeout_s
        while (reply := self._receive(POLL_S)) is None:
            if cancel.cancelled:
                self._end_child(grace_s=0)
                raise Cancelled
            if time.monotonic() > until:
                self._end_child()
                raise ModelError(
                    "The language model stopped answering.", "It was ended; ask again."
                )
        self._used_at = time.monotonic()
        return reply

    def _send(self, request: Request) -> None:
        if self.pid is None:
            self._start_child()
        pipe = self._pipe
        try:
            if pipe is None:
                raise OSError
            pipe.send(request)
        except OSError:
            raise self._death() from None

    def _receive(self, timeout_s: float) -> Reply | None:
        pipe = self._pipe
        try:
            if pipe is None:
                raise EOFError
            if not pipe.poll(timeout_s):
                return None
            reply: Reply = pipe.recv()
        except (EOFError, OSError):
            raise self._death() from None
        return reply

    def _death(self) -> ModelError:
        process = self._process
        if process is not None:
            process.join(timeout=2)
        code = process.exitcode if process is not None else None
        self._end_child()
        log.warning("the model host ended with %s", code)
        if code == -9:
            return ModelError(
                "The language model was ended by the system, most likely for lack of memory.",
                "Choose a smaller model in Settings.",
            )
        return ModelError(
            f"The language model crashed (exit {code}).", "Ask again, or choose another model."
        )

    def _start_child(self) -> None:
        self._end_child()
        self._process, self._pipe = Child.start(run_host, "model-host")

    def _end_child(self, grace_s: float = 1) -> None:
        process, pipe = self._process, self._pipe
        self._process = self._pipe = None
        self._ready, self._name = False, ""
        if pipe is not None:
            pipe.close()
        if process is not None:
            process.join(timeout=grace_s)
            if process.is_alive():
                process.kill()
                process.join()
            process.close()


def check_file(path: Path, *, writes: bool = True) -> None:
    """Raise ``ModelError`` where a file cannot be a model, before a child is spent.

    Checked are its head, its length, that memory can hold it and, for one that ``writes``, that it
    is no embedder.
    """
    other = "Choose another file in Settings."
    try:
        header = read_header(path)
    except (OSError, ValueError) as error:  # mmap raises ValueError for an empty file
        reason = getattr(error, "strerror", "") or said("it is empty")
        raise ModelError(f"The model file {path.name} cannot be read ({reason}).", other) from None
    except NotGgufError as error:
        if str(error) == "no GGUF":
            raise ModelError(
                f"{path.name} is not a GGUF model.", "Choose a file that ends in .gguf in Settings."
            ) from None
        raise ModelError(f"The model {path.name} is damaged.", "Download it again.") from None
    if header.incomplete:
        raise ModelError(
            f"The model {path.name} is damaged: it has {_gigabytes(header.file_bytes)} of"
            f" {_gigabytes(header.data_bytes)}.",
            "Download it again.",
        )
    if writes and header.embedding:
        raise ModelError(
            f"{path.name} is an embedding model: it cannot write answers.",
            "Choose a text (instruct) model in Settings.",
        )
    total = psutil.virtual_memory().total
    if header.file_bytes > MEMORY_SHARE * total:
        raise ModelError(
            f"The model {path.name} needs {_gigabytes(header.file_bytes)} of memory; this machine"
            f" has {_gigabytes(total)}.",
            "Choose a smaller model in Settings.",
        )


def _gigabytes(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 50_000_000 else f"{size / 1e6:.2f} MB"


def _problem(reply: Reply, path: Path | None = None) -> ModelError:
    if not isinstance(reply, Failure):
        return ModelError("The language model gave an answer out of turn.", "Ask again.")
    log.warning("the model host failed: %s (%s)", reply.kind, reply.detail)
    if reply.kind == "memory":
        return ModelError("The language model needs more memory.", "Choose a smaller model.")
    if reply.kind == "missing":
        words = build_progress() or said("llama.cpp, which runs language models, is not installed")
        return ModelError(f"{words.rstrip('.')}.", "Until it is, answers quote what you saw.")
    if path is None:
        return ModelError("The language model failed.", "Ask again, or choose another model.")
    if reply.kind == "architecture":
        why = said("its architecture is not known to this llama.cpp")
    else:
        why = said("it is damaged, or not a text model that llama.cpp knows")
    return ModelError(
        f"The model {path.name} cannot be loaded: {why}.", "Choose another file in Settings."
    )
