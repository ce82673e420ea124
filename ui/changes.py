"""Brings the engine's notices to the main thread as one coalesced signal."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from services.records import ChangeKind

COALESCE_MS = 150


class Changes(QObject):
    """Tells views what kinds of thing changed, at most every 150 ms; they ask again."""

    changed = Signal(frozenset)
    _heard = Signal(object)

    def __init__(
        self,
        subscribe: Callable[[Callable[[ChangeKind], None]], Callable[[], None]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._kinds: set[ChangeKind] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(COALESCE_MS)
        self._timer.timeout.connect(self._tell)
        self._heard.connect(self._note, Qt.ConnectionType.QueuedConnection)
        self._closed = False
        self._unsubscribe = subscribe(self._listen)

    def _listen(self, kind: ChangeKind) -> None:
        """Called on any thread."""
        if not self._closed:
            self._heard.emit(kind)

    def _note(self, kind: ChangeKind) -> None:
        self._kinds.add(kind)
        if not self._timer.isActive():
            self._timer.start()

    def _tell(self) -> None:
        kinds, self._kinds = frozenset(self._kinds), set()
        if kinds and not self._closed:
            self.changed.emit(kinds)

    def close(self) -> None:
        """Hear nothing more."""
        self._closed = True
        self._timer.stop()
        self._unsubscribe()
