"""How long the nightly job and imports take, and what they hold in memory, on a made-up library.

Run: ``python tests/bench/memory.py --segments 20000``. Prints one line a figure.
"""

import argparse
import random
import resource
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))

from services.clock import DAY_MS, ManualClock
from services.memory.consolidate import Consolidator
from services.memory.feedback import Feedback
from services.memory.ingest import Ingest
from services.records import NewCapture, NewSegment, Source, Trust
from services.settings import Settings
from tests.support.storing import START_MS, open_store_in

SYLLABLES = "ba ko ri ten mal su vor pli da ner qui sha tol fe gra mun".split()  # noqa: SIM905
BATCH = 500


def word(rng: random.Random, rank: int) -> str:
    """A made-up word; small ranks are common ones."""
    pick = random.Random(rank)
    return "".join(pick.choice(SYLLABLES) for _ in range(pick.randint(1, 3)))


def sentence(rng: random.Random) -> str:
    """A made-up sentence with a Zipf-like choice of words, and a name or a number at times."""
    found = [word(rng, int(rng.paretovariate(0.7))) for _ in range(rng.randint(5, 18))]
    if rng.random() < 0.3:
        found[-1] = found[-1].capitalize()
    if rng.random() < 0.2:
        found.append(str(rng.randint(1, 9999)))
    if rng.random() < 0.02:
        return f"My {word(rng, rng.randint(1, 40))} is now {found[0].capitalize()}."
    return f"{' '.join(found).capitalize()}."


def captures(count: int, rng: random.Random) -> list[NewCapture]:
    """A stream of screens and notes, some hundred a day."""
    at_ms, made = START_MS, []
    for n in range(count):
        at_ms += rng.choice([3_000, 20_000, 90_000, 900_000])
        note = n % 50 == 0
        made.append(
            NewCapture(
                source=Source.NOTE if note else Source.SCREEN,
                at_ms=at_ms,
                offset_min=0,
                trust=Trust.TYPED if note else Trust.SEEN,
                segments=(NewSegment(sentence(rng) + " " + sentence(rng)),),
                app="" if note else rng.choice(["mail", "editor", "browser"]),
                title="" if note else f"Page {n // 40}",
            )
        )
    return made


def tell(what: str, value: float, unit: str) -> None:
    """One figure."""
    print(f"{what:40} {value:12.1f} {unit}", flush=True)


def main() -> None:
    """Fill a library, run two nights, and tell what they cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--segments", type=int, default=20_000)
    count = parser.parse_args().segments
    rng = random.Random(1)
    made = captures(count, rng)
    with tempfile.TemporaryDirectory() as folder:
        store = open_store_in(Path(folder))
        clock = ManualClock(made[-1].at_ms + DAY_MS)
        settings = Settings().with_value("memory.hot_limit", count // 4)
        ingest = Ingest(store, clock, lambda: settings)
        begun = perf_counter()
        for first in range(0, count, BATCH):
            ingest.add_many(made[first : first + BATCH])
        tell("ingest", count / (perf_counter() - begun), "segments/s")
        nightly = Consolidator(store, clock, lambda: settings)
        marks: list[tuple[str, float]] = []
        report = nightly.run(lambda _done, _total, what: marks.append((what, perf_counter())))
        marks.append(("", perf_counter()))
        steps: dict[str, float] = {}
        for (what, start), (_, end) in pairwise(marks):
            steps[what] = steps.get(what, 0.0) + end - start
        tell("first night", report.ms / 1000, "s")
        for what, seconds in steps.items():
            tell(f"  {what}", seconds, "s")
        tell("second night, nothing new", nightly.run().ms / 1000, "s")
        begun = perf_counter()
        Feedback(store, clock, lambda: settings).fading()
        tell("fading", (perf_counter() - begun) * 1000, "ms")
        print(report)
        tell("peak memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MiB")
        store.close()


if __name__ == "__main__":
    main()
