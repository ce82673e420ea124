"""A fake engine for the window: the real protocol over a made-up week; slow methods refuse the main thread."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from services.clock import ManualClock
from services.engine import CancelToken, Progress
from services.errors import UsageError, WorldError
from services.records import (
    AddReport,
    Answer,
    AskedQuestion,
    Capture,
    CaptureId,
    CaptureMode,
    CaptureState,
    ChangeKind,
    Check,
    Citation,
    ConsolidationReport,
    DaySummary,
    DeleteReport,
    DeleteRequest,
    Density,
    DocumentId,
    DocumentText,
    Event,
    Fact,
    FactId,
    Fading,
    FileFailure,
    FilmFrame,
    FolderState,
    FrameId,
    FramePicture,
    Hit,
    ImportReport,
    ModelState,
    Moment,
    Outcome,
    PictureState,
    Query,
    QuestionId,
    SearchResult,
    SegmentId,
    Signal,
    Stats,
    Strength,
    Subject,
    Tier,
    TimeWindow,
    Timings,
    Withheld,
)
from services.settings import Settings, Value, find_option
from tests.support.window_world import (
    DAY,
    DOCUMENT,
    HEIGHT,
    HOUR,
    MAIL_QUOTE,
    MINUTE,
    NOTE,
    NOW_MS,
    OFFSET,
    QUOTE,
    WIDTH,
    World,
    frame_picture,
    make_world,
)

C = TypeVar("C", bound=type)
FAST = {"state"}


def off_main(kind: C) -> C:
    """Make every public method of a class note (and refuse) calls on the main thread."""
    for name, method in list(vars(kind).items()):
        if callable(method) and not name.startswith("_") and name not in FAST:
            setattr(kind, name, _guarded(name, method))
    return kind


def _guarded(name: str, method: Callable[..., object]) -> Callable[..., object]:
    def call(self: "Part", *args: object, **more: object) -> object:
        if threading.current_thread() is threading.main_thread() and self._engine.strict:
            self._engine.on_main.append(name)
            raise AssertionError(f"{name} was called on the main thread")
        self._engine.calls.append((name, args))
        if name in self._engine.broken:
            raise self._engine.broken[name]
        gate = self._engine.gates.get(name)
        if gate is not None:
            gate.wait(20)
        return method(self, *args, **more)

    return call


class Part:
    """A facet of the fake."""

    def __init__(self, engine: "FakeEngine") -> None:
        self._engine = engine

    @property
    def _world(self) -> World:
        return self._engine.world


@off_main
class FakeRecording(Part):
    def consent_given(self) -> bool:
        return self._engine.consent

    def give_consent(self) -> None:
        self._engine.consent = True
        self._engine.capture = replace(self._engine.capture, mode=CaptureMode.RECORDING)
        self._engine.tell(ChangeKind.RECORDER)

    def withdraw_consent(self) -> None:
        self._engine.consent = False
        self._engine.capture = replace(self._engine.capture, mode=CaptureMode.NO_CONSENT)
        self._engine.tell(ChangeKind.RECORDER)

    def state(self) -> CaptureState:
        return self._engine.capture

    def pause(self, minutes: int | None) -> None:
        until = None if minutes is None else NOW_MS + minutes * MINUTE
        self._engine.capture = replace(
            self._engine.capture, mode=CaptureMode.PAUSED, paused_until_ms=until
        )
        self._engine.tell(ChangeKind.RECORDER)

    def resume(self) -> None:
        self._engine.capture = replace(
            self._engine.capture, mode=CaptureMode.RECORDING, paused_until_ms=None
        )
        self._engine.tell(ChangeKind.RECORDER)

    def withheld(self, limit: int = 100) -> tuple[Withheld, ...]:
        return (
            Withheld(NOW_MS - 20 * MINUTE, "keepassxc", "app", "keepassxc"),
            Withheld(NOW_MS - 3 * HOUR, "card number", "secret", "Browser", 2),
            Withheld(NOW_MS - DAY, "private browsing", "title", "Browser"),
        )[:limit]

    def exclude(self, app: str = "", title: str = "", site: str = "") -> Settings:
        for key, text in (("apps", app), ("titles", title), ("sites", site)):
            if text:
                before = self._engine.settings.get(f"capture.excluded_{key}")
                assert isinstance(before, tuple)
                self._engine.change_setting(f"capture.excluded_{key}", (*before, text))
        return self._engine.settings


@off_main
class FakeLibrary(Part):
    def add_paths(
        self, paths: Sequence[Path], progress: Progress, cancel: CancelToken | None
    ) -> AddReport:
        for at, path in enumerate(paths):
            progress(at, len(paths), path.name)
        return AddReport(added=len(paths))

    def add_note(self, text: str) -> SegmentId:
        self._engine.notes.append(text)
        return SegmentId(999)

    def import_jsonl(
        self, path: Path, progress: Progress, cancel: CancelToken | None
    ) -> ImportReport:
        return ImportReport(12, 3, ((4, "no text"),))

    def search(self, query: Query) -> SearchResult:
        words = [w for w in query.text.casefold().split() if len(w) > 2]
        found = []
        for segment_id in self._world.segments:
            hit = self._world.hit(segment_id)
            score = sum(w in f"{hit.text} {hit.title}".casefold() for w in words)
            if not score or (query.app and hit.app != query.app):
                continue
            if query.source and hit.source != query.source:
                continue
            if query.from_ms is not None and hit.at_ms < query.from_ms:
                continue
            found.append(replace(hit, score=score))
        found.sort(key=lambda h: -h.score)
        return SearchResult(tuple(found[: query.k]), 11.0)

    def apps(self) -> tuple[str, ...]:
        return ("Browser", "Chat", "Editor", "Mail", "Reader")

    def hit(self, segment_id: SegmentId) -> Hit:
        if segment_id not in self._world.segments:
            raise WorldError("This memory is gone.", "It was forgotten.")
        return self._world.hit(segment_id)

    def picture(self, frame_id: FrameId) -> FramePicture:
        state = self._world.pictures.get(frame_id, PictureState.GONE)
        if state is PictureState.GONE:
            return FramePicture(frame_id, 0, 0, b"", state)
        return frame_picture(frame_id, state)

    def crop(self, hit: Hit, margin: int = 24) -> FramePicture | None:
        if hit.anchor.frame_id is None or not hit.anchor.boxes:
            return None
        from PIL import Image

        box = hit.anchor.boxes[0]
        whole = frame_picture(hit.anchor.frame_id)
        image = Image.frombytes("RGB", (WIDTH, HEIGHT), whole.rgb)
        cut = image.crop(
            (box.left - margin, box.top - margin, box.right + margin, box.bottom + margin)
        )
        return FramePicture(
            hit.anchor.frame_id, cut.width, cut.height, cut.tobytes(), PictureState.FULL
        )

    def document(self, document_id: DocumentId) -> DocumentText:
        if document_id != 1:
            raise WorldError("This file's text is gone.", "It was forgotten.")
        return DocumentText(
            "/docs/quay-inspection.pdf", "quay-inspection", DOCUMENT, True, NOW_MS - DAY
        )

    def folders(self) -> tuple[FolderState, ...]:
        return tuple(FolderState(f, 42, Path(f).name != "Stick") for f in self._engine.watched)

    def watch(self, folder: Path) -> Settings:
        self._engine.watched.append(str(folder))
        self._engine.tell(ChangeKind.SOURCES)
        return self._engine.settings

    def unwatch(self, folder: Path) -> Settings:
        self._engine.watched.remove(str(folder))
        self._engine.tell(ChangeKind.SOURCES)
        return self._engine.settings

    def failures(self) -> tuple[FileFailure, ...]:
        return tuple(self._engine.failures)

    def retry(self, path: Path) -> AddReport:
        self._engine.failures = [f for f in self._engine.failures if f.path != str(path)]
        return AddReport(added=1)


@off_main
class FakeAsking(Part):
    def ask(
        self,
        question: str,
        *,
        on_text: Callable[[str], None] = lambda _text: None,
        cancel: CancelToken | None = None,
    ) -> Answer:
        for word in self._engine.stream:
            if cancel is not None:
                cancel.check()
            on_text(word)
        gate = self._engine.gates.get("answer")
        while gate is not None and not gate.wait(0.01):
            if cancel is not None:
                cancel.check()
        answer = self._engine.answers.get(question, self._engine.default_answer)
        self._engine.tell(ChangeKind.QUESTIONS)
        return answer

    def history(self, limit: int = 50) -> tuple[AskedQuestion, ...]:
        return tuple(self._engine.history)[:limit]

    def forget_question(self, question_id: QuestionId, /) -> None:
        self._engine.history = [q for q in self._engine.history if q.id != question_id]

    def clear_history(self) -> None:
        self._engine.history = []

    def model(self) -> ModelState:
        return self._engine.model

    def choose_model(self, path: Path | None) -> ModelState:
        text = "" if path is None else str(path)
        self._engine.model = ModelState(path is not None, text, "" if path is None else path.stem)
        return self._engine.model


@off_main
class FakeMemories(Part):
    def subjects(self) -> tuple[Subject, ...]:
        names = dict.fromkeys(f.subject for f in self._world.facts)
        made = []
        for at, name in enumerate(names):
            facts = [f for f in self._world.facts if f.subject == name]
            clashes = len({f.slot for f in facts if f.conflicting and f.valid_to_ms is None})
            made.append(
                Subject(name, len(facts), clashes, NOW_MS - at * DAY, max(0.98 - 0.14 * at, 0.2))
            )
        return tuple(made)

    def facts(
        self, subject: str | None = None, at_ms: int | None = None, all: bool = False
    ) -> tuple[Fact, ...]:
        found = [f for f in self._world.facts if subject is None or f.subject == subject]
        if at_ms is not None:
            found = [
                f for f in found
                if f.valid_from_ms <= at_ms and (f.valid_to_ms is None or f.valid_to_ms > at_ms)
            ]  # fmt: skip
        return tuple(f for f in found if all or at_ms is not None or f.valid_to_ms is None)

    def _replace(self, fact: Fact) -> Fact:
        self._world.facts = [fact if f.id == fact.id else f for f in self._world.facts]
        return fact

    def edit_fact(self, fact_id: FactId, /, value: str) -> Fact:
        fact = next(f for f in self._world.facts if f.id == fact_id)
        return self._replace(replace(fact, value=value, edited=True))

    def forget_fact(self, fact_id: FactId, /) -> None:
        self._world.facts = [f for f in self._world.facts if f.id != fact_id]

    def settle(self, fact_id: FactId, /) -> Fact:
        chosen = next(f for f in self._world.facts if f.id == fact_id)
        for fact in list(self._world.facts):
            if fact.slot == chosen.slot and fact.subject == chosen.subject:
                closed = None if fact.id == fact_id else NOW_MS
                self._replace(replace(fact, conflicting=False, valid_to_ms=closed))
        return next(f for f in self._world.facts if f.id == fact_id)

    def feedback(self, segment: SegmentId | str, signal: Signal) -> Strength:
        self._engine.signals.append((segment, signal))
        return self.strengths((SegmentId(int(segment)),))[SegmentId(int(segment))]

    def fading(self, limit: int = 200) -> tuple[Fading, ...]:
        weak = [s for s in self._world.segments.values() if self._world.strengths[s.id] < 0.4]
        made = []
        for segment in weak[:limit]:
            if segment.id in self._engine.kept:
                continue
            capture = self._world.captures[segment.capture_id]
            made.append(
                Fading(segment.id, capture.id, segment.text, segment.at_ms, capture.app, capture.title,
                       Tier.HOT, Tier.WARM, self._world.strengths[segment.id], "seen once, not used since")
            )  # fmt: skip
        return tuple(made)

    def keep(self, segment_ids: Sequence[SegmentId]) -> None:
        self._engine.kept.update(segment_ids)

    def strengths(self, segment_ids: Sequence[SegmentId]) -> dict[SegmentId, Strength]:
        pins = {int(s) for s, signal in self._engine.signals if signal is Signal.PIN}
        return {
            i: Strength(i, self._world.strengths.get(i, 0.5), 12.0, 0.7, 2, Tier.HOT, int(i) in pins,
                        "2 names, a date, typed by you")
            for i in segment_ids
        }  # fmt: skip

    def curve(self, segment_id: SegmentId) -> tuple[tuple[int, float], ...]:
        return curve_points(NOW_MS - 4 * DAY)

    def consolidate(self, progress: Progress, cancel: CancelToken | None) -> ConsolidationReport:
        progress(1, 3, "Events")
        progress(3, 3, "Tiers")
        return ConsolidationReport(4, 4, 3, 1, 2, 5, {"hot": 90}, 2300)

    def delete(self, request: DeleteRequest, *, dry_run: bool = False) -> DeleteReport:
        if not dry_run:
            self._engine.deleted.append(request)
        return DeleteReport(1, 3, 1, facts=2, dry_run=dry_run)


def curve_points(start_ms: int) -> tuple[tuple[int, float], ...]:
    """A curve that falls, is lifted once, and falls again."""
    points = []
    for step in range(41):
        days = step * 0.75
        since = days if days < 3 else days - 3
        stability = 6.0 if days < 3 else 16.0
        points.append((round(start_ms + days * DAY), (1 + 0.9803 * since / stability) ** -0.1542))
    return tuple(points)


@off_main
class FakeTimeline(Part):
    def span(self) -> TimeWindow | None:
        if not self._world.captures:
            return None
        times = [c.at_ms for c in self._world.captures.values()]
        return TimeWindow(min(times) - self._engine.years * 365 * DAY, max(times) + 1)

    def density(self, window: TimeWindow, bins: int) -> Density:
        width = max((window.end_ms - window.start_ms) // bins, 1)
        total, strength = [0] * bins, [0.0] * bins
        lanes: dict[str, list[int]] = {}
        for segment in self._world.segments.values():
            capture = self._world.captures[segment.capture_id]
            at = (segment.at_ms - window.start_ms) // width
            if 0 <= at < bins:
                total[at] += 1
                strength[at] = max(strength[at], self._world.strengths[segment.id])
                lanes.setdefault(capture.app or "Note", [0] * bins)[at] += 1
        if self._engine.years and width > HOUR:
            for at in range(bins):
                total[at] += 3 + (at * 7919) % 11
                strength[at] = max(strength[at], 0.15 + 0.8 * (at / bins) ** 2)
        return Density(window.start_ms, width, tuple(total), tuple(strength),
                       {k: tuple(v) for k, v in lanes.items()})  # fmt: skip

    def events(self, window: TimeWindow, limit: int = 500) -> tuple[Event, ...]:
        found = [
            e
            for e in self._world.events
            if e.start_ms < window.end_ms and e.end_ms > window.start_ms
        ]
        return tuple(found[:limit])

    def film(self, window: TimeWindow, count: int) -> tuple[FilmFrame, ...]:
        seen = [
            c for c in self._world.captures.values()
            if c.frame_id is not None and window.start_ms <= c.at_ms < window.end_ms
        ]  # fmt: skip
        seen.sort(key=lambda c: c.at_ms)
        step = max(len(seen) / count, 1.0)
        chosen = [seen[int(i * step)] for i in range(min(count, len(seen)))]
        made = []
        for capture in chosen:
            strength = next(
                self._world.strengths[s.id]
                for s in self._world.segments.values()
                if s.capture_id == capture.id
            )
            assert capture.frame_id is not None
            made.append(
                FilmFrame(
                    capture.id,
                    capture.frame_id,
                    capture.at_ms,
                    capture.app,
                    capture.title,
                    strength,
                )
            )
        return tuple(made)

    def nearest(self, at_ms: int) -> CaptureId | None:
        captures = self._world.captures.values()
        return min(captures, key=lambda c: abs(c.at_ms - at_ms)).id if captures else None

    def moment(self, capture_id: CaptureId) -> Moment:
        capture = self._world.captures[capture_id]
        segments = tuple(s for s in self._world.segments.values() if s.capture_id == capture_id)
        strengths = self._engine.memories.strengths(tuple(s.id for s in segments))
        event = next(
            (
                e
                for e in self._world.events
                if e.start_ms <= capture.at_ms < e.end_ms and e.app == capture.app
            ),
            None,
        )
        return Moment(
            capture, segments, tuple(strengths.values()), event, curve_points(capture.at_ms)
        )

    def day(self, at_ms: int) -> DaySummary:
        start = (at_ms + OFFSET * MINUTE) // DAY * DAY - OFFSET * MINUTE
        events = self.events(TimeWindow(start, start + DAY))
        best = sorted(events, key=lambda e: -e.strength)[:3]
        return DaySummary(start, tuple(e.title for e in best), 30, len(events))

    def withheld(self, window: TimeWindow) -> tuple[Withheld, ...]:
        at = NOW_MS - 3 * HOUR - 20 * MINUTE
        entries = tuple(
            Withheld(at + n * MINUTE, "private browsing", "title", "Browser") for n in range(28)
        )
        return tuple(w for w in entries if window.start_ms <= w.at_ms < window.end_ms)

    def captures(self, window: TimeWindow, limit: int) -> tuple[Capture, ...]:
        return tuple(
            c for c in self._world.captures.values() if window.start_ms <= c.at_ms < window.end_ms
        )[:limit]


@off_main
class FakeUpkeep(Part):
    def stats(self) -> Stats:
        return Stats(
            captures=len(self._world.captures),
            segments={"hot": 90, "warm": 40, "archived": 12},
            facts={"current": 11, "closed": 2},
            bytes={"database": 240_000_000, "images": 5_600_000_000, "vectors": 260_000_000},
            frames={"seen": 18_000, "kept": 2140, "dropped": 15_860},
            ocr={"lines": 52_000, "from_cache": 48_100},
            cpu_s={
                "compare": 41.2,
                "read": 122.8,
                "encode": 33.0,
                "store": 12.4,
                "embed": 61.9,
                "parse": 8.8,
            },
            events=len(self._world.events),
        )

    def doctor(self, repair: bool = False) -> tuple[Check, ...]:
        return (
            Check("vault", True, "opens, sealed with the keyring's key"),
            Check(
                "index",
                repair,
                "2 vectors are missing",
                "" if repair else "Press “Check and repair”.",
            ),
        )

    def backup(self, file: Path, progress: Progress, cancel: CancelToken | None) -> dict[str, int]:
        progress(1, 2, "database")
        return {"blobs": 120, "bytes": 734_000_000}

    def export(
        self, folder: Path, progress: Progress, cancel: CancelToken | None
    ) -> dict[str, int]:
        return {"captures": 120, "facts": 13}

    def forecast(self) -> tuple[tuple[int, int], ...]:
        return tuple(
            (NOW_MS + n * 30 * DAY, round(6.1e9 + (1 - 0.93**n) * 11e9)) for n in range(25)
        )


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
        self.failures = [] if empty else [
            FileFailure("/home/you/Documents/old scan.pdf", "The file is encrypted.", NOW_MS),
            FileFailure("/home/you/Documents/plan.docx", "The file is broken: no document inside.", NOW_MS),
        ]  # fmt: skip
        self.notes: list[str] = []
        self.signals: list[tuple[SegmentId | str, Signal]] = []
        self.kept: set[SegmentId] = set()
        self.deleted: list[DeleteRequest] = []
        self.model = ModelState(False, build="building 41 %")
        self.stream: tuple[str, ...] = ("It is ", "on Thursday ")
        self.answers: dict[str, Answer] = {}
        self.history = [] if empty else asked_before()
        self.years = 0
        self.started = self.closed = False
        self._settings = Settings()
        self._listeners: list[Callable[[ChangeKind], None]] = []
        self.recording, self.library = FakeRecording(self), FakeLibrary(self)
        self.asking, self.memories = FakeAsking(self), FakeMemories(self)
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
            "The harvest review is on Thursday 19 March at 14:30 in room K-7. [1] Until 17 March it was"
            " planned for Wednesday at 10:00 in A-3. [2]\nYou promised Ines the new draft by Wednesday"
            " evening. [1][3]"
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

    def start(self) -> None:
        self.started = True

    def close(self) -> None:
        self.closed = True


def asked_before() -> list[AskedQuestion]:
    """Two questions of yesterday."""
    return [
        AskedQuestion(QuestionId(2), NOW_MS - DAY, "What did Ines say about the ferry numbers?",
                      Outcome.ANSWERED, "Accounting wants them in before the review. [1]", "tiny-2B"),
        AskedQuestion(QuestionId(1), NOW_MS - DAY - HOUR, "Where are the spare keys?",
                      Outcome.NOT_FOUND, "Nothing I have seen says so.", ""),
    ]  # fmt: skip


def unusable() -> UsageError:
    """An error as the schema raises it."""
    return UsageError("That is no value.", "It takes a whole number.")
