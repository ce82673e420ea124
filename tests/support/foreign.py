"""Makes small real databases as other programs keep them, by their public schemas."""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

Visit = tuple[int, int, str, str]
"""Number, UTC milliseconds, address and title."""

_FIREFOX = """
CREATE TABLE moz_places (id INTEGER PRIMARY KEY, url LONGVARCHAR, title LONGVARCHAR,
    rev_host LONGVARCHAR, visit_count INTEGER DEFAULT 0, hidden INTEGER DEFAULT 0 NOT NULL,
    typed INTEGER DEFAULT 0 NOT NULL, frecency INTEGER DEFAULT -1 NOT NULL,
    last_visit_date INTEGER, guid TEXT, description TEXT);
CREATE TABLE moz_historyvisits (id INTEGER PRIMARY KEY, from_visit INTEGER, place_id INTEGER,
    visit_date INTEGER, visit_type INTEGER, session INTEGER);
"""
_CHROMIUM = """
CREATE TABLE urls (id INTEGER PRIMARY KEY AUTOINCREMENT, url LONGVARCHAR, title LONGVARCHAR,
    visit_count INTEGER DEFAULT 0 NOT NULL, typed_count INTEGER DEFAULT 0 NOT NULL,
    last_visit_time INTEGER NOT NULL, hidden INTEGER DEFAULT 0 NOT NULL);
CREATE TABLE visits (id INTEGER PRIMARY KEY AUTOINCREMENT, url INTEGER NOT NULL,
    visit_time INTEGER NOT NULL, from_visit INTEGER, transition INTEGER DEFAULT 0 NOT NULL,
    visit_duration INTEGER DEFAULT 0 NOT NULL);
"""
CHROMIUM_ABOUT = """
CREATE TABLE keyword_search_terms (keyword_id INTEGER NOT NULL, url_id INTEGER NOT NULL,
    term LONGVARCHAR NOT NULL, normalized_term LONGVARCHAR NOT NULL);
CREATE TABLE content_annotations (visit_id INTEGER PRIMARY KEY, visibility_score NUMERIC,
    alternative_title TEXT, page_language TEXT);
"""
_OPENRECALL = (
    "CREATE TABLE entries (id INTEGER PRIMARY KEY AUTOINCREMENT, app TEXT, title TEXT, text TEXT,"
    " timestamp INTEGER, embedding BLOB)"
)
_SCREENPIPE_OLD = """
CREATE TABLE frames (id INTEGER PRIMARY KEY AUTOINCREMENT, video_chunk_id INTEGER NOT NULL,
    offset_index INTEGER NOT NULL, timestamp TIMESTAMP NOT NULL);
CREATE TABLE ocr_text (frame_id INTEGER NOT NULL, text TEXT NOT NULL, app_name TEXT NOT NULL
    DEFAULT '', window_name TEXT);
"""
_SCREENPIPE_NEW = """
ALTER TABLE frames ADD COLUMN browser_url TEXT;
ALTER TABLE frames ADD COLUMN app_name TEXT;
ALTER TABLE frames ADD COLUMN window_name TEXT;
CREATE TABLE audio_transcriptions (id INTEGER PRIMARY KEY AUTOINCREMENT, audio_chunk_id INTEGER,
    offset_index INTEGER, timestamp TIMESTAMP NOT NULL, transcription TEXT NOT NULL, device TEXT);
CREATE TABLE accessibility (id INTEGER PRIMARY KEY AUTOINCREMENT, timestamp DATETIME NOT NULL,
    app_name TEXT NOT NULL, window_name TEXT NOT NULL, text_content TEXT NOT NULL,
    browser_url TEXT);
"""
_WATCH_PEEWEE = """
CREATE TABLE bucketmodel (key INTEGER PRIMARY KEY, id VARCHAR, created DATETIME, name VARCHAR,
    type VARCHAR, client VARCHAR, hostname VARCHAR);
CREATE TABLE eventmodel (id INTEGER PRIMARY KEY, bucket_id INTEGER, timestamp DATETIME,
    duration DECIMAL, datastr VARCHAR);
"""
_WATCH_RUST = """
CREATE TABLE buckets (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE NOT NULL, type TEXT
    NOT NULL, client TEXT NOT NULL, hostname TEXT NOT NULL, created TEXT NOT NULL);
CREATE TABLE events (id INTEGER PRIMARY KEY AUTOINCREMENT, bucketrow INTEGER NOT NULL, starttime
    INTEGER NOT NULL, endtime INTEGER NOT NULL, data TEXT NOT NULL);
"""


def make(path: Path, schema: str, rows: Sequence[tuple[str, Sequence[object]]]) -> Path:
    """A database with a schema and rows, each a statement with its values."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(schema)
        for statement, values in rows:
            connection.execute(statement, values)
    return path


def firefox(path: Path, visits: Sequence[Visit], kind: int = 1) -> Path:
    """A ``places.sqlite``."""
    return make(path, _FIREFOX, firefox_rows(visits, kind))


def firefox_rows(visits: Sequence[Visit], kind: int = 1) -> list[tuple[str, Sequence[object]]]:
    """Statements that add visits to a ``places.sqlite``."""
    rows: list[tuple[str, Sequence[object]]] = []
    for number, at_ms, url, title in visits:
        rows += [
            (
                "INSERT INTO moz_places (id, url, title, description) VALUES (?,?,?,?)",
                (number, url, title, "About it." if number == 1 else None),
            ),
            (
                "INSERT INTO moz_historyvisits (id, place_id, visit_date, visit_type)"
                " VALUES (?,?,?,?)",
                (number, number, at_ms * 1000, kind),
            ),
        ]
    return rows


def chromium(path: Path, visits: Sequence[Visit], transition: int = 0x30000000) -> Path:
    """A ``History``."""
    rows: list[tuple[str, Sequence[object]]] = []
    for number, at_ms, url, title in visits:
        at = (at_ms + 11_644_473_600_000) * 1000
        rows += [
            (
                "INSERT INTO urls (id, url, title, last_visit_time) VALUES (?,?,?,?)",
                (number, url, title, at),
            ),
            (
                "INSERT INTO visits (id, url, visit_time, transition) VALUES (?,?,?,?)",
                (number, number, at, transition),
            ),
        ]
    return make(path, _CHROMIUM, rows)


def openrecall(path: Path, rows: Sequence[tuple[object, ...]]) -> Path:
    """A ``recall.db``; rows are app, title, text and seconds."""
    insert = "INSERT INTO entries (app, title, text, timestamp) VALUES (?,?,?,?)"
    return make(path, _OPENRECALL, [(insert, row) for row in rows])


def screenpipe(path: Path, *, new: bool) -> Path:
    """A ``db.sqlite`` of an old or a newer version."""
    at = "2026-03-01 09:00:00.123456789+00:00"
    frame = "INSERT INTO frames (id, video_chunk_id, offset_index, timestamp) VALUES (1, 1, 0, ?)"
    text = "INSERT INTO ocr_text VALUES (1, ?, ?, ?)"
    if not new:
        rows = [(frame, (at,)), (text, ("The copper bridge opens.", "Reader", "News"))]
        return make(path, _SCREENPIPE_OLD, [*rows, (text, (" ", "Reader", "News"))])
    return make(
        path,
        _SCREENPIPE_OLD + _SCREENPIPE_NEW,
        [
            (frame, (at,)),
            (
                "UPDATE frames SET app_name = 'Firefox', window_name = 'Bridge',"
                " browser_url = 'https://news.example/bridge'",
                (),
            ),
            (text, ("The copper bridge opens.", "", None)),
            (
                "INSERT INTO audio_transcriptions (timestamp, transcription, device)"
                " VALUES (?,?,?)",
                ("2026-03-01T09:05:00Z", "We meet at the bridge.", "Microphone"),
            ),
            (
                "INSERT INTO accessibility (timestamp, app_name, window_name, text_content)"
                " VALUES (?,?,?,?)",
                ("2026-03-01T09:06:00+00:00", "Editor", "plan.txt", "Told by the program."),
            ),
        ],
    )


WATCHED: tuple[tuple[int, str, dict[str, object]], ...] = (
    (0, "currentwindow", {"app": "Reader", "title": "Bridge news"}),
    (60, "currentwindow", {"app": "Reader", "title": "Bridge news"}),
    (120, "web.tab.current", {"url": "https://news.example/bridge", "title": "Bridge"}),
    (130, "web.tab.current", {"url": "https://secret.example", "title": "S", "incognito": True}),
    (140, "afkstatus", {"status": "afk"}),
    (150, "app.editor.activity", {"file": "/home/ida/plan.txt", "language": "text"}),
    (160, "currentwindow", {"app": "Reader", "title": ""}),
    (86_400, "currentwindow", {"app": "Reader", "title": "Bridge news"}),
)
"""Seconds after 2026-03-01 09:00 UTC, kind of bucket, data."""


def activitywatch(path: Path, *, rust: bool) -> Path:
    """The database of either of ActivityWatch's servers, with ``WATCHED`` in it."""
    kinds = list(dict.fromkeys(kind for _, kind, _ in WATCHED))
    start_s = 1_772_355_600
    if rust:
        bucket = (
            "INSERT INTO buckets (id, name, type, client, hostname, created)"
            " VALUES (?,?,?,'','','')"
        )
        event = "INSERT INTO events (bucketrow, starttime, endtime, data) VALUES (?,?,?,?)"
        return make(
            path,
            _WATCH_RUST,
            [(bucket, (at, kind, kind)) for at, kind in enumerate(kinds)]
            + [
                (event, (kinds.index(kind), (start_s + s) * 10**9, (start_s + s) * 10**9,
                         json.dumps(data)))
                for s, kind, data in WATCHED
            ],
        )  # fmt: skip
    bucket = "INSERT INTO bucketmodel (key, id, type) VALUES (?,?,?)"
    event = (
        "INSERT INTO eventmodel (bucket_id, timestamp, duration, datastr)"
        " VALUES (?, strftime('%Y-%m-%d %H:%M:%S.000000+00:00', ?, 'unixepoch'), 1.5, ?)"
    )
    return make(
        path,
        _WATCH_PEEWEE,
        [(bucket, (at, kind, kind)) for at, kind in enumerate(kinds)]
        + [
            (event, (kinds.index(kind), start_s + s, json.dumps(data))) for s, kind, data in WATCHED
        ],
    )
