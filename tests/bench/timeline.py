"""Measures the timeline over five years of made-up captures: milliseconds for what a page asks.

``dev.py bench timeline [--captures 1000000] [--folder DIR]`` fills a library row by row (a folder
that has one already is used again), then asks what the page asks at every level of zoom.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from services.clock import DAY_MS, ManualClock
from services.engine.changes import Changes
from services.engine.core import Core
from services.engine.preferences import Preferences
from services.engine.timeline import Timeline
from services.memory.feedback import Feedback
from services.records import TimelineFilter, TimeWindow
from services.settings import Settings
from services.store import BlobStore, Database, Store
from services.vault.datadir import DataDir
from services.vault.sealing import Sealer
from tests.bench.made_years import NAMES, NOW_MS, YEARS, fill

KEY = bytes(32)
LEVELS = {"years": YEARS * 365, "year": 365, "month": 31, "week": 7, "day": 1, "hour": 1 / 24}
BINS, EVENTS, PICTURES, LOOKS = 480, 500, 12, 15
FILTERS = (
    TimelineFilter(app="Mail"), TimelineFilter(source="screen"), TimelineFilter(source="chat"),
    TimelineFilter(person=NAMES[0]), TimelineFilter(person=NAMES[-1]),
    TimelineFilter(person="No One"),
)  # fmt: skip


def timed(label: str, ask: Callable[[], object]) -> None:
    """Ask many times; print the median and the worst in milliseconds, and the median computed."""
    times, computed = [], []
    for _ in range(LOOKS):
        start, cpu = time.perf_counter(), time.thread_time()
        ask()
        times.append((time.perf_counter() - start) * 1000)
        computed.append((time.thread_time() - cpu) * 1000)
    print(f"{label:30} p50 {statistics.median(times):7.1f} ms   worst {max(times):7.1f} ms"
          f"   computed {statistics.median(computed):7.1f} ms")  # fmt: skip


def measure(timeline: Timeline) -> None:
    """Ask what the page asks, at every level."""
    timed("span", timeline.span)
    for name, days in LEVELS.items():
        end = NOW_MS - 20 * DAY_MS if days < 365 else NOW_MS
        window = TimeWindow(end - round(days * DAY_MS), end)
        timed(f"{name}: density", lambda w=window: timeline.density(w, BINS))  # type: ignore[misc]
        timed(f"{name}: events", lambda w=window: timeline.events(w, EVENTS))  # type: ignore[misc]
        timed(f"{name}: pictures", lambda w=window: timeline.film(w, PICTURES))  # type: ignore[misc]
    timed("nearest", lambda: timeline.nearest(NOW_MS - 400 * DAY_MS))
    timed("day in words", lambda: timeline.day(NOW_MS - 400 * DAY_MS))
    month = TimeWindow(NOW_MS - 51 * DAY_MS, NOW_MS - 20 * DAY_MS)
    timed("month: summed by day", lambda: timeline.days(month))
    timed("month: summed by week", lambda: timeline.weeks(month))
    year = TimeWindow(NOW_MS - 365 * DAY_MS, NOW_MS)
    timed("year: summed by week", lambda: timeline.weeks(year))


def measure_filters(timeline: Timeline) -> None:
    """Ask the same of one program, kind or person, who is there often, seldom or never."""
    for only in FILTERS:
        for name in ("years", "year", "month", "day"):
            window = TimeWindow(NOW_MS - round(LEVELS[name] * DAY_MS), NOW_MS)
            label = f"{only.app or only.source or only.person}, {name}"
            for what, ask in (
                ("density", lambda w=window, o=only: timeline.density(w, BINS, o)),
                ("events", lambda w=window, o=only: timeline.events(w, EVENTS, o)),
                ("pictures", lambda w=window, o=only: timeline.film(w, PICTURES, o)),
                ("next 60", lambda w=window, o=only: timeline.upcoming(w.start_ms, 60, o)),
            ):  # fmt: skip
                timed(f"{label}: {what}", ask)


def main() -> None:
    """Fill, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--captures", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=None, help="where the library is, or goes")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="afterimage-bench-") as name:
        folder = arguments.folder or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        begun = time.perf_counter()
        clock = ManualClock(NOW_MS)
        database = Database(folder / "library.db", KEY, clock)
        print(f"opened in {(time.perf_counter() - begun) * 1000:.0f} ms")
        store = Store(database, BlobStore(folder / "blobs", Sealer(KEY)))
        if store.captures.span() is None:
            begun = time.perf_counter()
            fill(store, arguments.captures)
            print(f"filled in {time.perf_counter() - begun:.0f} s")
        print(f"{database.size_bytes() / 1e6:.0f} MB on disk")
        changes = Changes()
        preferences = Preferences(store.settings, changes)
        core = Core(DataDir(folder), store, clock, preferences, changes)
        timeline = Timeline(core, Feedback(store, clock, Settings))
        measure(timeline)
        measure_filters(timeline)
        database.close()


if __name__ == "__main__":
    main()
