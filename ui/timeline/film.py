"""The filmstrip: small pictures of what is seen, fading as they weaken."""

from collections import OrderedDict

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)

from services.errors import WorldError
from services.records import CaptureId, FilmFrame, FrameId, TimelineFilter, TimeWindow
from ui.context import Context
from ui.design.bars import Painted
from ui.design.pictures import image_of, thumbnail
from ui.design.strength import strength_alpha
from ui.design.tokens import RADIUS_CONTROL, SECOND, SMALL
from ui.words import clock_words, tr

GAP = 8
CACHE = 240


class FilmStrip(Painted):
    """One row of frames; a click or the arrows choose one."""

    told_role = QAccessible.Role.List
    chosen = Signal(object)  # FilmFrame

    def __init__(self, context: Context) -> None:
        super().__init__(context.theme)
        self._context = context
        self._slot = context.slot()
        self._pictures = context.slot()
        self.frames: tuple[FilmFrame, ...] = ()
        self.current: CaptureId | None = None
        self._images: OrderedDict[FrameId, QImage] = OrderedDict()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Filmstrip"))
        self._fit()
        self.theme.changed.connect(self._fit)

    def _fit(self) -> None:
        self.setFixedHeight(round(76 * min(self.theme.scale, 1.3)))

    def sizeHint(self) -> QSize:
        """One row."""
        return QSize(600, self.height())

    @property
    def count(self) -> int:
        """How many frames there is room for."""
        return max(self.width() // (round(142 * min(self.theme.scale, 1.3)) + GAP), 3)

    def load(self, window: TimeWindow, only: TimelineFilter) -> None:
        """Ask for the frames of a window, and for the pictures that are not at hand."""
        timeline, count = self._context.engine.timeline, self.count
        self._slot.run(lambda job: timeline.film(window, count, only), self._show)

    def _show(self, frames: tuple[FilmFrame, ...]) -> None:
        self.frames = frames
        self.setAccessibleDescription(", ".join(f.title for f in frames))
        self.update()
        missing = tuple(f.frame_id for f in frames if f.frame_id not in self._images)
        if not missing:
            return
        library = self._context.engine.library
        ratio = self.devicePixelRatioF()
        width, height = round(self._cell_width() * ratio), round(self.height() * ratio)

        def fetch() -> dict[FrameId, QImage]:
            made = {}
            for frame_id in missing:
                try:
                    made[frame_id] = thumbnail(image_of(library.picture(frame_id)), width, height)
                except WorldError:
                    made[frame_id] = QImage()
            return made

        self._pictures.run(lambda job: fetch(), self._keep)

    def _keep(self, images: dict[FrameId, QImage]) -> None:
        self._images.update(images)
        while len(self._images) > CACHE:
            self._images.popitem(last=False)
        self.update()

    def set_current(self, capture: CaptureId | None) -> None:
        """Mark the frame of a capture."""
        self.current = capture
        self.update()

    def _cell_width(self) -> float:
        return (self.width() - GAP * (self.count - 1)) / self.count

    def cell(self, at: int) -> QRectF:
        """Where a frame is painted."""
        width = self._cell_width()
        return QRectF(at * (width + GAP), 0, width, self.height()).adjusted(0.5, 0.5, -0.5, -0.5)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the row."""
        painter = QPainter(self)
        hints = QPainter.RenderHint
        painter.setRenderHints(hints.Antialiasing | hints.SmoothPixmapTransform)
        tokens = self.theme.tokens
        for at in range(self.count):
            if at < len(self.frames):
                self._paint_frame(painter, self.cell(at), self.frames[at])
        if not self.frames:
            painter.setPen(QPen(QColor(tokens.line), 1, Qt.PenStyle.DashLine))
            whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(whole, RADIUS_CONTROL, RADIUS_CONTROL)
            painter.setPen(QColor(tokens.muted))
            painter.setFont(self.theme.font(SECOND))
            words = tr("No pictures in this stretch of time")
            painter.drawText(whole, int(Qt.AlignmentFlag.AlignCenter), words)

    def _paint_frame(self, painter: QPainter, cell: QRectF, frame: FilmFrame) -> None:
        tokens = self.theme.tokens
        chosen = frame.capture_id == self.current
        path = QPainterPath()
        path.addRoundedRect(cell, RADIUS_CONTROL, RADIUS_CONTROL)
        painter.save()
        painter.setClipPath(path)
        painter.fillRect(cell, QColor(tokens.card))
        painter.setOpacity(1.0 if chosen else strength_alpha(frame.strength))
        image = self._images.get(frame.frame_id)
        if image is not None and not image.isNull():
            painter.drawImage(cell, image)
        painter.setOpacity(1.0)
        words = clock_words(frame.at_ms, self._context.offset_min())
        painter.setFont(self.theme.font(SMALL))
        width = painter.fontMetrics().horizontalAdvance(words) + 10
        height = painter.fontMetrics().height() + 2
        plate = QRectF(cell.right() - width - 4, cell.bottom() - height - 4, width, height)
        ground = QColor(tokens.card)
        ground.setAlphaF(0.86)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(plate, 4, 4)
        painter.setPen(QColor(tokens.text if chosen else tokens.muted))
        painter.drawText(plate, int(Qt.AlignmentFlag.AlignCenter), words)
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        edge = tokens.vivid if chosen else (tokens.focus if self.ringed else tokens.line)
        painter.setPen(QPen(QColor(edge), 1.5 if chosen else 1))
        painter.drawPath(path)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose."""
        for at, frame in enumerate(self.frames):
            if self.cell(at).contains(event.position()):
                self.chosen.emit(frame)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The frame before or after."""
        ids = [f.capture_id for f in self.frames]
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not ids:
            super().keyPressEvent(event)
            return
        at = ids.index(self.current) + step if self.current in ids else 0
        self.chosen.emit(self.frames[min(max(at, 0), len(ids) - 1)])
