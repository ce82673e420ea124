"""Reads the JSON Lines that ``--batch`` files hold."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from services.errors import UsageError


def records(path: Path, *required: str) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file; raises ``UsageError`` at a line that is none."""
    try:
        file = path.open(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}).", "Check the path.") from None
    with file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except ValueError:
                raise UsageError(f"Line {number} of {path.name} is no JSON.") from None
            missing = [k for k in required if not isinstance(record, dict) or k not in record]
            if missing:
                raise UsageError(f"Line {number} of {path.name} lacks “{missing[0]}”.")
            yield record
