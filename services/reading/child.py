"""The reading worker's own process: takes jobs from a pipe, one at a time, and answers."""

import logging
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import psutil

from services.child_process import end_with_parent
from services.errors import WorldError
from services.reading.jobs import FrameJob, ParseLimits
from services.reading.shared import SharedArea
from services.records import CachedLine

if TYPE_CHECKING:
    from services.reading.frame import FrameReader

_log = logging.getLogger(__name__)
_NICE = 10


class Setup(NamedTuple):
    """What the child starts with: the key of line hashes and the lines stored before."""

    hash_key: bytes
    preload: Sequence[CachedLine]


class ParseJob(NamedTuple):
    """One file to be parsed."""

    path: Path
    limits: ParseLimits


class ContentJob(NamedTuple):
    """Content that lies in no file, to be parsed as the kind that its name says."""

    name: str
    content: bytes
    limits: ParseLimits


class Forget(NamedTuple):
    """Drop what is held of earlier frames, shared memory included."""


class Area(NamedTuple):
    """Shared memory of so many bytes comes next; it holds the pixels from now on."""

    size: int


class Placed(NamedTuple):
    """A frame whose pixels are the first ``size`` bytes of the shared memory."""

    job: FrameJob
    size: int


class Crashed(NamedTuple):
    """A job failed in a way nobody foresaw; only the kind of error leaves the child."""

    kind: str


Request = FrameJob | ParseJob | ContentJob | Forget
Pipe = Connection


def child_main(pipe: Pipe) -> None:
    """Serve until the pipe closes. The first message is a ``Setup``.

    A frame's pixels lie in shared memory (``Area``, then ``Placed``); where there is none they
    come as a second message, since pickling them would copy them once more.
    """
    os.nice(_NICE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to end
    end_with_parent()
    inbox = _Inbox(pipe)
    try:
        server = _Server(pipe.recv())
        while True:
            request = inbox.next()
            answer = server.answer(request)
            if isinstance(request, Forget):
                inbox.forget()
            del request  # it may hold pixels
            pipe.send(answer)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    finally:
        inbox.forget()
        pipe.close()


class _Inbox:
    """Takes requests out of the pipe, a frame's pixels wherever they lie."""

    def __init__(self, pipe: Pipe) -> None:
        self._pipe = pipe
        self._area: SharedArea | None = None

    def next(self) -> Request:
        """The next request, whole."""
        message = self._pipe.recv()
        if isinstance(message, Area):
            self.forget()
            self._area = SharedArea.receive(self._pipe, message.size)
            message = self._pipe.recv()
        if isinstance(message, Placed) and self._area is not None:
            return replace(message.job, pixels=self._area.part(message.size))
        request: Request = message
        if isinstance(request, FrameJob):
            return replace(request, pixels=self._pipe.recv_bytes())
        return request

    def forget(self) -> None:
        """Let go of the shared memory."""
        area, self._area = self._area, None
        if area is not None:
            area.close()


class _Server:
    """Answers requests; what is heavy is made when it is first needed."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._frames: FrameReader | None = None

    def answer(self, request: Request) -> object:
        """The result, a ``WorldError``, or ``Crashed``."""
        try:
            return self._do(request)
        except WorldError as error:
            return error
        except Exception as error:  # noqa: BLE001 - the edge of the process; text must not leave
            _log.error("a job failed: %s", type(error).__name__)
            return Crashed(type(error).__name__)

    def _do(self, request: Request) -> object:
        """One request."""
        if isinstance(request, FrameJob):
            return self._reader().read(request)
        if isinstance(request, ParseJob | ContentJob):
            return _parse(request)
        if self._frames is not None:
            self._frames.forget()
        self._setup = Setup(self._setup.hash_key, ())
        return None

    def _reader(self) -> "FrameReader":
        """The frame reader, made at the first frame: OpenCV and the model take half a second."""
        if self._frames is None:
            import cv2

            from services.reading.cache import LineCache
            from services.reading.frame import FrameReader

            cv2.setNumThreads(1)
            cache = LineCache(self._setup.hash_key)
            cache.preload(self._setup.preload)
            self._frames = FrameReader(cache)
        return self._frames


def _parse(job: ParseJob | ContentJob) -> object:
    """Parse one file, or content of its kind, under a limit of memory."""
    from services.reading.documents.parse import parse, parse_content

    with memory_limit(job.limits.memory_mb):
        if isinstance(job, ContentJob):
            return parse_content(job.name, job.content, job.limits)
        return parse(job.path, job.limits)


@contextmanager
def memory_limit(megabytes: int) -> Iterator[None]:
    """Let this process take so many megabytes more inside the block; then ``MemoryError``.

    Does nothing on systems without ``setrlimit``.
    """
    if sys.platform == "win32":
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = _address_space_bytes() + megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _address_space_bytes() -> int:
    """What this process has mapped now."""
    return psutil.Process().memory_info().vms
