"""Brings one file after another into memory: new, changed, renamed, copied and deleted ones."""

import hashlib
import hmac
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Protocol

from services.capture.files_walk import Found, look
from services.clock import Clock, local_offset_min
from services.errors import DocumentError
from services.reading.jobs import ParsedDocument, ParseLimits
from services.records import (
    CaptureId,
    Document,
    DocumentId,
    FileFailure,
    NewCapture,
    Source,
    Tier,
    Trust,
    Withheld,
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


class Fate(Enum):
    """What became of one file."""

    ADDED = auto()
    UPDATED = auto()
    SKIPPED = auto()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that was looked at, ready to be stored.

    ``content_hash`` is empty where the file is as it was; ``parsed`` is None where its content need
    not be read: it is known, here or at another path. ``checked`` says that secrets are out of it.
    """

    found: Found
    content_hash: str = ""
    parsed: ParsedDocument | None = None
    checked: bool = False
    again: bool = False

    @property
    def characters(self) -> int:
        """How much text it holds."""
        return len(self.parsed.text) if self.parsed else 0


class ClosedFileError(DocumentError):
    """A file that may not be opened now: nothing is wrong with it, so it is tried again."""


class FileVersions:
    """Stores what files hold, version by version; one call at a time."""

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
    ) -> None:
        self._store = store
        self._parser = parser
        self._ingest = ingest
        self._clock = clock
        self._settings = settings
        self._hash_key = hash_key
        self._forget = forget

    def prepare(self, found: Found, *, again: bool = False) -> Prepared:
        """Read what has to be stored of a file, and store nothing; from any thread.

        ``again`` reads it though it is the same. Raises ``DocumentError`` (the file) or
        ``ReadingError`` (the worker).
        """
        path = found.path
        if path != shown(path):
            raise DocumentError("The file's name is no text.", "Rename it to have it read.")
        known = self._store.documents.present(path)
        if known and not again and found.is_as(known.size_bytes, known.modified_ms):
            return Prepared(found)
        content_hash = self._hash(found)
        if not again and known and known.content_hash == content_hash:
            return Prepared(found, content_hash)
        if self._left_from(content_hash) is not None:
            return Prepared(found, content_hash)
        return self._parsed(found, content_hash, again=again)

    def store(self, prepared: Prepared) -> Fate:
        """Store what was prepared, in one transaction, or nothing.

        What was not read because its content was known, and is not known any more, is read now.
        Raises as ``prepare``.
        """
        documents, found = self._store.documents, prepared.found
        content_hash = prepared.content_hash
        known = documents.present(found.path)
        same = known is not None and known.content_hash == content_hash and not prepared.again
        if not content_hash or same:
            with self._store.transaction():
                if known is not None and same:
                    documents.touch(known.id, found.size_bytes, found.modified_ms)
                documents.clear_failure(found.path)
            return Fate.SKIPPED
        if (left := self._left_from(content_hash)) is not None:
            self._follow(left, found)
            return Fate.UPDATED
        if prepared.parsed is None:
            prepared = self._parsed(found, content_hash, again=prepared.again)
        self._keep(prepared, known)
        return Fate.ADDED if known is None else Fate.UPDATED

    def note_gone(self, path: str) -> bool:
        """Note a deleted file, and forget what it held where the settings say so."""
        documents = self._store.documents
        gone = documents.mark_deleted(path)
        if gone is None:
            return False
        if not self._settings().files.keep_deleted:
            versions = [v.id for v in documents.versions(path)]
            self._forget(self._store.deletion.of_documents(versions))
        return True

    def _left_from(self, content_hash: str) -> Document | None:
        """The version with this content whose path holds no file any more: it was moved."""
        for version in self._store.documents.by_hash(content_hash):
            if version.state != "replaced" and look(version.path) is None:
                return version
        return None

    def _follow(self, version: Document, found: Found) -> None:
        """Follow a file to where it was moved."""
        documents = self._store.documents
        with self._store.transaction():
            if version.state == "present":
                documents.rename(version.path, found.path)
            else:
                documents.restore(version.id, found.path)
            documents.touch(version.id, found.size_bytes, found.modified_ms)
            documents.clear_failure(found.path)

    def _parsed(self, found: Found, content_hash: str, *, again: bool) -> Prepared:
        limits = self._limits()
        parsed = self._parser.parse_document(Path(found.path), limits)
        return Prepared(found, content_hash, parsed, checked=limits.redact, again=again)

    def _keep(self, prepared: Prepared, known: Document | None) -> None:
        """Store a file as a version with one capture, all in one transaction."""
        found, parsed = prepared.found, prepared.parsed
        assert parsed is not None  # noqa: S101 - the caller has had it read
        new = NewDocument(
            path=found.path,
            content_hash=prepared.content_hash,
            size_bytes=found.size_bytes,
            modified_ms=found.modified_ms,
            title=parsed.title,
            text=parsed.text,
        )
        with self._store.transaction():
            document_id = self._store.documents.add(new)
            if parsed.segments:
                capture_id = self._ingest.add(self._capture(prepared, parsed, document_id))
                if known is not None:
                    self._supersede(known.id, capture_id)
            now_ms = self._clock.now_ms()
            for rule, count in Counter(parsed.rules).items():
                self._store.ledger.add(Withheld(now_ms, rule=rule, kind="secret", count=count))
            if parsed.notice:
                failure = FileFailure(found.path, parsed.notice, now_ms)
                self._store.documents.fail(failure, found.size_bytes, found.modified_ms)

    def _capture(
        self, prepared: Prepared, parsed: ParsedDocument, document_id: DocumentId
    ) -> NewCapture:
        """What is remembered of a file, at the time it was written (as far as that can be)."""
        found = prepared.found
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
            checked=prepared.checked,
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
            with Path(found.path).open("rb") as file:
                while chunk := file.read(_HASH_CHUNK):
                    made.update(chunk)
        except OSError as error:
            raise ClosedFileError(f"The file cannot be opened ({error.strerror}).") from error
        return made.hexdigest()

    def _limits(self) -> ParseLimits:
        settings = self._settings()
        return ParseLimits(
            max_bytes=settings.files.max_bytes,
            timeout_s=settings.files.parse_timeout_s,
            memory_mb=settings.files.parse_memory_mb,
            redact=settings.privacy.redact,
            recognise=settings.files.pictures,
        )


def shown(path: Path | str) -> str:
    """The path as text; a name in a broken encoding is shown with marks in place of its bytes."""
    return str(path).encode("utf-8", "replace").decode()
