"""Databases of every earlier version open, and end with the schema that a new one has."""

from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from services.clock import ManualClock
from services.errors import Bug, DataDirError, NewerDatabaseError
from services.store import Database
from services.store.migrations import migrate, scripts, statements
from tests.support.storing import KEY, START_MS, capture, open_store_in

NEWEST = scripts()[-1][0]


def connect(path: Path) -> Any:
    connection = sqlcipher.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def schema(connection: Any) -> list[tuple[str, str, str]]:
    """Every table and index with its SQL, spaces aside."""
    rows = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master")
    return sorted((kind, name, " ".join(sql.split())) for kind, name, sql in rows)


@pytest.mark.parametrize("version", range(NEWEST + 1))
def test_every_old_version_becomes_what_a_new_one_is(tmp_path: Path, version: int) -> None:
    fresh, old = connect(tmp_path / "fresh.db"), connect(tmp_path / "old.db")
    migrate(fresh, tmp_path / "fresh.db")
    if version:
        migrate(old, tmp_path / "old.db", scripts()[:version])
    assert migrate(old, tmp_path / "old.db") == NEWEST
    assert schema(old) == schema(fresh)
    fresh.close()
    old.close()


NEXT = (
    NEWEST + 1,
    "-- a comment; with a semicolon\n"
    "ALTER TABLE flag ADD COLUMN more TEXT NOT NULL DEFAULT 'a;b';\n"
    "UPDATE flag SET more = 'c';",
)


def test_an_upgrade_keeps_rows_and_leaves_a_sealed_copy_of_before(tmp_path: Path) -> None:
    store = open_store_in(tmp_path)
    store.flags.set("consent", "given")
    store.captures.add(capture("the heron"))
    store.close()
    path = tmp_path / "library.db"
    stale = tmp_path / "library.db.before-0"
    stale.write_bytes(b"older copy")
    connection = connect(path)
    assert migrate(connection, path, [*scripts(), NEXT]) == NEXT[0]
    assert connection.execute("SELECT * FROM flag").fetchall() == [("consent", "given", "c")]
    assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    connection.close()
    assert not stale.exists()
    copy = connect(tmp_path / f"library.db.before-{NEXT[0]}")
    assert copy.execute("PRAGMA user_version").fetchone() == (NEWEST,)
    assert copy.execute("SELECT text FROM segment").fetchall() == [("the heron",)]
    copy.close()


def test_an_upgrade_that_fails_changes_nothing(tmp_path: Path) -> None:
    open_store_in(tmp_path).close()
    path = tmp_path / "library.db"
    connection = connect(path)
    before = schema(connection)
    bad = (NEXT[0], "CREATE TABLE extra (id INTEGER);\nCREATE TABLE extra (id INTEGER);")
    with pytest.raises(sqlcipher.OperationalError):
        migrate(connection, path, [*scripts(), bad])
    assert schema(connection) == before
    assert connection.execute("PRAGMA user_version").fetchone() == (NEWEST,)
    connection.close()
    open_store_in(tmp_path).close()


def test_an_upgrade_may_not_leave_rows_that_point_nowhere(tmp_path: Path) -> None:
    store = open_store_in(tmp_path)
    store.captures.add(capture("the heron"))
    store.close()
    connection = connect(tmp_path / "library.db")
    with pytest.raises(Bug, match="point nowhere"):
        migrate(
            connection, tmp_path / "library.db", [*scripts(), (NEXT[0], "DELETE FROM capture;")]
        )
    assert connection.execute("SELECT count(*) FROM capture").fetchone() == (1,)
    connection.close()


def test_a_newer_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    open_store_in(tmp_path).close()
    connection = connect(tmp_path / "library.db")
    connection.execute(f"PRAGMA user_version = {NEWEST + 1}")
    connection.close()
    before = (tmp_path / "library.db").read_bytes()
    with pytest.raises(NewerDatabaseError, match="newer version"):
        Database(tmp_path / "library.db", KEY, ManualClock(START_MS))
    assert (tmp_path / "library.db").read_bytes() == before


def test_without_room_for_the_copy_nothing_is_upgraded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_store_in(tmp_path).close()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", full)
    connection = connect(tmp_path / "library.db")
    with pytest.raises(DataDirError, match="No space left"):
        migrate(connection, tmp_path / "library.db", [*scripts(), NEXT])
    assert connection.execute("PRAGMA user_version").fetchone() == (NEWEST,)
    connection.close()


def test_a_script_is_parted_at_its_statements_only() -> None:
    parts = list(statements("SELECT ';';\n-- one; two\nSELECT 2\n;\n-- the end; really"))
    assert [part.strip().splitlines()[-1] for part in parts] == ["SELECT ';';", ";"]
    with pytest.raises(Bug, match="middle of a statement"):
        list(statements("SELECT 1;\nSELECT 2"))


def test_a_gap_in_the_numbers_is_our_bug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("0001_one.sql", "0003_three.sql", "notes.txt"):
        (tmp_path / name).write_text("SELECT 1;")
    monkeypatch.setattr("importlib.resources.files", lambda _: tmp_path)
    with pytest.raises(Bug, match="without a gap"):
        scripts()
