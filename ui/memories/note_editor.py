"""A note as it is being changed: its Markdown and its tags, kept until it is saved or given up."""

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from services.records import Note
from ui.context import Context
from ui.design.widgets import Banner, button, column, label, row
from ui.problems import Problem
from ui.words import tr

HEIGHTS = 140, 420
"""Of the text, at least and at most, at 100 %."""


class NoteEditor(QWidget):
    """Ctrl+Enter saves, Escape gives up: at once where nothing was changed, else when confirmed."""

    saved = Signal(str, object)  # text, tags
    given_up = Signal()

    def __init__(self, context: Context, note: Note) -> None:
        super().__init__()
        self._context, self._note = context, note
        self._key = note.segment_ids[0]
        text, tags = context.drafts.get(self._key, (note.text, ", ".join(note.given)))
        self.edit = QPlainTextEdit(text)
        self.edit.setAccessibleName(tr("Note"))
        self.edit.setTabChangesFocus(True)
        self.tags = QLineEdit(tags)
        self.tags.setPlaceholderText(tr("Tags, such as: garden, plan"))
        self.tags.setAccessibleName(tr("Tags"))
        self.banner = Banner(context.theme)
        self.save_button = button(tr("Save"), self.save, "primary")
        self.cancel_button = button(tr("Cancel"), self.cancel)
        self.discard_button = button(tr("Discard changes"), self.discard)
        self.go_on_button = button(tr("Keep writing"), self._go_on)
        self.guard = QWidget()
        words = label(tr("What you changed is not saved."), "strong", wrap=True)
        self.guard.setLayout(column(words, row(self.discard_button, self.go_on_button, None)))
        self.guard.hide()
        self.setLayout(
            column(
                self.edit, self.tags,
                label(tr("Markdown is understood; #words in the text are tags, too."), "second",
                      wrap=True),
                self.banner, self.guard,
                row(label(tr("Ctrl Enter"), "key"), None, self.cancel_button, self.save_button),
            )
        )  # fmt: skip
        self.edit.textChanged.connect(self._typed)
        self.tags.textChanged.connect(self._typed)
        for widget in (
            self.edit, self.tags, self.save_button, self.cancel_button, self.discard_button,
            self.go_on_button,
        ):  # fmt: skip
            widget.installEventFilter(self)
        self.edit.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()
        self._typed()

    def words(self) -> tuple[str, tuple[str, ...]]:
        """The text and the tags beside it."""
        tags = tuple(tag for tag in re.split(r"[,\s]+", self.tags.text()) if tag)
        return self.edit.toPlainText().strip(), tags

    @property
    def changed(self) -> bool:
        """Whether there is anything to lose."""
        return self.words() != (self._note.text, self._note.given)

    def save(self) -> None:
        """Have it kept."""
        text, tags = self.words()
        if not text or not self.save_button.isEnabled():
            return
        if not self.changed:
            self.discard()
            return
        self.guard.hide()
        self.save_button.setEnabled(False)
        self.save_button.setText(tr("Saving…"))
        self.saved.emit(text, tags)

    def failed(self, problem: Problem) -> None:
        """It could not be kept: what was written stays here."""
        self.banner.show_problem(problem)
        self.save_button.setText(tr("Save"))
        self._typed()

    def cancel(self) -> None:
        """Give up, but ask first where something would be lost."""
        if not self.changed:
            self.discard()
        else:
            self.guard.show()
            self.go_on_button.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, self, self._bring_in_sight)

    def _bring_in_sight(self) -> None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(self.guard)

    def discard(self) -> None:
        """Give up what was written here."""
        self._context.drafts.pop(self._key, None)
        self.given_up.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another window may have more room."""
        super().resizeEvent(event)
        self._fit()

    def take_focus(self) -> None:
        """The cursor goes to the end of the text."""
        cursor = self.edit.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.edit.setTextCursor(cursor)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys that end it, before the window takes Escape for itself."""
        if isinstance(event, QKeyEvent) and (do := self._meant(event)) is not None:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                do()
                return True
        return super().eventFilter(watched, event)

    def _meant(self, event: QKeyEvent) -> Callable[[], None] | None:
        """What a key does here beside writing."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape:
            return self._go_on if self.guard.isVisible() else self.cancel
        if control and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            return self.save
        return None

    def _go_on(self) -> None:
        self.guard.hide()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self) -> None:
        self.save_button.setEnabled(bool(self.edit.toPlainText().strip()))
        if self.changed:
            self._context.drafts[self._key] = self.edit.toPlainText(), self.tags.text()
        else:
            self._context.drafts.pop(self._key, None)
            self.guard.hide()

    def _fit(self) -> None:
        """As high as what is written, within bounds."""
        px = self._context.theme.px
        lines = self.edit.document().size().height() + 1  # a plain text is counted in lines
        wanted = round(lines * self.edit.fontMetrics().lineSpacing()) + px(24)
        most = min(px(HEIGHTS[1]), self.window().height() // 2)  # its buttons are to be in sight
        self.edit.setFixedHeight(max(min(wanted, most), min(px(HEIGHTS[0]), most)))
