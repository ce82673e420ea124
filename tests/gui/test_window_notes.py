"""Notes by tag on the Memories page: chosen, opened, forgotten, written, with and without any."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from services.errors import WorldError
from services.records import ChangeKind, Note, SegmentId
from tests.gui.conftest import Quiet
from tests.gui.test_window_states import open_window as open_window  # noqa: PLC0414 - the fixture
from tests.support.cut_off import cut_off
from tests.support.window_engine import FakeEngine
from tests.support.window_world import NOW_MS, OFFSET
from ui.language import Language
from ui.memories.notes import NotesView
from ui.memories.page import MemoriesPage
from ui.sources.note import NoteDialog
from ui.theme import Theme
from ui.window import MainWindow


def notes_of(window: MainWindow) -> NotesView:
    window.show_page("memories")
    page = window.pages["memories"]
    assert isinstance(page, MemoriesPage)
    page.notes_chip.click()
    return page.notes


@pytest.fixture
def notes(window: MainWindow, quiet: Quiet) -> NotesView:
    found = notes_of(window)
    quiet()
    return found


def press(parent: QWidget, name: str) -> None:
    next(
        b for b in parent.findChildren(QAbstractButton)
        if b.accessibleName() == name and b.isVisible()
    ).click()  # fmt: skip


def texts(parent: QWidget) -> str:
    labels = [made.text() for made in parent.findChildren(QLabel) if made.isVisible()]
    views = [made.toPlainText() for made in parent.findChildren(QTextBrowser) if made.isVisible()]
    return "\n".join(labels + views)


def test_notes_are_shown_with_their_tags(notes: NotesView) -> None:
    chips = {made.text() for made in notes.chips.values()}
    assert chips == {"All", "#garden · 2", "#harvest · 1", "#spring · 1"}
    assert notes.count.text() == "3 notes"
    assert "Garden plan" in texts(notes)
    assert "\npeas" in texts(notes)


def test_a_tag_narrows_and_all_widens(notes: NotesView, quiet: Quiet) -> None:
    press(notes, "#garden, 2 notes")
    quiet()
    assert [note.title for note in notes.shown] == ["Garden plan", ""]
    assert notes.count.text() == "#garden · 2 notes"
    press(notes, "Show: #spring")
    quiet()
    assert [note.title for note in notes.shown] == ["Garden plan"]
    assert notes.chips["spring"].isChecked()
    press(notes, "All notes")
    quiet()
    assert len(notes.shown) == 3


def test_keys_go_from_tag_to_tag(notes: NotesView, window: MainWindow, quiet: Quiet) -> None:
    page = window.pages["memories"]
    assert page.focus_first()
    assert notes.chips[""].hasFocus()
    QTest.keyClick(notes.chips[""], Qt.Key.Key_Right)
    quiet()
    assert notes.tag == "garden"
    assert notes.chips["garden"].hasFocus()


def test_a_note_is_opened_where_it_is_kept(
    notes: NotesView, window: MainWindow, quiet: Quiet
) -> None:
    press(notes, "Open: Garden plan")
    quiet()
    assert window.stack.currentWidget() is window.viewer


def test_a_note_is_forgotten_with_all_its_sections(
    notes: NotesView, window: MainWindow, engine: FakeEngine, quiet: Quiet
) -> None:
    dialog = notes.forget(notes.shown[1])
    dialog.open()
    quiet()
    engine.kept_notes = [engine.kept_notes[0], engine.kept_notes[2]]
    dialog.forget_button.click()
    quiet()
    assert engine.deleted[-1].ids == ("5",)
    assert "spring" not in notes.chips
    assert "Forgotten" in window.pages["memories"].banner.words.text()


def test_where_the_last_note_of_a_tag_is_gone_all_are_shown(
    notes: NotesView, engine: FakeEngine, quiet: Quiet
) -> None:
    notes.choose("harvest")
    quiet()
    engine.kept_notes = engine.kept_notes[1:]
    engine.tell(ChangeKind.CAPTURES)
    quiet()
    assert notes.tag == ""
    assert len(notes.shown) == 2


def test_a_note_is_written_from_here(
    notes: NotesView, window: MainWindow, engine: FakeEngine, quiet: Quiet
) -> None:
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = next(d for d in window.findChildren(NoteDialog) if d.isVisible())
    dialog.edit.setPlainText("Water the #fern")
    engine.kept_notes.insert(0, Note((SegmentId(5),), NOW_MS, OFFSET, "", "Water", ("fern",)))
    dialog.keep()
    engine.tell(ChangeKind.CAPTURES)
    quiet()
    assert engine.notes == ["Water the #fern"]
    assert "fern" in notes.chips
    assert "Remembered." in window.pages["memories"].banner.words.text()


def test_many_notes_are_counted(
    notes: NotesView, engine: FakeEngine, quiet: Quiet, qtbot: QtBot
) -> None:
    engine.kept_notes = [
        Note((SegmentId(5),), NOW_MS, OFFSET, f"Note {n}", "word " * 400, ()) for n in range(64)
    ]
    notes.refresh()
    quiet()
    qtbot.waitUntil(lambda: "and 4 more" in texts(notes))
    assert notes.chips == {}
    assert not window_focus(notes)


def window_focus(notes: NotesView) -> bool:
    return notes.focus_first()


def test_without_notes_it_says_how_to_write_one(
    open_window: Callable[[FakeEngine], MainWindow], quiet: Quiet
) -> None:
    notes = notes_of(open_window(FakeEngine(empty=True)))
    quiet()
    assert "No notes yet" in texts(notes)
    assert not notes.write.isVisible()
    press(notes, "Write a note")
    assert any(d.isVisible() for d in notes.window().findChildren(NoteDialog))


def test_notes_that_cannot_be_read_are_told(
    open_window: Callable[[FakeEngine], MainWindow], quiet: Quiet
) -> None:
    engine = FakeEngine()
    engine.broken["notes"] = WorldError("The library is damaged.", "Restore the last backup.")
    window = open_window(engine)
    notes = notes_of(window)
    quiet()
    assert "The notes could not be read" in texts(notes)
    assert "damaged" in window.pages["memories"].banner.words.text()


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(("look", "scale"), [("dark", 100), ("light", 200)])
def test_notes_fit(
    language: str, look: str, scale: int, qapp: QApplication, theme: Theme, quiet: Quiet,
    open_window: Callable[[FakeEngine], MainWindow], tmp_path: Path, qtbot: QtBot,
) -> None:  # fmt: skip
    spoken = Language(qapp)
    spoken.speak(language)
    theme.apply(qapp, look, scale)
    try:
        window = open_window(FakeEngine())
        notes = notes_of(window)
        quiet()
        assert window.grab().save(str(tmp_path / "notes.png"))
        assert cut_off(notes) == []
        empty = open_window(FakeEngine(empty=True))
        bare = notes_of(empty)
        quiet()
        assert empty.grab().save(str(tmp_path / "no notes.png"))
        assert cut_off(bare) == []
    finally:
        spoken.close()
        theme.apply(qapp, "dark", 100)
