"""The parent's side of the reading worker: a niced child that reads frames and documents."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import psutil

from services.child_process import Child
from services.errors import WorldError
from services.reading.allowance import Allowance
from services.reading.child import (
    Area,
    ContentJob,
    Crashed,
    Forget,
    ParseJob,
    Placed,
    Request,
    Setup,
    child_main,
)
from services.reading.jobs import FrameJob, FrameReading, ParsedDocument, ParseLimits, ReadingError
from services.reading.shared import SharedArea
from services.records import CachedLine

_log = logging.getLogger(__name__)
_START_TIMEOUT_S = 30.0  # importing on a busy machine, on top of the time for the job itself
_END_TIMEOUT_S = 5.0


class ReadingWorker:
    """Starts the child at first use; one call at a time, from any thread.

    ``hash_key`` keys the hashes of line pixels (empty: a random one, and nothing worth storing).
    ``preload`` gives lines that were stored before; it is asked when a child starts. A call that
    outlasts its time limit (``Allowance``: the child's CPU time while it works) kills the child,
    counts a restart and raises ``ReadingError``; the next call starts a fresh child. Frames and
    documents can have a worker each, so that a slow file holds up no frame.
    """

    def __init__(
        self,
        *,
        hash_key: bytes = b"",
        preload: Callable[[], Sequence[CachedLine]] = tuple,
        frame_timeout_s: float = 60.0,
    ) -> None:
        self._hash_key = hash_key
        self._preload = preload
        self._frame_timeout_s = frame_timeout_s
        self._lock = threading.Lock()
        self._child: Child | None = None
        self._area: SharedArea | None = None
        self._closed = False
        self._spent_s = 0.0
        self.restarts = 0

    def read_frame(self, job: FrameJob) -> FrameReading:
        """Read, redact and encode one frame. Raises ``ReadingError``; then nothing was kept."""
        result = self._call(job, self._frame_timeout_s)
        if not isinstance(result, FrameReading):
            raise _unexpected()
        return result

    def parse_document(self, path: Path, limits: ParseLimits) -> ParsedDocument:
        """Parse one file. Raises ``DocumentError`` (the file) or ``ReadingError`` (the worker)."""
        result = self._call(ParseJob(path, limits), limits.timeout_s)
        if not isinstance(result, ParsedDocument):
            raise _unexpected()
        return result

    def parse_content(self, name: str, content: bytes, limits: ParseLimits) -> ParsedDocument:
        """Parse what lies in no file; raises as ``parse_document``."""
        result = self._call(ContentJob(name, content, limits), limits.timeout_s)
        if not isinstance(result, ParsedDocument):
            raise _unexpected()
        return result

    def cpu_s(self) -> float:
        """CPU seconds of all children so far."""
        child = self._child
        return self._spent_s + (_cpu_s(child.process) if child is not None else 0.0)

    def forget(self) -> None:
        """Drop what the child holds of earlier frames (after a lock or a deletion)."""
        with self._lock:
            self._preload = tuple
            self._drop_area()
            if self._child is not None and not self._closed:
                self._ask(Forget(), self._frame_timeout_s)

    def close(self) -> None:
        """End the child, also in the middle of a job; further calls raise ``ReadingError``."""
        self._closed = True
        child = self._child
        idle = self._lock.acquire(blocking=False)
        if not idle:
            if child is not None:
                child.kill()
            self._lock.acquire()
        try:
            self._end(gently=idle)
        finally:
            self._lock.release()

    def _call(self, request: Request, timeout_s: float) -> object:
        """Ask the child, starting it where none runs."""
        with self._lock:
            if self._closed:
                raise ReadingError("The reading worker is closed.")
            if self._child is None:
                self._child = self._start()
                timeout_s += _START_TIMEOUT_S
            result = self._ask(request, timeout_s)
        if isinstance(result, WorldError):
            raise result
        if isinstance(result, Crashed):
            raise ReadingError("Reading failed.", f"It was left out ({result.kind}).")
        return result

    def _start(self) -> Child:
        """A new child, told what it starts with."""
        child = Child.start(child_main, "afterimage-reading")
        child.pipe.send(Setup(self._hash_key, tuple(self._preload())))
        return child

    def _ask(self, request: Request, timeout_s: float) -> object:
        """Send one request and wait; a child that hangs or dies is replaced."""
        assert self._child is not None  # noqa: S101 - callers hold the lock and have started it
        pipe = self._child.pipe
        try:
            self._send(pipe, request)
            if self._answers(timeout_s):
                result: object = pipe.recv()
                return result
            words = "Reading took too long."
        except (EOFError, OSError):
            words = "The reading worker ended unexpectedly."
        self._end()
        if not self._closed:
            self.restarts += 1
            _log.warning("the reading worker was ended after a failed job")
        raise ReadingError(words, "It was left out; the next one is read by a fresh worker.")

    def _answers(self, timeout_s: float) -> bool:
        """Wait for an answer, or the end of the pipe, for as long as the child may take."""
        assert self._child is not None  # noqa: S101 - as in ``_ask``
        process, pipe = self._child
        allowance = Allowance(timeout_s)
        began_s, cpu_s = time.monotonic(), _cpu_s(process)
        while not pipe.poll(allowance.step_s):
            now_s, used_s = time.monotonic(), _cpu_s(process)
            allowance.charge(now_s - began_s, used_s - cpu_s)
            if allowance.is_spent:
                return False
            began_s, cpu_s = now_s, used_s
        return True

    def _end(self, *, gently: bool = False) -> None:
        """End the child, if any, and release its pipe; gently, it first may end by itself."""
        child, self._child = self._child, None
        self._drop_area()
        if child is None:
            return
        self._spent_s += _cpu_s(child.process)
        child.end(_END_TIMEOUT_S if gently else 0.0)

    def _send(self, pipe: Connection, request: Request) -> None:
        """Send a request; a frame's pixels go by shared memory, or apart and uncopied."""
        if not isinstance(request, FrameJob):
            pipe.send(request)
            return
        bare, size = replace(request, pixels=b""), len(request.pixels)
        area = self._area_for(pipe, size)
        if area is None:
            pipe.send(bare)
            pipe.send_bytes(request.pixels)
        else:
            area.write(request.pixels)
            pipe.send(Placed(bare, size))

    def _area_for(self, pipe: Connection, size: int) -> SharedArea | None:
        """Shared memory with room for so many bytes, told to the child where it is new."""
        if self._area is not None and self._area.size >= size:
            return self._area
        self._drop_area()
        area = SharedArea.make(size)
        if area is not None and self._child is not None:
            pipe.send(Area(area.size))
            area.hand_over(pipe, self._child.process.pid or 0)
            self._area = area
        return area

    def _drop_area(self) -> None:
        """Let go of the shared memory; the next frame gets another."""
        area, self._area = self._area, None
        if area is not None:
            area.close()


def _cpu_s(process: BaseProcess) -> float:
    """CPU seconds of a child so far; 0 where it is gone (its pipe tells)."""
    try:
        times = psutil.Process(process.pid).cpu_times()
    except (psutil.Error, ValueError):
        return 0.0
    return float(times.user + times.system)


def _unexpected() -> ReadingError:
    """The error for an answer of the wrong kind."""
    return ReadingError("The reading worker answered out of turn.")
