"""Small painted things: strength as a bar, a fact's validity, the recording dot, the name."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QLinearGradient,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from services.records import CaptureMode
from ui.design.accessible import tell_role
from ui.design.strength import mix, strength_color, strength_fill
from ui.theme import Theme
from ui.words import number_words, tr

KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class Painted(QWidget):
    """A widget that paints itself and follows the theme; ``ringed`` while the keyboard is on it.

    ``told_role`` is what it is to assistive technology, which cannot see what it paints.
    """

    told_role = QAccessible.Role.Graphic

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        tell_role(self, self.told_role)
        self.theme = theme
        self.ringed = False
        theme.changed.connect(self.update)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Focus that came by keys is shown."""
        self.ringed = event.reason() in KEYBOARD
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No longer."""
        self.ringed = False
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys show where they go."""
        self.ringed = True
        super().keyPressEvent(event)


class StrengthBar(Painted):
    """How strong a memory is: length and colour say the same."""

    def __init__(self, theme: Theme, strength: float = 0.0) -> None:
        super().__init__(theme)
        self.setFixedHeight(4)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.strength = 0.0
        self.set_strength(strength)

    def set_strength(self, strength: float) -> None:
        """Show another strength in [0, 1]."""
        self.strength = strength
        words = f"{tr('Strength')} {number_words(strength, 2)}"
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        width = max(self.width() * self.strength, 4.0)
        tokens = self.theme.tokens
        shade = QLinearGradient(0, 0, self.width(), 0)
        head = strength_fill(tokens, self.strength)
        shade.setColorAt(0, head)
        shade.setColorAt(1, mix(head, strength_color(tokens, self.strength * 0.6), 0.8))
        painter.setBrush(shade)
        painter.drawRoundedRect(QRectF(0, 0.5, width, 3), 1.5, 1.5)


class ValidityBar(Painted):
    """When a fact held, on a track that begins with the first thing known and ends today."""

    def __init__(self, theme: Theme, start: float, end: float, strength: float, words: str) -> None:
        super().__init__(theme)
        self.start, self.end, self.strength = start, end, strength
        self.setFixedHeight(8)
        self.setMinimumWidth(120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)
        self.setToolTip(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw track and stretch."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        tokens, width = self.theme.tokens, self.width()
        painter.setBrush(QColor(tokens.selection))
        painter.drawRoundedRect(QRectF(0, 0, width, 8), 4, 4)
        left = min(self.start * width, width - 8.0)
        right = max(self.end * width, left + 8.0)
        shade = QLinearGradient(left, 0, right, 0)
        shade.setColorAt(0, strength_fill(tokens, self.strength * 0.62))
        shade.setColorAt(1, strength_fill(tokens, self.strength))
        painter.setBrush(shade)
        painter.drawRoundedRect(QRectF(left, 0, right - left, 8), 4, 4)


class StateDot(Painted):
    """The recorder's state by shape: a dot, two bars, an outline."""

    def __init__(self, theme: Theme, size: int = 16) -> None:
        super().__init__(theme)
        self.mode = CaptureMode.OFF
        self._size = size
        self._fit()
        theme.changed.connect(self._fit)

    def _fit(self) -> None:
        side = self.theme.px(self._size)
        self.setFixedSize(QSize(side, side))

    def set_mode(self, mode: CaptureMode) -> None:
        """Show another state."""
        self.mode = mode
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the state."""
        painter = QPainter(self)
        draw_state(painter, QRectF(self.rect()), self.mode, QColor(self.theme.tokens.vivid),
                   QColor(self.theme.tokens.muted))  # fmt: skip


def draw_state(
    painter: QPainter, rect: QRectF, mode: CaptureMode, alive: QColor, quiet: QColor
) -> None:
    """Draw a state's shape; shared by rail, foot and tray."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    unit = rect.width() / 16
    middle = rect.center()
    if mode is CaptureMode.RECORDING:
        ring = QColor(alive)
        ring.setAlphaF(0.28)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ring)
        painter.drawEllipse(middle, 7 * unit, 7 * unit)
        painter.setBrush(alive)
        painter.drawEllipse(middle, 4.2 * unit, 4.2 * unit)
    elif mode in {CaptureMode.PAUSED, CaptureMode.IDLE, CaptureMode.HELD}:
        painter.setPen(QPen(quiet, 2.4 * unit, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for x in (-2.6, 2.6):
            painter.drawLine(
                middle + QPointF(x * unit, -4 * unit), middle + QPointF(x * unit, 4 * unit)
            )
    else:
        painter.setPen(QPen(quiet, 1.6 * unit))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle, 4.6 * unit, 4.6 * unit)
        if mode is CaptureMode.UNAVAILABLE:
            slash = QPointF(3.2 * unit, -3.2 * unit)
            painter.drawLine(middle - slash, middle + slash)


class Wordmark(Painted):
    """The program's name, fading."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setAccessibleName("Afterimage")
        self.setMinimumHeight(theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the name in three steps of light."""
        painter = QPainter(self)
        painter.setFont(self.theme.font(15, bold=True))
        tokens, x = self.theme.tokens, 0.0
        baseline = (self.height() + painter.fontMetrics().ascent()) / 2 - 2
        steps = (("after", tokens.text), ("im", tokens.muted), ("age", tokens.faint))
        for text, color in steps:
            painter.setPen(QColor(color))
            painter.drawText(round(x), round(baseline), text)
            x += painter.fontMetrics().horizontalAdvance(text)
