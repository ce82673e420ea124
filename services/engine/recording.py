"""What is captured from the screen: consent, pause, exclusions, replay and the ledger."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

from services.cancel import CancelToken, Progress, no_progress
from services.capture.looker import Looker
from services.capture.pipeline import Pipeline
from services.capture.recorder import Recorder
from services.capture.replay import replay
from services.clock import ManualClock
from services.engine.consent import Consent
from services.engine.core import Core
from services.errors import UsageError
from services.records import CaptureMode, CaptureState, ChangeKind, ReplayReport, Withheld
from services.settings import Settings


class Recording:
    """The recorder as the window sees it. Nothing is looked at before ``give_consent``."""

    def __init__(
        self,
        core: Core,
        consent: Consent,
        recorder: Recorder,
        pipeline: Pipeline,
        index: Callable[[], None],
    ) -> None:
        self._core = core
        self._consent = consent
        self._recorder = recorder
        self._pipeline = pipeline
        self._index = index

    def consent_given(self) -> bool:
        """Whether the person agreed to the capture of their screen."""
        return self._consent.given()

    def give_consent(self) -> None:
        """Remember when the person agreed; from now on the screen may be looked at."""
        self._consent.give()
        self._recorder.nudge()
        self._core.changes.tell(ChangeKind.RECORDER)

    def withdraw_consent(self) -> None:
        """Look at nothing any more; what was kept stays until it is deleted."""
        self._consent.withdraw()
        self._recorder.nudge()
        self._core.changes.tell(ChangeKind.RECORDER)

    def state(self) -> CaptureState:
        """What the recorder is doing."""
        state = self._recorder.state()
        if not self._consent.given():
            return dataclasses.replace(state, mode=CaptureMode.NO_CONSENT)
        return state

    def pause(self, minutes: int | None) -> None:
        """Look at nothing for so many minutes, or until ``resume``."""
        self._recorder.pause(minutes)
        self._core.changes.tell(ChangeKind.RECORDER)

    def resume(self) -> None:
        """Look again."""
        self._recorder.resume()
        self._core.changes.tell(ChangeKind.RECORDER)

    def replay(
        self, folder: Path, progress: Progress = no_progress, cancel: CancelToken | None = None
    ) -> ReplayReport:
        """Feed a folder of pictures through the capture pipeline; their names tell the time.

        A clock that stands still (``--now``, the sample) follows the pictures meanwhile.
        """
        clock = self._core.clock
        still = clock if isinstance(clock, ManualClock) else None
        now_ms = clock.now_ms()
        settings, store = self._core.preferences.current, self._core.store
        looker = Looker(
            lambda: self._core.preferences.current.capture,
            store.ledger,
            stood=store.captures.stood,
            # pictures lie as far apart as whoever took them chose; a pause that ends an event
            # is one here too
            longest_gap_ms=settings.memory.idle_cut_s * 1000,
        )
        try:
            report = replay(
                folder,
                looker,
                self._pipeline,
                offset_min=clock.offset_min(),
                move_clock=still.set if still is not None else lambda _at_ms: None,
                progress=progress,
                cancel=cancel,
            )
        finally:
            if still is not None:
                still.set(now_ms)
        self._index()
        self._core.changes.tell(ChangeKind.CAPTURES)
        return report

    def withheld(self, limit: int = 100) -> tuple[Withheld, ...]:
        """The ledger: what was not kept, when and by which rule; the newest first."""
        return tuple(self._core.store.ledger.recent(limit))

    def exclude(self, app: str = "", title: str = "", site: str = "") -> Settings:
        """Add an exclusion; raises ``UsageError`` where none is given."""
        settings = self._core.preferences.current
        for key, entry in (("apps", app), ("titles", title), ("sites", site)):
            if entry.strip():
                name = f"excluded_{key}"
                entries = getattr(settings.capture, name)
                if entry.strip() not in entries:
                    settings = self._core.preferences.change(
                        f"capture.{name}", (*entries, entry.strip())
                    )
                return settings
        raise UsageError("Nothing to exclude was named.", "Name an app, a title or a site.")
