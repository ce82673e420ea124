"""Opens the window on a made library, as the program does, and closes it again.

Qt paints offscreen unless ``QT_QPA_PLATFORM`` says otherwise.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PySide6.QtCore import QTimer

from app.compose import Opening, create_library, open_library
from services.cancel import CancelToken, Progress
from services.clock import ManualClock
from services.engine import Engine
from services.vault.derivation import Stretching
from services.vault.keysources import Passphrase
from services.vault.vault import Vault
from tests.bench.made_years import NOW_MS, fill_whole
from ui.application import Program, application
from ui.tasks import Tasks
from ui.tray import Tray
from ui.window import MainWindow

QUICK = Stretching(rounds=1, memory_kib=8192, lanes=1)
UNLOCK = Passphrase("four odd words here", QUICK)


@dataclass(frozen=True, slots=True)
class MadeOpener:
    """Opens the made library of a folder without asking for anything."""

    folder: Path

    def exists(self) -> bool:
        """It was made."""
        return True

    def needs_passphrase(self) -> bool:
        """Nothing is asked."""
        return False

    def keyring_available(self) -> bool:
        """There is none."""
        return False

    def create(self, passphrase: str | None) -> tuple[Engine, str]:
        """Make a library."""
        return create_library(self._opening())

    def open(self, passphrase: str | None) -> Engine:
        """Open the library."""
        return open_library(self._opening())

    def open_sample(self, progress: Progress, cancel: CancelToken) -> Engine:
        """There is no sample here."""
        raise NotImplementedError

    def _opening(self) -> Opening:
        return Opening(self.folder, UNLOCK, ManualClock(NOW_MS), apart=True)


@dataclass(frozen=True, slots=True)
class Opened:
    """The program with its main window open."""

    program: Program
    engine: Engine
    shown_ms: float
    shown_cpu_ms: float

    @property
    def window(self) -> MainWindow:
        """The main window that is there now; another text size makes another one."""
        window = self.program.window
        assert isinstance(window, MainWindow)
        return window

    @property
    def tasks(self) -> Tasks:
        """What runs off the main thread."""
        return self.window.context.tasks

    def settle(self) -> None:
        """Let Qt work until nothing is under way."""
        app = application()
        quiet_s = time.perf_counter() + 0.1
        while time.perf_counter() < quiet_s:
            app.processEvents()
            if self.tasks.pending:
                quiet_s = time.perf_counter() + 0.1
            time.sleep(0.001)


def library(folder: Path, captures: int) -> None:
    """Make and fill the library of a folder, where there is none, and let a night pass over it.

    Its pictures stay, so that there are some wherever one looks; they share a few blobs.
    """
    if Vault.exists(folder):
        return
    opening = Opening(folder, UNLOCK, ManualClock(NOW_MS))
    engine, _code = create_library(opening)
    engine.change_setting("memory.pixels_days", 3_650)
    engine.change_setting("memory.disk_budget_mb", 1_000_000)
    engine.close()
    vault = Vault.open(folder, UNLOCK)
    begun_s = time.perf_counter()
    fill_whole(folder, vault, captures)
    vault.lock()
    print(f"filled in {time.perf_counter() - begun_s:.0f} s")
    engine = open_library(opening)
    engine.memories.consolidate()
    engine.settle(0.0)  # what was raised to the vivid ones is embedded at once
    engine.close()
    print(f"slept over after {time.perf_counter() - begun_s:.0f} s")


@contextmanager
def opened(folder: Path) -> Iterator[Opened]:
    """Start the program on a library; it is quit at the end."""
    app = application()
    begun_s, begun_cpu_s = time.perf_counter(), time.process_time()
    program = Program(MadeOpener(folder))
    if program.tray is None:  # its menu works where no desktop shows it, too
        program.tray = Tray()
        program._wire_tray(program.tray)
    program.begin()
    while not isinstance(program.window, MainWindow):
        app.processEvents()
    app.processEvents()
    shown_ms = (time.perf_counter() - begun_s) * 1000
    shown_cpu_ms = (time.process_time() - begun_cpu_s) * 1000
    context = program.window.context
    # events that a test sends to a widget do not pass through the window, where they are heard
    somebody = QTimer()
    somebody.timeout.connect(context.engine.used)
    somebody.start(5_000)
    context.engine.used()
    try:
        yield Opened(program, context.engine, shown_ms, shown_cpu_ms)  # type: ignore[arg-type]
    finally:
        somebody.stop()
        program.quit()


def share(values: list[float], part: float) -> float:
    """A quantile."""
    return sorted(values)[min(int(part * len(values)), len(values) - 1)]


def memory_mb() -> float:
    """Megabytes of memory of this process now."""
    return float(psutil.Process().memory_info().rss / 1e6)
