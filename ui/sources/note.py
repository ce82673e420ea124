"""The dialog in which a note is written."""

import re

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QWidget

from ui.context import Context
from ui.design.widgets import Banner, button, column, label, row
from ui.words import tr


class NoteDialog(QDialog):
    """A memory by hand; Ctrl+Enter keeps it."""

    kept = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._slot = context.slot()
        self.setWindowTitle(tr("Note"))
        self.setMinimumSize(context.theme.px(480), context.theme.px(280))
        self.edit = QPlainTextEdit()
        self.edit.setPlaceholderText(tr("What should not be forgotten?"))
        self.edit.setAccessibleName(tr("Note"))
        self.edit.textChanged.connect(self._typed)
        self.tags = QLineEdit()
        self.tags.setPlaceholderText(tr("Tags, such as: garden, plan"))
        self.tags.setAccessibleName(tr("Tags"))
        self.banner = Banner(context.theme)
        self.keep_button = button(tr("Remember this"), self.keep, "primary")
        self.keep_button.setEnabled(False)
        cancel = button(tr("Cancel"), self.reject)
        self.setLayout(
            column(
                label(tr("Write a note"), "title"),
                label(tr("Your notes never fade."), "muted"),
                self.edit, self.tags,
                label(tr("Markdown is understood; #words in the text are tags, too."), "second"),
                self.banner,
                row(label(tr("Ctrl Enter"), "key"), None, cancel, self.keep_button),
                spacing=12, margin=24,
            )
        )  # fmt: skip
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.keep)

    def _typed(self) -> None:
        self.keep_button.setEnabled(bool(self.edit.toPlainText().strip()))

    def keep(self) -> None:
        """Store the note."""
        text = self.edit.toPlainText().strip()
        if not text or self._slot.busy:
            return
        library = self._context.engine.library
        tags = tuple(tag for tag in re.split(r"[,\s]+", self.tags.text()) if tag)
        self._slot.run(
            lambda job: library.add_note(text, tags),
            lambda _id: self._done(),
            self.banner.show_problem,
        )

    def _done(self) -> None:
        self.kept.emit()
        self.accept()

    def done(self, result: int) -> None:
        """Closing drops what is still under way."""
        self._slot.stop()
        super().done(result)
