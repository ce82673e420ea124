"""How far the reading of each watched folder is: it can be paused, and goes on after a restart."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from services.cancel import CancelToken
from services.clock import Clock
from services.records import FolderMode
from services.store import Store

_PAUSED_FLAG = "files paused"
_NOTE_EVERY_MS = 5_000  # how often a pass writes down how far it is
_LOOK_AGAIN_S = 5.0  # how often a held pass asks whether it may go on


@dataclass(frozen=True, slots=True)
class PassState:
    """How far a pass is: ``done`` of ``total`` files; ``left_s`` is None where it is not known."""

    mode: FolderMode
    done: int = 0
    total: int = 0
    left_s: int | None = None
    detail: str = ""


def unlimited() -> str:
    """Nothing holds a pass back."""
    return ""


@dataclass(slots=True)
class _Pass:
    """A pass under way; ``read`` files of this run took ``spent_ms`` without the waiting."""

    done: int
    total: int
    read: int = 0
    spent_ms: int = 0
    began_ms: int = 0
    noted_ms: int = 0
    held: str = ""
    device: int = 0

    def text(self) -> str:
        return json.dumps({"done": self.done, "total": self.total, "device": self.device})


class Passes:
    """Keeps the state of passes; asked from any thread, driven by the one that reads.

    ``permit`` gives "" where reading may go on now, else why not, in words for the person.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        permit: Callable[[], str] = unlimited,
        on_change: Callable[[], None] = lambda: None,
    ) -> None:
        self._jobs = store.jobs
        self._flags = store.flags
        self._clock = clock
        self._permit = permit
        self._on_change = on_change
        self._condition = threading.Condition()
        self._running: dict[str, _Pass] = {}
        self._paused = self._flags.get(_PAUSED_FLAG) is not None

    @property
    def paused(self) -> bool:
        """Whether the person paused reading; a restart ends no pause."""
        return self._paused

    def pause(self) -> None:
        """Read no further file until ``resume``."""
        self._flags.set(_PAUSED_FLAG, "paused")
        self._set_paused(paused=True)

    def resume(self) -> None:
        """Go on reading."""
        self._flags.set(_PAUSED_FLAG, None)
        self._set_paused(paused=False)

    def wake(self) -> None:
        """Let a pass that waits look again whether it may go on or was cancelled."""
        with self._condition:
            self._condition.notify_all()

    @contextmanager
    def running(self, root: str, done: int, total: int, device: int) -> Iterator[None]:
        """Inside the block a folder is read: ``done`` of ``total`` files were read before."""
        now_ms = self._clock.now_ms()
        made = _Pass(done, total, began_ms=now_ms, noted_ms=now_ms, device=device)
        self._jobs.start(_job(root))
        self._jobs.checkpoint(_job(root), made.text())
        with self._condition:
            self._running[root] = made
        try:
            yield
        except BaseException:
            self._jobs.checkpoint(_job(root), made.text())
            raise
        else:
            self._jobs.finish(_job(root), made.text())
        finally:
            with self._condition:
                self._running.pop(root, None)
            self._on_change()

    @property
    def may_read(self) -> bool:
        """Whether files may be read now: nobody paused, and the machine is short of nothing."""
        return self._held() is None

    def step(self, root: str, cancel: CancelToken) -> None:
        """Before each file: wait while paused or held; raises ``Cancelled`` when asked to."""
        cancel.check()
        pass_ = self._running[root]
        held = self._held()
        if held is None:
            return
        self._close_span(pass_)
        while held is not None:
            pass_.held = held
            self._on_change()
            with self._condition:
                if (self._paused or held) and not cancel.cancelled:
                    self._condition.wait(_LOOK_AGAIN_S)
            cancel.check()
            held = self._held()
        pass_.held = ""
        pass_.began_ms = self._clock.now_ms()
        self._on_change()

    def _held(self) -> str | None:
        """Why nothing may be read now ("" where the person paused), or None where it may."""
        if self._paused:
            return ""
        return self._permit() or None

    def finished(self, root: str, count: int) -> None:
        """After files were stored: count them, and write down now and then how far the pass is."""
        pass_ = self._running[root]
        pass_.done += count
        pass_.read += count
        now_ms = self._clock.now_ms()
        if not 0 <= now_ms - pass_.noted_ms < _NOTE_EVERY_MS:
            self._close_span(pass_)
            pass_.noted_ms = now_ms
            self._jobs.checkpoint(_job(root), pass_.text())
            self._on_change()

    def state(self, root: str) -> PassState:
        """How far a folder is read."""
        with self._condition:
            pass_ = self._running.get(root)
        if pass_ is not None:
            return self._state_of(pass_)
        job = self._jobs.get(_job(root))
        if job is not None and job.finished_ms is not None:
            return PassState(FolderMode.DONE)
        known = _read(job.checkpoint if job else "")
        mode = FolderMode.PAUSED if self._paused else FolderMode.WAITING
        return PassState(mode, known.get("done", 0), known.get("total", 0))

    def device(self, root: str) -> int | None:
        """The device that a folder lay on when it was read last, or None where that is unknown."""
        job = self._jobs.get(_job(root))
        return None if job is None else _read(job.report or job.checkpoint).get("device")

    def _state_of(self, pass_: _Pass) -> PassState:
        if self._paused:
            mode = FolderMode.PAUSED
        else:
            mode = FolderMode.HELD if pass_.held else FolderMode.READING
        spent_ms = pass_.spent_ms + max(0, self._clock.now_ms() - pass_.began_ms)
        left_s = None
        if mode is FolderMode.READING and pass_.read and spent_ms:
            left_s = round((pass_.total - pass_.done) * spent_ms / pass_.read / 1000)
        return PassState(mode, pass_.done, pass_.total, left_s, pass_.held)

    def _close_span(self, pass_: _Pass) -> None:
        now_ms = self._clock.now_ms()
        pass_.spent_ms += max(0, now_ms - pass_.began_ms)
        pass_.began_ms = now_ms

    def _set_paused(self, *, paused: bool) -> None:
        with self._condition:
            self._paused = paused
            self._condition.notify_all()
        self._on_change()


def _job(root: str) -> str:
    return f"files of {root}"


def _read(text: str) -> dict[str, int]:
    """What a checkpoint says; nothing where it was written by another version."""
    try:
        known = json.loads(text) if text else {}
    except ValueError:
        return {}
    if not isinstance(known, dict):
        return {}
    return {key: value for key, value in known.items() if isinstance(value, int)}
