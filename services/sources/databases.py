"""Opens SQLite databases of other programs as they stand, without a copy that lies on any disk.

A browser locks its database and keeps what is new in a log beside it, so it can neither be opened
nor taken alone. Its file and its log are read into memory; the log's pages, as far as they were
committed, are laid over the file's (https://sqlite.org/fileformat2.html#walformat), and SQLite
opens the result there.
"""

import sqlite3
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from services.sources.base import SourceError

MOST_BYTES = 2_000_000_000
_MAGIC = b"SQLite format 3\0"
_WAL_BIG, _WAL_LITTLE = 0x377F0683, 0x377F0682
_WAL_HEADER, _FRAME_HEADER = 32, 24
_TRIES = 3
_WORD = 0xFFFFFFFF


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The database of a file, in memory and read-only in effect.

    Raises ``SourceError`` where there is none, and for whatever SQLite says inside the block.
    """
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(_image(path))
        # what a hostile file could make SQLite do: https://sqlite.org/security.html
        for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON"):
            connection.execute(f"PRAGMA {pragma}")
        yield connection
    except sqlite3.Error:
        raise SourceError(
            "The database is damaged or of a version that is not known.",
            "Open it in its own program first.",
        ) from None
    finally:
        connection.close()


def columns(connection: sqlite3.Connection, table: str) -> frozenset[str]:
    """The names of a table's columns; none where there is no such table."""
    rows = connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
    return frozenset(name for (name,) in rows)


def is_database(path: Path) -> bool:
    """Whether a file begins as SQLite's do."""
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


def _image(path: Path) -> bytes:
    """The file with what was committed to its log; read again where it was written meanwhile."""
    for _ in range(_TRIES):
        try:
            before = _state(path)
            content, log = path.read_bytes(), _log_of(path)
            if _state(path) == before:
                return merged(content, log)
        except OSError as error:
            raise SourceError(
                f"The database cannot be read ({error.strerror}).", "Check that you may read it."
            ) from None
    raise SourceError("The database is being written all the time.", "Close its program first.")


def _state(path: Path) -> tuple[object, ...]:
    status = path.stat()
    if status.st_size > MOST_BYTES:
        raise SourceError("The database is larger than 2 GB.", "Let its program tidy it first.")
    log = path.with_name(path.name + "-wal")
    known = log.stat() if log.exists() else None
    return (
        status.st_size, status.st_mtime_ns,
        *(() if known is None else (known.st_size, known.st_mtime_ns)),
    )  # fmt: skip


def _log_of(path: Path) -> bytes:
    log = path.with_name(path.name + "-wal")
    return log.read_bytes() if log.exists() else b""


def merged(content: bytes, log: bytes) -> bytes:
    """A database file with the committed pages of its write-ahead log laid over it."""
    if not content.startswith(_MAGIC) or len(content) < 100:
        raise SourceError("The file is no SQLite database.")
    image = bytearray(content)
    pages, size = _committed(log)
    if size:
        length = size * len(next(iter(pages.values())))
        image = image[:length].ljust(length, b"\0")
        for number, page in pages.items():
            if number <= size:
                image[(number - 1) * len(page) : number * len(page)] = page
    image[18:20] = b"\x01\x01"  # in memory there is no log: it is read as one without
    return bytes(image)


def _committed(log: bytes) -> tuple[dict[int, bytes], int]:
    """The newest committed page of each number, and how many pages the file then has."""
    if len(log) < _WAL_HEADER:
        return {}, 0
    magic, _version, page_size = struct.unpack(">III", log[:12])
    if magic not in {_WAL_BIG, _WAL_LITTLE} or not 512 <= page_size <= 65_536:
        return {}, 0
    order = ">" if magic == _WAL_BIG else "<"
    salts = log[16:24]
    check = _checksum(log[:24], (0, 0), order)
    if check != struct.unpack(">II", log[24:32]):
        return {}, 0
    found: dict[int, bytes] = {}
    waiting: dict[int, bytes] = {}
    size = 0
    step = _FRAME_HEADER + page_size
    for at in range(_WAL_HEADER, len(log) - step + 1, step):
        head, page = log[at : at + _FRAME_HEADER], log[at + _FRAME_HEADER : at + step]
        number, commit = struct.unpack(">II", head[:8])
        check = _checksum(page, _checksum(head[:8], check, order), order)
        if head[8:16] != salts or check != struct.unpack(">II", head[16:24]):
            break  # what follows is left over from before
        waiting[number] = page
        if commit:
            found |= waiting
            waiting, size = {}, commit
    return found, size


def _checksum(data: bytes, start: tuple[int, int], order: str) -> tuple[int, int]:
    """SQLite's own, over pairs of 32-bit words."""
    first, second = start
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for one, other in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & _WORD
        second = (second + other + first) & _WORD
    return first, second
