"""Sources: consent, pause, exclusions, folders, failures, the ledger, adding and notes."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QWidget

from services.errors import DocumentError, WorldError
from services.records import AddReport, CaptureMode, FileFailure, ImportReport
from tests.gui.conftest import Quiet
from tests.support.window_engine import FakeEngine
from ui.sources.note import NoteDialog
from ui.sources.page import SourcesPage, add_words, import_words
from ui.window import MainWindow


@pytest.fixture
def page(window: MainWindow, quiet: Quiet) -> SourcesPage:
    window.show_page("sources")
    quiet()
    found = window.pages["sources"]
    assert isinstance(found, SourcesPage)
    return found


def press(parent: QWidget, name: str) -> None:
    """Press the button with an accessible name."""
    next(b for b in parent.findChildren(QAbstractButton) if b.accessibleName() == name).click()


def texts(parent: QWidget) -> str:
    return "\n".join(label.text() for label in parent.findChildren(QLabel))


def test_the_state_of_capture_is_said_in_words(page: SourcesPage) -> None:
    assert page.capture.state.text() == "Capturing 2 screens"
    assert page.capture.counts.text() == (
        "18 000 looks, 2140 kept · 31 left out · 3 dropped · read up to 14:02"
    )
    assert not page.capture.allow.isVisible()
    page.grab()


def test_pause_resume_and_consent(page: SourcesPage, engine: FakeEngine, quiet: Quiet) -> None:
    press(page.capture, "Pause 1 hour")
    quiet()
    assert page.capture.state.text() == "Paused until 16:00"
    press(page.capture, "Resume capture")
    quiet()
    assert page.capture.state.text() == "Capturing 2 screens"
    press(page.capture, "Stop and withdraw consent")
    quiet()
    assert not engine.consent
    assert "Nothing is captured before you allow it" in page.capture.detail.text()
    assert page.capture.allow.isVisible()
    page.capture.allow.click()
    quiet()
    assert engine.consent
    assert engine.capture.mode is CaptureMode.RECORDING


def test_exclusions_are_added_removed_and_put_back(
    page: SourcesPage, engine: FakeEngine, quiet: Quiet
) -> None:
    edit = page.exclusions.edits["sites"]
    edit.setText(" bank.example ")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    quiet()
    sites: list[object] = [engine.settings.capture.excluded_sites]
    press(page.exclusions, "Capture again: bank.example")
    quiet()
    sites.append(engine.settings.capture.excluded_sites)
    page.banner.button.click()
    quiet()
    sites.append(engine.settings.capture.excluded_sites)
    assert sites == [("bank.example",), (), ("bank.example",)]
    before = engine.settings.capture.excluded_apps
    edit = page.exclusions.edits["apps"]
    edit.setText(before[0])
    QTest.keyClick(edit, Qt.Key.Key_Return)
    quiet()
    assert engine.settings.capture.excluded_apps == before


def test_folders_are_watched_and_let_go(
    page: SourcesPage, engine: FakeEngine, quiet: Quiet, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    assert "not there now · 42 documents" in texts(page.folders)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: str(tmp_path))
    press(page.folders, "Watch a folder…")
    quiet()
    assert engine.watched[-1] == str(tmp_path)
    press(page.folders, "Stop watching /media/Stick")
    quiet()
    assert "/media/Stick" not in engine.watched
    assert "What was read stays" in page.banner.words.text()


def test_failures_say_why_and_are_tried_again(
    page: SourcesPage, engine: FakeEngine, quiet: Quiet
) -> None:
    assert "The file is encrypted." in "".join(
        label.toolTip() for label in page.failures.findChildren(QLabel)
    )
    press(page.failures, "Retry old scan.pdf")
    quiet()
    assert [f.path for f in engine.failures] == ["/home/you/Documents/plan.docx"]
    engine.broken["retry"] = DocumentError("The file is still encrypted.")
    press(page.failures, "Retry plan.docx")
    quiet()
    assert "still encrypted" in page.banner.words.text()
    engine.broken.clear()
    engine.failures = []
    page.refresh()
    quiet()
    assert not page.failures.isVisible()


def test_a_retry_that_fails_again_is_told(
    page: SourcesPage, engine: FakeEngine, quiet: Quiet, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = AddReport(failed=(FileFailure("x", "Still broken."),))
    monkeypatch.setattr(type(engine.library), "retry", lambda *_a: report)
    press(page.failures, "Retry plan.docx")
    quiet()
    assert page.banner.words.text() == "Still broken."


def test_the_ledger_names_rules_and_never_things(page: SourcesPage) -> None:
    shown = "\n".join(label.toolTip() for label in page.ledger.findChildren(QLabel))
    assert "secret blacked out ×2 · card number · Browser" in shown
    assert "excluded app · keepassxc · keepassxc" in shown


def test_costs_are_shown_by_stage(page: SourcesPage) -> None:
    assert page.stages.stages[0] == ("read", 122.8)
    assert "read 122.8 s" in page.stages.accessibleDescription()
    assert "2140 of 18000 looks kept" in page.sizes.text()
    page.stages.show_stages({})
    page.stages.grab()


def test_files_are_added_with_progress(
    page: SourcesPage, engine: FakeEngine, quiet: Quiet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a: (["/a.txt", "/b.txt"], ""))
    press(page, "Add files…")
    assert page.busy.isVisible()
    quiet()
    assert not page.busy.isVisible()
    assert page.banner.words.text() == "2 added"
    engine.broken["add_paths"] = WorldError("The disk is full.")
    page.add_paths((Path("/c.txt"),))
    quiet()
    assert "The disk is full." in page.banner.words.text()
    page._progress(3, 10, "a.pdf")
    assert page.progress_words.full_text() == "3/10 · a.pdf"


def test_records_are_imported(
    page: SourcesPage, quiet: Quiet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: ("/x.jsonl", ""))
    press(page, "Import JSONL…")
    quiet()
    assert page.banner.words.text() == (
        "12 imported, 3 known already, 1 line could not be read (line 4: no text)"
    )


def test_a_note_is_written_from_anywhere(
    window: MainWindow, engine: FakeEngine, quiet: Quiet
) -> None:
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(NoteDialog)
    assert isinstance(dialog, NoteDialog)
    assert not dialog.keep_button.isEnabled()
    dialog.edit.setPlainText("  The spare key is with Gunnar.  ")
    engine.broken["add_note"] = WorldError("The disk is full.")
    dialog.keep()
    quiet()
    assert dialog.isVisible()
    assert "The disk is full." in dialog.banner.words.text()
    engine.broken.clear()
    dialog.keep_button.click()
    quiet()
    assert engine.notes == ["The spare key is with Gunnar."]
    assert not dialog.isVisible()


def test_reports_in_words() -> None:
    failed = (FileFailure("x", "y"),)
    assert add_words(AddReport(3, 1, 12, failed)) == (
        "3 added, 1 updated, 12 unchanged, 1 could not be read"
    )
    assert import_words(ImportReport(2, 0)) == "2 imported, 0 known already"
