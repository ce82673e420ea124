"""Welcome and the lock at every size and in every language: nothing cut off, and a picture of each.

The pictures lie below pytest's ``--basetemp``, for whoever wants to look at them.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from services.errors import DataDirError, VaultError
from tests.gui.conftest import Quiet
from tests.support.cut_off import cut_off
from tests.support.window_opener import PASSPHRASE, FakeOpener
from ui.language import Language
from ui.tasks import Tasks
from ui.theme import Theme
from ui.welcome.unlock import UnlockWindow
from ui.welcome.window import WelcomeWindow

LOOKS = pytest.mark.parametrize(
    ("language", "look", "scale"),
    [
        (language, look, scale)
        for language in ("en", "de")
        for look in ("dark", "light")
        for scale in (100, 200)
    ],
)
Check = Callable[[QWidget, str], None]


@pytest.fixture
def spoken(
    language: str, look: str, scale: int, qapp: QApplication, theme: Theme
) -> Iterator[Language]:
    """The language, look and size of the test."""
    made = Language(qapp)
    made.speak(language)
    theme.apply(qapp, look, scale)
    yield made
    made.close()
    theme.apply(qapp, "dark", 100)


@pytest.fixture
def look_at(tmp_path: Path, qtbot: QtBot) -> Check:
    """Takes a picture of a window, and finds words that do not fit."""

    def check(window: QWidget, name: str) -> None:
        qtbot.wait(20)  # layouts settle
        assert window.grab().save(str(tmp_path / f"{name}.png"))
        assert cut_off(window) == [], name

    return check


@LOOKS
def test_welcome_fits(
    spoken: Language, look_at: Check, qtbot: QtBot, tasks: Tasks, theme: Theme, quiet: Quiet
) -> None:
    opener = FakeOpener()
    window = WelcomeWindow(opener, tasks, theme)
    qtbot.addWidget(window)
    window.show()
    look_at(window, "1 consent")
    window.consent.show_busy(True)
    window.consent.show_progress(2, 7, "Living through 2026-03-16")
    look_at(window, "2 sample")
    window.consent.show_busy(False)
    window.consent.agree.setChecked(True)
    window.next.click()
    look_at(window, "3 places")
    window.places.add_folder("/home/you/Documents/Projects/The long way to the lighthouse")
    for entry in ("bank.example", "Diary", "forum.example/private", "Some other program"):
        window.places.edit.setText(entry)
        window.places.add_exclusion()
    look_at(window, "4 places chosen")
    window.next.click()
    quiet()
    look_at(window, "5 key")
    window.key.passphrase.setChecked(True)
    window.key.first.setText("short")
    look_at(window, "6 passphrase")
    window.key.first.setText(PASSPHRASE)
    window.key.second.setText(PASSPHRASE)
    opener.broken = DataDirError(
        "The library's folder cannot be written (Permission denied).",
        "Check the folder's permissions and the free space.",
    )
    window.key.make.click()
    quiet()
    look_at(window, "7 not made")
    opener.broken = None
    window.key.make.click()
    quiet()
    look_at(window, "8 recovery code")


@LOOKS
def test_the_lock_fits(
    spoken: Language, look_at: Check, qtbot: QtBot, tasks: Tasks, theme: Theme, quiet: Quiet
) -> None:
    opener = FakeOpener(exists=True, passphrase=True)
    window = UnlockWindow(opener, tasks, theme, ask=True)
    qtbot.addWidget(window)
    window.show()
    look_at(window, "1 locked")
    opener.broken = VaultError("The passphrase is wrong.", "Try again, or use the recovery code.")
    window.edit.setText("wrong")
    window.unlock()
    look_at(window, "2 opening")
    quiet()
    look_at(window, "3 wrong")
    by_keyring = UnlockWindow(FakeOpener(exists=True), tasks, theme, ask=False)
    qtbot.addWidget(by_keyring)
    opener.broken = VaultError(
        "The keyring of this computer has no key for this vault.",
        "Open it with the recovery code, then choose a key source again.",
    )
    by_keyring._opener = opener
    by_keyring.show()
    quiet()
    look_at(by_keyring, "4 no keyring")
