"""Where memories come from beside the screen: watched folders as a whole, and what failed."""

from collections.abc import Callable
from pathlib import Path

from services.cancel import CancelToken, Progress, no_progress
from services.capture.files import FileIndexer
from services.capture.passes import Passes
from services.engine.core import Core
from services.records import AddReport, ChangeKind


class Sources:
    """What is read of folders. ``refresh`` wakes who watches them."""

    def __init__(
        self,
        core: Core,
        files: FileIndexer,
        passes: Passes,
        refresh: Callable[[], None],
        index: Callable[[], None],
    ) -> None:
        self._core = core
        self._files = files
        self._passes = passes
        self._refresh = refresh
        self._index = index

    def paused(self) -> bool:
        """Whether the reading of watched folders is paused; quick."""
        return self._passes.paused

    def pause(self) -> None:
        """Read nothing of watched folders until ``resume``; a restart ends no pause."""
        self._passes.pause()
        self._refresh()

    def resume(self) -> None:
        """Read on, with what changed meanwhile."""
        self._passes.resume()
        self._refresh()

    def retry_failed(
        self, progress: Progress = no_progress, cancel: CancelToken | None = None
    ) -> AddReport:
        """Try all files again that could not be read."""
        paths = [Path(failure.path) for failure in self._core.store.documents.failures()]
        gone = [path for path in paths if not path.exists()]
        for path in gone:
            self._core.store.documents.clear_failure(str(path))
        report = self._files.add([p for p in paths if p not in set(gone)], progress, cancel)
        self._index()
        self._core.changes.tell(ChangeKind.SOURCES)
        return report
