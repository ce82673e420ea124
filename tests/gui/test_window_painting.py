"""What is painted on the timeline: the same picture however one came there, once a frame."""

import random
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPolygonF, QTransform, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from services.records import Density, Event, EventId, TimeWindow, Withheld
from tests.support.window_world import DAY, HOUR, NOW_MS, OFFSET
from ui.design.frames import OncePerFrame
from ui.theme import Theme
from ui.timeline.ground import PIECE, ridge
from ui.timeline.lanes import LanesView
from ui.timeline.snapshot import Snapshot
from ui.timeline.strip import YearStrip

YEARS = TimeWindow(NOW_MS - 1800 * DAY, NOW_MS)
NAMES = ("Editor", "Browser", "Mail")
BINS = 3 * PIECE + 7


def made_snapshot() -> Snapshot:
    """Five years with ridges, events of every strength, and what was withheld."""
    chance = random.Random(7)
    length = YEARS.end_ms - YEARS.start_ms

    def instant() -> int:
        return YEARS.start_ms + round(chance.random() * length)

    events = []
    for number in range(120):
        start = instant()
        end = start + round(chance.random() ** 4 * length / 20) + HOUR
        title = "Plan of the harbour" if number % 3 else "Mail"
        made = Event(EventId(number), start, end, OFFSET, "App", title, strength=chance.random())
        events.append((number % len(NAMES), made))
    ridges = {name: tuple(chance.random() for _ in range(BINS)) for name in NAMES[:2]}
    withheld = tuple((2, Withheld(instant(), "bank", "app", "Mail")) for _ in range(40))
    return Snapshot(YEARS, NAMES, ridges, YEARS.start_ms, length // BINS, tuple(events), withheld)


@pytest.fixture
def lanes(theme: Theme, qtbot: QtBot) -> LanesView:
    """The lanes of that snapshot, shown."""
    return shown(theme, qtbot, made_snapshot(), YEARS)


def shown(theme: Theme, qtbot: QtBot, snapshot: Snapshot, window: TimeWindow) -> LanesView:
    made = LanesView(theme, window, OFFSET)
    qtbot.addWidget(made)
    made.resize(1100, 200)
    made.playhead_ms = NOW_MS - 900 * DAY
    made.show_snapshot(snapshot)
    made.show()
    return made


class Paints(QObject):
    """How often something was painted."""

    def __init__(self, lanes: LanesView) -> None:
        super().__init__(lanes)
        self.count = 0
        lanes.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def picture(widget: LanesView | YearStrip) -> QImage:
    return widget.grab().toImage()


def moved(window: TimeWindow, share: float, zoom: float = 1.0) -> TimeWindow:
    length = window.end_ms - window.start_ms
    start = window.start_ms + round(share * length)
    return TimeWindow(start, start + round(length / zoom))


def ways() -> Iterator[TimeWindow]:
    """Along, nearer, far beyond what there is, and away again."""
    for share, zoom in ((0.1, 1), (0.3, 6), (0.31, 40), (-3, 0.5), (2, 1), (0.45, 3)):
        yield moved(YEARS, share, zoom)


def test_the_picture_is_the_same_however_one_came_there(
    lanes: LanesView, theme: Theme, qtbot: QtBot
) -> None:
    first = picture(lanes)
    for window in ways():
        lanes.set_window(window)
        assert picture(lanes) == picture(shown(theme, qtbot, lanes.snapshot, window))
    lanes.set_window(YEARS)
    assert picture(lanes) == first


def test_another_snapshot_leaves_nothing_of_the_one_before(
    lanes: LanesView, theme: Theme, qtbot: QtBot
) -> None:
    empty = Snapshot(YEARS, NAMES[:1])
    picture(lanes)
    lanes.show_snapshot(empty)
    assert picture(lanes) == picture(shown(theme, qtbot, empty, YEARS))


def test_the_pieces_of_a_ridge_join_without_a_seam() -> None:
    chance = random.Random(3)
    heights = tuple(chance.random() for _ in range(BINS))
    whole = QPolygonF([
        QPointF(0, 0), *(QPointF(at + 0.5, h) for at, h in enumerate(heights)), QPointF(BINS, 0),
    ])  # fmt: skip

    def drawn(*shapes: QPolygonF) -> QImage:
        image = QImage(900, 60, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(200, 30, 40, 87))  # where two overlap it is seen
        painter.setTransform(QTransform(5.37, 0, 0, -41.3, 2.2, 55))
        for shape in shapes:
            painter.drawPolygon(shape)
        painter.end()
        return image

    pieces = ridge(heights)
    assert len(pieces) == 4
    assert drawn(*pieces) == drawn(whole)
    assert ridge((0.0, 0.0)) == ()


def test_what_is_asked_for_again_and_again_is_done_once_a_frame(qtbot: QtBot) -> None:
    owner, done = QObject(), list[int]()
    frame = OncePerFrame(owner, lambda: done.append(1))
    for _ in range(50):
        frame.ask()
    assert done == [1]  # at once, for who asks once
    qtbot.waitUntil(lambda: len(done) == 2)
    qtbot.waitUntil(lambda: not frame.busy)
    assert done == [1, 1]
    frame.ask()
    assert len(done) == 3


def test_many_turns_of_the_wheel_are_painted_and_told_once_a_frame(
    lanes: LanesView, qtbot: QtBot, qapp: QApplication
) -> None:
    qtbot.waitUntil(lambda: not lanes.frame.busy)
    paints, told = Paints(lanes), list[TimeWindow]()
    lanes.window_changed.connect(told.append)
    at, none = QPointF(500, 60), Qt.MouseButton.NoButton
    lengths = []
    for _ in range(40):
        QApplication.sendEvent(
            lanes,
            QWheelEvent(
                at, lanes.mapToGlobal(at), QPoint(), QPoint(0, 15), none,
                Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
            ),
        )  # fmt: skip
        lengths.append(lanes.seen.end_ms - lanes.seen.start_ms)
    assert lengths == sorted(lengths, reverse=True)  # each of them counts
    assert lengths[0] > lengths[-1]
    qtbot.waitUntil(lambda: bool(told) and told[-1] == lanes.seen)
    qapp.processEvents()
    assert len(told) < 10  # two, where the machine does not stand still between the turns
    assert paints.count < 10


def test_a_drag_ends_where_the_pointer_does(lanes: LanesView, qtbot: QtBot) -> None:
    told = list[TimeWindow]()
    lanes.window_changed.connect(told.append)
    start = QPoint(300, 90)
    QTest.mousePress(lanes, Qt.MouseButton.LeftButton, pos=start)
    for by in range(1, 121):
        QTest.mouseMove(lanes, start + QPoint(by, 0))
    QTest.mouseRelease(lanes, Qt.MouseButton.LeftButton, pos=start + QPoint(120, 0))
    qtbot.waitUntil(lambda: bool(told) and told[-1] == lanes.seen)
    shift = YEARS.start_ms - lanes.seen.start_ms
    assert shift * lanes.places.per_ms == pytest.approx(120, abs=0.01)


def test_the_event_under_the_pointer_is_the_one_painted_there(lanes: LanesView) -> None:
    for window in (YEARS, moved(YEARS, 0.3, 6)):
        lanes.set_window(window)
        for lane, event in lanes.snapshot.events:
            point = lanes.block_rect(lane, event).center()
            if lanes.left <= point.x() < lanes.width():
                found = lanes.event_at(point)
                assert found is not None
                at = lanes.snapshot.events.index((lane, found))
                assert at >= lanes.snapshot.events.index((lane, event))  # the uppermost
        assert lanes.event_at(QPointF(600, 2)) is None


def test_the_strip_shows_where_one_is_over_the_same_bars(theme: Theme, qtbot: QtBot) -> None:
    counts, strengths = (3, 0, 9, 4), (0.2, 0.0, 1.0, 0.6)
    density = Density(YEARS.start_ms, (YEARS.end_ms - YEARS.start_ms) // 4, counts, strengths)

    def strip(density: Density, window: TimeWindow) -> YearStrip:
        made = YearStrip(theme, OFFSET)
        qtbot.addWidget(made)
        made.resize(800, made.height())
        made.show_density(YEARS, density)
        made.set_window(window)
        return made

    first = moved(YEARS, 0.1, 8)
    made = strip(density, first)
    before = picture(made)
    made.set_window(moved(YEARS, 0.6, 8))
    assert picture(made) != before
    assert picture(made) == picture(strip(density, moved(YEARS, 0.6, 8)))
    made.set_window(first)
    assert picture(made) == before
    fuller = Density(density.start_ms, density.width_ms, (9, 9, 1, 9), strengths)
    made.show_density(YEARS, fuller)
    assert picture(made) == picture(strip(fuller, first)) != before
