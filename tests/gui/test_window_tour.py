"""A tour through everything: no question to the engine on the main thread, no problem, no gap."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.support.window_engine import FakeEngine
from tests.support.window_tour import Tour
from ui.context import Context
from ui.design.widgets import Banner
from ui.tasks import Tasks
from ui.window import MainWindow


def problems(window: QWidget) -> list[str]:
    """What the banners say that went wrong."""
    return [
        banner.words.text()
        for banner in window.findChildren(Banner)
        if banner.isVisible() and banner.property("tone") == "problem"
    ]


def test_a_tour_visits_everything_without_waiting_on_the_main_thread(
    window: MainWindow, context: Context, engine: FakeEngine, tasks: Tasks, qtbot: QtBot
) -> None:
    def settle() -> None:
        qtbot.waitUntil(lambda: tasks.pending == 0, timeout=60_000)

    tour = Tour(window, context.theme, settle, "re", "When is the review?")
    done = []
    for step in tour.steps():
        assert problems(window) == [], step
        done.append(step)
    assert engine.on_main == []
    assert len(done) == len(set(done))
    assert {"an answer", "played", "filtered", "on this day", "what fades"} <= set(done)
