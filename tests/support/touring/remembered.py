"""Memories: subjects, facts changed and changed back, notes written, found, edited, forgotten."""

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton

from tests.support.touring.hands import CTRL, KEYS, Hands, Steps
from ui.memories.page import MemoriesPage
from ui.sources.note import NoteDialog

NOTE = "Meeting at the heron pond #touring"


class Remembered:
    """Goes through what is known and what was written by hand."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands

    def _page(self) -> MemoriesPage:
        page = self._hands.go("memories")
        assert isinstance(page, MemoriesPage)
        return page

    def subjects(self, _turn: int) -> Steps:
        """Subjects, their facts and sources, and what was known on another day."""
        hands, page = self._hands, self._page()
        page.list.setFocus()
        for _ in range(10):
            hands.keys(page.list, KEYS.Key_Down)
            hands.settle()
        yield "subjects"
        hands.type(page.finder, "ines")
        hands.settle()
        page.list.setFocus()
        hands.keys(page.list, KEYS.Key_Down, KEYS.Key_Up)
        hands.settle()
        hands.wait(0.5)
        yield "a subject of very many facts"
        hands.scroll_through(page)
        for card in page.cards[:4]:
            card.toggle()
            hands.settle()
        yield "facts and their sources"
        page.finder.clear()
        hands.settle()
        yield from self._facts(page)
        hands.click(page.as_of_chip)
        hands.settle()
        hands.keys(page.date, KEYS.Key_Down, KEYS.Key_Down)
        hands.settle()
        hands.click(page.now_chip)
        hands.settle()
        yield "as of another day"

    def _facts(self, page: MemoriesPage) -> Steps:
        """Another value, a pin and a forgotten fact, each undone."""
        hands = self._hands
        single = next((c for c in page.cards if len(c.slot.current) == 1), None)
        if single is not None:
            single.edit()
            hands.type(single.editor, "other")
            hands.keys(single.editor, KEYS.Key_Return)
            hands.settle()
            hands.undo(page)
            yield "a fact edited, and undone"
        if page.cards and page.cards[0].slot.sources:
            slot = page.cards[0].slot
            page.cards[0].pinned.emit(slot, not slot.pinned)
            hands.settle()
            hands.undo(page)
            yield "a fact pinned, and undone"
        hands.press(page.forget_chip)
        hands.leave_dialog()
        yield "what forgetting a subject would take"

    def notes(self, _turn: int) -> Steps:
        """Write a note, find it by its tag, change it where that is offered, and forget it."""
        hands, page = self._hands, self._page()
        page.write_note()
        dialog = page.findChild(NoteDialog)
        assert isinstance(dialog, NoteDialog)
        hands.type(dialog.edit, NOTE)
        hands.keys(dialog.edit, KEYS.Key_Return, modifier=CTRL)
        if dialog.isVisible():  # a window in the background takes no shortcuts
            hands.press(dialog.keep_button)
        hands.settle()
        yield "a note written"
        hands.click(page.notes_chip)
        hands.settle()
        page.notes.choose("touring")
        hands.settle()
        yield "notes by tag"
        if self._offered(page, "Edit") is not None:
            self._edit(page)
            yield "a note edited"
        for note in page.notes.shown:
            forget = page.notes.forget(note)
            forget.open()
            hands.settle()
            hands.press(forget.forget_button)
            hands.settle()
        hands.click(page.facts_chip)
        hands.settle()
        yield "a note forgotten"

    @staticmethod
    def _offered(page: MemoriesPage, words: str) -> QPushButton | None:
        """The first button of the notes that begins with some words."""
        buttons = page.notes.findChildren(QPushButton)
        return next((b for b in buttons if b.isVisible() and b.text().startswith(words)), None)

    def _edit(self, page: MemoriesPage) -> None:
        hands, before = self._hands, set(page.window().findChildren(QDialog))
        made = self._offered(page, "Edit")
        assert made is not None
        hands.click(made)
        hands.settle()
        for dialog in set(page.window().findChildren(QDialog)) - before:
            edit = dialog.findChild(QPlainTextEdit)
            if isinstance(edit, QPlainTextEdit):
                hands.type(edit, "At dusk. ")
                hands.keys(edit, KEYS.Key_Return, modifier=CTRL)
            if dialog.isVisible() and isinstance(dialog, NoteDialog):
                hands.press(dialog.keep_button)
            hands.settle()
