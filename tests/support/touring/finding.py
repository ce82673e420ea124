"""Pages, the box above them, hits, the viewer, questions and their history."""

import time

from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.support.touring.hands import KEY_EVERY_S, KEYS, Hands, Steps
from ui.ask.page import AskPage
from ui.shell.rail import PAGES

WORDS = ("report", "invoice", "harbour meeting", "museum", "violin ines", "password", "orchid")
QUESTIONS = (
    "What was in the report?", "When was the harbour meeting?", "Who wrote about the invoice?",
    "Where does Ines Carvalho live?", "What did I read about the lighthouse?",
)  # fmt: skip


class Finding:
    """Goes to pages, types and asks; ``hits_ms`` is how long hits took after a key."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands
        self.hits_ms: list[float] = []

    def pages(self, _turn: int) -> Steps:
        """Every page by its keys, and by the rail."""
        hands = self._hands
        for name, _words in PAGES:
            hands.go(name)
            yield f"page {name}"
        for name, _words in reversed(PAGES):
            hands.click(hands.window.rail.buttons[name])
            hands.settle()
        yield "pages by the rail"

    def search(self, turn: int) -> Steps:
        """Type, open a hit, look at it, narrow what is found."""
        hands = self._hands
        for word in (WORDS[turn % len(WORDS)], WORDS[(turn * 3 + 1) % len(WORDS)]):
            box = hands.window.box
            self._word(word)
            yield f"hits for {word}"
            hands.keys(box.edit, KEYS.Key_Down, KEYS.Key_Down, KEYS.Key_Up, KEYS.Key_Return)
            hands.settle()
            yield "a hit opened"
            self._look_closer()
            yield "the viewer"
            hands.keys(hands.window, KEYS.Key_Escape)
            hands.settle()
            self._clear()
        self._narrow()
        yield "hits narrowed"

    def type_words(self) -> None:
        """Type all words as they come, and note how long their hits took."""
        for word in WORDS:
            self._word(word)
            self._clear()

    def ask(self, turn: int) -> Steps:
        """A question, a follow-up, a citation, and the history."""
        hands = self._hands
        window = hands.window
        window.box.focus()
        hands.type(window.box.edit, QUESTIONS[turn % len(QUESTIONS)])
        hands.keys(window.box.edit, KEYS.Key_Return)
        hands.settle()
        yield "an answer"
        page = window.pages["ask"]
        assert isinstance(page, AskPage)
        page.follow.setFocus()
        hands.type(page.follow, "And before that?")
        hands.keys(page.follow, KEYS.Key_Return)
        hands.settle()
        yield "a follow-up"
        hands.scroll_through(page)
        page.turns[-1].copy()
        page.open_mark(1)
        hands.settle()
        yield "a citation opened"
        hands.keys(window, KEYS.Key_Escape)
        hands.go("ask")
        hands.click(page.new_button)
        hands.settle()
        yield "the history"
        hands.type(page.history.finder, "orchid")
        hands.settle()
        page.history.finder.clear()
        hands.settle()
        hands.scroll_through(page)
        yield "the history searched"

    def _word(self, word: str) -> None:
        self._hands.window.box.focus()
        for letter in word:
            self._letter(letter)
        self._hands.settle()

    def _clear(self) -> None:
        box = self._hands.window.box
        box.edit.clear()
        box.hide_hits()

    def _letter(self, letter: str) -> None:
        """Type one letter, and note how long the hits took to come."""
        box = self._hands.window.box
        before = box.drop.model.hits if box.drop is not None else ()
        begun_s = time.perf_counter()
        QTest.keyClicks(box.edit, letter)
        waited = False
        every_s = KEY_EVERY_S * self._hands.pace
        while (passed_s := time.perf_counter() - begun_s) < (5 if not waited else every_s):
            QApplication.processEvents()
            if not waited and box.drop is not None and box.drop.model.hits != before:
                self.hits_ms.append(passed_s * 1000)
                waited = True
            if not waited and passed_s > every_s and not (box._timer.isActive() or box._slot.busy):
                return  # the same hits as before
            time.sleep(0.001)

    def _look_closer(self) -> None:
        hands, viewer = self._hands, self._hands.window.viewer
        for tool in viewer.zoom_tools:
            hands.press(tool)
        if viewer.frame.isVisible():
            hands.wheel(viewer.frame, 6)
            hands.drag(viewer.frame, viewer.frame.rect().center(), QPoint(-120, -60))
        hands.keys(viewer, KEYS.Key_Plus, KEYS.Key_Minus, KEYS.Key_0)

    def _narrow(self) -> None:
        hands, box = self._hands, self._hands.window.box
        chips = box.chips
        for made in (chips.today, chips.files):
            hands.click(made)
            box.focus()
            hands.type(box.edit, "mail")
            hands.settle()
            hands.click(made)
            self._clear()
        for made, kind, name in ((chips.app, "app", "Mail"), (chips.people, "person", "Ada Baran")):
            hands.click(made)
            hands.settle()
            hands.close_menus()
            chips.choose(kind, name)
            box.focus()
            hands.type(box.edit, "plan")
            hands.settle()
            chips.choose(kind, None)
            self._clear()
