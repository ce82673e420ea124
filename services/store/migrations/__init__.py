"""Numbered, append-only upgrades of the database, each in one transaction with its version."""

import logging
import re
import shutil
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from services.errors import Bug, DataDirError, NewerDatabaseError

log = logging.getLogger("store.migrations")

_NAME = re.compile(r"^(\d{4})_[a-z0-9_]+\.sql$")


def scripts() -> list[tuple[int, str]]:
    """All upgrades as (version, SQL), oldest first; versions count from 1 without a gap."""
    found = []
    for entry in resources.files(__name__).iterdir():
        match = _NAME.match(entry.name)
        if match:
            found.append((int(match[1]), entry.read_text(encoding="utf-8")))
    found.sort()
    if [version for version, _ in found] != list(range(1, len(found) + 1)):
        raise Bug("migrations must be numbered 1, 2, 3 … without a gap")
    return found


def statements(sql: str) -> Iterator[str]:
    """The single statements of a script; semicolons in comments and text do not part them."""
    pending = ""
    for line in sql.splitlines(keepends=True):
        pending += line
        if sqlcipher.complete_statement(pending):
            yield pending
            pending = ""
    if re.sub(r"--[^\n]*", "", pending).strip():
        raise Bug("a migration ends in the middle of a statement")


def migrate(connection: Any, path: Path, upgrades: list[tuple[int, str]] | None = None) -> int:
    """Bring a database to the newest version and return that version.

    An existing database is copied to ``<name>.before-<new version>`` first (the copy is as
    encrypted as the original; earlier such copies are removed after success). Raises
    ``NewerDatabaseError`` where the database is newer than this program, and changes nothing then.
    """
    upgrades = scripts() if upgrades is None else upgrades
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    newest = upgrades[-1][0]
    if version > newest:
        raise NewerDatabaseError(
            "This library was written by a newer version of Afterimage.",
            "Install the newest version; nothing was changed.",
        )
    if version == newest:
        return version
    copy = _copy_before(connection, path, newest) if version else None
    connection.execute("PRAGMA foreign_keys = OFF")  # a rebuilt table must not cascade
    try:
        for number, sql in upgrades:
            if number > version:
                _upgrade(connection, number, sql)
    finally:
        connection.execute("PRAGMA foreign_keys = ON")
    for old in path.parent.glob(f"{path.name}.before-*"):
        if old != copy:
            old.unlink()
    return newest


def _upgrade(connection: Any, number: int, sql: str) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in statements(sql):
            connection.execute(statement)
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise Bug(f"migration {number} leaves rows that point nowhere")
        connection.execute(f"PRAGMA user_version = {number:d}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    log.info("database is at version %d", number)


def _copy_before(connection: Any, path: Path, newest: int) -> Path:
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    target = path.with_name(f"{path.name}.before-{newest}")
    try:
        shutil.copyfile(path, target)
        target.chmod(0o600)
    except OSError as error:
        raise DataDirError(
            f"No copy of the library could be made before its upgrade ({error.strerror}).",
            "Free some space on the disk; nothing was changed.",
        ) from error
    return target
