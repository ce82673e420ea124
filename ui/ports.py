"""What the window needs of the engine, as protocols that the real one and the tests' fake fit."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from services.engine import CancelToken, Progress
from services.records import (
    AddReport,
    Answer,
    AskedQuestion,
    Capture,
    CaptureId,
    CaptureState,
    ChangeKind,
    Check,
    Commitment,
    ConsolidationReport,
    ConversationId,
    DaySummary,
    DeleteReport,
    DeleteRequest,
    Density,
    DocumentId,
    DocumentText,
    EmbedderState,
    Event,
    Fact,
    FactId,
    Fading,
    FileFailure,
    FilmFrame,
    FolderState,
    FoundModel,
    FrameId,
    FramePicture,
    Hit,
    ImportReport,
    ModelOffer,
    ModelSpeed,
    ModelState,
    Moment,
    Query,
    QuestionId,
    QuotaPreview,
    RuleCheck,
    SearchResult,
    SegmentId,
    Signal,
    Stats,
    Strength,
    Subject,
    TimeWindow,
    WindowInfo,
    Withheld,
)
from services.settings import Settings, Value

__all__ = ["CancelToken", "Engine", "Progress"]


class Clock(Protocol):
    """Tells the time."""

    def now_ms(self) -> int:
        """UTC milliseconds."""
        ...

    def offset_min(self) -> int:
        """Minutes that local time is ahead of UTC."""
        ...


class Recording(Protocol):
    """What is captured, and consent to it."""

    def consent_given(self) -> bool: ...
    def give_consent(self) -> None: ...
    def withdraw_consent(self) -> None: ...
    def state(self) -> CaptureState: ...
    def pause(self, minutes: int | None) -> None: ...
    def resume(self) -> None: ...
    def withheld(self, limit: int = 100) -> tuple[Withheld, ...]: ...
    def exclude(self, app: str = "", title: str = "", site: str = "") -> Settings: ...
    def recent_windows(self, limit: int = 20) -> tuple[WindowInfo, ...]: ...
    def try_window(self, app: str, title: str = "", url: str = "") -> RuleCheck: ...
    def forget_excluded(
        self, app: str = "", title: str = "", site: str = "", *, dry_run: bool = False
    ) -> DeleteReport: ...


class Library(Protocol):
    """What was kept, found and shown again."""

    def add_paths(
        self, paths: Sequence[Path], progress: Progress, cancel: CancelToken | None
    ) -> AddReport: ...
    def add_note(self, text: str) -> SegmentId: ...
    def import_jsonl(
        self, path: Path, progress: Progress, cancel: CancelToken | None
    ) -> ImportReport: ...
    def search(self, query: Query) -> SearchResult: ...
    def apps(self) -> tuple[str, ...]: ...
    def hit(self, segment_id: SegmentId) -> Hit: ...
    def picture(self, frame_id: FrameId) -> FramePicture: ...
    def crop(self, hit: Hit, margin: int = 24) -> FramePicture | None: ...
    def document(self, document_id: DocumentId) -> DocumentText: ...
    def folders(self) -> tuple[FolderState, ...]: ...
    def watch(self, folder: Path) -> Settings: ...
    def unwatch(self, folder: Path) -> Settings: ...
    def failures(self) -> tuple[FileFailure, ...]: ...
    def retry(self, path: Path) -> AddReport: ...


class Asking(Protocol):
    """Questions and their answers."""

    def ask(
        self,
        question: str,
        *,
        conversation: ConversationId | None = None,
        on_text: Callable[[str], None] = ...,
        cancel: CancelToken | None = None,
    ) -> Answer: ...
    def read_ahead(
        self,
        text: str,
        *,
        conversation: ConversationId | None = None,
        cancel: CancelToken | None = None,
    ) -> bool: ...
    def history(self, limit: int = 50, text: str = "") -> tuple[AskedQuestion, ...]: ...
    def forget_question(self, question_id: QuestionId, /) -> None: ...
    def clear_history(self) -> None: ...
    def model(self) -> ModelState: ...
    def choose_model(self, path: Path | None) -> ModelState: ...


class Models(Protocol):
    """Language models on offer and on this computer."""

    def offers(self) -> tuple[ModelOffer, ...]: ...
    def found(self) -> tuple[FoundModel, ...]: ...
    def download(self, model_id: str, progress: Progress, cancel: CancelToken | None) -> Path: ...
    def remove(self, path: Path) -> None: ...
    def measure(
        self, path: Path | None = None, cancel: CancelToken | None = None
    ) -> ModelSpeed: ...


class Memories(Protocol):
    """Facts, strength and forgetting."""

    def subjects(self) -> tuple[Subject, ...]: ...
    def facts(
        self,
        subject: str | None = None,
        at_ms: int | None = None,
        all: bool = False,  # noqa: A002 - the engine's word
    ) -> tuple[Fact, ...]: ...
    def edit_fact(self, fact_id: FactId, /, value: str) -> Fact: ...
    def forget_fact(self, fact_id: FactId, /) -> None: ...
    def restore_fact(self, fact_id: FactId, /) -> Fact: ...
    def settle(self, fact_id: FactId, /) -> Fact: ...
    def commitments(self, *, ended: bool = False) -> tuple[Commitment, ...]: ...
    def end_commitment(self, fact_id: FactId, /, outcome: str) -> Commitment: ...
    def feedback(self, segment: SegmentId | str, signal: Signal) -> Strength: ...
    def fading(self, limit: int = 200) -> tuple[Fading, ...]: ...
    def keep(self, segment_ids: Sequence[SegmentId], days: int = 30) -> None: ...
    def strengths(self, segment_ids: Sequence[SegmentId]) -> dict[SegmentId, Strength]: ...
    def curve(self, segment_id: SegmentId) -> tuple[tuple[int, float], ...]: ...
    def consolidate(
        self, progress: Progress, cancel: CancelToken | None
    ) -> ConsolidationReport: ...
    def delete(self, request: DeleteRequest, *, dry_run: bool = False) -> DeleteReport: ...


class Timeline(Protocol):
    """What happened when."""

    def span(self) -> TimeWindow | None: ...
    def density(self, window: TimeWindow, bins: int) -> Density: ...
    def events(self, window: TimeWindow, limit: int = 500) -> tuple[Event, ...]: ...
    def film(self, window: TimeWindow, count: int) -> tuple[FilmFrame, ...]: ...
    def nearest(self, at_ms: int) -> CaptureId | None: ...
    def moment(self, capture_id: CaptureId) -> Moment: ...
    def day(self, at_ms: int) -> DaySummary: ...
    def withheld(self, window: TimeWindow) -> tuple[Withheld, ...]: ...
    def captures(self, window: TimeWindow, limit: int) -> tuple[Capture, ...]: ...


class Upkeep(Protocol):
    """Sizes, health and copies."""

    def stats(self) -> Stats: ...
    def doctor(self, repair: bool = False) -> tuple[Check, ...]: ...
    def backup(
        self, file: Path, progress: Progress, cancel: CancelToken | None
    ) -> dict[str, int]: ...
    def export(
        self, folder: Path, progress: Progress, cancel: CancelToken | None
    ) -> dict[str, int]: ...
    def forecast(self) -> tuple[tuple[int, int], ...]: ...
    def embedder(self) -> EmbedderState: ...
    def choose_embedder(self, path: Path | None) -> EmbedderState: ...
    def quota(self) -> QuotaPreview: ...


class Engine(Protocol):
    """The engine's front door as the window uses it.

    Everything may be slow and raises ``WorldError``, so it is called off the main thread
    (``ui.tasks``), except ``recording.state``, ``settings``, ``clock`` and ``subscribe``.
    """

    @property
    def recording(self) -> Recording:
        """What is captured."""
        ...

    @property
    def library(self) -> Library:
        """What was kept."""
        ...

    @property
    def asking(self) -> Asking:
        """Questions and answers."""
        ...

    @property
    def models(self) -> Models:
        """Language models."""
        ...

    @property
    def memories(self) -> Memories:
        """Facts, strength, forgetting."""
        ...

    @property
    def timeline(self) -> Timeline:
        """What happened when."""
        ...

    @property
    def upkeep(self) -> Upkeep:
        """Sizes, health and copies."""
        ...

    @property
    def settings(self) -> Settings:
        """The settings in force; quick."""
        ...

    @property
    def clock(self) -> Clock:
        """The clock everything goes by; quick."""
        ...

    @property
    def data_dir(self) -> Path:
        """The folder of this library."""
        ...

    @property
    def is_sample(self) -> bool:
        """Whether this is the made-up sample."""
        ...

    def change_setting(self, key: str, value: Value) -> Settings:
        """Change and save a setting; raises ``UsageError`` where the value does not fit."""
        ...

    def reset_setting(self, key: str) -> Settings:
        """Go back to a default."""
        ...

    def subscribe(self, listener: Callable[[ChangeKind], None]) -> Callable[[], None]:
        """Hear of changes, on any thread; returns "unsubscribe"."""
        ...

    def start(self) -> None:
        """Begin to capture, watch and work."""
        ...

    def close(self) -> None:
        """End everything in order."""
        ...
