"""A tour through everything the window can do, watched for stalls of the main thread.

``dev.py bench tour --folder DIR [--minutes 10] [--captures 1000000]`` drives the window offscreen
over a made library (see ``made_years``) by keys and mouse; ``--short`` goes round once, in
a few seconds. A stall is how late a timer of 5 ms comes (see ``watching``): less the time in which
the machine did other work, it is the window's own. A hit is timed from a key to the list below the
box, the search's pause for typing included.
"""

import argparse
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from app.__main__ import SWITCH_S
from app.heaps import keep_heaps_few
from tests.bench.open_window import Opened, library, memory_mb, opened, share
from tests.bench.watching import Beats, Stall
from tests.support.touring.tour import LongTour
from tests.support.window_tour import Tour

LIMIT_MS = 50.0
MEMORY_EVERY_S = 30.0
SHOWN = 14


def drive(there: Opened, steps: Iterator[str]) -> None:
    """Take all steps; print what was seen."""
    print(f"window shown {there.shown_ms:.0f} ms after the start, of which"
          f" {there.shown_cpu_ms:.0f} ms computing; {memory_mb():.0f} MB")  # fmt: skip
    there.window.resize(1440, 900)
    there.settle()
    beats = Beats()
    taken_ms: list[tuple[float, str]] = []
    memory = [(0.0, memory_mb())]
    begun_s = last_s = time.perf_counter()
    beats.step = "the first step"
    for step in steps:
        now_s = time.perf_counter()
        taken_ms.append(((now_s - last_s) * 1000, step))
        last_s = now_s
        for at, stall in enumerate(beats.stalls):
            if stall.step == beats.step:  # it was this step, now that it has a name
                beats.stalls[at] = Stall(
                    step, stall.late_ms, stall.computed_ms, stall.queued_ms, stall.collected_ms,
                    stall.where,
                )  # fmt: skip
        beats.step = f"after {step}"
        if now_s - begun_s > memory[-1][0] + MEMORY_EVERY_S:
            memory.append((now_s - begun_s, memory_mb()))
    beats.close()
    _print_beats(beats)
    _print_steps(taken_ms)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print("memory in MB by minute: " + ", ".join(f"{s / 60:.1f}: {mb:.0f}" for s, mb in memory))
    print(f"memory {memory_mb():.0f} MB now, {most:.0f} MB at most")


def _print_beats(beats: Beats) -> None:
    own = [stall for stall in beats.stalls if stall.own_ms > LIMIT_MS]
    computed = [stall for stall in beats.stalls if stall.computed_ms > LIMIT_MS]
    print(f"{len(beats.late_ms)} beats; late p99 {share(beats.late_ms, 0.99):.0f} ms, worst"
          f" {max(beats.late_ms):.0f} ms; computed p99 {share(beats.computed_ms, 0.99):.0f} ms,"
          f" worst {max(beats.computed_ms):.0f} ms")  # fmt: skip
    print(f"over {LIMIT_MS:.0f} ms: {len(beats.stalls)} by the clock, {len(own)} without the"
          f" machine's other work, {len(computed)} computed")  # fmt: skip
    for stall in sorted(own, key=lambda one: -one.own_ms)[:SHOWN]:
        print(f"  {stall.own_ms:4.0f} ms (computed {stall.computed_ms:.0f}, late"
              f" {stall.late_ms:.0f}, collector {stall.collected_ms:.0f}) {stall.step}:"
              f" {stall.where}")  # fmt: skip


def _print_steps(taken_ms: list[tuple[float, str]]) -> None:
    times = [ms for ms, _step in taken_ms]
    longest = "; ".join(f"{step} {ms / 1000:.1f} s" for ms, step in sorted(taken_ms)[:-6:-1])
    print(f"{len(times)} steps in {sum(times) / 60_000:.1f} min: p50 {share(times, 0.5):.0f} ms,"
          f" p95 {share(times, 0.95):.0f} ms; the longest: {longest}")  # fmt: skip


def main() -> None:
    """Make, open, drive, print."""
    keep_heaps_few()  # as the program does
    sys.setswitchinterval(SWITCH_S)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--captures", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--short", action="store_true", help="one round of a few seconds")
    arguments = parser.parse_args()
    library(arguments.folder, arguments.captures)
    with opened(arguments.folder) as there:
        if arguments.short:
            theme = there.program.theme
            drive(there, Tour(there.window, theme, there.settle, "mail", "What was it?").steps())
            return
        tour = LongTour(there, arguments.minutes * 60)
        drive(there, tour.steps())
        hits_ms = tour.finding.hits_ms
        hits_ms.clear()
        tour.finding.type_words()
        if hits_ms:
            print(f"hits after a key: p50 {share(hits_ms, 0.5):.0f} ms, p95"
                  f" {share(hits_ms, 0.95):.0f} ms, worst {max(hits_ms):.0f} ms of"
                  f" {len(hits_ms)}")  # fmt: skip


if __name__ == "__main__":
    main()
