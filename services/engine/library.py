"""What was kept: brought in, found again, and shown where it stood."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from services.cancel import CancelToken, Progress, no_progress
from services.capture.files import FileIndexer
from services.capture.passes import Passes
from services.engine.core import Core
from services.engine.notes import list_notes, note_of, sections
from services.engine.pictures import cut
from services.errors import UsageError, WorldError
from services.memory.ingest import Ingest
from services.memory.rewrite import Rewriter
from services.records import (
    AddReport,
    Box,
    ChangeKind,
    DocumentId,
    DocumentText,
    FileFailure,
    FolderMode,
    FolderState,
    FrameId,
    FramePicture,
    Hit,
    ImportReport,
    NewCapture,
    Note,
    NoteList,
    Query,
    SearchResult,
    SegmentId,
    Source,
    Trust,
)
from services.retrieval import Retriever
from services.settings import Settings
from services.sources.intake import Intake
from services.sources.json_lines import JsonLines

LONGEST_NOTE = 100_000


class Library:
    """Adds, finds and shows memories. ``index`` brings the vectors into line after an addition."""

    def __init__(
        self,
        core: Core,
        ingest: Ingest,
        rewriter: Rewriter,
        intake: Intake,
        files: FileIndexer,
        passes: Passes,
        retriever: Retriever,
        index: Callable[[], None],
    ) -> None:
        self._core = core
        self._ingest = ingest
        self._rewriter = rewriter
        self._intake = intake
        self._files = files
        self._passes = passes
        self._retriever = retriever
        self._index = index

    def add_paths(
        self,
        paths: Sequence[Path],
        progress: Progress = no_progress,
        cancel: CancelToken | None = None,
    ) -> AddReport:
        """Index files and folders now; what cannot be read is told in the report."""
        report = self._files.add(paths, progress, cancel)
        self._index()
        self._core.changes.tell(ChangeKind.SOURCES)
        return report

    def add_note(self, text: str, tags: Sequence[str] = ()) -> SegmentId:
        """Keep a note of the person's own; returns its first memory.

        The note is Markdown: its sections become memories of their own. Tags are those given and
        the ``#words`` in the text; they stand over every section, and words find them. Raises
        ``UsageError`` where the note is empty or longer than ``LONGEST_NOTE``, or a tag is none.
        """
        clock = self._core.clock
        new = _note(text, tags, clock.now_ms(), clock.offset_min())
        capture_id = self._ingest.add(new)
        self._index()
        return self._core.store.segments.of_capture(capture_id)[0].id

    def edit_note(
        self, note: SegmentId | str, text: str, tags: Sequence[str] | None = None
    ) -> Note:
        """Let a note say something else; ``note`` is the id of one of its sections, or external.

        It keeps its time and its id, and never fades; what it said before goes everywhere, with
        facts and answers that rested on it. ``tags`` are those beside the text (None: as they are).
        Raises ``UsageError`` as ``add_note``, and where there is no such note.
        """
        store = self._core.store
        ids = store.captures.resolve(str(note))
        segment = store.segments.get(ids[0]) if ids else None
        capture = None if segment is None else store.captures.get(segment.capture_id)
        if capture is None or capture.source != Source.NOTE:
            raise UsageError(f"There is no note {note}.", "`notes` lists them with their ids.")
        before = note_of(capture, store.segments.of_capture(capture.id))
        new = _note(text, before.given if tags is None else tags, capture.at_ms, capture.offset_min)
        new = replace(new, trust=capture.trust, author=capture.author, app=capture.app)
        self._rewriter.rewrite(capture, new)
        self._index()
        return note_of(replace(capture, title=new.title), store.segments.of_capture(capture.id))

    def notes(self, tag: str = "", limit: int = 200) -> NoteList:
        """The notes of the person's own, those with a tag where one is named, and all tags."""
        return list_notes(self._core.store, tag, limit)

    def import_jsonl(
        self, path: Path, progress: Progress = no_progress, cancel: CancelToken | None = None
    ) -> ImportReport:
        """Import records; lines that are none are told by number, known ids are skipped."""
        report = self._intake.take(JsonLines(path), progress, cancel)
        self._index()
        return report

    def search(self, query: Query) -> SearchResult:
        """Find memories by words, meaning, people and time."""
        return self._retriever.search(query)

    def apps(self) -> tuple[str, ...]:
        """The programs something was captured from, the most frequent first."""
        return tuple(app for app, _count in self._core.store.captures.apps() if app)

    def hit(self, segment_id: SegmentId) -> Hit:
        """One memory as a hit, for opening a citation; raises ``WorldError`` where it is gone."""
        found = self._retriever.load([segment_id]).get(segment_id)
        if found is None:
            raise WorldError("This memory is no longer kept.", "It was deleted or forgotten.")
        return found

    def picture(self, frame_id: FrameId) -> FramePicture:
        """A frame put together again; raises ``WorldError`` where its pixels are gone."""
        return self._core.store.frames.picture(frame_id)

    def crop(self, hit: Hit, margin: int = 24) -> FramePicture | None:
        """The part of the frame where a hit stood, with ``margin`` pixels around; None without."""
        anchor = hit.anchor
        if anchor.frame_id is None or not anchor.boxes:
            return None
        box = anchor.boxes[0]
        for other in anchor.boxes[1:]:
            box = box.union(other)
        around = Box(
            box.left - margin, box.top - margin, box.width + 2 * margin, box.height + 2 * margin
        )
        frame = self._core.store.frames.get(anchor.frame_id)
        if frame is None:
            return None
        try:
            picture = self.picture(anchor.frame_id)
        except WorldError:
            return None
        return cut(picture, around, scale=picture.width / frame.width)

    def document(self, document_id: DocumentId) -> DocumentText:
        """The stored text of a document version; raises ``WorldError`` where it is gone."""
        return self._core.store.documents.text(document_id)

    def folders(self) -> tuple[FolderState, ...]:
        """The watched folders: how many documents of each are kept, and how far it is read."""
        return tuple(map(self._folder, self._core.preferences.current.files.folders))

    def _folder(self, folder: str) -> FolderState:
        documents = self._core.store.documents
        present = Path(folder).is_dir()
        state = self._passes.state(folder)
        return FolderState(
            folder,
            documents.count_under(folder),
            present,
            mode=state.mode if present else FolderMode.MISSING,
            done=state.done,
            total=state.total,
            left_s=state.left_s,
            detail=state.detail,
            failed=documents.count_failed_under(folder),
            paused=self._passes.is_paused(folder),
        )

    def watch(self, folder: Path) -> Settings:
        """Watch a folder; its documents are read in the background.

        Raises ``UsageError`` where it is no folder.
        """
        folder = folder.expanduser().resolve()
        if not folder.is_dir():
            raise UsageError(f"{folder} is no folder.", "Choose a folder.")
        folders = self._core.preferences.current.files.folders
        if str(folder) in folders:
            return self._core.preferences.current
        return self._core.preferences.change("files.folders", (*folders, str(folder)))

    def unwatch(self, folder: Path) -> Settings:
        """Watch a folder no longer; what was read of it stays, a pause of it ends."""
        folders = self._core.preferences.current.files.folders
        kept = tuple(f for f in folders if f != str(folder))
        settings = self._core.preferences.change("files.folders", kept)
        self._passes.resume(str(folder))
        return settings

    def failures(self, limit: int = 100) -> tuple[FileFailure, ...]:
        """The files that could not be read, and why; the newest first."""
        return tuple(self._core.store.documents.failures(limit))

    def count_failures(self) -> int:
        """How many files could not be read."""
        return self._core.store.documents.count_failures()

    def retry(self, path: Path) -> AddReport:
        """Try a file again that could not be read."""
        self._core.store.documents.clear_failure(str(path))
        return self.add_paths([path])


def _note(text: str, tags: Sequence[str], at_ms: int, offset_min: int) -> NewCapture:
    """A note as a capture; raises ``UsageError`` where there is none, or a tag is none."""
    text = text.strip()
    if not text:
        raise UsageError("The note is empty.", "Write something.")
    if len(text) > LONGEST_NOTE:
        raise UsageError("The note is too long.", "Save it as a file and add that.")
    title, segments = sections(text, tags)
    return NewCapture(
        Source.NOTE, at_ms, offset_min, Trust.TYPED, segments, title=title, author="me"
    )
