"""Sources: consent, pause, exclusions, folders, failures, the ledger, adding and notes."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QProgressBar, QWidget
from pytestqt.qtbot import QtBot

from services.errors import DocumentError, WorldError
from services.records import (
    AddReport,
    BrowserState,
    CaptureMode,
    ChangeKind,
    FileFailure,
    FolderMode,
    FolderState,
    ImportReport,
    QuotaPreview,
    Withheld,
)
from tests.gui.conftest import Quiet
from tests.support.waiting import wait_until
from tests.support.window_engine import FakeEngine
from ui.changes import COALESCE_MS
from ui.shell.rail import left_words
from ui.sources import page as page_module
from ui.sources.adding import add_words, import_words
from ui.sources.folders_card import folder_words
from ui.sources.note import NoteDialog
from ui.sources.page import SourcesPage
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
    assert "The file is protected by a password." in "".join(
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


def test_of_many_failures_the_newest_are_shown_and_the_rest_counted(
    page: SourcesPage, engine: FakeEngine, quiet: Quiet
) -> None:
    engine.failures = [FileFailure(f"/docs/{n}.pdf", "Broken.") for n in range(20_000)]
    page.refresh()
    quiet()
    shown = [label.text() for label in page.failures.findChildren(QLabel)]
    assert "and 19992 more" in shown
    assert page.failures.all_chip.isVisible()


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
    assert "secret blacked out ×2 · card · Browser" in shown
    assert "excluded app · keepassxc · keepassxc" in shown


def test_costs_are_shown_by_stage(page: SourcesPage) -> None:
    assert page.stages.stages[0] == ("read", 122.8)
    assert "reading 122.8 s" in page.stages.accessibleDescription()
    assert "2140 of 18000 looks kept" in page.sizes.text()
    page.stages.show_stages({})
    page.stages.grab()


def test_files_are_added_with_progress(
    page: SourcesPage, engine: FakeEngine, quiet: Quiet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a: (["/a.txt", "/b.txt"], ""))
    press(page, "Add files…")
    assert page.adding.busy.isVisible()
    quiet()
    assert not page.adding.busy.isVisible()
    assert page.banner.words.text() == "2 added"
    engine.broken["add_paths"] = WorldError("The disk is full.")
    page.adding.add_paths((Path("/c.txt"),))
    quiet()
    assert "The disk is full." in page.banner.words.text()
    page.adding.show_progress(3, 10, "a.pdf")
    assert page.adding.progress_words.full_text() == "3/10 · a.pdf"


def test_an_import_is_counted_before_it_is_made(
    page: SourcesPage, engine: FakeEngine, quiet: Quiet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: ("/x/recall.db", ""))
    press(page.adding, "Import…")
    quiet()
    assert page.adding.offer.isVisible()
    assert page.adding.offer_words.text() == (
        "OpenRecall: 12 would be imported, 3 known already, 1 line could not be read"
        " (line 4: no text), from 8 Mar to 16 Mar."
    )
    page.adding.import_chip.click()
    quiet()
    assert not page.adding.offer.isVisible()
    assert page.banner.words.text() == (
        "12 imported, 3 known already, 1 line could not be read (line 4: no text)"
    )
    path = Path("/x/recall.db")
    assert [call for name, call in engine.calls if name == "import_from"] == [
        (path, True), (path, False)
    ]  # fmt: skip


def test_an_import_of_nothing_new_or_of_nobody_is_told(
    page: SourcesPage, engine: FakeEngine, quiet: Quiet
) -> None:
    engine.coming = ImportReport(0, 7, program="ActivityWatch", left_out=2)
    page.adding.import_file(Path("/x.db"))
    quiet()
    assert page.banner.words.text() == (
        "ActivityWatch: nothing new (0 would be imported, 7 known already,"
        " 2 left out by your rules)"
    )
    assert not page.adding.offer.isVisible()
    engine.broken["import_from"] = WorldError("The database is of no program that is known here.")
    page.adding.import_file(Path("/x.db"))
    quiet()
    assert "no program" in page.banner.words.text()
    assert not page.adding.busy.isVisible()


def test_reading_of_folders_is_paused_and_goes_on(
    page: SourcesPage, engine: FakeEngine, quiet: Quiet
) -> None:
    folder = engine.watched[0]
    reading = FolderState(folder, 1204, True, FolderMode.READING, 1300, 8000, 720, failed=3)
    engine.folder_states[folder] = reading
    page.refresh()
    quiet()
    assert "1300 of 8000 files, about 12 min left · 3 could not be read" in texts(page.folders)
    bar = page.folders.findChild(QProgressBar)
    assert isinstance(bar, QProgressBar)
    assert (bar.value(), bar.maximum()) == (1300, 8000)
    engine.folder_states[folder] = replace(
        reading, mode=FolderMode.HELD, left_s=None, detail="The disk is nearly full."
    )
    press(page.folders, "Pause reading")
    quiet()
    assert engine.files_paused
    assert "The disk is nearly full." in texts(page.folders)
    press(page.folders, "Read on")
    quiet()
    assert not engine.files_paused
    page.grab()


def test_one_folder_is_paused_and_its_row_stays_while_numbers_move(
    page: SourcesPage, engine: FakeEngine, quiet: Quiet
) -> None:
    papers, notes = "/home/someone/papers", "/home/someone/notes"
    engine.watched[:] = [papers, notes]
    reading = FolderState(papers, 1204, True, FolderMode.READING, 1300, 8000, 720)
    engine.folder_states[papers] = reading
    page.refresh()
    quiet()
    row = page.folders.rows[papers]
    press(page.folders, f"Pause: {papers}")
    quiet()
    assert page.folders.rows[papers] is row
    assert engine.folder_states[papers].paused
    assert not engine.files_paused
    assert "paused · 1300 of 8000 files" in texts(row)
    assert row.findChild(QProgressBar).value() == 1300  # type: ignore[union-attr] # it has one
    assert "42 documents" in texts(page.folders.rows[notes])
    press(page.folders, f"Read on: {papers}")
    quiet()
    assert not engine.folder_states[papers].paused
    press(page.folders, f"Stop watching {papers}")
    quiet()
    assert list(page.folders.rows) == [notes]
    engine.watched[:] = [papers, notes]
    page.refresh()
    quiet()
    places = [page.folders.rows[path].y() for path in (papers, notes)]
    assert places == sorted(places)


def test_changes_that_come_faster_than_the_news_do_not_keep_them_away(
    page: SourcesPage,
    engine: FakeEngine,
    quiet: Quiet,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = engine.watched[0]
    told = 0
    ended = False

    def folders() -> tuple[FolderState, ...]:
        since = told
        wait_until(lambda: ended or told > since + 3, "more changes than are waited for")
        return (FolderState(folder, 1204, True, FolderMode.READING, since, 8000, 720),)

    def tell() -> None:
        nonlocal told
        told += 1
        engine.tell(ChangeKind.SOURCES)

    monkeypatch.setattr(engine.library, "folders", folders)
    monkeypatch.setattr(page_module, "REST_MS", 1)
    monkeypatch.setattr(page_module, "REST_SHARE", 0)
    page.rest_ms = 1
    timer = QTimer()
    timer.timeout.connect(tell)
    timer.start(COALESCE_MS + 10)  # so the page is told of each
    bar = page.folders.rows[folder].findChild(QProgressBar)
    assert isinstance(bar, QProgressBar)
    qtbot.waitUntil(lambda: bar.value() > 10, timeout=30_000)
    timer.stop()
    ended = True
    tell()
    qtbot.waitUntil(lambda: bar.value() == told, timeout=30_000)


def test_a_slow_library_is_asked_less_often(
    page: SourcesPage, engine: FakeEngine, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock_s = 100.0

    def withheld(_limit: int) -> tuple[Withheld, ...]:
        nonlocal clock_s
        clock_s += 3
        return ()

    monkeypatch.setattr(engine.recording, "withheld", withheld)
    monkeypatch.setattr(page_module, "monotonic", lambda: clock_s)
    page.refresh()
    qtbot.waitUntil(lambda: page.rest_ms == 12_000)


def test_how_far_a_folder_is_in_words() -> None:
    state = FolderState("/x", 42, True)
    assert folder_words(state) == "42 documents"
    assert (
        folder_words(replace(state, mode=FolderMode.WAITING)) == "waits to be read · 42 documents"
    )
    assert folder_words(replace(state, mode=FolderMode.PAUSED)) == "paused · 42 documents"
    assert folder_words(replace(state, mode=FolderMode.READING)) == "42 documents"
    reading = replace(state, mode=FolderMode.READING, done=1, total=9)
    assert folder_words(reading) == "1 of 9 files"
    assert folder_words(replace(reading, left_s=20)) == "1 of 9 files, less than a minute left"
    assert folder_words(replace(reading, left_s=7300)) == "1 of 9 files, about 2 h left"
    for mode, words in (
        ("paused", "paused"),
        ("held", "held for now"),
        ("waiting", "waits to go on"),
    ):
        assert folder_words(replace(reading, mode=FolderMode(mode))) == f"{words} · 1 of 9 files"


def test_all_that_failed_is_tried_again(
    page: SourcesPage, engine: FakeEngine, quiet: Quiet
) -> None:
    press(page.failures, "Retry all that could not be read")
    quiet()
    assert page.banner.words.text() == "2 added"
    assert not page.failures.isVisible()


def test_copies_are_kept_only_when_asked_for(
    page: SourcesPage, engine: FakeEngine, quiet: Quiet
) -> None:
    switch, pictures = page.clipboard.switches.values()
    assert not switch.isChecked()
    assert not pictures.isEnabled()
    assert engine.settings.sources.clipboard_pictures
    assert not pictures.isChecked(), "nothing is kept of them while copies are off"
    assert not page.clipboard.told.isVisible()
    switch.click()
    quiet()
    assert pictures.isChecked()
    assert engine.settings.sources.clipboard
    assert page.clipboard.told.text() == "Copies are kept."
    pictures.click()
    quiet()
    assert not engine.settings.sources.clipboard_pictures
    engine.clipboard_problem = "This Wayland desktop does not tell other programs what is copied."
    page.refresh()
    quiet()
    assert "Wayland" in page.clipboard.told.text()
    engine.clipboard_problem = ""
    engine.consent = False
    page.refresh()
    quiet()
    assert page.clipboard.told.text() == "Waits until capture is allowed."


def test_histories_are_off_until_asked_for(
    page: SourcesPage, engine: FakeEngine, quiet: Quiet
) -> None:
    assert not page.browsers.switch.isChecked()
    assert not page.browsers.read_chip.isVisible()
    assert not page.browsers.rows.isVisible()
    page.browsers.switch.click()
    quiet()
    assert engine.settings.sources.browsers
    shown = texts(page.browsers)
    assert "Firefox · default" in shown
    assert "The database is damaged or of" in shown
    press(page.browsers, "Read histories now")
    quiet()
    assert page.banner.words.text() == "31 imported, 2 known already, 4 left out by your rules"
    engine.profiles = (BrowserState("Brave", "Default"),)
    page.refresh()
    quiet()
    assert "not read yet" in texts(page.browsers)
    engine.consent = False
    page.refresh()
    quiet()
    assert "waits until capture is allowed" in texts(page.browsers)
    page.browsers.switch.click()
    quiet()
    assert not engine.settings.sources.browsers


def test_a_note_is_written_from_anywhere(
    window: MainWindow, engine: FakeEngine, quiet: Quiet
) -> None:
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(NoteDialog)
    assert isinstance(dialog, NoteDialog)
    assert not dialog.keep_button.isEnabled()
    dialog.edit.setPlainText("  The spare key is with Gunnar.  ")
    dialog.tags.setText("keys, #house")
    engine.broken["add_note"] = WorldError("The disk is full.")
    dialog.keep()
    quiet()
    assert dialog.isVisible()
    assert "The disk is full." in dialog.banner.words.text()
    engine.broken.clear()
    dialog.keep_button.click()
    quiet()
    assert engine.notes == ["The spare key is with Gunnar."]
    assert engine.note_tags == [("keys", "#house")]
    assert not dialog.isVisible()


def test_reports_in_words() -> None:
    failed = (FileFailure("x", "y"),)
    assert add_words(AddReport(3, 1, 12, failed)) == (
        "3 added, 1 updated, 12 unchanged, 1 could not be read"
    )
    assert import_words(ImportReport(2, 0)) == "2 imported, 0 known already"


def test_a_rule_offers_to_delete_what_was_kept_before_it(
    page: SourcesPage, engine: FakeEngine, quiet: Quiet
) -> None:
    edit = page.exclusions.edits["sites"]
    edit.setText("bank.example")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    quiet()
    leftovers = page.exclusions.leftovers
    assert leftovers.isVisible()
    assert leftovers.words.text() == "12 captures of “bank.example” were kept before."
    leftovers.delete_chip.click()
    quiet()
    assert ("forget_excluded", ("", "", "bank.example")) in engine.calls
    assert not leftovers.isVisible()
    edit = page.exclusions.edits["apps"]
    edit.setText("Diary")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    quiet()
    assert not leftovers.isVisible()


def test_a_window_seen_lately_is_tried_on_the_rules(page: SourcesPage, quiet: Quiet) -> None:
    trying = page.exclusions.trying
    assert trying.choice.count() == 3
    trying.choice.activated.emit(2)
    quiet()
    assert trying.told.text() == "It would be captured."
    trying.app.setText("Firefox")
    trying.title.setText("News — Mozilla Firefox Private Browsing")
    QTest.keyClick(trying.title, Qt.Key.Key_Return)
    quiet()
    assert trying.told.text() == "Left out because of private windows: “private browsing”"


def test_private_windows_are_switched_and_all_goes_back_to_the_start(
    page: SourcesPage, engine: FakeEngine, quiet: Quiet
) -> None:
    page.exclusions.private.click()
    quiet()
    press(page.exclusions, "Capture again: keepassxc")
    quiet()
    changed = engine.settings.capture
    press(page.exclusions, "Reset what is left out")
    quiet()
    assert not changed.exclude_private
    assert "keepassxc" not in changed.excluded_apps
    assert engine.settings.capture.exclude_private
    assert page.exclusions.private.isChecked()
    assert "keepassxc" in engine.settings.capture.excluded_apps
    page.banner.button.click()
    quiet()
    assert engine.settings.capture == changed


def test_long_lists_are_folded(page: SourcesPage) -> None:
    names = {b.accessibleName() for b in page.exclusions.findChildren(QAbstractButton)}
    assert "Capture again: localauthentication" not in names
    press(page.exclusions, "Show all: Excluded apps")
    names = {b.accessibleName() for b in page.exclusions.findChildren(QAbstractButton)}
    assert "Capture again: localauthentication" in names


def test_a_pause_counts_down(page: SourcesPage, engine: FakeEngine, quiet: Quiet) -> None:
    press(page.capture, "Pause 15 min")
    quiet()
    said = [page.capture.detail.text()]
    for advance_ms in (13 * 60_000 + 30_000, 89_000):
        engine.clock.advance(advance_ms)
        page.capture._tick()
        said.append(page.capture.detail.text())
    assert [words.split(";")[0] for words in said] == ["15 min left", "2 min left", "1 s left"]
    press(page.capture, "Resume capture")
    quiet()
    assert "left" not in page.capture.detail.text()
    assert left_words(replace(engine.capture, mode=CaptureMode.PAUSED), 0) == ""
    long = replace(engine.capture, mode=CaptureMode.PAUSED, paused_until_ms=3 * 3_600_000)
    assert left_words(long, 0) == "3 h 0 min left"


def test_what_waits_and_what_must_go_is_said(
    page: SourcesPage, engine: FakeEngine, quiet: Quiet
) -> None:
    assert page.cost.today.text() == (
        "Costs 1.3 % of one core today: reading 210 s, comparing 61 s, storing 9 s"
    )
    assert page.cost.disk.text() == "6.1 GB of 20 GB used. Nothing has to go."
    assert not page.cost.backlog.isVisible()
    engine.quota = QuotaPreview(21_000_000_000, 20_000_000_000, 120, 1, 7, 2_000_000_000, 5_000)
    for pace, said in (("waiting", "It waits"), ("thin", "newest picture"), ("full", "15:00")):
        engine.capture = replace(
            engine.capture, backlog=12, waiting_since_ms=engine.clock.now_ms(), pace=pace
        )
        page.refresh()
        quiet()
        assert page.cost.backlog.text().startswith("Reading is 12 frames behind, since 15:00")
        assert said in page.cost.backlog.text()
    assert page.cost.disk.text() == (
        "21 GB of 20 GB used. At the next tidying 120 pictures made small, 1 small picture dropped,"
        " 7 captures forgotten (about 2 GB). 5 KB are too much even then: raise the budget."
    )


def test_why_capture_is_held_is_said(page: SourcesPage, engine: FakeEngine, quiet: Quiet) -> None:
    words = "The disk is nearly full (400 MB left). Make room; capture goes on by itself."
    engine.capture = replace(engine.capture, mode=CaptureMode.HELD, detail=words)
    page.refresh()
    quiet()
    assert page.capture.state.text() == "Held for now"
    assert page.capture.detail.text() == words
    page.grab()
