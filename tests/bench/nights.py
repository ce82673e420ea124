"""What one night over what is new costs, on top of ever larger libraries.

Run: ``packaging/dev.py bench nights --stored 50000 200000 500000 --fresh 10000``. Each library is
made of rows as earlier nights left them (salience, events); what is vivid has a vector, drawn at
random. The first night after it is not counted, the second takes in the fresh ones. CPU seconds by
step.
"""

import argparse
import dataclasses
import random
import resource
import sys
import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from time import perf_counter, process_time

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[2]))

from services.clock import DAY_MS, ManualClock
from services.language.text import fingerprint
from services.memory.consolidate import Consolidator
from services.memory.ingest import Ingest
from services.memory.strength import initial_stability
from services.records import EventId, SegmentId
from services.records.memory import Event
from services.settings import Settings
from services.store import Store
from services.store.segments import MemoryChange
from tests.bench.memory import captures
from tests.support.storing import open_store_in

BATCH = 2000
PER_EVENT = 40


def fill(store: Store, count: int, rng: random.Random) -> int:
    """Store rows as earlier nights would have left them; returns the time of the last (UTC ms)."""
    made = captures(count, rng)
    for first in range(0, count, BATCH):
        part = made[first : first + BATCH]
        with store.transaction():
            added = store.captures.add_many(part)
            changes: dict[SegmentId, MemoryChange] = {}
            for (_, segments, _), capture in zip(added, part, strict=True):
                worth = rng.random()
                for own, segment in zip(segments, capture.segments, strict=True):
                    changes[own] = MemoryChange(
                        salience=worth,
                        stability_days=initial_stability(worth),
                        fingerprint=fingerprint(segment.text),
                        digested=True,
                    )
            store.segments.update_many(changes)
            for n in range(0, len(part), PER_EVENT):
                own_captures, stored = part[n : n + PER_EVENT], added[n : n + PER_EVENT]
                event = Event(EventId(0), own_captures[0].at_ms, own_captures[-1].at_ms, 0,
                              own_captures[0].app, own_captures[0].title)  # fmt: skip
                store.events.add(event, [capture for capture, _, _ in stored], stored[0][1])
    return made[-1].at_ms


class Vectors:
    """Random vectors for the segments behind an id, in 8 bits as the index keeps them."""

    def __init__(self, after: int, count: int) -> None:
        self._after = after
        rng = np.random.default_rng(3)
        self._codes = rng.integers(-127, 128, (count, 384), np.int8)

    def __call__(self, ids: Sequence[SegmentId]) -> tuple[list[SegmentId], NDArray[np.float32]]:
        there = [own for own in ids if 0 <= own - self._after < len(self._codes)]
        rows = self._codes[np.array(there, np.intp) - self._after].astype(np.float32)
        return there, rows * np.float32(1 / 1430)  # about one long


def night(
    store: Store, settings: Settings, now_ms: int, vectors: Vectors
) -> tuple[float, dict[str, float]]:
    """Run the nightly job once; CPU seconds, whole and by step."""
    marks: list[tuple[str, float]] = []
    worker = Consolidator(store, ManualClock(now_ms), lambda: settings, vectors=vectors)
    begun = process_time()
    worker.run(lambda _done, _total, what: marks.append((what, process_time())))
    marks.append(("", process_time()))
    steps: dict[str, float] = {}
    for (what, start), (_, end) in pairwise(marks):
        steps[what] = steps.get(what, 0.0) + end - start
    return process_time() - begun, steps


def one(stored: int, fresh: int) -> None:
    """Fill a library, let it settle for a night, add what is new and run the night that counts."""
    rng = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        store = open_store_in(Path(folder))
        settings = Settings().with_value("memory.hot_limit", max(1000, stored // 5))
        last_ms = fill(store, stored, rng)
        newest = store.segments.latest(1)[0].segment.id
        hot = settings.memory.hot_limit
        vectors = Vectors(newest - hot, 2 * hot + 4 * fresh)
        night(store, settings, last_ms + DAY_MS, vectors)
        shift = last_ms + DAY_MS - captures(1, random.Random(2))[0].at_ms
        ingest = Ingest(store, ManualClock(last_ms + 2 * DAY_MS), lambda: settings)
        made = captures(fresh, random.Random(2))
        moved = [dataclasses.replace(c, at_ms=c.at_ms + shift) for c in made]
        for first in range(0, fresh, BATCH):
            ingest.add_many(moved[first : first + BATCH])
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        wall = perf_counter()
        cpu_s, steps = night(store, settings, moved[-1].at_ms + DAY_MS, vectors)
        wall = perf_counter() - wall
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{stored:>8} stored, {fresh} new: {cpu_s:6.1f} s CPU, {wall:6.1f} s, peak"
              f" {peak:.0f} MiB (+{peak - before:.0f})", flush=True)  # fmt: skip
        print("          " + ", ".join(f"{what} {s:.1f}" for what, s in steps.items()), flush=True)
        again, _ = night(store, settings, moved[-1].at_ms + 2 * DAY_MS, vectors)
        print(f"          the night after, nothing new: {again:.1f} s CPU", flush=True)
        store.close()


def main() -> None:
    """One line a size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stored", type=int, nargs="+", default=[50_000, 200_000, 500_000])
    parser.add_argument("--fresh", type=int, default=10_000)
    args = parser.parse_args()
    for stored in args.stored:
        one(stored, args.fresh)


if __name__ == "__main__":
    main()
