"""What is around the pages: the tray, and the size of the window."""

from PySide6.QtCore import QRect

from tests.support.touring.hands import Hands, Steps

SIZES = ((1024, 700), (860, 560), (1440, 900))


class Shell:
    """Pauses from the tray, hides and shows the window, and gives it other sizes."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands

    def tray(self, _turn: int) -> Steps:
        """Every entry of its menu."""
        hands = self._hands
        tray = hands.program.tray
        if tray is None:
            return
        for action, _minutes in tray.pauses:
            action.trigger()
            hands.settle()
            hands.wait(0.1)
        tray.resume_action.trigger()
        hands.settle()
        tray.ask.emit()
        hands.settle()
        tray.opened.emit()
        hands.settle()
        hands.window.hide()
        hands.wait(0.2)
        tray.opened.emit()
        hands.settle()
        yield "the tray"

    def sizes(self, _turn: int) -> Steps:
        """Every page in a small, a smaller and a large window."""
        hands = self._hands
        for name in ("timeline", "memories", "settings", "sources", "ask"):
            hands.go(name)
            for width, height in SIZES:
                hands.window.setGeometry(QRect(0, 0, width, height))
                hands.settle()
            yield f"{name} in other sizes"
