"""How far the reading of each watched folder is: it can be paused, and goes on after a restart."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from services.cancel import CancelToken
from services.clock import Clock
from services.errors import Cancelled
from services.records import FolderMode
from services.store import Store

_PAUSED_FLAG = "files paused"
_PAUSED_FOLDERS_FLAG = "folders paused"
_NOTE_EVERY_MS = 5_000  # how often a pass writes down how far it is
_LOOK_AGAIN_S = 5.0  # how often a held pass asks whether it may go on
# A shorter hold is the budget's, which comes again and again and so belongs to the pace of a pass;
# a longer one, such as that of a battery, tells nothing of how long the rest takes.
_SHORT_HOLD_MS = 60_000
_TOLD_AFTER_MS = 5_000  # of reading: the first files say too little of how long all take


@dataclass(frozen=True, slots=True)
class PassState:
    """How far a pass is: ``done`` of ``total`` files; ``left_s`` is None where it is not known."""

    mode: FolderMode
    done: int = 0
    total: int = 0
    left_s: int | None = None
    detail: str = ""


class FolderPausedError(Cancelled):
    """The reading of a folder was left off, because the person paused just this folder."""


class PauseToken(CancelToken):
    """A token that stops what is done in a folder when reading is paused, or by ``other``."""

    def __init__(self, passes: "Passes", root: str, other: CancelToken) -> None:
        super().__init__()
        self._passes = passes
        self._root = root
        self._other = other

    def check(self) -> None:
        """Raise ``Cancelled`` where a stop was asked for, ``FolderPausedError`` where paused."""
        super().check()
        self._other.check()
        if self._passes.paused or self._passes.is_paused(self._root):
            raise FolderPausedError

    @property
    def cancelled(self) -> bool:
        """Whether a stop was asked for."""
        return super().cancelled or self._other.cancelled


def unlimited() -> str:
    """Nothing holds a pass back."""
    return ""


@dataclass(slots=True)
class _Pass:
    """A pass under way; ``read`` files of this run took ``spent_ms`` without the long waits."""

    done: int
    total: int
    read: int = 0
    spent_ms: int = 0
    began_ms: int = 0
    noted_ms: int = 0
    held: str = ""
    waits: bool = False
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
        self._paused_roots = _read_roots(self._flags.get(_PAUSED_FOLDERS_FLAG) or "")

    @property
    def paused(self) -> bool:
        """Whether the person paused reading as a whole; a restart ends no pause."""
        return self._paused

    def is_paused(self, root: str) -> bool:
        """Whether the person paused just this folder; a restart ends no pause."""
        return root in self._paused_roots

    def leaves_out(self, root: str, path: str) -> bool:
        """Whether a file below a folder belongs to another one within it that is paused."""
        outer = f"{root.rstrip('/')}/"
        return any(
            inner.startswith(outer) and path.startswith(f"{inner}/") for inner in self._paused_roots
        )

    def pause(self, root: str | None = None) -> None:
        """Read no further file until ``resume``: of this folder, or of all."""
        self._set_paused(root, paused=True)

    def resume(self, root: str | None = None) -> None:
        """Go on reading this folder, or what is not paused for itself."""
        self._set_paused(root, paused=False)

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
        """Before each file: wait while all is paused or held; raises ``Cancelled`` when asked to.

        Raises ``FolderPausedError`` where this folder is paused, so that others can be read.
        """
        self._check(root, cancel)
        pass_ = self._running[root]
        held = self._held()
        if held is None:
            return
        self._close_span(pass_)
        pass_.waits, paused = True, False
        while held is not None:
            paused = paused or held == ""
            pass_.held = held
            self._on_change()
            with self._condition:
                stays = self._paused or held
                if stays and not cancel.cancelled and root not in self._paused_roots:
                    self._condition.wait(_LOOK_AGAIN_S)
            self._check(root, cancel)
            held = self._held()
        pass_.held = ""
        if not paused and 0 <= self._clock.now_ms() - pass_.began_ms < _SHORT_HOLD_MS:
            self._close_span(pass_)
        pass_.began_ms, pass_.waits = self._clock.now_ms(), False
        self._on_change()

    def _check(self, root: str, cancel: CancelToken) -> None:
        cancel.check()
        if root in self._paused_roots:
            raise FolderPausedError

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
            if not pass_.waits:  # what was read ahead is stored while the next waits
                self._close_span(pass_)
            pass_.noted_ms = now_ms
            self._jobs.checkpoint(_job(root), pass_.text())
            self._on_change()

    def state(self, root: str) -> PassState:
        """How far a folder is read."""
        with self._condition:
            pass_ = self._running.get(root)
        if pass_ is not None:
            return self._state_of(pass_, paused=self._paused or self.is_paused(root))
        job = self._jobs.get(_job(root))
        if job is not None and job.finished_ms is not None:
            return PassState(FolderMode.PAUSED if self.is_paused(root) else FolderMode.DONE)
        known = _read(job.checkpoint if job else "")
        paused = self._paused or self.is_paused(root)
        mode = FolderMode.PAUSED if paused else FolderMode.WAITING
        return PassState(mode, known.get("done", 0), known.get("total", 0))

    def device(self, root: str) -> int | None:
        """The device that a folder lay on when it was read last, or None where that is unknown."""
        job = self._jobs.get(_job(root))
        return None if job is None else _read(job.report or job.checkpoint).get("device")

    def _state_of(self, pass_: _Pass, *, paused: bool) -> PassState:
        if paused:
            mode = FolderMode.PAUSED
        else:
            mode = FolderMode.HELD if pass_.held else FolderMode.READING
        spent_ms = pass_.spent_ms + max(0, self._clock.now_ms() - pass_.began_ms)
        left_s = None
        if mode is FolderMode.READING and pass_.read and spent_ms >= _TOLD_AFTER_MS:
            left_s = round((pass_.total - pass_.done) * spent_ms / pass_.read / 1000)
        return PassState(mode, pass_.done, pass_.total, left_s, pass_.held)

    def _close_span(self, pass_: _Pass) -> None:
        now_ms = self._clock.now_ms()
        pass_.spent_ms += max(0, now_ms - pass_.began_ms)
        pass_.began_ms = now_ms

    def _set_paused(self, root: str | None, *, paused: bool) -> None:
        """Written down first: what is told as paused stays so after a restart."""
        with self._condition:
            if root is None:
                self._flags.set(_PAUSED_FLAG, "paused" if paused else None)
                self._paused = paused
            else:
                roots = self._paused_roots | {root} if paused else self._paused_roots - {root}
                text = json.dumps(sorted(roots)) if roots else None
                self._flags.set(_PAUSED_FOLDERS_FLAG, text)
                self._paused_roots = roots
            self._condition.notify_all()
        self._on_change()


def _job(root: str) -> str:
    return f"files of {root}"


def _read_roots(text: str) -> frozenset[str]:
    """The folders that are noted as paused; none where another version wrote it."""
    try:
        known = json.loads(text) if text else []
    except ValueError:
        return frozenset()
    return frozenset(map(str, known)) if isinstance(known, list) else frozenset()


def _read(text: str) -> dict[str, int]:
    """What a checkpoint says; nothing where it was written by another version."""
    try:
        known = json.loads(text) if text else {}
    except ValueError:
        return {}
    if not isinstance(known, dict):
        return {}
    return {key: value for key, value in known.items() if isinstance(value, int)}
