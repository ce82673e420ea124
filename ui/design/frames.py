"""At most once a frame: what many events in a row ask for is done for all of them together."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer

FRAME_MS = 16


class OncePerFrame(QObject):
    """Does something at the first wish, and once more at the end of the frame for later ones.

    A wheel or a mouse may tell a thousand times a second where it is; nobody sees more than sixty.
    """

    def __init__(self, parent: QObject, call: Callable[[], object]) -> None:
        super().__init__(parent)
        self._call = call
        self._again = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._frame_over)

    @property
    def busy(self) -> bool:
        """Whether it was done in this frame already."""
        return self._timer.isActive()

    def ask(self) -> None:
        """Have it done now, or at the end of the frame where it was done in this one."""
        if self._timer.isActive():
            self._again = True
        else:
            self._timer.start()
            self._call()

    def _frame_over(self) -> None:
        if self._again:
            self._again = False
            self.ask()
