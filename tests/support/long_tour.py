"""Minutes at the window by keys and mouse: every page, list and setting, round by round.

Everything goes through real events; what a person would read meanwhile is time in which Qt works.
"""

import time
from collections.abc import Callable, Iterator
from typing import Protocol

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from ui.application import Program
from ui.ask.page import AskPage
from ui.memories.page import MemoriesPage
from ui.settings.page import SettingsPage
from ui.shell.rail import PAGES
from ui.sources.page import SourcesPage
from ui.timeline.page import TimelinePage
from ui.timeline.playback import SPEEDS
from ui.timeline.scale import LEVELS
from ui.window import MainWindow

Steps = Iterator[str]
KEY_EVERY_S = 0.09  # about 130 words a minute
KEYS = Qt.Key
CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)
WORDS = ("report", "invoice", "harbour meeting", "museum", "violin ines", "password", "orchid")
QUESTIONS = (
    "What was in the report?", "When was the harbour meeting?", "Who wrote about the invoice?",
    "Where does Ines Carvalho live?", "What did I read about the lighthouse?",
)  # fmt: skip
# what would listen to other programs, write elsewhere or fetch something is only looked at
LEFT_ALONE = ("look.", "sources.", "clipboard", "hotkey", "autostart", "index.", "consent")
SIZES = ((1024, 700), (860, 560), (1440, 900))


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


class LongTour:
    """Yields the name of each step once it has come to rest; goes round for so many seconds."""

    def __init__(self, driven: Driven, seconds: float) -> None:
        self._driven, self._seconds = driven, seconds
        self.hits_ms: list[float] = []
        self._round = 0

    def steps(self) -> Steps:
        """Round after round until the time is over; at least one."""
        until_s = time.perf_counter() + self._seconds
        parts = (
            self._pages, self._search, self._ask, self._timeline, self._playing, self._filters,
            self._keeping, self._memories, self._sources, self._settings, self._look, self._tray,
            self._sizes,
        )  # fmt: skip
        while not self._round or time.perf_counter() < until_s:
            for part in parts:
                yield from part()
                if self._round and time.perf_counter() > until_s:
                    return
            self._round += 1

    def type_words(self) -> None:
        """Type all words as they come, and note how long their hits took."""
        box = self._driven.window.box
        for word in WORDS:
            box.focus()
            for letter in word:
                self._letter(letter)
            self._driven.settle()
            box.edit.clear()
            box.hide_hits()

    # hands

    def _wait(self, seconds: float) -> None:
        until_s = time.perf_counter() + seconds
        while time.perf_counter() < until_s:
            QApplication.processEvents()
            time.sleep(0.002)

    def _keys(self, widget: QWidget, *keys: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        for key in keys:
            QTest.keyClick(widget, key, modifier)
            self._wait(KEY_EVERY_S)

    def _type(self, widget: QWidget, text: str) -> None:
        for letter in text:
            QTest.keyClicks(widget, letter)
            self._wait(KEY_EVERY_S)

    def _click(self, widget: QWidget, at: QPoint | None = None) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, NONE, at or widget.rect().center())
        self._wait(KEY_EVERY_S)

    def _wheel(self, widget: QWidget, turns: int, *, step: int = 120) -> None:
        """Turn the wheel over the middle of a widget, so many clicks (negative: down)."""
        at = QPointF(widget.rect().center())
        none = Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase.NoScrollPhase
        for _ in range(abs(turns)):
            angle = QPoint(0, step if turns > 0 else -step)
            event = QWheelEvent(at, widget.mapToGlobal(at), QPoint(), angle, *none, False)
            QApplication.sendEvent(widget, event)
            self._wait(0.03)

    def _drag(self, widget: QWidget, start: QPoint, by: QPoint, moves: int = 20) -> None:
        left = Qt.MouseButton.LeftButton
        QTest.mousePress(widget, left, NONE, start)
        for n in range(1, moves + 1):
            QTest.mouseMove(widget, start + by * n / moves)
            self._wait(0.016)
        QTest.mouseRelease(widget, left, NONE, start + by)
        self._wait(KEY_EVERY_S)

    def _scroll_through(self, page: QWidget) -> None:
        for area in page.findChildren(QScrollArea):
            if area.isVisible() and area.verticalScrollBar().maximum():
                self._wheel(area.viewport(), -12)
                self._wheel(area.viewport(), 12)

    def _close_menus(self) -> None:
        while isinstance(menu := QApplication.activePopupWidget(), QMenu):
            self._keys(menu, KEYS.Key_Down, KEYS.Key_Escape)

    def _press(self, widget: QWidget) -> None:
        """Click where it is shown at all."""
        if widget.isVisible() and widget.isEnabled():
            self._click(widget)

    def _undo(self, page: QWidget) -> None:
        banner = page.banner  # type: ignore[attr-defined]
        if banner.button.isVisible():
            self._click(banner.button)
            self._driven.settle()

    def _go(self, name: str) -> QWidget:
        number = [key for key, _words in PAGES].index(name)
        window = self._driven.window
        QTest.keyClick(window, Qt.Key(KEYS.Key_1.value + number), CTRL)
        self._wait(0.02)
        if window.stack.currentWidget() is not window.pages[name]:
            window.show_page(name)  # a window in the background takes no shortcuts
        self._driven.settle()
        return window.pages[name]

    # where they go

    def _pages(self) -> Steps:
        for name, _words in PAGES:
            self._go(name)
            yield f"page {name}"
        for name, _words in reversed(PAGES):
            self._click(self._driven.window.rail.buttons[name])
            self._driven.settle()
        yield "pages by the rail"

    def _search(self) -> Steps:
        box = self._driven.window.box
        for word in (WORDS[self._round % len(WORDS)], WORDS[(self._round * 3 + 1) % len(WORDS)]):
            box.focus()
            for letter in word:
                self._letter(letter)
            self._driven.settle()
            yield f"hits for {word}"
            self._keys(box.edit, KEYS.Key_Down, KEYS.Key_Down, KEYS.Key_Up, KEYS.Key_Return)
            self._driven.settle()
            yield "a hit opened"
            viewer = self._driven.window.viewer
            for tool in viewer.zoom_tools:
                self._press(tool)
            if viewer.frame.isVisible():
                self._wheel(viewer.frame, 6)
                middle = viewer.frame.rect().center()
                self._drag(viewer.frame, middle, QPoint(-120, -60))
            self._keys(viewer, KEYS.Key_Plus, KEYS.Key_Minus, KEYS.Key_0)
            yield "the viewer"
            self._keys(self._driven.window, KEYS.Key_Escape)
            self._driven.settle()
            box.edit.clear()
            box.hide_hits()
        chips = box.chips
        for made in (chips.today, chips.files):
            self._click(made)
            box.focus()
            self._type(box.edit, "mail")
            self._driven.settle()
            self._click(made)
            box.edit.clear()
            box.hide_hits()
        for made, kind, name in ((chips.app, "app", "Mail"), (chips.people, "person", "Ada Baran")):
            self._click(made)
            self._driven.settle()
            self._close_menus()
            chips.choose(kind, name)
            box.focus()
            self._type(box.edit, "plan")
            self._driven.settle()
            chips.choose(kind, None)
            box.edit.clear()
            box.hide_hits()
        yield "hits narrowed"

    def _letter(self, letter: str) -> None:
        """Type one letter, and note how long the hits took to come."""
        box = self._driven.window.box
        before = box.drop.model.hits if box.drop is not None else ()
        begun_s = time.perf_counter()
        QTest.keyClicks(box.edit, letter)
        waited = False
        while (passed_s := time.perf_counter() - begun_s) < (5 if not waited else KEY_EVERY_S):
            QApplication.processEvents()
            if not waited and box.drop is not None and box.drop.model.hits != before:
                self.hits_ms.append(passed_s * 1000)
                waited = True
            if (
                not waited
                and passed_s > KEY_EVERY_S
                and not (box._timer.isActive() or box._slot.busy)
            ):
                return  # the same hits as before
            time.sleep(0.001)

    def _ask(self) -> Steps:
        window = self._driven.window
        box = window.box
        box.focus()
        self._type(box.edit, QUESTIONS[self._round % len(QUESTIONS)])
        self._keys(box.edit, KEYS.Key_Return)
        self._driven.settle()
        yield "an answer"
        page = window.pages["ask"]
        assert isinstance(page, AskPage)
        page.follow.setFocus()
        self._type(page.follow, "And before that?")
        self._keys(page.follow, KEYS.Key_Return)
        self._driven.settle()
        yield "a follow-up"
        self._scroll_through(page)
        page.turns[-1].copy()
        page.open_mark(1)
        self._driven.settle()
        yield "a citation opened"
        self._keys(window, KEYS.Key_Escape)
        self._go("ask")
        self._click(page.new_button)
        self._driven.settle()
        yield "the history"
        self._type(page.history.finder, "orchid")
        self._driven.settle()
        page.history.finder.clear()
        self._driven.settle()
        self._scroll_through(page)
        yield "the history searched"

    def _timeline_page(self) -> TimelinePage:
        page = self._go("timeline")
        assert isinstance(page, TimelinePage)
        return page

    def _timeline(self) -> Steps:
        page = self._timeline_page()
        lanes = page.lanes
        for name in LEVELS:
            self._click(page.level_chips[name])
            self._driven.settle()
            yield f"level {name}"
            self._wheel(lanes, 5)
            self._wheel(lanes, -5)
            middle = lanes.rect().center()
            self._drag(lanes, middle, QPoint(220, 0))
            self._drag(lanes, middle, QPoint(-160, 0))
            self._driven.settle()
            yield f"wheel and drag at {name}"
            lanes.setFocus()
            self._keys(lanes, KEYS.Key_Left, KEYS.Key_Right, KEYS.Key_Plus, KEYS.Key_Minus)
            self._keys(lanes, KEYS.Key_Left, KEYS.Key_Left, KEYS.Key_Right, modifier=SHIFT)
            self._keys(lanes, KEYS.Key_Home, KEYS.Key_End, KEYS.Key_Comma, KEYS.Key_Period)
            self._driven.settle()
            yield f"keys at {name}"
            for x in range(40, lanes.width() - 40, max(lanes.width() // 12, 1)):
                QTest.mouseMove(lanes, QPoint(x, 50))
                self._wait(0.02)
            self._click(lanes, QPoint(lanes.width() // 2, 40))
            self._driven.settle()
            yield f"pointed and chosen at {name}"
        strip, film = page.strip, page.film
        self._drag(strip, QPoint(strip.width() // 4, 20), QPoint(strip.width() // 2, 0), 40)
        self._driven.settle()
        self._click(film, QPoint(60, film.height() // 2))
        self._click(film, QPoint(film.width() // 2, film.height() // 2))
        self._driven.settle()
        yield "the strip of years and the film"

    def _playing(self) -> Steps:
        page = self._timeline_page()
        for speed in SPEEDS:
            page.playback.set_speed(speed)
            page.lanes.setFocus()
            self._keys(page.lanes, KEYS.Key_Space)
            self._wait(2.0)
            self._keys(page.lanes, KEYS.Key_Space)
            self._driven.settle()
            yield f"played at {speed}"

    def _filters(self) -> Steps:
        page = self._timeline_page()
        self._click(page.level_chips["years"])
        self._driven.settle()
        for kind, value in (
            ("app", "Mail"), ("source", "screen"), ("source", "chat"), ("person", "Ines Carvalho"),
            ("person", "Jon Sato"),
        ):  # fmt: skip
            made = page.controls.filters[kind]
            self._click(made.chip)
            self._driven.settle()
            self._close_menus()
            made.choose(value)
            self._driven.settle()
            self._keys(page.lanes, KEYS.Key_Space)
            self._wait(0.5)
            self._keys(page.lanes, KEYS.Key_Space)
            yield f"only {value}"
            made.choose("")
            self._driven.settle()
        self._click(page.controls.day_chip)
        self._driven.settle()
        self._close_menus()
        yield "on this day"

    def _keeping(self) -> Steps:
        page = self._timeline_page()
        self._click(page.level_chips["day"])
        self._driven.settle()
        self._click(page.words_chip)
        self._driven.settle()
        self._scroll_through(page)
        self._click(page.words_chip)
        yield "the day in words"
        self._click(page.fades_chip)
        self._driven.settle()
        self._wait(0.3)
        yield "what fades"
        self._scroll_through(page)
        if page.fading.rows:
            item = page.fading.rows[0].item
            page.fading.rows[0].kept.emit(item)
            self._driven.settle()
            self._undo(page)
        self._click(page.fades_chip)
        self._driven.settle()
        yield "kept, and undone"
        for made in (page.moment.pin_button, page.moment.copy_button):
            self._press(made)
            self._driven.settle()
            self._undo(page)
        yield "a moment pinned, and undone"
        self._press(page.moment.forget_button)
        self._leave_dialog()
        yield "what forgetting a moment would take"

    def _leave_dialog(self) -> None:
        """Look what a dialog says, try its choices, and go without."""
        self._driven.settle()
        for dialog in self._driven.window.findChildren(QDialog):
            if dialog.isVisible():
                self._keys(dialog, KEYS.Key_Down, KEYS.Key_Down)
                self._driven.settle()
                self._keys(dialog, KEYS.Key_Escape)
        self._driven.settle()

    def _memories(self) -> Steps:
        page = self._go("memories")
        assert isinstance(page, MemoriesPage)
        page.list.setFocus()
        for _ in range(10):
            self._keys(page.list, KEYS.Key_Down)
            self._driven.settle()
        yield "subjects"
        self._type(page.finder, "ines")
        self._driven.settle()
        page.list.setFocus()
        self._keys(page.list, KEYS.Key_Down, KEYS.Key_Up)
        self._driven.settle()
        self._wait(0.5)
        yield "a subject of very many facts"
        self._scroll_through(page)
        for card in page.cards[:4]:
            card.toggle()
            self._driven.settle()
        yield "facts and their sources"
        page.finder.clear()
        self._driven.settle()
        yield from self._facts(page)
        self._click(page.as_of_chip)
        self._driven.settle()
        self._keys(page.date, KEYS.Key_Down, KEYS.Key_Down)
        self._driven.settle()
        self._click(page.now_chip)
        self._driven.settle()
        yield "as of another day"

    def _facts(self, page: MemoriesPage) -> Steps:
        """Another value, a pin and a forgotten fact, each undone."""
        single = next((c for c in page.cards if len(c.slot.current) == 1), None)
        if single is not None:
            single.edit()
            self._type(single.editor, "other")
            self._keys(single.editor, KEYS.Key_Return)
            self._driven.settle()
            self._undo(page)
            yield "a fact edited, and undone"
        if page.cards and page.cards[0].slot.sources:
            slot = page.cards[0].slot
            page.cards[0].pinned.emit(slot, not slot.pinned)
            self._driven.settle()
            self._undo(page)
            yield "a fact pinned, and undone"
        self._press(page.forget_chip)
        self._leave_dialog()
        yield "what forgetting a subject would take"

    def _sources(self) -> Steps:
        page = self._go("sources")
        assert isinstance(page, SourcesPage)
        self._scroll_through(page)
        yield "sources looked through"
        dialog = page.write_note(self._driven.window)
        self._type(dialog.edit, "a note of the tour")
        self._keys(dialog, KEYS.Key_Escape)
        self._driven.settle()
        yield "a note begun"
        page.exclusions.added.emit("apps", "Bank of the tour")
        self._driven.settle()
        self._undo(page)
        self._driven.settle()
        yield "an exclusion, and undone"
        trying = page.exclusions.trying
        self._type(trying.app, "Browser")
        self._type(trying.title, "private")
        self._keys(trying.title, KEYS.Key_Return)
        self._driven.settle()
        trying.app.clear()
        trying.title.clear()
        yield "a window tried"

    def _settings(self) -> Steps:
        page = self._go("settings")
        assert isinstance(page, SettingsPage)
        self._scroll_through(page)
        for text in ("disk", "memory"):
            self._type(page.finder, text)
            self._driven.settle()
            page.finder.clear()
        yield "settings searched"
        self._click(page.advanced)
        self._driven.settle()
        yield "advanced settings"
        for key, row in page.rows.items():
            row.editor.setFocus()
            areas = [a for a in page.findChildren(QScrollArea) if a.isAncestorOf(row)]
            for area in areas:
                area.ensureWidgetVisible(row)
            self._wait(0.02)
            if not any(part in key for part in LEFT_ALONE):
                self._try_option(row.editor)
        self._driven.settle()
        yield "every setting"
        self._click(page.advanced)
        page.check_health(False)
        self._driven.settle()
        yield "health"

    def _try_option(self, editor: QWidget) -> None:
        """Change a setting and change it back."""
        if isinstance(editor, QCheckBox):
            for _ in range(2):
                self._keys(editor, KEYS.Key_Space)
                self._driven.settle()
        elif isinstance(editor, QComboBox):
            at = editor.currentIndex()
            self._keys(editor, KEYS.Key_Down if at < editor.count() - 1 else KEYS.Key_Up)
            self._keys(editor, KEYS.Key_Up if at < editor.count() - 1 else KEYS.Key_Down)
            self._driven.settle()
        elif isinstance(editor, QLineEdit | QPlainTextEdit):
            self._keys(editor, KEYS.Key_End, KEYS.Key_Left, KEYS.Key_Right)

    def _look(self) -> Steps:
        for key, values in (
            ("look.theme", ("light", "dark", "system")),
            ("look.text_scale", ("130", "100")),
            ("look.language", ("de", "system")),
        ):
            for value in values:
                page = self._go("settings")
                assert isinstance(page, SettingsPage)
                editor = page.rows[key].editor
                before = self._driven.program.window
                if isinstance(editor, QComboBox):
                    at = editor.findData(value)
                    editor.setCurrentIndex(at)
                    editor.activated.emit(at)
                elif isinstance(editor, QLineEdit):
                    editor.setFocus()
                    self._keys(editor, KEYS.Key_A, modifier=CTRL)
                    self._type(editor, value)
                    self._keys(editor, KEYS.Key_Tab)
                    self._until(lambda b=before: self._driven.program.window is not b)  # type: ignore[misc]
                self._driven.settle()
                self._wait(1.0)
                yield f"{key} {value}"
                self._go("timeline")
                self._go("memories")
                yield f"pages with {key} {value}"

    def _until(self, holds: Callable[[], bool]) -> None:
        until_s = time.perf_counter() + 10
        while not holds() and time.perf_counter() < until_s:
            self._wait(0.02)

    def _tray(self) -> Steps:
        tray = self._driven.program.tray
        if tray is None:
            return
        for action, _minutes in tray.pauses:
            action.trigger()
            self._driven.settle()
            self._wait(0.1)
        tray.resume_action.trigger()
        self._driven.settle()
        tray.ask.emit()
        self._driven.settle()
        tray.opened.emit()
        self._driven.settle()
        self._driven.window.hide()
        self._wait(0.2)
        tray.opened.emit()
        self._driven.settle()
        yield "the tray"

    def _sizes(self) -> Steps:
        for name in ("timeline", "memories", "settings", "sources", "ask"):
            self._go(name)
            for width, height in SIZES:
                self._driven.window.setGeometry(QRect(0, 0, width, height))
                self._driven.settle()
            yield f"{name} in other sizes"
