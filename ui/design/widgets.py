"""The small widgets that every page is made of."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.design import icons
from ui.design.flow import FlowLayout
from ui.design.strength import faded_text
from ui.plain import one_line, tip
from ui.problems import ACTION_WORDS, Problem
from ui.theme import Theme
from ui.words import tr

__all__ = [
    "Banner", "Card", "ElidedLabel", "Empty", "FadedLabel", "FlowLayout", "Holder", "button",
    "chip", "clear_layout", "column", "icon_button", "label", "name_of", "row", "rule", "scroll",
]  # fmt: skip


def label(text: str = "", role: str = "", *, wrap: bool = False, rich: bool = False) -> QLabel:
    """A label in one of the roles of the stylesheet; plain text unless told."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.RichText if rich else Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    made.setWordWrap(wrap)
    if wrap:
        made.setMinimumWidth(1)  # a word longer than the room must not widen the window
    if role in {"key", "pill"}:
        made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def button(
    text: str, press: Callable[[], object] | None = None, role: str = "", *, name: str = ""
) -> QPushButton:
    """A push button; ``name`` is its accessible name where the text alone says too little."""
    made = QPushButton(text)
    if role:
        made.setProperty("role", role)
    made.setAccessibleName(name or text)
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if press is not None:
        made.clicked.connect(lambda _checked=False: press())
    return made


def chip(
    text: str,
    press: Callable[[], object] | None = None,
    *,
    checkable: bool = False,
    name: str = "",
) -> QPushButton:
    """A pill-shaped button: a filter or a small action."""
    made = button(text, press, "chip", name=name)
    made.setCheckable(checkable)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


class IconButton(QPushButton):
    """A button that shows an icon only; its name is told to screen readers and as a tip."""

    def __init__(self, theme: Theme, picture: str, name: str) -> None:
        super().__init__()
        self._theme, self._picture = theme, picture
        self.setProperty("role", "link")
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setIconSize(QSize(theme.px(16), theme.px(16)))
        self._tinted = ""
        theme.changed.connect(self.update)

    def show_as(self, picture: str, name: str) -> None:
        """Another picture and name: the button does something else now."""
        self._picture = picture
        self.setAccessibleName(name)
        self.setToolTip(name)
        self._tint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """In the colours of the look; drawn for it when it is first seen in it."""
        if self._tinted != self._theme.tokens.name:
            self._tint()
        super().paintEvent(event)

    def _tint(self) -> None:
        tokens = self._theme.tokens
        self._tinted = tokens.name
        self.setIcon(icons.icon(self._picture, tokens.muted, tokens.text))


def icon_button(theme: Theme, picture: str, name: str, press: Callable[[], object]) -> IconButton:
    """An icon button with what it does."""
    made = IconButton(theme, picture, name)
    made.clicked.connect(lambda _checked=False: press())
    return made


def name_of(widget: QWidget, name: str) -> QWidget:
    """Give a widget its accessible name."""
    widget.setAccessibleName(name)
    return widget


def row(*items: QWidget | QLayout | int | None, spacing: int = 8) -> QHBoxLayout:
    """A row; None stretches, a number is a gap."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    for item in items:
        if item is None:
            made.addStretch(1)
        elif isinstance(item, int):
            made.addSpacing(item)
        elif isinstance(item, QWidget):
            made.addWidget(item)
        else:
            made.addLayout(item)
    return made


def column(
    *items: QWidget | QLayout | int | None, spacing: int = 8, margin: int = 0
) -> QVBoxLayout:
    """A column; None stretches, a number is a gap."""
    made = QVBoxLayout()
    made.setContentsMargins(margin, margin, margin, margin)
    made.setSpacing(spacing)
    for item in items:
        if item is None:
            made.addStretch(1)
        elif isinstance(item, int):
            made.addSpacing(item)
        elif isinstance(item, QWidget):
            made.addWidget(item)
        else:
            made.addLayout(item)
    return made


def clear_layout(layout: QLayout) -> None:
    """Take everything out of a layout and let it be deleted."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear_layout(inner)


def rule() -> QFrame:
    """A line one pixel high."""
    made = QFrame()
    made.setProperty("role", "rule")
    made.setFixedHeight(1)
    return made


DONE_MS = 20_000  # a problem stays until it is dismissed; what was done, and its undo, for so long


class Card(QFrame):
    """A rounded card with a column inside."""

    def __init__(self, heading: str = "", *, spacing: int = 8, margin: int = 16) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(spacing)
        if heading:
            self.body.addWidget(label(heading.upper(), "section"))
            self.setAccessibleName(heading)

    def add(self, item: QWidget | QLayout) -> None:
        """Put something at the end."""
        if isinstance(item, QWidget):
            self.body.addWidget(item)
        else:
            self.body.addLayout(item)


def scroll(content: QWidget) -> QScrollArea:
    """A column of content that scrolls up and down."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(content)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


class ElidedLabel(QLabel):
    """One line of text that ends in "…" where there is no room.

    It may shrink to nothing: its policy says so, for layouts ask that before they ask for a size.
    """

    def __init__(self, text: str = "", role: str = "") -> None:
        super().__init__()
        self._full = text
        if role:
            self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show another text; the whole of it is the tip and the accessible name."""
        self._full = one_line(text)
        self.setAccessibleName(self._full)
        self.setToolTip(tip(self._full))
        super().setText(self._full)
        self.update()

    def full_text(self) -> str:
        """The text as it was given."""
        return self._full

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        metrics = QFontMetrics(self.font())
        text = metrics.elidedText(self._full, Qt.TextElideMode.ElideRight, self.width())
        painter.setFont(self.font())
        painter.setPen(self.color())
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter), text)

    def color(self) -> QColor:
        """The colour of its role."""
        return self.palette().color(self.foregroundRole())


class FadedLabel(ElidedLabel):
    """Such a line whose colour tells how strong it is."""

    def __init__(self, theme: Theme, text: str, strength: float, role: str = "") -> None:
        super().__init__(text, role)
        self._theme, self._strength = theme, strength

    def color(self) -> QColor:
        """The colour of its strength."""
        return faded_text(self._theme.tokens, self._strength)


class Banner(QFrame):
    """A line above a page: what went wrong and what helps, or what was done and how to undo it."""

    acted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self._action = ""
        self._undo: Callable[[], object] | None = None
        self._leaving = QTimer(self)
        self._leaving.setSingleShot(True)
        self._leaving.setInterval(DONE_MS)
        self._leaving.timeout.connect(self.hide)
        self.words = label("", wrap=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.button = chip("", self._act)
        close = icon_button(theme, "close", tr("Dismiss"), self.hide)
        self._told = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._told.addWidget(self.words, 1)
        self._told.addWidget(self.button)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.addLayout(self._told, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._theme = theme
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the button would leave the words too little room, it goes below them."""
        super().resizeEvent(event)
        room = self.width() - self.button.sizeHint().width() - self._theme.px(60)
        way = QBoxLayout.Direction
        self._told.setDirection(way.TopToBottom if room < self._theme.px(300) else way.LeftToRight)

    def show_problem(self, problem: Problem) -> None:
        """Show what went wrong; a stop that was asked for shows nothing."""
        if problem.cancelled:
            return
        self._leaving.stop()
        self._tone("problem")
        self._undo = None
        self._action = problem.action
        self.words.setText(f"{problem.words} {problem.remedy}".strip())
        self.words.setAccessibleName(self.words.text())
        self.button.setText(tr(ACTION_WORDS.get(problem.action, "")))
        self.button.setAccessibleName(self.button.text())
        self.button.setVisible(problem.action in ACTION_WORDS)
        self.show()

    def show_done(self, words: str, undo: Callable[[], object] | None = None) -> None:
        """Say that something was done, with a way back where there is one."""
        self._tone("calm")
        self._action, self._undo = "", undo
        self.words.setText(words)
        self.words.setAccessibleName(words)
        self.button.setText(tr("Undo"))
        self.button.setAccessibleName(tr("Undo"))
        self.button.setVisible(undo is not None)
        self.show()
        self._leaving.start()

    def _tone(self, tone: str) -> None:
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)

    def _act(self) -> None:
        self.hide()
        undo, self._undo = self._undo, None
        if undo is not None:
            undo()
        elif self._action:
            self.acted.emit(self._action)


class Empty(QWidget):
    """What a page says while it has nothing to show: why, and what would fill it."""

    def __init__(
        self, theme: Theme, picture: str, words: str, hint: str = "", *actions: QWidget
    ) -> None:
        super().__init__()
        self._theme, self._name = theme, picture
        self.picture = QLabel()
        self.words = label(words, "name", wrap=True)
        self.hint = label(hint, "muted", wrap=True)
        for item in (self.picture, self.words, self.hint):
            item.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._fit_hint()
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addStretch(2)
        for item in (self.picture, self.words):
            layout.addWidget(item)
        layout.addWidget(self.hint, 0, Qt.AlignmentFlag.AlignHCenter)
        if actions:
            layout.addLayout(row(None, *actions, None))
        layout.addStretch(3)
        self._tint()
        theme.changed.connect(self._tint)

    def say(self, words: str, hint: str = "") -> None:
        """Show other words."""
        self.words.setText(words)
        self.hint.setText(hint)
        self._fit_hint()

    def showEvent(self, event: QShowEvent) -> None:
        """Only now the hint has the font of its role, and its lines their height."""
        super().showEvent(event)
        self._fit_hint()

    def _fit_hint(self) -> None:
        """A wrapped label in the middle of a layout does not know its height by itself."""
        width = self._theme.px(440)
        self.hint.setFixedWidth(width)
        self.hint.setMinimumHeight(max(self.hint.heightForWidth(width), 0))

    def _tint(self) -> None:
        self.picture.setPixmap(icons.pixmap(self._name, self._theme.tokens.faint, 40))


class Holder(QWidget):
    """Holds one widget at a height of its own, whatever the words in it would like."""

    def __init__(self, content: QWidget, height: int) -> None:
        super().__init__()
        self._content, self._height = content, height
        content.setParent(self)

    def minimumSizeHint(self) -> QSize:
        """The height that it was given."""
        return QSize(300, self._height)

    def sizeHint(self) -> QSize:
        """The height that it was given."""
        return QSize(600, self._height)

    def set_height(self, height: int) -> None:
        """Another height."""
        if height != self._height:
            self._height = height
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The content fills it."""
        super().resizeEvent(event)
        self._content.setGeometry(self.rect())
