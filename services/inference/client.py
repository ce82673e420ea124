"""The program's end of the model host: starts the child, asks it, survives its death."""

import logging
import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from services.cancel import CancelToken
from services.errors import Cancelled, ModelError
from services.inference.availability import build_progress
from services.inference.spawn import run_host
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

log = logging.getLogger("inference")

POLL_S = 0.02
LOAD_TIMEOUT_S = 300.0
SILENCE_TIMEOUT_S = 180.0
"""A host that says nothing for so long hangs: reading a long prompt on a slow CPU takes less."""
CANCEL_TIMEOUT_S = 5.0


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
        self._turn = threading.Lock()
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._wanted: tuple[Path, int] | None = None
        self._ready = False
        self._name = ""
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

    def load(self, path: Path, *, gpu_layers: int = -1, cancel: CancelToken | None = None) -> None:
        """Have the model at ``path`` ready; at once where it is already.

        Raises ``ModelError`` where the file is no usable model or the child dies of it, and
        ``Cancelled``: llama.cpp cannot stop loading, so the child is ended then.
        """
        check_file(path)
        cancel = cancel or CancelToken()
        with self._my_turn(cancel):
            if self._wanted != (path, gpu_layers):
                self._wanted, self._ready = (path, gpu_layers), False
            self._ensure_loaded(cancel)

    @contextmanager
    def _my_turn(self, cancel: CancelToken) -> Iterator[None]:
        """Wait until the host is free; raises ``Cancelled`` where ``cancel`` is set before."""
        while not self._turn.acquire(timeout=POLL_S):
            cancel.check()
        try:
            cancel.check()
            yield
        finally:
            self._turn.release()

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

    def count(
        self, texts: tuple[str, ...], *, cancel: CancelToken | None = None
    ) -> tuple[int, ...]:
        """How many tokens each text has in the loaded model's vocabulary."""
        cancel = cancel or CancelToken()
        with self._my_turn(cancel):
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
    ) -> Generation:
        """Continue the chat, streaming batches of text to ``on_text``.

        Raises ``Cancelled`` once ``cancel`` was set (within about 200 ms) and ``ModelError``
        where the host fails.
        """
        cancel = cancel or CancelToken()
        with self._my_turn(cancel):
            self._ensure_loaded(cancel)
            self._send(request)
            parts: list[str] = []
            cancel_sent_at: float | None = None
            heard_at = time.monotonic()
            while True:
                if cancel.cancelled and cancel_sent_at is None:
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
        if not self._turn.acquire(blocking=False):
            return False
        try:
            self._end_child()
        finally:
            self._turn.release()
        return True

    def close(self) -> None:
        """End the child; a later request starts another."""
        with self._turn:
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
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=run_host, args=(theirs,), name="model-host", daemon=True)
        process.start()
        theirs.close()
        self._process, self._pipe = process, ours

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


def check_file(path: Path) -> None:
    """Raise ``ModelError`` where ``path`` cannot be a GGUF model, before a child is spent on it."""
    try:
        with path.open("rb") as file:
            magic = file.read(4)
    except OSError as error:
        raise ModelError(
            f"The model file {path.name} cannot be read ({error.strerror}).",
            "Choose another file in Settings.",
        ) from None
    if magic != b"GGUF":
        raise ModelError(
            f"{path.name} is not a GGUF model.", "Choose a file that ends in .gguf in Settings."
        )


def _problem(reply: Reply, path: Path | None = None) -> ModelError:
    if not isinstance(reply, Failure):
        return ModelError("The language model gave an answer out of turn.", "Ask again.")
    log.warning("the model host failed: %s (%s)", reply.kind, reply.detail)
    if reply.kind == "memory":
        return ModelError("The language model needs more memory.", "Choose a smaller model.")
    if reply.kind == "missing":
        words = build_progress() or "llama.cpp, which runs language models, is not installed"
        return ModelError(f"{words.rstrip('.')}.", "Until it is, answers quote what you saw.")
    if path is not None:
        return ModelError(
            f"The model {path.name} cannot be loaded: it is damaged, or not a text model that"
            " llama.cpp knows.",
            "Choose another file in Settings.",
        )
    return ModelError("The language model failed.", "Ask again, or choose another model.")
