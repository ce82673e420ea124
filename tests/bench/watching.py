"""Watches the main thread: how late a timer comes, what it computed, and where it was."""

import gc
import os
import signal
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from PySide6.QtCore import QObject, Qt, QTimer

EVERY_MS = 5
LATE_S = 0.05


@dataclass(frozen=True, slots=True)
class Stall:
    """Between two beats, in milliseconds: where the time went.

    By the clock it came so late; in it the main thread computed, waited for a processor that others
    had, and collected garbage.
    """

    step: str
    late_ms: float
    computed_ms: float
    queued_ms: float
    collected_ms: float
    where: str

    @property
    def own_ms(self) -> float:
        """What is left of the lateness once the machine's other work is taken off."""
        return max(self.computed_ms, self.late_ms - self.queued_ms)


class Watchdog:
    """Has the main thread itself say where it stands once a beat is late, by an alarm.

    To look at it from another thread crashes Python 3.11 now and then, and to look at others from
    it does at once. While Qt alone works, the alarm is heard at the next line of ours.
    """

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._before = signal.signal(signal.SIGALRM, self._heard)

    def close(self) -> None:
        """Watch no more."""
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, self._before)

    def expect(self) -> None:
        """The next beat is due in a few milliseconds."""
        self._lines = []
        signal.setitimer(signal.ITIMER_REAL, LATE_S / 2, LATE_S / 5)

    def where(self) -> str:
        """Our innermost lines when the last beat was late."""
        return self._lines[0] if self._lines else ""

    def _heard(self, _number: int, frame: FrameType | None) -> None:
        found: list[str] = []
        while frame is not None and len(found) < 3:
            file = frame.f_code.co_filename
            if f"{os.sep}ui{os.sep}" in file:
                found.append(f"{Path(file).name}:{frame.f_lineno} {frame.f_code.co_name}")
            frame = frame.f_back
        if found:
            self._lines.append(" < ".join(found))


class Beats(QObject):
    """Beats every few milliseconds and keeps what came in between; ``step`` names it."""

    def __init__(self) -> None:
        super().__init__()
        self.step = ""
        self.late_ms: list[float] = []
        self.computed_ms: list[float] = []
        self.stalls: list[Stall] = []
        self._collected_s = self._collecting_s = 0.0
        self._dog = Watchdog()
        self._waiting = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        self._last = self._now()
        gc.callbacks.append(self._on_collection)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(EVERY_MS)

    def close(self) -> None:
        """Watch no more."""
        self._timer.stop()
        self._dog.close()
        gc.callbacks.remove(self._on_collection)

    def _now(self) -> tuple[float, float, float]:
        """The clock, the main thread's computing, its waiting for a processor; seconds."""
        queued = int(self._waiting.read_text("ascii").split()[1]) if self._waiting.exists() else 0
        return time.perf_counter(), time.thread_time(), queued / 1e9

    def _beat(self) -> None:
        now = self._now()
        late, computed, queued = ((a - b) * 1000 for a, b in zip(now, self._last, strict=True))
        late -= EVERY_MS
        self.late_ms.append(late)
        self.computed_ms.append(computed)
        if late > LATE_S * 1000:
            where, collected_ms = self._dog.where(), self._collected_s * 1000
            self.stalls.append(Stall(self.step, late, computed, queued, collected_ms, where))
        self._collected_s = 0.0
        self._dog.expect()
        self._last = self._now()

    def _on_collection(self, phase: str, _info: dict[str, int]) -> None:
        if phase == "start":
            self._collecting_s = time.perf_counter()
        else:
            self._collected_s += time.perf_counter() - self._collecting_s
