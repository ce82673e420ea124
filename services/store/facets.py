"""What filters ask of every segment, held in memory: a filter becomes a mask in milliseconds."""

import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.records import Tier
from services.store.database import Connection, Database, Row
from services.store.rows import chunks, marks
from services.store.search_filter import SearchFilter, written_by

PAGE = 5_000
# Up to so many segments are read at the first filter; more are read beforehand by ``warm_up``.
AT_ONCE = 50_000
GROWTH = 1.25

Mask = NDArray[np.bool_]

_COLUMNS = "s.id, s.at_ms, s.tier, c.app, c.source, c.author"
_FROM = "segment s JOIN capture c ON c.id = s.capture_id"
_TIERS = {tier.value: number for number, tier in enumerate(Tier, 1)}  # 0: no such segment


class Facets:
    """Time, app, source, author and tier of all segments by id; about 16 bytes each.

    Follows the rows: what was added since is read at the next use, and so is what moved or went.
    Safe to use from several threads.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._next = 1
        self._at_ms = np.zeros(0, np.int64)
        self._tier = np.zeros(0, np.uint8)
        self._app = _Named()
        self._source = _Named()
        self._author = _Named()

    def warm_up(self) -> None:
        """Read what was not read yet, so that no search waits for it."""
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
        if among is None:
            mask = self.mask(where)
            if mask is None:
                return None
            ids = np.flatnonzero(mask)
        else:
            if not self._can_follow():
                return None
            ids = np.unique(np.fromiter(among, np.int64))
            with self._lock:
                self._follow()
                ids = ids[ids < len(self._tier)]
                ids = ids[self._mask(where, ids)]
        at_ms = self._at_ms[ids]
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
        wanted = np.zeros(len(_TIERS) + 1, np.bool_)
        wanted[[_TIERS[tier] for tier in where.tiers]] = True
        mask: Mask = wanted[self._tier[ids]]
        if where.from_ms is not None:
            mask &= self._at_ms[ids] >= where.from_ms
        if where.to_ms is not None:
            mask &= self._at_ms[ids] < where.to_ms
        if where.app is not None:
            app = where.app.lower()
            mask &= self._app.those(lambda name: name.lower() == app)[ids]
        if where.source is not None:
            mask &= self._source.those(lambda name: name == where.source)[ids]
        if where.person is not None:
            person = where.person
            mask &= self._author.those(lambda name: written_by(name, person))[ids]
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
                (self._next, PAGE),
            ).fetchall():
                self._put(rows)
                self._next = rows[-1][0] + 1

    def _read_again(self, connection: Connection, touched: Iterable[int]) -> None:
        for group in chunks(own for own in touched if own < len(self._tier)):
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM {_FROM} WHERE s.id IN ({marks(group)})", group
            ).fetchall()
            self._tier[group] = 0
            self._put(rows)
        # ids of the last rows are given out again once those are deleted
        last = connection.execute("SELECT coalesce(max(id), 0) FROM segment").fetchone()
        self._next = min(self._next, (last[0] if last else 0) + 1)

    def _put(self, rows: Sequence[Row]) -> None:
        if not rows:
            return
        ids, at_ms, tiers, apps, sources, authors = zip(*rows, strict=True)
        places = np.array(ids, np.int64)
        self._make_room(int(places.max()) + 1)
        self._at_ms[places] = at_ms
        self._tier[places] = [_TIERS[tier] for tier in tiers]
        self._app.put(places, apps)
        self._source.put(places, sources)
        self._author.put(places, authors)

    def _make_room(self, size: int) -> None:
        if size <= len(self._tier):
            return
        room = max(size, int(len(self._tier) * GROWTH))
        self._at_ms = _grown(self._at_ms, room)
        self._tier = _grown(self._tier, room)
        for named in (self._app, self._source, self._author):
            named.codes = _grown(named.codes, room)


class _Named:
    """One text for each id out of few: a number for each text."""

    def __init__(self) -> None:
        self.codes = np.zeros(0, np.uint32)
        self._numbers: dict[str, int] = {}

    def put(self, places: NDArray[np.int64], names: Sequence[str]) -> None:
        numbers = self._numbers
        self.codes[places] = [numbers.setdefault(name, len(numbers)) for name in names]

    def those(self, test: Callable[[str], bool]) -> Mask:
        """Which ids have a name that passes a test."""
        passing = np.fromiter((test(name) for name in self._numbers), np.bool_, len(self._numbers))
        if not passing.any():
            return np.zeros(len(self.codes), np.bool_)
        made: Mask = passing[self.codes]
        return made


def _grown(array: NDArray[Any], size: int) -> NDArray[Any]:
    grown: NDArray[Any] = np.zeros(size, array.dtype)
    grown[: len(array)] = array
    return grown
