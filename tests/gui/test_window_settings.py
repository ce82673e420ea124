"""Settings: an editor for every option, checked while typed, and the cards beside them."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from services.errors import ModelError, WorldError
from services.records import ChangeKind, ConsolidationReport, EmbedderState, ModelState
from services.settings import OPTIONS
from tests.gui.conftest import Quiet
from tests.support.window_engine import FakeEngine
from tests.support.window_world import DAY, NOW_MS
from ui.settings.cards import report_words
from ui.settings.options import GROUPS
from ui.settings.page import SettingsPage
from ui.window import MainWindow


@pytest.fixture
def page(window: MainWindow, quiet: Quiet) -> SettingsPage:
    window.show_page("settings")
    quiet()
    found = window.pages["settings"]
    assert isinstance(found, SettingsPage)
    return found


def line(page: SettingsPage, key: str) -> QLineEdit:
    editor = page.rows[key].editor
    assert isinstance(editor, QLineEdit)
    return editor


def test_every_option_has_an_editor_of_its_kind(page: SettingsPage) -> None:
    assert set(page.rows) == {option.key for option in OPTIONS}
    assert {option.key.split(".")[0] for option in OPTIONS} == {group for group, _words in GROUPS}
    for option in OPTIONS:
        editor = page.rows[option.key].editor
        kind = (
            QCheckBox if option.kind is bool
            else QComboBox if option.choices
            else QPlainTextEdit if option.kind is tuple
            else QLineEdit
        )  # fmt: skip
        assert isinstance(editor, kind), option.key
        assert editor.accessibleName()
        assert editor.accessibleDescription()


def test_values_are_checked_while_typed(
    page: SettingsPage, engine: FakeEngine, qtbot: QtBot, quiet: Quiet
) -> None:
    row, edit = page.rows["memory.pixels_days"], line(page, "memory.pixels_days")
    edit.selectAll()
    QTest.keyClicks(edit, "x")
    assert row.problem.isVisible()
    assert "It takes a whole number from 1 to 3650." in row.problem.text()
    edit.selectAll()
    QTest.keyClicks(edit, "30")
    assert not row.problem.isVisible()
    qtbot.waitUntil(lambda: engine.settings.memory.pixels_days == 30)
    quiet()
    assert row.reset_chip.isVisible()
    row.reset_chip.click()
    quiet()
    assert engine.settings.memory.pixels_days == 7
    assert edit.text() == "7"
    assert not row.reset_chip.isVisible()
    assert engine.on_main == []


def test_switches_choices_and_lists(
    page: SettingsPage, engine: FakeEngine, qtbot: QtBot, quiet: Quiet
) -> None:
    box = page.rows["memory.search_warm"].editor
    assert isinstance(box, QCheckBox)
    box.click()
    quiet()
    assert not engine.settings.memory.search_warm
    combo = page.rows["look.theme"].editor
    assert isinstance(combo, QComboBox)
    combo.activated.emit(combo.findData("light"))
    quiet()
    assert engine.settings.look.theme == "light"
    assert combo.currentData() == "light"
    lines = page.rows["files.ignored"].editor
    assert isinstance(lines, QPlainTextEdit)
    lines.setPlainText(".git\n\n build ")
    qtbot.waitUntil(lambda: engine.settings.files.ignored == (".git", "build"))


def test_a_refusal_puts_the_value_back(
    page: SettingsPage, engine: FakeEngine, quiet: Quiet
) -> None:
    engine.broken["change_setting"] = WorldError("The disk is full.", "Free some space.")
    box = page.rows["memory.search_warm"].editor
    assert isinstance(box, QCheckBox)
    box.click()
    quiet()
    assert box.isChecked()
    assert "Free some space." in page.banner.words.text()


def test_the_advanced_are_folded_and_all_are_found(page: SettingsPage, qtbot: QtBot) -> None:
    def narrowed() -> None:
        qtbot.waitUntil(lambda: not page.options.narrowing)

    advanced = next(option.key for option in OPTIONS if option.advanced)
    assert not page.rows[advanced].isVisible()
    page.advanced.click()
    narrowed()
    assert all(row.isVisibleTo(page) for row in page.rows.values())
    page.advanced.click()
    page.finder.setText("GGUF")
    narrowed()
    shown = [key for key, row in page.rows.items() if row.isVisibleTo(page)]
    assert shown == ["answer.model_path", "index.embedder_path"]
    page.finder.setText("no such thing")
    assert page.options.nothing.isVisible()
    page.finder.setText(page.rows[advanced].option.title)
    narrowed()
    assert page.rows[advanced].isVisible()
    page.advanced.click()
    page.finder.setText("GGUF")  # what is asked for last is what is shown
    narrowed()
    shown = [key for key, row in page.rows.items() if row.isVisibleTo(page)]
    assert shown == ["answer.model_path", "index.embedder_path"]


def test_a_copy_of_many_gigabytes_shows_how_far_it_is(page: SettingsPage) -> None:
    page.copies.show_progress(3_000_000_000, 4_000_000_000, "Copying")
    assert page.copies.bar.value() / page.copies.bar.maximum() == pytest.approx(0.75)
    page.copies.show_progress(10, 0, "Copying")
    assert page.copies.bar.maximum() == 0


def test_storage_is_foretold(page: SettingsPage, engine: FakeEngine, quiet: Quiet) -> None:
    assert page.storage.words.text().startswith("6.1 GB of 20 GB (database 240 MB, pictures 5.6 GB")
    assert page.storage.forecast.text() == "In two years, as things go: 15.2 GB."
    page.storage.grab()
    points = ((NOW_MS, 10), (NOW_MS + DAY, 30_000_000_000))
    engine.strict = False
    page.storage.show_sizes(engine.upkeep.stats(), points)
    assert page.storage.forecast.text() == "The budget is reached on Wednesday, 18 March."


def test_a_model_is_chosen_and_let_go(
    page: SettingsPage, engine: FakeEngine, quiet: Quiet, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert page.model.detail.text() == "llama.cpp is being built: 41 %"
    assert page.model.build.value() == 41
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: ("/models/small.gguf", ""))
    page.model.choose_chip.click()
    quiet()
    assert page.model.name.text() == "small"
    assert not page.model.build.isVisible()
    page.model.none_chip.click()
    quiet()
    assert "No model" in page.model.name.text()
    assert engine.model == ModelState(False)
    engine.broken["choose_model"] = ModelError("This is no GGUF file.")
    page.choose_model(Path("/x"))
    quiet()
    assert "This is no GGUF file." in page.banner.words.text()


def test_the_build_is_followed_until_it_is_there(
    page: SettingsPage, engine: FakeEngine, quiet: Quiet
) -> None:
    engine.model = ModelState(True, "/m/small.gguf", "small")
    page._poll_build()
    quiet()
    assert page.model.name.text() == "small"


def test_the_nightly_work_runs_now_and_can_be_stopped(
    page: SettingsPage, engine: FakeEngine, quiet: Quiet
) -> None:
    page.nightly.run_chip.click()
    assert page.nightly.bar.isVisible()
    quiet()
    assert page.nightly.words.text() == (
        "Done: 4 events, 3 new facts, 1 no longer true, 2 duplicates, 5 pictures faded in 2.3 s."
    )
    gate = engine.gates["consolidate"] = threading.Event()
    page.nightly.run_chip.click()
    page.nightly.stop_chip.click()
    gate.set()
    quiet()
    assert "Stopped" in page.nightly.words.text()
    assert page.nightly.run_chip.isEnabled()
    engine.broken["consolidate"] = WorldError("It runs already.")
    page.run_nightly()
    quiet()
    assert page.nightly.words.text() == "Not finished."


def test_health_is_checked_and_mended(page: SettingsPage, engine: FakeEngine, quiet: Quiet) -> None:
    page.health.check_chip.click()
    quiet()
    words = [label.text() for label in page.health.findChildren(QLabel)]
    assert "!" in words
    assert "Run `doctor --repair`." in words
    page.health.repair_chip.click()
    quiet()
    words = [label.text() for label in page.health.findChildren(QLabel)]
    assert "!" not in words
    engine.broken["doctor"] = WorldError("The library is busy.")
    page.check_health(False)
    quiet()
    assert page.banner.isVisible()


def test_checks_show_as_they_come_and_can_be_stopped(
    page: SettingsPage, engine: FakeEngine, quiet: Quiet, qtbot: QtBot
) -> None:
    gate = engine.gates["checking"] = threading.Event()
    page.check_health(False)
    qtbot.waitUntil(lambda: "vault" in told(page))
    qtbot.waitUntil(lambda: page.health.words.text() == "Reading every page…")
    assert "pictures" not in told(page)
    assert page.health.bar.isVisible()
    assert not page.health.check_chip.isVisible()
    page.health.stop_chip.click()
    assert page.health.check_chip.isVisible()
    gate.set()
    quiet()
    assert "pictures" not in told(page)
    assert "Stopped" in page.health.words.text()
    page.check_health(False)
    quiet()
    assert page.health.words.text() == "1 thing is not well."
    page.check_health(True)
    quiet()
    assert page.health.words.text() == "All is well."


def told(page: SettingsPage) -> list[str]:
    return [label.text() for label in page.health.findChildren(QLabel)]


def test_copies_are_made(
    page: SettingsPage, engine: FakeEngine, quiet: Quiet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: ("/b.backup", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: "/out")
    page.copies.backup.emit()
    quiet()
    assert page.copies.words.text() == "Backed up: 120 blobs, 734 MB."
    page.copies.export.emit()
    quiet()
    assert page.copies.words.text() == "Exported: 120 captures, 13 facts."
    engine.broken["export"] = WorldError("The folder is not empty.")
    page.export(Path("/out"))
    quiet()
    assert "not empty" in page.banner.words.text()
    assert not page.copies.bar.isVisible()


def test_a_quiet_night_in_words() -> None:
    assert report_words(ConsolidationReport(events=1, ms=100)) == "1 event, 0 new facts in 0.1 s"


def test_a_model_is_downloaded_used_measured_and_removed(
    window: MainWindow, page: SettingsPage, engine: FakeEngine, quiet: Quiet
) -> None:
    card = page.models
    assert not card.measure_chip.isEnabled()
    page.download_model("small")
    quiet()
    assert card.words.text() == "small.gguf is here now. Press Use to answer with it."
    assert card.bar.isHidden()
    page.choose_model(Path("/models/small.gguf"))
    quiet()
    page.refresh()
    quiet()
    assert card.measure_chip.isEnabled()
    page.measure_model()
    quiet()
    assert card.words.text() == (
        "small reads 105 and writes 34.0 tokens a second on the processor."
    )
    page.remove_model(Path("/models/small.gguf"))
    quiet()
    assert not engine.downloaded


def test_a_download_tells_how_far_it_is_and_stops(
    window: MainWindow, page: SettingsPage, engine: FakeEngine, quiet: Quiet, qtbot: QtBot
) -> None:
    engine.gates["downloading"] = threading.Event()
    page.models.download.emit("small")
    qtbot.waitUntil(lambda: "of 1.4 GB" in page.models.words.text(), timeout=20_000)
    assert page.models.bar.value() == 500
    page.models.stop.emit()
    quiet()
    assert page.models.words.text().startswith("Stopped.")
    assert not engine.downloaded


def test_a_download_that_fails_is_told(
    window: MainWindow, page: SettingsPage, engine: FakeEngine, quiet: Quiet
) -> None:
    engine.broken["download"] = ModelError("The disk is full.", "Free some room.")
    page.models.download.emit("small")
    quiet()
    assert page.models.bar.isHidden()
    engine.broken.clear()


def test_an_embedding_model_is_chosen_prepared_and_given_back(
    page: SettingsPage, engine: FakeEngine, quiet: Quiet, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    card = page.embedder
    assert card.name.text() == "MiniLM (bundled)"
    assert not card.bundled_chip.isVisibleTo(page)
    assert not card.bar.isVisibleTo(page)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: ("/models/nomic.gguf", ""))
    card.choose_chip.click()
    quiet()
    assert card.name.text() == "nomic"
    engine.embedder = EmbedderState("", "MiniLM (bundled)", "nomic", 30, 120)
    engine.tell(ChangeKind.MODEL)
    prepared = "nomic is being prepared: 30 of 120."
    qtbot.waitUntil(lambda: prepared in card.detail.text(), timeout=20_000)
    assert (card.bar.value(), card.bar.maximum()) == (30, 120)
    assert card.bundled_chip.isVisibleTo(page)
    card.bundled_chip.click()
    quiet()
    assert engine.embedder.path == ""
    engine.broken["choose_embedder"] = ModelError("chat.gguf is not an embedding model.")
    page.choose_embedder(Path("/models/chat.gguf"))
    quiet()
    assert "not an embedding model" in page.banner.words.text()
    engine.embedder = EmbedderState("", "MiniLM (bundled)", problem="The server is away.")
    engine.tell(ChangeKind.MODEL)
    qtbot.waitUntil(lambda: card.detail.text() == "The server is away.", timeout=20_000)


def test_the_wheel_is_the_pages_until_an_editor_has_the_focus(page: SettingsPage) -> None:
    def wheel(target: QWidget) -> bool:
        at = QPointF(3, 3)
        event = QWheelEvent(
            at, target.mapToGlobal(at), QPoint(0, -120), QPoint(0, -120),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(target, event)
        return event.isAccepted()

    combo = page.rows["look.theme"].editor
    assert isinstance(combo, QComboBox)
    before = combo.currentIndex()
    assert not wheel(combo)
    assert combo.currentIndex() == before
    assert not combo.hasFocus()
    combo.setFocus()
    assert wheel(combo)
    lines = page.rows["capture.excluded_apps"].editor
    assert isinstance(lines, QPlainTextEdit)
    lines.setPlainText("one\n" * 50)
    assert not wheel(lines.viewport())
    assert lines.verticalScrollBar().value() == 0
    lines.setFocus()
    wheel(lines.viewport())
    assert lines.verticalScrollBar().value() > 0
    lines.setPlainText("")


def test_copied_pictures_need_copies(page: SettingsPage, engine: FakeEngine, quiet: Quiet) -> None:
    pictures = page.rows["sources.clipboard_pictures"].editor
    assert not pictures.isEnabled()
    engine.strict = False
    engine.change_setting("sources.clipboard", True)
    quiet()
    assert pictures.isEnabled()
