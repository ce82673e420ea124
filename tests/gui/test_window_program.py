"""The program around the windows: from first start to main window, tray, look, end, pictures."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from services.errors import HotkeyError, NoticeError
from services.records import CaptureMode, CaptureState, ChangeKind
from services.settings import LookSettings
from tests.gui.conftest import Quiet
from tests.support.window_engine import FakeEngine
from tests.support.window_opener import PASSPHRASE, FakeOpener
from tests.support.window_world import MINUTE, NOW_MS, OFFSET
from ui.application import Program, Start, run
from ui.context import Context
from ui.design.page import Page
from ui.design.tokens import LIGHT
from ui.desktop import Desktop
from ui.notices import Notices
from ui.pictures import grab_pages
from ui.shell.foot import CpuLoad
from ui.tray import Tray, state_icon
from ui.welcome.unlock import UnlockWindow
from ui.welcome.window import WelcomeWindow
from ui.window import MainWindow

Begin = Callable[..., Program]


@pytest.fixture
def begin(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Begin]:
    """Start programs whose end does not end the test run's application."""
    monkeypatch.setattr(QApplication, "quit", lambda *_a: None)
    made: list[Program] = []

    def start(
        opener: FakeOpener, start: Start | None = None, desktop: Desktop | None = None
    ) -> Program:
        program = Program(opener, start, desktop)
        made.append(program)
        program.begin()
        return program

    yield start
    for program in made:
        program.quit()
        if program.window is not None:
            program.window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def main_of(qtbot: QtBot, program: Program) -> MainWindow:
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=10_000)
    assert isinstance(program.window, MainWindow)
    return program.window


def settled(qtbot: QtBot, program: Program) -> None:
    qtbot.wait(150)
    qtbot.waitUntil(lambda: program._tasks.pending == 0, timeout=20_000)


@pytest.mark.parametrize("exists", [False, True])
def test_the_first_windows_have_the_look_that_was_asked_for(begin: Begin, exists: bool) -> None:
    look = LookSettings(theme="light", language="de", text_scale=150)
    program = begin(FakeOpener(exists=exists, passphrase=True), Start(look=look))
    assert isinstance(program.window, UnlockWindow if exists else WelcomeWindow)
    assert (program.theme.tokens.name, program.theme.text_scale) == ("light", 150)
    assert program.language.code == "de"


def test_the_first_start_welcomes(qtbot: QtBot, begin: Begin) -> None:
    opener = FakeOpener()
    program = begin(opener)
    assert isinstance(program.window, WelcomeWindow)
    program.raise_window()
    program.window.consent.sample_button.click()
    window = main_of(qtbot, program)
    assert "sample" in window.windowTitle()
    settled(qtbot, program)
    assert not opener.engine.started  # nothing is captured into a sample
    leave = next(b for b in window.findChildren(QPushButton) if b.text() == "Start my own library")
    leave.click()
    assert opener.engine.closed
    assert isinstance(program.window, WelcomeWindow)


def test_a_locked_library_is_unlocked_and_started(qtbot: QtBot, begin: Begin) -> None:
    opener = FakeOpener(exists=True, passphrase=True)
    program = begin(opener)
    assert isinstance(program.window, UnlockWindow)
    program.window.edit.setText(PASSPHRASE)
    program.window.unlock()
    main_of(qtbot, program)
    qtbot.waitUntil(lambda: opener.engine.started)
    program.quit()
    assert opener.engine.closed


def test_a_lock_closes_the_library_and_asks_again(qtbot: QtBot, begin: Begin) -> None:
    opener = FakeOpener(exists=True)
    program = begin(opener)
    main_of(qtbot, program)
    settled(qtbot, program)
    opener.wants_passphrase = True
    opener.engine.tell(ChangeKind.LOCK)
    qtbot.waitUntil(lambda: isinstance(program.window, UnlockWindow))
    assert opener.engine.closed


class FakeDesktop:
    """Fits ``ui.desktop.Desktop``; ``press`` is what a key does."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self.at_login: list[bool] = []
        self.notices: list[tuple[str, str]] = []
        self.press: Callable[[], None] = self.close
        self.broken: Exception | None = None

    def listen(self, keys_text: str, pressed: Callable[[], None]) -> None:
        if self.broken is not None:
            raise self.broken
        self.keys.append(keys_text)
        self.press = pressed

    def autostart(self, on: bool) -> None:
        self.at_login.append(on)

    def notify(self, title: str, body: str) -> None:
        if self.broken is not None:
            raise self.broken
        self.notices.append((title, body))

    def close(self) -> None:
        pass


def test_keys_bring_up_the_box_from_anywhere(qtbot: QtBot, begin: Begin) -> None:
    opener, desktop = FakeOpener(exists=True), FakeDesktop()
    opener.engine.strict = False
    program = begin(opener, Start(), desktop)
    window = main_of(qtbot, program)
    settled(qtbot, program)
    assert desktop.keys == ["Ctrl+Alt+Space"]
    assert desktop.at_login == [False]
    window.show_page("timeline")
    window.hide()
    threading.Thread(target=desktop.press).start()
    qtbot.waitUntil(lambda: window.isVisible() and window.focusWidget() is window.box.edit)
    opener.engine.change_setting("look.hotkey", "F9")
    opener.engine.change_setting("look.autostart", True)
    qtbot.waitUntil(lambda: desktop.keys[1:] == ["F9"] and desktop.at_login[1:] == [True])
    desktop.broken = HotkeyError("Another program uses these keys already.")
    opener.engine.change_setting("look.hotkey", "F10")
    qtbot.waitUntil(lambda: "Another program" in page_of(window).banner.words.text())


def test_a_desktop_without_such_keys_is_no_news_at_each_start(qtbot: QtBot, begin: Begin) -> None:
    opener, desktop = FakeOpener(exists=True), FakeDesktop()
    desktop.broken = HotkeyError("This desktop does not let a program listen for keys.")
    program = begin(opener, Start(to_ask=True), desktop)
    window = main_of(qtbot, program)
    settled(qtbot, program)
    assert window.focusWidget() is window.box.edit
    assert page_of(window).banner.isHidden()


def page_of(window: MainWindow) -> Page:
    page = window.stack.currentWidget()
    assert isinstance(page, Page)
    return page


def test_the_look_changes_live(qtbot: QtBot, begin: Begin, qapp: QApplication) -> None:
    opener = FakeOpener(exists=True)
    opener.engine.strict = False
    program = begin(opener)
    window = main_of(qtbot, program)
    settled(qtbot, program)
    opener.engine.change_setting("look.theme", "light")
    qtbot.waitUntil(lambda: program.theme.tokens is LIGHT)
    assert program.window is window
    opener.engine.change_setting("look.text_scale", 150)
    qtbot.waitUntil(lambda: program.window is not window)
    after = main_of(qtbot, program)
    assert after.stack.currentWidget() is after.pages["settings"]
    assert program.theme.px(20) == 30
    settled(qtbot, program)
    opener.engine.change_setting("look.text_scale", 100)
    opener.engine.change_setting("look.theme", "dark")
    qtbot.waitUntil(lambda: program.theme.choice == "dark")
    settled(qtbot, program)
    program._system_theme()


def test_whoever_works_at_the_window_keeps_heavy_work_waiting(qtbot: QtBot, begin: Begin) -> None:
    opener = FakeOpener(exists=True)
    window = main_of(qtbot, begin(opener))
    assert opener.engine.times_used == 0
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    assert opener.engine.times_used == 1


def test_an_engine_that_fails_to_close_does_not_keep_the_program(
    qtbot: QtBot, begin: Begin, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    opener = FakeOpener(exists=True)

    def refuse() -> None:
        raise RuntimeError("worker hangs")

    monkeypatch.setattr(opener.engine, "close", refuse)
    program = begin(opener)
    main_of(qtbot, program)
    program.quit()
    assert "unexpected failure" in caplog.text


def test_the_program_runs_until_a_polite_kill(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener = FakeOpener(exists=True)
    raised: list[str] = []
    monkeypatch.setattr(Program, "raise_window", lambda _self: raised.append("raised"))

    def ready(raise_window: Callable[[], None]) -> None:
        raise_window()
        QTimer.singleShot(150, lambda: os.kill(os.getpid(), signal.SIGUSR1))
        QTimer.singleShot(400, lambda: os.kill(os.getpid(), signal.SIGTERM))

    before = signal.getsignal(signal.SIGTERM)
    assert run(opener, ready=ready) == 0
    assert raised == ["raised", "raised"]
    assert opener.engine.closed
    assert signal.getsignal(signal.SIGTERM) is before


# the tray


def test_the_tray_shows_the_state_by_shape(qapp: QApplication) -> None:
    shapes = [state_icon(mode).pixmap(22).toImage() for mode in CaptureMode]
    locked = state_icon(CaptureMode.OFF, locked=True).pixmap(22).toImage()
    recording, paused, off = (
        shapes[list(CaptureMode).index(mode)]
        for mode in (CaptureMode.RECORDING, CaptureMode.PAUSED, CaptureMode.OFF)
    )
    different = [recording, paused, off, locked]
    assert all(a != b for at, a in enumerate(different) for b in different[at + 1 :])


def test_the_tray_offers_what_can_be_done(qtbot: QtBot) -> None:
    tray = Tray()
    told: list[object] = []
    tray.pause.connect(told.append)
    tray.resume.connect(lambda: told.append("resume"))
    tray.ask.connect(lambda: told.append("ask"))
    tray.opened.connect(lambda: told.append("open"))
    tray.quit.connect(lambda: told.append("quit"))
    tray.show_state(CaptureState(CaptureMode.RECORDING), OFFSET)
    assert [action.isVisible() for action, _minutes in tray.pauses] == [True] * 3
    assert not tray.resume_action.isVisible()
    for action, _minutes in tray.pauses:
        action.trigger()
    tray.show_state(CaptureState(CaptureMode.PAUSED, paused_until_ms=NOW_MS + 15 * MINUTE), OFFSET)
    assert tray.state.text() == "Paused until 15:15"
    tray.resume_action.trigger()
    for action in tray.menu.actions():
        if action.text() in {"Ask…", "Open Afterimage", "Quit"}:
            action.trigger()
    tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert told == [15, 60, None, "resume", "ask", "open", "quit", "open"]
    tray.show_locked()
    assert tray.state.text() == "Locked"
    tray.hide()


def test_with_a_tray_the_window_hides(
    qtbot: QtBot, begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Tray, "available", staticmethod(lambda: True))
    monkeypatch.setattr(Tray, "show", lambda _self: None)
    opener = FakeOpener(exists=True)
    program = begin(opener, Start(hidden=True))
    window = main_of(qtbot, program)
    assert not window.isVisible()
    tray = program.tray
    assert tray is not None
    tray.ask.emit()
    assert window.isVisible()
    window.close()
    assert not window.isVisible()
    assert not opener.engine.closed
    tray.pause.emit(15)
    qtbot.waitUntil(lambda: opener.engine.capture.mode is CaptureMode.PAUSED)
    tray.resume.emit()
    qtbot.waitUntil(lambda: opener.engine.capture.mode is CaptureMode.RECORDING)
    tray.quit.emit()
    assert opener.engine.closed


# pictures


def test_pictures_of_every_page(qtbot: QtBot, tmp_path: Path) -> None:
    engine = FakeEngine()
    engine.strict = True
    told: list[str] = []
    files = grab_pages(
        engine, tmp_path / "new", ("light",), (1000, 700), question="When?", tell=told.append
    )
    pages = ("ask", "timeline", "memories", "sources", "settings", "viewer")
    assert [file.name for file in files] == [f"{page}-light.png" for page in pages]
    assert told == [file.name for file in files]
    for file in files:
        image = QImage(str(file))
        assert (image.width(), image.height()) == (1000, 700)
        colors = {
            image.pixelColor(x, y).name() for x in range(0, 1000, 9) for y in range(0, 700, 9)
        }
        assert len(colors) > 12, file.name
    assert engine.on_main == []
    assert not engine.closed


def test_cpu_is_a_share_over_time() -> None:
    load = CpuLoad()
    assert load.share(1.0, 100.0) is None
    assert load.share(1.1, 105.0) is None
    assert load.share(1.4, 120.0) == pytest.approx(0.02)
    assert load.share(0.5, 130.0) is None  # another recorder counts anew


# notifications


def shown_states(
    context: Context, desktop: FakeDesktop, quiet: Quiet, *states: CaptureState
) -> list[tuple[str, str]]:
    """What is shown by the tray while the recorder goes through these states."""
    told: list[tuple[str, str]] = []
    notices = Notices(context, desktop, lambda title, body: told.append((title, body)))
    for state in states:
        notices.on_state(state)
        quiet()
    return told


HELD = CaptureState(CaptureMode.HELD, detail="The disk is nearly full.")
RECORDING = CaptureState(CaptureMode.RECORDING)
PAUSED = CaptureState(CaptureMode.PAUSED)


def test_only_a_stop_that_nobody_asked_for_is_told_and_its_end(
    context: Context, quiet: Quiet
) -> None:
    desktop = FakeDesktop()
    assert not shown_states(
        context, desktop, quiet, RECORDING, PAUSED, RECORDING, HELD, HELD, RECORDING
    )
    assert desktop.notices == [
        ("Capture has stopped for now", "The disk is nearly full."), ("Capture goes on", ""),
    ]  # fmt: skip


def test_without_the_desktops_service_the_tray_tells(context: Context, quiet: Quiet) -> None:
    desktop = FakeDesktop()
    desktop.broken = NoticeError("No service shows notifications.")
    told = shown_states(context, desktop, quiet, RECORDING, HELD)
    assert told == [("Capture has stopped for now", "The disk is nearly full.")]


def test_notifications_are_switched_off(context: Context, engine: FakeEngine, quiet: Quiet) -> None:
    engine.strict = False
    engine.change_setting("look.notifications", "off")
    desktop = FakeDesktop()
    shown_states(context, desktop, quiet, RECORDING, HELD, RECORDING)
    assert desktop.notices == []


def test_what_is_due_is_told_once_a_day_without_saying_what(
    context: Context, engine: FakeEngine, quiet: Quiet
) -> None:
    engine.strict = False
    engine.change_setting("look.notifications", "all")
    desktop = FakeDesktop()
    shown_states(context, desktop, quiet, RECORDING, PAUSED, RECORDING)
    assert desktop.notices == [("1 commitment is due", "They are listed on the page Memories.")]
