"""Reads records from a JSON Lines file, each with its own time and identity."""

import json
from collections.abc import Iterator
from pathlib import Path

from services.clock import parse_instant
from services.errors import UsageError
from services.language.lexicon import is_self
from services.records import NewCapture, NewSegment, Source, Trust
from services.sources.base import Item, SourceError


class JsonLines:
    """``{id, at, source, app?, title?, url?, thread?, author?, text, image?}`` a line.

    A line that cannot be read is told by its number. ``image`` is a caption or a name and is kept
    as the text's heading.
    """

    program = "JSON Lines"

    def __init__(self, path: Path) -> None:
        self._path = path

    def total(self) -> int:
        """Not known before the file was read."""
        return 0

    def items(self) -> Iterator[Item]:
        """The records, line by line. Raises ``SourceError`` where the file cannot be read."""
        try:
            with self._path.open(encoding="utf-8-sig", errors="replace") as lines:
                for number, line in enumerate(lines, start=1):
                    if line.strip():
                        yield _item(number, line)
        except OSError as error:
            raise SourceError(
                f"The file could not be read: {error.strerror or 'unknown error'}.",
                "Check that it exists and that you may read it.",
            ) from error


def _item(number: int, line: str) -> Item:
    try:
        return Item(number, parse_record(json.loads(line)))
    except json.JSONDecodeError:
        return Item(number, error="This line is no JSON.")
    except RecursionError:
        return Item(number, error="This line is nested too deep.")
    except UsageError as error:
        return Item(number, error=error.message)


def parse_record(record: object) -> NewCapture:
    """One record as a capture; raises ``UsageError`` that says which field does not fit."""
    if not isinstance(record, dict):
        raise UsageError("This line is no JSON object.")
    text = _text(record, "text")
    if not text.strip():
        raise UsageError("The record has no “text”.")
    at_ms, offset_min = _instant(record.get("at"))
    source = _text(record, "source") or "import"
    author = _text(record, "author")
    identity = record.get("id")
    if identity is not None and not isinstance(identity, str | int):
        raise UsageError("The record's “id” is neither text nor a number.")
    return NewCapture(
        source=source,
        at_ms=at_ms,
        offset_min=offset_min,
        trust=_trust(source, author),
        segments=(NewSegment(text=text, start=0, end=len(text), heading=_text(record, "image")),),
        external_id=None if identity in (None, "") else str(identity),
        app=_text(record, "app"),
        title=_text(record, "title"),
        url=_text(record, "url"),
        thread=_text(record, "thread"),
        author=author,
    )


def _text(record: dict[str, object], name: str) -> str:
    value = record.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise UsageError(f"The record's “{name}” is no text.")
    return value


def _instant(value: object) -> tuple[int, int]:
    if not isinstance(value, str) or not value.strip():
        raise UsageError("The record has no “at” (a date and time such as 2026-03-01T09:00:00Z).")
    try:
        at_ms, offset_min = parse_instant(value)
    except (ValueError, OverflowError):
        raise UsageError("The record's “at” is no ISO 8601 date and time.") from None
    if at_ms < 0:
        raise UsageError("The record's “at” lies before 1970.")
    return at_ms, offset_min


def _trust(source: str, author: str) -> Trust:
    """One's own notes count as typed; pages stay pages; whatever else came in was imported."""
    if source == Source.NOTE and is_self(author):
        return Trust.TYPED
    return Trust.PAGE if source == Source.PAGE else Trust.IMPORTED
