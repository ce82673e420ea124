"""What the window's tests share: the fake engine, a window over it, waiting for quiet."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.support.window_engine import FakeEngine
from ui.changes import Changes
from ui.context import Context
from ui.tasks import Tasks
from ui.theme import Theme
from ui.window import MainWindow

Quiet = Callable[[], None]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Qt's offscreen platform says at every window that it takes no size hints."""
    for item in items:
        if "/gui/" in str(item.path):
            item.add_marker(pytest.mark.gui)
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture
def engine() -> FakeEngine:
    """A fake engine over a made-up week."""
    return FakeEngine()


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> Iterator[Theme]:
    """One theme for the run: to dress the application costs a third of a second."""
    QLocale.setDefault(QLocale("en"))
    made = Theme("dark")
    made.apply(qapp)
    made.setProperty("sheet", qapp.styleSheet())
    yield made
    made.close()


@pytest.fixture
def theme(qapp: QApplication, dressed: Theme) -> Theme:
    """The dark theme at 100 %, whatever the test before made of it."""
    as_first = (dressed.tokens.name, dressed.text_scale) == ("dark", 100)
    if qapp.styleSheet() != dressed.property("sheet") or not as_first:
        dressed.apply(qapp, "dark", 100)
    return dressed


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    """The pool, closed at the end."""
    made = Tasks()
    yield made
    made.close()


@pytest.fixture
def context(engine: FakeEngine, tasks: Tasks, theme: Theme) -> Iterator[Context]:
    """What a page is given."""
    changes = Changes(engine.subscribe)
    yield Context(engine, tasks, changes, theme)
    for gate in engine.gates.values():
        gate.set()
    changes.close()


@pytest.fixture
def quiet(qtbot: QtBot, tasks: Tasks) -> Quiet:
    """Waits until nothing is under way, debounced work included."""

    def wait() -> None:
        for _ in range(2):  # a machine that stood still for a moment has its timers late
            qtbot.wait(150)  # longer than every debounce; the engine answers at once
            qtbot.waitUntil(lambda: tasks.pending == 0, timeout=20_000)

    return wait


@pytest.fixture
def window(qapp: QApplication, context: Context, quiet: Quiet) -> Iterator[MainWindow]:
    """The main window, shown, with its first data; gone for good at the end."""
    made = MainWindow(context)
    made.resize(1440, 900)  # the offscreen screen is smaller
    made.show()
    quiet()
    yield made
    made.hide()
    made.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
