"""The timeline in motion: playing, stepping, filters, the same day of before, and its pinch."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QNativeGestureEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from services.records import CaptureId, TimelineFilter, TimeWindow
from tests.gui.conftest import Quiet
from tests.support.window_engine import FakeEngine
from tests.support.window_world import DAY, HOUR, MINUTE, NOW_MS, OFFSET
from ui.context import Context
from ui.elsewhere import web_address
from ui.timeline.anniversaries import find_anniversaries
from ui.timeline.page import TimelinePage
from ui.timeline.playback import SPEEDS, Playback
from ui.timeline.scale import LEVELS
from ui.timeline.summary import stretch_title
from ui.window import MainWindow


@pytest.fixture
def page(window: MainWindow, quiet: Quiet) -> TimelinePage:
    window.show_page("timeline")
    quiet()
    found = window.pages["timeline"]
    assert isinstance(found, TimelinePage)
    return found


class Watch:
    """A clock in seconds that is moved by hand."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def playback(context: Context, watch: Watch) -> Playback:
    made = Playback(context, watch)
    made._timer.setInterval(3_600_000)  # ticks come from the test only
    return made


def later(engine: FakeEngine, at_ms: int) -> list[tuple[int, CaptureId]]:
    return list(engine.timeline.upcoming(at_ms, 1000))


def test_time_runs_at_its_speed_and_over_what_is_empty(
    playback: Playback, watch: Watch, engine: FakeEngine, quiet: Quiet
) -> None:
    engine.strict = False
    start = NOW_MS - 6 * HOUR
    coming = later(engine, start)
    at: list[int] = []
    seen: list[CaptureId] = []
    playback.moved.connect(at.append)
    playback.shown.connect(seen.append)
    playback.set_speed(60)
    playback.play(start)
    playback.tick()
    assert not at  # what comes is still being read
    quiet()
    watch.now_s += 0.1
    playback.tick()
    assert start < at[-1] <= coming[0][0]
    for _ in range(1000):
        watch.now_s += 0.1
        playback.tick()
    assert seen[:3] == [capture for _at, capture in coming[:3]]
    assert all(after > before for before, after in pairwise(at))
    playback.pause()
    assert not playback.playing


def test_it_stops_at_the_last_moment(
    playback: Playback, watch: Watch, engine: FakeEngine, quiet: Quiet
) -> None:
    engine.strict = False
    last_ms = max(c.at_ms for c in engine.world.captures.values())
    seen: list[CaptureId] = []
    playback.shown.connect(seen.append)
    playback.play(last_ms - 1)
    quiet()
    for _ in range(3):
        watch.now_s += 1
        playback.tick()
    assert seen
    assert not playback.playing


def test_a_library_that_fails_ends_the_play(
    playback: Playback, engine: FakeEngine, quiet: Quiet, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    playback.failed.connect(told.append)
    monkeypatch.setattr(engine.timeline, "upcoming", lambda *_a, **_k: 1 / 0)
    playback.play(NOW_MS - DAY)
    quiet()
    assert told
    assert not playback.playing


def test_speeds_change_by_keys_and_stay_within_their_ends(page: TimelinePage) -> None:
    playback = page.playback
    for _ in SPEEDS:
        QTest.keyClick(page.lanes, Qt.Key.Key_BracketRight)
    assert playback.speed == SPEEDS[-1]
    assert page.controls.speed_chip.text() == "60×"
    for _ in SPEEDS:
        QTest.keyClick(page.lanes, Qt.Key.Key_BracketLeft)
    assert playback.speed == SPEEDS[0]
    page.controls.speed_chip.click()
    assert playback.speed == SPEEDS[1]


def test_space_plays_and_stops_and_scrubbing_stops_too(page: TimelinePage) -> None:
    page.lanes.set_playhead(NOW_MS - 6 * HOUR)
    QTest.keyClick(page.lanes, Qt.Key.Key_Space)
    assert page.playback.playing
    assert page.controls.play_button.accessibleName() == "Pause"
    QTest.keyClick(page.lanes, Qt.Key.Key_Space)
    assert not page.playback.playing
    page.controls.play_button.click()
    assert page.playback.playing
    QTest.keyClick(page.lanes, Qt.Key.Key_Left)
    assert not page.playback.playing
    page.controls.play_button.click()
    page.hide()
    assert not page.playback.playing


def test_steps_go_from_moment_to_moment(
    page: TimelinePage, engine: FakeEngine, quiet: Quiet
) -> None:
    engine.strict = False
    start = NOW_MS - 6 * HOUR
    coming = later(engine, start)
    page.lanes.set_playhead(start)
    QTest.keyClick(page.lanes, Qt.Key.Key_Period)
    quiet()
    assert page.lanes.playhead_ms == coming[0][0]
    QTest.keyClick(page.lanes, Qt.Key.Key_Period)
    quiet()
    assert page.lanes.playhead_ms == coming[1][0]
    assert page.moment.moment is not None
    assert page.moment.moment.capture.id == coming[1][1]
    QTest.keyClick(page.lanes, Qt.Key.Key_Comma)
    quiet()
    assert page.lanes.playhead_ms == coming[0][0]


def test_filters_narrow_lanes_film_and_play(
    page: TimelinePage, engine: FakeEngine, quiet: Quiet
) -> None:
    page.controls.filters["app"].chip.click()
    quiet()
    menu = page.controls.filters["app"].menu
    chat = next(action for action in menu.actions() if action.text() == "Chat")
    chat.trigger()
    menu.hide()
    quiet()
    assert page.lanes.snapshot.lanes == ("Chat",)
    assert {frame.app for frame in page.film.frames} <= {"Chat"}
    assert page.playback.only == TimelineFilter(app="Chat")
    page.controls.filters["person"].chip.click()
    quiet()
    names = [action.text() for action in page.controls.filters["person"].menu.actions()]
    page.controls.filters["person"].menu.hide()
    assert "Ines Carvalho" in names
    assert "Me" not in names
    page.controls.filters["app"].chip.click()  # off again
    quiet()
    assert len(page.lanes.snapshot.lanes) > 1
    page.controls.filters["source"].choose("note")
    quiet()
    assert page.controls.filters["source"].chip.text() == "Your note  ×"
    assert not page.lanes.snapshot.events


def test_the_same_day_of_before_is_found_and_gone_to(
    page: TimelinePage, engine: FakeEngine, quiet: Quiet
) -> None:
    engine.strict = False
    page.lanes.set_playhead(NOW_MS - 2 * HOUR)
    page.controls.day_chip.click()
    quiet()
    first = page.controls.days.actions()[0]
    page.controls.days.hide()
    assert first.text().startswith("A week ago · Tuesday, 10 March")
    first.trigger()
    quiet()
    assert NOW_MS - 8 * DAY < page.lanes.playhead_ms < NOW_MS - 6 * DAY
    engine.years = 5
    found = find_anniversaries(engine, NOW_MS, OFFSET)
    assert [item.words for item in found][:3] == ["A week ago", "A month ago", "A year ago"]
    page.controls.show_days(())
    assert "Nothing was kept" in page.controls.days.actions()[0].text()
    page.controls.days.hide()


def test_two_fingers_zoom(page: TimelinePage) -> None:
    device = QPointingDevice.primaryPointingDevice()
    lanes = page.lanes
    before = lanes.seen.end_ms - lanes.seen.start_ms
    x = lanes.width() / 2
    at = QPointF(x, 60)
    anchor = lanes.at(x)
    pinch = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, device, 2, at, at, at, 0.25, QPointF()
    )
    assert lanes.event(pinch)
    assert lanes.seen.end_ms - lanes.seen.start_ms == pytest.approx(before / 1.25, rel=0.01)
    assert lanes.at(x) == pytest.approx(anchor, abs=2 * MINUTE)
    other = QNativeGestureEvent(
        Qt.NativeGestureType.RotateNativeGesture, device, 2, at, at, at, 0.25, QPointF()
    )
    lanes.event(other)
    assert lanes.seen.end_ms - lanes.seen.start_ms == pytest.approx(before / 1.25, rel=0.01)


def test_stretches_are_called_by_what_they_show(page: TimelinePage, quiet: Quiet) -> None:
    page.set_level("week")
    quiet()
    assert " – " in page.title.text()
    assert page.summary.full_text()
    page.set_level("month")
    quiet()
    assert page.title.text() == "March 2026"
    page.set_level("day")
    quiet()
    assert page.title.text().startswith("Tuesday")
    years = TimeWindow(NOW_MS - LEVELS["years"], NOW_MS)
    assert stretch_title(years, OFFSET, NOW_MS) == "2021 – 2026"


# the text of the frame


def test_text_of_the_frame_is_selected_copied_searched_and_kept(
    page: TimelinePage, window: MainWindow, engine: FakeEngine, quiet: Quiet, qtbot: QtBot
) -> None:
    page.go_to(NOW_MS - 58 * MINUTE)
    quiet()
    frame = page.frame.frame
    text, box = frame.letters.lines[0]
    rect = frame.box_rect(box)
    start = QPoint(round(rect.left()) + 1, round(rect.center().y()))
    QTest.mousePress(frame, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(frame, QPoint(round(rect.right()) + 4, round(rect.center().y())))
    QTest.mouseRelease(frame, Qt.MouseButton.LeftButton, pos=QPoint(round(rect.right()), start.y()))
    assert frame.letters.selected_text() == text
    assert not frame.grab().isNull()
    QTest.keyClick(frame, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == text
    menu = frame.text_menu()
    assert menu is not None
    _copy, search, keep = menu.actions()
    keep.trigger()
    quiet()
    assert engine.notes == [text]
    assert page.banner.words.text() == "Kept as a note."
    search.trigger()
    quiet()
    assert window.box.edit.text() == text
    assert window.box.drop is not None
    assert window.box.drop.isVisible()
    menu.close()


def test_a_word_all_and_nothing_are_selected(page: TimelinePage, quiet: Quiet) -> None:
    page.go_to(NOW_MS - 58 * MINUTE)
    quiet()
    frame = page.frame.frame
    text, box = frame.letters.lines[0]
    rect = frame.box_rect(box)
    middle = QPoint(round(rect.center().x()), round(rect.center().y()))
    QTest.mouseDClick(frame, Qt.MouseButton.LeftButton, pos=middle)
    word = frame.letters.selected_text()
    assert word
    assert word in text.split()
    QTest.keyClick(frame, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(frame.letters.selected_text().split("\n")) == len(frame.letters.lines)
    QTest.mouseClick(frame, Qt.MouseButton.LeftButton, pos=QPoint(2, frame.height() - 4))
    assert frame.letters.selected_text() == ""
    assert frame.text_menu() is None
    frame.show_words("gone")
    QTest.keyClick(frame, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert frame.letters.selected_text() == ""


# where it came from


def test_a_page_is_opened_where_it_lives(
    page: TimelinePage, engine: FakeEngine, quiet: Quiet, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    capture = engine.world.captures[CaptureId(1)]
    engine.world.captures[CaptureId(1)] = replace(capture, url="https://quay.example/a")
    page.go_to(capture.at_ms)
    quiet()
    assert page.frame.elsewhere_button.text() == "Open page ↗"
    page.frame.elsewhere_button.click()
    quiet()
    assert [url.toString() for url in opened] == ["https://quay.example/a"]


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        ("https://a.example/x?y=1", "https://a.example/x?y=1"),
        ("a.example/x", "https://a.example/x"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("ssh://host", ""),
        ("some words. And more", ""),
        ("", ""),
    ],
)
def test_only_addresses_of_the_web_are_opened(text: str, opened: str) -> None:
    assert web_address(text).toString() == opened


def test_a_day_and_a_week_are_told_in_words(page: TimelinePage, quiet: Quiet) -> None:
    page.go_to(NOW_MS - 2 * HOUR)
    quiet()
    page.words_chip.click()
    assert page.upper.currentWidget() is page.period
    assert page.period.heading.text() == "THE DAY IN WORDS"
    assert "events" in page.period.words.text()
    assert "Ines Carvalho" in page.period.words.text()
    assert " min)" in page.summary.full_text()
    page.set_level("week")
    quiet()
    assert page.period.heading.text() == "THE WEEK IN WORDS"
    assert any("7 days" in made.text() for made in page.period.rows[0].findChildren(QLabel))
    page.fades_chip.click()
    assert not page.words_chip.isChecked()
    page.words_chip.click()
    assert not page.fades_chip.isChecked()
    show = page.period.rows[0].findChildren(QPushButton)[0]
    show.click()
    quiet()
    assert page.upper.currentIndex() == 0
    page.period.show_period(None, week=False)
    assert "drawn at night" in page.period.words.text()
