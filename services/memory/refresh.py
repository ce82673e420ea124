"""Weighs memories anew: what is rare, and so worth keeping, changes as the library grows."""

from collections.abc import Callable, Mapping, Sequence

from services.language.lexicon import COMMON
from services.language.text import words
from services.memory.half_lives import HalfLives
from services.memory.information import WordStatistics
from services.memory.salience import Situation, salience
from services.records import CaptureId, SegmentId, Source
from services.store import Store
from services.store.rows import HitRow
from services.store.segments import MemoryChange

CONTEXT = 4  # texts before one that tell what is new in it and whether it answers
SAMPLE = 1000  # texts whose information a text is ranked among
WHOLE = 20_000  # libraries up to this size are weighed anew whole whenever something is new
SHARE = 5_000  # of larger ones, so many a night in turn
_CURSOR = "memory.salience_cursor"
_SETTLED = 0.01  # a change of salience not worth a write

Weigh = Callable[[Sequence[HitRow]], None]


class SalienceRefresh:
    """Computes salience with tonight's document frequencies, in turn over the whole library."""

    def __init__(self, store: Store, half_lives: Callable[[], Sequence[str]] = tuple) -> None:
        self._store = store
        self._half_lives = half_lives

    def tonight(self) -> Weigh:
        """A function that weighs rows with the statistics of this moment and writes the result."""
        frequencies: dict[str, int] = {}
        total = self._store.words.total()
        sample = self._look_up(
            [row.segment.text for row in self._store.segments.latest(SAMPLE)], frequencies
        )
        ranked = WordStatistics(frequencies, total).with_sample(sample)

        half_lives = HalfLives(self._half_lives())

        def weigh(rows: Sequence[HitRow]) -> None:
            self._look_up([row.segment.text for row in rows], frequencies)
            dwell = self._store.captures.dwell({row.hit.capture_id for row in rows})
            before = self._before(rows)
            changes: dict[SegmentId, MemoryChange] = {}
            for row in rows:
                if not row.segment.text:
                    continue
                situation = _situation(row, dwell, before)
                change = _weighed(row, ranked, situation, half_lives)
                if change is not None:
                    changes[row.segment.id] = change
            self._store.segments.update_many(changes)

        return weigh

    def whole(self) -> bool:
        """Whether the library is small enough to be weighed anew whole in a night."""
        return self._count() <= WHOLE

    def share(self, fresh: int) -> int:
        """How many memories to weigh anew tonight: none where nothing is new."""
        if not fresh:
            return 0
        return self._count() if self.whole() else SHARE

    def _count(self) -> int:
        return sum(self._store.segments.count_by_tier().values())

    def next_batch(self, weigh: Weigh, limit: int) -> int:
        """Weigh the next so many in turn, starting over at the end; returns how many there were."""
        after = SegmentId(int(self._store.flags.get(_CURSOR) or 0))
        rows = self._store.segments.after(after, limit)
        if not rows:
            rows = self._store.segments.after(SegmentId(0), limit)
        weigh(rows)
        if rows:
            self._store.flags.set(_CURSOR, str(rows[-1].segment.id))
        return len(rows)

    def _before(self, rows: Sequence[HitRow]) -> dict[SegmentId, tuple[str, ...]]:
        """The texts that stood right before each row in its thread, document or window."""
        around = self._store.segments.neighbours_of((row.segment.id for row in rows), CONTEXT)
        texts = {row.segment.id: row.segment.text for row in rows}
        ids = {i for before, _ in around.values() for i in before}
        others = self._store.segments.many(ids - texts.keys())
        texts |= {own: segment.text for own, segment in others.items()}
        return {
            own: tuple(texts[i] for i in before if texts.get(i))
            for own, (before, _) in around.items()
        }

    def _look_up(self, texts: list[str], frequencies: dict[str, int]) -> list[str]:
        unknown = {word for text in texts for word in words(text)} - COMMON - frequencies.keys()
        frequencies.update(dict.fromkeys(unknown, 0))
        frequencies.update(self._store.words.document_frequency(sorted(unknown)))
        return texts


def _situation(
    row: HitRow,
    dwell_ms: Mapping[CaptureId, int],
    before: Mapping[SegmentId, tuple[str, ...]],
) -> Situation:
    hit = row.hit
    return Situation(
        trust=hit.trust,
        author=hit.author,
        title=hit.title,
        heading=row.segment.heading,
        dwell_ms=dwell_ms.get(hit.capture_id, 0),
        copied=hit.source == Source.CLIPBOARD,
        before=before.get(row.segment.id, ()),
    )


def _weighed(
    row: HitRow, statistics: WordStatistics, situation: Situation, half_lives: HalfLives
) -> MemoryChange | None:
    segment = row.segment
    worth = salience(segment.text, situation, statistics)
    untouched = not segment.uses and not segment.disputed
    stability = half_lives.initial_stability(worth.value, row.hit.app, row.hit.source)
    same_life = abs(stability - segment.stability_days) < _SETTLED * stability or not untouched
    if abs(worth.value - segment.salience) < _SETTLED and same_life:
        return None
    return MemoryChange(
        salience=worth.value,
        salience_why=worth.why,
        # strength that was earned by use is not taken back
        stability_days=stability if untouched else None,
    )
