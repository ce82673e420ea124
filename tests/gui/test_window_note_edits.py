"""Notes on the Memories page, laid out and changed in place: saved, given up, undone, kept safe."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QTextFragment, QTextTable, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from services.errors import UsageError
from services.records import ChangeKind, Note, SegmentId
from tests.gui.conftest import Quiet
from tests.gui.test_window_notes import notes as notes  # noqa: PLC0414 - the fixture
from tests.gui.test_window_notes import notes_of, press, texts
from tests.gui.test_window_states import open_window as open_window  # noqa: PLC0414 - the fixture
from tests.support.cut_off import cut_off
from tests.support.window_engine import FakeEngine
from tests.support.window_world import NOW_MS, OFFSET
from ui.design.markdown import LONGEST, MarkdownView
from ui.language import Language
from ui.memories.note_card import NoteCard
from ui.memories.note_editor import NoteEditor
from ui.memories.notes import NotesView
from ui.theme import Theme
from ui.window import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier
HOSTILE = (
    "<script>alert(1)</script> <b>bold</b> <img src='http://evil.example/p.png'>\n"
    "![pixel](http://evil.example/p.png) ![](file:///etc/passwd)\n"
    "[script](javascript:alert(1)) [file](file:///etc/passwd) [web](https://page.example/a)\n"
    "\u202eturned\u202c zero\u200bwidth \u2066apart\u2069 \ufdd0mark\ufdd1 \U000e0041tag"
)


def garden(notes: NotesView) -> NoteCard:
    return next(card for card in notes.cards if card.note.title == "Garden plan")


def editing(notes: NotesView) -> NoteEditor:
    press(notes, "Edit: Garden plan")
    editor = garden(notes).editor
    assert editor is not None
    return editor


def banner(window: MainWindow) -> str:
    return window.pages["memories"].banner.words.text()


def test_an_edit_is_saved_and_undone(
    notes: NotesView, window: MainWindow, engine: FakeEngine, quiet: Quiet
) -> None:
    before = garden(notes).note
    editor = editing(notes)
    assert editor.edit.hasFocus()
    assert editor.edit.toPlainText() == before.text
    editor.edit.setPlainText("# Garden plan\n\nBuy **bulbs** for #autumn")
    QTest.keyClick(editor.edit, Qt.Key.Key_Return, CONTROL)
    quiet()
    assert "Buy bulbs for #autumn" in texts(notes)
    assert "autumn" in notes.chips
    assert not any(card.editing for card in notes.cards)
    assert "Saved." in banner(window)
    assert garden(notes).edit_button.hasFocus()
    window.pages["memories"].banner.button.click()
    quiet()
    assert garden(notes).note == before
    assert "says again" in banner(window)
    assert "autumn" not in notes.chips


def test_tags_beside_the_text_can_be_changed(
    notes: NotesView, engine: FakeEngine, quiet: Quiet
) -> None:
    editor = editing(notes)
    editor.tags.setText("#allotment, peas")
    QTest.keyClick(editor.tags, Qt.Key.Key_Enter, CONTROL)
    quiet()
    assert engine.kept_notes[1].given == ("#allotment", "peas")


def test_escape_gives_up_at_once_where_nothing_was_changed(notes: NotesView, quiet: Quiet) -> None:
    editor = editing(notes)
    QTest.keyClick(editor.edit, Qt.Key.Key_Escape)
    assert garden(notes).editor is None
    quiet()
    assert "Buy seeds" in texts(notes)


def test_escape_asks_before_changes_are_lost(
    notes: NotesView, engine: FakeEngine, quiet: Quiet
) -> None:
    editor = editing(notes)
    QTest.keyClicks(editor.edit, " and more")
    QTest.keyClick(editor.edit, Qt.Key.Key_Escape)
    assert editor.guard.isVisible()
    assert editor.go_on_button.hasFocus()
    QTest.keyClick(editor.go_on_button, Qt.Key.Key_Escape)  # no: on with it
    assert not editor.guard.isVisible()
    assert editor.edit.hasFocus()
    assert editor.edit.toPlainText().endswith(" and more")
    editor.cancel_button.click()
    editor.discard_button.click()
    quiet()
    assert not any(card.editing for card in notes.cards)
    assert "and more" not in texts(notes)
    assert notes._context.drafts == {}


def test_changes_of_the_library_take_nothing_away_that_is_being_written(
    notes: NotesView, engine: FakeEngine, quiet: Quiet
) -> None:
    editor = editing(notes)
    QTest.keyClicks(editor.edit, " and more")
    engine.kept_notes.append(Note((SegmentId(77),), NOW_MS, OFFSET, "", "Another", ()))
    engine.tell(ChangeKind.CAPTURES)
    quiet()
    assert garden(notes).editor is editor
    assert editor.edit.toPlainText().endswith(" and more")
    editor.discard()
    quiet()
    assert "Another" in texts(notes)


def test_a_draft_outlives_another_tag_and_another_window(
    notes: NotesView, window: MainWindow, quiet: Quiet
) -> None:
    QTest.keyClicks(editing(notes).edit, " and more")
    notes.choose("harvest")
    quiet()
    assert [card.editing for card in notes.cards] == [False]
    notes.choose("")
    quiet()
    editor = garden(notes).editor
    assert editor is not None
    assert editor.edit.toPlainText().endswith(" and more")
    other = NotesView(window.context)  # as when the language changes
    other.refresh()
    quiet()
    again = garden(other).editor
    assert again is not None
    assert again.edit.toPlainText().endswith(" and more")
    again.save()
    quiet()
    assert window.context.drafts == {}
    other.deleteLater()


def test_what_cannot_be_saved_stays_in_the_editor(
    notes: NotesView, engine: FakeEngine, quiet: Quiet
) -> None:
    engine.broken["edit_note"] = UsageError("“two words” is no tag.", "A tag is one word.")
    editor = editing(notes)
    editor.edit.setPlainText("Something new")
    editor.save()
    assert not editor.save_button.isEnabled()
    quiet()
    assert "no tag" in editor.banner.words.text()
    assert editor.save_button.isEnabled()
    assert editor.edit.toPlainText() == "Something new"
    editor.edit.setPlainText("  ")
    assert not editor.save_button.isEnabled()


def test_the_guard_comes_in_sight(notes: NotesView, engine: FakeEngine, quiet: Quiet) -> None:
    kept = engine.kept_notes
    kept[1] = replace(kept[1], text="# Garden plan\n\n" + "line\n" * 400)
    engine.tell(ChangeKind.CAPTURES)
    quiet()
    editor = editing(notes)
    QTest.keyClicks(editor.edit, "x")
    editor.cancel()
    quiet()
    assert not editor.guard.visibleRegion().isEmpty()
    assert editor.edit.height() <= notes.window().height() // 2


# laid out


@pytest.fixture
def view(theme: Theme, qtbot: QtBot) -> MarkdownView:
    made = MarkdownView(theme, "A note")
    qtbot.addWidget(made)
    made.resize(400, 100)
    made.show()
    return made


def test_markdown_is_laid_out(view: MarkdownView) -> None:
    view.show_markdown(
        "# One\n\n**two** *three* `four`\n\n- five\n\n| a | b |\n|---|---|\n| 6 | 7 |"
    )
    text = view.toPlainText()
    assert "#" not in text
    assert "*" not in text
    assert "`" not in text
    (table,) = view.document().rootFrame().childFrames()
    assert isinstance(table, QTextTable)
    assert (table.rows(), table.columns()) == (2, 2)
    assert view.height() >= view.document().size().height()


def test_hostile_markup_is_text(view: MarkdownView, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    view.show_markdown(HOSTILE)
    view.grab()
    text = view.toPlainText()
    assert "<script>alert(1)</script> <b>bold</b>" in text
    assert "[Picture: pixel]" in text
    assert "\ufffc" not in text
    assert "turned zerowidth apart mark tag" in text
    for kind in range(5):
        assert view.loadResource(kind, QUrl("file:///etc/passwd")) is None
    links = {
        fragment.charFormat().anchorHref()
        for block in _blocks(view)
        for fragment in block
        if fragment.charFormat().isAnchor()
    }
    looks = [fragment.charFormat() for block in _blocks(view) for fragment in block]
    assert not any(look.isImageFormat() for look in looks)
    assert links == {"https://page.example/a"}
    assert opened == []
    for target in ("javascript:alert(1)", "file:///etc/passwd", "https://page.example/a"):
        view.anchorClicked.emit(QUrl(target))
    assert [url.toString() for url in opened] == ["https://page.example/a"]
    view.highlighted.emit(QUrl("https://page.example/a"))
    assert "https://page.example/a" in view.toolTip()


def _blocks(view: MarkdownView) -> list[list[QTextFragment]]:
    found, block = [], view.document().begin()
    while block.isValid():
        pieces, at = [], block.begin()
        while not at.atEnd():
            pieces.append(at.fragment())
            at += 1
        found.append(pieces)
        block = block.next()
    return found


@pytest.mark.parametrize(
    "text",
    ["x" * 10_000, "> " * 3000 + "a", "- " * 3000 + "a", "*a " * 4000, "[" * 10_000,
     "| a |\n|---|\n" + "| b |\n" * 900, "```\n" + "y" * 10_000, "[a]: http://b.example",
     "&lt;b&gt;", "\n" * 3000 + "a"],
)  # fmt: skip
def test_odd_texts_fit_and_show_something(view: MarkdownView, text: str) -> None:
    view.show_markdown(text)
    view.grab()
    assert view.toPlainText().strip()
    assert view.document().idealWidth() <= 400 + 1 or "|" in text or ">" in text or "-" in text
    assert view.horizontalScrollBar().maximum() == 0 or text[0] in ">-"


def test_a_very_long_text_is_cut_and_the_wheel_is_the_pages(view: MarkdownView) -> None:
    view.show_markdown("word " * 20_000)
    assert len(view.toPlainText()) <= LONGEST
    wheel = QWheelEvent(
        QPointF(5, 5), view.mapToGlobal(QPointF(5, 5)), view.pos(), view.pos(),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), wheel)
    assert wheel.type() == QEvent.Type.Wheel
    assert not wheel.isAccepted()


def test_a_long_note_is_shown_from_its_beginning(
    notes: NotesView, engine: FakeEngine, quiet: Quiet
) -> None:
    text = "\n\n".join(f"Paragraph {n} of the tale." for n in range(40))
    engine.kept_notes[0] = replace(engine.kept_notes[0], text=text, title="")
    engine.tell(ChangeKind.CAPTURES)
    quiet()
    card = notes.cards[0]
    assert "Paragraph 2 " in card.view.toPlainText()
    assert "Paragraph 30 " not in card.view.toPlainText()
    card.more.click()
    assert "Paragraph 39 " in card.view.toPlainText()
    card.more.click()
    assert "Paragraph 30 " not in card.view.toPlainText()


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(("look", "scale"), [("dark", 100), ("light", 200)])
def test_an_editor_fits(
    language: str, look: str, scale: int, qapp: QApplication, theme: Theme, quiet: Quiet,
    open_window: Callable[[FakeEngine], MainWindow], tmp_path: Path,
) -> None:  # fmt: skip
    spoken = Language(qapp)
    spoken.speak(language)
    theme.apply(qapp, look, scale)
    try:
        window = open_window(FakeEngine())
        found = notes_of(window)
        quiet()
        found.cards[1].start_editing()
        editor = found.cards[1].editor
        assert editor is not None
        QTest.keyClicks(editor.edit, " x")
        editor.cancel()
        quiet()
        assert window.grab().save(str(tmp_path / "editing.png"))
        assert cut_off(found) == []
    finally:
        spoken.close()
        theme.apply(qapp, "dark", 100)
