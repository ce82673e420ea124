"""What the engine is made of; ``app.compose`` builds it."""

from dataclasses import dataclass

from services.capture.clipboard.watcher import ClipboardWatcher
from services.capture.folders import FolderWatcher
from services.capture.recorder import Recorder
from services.engine.asking import Asking
from services.engine.idleness import Idleness
from services.engine.indexing import Indexing
from services.engine.library import Library
from services.engine.memories import Memories
from services.engine.models import Models
from services.engine.recording import Recording
from services.engine.sources import Sources
from services.engine.timeline import Timeline
from services.engine.upkeep import Upkeep
from services.reading.worker import ReadingWorker
from services.schedule import Schedule


@dataclass(frozen=True, slots=True)
class Parts:
    """The rooms a person sees, and the workers behind them."""

    recording: Recording
    library: Library
    sources: Sources
    asking: Asking
    models: Models
    memories: Memories
    timeline: Timeline
    upkeep: Upkeep
    recorder: Recorder
    folders: FolderWatcher
    clipboard: ClipboardWatcher
    document_reader: ReadingWorker
    indexing: Indexing
    schedule: Schedule
    idleness: Idleness
