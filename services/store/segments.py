"""Segments: units of text with their state of memory, their tier and their words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from services.records import CaptureId, Segment, SegmentId, Tier
from services.store.columns import numbers
from services.store.database import Connection, Database
from services.store.facets import Facets
from services.store.rows import (
    HIT,
    SEGMENT,
    SEGMENT_FROM,
    HitRow,
    chunks,
    hit_of,
    marks,
    pack,
    segment_of,
    text_of,
)
from services.store.search_filter import IN_WORDS, SearchFilter, filter_conditions
from services.store.streams import nearby
from services.store.words import put_windows, put_words, remove_words, with_neighbours


@dataclass(frozen=True, slots=True)
class MemoryChange:
    """What to change of a segment's state of memory; None leaves a value as it is."""

    salience: float | None = None
    salience_why: str | None = None
    stability_days: float | None = None
    difficulty: float | None = None
    reinforced_at_ms: int | None = None
    uses: int | None = None
    pinned: bool | None = None
    disputed: bool | None = None
    kept_until_ms: int | None = None
    fingerprint: int | None = None
    duplicate_of: SegmentId | None = None
    digested: bool | None = None
    studied: bool | None = None


# By its own index: the planner would rather go through all that is hot (0.3 s of 100,000).
_TO_EMBED = "FROM segment INDEXED BY segment_to_embed WHERE tier = 'hot' AND embedded = ''"
_TO_STUDY = (
    "FROM segment s INDEXED BY segment_to_study WHERE s.studied = 0 AND s.digested = 1"
    " AND s.duplicate_of IS NULL AND s.salience >= ? AND s.tier IN ('hot', 'warm')"
)


class Segments:
    """Finds segments and changes their state of memory."""

    def __init__(self, database: Database, facets: Facets | None = None) -> None:
        self._database = database
        self._facets = facets or Facets(database)

    def get(self, segment_id: SegmentId) -> Segment | None:
        """One segment, or None where it is gone."""
        return self.many([segment_id]).get(segment_id)

    def many(self, ids: Iterable[SegmentId]) -> dict[SegmentId, Segment]:
        """Segments by id; those that are gone are left out."""
        found: dict[SegmentId, Segment] = {}
        with self._database.read() as connection:
            for group in chunks(ids):
                sql = f"SELECT {SEGMENT} FROM {SEGMENT_FROM} WHERE s.id IN ({marks(group)})"
                for row in connection.execute(sql, group):
                    found[SegmentId(row[0])] = segment_of(row)
        return found

    def of_capture(self, capture_id: CaptureId) -> list[Segment]:
        """The segments of a capture in order."""
        return self.of_captures([capture_id]).get(capture_id, [])

    def of_captures(self, ids: Iterable[CaptureId]) -> dict[CaptureId, list[Segment]]:
        """The segments of several captures in order; captures without any are left out."""
        found: dict[CaptureId, list[Segment]] = {}
        with self._database.read() as connection:
            for group in chunks(ids):
                sql = (
                    f"SELECT {SEGMENT} FROM {SEGMENT_FROM} WHERE s.capture_id IN ({marks(group)})"
                    " ORDER BY s.capture_id, s.ordinal"
                )
                for row in connection.execute(sql, group):
                    found.setdefault(CaptureId(row[1]), []).append(segment_of(row))
        return found

    def hits(self, ids: Iterable[SegmentId]) -> dict[SegmentId, HitRow]:
        """Segments with their captures by id, in one query up to 500 ids."""
        found: dict[SegmentId, HitRow] = {}
        with self._database.read() as connection:
            for group in chunks(ids):
                sql = f"SELECT {HIT} FROM {SEGMENT_FROM} WHERE s.id IN ({marks(group)})"
                for row in connection.execute(sql, group):
                    found[SegmentId(row[0])] = hit_of(row)
        return found

    def neighbours(
        self, segment_id: SegmentId, n: int = 1
    ) -> tuple[list[SegmentId], list[SegmentId]]:
        """Up to ``n`` segments before and after, in reading order (thread, document or window)."""
        return self.neighbours_of([segment_id], n).get(segment_id, ([], []))

    def neighbours_of(
        self, ids: Iterable[SegmentId], n: int = 1
    ) -> dict[SegmentId, tuple[list[SegmentId], list[SegmentId]]]:
        """``neighbours`` of many segments at once."""
        with self._database.read() as connection:
            found = nearby(connection, ids, n)
        return {
            SegmentId(own): ([SegmentId(i) for i in before], [SegmentId(i) for i in after])
            for own, (before, after) in found.items()
        }

    def matching(
        self, where: SearchFilter, limit: int, *, among: Iterable[SegmentId] | None = None
    ) -> list[SegmentId]:
        """Up to ``limit`` segments (of ``among``) for which a filter holds, the newest first.

        ``limit`` -1 gives all.
        """
        if (newest := self._facets.newest(where, limit, among)) is not None:
            return [SegmentId(own) for own in newest]
        conditions, values = filter_conditions(where)
        sql = "SELECT s.id FROM segment s JOIN capture c ON c.id = s.capture_id"
        tail = " ORDER BY s.at_ms DESC, s.id DESC LIMIT ?"
        found: list[SegmentId] = []
        groups: list[list[int]] = [[]] if among is None else chunks(among)
        with self._database.read() as connection:
            for group in groups:
                own = [f"s.id IN ({marks(group)})"] if group else []
                every = " AND ".join([*own, *conditions]) or "1"
                rows = connection.execute(f"{sql} WHERE {every}{tail}", [*group, *values, limit])
                found += [SegmentId(row[0]) for row in rows]
        return found if limit < 0 else found[:limit]

    def allowed(self, where: SearchFilter) -> NDArray[np.bool_]:
        """For which ids a filter holds, as a mask bool[last id + 1]."""
        mask = self._facets.mask(where)
        if mask is None:
            ids = np.array(self.matching(where, -1, among=None), np.int64)
            mask = np.zeros(int(ids.max(initial=0)) + 1, np.bool_)
            mask[ids] = True
        return mask

    def latest(self, n: int, source: str | None = None) -> list[HitRow]:
        """The newest segments that have text, the newest first."""
        condition, values = ("", []) if source is None else ("AND c.source = ?", [source])
        return self._hits(
            f"WHERE s.tier <> 'forgotten' {condition} ORDER BY s.at_ms DESC, s.id DESC LIMIT ?",
            (*values, n),
        )

    def between(self, start_ms: int, end_ms: int, limit: int) -> list[HitRow]:
        """Segments from ``start_ms`` on and before ``end_ms``, the oldest first."""
        return self._hits(
            "WHERE s.at_ms >= ? AND s.at_ms < ? AND s.tier <> 'forgotten'"
            " ORDER BY s.at_ms, s.id LIMIT ?",
            (start_ms, end_ms, limit),
        )

    def undigested(self, limit: int) -> list[HitRow]:
        """Segments the nightly job has not taken in yet, the oldest id first."""
        return self._hits("WHERE s.digested = 0 ORDER BY s.id LIMIT ?", (limit,))

    def to_embed(self, limit: int) -> list[HitRow]:
        """Hot segments without a vector, the oldest id first."""
        return self._hits(
            f"WHERE s.id IN (SELECT id {_TO_EMBED} ORDER BY id LIMIT ?) ORDER BY s.id", (limit,)
        )

    def count_to_embed(self) -> int:
        """How many hot segments have no vector."""
        with self._database.read() as connection:
            row = connection.execute(f"SELECT count(*) {_TO_EMBED}").fetchone()
        return int(row[0]) if row else 0

    def archived(self, after: SegmentId, limit: int) -> list[HitRow]:
        """Archived segments with an id above ``after``, their text unpacked (for deep search)."""
        return self._hits(
            "WHERE s.tier = 'archived' AND s.id > ? ORDER BY s.id LIMIT ?", (after, limit)
        )

    def undigested_after(self, after: SegmentId, limit: int) -> list[HitRow]:
        """``undigested`` with an id above ``after``, for a pass that marks nothing."""
        return self._hits("WHERE s.digested = 0 AND s.id > ? ORDER BY s.id LIMIT ?", (after, limit))

    def after(self, after: SegmentId, limit: int) -> list[HitRow]:
        """Segments with an id above ``after`` that are not forgotten, by id."""
        return self._hits(
            "WHERE s.id > ? AND s.tier <> 'forgotten' ORDER BY s.id LIMIT ?", (after, limit)
        )

    def pinned(self, limit: int) -> list[HitRow]:
        """Pinned segments, the newest first."""
        return self._hits("WHERE s.pinned = 1 ORDER BY s.id DESC LIMIT ?", (limit,))

    def _hits(self, tail: str, values: Sequence[object]) -> list[HitRow]:
        with self._database.read() as connection:
            rows = connection.execute(f"SELECT {HIT} FROM {SEGMENT_FROM} {tail}", values)
            return [hit_of(row) for row in rows]

    def update(self, segment_id: SegmentId, change: MemoryChange) -> None:
        """Change the state of memory of one segment."""
        self.update_many({segment_id: change})

    def update_many(self, changes: Mapping[SegmentId, MemoryChange]) -> None:
        """Change the state of memory of many segments in one transaction."""
        with self._database.write() as connection:
            for segment_id, change in changes.items():
                given = {
                    field.name: value
                    for field in fields(change)
                    if (value := getattr(change, field.name)) is not None
                }
                if given:
                    columns = ", ".join(f"{name} = ?" for name in given)
                    connection.execute(
                        f"UPDATE segment SET {columns} WHERE id = ?", [*given.values(), segment_id]
                    )

    def reinforce(
        self, segment_id: SegmentId, at_ms: int, stability_days: float, difficulty: float
    ) -> None:
        """Renew a segment's strength after a use at ``at_ms`` and count that use."""
        with self._database.write() as connection:
            connection.execute(
                "UPDATE segment SET reinforced_at_ms = ?, stability_days = ?, difficulty = ?,"
                " uses = uses + 1 WHERE id = ?",
                (at_ms, stability_days, difficulty, segment_id),
            )

    def pin(self, ids: Iterable[SegmentId], pinned: bool) -> None:
        """Pin segments (they never fade), or let them go."""
        self.update_many({i: MemoryChange(pinned=pinned) for i in ids})

    def mark_digested(self, ids: Iterable[SegmentId]) -> None:
        """Note that the nightly job has taken these in."""
        self.update_many({i: MemoryChange(digested=True) for i in ids})

    def to_study(self, least: float, limit: int) -> list[HitRow]:
        """Segments that the language model has not read for facts, those of most worth first.

        They have a salience of ``least`` or more, repeat nothing and are not archived.
        """
        return self._hits(
            f"WHERE s.id IN (SELECT s.id {_TO_STUDY} ORDER BY s.salience DESC LIMIT ?)"
            " ORDER BY s.salience DESC, s.id",
            (least, limit),
        )

    def count_to_study(self, least: float) -> int:
        """How many segments ``to_study`` would give in all."""
        with self._database.read() as connection:
            row = connection.execute(f"SELECT count(*) {_TO_STUDY}", (least,)).fetchone()
        return int(row[0]) if row else 0

    def mark_studied(self, ids: Iterable[SegmentId], *, studied: bool = True) -> None:
        """Note that the language model has read these, or must read them again."""
        self.update_many({i: MemoryChange(studied=studied) for i in ids})

    def mark_embedded(self, ids: Iterable[SegmentId], model: str) -> None:
        """Note that the index holds these segments' vectors of this model.

        Where a segment was deleted or left the hot tier meanwhile, its vector is queued to go.
        """
        with self._database.write() as connection:
            for group in chunks(ids):
                rows = connection.execute(
                    f"UPDATE segment SET embedded = ? WHERE id IN ({marks(group)}) AND tier = 'hot'"
                    " RETURNING id",
                    [model, *group],
                ).fetchall()
                late = set(group) - {row[0] for row in rows}
                connection.executemany(
                    "INSERT OR IGNORE INTO removal (kind, name) VALUES ('vector', ?)",
                    [(str(own),) for own in late],
                )

    def unmark_embedded(self, ids: Iterable[SegmentId]) -> None:
        """Note that the index holds no vectors of these, so that ``to_embed`` gives them again."""
        with self._database.write() as connection:
            for group in chunks(ids):
                connection.execute(
                    f"UPDATE segment SET embedded = '' WHERE id IN ({marks(group)})", group
                )

    def embedded(self, model: str) -> set[SegmentId]:
        """The segments whose vectors of this model the index should hold."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT group_concat(id) FROM segment INDEXED BY segment_embedded"
                " WHERE embedded = ? AND embedded <> ''",
                (model,),
            ).fetchone()
        return {SegmentId(own) for own in numbers(row[0] if row else None, np.int64).tolist()}

    def unmark_other_models(self, model: str) -> int:
        """Forget vectors of other models, so that ``to_embed`` gives those segments again."""
        with self._database.write() as connection:
            return connection.execute(
                "UPDATE segment SET embedded = '' WHERE id IN (SELECT id FROM segment"
                " INDEXED BY segment_embedded WHERE embedded <> '' AND embedded <> ?)",
                (model,),
            ).rowcount

    def sightings(self, segment_id: SegmentId) -> list[tuple[int, SegmentId]]:
        """When a text was seen (UTC milliseconds) and where, the oldest first.

        That is itself, what it repeats, and what repeats the same.
        """
        with self._database.read() as connection:
            rows = connection.execute(
                "WITH first (id) AS (SELECT coalesce(duplicate_of, id) FROM segment WHERE id = ?)"
                " SELECT at_ms, id FROM segment WHERE id IN (SELECT id FROM first)"
                " UNION SELECT at_ms, id FROM segment INDEXED BY segment_twin"
                " WHERE duplicate_of IS NOT NULL AND duplicate_of IN (SELECT id FROM first)"
                " ORDER BY 1, 2",
                (segment_id,),
            )
            return [(row[0], SegmentId(row[1])) for row in rows]

    def undigested_ids(self) -> list[SegmentId]:
        """The ids of all segments that the nightly job has not taken in."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT id FROM segment WHERE digested = 0 ORDER BY id")
            return [SegmentId(row[0]) for row in rows]

    def undigested_stretch(self) -> tuple[int, int] | None:
        """When the first and the last segment were seen that the nightly job has not taken in."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT min(at_ms), max(at_ms) FROM segment WHERE digested = 0"
            ).fetchone()
        return None if row is None or row[0] is None else (row[0], row[1])

    def fingerprints(
        self, start_ms: int, end_ms: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """SimHash fingerprints of segments seen in a stretch of time that are no duplicates yet.

        Ids and fingerprints, int64[n] each, in order of time.
        """
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT id, fingerprint FROM segment WHERE at_ms >= ? AND at_ms < ?"
                " AND fingerprint <> 0 AND duplicate_of IS NULL ORDER BY at_ms, id",
                (start_ms, end_ms),
            )
            flat = np.fromiter((value for row in rows for value in row), np.int64)
        pairs = flat.reshape(-1, 2)
        return pairs[:, 0].copy(), pairs[:, 1].copy()

    def salience_of_best(self, share: float) -> tuple[float, int, int]:
        """The salience from which on a segment is among the best ``share``.

        With how many reach it, and how many there are in all; (0, 0, 0) where there are none.
        """
        with self._database.read() as connection:
            count = sum(n for tier, n in self.count_by_tier().items() if tier != Tier.FORGOTTEN)
            row = connection.execute(
                "SELECT salience FROM segment WHERE tier <> 'forgotten'"
                " ORDER BY salience DESC LIMIT 1 OFFSET ?",
                (int(share * count),),
            ).fetchone()
            if row is None:
                return 0.0, 0, 0
            reach = connection.execute(
                "SELECT count(*) FROM segment WHERE tier <> 'forgotten' AND salience >= ?", row
            ).fetchone()
        return row[0], 0 if reach is None else reach[0], count

    def count_by_tier(self) -> dict[str, int]:
        """How many segments each tier holds; every tier is named."""
        counts = {tier.value: 0 for tier in Tier}
        with self._database.read() as connection:
            counts.update(connection.execute("SELECT tier, count(*) FROM segment GROUP BY tier"))
        return counts

    def set_tier(self, ids: Iterable[SegmentId], tier: Tier) -> int:
        """Move segments to a tier with their words, text and vectors; returns how many moved.

        Archived text is packed and leaves the word indexes, and comes back on the way up.
        ``FORGOTTEN`` drops the text for good: from there nothing moves any more.
        """
        moved = 0
        with self._database.write() as connection:
            for group in chunks(ids):
                sql = (
                    f"SELECT id, tier FROM segment WHERE id IN ({marks(group)})"
                    " AND tier NOT IN (?, ?)"
                )
                rows = connection.execute(sql, [*group, tier, Tier.FORGOTTEN]).fetchall()
                _move(connection, [(row[0], Tier(row[1])) for row in rows], tier)
                self._database.touch(row[0] for row in rows)
                moved += len(rows)
        return moved


def _move(connection: Connection, rows: list[tuple[int, Tier]], tier: Tier) -> None:
    ids = [own for own, _ in rows]
    if tier is not Tier.HOT:
        queue_vectors(connection, ids)
    connection.executemany("UPDATE segment SET tier = ? WHERE id = ?", [(tier, i) for i in ids])
    crossing = [own for own, before in rows if (before in IN_WORDS) != (tier in IN_WORDS)]
    if tier in IN_WORDS:
        _unpack(connection, crossing)
        put_words(connection, crossing)
    elif tier is Tier.ARCHIVED:
        _pack(connection, crossing)
    else:
        connection.executemany(
            "UPDATE segment SET text = '', packed = NULL, heading = '', boxes = '', fingerprint = 0"
            " WHERE id = ?",
            [(i,) for i in ids],
        )
    if crossing:
        if tier not in IN_WORDS:
            remove_words(connection, crossing)
        put_windows(connection, with_neighbours(connection, crossing))


def _pack(connection: Connection, ids: list[int]) -> None:
    for group in chunks(ids):
        rows = connection.execute(
            f"SELECT text, id FROM segment WHERE id IN ({marks(group)})", group
        )
        connection.executemany(
            "UPDATE segment SET text = '', packed = ?, packed_bytes = ? WHERE id = ?",
            [(pack(row[0]), len(row[0].encode()), row[1]) for row in rows.fetchall()],
        )


def _unpack(connection: Connection, ids: list[int]) -> None:
    for group in chunks(ids):
        rows = connection.execute(
            f"SELECT text, packed, id FROM segment WHERE id IN ({marks(group)})", group
        )
        connection.executemany(
            "UPDATE segment SET text = ?, packed = NULL WHERE id = ?",
            [(text_of(row[0], row[1]), row[2]) for row in rows.fetchall()],
        )


def queue_vectors(connection: Connection, ids: Iterable[int]) -> int:
    """Note that the vectors of these segments must leave the index; returns how many had one."""
    queued = 0
    for group in chunks(ids):
        held = connection.execute(
            f"SELECT id FROM segment WHERE id IN ({marks(group)}) AND embedded <> ''", group
        ).fetchall()
        connection.executemany(
            "INSERT OR IGNORE INTO removal (kind, name) VALUES ('vector', ?)",
            [(str(row[0]),) for row in held],
        )
        connection.executemany("UPDATE segment SET embedded = '' WHERE id = ?", held)
        queued += len(held)
    return queued
