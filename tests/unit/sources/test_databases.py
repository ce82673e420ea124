"""Databases of other programs are read as they stand: locked, with a log beside, or damaged."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.sources import databases
from services.sources.base import SourceError
from services.sources.databases import is_database, merged, opened


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A database in use: locked for itself alone, its newest rows in the log only."""
    connection = sqlite3.connect(tmp_path / "places.sqlite", isolation_level=None)
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    connection.execute("CREATE TABLE visit (number INTEGER, page TEXT)")
    yield connection
    connection.close()


def add(connection: sqlite3.Connection, first: int, count: int = 1) -> None:
    rows = [(number, f"page {number} " + "x" * 500) for number in range(first, first + count)]
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO visit VALUES (?, ?)", rows)
    connection.execute("COMMIT")


def numbers(path: Path) -> list[int]:
    with opened(path) as connection:
        return [row[0] for row in connection.execute("SELECT number FROM visit ORDER BY number")]


def test_a_locked_database_is_read_with_its_log(
    browser: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "places.sqlite"
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    add(browser, 0, 40)
    assert numbers(path) == list(range(40))
    browser.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert numbers(path) == list(range(40))
    add(browser, 40)
    browser.execute("BEGIN")
    browser.execute("INSERT INTO visit VALUES (99, 'not committed')")
    assert numbers(path) == list(range(41))
    browser.execute("ROLLBACK")
    before = {p.name for p in tmp_path.iterdir()}
    assert numbers(path)
    assert {p.name for p in tmp_path.iterdir()} == before, "no copy is left beside it"
    assert not list(scratch.iterdir())


def test_a_log_that_begins_anew_holds_older_frames_behind(
    browser: sqlite3.Connection, tmp_path: Path
) -> None:
    add(browser, 0, 60)
    browser.execute("PRAGMA wal_checkpoint(RESTART)")
    add(browser, 60)
    assert numbers(tmp_path / "places.sqlite") == list(range(61))


def test_pages_that_were_given_back_are_gone(browser: sqlite3.Connection, tmp_path: Path) -> None:
    add(browser, 0, 60)
    browser.execute("DELETE FROM visit WHERE number > 2")
    browser.execute("VACUUM")
    assert numbers(tmp_path / "places.sqlite") == [0, 1, 2]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_log_gives_what_was_committed_before(
    browser: sqlite3.Connection, tmp_path: Path, data: st.DataObject
) -> None:
    if not browser.execute("SELECT count(*) FROM visit").fetchone()[0]:
        browser.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for at in range(8):
            add(browser, at)
    content = (tmp_path / "places.sqlite").read_bytes()
    log = bytearray((tmp_path / "places.sqlite-wal").read_bytes())
    cut = data.draw(st.integers(0, len(log)))
    for at in data.draw(st.lists(st.integers(0, len(log) - 1), max_size=3)):
        log[at] ^= 0xFF
    path = tmp_path / f"damaged-{data.draw(st.uuids())}"
    path.write_bytes(merged(content, bytes(log[:cut])))
    found = numbers(path)
    assert found == list(range(len(found)))
    path.unlink()


def test_what_is_no_database_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    for content, words in (
        (b"just words" * 20, "no SQLite database"),
        (b"SQLite format 3\0", "no SQLite database"),
        (b"SQLite format 3\0" + bytes(4000), "damaged"),
    ):
        path.write_bytes(content)
        with pytest.raises(SourceError, match=words), opened(path) as connection:
            connection.execute("SELECT * FROM sqlite_master").fetchall()
    with pytest.raises(SourceError, match="cannot be read"), opened(tmp_path / "gone"):
        pass
    assert not is_database(tmp_path / "gone")
    assert is_database(path)


def test_one_that_is_too_large_or_never_rests(
    browser: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "places.sqlite"
    add(browser, 0)
    read = Path.read_bytes

    def busy(self: Path) -> bytes:
        os.utime(path, ns=(0, path.stat().st_mtime_ns + 1))
        return read(self)

    with monkeypatch.context() as written:
        written.setattr(Path, "read_bytes", busy)
        with pytest.raises(SourceError, match="being written"), opened(path):
            pass
    monkeypatch.setattr(databases, "MOST_BYTES", 10)
    with pytest.raises(SourceError, match="larger"), opened(path):
        pass


def test_nothing_can_be_written_through_it(browser: sqlite3.Connection, tmp_path: Path) -> None:
    add(browser, 0)
    with pytest.raises(SourceError), opened(tmp_path / "places.sqlite") as connection:
        connection.execute("DELETE FROM visit")
    assert numbers(tmp_path / "places.sqlite") == [0]
