"""The model host with a real llama.cpp and a tiny GGUF."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.cancel import CancelToken
from services.errors import Cancelled, ModelError
from services.inference.availability import (
    BUILD_FILE_VARIABLE,
    build_progress,
    llama_installed,
)
from services.inference.client import ModelHost
from services.inference.wire import Generate, Message
from tests.support.tiny_gguf import write_tiny_gguf

GRAMMAR = 'root ::= ("ab" | "cd"){20} "."'


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A GGUF of random weights."""
    return write_tiny_gguf(tmp_path_factory.mktemp("model") / "tiny.gguf")


@pytest.fixture
def host() -> Iterator[ModelHost]:
    """A host without a model yet."""
    host = ModelHost(context_tokens=2048)
    yield host
    host.close()


def prompt(text: str = "hello", *, grammar: str = GRAMMAR, max_tokens: int = 200) -> Generate:
    return Generate((Message("user", text),), grammar, max_tokens, 0.0, 1)


def test_streams_text_under_a_grammar(host: ModelHost, tiny_model: Path) -> None:
    host.load(tiny_model)
    batches: list[str] = []
    done = host.generate(prompt(), batches.append)
    assert "".join(batches) == done.text
    assert len(done.text) == 41
    assert set(done.text) <= set("abcd.")
    assert done.complete
    assert done.prompt_tokens > 5
    assert done.first_token_ms is not None
    assert host.name == "tiny-random"


def test_stops_at_the_length(host: ModelHost, tiny_model: Path) -> None:
    host.load(tiny_model)
    assert not host.generate(prompt(max_tokens=5)).complete


def test_loading_twice_keeps_the_child(host: ModelHost, tiny_model: Path) -> None:
    host.load(tiny_model)
    first = host.pid
    host.load(tiny_model)
    assert host.pid == first


def test_counts_tokens(host: ModelHost, tiny_model: Path) -> None:
    host.load(tiny_model)
    short, long = host.count(("a", "a b c d e f"))
    assert 0 < short < long


def test_cancel_acts_while_text_is_generated(host: ModelHost, tiny_model: Path) -> None:
    host.load(tiny_model)
    cancel = CancelToken()
    endless = prompt(grammar='root ::= ("ab" | "cd"){1500}', max_tokens=1500)
    with pytest.raises(Cancelled):
        host.generate(endless, lambda _text: cancel.cancel(), cancel)
    assert host.generate(prompt()).complete, "the host goes on after a cancel"


def test_cancel_acts_while_the_prompt_is_read(host: ModelHost, tmp_path: Path) -> None:
    slow = write_tiny_gguf(tmp_path / "slow.gguf", layers=16, width=512)
    host.load(slow)
    cancel = CancelToken()
    pid = host.pid
    timer = threading.Timer(0.2, cancel.cancel)
    timer.start()
    began = time.perf_counter()
    with pytest.raises(Cancelled):
        host.generate(prompt("x " * 900), cancel=cancel)
    timer.join()
    assert host.pid == pid, "the child was asked to stop, not killed"
    assert time.perf_counter() - began < 4.5
    assert host.generate(prompt("hi", max_tokens=3)).tokens > 0


def test_a_killed_child_is_told_and_replaced(host: ModelHost, tiny_model: Path) -> None:
    host.load(tiny_model)
    first = host.pid
    assert first is not None
    endless = prompt(grammar='root ::= ("ab" | "cd"){1500}', max_tokens=1500)
    with pytest.raises(ModelError, match="lack of memory"):
        host.generate(endless, lambda _text: os.kill(first, signal.SIGKILL))
    assert host.generate(prompt()).complete
    assert host.pid not in (None, first)


def test_a_hanging_child_is_ended(tiny_model: Path) -> None:
    host = ModelHost(silence_s=0.3)
    host.load(tiny_model)
    assert host.pid is not None
    os.kill(host.pid, signal.SIGSTOP)
    with pytest.raises(ModelError, match="stopped answering"):
        host.generate(prompt())
    assert host.pid is None
    host.close()


def test_a_file_that_is_no_model_is_told(host: ModelHost, tmp_path: Path, tiny_model: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        host.load(tmp_path / "none.gguf")
    text = tmp_path / "text.gguf"
    text.write_text("hello")
    with pytest.raises(ModelError, match="not a GGUF"):
        host.load(text)
    cut = tmp_path / "cut.gguf"
    cut.write_bytes(tiny_model.read_bytes()[:20_000])
    with pytest.raises(ModelError, match="damaged"):
        host.load(cut)
    host.load(tiny_model)


def test_nothing_is_generated_without_a_model(host: ModelHost) -> None:
    with pytest.raises(ModelError, match="No language model"):
        host.generate(prompt())
    with pytest.raises(ModelError, match="No language model"):
        host.count(("a",))


def test_a_crash_of_llama_cpp_harms_nothing(host: ModelHost, tiny_model: Path) -> None:
    """llama.cpp dies of a grammar that does not parse (signal 11, seen with 0.3.36)."""
    host.load(tiny_model)
    with pytest.raises(ModelError, match="crashed"):
        host.generate(prompt(grammar="root ::= ((("))
    assert host.generate(prompt()).complete


def test_an_idle_host_is_freed(host: ModelHost, tiny_model: Path) -> None:
    assert not host.unload_if_idle(0)
    host.load(tiny_model)
    assert not host.unload_if_idle(1000)
    assert host.unload_if_idle(0)
    assert host.pid is None


def test_the_build_tells_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert llama_installed()
    assert build_progress() == ""
    told = tmp_path / "build.json"
    monkeypatch.setenv(BUILD_FILE_VARIABLE, str(told))
    monkeypatch.setattr("services.inference.availability.llama_installed", lambda: False)
    assert build_progress() == ""
    told.write_text('{"state": "building", "percent": 41, "detail": ""}')
    assert build_progress() == "llama.cpp is being built: 41 %"
    told.write_text('{"state": "failed"}')
    assert "could not be built" in build_progress()
    told.write_text('{"state": "ready"}')
    assert build_progress() == ""


def test_what_was_read_before_a_cancel_is_still_right(tmp_path: Path) -> None:
    """The cache after an aborted prompt gives the same text as a fresh one."""
    slow = write_tiny_gguf(tmp_path / "slow.gguf", layers=12, width=512)
    texts = []
    for aborted in (True, False):
        host = ModelHost(context_tokens=4096)
        host.load(slow)
        long = prompt("y " * 1500, grammar="", max_tokens=8)
        if aborted:
            cancel = CancelToken()
            timer = threading.Timer(0.8, cancel.cancel)
            timer.start()
            with pytest.raises(Cancelled):
                host.generate(long, cancel=cancel)
            timer.join()
        texts.append(host.generate(long).text)
        host.close()
    assert texts[0] == texts[1]


def test_it_says_where_it_computes(host: ModelHost, tiny_model: Path) -> None:
    assert host.device == ""
    host.load(tiny_model)
    assert host.device in ("on the processor", "3 layers on the graphics processor")
