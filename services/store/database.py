"""The encrypted database: one connection that writes and one in each thread that reads."""

import logging
import math
import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

import sqlcipher3.dbapi2 as sqlcipher

from services.cancel import CancelToken, Progress, no_progress
from services.clock import Clock
from services.errors import Bug, DataDirError, UsageError, VaultError, VaultLockedError
from services.store import migrations
from services.store.damage import all_damage, problems
from services.store.search_filter import written_by
from services.store.turns import Turns

log = logging.getLogger("store.database")

KEY_BYTES = 32
BUSY_TIMEOUT_MS = 10_000
# Every page read is decrypted, so reading one twice costs; filtered search over 100,000 segments
# took 63 ms with 32 MiB against 244 ms with SQLite's own 8 MiB. Each reading thread has its own,
# and a window has six: together they have no more than two whole ones, but each the least.
CACHE_KIB = 32 * 1024
READERS_KIB = 2 * CACHE_KIB
LEAST_KIB = 8 * 1024
CHECK_KIB = 2 * 1024
CHECK_STEPS = 10_000  # of the database's machine, between two looks whether to stop
Row = tuple[Any, ...]


class Cursor(Protocol):
    """What a statement gives back."""

    lastrowid: int
    rowcount: int

    def fetchone(self) -> Row | None:
        """The next row, or None after the last."""
        ...

    def fetchall(self) -> list[Row]:
        """All rows that are left."""
        ...

    def __iter__(self) -> Iterator[Row]: ...


class Connection(Protocol):
    """The part of a database connection that repositories use."""

    def execute(self, sql: str, parameters: Sequence[Any] = (), /) -> Cursor:
        """Run one statement."""
        ...

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]], /) -> Cursor:
        """Run one statement for each row of parameters."""
        ...


class _Reader:
    """A thread's own read-only connection; the lock lets ``close`` wait for a read to end."""

    def __init__(self, connection: Any, thread: threading.Thread) -> None:
        self.connection = connection
        self.thread = thread
        self.lock = threading.RLock()
        self.cache_kib = CACHE_KIB

    def have_cache(self, kib: int) -> None:
        """Keep no more pages than these; called with the lock held."""
        if kib != self.cache_kib:
            self.connection.execute(f"PRAGMA cache_size = -{kib}")
            self.cache_kib = kib


class Database:
    """An SQLCipher database under a raw 256-bit key, brought to the newest schema when opened.

    Raises on opening: ``NewerDatabaseError`` (a newer program wrote it), ``VaultError`` (the key
    does not open it, or it is no database), ``DataDirError`` (it cannot be read or written).
    """

    def __init__(self, path: Path, key: bytes, clock: Clock) -> None:
        if len(key) != KEY_BYTES:
            raise Bug(f"a database key has {KEY_BYTES} bytes")
        self.path = path
        self.clock = clock
        self.turns = Turns()
        self._key = key
        self._lock = threading.RLock()
        self._depth = 0
        self._writing_thread: int | None = None
        self._readers_lock = threading.Lock()
        self._readers: list[_Reader] = []
        self._share_kib = CACHE_KIB
        self._local = threading.local()
        self._closed = False
        self._touching: set[int] = set()
        self._touched: set[int] = set()
        self.touches = 0
        with _world():
            _make_file(path)
            self._writer = self._connect()
            try:
                _prepare_new(self._writer)
                migrations.migrate(self._writer, path)
                self._writer.execute("PRAGMA shrink_memory")  # an upgrade reads much, and only once
            except BaseException:
                self._writer.close()
                raise

    def close(self) -> None:
        """Wait for a running write or read to end, then close every connection. Safe to repeat."""
        with self._lock:
            if self._closed:
                return
            with self._readers_lock:
                self._closed = True
                readers, self._readers = self._readers, []
            for reader in readers:
                with reader.lock:
                    reader.connection.close()
            with suppress(sqlcipher.Error):  # the log is folded in at the next start instead
                self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._writer.close()
            self._key = b""

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction of the only writing connection; commits at the end, rolls back on errors.

        May be nested: an inner ``write`` is a savepoint of the outer one, so an error that the
        outer block catches undoes the inner block alone.
        """
        with self._lock:
            self._check_open()
            begin, end, undo = _brackets(self._depth)
            with _world():
                self._writer.execute(begin)
                self._depth += 1
                self._writing_thread = threading.get_ident()
                try:
                    yield self._writer
                    self._writer.execute(end)
                except BaseException:
                    self._undo(undo)
                    raise
                finally:
                    self._depth -= 1
                    if self._depth == 0 and self._touching:
                        self._publish_touched()
                    self._writing_thread = threading.get_ident() if self._depth else None

    def touch(self, segments: Iterable[int]) -> None:
        """Note, within ``write``, that segments moved to another tier or went.

        What is held in memory of them is read again once the transaction has ended.
        """
        self._touching.update(segments)

    def take_touched(self) -> set[int]:
        """The segments touched since the last call."""
        with self._readers_lock:
            touched, self._touched = self._touched, set()
        return touched

    def _publish_touched(self) -> None:
        with self._readers_lock:
            self._touched |= self._touching
            self._touching = set()
            self.touches += 1

    def _undo(self, statements: tuple[str, ...]) -> None:
        for statement in statements:
            # a full disk may have rolled back by itself; the first error is the one to tell
            with suppress(sqlcipher.Error):
                self._writer.execute(statement)

    @property
    def writes_here(self) -> bool:
        """Whether this thread is inside ``write``."""
        return self._writing_thread == threading.get_ident()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """This thread's own read-only connection; inside this thread's ``write`` it is that one."""
        if self.writes_here:  # it must see its own rows
            with _world():
                yield self._writer
            return
        reader = self._reader()
        with reader.lock:
            self._check_open()
            with _world():
                reader.have_cache(self._share_kib)
                yield reader.connection

    def rest(self) -> None:
        """Let go of the pages that this thread has read: it will not read them again soon."""
        with self.read() as connection:
            connection.execute("PRAGMA shrink_memory")

    def rest_all(self) -> None:
        """Let go of all pages in memory, but for those of whoever reads or writes just now."""
        with self._readers_lock:
            readers = list(self._readers)
        held = [(self._lock, self._writer), *((r.lock, r.connection) for r in readers)]
        for lock, connection in held:
            if lock.acquire(blocking=False):
                try:
                    if not self._closed:
                        connection.execute("PRAGMA shrink_memory")
                finally:
                    lock.release()

    def _reader(self) -> _Reader:
        reader: _Reader | None = getattr(self._local, "reader", None)
        if reader is None:
            self._check_open()
            with _world():
                connection = self._connect()
                connection.execute("PRAGMA query_only = ON")
            reader = _Reader(connection, threading.current_thread())
            self._local.reader = reader
            with self._readers_lock:
                if self._closed:  # closed since we looked: nobody would close this one
                    connection.close()
                self._check_open()
                gone = [r for r in self._readers if not r.thread.is_alive()]
                self._readers = [r for r in self._readers if r.thread.is_alive()] + [reader]
                self._share_caches()
            for other in gone:
                other.connection.close()
        return reader

    def _share_caches(self) -> None:
        """Give each reader its part of the pages; one that reads just now takes it next time."""
        self._share_kib = min(CACHE_KIB, max(LEAST_KIB, READERS_KIB // len(self._readers)))
        for reader in self._readers:
            if reader.lock.acquire(blocking=False):
                try:
                    reader.have_cache(self._share_kib)
                finally:
                    reader.lock.release()

    def backup(self, target: Path) -> None:
        """Write a self-contained copy under the same key, consistent even while others write.

        Raises ``DataDirError`` where the target cannot be written or the copy does not verify.
        """
        _make_file(target)
        with _world(), self.read() as source:
            copy = self._connect(target)
            try:
                source.backup(copy)  # type: ignore[attr-defined]
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, no log beside it
                found = problems(copy)
            finally:
                copy.close()
        if found:
            target.unlink()
            raise DataDirError("The backup could not be verified.", "Try another disk.")

    def check(
        self, progress: Progress = no_progress, cancel: CancelToken | None = None
    ) -> list[str]:
        """What is wrong with the file, in the database's own words; empty where all is well.

        Every page of every table and index is read, and with it proven whole and ours (SQLCipher
        checks each page's HMAC as it decrypts it), table after table. Raises ``Cancelled``.
        """
        self._check_open()
        cancel = cancel or CancelToken()
        with _world():
            # A connection of its own: one that searched before knows an older word index by heart
            # and would report blocks that were merged since as damaged.
            connection = self._connect()
            try:
                connection.execute(f"PRAGMA cache_size = -{CHECK_KIB}")  # no page is read twice
                connection.set_progress_handler(lambda: int(cancel.cancelled), CHECK_STEPS)
                return all_damage(connection, progress, cancel)
            finally:
                # to close it would let go of its pages, too, but with Python's lock held
                connection.set_progress_handler(None, 0)
                connection.execute("PRAGMA shrink_memory")
                connection.close()

    def optimise(self) -> None:
        """Give free pages back to the disk and renew what the query planner knows."""
        with self._lock:
            self._check_open()
            with _world():
                self._writer.execute("PRAGMA incremental_vacuum").fetchall()
                self._writer.execute("PRAGMA optimize")
                self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def size_bytes(self) -> int:
        """Bytes of the database and its log on disk."""
        files = (self.path, self.path.with_name(self.path.name + "-wal"))
        return sum(file.stat().st_size for file in files if file.exists())

    def _check_open(self) -> None:
        if self._closed:
            raise VaultLockedError("The library is closed.", "Unlock it to go on.")

    def _connect(self, path: Path | None = None) -> Any:
        connection = sqlcipher.connect(
            str(path or self.path),
            timeout=BUSY_TIMEOUT_MS / 1000,
            isolation_level=None,  # transactions are ours to begin
            check_same_thread=False,  # the locks above keep each connection to one thread at a time
        )
        try:
            # Errors are raised to us; the library's own log would go to stderr.
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f"PRAGMA key = \"x'{self._key.hex()}'\"")
            # The library's wiping of every freed byte of memory (cipher_memory_security) stays off:
            # pages are plain in this process's memory anyway while the library is unlocked.
            # This build of SQLite comes without its mathematical functions; strength needs one.
            connection.create_function("pow", 2, _power, deterministic=True)
            connection.create_function("written_by", 2, written_by, deterministic=True)
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            connection.close()
            raise
        return connection


def _prepare_new(connection: Any) -> None:
    if connection.execute("PRAGMA page_count").fetchone()[0] <= 1:
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
    connection.execute("PRAGMA journal_mode = WAL")
    # A power cut must not lose a commit either, and captures come seconds apart.
    connection.execute("PRAGMA synchronous = FULL")


def _power(base: float | None, exponent: float | None) -> float | None:
    """SQL's power: of nothing it is nothing (a capture without a segment has no strength)."""
    if base is None or exponent is None:
        return None
    return math.pow(base, exponent)


def _make_file(path: Path) -> None:
    """Make folder and file readable for the owner alone; SQLite's log files follow the file."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise DataDirError(
            f"The library's folder cannot be written ({error.strerror}).",
            "Check the folder's permissions and the free space.",
        ) from error


def _brackets(depth: int) -> tuple[str, str, tuple[str, ...]]:
    if depth == 0:
        return "BEGIN IMMEDIATE", "COMMIT", ("ROLLBACK",)
    name = f"inner{depth}"
    return f"SAVEPOINT {name}", f"RELEASE {name}", (f"ROLLBACK TO {name}", f"RELEASE {name}")


@contextmanager
def _world() -> Iterator[None]:
    """Turn the database library's errors into ours, so that it stays inside this room."""
    try:
        yield
    except sqlcipher.IntegrityError as error:
        raise Bug(f"a rule of the schema was broken: {error}") from error
    except sqlcipher.Error as error:
        raise _explained(error) from error


def _explained(error: Exception) -> Exception:
    text = str(error)
    if text.startswith("fts5:") or "unterminated string" in text:
        return UsageError("The words to search for cannot be understood.", "Use plain words.")
    if "not a database" in text or "hmac check" in text:
        return VaultError(
            "The library cannot be opened: it is damaged, or belongs to another key.",
            "Restore a backup, or open it with the key it was made with.",
        )
    if "malformed" in text:
        return DataDirError("The library is damaged.", "Restore the last backup.")
    if "full" in text or "disk I/O" in text or "readonly" in text or "unable to open" in text:
        return DataDirError(
            f"The library cannot be read or written ({text}).",
            "Check the free space and the folder's permissions.",
        )
    if "locked" in text or "busy" in text:
        return DataDirError(
            "The library is in use by another program.", "Close that program and try again."
        )
    if "closed" in text:
        return VaultLockedError("The library is closed.", "Unlock it to go on.")
    return Bug(f"the database refused a statement: {text}")
