"""Where memories come from beside the screen: folders as a whole, browsers, other programs."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from services.cancel import CancelToken, Progress, no_progress
from services.capture.files import FileIndexer
from services.capture.passes import Passes
from services.clock import DAY_MS
from services.engine.consent import Consent
from services.engine.core import Core
from services.errors import ConsentError, UsageError, WorldError
from services.records import AddReport, BrowserState, ChangeKind, ClipboardState, ImportReport
from services.sources.browsers import Finder, History, Profile
from services.sources.detect import source_of
from services.sources.intake import Intake


@dataclass(frozen=True, slots=True)
class SourceLinks:
    """What ``Sources`` works with.

    ``refresh`` wakes who watches folders, ``index`` brings the vectors into line. ``try_clipboard``
    tells why copies cannot be kept here, "" where they can.
    """

    files: FileIndexer
    passes: Passes
    intake: Intake
    refresh: Callable[[], None]
    index: Callable[[], None]
    find_profiles: Finder
    clipboard: Callable[[], ClipboardState]
    try_clipboard: Callable[[], str]


class Sources:
    """What is read beside the screen."""

    def __init__(self, core: Core, consent: Consent, links: SourceLinks) -> None:
        self._core = core
        self._consent = consent
        self._links = links

    # folders

    def paused(self) -> bool:
        """Whether the reading of watched folders is paused as a whole; quick."""
        return self._links.passes.paused

    def pause(self, folder: Path | None = None) -> None:
        """Read nothing of a watched folder, or of all, until ``resume``; a restart ends no pause.

        Raises ``UsageError`` where the folder is not watched.
        """
        self._links.passes.pause(self._root(folder))
        self._links.refresh()

    def resume(self, folder: Path | None = None) -> None:
        """Read on, with what changed meanwhile; a folder paused for itself waits for its own.

        Raises ``UsageError`` where the folder is not watched.
        """
        self._links.passes.resume(self._root(folder))
        self._links.refresh()

    def _root(self, folder: Path | None) -> str | None:
        if folder is not None and str(folder) not in self._core.preferences.current.files.folders:
            raise UsageError(f"{folder} is not watched.", "`sources` lists what is.")
        return None if folder is None else str(folder)

    def retry_failed(
        self, progress: Progress = no_progress, cancel: CancelToken | None = None
    ) -> AddReport:
        """Try all files again that could not be read; those that are gone are forgotten."""
        documents = self._core.store.documents
        paths = [Path(failure.path) for failure in documents.failures()]
        for path in paths:
            if not path.exists():
                documents.clear_failure(str(path))
        report = self._links.files.add([path for path in paths if path.exists()], progress, cancel)
        self._links.index()
        self._core.changes.tell(ChangeKind.SOURCES)
        return report

    # other programs

    def import_from(
        self,
        path: Path,
        progress: Progress = no_progress,
        cancel: CancelToken | None = None,
        *,
        dry_run: bool = False,
    ) -> ImportReport:
        """Import from the database or folder of another program, or from JSON Lines.

        What it is, is found out. What is known already is skipped; a dry run stores nothing.
        Raises ``SourceError`` where it cannot be read or nobody knows it.
        """
        report = self._links.intake.take(source_of(path), progress, cancel, dry_run=dry_run)
        if not dry_run:
            self._links.index()
        return report

    # copies

    def clipboard(self) -> ClipboardState:
        """Whether what is copied is kept, and why not; quick."""
        return self._links.clipboard()

    def try_clipboard(self) -> str:
        """Why copies cannot be kept on this desktop; "" where they can, whether wanted or not."""
        return self._links.try_clipboard()

    # browsers

    def browsers(self) -> tuple[BrowserState, ...]:
        """The browser profiles that there are, whether they are read or not."""
        return tuple(self._state_of(profile) for profile in self._links.find_profiles())

    def read_browsers(
        self, progress: Progress = no_progress, cancel: CancelToken | None = None
    ) -> ImportReport:
        """Read what is new in the histories of all browsers; one that fails says why in its state.

        Raises ``ConsentError`` where the person did not ask for it.
        """
        if not (self._core.preferences.current.sources.browsers and self._consent.given()):
            raise ConsentError(
                "Browser histories are not read.",
                "Agree to capture, and switch on “Read browser histories”.",
            )
        reports = [self._read(profile, progress, cancel) for profile in self._links.find_profiles()]
        if any(report.imported for report in reports):
            self._links.index()
        self._core.changes.tell(ChangeKind.SOURCES)
        return ImportReport(
            sum(report.imported for report in reports),
            sum(report.skipped for report in reports),
            tuple(error for report in reports for error in report.errors),
            program="browsers",
            left_out=sum(report.left_out for report in reports),
        )

    def read_browsers_if_wanted(self, cancel: CancelToken) -> None:
        """For the schedule: nothing where the person did not ask for it."""
        if self._core.preferences.current.sources.browsers and self._consent.given():
            self.read_browsers(cancel=cancel)

    def _read(
        self, profile: Profile, progress: Progress, cancel: CancelToken | None
    ) -> ImportReport:
        known = self._known(profile)
        after = known.get("visit", 0)
        days = self._core.preferences.current.sources.browser_days
        since_ms = 0 if after else max(0, self._core.clock.now_ms() - days * DAY_MS)

        def note(visit: int) -> None:
            # from where to go on: what was deleted since must not come back
            known["visit"] = max(after, visit)
            self._note(profile, known)

        try:
            history = History(profile, after, since_ms)
            report = self._links.intake.take(history, progress, cancel, on_batch=note)
        except WorldError as error:
            self._note(profile, known, problem=str(error))
            return ImportReport(errors=((0, f"{profile.browser}: {error.message}"),))
        known["read_at_ms"] = self._core.clock.now_ms()
        self._note(profile, known)
        return report

    def _state_of(self, profile: Profile) -> BrowserState:
        text = self._core.store.flags.get(_flag(profile))
        known = json.loads(text) if text else {}
        return BrowserState(
            profile.browser, profile.name, known.get("read_at_ms"), known.get("problem", "")
        )

    def _known(self, profile: Profile) -> dict[str, int]:
        text = self._core.store.flags.get(_flag(profile))
        known = json.loads(text) if text else {}
        return {name: known[name] for name in ("visit", "read_at_ms") if known.get(name)}

    def _note(self, profile: Profile, known: dict[str, int], problem: str = "") -> None:
        text = json.dumps({**known, "problem": problem})
        self._core.store.flags.set(_flag(profile), text)


def _flag(profile: Profile) -> str:
    return f"history of {profile.key}"
