"""What would hold up the keys is done a little at a time, and looks whole all the while."""

import time
from functools import partial
from itertools import pairwise

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel, QScrollBar, QWidget
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
from ui.window import MAKERS, MainWindow


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
    assert len(page.options._rows) < len(page.rows)  # whoever asks for the rows has all of them
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
    qtbot.waitUntil(
        lambda: bool(gone), timeout=30_000
    )  # an exception in a slot would fail the test
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


@pytest.mark.parametrize("name", list(MAKERS))
def test_a_page_is_made_a_part_at_a_time(context: Context, qtbot: QtBot, name: str) -> None:
    window = MainWindow(context, "")
    qtbot.addWidget(window)
    sizes: list[int] = []
    while window.pages.grow(name):
        sizes.append(len(window.pages.made()[0].findChildren(QWidget)))
    page = window.pages[name]
    assert window.pages.made() == (page,)
    assert window.stack.indexOf(page) >= 0
    steps = [after - before for before, after in pairwise([0, *sizes]) if after > before]
    assert len(steps) > 2
    assert max(steps) < 0.7 * sizes[-1]
    window.retire()


def test_a_page_that_is_wanted_in_the_middle_of_its_making_is_whole(
    context: Context, qtbot: QtBot, tasks: Tasks
) -> None:
    window = MainWindow(context, "")
    qtbot.addWidget(window)
    window.resize(1440, 900)
    for name in MAKERS:
        assert window.pages.grow(name)
        window.show_page(name)
    window.show()
    for name in MAKERS:
        window.show_page(name)
        qtbot.waitUntil(lambda: tasks.pending == 0)
        assert not window.pages.grow(name)
    window.retire()


def test_scroll_bars_have_the_new_look_too(
    window: MainWindow, theme: Theme, qapp: QApplication, qtbot: QtBot
) -> None:
    window.show_page("settings")
    bars = [b for b in window.pages["settings"].findChildren(QScrollBar) if b.isVisible()]
    assert bars
    dark = [looked_at(bar) for bar in bars]
    for name in ("light", "dark"):
        theme.change(qapp, name)
        qtbot.waitUntil(lambda: window.updatesEnabled() and not theme.changing)
    assert [looked_at(bar) for bar in bars] == dark
    theme.change(qapp, "light")
    qtbot.waitUntil(lambda: window.updatesEnabled() and not theme.changing)
    for bar, before in zip(bars, dark, strict=True):
        assert looked_at(bar) & before <= {"#000000"}  # what is see-through


def test_tab_goes_from_above_to_below_through_what_was_built_gradually(
    window: MainWindow, tasks: Tasks, qtbot: QtBot
) -> None:
    window.show_page("memories")
    page = window.pages["memories"]
    assert isinstance(page, MemoriesPage)
    qtbot.waitUntil(lambda: tasks.pending == 0 and bool(page.cards))
    qtbot.waitUntil(lambda: not page._building.busy)
    chain: list[QWidget] = []
    widget: QWidget | None = page.cards[0].sources_button
    while widget is not None and widget not in chain:
        chain.append(widget)
        widget = widget.nextInFocusChain()
    cards = [chain.index(card.sources_button) for card in page.cards]
    first = min(at for at, made in enumerate(chain) if page.gists.isAncestorOf(made))
    assert cards == sorted(cards)
    assert max(cards) < first
