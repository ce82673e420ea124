"""Our end of Chroma's own process: vectors kept there, asked for as if they were kept here."""

import logging
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path

import numpy as np

from services.child_process import Child
from services.errors import Bug, IndexUnavailableError, WorldError
from services.index.chroma import TRIES
from services.index.names import prefix_of
from services.index.shard_host import Answer, Call, Closing, Crashed, Opening, Packed, shard_main
from services.index.vector_store import AWAY, Grain, Vectors, VectorStore
from services.records import SegmentId

log = logging.getLogger("index.shards")

IDLE_S = 300.0
CLOSE_S = 5.0
# A folder that ends the process as often as this is given up and made anew by the next start.
STARTS = TRIES + 1


class ShardProcess:
    """The process that keeps a folder's vectors; it starts at the first call that needs it.

    One call at a time, from any thread. A process that dies is started again and the call made once
    more: each may be made twice. ``IndexUnavailableError`` is raised where that does not help.
    """

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder, self._key = folder, key
        self._lock = threading.Lock()
        self._child: Child | None = None
        self._slots = count(1)
        self._models: dict[int, str] = {}
        self._there: set[int] = set()
        self._closed = False
        self._used_s = 0.0

    def open(self, model_id: str) -> VectorStore:
        """The vectors of one model."""
        slot = next(self._slots)
        self._models[slot] = model_id
        return _FarShards(self, slot, prefix_of(self._key, model_id))

    @property
    def pid(self) -> int | None:
        """The process's id while it lives."""
        child = self._child
        return None if child is None else child.pid

    def call(self, slot: int, name: str, arguments: tuple[object, ...]) -> Answer:
        """Have one of ``shard_host.CALLS`` done."""
        with self._lock:
            for _ in range(STARTS):
                if self._closed or slot not in self._models:
                    raise IndexUnavailableError(AWAY, "The library is closed.")
                try:
                    return self._ask(slot, name, arguments)
                except (EOFError, OSError):
                    self._end(0.0)
                    log.warning("the process that keeps vectors ended in the middle of %s", name)
        raise IndexUnavailableError(AWAY, "Search by words still works.")

    def drop(self, slot: int) -> None:
        """A model is no longer in use."""
        with self._lock:
            self._models.pop(slot, None)
            if slot in self._there and self._child is not None:
                with suppress(OSError):
                    self._child.pipe.send(Closing(slot))
            self._there.discard(slot)

    def end_idle(self, idle_s: float = IDLE_S) -> bool:
        """End the process where nobody has asked it for so long; the next call starts another.

        Tells whether it did.
        """
        with self._lock:
            idle = self._child is not None and time.monotonic() - self._used_s >= idle_s
            if idle:
                self._end(CLOSE_S)
            return idle

    def close(self) -> None:
        """End the process, after the call under way where that ends soon; later is refused."""
        self._closed = True
        in_time = self._lock.acquire(timeout=CLOSE_S)
        if not in_time:
            if (child := self._child) is not None:
                child.kill()
            self._lock.acquire()
        try:
            self._end(CLOSE_S)
        finally:
            self._lock.release()

    def _ask(self, slot: int, name: str, arguments: tuple[object, ...]) -> Answer:
        if self._child is None:
            self._child = Child.start(shard_main, "afterimage-vectors")
        pipe = self._child.pipe
        if slot not in self._there:
            pipe.send(Opening(slot, self._folder, self._models[slot], self._key))
            self._there.add(slot)
        pipe.send(Call(slot, name, arguments))
        answer = pipe.recv()
        self._used_s = time.monotonic()
        if not isinstance(answer, Answer):
            raise Bug(f"{type(answer).__name__} came in answer to {name}")
        return answer

    def _end(self, grace_s: float) -> None:
        child, self._child = self._child, None
        self._there.clear()
        if child is not None:
            child.end(grace_s)


class _FarShards:
    """A ``VectorStore`` whose vectors lie at the other end of the pipe."""

    def __init__(self, process: ShardProcess, slot: int, prefix: str) -> None:
        self._process, self._slot = process, slot
        self.prefix = prefix
        self.notice = ""

    def upsert(
        self, grain: Grain, ids: Sequence[SegmentId], sealed: Vectors, at_ms: Sequence[int]
    ) -> None:
        """See ``VectorStore``."""
        self._call("upsert", grain, list(ids), sealed, list(at_ms))

    def delete(self, grain: Grain, ids: Sequence[SegmentId]) -> None:
        """See ``VectorStore``."""
        self._call("delete", grain, list(ids))

    def get(self, grain: Grain, ids: Sequence[SegmentId]) -> tuple[list[SegmentId], Vectors | None]:
        """See ``VectorStore``."""
        value = self._call("get", grain, list(ids))
        if not isinstance(value, tuple):
            raise Bug("get gave no pair")
        found, vectors = value
        return found, vectors

    def ids(self, grain: Grain) -> set[SegmentId]:
        """See ``VectorStore``."""
        value = self._call("ids", grain)
        if not isinstance(value, Packed):
            raise Bug("ids gave no set")
        return set(map(SegmentId, np.frombuffer(value.ids, np.int64).tolist()))

    def query(
        self, grain: Grain, sealed: Vectors, k: int, among: Sequence[SegmentId] | None = None
    ) -> list[tuple[SegmentId, float]]:
        """See ``VectorStore``."""
        value = self._call("query", grain, sealed, k, among if among is None else list(among))
        if not isinstance(value, list):
            raise Bug("query gave no list")
        return value

    def count(self, grain: Grain) -> int:
        """See ``VectorStore``."""
        value = self._call("count", grain)
        if not isinstance(value, int):
            raise Bug("count gave no number")
        return value

    def scrub(self, grain: Grain, ids: Sequence[SegmentId]) -> None:
        """See ``VectorStore``."""
        self._call("scrub", grain, list(ids))

    def drop_other_models(self, keep: Sequence[str] = ()) -> None:
        """See ``VectorStore``."""
        self._call("drop_other_models", list(keep))

    def rest(self) -> None:
        """Let Chroma go of what it holds; a process that does not run holds nothing."""
        if self._process.pid is not None:
            self._call("rest")

    def retry(self) -> None:
        """There is no server to be away."""

    def close(self) -> None:
        """Take this model out of use; the process goes on for others."""
        self._process.drop(self._slot)

    def _call(self, name: str, *arguments: object) -> object:
        answer = self._process.call(self._slot, name, arguments)
        for line in answer.told:
            log.log(line.level, "%s", line.words)
        self.notice = answer.notice or self.notice
        if isinstance(answer.value, WorldError):
            raise answer.value
        if isinstance(answer.value, Crashed):
            raise Bug(f"the process that keeps vectors failed: {answer.value.kind}")
        return answer.value
