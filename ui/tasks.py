"""Runs work off the main thread and brings results back on it, unless the view has moved on."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from services.errors import Cancelled
from ui.engine_words import engine_words
from ui.ports import CancelToken
from ui.problems import Problem, problem_of

log = logging.getLogger("afterimage.ui.tasks")

T = TypeVar("T")
WORKERS = 6


class Job(Generic[T]):
    """One piece of work under way. ``stop`` cancels it and drops whatever it still brings."""

    def __init__(self, tasks: "Tasks") -> None:
        self._tasks = tasks
        self.cancel = CancelToken()
        self.dropped = False
        self.over = False
        self.then: Callable[[], None] | None = None
        self._on_progress: Callable[[int, int, str], None] | None = None
        self._latest: tuple[int, int, str] | None = None

    def stop(self) -> None:
        """Cancel and drop."""
        self.dropped = True
        self.cancel.cancel()

    def progress(self, done: int, total: int, what: str) -> None:
        """Tell how far the work is, from its own thread; only the latest word is shown."""
        waiting = self._latest is not None
        self._latest = (done, total, what)
        if not waiting:
            self._tasks.post(self._show_progress)

    def _show_progress(self) -> None:
        latest, self._latest = self._latest, None
        if latest is not None and self._on_progress is not None and not self.dropped:
            done, total, what = latest
            self._on_progress(done, total, engine_words(what))

    def say(self, listener: Callable[[str], None], text: str) -> None:
        """Hand a piece of text to a listener on the main thread (streamed answers)."""

        def show() -> None:
            if not self.dropped:
                listener(text)

        self._tasks.post(show)


class Tasks(QObject):
    """A small pool of threads whose results come back through one queued signal."""

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="window-task")
        self._jobs: set[Job[Any]] = set()
        self._closed = False
        self._posted.connect(self._call, Qt.ConnectionType.QueuedConnection)

    @property
    def pending(self) -> int:
        """How many pieces of work have not been delivered yet."""
        return len(self._jobs)

    def start(
        self,
        work: Callable[[Job[T]], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Problem], None] | None = None,
        progress: Callable[[int, int, str], None] | None = None,
        after: "Job[Any] | None" = None,
    ) -> Job[T]:
        """Run ``work`` on a thread; ``done``, ``failed`` and ``progress`` come on the main one.

        With ``after`` it begins once that job is over.
        """
        job: Job[T] = Job(self)
        job._on_progress = progress
        if self._closed:
            job.dropped = True
            return job
        self._jobs.add(job)

        def begin() -> None:
            if not self._closed:
                self._pool.submit(self._work, job, work, done, failed)

        if after is None or after.over:
            begin()
        else:
            after.then = begin
        return job

    def post(self, call: Callable[[], None]) -> None:
        """Have something called on the main thread."""
        if not self._closed:
            self._posted.emit(call)

    def drop_all(self) -> None:
        """Cancel and drop what is under way: those who asked are going away."""
        for job in tuple(self._jobs):
            job.stop()

    def close(self) -> None:
        """Cancel everything, drop what is still to come, and wait for the threads to end."""
        self._closed = True
        self.drop_all()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._jobs.clear()

    def _work(
        self,
        job: Job[T],
        work: Callable[[Job[T]], T],
        done: Callable[[T], None] | None,
        failed: Callable[[Problem], None] | None,
    ) -> None:
        problem: Problem | None = None
        result: list[T] = []
        try:
            if not job.dropped:
                result.append(work(job))
        except Cancelled:
            log.debug("a task was cancelled")
            problem = Problem.nothing()
        except Exception as error:  # noqa: BLE001 - the edge of a thread
            problem = problem_of(error)
        self.post(lambda: self._finish(job, result, problem, done, failed))

    def _finish(
        self,
        job: Job[T],
        result: list[T],
        problem: Problem | None,
        done: Callable[[T], None] | None,
        failed: Callable[[Problem], None] | None,
    ) -> None:
        self._jobs.discard(job)
        job.over = True
        if job.then is not None:
            job.then()
        if job.dropped:
            return
        if problem is not None:
            if failed is not None:
                failed(problem)
        elif result and done is not None:
            done(result[0])

    def _call(self, call: Callable[[], None]) -> None:
        if not self._closed:
            call()


class Slot:
    """A place for one piece of work at a time: a newer one cancels and drops the older.

    The newer begins when the older has ended, so that hasty zooming or typing never fills the
    pool: of many in a row only the first and the last do their work.
    """

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks
        self._job: Job[Any] | None = None
        self.busy = False

    def run(
        self,
        work: Callable[[Job[T]], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Problem], None] | None = None,
        progress: Callable[[int, int, str], None] | None = None,
    ) -> Job[T]:
        """Start ``work`` in place of what ran here before."""
        self.stop()
        self.busy = True

        def finished(result: T) -> None:
            self.busy = False
            if done is not None:
                done(result)

        def broke(problem: Problem) -> None:
            self.busy = False
            if failed is not None:
                failed(problem)

        job = self._tasks.start(work, finished, broke, progress, self._job)
        self._job = job
        return job

    def stop(self) -> None:
        """Cancel and drop what runs here."""
        if self._job is not None:
            self._job.stop()
        self.busy = False
