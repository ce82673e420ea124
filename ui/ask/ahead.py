"""Lets the engine look and read ahead while a question is typed."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLineEdit

from services.records import ConversationId
from ui.context import Context

PAUSE_MS = 350
"""A pause in typing after which what stands there is worth reading for."""


class ReadAhead(QObject):
    """Follows one line of text; what was begun for other words is dropped."""

    def __init__(
        self,
        context: Context,
        edit: QLineEdit,
        conversation: Callable[[], ConversationId | None] = lambda: None,
    ) -> None:
        super().__init__(edit)
        self._context, self._edit, self._conversation = context, edit, conversation
        self._slot = context.slot()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._begin)
        edit.textEdited.connect(self._edited)

    def _edited(self, _text: str) -> None:
        self._slot.stop()
        self._timer.start()

    def _begin(self) -> None:
        text, conversation = self._edit.text(), self._conversation()
        if not text.strip():
            return
        asking = self._context.engine.asking
        self._slot.run(
            lambda job: asking.read_ahead(text, conversation=conversation, cancel=job.cancel),
            lambda _done: None,
            lambda _problem: None,  # the question itself will tell
        )

    def stop(self) -> None:
        """Drop what was begun: the question is asked now, or given up."""
        self._timer.stop()
        self._slot.stop()
