"""A fake engine for the window, over a made-up week; slow methods refuse the main thread."""

import threading
from collections.abc import Callable
from pathlib import Path

from services.clock import ManualClock
from services.errors import UsageError
from services.records import (
    Answer,
    AskedQuestion,
    BrowserState,
    CaptureMode,
    CaptureState,
    ChangeKind,
    Citation,
    DeleteRequest,
    EmbedderState,
    FileFailure,
    FolderState,
    ImportReport,
    ModelState,
    Note,
    Outcome,
    QuestionId,
    QuotaPreview,
    SegmentId,
    Signal,
    Timings,
)
from services.settings import Settings, Value, find_option
from tests.support.window_facets import (
    FakeAsking,
    FakeLibrary,
    FakeMemories,
    FakeModels,
    FakeRecording,
    FakeSources,
)
from tests.support.window_time import FakeTimeline, FakeUpkeep
from tests.support.window_world import (
    DAY,
    HOUR,
    MAIL_QUOTE,
    MINUTE,
    NOTE,
    NOW_MS,
    OFFSET,
    QUOTE,
    World,
    make_world,
)

DAMAGED = "The database is damaged or of a version that is not known."


class FakeEngine:
    """Fits ``ui.ports.Engine``. Tests set its fields and look at what was called."""

    def __init__(self, *, empty: bool = False) -> None:
        self.world = World() if empty else make_world()
        self.strict = True
        self.on_main: list[str] = []
        self.calls: list[tuple[str, tuple[object, ...]]] = []
        self.broken: dict[str, Exception] = {}
        self.gates: dict[str, threading.Event] = {}
        self.consent = True
        self.capture = CaptureState(
            CaptureMode.RECORDING, monitors=2, seen=18_000, kept=2140, dropped=3, withheld=31,
            read_up_to_ms=NOW_MS - 58 * MINUTE,
        )  # fmt: skip
        self.watched = [] if empty else ["/home/you/Documents", "/home/you/Notes", "/media/Stick"]
        self.failures = [] if empty else files_not_read()
        self.files_paused = False
        self.clipboard_problem = ""
        self.folder_states: dict[str, FolderState] = {}
        self.coming = ImportReport(
            12, 3, ((4, "no text"),), program="OpenRecall",
            from_ms=NOW_MS - 9 * DAY, to_ms=NOW_MS - DAY,
        )  # fmt: skip
        self.profiles: tuple[BrowserState, ...] = () if empty else (
            BrowserState("Firefox", "default", NOW_MS - HOUR),
            BrowserState("Chromium", "Default", problem=DAMAGED),
        )  # fmt: skip
        self.quota = QuotaPreview(6_100_000_000, 20_000_000_000)
        self.notes: list[str] = []
        self.kept_notes: list[Note] = [] if empty else notes_of_one_s_own()
        self.note_tags: list[tuple[str, ...]] = []
        self.signals: list[tuple[SegmentId | str, Signal]] = []
        self.kept: set[SegmentId] = set()
        self.deleted: list[DeleteRequest] = []
        self.downloaded = False
        self.model = ModelState(False, build="llama.cpp is being built: 41 %")
        self.embedder = EmbedderState("", "MiniLM (bundled)")
        self.stream: tuple[str, ...] = ("It is ", "on Thursday ")
        self.answers: dict[str, Answer] = {}
        self.history = [] if empty else asked_before()
        self.years = 0
        self.started = self.closed = False
        self.times_used = 0
        self._settings = Settings()
        self._listeners: list[Callable[[ChangeKind], None]] = []
        self.recording, self.library = FakeRecording(self), FakeLibrary(self)
        self.sources = FakeSources(self)
        self.asking, self.memories = FakeAsking(self), FakeMemories(self)
        self.models = FakeModels(self)
        self.timeline, self.upkeep = FakeTimeline(self), FakeUpkeep(self)
        self.clock = ManualClock(NOW_MS, OFFSET)
        self.data_dir = Path("/nowhere")
        self.is_sample = False
        self.default_answer = Answer(Outcome.NOT_FOUND, "") if empty else self.full_answer()

    def full_answer(self) -> Answer:
        cited = (
            Citation(1, self.world.hit(SegmentId(1)), QUOTE),
            Citation(2, self.world.hit(SegmentId(4)), MAIL_QUOTE),
            Citation(3, self.world.hit(SegmentId(5)), NOTE),
        )
        text = (
            "The harvest review is on Thursday 19 March at 14:30 in room K-7. [1] Until 17 March it"
            " was planned for Wednesday at 10:00 in A-3. [2]\nYou promised Ines the new draft by"
            " Wednesday evening. [1][3]"
        )
        return Answer(Outcome.ANSWERED, text, cited, "tiny-2B", Timings(24.0, 620.0, 2400.0))

    @property
    def settings(self) -> Settings:
        return self._settings

    def change_setting(self, key: str, value: Value) -> Settings:
        self.calls.append(("change_setting", (key, value)))
        if threading.current_thread() is threading.main_thread() and self.strict:
            self.on_main.append("change_setting")
        if "change_setting" in self.broken:
            raise self.broken["change_setting"]
        self._settings = self._settings.with_value(key, value)
        self.tell(ChangeKind.SETTINGS)
        return self._settings

    def reset_setting(self, key: str) -> Settings:
        return self.change_setting(key, find_option(key).default)

    def subscribe(self, listener: Callable[[ChangeKind], None]) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(self, kind: ChangeKind) -> None:
        for listener in list(self._listeners):
            listener(kind)

    def used(self) -> None:
        self.times_used += 1

    def start(self) -> None:
        self.started = True

    def close(self) -> None:
        self.closed = True


def files_not_read() -> list[FileFailure]:
    """Two files, with what the engine says of them."""
    folder = "/home/you/Documents"
    locked, broken = (
        "The file is protected by a password.",
        "The file is damaged or incomplete: it is no e-mail.",
    )
    return [
        FileFailure(f"{folder}/old scan.pdf", locked, NOW_MS),
        FileFailure(f"{folder}/plan.docx", broken, NOW_MS),
    ]


def notes_of_one_s_own() -> list[Note]:
    """Three notes, two of them under the same tag; the segments are some of the world's."""
    plan = "# Garden plan\n\nBuy seeds for the #garden in #spring.\n\n- peas\n- rye"
    return [
        Note((SegmentId(1),), NOW_MS - 50 * MINUTE, OFFSET, "", NOTE, ("harvest",)),
        Note((SegmentId(5),), NOW_MS - DAY, OFFSET, "Garden plan", plan, ("garden", "spring")),
        Note((SegmentId(2),), NOW_MS - 9 * DAY, OFFSET, "", "Mend the #garden gate", ("garden",)),
    ]


def asked_before() -> list[AskedQuestion]:
    """Two questions of yesterday."""
    return [
        AskedQuestion(QuestionId(2), NOW_MS - DAY, "What did Ines say about the ferry numbers?",
                      Outcome.ANSWERED, "Before the review. [1]", "tiny-2B"),
        AskedQuestion(QuestionId(1), NOW_MS - DAY - HOUR, "Where are the spare keys?",
                      Outcome.NOT_FOUND, "Nothing I have seen says so.", ""),
    ]  # fmt: skip


def unusable() -> UsageError:
    """An error as the schema raises it."""
    return UsageError("That is no value.", "It takes a whole number.")
