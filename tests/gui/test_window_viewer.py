"""The viewer: boxes on frames, spans in documents, and what is gone."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from services.errors import WorldError
from services.records import Anchor, Box, FrameId, PictureState, SegmentId
from tests.gui.conftest import Quiet
from tests.support.window_engine import FakeEngine
from tests.support.window_world import HEIGHT, WIDTH, line_box
from ui.design.pictures import quote_boxes
from ui.theme import Theme
from ui.viewer.frame_view import FrameView
from ui.viewer.page import full_size
from ui.window import MainWindow


def test_a_document_opens_at_its_span(window: MainWindow, engine: FakeEngine, quiet: Quiet) -> None:
    hit = engine.world.hit(SegmentId(6))
    window.open_hit(hit, "inspected every 14 months")
    quiet()
    viewer = window.viewer
    assert viewer.stack.currentWidget() is viewer.text
    assert viewer.text.marked_text() == "inspected every 14 months"
    assert viewer.text.verticalScrollBar().value() > 0
    spans = [
        (selection.cursor.selectionStart(), selection.cursor.selectionEnd())
        for selection in viewer.text.extraSelections()
    ]
    assert spans[0] == (hit.anchor.start, hit.anchor.end)
    assert viewer.origin.text() == "File · page 4 · 15 Mar, 15:00"


def test_a_span_beyond_the_basic_plane_is_marked_right(window: MainWindow) -> None:
    text = "🌱🌱 seeds and roots"
    window.viewer.text.show_text(text, (3, 8), "seeds")
    assert window.viewer.text.marked_text() == "seeds"
    marked = window.viewer.text.extraSelections()
    assert marked[-1].cursor.selectedText() == "seeds"


def test_a_small_picture_keeps_its_boxes_in_place(
    window: MainWindow, engine: FakeEngine, quiet: Quiet
) -> None:
    engine.world.pictures[FrameId(1)] = PictureState.THUMBNAIL
    window.open_hit(engine.world.hit(SegmentId(1)))
    quiet()
    assert window.viewer.frame.frame_size == QSize(WIDTH, HEIGHT)
    assert "Only a small picture is left" in window.viewer.note.text()


def test_a_gone_picture_leaves_the_text(
    window: MainWindow, engine: FakeEngine, quiet: Quiet
) -> None:
    engine.world.pictures[FrameId(1)] = PictureState.GONE
    hit = engine.world.hit(SegmentId(1))
    window.open_hit(hit, "Thursday 14:30")
    quiet()
    viewer = window.viewer
    assert viewer.stack.currentWidget() is viewer.text
    assert viewer.text.marked_text() == "Thursday 14:30"
    assert "faded away" in viewer.note.text()


@pytest.mark.parametrize("method", ["picture", "document"])
def test_what_cannot_be_fetched_is_told(
    window: MainWindow, engine: FakeEngine, quiet: Quiet, method: str
) -> None:
    engine.broken[method] = WorldError("The file is damaged.")
    hit = engine.world.hit(SegmentId(1 if method == "picture" else 6))
    window.open_hit(hit)
    quiet()
    assert window.viewer.note.text() == "The file is damaged."
    assert window.viewer.text.toPlainText() == hit.text


def test_an_unexpected_failure_still_shows_the_text(
    window: MainWindow, engine: FakeEngine, quiet: Quiet
) -> None:
    engine.broken["picture"] = KeyError("bug")
    hit = engine.world.hit(SegmentId(1))
    window.open_hit(hit)
    quiet()
    assert window.viewer.banner.isVisible()
    assert window.viewer.text.toPlainText() == hit.text
    engine.broken.clear()
    window.viewer.banner.button.click()
    quiet()
    assert window.viewer.stack.currentWidget() is window.viewer.frame


def test_from_the_viewer_to_the_timeline(
    window: MainWindow, engine: FakeEngine, quiet: Quiet
) -> None:
    hit = engine.world.hit(SegmentId(1))
    window.open_hit(hit)
    quiet()
    window.viewer._find_place()
    assert window.viewer.frame.zoom() > 0.9
    window.viewer._to_timeline()
    quiet()
    assert window.stack.currentWidget() is window.pages["timeline"]


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> FrameView:
    made = FrameView(theme)
    qtbot.addWidget(made)
    made.resize(640, 360)
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB888)
    image.fill(Qt.GlobalColor.white)
    made.show_frame(image, (line_box(3),), (line_box(1),))
    made.show()
    return made


def test_the_wheel_zooms_where_the_pointer_is(view: FrameView, qapp: QApplication) -> None:
    at = QPointF(500, 100)
    before = view.to_frame(at)
    wheel = QWheelEvent(
        at, view.mapToGlobal(at), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    view.wheelEvent(wheel)
    assert view.zoom() == pytest.approx(0.5 * 1.25**2)
    after = view.to_frame(at)
    assert (after.x(), after.y()) == pytest.approx((before.x(), before.y()))


def test_keys_zoom_move_and_fit(view: FrameView) -> None:
    QTest.keyClick(view, Qt.Key.Key_Plus)
    QTest.keyClick(view, Qt.Key.Key_Plus)
    zoomed = view.zoom()
    assert zoomed > 0.5
    left = view.box_rect(Box(0, 0, 1, 1)).x()
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.box_rect(Box(0, 0, 1, 1)).x() < left
    QTest.keyClick(view, Qt.Key.Key_Minus)
    assert view.zoom() == pytest.approx(zoomed / 1.25)
    QTest.keyClick(view, Qt.Key.Key_0)
    assert view.zoom() == pytest.approx(0.5)


def test_dragging_moves_and_a_double_click_shows_full_size(view: FrameView) -> None:
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(320, 180))
    assert view.zoom() == pytest.approx(1.0)
    before = view.box_rect(Box(600, 300, 10, 10)).topLeft()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(320, 180))
    QTest.mouseMove(view, QPoint(280, 150))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(280, 150))
    moved = view.box_rect(Box(600, 300, 10, 10)).topLeft() - before
    assert (moved.x(), moved.y()) == pytest.approx((-40, -30))
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(320, 180))
    assert view.zoom() == pytest.approx(0.5)


def test_a_box_is_painted_where_it_stands(view: FrameView, theme: Theme) -> None:
    picture = view.grab().toImage()
    inside = view.box_rect(line_box(3)).center().toPoint()
    outside = view.box_rect(line_box(5)).center().toPoint()
    assert picture.pixelColor(inside) != picture.pixelColor(outside)
    view.show_words("gone")
    assert view.image.isNull()
    view.grab()


def test_boxes_of_a_quote(engine: FakeEngine) -> None:
    boxes = (Box(0, 0, 10, 10), Box(0, 20, 10, 10), Box(0, 40, 10, 10))
    hit = replace(
        engine.world.hit(SegmentId(1)),
        text="first line\nsecond line\nthird",
        anchor=Anchor(frame_id=FrameId(1), boxes=boxes),
    )
    assert quote_boxes(hit, "second") == (boxes[1],)
    assert quote_boxes(hit, "line\nsecond") == boxes[:2]
    assert quote_boxes(hit, "absent") == boxes
    assert quote_boxes(hit, "") == boxes
    assert quote_boxes(replace(hit, text="one line"), "one") == boxes


def test_full_size_of_a_thumbnail() -> None:
    image = QImage(320, 180, QImage.Format.Format_RGB888)
    assert full_size(image, (Box(0, 0, 1280, 20),)) == QSize(1280, 720)
    assert full_size(image, ()) == QSize(320, 180)
