"""Builds what takes memories in beside the screen: files, browsers, imports."""

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Self

from services.capture.clipboard.watcher import ClipboardLinks, ClipboardWatcher
from services.capture.file_versions import FileVersions
from services.capture.files import FileIndexer
from services.capture.folders import FolderWatcher
from services.capture.governor import Hold, Pace
from services.capture.passes import Passes
from services.capture.platform import Desktop
from services.capture.recorder import Recorder
from services.capture.sensors import Sensors
from services.capture.warden import Warden
from services.engine.consent import Consent
from services.engine.core import Core
from services.engine.sources import SourceLinks, Sources
from services.memory.forget import Forgetter
from services.memory.ingest import Ingest
from services.reading.worker import ReadingWorker
from services.records import CaptureMode, ChangeKind
from services.said import said
from services.settings import Settings
from services.sources.browsers import profiles
from services.sources.intake import Intake


@dataclasses.dataclass(frozen=True, slots=True)
class SourceParts:
    """Everything that takes memories in beside the screen."""

    files: FileIndexer
    passes: Passes
    folders: FolderWatcher
    clipboard: ClipboardWatcher
    intake: Intake
    sources: Sources

    @classmethod
    def build(
        cls,
        core: Core,
        hash_key: bytes,
        reader: ReadingWorker,
        ingest: Ingest,
        forgetter: Forgetter,
        consent: Consent,
        recorder: Recorder,
        index: Callable[[], None],
    ) -> Self:
        """Build them; nothing starts yet. ``index`` brings the vectors into line."""

        def settings() -> Settings:
            return core.preferences.current

        store, clock = core.store, core.clock
        passes = _passes(core, reader)
        forget = forgetter.forget_captures
        versions = FileVersions(store, reader, ingest, clock, settings, hash_key, forget=forget)
        files = FileIndexer(store, versions, clock, settings, passes, on_change=core.changes.tell)
        folders = FolderWatcher(files, settings, passes)
        clipboard = ClipboardWatcher(
            ClipboardLinks(
                clock=clock,
                settings=settings,
                allowed=lambda: consent.given() and recorder.state().mode is not CaptureMode.PAUSED,
                open=Desktop(clock, settings).open_clipboard,
                store=ingest.add,
                note=store.ledger.add,
                read_picture=lambda file, limits: reader.parse_content("copied.png", file, limits),
                hash_key=hash_key,
            )
        )

        def follow(kind: ChangeKind) -> None:
            if kind is ChangeKind.SETTINGS:
                folders.refresh()
                clipboard.refresh()

        core.changes.subscribe(follow)
        intake = Intake(store, ingest, settings, clock.now_ms)
        links = SourceLinks(
            files=files,
            passes=passes,
            intake=intake,
            refresh=folders.refresh,
            index=index,
            find_profiles=lambda: profiles(Path.home()),
            clipboard=clipboard.state,
            try_clipboard=clipboard.try_out,
        )
        sources = Sources(core, consent, links)
        return cls(files, passes, folders, clipboard, intake, sources)


def _passes(core: Core, reader: ReadingWorker) -> Passes:
    """Watched folders are read within a budget of their own, and not while capture is held."""

    def settings() -> Settings:
        return core.preferences.current

    warden = Warden(
        core.clock,
        lambda: dataclasses.replace(settings().capture, cpu_percent=settings().files.cpu_percent),
        Sensors(core.clock, core.data.root).read,
        subject=said("Reading"),
    )

    def permit() -> str:
        notice = warden.check(reader.cpu_s)
        if notice.hold is not Hold.NONE:
            return notice.words
        if warden.pace(0.0) is Pace.WAITING:
            return "The computing budget for files is used up; reading goes on by itself."
        return ""

    return Passes(
        core.store, core.clock, permit, on_change=lambda: core.changes.tell(ChangeKind.SOURCES)
    )
