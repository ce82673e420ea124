"""Leaves the wheel to the page: an editor turns by it only once it has the focus."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QWidget


class _ForThePage(QObject):
    """Passes the wheel on to what is around a widget, while that has no focus."""

    def __init__(self, editor: QWidget) -> None:
        super().__init__(editor)
        self._editor = editor

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the wheel go by."""
        if event.type() == QEvent.Type.Wheel and not self._editor.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def leave_wheel(editor: QWidget) -> None:
    """Have a widget on a page that scrolls take the wheel only where somebody went to it before.

    Else who scrolls the page by the wheel is held up by a list, or changes a choice unseen.
    """
    editor.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel gives no focus
    target = editor.viewport() if isinstance(editor, QAbstractScrollArea) else editor
    target.installEventFilter(_ForThePage(editor))
