"""Unlocking a library that has a passphrase, and waiting while one is opened."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.design.bars import Wordmark
from ui.design.widgets import Banner, button, label, row
from ui.opening import Opener
from ui.places import available, first_size
from ui.ports import Engine
from ui.problems import Problem
from ui.tasks import Slot, Tasks
from ui.theme import Theme
from ui.words import tr


class UnlockWindow(QWidget):
    """Asks for the passphrase or the recovery code; without need of one it opens by itself."""

    opened = Signal(object)  # Engine
    closed = Signal()

    def __init__(self, opener: Opener, tasks: Tasks, theme: Theme, *, ask: bool) -> None:
        super().__init__()
        self._opener, self._slot = opener, Slot(tasks)
        self._over = False
        self.setProperty("role", "window")
        theme.dress(self)
        self.setWindowTitle("Afterimage")
        self.resize(first_size(QSize(theme.px(560), theme.px(360)), available(self)))
        mark = Wordmark(theme)
        mark.setFixedWidth(theme.px(140))
        self.words = label("", "title", wrap=True)
        self.hint = label("", "muted", wrap=True)
        self.edit = QLineEdit()
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setPlaceholderText(tr("Passphrase or recovery code"))
        self.edit.setAccessibleName(tr("Passphrase or recovery code"))
        self.edit.returnPressed.connect(self.unlock)
        self.unlock_button = button(tr("Unlock"), self.unlock, "primary")
        self.banner = Banner(theme)
        self.banner.acted.connect(lambda _action: self._again())
        inner = QVBoxLayout()
        inner.setSpacing(14)
        inner.addStretch(1)
        for item in (mark, self.words, self.hint, self.banner):
            inner.addWidget(item)
        self.line = QWidget()
        fields = row(self.edit, self.unlock_button)
        fields.setStretch(0, 1)
        self.line.setLayout(fields)
        inner.addWidget(self.line)
        inner.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(40, 32, 40, 32)
        layout.addLayout(inner)
        self._ask(ask)
        if not ask:
            QTimer.singleShot(0, self, self.unlock)

    def _ask(self, ask: bool) -> None:
        self._asking = ask
        self.line.setVisible(ask)
        self.words.setText(tr("Locked") if ask else tr("Opening your library…"))
        self.hint.setText(
            tr("Nothing can be read until you unlock it.")
            if ask
            else tr("The key comes from this desktop's keyring.")
        )
        if ask:
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def unlock(self) -> None:
        """Open with what was typed, or with the keyring."""
        if self._slot.busy:
            return
        secret = self.edit.text() or None
        if self._asking and secret is None:
            return
        self.unlock_button.setEnabled(False)
        self.unlock_button.setText(tr("Opening…"))
        self._slot.run(lambda job: self._opener.open(secret), self._opened, self._failed)

    def _opened(self, engine: Engine) -> None:
        self._over = True
        self.edit.clear()
        self.opened.emit(engine)

    def _failed(self, problem: Problem) -> None:
        self.unlock_button.setEnabled(True)
        self.unlock_button.setText(tr("Unlock"))
        self.banner.show_problem(problem)
        if self._asking:
            self.edit.selectAll()
            self.edit.setFocus()
        else:
            self.words.setText(tr("The library could not be opened"))
            self._offer_code(problem)

    def _offer_code(self, problem: Problem) -> None:
        """Where the keyring fails, the recovery code is the other way in."""
        if problem.action:
            self.edit.setPlaceholderText(tr("Recovery code"))
            self.edit.setAccessibleName(tr("Recovery code"))
            self.line.show()

    def _again(self) -> None:
        self.banner.hide()
        if not self._asking:
            self._ask(False)
        self.unlock()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leaving without opening ends the program."""
        super().closeEvent(event)
        if not self._over:
            self._slot.stop()
            QTimer.singleShot(0, self, self.closed.emit)
