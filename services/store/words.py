"""Full-text search over segments and their windows, and how its rows are kept in line."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.language.text import spaced
from services.records import SegmentId
from services.store.database import Connection, Database, Row
from services.store.facets import Facets
from services.store.postings import MOST_READ, Postings, atoms, totals
from services.store.rows import chunks, marks
from services.store.search_filter import IN_WORDS, SearchFilter, filter_conditions
from services.store.streams import nearby

Beside = tuple[list[int], list[int]]
"""The segments right before one and right after it, at most one each."""

# From so many segments on, ranking all that hold a word would be felt.
LARGE = 20_000
CONTEXT_WEIGHT = 0.3  # of a match in title, app, author, thread, heading or file name


def phrase(text: str) -> str:
    """Text as one quoted phrase of a match expression, whatever characters it holds."""
    return '"' + spaced(text).replace('"', '""').replace("\0", " ") + '"'


class Words:
    """Searches the words of hot and warm segments (the others have no rows here)."""

    def __init__(self, database: Database, facets: Facets | None = None) -> None:
        self._database = database
        self._facets = facets or Facets(database)
        self._segments = Postings(database, "segment_words")
        self._windows = Postings(database, "window_words", self._segments)

    def warm_up(self) -> None:
        """Read into memory what searches of a large library need."""
        if self._last() > LARGE:
            self._segments.warm_up()
            self._windows.warm_up()

    def search(
        self,
        match_expr: str,
        limit: int,
        *,
        window: bool = False,
        where: SearchFilter | None = None,
        weights: tuple[float, float] = (1.0, CONTEXT_WEIGHT),
    ) -> list[tuple[SegmentId, float]]:
        """Segments that match an FTS5 expression with their BM25 scores, the best (highest) first.

        ``window`` searches each segment together with its neighbours. ``weights`` are those of
        the segment's own text and of its context. In a library of more than ``LARGE`` segments
        words that are asked for with OR are ranked by ``Postings``. Raises ``UsageError`` on a
        broken expression.
        """
        where = where or SearchFilter()
        words = atoms(match_expr) if self._last() > LARGE else []
        if not words:
            return self._ranked(match_expr, limit, window, where, weights)
        mask = None
        if where != SearchFilter():
            mask = self._facets.mask(where)
            if mask is None:
                return self._ranked(match_expr, limit, window, where, weights)
        postings = self._windows if window else self._segments
        return postings.search(words, limit, (1.0, 0.0) if window else weights, mask)

    def _ranked(
        self,
        match_expr: str,
        limit: int,
        window: bool,
        where: SearchFilter,
        weights: tuple[float, float],
    ) -> list[tuple[SegmentId, float]]:
        """By FTS5 itself; ``limit`` -1 gives all."""
        table = "window_words" if window else "segment_words"
        score = f"-bm25({table})" if window else f"-bm25({table}, {weights[0]:f}, {weights[1]:f})"
        join, conditions, values = _conditions(table, where)
        sql = (
            f"SELECT {table}.rowid, {score} AS score FROM {table} {join}"
            f" WHERE {table} MATCH ? {conditions} ORDER BY score DESC, {table}.rowid DESC LIMIT ?"
        )
        with self._database.read() as connection:
            rows = connection.execute(sql, (match_expr, *values, limit)).fetchall()
        return [(SegmentId(row[0]), float(row[1])) for row in rows]

    def holding(self, match_expr: str, among: Iterable[SegmentId]) -> set[SegmentId]:
        """Those of the segments that match an FTS5 expression."""
        found: set[SegmentId] = set()
        with self._database.read() as connection:
            for group in chunks(among):
                rows = connection.execute(
                    "SELECT rowid FROM segment_words WHERE segment_words MATCH ?"
                    f" AND rowid IN ({marks(group)})",
                    [match_expr, *group],
                )
                found.update(SegmentId(row[0]) for row in rows)
        return found

    def any_begins(self, word: str) -> bool:
        """Whether any segment holds a word that begins so."""
        asked = f"{phrase(word)}*"
        if self._last() > LARGE:  # what a search reads anyway
            return self._segments.counts([asked], 1)[0] > 0
        sql = "SELECT 1 FROM segment_words WHERE segment_words MATCH ? LIMIT 1"
        with self._database.read() as connection:
            return connection.execute(sql, (asked,)).fetchone() is not None

    def respace(self) -> int:
        """Index anew what holds a script without spaces (from a library of before); how many."""
        with self._database.write() as connection:
            rows = connection.execute("SELECT id, text FROM segment WHERE tier IN ('hot', 'warm')")
            ids = [row[0] for row in rows if spaced(row[1]) != row[1]]
            put_words(connection, ids)
            put_windows(connection, with_neighbours(connection, ids))
        return len(ids)

    def _last(self) -> int:
        with self._database.read() as connection:
            return _count(connection, "SELECT coalesce(max(id), 0) FROM segment", ())

    def document_frequency(self, terms: Iterable[str], most: int = 2**62) -> dict[str, int]:
        """In how many segments each term occurs, counted up to ``most``.

        In a large library, up to a fiftieth of it at least: more is common by any measure. Terms
        are stemmed as the index does; a phrase may be given.
        """
        terms = [*terms]
        asked = [term for term in dict.fromkeys(terms) if term.strip()]
        if self._last() > LARGE and self.total() < 50 * MOST_READ:
            counts = self._segments.counts([phrase(term) for term in asked], most)
            return {**dict.fromkeys(terms, 0), **dict(zip(asked, counts, strict=True))}
        sql = (
            "SELECT count(*) FROM (SELECT 1 FROM segment_words WHERE segment_words MATCH ? LIMIT ?)"
        )
        with self._database.read() as connection:
            return {
                **dict.fromkeys(terms, 0),
                **{term: _count(connection, sql, (phrase(term), most)) for term in asked},
            }

    def total(self) -> int:
        """How many segments can be found by words."""
        with self._database.read() as connection:
            return totals(connection, "segment_words")[0]

    def rebuild(self) -> int:
        """Make both word indexes anew from the rows; returns how many segments they hold."""
        with self._database.write() as connection:
            for table in ("segment_words", "window_words"):
                connection.execute(f"INSERT INTO {table}({table}) VALUES('delete-all')")
            ids = [row[0] for row in connection.execute("SELECT id FROM segment ORDER BY id")]
            put_words(connection, ids)
            put_windows(connection, ids)
        return self.total()

    def check(self) -> list[str]:
        """What is out of line, in words; empty where all is well."""
        problems = []
        with self._database.read() as connection:
            rows = _ids(
                connection,
                f"SELECT id FROM segment WHERE tier IN ({marks(IN_WORDS)}) ORDER BY id",
                IN_WORDS,
            )
            for table in ("segment_words", "window_words"):
                found = _ids(connection, f"SELECT id FROM {table}_docsize ORDER BY id")
                if missing := len(np.setdiff1d(rows, found, assume_unique=True)):
                    problems.append(f"{table}: {missing} segments are missing")
                if stray := len(np.setdiff1d(found, rows, assume_unique=True)):
                    problems.append(f"{table}: {stray} rows have no segment")
        return problems

    def optimise(self) -> None:
        """Merge both indexes, so that nothing of removed segments is left in them."""
        with self._database.write() as connection:
            for table in ("segment_words", "window_words"):
                connection.execute(f"INSERT INTO {table}({table}) VALUES('optimize')")


def _ids(connection: Connection, sql: str, values: Sequence[Any] = ()) -> NDArray[np.int64]:
    """The first column of a query as an array: 8 bytes each, where a set takes a hundred."""
    return np.fromiter((row[0] for row in connection.execute(sql, values)), np.int64)


def _count(connection: Connection, sql: str, values: Sequence[Any]) -> int:
    row = connection.execute(sql, values).fetchone()
    return int(row[0]) if row else 0


def _conditions(table: str, where: SearchFilter) -> tuple[str, str, list[Any]]:
    """The joins, conditions and values of a filter; nothing at all where it filters nothing."""
    parts, values = filter_conditions(where)
    if set(where.tiers) == set(IN_WORDS):  # all that have rows here
        parts, values = parts[1:], values[len(where.tiers) :]
    if not parts:
        return "", "", []
    join = f"JOIN segment s ON s.id = {table}.rowid"
    if any(value is not None for value in (where.app, where.source, where.person)):
        join += " JOIN capture c ON c.id = s.capture_id"
    return join, "AND " + " AND ".join(parts), values


def put_words(connection: Connection, ids: Iterable[int]) -> None:
    """Write the word rows of segments anew; those that are neither hot nor warm lose theirs."""
    for group in chunks(ids):
        connection.execute(f"DELETE FROM segment_words WHERE rowid IN ({marks(group)})", group)
        rows = connection.execute(
            "SELECT s.id, s.text, c.title, c.app, c.author, c.thread, s.heading, d.path"
            " FROM segment s JOIN capture c ON c.id = s.capture_id"
            " LEFT JOIN document d ON d.id = c.document_id"
            f" WHERE s.id IN ({marks(group)}) AND s.tier IN ({marks(IN_WORDS)})",
            [*group, *IN_WORDS],
        ).fetchall()
        connection.executemany(
            "INSERT INTO segment_words (rowid, text, context) VALUES (?, ?, ?)",
            [(row[0], spaced(row[1]), spaced(_context(row))) for row in rows],
        )


def _context(row: Row) -> str:
    """Title, app, author, thread, heading and file name; a file's own name is often its title."""
    name = PurePath(row[7]).name if row[7] else ""
    parts = dict.fromkeys(part for part in (*row[2:7], name) if part)
    return " ".join(parts)


def put_new_windows(connection: Connection, ids: Sequence[int]) -> set[int]:
    """Write the window rows of new segments, and anew those of their neighbours; returns both."""
    around = nearby(connection, ids, 1)
    touched = {*ids, *(i for sides in around.values() for side in sides for i in side)}
    put_windows(connection, touched, around)
    return touched


def put_windows(
    connection: Connection, ids: Iterable[int], known: Mapping[int, Beside] | None = None
) -> None:
    """Write the window rows of segments anew: previous, this and next text of the same stream.

    ``known`` are the segments right before and after some of them, where one has looked already.
    """
    known = known or {}
    for group in chunks(ids):
        connection.execute(f"DELETE FROM window_words WHERE rowid IN ({marks(group)})", group)
        around = {own: known[own] for own in group if own in known}
        around |= nearby(connection, [own for own in group if own not in known], 1)
        wanted = {i for before, after in around.values() for i in (*before, *after)} | set(group)
        texts: dict[int, str] = {}
        for some in chunks(wanted):
            sql = (
                f"SELECT id, text FROM segment WHERE id IN ({marks(some)})"
                f" AND tier IN ({marks(IN_WORDS)})"
            )
            texts.update((row[0], row[1]) for row in connection.execute(sql, [*some, *IN_WORDS]))
        connection.executemany(
            "INSERT INTO window_words (rowid, text) VALUES (?, ?)",
            [
                (own, spaced("\n".join(texts[i] for i in (*before, own, *after) if i in texts)))
                for own, (before, after) in around.items()
                if own in texts
            ],
        )


def remove_words(connection: Connection, ids: Iterable[int]) -> None:
    """Take segments out of both indexes."""
    for group in chunks(ids):
        for table in ("segment_words", "window_words"):
            connection.execute(f"DELETE FROM {table} WHERE rowid IN ({marks(group)})", group)


def with_neighbours(connection: Connection, ids: Iterable[int]) -> set[int]:
    """The segments and those right before and after each: the windows that a change touches."""
    touched = set(ids)
    for group in chunks(set(touched)):
        for before, after in nearby(connection, group, 1).values():
            touched.update(before, after)
    return touched
