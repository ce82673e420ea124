"""A small text editor of Qt's own parts, as many Qt programs hold one; started by path.

Usage: ``qt_editor.py FILE FACE PIXELS light|dark numbers|plain spaced|close``.
"""

import re
import sys
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPaintEvent,
    QPalette,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextDocument,
)
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

_RULES = (
    (re.compile(r"\b(if|not|and|for|in|def|return|range|const|while|null)\b"), "#af5fd7", True),
    (re.compile(r"\"[^\"]*\""), "#3f9f4f", False),
    (re.compile(r"\b(0x[0-9a-f]+|\d+)\b"), "#d7871f", False),
    (re.compile(r"#.*$"), "#8a8a8a", False),
)


class Colours(QSyntaxHighlighter):
    """Keywords bold, strings, numbers, remarks."""

    def highlightBlock(self, text: str) -> None:
        for pattern, colour, bold in _RULES:
            look = QTextCharFormat()
            look.setForeground(QColor(colour))
            look.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
            look.setFontItalic(colour == "#8a8a8a")
            for match in pattern.finditer(text):
                self.setFormat(match.start(), len(match[0]), look)


class Numbers(QWidget):
    """The numbers at the left of an editor."""

    def __init__(self, editor: "Editor") -> None:
        super().__init__(editor)
        self._editor = editor

    def sizeHint(self) -> QSize:
        return QSize(self._editor.margin, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._editor.paint_numbers(self)


class Editor(QPlainTextEdit):
    """A plain text edit with numbers."""

    def __init__(self, *, numbers: bool, ink: QColor) -> None:
        super().__init__()
        self._ink = ink
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._numbers = Numbers(self) if numbers else None

    @property
    def margin(self) -> int:
        """The width of the numbers in pixels."""
        return 12 + 3 * self.fontMetrics().horizontalAdvance("9")

    def place(self) -> None:
        """Make room for the numbers."""
        if self._numbers is not None:
            self.setViewportMargins(self.margin, 0, 0, 0)
            self._numbers.setGeometry(QRect(0, 0, self.margin, 4000))
            self._numbers.setFont(self.font())

    def paint_numbers(self, page: QWidget) -> None:
        """Draw a number beside each line."""
        painter = QPainter(page)
        painter.setPen(self._ink)
        painter.setOpacity(0.6)
        block = self.firstVisibleBlock()
        while block.isValid():
            area = self.blockBoundingGeometry(block).translated(self.contentOffset())
            at = QRect(0, round(area.top()), self.margin - 8, round(area.height()))
            painter.drawText(at, Qt.AlignmentFlag.AlignRight, str(block.blockNumber() + 1))
            block = block.next()
        painter.end()


def main() -> int:
    """Show the file."""
    path, face, pixels, scheme, numbers, spacing = sys.argv[1:7]
    application = QApplication(["qt-editor"])
    paper, ink = ("#1e1f22", "#dfe1e5") if scheme == "dark" else ("#ffffff", "#1f2328")
    editor = Editor(numbers=numbers == "numbers", ink=QColor(ink))
    palette = editor.palette()
    for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Window):
        palette.setColor(role, QColor(paper))
    palette.setColor(QPalette.ColorRole.Text, QColor(ink))
    editor.setPalette(palette)
    font = QFont(face)
    font.setPixelSize(int(pixels))
    if spacing == "spaced":
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 1.6)
    editor.setFont(font)
    editor.setPlainText(Path(path).read_text(encoding="utf-8"))
    document: QTextDocument = editor.document()
    colours = Colours(document) if path.endswith(".py") else None
    editor.place()
    editor.setCursorWidth(0)
    editor.setWindowTitle(Path(path).stem)
    editor.resize(900, 500)
    editor.show()
    code = application.exec()
    del colours
    return code


if __name__ == "__main__":
    sys.exit(main())
