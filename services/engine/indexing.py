"""Brings vectors into line with the rows: at once for a command, in the background for a window."""

import logging
import threading
from collections.abc import Callable

from services.cancel import CancelToken
from services.engine.changes import Changes
from services.errors import Cancelled, WorldError
from services.index.meaning import Meaning
from services.records import ChangeKind
from services.retrieval import Coder

log = logging.getLogger("afterimage.engine.indexing")

RETRY_S = 60.0
_SETTLE_S = 2.0  # captures come in bursts; embedding them together is cheaper


class Indexing:
    """Runs the index. Until ``start``, ``request`` works at once; afterwards a thread does."""

    def __init__(
        self,
        meaning: Meaning,
        changes: Changes,
        coder: Coder | None = None,
        prepare: Callable[[], object] = lambda: None,
        tidy: Callable[[], object] = lambda: None,
    ) -> None:
        """``prepare`` readies what searches need beside the index, ``tidy`` cleans up behind."""
        self._meaning, self._prepare, self._tidy = meaning, prepare, tidy
        self._coder = coder
        self._changes = changes
        changes.subscribe(self._on_move)
        self._cancel = CancelToken()
        self._wake = threading.Event()
        self._idle = threading.Event()
        self._idle.set()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Go on in a thread of its own, beginning with what a crash may have left."""
        if self._thread is None:
            self._changes.subscribe(self._on_change)
            self._thread = threading.Thread(target=self._run, name="indexing")
            self._thread.start()
            self.request()

    def request(self) -> None:
        """Embed what has no vector yet, and take out what is gone."""
        if self._thread is None:
            self._catch_up()
        else:
            self._idle.clear()
            self._wake.set()

    def settle(self, timeout_s: float) -> bool:
        """Wait until all is embedded; tells whether it was in time."""
        return self._idle.wait(timeout_s)

    def close(self) -> None:
        """Stop after the batch under way; the rest follows at the next start."""
        self._cancel.cancel()
        self._wake.set()
        if self._thread is not None:
            self._thread.join()

    def _on_move(self, kind: ChangeKind) -> None:
        # what was raised to the vivid ones has no vector yet, what faded has one too many
        if kind is ChangeKind.TIERS:
            self.request()

    def _on_change(self, kind: ChangeKind) -> None:
        # settings: another embedding model may be wanted
        if kind in {ChangeKind.CAPTURES, ChangeKind.SETTINGS}:
            self.request()

    def _run(self) -> None:
        self._guarded(self._prepare)
        self._guarded(self._meaning.warm_up)
        done = True
        while not self._cancel.cancelled:
            # what failed (a server that is away) is tried again by itself
            self._wake.wait(None if done else RETRY_S)
            self._cancel.wait(_SETTLE_S)
            self._wake.clear()
            if not self._cancel.cancelled:
                done = self._catch_up()
            if not self._wake.is_set():
                self._idle.set()
        self._idle.set()

    def _catch_up(self) -> bool:
        done = self._guarded(lambda: self._meaning.catch_up(cancel=self._cancel))
        if (coder := self._coder) is not None:
            done = self._guarded(lambda: coder.catch_up(self._cancel)) and done
        return self._guarded(self._tidy) and done

    def _guarded(self, work: Callable[[], object]) -> bool:
        """Do it; tells whether it was done."""
        try:
            work()
        except Cancelled:
            log.info("indexing was stopped; the rest follows at the next start")
        except WorldError as error:
            # Search by words works without vectors, and says so.
            log.warning("vectors could not be brought into line: %s", type(error).__name__)
        except Exception:
            log.exception("indexing failed")
        else:
            return True
        return False
