"""Bi-temporal facts with their sources; a row changes only by its end or the user's word."""

from collections.abc import Iterable, Iterator, Sequence

from services.clock import Clock
from services.records import Fact, FactId, FactSource, NewFact, SegmentId, Subject
from services.store.database import Database, Row
from services.store.rows import chunks, marks

_FACT = (
    "id, subject, slot, value, valid_from_ms, valid_to_ms, observed_at_ms, edited, conflicting,"
    " single, outcome"
)


_NEAR = 20  # facts of a long history that are looked at in each direction


class Facts:
    """Stores facts; what makes them open, closed or conflicting is decided by memory."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def add(
        self, new: NewFact, valid_to_ms: int | None = None, *, conflicting: bool = False
    ) -> FactId:
        """Record a fact with its first source; ``valid_to_ms`` where it enters closed."""
        row = (
            new.subject, new.slot, new.value, int(new.single), new.valid_from_ms, valid_to_ms,
            new.observed_at_ms, int(conflicting), self._clock.now_ms(),
        )  # fmt: skip
        with self._database.write() as connection:
            cursor = connection.execute(
                "INSERT INTO fact (subject, slot, value, single, valid_from_ms, valid_to_ms,"
                " observed_at_ms, conflicting, created_ms) VALUES (?,?,?,?,?,?,?,?,?)",
                row,
            )
            fact_id = FactId(cursor.lastrowid)
            self.add_source(fact_id, new.source)
        return fact_id

    def add_source(self, fact_id: FactId, source: FactSource) -> None:
        """Note a further place that says so; a segment counts once, with its first quote."""
        with self._database.write() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO fact_source (fact_id, segment_id, quote) VALUES (?,?,?)",
                (fact_id, source.segment_id, source.quote),
            )

    def get(self, fact_id: FactId) -> Fact | None:
        """One fact, removed ones too, or None where there is none."""
        found = self._select("id = ?", (fact_id,))
        return found[0] if found else None

    def all(
        self, at: int | None = None, subject: str | None = None, include_closed: bool = False
    ) -> list[Fact]:
        """Facts that were not removed: those true at ``at``, else those still true.

        ``include_closed`` gives the whole history instead. Ordered by subject, slot and start.
        """
        conditions, values = ["expired_ms IS NULL"], list[object]()
        if at is not None:
            conditions.append("valid_from_ms <= ? AND (valid_to_ms IS NULL OR valid_to_ms > ?)")
            values += [at, at]
        elif not include_closed:
            conditions.append("valid_to_ms IS NULL")
        if subject is not None:
            conditions.append("subject = ? COLLATE NOCASE")
            values.append(subject)
        return self._select(" AND ".join(conditions), values)

    def key(self, subject: str, slot: str, *, include_removed: bool = False) -> list[Fact]:
        """The history of one slot of one subject, the oldest start first."""
        removed = "" if include_removed else "AND expired_ms IS NULL"
        return self._select(f"subject = ? AND slot = ? {removed}", (subject, slot))

    def near(self, subject: str, slot: str, start_ms: int, value: str) -> list[Fact]:
        """The part of a slot's history that a fact from ``start_ms`` on can bear on, oldest first.

        What begins shortly before and after, what is open, and what says the same: a bounded
        number, however long the history is.
        """
        same = "subject = ? AND slot = ? AND expired_ms IS NULL"
        tails: tuple[tuple[str, tuple[object, ...]], ...] = (
            ("AND valid_from_ms <= ? ORDER BY valid_from_ms DESC, id DESC", (start_ms,)),
            ("AND valid_from_ms > ? ORDER BY valid_from_ms, id", (start_ms,)),
            ("AND valid_to_ms IS NULL ORDER BY id DESC", ()),
            ("AND value = ? ORDER BY id DESC", (value,)),
        )
        ids: set[int] = set()
        with self._database.read() as connection:
            for tail, values in tails:
                rows = connection.execute(
                    f"SELECT id FROM fact WHERE {same} {tail} LIMIT {_NEAR}",
                    (subject, slot, *values),
                )
                ids.update(row[0] for row in rows)
        found = self._select(f"id IN ({marks([*ids])})", sorted(ids)) if ids else []
        return sorted(found, key=lambda fact: (fact.valid_from_ms, fact.id))

    def open_with(self, subject: str, words: Iterable[str]) -> list[Fact]:
        """A subject's open facts whose value holds one of these words."""
        wanted = [f"%{word}%" for word in words]
        if not wanted:
            return []
        holds = " OR ".join(["value LIKE ?"] * len(wanted))
        return self._select(
            f"subject = ? AND expired_ms IS NULL AND valid_to_ms IS NULL AND ({holds})",
            (subject, *wanted),
        )

    def removed(self, subject: str, slot: str, value: str) -> bool:
        """Whether the user removed this very fact, so that it is not learned again."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT 1 FROM fact WHERE subject = ? AND slot = ? AND value = ?"
                " AND expired_ms IS NOT NULL LIMIT 1",
                (subject, slot, value),
            ).fetchone()
        return row is not None

    def of_segment(self, segment_id: SegmentId) -> list[Fact]:
        """Facts that were read in a segment and not removed."""
        return self._select(
            "expired_ms IS NULL AND id IN (SELECT fact_id FROM fact_source WHERE segment_id = ?)",
            (segment_id,),
        )

    def close(self, fact_id: FactId, at: int | None, ended_by: SegmentId | None = None) -> None:
        """End a fact's time at ``at``; None opens it again.

        ``ended_by`` is the text that says so, where no other value says it by itself.
        """
        with self._database.write() as connection:
            connection.execute(
                "UPDATE fact SET valid_to_ms = ?, ended_by = ? WHERE id = ?",
                (at, ended_by, fact_id),
            )

    def ended_by(self, segments: Iterable[SegmentId]) -> list[Fact]:
        """Facts that these texts have ended."""
        found: list[Fact] = []
        for group in chunks(segments):
            found += self._select(f"ended_by IN ({marks(group)})", group)
        return found

    def finish(self, fact_id: FactId, outcome: str, at_ms: int | None) -> None:
        """Say how a commitment ended ("done", "dropped") and when; "" and None open it again."""
        with self._database.write() as connection:
            connection.execute(
                "UPDATE fact SET outcome = ?, valid_to_ms = ? WHERE id = ?",
                (outcome, at_ms, fact_id),
            )

    def in_slot(self, slot: str, *, open_only: bool = False) -> list[Fact]:
        """Everybody's facts of one slot that were not removed, the oldest start first."""
        still = "AND valid_to_ms IS NULL" if open_only else ""
        found = self._select(f"slot = ? AND expired_ms IS NULL {still}", (slot,))
        return sorted(found, key=lambda fact: (fact.valid_from_ms, fact.id))

    def sources_of_slot(self, slot: str) -> set[SegmentId]:
        """The segments behind open facts of one slot."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT s.segment_id FROM fact f JOIN fact_source s ON s.fact_id = f.id"
                " WHERE f.slot = ? AND f.expired_ms IS NULL AND f.valid_to_ms IS NULL",
                (slot,),
            )
            return {SegmentId(row[0]) for row in rows}

    def edit(self, fact_id: FactId, value: str) -> None:
        """Set a value by the user's own word; an edited fact is the user's from then on."""
        self._set(fact_id, "value = ?, edited = 1, conflicting = 0", value)

    def expire(self, fact_id: FactId) -> None:
        """Remove a fact by the user's wish; its row stays so that it is not learned again."""
        self._set(fact_id, "expired_ms = ?, conflicting = 0", self._clock.now_ms())

    def restore(self, fact_id: FactId) -> None:
        """Take a removal back."""
        self._set(fact_id, "expired_ms = ?", None)

    def set_conflicting(self, ids: Iterable[FactId], conflicting: bool) -> None:
        """Mark facts that contradict each other, or take the mark away."""
        with self._database.write() as connection:
            for group in chunks(ids):
                connection.execute(
                    f"UPDATE fact SET conflicting = ? WHERE id IN ({marks(group)})",
                    [int(conflicting), *group],
                )

    def delete(self, ids: Iterable[FactId]) -> None:
        """Withdraw facts with nothing left of them (their sources were deleted)."""
        with self._database.write() as connection:
            for group in chunks(ids):
                connection.execute(f"DELETE FROM fact WHERE id IN ({marks(group)})", group)

    def subjects(self) -> list[Subject]:
        """Everyone and everything that current facts are about; strength is left at 0.0."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT subject, count(*), sum(conflicting), max(observed_at_ms) FROM fact"
                " WHERE expired_ms IS NULL AND valid_to_ms IS NULL GROUP BY subject"
                " ORDER BY count(*) DESC, subject"
            )
            return [Subject(row[0], row[1], row[2], row[3], 0.0) for row in rows]

    def holders(self) -> Iterator[tuple[str, float, int, bool]]:
        """Of every source of a current fact: subject, stability (days), last renewal, pinned."""
        with self._database.read() as connection:
            yield from connection.execute(
                "SELECT DISTINCT f.subject, g.stability_days, g.reinforced_at_ms, g.pinned"
                " FROM fact f JOIN fact_source s ON s.fact_id = f.id"
                " JOIN segment g ON g.id = s.segment_id"
                " WHERE f.expired_ms IS NULL AND f.valid_to_ms IS NULL"
            ).fetchall()

    def counts(self) -> dict[str, int]:
        """How many facts are current, closed, conflicting and removed."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT coalesce(sum(expired_ms IS NULL AND valid_to_ms IS NULL), 0),"
                " coalesce(sum(expired_ms IS NULL AND valid_to_ms IS NOT NULL), 0),"
                " coalesce(sum(expired_ms IS NULL AND conflicting), 0),"
                " coalesce(sum(expired_ms IS NOT NULL), 0) FROM fact"
            ).fetchone()
        return dict(
            zip(("current", "closed", "conflicting", "removed"), row or (0,) * 4, strict=True)
        )

    def source_counts(self) -> dict[SegmentId, int]:
        """Segments behind current facts, with the most sources that one of their facts has.

        1 means the segment is the last text behind a current fact.
        """
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT s.segment_id, min(n.sources), max(n.sources) FROM fact_source s"
                " JOIN (SELECT fact_id, count(*) AS sources FROM fact_source GROUP BY fact_id) n"
                " ON n.fact_id = s.fact_id JOIN fact f ON f.id = s.fact_id"
                " WHERE f.expired_ms IS NULL AND f.valid_to_ms IS NULL GROUP BY s.segment_id"
            )
            return {SegmentId(row[0]): 1 if row[1] == 1 else row[2] for row in rows}

    def _set(self, fact_id: FactId, assignment: str, value: object) -> None:
        with self._database.write() as connection:
            connection.execute(f"UPDATE fact SET {assignment} WHERE id = ?", (value, fact_id))

    def _select(self, condition: str, values: Sequence[object]) -> list[Fact]:
        with self._database.read() as connection:
            rows = connection.execute(
                f"SELECT {_FACT} FROM fact WHERE {condition}"
                " ORDER BY subject, slot, valid_from_ms, id",
                values,
            ).fetchall()
            sources: dict[int, list[FactSource]] = {}
            for group in chunks(row[0] for row in rows):
                for fact_id, segment_id, quote in connection.execute(
                    "SELECT fact_id, segment_id, quote FROM fact_source"
                    f" WHERE fact_id IN ({marks(group)}) ORDER BY segment_id",
                    group,
                ):
                    sources.setdefault(fact_id, []).append(FactSource(segment_id, quote))
        return [_fact_of(row, tuple(sources.get(row[0], ()))) for row in rows]


def _fact_of(row: Row, sources: tuple[FactSource, ...]) -> Fact:
    return Fact(
        id=FactId(row[0]),
        subject=row[1],
        slot=row[2],
        value=row[3],
        valid_from_ms=row[4],
        valid_to_ms=row[5],
        observed_at_ms=row[6],
        sources=sources,
        edited=bool(row[7]),
        conflicting=bool(row[8]),
        single=bool(row[9]),
        outcome=row[10],
    )
