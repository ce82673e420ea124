"""A box or radio button whose words wrap: Qt's own stay on one line and are cut off."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy


class ChoiceWords(QLabel):
    """The words beside a box; a press on them is one on the box."""

    def __init__(self, box: QAbstractButton) -> None:
        super().__init__()
        self._box = box
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setMinimumWidth(1)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Press the box."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self._box.click()


class Choice(QHBoxLayout):
    """A box with its words beside it, which wrap; the box is called by them."""

    def __init__(self, box: QAbstractButton, words: str) -> None:
        super().__init__()
        self._box, self.words = box, ChoiceWords(box)
        self.setSpacing(8)
        box.setStyleSheet("spacing: 0;")  # Qt leaves room for words of its own
        box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        self.addWidget(self.words, 1)
        self.say(words)

    def say(self, words: str, *, able: bool = True) -> None:
        """Other words, and whether it can be chosen."""
        self._box.setEnabled(able)
        self._box.setAccessibleName(words)
        self.words.setText(words)
        self.words.setProperty("role", "" if able else "muted")
        self.words.style().unpolish(self.words)
        self.words.style().polish(self.words)
