"""The icon in the tray: the state of capture by its shape, and a short menu."""

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from services.records import CaptureMode, CaptureState
from ui.design import icons
from ui.design.bars import draw_state
from ui.design.tokens import DARK
from ui.engine_words import engine_words
from ui.shell.rail import PAUSES, left_words, pause_words, state_words
from ui.words import tr

SIZES = (22, 44)


def state_icon(mode: CaptureMode, *, locked: bool = False) -> QIcon:
    """Recording is a dot, paused two bars, off an outline, locked a lock."""
    made = QIcon()
    for size in SIZES:
        if locked:
            made.addPixmap(icons.pixmap("lock", DARK.muted, size, 1.0))
            continue
        picture = QPixmap(size, size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        draw_state(painter, QRectF(0, 0, size, size), mode, QColor(DARK.vivid), QColor(DARK.muted))
        painter.end()
        made.addPixmap(picture)
    return made


class Tray(QObject):
    """Lives as long as the program; it works the same without a window."""

    ask = Signal()
    opened = Signal()
    pause = Signal(object)
    resume = Signal()
    quit = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.icon = QSystemTrayIcon()
        self.menu = QMenu()
        self._fill_menu()
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)
        self.show_locked()

    def _fill_menu(self) -> None:
        self.state = self.menu.addAction("")
        self.state.setEnabled(False)
        self.menu.addSeparator()
        self.menu.addAction(tr("Ask…")).triggered.connect(lambda _checked=False: self.ask.emit())
        self.pauses = [
            (self.menu.addAction(pause_words(words)), minutes) for words, minutes in PAUSES
        ]
        for action, minutes in self.pauses:
            action.triggered.connect(lambda _checked=False, m=minutes: self.pause.emit(m))
        self.resume_action = self.menu.addAction(tr("Resume"))
        self.resume_action.triggered.connect(lambda _checked=False: self.resume.emit())
        self.menu.addSeparator()
        self.menu.addAction(tr("Open Afterimage")).triggered.connect(
            lambda _checked=False: self.opened.emit()
        )
        self.menu.addAction(tr("Quit")).triggered.connect(lambda _checked=False: self.quit.emit())

    def say_again(self) -> None:
        """Say everything anew, in the language that is spoken now."""
        self.menu.clear()
        self._fill_menu()
        self.show_locked()

    @staticmethod
    def available() -> bool:
        """Whether the desktop has a tray."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def show_state(
        self, state: CaptureState, offset_min: int, *, sample: bool = False, now_ms: int = 0
    ) -> None:
        """Show what the recorder does; with ``now_ms`` also how long a pause still lasts."""
        words = state_words(state, offset_min, sample=sample)
        left = left_words(state, now_ms) if now_ms and not sample else ""
        words += f" ({left})" if left else ""
        if state.mode is CaptureMode.HELD and state.detail:
            words += f". {engine_words(state.detail)}"
        mode = CaptureMode.OFF if sample else state.mode
        self.icon.setIcon(state_icon(mode))
        self.icon.setToolTip(f"Afterimage: {words}")
        self.state.setText(words)
        for action, _minutes in self.pauses:
            action.setVisible(mode in {CaptureMode.RECORDING, CaptureMode.IDLE})
        self.resume_action.setVisible(mode is CaptureMode.PAUSED)

    def show_locked(self) -> None:
        """Show that the library is closed."""
        self.icon.setIcon(state_icon(CaptureMode.OFF, locked=True))
        self.icon.setToolTip(f"Afterimage: {tr('locked')}")
        self.state.setText(tr("Locked"))
        for action, _minutes in self.pauses:
            action.setVisible(False)
        self.resume_action.setVisible(False)

    def say(self, title: str, body: str) -> None:
        """Show a notification beside the icon."""
        self.icon.showMessage(title, body, self.icon.icon())

    def show(self) -> None:
        """Appear."""
        self.icon.show()

    def hide(self) -> None:
        """Disappear."""
        self.icon.hide()

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.opened.emit()
