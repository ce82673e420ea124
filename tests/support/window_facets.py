"""The facets of the window's fake engine; slow methods refuse the main thread."""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from services.capture.rules import Rules
from services.engine import CancelToken, Progress
from services.engine.notes import tags_of
from services.errors import WorldError
from services.records import (
    AddReport,
    Answer,
    AskedQuestion,
    BrowserState,
    CaptureMode,
    CaptureState,
    ChangeKind,
    ClipboardState,
    Commitment,
    ConsolidationReport,
    ConversationId,
    DeleteReport,
    DeleteRequest,
    DocumentId,
    DocumentText,
    Fact,
    FactId,
    Fading,
    FileFailure,
    FolderMode,
    FolderState,
    FoundModel,
    FrameId,
    FramePicture,
    Hit,
    ImportReport,
    ModelOffer,
    ModelSpeed,
    ModelState,
    Note,
    NoteList,
    PictureState,
    Query,
    QuestionId,
    RuleCheck,
    SearchResult,
    SegmentId,
    Signal,
    Strength,
    Subject,
    Tier,
    WindowInfo,
    Withheld,
)
from services.settings import Settings
from tests.support.window_world import (
    DAY,
    DOCUMENT,
    HEIGHT,
    HOUR,
    MINUTE,
    NOW_MS,
    WIDTH,
    World,
    curve_points,
    frame_picture,
)

if TYPE_CHECKING:
    from tests.support.window_engine import FakeEngine

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
            Withheld(NOW_MS - 3 * HOUR, "card", "secret", "Browser", 2),
            Withheld(NOW_MS - DAY, "private browsing", "title", "Browser"),
        )[:limit]

    def recent_windows(self, limit: int = 20) -> tuple[WindowInfo, ...]:
        return (
            WindowInfo("Firefox", "Ferry times", "https://ferry.example/times"),
            WindowInfo("Editor", "notes.md"),
        )[:limit]

    def try_window(self, app: str, title: str = "", url: str = "") -> RuleCheck:
        match = Rules(self._engine.settings.capture).match(WindowInfo(app, title, url))
        return RuleCheck(True) if match is None else RuleCheck(False, match.rule, match.kind)

    def forget_excluded(
        self, app: str = "", title: str = "", site: str = "", *, dry_run: bool = False
    ) -> DeleteReport:
        if not dry_run:
            self._engine.calls.append(("forget_excluded", (app, title, site)))
        return DeleteReport(captures=12 if site else 0, dry_run=dry_run)

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

    def add_note(self, text: str, tags: Sequence[str] = ()) -> SegmentId:
        self._engine.notes.append(text)
        self._engine.note_tags.append(tuple(tags))
        return SegmentId(999)

    def edit_note(
        self, note: SegmentId | str, text: str, tags: Sequence[str] | None = None
    ) -> Note:
        kept = self._engine.kept_notes
        at = next(n for n, one in enumerate(kept) if note in one.segment_ids)
        given = kept[at].given if tags is None else tuple(tags)
        heading = text.partition("\n")[0]
        kept[at] = replace(
            kept[at],
            text=text,
            title=heading.lstrip("# ") if heading.startswith("#") else "",
            tags=tags_of(text, given),
            given=given,
        )
        self._engine.tell(ChangeKind.CAPTURES)
        return kept[at]

    def notes(self, tag: str = "", limit: int = 200) -> NoteList:
        kept = self._engine.kept_notes
        counts = Counter(name for note in kept for name in note.tags)
        chosen = [note for note in kept if not tag or tag in note.tags]
        tags = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        return NoteList(tuple(chosen[:limit]), len(chosen), tuple(tags))

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
        return tuple(
            self._engine.folder_states.get(f)
            or FolderState(f, 42, present, FolderMode.DONE if present else FolderMode.MISSING)
            for f in self._engine.watched
            for present in [Path(f).name != "Stick"]
        )

    def watch(self, folder: Path) -> Settings:
        self._engine.watched.append(str(folder))
        self._engine.tell(ChangeKind.SOURCES)
        return self._engine.settings

    def unwatch(self, folder: Path) -> Settings:
        self._engine.watched.remove(str(folder))
        self._engine.tell(ChangeKind.SOURCES)
        return self._engine.settings

    def failures(self, limit: int = 100) -> tuple[FileFailure, ...]:
        return tuple(self._engine.failures[:limit])

    def count_failures(self) -> int:
        return len(self._engine.failures)

    def retry(self, path: Path) -> AddReport:
        self._engine.failures = [f for f in self._engine.failures if f.path != str(path)]
        return AddReport(added=1)


class FakeSources(Part):
    """Slow but for ``paused``, which the window asks on its main thread."""

    def paused(self) -> bool:
        return self._engine.files_paused

    def pause(self, folder: Path | None = None) -> None:
        self._set_paused(folder, paused=True)

    def resume(self, folder: Path | None = None) -> None:
        self._set_paused(folder, paused=False)

    def _set_paused(self, folder: Path | None, *, paused: bool) -> None:
        if folder is None:
            self._engine.files_paused = paused
        else:
            name = str(folder)
            mode = FolderMode.PAUSED if paused else FolderMode.DONE
            before = self._engine.folder_states.get(name, FolderState(name, 42, True))
            self._engine.folder_states[name] = replace(before, mode=mode, paused=paused)
        self._engine.tell(ChangeKind.SOURCES)

    def retry_failed(self, progress: Progress, cancel: CancelToken | None) -> AddReport:
        count, self._engine.failures = len(self._engine.failures), []
        return AddReport(added=count)

    def import_from(
        self,
        path: Path,
        progress: Progress,
        cancel: CancelToken | None,
        *,
        dry_run: bool = False,
    ) -> ImportReport:
        if "import_from" in self._engine.broken:
            raise self._engine.broken["import_from"]
        self._engine.calls.append(("import_from", (path, dry_run)))
        return replace(self._engine.coming, dry_run=dry_run)

    def clipboard(self) -> ClipboardState:
        wanted = self._engine.settings.sources.clipboard
        problem = self._engine.clipboard_problem if wanted else ""
        return ClipboardState(wanted, wanted and not problem, problem)

    def browsers(self) -> tuple[BrowserState, ...]:
        return self._engine.profiles

    def read_browsers(self, progress: Progress, cancel: CancelToken | None) -> ImportReport:
        return ImportReport(31, 2, left_out=4)


@off_main
class FakeAsking(Part):
    def ask(
        self,
        question: str,
        *,
        conversation: ConversationId | None = None,
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
        self._engine.calls.append(("conversation", (conversation,)))
        self._engine.tell(ChangeKind.QUESTIONS)
        understood = f"{question} (whole)" if conversation is not None else ""
        talk = conversation or ConversationId(7)
        return replace(answer, conversation_id=talk, understood=understood)

    def read_ahead(
        self,
        text: str,
        *,
        conversation: ConversationId | None = None,
        cancel: CancelToken | None = None,
    ) -> bool:
        self._engine.calls.append(("ahead", (text, conversation)))
        return True

    def history(self, limit: int = 50, text: str = "") -> tuple[AskedQuestion, ...]:
        wanted = text.casefold()
        return tuple(q for q in self._engine.history if wanted in q.question.casefold())[:limit]

    def forget_question(self, question_id: QuestionId, /) -> None:
        self._engine.history = [q for q in self._engine.history if q.id != question_id]

    def forget_conversation(self, conversation_id: ConversationId, /) -> None:
        self._engine.history = [
            q for q in self._engine.history if q.conversation_id != conversation_id
        ]

    def clear_history(self) -> None:
        self._engine.history = []

    def model(self) -> ModelState:
        return self._engine.model

    def choose_model(self, path: Path | None) -> ModelState:
        text = "" if path is None else str(path)
        self._engine.model = ModelState(path is not None, text, "" if path is None else path.stem)
        return self._engine.model


@off_main
class FakeModels(Part):
    def offers(self) -> tuple[ModelOffer, ...]:
        here = "/models/small.gguf" if self._engine.downloaded else ""
        return (
            ModelOffer("small", "Small 2B", "maker/small-GGUF", "Apache-2.0", "English, German",
                       1_400_000_000, 4, "fast", True, True, here),
            ModelOffer("large", "Large 30B", "maker/large-GGUF", "Apache-2.0", "over 100",
                       18_700_000_000, 32, "slow", False, False),
        )  # fmt: skip

    def found(self) -> tuple[FoundModel, ...]:
        chosen = self._engine.model.path
        paths = [("/lm/qwen.gguf", "LM Studio")]
        paths += [("/models/small.gguf", "Afterimage")] if self._engine.downloaded else []
        return tuple(
            FoundModel(path, program, Path(path).stem, 2_000_000_000, path == chosen)
            for path, program in paths
        )

    def download(self, model_id: str, progress: Progress, cancel: CancelToken | None) -> Path:
        progress(700_000_000, 1_400_000_000, "Small 2B")
        gate = self._engine.gates.get("downloading")
        while gate is not None and not gate.wait(0.01):
            if cancel is not None:
                cancel.check()
        self._engine.downloaded = True
        return Path("/models/small.gguf")

    def remove(self, path: Path) -> None:
        self._engine.downloaded = False

    def measure(self, path: Path | None = None, cancel: CancelToken | None = None) -> ModelSpeed:
        return ModelSpeed("small", 105.0, 34.0, 900.0, "on the processor")


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
        self,
        subject: str | None = None,
        at_ms: int | None = None,
        all: bool = False,  # noqa: A002 - the engine's word
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

    def restore_fact(self, fact_id: FactId, /) -> Fact:
        self._world.facts.append(self._world.forgotten.pop(fact_id))
        return self._world.facts[-1]

    def forget_fact(self, fact_id: FactId, /) -> None:
        self._world.forgotten[fact_id] = next(f for f in self._world.facts if f.id == fact_id)
        self._world.facts = [f for f in self._world.facts if f.id != fact_id]

    def settle(self, fact_id: FactId, /) -> Fact:
        chosen = next(f for f in self._world.facts if f.id == fact_id)
        for fact in list(self._world.facts):
            if fact.slot == chosen.slot and fact.subject == chosen.subject:
                closed = None if fact.id == fact_id else NOW_MS
                self._replace(replace(fact, conflicting=False, valid_to_ms=closed))
        return next(f for f in self._world.facts if f.id == fact_id)

    def commitments(self, *, ended: bool = False) -> tuple[Commitment, ...]:
        return tuple(c for c in self._world.commitments if ended or c.open)

    def end_commitment(self, fact_id: FactId, /, outcome: str) -> Commitment:
        found = next(c for c in self._world.commitments if c.fact_id == fact_id)
        changed = replace(found, outcome=outcome, ended_ms=NOW_MS if outcome else None)
        self._world.commitments = [
            changed if c.fact_id == fact_id else c for c in self._world.commitments
        ]
        return changed

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
                Fading(
                    segment.id, capture.id, segment.text, segment.at_ms, capture.app,
                    capture.title, Tier.HOT, Tier.WARM, self._world.strengths[segment.id],
                    "seen 12 days ago, never used; from then on found by words only",
                )
            )  # fmt: skip
        return tuple(made)

    def keep(self, segment_ids: Sequence[SegmentId], days: int = 30) -> None:
        if days:
            self._engine.kept.update(segment_ids)
        else:
            self._engine.kept.difference_update(segment_ids)

    def strengths(self, segment_ids: Sequence[SegmentId]) -> dict[SegmentId, Strength]:
        pins = {int(s) for s, signal in self._engine.signals if signal is Signal.PIN}
        return {
            i: Strength(
                i, self._world.strengths.get(i, 0.5), 12.0, 0.7, 2, Tier.HOT, int(i) in pins,
                "names Ines Carvalho, a date or time, you typed it",
            )
            for i in segment_ids
        }  # fmt: skip

    def curve(self, segment_id: SegmentId) -> tuple[tuple[int, float], ...]:
        return curve_points(NOW_MS - 4 * DAY)

    def consolidate(self, progress: Progress, cancel: CancelToken | None) -> ConsolidationReport:
        progress(1, 3, "making events")
        progress(3, 3, "deciding what fades")
        return ConsolidationReport(4, 4, 3, 1, 2, 5, {"hot": 90}, 2300)

    def delete(self, request: DeleteRequest, *, dry_run: bool = False) -> DeleteReport:
        if not dry_run:
            self._engine.deleted.append(request)
        return DeleteReport(1, 3, 1, facts=2, dry_run=dry_run)
