"""A tour of the window that visits everything a person can do with it, step by step."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.ask.page import AskPage
from ui.memories.page import MemoriesPage
from ui.settings.page import SettingsPage
from ui.shell.rail import PAGES
from ui.theme import Theme
from ui.timeline.page import TimelinePage
from ui.timeline.scale import LEVELS
from ui.window import MainWindow

Settle = Callable[[], None]
Steps = Iterator[str]


class Tour:
    """Yields the name of each step after it was done and ``settle`` saw it come to rest."""

    def __init__(
        self, window: MainWindow, theme: Theme, settle: Settle, words: str, question: str
    ) -> None:
        self._window, self._theme, self._settle = window, theme, settle
        self._words, self._question = words, question

    def steps(self) -> Steps:
        """The whole tour."""
        yield from self._pages()
        yield from self._search()
        yield from self._ask()
        yield from self._timeline()
        yield from self._memories()
        yield from self._settings()
        yield from self._look()

    def _pages(self) -> Steps:
        for name, _words in PAGES:
            self._window.show_page(name)
            self._settle()
            yield f"page {name}"

    def _search(self) -> Steps:
        box = self._window.box
        box.focus()
        for letter in self._words:
            QTest.keyClicks(box.edit, letter)
            self._settle()
        yield "hits as one types"
        QTest.keyClick(box.edit, Qt.Key.Key_Down)
        QTest.keyClick(box.edit, Qt.Key.Key_Return)
        self._settle()
        yield "a hit opened"
        QTest.keyClick(self._window, Qt.Key.Key_Escape)
        self._settle()
        box.edit.clear()
        box.hide_hits()

    def _ask(self) -> Steps:
        page = self._window.pages["ask"]
        assert isinstance(page, AskPage)
        self._window.ask(self._question)
        self._settle()
        yield "an answer"
        page.follow.setText(self._question)
        QTest.keyClick(page.follow, Qt.Key.Key_Return)
        self._settle()
        yield "a follow-up"
        page.turns[-1].copy()
        page.open_mark(1)
        self._settle()
        yield "a citation opened"
        self._window.show_page("ask")
        page.start_over()
        self._settle()
        yield "the history"

    def _timeline(self) -> Steps:
        page = self._window.pages["timeline"]
        assert isinstance(page, TimelinePage)
        self._window.show_page("timeline")
        self._settle()
        for level in LEVELS:
            page.set_level(level)
            self._settle()
            for turn in (120, 120, -120, -120):
                wheel(page.lanes, turn)
                QApplication.processEvents()
            for _ in range(6):
                QTest.keyClick(page.lanes, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
            self._settle()
            yield f"zoomed and moved at {level}"
        for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Period, Qt.Key.Key_Comma):
            QTest.keyClick(page.lanes, key)
            self._settle()
        yield "scrubbed and stepped"
        page.playback.set_speed(60)
        page.play_or_pause()
        self._settle()
        for _ in range(20):
            page.playback.tick()
            QApplication.processEvents()
        page.playback.pause()
        self._settle()
        yield "played"
        for kind, value in (("app", "Mail"), ("source", "screen")):
            page.controls.filters[kind].choose(value)
            self._settle()
            page.controls.filters[kind].choose("")
            self._settle()
        yield "filtered"
        page.controls.day_chip.click()
        self._settle()
        page.controls.days.hide()
        yield "on this day"
        page.show_fading(True)
        self._settle()
        page.show_fading(False)
        self._settle()
        yield "what fades"

    def _memories(self) -> Steps:
        page = self._window.pages["memories"]
        assert isinstance(page, MemoriesPage)
        self._window.show_page("memories")
        self._settle()
        for row in range(min(page.model.rowCount(), 4)):
            page.list.setCurrentIndex(page.model.index(row))
            self._settle()
            for card in page.cards[:2]:
                card.toggle()
            self._settle()
        yield "subjects and facts"
        page.as_of_chip.click()
        self._settle()
        page.now_chip.click()
        self._settle()
        yield "as of another day"
        page.notes_chip.click()
        self._settle()
        for tag in [*page.notes.chips][1:3]:
            page.notes.choose(tag)
            self._settle()
        yield "notes by tag"
        page.facts_chip.click()
        self._settle()

    def _settings(self) -> Steps:
        page = self._window.pages["settings"]
        assert isinstance(page, SettingsPage)
        self._window.show_page("settings")
        self._settle()
        for letter in "disk":
            QTest.keyClicks(page.finder, letter)
        self._settle()
        page.finder.clear()
        page.advanced.click()
        self._settle()
        yield "settings searched and widened"

    def _look(self) -> Steps:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        for name in ("light", "dark"):
            self._theme.change(app, name)
            while self._theme.changing:
                QApplication.processEvents()
            self._settle()
            yield f"the {name} look"


def wheel(widget: QWidget, turn: int) -> None:
    """Turn the wheel in the middle of a widget."""
    at = QPointF(widget.width() / 2, 60)
    none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    widget.wheelEvent(
        QWheelEvent(at, widget.mapToGlobal(at), QPoint(), QPoint(0, turn), *none, False)
    )
