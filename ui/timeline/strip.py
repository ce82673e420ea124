"""The strip at the foot: all there is, from first to last, and where we are in it."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)

from services.records import Density, TimeWindow
from ui.design.bars import Painted
from ui.design.strength import strength_fill
from ui.design.tokens import RADIUS_CARD, SMALL
from ui.theme import Theme
from ui.timeline.scale import TimeScale
from ui.words import tr

MARGIN = 16
BINS = 260
LEAST_MS = 7 * 24 * 3_600_000


class YearStrip(Painted):
    """Bars coloured by strength; the marked window can be dragged."""

    told_role = QAccessible.Role.Slider
    moved = Signal(object)  # at_ms of the new middle

    def __init__(self, theme: Theme, offset_min: int) -> None:
        super().__init__(theme)
        self.offset_min = offset_min
        self.span = TimeWindow(0, 1)
        self.seen = TimeWindow(0, 1)
        self.density: Density | None = None
        self._ground = QPixmap()
        self._painted: object = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("All of your time"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._fit()
        theme.changed.connect(self._fit)

    def _fit(self) -> None:
        self.setFixedHeight(self.theme.px(66))

    def show_density(self, span: TimeWindow, density: Density) -> None:
        """Show another span."""
        self.span, self.density = span, density
        self.update()

    def set_window(self, window: TimeWindow) -> None:
        """Mark another window."""
        self.seen = window
        self.update()

    @property
    def scale(self) -> TimeScale:
        """The axis."""
        return TimeScale(self.span, max(self.width() - 2 * MARGIN, 1))

    def sizeHint(self) -> QSize:
        """Wide and low."""
        return QSize(600, self.theme.px(66))

    def mark_rect(self) -> QRectF:
        """Where the window is marked."""
        left = MARGIN + self.scale.x(self.seen.start_ms)
        right = MARGIN + self.scale.x(self.seen.end_ms)
        width = max(right - left, 14.0)
        left = min(
            max((left + right - width) / 2, MARGIN - 4.0), self.width() - MARGIN + 4.0 - width
        )
        return QRectF(left, 8, width, self.height() - self.theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the window over bars and years, which are painted anew only when they changed."""
        ratio = self.devicePixelRatioF()
        key = (
            self.density, self.span, self.size(), self.theme.tokens.name, self.theme.scale,
            self.ringed, ratio,
        )  # fmt: skip
        if key != self._painted:
            self._painted = key
            self._ground = QPixmap(self.size() * ratio)
            self._ground.setDevicePixelRatio(ratio)
            self._ground.fill(Qt.GlobalColor.transparent)
            self._paint_ground()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, self._ground)
        if self.density is not None:
            painter.setPen(QPen(QColor(self.theme.tokens.vivid), 1.5))
            painter.drawRoundedRect(self.mark_rect(), 4, 4)

    def _paint_ground(self) -> None:
        painter = QPainter(self._ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self.theme.tokens
        painter.setBrush(QColor(tokens.card))
        painter.setPen(QPen(QColor(tokens.focus if self.ringed else tokens.line), 1))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CARD, RADIUS_CARD
        )
        if self.density is not None:
            self._paint_bars(painter, self.density, self.height() - self.theme.px(22))
            painter.setFont(self.theme.font(SMALL))
            painter.setPen(QColor(tokens.muted))
            base = self.height() - self.theme.px(8)
            for tick in self.scale.ticks(self.offset_min, self.theme.px(120)):
                painter.drawText(QPointF(MARGIN + self.scale.x(tick.at_ms), base), tick.words)
        painter.end()

    def _paint_bars(self, painter: QPainter, density: Density, base: float) -> None:
        highest = max(density.total, default=0) or 1
        room = base - 12.0
        step = density.width_ms * self.scale.width / self.scale.length_ms
        first = MARGIN + self.scale.x(density.start_ms)
        painter.setPen(Qt.PenStyle.NoPen)
        for at, (count, strength) in enumerate(zip(density.total, density.strength, strict=True)):
            if not count:
                continue
            height = max((count / highest) ** 0.6 * room, 2.0)
            painter.setBrush(strength_fill(self.theme.tokens, strength))
            left = max(first + at * step, MARGIN)  # the first may begin before all there is
            width = min(max(step - 1.2, 1.0), self.width() - MARGIN - left)
            painter.drawRect(QRectF(left, base - height, width, height))

    def _move(self, x: float) -> None:
        self.moved.emit(self.scale.at(min(max(x - MARGIN, 0), self.width() - 2 * MARGIN)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go there."""
        self._move(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the window."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._move(event.position().x())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the window by a hundredth of everything."""
        key = Qt.Key(event.key())
        middle = (self.seen.start_ms + self.seen.end_ms) // 2
        step = (self.span.end_ms - self.span.start_ms) // 100
        if key == Qt.Key.Key_Left:
            self.moved.emit(middle - step)
        elif key == Qt.Key.Key_Right:
            self.moved.emit(middle + step)
        elif key == Qt.Key.Key_Home:
            self.moved.emit(self.span.start_ms)
        elif key == Qt.Key.Key_End:
            self.moved.emit(self.span.end_ms)
        else:
            super().keyPressEvent(event)
