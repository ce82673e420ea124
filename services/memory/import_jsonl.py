"""Brings in records from a JSON Lines file, each with its own time and identity."""

import json
from pathlib import Path

from services.cancel import CancelToken, Progress, no_progress
from services.clock import parse_instant
from services.errors import UsageError, WorldError
from services.language.lexicon import is_self
from services.memory.ingest import Ingest, RedactionFailedError
from services.records import ImportReport, NewCapture, NewSegment, Source, Trust

_BATCH = 500


class ImportFileError(WorldError):
    """The file of records cannot be opened."""


def import_jsonl(
    path: Path,
    ingest: Ingest,
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> ImportReport:
    """Import ``{id, at, source, app?, title?, url?, thread?, author?, text, image?}`` a line.

    A line that cannot be read is reported by its number and passed over; an ``id`` that is known
    is skipped, so that a file can be imported again. ``image`` is a caption or a name and is kept
    as the text's heading. Raises ``ImportFileError`` where the file cannot be opened,
    ``Cancelled`` where it was stopped: whole batches that were stored before stay.
    """
    report = _Report()
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as lines:
            batch: list[tuple[int, NewCapture]] = []
            for number, line in enumerate(lines, start=1):
                parsed = _parse(number, line, report)
                if parsed is None:
                    continue
                batch.append((number, parsed))
                if len(batch) >= _BATCH:
                    _flush(batch, ingest, report)
                    progress(number, 0, "importing")
                    if cancel is not None:
                        cancel.check()
            _flush(batch, ingest, report)
    except OSError as error:
        raise ImportFileError(
            f"The file could not be read: {error.strerror or 'unknown error'}.",
            "Check that it exists and that you may read it.",
        ) from error
    return report.frozen()


class _Report:
    def __init__(self) -> None:
        self.imported = 0
        self.skipped = 0
        self.errors: list[tuple[int, str]] = []

    def frozen(self) -> ImportReport:
        return ImportReport(self.imported, self.skipped, tuple(sorted(self.errors)))


def _flush(batch: list[tuple[int, NewCapture]], ingest: Ingest, report: _Report) -> None:
    """Store a batch in one transaction; where one record fails, the batch goes record by record."""
    try:
        stored = ingest.store_batch(capture for _, capture in batch)
    except (UsageError, RedactionFailedError):
        stored = []
        for number, capture in batch:
            try:
                stored += ingest.store_batch([capture])
            except (UsageError, RedactionFailedError) as error:
                report.errors.append((number, error.message))
    report.imported += sum(new for _, new in stored)
    report.skipped += sum(not new for _, new in stored)
    batch.clear()


def _parse(number: int, line: str, report: _Report) -> NewCapture | None:
    if not line.strip():
        return None
    try:
        return parse_record(json.loads(line))
    except json.JSONDecodeError:
        report.errors.append((number, "This line is no JSON."))
    except (UsageError, RecursionError) as error:
        words = error.message if isinstance(error, UsageError) else "This line is nested too deep."
        report.errors.append((number, words))
    return None


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
