"""Finds out which source a file to import is."""

from pathlib import Path

from services.sources.base import ItemSource, SourceError
from services.sources.databases import is_database
from services.sources.json_lines import JsonLines
from services.sources.other_programs import ProgramDatabase

# Where the programs keep their databases inside the folder that a person would name.
_INSIDE = (
    "recall.db", "db.sqlite", "data/db.sqlite", "peewee-sqlite.v2.db", "sqlite.db",
    "aw-server/peewee-sqlite.v2.db", "aw-server-rust/sqlite.db",
)  # fmt: skip


def source_of(path: Path) -> ItemSource:
    """The source in a file, or in a program's folder. Raises ``SourceError`` where it is none."""
    if path.is_dir():
        inside = next((path / name for name in _INSIDE if (path / name).is_file()), None)
        if inside is None:
            raise SourceError(
                "This folder holds no database that is known here.",
                "Name the database of OpenRecall, screenpipe or ActivityWatch itself.",
            )
        path = inside
    return ProgramDatabase(path) if is_database(path) else JsonLines(path)
