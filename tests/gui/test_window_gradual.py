"""What would hold up the keys is done a little at a time, and looks whole all the while."""

import time
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.support.window_engine import FakeEngine
from tests.support.window_opener import FakeOpener
from ui.application import Program
from ui.context import Context
from ui.design.gradually import STEP_S, Gradually
from ui.design.tokens import DARK, LIGHT
from ui.memories.page import MemoriesPage
from ui.settings.page import SettingsPage
from ui.shell.rail import PAGES
from ui.tasks import Tasks
from ui.theme import Theme
from ui.window import MainWindow


def looked_at(widget: QWidget) -> set[str]:
    """The colours in a picture of a widget."""
    image: QImage = widget.grab().toImage()
    return {
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 3)
        for y in range(0, image.height(), 3)
    }


def test_steps_are_taken_in_order_a_few_in_one_go(qtbot: QtBot) -> None:
    owner = QObject()
    done: list[int] = []
    turns: list[bool] = []
    work = Gradually(owner)

    def slow(number: int) -> None:
        until_s = time.perf_counter() + STEP_S
        while time.perf_counter() < until_s:
            pass
        done.append(number)
        turns.append(work.busy)

    work.run(partial(slow, number) for number in range(4))
    assert done == [0]
    assert work.busy
    qtbot.waitUntil(lambda: done == [0, 1, 2, 3] and not work.busy)


def test_other_steps_take_the_place_of_those_that_are_left(qtbot: QtBot) -> None:
    owner = QObject()
    done: list[str] = []
    work = Gradually(owner)
    work.run([partial(time.sleep, STEP_S), partial(done.append, "old")])
    work.run([partial(done.append, "new")])
    assert done == ["new"]
    assert not work.busy


def test_another_look_is_seen_all_at_once(
    window: MainWindow, theme: Theme, qapp: QApplication, qtbot: QtBot
) -> None:
    window.show_page("settings")
    assert DARK.window in looked_at(window)
    theme.change(qapp, "light")
    assert not window.updatesEnabled()  # nothing half dressed is painted
    qtbot.waitUntil(window.updatesEnabled)
    seen = looked_at(window)
    assert {LIGHT.window, LIGHT.card, LIGHT.rail} <= seen
    assert not {DARK.window, DARK.card, DARK.rail} & seen
    theme.change(qapp, "dark")
    qtbot.waitUntil(lambda: window.updatesEnabled() and not theme.changing)
    assert not {LIGHT.window, LIGHT.card, LIGHT.rail} & looked_at(window)


def test_a_page_that_comes_to_the_front_has_the_new_look_already(
    window: MainWindow, theme: Theme, qapp: QApplication
) -> None:
    for name, _words in PAGES:
        window.show_page(name)
    theme.change(qapp, "light")
    window.show_page("sources")
    muted = {
        label.palette().color(label.foregroundRole()).name()
        for label in window.pages["sources"].findChildren(QLabel)
        if label.property("role") == "muted"
    }
    assert muted == {QColor(LIGHT.muted).name()}


def test_pages_are_made_when_they_are_wanted_or_there_is_time(
    context: Context, qtbot: QtBot
) -> None:
    made = MainWindow(context)
    qtbot.addWidget(made)
    assert [page.name for page in made.pages.made()] == ["ask"]
    page = made.pages["settings"]
    assert isinstance(page, SettingsPage)
    assert len(page._rows) < len(page.rows)  # whoever asks for the rows has all of them
    with qtbot.waitSignal(made.grown):
        made.show()
    assert {page.name for page in made.pages.made()} == {name for name, _words in PAGES}
    made.close()


def test_what_comes_late_to_a_window_that_was_replaced_goes_nowhere(
    qtbot: QtBot, qapp: QApplication
) -> None:
    opener = FakeOpener(exists=True)
    opener.engine.strict = False
    program = Program(opener)
    program.begin()
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow))
    before = program.window
    assert isinstance(before, MainWindow)
    for name, _words in PAGES:
        before.show_page(name)  # each asks the engine
    gone: list[bool] = []
    before.destroyed.connect(lambda: gone.append(True))
    opener.engine.change_setting("look.text_scale", 120)
    qtbot.waitUntil(lambda: bool(gone))  # an exception in a slot would fail the test
    assert isinstance(program.window, MainWindow)
    assert program.window.isVisible()
    assert "font-size: 24px" in program.window.styleSheet()
    program.quit()


def test_a_subject_of_many_facts_is_built_card_by_card(
    window: MainWindow, engine: FakeEngine, tasks: Tasks, qtbot: QtBot
) -> None:
    window.show_page("memories")
    page = window.pages["memories"]
    assert isinstance(page, MemoriesPage)
    qtbot.waitUntil(lambda: tasks.pending == 0 and bool(page.cards))
    qtbot.waitUntil(lambda: not page._building.busy)
    known = page._known
    assert known is not None
    assert [card.slot for card in page.cards] == list(known.slots)
    card = page.cards[0]
    assert card.more.layout() is None  # sources are made when they are opened
    card.toggle()
    assert card.more.findChildren(QWidget)
