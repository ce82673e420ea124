"""How soon hits come after a key, from the first one on, and what the program's memory holds.

``dev.py bench first_keys --folder DIR [--rounds 3]`` opens the window offscreen over a made library
(see ``made_years``) and types at once, as a person would who started it to look something up; then
again and again. Each round tells what a key took until the list below the box changed, and in which
steps of a search the time went: by the clock, and of the thread's processor time. At the end stands
what memory is held in, by resident and by own (unshared) size.
"""

import argparse
import functools
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
from PySide6.QtWidgets import QApplication

from app.__main__ import SWITCH_S
from app.heaps import keep_heaps_few
from services.index.vectors import VectorIndex
from services.retrieval.retriever import Retriever
from services.retrieval.search import Search
from services.retrieval.vocabulary import Vocabulary
from services.store.facets import Facets
from services.store.postings import Lengths, Postings
from services.store.segments import Segments
from services.store.tokens import TokenCodes
from services.store.words import Words
from tests.bench.open_window import Opened, library, opened, share
from tests.support.touring.tour import LongTour

STEPS = (
    (Retriever, "search"), (Retriever, "_question"), (Search, "candidates"), (Search, "_favoured"),
    (Vocabulary, "names"), (Vocabulary, "telling"), (Vocabulary, "rarity"),
    (Vocabulary, "is_begun"), (Vocabulary, "_refresh"), (Words, "search"), (Words, "_ranked"),
    (Postings, "counts"), (Postings, "search"), (Postings, "_lists"), (Postings, "_postings"),
    (Lengths, "of"), (Facets, "mask"), (Facets, "newest"), (Segments, "hits"),
    (Segments, "neighbours_of"), (TokenCodes, "of"), (VectorIndex, "search"),
    (VectorIndex, "cosines"),
)  # fmt: skip


class Steps:
    """Wall and processor milliseconds of each call of a search's steps."""

    def __init__(self) -> None:
        self.taken: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for owner, name in STEPS:
            setattr(owner, name, self._timed(getattr(owner, name), f"{owner.__name__}.{name}"))

    def _timed(self, work: Callable[..., Any], name: str) -> Callable[..., Any]:
        @functools.wraps(work)
        def call(*given: Any, **named: Any) -> Any:
            begun, cpu = time.perf_counter(), time.thread_time()
            try:
                return work(*given, **named)
            finally:
                took = (time.perf_counter() - begun) * 1000, (time.thread_time() - cpu) * 1000
                own = name
                if name == "Retriever.search":
                    own += " brief" if given[1].brief else " whole"
                self.taken[own].append(took)

        return call

    def print(self) -> None:
        """What was taken since the last call."""
        for name, taken in self.taken.items():
            wall, cpu = [one[0] for one in taken], [one[1] for one in taken]
            print(
                f"  {name:26} {len(taken):4} calls, ms p50 {share(wall, 0.5):7.1f} p95"
                f" {share(wall, 0.95):7.1f} worst {max(wall):7.1f}; processor p50"
                f" {share(cpu, 0.5):6.1f} p95 {share(cpu, 0.95):6.1f} worst {max(cpu):6.1f}"
            )
        self.taken.clear()


def memory() -> str:
    """Resident and unshared megabytes of this process and, where there are any, its children."""
    here = psutil.Process()
    own = here.memory_full_info()
    words = f"{own.rss / 1e6:.0f} MB resident, {own.uss / 1e6:.0f} its own"
    others = [child.memory_full_info().uss / 1e6 for child in here.children(recursive=True)]
    return words + (f"; children {sum(others):.0f}" if others else "")


def rounds(there: Opened, count: int, steps: Steps, rest_s: float) -> None:
    """Type all words, so many times."""
    begun_s = time.perf_counter()
    tour = LongTour(there, 0).finding
    for number in range(count):
        from_s = time.perf_counter() - begun_s
        tour.hits_ms.clear()
        steps.taken.clear()
        tour.type_words()
        took = tour.hits_ms
        print(
            f"round {number}, {from_s:.1f} to {time.perf_counter() - begun_s:.1f} s after it was"
            f" shown: {len(took)} keys, ms p50 {share(took, 0.5):.0f} p95 {share(took, 0.95):.0f}"
            f" worst {max(took):.0f}; {sum(one > 100 for one in took)} over 100; {memory()}"
        )
        print("  in order: " + " ".join(f"{one:.0f}" for one in took), flush=True)
        steps.print()
        until_s = time.perf_counter() + rest_s
        while time.perf_counter() < until_s:
            QApplication.processEvents()
            time.sleep(0.005)


def main() -> None:
    """Make, open, type, print."""
    keep_heaps_few()  # as the program does
    sys.setswitchinterval(SWITCH_S)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--captures", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rest", type=float, default=15.0, help="seconds between two rounds")
    arguments = parser.parse_args()
    library(arguments.folder, arguments.captures)
    steps = Steps()
    with opened(arguments.folder) as there:
        print(f"window shown after {there.shown_ms:.0f} ms; {memory()}", flush=True)
        rounds(there, arguments.rounds, steps, arguments.rest)
        print(f"at the end {memory()}")


if __name__ == "__main__":
    main()
