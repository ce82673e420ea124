"""Looks at the screen when something may have changed, and never when it must not."""

import logging
import threading
import traceback
from collections.abc import Callable, Container
from dataclasses import dataclass

from services.capture.accessibility.companion import Companion
from services.capture.backlog import LIMIT, Backlog
from services.capture.changes import ScreenChange
from services.capture.dwell import Stood
from services.capture.eyes import Eyes
from services.capture.glimpse import glimpse
from services.capture.looker import Ledger, Looker
from services.capture.pausing import Pauses
from services.capture.pipeline import Pipeline
from services.capture.screens.base import ScreenBackend
from services.capture.session import Away, NoSession, SessionSource
from services.capture.warden import Notice, Warden
from services.capture.windows.base import WindowSource
from services.clock import Clock
from services.errors import CaptureUnavailableError, WorldError
from services.records import CaptureMode, CaptureState, WindowInfo
from services.settings import Settings

log = logging.getLogger("afterimage.capture.recorder")

SOONEST_MS = 400  # after a look, however often the focus or the title changes
RETRY_MS = 30_000  # before a display that could not be read is tried again
TELL_EVERY_MS = 60_000  # what became of looks, to the durable counters


@dataclass(frozen=True, slots=True)
class RecorderLinks:
    """Whom the recorder talks to.

    ``open_screen`` and ``open_windows`` are called in the recorder's own thread and may raise
    ``CaptureUnavailableError``. ``consent`` is asked before every look. ``on_capture`` is called
    (from the reading thread) after something was stored, ``on_state`` after the mode changed.
    ``stood`` stores until when a capture's window stood in front. ``open_session`` begins to listen
    for lock and sleep; it is given what to call when that changes. ``pauses`` (default: in memory)
    knows of pauses, ``warden`` (default: no limits) of what the machine can spare. ``companion``
    asks programs for their text.
    """

    clock: Clock
    settings: Callable[[], Settings]
    consent: Callable[[], bool]
    open_screen: Callable[[], ScreenBackend]
    open_windows: Callable[[], WindowSource]
    pipeline: Pipeline
    ledger: Ledger
    on_capture: Callable[[], None] = lambda: None
    on_state: Callable[[], None] = lambda: None
    stood: Stood = lambda _id, _until_ms: None
    open_session: Callable[[Callable[[], None]], SessionSource] = NoSession
    pauses: Pauses | None = None
    warden: Warden | None = None
    companion: Companion | None = None


class Recorder:
    """Two threads: one looks and compares, one takes the changes through the pipeline.

    ``poll_s`` is how often, at most, the focus and the person's idleness are asked for; ``turns``
    counts how often that was done.
    """

    def __init__(
        self, links: RecorderLinks, *, poll_s: float = 0.25, queue_limit: int = LIMIT
    ) -> None:
        self._links = links
        self._poll_s = poll_s
        self._pauses = links.pauses or Pauses(links.clock)
        self._warden = links.warden or Warden(links.clock)
        self._queue = Backlog(
            queue_limit, lambda: links.settings().capture.backlog_mb * 1_000_000, self._warden.pace
        )
        self._looker = Looker(
            lambda: links.settings().capture,
            links.ledger,
            settle=True,
            stood=links.stood,
            companion=links.companion,
        )
        self._eyes: Eyes | None = None
        self._wake = threading.Event()
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._mode = CaptureMode.OFF
        self._detail = ""
        self._monitors = 0
        self._failed_looks = 0
        self._last_look_ms: int | None = None
        self._last_focus: WindowInfo | None = None
        self._retry_at_ms = 0
        self._threads: list[threading.Thread] = []
        self._session: SessionSource = NoSession()
        self._times_away = 0
        self._told: dict[str, int] = {}
        self._told_at_ms = links.clock.now_ms()
        self.turns = 0

    def start(self) -> None:
        """Begin to look; without consent or a display the state says so. A second call is none."""
        if self._threads or self._closing.is_set():
            return
        self._session = self._links.open_session(self.nudge)
        self._threads = [
            threading.Thread(target=self._look_on, name="recorder"),
            threading.Thread(target=self._read_on, name="recorder-reading"),
        ]
        for thread in self._threads:
            thread.start()

    def pause(self, minutes: float | None = None) -> None:
        """Stop looking for so many minutes, or until ``resume``.

        Raises ``DataDirError`` where the pause holds but would not outlive the program.
        """
        try:
            self._pauses.pause(minutes)
        finally:
            self.nudge()

    def resume(self) -> None:
        """Look again; the next frame of every monitor is a keyframe."""
        self._pauses.resume()
        self._retry_at_ms = 0
        self.nudge()

    def nudge(self) -> None:
        """Look about now: consent, a setting or the clock changed."""
        self._wake.set()

    def forget(self) -> None:
        """Begin anew after a deletion: what waits is thrown away, chains of frames start again."""
        self._looker.release()
        self._queue.clear()
        self._looker.forget()
        self._links.pipeline.forget()

    def state(self) -> CaptureState:
        """What the recorder is doing and what it did since the program started."""
        pipeline, looker = self._links.pipeline, self._looker
        pause = self._pauses.now()
        with self._lock:
            return CaptureState(
                mode=self._mode,
                detail=self._detail,
                paused_until_ms=None if pause is None else pause.until_ms,
                monitors=self._monitors,
                seen=looker.seen + looker.withheld,
                kept=pipeline.kept,
                dropped=self._queue.dropped + pipeline.failed + self._failed_looks,
                withheld=looker.withheld,
                backlog=len(self._queue),
                read_up_to_ms=pipeline.read_up_to_ms,
                cpu_s=pipeline.costs(),
                backlog_bytes=self._queue.bytes,
                waiting_since_ms=self._queue.oldest_ms,
                pace=self._queue.pace.value,
            )

    def drain(self, timeout_s: float) -> bool:
        """Wait until everything that was seen is read and stored; tells whether it was in time."""
        return self._queue.drain(timeout_s)

    def close(self, drain_s: float = 5.0) -> None:
        """Stop looking, read what waits for at most ``drain_s`` seconds, and end both threads."""
        self._closing.set()
        self.nudge()
        if (eyes := self._eyes) is not None:
            eyes.screen.interrupt()
        if self._threads:
            self._threads[0].join()
            self._queue.drain(drain_s)
        self._queue.clear()
        self._queue.close()
        for thread in self._threads:
            thread.join()
        self._threads = []
        self._session.close()
        self._tell_counts()
        self._links.pipeline.flush()
        try:
            self._looker.flush()
        except WorldError as error:
            log.warning(
                "the last lines of the ledger could not be stored: %s", type(error).__name__
            )

    # -- the looking thread

    def _look_on(self) -> None:
        try:
            while not self._closing.is_set():
                self._wake.clear()
                self._turn()
                self.turns += 1
                self._wake.wait(self._poll_s)
            self._release()
        finally:
            self._shut_eyes()

    def _turn(self) -> None:
        """One round of the loop: never raises."""
        try:
            notice = self._warden.check(lambda: sum(self._links.pipeline.costs().values()))
            mode = self._mode_now(notice)
            detail = notice.words if mode is CaptureMode.HELD else ""
            if mode is CaptureMode.RECORDING:
                self._look_if_due()
        except CaptureUnavailableError as error:
            mode, detail = CaptureMode.UNAVAILABLE, str(error)
            self._shut_eyes()
            self._retry_at_ms = self._links.clock.now_ms() + RETRY_MS
        except Exception as error:  # noqa: BLE001 - the edge of the thread: a bad look ends no session
            mode, detail = self._mode, self._detail
            self._failed_looks += 1
            self._last_look_ms = self._links.clock.now_ms()
            log_failure("a look at the screen failed", error)
        self._set_mode(mode, detail)
        if not 0 <= self._links.clock.now_ms() - self._told_at_ms < TELL_EVERY_MS:
            self._tell_counts()

    def _tell_counts(self) -> None:
        """Add what became of looks since the last time to the durable counters."""
        self._told_at_ms = self._links.clock.now_ms()
        state = self.state()
        now = {name: getattr(state, name) for name in ("seen", "kept", "dropped", "withheld")}
        now |= {"black": self._looker.black, "misfit": self._looker.misfits}
        fresh = {f"frames.{n}": float(v - self._told.get(n, 0)) for n, v in now.items()}
        self._told = now
        self._links.pipeline.tally({name: count for name, count in fresh.items() if count})

    def _barred(self, notice: Notice) -> CaptureMode | None:
        """Why nothing may be looked at, whatever is on the screen."""
        if not self._links.consent():
            return CaptureMode.NO_CONSENT
        if not self._links.settings().capture.enabled:
            return CaptureMode.OFF
        if self._pauses.now() is not None:
            return CaptureMode.PAUSED
        return CaptureMode.HELD if notice.hold else None

    def _mode_now(self, notice: Notice) -> CaptureMode:
        if (barred := self._barred(notice)) is not None:
            return barred
        now_ms = self._links.clock.now_ms()
        if self._is_away():
            return CaptureMode.IDLE
        if self._eyes is None:
            if now_ms < self._retry_at_ms:
                return CaptureMode.UNAVAILABLE
            self._eyes = Eyes.open(self._links.open_screen, self._links.open_windows)
        windows = self._eyes.windows
        if windows.locked():
            self._looker.forget()
            return CaptureMode.IDLE
        if windows.idle_ms() >= self._links.settings().capture.idle_after_s * 1000:
            return CaptureMode.IDLE
        return CaptureMode.RECORDING

    def _set_mode(self, mode: CaptureMode, detail: str) -> None:
        with self._lock:
            before, self._mode = self._mode, mode
            if mode is not CaptureMode.UNAVAILABLE or detail:
                self._detail = detail
        if mode is before:
            return
        log.info("the recorder is %s", mode.value)
        if mode is not CaptureMode.RECORDING:
            self._last_look_ms = None
            self._release()
            self._looker.rest()
        if mode in {CaptureMode.PAUSED, CaptureMode.NO_CONSENT, CaptureMode.OFF}:
            self._looker.forget()
        self._links.on_state()

    def _look_if_due(self) -> None:
        assert self._eyes is not None  # noqa: S101 - `_mode_now` opened them
        now_ms = self._links.clock.now_ms()
        focus = self._eyes.windows.focused()
        since_ms = None if self._last_look_ms is None else now_ms - self._last_look_ms
        moved = focus != self._last_focus and (since_ms is None or since_ms >= SOONEST_MS)
        every_ms = self._links.settings().capture.interval_ms * self._warden.stretch
        due = since_ms is None or not 0 <= since_ms < every_ms
        if due or moved:
            self._last_look_ms, self._last_focus = now_ms, focus
            self._look(self._eyes)
        elif moving := {m for m, at_ms in self._looker.unsettled().items() if now_ms >= at_ms}:
            self._look(self._eyes, only=moving)

    def _look(self, eyes: Eyes, *, only: Container[int] | None = None) -> None:
        """Rules, grab, rules again (a window may have opened meanwhile), then compare.

        With ``only``, pictures of other monitors are not compared: their turn comes later.
        """
        now_ms = self._links.clock.now_ms()
        seen = glimpse(eyes, self._looker, self._links.pipeline.spend)
        if seen is None:
            return
        shots, decision, windows = seen.shots, seen.decision, seen.windows
        self._monitors = len(shots) or self._monitors
        if decision.matches:
            self._looker.withhold(decision, now_ms)
        if decision.whole is not None:
            self._release()
            return
        offset_min = self._links.clock.offset_min()
        for change in self._looker.follow(monitor for monitor, _shot in shots):
            self._queue.put(change)
        for monitor, shot in shots:
            if only is not None and monitor.index not in only:
                continue
            if self._must_not_look():  # what was grabbed while it was forbidden is not looked at
                return
            for change in self._looker.look(shot, monitor, decision, windows, offset_min):
                self._queue.put(change)
        self._links.pipeline.spend("compare", self._looker.take_cost())
        if self._links.companion is not None:
            self._links.companion.settle(self._links.pipeline)

    def _release(self) -> None:
        """Read now what was kept back because it was being typed."""
        for change in self._looker.release():
            self._queue.put(change)

    def _is_away(self) -> bool:
        """Whether the session is locked or asleep; what comes after is looked at as if anew."""
        away = self._session.away()
        if away.times != self._times_away:
            self._times_away = away.times
            self._looker.forget()
        return away.now

    def _must_not_look(self) -> bool:
        if self._session.away() != Away(times=self._times_away):
            return True
        paused = self._pauses.now() is not None
        return paused or self._closing.is_set() or not self._links.consent()

    def _shut_eyes(self) -> None:
        if self._eyes is not None:
            self._eyes.close()
            self._eyes = None
        if self._links.companion is not None:
            self._links.companion.close()

    # -- the reading thread

    def _read_on(self) -> None:
        while (change := self._queue.get()) is not None:
            try:
                if self._process(change):
                    self._links.on_capture()
            finally:
                self._queue.done()

    def _process(self, change: ScreenChange) -> bool:
        try:
            return self._links.pipeline.process(change) is not None
        except Exception as error:  # noqa: BLE001 - the edge of the thread
            self._failed_looks += 1
            log_failure("a picture could not be taken in", error)
            return False


def log_failure(what: str, error: Exception) -> None:
    """Log an unexpected error's type and traceback, not its words: they may quote the screen."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s: %s\n%s", what, type(error).__name__, frames)
