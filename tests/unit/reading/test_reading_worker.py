"""The worker child reads, is replaced where a job kills it, and never outlives its parent."""

import multiprocessing
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from services.errors import DocumentError
from services.reading import child as child_module
from services.reading.child import Crashed, Forget, ParseJob, Setup, memory_limit
from services.reading.jobs import FrameJob, ParseLimits, ReadingError
from services.reading.worker import ReadingWorker
from tests.support.screens import Screen

ROOT = Path(__file__).parents[3]
WORDS = "Ines moved the harbour survey to March"


def job(words: str = WORDS) -> FrameJob:
    return FrameJob(500, 100, Screen(500, 100).text(30, 30, words).pixels.tobytes(), keyframe=True)


def child_pid() -> int:
    (child,) = [p for p in multiprocessing.active_children() if p.name == "afterimage-reading"]
    assert child.pid is not None
    return child.pid


@pytest.fixture
def worker() -> Iterator[ReadingWorker]:
    made = ReadingWorker(hash_key=b"k" * 32)
    yield made
    made.close()


def test_it_reads_frames_and_documents(worker: ReadingWorker, tmp_path: Path) -> None:
    first = worker.read_frame(job())
    assert [line.text for line in first.lines] == [WORDS]
    assert worker.read_frame(job()).counts == {"ocr.lines": 1, "ocr.from_cache": 1}
    worker.forget()
    assert worker.read_frame(job()).counts["ocr.from_cache"] == 0

    (tmp_path / "note.txt").write_text("The survey moved.\npassword: hunter2")
    parsed = worker.parse_document(tmp_path / "note.txt", ParseLimits())
    assert "The survey moved." in parsed.text
    assert "hunter2" not in parsed.text
    with pytest.raises(DocumentError) as caught:
        worker.parse_document(tmp_path / "missing.txt", ParseLimits())
    assert caught.value.message

    with pytest.raises(ReadingError, match="wrong size"):
        worker.read_frame(FrameJob(10, 10, b"abc"))
    assert worker.restarts == 0


def test_a_dead_child_is_replaced(worker: ReadingWorker) -> None:
    worker.read_frame(job())
    killed = psutil.Process(child_pid())
    assert killed.nice() >= 10
    killed.kill()
    with pytest.raises(ReadingError, match="ended unexpectedly"):
        worker.read_frame(job())
    assert worker.restarts == 1
    assert [line.text for line in worker.read_frame(job()).lines] == [WORDS]


def test_a_file_that_hangs_is_given_up_and_the_child_replaced(
    worker: ReadingWorker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.reading.worker._START_TIMEOUT_S", 0.0)
    os.mkfifo(tmp_path / "pipe.txt")  # opening it waits for a writer that never comes
    with pytest.raises(ReadingError, match="too long"):
        worker.parse_document(tmp_path / "pipe.txt", ParseLimits(timeout_s=0.3))
    assert worker.restarts == 1
    assert not [p for p in multiprocessing.active_children() if p.name == "afterimage-reading"]


def test_closing_ends_a_job_in_progress(worker: ReadingWorker, tmp_path: Path) -> None:
    fifo = tmp_path / "pipe.txt"
    os.mkfifo(fifo)
    errors: list[ReadingError] = []

    def ask() -> None:
        try:
            worker.parse_document(fifo, ParseLimits())
        except ReadingError as error:
            errors.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    with fifo.open("wb"):  # returns once the child has opened it, so it is in the middle of its job
        worker.close()
        thread.join(10)
    assert not thread.is_alive()
    assert len(errors) == 1
    assert worker.restarts == 0
    with pytest.raises(ReadingError, match="closed"):
        worker.read_frame(job())
    worker.forget()


def test_lines_stored_before_are_not_read_again() -> None:
    first = ReadingWorker(hash_key=b"k" * 32)
    try:
        fresh = first.read_frame(job()).fresh
    finally:
        first.close()
    second = ReadingWorker(hash_key=b"k" * 32, preload=lambda: fresh)
    try:
        assert second.read_frame(job()).counts["ocr.from_cache"] == 1
    finally:
        second.close()


def test_pixels_cross_in_memory_without_a_name(worker: ReadingWorker) -> None:
    assert [line.text for line in worker.read_frame(job()).lines] == [WORDS]
    mapped = Path(f"/proc/{child_pid()}/maps").read_text()
    assert "/memfd:afterimage (deleted)" in mapped
    area = worker._area
    assert worker.read_frame(job()).counts["ocr.lines"] == 1
    assert worker._area is area
    large = FrameJob(1000, 600, Screen(1000, 600).text(30, 30, WORDS).pixels.tobytes())
    assert [line.text for line in worker.read_frame(large).lines] == [WORDS]
    assert worker._area is not area
    worker.forget()
    assert worker._area is None
    assert "memfd" not in Path(f"/proc/{child_pid()}/maps").read_text()
    assert [line.text for line in worker.read_frame(job()).lines] == [WORDS]


def test_where_memory_cannot_be_shared_pixels_go_through_the_pipe(
    worker: ReadingWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.reading.worker.SharedArea.make", lambda _size: None)
    assert [line.text for line in worker.read_frame(job()).lines] == [WORDS]
    assert worker._area is None


ORPHAN = """
import multiprocessing, os, sys, threading
from pathlib import Path
from services.reading.jobs import ParseLimits
from services.reading.worker import ReadingWorker

if __name__ == "__main__":
    worker = ReadingWorker()
    asking = threading.Thread(
        target=worker.parse_document, args=(Path(sys.argv[1]), ParseLimits()), daemon=True
    )
    asking.start()
    sys.stdin.readline()
    print(multiprocessing.active_children()[0].pid, flush=True)
    os._exit(0)
"""


def test_the_child_ends_with_its_parent_even_in_a_job(tmp_path: Path) -> None:
    script, fifo = tmp_path / "orphan.py", tmp_path / "pipe.txt"
    script.write_text(ORPHAN)
    os.mkfifo(fifo)
    parent = subprocess.Popen(
        [sys.executable, str(script), str(fifo)],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with parent, fifo.open("wb"):  # open once the child reads; it reads as long as this is open
        told, _ = parent.communicate("go\n", timeout=30)
        with suppress(psutil.NoSuchProcess):
            psutil.Process(int(told)).wait(timeout=20)
    assert not psutil.pid_exists(int(told))


def test_an_unforeseen_failure_leaves_only_its_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_job: ParseJob) -> object:
        raise RuntimeError("a secret sentence")

    monkeypatch.setattr(child_module, "_parse", broken)
    server = child_module._Server(Setup(b"", ()))
    answer = server.answer(ParseJob(Path("x"), ParseLimits()))
    assert answer == Crashed("RuntimeError")
    assert server.answer(Forget()) is None


def test_memory_is_limited_inside_the_block_only() -> None:
    with memory_limit(50), pytest.raises(MemoryError):
        bytearray(400_000_000)
    assert len(bytearray(400_000_000)) == 400_000_000


def test_a_crash_and_a_wrong_answer_are_errors(
    worker: ReadingWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_start", lambda: (None, None))
    monkeypatch.setattr(worker, "_end", lambda: None)
    monkeypatch.setattr(worker, "_ask", lambda *_: Crashed("ValueError"))
    with pytest.raises(ReadingError, match="ValueError"):
        worker.read_frame(job())
    monkeypatch.setattr(worker, "_ask", lambda *_: None)
    with pytest.raises(ReadingError, match="out of turn"):
        worker.read_frame(job())
    with pytest.raises(ReadingError, match="out of turn"):
        worker.parse_document(Path("x"), ParseLimits())
    worker._child = None
