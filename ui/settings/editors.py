"""An editor for every kind of setting, made from its declaration and checked while one types."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from services.errors import UsageError
from services.settings import Option, Value, check_value, parse_value
from ui.context import Context
from ui.design.wheel import leave_wheel
from ui.design.widgets import chip, label, row
from ui.engine_words import engine_words
from ui.words import tr

TYPING_MS = 500
OWN_NAMES = {"en": "English", "de": "Deutsch"}
"""Languages are called what they call themselves."""


class OptionRow(QWidget):
    """Title, help, editor, and a way back to the default."""

    changed = Signal(str, object)  # key, value
    reset = Signal(str)

    def __init__(self, context: Context, option: Option, value: Value) -> None:
        super().__init__()
        self._theme = context.theme
        self.option = option
        self.editor = self._make_editor(value)
        self.editor.setAccessibleName(tr(option.title))
        self.editor.setAccessibleDescription(tr(option.help))
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self.reset_chip = chip(
            tr("Reset"),
            lambda: self.reset.emit(option.key),
            name=f"{tr('Reset')} {tr(option.title)}",
        )
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self._send)
        self._pending: Value | None = None
        self._lay_out()
        self.show_value(value)

    def _lay_out(self) -> None:
        option = self.option
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label(tr(option.title)))
        words.addWidget(label(tr(option.help), "second", wrap=True))
        words.addWidget(self.problem)
        if option.kind is tuple:
            layout = QVBoxLayout(self)
            head = row(words, self.reset_chip)
            head.setStretch(0, 1)
            layout.addLayout(head)
            layout.addWidget(self.editor)
        else:
            line = row(words, self.reset_chip, self.editor, spacing=12)
            line.setStretch(0, 1)
            layout = QVBoxLayout(self)
            layout.addLayout(line)
        layout.setContentsMargins(0, 4, 0, 4)

    def _make_editor(self, value: Value) -> QWidget:
        option, px = self.option, self._theme.px
        if option.kind is bool:
            box = QCheckBox()
            box.toggled.connect(self._now)
            return box
        if option.choices:
            combo = QComboBox()
            for choice in option.choices:
                words = OWN_NAMES.get(choice) or tr(choice.capitalize())
                combo.addItem(words, choice)
            combo.activated.connect(lambda at: self._now(combo.itemData(at)))
            combo.setMinimumWidth(px(140))
            leave_wheel(combo)
            return combo
        if option.kind is tuple:
            lines = QPlainTextEdit()
            lines.setFixedHeight(px(84))
            leave_wheel(lines)
            lines.textChanged.connect(lambda: self._typed(lines.toPlainText()))
            return lines
        edit = QLineEdit()
        edit.textEdited.connect(self._typed)
        edit.setFixedWidth(px(110) if option.kind in {int, float} else px(240))
        edit.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return edit

    def show_value(self, value: Value) -> None:
        """Show a value that holds; what is being typed is left alone."""
        self.reset_chip.setVisible(value != self.option.default)
        editor = self.editor
        if editor.hasFocus() and self._pending is not None:
            return
        editor.blockSignals(True)
        if isinstance(editor, QCheckBox):
            editor.setChecked(bool(value))
        elif isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(value))
        elif isinstance(editor, QPlainTextEdit):
            text = "\n".join(value) if isinstance(value, tuple) else str(value)
            if editor.toPlainText() != text:
                editor.setPlainText(text)
        elif isinstance(editor, QLineEdit):
            editor.setText(f"{value:g}" if isinstance(value, float) else str(value))
        editor.blockSignals(False)
        self._say("")

    def _typed(self, text: str) -> None:
        try:
            self._pending = check_value(self.option, parse_value(self.option, text))
        except UsageError as error:
            self._pending = None
            self._typing.stop()
            self._say(f"{engine_words(error.message)} {engine_words(error.remedy)}".strip())
            return
        self._say("")
        self._typing.start()

    def _now(self, value: Value) -> None:
        self._pending = value
        self._send()

    def _send(self) -> None:
        if self._pending is not None:
            value, self._pending = self._pending, None
            self.changed.emit(self.option.key, value)

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        if bool(self.editor.property("bad")) != bool(words):
            self.editor.setProperty("bad", bool(words))
            self.editor.style().unpolish(self.editor)
            self.editor.style().polish(self.editor)
