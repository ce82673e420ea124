"""The timeline: one axis, lanes, film, the moment, the strip, and what fades."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from services.errors import WorldError
from services.records import (
    DeleteRequest,
    Density,
    Event,
    EventId,
    FrameId,
    PictureState,
    SegmentId,
    Signal,
    TimeWindow,
    Withheld,
)
from tests.gui.conftest import Quiet
from tests.support.window_engine import FakeEngine
from tests.support.window_world import DAY, HOUR, MINUTE, NOW_MS, OFFSET, line_box
from ui.context import Context
from ui.design.forget import ForgetDialog
from ui.timeline.blocks import Label, place_labels
from ui.timeline.page import TimelinePage
from ui.timeline.scale import LEVELS, TimeScale, level_of
from ui.timeline.snapshot import Snapshot, arrange, withheld_stretches
from ui.timeline.summary import Stretch
from ui.window import MainWindow

REVIEW_MS = NOW_MS - 58 * MINUTE


@pytest.fixture
def page(window: MainWindow, quiet: Quiet) -> TimelinePage:
    window.show_page("timeline")
    quiet()
    found = window.pages["timeline"]
    assert isinstance(found, TimelinePage)
    return found


def wheel(widget: QWidget, x: float, turn: int, *, shift: bool = False) -> None:
    at = QPointF(x, 60)
    keys = Qt.KeyboardModifier
    widget.wheelEvent(
        QWheelEvent(
            at, widget.mapToGlobal(at), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton,
            keys.ShiftModifier if shift else keys.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )
    )  # fmt: skip


# the axis


@given(
    st.integers(0, 2_000_000_000_000),
    st.integers(120_000, 300 * DAY),
    st.floats(0.1, 10),
    st.floats(0, 1),
)
def test_zooming_keeps_the_anchor(start: int, length: int, factor: float, share: float) -> None:
    scale = TimeScale(TimeWindow(start, start + length), 1000)
    anchor = start + round(share * length)
    zoomed = TimeScale(scale.zoomed(factor, anchor), 1000)
    assert abs(zoomed.x(anchor) - scale.x(anchor)) < 1.5
    assert abs(scale.at(scale.x(anchor)) - anchor) <= 1


@given(st.integers(1_000_000_000_000, 2_000_000_000_000), st.integers(120_000, 9000 * DAY))
def test_ticks_stand_apart_and_on_round_times(start: int, length: int) -> None:
    scale = TimeScale(TimeWindow(start, start + length), 1000)
    ticks = scale.ticks(OFFSET, 84)
    places = [scale.x(tick.at_ms) for tick in ticks]
    assert all(after - before > 60 for before, after in pairwise(places))
    assert len(ticks) <= 14
    assert all((tick.at_ms + OFFSET * MINUTE) % MINUTE == 0 for tick in ticks)
    assert all(0 <= place <= 1000 for place in places)


def test_ticks_are_named_by_what_they_are() -> None:
    start = round(datetime(2026, 1, 1, tzinfo=UTC).timestamp() * 1000)

    def words(length: int) -> list[str]:
        return [t.words for t in TimeScale(TimeWindow(start, start + length), 1000).ticks(0)]

    assert words(6 * HOUR)[:3] == ["1 Jan", "0:30", "1:00"] or words(6 * HOUR)[0] == "1 Jan"
    assert words(10 * DAY)[1] == "2 Jan"
    assert words(300 * DAY)[:2] == ["2026", "Feb"]
    assert words(20 * 365 * DAY)[:2] == ["2026", "2028"]


def test_levels() -> None:
    for name, length in LEVELS.items():
        assert level_of(length) == name
        assert level_of(round(length * 1.2)) == name


def test_busy_apps_have_lanes_and_the_rest_share_one() -> None:
    window = TimeWindow(0, 100)
    lanes: dict[str, tuple[int, ...]] = {f"App{n}": (10 - n, 0) for n in range(8)}
    density = Density(0, 50, (44, 0), (1.0, 0.0), lanes)
    event = Event(EventId(1), 10, 20, 0, "App7", "Rare")
    shot = arrange(window, density, (event,), (Withheld(30, "x", "app", "App1"),))
    assert shot.lanes == ("App0", "App1", "App2", "App3", "App4", "Other")
    assert shot.events == ((5, event),)
    assert shot.withheld[0][0] == 1
    alone = arrange(window, density, (), (Withheld(30, "x", "app", "Keys"),))
    assert alone.lanes[-1] == "Withheld"
    assert alone.withheld[0][0] == 6
    assert max(max(heights) for heights in shot.ridges.values()) <= 1.0
    assert arrange(window, Density(0, 50, (), (), {}), (), ()).empty


def test_withheld_entries_are_joined() -> None:
    entries = tuple((0, Withheld(at * MINUTE, "x", "app")) for at in (1, 2, 3, 10))
    shot = Snapshot(TimeWindow(0, HOUR), ("A",), withheld=entries)
    stretches = withheld_stretches(shot)
    assert len(stretches) == 2
    assert stretches[0][1:] == (MINUTE, 3 * MINUTE + 30_000)


FONT = QFont("sans")
FONT.setPixelSize(11)


def placed(*spans: tuple[float, float, str], lane: int = 0) -> dict[str, tuple[float, bool]]:
    """Where titles of (left, right, title) blocks begin, and whether that is inside."""
    labels = [
        Label(lane, QRectF(left, 0, right - left, 20), words, QColor("white"))
        for left, right, words in spans
    ]
    found = place_labels(labels, FONT, (100, 1000), (28, 56))
    return {label.words: (box.left(), inside) for label, box, inside in found}


def test_a_title_stands_inside_or_at_the_right_of_its_block() -> None:
    found = placed((120, 300, "wide"), (400, 404, "narrow"), (500, 504, "crowded"), (515, 519, "x"))
    assert found["wide"] == (128, True)
    assert found["narrow"][0] > 404
    assert not found["narrow"][1]
    assert "crowded" not in found  # the next block stands where its title would
    assert "x" in found


def test_a_title_ends_at_the_next_block_and_at_the_axis() -> None:
    long = "a title that is rather long for so little room"
    labels = [
        Label(0, QRectF(200, 0, 4, 20), long, QColor("white")),
        Label(0, QRectF(300, 0, 4, 20), "next", QColor("white")),
        Label(1, QRectF(930, 0, 4, 20), long, QColor("white")),
        Label(1, QRectF(20, 0, 70, 20), "gone by", QColor("white")),
        Label(2, QRectF(40, 0, 140, 20), "partly seen", QColor("white")),
    ]
    found = {
        (label.lane, label.words): (box, inside)
        for label, box, inside in place_labels(labels, FONT, (100, 1000), (28, 56))
    }
    assert found[0, long][0].right() < 300
    assert found[1, long][0].right() <= 1000
    assert (1, "gone by") not in found
    box, inside = found[2, "partly seen"]
    assert box.left() >= 108
    assert inside


# the page


def test_no_block_reaches_into_the_names(page: TimelinePage) -> None:
    lanes = page.lanes
    lane, event = lanes.snapshot.events[0]
    middle = (event.start_ms + event.end_ms) // 2
    lanes.set_window(TimeWindow(middle, middle + 10 * MINUTE))
    assert lanes.x_of(lanes.seen.start_ms) == lanes.left
    point = QPointF(lanes.left - 4, lanes.block_rect(lane, event).center().y())
    assert lanes.block_rect(lane, event).contains(point)
    assert lanes.event_at(point) is None
    QTest.mouseMove(lanes, QPoint(20, round(point.y())))
    assert lanes.toolTip() == lanes.snapshot.lanes[lane]


def test_a_first_day_counts_its_moments(page: TimelinePage) -> None:
    page._show_summary(page.lanes.seen, Stretch((), 0, 3))
    assert page.summary.full_text() == "3 moments so far"
    page._show_summary(page.lanes.seen, Stretch((), 0, 0))
    assert "Nothing was kept" in page.summary.full_text()


def test_a_frame_too_small_to_read_comes_near(page: TimelinePage, quiet: Quiet) -> None:
    page.go_to(REVIEW_MS)
    quiet()
    card, frame = page.frame, page.frame.frame
    size = frame.frame_size
    frame.resize(size.width(), round(size.height() * 0.4))
    assert frame.near
    assert frame.zoom() > 0.5
    assert not card.near_button.isHidden()
    seen = QRectF(frame.rect())
    assert all(seen.contains(frame.box_rect(box)) for box in frame.boxes)
    card.near_button.click()
    assert not frame.near
    assert frame.zoom() < 0.5
    assert card.near_button.text() == "Closer"
    card.near_button.click()
    assert frame.near
    frame.resize(size)
    assert not frame.near
    assert card.near_button.isHidden()


def test_forgetting_says_that_it_is_for_good(page: TimelinePage, context: Context) -> None:
    dialog = ForgetDialog(context, (("All", DeleteRequest(app="x")),), page)
    assert "This cannot be undone." in [made.text() for made in dialog.findChildren(QLabel)]
    assert dialog.forget_button.text() == "Forget for good"
    dialog.reject()


def test_it_begins_at_the_last_thing_seen(page: TimelinePage) -> None:
    assert page.title.text() == "Tuesday, 17 March"
    assert page.summary.full_text()
    assert page.moment.moment is not None
    assert page.lanes.snapshot.events
    assert page.film.frames
    assert page.level_chips["day"].isChecked()
    window = page.lanes.seen
    assert window.start_ms < page.lanes.playhead_ms < window.end_ms


def test_scrubbing_shows_the_frame_with_its_text_marked(page: TimelinePage, quiet: Quiet) -> None:
    page.go_to(REVIEW_MS)
    quiet()
    assert page.frame.frame.boxes == (line_box(3),)
    assert set(page.frame.frame.quiet_boxes) == {line_box(1), line_box(5)}
    card = page.moment
    assert card.title.text() == "Ines: review moved to Thursday"
    assert card.where.text().startswith("13:55 – 14:09 · Chat · 14 min")
    assert card.strength.text() == "0.97"
    assert len(card.curve.points) > 2
    page.grab()


def test_a_click_on_the_lanes_scrubs_and_chooses(page: TimelinePage, quiet: Quiet) -> None:
    page.go_to(REVIEW_MS)
    quiet()
    lanes = page.lanes
    lane, event = next(
        pair for pair in lanes.snapshot.events if pair[1].title.startswith("Ines: review moved to")
    )
    point = lanes.block_rect(lane, event).center()
    assert lanes.event_at(point) is event
    chosen: list[Event] = []
    lanes.event_chosen.connect(chosen.append)
    QTest.mouseClick(lanes, Qt.MouseButton.LeftButton, pos=point.toPoint())
    quiet()
    assert chosen == [event]
    assert event.start_ms <= lanes.playhead_ms <= event.end_ms
    QTest.mouseMove(lanes, point.toPoint() + QPoint(1, 1))
    assert "14 min" in lanes.toolTip()


def test_the_wheel_zooms_at_the_pointer_and_pans_with_shift(page: TimelinePage) -> None:
    lanes = page.lanes
    before, at = lanes.seen, lanes.at(400)
    wheel(lanes, 400, 120)
    assert lanes.seen.end_ms - lanes.seen.start_ms < before.end_ms - before.start_ms
    assert abs(lanes.at(400) - at) < 60_000
    length = lanes.seen.end_ms - lanes.seen.start_ms
    wheel(lanes, 400, 120, shift=True)
    assert lanes.seen.end_ms - lanes.seen.start_ms == pytest.approx(length, abs=2)


def test_dragging_pans_and_dragging_the_playhead_scrubs(page: TimelinePage) -> None:
    lanes = page.lanes
    before, head = lanes.seen, lanes.playhead_ms
    QTest.mousePress(lanes, Qt.MouseButton.LeftButton, pos=QPoint(300, 80))
    QTest.mouseMove(lanes, QPoint(360, 80))
    QTest.mouseRelease(lanes, Qt.MouseButton.LeftButton, pos=QPoint(360, 80))
    assert lanes.seen.start_ms < before.start_ms
    assert lanes.playhead_ms == head
    x = round(lanes.x_of(head))
    QTest.mousePress(lanes, Qt.MouseButton.LeftButton, pos=QPoint(x, 80))
    QTest.mouseMove(lanes, QPoint(x - 120, 80))
    QTest.mouseRelease(lanes, Qt.MouseButton.LeftButton, pos=QPoint(x - 120, 80))
    assert lanes.playhead_ms < head


def test_keys_move_and_zoom(page: TimelinePage) -> None:
    lanes, keys = page.lanes, Qt.Key
    head, window = lanes.playhead_ms, lanes.seen
    QTest.keyClick(lanes, keys.Key_Left)
    assert lanes.playhead_ms < head
    QTest.keyClick(lanes, keys.Key_Right)
    assert lanes.playhead_ms == head
    QTest.keyClick(lanes, keys.Key_Plus)
    assert lanes.seen.end_ms - lanes.seen.start_ms < window.end_ms - window.start_ms
    QTest.keyClick(lanes, keys.Key_Minus)
    QTest.keyClick(lanes, keys.Key_Home)
    assert lanes.playhead_ms == lanes.seen.start_ms
    QTest.keyClick(lanes, keys.Key_End)
    assert lanes.playhead_ms == lanes.seen.end_ms - 1
    start = lanes.seen.start_ms
    QTest.keyClick(lanes, keys.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert lanes.seen.start_ms > start


@pytest.mark.parametrize("name", ["years", "month", "day", "minutes"])
def test_levels_are_reached_by_chips(page: TimelinePage, quiet: Quiet, name: str) -> None:
    page.level_chips[name].click()
    quiet()
    window = page.lanes.seen
    assert window.end_ms - window.start_ms == LEVELS[name]
    assert [key for key, made in page.level_chips.items() if made.isChecked()] == [name]
    page.grab()


def test_the_strip_moves_the_window(page: TimelinePage, engine: FakeEngine, quiet: Quiet) -> None:
    strip = page.strip
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=QPoint(200, 20))
    QTest.mouseMove(strip, QPoint(240, 20))
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=QPoint(240, 20))
    quiet()
    middle = (page.lanes.seen.start_ms + page.lanes.seen.end_ms) // 2
    assert abs(middle - strip.scale.at(240 - 16)) < strip.span.end_ms / 1000
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Home):
        QTest.keyClick(strip, key)
    assert page.lanes.playhead_ms == strip.span.start_ms
    assert engine.on_main == []


def test_the_film_chooses_a_moment(page: TimelinePage, quiet: Quiet) -> None:
    film = page.film
    QTest.mouseClick(film, Qt.MouseButton.LeftButton, pos=film.cell(0).center().toPoint())
    quiet()
    assert page.moment.moment is not None
    assert page.moment.moment.capture.id == film.frames[0].capture_id
    assert film.current == film.frames[0].capture_id
    QTest.keyClick(film, Qt.Key.Key_Right)
    quiet()
    assert film.current == film.frames[1].capture_id
    film.grab()


def test_a_stretch_without_pictures_says_so(page: TimelinePage, quiet: Quiet) -> None:
    page.go_to(NOW_MS - 400 * DAY)
    quiet()
    assert page.film.frames == ()
    page.film.grab()


def test_what_is_left_of_a_frame_is_shown(
    page: TimelinePage, engine: FakeEngine, quiet: Quiet
) -> None:
    engine.world.pictures[FrameId(1)] = PictureState.THUMBNAIL
    page.go_to(REVIEW_MS)
    quiet()
    assert "only a small picture is left" in page.frame.title.full_text()
    engine.world.pictures[FrameId(1)] = PictureState.GONE
    page.go_to(REVIEW_MS)
    quiet()
    assert page.frame.stack.currentWidget() is page.frame.text
    assert "harvest review" in page.frame.text.toPlainText()
    engine.broken["picture"] = WorldError("The picture is damaged.")
    page.go_to(REVIEW_MS)
    quiet()
    assert "The picture is damaged." in page.frame.title.full_text()


def test_the_moment_is_pinned_copied_and_opened(
    window: MainWindow, page: TimelinePage, engine: FakeEngine, quiet: Quiet
) -> None:
    page.go_to(REVIEW_MS)
    quiet()
    page.moment.pin_button.click()
    quiet()
    assert {signal for _segment, signal in engine.signals} == {Signal.PIN}
    assert page.moment.pin_button.text() == "Unpin"
    page.banner.button.click()
    quiet()
    assert engine.signals[-1][1] is Signal.UNPIN
    page.moment.copy_button.click()
    quiet()
    assert "harvest review" in QGuiApplication.clipboard().text()
    page.frame.open_button.click()
    quiet()
    assert window.viewer.hit is not None
    assert window.viewer.hit.segment_id == SegmentId(1)


def test_what_can_be_done_with_the_moment_is_in_sight(page: TimelinePage, quiet: Quiet) -> None:
    page.moment.why.setText(
        "uses rare words, names two people, dates, a number and much more, " * 3
    )
    page.window().resize(1440, 865)
    quiet()
    tools = page.moment.tools
    assert tools.visibleRegion().boundingRect().height() == tools.height() > 0


def test_forgetting_shows_first_what_would_go(
    page: TimelinePage, engine: FakeEngine, quiet: Quiet
) -> None:
    page.go_to(REVIEW_MS)
    quiet()
    page.moment.forget_button.click()
    quiet()
    dialog = page.findChild(ForgetDialog)
    assert isinstance(dialog, ForgetDialog)
    assert (
        dialog.preview.text() == "This forgets 1 moment, 3 pieces of text, 1 picture and 2 facts."
    )
    assert engine.deleted == []
    dialog.group.button(1).click()
    quiet()
    dialog.forget_button.click()
    quiet()
    assert engine.deleted == [
        DeleteRequest(
            from_ms=NOW_MS - HOUR - 5 * MINUTE, to_ms=NOW_MS - HOUR + 9 * MINUTE + 1, app="Chat"
        )
    ]
    assert "Forgotten: 1 moment" in page.banner.words.text()


def test_keeping_back_forgets_nothing(
    page: TimelinePage, context: Context, engine: FakeEngine, quiet: Quiet, qtbot: QtBot
) -> None:
    engine.broken["delete"] = WorldError("The library is busy.")
    dialog = ForgetDialog(context, (("All", DeleteRequest(app="x")),), page)
    quiet()
    assert not dialog.forget_button.isEnabled()
    assert "The library is busy." in dialog.banner.words.text()
    dialog.reject()
    assert engine.deleted == []


def test_what_fades_is_kept_pinned_and_shown(
    page: TimelinePage, engine: FakeEngine, quiet: Quiet
) -> None:
    page.fades_chip.click()
    quiet()
    rows = page.fading.rows
    assert page.upper.currentWidget() is page.fading
    count = len(rows)
    assert count > 3
    first = rows[0].item
    rows[0].kept.emit(first)
    quiet()
    assert engine.kept == {first.segment_id}
    page.banner.button.click()  # undo
    quiet()
    assert engine.kept == set()
    page.fading.rows[0].kept.emit(first)
    quiet()
    assert first.segment_id not in {row.item.segment_id for row in page.fading.rows}
    second = page.fading.rows[0].item
    page.fading.rows[0].pinned.emit(second)
    quiet()
    assert engine.signals == [(second.segment_id, Signal.PIN)]
    page.banner.button.click()
    quiet()
    assert engine.signals[-1] == (second.segment_id, Signal.UNPIN)
    page.fading.rows[0].opened.emit(second.at_ms)
    quiet()
    assert page.upper.currentWidget() is not page.fading
    assert page.lanes.playhead_ms == second.at_ms
    page.show_fading(True)
    quiet()
    page.fading.keep_all.click()
    quiet()
    assert len(engine.kept) > 3
    page.show_fading(True)
    engine.world.strengths = dict.fromkeys(engine.world.strengths, 1.0)
    page.fading.refresh()
    quiet()
    assert page.fading.words.text() == "Nothing fades at the next nightly run."


def test_an_empty_library_says_what_fills_it(
    engine: FakeEngine, window: MainWindow, quiet: Quiet
) -> None:
    engine.world.captures.clear()
    window.show_page("timeline")
    quiet()
    page = window.pages["timeline"]
    assert isinstance(page, TimelinePage)
    assert page.stack.currentWidget() is page.empty


def test_a_failure_is_told_above_the_page(
    window: MainWindow, engine: FakeEngine, quiet: Quiet
) -> None:
    engine.broken["span"] = WorldError("The library cannot be read.", "Check the disk.")
    window.show_page("timeline")
    quiet()
    page = window.pages["timeline"]
    assert page.banner.isVisible()
    engine.broken.clear()
    page.banner.button.click()
    quiet()
    assert isinstance(page, TimelinePage)
    assert page.lanes.snapshot.events
