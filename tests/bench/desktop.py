"""What forgetting keeps of half a year at a made-up desk, beside other policies in the same run.

Run: ``packaging/dev.py bench desktop --days 180 --per-day 400``. The nightly job runs for real each
night; the other policies choose among the same rows with the same budget and the same uses. Asked
at the end by words alone: of the needles' questions, how many find theirs among the first ten.
With ``--folder F --pause N`` it stops after so many days and goes on there the next time. Most of
its time goes to weighing memories anew; ``--share 1500`` does less of that each night.
"""

import argparse
import pickle
import random
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import process_time

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[2]))

from services.clock import DAY_MS, HOUR_MS, ManualClock
from services.memory import refresh
from services.memory.consolidate import Consolidator
from services.memory.feedback import Feedback
from services.memory.ingest import Ingest
from services.memory.strength import MemoryState, reinforce, retrievability_at
from services.records import SegmentId, Signal, Tier
from services.settings import Settings
from services.store import SearchFilter, Store
from tests.bench.made_desktop import SLOTS, Desk, Needle
from tests.support.storing import open_store_in

AGES = ((0, 7), (8, 30), (31, 90), (91, 10_000))
USES_A_DAY = 12
PINS_A_MONTH = 4

_STATE = ("log", "ids", "needles", "pins", "days_over", "rng", "lived")

Kept = NDArray[np.bool_]


@dataclass
class Log:
    """What the policies know of each segment: when it came, when and how often it was used."""

    born_ms: list[int]
    last_ms: list[int]
    uses: list[int]
    fsrs: list[MemoryState]


def policies(log: Log, now_ms: int, budget: int, rng: random.Random) -> dict[str, Kept]:
    """Which segments each policy keeps."""
    born, last = np.array(log.born_ms), np.array(log.last_ms)
    uses = np.array(log.uses, float)
    days = (now_ms - last) / DAY_MS
    worth = {
        "random": np.array([rng.random() for _ in log.born_ms]),
        "FIFO": born.astype(float),
        "LRU": last.astype(float),
        "FSRS alone": np.array([retrievability_at(state, now_ms) for state in log.fsrs]),
        # R = e^(-t/S), S = 1 + recalls; as its authors coded it e^(-t·S/5)
        "MemoryBank, published": -days / (1 + uses),
        "MemoryBank, as coded": -days * (1 + uses) / 5,
    }
    return {name: _top(values, budget) for name, values in worth.items()}


def _top(worth: NDArray[np.float64], budget: int) -> Kept:
    kept = np.zeros(len(worth), bool)
    kept[np.argsort(-worth, kind="stable")[:budget]] = True
    return kept


class Bench:
    """One desk, one store, and what is counted on the way."""

    def __init__(self, store: Store, desk: Desk, budget: int) -> None:
        self.store, self.desk, self.budget = store, desk, budget
        self.clock = ManualClock(0)
        settings = Settings().with_value("memory.hot_limit", budget)
        self.ingest = Ingest(store, self.clock, lambda: settings)
        self.nightly = Consolidator(store, self.clock, lambda: settings)
        self.feedback = Feedback(store, self.clock, lambda: settings)
        self.log = Log([], [], [], [])
        self.ids: list[SegmentId] = []
        self.needles: list[Needle] = []
        self.pins: list[SegmentId] = []
        self.days_over = 0
        self.rng = random.Random(7)
        self.lived = 0

    def state(self) -> bytes:
        """What a later run needs beside the store."""
        return pickle.dumps([getattr(self, name) for name in _STATE])

    def restore(self, state: bytes) -> None:
        """Go on where another run stopped."""
        for name, value in zip(_STATE, pickle.loads(state), strict=True):  # noqa: S301 - our own
            setattr(self, name, value)

    def live(self, most_days: int = 10_000) -> bool:
        """Every day: see, use, sleep; tells whether the last day is over."""
        until = self.lived + most_days
        for day in self.desk:
            if day.number < self.lived:
                continue
            if day.number >= until:
                return False
            self.lived += 1
            for capture, own in zip(day.captures, self.ingest.add_many(day.captures), strict=True):
                self.ids.append(self.store.segments.of_capture(own)[0].id)
                self.log.born_ms.append(capture.at_ms)
                self.log.last_ms.append(capture.at_ms)
                self.log.uses.append(0)
                self.log.fsrs.append(MemoryState(2.3, 5.0, capture.at_ms))
            self.needles += day.needles
            self.clock.set(day.captures[-1].at_ms + HOUR_MS)
            self._use(day.number)
            self.clock.advance(6 * HOUR_MS)
            self.nightly.run()
            hot = self.store.segments.count_by_tier()[Tier.HOT]
            self.days_over += hot > self.budget
            if day.number % 30 == 29:
                print(f"  day {day.number + 1}: {hot} hot, {process_time():.0f} s CPU", flush=True)
        return True

    def _use(self, day: int) -> None:
        """People come back to what is recent: ages follow t^-0.8; two in three to a needle."""
        now_ms = self.clock.now_ms()
        for _ in range(USES_A_DAY):
            age = min(day, int(self.rng.paretovariate(0.8) - 1))
            pool = [n for n in self.needles if n.index // self.desk.per_day == day - age]
            if pool and self.rng.random() < 2 / 3:
                index = self.rng.choice(pool).index
            else:
                index = (day - age) * self.desk.per_day + self.rng.randrange(self.desk.per_day)
            self.feedback.feedback(self.ids[index], Signal.OPENED)
            self.log.last_ms[index] = now_ms
            self.log.uses[index] += 1
            self.log.fsrs[index] = reinforce(self.log.fsrs[index], Signal.OPENED, now_ms)
        if day % 30 == 10:
            chosen = [self.ids[self.rng.randrange(len(self.ids))] for _ in range(PINS_A_MONTH)]
            self.feedback.pin(chosen, pinned=True)
            self.pins += chosen

    def ours(self) -> Kept:
        """What is hot."""
        segments = self.store.segments.many(self.ids)
        return np.array([segments[i].tier is Tier.HOT for i in self.ids])

    def ask(self, kept: dict[str, Kept]) -> dict[str, list[list[bool]]]:
        """Whether each policy finds each needle, by age."""
        place = {own: n for n, own in enumerate(self.ids)}
        found: dict[str, list[list[bool]]] = {name: [[] for _ in AGES] for name in kept}
        where = SearchFilter(tiers=(Tier.HOT, Tier.WARM))
        for needle in self._asked():
            age = self.desk.days - 1 - needle.index // self.desk.per_day
            group = next(n for n, (low, high) in enumerate(AGES) if low <= age <= high)
            expression = " OR ".join(f'"{word}"' for word in needle.question.split())
            hits = [place[own] for own, _ in self.store.words.search(expression, 400, where=where)]
            same = self._same_as(needle)
            for name, mine in kept.items():
                first = [n for n in hits if mine[n]][:10]
                found[name][group].append(bool(same & set(first)))
        return found

    def _asked(self) -> list[Needle]:
        """Up to 150 needles of each age."""
        by_age: list[list[Needle]] = [[] for _ in AGES]
        for needle in self.needles:
            age = self.desk.days - 1 - needle.index // self.desk.per_day
            group = next(n for n, (low, high) in enumerate(AGES) if low <= age <= high)
            by_age[group].append(needle)
        return [
            needle for group in by_age for needle in self.rng.sample(group, min(150, len(group)))
        ]

    def _same_as(self, needle: Needle) -> set[int]:
        """The needle and what repeats it: one of them is enough."""
        own = self.ids[needle.index]
        first = self.store.segments.many([own])[own].duplicate_of
        return {needle.index} | ({self.ids.index(first)} if first in self.ids else set())

    def stale(self) -> tuple[int, int, int]:
        """Slots with the true value open, with an outdated one open, and all."""
        facts = self.store.facts.all(subject="me")
        now = {slot: {f.value for f in facts if f.slot == slot} for slot in SLOTS}
        right = sum(self.desk.current[slot] in now[slot] for slot in SLOTS)
        old = {slot: set(self.desk.said[slot]) - {self.desk.current[slot]} for slot in SLOTS}
        return right, sum(bool(now[slot] & old[slot]) for slot in SLOTS), len(SLOTS)


def row(name: str, found: list[list[bool]], none: float | None) -> float:
    """Print one line; returns the mean over all."""
    every = [hit for group in found for hit in group]
    mean = sum(every) / len(every)
    ages = "".join(f"{100 * sum(g) / max(1, len(g)):8.1f}" for g in found)
    share = "" if none is None else f"{mean / none:8.3f}"
    print(f"{name:24}{100 * mean:8.1f}{ages}{share}", flush=True)
    return mean


def main() -> None:
    """Live, ask, tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=180)
    parser.add_argument("--per-day", type=int, default=400)
    parser.add_argument("--hot", type=float, default=0.25)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=int, help="weigh so few anew a night, which goes quicker")
    parser.add_argument("--folder", type=Path, help="keeps the library, to go on there")
    parser.add_argument("--pause", type=int, default=10_000, help="stop after so many days")
    args = parser.parse_args()
    budget = round(args.hot * args.days * args.per_day)
    if args.share:
        refresh.WHOLE = refresh.SHARE = args.share
    with tempfile.TemporaryDirectory() as passing:
        folder: Path = args.folder or Path(passing)
        folder.mkdir(exist_ok=True)
        store, kept_state = open_store_in(folder), folder / "bench.state"
        bench = Bench(store, Desk(args.days, args.per_day, args.seed), budget)
        if kept_state.exists():
            bench.restore(kept_state.read_bytes())
        over = bench.live(args.pause)
        kept_state.write_bytes(bench.state())
        if not over:
            print(f"paused after {bench.lived} days, {process_time():.0f} s CPU")
            store.close()
            return
        kept: dict[str, Kept] = {"none forgotten": np.ones(len(bench.ids), bool)}
        kept["ours, hot"] = bench.ours()
        kept |= policies(bench.log, bench.clock.now_ms(), budget, random.Random(3))
        found = bench.ask(kept)
        print(f"{len(bench.ids)} segments, {len(bench.needles)} needles, budget {budget}")
        print(f"{'R@10':24}{'all':>8}{'<=7 d':>8}{'8-30':>8}{'31-90':>8}{'>90':>8}{'of none':>8}")
        none = row("none forgotten", found.pop("none forgotten"), None)
        for name, each in found.items():
            row(name, each, none)
        right, stale, slots = bench.stale()
        pinned = store.segments.many(bench.pins)
        vivid = sum(segment.tier is Tier.HOT for segment in pinned.values())
        print(f"facts: {right} of {slots} current, {stale} outdated told as current;"
              f" pins hot {vivid} of {len(set(bench.pins))};"
              f" days over budget {bench.days_over} of {args.days}")  # fmt: skip
        store.close()


if __name__ == "__main__":
    main()
