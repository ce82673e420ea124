"""What every command is given: the options, the output, and a way to open the library."""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.cli.output import Output
from services.cancel import CancelToken
from services.clock import Clock, parse_instant
from services.engine import Engine
from services.errors import UsageError


@dataclass(frozen=True, slots=True)
class Context:
    """Passed to each command; ``open`` opens the library (made at first use with a key file)."""

    args: argparse.Namespace
    out: Output
    open: Callable[[], Engine]
    clock: Clock
    data_dir: Path
    cancel: CancelToken
    overrides: Mapping[str, str]


Command = Callable[[Context], int | None]
"""Runs a command; returns an exit code other than 0 where it has one to tell."""


def instant(text: str) -> int:
    """Read a date or time argument into UTC milliseconds; raises ``UsageError``."""
    try:
        return parse_instant(text)[0]
    except ValueError:
        raise UsageError(
            f"“{text}” is no date or time.", "Write it as 2026-03-17 or 2026-03-17T14:30:00Z."
        ) from None


def existing(text: str) -> Path:
    """Read a path argument that must exist; raises ``UsageError``."""
    path = Path(text).expanduser()
    if not path.exists():
        raise UsageError(f"There is no {path}.", "Check the path.")
    return path
