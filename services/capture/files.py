"""Brings files into memory and follows them: new, changed, renamed, copied and deleted ones."""

import hashlib
import hmac
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from typing import Protocol

from services.cancel import CancelToken, Progress, no_progress
from services.capture.files_walk import Found, Walk, Walker, look
from services.clock import Clock, local_offset_min
from services.errors import Cancelled, DocumentError
from services.reading.jobs import ParsedDocument, ParseLimits, ReadingError
from services.records import (
    AddReport,
    CaptureId,
    ChangeKind,
    Document,
    DocumentId,
    FileFailure,
    NewCapture,
    Source,
    Tier,
    Trust,
)
from services.settings import Settings
from services.store import MemoryChange, NewDocument, Store

_HASH_CHUNK = 1024 * 1024


class DocumentParser(Protocol):
    """Reads one file within limits (``services.reading.worker.ReadingWorker``)."""

    def parse_document(self, path: Path, limits: ParseLimits) -> ParsedDocument:
        """The text and segments; raises ``DocumentError`` or ``ReadingError``."""
        ...


class Inbox(Protocol):
    """Takes captures into memory (``services.memory.ingest.Ingest``)."""

    def add(self, capture: NewCapture) -> CaptureId:
        """Store one capture."""
        ...


class _Fate(Enum):
    """What became of one file."""

    ADDED = auto()
    UPDATED = auto()
    SKIPPED = auto()


@dataclass(slots=True)
class _Tally:
    """Counts of a run; ``known_failures`` maps paths to why they could not be read before."""

    known_failures: dict[str, str]
    counts: dict[_Fate, int] = field(default_factory=lambda: dict.fromkeys(_Fate, 0))
    failed: list[FileFailure] = field(default_factory=list)

    def report(self) -> AddReport:
        return AddReport(
            added=self.counts[_Fate.ADDED],
            updated=self.counts[_Fate.UPDATED],
            skipped=self.counts[_Fate.SKIPPED],
            failed=tuple(self.failed),
        )


class FileIndexer:
    """Reads files into the store, one at a time, from any thread.

    ``hash_key`` keys the hashes of contents, so that the database does not tell which files of
    the world a person has. ``forget`` deletes captures with all that was derived from them; it is
    used where the text of deleted files is not kept.
    """

    def __init__(
        self,
        store: Store,
        parser: DocumentParser,
        ingest: Inbox,
        clock: Clock,
        settings: Callable[[], Settings],
        hash_key: bytes,
        *,
        forget: Callable[[Sequence[CaptureId]], object],
        on_change: Callable[[ChangeKind], None] = lambda _kind: None,
    ) -> None:
        self._store = store
        self._parser = parser
        self._ingest = ingest
        self._clock = clock
        self._settings = settings
        self._hash_key = hash_key
        self._forget = forget
        self._on_change = on_change
        self._guard = threading.Lock()

    def add(
        self,
        paths: Iterable[Path],
        progress: Progress = no_progress,
        cancel: CancelToken | None = None,
    ) -> AddReport:
        """Index files and folders now; what is unchanged is skipped, what is gone is noted.

        A file that cannot be read is reported and passed over; one named itself is tried again
        even if it failed before. ``Cancelled`` is raised where ``cancel`` was set; what was done
        before stays. Raises ``DataDirError`` where the library cannot be written.
        """
        token = cancel or CancelToken()
        tally = _Tally(
            {failure.path: failure.error for failure in self._store.documents.failures()}
        )
        walk = Walk()
        folders: list[Path] = []
        for path in dict.fromkeys(_resolved(path) for path in paths):
            found = look(path)
            if found is not None:
                tally.known_failures.pop(str(path), None)
                walk.files.append(found)
            elif path.is_dir():
                folders.append(path)
            else:
                tally.failed.append(FileFailure(_shown(path), "There is no such file or folder."))
        below = self.walker().walk(folders)
        walk.files += below.files
        tally.failed += [
            FileFailure(_shown(path), "The folder cannot be opened.") for path in below.closed
        ]
        self._run(walk.files, tally, progress, token)
        self._note_gone([gone for root in folders for gone in self._gone_below(root, below)])
        return tally.report()

    def follow(self, paths: Iterable[Path], root: Path, cancel: CancelToken) -> AddReport:
        """Take in what changed below a watched folder: each path may be new, changed or gone.

        Where the watched folder itself is gone (a drive was taken out), nothing is forgotten.
        """
        tally = _Tally(
            {failure.path: failure.error for failure in self._store.documents.failures()}
        )
        walker = self.walker()
        if not root.is_dir():
            return tally.report()
        files: list[Found] = []
        gone: list[str] = []
        for path in paths:
            found = look(path)
            if path.is_symlink() or not path.is_relative_to(root):
                continue
            if found is not None:
                files += [found] if walker.wants(path, root) else []
            elif path.is_dir():
                files += [f for f in walker.walk([path]).files if walker.wants(f.path, root)]
            else:
                gone += [d.path for d in self._store.documents.under(str(path))]
                gone.append(str(path))
        self._run(files, tally, no_progress, cancel)
        self._note_gone(gone)
        return tally.report()

    def walker(self) -> Walker:
        """A walker that leaves out what the settings say."""
        return Walker(self._settings().files.ignored)

    def _run(
        self, files: Sequence[Found], tally: _Tally, progress: Progress, cancel: CancelToken
    ) -> None:
        for number, found in enumerate(files):
            cancel.check()
            progress(number, len(files), found.path.name)
            with self._guard:
                self._take(found, tally, cancel)
        progress(len(files), len(files), "")

    def _take(self, found: Found, tally: _Tally, cancel: CancelToken) -> None:
        """Index one file and count what became of it."""
        path = _shown(found.path)
        before = tally.known_failures.get(path)
        size, modified = found.size_bytes, found.modified_ms
        if before and self._store.documents.failed_before(path, size, modified):
            tally.failed.append(FileFailure(path, before))
            return
        try:
            fate = self._index(found)
        except (DocumentError, ReadingError) as error:
            if cancel.cancelled:  # the worker was closed under the file: no fault of the file's
                raise Cancelled from error
            failure = FileFailure(path, str(error), self._clock.now_ms())
            self._store.documents.fail(failure, size, modified)
            self._on_change(ChangeKind.SOURCES)
            tally.failed.append(failure)
            return
        tally.counts[fate] += 1
        if fate is not _Fate.SKIPPED:
            self._on_change(ChangeKind.SOURCES)

    def _index(self, found: Found) -> _Fate:
        documents = self._store.documents
        path = str(found.path)
        if path != _shown(found.path):
            raise DocumentError("The file's name is no text.", "Rename it to have it read.")
        known = documents.present(path)
        if known and (known.size_bytes, known.modified_ms) == (found.size_bytes, found.modified_ms):
            documents.clear_failure(path)
            return _Fate.SKIPPED
        content_hash = self._hash(found)
        if known and known.content_hash == content_hash:
            documents.touch(known.id, found.size_bytes, found.modified_ms)
            documents.clear_failure(path)
            return _Fate.SKIPPED
        if self._moved_here(content_hash, found):
            return _Fate.UPDATED
        self._read(found, content_hash, known)
        return _Fate.ADDED if known is None else _Fate.UPDATED

    def _moved_here(self, content_hash: str, found: Found) -> bool:
        """Follow a file whose content was read at a path where nothing stands any more."""
        path = str(found.path)
        for version in self._store.documents.by_hash(content_hash):
            if version.state == "replaced" or look(Path(version.path)) is not None:
                continue
            with self._store.transaction():
                if version.state == "present":
                    self._store.documents.rename(version.path, path)
                else:
                    self._store.documents.restore(version.id, path)
                self._store.documents.touch(version.id, found.size_bytes, found.modified_ms)
                self._store.documents.clear_failure(path)
            return True
        return False

    def _read(self, found: Found, content_hash: str, known: Document | None) -> None:
        """Parse a file and store it as a version with one capture, all in one transaction."""
        parsed = self._parser.parse_document(found.path, self._limits())
        new = NewDocument(
            path=str(found.path),
            content_hash=content_hash,
            size_bytes=found.size_bytes,
            modified_ms=found.modified_ms,
            title=parsed.title,
            text=parsed.text,
        )
        with self._store.transaction():
            document_id = self._store.documents.add(new)
            if parsed.segments:
                capture_id = self._ingest.add(self._capture(found, parsed, document_id))
                if known is not None:
                    self._supersede(known.id, capture_id)

    def _capture(self, found: Found, parsed: ParsedDocument, document_id: DocumentId) -> NewCapture:
        """What is remembered of a file, at the time it was written (as far as that can be)."""
        now_ms = self._clock.now_ms()
        at_ms = found.modified_ms if parsed.written_at_ms is None else parsed.written_at_ms
        if not 0 < at_ms <= now_ms:
            at_ms = now_ms
        return NewCapture(
            source=Source.FILE,
            at_ms=at_ms,
            offset_min=self._clock.offset_min() if at_ms == now_ms else local_offset_min(at_ms),
            trust=Trust.FILE,
            segments=parsed.segments,
            title=parsed.title,
            author=parsed.author,
            document_id=document_id,
        )

    def _supersede(self, old: DocumentId, new: CaptureId) -> None:
        """Let what stands in both versions be found in the new one only.

        What the old version alone holds stays: it is how things were.
        """
        captures = self._store.deletion.of_documents([old])
        standing = {segment.text: segment.id for segment in self._store.segments.of_capture(new)}
        twins = {
            segment.id: standing[segment.text]
            for segments in self._store.segments.of_captures(captures).values()
            for segment in segments
            if segment.text in standing and not segment.pinned
        }
        self._store.segments.update_many(
            {segment: MemoryChange(duplicate_of=twin) for segment, twin in twins.items()}
        )
        self._store.segments.set_tier(twins, Tier.ARCHIVED)

    def _gone_below(self, root: Path, walk: Walk) -> list[str]:
        """Files that were read below a folder and that a walk did not come upon any more."""
        standing = {str(found.path) for found in walk.files}
        return [
            known.path
            for known in self._store.documents.under(str(root))
            if known.path not in standing and walk.saw(Path(known.path))
        ]

    def _note_gone(self, paths: Iterable[str]) -> None:
        """Note deleted files, and forget what they held where the settings say so."""
        for path in paths:
            if look(Path(path)) is not None:
                continue  # left out by now, but there
            with self._guard:
                self._store.documents.clear_failure(path)
                gone = self._store.documents.mark_deleted(path)
                if gone is None:
                    continue
                if not self._settings().files.keep_deleted:
                    versions = [v.id for v in self._store.documents.versions(path)]
                    self._forget(self._store.deletion.of_documents(versions))
            self._on_change(ChangeKind.SOURCES)

    def _hash(self, found: Found) -> str:
        """The keyed SHA-256 of a file's content; raises ``DocumentError`` where it is too large."""
        most = self._settings().files.max_bytes
        if found.size_bytes > most:
            raise DocumentError(
                f"The file is larger than {most // 1_000_000} MB.",
                "Raise files.max_bytes to read it.",
            )
        made = hmac.new(self._hash_key, digestmod=hashlib.sha256)
        try:
            with found.path.open("rb") as file:
                while chunk := file.read(_HASH_CHUNK):
                    made.update(chunk)
        except OSError as error:
            raise DocumentError(f"The file cannot be opened ({error.strerror}).") from error
        return made.hexdigest()

    def _limits(self) -> ParseLimits:
        settings = self._settings()
        return ParseLimits(
            max_bytes=settings.files.max_bytes,
            timeout_s=settings.files.parse_timeout_s,
            memory_mb=settings.files.parse_memory_mb,
            redact=settings.privacy.redact,
        )


def _resolved(path: Path) -> Path:
    """The path without links and dots; where it cannot be followed, as it was given."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def _shown(path: Path) -> str:
    """The path as text; a name in a broken encoding is shown with marks in place of its bytes."""
    return str(path).encode("utf-8", "replace").decode()
