"""Welcome and unlocking: nothing is captured before the end, and the code is written down."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from services.errors import WorldError
from tests.gui.conftest import Quiet
from tests.support.window_engine import FakeEngine
from tests.support.window_opener import CODE, PASSPHRASE, FakeOpener
from ui.tasks import Tasks
from ui.theme import Theme
from ui.welcome.unlock import UnlockWindow
from ui.welcome.window import WelcomeWindow
from ui.words import proper_name

MakeWelcome = Callable[[FakeOpener], WelcomeWindow]


@pytest.fixture
def welcome(qtbot: QtBot, tasks: Tasks, theme: Theme) -> MakeWelcome:
    def make(opener: FakeOpener) -> WelcomeWindow:
        made = WelcomeWindow(opener, tasks, theme)
        qtbot.addWidget(made)
        made.show()
        return made

    return make


def press(parent: QWidget, name: str) -> None:
    next(b for b in parent.findChildren(QAbstractButton) if b.accessibleName() == name).click()


def to_the_key(window: WelcomeWindow, quiet: Quiet) -> None:
    window.consent.agree.setChecked(True)
    window.next.click()
    window.next.click()
    quiet()


def test_programs_are_called_by_their_names(welcome: MakeWelcome) -> None:
    window = welcome(FakeOpener())
    words = " ".join(made.text() for made in window.places.findChildren(QLabel))
    assert "KeePassXC, KeePass, Bitwarden, 1Password…" in words
    assert proper_name("enpass") == "Enpass"
    assert proper_name("MyApp") == "MyApp"


def test_the_whole_way(
    welcome: MakeWelcome, quiet: Quiet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener = FakeOpener()
    window = welcome(opener)
    done: list[FakeEngine] = []
    window.finished.connect(done.append)
    assert not window.next.isEnabled()
    window.consent.agree.setChecked(True)
    window.next.click()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: str(tmp_path))
    press(window.places, "Add a folder…")
    for entry in ("bank.example", "Diary", "Diary"):
        window.places.edit.setText(entry)
        QTest.keyClick(window.places.edit, Qt.Key.Key_Return)
    assert window.places.excluded == ["bank.example", "Diary"]
    assert opener.keyring_asked == 0
    window.next.click()
    quiet()
    assert opener.keyring_asked == 1
    assert window.key.keyring.isChecked()
    assert not window.next.isEnabled()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: ("/m/small.gguf", ""))
    press(window.key, "Choose a GGUF file…")
    window.key.make.click()
    quiet()
    engine = opener.engine
    assert opener.made_with == [None]
    assert window.key.code.text() == CODE
    press(window.key, "Copy the recovery code")
    assert QGuiApplication.clipboard().text() == CODE
    assert not window.next.isEnabled()
    assert not engine.consent  # nothing is captured before the end
    window.key.written.setChecked(True)
    window.next.click()
    quiet()
    assert done == [engine]
    assert engine.consent
    assert engine.settings.capture.excluded_sites == ("bank.example",)
    assert "Diary" in engine.settings.capture.excluded_apps
    assert engine.watched[-1] == str(tmp_path)
    assert engine.model.name == "small"
    names = [name for name, _args in engine.calls]
    assert names.index("give_consent") > max(names.index("watch"), names.index("exclude"))
    assert engine.on_main == []


def test_without_capture(welcome: MakeWelcome, quiet: Quiet) -> None:
    opener = FakeOpener()
    window = welcome(opener)
    window.consent.agree.setChecked(True)
    window.consent.without.setChecked(True)
    assert not window.consent.agree.isChecked()
    window.next.click()
    window.back.click()
    assert window.stack.currentIndex() == 0
    window.next.click()
    window.next.click()
    quiet()
    window.key.make.click()
    quiet()
    window.key.written.setChecked(True)
    window.next.click()
    quiet()
    assert not opener.engine.consent


def test_a_passphrase_is_long_and_typed_twice(welcome: MakeWelcome, quiet: Quiet) -> None:
    opener = FakeOpener()
    opener.has_keyring = False
    window = welcome(opener)
    to_the_key(window, quiet)
    key = window.key
    assert key.passphrase.isChecked()
    assert not key.keyring.isEnabled()
    assert not key.make.isEnabled()
    key.first.setText("short")
    assert "At least 10 characters" in key.hint.text()
    key.first.setText(PASSPHRASE)
    assert key.hint.text() == "The two differ."
    key.second.setText(PASSPHRASE)
    key.make.click()
    quiet()
    assert opener.made_with == [PASSPHRASE]
    assert key.first.text() == ""


def test_a_vault_that_cannot_be_made_is_told(welcome: MakeWelcome, quiet: Quiet) -> None:
    opener = FakeOpener()
    opener.broken = WorldError("The folder cannot be written.", "Choose another.")
    window = welcome(opener)
    to_the_key(window, quiet)
    window.key.make.click()
    quiet()
    assert "cannot be written" in window.banner.words.text()
    assert window.key.make.isEnabled()


def test_the_sample_is_explored_first(welcome: MakeWelcome, quiet: Quiet, qtbot: QtBot) -> None:
    opener = FakeOpener()
    window = welcome(opener)
    opener.broken = WorldError("The disk is full.")
    window.consent.sample_button.click()
    assert window.consent.busy.isVisible()
    quiet()
    assert "The disk is full." in window.banner.words.text()
    assert window.consent.sample_button.isEnabled()
    opener.broken = None
    with qtbot.waitSignal(window.sample_opened):
        window.consent.sample_button.click()
    window.consent.show_progress(2, 4, "Tuesday")
    assert window.consent.words.full_text() == "Tuesday"
    window.consent.stop.click()
    assert not window.consent.busy.isVisible()


def test_leaving_early_closes_what_was_opened(
    welcome: MakeWelcome, quiet: Quiet, qtbot: QtBot
) -> None:
    opener = FakeOpener()
    window = welcome(opener)
    to_the_key(window, quiet)
    window.key.make.click()
    quiet()
    with qtbot.waitSignal(window.closed):
        window.close()
    assert opener.engine.closed
    assert not opener.engine.consent


def test_folders_and_exclusions_can_be_taken_back(welcome: MakeWelcome) -> None:
    window = welcome(FakeOpener())
    window.places.add_folder("/data")
    press(window.places, "Remove /data")
    assert window.places.folders == []
    window.places.edit.setText("Diary")
    window.places.add_exclusion()
    press(window.places, "Remove Diary")
    assert window.places.excluded == []


# unlocking


def test_a_wrong_passphrase_is_told_and_a_right_one_opens(
    qtbot: QtBot, tasks: Tasks, theme: Theme, quiet: Quiet
) -> None:
    opener = FakeOpener(exists=True, passphrase=True)
    window = UnlockWindow(opener, tasks, theme, ask=True)
    qtbot.addWidget(window)
    window.show()
    window.unlock_button.click()
    assert tasks.pending == 0
    window.edit.setText("wrong")
    QTest.keyClick(window.edit, Qt.Key.Key_Return)
    quiet()
    assert "does not open the vault" in window.banner.words.text()
    window.edit.setText(PASSPHRASE)
    with qtbot.waitSignal(window.opened):
        window.unlock_button.click()
    assert window.edit.text() == ""


def test_the_keyring_opens_by_itself_and_can_be_tried_again(
    qtbot: QtBot, tasks: Tasks, theme: Theme, quiet: Quiet
) -> None:
    opener = FakeOpener(exists=True)
    opener.has_keyring = False
    window = UnlockWindow(opener, tasks, theme, ask=False)
    qtbot.addWidget(window)
    window.show()
    quiet()
    assert window.words.text() == "The library could not be opened"
    assert "No keyring was found." in window.banner.words.text()
    opener.has_keyring = True
    with qtbot.waitSignal(window.opened):
        window.banner.button.click()


def test_where_the_keyring_fails_the_recovery_code_opens(
    qtbot: QtBot, tasks: Tasks, theme: Theme, quiet: Quiet
) -> None:
    opener = FakeOpener(exists=True)
    opener.has_keyring = False
    window = UnlockWindow(opener, tasks, theme, ask=False)
    qtbot.addWidget(window)
    window.show()
    assert not window.line.isVisible()
    quiet()
    assert window.edit.placeholderText() == "Recovery code"
    window.edit.setText("ABCD-2345")
    quiet()
    assert "No keyring was found." in window.banner.words.text()
    window.edit.setText(CODE)
    with qtbot.waitSignal(window.opened):
        QTest.keyClick(window.edit, Qt.Key.Key_Return)


def test_leaving_the_lock_ends_the_program(qtbot: QtBot, tasks: Tasks, theme: Theme) -> None:
    window = UnlockWindow(FakeOpener(exists=True, passphrase=True), tasks, theme, ask=True)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignal(window.closed):
        window.close()
