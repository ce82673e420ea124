"""Watches folders and hands what changed in them to the indexer, once it has come to rest."""

import logging
import math
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from watchdog.events import (
    EVENT_TYPE_CLOSED_NO_WRITE,
    EVENT_TYPE_OPENED,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

from services.cancel import CancelToken
from services.capture.files import FileIndexer
from services.capture.passes import FolderPausedError, Passes, PauseToken
from services.errors import Cancelled, WorldError
from services.settings import Settings

_log = logging.getLogger("capture.folders")

# Programs save in several steps (write, rename, set times) within some tenths of a second.
REST_S = 1.0
_LONGEST_WAIT_S = 10.0  # a file that never rests (a log) is read this often at most
_READING = (EVENT_TYPE_OPENED, EVENT_TYPE_CLOSED_NO_WRITE)  # what our own reading causes
_LOOK_AGAIN_S = 60.0  # how often a missing folder is looked for
_COMPARE_AGAIN_S = 3600.0  # how often a lost event is made good; 100,000 files take 20 s
_HELD_S = 5.0  # how often it is asked whether reading may go on
_MOST_NOTED = 20_000  # paths of a folder that are remembered; beyond, all of it is looked at
_MANY = 5_000  # inotify keeps 16,384 events that nobody has taken yet


class FolderWatcher:
    """Keeps the index in step with the watched folders on a thread of its own.

    At start, and when a folder comes back, everything below is compared with what is known; then
    changes are followed as the system reports them. ``refresh`` takes in changed settings, and that
    reading was paused or may go on.
    """

    def __init__(
        self,
        indexer: FileIndexer,
        settings: Callable[[], Settings],
        passes: Passes,
        *,
        rest_s: float = REST_S,
        look_again_s: float = _LOOK_AGAIN_S,
    ) -> None:
        self._indexer = indexer
        self._settings = settings
        self._passes = passes
        self._rest_s = rest_s
        self._look_again_s = look_again_s
        self._changes = _Changes()
        self._cancel = CancelToken()
        self._guard = threading.Lock()
        self._reading: tuple[Path, CancelToken] | None = None
        self._compared_s: dict[Path, float] = {}
        self._compare_after: set[Path] = set()  # so much changed while another pass was at work
        self._watches: dict[Path, ObservedWatch] = {}
        self._thread = threading.Thread(target=self._work, name="folders", daemon=True)
        self._settled = threading.Event()

    def start(self) -> None:
        """Begin to watch; the first pass runs on the watcher's own thread."""
        self._thread.start()

    def refresh(self) -> None:
        """Look at the settings again: folders may have come or gone."""
        self._settled.clear()
        wanted = self._wanted()
        with self._guard:
            if self._reading is not None and self._reading[0] not in wanted:
                self._reading[1].cancel()
        self._changes.wake()
        self._passes.wake()

    def wait_settled(self, timeout_s: float) -> bool:
        """Wait until everything known of was taken in; False where that took longer."""
        return self._settled.wait(timeout_s)

    def stop(self) -> None:
        """Ask the watcher to end, without waiting: the file in work is finished first."""
        with self._guard:
            self._cancel.cancel()
            if self._reading is not None:
                self._reading[1].cancel()
        self._changes.wake()
        self._passes.wake()

    def close(self) -> None:
        """End, and wait for it. A reading worker that hangs must be closed before this."""
        self.stop()
        if self._thread.ident is not None:
            self._thread.join()

    def _work(self) -> None:
        observer: BaseObserver = Observer()
        observer.start()
        try:
            while not self._cancel.cancelled:
                self._attend(observer)
                self._follow()
                if not self._changes.waiting:
                    self._settled.set()
                if self._passes.may_read:
                    self._changes.wait(self._rest_s, self._look_again_s)
                else:
                    self._changes.wait(math.inf, min(_HELD_S, self._look_again_s))
        except Cancelled:
            _log.debug("watching was ended in the middle of a pass")
        except Exception:  # noqa: BLE001 - the edge of the thread
            _log.exception("watching of folders ended by a fault")
        finally:
            observer.stop()
            observer.join()

    def _wanted(self) -> set[Path]:
        return {Path(text).expanduser().resolve() for text in self._settings().files.folders}

    def _attend(self, observer: BaseObserver) -> None:
        """Watch the folders of the settings that are there; read those that are new or back.

        All are compared with what is known now and then, in case the system lost a change.
        """
        wanted = self._wanted()
        for root in [r for r in self._watches if r not in wanted or not r.is_dir()]:
            observer.unschedule(self._watches.pop(root))
        for root in sorted(wanted):
            if root not in self._watches and root.is_dir():
                self._watch(root, observer)
                self._compared_s.pop(root, None)
                if not self._passes.is_paused(str(root)):
                    self._read(root)
            elif root in self._watches and self._is_due(root):
                self._read(root)

    def _is_due(self, root: Path) -> bool:
        """Whether to compare a folder: now and then, and where a pause left something out."""
        if not self._passes.may_read or self._passes.is_paused(str(root)):
            return False
        if root in self._compare_after:
            return True
        return time.monotonic() - self._compared_s.get(root, -math.inf) > _COMPARE_AGAIN_S

    def _read(self, root: Path) -> None:
        """Compare a folder with what is known; changes elsewhere are taken in meanwhile."""
        token = CancelToken()
        with self._guard:
            self._cancel.check()
            self._reading = (root, token)
        self._compared_s.pop(root, None)
        self._compare_after.discard(root)
        try:
            with _passing_over_trouble():
                self._indexer.read_folder(root, token, self._follow)
                self._compared_s[root] = time.monotonic()
        except Cancelled:
            self._cancel.check()  # else the folder is paused, or watched no more
        finally:
            with self._guard:
                self._reading = None

    def _follow(self) -> None:
        """Take in the changes that have come to rest; what a pause leaves out is compared later."""
        if not self._passes.may_read:
            return
        for root, paths in self._changes.take(self._rest_s).items():
            if paths is None and self._reading is not None:
                self._compare_after.add(root)
                continue
            if self._passes.is_paused(str(root)):
                self._compared_s.pop(root, None)
                continue
            with _passing_over_trouble():
                if paths is not None and (len(paths) < _MANY or self._reading is not None):
                    self._take(root, paths)
                else:  # the system loses changes where they come by the thousand
                    self._read(root)

    def _take(self, root: Path, paths: set[Path]) -> None:
        token = PauseToken(self._passes, str(root), self._cancel)
        try:
            self._indexer.follow(sorted(paths), root, token)
        except FolderPausedError:
            self._compared_s.pop(root, None)

    def _watch(self, root: Path, observer: BaseObserver) -> None:
        """Follow a folder; where the system has no watches left it is read anew every minute."""
        try:
            self._watches[root] = observer.schedule(
                _Listener(root, self._changes), str(root), recursive=True
            )
        except OSError as error:
            _log.warning("a folder cannot be watched and is read every minute: %s", error.strerror)


class _Listener(FileSystemEventHandler):
    """Notes which paths below one folder changed."""

    def __init__(self, root: Path, changes: "_Changes") -> None:
        self._root = root
        self._changes = changes

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take an event of the system; runs on the observer's thread."""
        if event.event_type in _READING or (event.is_directory and event.event_type == "modified"):
            return
        paths = {Path(os.fsdecode(p)) for p in (event.src_path, event.dest_path) if p}
        self._changes.add(self._root, paths)


@dataclass(slots=True)
class _Burst:
    """Paths that changed shortly after one another; times are of the monotonic clock.

    None for paths says that they are too many to be remembered: anything may have changed.
    """

    first_s: float
    last_s: float
    paths: set[Path] | None

    def due_s(self, rest_s: float) -> float:
        return min(self.last_s + rest_s, self.first_s + max(_LONGEST_WAIT_S, rest_s))


class _Changes:
    """Collects changed paths by folder until they have come to rest."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._bursts: dict[Path, _Burst] = {}
        self._woken = False

    @property
    def waiting(self) -> bool:
        """Whether changes were noted and not taken yet."""
        with self._condition:
            return bool(self._bursts)

    def add(self, root: Path, paths: set[Path]) -> None:
        """Note changes below a folder."""
        now_s = time.monotonic()
        with self._condition:
            burst = self._bursts.setdefault(root, _Burst(now_s, now_s, set()))
            burst.last_s = now_s
            if burst.paths is not None:
                burst.paths |= paths
                if len(burst.paths) > _MOST_NOTED:  # reading may be paused for days
                    burst.paths = None
            self._condition.notify_all()

    def take(self, rest_s: float) -> dict[Path, set[Path] | None]:
        """What has come to rest, by folder; None for a folder where anything may have changed."""
        now_s = time.monotonic()
        with self._condition:
            due = [root for root, burst in self._bursts.items() if burst.due_s(rest_s) <= now_s]
            return {root: self._bursts.pop(root).paths for root in due}

    def wait(self, rest_s: float, longest_s: float) -> None:
        """Wait until something has come to rest, until ``wake``, or so many seconds."""
        end_s = time.monotonic() + longest_s
        with self._condition:
            while not self._woken:
                due_s = min([end_s, *(burst.due_s(rest_s) for burst in self._bursts.values())])
                left_s = due_s - time.monotonic()
                if left_s <= 0:
                    break
                self._condition.wait(left_s)
            self._woken = False

    def wake(self) -> None:
        """End the present (or the next) wait."""
        with self._condition:
            self._woken = True
            self._condition.notify_all()


@contextmanager
def _passing_over_trouble() -> Iterator[None]:
    """Go on after a failure of the world: the next pass makes good what this one left."""
    try:
        yield
    except WorldError as error:
        _log.warning("a pass over a folder was cut short: %s", type(error).__name__)
