"""Measures the timeline over five years of made-up captures: milliseconds for what a page asks.

``dev.py bench timeline [--captures 1000000] [--folder DIR]`` fills a library row by row (a folder
that has one already is used again), then asks what the page asks at every level of zoom.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from services.clock import DAY_MS, ManualClock
from services.engine.changes import Changes
from services.engine.core import Core
from services.engine.preferences import Preferences
from services.engine.timeline import Timeline
from services.memory.feedback import Feedback
from services.records import TimeWindow
from services.settings import Settings
from services.store import BlobStore, Database, Store
from services.vault.datadir import DataDir
from services.vault.sealing import Sealer

KEY = bytes(32)
NOW_MS = 1_772_442_000_000
YEARS = 5
APPS = ("Editor", "Browser", "Chat", "Terminal", "Mail", "Reader", "Sheets", "Music", "Notes")
LEVELS = {"years": 5 * 365, "year": 365, "month": 31, "week": 7, "day": 1, "hour": 1 / 24}
BINS, EVENTS, PICTURES, LOOKS = 480, 500, 12, 15


def instants(count: int) -> Iterator[int]:
    """So many instants of working hours over the years, in order."""
    days = YEARS * 365
    each = -(-count // days)
    for day in range(days):
        start = NOW_MS - (days - day) * DAY_MS
        for n in range(each):
            yield start + n * (10 * 3_600_000 // each)


def fill(database: Database, count: int) -> None:
    """Store captures with a segment and a picture each, and an event for every twelve."""
    random = np.random.default_rng(1)
    batch = 50_000
    times = list(instants(count))[:count]
    for first in range(0, count, batch):
        part = range(first, min(first + batch, count))
        days = random.integers(1, 60, len(part)).tolist()
        with database.write() as connection:
            connection.executemany(
                "INSERT INTO event (id, start_ms, end_ms, app, title, strength, captures, terms,"
                " people) VALUES (?, ?, ?, ?, ?, ?, 12, ?, ?)",
                [
                    (n // 12 + 1, times[n], times[min(n + 11, count - 1)], app_of(n),
                     f"What happened {n}", 1 / (1 + n % 7),
                     f'["harbour {n % 61}", "tides {n % 37}", "mast {n % 23}"]',
                     f'["Person {n % 31}", "Person {n % 47}"]')
                    for n in part if n % 12 == 0
                ],
            )  # fmt: skip
            connection.executemany(
                "INSERT INTO capture (id, source, at_ms, until_ms, offset_min, trust, app, title,"
                " event_id) VALUES (?, 'screen', ?, ?, 60, 'seen', ?, ?, ?)",
                [
                    (n + 1, times[n], times[n] + 30_000, app_of(n), f"w{n // 40}", n // 12 + 1)
                    for n in part
                ],
            )
            connection.executemany(
                "INSERT INTO segment (capture_id, ordinal, at_ms, text, stability_days,"
                " reinforced_at_ms) VALUES (?, 0, ?, 'seen', ?, ?)",
                [(n + 1, times[n], days[n - first], times[n]) for n in part],
            )
            connection.executemany(
                "INSERT INTO frame (capture_id, width, height, blob, bytes)"
                " VALUES (?, 1920, 1080, 'x', 20000)",
                [(n + 1,) for n in part],
            )


def app_of(number: int) -> str:
    """The app of a capture: runs of twelve in one."""
    return APPS[(number // 12) * 7 % len(APPS)]


def timed(label: str, ask: Callable[[], object]) -> None:
    """Ask many times; print the median and the worst in milliseconds."""
    times = []
    for _ in range(LOOKS):
        start = time.perf_counter()
        ask()
        times.append((time.perf_counter() - start) * 1000)
    print(f"{label:22} p50 {statistics.median(times):7.1f} ms   worst {max(times):7.1f} ms")


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
            fill(database, arguments.captures)
            print(f"filled in {time.perf_counter() - begun:.0f} s")
        print(f"{database.size_bytes() / 1e6:.0f} MB on disk")
        changes = Changes()
        preferences = Preferences(store.settings, changes)
        core = Core(DataDir(folder), store, clock, preferences, changes)
        measure(Timeline(core, Feedback(store, clock, Settings)))
        database.close()


if __name__ == "__main__":
    main()
