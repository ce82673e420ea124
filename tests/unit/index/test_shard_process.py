"""Chroma's own process: started when needed, replaced where it dies, gone with its parent."""

import logging
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
import psutil
import pytest

from services.errors import Bug, IndexUnavailableError
from services.index import shard_host
from services.index.shard_host import Answer, Call, Closing, Crashed, Opening, _Host, _Lines
from services.index.shard_process import STARTS, ShardProcess
from services.index.vector_store import Grain
from services.records import SegmentId
from tests.support.waiting import wait_until

ROOT = Path(__file__).parents[3]
KEY = bytes(range(32))
ONE = [SegmentId(1)]
VECTOR = np.eye(1, 16, dtype=np.float32)


@pytest.fixture
def process(tmp_path: Path) -> Iterator[ShardProcess]:
    made = ShardProcess(tmp_path / "vectors", KEY)
    yield made
    made.close()


def test_it_starts_with_the_first_call_and_ends_when_idle(process: ShardProcess) -> None:
    store = process.open("model.1")
    store.rest()
    assert process.pid is None
    assert not process.end_idle(0.0)
    store.upsert(Grain.SEGMENT, ONE, VECTOR, [0])
    assert process.pid is not None
    assert psutil.Process(process.pid).nice() >= 10
    assert not process.end_idle()
    assert process.end_idle(0.0)
    assert process.pid is None
    assert store.ids(Grain.SEGMENT) == set(ONE)


def test_a_dead_one_is_replaced_and_the_call_made_once_more(
    process: ShardProcess, caplog: pytest.LogCaptureFixture
) -> None:
    store = process.open("model.1")
    store.upsert(Grain.SEGMENT, ONE, VECTOR, [0])
    before = process.pid
    assert before is not None
    os.kill(before, signal.SIGKILL)
    assert store.ids(Grain.SEGMENT) == set(ONE)
    assert process.pid not in {None, before}
    assert "ended in the middle of ids" in caplog.text
    caplog.clear()


def test_one_that_dies_each_time_is_a_clear_error(
    process: ShardProcess, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.index.shard_process.shard_main", _die)
    store = process.open("model.1")
    with pytest.raises(IndexUnavailableError, match="cannot be reached"):
        store.count(Grain.SEGMENT)
    assert caplog.text.count("ended in the middle of count") == STARTS
    assert not [p for p in multiprocessing.active_children() if p.name == "afterimage-vectors"]
    caplog.clear()


def _die(_pipe: object) -> None:
    os._exit(3)


def test_closing_ends_a_call_that_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.index.shard_process.CLOSE_S", 0.1)
    process = ShardProcess(tmp_path / "vectors", KEY)
    store = process.open("model.1")
    store.upsert(Grain.SEGMENT, ONE, VECTOR, [0])
    child = psutil.Process(process.pid)
    child.suspend()
    errors: list[IndexUnavailableError] = []

    def ask() -> None:
        try:
            store.count(Grain.SEGMENT)
        except IndexUnavailableError as error:
            errors.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    wait_until(process._lock.locked, "the call to be under way")
    process.close()
    thread.join(10)
    assert not child.is_running()
    assert [error.remedy for error in errors] == ["The library is closed."]
    with pytest.raises(IndexUnavailableError, match="closed"):
        store.count(Grain.SEGMENT)
    process.close()


def test_what_it_logs_comes_into_our_log_without_a_traceback(
    process: ShardProcess, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "vectors"
    folder.mkdir()
    (folder / "opening").write_text("9")
    assert process.open("model.1").count(Grain.SEGMENT) == 0
    (record,) = [r for r in caplog.records if "is made anew" in r.getMessage()]
    assert (record.levelno, record.exc_info) == (logging.WARNING, None)
    caplog.clear()


def test_an_unforeseen_failure_is_a_bug_with_its_kind_alone(tmp_path: Path) -> None:
    host = _Host(_Lines())
    host.note(Opening(1, tmp_path / "vectors", "model.1", KEY))
    answer = host.answer(Call(1, "close", ()))
    assert answer.value == Crashed("AttributeError in close")
    host.note(Closing(1))
    host.note(Closing(1))
    host.close()


def test_a_wrong_answer_is_a_bug(process: ShardProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    store = process.open("model.1")
    for given in (Crashed("OddError in ids"), None):
        monkeypatch.setattr(process, "call", lambda *_, given=given: Answer(given, "", ()))
        with pytest.raises(Bug):
            store.ids(Grain.SEGMENT)
    for ask in (
        lambda: store.get(Grain.SEGMENT, ONE),
        lambda: store.count(Grain.SEGMENT),
        lambda: store.query(Grain.SEGMENT, VECTOR[0], 1),
    ):
        with pytest.raises(Bug):
            ask()


ORPHAN = """
import os, sys
from pathlib import Path
from services.index.shard_process import ShardProcess
from services.index.vector_store import Grain

if __name__ == "__main__":
    process = ShardProcess(Path(sys.argv[1]), bytes(32))
    store = process.open("model.1")
    assert store.count(Grain.SEGMENT) == 0
    print(process.pid, "chromadb" in sys.modules, flush=True)
    os._exit(0)
"""


def test_it_ends_with_its_parent_which_never_loads_chroma(tmp_path: Path) -> None:
    script = tmp_path / "orphan.py"
    script.write_text(ORPHAN)
    told = subprocess.check_output(
        [sys.executable, str(script), str(tmp_path / "vectors")],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, text=True, timeout=60,
    )  # fmt: skip
    pid, loaded = told.split()
    with suppress(psutil.NoSuchProcess):
        psutil.Process(int(pid)).wait(timeout=20)
    assert not psutil.pid_exists(int(pid))
    assert loaded == "False"


def test_only_what_is_named_may_be_asked() -> None:
    assert {"upsert", "delete", "ids"} <= shard_host.CALLS
    assert not [name for name in shard_host.CALLS if name.startswith("_")]
