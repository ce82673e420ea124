"""A program that copies what it is told to, with Qt's clipboard; started by path.

Usage: ``copying.py NAME TITLE``; then a line on standard input: ``text WORDS``, ``long COUNT``,
``secret WORDS``, ``picture FILE`` or ``nothing``. It prints the line once it is copied.
"""

import sys

from PySide6.QtCore import QMimeData, QSocketNotifier
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel


def copied(line: str) -> QMimeData:
    """What a line asks to be copied."""
    kind, _, rest = line.partition(" ")
    data = QMimeData()
    if kind in {"text", "secret"}:
        data.setText(rest)
    elif kind == "long":
        data.setText(" ".join(f"word{number}" for number in range(int(rest))))
    elif kind == "picture":
        data.setImageData(QImage(rest))
    else:
        data.setData("application/x-nothing", b"nothing")
    if kind == "secret":
        data.setData("x-kde-passwordManagerHint", b"secret")
    return data


def main() -> None:
    app = QApplication([sys.argv[1]])
    app.setDesktopFileName(sys.argv[1])  # what Wayland knows it by
    window = QLabel(sys.argv[2])
    window.setWindowTitle(sys.argv[2])
    window.resize(400, 200)
    window.show()

    def read() -> None:
        line = sys.stdin.readline().rstrip("\n")
        if not line:
            app.quit()
            return
        app.clipboard().setMimeData(copied(line))
        print(line, flush=True)

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(read)
    app.exec()


if __name__ == "__main__":
    main()
