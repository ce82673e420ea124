"""Ranks segments by words in a large library: each word's segments as an array of ids.

FTS5's own ``bm25`` visits every segment that holds any of the words, and reads its length from a
table: 1.4 us each, and a tenth of a second at a million segments. Here the ids of a word are read
once (0.15 us each) and kept while they are asked for; only the best candidates' lengths are read.
"""

import re
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.records import SegmentId
from services.store.columns import PAGE, grown, numbers, varints
from services.store.database import Connection, Database
from services.store.rows import chunks, marks

Ids = NDArray[np.int64]
Numbers = NDArray[np.float64]
Mask = NDArray[np.bool_]
Scored = list[tuple[SegmentId, float]]

_ATOM = re.compile(r'"(?:[^"]|"")*"\*?')
# BM25's constants, those of FTS5.
K1, B = 1.2, 0.75
# Ids read for one search at most, the rarest words first: what is in half the library tells
# nothing, and costs the most.
MOST_READ = 40_000
# Windows of so many of the last segments are read again for the words of what came next.
OVERLAP = 1_000
MOST_COUNTS = 10_000
KEPT_IDS = 4_000_000  # in memory, 4 bytes each
GROWTH = 1.1
# So many of the best by words alone are ranked by their lengths as well.
WITH_LENGTHS = 4


def atoms(match_expr: str) -> list[str]:
    """The words and phrases of an expression that asks for any of them; none of another kind."""
    found = _ATOM.findall(match_expr)
    return found if " OR ".join(found) == match_expr else []


@dataclass(slots=True)
class _Kept:
    """The segments that hold a word in their text and in their context, up to the id ``last``."""

    text: NDArray[np.int32]
    context: NDArray[np.int32]
    last: int
    count: int = field(init=False)

    def __post_init__(self) -> None:
        # once: telling which hold it in both takes longer than the rest of a search
        self.count = self.size - int(np.count_nonzero(_isin(self.context, self.text)))

    @property
    def size(self) -> int:
        return len(self.text) + len(self.context)


class Postings:
    """Segments by word of one full-text table. Safe to use from several threads.

    ``inside`` are the postings of a table whose every text is part of one of this table's.
    """

    def __init__(self, database: Database, table: str, inside: "Postings | None" = None) -> None:
        self._database = database
        self._inside = inside
        self._table = table
        self._has_context = len(_columns(table)) > 1
        self._lengths = Lengths(database, table)
        self._counts: dict[str, tuple[int, int]] = {}
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._size = 0
        self._touches = 0

    def warm_up(self) -> None:
        """Read how many words every segment has, so that no search reads it for its best ones."""
        self._lengths.read_all()

    def search(
        self,
        words: Sequence[str],
        limit: int,
        weights: tuple[float, float],
        mask: Mask | None,
    ) -> Scored:
        """The best ``limit`` of the segments that hold any of the words, by BM25, the best first.

        A word counts once a text, however often it stands there. ``weights`` are those of a match
        in the text and in the context, ``mask`` tells which ids may be found.
        """
        with self._lock, self._database.read() as connection:
            last = _last(connection)
            lists = self._lists(connection, words, last)
            total, mean = totals(connection, self._table)
        scores = np.zeros(last + 1, np.float32)
        idfs = [_idf(total, kept) for kept in lists]
        for idf, kept in zip(idfs, lists, strict=True):
            scores[kept.text] += idf * _saturated(weights[0], 1.0)
            scores[kept.context] += idf * _saturated(weights[1], 1.0)
        if mask is not None:
            size = min(len(mask), len(scores))
            scores[:size] *= mask[:size]
            scores[size:] = 0
        found = np.flatnonzero(scores > 0)  # of truth values: 20 times as fast as of numbers
        if len(found) > WITH_LENGTHS * limit:
            few = WITH_LENGTHS * limit
            found = np.sort(found[np.argpartition(scores[found], -few)[-few:]])
        ratio = self._lengths.of(found, mean) / max(mean, 1.0)
        exact = np.zeros(len(found))
        for idf, kept in zip(idfs, lists, strict=True):
            frequency = weights[0] * _isin(found, kept.text)
            frequency += weights[1] * _isin(found, kept.context)
            exact += idf * _saturated(frequency, ratio)
        order = np.lexsort((-found, -exact))[:limit]
        return [(SegmentId(int(found[i])), float(exact[i])) for i in order]

    def _lists(self, connection: Connection, words: Sequence[str], last: int) -> list[_Kept]:
        """The segments of each word, the rarest word first, as far as reading them is worth it."""
        if self._touches != self._database.touches:
            # what faded and came back has its old id: a list that goes on from there lacks it
            self._touches = self._database.touches
            self._kept.clear()
            self._counts.clear()
            self._size = 0
        room = MOST_READ
        read: dict[str, _Kept] = {}
        unknown = []
        for word in dict.fromkeys(words):
            if word in self._kept or self._is_begun(connection, word, last):
                read[word] = self._read(connection, word, last)
            else:
                unknown.append((self._counted(connection, word, last), word))
        for count, word in sorted(unknown):
            if count > room and read:
                break
            read[word] = self._read(connection, word, last)
            room -= read[word].size
        return sorted(read.values(), key=lambda kept: kept.size)

    def _is_begun(self, connection: Connection, word: str, last: int) -> bool:
        """Whether a word is none of the library's own, and may be the beginning of one.

        It is read, whatever begins so, to show something while it is typed. Windows are left to
        what the segments show: they hold three times as much.
        """
        begun = self._has_context and word.endswith("*")
        return begun and not self._counted(connection, word[:-1], last)

    def _read(self, connection: Connection, word: str, last: int) -> _Kept:
        """The segments of a word up to ``last``, kept for the next time."""
        before = self._kept.get(word)
        if before is None:
            return self._keep(word, self._postings(connection, word, 0, last))
        if last == before.last:
            self._kept.move_to_end(word)
            return before
        # the windows of the last ones were written anew with the words that came next
        since = max(before.last - OVERLAP, 0)
        more = self._postings(connection, word, since, last)
        text, context = (old[old <= since] for old in (before.text, before.context))
        return self._keep(
            word,
            _Kept(np.concatenate((text, more.text)), np.concatenate((context, more.context)), last),
        )

    def _keep(self, word: str, kept: _Kept) -> _Kept:
        before = self._kept.pop(word, None)
        self._kept[word] = kept
        self._size += kept.size - (before.size if before is not None else 0)
        while self._size > KEPT_IDS and len(self._kept) > 1:
            _word, oldest = self._kept.popitem(last=False)
            self._size -= oldest.size
        return kept

    def at_least(self, word: str) -> int:
        """How many segments are known to hold a word in their text; 0 where that was not read."""
        kept = self._kept.get(word)
        return 0 if kept is None else len(kept.text)

    def counts(self, words: Sequence[str], most: int) -> list[int]:
        """How many segments hold each word, counted up to ``most`` (and ``MOST_READ``)."""
        with self._lock, self._database.read() as connection:
            last = _last(connection)
            return [min(self._counted(connection, word, last), most) for word in words]

    def _counted(self, connection: Connection, word: str, last: int) -> int:
        """A count of before serves while the library grew by less than a twentieth.

        Where a word is rare enough to be read, counting it is reading it.
        """
        if word in self._kept:
            return self._kept[word].count
        if self._is_common(connection, word, last):
            return MOST_READ + 1
        count, then = self._counts.get(word, (0, 0))
        if not then or abs(last - then) > last // 20:
            ids = self._matching(connection, word, 0, last, MOST_READ + 1)
            count = len(ids)
            if count <= MOST_READ:
                return self._keep(word, self._parted(connection, word, ids, last)).count
            if len(self._counts) >= MOST_COUNTS:
                self._counts.clear()
            self._counts[word] = (count, last)
        return count

    def _is_common(self, connection: Connection, word: str, last: int) -> bool:
        """Whether what was read already tells that a word is in more than ``MOST_READ``."""
        if self._inside is not None and self._inside.at_least(word) > MOST_READ:
            return True
        # what begins so is the word itself, and more
        return word.endswith("*") and self._counted(connection, word[:-1], last) > MOST_READ

    def _postings(self, connection: Connection, word: str, after: int, last: int) -> _Kept:
        """The segments above ``after`` up to ``last``: what is added meanwhile waits its turn."""
        context = np.zeros(0, np.int32)
        if self._has_context:
            context = self._matching(connection, f"{{context}} : {word}", after, last)
        asked = f"{{text}} : {word}" if len(context) else word
        return _Kept(self._matching(connection, asked, after, last), context, last)

    def _parted(
        self, connection: Connection, word: str, ids: NDArray[np.int32], last: int
    ) -> _Kept:
        """The segments ``ids`` of a word by where it stands: in the text, the context, or both."""
        context = ids[:0]
        if len(ids) and self._has_context:
            after = int(ids[0]) - 1
            context = self._matching(connection, f"{{context}} : {word}", after, last)
        if len(context):
            ids = self._matching(connection, f"{{text}} : {word}", int(ids[0]) - 1, last)
        return _Kept(ids, context, last)

    def _matching(
        self, connection: Connection, asked: str, after: int, last: int, most: int = -1
    ) -> NDArray[np.int32]:
        """The ids that match, rising: as one text, for a row each would take four times as long."""
        row = connection.execute(
            f"SELECT group_concat(rowid) FROM (SELECT rowid FROM {self._table}"
            f" WHERE {self._table} MATCH ? AND rowid > ? AND rowid <= ? LIMIT ?)",
            (asked, after, last, most),
        ).fetchone()
        found: NDArray[np.int32] = numbers(row[0] if row else None, np.int32)
        return found


class Lengths:
    """How many words the segments have: read for some, or held for all (2 bytes each).

    Safe to use from several threads; reading all of them holds nobody up.
    """

    def __init__(self, database: Database, table: str) -> None:
        self._database = database
        self._table = f"{table}_docsize"
        self._columns = len(_columns(table))
        self._lock = threading.Lock()
        self._words = np.zeros(0, np.uint16)
        self._next = 1
        self._all = False

    def read_all(self) -> None:
        """Hold those of every segment from now on."""
        while not self._all:
            self._database.turns.give_way()
            with self._lock, self._database.read() as connection:
                self._all = not self._read_page(connection)

    def of(self, ids: Ids, mean: float) -> Numbers:
        """Those of some segments; the mean where one has none."""
        with self._lock:
            if self._all:
                self._follow()
                known = self._words[np.minimum(ids, len(self._words) - 1)]
                return np.where(known > 0, known, mean).astype(np.float64)
        found = np.full(len(ids), mean)
        with self._database.read() as connection:
            for group in chunks(ids.tolist()):
                own, words = self._read(connection, f"WHERE id IN ({marks(group)})", group)
                found[np.searchsorted(ids, own)] = words
        return found

    def _follow(self) -> None:
        with self._database.read() as connection:
            newest = connection.execute(f"SELECT max(id) FROM {self._table}").fetchone()
            if newest and newest[0] is not None and newest[0] >= self._next:
                self._next = max(self._next - OVERLAP, 1)
                while self._read_page(connection):
                    pass

    def _read_page(self, connection: Connection) -> bool:
        """Read the next ones; tells whether there were any."""
        ids, words = self._read(connection, "WHERE id >= ? ORDER BY id LIMIT ?", (self._next, PAGE))
        if not len(ids):
            return False
        last = int(ids.max())
        if last >= len(self._words):
            self._words = grown(self._words, int(last * GROWTH) + 1)
        self._words[ids] = words
        self._next = last + 1
        return True

    def _read(
        self, connection: Connection, which: str, values: Sequence[int]
    ) -> tuple[Ids, NDArray[np.int64]]:
        row = connection.execute(
            "SELECT group_concat(id), group_concat(hex(sz), '')"
            f" FROM (SELECT id, sz FROM {self._table} {which})",
            values,
        ).fetchone()
        joined, sizes = row or (None, None)
        words = varints(bytes.fromhex(sizes or "")).reshape(-1, self._columns).sum(axis=1)
        return numbers(joined, np.int64), np.minimum(words, 65_535)


def _columns(table: str) -> tuple[str, ...]:
    return ("text", "context") if table == "segment_words" else ("text",)


def _last(connection: Connection) -> int:
    row = connection.execute("SELECT coalesce(max(id), 0) FROM segment").fetchone()
    return int(row[0]) if row else 0


def _idf(total: int, kept: _Kept) -> float:
    """As FTS5 has it: never below a millionth."""
    return max(float(np.log((total - kept.count + 0.5) / (kept.count + 0.5))), 1e-6)


def _saturated(frequency: Any, ratio: Any) -> Any:
    return frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * ratio))


def _isin(ids: Ids | NDArray[np.int32], rising: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Which of the ids are in an array of rising ids."""
    if not len(rising):
        return np.zeros(len(ids), np.bool_)
    places = np.minimum(np.searchsorted(rising, ids), len(rising) - 1)
    found: NDArray[np.bool_] = rising[places] == ids
    return found


def totals(connection: Connection, table: str) -> tuple[int, float]:
    """How many segments have words, and how many words one has in the mean (FTS5's own count)."""
    row = connection.execute(f"SELECT block FROM {table}_data WHERE id = 1").fetchone()
    count, *words = varints(row[0]).tolist() if row and row[0] else [0]
    return count, sum(words) / max(count, 1)
