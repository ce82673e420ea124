"""Long lists are built a few rows at a time, so that no key press waits for all of them."""

import time
from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QObject, QTimer

STEP_S, BETWEEN_MS = 0.008, 4

Step = Callable[[], object]


class Gradually(QObject):
    """Takes small steps: some at once, the rest while nothing else happens."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Iterator[Step] = iter(())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(BETWEEN_MS)
        self._timer.timeout.connect(self._go_on)

    @property
    def busy(self) -> bool:
        """Whether steps are left."""
        return self._timer.isActive()

    def run(self, steps: Iterable[Step]) -> None:
        """Take these steps in place of what was left of others."""
        self._steps = iter(steps)
        self._go_on()

    def stop(self) -> None:
        """Leave out what was not done yet."""
        self._timer.stop()

    def _go_on(self) -> None:
        until_s = time.perf_counter() + STEP_S
        self._timer.stop()
        for step in self._steps:
            step()
            if time.perf_counter() >= until_s:
                self._timer.start()
                return
