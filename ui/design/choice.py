"""A box or radio button whose words wrap: Qt's own stay on one line and are cut off."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy

from ui.design.widgets import row


class ChoiceWords(QLabel):
    """The words beside a box; a press on them is one on the box."""

    def __init__(self, box: QAbstractButton, words: str) -> None:
        super().__init__(words)
        self._box = box
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setMinimumWidth(1)
        if not box.isEnabled():
            self.setProperty("role", "muted")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Press the box."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self._box.click()


def choice(box: QAbstractButton, words: str) -> QHBoxLayout:
    """A box with its words beside it, which wrap; the box is called by them."""
    box.setText("")
    box.setStyleSheet("spacing: 0;")  # Qt leaves room for words of its own
    box.setAccessibleName(words)
    box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    made = row(box, ChoiceWords(box, words), spacing=8)
    made.setStretch(1, 1)
    made.setAlignment(box, Qt.AlignmentFlag.AlignTop)
    return made
