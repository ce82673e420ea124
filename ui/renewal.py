"""Puts another main window in place of one (another text size or language), a little at a time.

Made at once, a window takes half a second, in which no key would be heard. The one before stands
still meanwhile, so that nothing half made is seen.
"""

import time
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.window import MainWindow

STEP_S, STEP_MS = 0.010, 2


class Renewal(QObject):
    """Makes the next window with one page in front, then hands it over."""

    def __init__(
        self, make: Callable[[], MainWindow], page: str, done: Callable[[MainWindow], None]
    ) -> None:
        super().__init__()
        self._make, self._page, self._done = make, page, done
        self._window: MainWindow | None = None
        self._unpolished: deque[QWidget] = deque()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)
        self._timer.start(STEP_MS)

    def close(self) -> None:
        """Give up what was not finished."""
        self._timer.stop()
        if self._window is not None:
            self._window.retire()
            self._window.deleteLater()
            self._window = None

    def _step(self) -> None:
        window = self._window
        if window is None:
            self._window = self._make()
        elif window.pages.grow(self._page):
            pass
        elif not self._unpolished:
            window.show_page(self._page)
            self._unpolished = deque(w for w in window.findChildren(QWidget) if isValid(w))
        else:
            self._polish(window)

    def _polish(self, window: MainWindow) -> None:
        until_s = time.perf_counter() + STEP_S
        while self._unpolished and time.perf_counter() < until_s:
            widget = self._unpolished.popleft()
            if isValid(widget):
                widget.ensurePolished()
        if not self._unpolished:
            self._timer.stop()
            self._window = None
            self._done(window)


class Farewell(QObject):
    """Deletes a window that is no longer seen, a page at a time."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._pages: deque[QWidget] = deque(window.pages.made())
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)
        self._timer.start(STEP_MS)

    def _step(self) -> None:
        if self._pages:
            self._pages.popleft().deleteLater()
        else:
            self._timer.stop()
            self._window.deleteLater()
