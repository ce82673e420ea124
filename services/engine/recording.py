"""What is captured from the screen: consent, pause, exclusions, replay and the ledger."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

from services.cancel import CancelToken, Progress, no_progress
from services.capture.looker import Looker
from services.capture.matching import check_rule
from services.capture.pipeline import Pipeline
from services.capture.recorder import Recorder
from services.capture.replay import replay
from services.capture.rules import Rules
from services.clock import ManualClock
from services.engine.consent import Consent
from services.engine.core import Core
from services.errors import UsageError
from services.memory.forget import Forgetter
from services.records import (
    CaptureId,
    CaptureMode,
    CaptureState,
    ChangeKind,
    DeleteReport,
    ReplayReport,
    RuleCheck,
    WindowInfo,
    Withheld,
)
from services.settings import CaptureSettings, Settings

_KINDS = ("apps", "titles", "sites")


class Recording:
    """The recorder as the window sees it. Nothing is looked at before ``give_consent``."""

    def __init__(
        self,
        core: Core,
        consent: Consent,
        recorder: Recorder,
        pipeline: Pipeline,
        index: Callable[[], None],
        forgetter: Forgetter,
    ) -> None:
        self._core = core
        self._consent = consent
        self._recorder = recorder
        self._pipeline = pipeline
        self._index = index
        self._forgetter = forgetter

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
        """Look at nothing for so many minutes, or until ``resume``; a restart ends no pause."""
        try:
            self._recorder.pause(minutes)
        finally:
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
        """Add an exclusion; raises ``UsageError`` where none is given or it cannot be read."""
        for kind, entry in zip(_KINDS, (app, title, site), strict=True):
            if entry.strip():
                return self._add_rule(kind, entry)
        raise UsageError("Nothing to exclude was named.", "Name an app, a title or a site.")

    def recent_windows(self, limit: int = 20) -> tuple[WindowInfo, ...]:
        """The windows that were captured last, to try rules on."""
        seen = self._core.store.captures.recent_windows(limit)
        return tuple(WindowInfo(app, title, url) for app, title, url in seen)

    def try_window(self, app: str, title: str = "", url: str = "") -> RuleCheck:
        """Whether a window would be captured by the rules in force, and which one leaves it out."""
        match = Rules(self._core.preferences.current.capture).match(WindowInfo(app, title, url))
        return RuleCheck(True) if match is None else RuleCheck(False, match.rule, match.kind)

    def forget_excluded(
        self, app: str = "", title: str = "", site: str = "", *, dry_run: bool = False
    ) -> DeleteReport:
        """Delete what was captured before these exclusions were made; a dry run only counts.

        Raises ``UsageError`` where none is given or one cannot be read.
        """
        entries = {
            kind: check_rule(kind, text)
            for kind, text in zip(_KINDS, (app, title, site), strict=True)
            if text.strip()
        }
        if not entries:
            raise UsageError("Nothing to exclude was named.", "Name an app, a title or a site.")
        return self._forgetter.forget_captures(self._captured_in(entries), dry_run=dry_run)

    def _captured_in(self, entries: dict[str, str]) -> list[CaptureId]:
        rules = Rules(
            CaptureSettings(
                exclude_private=False,
                excluded_apps=(entries["apps"],) if "apps" in entries else (),
                excluded_titles=(entries["titles"],) if "titles" in entries else (),
                excluded_sites=(entries["sites"],) if "sites" in entries else (),
            )
        )
        captures = self._core.store.captures
        return captures.in_windows(
            [
                (app, title, url)
                for app, title, url in captures.windows()
                if rules.match(WindowInfo(app, title, url)) is not None
            ]
        )

    def _add_rule(self, kind: str, entry: str) -> Settings:
        current = self._core.preferences.current
        name = f"excluded_{kind}"
        entries: tuple[str, ...] = getattr(current.capture, name)
        text = check_rule(kind, entry)
        if text in entries:
            return current
        return self._core.preferences.change(f"capture.{name}", (*entries, text))
