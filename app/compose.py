"""Builds every object of an open library in one place, and owns how they end."""

import logging
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from resources import ROOT as RESOURCES
from services.cancel import Progress, no_progress
from services.capture.files import FileIndexer
from services.capture.folders import FolderWatcher
from services.capture.pipeline import Pipeline, PipelineLinks
from services.capture.platform import open_screen, open_windows
from services.capture.recorder import Recorder, RecorderLinks
from services.clock import Clock, SystemClock
from services.engine import Engine
from services.engine.asking import Asking
from services.engine.backup import restore_backup
from services.engine.changes import Changes
from services.engine.consent import Consent
from services.engine.core import Core
from services.engine.doctor import Doctor
from services.engine.idleness import Idleness
from services.engine.indexing import Indexing
from services.engine.library import Library
from services.engine.memories import Memories
from services.engine.parts import Parts
from services.engine.preferences import Preferences
from services.engine.recording import Recording
from services.engine.timeline import Timeline
from services.engine.upkeep import Upkeep
from services.index.embedder import MiniLmEmbedder
from services.index.indexer import Indexer
from services.index.vectors import VectorIndex
from services.inference.client import ModelHost
from services.memory import consolidate
from services.memory.consolidate import Consolidator
from services.memory.feedback import Feedback
from services.memory.forget import Forgetter
from services.memory.ingest import Ingest
from services.reading.worker import ReadingWorker
from services.records import CaptureId, ChangeKind, FrameId
from services.retrieval import Retriever
from services.schedule import Schedule
from services.settings import Settings
from services.store import BlobStore, Database, Store
from services.vault.datadir import DataDir
from services.vault.keysources import KeySource
from services.vault.sealing import Sealer
from services.vault.vault import Vault

log = logging.getLogger("afterimage.compose")

RELEASE_EVERY_MIN = 1
PRELOADED_LINES = 5_000
"""Lines whose text the reading worker is given at its start."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How a library is opened: where, with which key, by which clock, with which settings."""

    data_dir: Path
    unlock: KeySource
    clock: Clock = field(default_factory=SystemClock)
    overrides: Mapping[str, str] = field(default_factory=dict)
    is_sample: bool = False


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
        parts = _build(core, vault, stack)
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
    changes = Changes()
    preferences = Preferences(store.settings, changes, opening.overrides)
    return Core(data, store, opening.clock, preferences, changes)


def _build(core: Core, vault: Vault, stack: ExitStack) -> Parts:
    store, clock, tell = core.store, core.clock, core.changes.tell

    def settings() -> Settings:
        return core.preferences.current

    embedder = MiniLmEmbedder(RESOURCES / "embedder")
    vectors = VectorIndex(
        core.data.vectors,
        embedder.model_id,
        embedder.dim,
        vault.key("vectors"),
        server=settings().index.server,
    )
    stack.callback(vectors.close)
    indexer = Indexer(store, embedder, vectors)
    indexing = Indexing(indexer, core.changes)
    retriever = Retriever(store, embedder, vectors, clock, settings)

    hashes = vault.key("hashes")
    frame_reader = ReadingWorker(hash_key=hashes, preload=store.lines.recent(PRELOADED_LINES))
    stack.callback(frame_reader.close)
    document_reader = ReadingWorker()
    stack.callback(document_reader.close)

    ingest = Ingest(store, clock, settings, tell)
    pipeline = Pipeline(
        PipelineLinks(
            reader=frame_reader,
            sink=ingest,
            ledger=store.ledger,
            frame_of=_frame_of(store),
            keep_lines=store.lines.put,
            count=store.counters.add,
            redact=lambda: settings().privacy.redact,
        )
    )
    forgetter = Forgetter(store, clock, tell, drop_vectors=indexing.request)
    files = FileIndexer(
        store,
        document_reader,
        ingest,
        clock,
        settings,
        hashes,
        forget=forgetter.forget_captures,
        on_change=tell,
    )
    folders = FolderWatcher(files, settings)
    feedback = Feedback(store, clock, settings, tell)
    consolidator = Consolidator(store, clock, settings, tell, embedder.embed)
    host = ModelHost()
    stack.callback(host.close)

    consent = Consent(store.flags, clock)
    recorder = Recorder(
        RecorderLinks(
            clock=clock,
            settings=settings,
            consent=consent.given,
            open_screen=lambda: open_screen(clock),
            open_windows=open_windows,
            pipeline=pipeline,
            ledger=store.ledger,
            on_capture=lambda: tell(ChangeKind.CAPTURES),
            on_state=lambda: tell(ChangeKind.RECORDER),
        )
    )

    def after_deletion() -> None:
        # What was deleted must not come back from a buffer, nor be the base of a new frame.
        recorder.forget()
        frame_reader.forget()

    asking = Asking(core, retriever, embedder, host)
    doctor = Doctor(core, indexer, vectors, frame_reader, asking.model)
    idle = Idleness(open_windows, settings)
    stack.callback(idle.close)
    schedule = Schedule(store, clock, settings, idle=idle)
    schedule.nightly(consolidate.JOB, lambda cancel: consolidator.run(cancel=cancel))
    schedule.every(RELEASE_EVERY_MIN, "release model", lambda _cancel: asking.release_idle_model())
    return Parts(
        recording=Recording(core, consent, recorder, pipeline, indexing.request),
        library=Library(core, ingest, files, retriever, indexing.request),
        asking=asking,
        memories=Memories(core, feedback, consolidator, forgetter, after_deletion),
        timeline=Timeline(core, feedback),
        upkeep=Upkeep(core, vectors, doctor),
        recorder=recorder,
        folders=folders,
        document_reader=document_reader,
        indexing=indexing,
        schedule=schedule,
    )


def _frame_of(store: Store) -> Callable[[CaptureId], FrameId | None]:
    def find(capture_id: CaptureId) -> FrameId | None:
        frame = store.frames.of_capture(capture_id)
        return None if frame is None else frame.id

    return find
