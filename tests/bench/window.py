"""Measures the window over five years and a million captures: start, painting, and stalls.

``dev.py bench window [--captures 1000000] [--folder DIR]`` makes a library (a folder that has one
is used again), opens it offscreen and drives it: every page, then zooming and panning the timeline
from years to minutes. Painting is counted in CPU time of the main thread; a stall is how late a
timer of 5 ms came.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from app.__main__ import SWITCH_S
from app.heaps import keep_heaps_few
from services.records import TimeWindow
from tests.bench.open_window import Opened, library, opened, share
from tests.bench.watching import Beats
from ui.application import application
from ui.shell.rail import PAGES
from ui.timeline.page import TimelinePage

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


def measure(there: Opened) -> None:
    """Every page, then the timeline from years to minutes and along."""
    print(f"window shown after {there.shown_ms:.0f} ms")
    window = there.window
    window.resize(1440, 900)
    for name, _words in PAGES:
        begun = time.perf_counter()
        window.show_page(name)
        application().processEvents()
        shown_ms = (time.perf_counter() - begun) * 1000
        there.settle()
        print(f"{name:10} shown in {shown_ms:6.1f} ms")
    window.show_page("timeline")
    page = window.pages["timeline"]
    assert isinstance(page, TimelinePage)
    lanes = page.lanes
    paints, others = Paints(lanes), (Paints(page.strip), Paints(page.film))
    for level in ("years", "month", "day", "minutes"):
        page.set_level(level)
        there.settle()
        for made in (paints, *others):
            made.ms.clear()
        for step in range(STEPS):
            if step % 2:
                lanes.zoom_by(1.03 if step % 4 == 1 else 1 / 1.03)
            else:
                by = (lanes.seen.end_ms - lanes.seen.start_ms) // 100
                lanes.set_window(TimeWindow(lanes.seen.start_ms - by, lanes.seen.end_ms - by))
            while len(paints.ms) <= step:  # one painting a frame
                application().processEvents()
        late = f"p95 {share(paints.ms, 0.95):5.1f}  worst {max(paints.ms):5.1f}"
        print(
            f"{level:10} paint p50 {share(paints.ms, 0.5):5.1f} ms  {late}  of {len(paints.ms)};"
            f" {len(lanes.snapshot.events)} events, {len(lanes.snapshot.withheld)} withheld; strip"
            f" and film at most {', '.join(f'{max(made.ms, default=0):.1f}' for made in others)}"
        )


def main() -> None:
    """Make, open, drive, print."""
    keep_heaps_few()  # as the program does
    sys.setswitchinterval(SWITCH_S)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--captures", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=None)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="afterimage-bench-") as name:
        folder = arguments.folder or Path(name) / "library"
        library(folder, arguments.captures)
        with opened(folder) as there:
            beats = Beats()
            measure(there)
            beats.close()
            own = [stall for stall in beats.stalls if stall.own_ms > 50]
            print(f"main thread: worst stall {max(beats.late_ms):.0f} ms; {len(beats.stalls)} over"
                  f" 50 ms, {len(own)} of them its own")  # fmt: skip


if __name__ == "__main__":
    main()
