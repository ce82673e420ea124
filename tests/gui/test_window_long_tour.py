"""The long tour of the bench finds its way through the window, without the time to read."""

from dataclasses import dataclass

import pytest
from pytestqt.qtbot import QtBot

from tests.support.touring.tour import LongTour
from tests.support.window_opener import FakeOpener
from ui.application import Program, application
from ui.tray import Tray
from ui.window import MainWindow


@dataclass(frozen=True, slots=True)
class Driven:
    """The program over the fake engine."""

    program: Program
    qtbot: QtBot

    @property
    def window(self) -> MainWindow:
        window = self.program.window
        assert isinstance(window, MainWindow)
        return window

    def settle(self) -> None:
        tasks = self.window.context.tasks
        self.qtbot.waitUntil(lambda: tasks.pending == 0, timeout=60_000)
        application().processEvents()


@pytest.mark.slow
def test_one_round_visits_everything(qtbot: QtBot) -> None:
    opener = FakeOpener(exists=True)
    opener.engine.strict = False
    program = Program(opener)
    if program.tray is None:
        program.tray = Tray()
        program._wire_tray(program.tray)
    program.begin()
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow))
    done: list[str] = []
    try:
        done += LongTour(Driven(program, qtbot), 0.0, pace=0.0).steps()
    finally:
        program.quit()
    assert {
        "pages by the rail", "hits narrowed", "the history searched", "wheel and drag at years",
        "on this day", "what forgetting a moment would take", "as of another day",
        "a note written", "a note forgotten", "a window tried", "every setting", "health",
        "pages with look.language system", "a backup to a file", "an export", "the nightly work",
        "the tray", "ask in other sizes",
    } <= set(done)  # fmt: skip
