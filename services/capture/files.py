"""Keeps the memory of files and folders in line with the disk: all at once, or what changed."""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from services.cancel import CancelToken, Progress, no_progress
from services.capture.file_versions import ClosedFileError, Fate, FileVersions, shown
from services.capture.files_walk import Found, Walk, Walker, look
from services.capture.ignoring import Limits
from services.capture.passes import Passes
from services.clock import Clock
from services.errors import Cancelled, DocumentError
from services.reading.jobs import ReadingError
from services.records import AddReport, ChangeKind, FileFailure
from services.settings import Settings
from services.store import FileMark, Store

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

    def report(self) -> AddReport:
        return AddReport(
            added=self.counts[Fate.ADDED],
            updated=self.counts[Fate.UPDATED],
            skipped=self.counts[Fate.SKIPPED],
            failed=tuple(self.failed),
        )


class FileIndexer:
    """Reads files into the store, one at a time, from any thread.

    ``versions`` stores a file. A look at a folder compares all of it with what is known by size and
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
        for number, found in enumerate(todo):
            token.check()
            progress(number, len(todo), Path(found.path).name)
            self._take(found, tally, token, again=found.path in again)
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
            for found in todo:
                if self._passes.leaves_out(str(root), found.path):
                    continue
                self._passes.step(str(root), cancel)
                between()
                if not self._take(found, tally, cancel) and not root.is_dir():
                    return tally.report()  # the folder went while it was read: nothing is gone
                self._passes.finished_one(str(root))
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
        for found in _changed({file.path: file for file in files}.values(), tally):
            cancel.check()
            if not self._passes.leaves_out(str(root), found.path):
                self._take(found, tally, cancel)
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

    def _take(
        self, found: Found, tally: _Tally, cancel: CancelToken, *, again: bool = False
    ) -> bool:
        """Index one file and count what became of it; False where it went meanwhile."""
        now = look(found.path)
        if now is None:
            return False
        path = shown(now.path)
        before = tally.failures.get(path)
        mark = (now.size_bytes, now.modified_ms)
        if before is not None and (before.size_bytes, before.modified_ms) == mark:
            tally.failed.append(FileFailure(path, before.error))
            return True
        with self._guard:
            try:
                fate = self._versions.take_in(now, again=again)
            except (DocumentError, ReadingError) as error:
                if cancel.cancelled:  # the worker was closed under the file: no fault of the file's
                    raise Cancelled from error
                if look(found.path) is None:
                    return False
                self._failed(path, error, mark, tally)
                return True
        tally.counts[fate] += 1
        if fate is not Fate.SKIPPED:
            self._on_change(ChangeKind.SOURCES)
        return True

    def _failed(self, path: str, error: Exception, mark: tuple[int, int], tally: _Tally) -> None:
        failure = FileFailure(path, str(error), self._clock.now_ms())
        size = _NEVER if isinstance(error, ClosedFileError) else mark[0]
        self._store.documents.fail(failure, size, mark[1])
        self._on_change(ChangeKind.SOURCES)
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
        same = mark is not None and (mark.size_bytes, mark.modified_ms) == (
            found.size_bytes,
            found.modified_ms,
        )
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
