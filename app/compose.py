"""Builds every object of an open library in one place, and owns how they end."""

import logging
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from app.compose_index import IndexParts
from app.compose_sources import SourceParts
from services.allocator import give_back
from services.cancel import CancelToken, Progress, no_progress
from services.capture.accessibility.base import open_accessibility
from services.capture.accessibility.companion import Companion
from services.capture.pausing import PauseFile
from services.capture.pipeline import Pipeline, PipelineLinks
from services.capture.platform import Desktop
from services.capture.recorder import Recorder, RecorderLinks
from services.capture.sensors import Sensors
from services.capture.session import Permit
from services.capture.warden import Warden
from services.clock import Clock, SystemClock
from services.engine import Engine
from services.engine.asking import Asking
from services.engine.backup import restore_backup
from services.engine.changes import Changes
from services.engine.consent import Consent
from services.engine.core import Core
from services.engine.costs import CostBook
from services.engine.doctor import Doctor
from services.engine.idleness import Idleness
from services.engine.library import Library
from services.engine.memories import Memories
from services.engine.models import Models, models_folder
from services.engine.parts import Parts
from services.engine.preferences import Preferences
from services.engine.recording import Recording
from services.engine.sources import Sources
from services.engine.studying import ChosenModel
from services.engine.timeline import Timeline
from services.engine.upkeep import Upkeep, folder_bytes
from services.inference.client import ModelHost
from services.inference.downloads import Downloads
from services.memory import consolidate
from services.memory.consolidate import Consolidator
from services.memory.feedback import Feedback
from services.memory.forget import Forgetter
from services.memory.ingest import Ingest
from services.memory.quota import Quota
from services.memory.rewrite import Rewriter
from services.memory.study import RUN_S, Study
from services.reading.worker import ReadingWorker
from services.records import CaptureId, ChangeKind, FrameId
from services.schedule import Schedule
from services.settings import Settings
from services.store import BlobStore, Database, Store
from services.vault.datadir import DataDir
from services.vault.keysources import KeySource
from services.vault.sealing import Sealer
from services.vault.vault import Vault

log = logging.getLogger("afterimage.compose")

GROUP_EVERY_MIN = 10
STUDY_EVERY_MIN = 10
NIGHT_MIN = 24 * 60
RELEASE_EVERY_MIN = 1
BROWSERS_EVERY_MIN = 15
QUOTA_EVERY_MIN = 10
PRELOADED_LINES = 5_000
"""Lines whose text the reading worker is given at its start; older ones are thrown away daily."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How a library is opened: where, with which key, by which clock, with which settings.

    ``apart`` keeps its vectors in a process of their own, as a window wants that waits for nothing.
    """

    data_dir: Path
    unlock: KeySource
    clock: Clock = field(default_factory=SystemClock)
    overrides: Mapping[str, str] = field(default_factory=dict)
    is_sample: bool = False
    apart: bool = False


def create_library(opening: Opening) -> tuple[Engine, str]:
    """Make a vault and an empty library; returns its engine and the recovery code.

    Raises what ``Vault.create`` and ``open_library`` raise.
    """
    data = DataDir(opening.data_dir)
    data.prepare()
    with data.lock():
        vault, code = Vault.create(data.root, opening.unlock)
        vault.lock()
    return open_library(opening), code


def open_library(opening: Opening) -> Engine:
    """Open the library in a data folder.

    Raises ``VaultError`` (wrong key, missing keyring), ``DataDirError`` (not writable, in use,
    from a newer program); then nothing is changed and nothing stays open.
    """
    data = DataDir(opening.data_dir)
    with ExitStack() as stack:
        data.prepare()
        stack.enter_context(data.lock())
        vault = Vault.open(data.root, opening.unlock)
        stack.callback(vault.lock)
        core = _open_core(opening, data, vault, stack)
        index = IndexParts.build(core, vault.key("vectors"), stack, apart=opening.apart)
        parts = _build(core, vault, stack, index)
        release = stack.pop_all().close
    return Engine(core, parts, release, is_sample=opening.is_sample)


def restore(file: Path, data_dir: Path, progress: Progress = no_progress) -> dict[str, int]:
    """Put a backup into an empty data folder."""
    return restore_backup(file, data_dir, progress)


def _open_core(opening: Opening, data: DataDir, vault: Vault, stack: ExitStack) -> Core:
    database = Database(data.database, vault.key("database"), opening.clock)
    store = Store(database, BlobStore(data.blobs, Sealer(vault.key("blobs"))))
    stack.callback(store.close)
    store.sweep()
    store.finish_upgrade()
    changes = Changes()
    preferences = Preferences(store.settings, changes, opening.overrides)
    return Core(data, store, opening.clock, preferences, changes)


@dataclass(frozen=True, slots=True)
class _Base:
    """What every stage of the building needs."""

    core: Core
    vault: Vault
    stack: ExitStack

    def settings(self) -> Settings:
        """The settings in force, asked for anew at each use."""
        return self.core.preferences.current


@dataclass(frozen=True, slots=True)
class _Readers:
    frames: ReadingWorker
    documents: ReadingWorker


@dataclass(frozen=True, slots=True)
class _Memory:
    ingest: Ingest
    rewriter: Rewriter
    feedback: Feedback
    consolidator: Consolidator
    forgetter: Forgetter
    quota: Quota


@dataclass(frozen=True, slots=True)
class _Limits:
    """What capture may take, and what it took."""

    warden: Warden
    costs: CostBook


def _build(core: Core, vault: Vault, stack: ExitStack, index: IndexParts) -> Parts:
    base = _Base(core, vault, stack)
    readers = _build_readers(base)
    memory = _build_memory(base, index)
    consent = Consent(core.store.flags, core.clock)
    limits = _build_limits(base)
    pipeline = _build_pipeline(base, readers, memory, limits)
    recorder = _build_recorder(base, consent, pipeline, limits)
    taken = SourceParts.build(
        core,
        vault.key("hashes"),
        readers.documents,
        memory.ingest,
        memory.forgetter,
        consent,
        recorder,
        index.indexing.request,
    )
    host = ModelHost()
    stack.callback(host.close)
    idle = Idleness(Desktop(core.clock, base.settings).open_idle, base.settings)
    stack.callback(idle.close)
    asking = Asking(core, index.retriever, index.embedder, host)
    study = Study(core.store, ChosenModel(core, host), core.changes.tell)

    def after_deletion() -> None:
        # What was deleted must not come back from a buffer, nor be the base of a new frame.
        recorder.forget()
        readers.frames.forget()

    request = index.indexing.request
    return Parts(
        recording=Recording(core, consent, recorder, pipeline, request, memory.forgetter),
        library=Library(
            core,
            memory.ingest,
            memory.rewriter,
            taken.intake,
            taken.files,
            taken.passes,
            index.retriever,
            request,
        ),
        sources=taken.sources,
        asking=asking,
        models=Models(core, host, asking.choose_model, Downloads(models_folder())),
        memories=Memories(
            core, memory.feedback, memory.consolidator, memory.forgetter, study, after_deletion
        ),
        timeline=Timeline(core, memory.feedback),
        upkeep=Upkeep(
            core,
            Doctor(core, index.meaning, readers.frames, asking.model),
            limits.costs,
            memory.quota,
            recorder.state,
            index.meaning,
        ),
        recorder=recorder,
        folders=taken.folders,
        clipboard=taken.clipboard,
        document_reader=readers.documents,
        indexing=index.indexing,
        schedule=_build_schedule(base, idle, index, memory, asking, study, taken.sources),
        idleness=idle,
    )


def _build_readers(base: _Base) -> _Readers:
    """Two children, so that a slow document holds up no frame."""
    lines = base.core.store.lines
    frames = ReadingWorker(
        hash_key=base.vault.key("hashes"), preload=lambda: lines.recent(PRELOADED_LINES)
    )
    base.stack.callback(frames.close)
    documents = ReadingWorker()
    base.stack.callback(documents.close)
    return _Readers(frames, documents)


def _build_memory(base: _Base, index: IndexParts) -> _Memory:
    store, clock, tell = base.core.store, base.core.clock, base.core.changes.tell
    forgetter = Forgetter(store, clock, tell, drop_vectors=index.indexing.request)
    ingest = Ingest(store, clock, base.settings, tell)
    return _Memory(
        ingest,
        Rewriter(store, clock, ingest, forgetter, tell),
        Feedback(store, clock, base.settings, tell),
        Consolidator(store, clock, base.settings, tell, index.vectors_of),
        forgetter,
        Quota(
            store,
            clock,
            lambda: base.settings().memory,
            forgetter,
            lambda: folder_bytes(base.core.data.vectors),
        ),
    )


def _build_limits(base: _Base) -> _Limits:
    core = base.core
    sensors = Sensors(core.clock, core.data.root)
    warden = Warden(core.clock, lambda: base.settings().capture, sensors.read)
    return _Limits(warden, CostBook(core.store.counters, core.clock))


def _build_pipeline(base: _Base, readers: _Readers, memory: _Memory, limits: _Limits) -> Pipeline:
    store = base.core.store

    def frame_of(capture_id: CaptureId) -> FrameId | None:
        frame = store.frames.of_capture(capture_id)
        return None if frame is None else frame.id

    return Pipeline(
        PipelineLinks(
            reader=readers.frames,
            sink=memory.ingest,
            ledger=store.ledger,
            frame_of=frame_of,
            keep_lines=store.lines.put,
            count=limits.costs.add,
            redact=lambda: base.settings().privacy.redact,
            store_failed=limits.warden.store_failed,
        )
    )


def _build_recorder(base: _Base, consent: Consent, pipeline: Pipeline, limits: _Limits) -> Recorder:
    store, clock, tell = base.core.store, base.core.clock, base.core.changes.tell
    flag = "screen cast"
    permit = Permit(
        lambda: store.flags.get(flag) or "", lambda text: store.flags.set(flag, text or None)
    )
    desktop = Desktop(clock, base.settings, permit=permit)
    return Recorder(
        RecorderLinks(
            clock=clock,
            settings=base.settings,
            consent=consent.given,
            open_screen=desktop.open_screen,
            open_windows=desktop.open_windows,
            pipeline=pipeline,
            ledger=store.ledger,
            on_capture=lambda: tell(ChangeKind.CAPTURES),
            on_state=lambda: tell(ChangeKind.RECORDER),
            stood=store.captures.stood,
            pauses=PauseFile(base.core.data.root, clock),
            warden=limits.warden,
            open_session=desktop.open_session,
            companion=Companion(lambda: base.settings().capture, open_accessibility),
        )
    )


def _build_schedule(
    base: _Base,
    idle: Idleness,
    index: IndexParts,
    memory: _Memory,
    asking: Asking,
    study: Study,
    sources: Sources,
) -> Schedule:
    consolidator, quota = memory.consolidator, memory.quota
    schedule = Schedule(base.core.store, base.core.clock, base.settings, idle=idle)

    def consolidate_now(cancel: CancelToken) -> None:
        try:
            consolidator.run(cancel=cancel)
        finally:
            base.core.rest()

    schedule.nightly(consolidate.JOB, consolidate_now)
    lines = base.core.store.lines
    schedule.every(NIGHT_MIN, "trim lines", lambda _cancel: lines.trim(PRELOADED_LINES))
    schedule.every(GROUP_EVERY_MIN, "group today", lambda _cancel: consolidator.group_today())

    def read_for_facts(cancel: CancelToken) -> None:
        study.run(cancel=cancel, may_go_on=schedule.quiet, longest_s=RUN_S)

    schedule.every(STUDY_EVERY_MIN, "read for facts", read_for_facts, heavy=True)
    schedule.every(NIGHT_MIN, "days of keeping", quota.enforce, heavy=True)
    schedule.every(QUOTA_EVERY_MIN, "disk budget", quota.keep)
    schedule.every(BROWSERS_EVERY_MIN, "read browsers", sources.read_browsers_if_wanted)
    schedule.every(RELEASE_EVERY_MIN, "release model", lambda _cancel: asking.release_idle_model())

    def give_memory_back(_cancel: CancelToken) -> None:
        index.end_idle()
        if idle():
            base.core.rest()
        else:
            give_back()

    schedule.every(GROUP_EVERY_MIN, "give memory back", give_memory_back)
    return schedule
