"""Runs durable work in the background: at night, when nobody is there, and what sleep missed.

APScheduler only wakes this; whether a job is due is told by the store's record of when it last
finished. So a machine that slept through the night, or a run that was cut off, is caught up with.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import psutil
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from services.cancel import CancelToken
from services.clock import DAY_MS, MINUTE_MS, Clock
from services.errors import Cancelled, WorldError
from services.settings import Settings
from services.store import Store

log = logging.getLogger("schedule")

LOOK_EVERY_S = 60
_CLOSE_WITHIN_S = 10.0

Work = Callable[[CancelToken], object]


@dataclass(frozen=True, slots=True)
class Task:
    """Work that repeats: nightly, or every so many minutes. Heavy work waits for idle and mains."""

    name: str
    work: Work
    every_ms: int = 0  # 0: once a night
    heavy: bool = False


def on_mains() -> bool:
    """Whether the machine runs on mains power, or has no battery at all."""
    try:
        battery = psutil.sensors_battery()
    except OSError:  # a container, say, shows nothing of power supplies
        return True
    return battery is None or bool(battery.power_plugged)


class Schedule:
    """Looks every minute what is due and runs it, one thing at a time, on a thread of its own.

    ``idle`` tells whether nobody uses the machine; ``mains`` whether it is plugged in. Nightly
    tasks are marked in ``store.jobs`` by whoever does the work (their ``name``); the others are
    marked here.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        settings: Callable[[], Settings],
        *,
        idle: Callable[[], bool],
        mains: Callable[[], bool] = on_mains,
    ) -> None:
        self._store = store
        self._clock = clock
        self._settings = settings
        self._idle = idle
        self._mains = mains
        self._tasks: list[Task] = []
        self._running = threading.Lock()
        self._cancel = CancelToken()
        self._scheduler: BackgroundScheduler | None = None

    def nightly(self, name: str, work: Work) -> None:
        """Run heavy work once a night; ``name`` is the job under which the work records itself."""
        self._tasks.append(Task(name, work, heavy=True))

    def every(self, minutes: float, name: str, work: Work, *, heavy: bool = False) -> None:
        """Run work again and again, so many minutes after it last ended."""
        self._tasks.append(Task(name, work, every_ms=int(minutes * MINUTE_MS), heavy=heavy))

    def start(self) -> None:
        """Begin to look for due work."""
        scheduler = BackgroundScheduler(
            executors={"default": ThreadPoolExecutor(1)},
            # after sleep one look is enough, however many were missed
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
            timezone=UTC,
        )
        scheduler.add_job(
            self.run_due, IntervalTrigger(seconds=LOOK_EVERY_S, timezone=UTC), id="look"
        )
        scheduler.start()
        self._scheduler = scheduler

    def run_due(self) -> list[str]:
        """Run everything that is due now; the names of what ran to its end. Never raises."""
        if not self._running.acquire(blocking=False):
            return []
        try:
            return [
                task.name
                for task in self._tasks
                if not self._cancel.cancelled and self.due(task) and self._run(task)
            ]
        finally:
            self._running.release()

    def due(self, task: Task) -> bool:
        """Whether a task should run now."""
        if task.heavy and not self.quiet():
            return False
        job = self._store.jobs.get(task.name)
        finished_ms = job.finished_ms if job is not None else None
        if finished_ms is None:
            return True
        if task.every_ms:
            return self._clock.now_ms() - finished_ms >= task.every_ms
        return finished_ms < self.last_night_ms()

    def last_night_ms(self) -> int:
        """When nightly work was last meant to begin: the latest ``nightly_hour`` gone by."""
        offset = timedelta(minutes=self._clock.offset_min())
        local = datetime.fromtimestamp(self._clock.now_ms() / 1000, UTC) + offset
        start = local.replace(
            hour=self._settings().memory.nightly_hour, minute=0, second=0, microsecond=0
        )
        at_ms = int((start - offset).timestamp() * 1000)
        return at_ms if at_ms <= self._clock.now_ms() else at_ms - DAY_MS

    def close(self) -> None:
        """Refuse new work, stop what runs at its next step and wait for it. Safe to repeat."""
        self._cancel.cancel()
        scheduler, self._scheduler = self._scheduler, None
        if scheduler is not None:
            scheduler.shutdown(wait=True)
        if self._running.acquire(timeout=_CLOSE_WITHIN_S):
            self._running.release()

    def quiet(self) -> bool:
        """Whether heavy work may go on: nobody uses the machine, and it runs on mains power."""
        spare = self._settings().memory.pause_on_battery
        return self._idle() and (not spare or self._mains())

    def _run(self, task: Task) -> bool:
        """Run one task; what fails is logged and tried again at the next look."""
        try:
            if task.every_ms:
                self._store.jobs.start(task.name)
            task.work(self._cancel)
            if task.every_ms:
                self._store.jobs.finish(task.name, "")
        except Cancelled:
            return False
        except WorldError as error:
            log.warning("%s could not run: %s", task.name, error.message)
            return False
        except Exception:  # the edge of a thread: one must not end the rest
            log.exception("%s failed", task.name)
            return False
        return True
