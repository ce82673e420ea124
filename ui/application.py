"""Starts the window: first start, unlocking, the main window and the tray, and an orderly end."""

import logging
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject, QSocketNotifier, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

from services.records import CaptureState, ChangeKind
from services.settings import LookSettings
from ui.changes import Changes
from ui.context import Context
from ui.design.icons import FOLDER
from ui.desktop import Desktop
from ui.garbage import collect_as_before, collect_unseen, how_often, keep_collections_short
from ui.language import Language
from ui.notices import Notices
from ui.opening import Opener
from ui.pictures import grab_pages
from ui.places import available, kept_inside
from ui.ports import Engine
from ui.presence import Presence
from ui.problems import Problem, problem_of
from ui.renewal import Farewell, Renewal
from ui.tasks import Tasks
from ui.theme import Theme
from ui.tray import Tray
from ui.welcome.unlock import UnlockWindow
from ui.welcome.window import WelcomeWindow
from ui.window import MainWindow

__all__ = ["Program", "Start", "application", "grab_pages", "run"]

log = logging.getLogger("afterimage.ui")
WARM_MS = 30_000
"""After so long what searches need is in memory."""


def application() -> QApplication:
    """The one Qt application, made at first use."""
    made = QApplication.instance()
    if isinstance(made, QApplication):
        return made
    made = QApplication(sys.argv[:1])
    made.setApplicationName("Afterimage")
    made.setDesktopFileName("afterimage")
    made.setWindowIcon(QIcon(str(FOLDER / "afterimage.svg")))
    return made


@dataclass(frozen=True, slots=True)
class Start:
    """How the window comes up: in the tray where there is one (at login), or ready to be asked.

    ``look`` is that of the windows before a library is open, whose settings are not known yet.
    """

    hidden: bool = False
    to_ask: bool = False
    look: LookSettings = field(default_factory=LookSettings)


class Program(QObject):
    """Which window is in front, and what must be closed at the end."""

    def __init__(
        self, opener: Opener, start: Start | None = None, desktop: Desktop | None = None
    ) -> None:
        super().__init__()
        self._app = application()
        self._app.setQuitOnLastWindowClosed(False)
        start = start or Start()
        self._opener, self._hidden, self._to_ask = opener, start.hidden, start.to_ask
        self._desktop = desktop
        self._keys, self._at_login = "", False
        self.theme = Theme(start.look.theme, start.look.text_scale)
        self.theme.apply(self._app)
        self.language = Language(self._app)
        self.language.speak(start.look.language)
        self._tasks = Tasks()
        self.window: QWidget | None = None
        self._context: Context | None = None
        self._notices: Notices | None = None
        self._renewal: Renewal | None = None
        self._collections = how_often()
        self._ended = False
        self.tray: Tray | None = Tray() if Tray.available() else None
        if self.tray is not None:
            self._wire_tray(self.tray)
            self.tray.show()
        self._app.styleHints().colorSchemeChanged.connect(self._system_theme)
        self._app.applicationStateChanged.connect(collect_unseen)

    # from one window to the next

    def begin(self) -> None:
        """Show the first window that is needed."""
        if not self._opener.exists():
            self._welcome()
        else:
            self._unlock(ask=self._opener.needs_passphrase())

    def _welcome(self) -> None:
        window = WelcomeWindow(self._opener, self._tasks, self.theme)
        window.finished.connect(self.show_main)
        window.sample_opened.connect(self.show_main)
        window.closed.connect(self.quit)
        self._replace(window)

    def _unlock(self, *, ask: bool) -> None:
        window = UnlockWindow(self._opener, self._tasks, self.theme, ask=ask)
        window.opened.connect(self.show_main)
        window.closed.connect(self.quit)
        self._replace(window)

    def show_main(self, engine: Engine) -> None:
        """Show the main window of an open library, and begin to capture where that is allowed."""
        context = Context(engine, self._tasks, Changes(engine.subscribe, self), self.theme)
        self._context = context
        look = engine.settings.look
        self._speak(look.language)
        self.theme.apply(self._app, look.theme, look.text_scale)
        context.changes.changed.connect(self._on_changes)
        if self._desktop is not None and not engine.is_sample:
            say = self.tray.say if self.tray is not None else None
            self._notices = Notices(context, self._desktop, say)
        self._show_state(engine.recording.state())
        window = self._main_window(context)
        self._replace(window, hidden=self._hidden and self.tray is not None)
        if self._to_ask:
            self.ask()
        self._hidden = self._to_ask = False
        keep_collections_short()
        QTimer.singleShot(WARM_MS, self, keep_collections_short)
        if not engine.is_sample:
            self._tasks.start(lambda job: engine.start(), None, window.fail)
            self._follow_desktop(look, None)

    def _main_window(self, context: Context, first: str = "ask") -> MainWindow:
        window = MainWindow(context, first)
        window.hide_on_close = self.tray is not None
        window.closed.connect(self.quit)
        window.unlock_wanted.connect(self._locked)
        window.sample_left.connect(self._leave_sample)
        window.state_changed.connect(self._show_state)
        window.grown.connect(keep_collections_short)
        Presence(window, context.engine.used)
        return window

    def _replace(self, window: QWidget, *, hidden: bool = False) -> None:
        before, self.window = self.window, window
        if not hidden:
            window.show()
        if before is not None:
            before.hide()
            before.deleteLater()

    def _locked(self) -> None:
        """The library was closed: forget what was shown, ask for the key."""
        self._close_engine()
        if self.tray is not None:
            self.tray.show_locked()
        self._unlock(ask=self._opener.needs_passphrase())

    def _leave_sample(self) -> None:
        """From the sample to one's own library, made now or opened."""
        self._close_engine()
        if self.tray is not None:
            self.tray.show_locked()
        self.begin()

    # the tray and the look

    def _wire_tray(self, tray: Tray) -> None:
        tray.opened.connect(self.raise_window)
        tray.ask.connect(self.ask)
        tray.pause.connect(lambda minutes: self._with_main(lambda w: w.pause(minutes)))
        tray.resume.connect(lambda: self._with_main(lambda w: w.resume()))
        tray.quit.connect(self.quit)

    def _with_main(self, call: Callable[[MainWindow], None]) -> None:
        if isinstance(self.window, MainWindow):
            call(self.window)

    def ask(self) -> None:
        """Bring the window to the front with the box to ask in."""
        self.raise_window()
        self._with_main(lambda window: window.box.focus())

    def raise_window(self) -> None:
        """Bring the window to the front (main thread)."""
        if isinstance(self.window, MainWindow):
            self.window.raise_window()
        elif self.window is not None:
            self.window.show()
            self.window.raise_()
            self.window.activateWindow()

    def raise_from_anywhere(self) -> None:
        """Bring the window to the front, from any thread (a second start of the program)."""
        self._tasks.post(self.raise_window)

    def ask_from_anywhere(self) -> None:
        """Bring up the box to ask in, from any thread (keys that are heard everywhere)."""
        self._tasks.post(self.ask)

    def _show_state(self, state: CaptureState) -> None:
        if self._notices is not None:
            self._notices.on_state(state)
        if self.tray is not None and self._context is not None:
            context = self._context
            self.tray.show_state(
                state,
                context.offset_min(),
                sample=context.engine.is_sample,
                now_ms=context.engine.clock.now_ms(),
            )

    def _on_changes(self, kinds: frozenset[ChangeKind]) -> None:
        if ChangeKind.SETTINGS in kinds and self._context is not None:
            look = self._context.engine.settings.look
            if not self._context.engine.is_sample:
                self._with_main(lambda window: self._follow_desktop(look, window.fail))
            spoken = self._speak(look.language)
            dressed = (look.theme, look.text_scale) != (self.theme.choice, self.theme.text_scale)
            if dressed or spoken:
                self._dress(self._context, look, anew=spoken)

    def _speak(self, choice: str) -> bool:
        """Speak a language from now on; tells whether what is shown must be made anew."""
        spoken = self.language.speak(choice)
        if spoken and self.tray is not None:
            self.tray.say_again()
            if self._context is not None:
                self._show_state(self._context.engine.recording.state())
        return spoken

    def _dress(self, context: Context, look: LookSettings, *, anew: bool) -> None:
        """Colours change in place; another text size or language makes the window anew."""
        anew = anew or look.text_scale != self.theme.text_scale
        self.theme.change(self._app, look.theme, look.text_scale)
        if self._renewal is not None:
            self._renewal.close()
            self._renewal, anew = None, True
        if not anew or not isinstance(self.window, MainWindow):
            return
        self._tasks.drop_all()
        self.window.setUpdatesEnabled(False)
        make = partial(self._main_window, context, "")
        self._renewal = Renewal(make, "settings", self._renew)

    def _renew(self, after: MainWindow) -> None:
        """Put a window that was made anew in place of the one before."""
        before, self._renewal = self.window, None
        if not isinstance(before, MainWindow):
            after.retire()
            after.deleteLater()
            return
        after.setGeometry(kept_inside(before.geometry(), available(before)))
        shown, self.window = before.isVisible(), after
        self._tasks.drop_all()  # what comes later would come to widgets that are gone
        before.retire()
        after.setVisible(shown)
        after.foot.refresh()
        before.hide()
        Farewell(before)

    def _follow_desktop(self, look: LookSettings, failed: Callable[[Problem], None] | None) -> None:
        """Listen for the keys and start at login as the settings say.

        At the start (no ``failed``) a desktop that has no such keys is no news each time.
        """
        desktop = self._desktop
        if desktop is None:
            return
        if look.hotkey != self._keys:
            self._keys = look.hotkey
            keys_text = look.hotkey
            self._tasks.start(
                lambda job: desktop.listen(keys_text, self.ask_from_anywhere), None, failed
            )
        if failed is None or look.autostart != self._at_login:
            at_login = self._at_login = look.autostart
            self._tasks.start(lambda job: desktop.autostart(at_login), None, failed)

    def _system_theme(self) -> None:
        if self.theme.choice == "system":
            self.theme.change(self._app)

    # the end

    def _close_engine(self) -> None:
        if self._renewal is not None:
            self._renewal.close()
            self._renewal = None
        context, self._context, self._notices = self._context, None, None
        if context is None:
            return
        context.changes.close()
        self._tasks.close()
        self._tasks = Tasks()
        try:
            context.engine.close()
        except Exception as error:  # noqa: BLE001 - the end must come in any case
            problem_of(error)

    def quit(self) -> None:
        """Close the window at once, then what is behind it, then the program."""
        if self._ended:
            return
        self._ended = True
        if self.window is not None:
            self.window.hide()
        if self.tray is not None:
            self.tray.hide()
        self._app.processEvents()
        self._close_engine()
        self._tasks.close()
        self.language.close()
        self.theme.close()
        self._app.applicationStateChanged.disconnect(collect_unseen)
        collect_as_before(self._collections)
        self._app.quit()


def run(
    opener: Opener,
    start: Start | None = None,
    desktop: Desktop | None = None,
    *,
    ready: Callable[[Callable[[], None]], None] | None = None,
) -> int:
    """Show the window until the person quits; the exit code is returned.

    ``ready`` is handed a callable, safe on any thread, that raises the window.
    """
    app = application()
    program = Program(opener, start, desktop)
    watch = _SignalWatch(program.quit, program.raise_window, program.ask)
    program.begin()
    if ready is not None:
        ready(program.raise_from_anywhere)
    try:
        return app.exec()
    finally:
        watch.close()
        program.quit()


class _SignalWatch:
    """Lets signals reach Qt's loop: Ctrl+C and a polite kill end the program in order.

    A second start of the program raises the window by SIGUSR1, and its box by SIGUSR2.
    """

    def __init__(
        self, end: Callable[[], None], show: Callable[[], None], ask: Callable[[], None]
    ) -> None:
        self._end, self._show, self._ask = end, show, ask
        self._reader, self._writer = socket.socketpair()
        for end_of_pair in (self._reader, self._writer):
            end_of_pair.setblocking(False)
        self._before = {
            number: signal.signal(number, lambda *_what: None)
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGUSR1, signal.SIGUSR2)
        }
        self._wakeup = signal.set_wakeup_fd(self._writer.fileno())
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._heard)

    def _heard(self, *_what: object) -> None:
        try:
            numbers = set(self._reader.recv(64))
        except BlockingIOError:
            return
        if signal.SIGUSR1 in numbers:
            self._show()
        if signal.SIGUSR2 in numbers:
            self._ask()
        if numbers & {signal.SIGINT, signal.SIGTERM}:
            self._end()

    def close(self) -> None:
        """Put everything back."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._wakeup)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._reader.close()
        self._writer.close()
