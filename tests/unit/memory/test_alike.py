"""What says the same in other words is found by vectors, unless a name or number differs."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from services.clock import DAY_MS, ManualClock
from services.memory import alike
from services.memory.alike import find_alike
from services.memory.consolidate import Consolidator
from services.memory.events import Floats, VectorsOf
from services.memory.forget import Forgetter
from services.records import CaptureId, DeleteRequest, SegmentId, Source, Trust
from services.settings import Settings
from services.store import Store

Tell = Callable[..., CaptureId]
DIM = 384
PAGE = {"source": Source.SCREEN, "trust": Trust.SEEN, "app": "Reader"}


def near(vector: Floats, cosine: float, rng: np.random.Generator) -> Floats:
    """A unit vector at this cosine of another one."""
    aside = rng.normal(size=vector.shape).astype(np.float32)
    aside -= (aside @ vector) * vector
    aside /= np.linalg.norm(aside)
    made: Floats = cosine * vector + np.float32(np.sqrt(1 - cosine**2)) * aside
    return made


class Space:
    """Vectors of a store's segments: all texts with one first word lie close together."""

    def __init__(self, store: Store, cosine: float = 0.97) -> None:
        self.store, self.cosine = store, cosine
        self.rng = np.random.default_rng(5)
        self.centres: dict[str, Floats] = {}
        self.known: dict[SegmentId, Floats] = {}
        self.asked = 0

    def __call__(self, ids: Sequence[SegmentId]) -> tuple[list[SegmentId], Floats]:
        self.asked += len(ids)
        found = self.store.segments.many(ids)
        there = [i for i in ids if i in found and "unembedded" not in found[i].text]
        rows = [self._of(i, found[i].text.split()[0].lower()) for i in there]
        return there, np.array(rows, np.float32).reshape(len(there), DIM)

    def _of(self, own: SegmentId, word: str) -> Floats:
        if word not in self.centres:
            centre = self.rng.normal(size=DIM).astype(np.float32)
            self.centres[word] = centre / np.linalg.norm(centre)
        if own not in self.known:
            # two of one centre are then alike by the square of this
            self.known[own] = near(self.centres[word], self.cosine**0.5, self.rng)
        return self.known[own]


def merged(store: Store) -> list[tuple[str, str]]:
    rows = {r.segment.id: r.segment for r in store.segments.after(0, 10_000)}  # type: ignore[arg-type]
    return [
        (s.text, rows[s.duplicate_of].text) for s in rows.values() if s.duplicate_of is not None
    ]


def test_the_same_in_nearly_the_same_words_is_merged_and_keeps_its_times(
    store: Store, clock: ManualClock, tell: Tell
) -> None:
    first = tell("Harvest of the quinces begins early this autumn in Vadheim", **PAGE)
    clock.advance(3 * DAY_MS)
    again = tell("Harvest of the quinces in Vadheim begins this autumn quite early", **PAGE)
    other = tell("Ferry times to Skarholm change this autumn", **PAGE)
    ((twin,),) = find_alike(store, Space(store), lambda: None)
    assert twin.independent
    consolidator = Consolidator(store, clock, Settings, vectors=Space(store))
    assert consolidator.run().duplicates == 1
    one, two, three = (store.segments.of_capture(c)[0] for c in (first, again, other))
    assert (two.duplicate_of, three.duplicate_of) == (one.id, None)
    assert two.at_ms - one.at_ms == 3 * DAY_MS, "when each was seen is not lost"
    assert (one.uses, one.reinforced_at_ms) == (1, two.at_ms), "another day is independent"
    assert consolidator.run().duplicates == 0
    seen = [(one.at_ms, one.id), (two.at_ms, two.id)]
    assert store.segments.sightings(one.id) == store.segments.sightings(two.id) == seen
    assert store.segments.sightings(three.id) == [(three.at_ms, three.id)]
    Forgetter(store, clock).forget(DeleteRequest(ids=(str(one.id),)))
    assert store.segments.sightings(two.id) == seen[1:]


@pytest.mark.parametrize(
    "changed",
    [
        "Harvest of 41 crates of quinces begins in Vadheim",
        "Harvest of 40 crates of quinces begins in Tromsø",
        "Harvest of 40 crates of quinces begins on Friday in Vadheim",
        "Harvest of 40 crates of quinces never begins in Vadheim",
        "Harvest 40 Vadheim",
    ],
)
def test_a_changed_number_name_day_or_negation_says_something_else(
    store: Store, clock: ManualClock, tell: Tell, changed: str
) -> None:
    tell("Harvest of 40 crates of quinces begins in Vadheim", **PAGE)
    tell(changed, **PAGE)
    space = Space(store)
    assert list(find_alike(store, space, lambda: None)) == []
    assert space.asked
    assert merged(store) == []


def test_texts_without_vectors_and_old_ones_are_passed_over(
    store: Store, clock: ManualClock, tell: Tell
) -> None:
    tell("Harvest of the quinces begins early this autumn", **PAGE)
    clock.advance(40 * DAY_MS)
    tell("Harvest of the quinces begins this autumn quite early", **PAGE)
    tell("Ferry unembedded to Skarholm begins early this autumn", **PAGE)
    tell("Ferry unembedded to Skarholm begins this autumn quite early", **PAGE)
    assert list(find_alike(store, Space(store), lambda: None)) == []


def test_what_is_less_alike_is_not_the_same(store: Store, tell: Tell) -> None:
    tell("Harvest of the quinces begins early this autumn", **PAGE)
    tell("Harvest of the quinces begins this autumn quite early", **PAGE)
    assert list(find_alike(store, Space(store, 0.93), lambda: None)) == []


def test_signs_find_nearly_all_that_is_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """2,000 texts, half of them at a cosine of 0.95 of an earlier one; few others are compared."""
    rng = np.random.default_rng(11)
    first = rng.normal(size=(1000, DIM)).astype(np.float32)
    first /= np.linalg.norm(first, axis=1)[:, None]
    second = np.array([near(vector, 0.951, rng) for vector in first])
    signs = alike._signs(np.concatenate([first, second]))
    stretch = alike._Stretch(np.arange(2000), signs, np.arange(2000))
    pairs = alike._near(stretch, stretch.fresh)
    right = sum((1000 + n, n) in set(pairs) for n in range(1000))
    assert right >= 970
    assert len(pairs) <= right + 20


def test_an_index_that_gives_nothing_leaves_all_as_it_was(store: Store, tell: Tell) -> None:
    def nothing(_: Sequence[SegmentId]) -> tuple[list[SegmentId], Floats]:
        return [], np.zeros((0, DIM), np.float32)

    vectors: VectorsOf = nothing
    assert list(find_alike(store, vectors, lambda: None)) == []
    tell("Harvest of the quinces", **PAGE)
    assert list(find_alike(store, vectors, lambda: None)) == []
