"""Measures the window over five years and a million captures: start, painting, and stalls.

``dev.py bench window [--captures 1000000] [--folder DIR]`` makes a library (a folder that has one
is used again), opens it offscreen and drives it: every page, then zooming and panning the timeline
from years to minutes. Painting is counted in CPU time of the main thread; a stall is how late a
timer of 5 ms came.
"""

import argparse
import os
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from app.compose import Opening, create_library, open_library
from app.heaps import keep_heaps_few
from services.clock import ManualClock
from services.engine import Engine
from services.records import TimeWindow
from services.vault.datadir import DataDir
from services.vault.derivation import Stretching
from services.vault.keysources import Passphrase
from services.vault.vault import Vault
from tests.bench.timeline import NOW_MS, fill
from ui.application import application
from ui.changes import Changes
from ui.context import Context
from ui.shell.rail import PAGES
from ui.tasks import Tasks
from ui.theme import Theme
from ui.timeline.page import TimelinePage
from ui.window import MainWindow

QUICK = Stretching(rounds=1, memory_kib=8192, lanes=1)
EVERY_MS = 5
STEPS = 60


class Paints(QObject):
    """Milliseconds of CPU that each painting of a widget took."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self._widget = widget
        self.ms: list[float] = []
        widget.installEventFilter(self)

    def eventFilter(self, thing: QObject, event: QEvent) -> bool:
        """Paint by hand, under the clock."""
        if thing is not self._widget or event.type() != QEvent.Type.Paint:
            return False
        begun = time.thread_time()
        self._widget.removeEventFilter(self)
        try:
            self._widget.event(event)
        finally:
            self._widget.installEventFilter(self)
        self.ms.append((time.thread_time() - begun) * 1000)
        return True


class Stalls(QObject):
    """How late a timer comes that is due every few milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        self.ms: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(EVERY_MS)

    def _tick(self) -> None:
        now = time.perf_counter()
        self.ms.append((now - self._last) * 1000 - EVERY_MS)
        self._last = now


def library(folder: Path, captures: int) -> None:
    """Make and fill the library of a folder, where there is none."""
    if Vault.exists(folder):
        return
    opening = Opening(folder, Passphrase("four odd words here", QUICK), ManualClock(NOW_MS))
    engine, _code = create_library(opening)
    engine.close()
    from services.store import Database

    vault = Vault.open(folder, Passphrase("four odd words here", QUICK))
    database = Database(DataDir(folder).database, vault.key("database"), ManualClock(NOW_MS))
    fill(database, captures)
    database.close()
    vault.lock()


def until_idle(tasks: Tasks) -> None:
    """Let Qt work until nothing is under way."""
    app = application()
    quiet_s = time.perf_counter() + 0.1
    while time.perf_counter() < quiet_s:
        app.processEvents()
        if tasks.pending:
            quiet_s = time.perf_counter() + 0.1
        time.sleep(0.001)


def share(values: list[float], part: float) -> float:
    """A quantile."""
    return sorted(values)[min(int(part * len(values)), len(values) - 1)]


def tour(window: MainWindow, tasks: Tasks) -> None:
    """Every page, then the timeline from years to minutes and along."""
    for name, _words in PAGES:
        begun = time.perf_counter()
        window.show_page(name)
        application().processEvents()
        shown_ms = (time.perf_counter() - begun) * 1000
        until_idle(tasks)
        print(f"{name:10} shown in {shown_ms:6.1f} ms")
    window.show_page("timeline")
    page = window.pages["timeline"]
    assert isinstance(page, TimelinePage)
    lanes = page.lanes
    paints = Paints(lanes)
    for level in ("years", "month", "day", "minutes"):
        page.set_level(level)
        until_idle(tasks)
        paints.ms.clear()
        for step in range(STEPS):
            if step % 2:
                lanes.zoom_by(1.03 if step % 4 == 1 else 1 / 1.03)
            else:
                by = (lanes.seen.end_ms - lanes.seen.start_ms) // 100
                lanes.set_window(TimeWindow(lanes.seen.start_ms - by, lanes.seen.end_ms - by))
            application().processEvents()
        late = f"p95 {share(paints.ms, 0.95):5.1f}  worst {max(paints.ms):5.1f}"
        print(
            f"{level:10} paint p50 {share(paints.ms, 0.5):5.1f} ms  {late}  of {len(paints.ms)};"
            f" {len(lanes.snapshot.events)} events"
        )


def measure(engine: Engine, opened_ms: float, begun: float) -> None:
    """Open the window on a library and drive it."""
    app = application()
    theme, tasks = Theme(), Tasks()
    theme.apply(app)
    changes = Changes(engine.subscribe)
    window = MainWindow(Context(engine, tasks, changes, theme))
    window.show()
    app.processEvents()
    print(f"library open after {opened_ms:.0f} ms, window shown after"
          f" {(time.perf_counter() - begun) * 1000:.0f} ms")  # fmt: skip
    window.show_page("timeline")
    until_idle(tasks)
    print(f"timeline complete after {(time.perf_counter() - begun) * 1000:.0f} ms")
    stalls = Stalls()
    tour(window, tasks)
    late = [ms for ms in stalls.ms if ms > 50]
    print(f"main thread: worst stall {max(stalls.ms):.0f} ms; {len(late)} over 50 ms")
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
    parser.add_argument("--folder", type=Path, default=None)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="afterimage-bench-") as name:
        folder = arguments.folder or Path(name) / "library"
        library(folder, arguments.captures)
        begun = time.perf_counter()
        unlock = Passphrase("four odd words here", QUICK)
        engine = open_library(Opening(folder, unlock, ManualClock(NOW_MS)))
        measure(engine, (time.perf_counter() - begun) * 1000, begun)
        engine.close()


if __name__ == "__main__":
    main()
