"""A window of Qt's own parts for tests of accessibility; started by path: ``KIND TITLE``."""

import sys
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QApplication,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

PASSWORD = "violet-anchor-93"
TINY = (
    "Ballast tanks three and five were pumped dry before the survey",
    "The harbour pilot asked for a second line at the stern",
)


def form() -> QWidget:
    """Labels, a field, a password, a table."""
    window = QWidget()
    rows = QFormLayout(window)
    rows.addRow(QLabel("The lock keeper notes every barge"))
    rows.addRow("Skipper", QLineEdit("Agnes Holm"))
    secret = QLineEdit(PASSWORD)
    secret.setEchoMode(QLineEdit.EchoMode.Password)
    rows.addRow("Pass phrase", secret)
    table = QTableWidget(3, 2)
    for row, words in enumerate((("coal", "40 t"), ("gravel", "62 t"), ("grain", "18 t"))):
        for column, word in enumerate(words):
            table.setItem(row, column, QTableWidgetItem(word))
    rows.addRow(table)
    return window


def revealed() -> QWidget:
    """A password that is shown in plain text once something is typed."""
    window = QWidget()
    secret = QLineEdit(PASSWORD)
    secret.setEchoMode(QLineEdit.EchoMode.Password)
    QVBoxLayout(window).addWidget(secret)

    def reveal() -> None:
        secret.setEchoMode(QLineEdit.EchoMode.Normal)
        window.setWindowTitle(window.windowTitle() + " shown")

    secret.textEdited.connect(reveal)
    return window


def long() -> QWidget:
    """A text of 600 lines, scrolled to its middle."""
    edit = QTextEdit()
    edit.setPlainText("\n".join(f"Line {at} of the long log" for at in range(600)))
    bar = edit.verticalScrollBar()
    QTimer.singleShot(0, lambda: bar.setValue(bar.maximum() // 2))
    return edit


def lost() -> QWidget:
    """A text in the one part of Qt that tells the same place for every line."""
    return QPlainTextEdit("\n".join(f"Line {at} of the long log" for at in range(600)))


def many() -> QWidget:
    """Two thousand labels under one parent, of which a few dozen can be seen."""
    inside = QWidget()
    for at in range(2_000):
        label = QLabel(f"buoy {at}", inside)
        label.setGeometry(4, 4 + 20 * at, 200, 16)
    inside.resize(300, 20 * 2_000)
    area = QScrollArea()
    area.setWidget(inside)
    return area


def listed() -> QWidget:
    """A list of ten thousand items."""
    widget = QListWidget()
    widget.addItems([f"mooring {at}" for at in range(10_000)])
    return widget


def tiny() -> QWidget:
    """Text of five pixels, and a password in letters of usual size."""
    window = QWidget()
    rows = QVBoxLayout(window)
    small = QFont("DejaVu Sans")
    small.setPixelSize(5)
    for words in TINY:
        label = QLabel(words)
        label.setFont(small)
        label.setAlignment(Qt.AlignmentFlag.AlignLeft)
        rows.addWidget(label)
    secret = QLineEdit(PASSWORD)
    secret.setEchoMode(QLineEdit.EchoMode.Password)
    rows.addWidget(secret)
    return window


def busy() -> QWidget:
    """About two hundred parts: fields with their labels."""
    window = QWidget()
    rows = QFormLayout(window)
    for at in range(45):
        rows.addRow(f"Berth {at}", QLineEdit(f"barge {at}"))
    table = QTableWidget(20, 4)
    for row in range(20):
        for column in range(4):
            table.setItem(row, column, QTableWidgetItem(f"t {row} {column}"))
    rows.addRow(table)
    return window


KINDS: dict[str, Callable[[], QWidget]] = {
    "form": form, "revealed": revealed, "long": long, "lost": lost, "many": many,
    "listed": listed, "tiny": tiny, "busy": busy,
}  # fmt: skip


def main() -> None:
    """Show a window until the program is ended."""
    app = QApplication([sys.argv[0]])
    window = KINDS[sys.argv[1]]()
    window.setWindowTitle(sys.argv[2])
    window.resize(640, 480)
    window.show()
    app.exec()


if __name__ == "__main__":
    main()
