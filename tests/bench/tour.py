"""A tour through everything the window can do, watched for stalls of the main thread.

``dev.py bench tour [--captures 1000000] [--folder DIR] [--rounds 3]`` drives the window offscreen
over a made library (see ``window``). A stall is how late a timer of 5 ms comes, and how much of
that the main thread itself computed: on a machine that does other work the second tells of the
window, the first of the machine. Where the main thread was is named by a thread that looks at it.
A hit is timed from a key to the list below the box, the search's pause for typing included.
"""

import argparse
import os
import resource
import sys
import threading
import time
import traceback
from collections import Counter
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PySide6.QtTest import QTest

from app.compose import Opening, open_library
from app.heaps import keep_heaps_few
from services.clock import ManualClock
from services.engine import Engine
from services.vault.keysources import Passphrase
from tests.bench.timeline import NOW_MS
from tests.bench.window import QUICK, Stalls, library, share, until_idle
from tests.support.window_tour import Tour
from ui.application import application
from ui.changes import Changes
from ui.context import Context
from ui.tasks import Tasks
from ui.theme import Theme
from ui.window import MainWindow

LATE_S = 0.05
MEMORY_AT = frozenset({"page settings", "hits as one types", "a follow-up", "filtered"})


class Watchdog(threading.Thread):
    """Looks every few milliseconds whether the main thread answers, and where it stands if not."""

    def __init__(self) -> None:
        super().__init__(name="watchdog", daemon=True)
        self.beat_s = time.perf_counter()
        self.ended = threading.Event()
        self.where: Counter[str] = Counter()
        self._main = threading.main_thread().ident or 0

    def run(self) -> None:
        told_s = 0.0
        while not self.ended.wait(0.01):
            if time.perf_counter() - self.beat_s > LATE_S and told_s != self.beat_s:
                told_s = self.beat_s
                stack = traceback.extract_stack(sys._current_frames()[self._main])
                ours = [f for f in stack if f"{os.sep}ui{os.sep}" in f.filename]
                last = ours[-1] if ours else stack[-1]
                self.where[f"{Path(last.filename).name}:{last.lineno} {last.name}"] += 1


class Beats(Stalls):
    """Also notes the CPU time of the main thread between two beats, and tells the watchdog."""

    def __init__(self, dog: Watchdog) -> None:
        self.cpu_ms: list[float] = []
        self._dog, self._cpu_s = dog, time.thread_time()
        super().__init__()

    def _tick(self) -> None:
        super()._tick()
        now_s = time.thread_time()
        self.cpu_ms.append((now_s - self._cpu_s) * 1000)
        self._cpu_s, self._dog.beat_s = now_s, time.perf_counter()


def hits_ms(window: MainWindow, tasks: Tasks, words: str) -> list[float]:
    """From each key to the hits below the box."""
    box, taken = window.box, []
    box.focus()
    for letter in words:
        before = box.drop.model.hits if box.drop is not None else ()
        begun = time.perf_counter()
        QTest.keyClicks(box.edit, letter)
        while time.perf_counter() - begun < 5:
            application().processEvents()
            if box.drop is not None and box.drop.isVisible() and box.drop.model.hits != before:
                taken.append((time.perf_counter() - begun) * 1000)
                break
            if not tasks.pending and not box._timer.isActive():
                break  # the same hits as before
            time.sleep(0.001)
    box.edit.clear()
    box.hide_hits()
    return taken


def _memory_mb() -> float:
    return psutil.Process().memory_info().rss / 1e6


def drive(engine: Engine, rounds: int, begun: float, begun_cpu_s: float) -> None:
    """Open the window, go round, print."""
    app = application()
    theme, tasks = Theme(), Tasks()
    theme.apply(app, "dark")
    changes = Changes(engine.subscribe)
    window = MainWindow(Context(engine, tasks, changes, theme))
    window.resize(1440, 900)
    window.show()
    app.processEvents()
    print(f"window shown {(time.perf_counter() - begun) * 1000:.0f} ms after the start, of which"
          f" {(time.process_time() - begun_cpu_s) * 1000:.0f} ms computing;"
          f" {_memory_mb():.0f} MB")  # fmt: skip
    until_idle(tasks)
    dog = Watchdog()
    stalls = Beats(dog)
    dog.start()
    steps = 0
    for _ in range(rounds):
        tour = Tour(window, theme, lambda: until_idle(tasks), "mail", "What was in the mail?")
        seen = 0
        for step in tour.steps():
            steps += 1
            worst, seen = max(stalls.cpu_ms[seen:], default=0.0), len(stalls.cpu_ms)
            if worst > LATE_S * 1000:
                print(f"  {worst:.0f} ms of the main thread in one go: {step}")
            if step in MEMORY_AT:
                print(f"  {_memory_mb():.0f} MB after: {step}")
    late = [ms for ms in stalls.ms if ms > LATE_S * 1000]
    busy = [ms for ms in stalls.cpu_ms if ms > LATE_S * 1000]
    print(f"main thread computed between beats: p99 {share(stalls.cpu_ms, 0.99):.0f} ms, worst"
          f" {max(stalls.cpu_ms):.0f} ms; {len(busy)} over 50 ms, of {len(stalls.ms)}")  # fmt: skip
    print(f"{steps} steps; main thread: p99 {share(stalls.ms, 0.99):.0f} ms late, worst"
          f" {max(stalls.ms):.0f} ms; {len(late)} over 50 ms")  # fmt: skip
    for where, times in dog.where.most_common(12):
        print(f"  {times:3} x {where}")
    dog.ended.set()
    taken = [ms for word in ("report", "meeting", "invoice") for ms in hits_ms(window, tasks, word)]
    if taken:  # a made library may have no such words
        print(f"hits after a key: p50 {share(taken, 0.5):.0f} ms, p95 {share(taken, 0.95):.0f} ms"
              f" of {len(taken)}")  # fmt: skip
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(f"memory {_memory_mb():.0f} MB now, {most:.0f} MB at most")
    changes.close()
    window.retire()
    window.close()
    tasks.close()
    theme.close()


def main() -> None:
    """Make, open, drive, print."""
    keep_heaps_few()  # as the program does
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--captures", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    library(arguments.folder, arguments.captures)
    begun, begun_cpu_s = time.perf_counter(), time.process_time()
    unlock = Passphrase("four odd words here", QUICK)
    engine = open_library(Opening(arguments.folder, unlock, ManualClock(NOW_MS)))
    drive(engine, arguments.rounds, begun, begun_cpu_s)
    engine.close()


if __name__ == "__main__":
    main()
