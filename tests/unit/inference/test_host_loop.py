"""The child's own loop, run in this process over a pipe, and what the client does with replies."""

import multiprocessing
import sys
import threading
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

import services.inference
from services.cancel import CancelToken
from services.errors import Cancelled, ModelError
from services.inference import client
from services.inference.client import ModelHost
from services.inference.host import Host
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
    Message,
    Reply,
    Request,
    Text,
)
from tests.support.tiny_gguf import write_tiny_gguf

GRAMMAR = 'root ::= ("ab" | "cd"){20} "."'


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_gguf(tmp_path_factory.mktemp("loop") / "tiny.gguf")


class Loop:
    """A host at the other end of a pipe, in a thread."""

    def __init__(self) -> None:
        self.pipe, other = multiprocessing.Pipe()
        self._thread = threading.Thread(target=Host(other).serve)
        self._thread.start()

    def ask(self, request: Request) -> Reply:
        self.pipe.send(request)
        return self.next()

    def next(self) -> Reply:
        assert self.pipe.poll(60), "the host answers"
        reply: Reply = self.pipe.recv()
        return reply

    def generated(self, request: Generate) -> tuple[str, Reply]:
        self.pipe.send(request)
        text = ""
        while isinstance(reply := self.next(), Text):
            text += reply.text
        return text, reply

    def close(self) -> None:
        self.pipe.close()
        self._thread.join(30)


@pytest.fixture
def loop() -> Iterator[Loop]:
    loop = Loop()
    yield loop
    loop.close()


def load(path: Path) -> Load:
    return Load(str(path), 1024, 0, 1)


def generate(text: str = "hi", *, grammar: str = GRAMMAR, max_tokens: int = 100) -> Generate:
    return Generate((Message("user", text),), grammar, max_tokens, 0.0, 1)


def test_the_loop_loads_counts_and_generates(loop: Loop, model: Path) -> None:
    assert isinstance(loop.ask(Count(("a",))), Failure), "nothing is loaded yet"
    loaded = loop.ask(load(model))
    assert isinstance(loaded, Loaded)
    assert (loaded.name, loaded.context_tokens) == ("tiny-random", 1024)
    assert isinstance(loop.ask(load(model)), Loaded), "a second load replaces the first"
    counted = loop.ask(Count(("a", "abc")))
    assert isinstance(counted, Counted)
    assert counted.tokens[0] < counted.tokens[1]
    text, done = loop.generated(generate())
    assert isinstance(done, Done)
    assert (len(text), done.ending) == (41, Ending.COMPLETE)
    assert done.first_token_ms is not None
    text, done = loop.generated(generate(grammar="", max_tokens=4))
    assert isinstance(done, Done)
    assert done.tokens <= 5


def test_a_cancel_ends_a_generation(loop: Loop, model: Path) -> None:
    loop.ask(load(model))
    loop.pipe.send(generate(grammar='root ::= ("ab" | "cd"){900}', max_tokens=900))
    assert isinstance(loop.next(), Text)
    loop.pipe.send(Cancel())
    while isinstance(reply := loop.next(), Text):
        pass
    assert isinstance(reply, Done)
    assert reply.ending is Ending.CANCELLED


def test_a_prompt_longer_than_the_context_is_a_failure(loop: Loop, model: Path) -> None:
    loop.ask(load(model))
    _, reply = loop.generated(generate("x" * 3000))
    assert isinstance(reply, Failure)
    assert reply.kind == "generate"
    assert isinstance(loop.ask(Count(("a",))), Counted), "and the host goes on"


def test_lack_of_memory_is_told(loop: Loop, model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left(_host: Host, _request: Load) -> None:
        raise MemoryError

    monkeypatch.setattr(Host, "_load", none_left)
    assert loop.ask(load(model)) == Failure("memory", "out of memory")


def test_a_reader_that_is_gone_ends_the_work(model: Path) -> None:
    loop = Loop()
    loop.ask(load(model))
    loop.pipe.send(generate(grammar='root ::= ("ab" | "cd"){900}', max_tokens=900))
    loop.close()
    assert not loop._thread.is_alive()


def run_without_llama(pipe: Connection) -> None:
    """The child of a machine on which llama.cpp is not built yet."""
    # This module has imported the host; the child must find neither.
    del sys.modules["services.inference.host"], services.inference.host
    sys.modules["llama_cpp"] = None  # type: ignore[assignment]  # makes an import of it fail
    run_host(pipe)


def test_a_child_without_llama_cpp_says_so(model: Path) -> None:
    ours, theirs = multiprocessing.Pipe()
    context = multiprocessing.get_context("spawn")
    child = context.Process(target=run_without_llama, args=(theirs,))
    child.start()
    ours.send(load(model))
    assert ours.poll(60)
    assert ours.recv() == Failure("missing", "no module llama_cpp")
    child.join(30)
    child.close()
    ours.close()
    theirs.close()


# --- the client, with a pipe whose other end says what the test wants ----------------------------


class Scripted(ModelHost):
    """A client whose child is this test."""

    def __init__(self, *replies: Reply | None, silence_s: float = 180.0) -> None:
        super().__init__(silence_s=silence_s)
        self.replies = list(replies)
        self.sent: list[Request] = []
        self.there: Connection | None = None

    @property
    def pid(self) -> int | None:
        return 1 if self.there is not None else None

    def _start_child(self) -> None:
        self.there = self._pipe = None
        self._pipe, self.there = multiprocessing.Pipe()
        for reply in self.replies:
            if reply is not None:
                self.there.send(reply)

    def _end_child(self, grace_s: float = 1) -> None:
        super()._end_child(grace_s)
        if self.there is not None:
            self.there.close()
            self.there = None


LOADED = Loaded("odd", 1024, 1.0)


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Failure("memory", ""), "more memory"),
        (Failure("load", "x"), "cannot be loaded"),
        (Failure("missing", "x"), "is not installed"),
        (Counted((1,)), "out of turn"),
    ],
)
def test_a_failed_load_is_told(model: Path, reply: Reply, words: str) -> None:
    host = Scripted(reply)
    with pytest.raises(ModelError, match=words):
        host.load(model)
    host.close()


@pytest.mark.parametrize(
    ("reply", "words"),
    [(Failure("generate", ""), "failed"), (Loaded("x", 1, 1.0), "out of turn")],
)
def test_a_failed_request_is_told(model: Path, reply: Reply, words: str) -> None:
    host = Scripted(LOADED, reply)
    host.load(model)
    with pytest.raises(ModelError, match=words):
        host.count(("a",))
    host.close()
    host = Scripted(LOADED, Text("a"), reply)
    host.load(model)
    with pytest.raises(ModelError, match=words):
        host.generate(generate())
    host.close()


def test_a_host_that_says_nothing_is_given_up(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "LOAD_TIMEOUT_S", 0.05)
    host = Scripted()
    with pytest.raises(ModelError, match="stopped answering"):
        host.load(model)
    host.close()


def test_a_cancel_that_is_not_heard_ends_the_child(
    model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "CANCEL_TIMEOUT_S", 0.05)
    host = Scripted(LOADED)
    host.load(model)
    cancel = CancelToken()
    timer = threading.Timer(0.05, cancel.cancel)
    timer.start()
    with pytest.raises(Cancelled):
        host.generate(generate(), cancel=cancel)
    timer.join()
    assert host.pid is None
    host.close()


def test_a_question_that_waits_for_its_turn_can_be_cancelled(model: Path) -> None:
    host = Scripted(LOADED)
    cancel = CancelToken()
    cancel.cancel()
    with host._turns.mine(CancelToken()), pytest.raises(Cancelled):
        host.load(model, cancel=cancel)
    host.load(model)
    with host._turns.mine(CancelToken()):
        assert not host.unload_if_idle(0), "a busy host is left alone"
    host.close()
