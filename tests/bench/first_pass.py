"""How the window answers while a folder is read for the first time, and embedded.

Run: ``packaging/dev.py bench first_pass --documents 1000 [--seconds 120]``. The window is open,
offscreen, on a new library; a folder of made-up documents is watched, with all the computing it
may have. Meanwhile pages are changed and words typed, every half second. Printed are how late a
timer of 5 ms came, how long the hits took, and how much was read and embedded.
"""

import argparse
import os
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtTest import QTest

from app.compose import Opening, create_library
from app.heaps import keep_heaps_few
from services.engine import Engine
from services.records import FolderMode
from tests.bench.made_documents import write
from tests.bench.open_window import UNLOCK, share
from tests.bench.watching import LATE_S, Beats
from ui.application import application
from ui.changes import Changes
from ui.context import Context
from ui.tasks import Tasks
from ui.theme import Theme
from ui.window import MainWindow

EVERY_S = 0.5
WORDS = "offer delivers pieces"


@dataclass(slots=True)
class Visitor:
    """Uses the window as one who waits: another page, another letter."""

    window: MainWindow
    times: int = 0
    hits_ms: list[float] = field(default_factory=list)

    def act(self) -> str:
        """Do the next thing; says what it is."""
        self.times += 1
        pages = [*self.window.pages]
        letter = WORDS[self.times // 2 % len(WORDS)]
        if self.times % 2:
            page = pages[self.times // 2 % len(pages)]
            self.window.show_page(page)
            return f"page {page}"
        self._type(letter)
        return "typing"

    def _type(self, letter: str) -> None:
        box = self.window.box
        box.focus()
        if letter == " ":
            box.edit.clear()
            return
        before = box.drop.model.hits if box.drop is not None else ()
        begun = time.perf_counter()
        QTest.keyClicks(box.edit, letter)
        while time.perf_counter() - begun < 1:
            application().processEvents()
            if box.drop is not None and box.drop.model.hits != before:
                self.hits_ms.append((time.perf_counter() - begun) * 1000)
                return
            time.sleep(0.001)


def watch(engine: Engine, papers: Path, seconds: float) -> None:
    """Open the window, watch the folder, use the window, print."""
    app = application()
    theme, tasks = Theme(), Tasks()
    theme.apply(app, "dark")
    changes = Changes(engine.subscribe)
    window = MainWindow(Context(engine, tasks, changes, theme))
    window.resize(1440, 900)
    window.show()
    visitor, beats = Visitor(window), Beats()
    engine.library.watch(papers)
    began, cpu, next_s = time.perf_counter(), time.process_time(), 0.0
    read_s = 0.0
    while (took := time.perf_counter() - began) < seconds:
        app.processEvents()
        if took > next_s:
            next_s += EVERY_S
            beats.step = visitor.act()
        state = engine.library.folders()[0]
        if state.mode is FolderMode.DONE and not read_s:
            read_s = took
        time.sleep(0.001)
    state = engine.library.folders()[0]
    store = engine._core.store
    embedded = store.words.total() - store.segments.count_to_embed()
    computed = time.process_time() - cpu
    when = f" in {read_s:.0f} s" if read_s else ""
    print(f"{state.documents} files read{when}, {embedded} segments embedded in"
          f" {took:.0f} s; the window's process computed {computed:.0f} s")  # fmt: skip
    p50, p95, p99 = (share(beats.late_ms, part) for part in (0.5, 0.95, 0.99))
    print(f"main thread late: p50 {p50:.1f}, p95 {p95:.1f}, p99 {p99:.1f}, worst"
          f" {max(beats.late_ms):.0f} ms, of {len(beats.late_ms)}")  # fmt: skip
    own = sorted(beats.stalls, key=lambda stall: -stall.own_ms)
    over = [stall for stall in own if stall.own_ms > LATE_S * 1000]
    print(f"over 50 ms: {len(own)}; but for waiting for a processor {len(over)}")
    for stall in own[:8]:
        print(f"  {stall.own_ms:.0f} of {stall.late_ms:.0f} ms, computing {stall.computed_ms:.0f}:"
              f" {stall.step}: {stall.where}")  # fmt: skip
    beats.close()
    if visitor.hits_ms:
        print(f"hits after a key: p50 {share(visitor.hits_ms, 0.5):.0f}, p95"
              f" {share(visitor.hits_ms, 0.95):.0f} ms of {len(visitor.hits_ms)}")  # fmt: skip
    changes.close()
    window.retire()
    window.close()
    tasks.close()
    theme.close()


def main() -> None:
    """Make the documents and the library, read and watch."""
    keep_heaps_few()  # as the program does
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--documents", type=int, default=1_000)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--interval", type=float, default=1, help="of threads, in ms")
    args = options.parse_args()
    sys.setswitchinterval(args.interval / 1000)
    with tempfile.TemporaryDirectory(prefix="afterimage-bench-") as name:
        papers = Path(name) / "papers"
        papers.mkdir()
        write(papers, args.documents)
        overrides = {"files.cpu_percent": "400"}
        engine, _ = create_library(Opening(Path(name) / "library", UNLOCK, overrides=overrides))
        engine.recording.give_consent()
        engine.start()
        watch(engine, papers, args.seconds)
        engine.close()


if __name__ == "__main__":
    main()
