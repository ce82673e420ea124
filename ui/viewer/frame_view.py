"""A frame shown large: fitted or zoomed, moved about, with the boxes of a memory marked."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QMenu

from services.records import Box
from ui.design.bars import Painted
from ui.design.pinch import catch_pinches, pinched
from ui.design.tokens import RADIUS_CARD
from ui.theme import Theme
from ui.viewer.text_layer import TextLayer, covered, text_menu
from ui.words import tr

STEP = 1.25
LIMITS = (0.05, 8.0)
LEGIBLE = 0.5
"""Below this zoom the text of a frame can hardly be read."""
AROUND = 24
"""Pixels of the frame that are shown around what is marked."""
NEAR = (0.7, 1.0)
"""How near a frame comes that would be too small as a whole."""


class FrameView(Painted):
    """Paints one frame. Wheel, two fingers and +/- zoom, dragging moves, 0 fits again.

    Dragging over text selects it instead; it can be copied, searched for and kept as a note.
    """

    _interactive = False  # events come while the widget is still being made
    zoomed = Signal(float)
    search_wanted = Signal(str)
    note_wanted = Signal(str)

    def __init__(
        self, theme: Theme, *, interactive: bool = True, radius: int = RADIUS_CARD
    ) -> None:
        super().__init__(theme)
        self.image = QImage()
        self._fitted = QImage()
        self.boxes: tuple[Box, ...] = ()
        self.quiet_boxes: tuple[Box, ...] = ()
        self.frame_size = QSize()
        self.words = ""
        self.letters = TextLayer()
        self._selecting = False
        self.prefer_near = False
        self.near = False
        self._whole_wanted = False
        self._radius = radius
        self._interactive = interactive
        self._zoom: float | None = None
        self._centre = QPointF()
        self._drag: QPointF | None = None
        self.setAccessibleName(tr("Frame"))
        if interactive:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.OpenHandCursor)
            self.setMouseTracking(True)
            catch_pinches(self)

    def show_frame(
        self,
        image: QImage,
        boxes: tuple[Box, ...] = (),
        quiet: tuple[Box, ...] = (),
        full_size: QSize | None = None,
        lines: tuple[tuple[str, Box], ...] = (),
    ) -> None:
        """Show a frame; boxes are in pixels of ``full_size`` (a thumbnail's frame was larger).

        ``lines`` can be selected where they stand.
        """
        self.letters = TextLayer(lines)
        self.image, self.boxes, self.quiet_boxes = image, boxes, quiet
        self.frame_size = full_size or image.size()
        self._fitted = QImage()
        self.words = ""
        self._whole_wanted = False
        self.settle()

    def show_words(self, words: str) -> None:
        """Show why there is no picture."""
        self.near = False
        self.image, self.boxes, self.quiet_boxes, self.words = QImage(), (), (), words
        self.letters = TextLayer()
        self.setAccessibleDescription(words)
        self.update()

    def fit(self) -> None:
        """Show the whole frame."""
        self._whole_wanted = True
        self.settle()

    def come_near(self) -> None:
        """Show the marked text's surroundings where the whole would be too small."""
        self.prefer_near, self._whole_wanted = True, False
        self.settle()

    def settle(self) -> None:
        """Show the whole frame, or the marked text's surroundings where it would be too small.

        Only a view that prefers to be near does so, and not once the whole frame was asked for.
        """
        self._zoom = None
        self.near = self.prefer_near and not self._whole_wanted and self.too_small()
        self._centre = QPointF(self.frame_size.width() / 2, self.frame_size.height() / 2)
        if self.near and (self.boxes or self.quiet_boxes):
            self._centre = self._marked().center()
            self._keep_inside()
        self.update()
        self.zoomed.emit(self.zoom())

    def _marked(self) -> QRectF:
        """What the marked boxes cover of the frame; empty where there are none."""
        return covered(self.boxes or self.quiet_boxes)

    def too_small(self) -> bool:
        """Whether the whole frame cannot be read here, but a part of it could."""
        small_picture = self.image.width() < self.frame_size.width()
        least = LEGIBLE * self.theme.scale  # who reads large text needs the frame's large too
        return not self.image.isNull() and not small_picture and self._whole_zoom() < least

    def zoom(self) -> float:
        """Screen pixels for one pixel of the frame."""
        if self._zoom is not None:
            return self._zoom
        if self.near:
            wide = self.width() / max(self.frame_size.width(), 1)
            near = min(max(wide, NEAR[0] * self.theme.scale), NEAR[1] * self.theme.scale)
            marked = self._marked().width() + 2 * AROUND
            return max(min(near, self.width() / marked), self._whole_zoom())
        return self._whole_zoom()

    def _whole_zoom(self) -> float:
        if self.frame_size.isEmpty():
            return 1.0
        return min(
            self.width() / self.frame_size.width(), self.height() / self.frame_size.height(), 2.0
        )

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom so that the point under the pointer stays where it is."""
        at = at if at is not None else QPointF(self.width() / 2, self.height() / 2)
        before = self.to_frame(at)
        self._zoom = min(max(self.zoom() * factor, LIMITS[0]), LIMITS[1])
        self._centre += before - self.to_frame(at)
        self.update()
        self.zoomed.emit(self.zoom())

    def look_at(self, boxes: tuple[Box, ...]) -> None:
        """Zoom so that the boxes can be read, and bring them to the middle."""
        if not boxes or self.frame_size.isEmpty():
            return
        whole = covered(boxes)
        room = min(self.width() * 0.8 / whole.width(), self.height() * 0.6 / whole.height())
        self._zoom = min(max(room, self.zoom()), max(1.0, self.zoom()))
        self._centre = whole.center()
        self._keep_inside()
        self.update()
        self.zoomed.emit(self.zoom())

    def to_frame(self, at: QPointF) -> QPointF:
        """A point of the widget in pixels of the frame."""
        zoom = self.zoom()
        return QPointF(
            self._centre.x() + (at.x() - self.width() / 2) / zoom,
            self._centre.y() + (at.y() - self.height() / 2) / zoom,
        )

    def box_rect(self, box: Box) -> QRectF:
        """Where a box of the frame lies on the widget."""
        return self._on_widget(QRectF(box.left, box.top, box.width, box.height))

    def _on_widget(self, rect: QRectF) -> QRectF:
        zoom = self.zoom()
        left = (rect.left() - self._centre.x()) * zoom + self.width() / 2
        top = (rect.top() - self._centre.y()) * zoom + self.height() / 2
        return QRectF(left, top, rect.width() * zoom, rect.height() * zoom)

    def sizeHint(self) -> QSize:
        """Rather large."""
        return QSize(640, 360)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, frame and boxes."""
        painter = QPainter(self)
        hints = QPainter.RenderHint
        painter.setRenderHints(hints.Antialiasing | hints.SmoothPixmapTransform)
        tokens = self.theme.tokens
        outline = QPainterPath()
        outline.addRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), self._radius, self._radius
        )
        painter.setClipPath(outline)
        painter.fillRect(self.rect(), QColor(tokens.card))
        if self.image.isNull():
            self._paint_words(painter)
        else:
            whole = Box(0, 0, self.frame_size.width(), self.frame_size.height())
            self._paint_image(painter, self.box_rect(whole))
            self._paint_boxes(painter)
        painter.setClipping(False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        focused = self.ringed and self._interactive
        painter.setPen(QPen(QColor(tokens.focus if focused else tokens.line), 1))
        painter.drawPath(outline)

    def _paint_image(self, painter: QPainter, rect: QRectF) -> None:
        """A fitted frame is made smaller once and carefully, so that its text can be read."""
        ratio = self.devicePixelRatioF()
        size = (rect.size() * ratio).toSize()
        if self._zoom is not None or size.width() >= self.image.width():
            painter.drawImage(rect, self.image)
            return
        if self._fitted.size() != size:
            self._fitted = self.image.scaled(
                size,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        painter.drawImage(rect, self._fitted)

    def _paint_words(self, painter: QPainter) -> None:
        painter.setFont(self.theme.font(13))
        painter.setPen(QColor(self.theme.tokens.muted))
        room = self.rect().adjusted(24, 24, -24, -24)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room, int(flags), self.words)

    def _paint_boxes(self, painter: QPainter) -> None:
        vivid = QColor(self.theme.tokens.vivid)
        quiet = QColor(self.theme.tokens.faded)
        quiet.setAlphaF(0.55)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(quiet, 1))
        for box in self.quiet_boxes:
            rect = self.box_rect(box)
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        fill = QColor(vivid)
        fill.setAlphaF(0.26)
        painter.setPen(QPen(vivid, 1.5))
        painter.setBrush(fill)
        for box in self.boxes:
            painter.drawRoundedRect(self.box_rect(box).adjusted(-3, -2, 3, 2), 4, 4)
        chosen = QColor(self.theme.tokens.focus)
        chosen.setAlphaF(0.38)
        for rect in self.letters.selected_rects():
            painter.fillRect(self._on_widget(rect), chosen)

    # moving about

    def _keep_inside(self) -> None:
        zoom = self.zoom()
        for horizontal in (True, False):
            size = self.frame_size.width() if horizontal else self.frame_size.height()
            half = (self.width() if horizontal else self.height()) / zoom / 2
            at = self._centre.x() if horizontal else self._centre.y()
            at = size / 2 if half * 2 >= size else min(max(at, half), size - half)
            if horizontal:
                self._centre.setX(at)
            else:
                self._centre.setY(at)

    def event(self, event: QEvent) -> bool:
        """Two fingers zoom where they are."""
        pinch = pinched(self, event) if self._interactive else None
        if pinch is None:
            return super().event(event)
        self.zoom_by(*pinch)
        return True

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer."""
        if not self._interactive:
            event.ignore()
            return
        steps = event.angleDelta().y() / 120
        if steps:
            self.zoom_by(STEP**steps, event.position())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the frame, or begin to select its text."""
        if not self._interactive or event.button() is not Qt.MouseButton.LeftButton:
            return
        point = self.to_frame(event.position())
        self._selecting = self.letters.line_at(point) is not None
        if self._selecting:
            self.letters.begin(point)
        else:
            self.letters.clear()
            self._drag = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select or move; else show which of the two a press would do."""
        if self._selecting:
            self.letters.extend(self.to_frame(event.position()))
            self.update()
        elif self._interactive and self._drag is None:
            over = self.letters.line_at(self.to_frame(event.position())) is not None
            self.setCursor(Qt.CursorShape.IBeamCursor if over else Qt.CursorShape.OpenHandCursor)
        if self._drag is not None:
            if self._zoom is None:
                self._zoom = self.zoom()
            self._centre += (self._drag - event.position()) / self.zoom()
            self._drag = event.position()
            self._keep_inside()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._selecting = False
        if self._drag is not None:
            self._drag = None
            self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A word is selected; elsewhere between fitted and full size."""
        if not self._interactive:
            return
        point = self.to_frame(event.position())
        if self.letters.line_at(point) is not None:
            self.letters.select_word(point)
            self.update()
            return
        if self._zoom is None:
            self.zoom_by(1 / self.zoom(), event.position())
        else:
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom, move, select and copy by keys."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.letters.select_all()
            self.update()
            return
        keys, step = Qt.Key, 60 / self.zoom()
        moves = {
            keys.Key_Left: (-step, 0.0), keys.Key_Right: (step, 0.0),
            keys.Key_Up: (0.0, -step), keys.Key_Down: (0.0, step),
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key in {keys.Key_Plus, keys.Key_Equal}:
            self.zoom_by(STEP)
        elif key == keys.Key_Minus:
            self.zoom_by(1 / STEP)
        elif key == keys.Key_0:
            self.fit()
        elif key in moves and self._interactive:
            self._centre += QPointF(*moves[key])
            self._keep_inside()
            self.update()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Put the selected text on the clipboard."""
        if text := self.letters.selected_text():
            QGuiApplication.clipboard().setText(text)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the selected text."""
        menu = self.text_menu()
        if menu is not None:
            menu.popup(event.globalPos())

    def text_menu(self) -> QMenu | None:
        """Copy, search, keep; None where no text is selected."""
        acts = (self.copy, self.search_wanted.emit, self.note_wanted.emit)
        text = self.letters.selected_text()
        return text_menu(self, text, *acts) if text else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A frame that nobody zoomed fits again."""
        super().resizeEvent(event)
        if self._zoom is None:
            self.settle()
