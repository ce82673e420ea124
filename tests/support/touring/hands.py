"""The hands of a tour: keys, mouse and wheel as real events, with the time a person takes."""

import time
from collections.abc import Callable, Iterator
from typing import Protocol

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QScrollArea, QWidget

from ui.application import Program
from ui.shell.rail import PAGES
from ui.window import MainWindow

Steps = Iterator[str]
KEY_EVERY_S = 0.09  # about 130 words a minute
KEYS = Qt.Key
CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)


class Driven(Protocol):
    """The program with its main window."""

    @property
    def program(self) -> Program:
        """What holds the window."""
        ...

    @property
    def window(self) -> MainWindow:
        """The main window that is there now."""
        ...

    def settle(self) -> None:
        """Let Qt work until nothing is under way."""
        ...


class Hands:
    """Drives one program; ``pace`` 0 leaves out the time in which a person would read."""

    def __init__(self, driven: Driven, pace: float = 1.0) -> None:
        self._driven, self.pace = driven, pace

    @property
    def window(self) -> MainWindow:
        """The main window that is there now; another text size makes another one."""
        return self._driven.window

    @property
    def program(self) -> Program:
        """What holds the window."""
        return self._driven.program

    def settle(self) -> None:
        """Let Qt work until nothing is under way."""
        self._driven.settle()

    def wait(self, seconds: float) -> None:
        """Let so much time go by, in which Qt works."""
        until_s = time.perf_counter() + seconds * self.pace
        QApplication.processEvents()
        while time.perf_counter() < until_s:
            QApplication.processEvents()
            time.sleep(0.002)

    def until(self, holds: Callable[[], bool], seconds: float = 30.0) -> bool:
        """Wait until something holds, at most so long; tells whether it did."""
        until_s = time.perf_counter() + seconds
        while not holds() and time.perf_counter() < until_s:
            QApplication.processEvents()
            time.sleep(0.002)
        return holds()

    # keys and mouse

    def keys(self, widget: QWidget, *keys: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press keys one after the other."""
        for key in keys:
            QTest.keyClick(widget, key, modifier)
            self.wait(KEY_EVERY_S)

    def type(self, widget: QWidget, text: str) -> None:
        """Type a text as fast as people do."""
        for letter in text:
            QTest.keyClicks(widget, letter)
            self.wait(KEY_EVERY_S)

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click into the middle of a widget, or at a point of it."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, NONE, at or widget.rect().center())
        self.wait(KEY_EVERY_S)

    def press(self, widget: QWidget) -> None:
        """Click where it is shown at all."""
        if widget.isVisible() and widget.isEnabled():
            self.click(widget)

    def wheel(self, widget: QWidget, turns: int, *, step: int = 120) -> None:
        """Turn the wheel over the middle of a widget, so many clicks (negative: down)."""
        at = QPointF(widget.rect().center())
        none = Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase.NoScrollPhase
        for _ in range(abs(turns)):
            angle = QPoint(0, step if turns > 0 else -step)
            event = QWheelEvent(at, widget.mapToGlobal(at), QPoint(), angle, *none, False)
            QApplication.sendEvent(widget, event)
            self.wait(0.03)

    def drag(self, widget: QWidget, start: QPoint, by: QPoint, moves: int = 20) -> None:
        """Hold the left button and move, a step a frame."""
        left = Qt.MouseButton.LeftButton
        QTest.mousePress(widget, left, NONE, start)
        for n in range(1, moves + 1):
            QTest.mouseMove(widget, start + by * n / moves)
            self.wait(0.016)
        QTest.mouseRelease(widget, left, NONE, start + by)
        self.wait(KEY_EVERY_S)

    # what pages have in common

    def scroll_through(self, page: QWidget) -> None:
        """To the foot of all that scrolls, and back."""
        for area in page.findChildren(QScrollArea):
            if area.isVisible() and area.verticalScrollBar().maximum():
                self.wheel(area.viewport(), -12)
                self.wheel(area.viewport(), 12)

    def close_menus(self) -> None:
        """Look at a menu that is open, and leave it."""
        while isinstance(menu := QApplication.activePopupWidget(), QMenu):
            self.keys(menu, KEYS.Key_Down, KEYS.Key_Escape)

    def leave_dialog(self) -> None:
        """Look what a dialog says, try its choices, and go without."""
        self.settle()
        for dialog in self.window.findChildren(QDialog):
            if dialog.isVisible():
                self.keys(dialog, KEYS.Key_Down, KEYS.Key_Down)
                self.settle()
                self.keys(dialog, KEYS.Key_Escape)
        self.settle()

    def undo(self, page: QWidget) -> None:
        """Press the banner's button, where it has one."""
        banner = page.banner  # type: ignore[attr-defined]
        if banner.button.isVisible():
            self.click(banner.button)
            self.settle()

    def go(self, name: str) -> QWidget:
        """To a page by its keys."""
        number = [key for key, _words in PAGES].index(name)
        window = self.window
        QTest.keyClick(window, Qt.Key(KEYS.Key_1.value + number), CTRL)
        self.wait(0.02)
        if window.stack.currentWidget() is not window.pages[name]:
            window.show_page(name)  # a window in the background takes no shortcuts
        self.settle()
        return window.pages[name]
