"""Paints what lies behind the playhead: names, ticks, ridges, titled blocks, what was withheld."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap

from ui.design.strength import lane_color
from ui.design.tokens import RADIUS_BLOCK, RADIUS_CARD, SMALL
from ui.plain import one_line
from ui.timeline.blocks import Label, block_look, elided, place_labels
from ui.timeline.places import MARGIN, TOP
from ui.timeline.snapshot import withheld_stretches
from ui.words import tr

if TYPE_CHECKING:
    from ui.timeline.lanes import LanesView

NARROW = 2 * RADIUS_BLOCK  # narrower blocks have no room for round corners
DOT = 6  # the mark of an app's own colour, before its name


class GroundPainter:
    """Draws a view's snapshot through its window of time; no question is asked here."""

    def __init__(self, view: "LanesView") -> None:
        self._view = view

    def paint(self, ground: QPixmap) -> None:
        """Draw everything from the snapshot; no question is asked here."""
        view = self._view
        painter = QPainter(ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = view.theme.tokens
        painter.setBrush(QColor(tokens.card))
        painter.setPen(QPen(QColor(tokens.focus if view.ringed else tokens.line), 1))
        outer = QRectF(view.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(outer, RADIUS_CARD, RADIUS_CARD)
        # corners apart, blocks stay inside: a plain clip is much faster than a rounded one
        painter.setClipRect(outer.adjusted(1, 1, -1, -1))
        self._paint_names(painter)
        axis = QRectF(view.left, 1, view.width() - MARGIN - view.left, view.height() - 2)
        painter.setClipRect(axis)
        self._paint_ticks(painter)
        self._paint_ridges(painter)
        self._paint_labels(painter, [*self._paint_blocks(painter), *self._paint_withheld(painter)])
        painter.end()

    def _paint_ticks(self, painter: QPainter) -> None:
        view = self._view
        tokens, bottom = view.theme.tokens, view.height() - view.theme.px(30)
        font = view.theme.font(SMALL)
        painter.setFont(font)
        metrics, end = QFontMetrics(font), view.width() - MARGIN
        for tick in view.scale.ticks(view.offset_min, view.theme.px(84)):
            x = round(view.x_of(tick.at_ms)) + 0.5
            painter.setPen(QPen(QColor(tokens.faint if tick.major else tokens.line), 1))
            painter.drawLine(QPointF(x, TOP), QPointF(x, bottom))
            if x + 5 + metrics.horizontalAdvance(tick.words) > end:
                continue  # half an hour's name says less than none
            painter.setPen(QColor(tokens.text if tick.major else tokens.muted))
            painter.drawText(QPointF(x + 5, view.height() - view.theme.px(12)), tick.words)

    def _paint_ridges(self, painter: QPainter) -> None:
        view = self._view
        shot, tokens = view.snapshot, view.theme.tokens
        painter.setPen(Qt.PenStyle.NoPen)
        # smooth edges cost 3 ms a lane and are hardly seen at this opacity
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for lane, name in enumerate(shot.lanes):
            base = TOP + (lane + 1) * view.row_height
            heights = shot.ridges.get(name, ())
            if not any(heights):
                continue
            ground = lane_color(tokens, name)
            ground.setAlphaF(0.34)
            painter.setBrush(ground)
            reach = view.row_height * 0.42
            first = max((view.seen.start_ms - shot.bin_start_ms) // shot.bin_width_ms - 1, 0)
            last = max((view.seen.end_ms - shot.bin_start_ms) // shot.bin_width_ms + 2, first)
            seen = heights[first:last]
            path = QPainterPath(
                QPointF(view.x_of(shot.bin_start_ms + first * shot.bin_width_ms), base)
            )
            for at, share in enumerate(seen, first):
                middle = shot.bin_start_ms + round((at + 0.5) * shot.bin_width_ms)
                path.lineTo(view.x_of(middle), base - share * reach)
            end_ms = shot.bin_start_ms + (first + len(seen)) * shot.bin_width_ms
            path.lineTo(view.x_of(end_ms), base)
            path.closeSubpath()
            painter.drawPath(path)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.line), 1))
        for lane in range(len(shot.lanes)):
            y = TOP + (lane + 1) * view.row_height + 0.5
            painter.drawLine(QPointF(view.left, y), QPointF(view.width() - MARGIN, y))

    def _paint_blocks(self, painter: QPainter) -> list[Label]:
        """Draw the blocks; what shall be written in or beside them is told."""
        view = self._view
        tokens, right, seen = view.theme.tokens, view.width(), view.seen
        labels: list[Label] = []
        for lane, event in view.snapshot.events:
            if event.end_ms < seen.start_ms - (seen.end_ms - seen.start_ms) // 20:
                continue
            rect = view.block_rect(lane, event)
            if rect.right() < view.left or rect.left() > right:
                continue
            look = block_look(tokens, event.strength)
            painter.setPen(Qt.PenStyle.NoPen if look.edge is None else look.edge)
            painter.setBrush(look.fill)
            labels.append(Label(lane, rect, one_line(event.title), look.text))
            if rect.width() < NARROW:
                painter.drawRect(rect)
            else:
                painter.drawRoundedRect(rect, RADIUS_BLOCK, RADIUS_BLOCK)
        return labels

    def _paint_withheld(self, painter: QPainter) -> list[Label]:
        view = self._view
        muted = QColor(view.theme.tokens.muted)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(muted, 1, Qt.PenStyle.DashLine))
        gap_ms = max(120_000, view.at(20) - view.at(0))  # no two outlines in one another
        labels: list[Label] = []
        for lane, start_ms, end_ms in withheld_stretches(view.snapshot, gap_ms):
            rect = view.block(lane, start_ms, end_ms, 10.0)
            painter.drawRoundedRect(rect, RADIUS_BLOCK, RADIUS_BLOCK)
            labels.append(Label(lane, rect, tr("withheld"), muted))
        return labels

    def _paint_labels(self, painter: QPainter, labels: list[Label]) -> None:
        """Write each title into its block, or beside it where only there is room."""
        view = self._view
        font, px = view.theme.font(SMALL), view.theme.px
        painter.setFont(font)
        muted = QColor(view.theme.tokens.muted)
        ends = (float(view.left), float(view.width() - MARGIN))
        flags = int(Qt.AlignmentFlag.AlignVCenter)
        for label, box, inside in place_labels(labels, font, ends, (px(28), px(56))):
            painter.setPen(label.color if inside else muted)
            painter.drawText(box, flags, elided(label.words, font, box.width()))

    def _paint_names(self, painter: QPainter) -> None:
        """Each lane's name behind a dot in its app's own colour."""
        view = self._view
        font, tokens = view.theme.font(SMALL), view.theme.tokens
        painter.setFont(font)
        row, start = view.row_height, MARGIN + DOT + 8
        room = view.left - start - 8
        for lane, name in enumerate(view.snapshot.lanes):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(lane_color(tokens, name))
            middle = TOP + lane * row + row / 2
            painter.drawEllipse(QRectF(MARGIN, middle - DOT / 2, DOT, DOT))
            painter.setPen(QColor(tokens.muted))
            box = QRectF(start, TOP + lane * row, room, row)
            words = elided(name, font, room)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), words)
