"""Builds what takes memories in beside the screen: files, browsers, imports."""

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Self

from services.capture.file_versions import FileVersions
from services.capture.files import FileIndexer
from services.capture.folders import FolderWatcher
from services.capture.governor import Hold, Pace
from services.capture.passes import Passes
from services.capture.sensors import Sensors
from services.capture.warden import Warden
from services.engine.consent import Consent
from services.engine.core import Core
from services.engine.sources import Sources
from services.memory.forget import Forgetter
from services.memory.ingest import Ingest
from services.reading.worker import ReadingWorker
from services.records import ChangeKind
from services.settings import Settings
from services.sources.browsers import profiles
from services.sources.intake import Intake


@dataclasses.dataclass(frozen=True, slots=True)
class SourceParts:
    """Everything that takes memories in beside the screen."""

    files: FileIndexer
    passes: Passes
    folders: FolderWatcher
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
        core.changes.subscribe(
            lambda kind: folders.refresh() if kind is ChangeKind.SETTINGS else None
        )
        intake = Intake(store, ingest, settings, clock.now_ms)
        sources = Sources(
            core,
            files,
            passes,
            intake,
            consent,
            refresh=folders.refresh,
            index=index,
            find_profiles=lambda: profiles(Path.home()),
        )
        return cls(files, passes, folders, intake, sources)


def _passes(core: Core, reader: ReadingWorker) -> Passes:
    """Watched folders are read within a budget of their own, and not while capture is held."""

    def settings() -> Settings:
        return core.preferences.current

    warden = Warden(
        core.clock,
        lambda: dataclasses.replace(settings().capture, cpu_percent=settings().files.cpu_percent),
        Sensors(core.clock, core.data.root).read,
        subject="Reading",
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
