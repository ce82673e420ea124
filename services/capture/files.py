"""Keeps the memory of files and folders in line with the disk: all at once, or what changed."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from services.cancel import CancelToken, Progress, no_progress
from services.capture.file_versions import ClosedFileError, Fate, FileVersions, Prepared, shown
from services.capture.files_walk import Found, Walk, Walker, look
from services.capture.ignoring import Limits
from services.capture.passes import Passes
from services.capture.read_ahead import ReadAhead
from services.clock import Clock
from services.errors import Cancelled, DocumentError, WorldError
from services.reading.jobs import ReadingError
from services.records import AddReport, ChangeKind, FileFailure
from services.settings import Settings
from services.store import FileMark, Store

_AT_ONCE = 8  # files in a transaction: others wait to write for some 0.1 s at most
_NEVER = -1  # the size that no file has: such a failure is tried again at every look


def _nothing() -> None:
    """Do nothing between two files."""


@dataclass(slots=True)
class _Tally:
    """Counts of a run, and what is known of files: as they were read, and why they could not be."""

    standing: Mapping[str, FileMark]
    failures: dict[str, FileMark]
    counts: dict[Fate, int] = field(default_factory=lambda: dict.fromkeys(Fate, 0))
    failed: list[FileFailure] = field(default_factory=list)
    changes: int = 0  # of what is shown of files

    def report(self) -> AddReport:
        return AddReport(
            added=self.counts[Fate.ADDED],
            updated=self.counts[Fate.UPDATED],
            skipped=self.counts[Fate.SKIPPED],
            failed=tuple(self.failed),
        )


@dataclass(frozen=True, slots=True)
class _Looked:
    """What reading a listed file gave; ``now`` is None where it went meanwhile.

    Where it is neither ``prepared`` nor an ``error``, it failed before just as it stands.
    """

    found: Found
    now: Found | None = None
    prepared: Prepared | None = None
    error: DocumentError | ReadingError | None = None
    again: bool = False

    @property
    def size(self) -> int:
        return self.prepared.characters if self.prepared else 0


class FileIndexer:
    """Reads files into the store, from any thread.

    ``versions`` stores a file. The next files are read while those before are stored, as many in a
    transaction as are ready. A look at a folder compares all of it with what is known by size and
    time, in one query; only what differs is opened.
    """

    def __init__(
        self,
        store: Store,
        versions: FileVersions,
        clock: Clock,
        settings: Callable[[], Settings],
        passes: Passes,
        *,
        on_change: Callable[[ChangeKind], None] = lambda _kind: None,
    ) -> None:
        self._store = store
        self._versions = versions
        self._clock = clock
        self._settings = settings
        self._passes = passes
        self._on_change = on_change
        self._guard = threading.Lock()

    def add(
        self,
        paths: Iterable[Path],
        progress: Progress = no_progress,
        cancel: CancelToken | None = None,
    ) -> AddReport:
        """Index files and folders now; what is unchanged is skipped, what is gone is noted.

        A file that cannot be read is reported and passed over; one named itself is tried again
        even if it failed before. ``Cancelled`` is raised where ``cancel`` was set; what was done
        before stays. Raises ``DataDirError`` where the library cannot be written.
        """
        token = cancel or CancelToken()
        named: list[Found] = []
        folders: list[Path] = []
        failed: list[FileFailure] = []
        for path in dict.fromkeys(_resolved(path) for path in paths):
            if (found := look(path)) is not None:
                named.append(found)
            elif path.is_dir():
                folders.append(path)
            else:
                failed.append(FileFailure(shown(path), "There is no such file or folder."))
        tally = self._tally([file.path for file in named], folders)
        again = {file.path for file in named if tally.failures.pop(file.path, None) is not None}
        walk = self.walker().walk(folders, token)
        tally.failed += [*failed, *_closed(walk)]
        todo = [found for found in named if found.path in again]
        todo += _changed([f for f in (*named, *walk.files) if f.path not in again], tally)
        number = 0
        for took in self._take_all(todo, tally, token, again=again):
            number += len(took)
            progress(number, len(todo), Path(took[-1][0].path).name)
            token.check()
        progress(len(todo), len(todo), "")
        self._note_gone(_gone(tally, walk), tally.failures)
        return tally.report()

    def read_folder(
        self, root: Path, cancel: CancelToken, between: Callable[[], None] = _nothing
    ) -> AddReport:
        """Compare a watched folder with what is known, and read what differs, the newest first.

        How far it is stands in ``Passes``: there it can be paused, and is held where the machine is
        short of something. ``between`` is called between two files. Raises as ``add``.
        """
        tally = self._tally((), [root])
        try:
            device = root.stat().st_dev
        except OSError:
            return tally.report()
        before = self._passes.device(str(root))
        walk = self.walker().walk([root], cancel)
        tally.failed += _closed(walk)
        todo = sorted(_changed(walk.files, tally), key=lambda found: -found.modified_ms)
        all_ = len(walk.files)
        with self._passes.running(str(root), all_ - len(todo), all_, device):
            step = partial(self._passes.step, str(root), cancel)
            left_out = partial(self._passes.leaves_out, str(root))
            for took in self._take_all(todo, tally, cancel, step, left_out=left_out):
                between()
                if not all(there for _, there in took) and not root.is_dir():
                    return tally.report()  # the folder went while it was read: nothing is gone
                self._passes.finished(str(root), len(took))
            if walk.entries or before in {None, device}:
                # else a drive was taken out, and what is left is the empty place it hung on
                self._note_gone(_gone(tally, walk), tally.failures)
        return tally.report()

    def follow(self, paths: Iterable[Path], root: Path, cancel: CancelToken) -> AddReport:
        """Take in what changed below a watched folder: each path may be new, changed or gone.

        Where the watched folder itself is gone (a drive was taken out), nothing is forgotten.
        """
        changed = [p for p in dict.fromkeys(paths) if p.is_relative_to(root)]
        tally = self._tally([str(path) for path in changed], ())
        walker = self.walker()
        if not root.is_dir():
            return tally.report()
        files: list[Found] = []
        gone: list[str] = []
        for path in changed:
            found = look(path)
            if path.is_symlink():
                continue
            if found is not None:
                files += [found] if walker.wants(path, root) else []
            elif path.is_dir():
                inner = walker.within(path, root, cancel)
                files += _changed(inner.files, self._tally((), [path]))
            else:
                gone += [str(path), *self._store.documents.standing_under(str(path))]
        todo = _changed({file.path: file for file in files}.values(), tally)
        left_out = partial(self._passes.leaves_out, str(root))
        for _ in self._take_all(todo, tally, cancel, left_out=left_out):
            pass
        self._note_gone(dict.fromkeys(gone), tally.failures)
        return tally.report()

    def walker(self) -> Walker:
        """A walker that leaves out what the settings say."""
        files = self._settings().files
        return Walker(
            Limits(
                files.ignored,
                tuple(ending.lower().removeprefix(".") for ending in files.ignored_types),
                files.gitignore,
                files.pictures,
                files.archives,
            )
        )

    def _tally(self, paths: Sequence[str], folders: Sequence[Path]) -> _Tally:
        documents = self._store.documents
        standing = documents.standing(paths) if paths else {}
        for folder in folders:
            standing |= documents.standing_under(str(folder))
        return _Tally(standing, documents.failure_marks())

    def _take_all(
        self,
        todo: Sequence[Found],
        tally: _Tally,
        cancel: CancelToken,
        step: Callable[[], None] | None = None,
        *,
        again: Set[str] = frozenset(),
        left_out: Callable[[str], bool] = lambda _path: False,
    ) -> Iterator[list[tuple[Found, bool]]]:
        """Read and store files; gives those that are done, each with whether it was still there.

        ``step`` is called before each is read, in another thread; what is ``left_out`` then is
        passed over. Raises ``Cancelled``.
        """

        def read(found: Found) -> _Looked:
            (step or cancel.check)()
            if left_out(found.path):
                return _Looked(found)
            return self._look(found, tally.failures, again=found.path in again)

        with ReadAhead(read, todo, lambda looked: looked.size) as ahead:
            while ready := ahead.take():
                for at in range(0, len(ready), _AT_ONCE):
                    yield self._store_some(ready[at : at + _AT_ONCE], tally, cancel)

    def _look(
        self, found: Found, failures: Mapping[str, FileMark], *, again: bool = False
    ) -> _Looked:
        """Read a file as it stands now; nothing is stored or counted."""
        now = look(found.path)
        if now is None:
            return _Looked(found)
        before = failures.get(shown(now.path))
        if before is not None and now.is_as(before.size_bytes, before.modified_ms):
            return _Looked(found, now)
        try:
            return _Looked(found, now, self._versions.prepare(now, again=again), again=again)
        except (DocumentError, ReadingError) as error:
            return _Looked(found, now, error=error)

    def _store_some(
        self, ready: Sequence[_Looked], tally: _Tally, cancel: CancelToken
    ) -> list[tuple[Found, bool]]:
        """Store files in one transaction; where one cannot be, those before it stay stored."""
        done: list[tuple[Found, bool]] = []
        stop: WorldError | Cancelled | None = None
        changes = tally.changes
        with self._guard, self._store.transaction():
            for looked in ready:
                try:
                    there = self._take(looked, tally, cancel)
                except (WorldError, Cancelled) as error:
                    stop = error
                    break
                done.append((looked.found, there))
        if tally.changes > changes:
            # captures again: what was told inside the transaction could not be read yet
            for kind in (ChangeKind.CAPTURES, ChangeKind.SOURCES):
                self._on_change(kind)
        if stop is not None:
            raise stop
        return done

    def _take(self, looked: _Looked, tally: _Tally, cancel: CancelToken) -> bool:
        """Store one file and count what became of it; False where it went meanwhile."""
        if looked.prepared is not None and look(looked.found.path) != looked.now:
            # it was written anew, or went, since it was read
            looked = self._look(looked.found, tally.failures, again=looked.again)
        now, error = looked.now, looked.error
        if now is None:
            return False
        if looked.prepared is not None:
            try:
                fate = self._versions.store(looked.prepared)
            except (DocumentError, ReadingError) as late:
                error = late
            else:
                tally.counts[fate] += 1
                tally.changes += fate is not Fate.SKIPPED
        if error is not None:
            if cancel.cancelled:  # the worker was closed under the file: no fault of the file's
                raise Cancelled from error
            if look(now.path) is None:
                return False
            self._failed(shown(now.path), error, now, tally)
        elif looked.prepared is None:
            path = shown(now.path)
            tally.failed.append(FileFailure(path, tally.failures[path].error))
        return True

    def _failed(self, path: str, error: Exception, now: Found, tally: _Tally) -> None:
        failure = FileFailure(path, str(error), self._clock.now_ms())
        size = _NEVER if isinstance(error, ClosedFileError) else now.size_bytes
        self._store.documents.fail(failure, size, now.modified_ms)
        tally.changes += 1
        tally.failed.append(failure)

    def _note_gone(self, paths: Iterable[str], failures: Mapping[str, FileMark]) -> None:
        """Note deleted files, and that nothing is wrong any more with those that failed."""
        for path in paths:
            if look(path) is not None:
                continue  # left out by now, but there
            with self._guard:
                if path in failures:
                    self._store.documents.clear_failure(path)
                if not self._versions.note_gone(path) and path not in failures:
                    continue
            self._on_change(ChangeKind.SOURCES)


def _changed(files: Iterable[Found], tally: _Tally) -> list[Found]:
    """The files that differ from what is known; the others are counted as skipped."""
    todo: list[Found] = []
    for found in files:
        mark = tally.standing.get(found.path)
        same = mark is not None and found.is_as(mark.size_bytes, mark.modified_ms)
        if same and found.path not in tally.failures:
            tally.counts[Fate.SKIPPED] += 1
        else:
            todo.append(found)
    return todo


def _gone(tally: _Tally, walk: Walk) -> list[str]:
    """Files that were read, or failed, and that a walk did not come upon any more."""
    found = {shown(file.path) for file in walk.files}
    known = dict.fromkeys((*tally.standing, *tally.failures))
    return [path for path in known if path not in found and walk.saw(path)]


def _closed(walk: Walk) -> list[FileFailure]:
    return [FileFailure(shown(path), "The folder cannot be opened.") for path in walk.closed]


def _resolved(path: Path) -> Path:
    """The path without links and dots; where it cannot be followed, as it was given."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()
