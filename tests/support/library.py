"""A real library in a temporary folder: everything as in the program, with a cheap passphrase."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from app.compose import Opening, create_library, open_library
from services.clock import ManualClock, parse_instant
from services.engine import Engine
from services.vault.derivation import Stretching
from services.vault.keysources import Passphrase

CHEAP = Stretching(rounds=1, memory_kib=1024, lanes=1)
NOW = "2026-03-02T12:00:00Z"


def opening(folder: Path, *, now: str = NOW, overrides: Mapping[str, str] | None = None) -> Opening:
    """How the tests' libraries are opened."""
    clock = ManualClock(parse_instant(now)[0])
    return Opening(folder, Passphrase("a test", CHEAP), clock, dict(overrides or {}))


def new_library(
    folder: Path, *, now: str = NOW, overrides: Mapping[str, str] | None = None
) -> Engine:
    """Make a library and open it."""
    return create_library(opening(folder, now=now, overrides=overrides))[0]


def reopened(folder: Path, *, now: str = NOW) -> Engine:
    """Open a library made by ``new_library``."""
    return open_library(opening(folder, now=now))


def write_records(path: Path, records: Iterable[Mapping[str, str]]) -> Path:
    """Write records for ``import`` as JSON Lines."""
    path.write_text("".join(json.dumps(r) + "\n" for r in records))
    return path
