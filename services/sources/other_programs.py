"""Reads what OpenRecall, screenpipe and ActivityWatch kept, as their public schemas describe it."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from services.clock import DAY_MS, local_offset_min, parse_instant
from services.records import NewCapture, NewSegment, Source, Trust
from services.sources.base import Item, SourceError, identity
from services.sources.databases import columns, opened

Rows = Callable[[sqlite3.Connection], Iterator[Item]]


@dataclass(frozen=True, slots=True)
class _Schema:
    """How one program's database is known, counted and read."""

    program: str
    tables: dict[str, frozenset[str]]
    count: str
    rows: Rows

    def fits(self, connection: sqlite3.Connection) -> bool:
        """Whether a database has this program's tables and columns."""
        return all(needed <= columns(connection, name) for name, needed in self.tables.items())


class ProgramDatabase:
    """The database of one of the programs that are known; found out when it is first asked."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with opened(path) as connection:
            schema = next((one for one in _SCHEMAS if one.fits(connection)), None)
            if schema is None:
                raise SourceError(
                    "The database is of no program that is known here.",
                    "OpenRecall, screenpipe and ActivityWatch are, and JSON Lines.",
                )
            self._total = int(connection.execute(schema.count).fetchone()[0])
        self._schema = schema

    @property
    def program(self) -> str:
        """The program that kept it."""
        return self._schema.program

    def total(self) -> int:
        """How many rows there are."""
        return self._total

    def items(self) -> Iterator[Item]:
        """All rows as captures."""
        with opened(self._path) as connection:
            yield from self._schema.rows(connection)


def _capture(
    external_id: str,
    at_ms: int,
    text: str,
    *,
    source: str = Source.SCREEN,
    app: str = "",
    title: str = "",
    url: str = "",
) -> NewCapture:
    return NewCapture(
        source=source,
        at_ms=at_ms,
        offset_min=local_offset_min(at_ms),
        trust=Trust.PAGE if source == Source.PAGE else Trust.IMPORTED,
        segments=(NewSegment(text, start=0, end=len(text)),),
        external_id=external_id,
        app=app,
        title=title,
        url=url,
    )


def _item(number: int, read: Callable[..., NewCapture | None], *row: object) -> Item:
    """An item of a row; a row that is not what its table promises is told and passed over."""
    try:
        return Item(number, read(*row))
    except (ValueError, TypeError, OverflowError, OSError, RecursionError):
        return Item(number, error="This row is not what its program writes.")


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _instant_ms(value: object) -> int:
    """A time as these programs write it: ISO 8601, UTC where it says nothing else."""
    return parse_instant(_text(value))[0]


# OpenRecall: https://github.com/openrecall/openrecall, openrecall/database.py


def _openrecall(connection: sqlite3.Connection) -> Iterator[Item]:
    query = "SELECT id, app, title, text, timestamp FROM entries ORDER BY timestamp, id"
    for number, *row in connection.execute(query):
        yield _item(number, _openrecall_row, *row)


def _openrecall_row(app: object, title: object, text: object, at_s: object) -> NewCapture | None:
    if not _text(text).strip():
        return None
    if not isinstance(at_s, int | float):
        raise TypeError
    name = f"openrecall:{identity(at_s, app, title, text)}"
    at_ms = round(at_s * 1000)
    return _capture(name, at_ms, _text(text), app=_text(app), title=_text(title))


# screenpipe: https://github.com/mediar-ai/screenpipe, screenpipe-db/src/migrations


def _screenpipe(connection: sqlite3.Connection) -> Iterator[Item]:
    for number, *row in connection.execute(_frames_query(connection)):
        yield _item(number, _seen_row, "frame", number, *row)
    spoken = columns(connection, "audio_transcriptions")
    if spoken:
        device = "device" if "device" in spoken else "''"
        query = (
            f"SELECT id, timestamp, transcription, {device}"  # noqa: S608 - our own words
            " FROM audio_transcriptions ORDER BY id"
        )
        for number, *row in connection.execute(query):
            yield _item(number, _spoken_row, number, *row)
    if columns(connection, "accessibility"):
        query = (
            "SELECT id, timestamp, text_content, app_name, window_name, browser_url"
            " FROM accessibility ORDER BY id"
        )
        for number, *row in connection.execute(query):
            yield _item(number, _seen_row, "told", number, *row)


def _frames_query(connection: sqlite3.Connection) -> str:
    """The query for what was read on frames: newer versions keep the window with the frame."""
    frames, texts = columns(connection, "frames"), columns(connection, "ocr_text")
    app = _first_of("app_name", ("o", texts), ("f", frames))
    title = _first_of("window_name", ("o", texts), ("f", frames))
    url = _first_of("browser_url", ("f", frames))
    return (
        f"SELECT f.id, f.timestamp, o.text, {app}, {title}, {url}"  # noqa: S608 - our own words
        " FROM ocr_text o JOIN frames f ON f.id = o.frame_id ORDER BY f.id, o.rowid"
    )


def _first_of(column: str, *tables: tuple[str, frozenset[str]]) -> str:
    """SQL for the first of these tables' columns that is there and says something."""
    there = [f"nullif({alias}.{column}, '')" for alias, known in tables if column in known]
    return f"coalesce({', '.join([*there, repr('')])}, '')"


def _seen_row(
    kind: str, number: int, at: object, text: object, app: object, title: object, url: object
) -> NewCapture | None:
    if not _text(text).strip():
        return None
    name = f"screenpipe:{kind}:{number}:{identity(at, app, title, text)}"
    return _capture(
        name, _instant_ms(at), _text(text), app=_text(app), title=_text(title), url=_text(url)
    )


def _spoken_row(number: int, at: object, text: object, device: object) -> NewCapture | None:
    if not _text(text).strip():
        return None
    name = f"screenpipe:sound:{number}:{identity(at, text)}"
    return _capture(name, _instant_ms(at), _text(text), source="sound", title=_text(device))


# ActivityWatch: https://github.com/ActivityWatch, aw-core (peewee) and aw-server-rust


def _activitywatch(connection: sqlite3.Connection) -> Iterator[Item]:
    query = (
        "SELECT e.id, e.timestamp, e.datastr, b.type FROM eventmodel e"
        " JOIN bucketmodel b ON b.key = e.bucket_id ORDER BY e.timestamp, e.id"
    )
    yield from _watched(connection.execute(query), _instant_ms)


def _activitywatch_rust(connection: sqlite3.Connection) -> Iterator[Item]:
    query = (
        "SELECT e.id, e.starttime, e.data, b.type FROM events e"
        " JOIN buckets b ON b.id = e.bucketrow ORDER BY e.starttime, e.id"
    )
    yield from _watched(connection.execute(query), _nanoseconds_ms)


def _nanoseconds_ms(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError
    return value // 1_000_000


def _watched(
    rows: Iterable[tuple[int, object, object, object]], instant_ms: Callable[[object], int]
) -> Iterator[Item]:
    """Events of windows and tabs, the same thing once a day at its first time."""
    seen: set[str | None] = set()
    for number, at, data, kind in rows:
        item = _item(number, _watched_row, instant_ms, at, data, kind)
        if item.capture is None or item.capture.external_id not in seen:
            yield item
        seen |= {item.capture.external_id} if item.capture is not None else set()


def _watched_row(
    instant_ms: Callable[[object], int], at: object, data: object, kind: object
) -> NewCapture | None:
    """An event; one of an empty chair holds nothing, and private tabs are not taken over."""
    told = json.loads(_text(data))
    if not isinstance(told, dict):
        raise TypeError
    if kind == "afkstatus" or told.get("incognito") is True:
        return None
    title, url, app = (_text(told.get(key)) for key in ("title", "url", "app"))
    title = title or _text(told.get("file"))
    if not title.strip() and not url:
        return None
    at_ms = instant_ms(at)
    name = f"activitywatch:{identity(at_ms // DAY_MS, kind, app, title, url)}"
    source = Source.PAGE if url else Source.SCREEN
    return _capture(name, at_ms, title or url, source=source, app=app, title=title, url=url)


_SCHEMAS = (
    _Schema(
        "OpenRecall",
        {"entries": frozenset(("id", "app", "title", "text", "timestamp"))},
        "SELECT count(*) FROM entries",
        _openrecall,
    ),
    _Schema(
        "screenpipe",
        {
            "frames": frozenset(("id", "timestamp")),
            "ocr_text": frozenset(("frame_id", "text")),
        },
        "SELECT count(*) FROM ocr_text",
        _screenpipe,
    ),
    _Schema(
        "ActivityWatch",
        {
            "bucketmodel": frozenset(("key", "type")),
            "eventmodel": frozenset(("id", "bucket_id", "timestamp", "datastr")),
        },
        "SELECT count(*) FROM eventmodel",
        _activitywatch,
    ),
    _Schema(
        "ActivityWatch",
        {
            "buckets": frozenset(("id", "type")),
            "events": frozenset(("id", "bucketrow", "starttime", "data")),
        },
        "SELECT count(*) FROM events",
        _activitywatch_rust,
    ),
)
