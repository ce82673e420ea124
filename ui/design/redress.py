"""Gives widgets the colours of another look a few at a time, so that no key press waits for it.

What a stylesheet made of a palette is kept by each widget until it is polished again, at 50 us
each: a window has more than a thousand. What is seen comes first, and nothing is painted before all
of it is done.
"""

import time
from collections import deque

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

STEP_S = 0.010


class Redresser(QObject):
    """Polishes all widgets anew: those that are seen behind a still picture, the others after."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: deque[QWidget] = deque()
        self._unseen: deque[QWidget] = deque()
        self._still: list[QWidget] = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._step)

    @property
    def busy(self) -> bool:
        """Whether some have the colours of before."""
        return bool(self._seen or self._unseen)

    def hold(self) -> None:
        """Paint nothing from now on, until what is seen has its new colours."""
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and window.updatesEnabled():
                window.setUpdatesEnabled(False)
                self._still.append(window)

    def begin(self) -> None:
        """Polish all widgets anew, from now on.

        The inner before the outer: a scroll bar that had its turn after what it stands in kept the
        colours of before.
        """
        tops = QApplication.topLevelWidgets()
        widgets = [widget for top in tops for widget in (top, *top.findChildren(QWidget))]
        widgets.reverse()
        self._seen = deque(widget for widget in widgets if widget.isVisible())
        self._unseen = deque(widget for widget in widgets if not widget.isVisible())
        self._timer.start()

    def finish(self, within: QWidget | None = None) -> None:
        """Polish at once what waits (in a widget that is about to be seen)."""
        self._seen = _polished(self._seen, within)
        self._unseen = _polished(self._unseen, within)
        if not self.busy:
            self._end()

    def close(self) -> None:
        """Leave the rest as it is."""
        self._seen.clear()
        self._unseen.clear()
        self._end()

    def _step(self) -> None:
        until_s = time.perf_counter() + STEP_S
        while self.busy and time.perf_counter() < until_s:
            waiting = self._seen or self._unseen
            widget = waiting.popleft()
            if isValid(widget):
                widget.style().polish(widget)
            if not self._seen and self._still:
                self._show()
                return  # painting is enough for one turn
        if not self.busy:
            self._end()

    def _show(self) -> None:
        still, self._still = self._still, []
        for window in still:
            if isValid(window):
                window.setUpdatesEnabled(True)

    def _end(self) -> None:
        self._timer.stop()
        self._show()


def _polished(waiting: deque[QWidget], within: QWidget | None) -> deque[QWidget]:
    """Polish those in a widget (None: all); gives the others."""
    others: deque[QWidget] = deque()
    for widget in waiting:
        if not isValid(widget):
            continue
        if within is None or within is widget or within.isAncestorOf(widget):
            widget.style().polish(widget)
        else:
            others.append(widget)
    return others
