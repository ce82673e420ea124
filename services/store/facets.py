"""What filters ask of every segment, held in memory: a filter becomes a mask in milliseconds."""

import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.records import Tier
from services.store.columns import PAGE, grown, numbers
from services.store.database import Connection, Database, Row
from services.store.rows import chunks, marks
from services.store.search_filter import SearchFilter, written_by

# Up to so many segments are read at the first filter; more are read beforehand by ``warm_up``.
AT_ONCE = 50_000
ROWS = 5_000
GROWTH = 1.25

Mask = NDArray[np.bool_]

_COLUMNS = "s.id, s.at_ms, s.tier, c.app, c.source, c.author"
_FROM = "segment s JOIN capture c ON c.id = s.capture_id"
_TIERS = {tier.value: number for number, tier in enumerate(Tier, 1)}  # 0: no such segment


class Facets:
    """Time, app, source, author and tier of all segments by id; about 13 bytes each.

    Follows the rows: what was added since is read at the next use, and so is what moved or went.
    Safe to use from several threads.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._reading = threading.Lock()
        self._next = 1
        self._held = _Columns()

    def warm_up(self) -> None:
        """Read what was not read yet, so that no search waits for it."""
        with self._reading:
            if self._next == 1 and self._size() > AT_ONCE:
                # beside what is asked meanwhile; what moves or goes from here on is read again
                self._database.take_touched()
                held, last = _Columns(), self._size()
                _read_whole(self._database, held, last)
                with self._lock:
                    self._held, self._next = held, last + 1
        with self._lock:
            self._follow()

    def mask(self, where: SearchFilter) -> Mask | None:
        """For which ids a filter holds, as bool[last id + 1].

        None where the database must be asked: while a large library was not read yet, and inside
        a transaction that writes, whose rows may never be.
        """
        if not self._can_follow():
            return None
        with self._lock:
            self._follow()
            return self._mask(where)

    def newest(
        self, where: SearchFilter, limit: int, among: Iterable[int] | None = None
    ) -> list[int] | None:
        """Up to ``limit`` (-1: all) ids (of ``among``) for which a filter holds, the newest first.

        None as for ``mask``.
        """
        if not self._can_follow():
            return None
        with self._lock:
            self._follow()
            if among is None:
                ids = np.flatnonzero(self._mask(where))
            else:
                ids = np.unique(np.fromiter(among, np.int64))
                ids = ids[ids < len(self._held.tier)]
                ids = ids[self._mask(where, ids)]
            at_ms = self._held.at_ms[ids]
        if 0 <= limit < len(ids):
            edge = np.partition(at_ms, len(ids) - limit)[len(ids) - limit] if limit else 2**62
            near = np.flatnonzero(at_ms >= edge)
            ids, at_ms = ids[near], at_ms[near]
        order = np.lexsort((-ids, -at_ms))[: limit if limit >= 0 else None]
        return [int(own) for own in ids[order]]

    def _can_follow(self) -> bool:
        if self._database.writes_here:
            return False
        return self._next > 1 or self._size() <= AT_ONCE

    def _mask(self, where: SearchFilter, ids: NDArray[np.int64] | slice = slice(None)) -> Mask:
        """For which of the ids (all of them) a filter holds."""
        held = self._held
        wanted = np.zeros(len(_TIERS) + 1, np.bool_)
        wanted[[_TIERS[tier] for tier in where.tiers]] = True
        mask: Mask = wanted[held.tier[ids]]
        if where.from_ms is not None:
            mask &= held.at_ms[ids] >= where.from_ms
        if where.to_ms is not None:
            mask &= held.at_ms[ids] < where.to_ms
        if where.app is not None:
            app = where.app.lower()
            mask &= held.app.those(lambda name: name.lower() == app, ids)
        if where.source is not None:
            mask &= held.source.those(lambda name: name == where.source, ids)
        if where.person is not None:
            person = where.person
            mask &= held.author.those(lambda name: written_by(name, person), ids)
        return mask

    def _size(self) -> int:
        with self._database.read() as connection:
            row = connection.execute("SELECT max(id) FROM segment").fetchone()
        return 0 if row is None or row[0] is None else int(row[0])

    def _follow(self) -> None:
        touched = self._database.take_touched()
        with self._database.read() as connection:
            if touched:
                self._read_again(connection, touched)
            while rows := connection.execute(
                f"SELECT {_COLUMNS} FROM {_FROM} WHERE s.id >= ? ORDER BY s.id LIMIT ?",
                (self._next, ROWS),
            ).fetchall():
                self._held.put(rows)
                self._next = rows[-1][0] + 1

    def _read_again(self, connection: Connection, touched: Iterable[int]) -> None:
        for group in chunks(own for own in touched if own < len(self._held.tier)):
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM {_FROM} WHERE s.id IN ({marks(group)})", group
            ).fetchall()
            self._held.tier[group] = 0
            self._held.put(rows)
        # ids of the last rows are given out again once those are deleted
        last = connection.execute("SELECT coalesce(max(id), 0) FROM segment").fetchone()
        self._next = min(self._next, (last[0] if last else 0) + 1)


class _Columns:
    """What is held, by id."""

    def __init__(self) -> None:
        self.at_ms = np.zeros(0, np.int64)
        self.tier = np.zeros(0, np.uint8)
        self.app = _Named()
        self.source = _Named()
        self.author = _Named()

    def put(self, rows: Sequence[Row]) -> None:
        """Hold rows of ``_COLUMNS``."""
        if not rows:
            return
        ids, at_ms, tiers, apps, sources, authors = zip(*rows, strict=True)
        places = np.array(ids, np.int64)
        self.make_room(int(places.max()) + 1)
        self.at_ms[places] = at_ms
        self.tier[places] = [_TIERS[tier] for tier in tiers]
        for named, names in ((self.app, apps), (self.source, sources), (self.author, authors)):
            named.put(places, [named.number(name) for name in names])

    def make_room(self, size: int) -> None:
        """Have room for ids below ``size``."""
        if size <= len(self.tier):
            return
        room = max(size, int(len(self.tier) * GROWTH))
        self.at_ms = grown(self.at_ms, room)
        self.tier = grown(self.tier, room)
        for named in (self.app, self.source, self.author):
            named.codes = grown(named.codes, room)


class _Named:
    """One text for each id out of few: a number for each text, as wide as it must be."""

    def __init__(self) -> None:
        self.codes: NDArray[Any] = np.zeros(0, np.uint8)
        self._numbers: dict[str, int] = {}

    def number(self, name: str) -> int:
        """The number that stands for a text."""
        return self._numbers.setdefault(name, len(self._numbers))

    def put(self, places: NDArray[np.int64], codes: Sequence[int] | NDArray[Any] | int) -> None:
        """Hold the numbers of texts at these places."""
        needed = np.min_scalar_type(max(len(self._numbers) - 1, 0))
        if needed.itemsize > self.codes.itemsize:
            self.codes = self.codes.astype(needed)
        self.codes[places] = codes

    def those(self, test: Callable[[str], bool], ids: NDArray[np.int64] | slice) -> Mask:
        """Which of the ids have a name that passes a test."""
        passing = np.fromiter((test(name) for name in self._numbers), np.bool_, len(self._numbers))
        codes = self.codes[ids]
        if not passing.any():
            return np.zeros(len(codes), np.bool_)
        made: Mask = passing[codes]
        return made


def _read_whole(database: Database, held: _Columns, last: int) -> None:
    """Read all segments up to an id, column by column out of the indexes that hold them.

    The rows themselves are three times as many pages, each of which must be decrypted.
    """
    held.make_room(last + 1)
    _read_times(database, held, last)
    for tier, number in _TIERS.items():
        _read_tier(database, held, tier, number, last)
    _read_captures(database, held, last)


def _read_times(database: Database, held: _Columns, last: int) -> None:
    at_ms, own = -(2**62), 0
    while True:
        times, ids = _page(
            database,
            "SELECT group_concat(at_ms), group_concat(id) FROM (SELECT at_ms, id"
            " FROM segment INDEXED BY segment_at WHERE (at_ms, id) > (?, ?)"
            " ORDER BY at_ms, id LIMIT ?)",
            (at_ms, own, PAGE),
        )
        if not len(ids):
            return
        known = ids <= last
        held.at_ms[ids[known]] = times[known]
        at_ms = int(times.max())
        own = int(ids[times == at_ms].max())


def _read_tier(database: Database, held: _Columns, tier: str, number: int, last: int) -> None:
    after = 0
    while after < last:
        (ids,) = _page(
            database,
            "SELECT group_concat(id) FROM (SELECT id FROM segment INDEXED BY segment_tier"
            " WHERE tier = ? AND id > ? AND id <= ? ORDER BY id LIMIT ?)",
            (tier, after, last, PAGE),
        )
        if not len(ids):
            return
        held.tier[ids] = number
        after = int(ids.max())


def _read_captures(database: Database, held: _Columns, last: int) -> None:
    """App, source and author of the captures, and from there of their segments."""
    by_capture = _Columns()
    with database.read() as connection:
        newest = connection.execute("SELECT coalesce(max(id), 0) FROM capture").fetchone()
        by_capture.make_room((newest[0] if newest else 0) + 1)
        pairs = [(held.app, by_capture.app), (held.source, by_capture.source)]
        pairs.append((held.author, by_capture.author))
        for app, source, author, joined in connection.execute(
            "SELECT app, source, author, group_concat(id) FROM capture INDEXED BY capture_who"
            " GROUP BY author, app, source"
        ):
            ids = numbers(joined, np.int64)
            ids = ids[ids < len(by_capture.tier)]
            for (named, own), name in zip(pairs, (app, source, author), strict=True):
                own.number(name)
                own.put(ids, named.number(name))
    for first in range(0, len(by_capture.tier), PAGE):
        captures, ids = _page(
            database,
            "SELECT group_concat(capture_id), group_concat(id) FROM segment"
            " INDEXED BY segment_capture WHERE capture_id >= ? AND capture_id < ?",
            (first, first + PAGE),
        )
        known = (ids <= last) & (captures < len(by_capture.tier))
        for named, own in pairs:
            named.put(ids[known], own.codes[captures[known]])


def _page(database: Database, sql: str, values: Sequence[Any]) -> list[NDArray[np.int64]]:
    """One page of columns of numbers, once nobody waits for something else."""
    database.turns.give_way()
    with database.read() as connection:
        row = connection.execute(sql, values).fetchone()
    return [numbers(joined, np.int64) for joined in row or ()]
