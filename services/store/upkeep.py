"""Small tables: the ledger, the line cache, settings, flags, counters, jobs and removals."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.clock import Clock
from services.records import CachedLine, Withheld
from services.settings import Value
from services.store.database import Database
from services.store.rows import marks


class Ledger:
    """What was withheld, when and by which rule; never the thing itself."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, withheld: Withheld) -> None:
        """Write a line into the ledger."""
        with self._database.write() as connection:
            connection.execute(
                "INSERT INTO withheld (at_ms, rule, kind, app, count) VALUES (?,?,?,?,?)",
                (withheld.at_ms, withheld.rule, withheld.kind, withheld.app, withheld.count),
            )

    def recent(self, limit: int) -> list[Withheld]:
        """The newest lines, the newest first."""
        return self._select("ORDER BY at_ms DESC, id DESC LIMIT ?", (limit,))

    def between(self, start_ms: int, end_ms: int, width_ms: int = 0) -> list[Withheld]:
        """Lines from ``start_ms`` on and before ``end_ms``, the oldest first.

        With ``width_ms``, lines of one app in one stretch of that width are told as its first, with
        the sum of their counts.
        """
        if width_ms <= 1:
            tail = "WHERE at_ms >= ? AND at_ms < ? ORDER BY at_ms, id"
            return self._select(tail, (start_ms, end_ms))
        with self._database.read() as connection:
            # SQLite takes the bare columns from the row that has the minimum
            rows = connection.execute(
                "SELECT min(at_ms), rule, kind, app, sum(count) FROM withheld"
                " WHERE at_ms >= ? AND at_ms < ? GROUP BY (at_ms - ?) / ?, app ORDER BY 1",
                (start_ms, end_ms, start_ms, width_ms),
            )
            return [Withheld(*row) for row in rows]

    def total(self) -> int:
        """How many things were withheld in all."""
        with self._database.read() as connection:
            row = connection.execute("SELECT coalesce(sum(count), 0) FROM withheld").fetchone()
        return 0 if row is None else int(row[0])

    def _select(self, tail: str, values: Sequence[object]) -> list[Withheld]:
        with self._database.read() as connection:
            rows = connection.execute(
                f"SELECT at_ms, rule, kind, app, count FROM withheld {tail}", values
            )
            return [Withheld(*row) for row in rows]


class Lines:
    """The text of lines seen before, so that they are not read again."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def get_many(self, keys: Sequence[bytes]) -> dict[bytes, CachedLine]:
        """The lines known under these keys."""
        found: dict[bytes, CachedLine] = {}
        with self._database.read() as connection:
            for start in range(0, len(keys), 500):
                group = keys[start : start + 500]
                sql = f"SELECT key, text, confidence FROM line_cache WHERE key IN ({marks(group)})"
                for row in connection.execute(sql, group):
                    found[bytes(row[0])] = CachedLine(bytes(row[0]), row[1], row[2])
        return found

    def put(self, entries: Iterable[CachedLine]) -> None:
        """Remember lines, or that they were of use just now."""
        now_ms = self._clock.now_ms()
        with self._database.write() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO line_cache (key, text, confidence, used_ms)"
                " VALUES (?,?,?,?)",
                [(entry.key, entry.text, entry.confidence, now_ms) for entry in entries],
            )

    def recent(self, limit: int) -> list[CachedLine]:
        """The lines used last, the latest first."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT key, text, confidence FROM line_cache ORDER BY used_ms DESC, key LIMIT ?",
                (limit,),
            )
            return [CachedLine(bytes(row[0]), row[1], row[2]) for row in rows]

    def trim(self, n: int) -> int:
        """Keep the ``n`` lines used last; returns how many went."""
        with self._database.write() as connection:
            return connection.execute(
                "DELETE FROM line_cache WHERE key NOT IN"
                " (SELECT key FROM line_cache ORDER BY used_ms DESC, key LIMIT ?)",
                (n,),
            ).rowcount

    def clear(self) -> int:
        """Forget every line; returns how many there were."""
        with self._database.write() as connection:
            return connection.execute("DELETE FROM line_cache").rowcount


class SavedSettings:
    """The settings that differ from their defaults."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self) -> dict[str, Value]:
        """All saved values by key."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT key, value FROM setting ORDER BY key").fetchall()
        return {key: _value(json.loads(text)) for key, text in rows}

    def save(self, key: str, value: Value) -> None:
        """Save one value (checked by ``Settings.with_value`` before)."""
        with self._database.write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)",
                (key, json.dumps(value, ensure_ascii=False)),
            )

    def remove(self, key: str) -> None:
        """Go back to the default."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM setting WHERE key = ?", (key,))


def _value(raw: Any) -> Value:
    value: Value = tuple(raw) if isinstance(raw, list) else raw
    return value


class Flags:
    """Small notes of the program to itself: consent, the first start and the like."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> str | None:
        """A flag's text, or None where it was never set."""
        with self._database.read() as connection:
            row = connection.execute("SELECT text FROM flag WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def set(self, name: str, text: str | None) -> None:
        """Set a flag; None takes it away."""
        with self._database.write() as connection:
            if text is None:
                connection.execute("DELETE FROM flag WHERE name = ?", (name,))
            else:
                connection.execute(
                    "INSERT OR REPLACE INTO flag (name, text) VALUES (?, ?)", (name, text)
                )


class Counters:
    """Sums that only grow: frames, lines, CPU seconds by stage."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, amounts: Mapping[str, float]) -> None:
        """Add to counters."""
        with self._database.write() as connection:
            connection.executemany(
                "INSERT INTO counter (name, value) VALUES (?, ?)"
                " ON CONFLICT (name) DO UPDATE SET value = value + excluded.value",
                list(amounts.items()),
            )

    def remove(self, names: Iterable[str]) -> None:
        """Take counters away."""
        with self._database.write() as connection:
            connection.executemany(
                "DELETE FROM counter WHERE name = ?", [(name,) for name in names]
            )

    def all(self) -> dict[str, float]:
        """All counters by name."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT name, value FROM counter ORDER BY name").fetchall()
        return {name: float(value) for name, value in rows}


@dataclass(frozen=True, slots=True)
class Job:
    """Where a durable job stands; ``finished_ms`` is None while it runs or was cut off."""

    name: str
    checkpoint: str
    started_ms: int | None
    finished_ms: int | None
    report: str


class Jobs:
    """Durable work: when it last ran, and from where to go on after a cut."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def start(self, name: str) -> Job:
        """Note that a job begins. Its checkpoint is "" unless the run before was cut off."""
        with self._database.write() as connection:
            connection.execute(
                "INSERT INTO job (name, started_ms) VALUES (?, ?)"
                " ON CONFLICT (name) DO UPDATE SET started_ms = excluded.started_ms,"
                " finished_ms = NULL,"
                " checkpoint = CASE WHEN finished_ms IS NULL THEN checkpoint ELSE '' END",
                (name, self._clock.now_ms()),
            )
        found = self.get(name)
        assert found is not None  # noqa: S101 - it was written just above
        return found

    def checkpoint(self, name: str, text: str) -> None:
        """Note how far a job is."""
        with self._database.write() as connection:
            connection.execute("UPDATE job SET checkpoint = ? WHERE name = ?", (text, name))

    def finish(self, name: str, report: str) -> None:
        """Note that a job is done."""
        with self._database.write() as connection:
            connection.execute(
                "UPDATE job SET finished_ms = ?, report = ? WHERE name = ?",
                (self._clock.now_ms(), report, name),
            )

    def get(self, name: str) -> Job | None:
        """Where a job stands, or None where it never ran."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT name, checkpoint, started_ms, finished_ms, report FROM job WHERE name = ?",
                (name,),
            ).fetchone()
        return None if row is None else Job(*row)


class Removals:
    """What must still leave the index ("vector") or the folder ("blob") after its rows are gone.

    The kind "window" names segments whose window vectors must be made anew.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, kind: str, names: Iterable[str]) -> None:
        """Queue things to be removed."""
        with self._database.write() as connection:
            connection.executemany(
                "INSERT OR IGNORE INTO removal (kind, name) VALUES (?, ?)",
                [(kind, name) for name in names],
            )

    def pending(self, kind: str, limit: int = 10_000) -> list[str]:
        """What still waits, by name."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT name FROM removal WHERE kind = ? ORDER BY name LIMIT ?", (kind, limit)
            )
            return [row[0] for row in rows]

    def done(self, kind: str, names: Iterable[str]) -> None:
        """Take what was removed off the queue."""
        with self._database.write() as connection:
            connection.executemany(
                "DELETE FROM removal WHERE kind = ? AND name = ?", [(kind, name) for name in names]
            )
