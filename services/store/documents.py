"""Versions of files that were read, their sealed text, and files that could not be read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from services.clock import Clock
from services.errors import WorldError
from services.records import Document, DocumentId, DocumentText, FileFailure
from services.store.blobs import BlobStore
from services.store.database import Database, Row
from services.store.words import put_words

_PATHS_AT_ONCE = 500
_DOCUMENT = "id, path, content_hash, size_bytes, modified_ms, read_at_ms, state, title, text_blob"


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A version of a file about to be stored; ``content_hash`` is keyed with a vault key."""

    path: str
    content_hash: str
    size_bytes: int
    modified_ms: int
    title: str
    text: str


class FileMark(NamedTuple):
    """Size and time (UTC milliseconds) of a file when it was read, or why that failed then."""

    size_bytes: int
    modified_ms: int
    error: str = ""


class Documents:
    """Stores what is known of files."""

    def __init__(self, database: Database, blobs: BlobStore, clock: Clock) -> None:
        self._database = database
        self._blobs = blobs
        self._clock = clock

    def add(self, new: NewDocument) -> DocumentId:
        """Store a version; an earlier version at that path becomes ``replaced``."""
        text = new.text.encode()
        blob = self._blobs.put(text)
        try:
            with self._database.write() as connection:
                connection.execute(
                    "UPDATE document SET state = 'replaced' WHERE path = ? AND state = 'present'",
                    (new.path,),
                )
                connection.execute("DELETE FROM file_failure WHERE path = ?", (new.path,))
                row = (
                    new.path, new.content_hash, new.size_bytes, new.modified_ms,
                    self._clock.now_ms(), new.title, blob, len(text),
                )  # fmt: skip
                cursor = connection.execute(
                    "INSERT INTO document (path, content_hash, size_bytes, modified_ms,"
                    " read_at_ms, title, text_blob, bytes) VALUES (?,?,?,?,?,?,?,?)",
                    row,
                )
                return DocumentId(cursor.lastrowid)
        except BaseException:
            self._blobs.remove(blob)
            raise

    def get(self, document_id: DocumentId) -> Document | None:
        """One version, or None where it is gone."""
        return _first(self._select("WHERE id = ?", (document_id,)))

    def present(self, path: str) -> Document | None:
        """The version that stands at a path now."""
        return _first(
            self._select("WHERE path = ? AND state = 'present' ORDER BY id DESC", (path,))
        )

    def by_hash(self, content_hash: str) -> list[Document]:
        """Every version with this content, the newest first."""
        return self._select("WHERE content_hash = ? ORDER BY id DESC", (content_hash,))

    def versions(self, path: str) -> list[Document]:
        """Every version that stood at a path, the newest first."""
        return self._select("WHERE path = ? ORDER BY id DESC", (path,))

    def under(self, folder: str) -> list[Document]:
        """Present versions in a folder, at any depth, in order of path."""
        root = folder.rstrip("/")
        # "0" is the character right after "/"
        return self._select(
            "WHERE path >= ? AND path < ? AND state = 'present' ORDER BY path",
            (root + "/", root + "0"),
        )

    def standing_under(self, folder: str) -> dict[str, FileMark]:
        """The marks of all present files in a folder, at any depth, by path; one query."""
        root = folder.rstrip("/")
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT path, size_bytes, modified_ms FROM document"
                " WHERE path >= ? AND path < ? AND state = 'present'",
                (root + "/", root + "0"),  # "0" is the character right after "/"
            )
            return {path: FileMark(size, modified) for path, size, modified in rows}

    def standing(self, paths: Sequence[str]) -> dict[str, FileMark]:
        """The marks of those of these files that are present, by path."""
        found: dict[str, FileMark] = {}
        texts = [path for path in paths if path.isprintable() or _is_text(path)]
        with self._database.read() as connection:
            for at in range(0, len(texts), _PATHS_AT_ONCE):
                some = texts[at : at + _PATHS_AT_ONCE]
                rows = connection.execute(
                    "SELECT path, size_bytes, modified_ms FROM document WHERE state = 'present'"
                    f" AND path IN ({','.join('?' * len(some))})",
                    some,
                )
                found.update((path, FileMark(size, modified)) for path, size, modified in rows)
        return found

    def count_under(self, folder: str) -> int:
        """How many present files lie in a folder, at any depth."""
        root = folder.rstrip("/")
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT count(*) FROM document WHERE path >= ? AND path < ? AND state = 'present'",
                (root + "/", root + "0"),
            ).fetchone()
        return int((row or (0,))[0])

    def count(self) -> int:
        """How many files are present."""
        with self._database.read() as connection:
            row = connection.execute("SELECT count(*) FROM document WHERE state = 'present'")
            return int((row.fetchone() or (0,))[0])

    def touch(self, document_id: DocumentId, size_bytes: int, modified_ms: int) -> None:
        """Note that a file was written anew with the same content."""
        with self._database.write() as connection:
            connection.execute(
                "UPDATE document SET size_bytes = ?, modified_ms = ? WHERE id = ?",
                (size_bytes, modified_ms, document_id),
            )

    def rename(self, old: str, new: str) -> bool:
        """Follow a present file to its new path and name; False where none was there."""
        with self._database.write() as connection:
            connection.execute(
                "UPDATE document SET state = 'replaced' WHERE path = ? AND state = 'present'"
                " AND EXISTS (SELECT 1 FROM document WHERE path = ? AND state = 'present')",
                (new, old),
            )
            moved = connection.execute(
                "UPDATE document SET path = ? WHERE path = ? AND state = 'present' RETURNING id",
                (new, old),
            ).fetchall()
            for row in moved:
                segments = connection.execute(
                    "SELECT s.id FROM capture c JOIN segment s ON s.capture_id = c.id"
                    " WHERE c.document_id = ?",
                    row,
                ).fetchall()
                put_words(connection, [segment[0] for segment in segments])
        return bool(moved)

    def mark_deleted(self, path: str) -> DocumentId | None:
        """Note that the file at a path is gone; gives the version that stood there."""
        with self._database.write() as connection:
            rows = connection.execute(
                "UPDATE document SET state = 'deleted' WHERE path = ? AND state = 'present'"
                " RETURNING id",
                (path,),
            ).fetchall()
        return DocumentId(rows[0][0]) if rows else None

    def restore(self, document_id: DocumentId, path: str) -> None:
        """Note that a version stands at a path (again); whatever stood there is replaced."""
        with self._database.write() as connection:
            connection.execute(
                "UPDATE document SET state = 'replaced' WHERE path = ? AND state = 'present'",
                (path,),
            )
            connection.execute(
                "UPDATE document SET state = 'present', path = ? WHERE id = ?", (path, document_id)
            )

    def text(self, document_id: DocumentId) -> DocumentText:
        """The stored text of a version; raises ``WorldError`` where it is gone or damaged."""
        document = self.get(document_id)
        if document is None or not document.text_blob:
            raise WorldError("The text of this document was deleted from the library.")
        return DocumentText(
            path=document.path,
            title=document.title,
            text=self._blobs.get(document.text_blob).decode(),
            current=document.state == "present",
            read_at_ms=document.read_at_ms,
        )

    def unchanged(self, path: str) -> bool:
        """Whether the file on disk has the size and time it had when it was read."""
        known = self.present(path)
        if known is None:
            return False
        try:
            found = Path(path).stat()
        except OSError:
            return False
        return (found.st_size, found.st_mtime_ns // 1_000_000) == (
            known.size_bytes,
            known.modified_ms,
        )

    def fail(self, failure: FileFailure, size_bytes: int = 0, modified_ms: int = 0) -> None:
        """Note that a file cannot be read, with the size and time it had then."""
        with self._database.write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO file_failure (path, error, at_ms, size_bytes, modified_ms)"
                " VALUES (?,?,?,?,?)",
                (
                    failure.path,
                    failure.error,
                    failure.at_ms or self._clock.now_ms(),
                    size_bytes,
                    modified_ms,
                ),
            )

    def failure_marks(self) -> dict[str, FileMark]:
        """The files that failed as they stood then, by path, so that none is tried twice."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT path, size_bytes, modified_ms, error FROM file_failure"
            )
            return {path: FileMark(*rest) for path, *rest in rows}

    def failures(self, limit: int = -1) -> list[FileFailure]:
        """Files that cannot be read (-1: every one), the newest failure first."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT path, error, at_ms FROM file_failure ORDER BY at_ms DESC, path LIMIT ?",
                (limit,),
            )
            return [FileFailure(*row) for row in rows]

    def count_failures(self) -> int:
        """How many files cannot be read."""
        with self._database.read() as connection:
            row = connection.execute("SELECT count(*) FROM file_failure").fetchone()
        return int((row or (0,))[0])

    def count_failed_under(self, folder: str) -> int:
        """How many files in a folder, at any depth, cannot be read."""
        root = folder.rstrip("/")
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT count(*) FROM file_failure WHERE path >= ? AND path < ?",
                (root + "/", root + "0"),
            ).fetchone()
        return int((row or (0,))[0])

    def clear_failure(self, path: str) -> None:
        """Forget that a file failed."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM file_failure WHERE path = ?", (path,))

    def _select(self, tail: str, values: Sequence[object]) -> list[Document]:
        with self._database.read() as connection:
            return _documents(
                connection.execute(f"SELECT {_DOCUMENT} FROM document {tail}", values)
            )


def _is_text(path: str) -> bool:
    """Whether a path can be looked up: names in a broken encoding stand in no row."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _documents(rows: Iterable[Row]) -> list[Document]:
    return [Document(*row) for row in rows]


def _first(found: list[Document]) -> Document | None:
    return found[0] if found else None
