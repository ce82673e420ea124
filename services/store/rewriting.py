"""Writes the segments of a capture anew, so that nothing of what they were is left behind."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.records import CaptureId, NewSegment, Segment, SegmentId
from services.store.database import Connection, Database
from services.store.deletion import forget_lines, renew_vectors
from services.store.rows import boxes_text, chunks, marks
from services.store.segments import queue_vectors
from services.store.words import put_windows, put_words, remove_words, with_neighbours

_PLAIN = (0, None)  # neither pinned nor kept for some days


@dataclass(frozen=True, slots=True)
class Place:
    """A segment that is to be: ``before`` is the one whose place it takes, None where it is new."""

    new: NewSegment
    before: Segment | None = None

    @property
    def same(self) -> bool:
        """Whether the words and what stands over them are as they were."""
        old = self.before
        return old is not None and (old.text, old.heading) == (self.new.text, self.new.heading)


@dataclass(frozen=True, slots=True)
class Rewrite:
    """How the segments of a capture become others: the places in order, and those that go."""

    capture: CaptureId
    title: str
    places: tuple[Place, ...]
    dropped: tuple[Segment, ...] = ()

    @property
    def lost(self) -> tuple[SegmentId, ...]:
        """The segments whose words go."""
        changed = [p.before for p in self.places if p.before is not None and not p.same]
        return tuple(one.id for one in (*changed, *self.dropped))


def plan_rewrite(
    capture: CaptureId, title: str, old: Sequence[Segment], new: Sequence[NewSegment]
) -> Rewrite:
    """Keep what stands at both ends as it was; between, the new take the places of the old.

    So the first stays the first, by whose id a capture is known.
    """
    room = min(len(old), len(new))

    def same(at: int) -> bool:
        return Place(new[at], old[at]).same

    head = next((n for n in range(room) if not same(n)), room)
    most = room - max(head, 1)  # the last ones never take the first one's place
    tail = next((n for n in range(most) if not same(-1 - n)), max(most, 0))
    old_middle = old[head : len(old) - tail]
    new_middle = new[head : len(new) - tail]
    taken: list[Segment | None] = [*old_middle[: len(new_middle)]]
    taken += [None] * (len(new_middle) - len(taken))
    before = [*old[:head], *taken, *old[len(old) - tail :]]
    places = tuple(Place(one, was) for one, was in zip(new, before, strict=True))
    return Rewrite(capture, title, places, tuple(old_middle[len(new_middle) :]))


class Rewriting:
    """Carries out rewrites; what rested on the old words is left to memory."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def write(self, plan: Rewrite, at_ms: int, renewed_ms: int) -> dict[SegmentId, NewSegment]:
        """Write what changes, in one transaction; the new segments by id.

        A segment that changes is deleted with all that hangs on its row, and one with the same id
        is written in its place, of the capture's time ``at_ms``. Its vector is queued in
        ``removal``, and as kind "window" those of its neighbours.
        """
        lost = list(plan.lost)
        with self._database.write() as connection:
            around = with_neighbours(connection, [p.before.id for p in plan.places if p.before])
            kept = _what_the_person_said(connection, lost)
            queue_vectors(connection, lost)
            forget_lines(connection, lost)
            remove_words(connection, lost)
            for group in chunks(lost):
                connection.execute(f"DELETE FROM segment WHERE id IN ({marks(group)})", group)
            connection.execute(
                "UPDATE capture SET title = ? WHERE id = ?", (plan.title, plan.capture)
            )
            made: dict[SegmentId, NewSegment] = {}
            every: list[int] = []
            for ordinal, place in enumerate(plan.places):
                before = None if place.before is None else place.before.id
                if before is not None and place.same:
                    _move(connection, before, ordinal, place.new)
                else:
                    values = (before, plan.capture, ordinal, at_ms, renewed_ms)
                    before = _insert(connection, values, place.new, kept.get(before or 0, _PLAIN))
                    made[before] = place.new
                every.append(before)
            put_words(connection, every)  # the title stands in the context of all
            around = {*(around - set(lost)), *with_neighbours(connection, every)}
            put_windows(connection, around)
            renew_vectors(connection, around - made.keys())
            self._database.touch({*lost, *around})
        return made


def _what_the_person_said(
    connection: Connection, ids: Sequence[int]
) -> dict[int, tuple[int, int | None]]:
    """Whether segments are pinned, and until when they are kept."""
    found: dict[int, tuple[int, int | None]] = {}
    for group in chunks(ids):
        rows = connection.execute(
            f"SELECT id, pinned, kept_until_ms FROM segment WHERE id IN ({marks(group)})", group
        )
        found.update((row[0], (row[1], row[2])) for row in rows)
    return found


def _move(connection: Connection, own: SegmentId, ordinal: int, new: NewSegment) -> None:
    connection.execute(
        'UPDATE segment SET ordinal = ?, place = ?, start = ?, "end" = ? WHERE id = ?',
        (ordinal, new.place, new.start, new.end, own),
    )


def _insert(
    connection: Connection,
    values: tuple[int | None, int, int, int, int],
    new: NewSegment,
    said: tuple[int, int | None],
) -> SegmentId:
    """Write a segment (id or None, capture, ordinal, its time, when it was renewed)."""
    cursor = connection.execute(
        "INSERT INTO segment (id, capture_id, ordinal, at_ms, reinforced_at_ms, text, heading,"
        ' place, boxes, start, "end", pinned, kept_until_ms) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)',
        (
            *values, new.text, new.heading, new.place, boxes_text(new.lines), new.start, new.end,
            *said,
        ),
    )  # fmt: skip
    return SegmentId(cursor.lastrowid)
