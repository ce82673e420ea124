"""The lanes of time: zooming, panning, scrubbing, and the playhead over what is painted."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy

from services.records import Event, TimeWindow
from ui.design.bars import Painted
from ui.design.frames import OncePerFrame
from ui.design.pinch import catch_pinches, pinched
from ui.plain import one_line, tip
from ui.theme import Theme
from ui.timeline.ground import GroundPainter
from ui.timeline.places import MARGIN, Places
from ui.timeline.scale import TimeScale
from ui.timeline.snapshot import Snapshot, lane_name
from ui.words import clock_words, duration_words, tr

ZOOM_STEP = 1.2
KEY_SHARE = 40  # an arrow moves the playhead by a fortieth of what is seen


class LanesView(Painted):
    """Paints a snapshot through a window of time. It asks nobody; the page feeds it.

    Wheel and two fingers zoom at the pointer, shift+wheel and dragging pan, a click or dragging
    the playhead scrubs.
    """

    told_role = QAccessible.Role.Slider
    window_changed = Signal(object)
    scrubbed = Signal(object)  # at_ms
    event_chosen = Signal(object)

    def __init__(self, theme: Theme, window: TimeWindow, offset_min: int) -> None:
        super().__init__(theme)
        self.seen, self.offset_min = window, offset_min
        self.playhead_ms = (window.start_ms + window.end_ms) // 2
        self.snapshot = Snapshot(window)
        self._ground = QPixmap()
        self._painted: object = None
        self._placed_for: object = None
        self._places = Places.of(window, (self.width(), self.height()), 0, theme.scale)
        self._painter = GroundPainter(self)
        self.frame, self._told = OncePerFrame(self, self._next_frame), window
        self._drag: tuple[float, TimeWindow, bool] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        catch_pinches(self)
        self.setAccessibleName(tr("Lanes of the timeline"))
        self.setAccessibleDescription(
            tr("Left and right move, plus and minus zoom, Home and End go to the ends")
        )

    # where things are

    @property
    def places(self) -> Places:
        """Where everything stands now; measured anew when anything that it depends on changed."""
        lanes, scale = len(self.snapshot.lanes), self.theme.scale
        key = (self.seen, self.width(), self.height(), lanes, scale)
        if key != self._placed_for:
            self._placed_for = key
            self._places = Places.of(self.seen, (self.width(), self.height()), lanes, scale)
        return self._places

    @property
    def left(self) -> int:
        """The pixel at which the axis begins, right of the names."""
        return self.places.left

    @property
    def scale(self) -> TimeScale:
        """The axis as it lies now."""
        return TimeScale(self.seen, max(self.width() - MARGIN - self.left, 1))

    def x_of(self, at_ms: int) -> float:
        """The pixel of an instant."""
        return self.places.x(at_ms)

    def at(self, x: float) -> int:
        """The instant of a pixel."""
        return self.scale.at(x - self.left)

    def block_rect(self, lane: int, event: Event) -> QRectF:
        """Where an event's block is painted."""
        return self.places.rect(lane, event.start_ms, event.end_ms)

    def event_at(self, point: QPointF) -> Event | None:
        """The event under a point."""
        places = self.places
        here = places.lane_at(point.y())
        if point.x() < places.left:
            return None
        for lane, event in reversed(self.snapshot.events):
            if lane != here or places.x(event.start_ms) > point.x() + 1:
                continue
            rect = places.rect(lane, event.start_ms, event.end_ms)
            if rect.adjusted(-1, 0, 1, 0).contains(point):
                return event
        return None

    def sizeHint(self) -> QSize:
        """Room for its lanes."""
        lanes = max(len(self.snapshot.lanes), 3)
        return QSize(600, lanes * self.theme.px(34) + self.theme.px(46))

    def minimumSizeHint(self) -> QSize:
        """Narrow lanes, but all of them."""
        lanes = max(len(self.snapshot.lanes), 3)
        return QSize(300, lanes * self.theme.px(28) + self.theme.px(46))

    # what is shown

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Paint another snapshot."""
        self.snapshot = snapshot
        self.updateGeometry()
        self.update()

    def set_window(self, window: TimeWindow) -> None:
        """See another stretch of time; it is painted and told of once a frame."""
        if window != self.seen:
            self.seen = window
            self.frame.ask()

    def _next_frame(self) -> None:
        self.update()
        if self.seen != self._told:
            self._told = self.seen
            self.window_changed.emit(self.seen)

    def set_playhead(self, at_ms: int, *, follow: bool = True) -> None:
        """Put the playhead on an instant; the window follows where it must."""
        self.playhead_ms = at_ms
        length = self.seen.end_ms - self.seen.start_ms
        if follow and not self.seen.start_ms <= at_ms < self.seen.end_ms:
            self.set_window(TimeWindow(at_ms - length // 2, at_ms - length // 2 + length))
        self.setAccessibleDescription(clock_words(at_ms, self.offset_min, seconds=True))
        self.frame.ask()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the playhead over all else, which is painted anew only when it changed."""
        ratio = self.devicePixelRatioF()
        key = (self.snapshot, self.seen, self.size(), self.theme.tokens.name, self.ringed, ratio)
        if key != self._painted:
            self._painted = key
            if self._ground.size() != self.size() * ratio:
                self._ground = QPixmap(self.size() * ratio)
                self._ground.setDevicePixelRatio(ratio)
            self._ground.fill(Qt.GlobalColor.transparent)
            self._painter.paint(self._ground)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, self._ground)
        self._paint_playhead(painter)

    def _paint_playhead(self, painter: QPainter) -> None:
        x = round(self.x_of(self.playhead_ms)) + 0.5
        if not self.left <= x <= self.width() - MARGIN + 1:
            return
        color = QColor(self.theme.tokens.text)
        painter.setPen(QPen(color, 1.6))
        painter.drawLine(QPointF(x, 10), QPointF(x, self.height() - self.theme.px(30)))
        painter.setBrush(color)
        painter.drawEllipse(QPointF(x, 10), 3.5, 3.5)

    # moving about

    def zoom_by(self, factor: float, anchor_ms: int | None = None) -> None:
        """Zoom; without an anchor the playhead stays where it is."""
        self.set_window(
            self.scale.zoomed(factor, self.playhead_ms if anchor_ms is None else anchor_ms)
        )

    def event(self, event: QEvent) -> bool:
        """Two fingers zoom where they are."""
        pinch = pinched(self, event)
        if pinch is None:
            return super().event(event)
        factor, at = pinch
        self.zoom_by(factor, self.at(at.x()))
        return True

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer; sideways or with shift it pans."""
        turn = event.angleDelta()
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if turn.x() or shift:
            self.set_window(self.scale.panned((turn.x() or turn.y()) / 2))
        elif turn.y():
            self.zoom_by(ZOOM_STEP ** (turn.y() / 120), self.at(event.position().x()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the playhead or the ground."""
        x = event.position().x()
        scrub = abs(x - self.x_of(self.playhead_ms)) < 8
        self._drag = (x, self.seen, scrub)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Scrub or pan; else tell what is below."""
        x = event.position().x()
        if self._drag is None:
            near = abs(x - self.x_of(self.playhead_ms)) < 8
            shape = Qt.CursorShape.SizeHorCursor if near else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            self._tell(event.position())
            return
        start, window, scrub = self._drag
        if scrub:
            self._scrub(x)
        elif abs(x - start) > 3:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            moved = TimeScale(window, self.scale.width).panned(x - start)
            self.set_window(moved)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click puts the playhead here, and chooses the event below it."""
        drag, self._drag = self._drag, None
        self.setCursor(Qt.CursorShape.ArrowCursor)
        if drag is None or abs(event.position().x() - drag[0]) > 3:
            return
        self._scrub(event.position().x())
        chosen = self.event_at(event.position())
        if chosen is not None:
            self.event_chosen.emit(chosen)

    def _scrub(self, x: float) -> None:
        self.set_playhead(self.at(x), follow=False)
        self.scrubbed.emit(self.playhead_ms)

    def _tell(self, point: QPointF) -> None:
        event = self.event_at(point)
        if event is None:
            lane = self.places.lane_at(point.y())
            named = point.x() < self.left and 0 <= lane < len(self.snapshot.lanes)
            self.setToolTip(tip(self.snapshot.lanes[lane]) if named else "")
            return
        start = clock_words(event.start_ms, event.offset_min)
        end = clock_words(event.end_ms, event.offset_min)
        length = duration_words(event.end_ms - event.start_ms)
        parts = [
            one_line(event.title),
            f"{start} – {end} · {lane_name(event.app)} · {length}",
            *event.gist[:2],
        ]
        self.setToolTip(tip("\n".join(parts)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the playhead (with shift the window), +/- zoom, Home and End jump."""
        keys, length = Qt.Key, self.seen.end_ms - self.seen.start_ms
        step, key = max(length // KEY_SHARE, 1000), Qt.Key(event.key())
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if key in {keys.Key_Left, keys.Key_Right}:
            sign = 1 if key == keys.Key_Right else -1
            if shift:
                by = sign * length // 4
                self.set_window(TimeWindow(self.seen.start_ms + by, self.seen.end_ms + by))
            else:
                self.set_playhead(self.playhead_ms + sign * step)
                self.scrubbed.emit(self.playhead_ms)
        elif key in {keys.Key_Plus, keys.Key_Equal}:
            self.zoom_by(1.5)
        elif key == keys.Key_Minus:
            self.zoom_by(1 / 1.5)
        elif key in {keys.Key_Home, keys.Key_End}:
            at = self.seen.start_ms if key == keys.Key_Home else self.seen.end_ms - 1
            self.set_playhead(at)
            self.scrubbed.emit(at)
        else:
            super().keyPressEvent(event)
