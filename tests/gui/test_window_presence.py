"""The engine is told that somebody works at the window, so that heavy work waits."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.support.window_engine import FakeEngine
from ui.context import Context
from ui.presence import EVERY_S, Presence
from ui.window import MainWindow


def test_keys_and_mouse_are_told_once_in_a_while(
    qtbot: QtBot, context: Context, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    now_s = 1_000.0
    monkeypatch.setattr("ui.presence.time.monotonic", lambda: now_s)
    window = MainWindow(context, "ask")
    qtbot.addWidget(window)
    Presence(window, engine.used)
    window.show()
    handle = window.windowHandle()
    assert engine.times_used == 0, "to be shown is no use"
    QTest.keyClick(handle, Qt.Key.Key_Shift)
    assert engine.times_used == 1
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton)
    assert engine.times_used == 1, "once in a while is enough"
    now_s += EVERY_S
    QTest.mouseMove(handle, QPoint(30, 40))
    QTest.mouseMove(handle, QPoint(60, 70))
    assert engine.times_used == 2
    window.hide()
    window.show()
    now_s += EVERY_S
    QTest.keyClick(handle, Qt.Key.Key_Shift)
    assert engine.times_used == 3
