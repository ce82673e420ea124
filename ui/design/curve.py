"""Curves painted from points: how a memory fades, how storage grows."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from ui.design.bars import Painted
from ui.design.strength import strength_color
from ui.design.tokens import SMALL
from ui.theme import Theme
from ui.words import number_words, short_day_words, tr


class ForgettingCurve(Painted):
    """Retrievability over time: solid until now, dashed after, a dot where something lifted it."""

    def __init__(self, theme: Theme, offset_min: int) -> None:
        super().__init__(theme)
        self._offset_min = offset_min
        self.points: tuple[tuple[int, float], ...] = ()
        self.now_ms = 0
        self.setAccessibleName(tr("Forgetting curve"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme.px(58))

    def show_points(self, points: tuple[tuple[int, float], ...], now_ms: int) -> None:
        """Show another curve of (at_ms, R)."""
        self.points, self.now_ms = points, now_ms
        if points:
            last = points[-1]
            self.setAccessibleDescription(f"{tr('falls to')} {number_words(last[1], 2)}")
        self.update()

    def sizeHint(self) -> QSize:
        """Low and wide."""
        return QSize(240, self.theme.px(84))

    def place(self, at_ms: int, value: float) -> QPointF:
        """Where a point is painted; the scale begins somewhat below the lowest."""
        first, last = self.points[0][0], self.points[-1][0]
        low = min(value for _at, value in self.points) - 0.08
        x = 2 + (at_ms - first) / max(last - first, 1) * (self.width() - 8)
        room = self.height() - self.theme.px(24)
        y = 6 + (1.0 - (value - low) / max(1.02 - low, 0.01)) * room
        return QPointF(x, y)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the curve."""
        if len(self.points) < 2:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self.theme.tokens
        shade = QLinearGradient(0, 0, self.width(), 0)
        for at in (0, len(self.points) // 2, len(self.points) - 1):
            at_ms, value = self.points[at]
            share = self.place(at_ms, value).x() / max(self.width(), 1)
            shade.setColorAt(min(max(share, 0.0), 1.0), strength_color(tokens, value))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        past, future = self._paths()
        painter.setPen(QPen(shade, 2))
        painter.drawPath(past)
        painter.setPen(QPen(shade, 1.5, Qt.PenStyle.DashLine))
        painter.drawPath(future)
        self._paint_marks(painter)

    def _paths(self) -> tuple[QPainterPath, QPainterPath]:
        past, future = QPainterPath(), QPainterPath()
        past.moveTo(self.place(*self.points[0]))
        future_begun = False
        for at_ms, value in self.points[1:]:
            where = self.place(at_ms, value)
            if at_ms <= self.now_ms:
                past.lineTo(where)
            elif not future_begun:
                future.moveTo(past.currentPosition())
                future.lineTo(where)
                future_begun = True
            else:
                future.lineTo(where)
        return past, future

    def _paint_marks(self, painter: QPainter) -> None:
        tokens = self.theme.tokens
        painter.setFont(self.theme.font(SMALL))
        for (_before_ms, before), (at_ms, value) in zip(self.points, self.points[1:], strict=False):
            if value > before + 0.01:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(strength_color(tokens, value))
                painter.drawEllipse(self.place(at_ms, value), 3.5, 3.5)
                painter.setPen(QColor(tokens.muted))
                painter.drawText(self.place(at_ms, value) + QPointF(8, -2), tr("used"))
        first, last = self.points[0][0], self.points[-1][0]
        base = self.height() - 4.0
        painter.setPen(QColor(tokens.muted))
        start = short_day_words(first, self._offset_min, self.now_ms)
        end = short_day_words(last, self._offset_min, self.now_ms)
        painter.drawText(QPointF(2, base), start)
        width = painter.fontMetrics().horizontalAdvance(end)
        painter.drawText(QPointF(self.width() - width - 4, base), end)
        if first < self.now_ms < last:
            x = self.place(self.now_ms, 1.0).x()
            painter.setPen(QPen(QColor(tokens.line), 1))
            painter.drawLine(QPointF(x, 4), QPointF(x, base - self.theme.px(14)))
            now = tr("now")
            half = painter.fontMetrics().horizontalAdvance(now) / 2
            room = (
                painter.fontMetrics().horizontalAdvance(start) + 12 + half,
                self.width() - width - 12 - half,
            )
            if room[0] < x < room[1]:
                painter.setPen(QColor(tokens.muted))
                painter.drawText(QPointF(x - half, base), now)


class ForecastCurve(Painted):
    """Bytes over the coming time as an area, with the budget as a line."""

    def __init__(self, theme: Theme, offset_min: int) -> None:
        super().__init__(theme)
        self._offset_min = offset_min
        self.points: tuple[tuple[int, int], ...] = ()
        self.budget = 0
        self.setAccessibleName(tr("Forecast of storage"))
        self.setMinimumHeight(theme.px(130))

    def show_points(self, points: tuple[tuple[int, int], ...], budget_bytes: int) -> None:
        """Show another forecast."""
        self.points, self.budget = points, budget_bytes
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw area, budget and dates."""
        if len(self.points) < 2:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self.theme.tokens
        painter.setFont(self.theme.font(SMALL))
        base = self.height() - self.theme.px(20)
        top = self.theme.px(18)
        high = max(self.budget * 1.06, max(v for _at, v in self.points) * 1.1, 1)
        first, last = self.points[0][0], self.points[-1][0]

        def place(at_ms: int, value: float) -> QPointF:
            x = (at_ms - first) / max(last - first, 1) * self.width()
            return QPointF(x, base - value / high * (base - top))

        line = QPainterPath(place(*self.points[0]))
        for point in self.points[1:]:
            line.lineTo(place(*point))
        area = QPainterPath(line)
        area.lineTo(self.width(), base)
        area.lineTo(0, base)
        ground = QColor(tokens.faded)
        ground.setAlphaF(0.25)
        painter.fillPath(area, ground)
        painter.setPen(QPen(QColor(tokens.faded), 2))
        painter.drawPath(line)
        y = place(first, self.budget).y()
        painter.setPen(QPen(QColor(tokens.muted), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(0, y), QPointF(self.width(), y))
        painter.setPen(QColor(tokens.muted))
        painter.drawText(QPointF(2, y - 4), tr("budget"))
        align, last_at = Qt.AlignmentFlag, len(self.points) - 1
        dates = (
            (0, align.AlignLeft),
            (last_at // 2, align.AlignHCenter),
            (last_at, align.AlignRight),
        )
        for at, where in dates:
            words = short_day_words(self.points[at][0], self._offset_min, first)
            box = QRectF(0, base + 4, self.width(), self.theme.px(16))
            painter.drawText(box, int(where), words)
