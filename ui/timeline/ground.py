"""Paints what lies behind the playhead: names, ticks, ridges, titled blocks, what was withheld."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPixmap, QPolygonF, QTransform

from ui.design.strength import lane_color
from ui.design.tokens import RADIUS_BLOCK, RADIUS_CARD, SMALL
from ui.timeline.blocks import Label, block_looks, elided, look_at, place_labels
from ui.timeline.places import MARGIN, TOP, Places
from ui.timeline.snapshot import Snapshot, withheld_stretches
from ui.words import tr

if TYPE_CHECKING:
    from ui.timeline.lanes import LanesView

NARROW = 2 * RADIUS_BLOCK  # narrower blocks have no room for round corners
DOT = 6  # the mark of an app's own colour, before its name
REACH = 0.42  # of a row's height: the highest ridge
PIECE = 48  # bins of a ridge that are drawn together
LEAST_WITHHELD_PX = 10.0


class GroundPainter:
    """Draws a view's snapshot through its window of time; no question is asked here.

    Five hundred things are drawn at each turn of the wheel: what depends on the snapshot alone is
    made once for it, and what all things have in common is measured once a painting.
    """

    def __init__(self, view: "LanesView") -> None:
        self._view = view
        self._shot: Snapshot | None = None
        self._ridges: tuple[tuple[QPolygonF, ...], ...] = ()
        self._gap_ms = 0
        self._stretches: tuple[tuple[int, int, int], ...] = ()

    def paint(self, ground: QPixmap) -> None:
        """Draw everything from the snapshot; no question is asked here."""
        view, places = self._view, self._view.places
        if view.snapshot is not self._shot:
            self._shot, self._gap_ms = view.snapshot, 0
            self._ridges = tuple(
                ridge(view.snapshot.ridges.get(name, ())) for name in view.snapshot.lanes
            )
        painter = QPainter(ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = view.theme.tokens
        painter.setBrush(QColor(tokens.card))
        painter.setPen(QPen(QColor(tokens.focus if view.ringed else tokens.line), 1))
        outer = QRectF(view.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(outer, RADIUS_CARD, RADIUS_CARD)
        # corners apart, blocks stay inside: a plain clip is much faster than a rounded one
        painter.setClipRect(outer.adjusted(1, 1, -1, -1))
        self._paint_names(painter, places)
        axis = QRectF(places.left, 1, view.width() - MARGIN - places.left, view.height() - 2)
        painter.setClipRect(axis)
        self._paint_ticks(painter, places)
        self._paint_ridges(painter, places)
        labels = self._paint_blocks(painter, places)
        labels += self._paint_withheld(painter, places)
        self._paint_labels(painter, labels, places)
        painter.end()

    def _paint_ticks(self, painter: QPainter, places: Places) -> None:
        view = self._view
        tokens, height = view.theme.tokens, view.height()
        bottom, base = height - view.theme.px(30), height - view.theme.px(12)
        font = view.theme.font(SMALL)
        painter.setFont(font)
        metrics, end = QFontMetrics(font), view.width() - MARGIN
        for tick in view.scale.ticks(view.offset_min, view.theme.px(84)):
            x = round(places.x(tick.at_ms)) + 0.5
            painter.setPen(QPen(QColor(tokens.faint if tick.major else tokens.line), 1))
            painter.drawLine(QPointF(x, TOP), QPointF(x, bottom))
            if x + 5 + metrics.horizontalAdvance(tick.words) > end:
                continue  # half an hour's name says less than none
            painter.setPen(QColor(tokens.text if tick.major else tokens.muted))
            painter.drawText(QPointF(x + 5, base), tick.words)

    def _paint_ridges(self, painter: QPainter, places: Places) -> None:
        view = self._view
        shot, tokens = view.snapshot, view.theme.tokens
        painter.setPen(Qt.PenStyle.NoPen)
        # smooth edges cost 3 ms a lane and are hardly seen at this opacity
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        across = shot.bin_width_ms * places.per_ms
        start, reach = places.x(shot.bin_start_ms), places.row * REACH
        first = max(int((places.left - start) / across - 0.5) // PIECE, 0)
        last = max(int((view.width() - start) / across - 0.5) // PIECE + 1, 0)
        for lane, (name, pieces) in enumerate(zip(shot.lanes, self._ridges, strict=True)):
            if not pieces:
                continue
            fill = lane_color(tokens, name)
            fill.setAlphaF(0.34)
            painter.setBrush(fill)
            base = TOP + (lane + 1) * places.row
            painter.setTransform(QTransform(across, 0, 0, -reach, start, base))
            for piece in pieces[first:last]:
                painter.drawPolygon(piece)
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.line), 1))
        end = view.width() - MARGIN
        for lane in range(len(shot.lanes)):
            y = TOP + (lane + 1) * places.row + 0.5
            painter.drawLine(QPointF(places.left, y), QPointF(end, y))

    def _paint_blocks(self, painter: QPainter, places: Places) -> list[Label]:
        """Draw the blocks; what shall be written in or beside them is told."""
        view = self._view
        tokens, start_ms, end_ms = view.theme.tokens, view.seen.start_ms, view.seen.end_ms
        first_ms = start_ms - (end_ms - start_ms) // 20  # narrow ones are painted wider
        last_ms = start_ms + round((view.width() - places.left) / places.per_ms)
        looks, labels = block_looks(tokens), list[Label]()
        before = None
        for lane, event in view.snapshot.events:
            if event.end_ms < first_ms or event.start_ms > last_ms:
                continue
            rect = places.rect(lane, event.start_ms, event.end_ms)
            if rect.right() < places.left:
                continue
            look = looks[look_at(event.strength)]
            if look is not before:
                before = look
                painter.setPen(look.pen)
                painter.setBrush(look.brush)
            labels.append(Label(lane, rect, event.title, look.text))
            if rect.width() < NARROW:
                painter.drawRect(rect)
            else:
                painter.drawRoundedRect(rect, RADIUS_BLOCK, RADIUS_BLOCK)
        return labels

    def _paint_withheld(self, painter: QPainter, places: Places) -> list[Label]:
        view = self._view
        muted, words = QColor(view.theme.tokens.muted), tr("withheld")
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(muted, 1, Qt.PenStyle.DashLine))
        gap_ms = max(120_000, view.at(20) - view.at(0))  # no two outlines in one another
        if gap_ms != self._gap_ms:
            self._gap_ms = gap_ms
            self._stretches = withheld_stretches(view.snapshot, gap_ms)
        labels: list[Label] = []
        end = view.width()
        for lane, start_ms, end_ms in self._stretches:
            rect = places.rect(lane, start_ms, end_ms, LEAST_WITHHELD_PX)
            if rect.right() < places.left or rect.left() > end:
                continue
            painter.drawRoundedRect(rect, RADIUS_BLOCK, RADIUS_BLOCK)
            labels.append(Label(lane, rect, words, muted))
        return labels

    def _paint_labels(self, painter: QPainter, labels: list[Label], places: Places) -> None:
        """Write each title into its block, or beside it where only there is room."""
        view = self._view
        font, px = view.theme.font(SMALL), view.theme.px
        painter.setFont(font)
        muted = QColor(view.theme.tokens.muted)
        ends = (float(places.left), float(view.width() - MARGIN))
        flags = int(Qt.AlignmentFlag.AlignVCenter)
        for label, box, inside in place_labels(labels, font, ends, (px(28), px(56))):
            painter.setPen(label.color if inside else muted)
            painter.drawText(box, flags, elided(label.words, font, box.width()))

    def _paint_names(self, painter: QPainter, places: Places) -> None:
        """Each lane's name behind a dot in its app's own colour."""
        view = self._view
        font, tokens = view.theme.font(SMALL), view.theme.tokens
        painter.setFont(font)
        row, start = places.row, MARGIN + DOT + 8
        room = places.left - start - 8
        for lane, name in enumerate(view.snapshot.lanes):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(lane_color(tokens, name))
            middle = TOP + lane * row + row / 2
            painter.drawEllipse(QRectF(MARGIN, middle - DOT / 2, DOT, DOT))
            painter.setPen(QColor(tokens.muted))
            box = QRectF(start, TOP + lane * row, room, row)
            words = elided(name, font, room)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), words)


def ridge(heights: tuple[float, ...]) -> tuple[QPolygonF, ...]:
    """How much there was, bin by bin, as pieces of a shape one unit a bin wide and one unit high.

    A piece ends where the next begins, in the middle of a bin. None where there was nothing.
    """
    if not any(heights):
        return ()
    line = [(0.0, 0.0), *((at + 0.5, share) for at, share in enumerate(heights))]
    line.append((float(len(heights)), 0.0))
    pieces: list[QPolygonF] = []
    for at in range(0, len(line) - 1, PIECE):
        part = line[at : at + PIECE + 1]
        part = [(part[0][0], 0.0), *part, (part[-1][0], 0.0)]
        pieces.append(QPolygonF([QPointF(x, y) for x, y in part]))
    return tuple(pieces)
