"""Tells the engine that somebody works at the window, so that heavy work waits.

Most desktops say when keys and mouse were last touched; where none does, this is all there is.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

EVERY_S = 5.0
"""Told at most so often."""
INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.NativeGesture,
    }
)


class Presence(QObject):
    """Hears keys, mouse and touch as they reach a window, before any of its widgets does.

    A filter on the application would be called for every event of every widget.
    """

    def __init__(self, window: QWidget, used: Callable[[], None]) -> None:
        """Listen to ``window`` from its first showing on; both end together."""
        super().__init__(window)
        self._used = used
        self._told_s = float("-inf")
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pass everything on."""
        kind = event.type()
        if kind in INPUT:
            self.seen()
        elif kind is QEvent.Type.Show and isinstance(watched, QWidget):
            watched.removeEventFilter(self)
            handle = watched.windowHandle()
            if handle is not None:
                handle.installEventFilter(self)
        return False

    def seen(self) -> None:
        """Somebody did something."""
        now_s = time.monotonic()
        if now_s - self._told_s >= EVERY_S:
            self._told_s = now_s
            self._used()
