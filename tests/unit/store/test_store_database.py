"""The database keeps what was committed, tells what went wrong, and lets go of everything."""

import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from services.clock import ManualClock
from services.errors import Bug, DataDirError, UsageError, VaultError, VaultLockedError
from services.store import Database, Store
from services.store.database import CACHE_KIB, READERS_KIB, Connection
from tests.support.storing import KEY, START_MS, capture, open_store_in

CLOCK = ManualClock(START_MS)


def names(connection: Connection) -> list[str]:
    rows = connection.execute("SELECT name FROM flag ORDER BY name").fetchall()
    return [row[0] for row in rows]


def put(connection: Connection, name: str) -> None:
    connection.execute("INSERT INTO flag (name, text) VALUES (?, '')", (name,))


def put_and_fail(database: Database, name: str) -> None:
    with database.write() as connection:
        put(connection, name)
        raise KeyError


@pytest.fixture
def database(store: Store) -> Database:
    return store.database


def test_nothing_of_the_text_or_the_key_is_readable_in_any_file(tmp_path: Path) -> None:
    store = open_store_in(tmp_path)
    store.captures.add(capture("the heron stands in the reeds"))
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert any(file.name.endswith("-wal") for file in files)
    for contents in [file.read_bytes() for file in files]:
        assert b"heron" not in contents
        assert KEY not in contents
        assert not contents.startswith(b"SQLite format")
    store.close()
    assert b"heron" not in (tmp_path / "library.db").read_bytes()


def test_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        store = open_store_in(tmp_path / "new" / "home")
        store.captures.add(capture("text"))
        files = list((tmp_path / "new" / "home").iterdir())
        assert len(files) >= 2
        assert {stat.S_IMODE(file.stat().st_mode) for file in files if file.is_file()} == {0o600}
        assert stat.S_IMODE((tmp_path / "new" / "home").stat().st_mode) == 0o700
        store.close()
    finally:
        os.umask(old)


def test_another_key_does_not_open_it(tmp_path: Path, store: Store) -> None:
    before = (tmp_path / "library.db").read_bytes()
    with pytest.raises(VaultError, match="another key"):
        Database(tmp_path / "library.db", bytes(32), CLOCK)
    assert (tmp_path / "library.db").read_bytes() == before


def test_a_file_that_is_no_database_is_told_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(b"a letter to a friend" * 500)
    with pytest.raises(VaultError, match="damaged"):
        Database(path, KEY, CLOCK)
    assert path.read_bytes() == b"a letter to a friend" * 500


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DataDirError, match="cannot be written"):
        Database(tmp_path / "file" / "library.db", KEY, CLOCK)


def test_a_key_of_another_length_is_our_bug(tmp_path: Path) -> None:
    with pytest.raises(Bug):
        Database(tmp_path / "library.db", b"short", CLOCK)


def test_the_settings_that_protect_are_on(database: Database) -> None:
    with database.write() as connection:
        found = {
            name: connection.execute(f"PRAGMA {name}").fetchall()[0][0]
            for name in (
                "journal_mode",
                "foreign_keys",
                "secure_delete",
                "temp_store",
                "auto_vacuum",
            )
        }
    expected = {"foreign_keys": 1, "secure_delete": 1, "temp_store": 2, "auto_vacuum": 2}
    assert found == {"journal_mode": "wal", **expected}


def test_an_error_undoes_the_whole_transaction(database: Database) -> None:
    with pytest.raises(KeyError):
        put_and_fail(database, "a")
    with database.read() as connection:
        assert names(connection) == []


def test_an_inner_error_that_is_caught_undoes_the_inner_part_alone(database: Database) -> None:
    with database.write() as connection:
        put(connection, "outer")
        with pytest.raises(KeyError):
            put_and_fail(database, "inner")
        with database.write() as inner:
            put(inner, "second")
    with database.read() as connection:
        assert names(connection) == ["outer", "second"]


def test_a_writer_sees_its_own_rows_and_others_do_not_yet(database: Database) -> None:
    seen: list[list[str]] = []

    def look() -> None:
        with database.read() as connection:
            seen.append(names(connection))

    with database.write() as connection:
        put(connection, "a")
        with database.read() as own:
            assert names(own) == ["a"]
        other = threading.Thread(target=look)
        other.start()
        other.join()
    look()
    assert seen == [[], ["a"]]


def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(DataDirError, match="readonly"), database.read() as connection:
        put(connection, "a")


def test_writers_wait_for_each_other(database: Database) -> None:
    def write(name: str) -> None:
        for number in range(20):
            with database.write() as connection:
                put(connection, f"{name}{number:02}")

    threads = [threading.Thread(target=write, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as connection:
        assert len(names(connection)) == 60


def test_connections_of_ended_threads_are_closed(database: Database) -> None:
    def look() -> None:
        with database.read() as connection:
            names(connection)

    for _ in range(5):
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    look()
    assert len(database._readers) == 1


def test_all_pages_go_but_for_those_of_who_reads_just_now(database: Database) -> None:
    shrunk: list[str] = []
    reading, go_on = threading.Event(), threading.Event()

    def note(whose: str) -> Callable[[str], None]:
        return lambda sql: shrunk.append(whose) if "shrink_memory" in sql else None

    def read_long() -> None:
        with database.read() as connection:
            connection.set_trace_callback(note("busy"))  # type: ignore[attr-defined]
            reading.set()
            go_on.wait(60)

    with database.read() as connection:
        connection.set_trace_callback(note("reader"))  # type: ignore[attr-defined]
    database._writer.set_trace_callback(note("writer"))
    thread = threading.Thread(target=read_long)
    thread.start()
    reading.wait(60)
    database.rest_all()
    assert sorted(shrunk) == ["reader", "writer"]
    go_on.set()
    thread.join()
    database.rest_all()
    assert sorted(shrunk) == ["busy", "reader", "reader", "writer", "writer"]
    database.close()
    database.rest_all()
    assert len(shrunk) == 5


def test_many_readers_share_their_caches(database: Database) -> None:
    def cache_kib() -> int:
        with database.read() as connection:
            ((pages,),) = connection.execute("PRAGMA cache_size").fetchall()
            return -int(pages)

    found: list[int] = []
    there, go_on, shrunk = threading.Barrier(7), threading.Event(), list[int]()

    def look() -> None:
        cache_kib()
        there.wait(60)
        go_on.wait(60)
        shrunk.append(cache_kib())

    found.append(cache_kib())
    threads = [threading.Thread(target=look) for _ in range(6)]
    for thread in threads:
        thread.start()
    there.wait(60)
    found.append(cache_kib())
    go_on.set()
    for thread in threads:
        thread.join()
    assert found == [CACHE_KIB, READERS_KIB // 7]
    assert shrunk == [READERS_KIB // 7] * 6


def test_after_closing_nothing_can_be_read_or_written(tmp_path: Path) -> None:
    store = open_store_in(tmp_path)
    with store.database.read() as connection:
        names(connection)
    store.close()
    store.close()
    for use in (store.database.read, store.database.write):
        with pytest.raises(VaultLockedError), use():
            pass
    with pytest.raises(VaultLockedError):
        store.check()
    assert not (tmp_path / "library.db-wal").exists()


def test_a_thread_that_reads_first_after_closing_leaves_no_connection(tmp_path: Path) -> None:
    store = open_store_in(tmp_path)
    connect = store.database._connect

    def close_meanwhile(path: Path | None = None) -> object:
        connection = connect(path)
        store.close()
        return connection

    store.database._connect = close_meanwhile  # type: ignore[method-assign]
    with pytest.raises(VaultLockedError), store.database.read():
        pass
    assert store.database._readers == []


def test_close_waits_for_a_read_to_end(tmp_path: Path) -> None:
    store = open_store_in(tmp_path)
    reading, go_on = threading.Event(), threading.Event()
    found: list[list[str]] = []

    def read() -> None:
        with store.database.read() as connection:
            reading.set()
            go_on.wait()
            found.append(names(connection))

    thread = threading.Thread(target=read)
    thread.start()
    reading.wait()
    closer = threading.Thread(target=store.close)
    closer.start()
    go_on.set()
    thread.join()
    closer.join()
    assert found == [[]]


def test_errors_of_the_library_are_told_in_our_words(database: Database) -> None:
    with database.write() as connection:
        put(connection, "a")
    with pytest.raises(Bug, match="rule of the schema"), database.write() as connection:
        put(connection, "a")
    with pytest.raises(Bug, match="refused a statement"), database.read() as connection:
        connection.execute("SELECT nonsense FROM flag")
    for text, kind in (
        ("database or disk is full", DataDirError),
        ("disk I/O error", DataDirError),
        ("database is locked", DataDirError),
        ("database disk image is malformed", DataDirError),
        ("Cannot operate on a closed database.", VaultLockedError),
        ("fts5: syntax error near", UsageError),
    ):
        with pytest.raises(kind), database.read():
            raise sqlcipher.OperationalError(text)


def test_a_second_program_that_writes_is_told_to_wait_its_turn(
    tmp_path: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.store.database.BUSY_TIMEOUT_MS", 1)
    other = open_store_in(tmp_path)
    with database.write(), pytest.raises(DataDirError, match="in use"), other.database.write():
        pass
    other.close()


def test_a_backup_is_whole_encrypted_and_opens_by_itself(tmp_path: Path, store: Store) -> None:
    store.captures.add(capture("the heron stands in the reeds"))
    target = tmp_path / "copies" / "library.db"
    store.backup(target)
    assert [file.name for file in target.parent.iterdir()] == ["library.db"]
    assert b"heron" not in target.read_bytes()
    copy = open_store_in(target.parent)
    assert [hit.hit.text for hit in copy.segments.latest(5)] == ["the heron stands in the reeds"]
    assert copy.words.search("heron", 5)
    copy.close()


def test_a_backup_that_does_not_verify_is_not_left(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.store.database.problems", lambda _: ["page 3 is damaged"])
    with pytest.raises(DataDirError, match="verified"):
        store.backup(tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_a_damaged_page_is_found(tmp_path: Path) -> None:
    store = open_store_in(tmp_path)
    store.captures.add_many([capture(f"text number {i} " * 20, at=i) for i in range(200)])
    assert store.check() == []
    store.close()
    path = tmp_path / "library.db"
    contents = bytearray(path.read_bytes())
    contents[len(contents) // 2] ^= 0xFF
    path.write_bytes(contents)
    database = Database(path, KEY, CLOCK)
    assert database.check()
    database.close()


def test_optimise_gives_space_back(tmp_path: Path, store: Store) -> None:
    added = store.captures.add_many([capture(f"text {i} " * 200, at=i) for i in range(300)])
    store.database.optimise()
    before = store.database.size_bytes()
    store.deletion.delete([own for own, _, _ in added])
    store.scrub()
    assert store.database.size_bytes() < before / 2
