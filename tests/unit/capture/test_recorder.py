"""The recorder looks when it should, never when it must not, and loses nothing on the way."""

import logging
import threading
from collections.abc import Iterator

import numpy as np
import pytest

from services.capture.recorder import RETRY_MS, Recorder, RecorderLinks
from services.capture.screens.base import MonitorInfo, Screenshot
from services.capture.screens.fake import FakeScreen
from services.capture.windows.fake import FakeWindows
from services.clock import ManualClock
from services.errors import CaptureUnavailableError
from services.records import Box, CaptureId, CaptureMode, CaptureState, WindowInfo
from services.settings import Settings
from tests.support.waiting import wait_until
from tests.unit.capture.screen_play import Page
from tests.unit.capture.test_capture_pipeline import Stage

SIZE = (640, 360)
EVERYWHERE = Box(0, 0, *SIZE)
SEEN = ("a", "text", "from", "the", "screen")
EDITOR = WindowInfo("Editor", "notes.md", box=EVERYWHERE, focused=True)


class Desk:
    """A person's desktop with a recorder on it."""

    def __init__(self, clock: ManualClock) -> None:
        self.clock, self.stage = clock, Stage()
        self.screen, self.windows = FakeScreen(clock, (SIZE,)), FakeWindows(EDITOR)
        self.settings, self.consent = Settings(), True
        self.captured = threading.Semaphore(0)
        self.stood: list[tuple[CaptureId, int]] = []
        self.opened = 0
        self.recorder = Recorder(
            RecorderLinks(
                clock=clock,
                settings=lambda: self.settings,
                consent=lambda: self.consent,
                open_screen=self.open_screen,
                open_windows=lambda: self.windows,
                pipeline=self.stage.pipeline,
                ledger=self.stage.book,
                on_capture=self.captured.release,
                stood=lambda capture_id, until_ms: self.stood.append((capture_id, until_ms)),
            ),
            poll_s=0.002,
        )

    def open_screen(self) -> FakeScreen:
        self.opened += 1
        return self.screen

    def show(self, *texts: str) -> None:
        page = Page(size=SIZE)
        for row, text in enumerate(texts):
            page.write(text, 40, 40 + 40 * row)
        self.screen.show(self.stage.reader.draw(page))

    def wait(self, mode: CaptureMode) -> CaptureState:
        return (
            wait_until(
                lambda: state if (state := self.recorder.state()).mode is mode else None,
                f"the recorder to be {mode}",
            )
            or self.recorder.state()
        )

    def look(self) -> None:
        """Let the recorder look once more, and wait until all is read."""
        grabs = self.screen.grabs
        self.clock.advance(2000)
        self.recorder.nudge()
        wait_until(lambda: self.screen.grabs > grabs, "a look")
        self.settle()

    def settle(self) -> None:
        """Wait until the loop went round with nothing to do, and all is read."""
        turns = self.recorder.turns
        wait_until(lambda: self.recorder.turns >= turns + 2, "two rounds")
        assert self.recorder.drain(10)


@pytest.fixture
def desk(clock: ManualClock) -> Iterator[Desk]:
    made = Desk(clock)
    yield made
    made.recorder.close()


def test_what_is_shown_is_captured_with_its_window_and_time(desk: Desk) -> None:
    desk.show("Ada wrote the first program.")
    desk.recorder.start()
    desk.recorder.start()
    assert desk.captured.acquire(timeout=60)
    (capture,) = desk.stage.sink.captures
    assert (capture.app, capture.title, capture.at_ms, capture.offset_min) == (
        "Editor",
        "notes.md",
        desk.clock.now_ms(),
        60,
    )
    assert desk.stage.sink.texts() == ["Ada wrote the first program."]
    state = desk.wait(CaptureMode.RECORDING)
    assert (state.monitors, state.kept, state.backlog) == (1, 1, 0)
    assert state.read_up_to_ms == desk.clock.now_ms()
    assert {"grab", "compare", "read", "store"} <= set(state.cpu_s)


def test_it_looks_again_only_after_the_interval(desk: Desk) -> None:
    desk.recorder.start()
    assert desk.captured.acquire(timeout=60)
    desk.clock.advance(1999)
    desk.settle()
    assert desk.screen.grabs == 1
    desk.clock.advance(1)
    wait_until(lambda: desk.screen.grabs == 2, "the second look")


def test_it_looks_at_once_when_the_focus_or_title_changes_but_not_too_often(desk: Desk) -> None:
    desk.recorder.start()
    assert desk.captured.acquire(timeout=60)
    desk.clock.advance(300)
    desk.windows.show(WindowInfo("Editor", "other.md", box=EVERYWHERE, focused=True))
    desk.settle()
    assert desk.screen.grabs == 1
    desk.clock.advance(200)
    wait_until(lambda: desk.screen.grabs == 2, "the look at the other title")


def test_nothing_is_grabbed_before_consent(desk: Desk) -> None:
    desk.consent = False
    desk.recorder.start()
    desk.wait(CaptureMode.NO_CONSENT)
    desk.clock.advance(60_000)
    desk.settle()
    assert (desk.opened, desk.screen.grabs) == (0, 0)
    desk.consent = True
    desk.recorder.nudge()
    assert desk.captured.acquire(timeout=60)


def test_nothing_is_grabbed_while_idle_locked_or_switched_off(desk: Desk) -> None:
    desk.windows.idle = 60_000
    desk.recorder.start()
    desk.wait(CaptureMode.IDLE)
    desk.windows.idle, desk.windows.is_locked = 0, True
    desk.settle()
    assert desk.recorder.state().mode is CaptureMode.IDLE
    desk.windows.is_locked = False
    desk.windows.show(WindowInfo("i3lock", "", box=EVERYWHERE))
    desk.wait(CaptureMode.RECORDING)
    desk.settle()
    desk.settings = desk.settings.with_value("capture.enabled", False)
    desk.wait(CaptureMode.OFF)
    assert desk.screen.grabs == 0


def test_a_pause_ends_by_itself_or_by_hand_and_begins_a_new_keyframe(desk: Desk) -> None:
    desk.show("Words that stay.")
    desk.recorder.start()
    assert desk.captured.acquire(timeout=60)
    desk.recorder.pause(15)
    state = desk.wait(CaptureMode.PAUSED)
    assert state.paused_until_ms == desk.clock.now_ms() + 15 * 60_000
    desk.show("Words that stay.", "Words of the pause.")
    desk.clock.advance(15 * 60_000 - 1)
    desk.settle()
    assert desk.screen.grabs == 1
    desk.show("Words that stay.", "Words after the pause.")
    desk.clock.advance(1)
    assert desk.captured.acquire(timeout=60)
    assert desk.stage.sink.texts() == ["Words that stay.", "Words after the pause."]
    frame = desk.stage.sink.captures[-1].frame
    assert frame is not None
    assert frame.base is None
    desk.recorder.pause()
    assert desk.wait(CaptureMode.PAUSED).paused_until_ms is None
    desk.clock.advance(10 * 24 * 3_600_000)
    desk.settle()
    assert desk.recorder.state().mode is CaptureMode.PAUSED
    desk.recorder.resume()
    desk.wait(CaptureMode.RECORDING)


def test_what_was_held_while_it_was_typed_is_read_when_a_pause_begins(desk: Desk) -> None:
    desk.show("Words that stay.")
    desk.recorder.start()
    assert desk.captured.acquire(timeout=60)
    desk.show("Words that stay.", "Typed just before the pause.")
    desk.look()
    assert desk.stage.sink.texts() == ["Words that stay."]
    desk.recorder.pause()
    assert desk.captured.acquire(timeout=60)
    assert desk.stage.sink.texts() == ["Words that stay.", "Typed just before the pause."]


def test_what_was_grabbed_while_a_pause_began_is_not_kept(desk: Desk) -> None:
    desk.show("Words that stay.")
    grab = desk.screen.grab

    def grab_and_pause(monitor: MonitorInfo) -> Screenshot:
        desk.recorder.pause()
        return grab(monitor)

    desk.screen.grab = grab_and_pause  # type: ignore[method-assign]
    desk.recorder.start()
    desk.wait(CaptureMode.PAUSED)
    desk.settle()
    assert desk.screen.grabs == 1
    assert desk.stage.sink.captures == []


def test_a_page_that_is_read_stands_although_nothing_changes(desk: Desk) -> None:
    start_ms = desk.clock.now_ms()
    desk.show("A page that takes a while.")
    desk.recorder.start()
    assert desk.captured.acquire(timeout=60)
    for _ in range(45):
        desk.look()
    assert desk.stood == [(1, start_ms + 60_000)]
    desk.windows.idle = 60_000
    desk.wait(CaptureMode.IDLE)
    desk.settle()
    assert desk.stood[1:] == [(1, start_ms + 90_000)]
    desk.clock.advance(58_000)
    desk.windows.idle = 0
    desk.wait(CaptureMode.RECORDING)
    desk.recorder.close()
    assert desk.stood[2:] == [(1, start_ms + 148_000)]
    assert len(desk.stage.sink.captures) == 1


@pytest.mark.parametrize("end", ["locked", "locker", "paused", "asleep"])
def test_who_is_not_there_stays_no_longer(desk: Desk, end: str) -> None:
    start_ms = desk.clock.now_ms()
    desk.show("A page that takes a while.")
    desk.recorder.start()
    assert desk.captured.acquire(timeout=60)
    desk.look()
    desk.windows.is_locked = end == "locked"
    if end == "paused":
        desk.recorder.pause()
        desk.wait(CaptureMode.PAUSED)
    if end == "locker":
        desk.windows.show(WindowInfo("i3lock", "", box=EVERYWHERE))
    desk.clock.advance(10 * 60_000 if end == "asleep" else 4_000)
    desk.settle()
    desk.windows.is_locked = False
    desk.windows.show(EDITOR)
    desk.recorder.resume()
    desk.wait(CaptureMode.RECORDING)
    for _ in range(40):
        desk.look()
    desk.recorder.close()
    assert dict(desk.stood)[CaptureId(1)] == start_ms + 2_000


def test_each_monitor_has_a_stay_of_its_own(clock: ManualClock) -> None:
    desk, start_ms = Desk(clock), clock.now_ms()
    desk.screen = FakeScreen(clock, (SIZE, SIZE))
    reader = WindowInfo("Reader", "report.pdf", box=Box(640, 0, *SIZE))
    desk.windows.show(reader, EDITOR)
    try:
        desk.recorder.start()
        assert desk.captured.acquire(timeout=60)
        assert desk.captured.acquire(timeout=60)
        desk.look()
        desk.show("Mail from Ada.", "Mail from Grace.", "Mail from Mary.")
        desk.windows.show(reader, WindowInfo("Mail", "Inbox", box=EVERYWHERE, focused=True))
        desk.look()
        desk.look()
    finally:
        desk.recorder.close()
    assert [(c.app, c.monitor) for c in desk.stage.sink.captures] == [
        ("Editor", 0),
        ("Reader", 1),
        ("Mail", 0),
    ]
    assert dict(desk.stood) == {1: start_ms + 2_000, 2: start_ms + 6_000, 3: start_ms + 6_000}


def test_an_excluded_window_in_front_is_never_grabbed(desk: Desk) -> None:
    secret = WindowInfo("KeePassXC", "vault", box=EVERYWHERE, focused=True)
    desk.windows.show(secret)
    desk.recorder.start()
    wait_until(lambda: desk.recorder.state().withheld, "the first look")
    desk.settle()
    assert desk.screen.grabs == 0
    assert [(line.kind, line.app) for line in desk.stage.book.lines] == [("app", "KeePassXC")]


def test_an_excluded_window_that_comes_up_during_the_grab_withholds_it(desk: Desk) -> None:
    desk.show("The secret is on the screen.")
    grab = desk.screen.grab

    def grab_and_pop_up(monitor: MonitorInfo) -> Screenshot:
        desk.windows.show(WindowInfo("KeePassXC", "vault", box=EVERYWHERE, focused=True))
        return grab(monitor)

    desk.screen.grab = grab_and_pop_up  # type: ignore[method-assign]
    desk.recorder.start()
    wait_until(lambda: desk.recorder.state().withheld, "the first look")
    desk.settle()
    assert desk.stage.reader.jobs == []


def test_an_excluded_window_behind_is_painted_over(desk: Desk) -> None:
    desk.show("The secret is on the screen.")
    behind = WindowInfo("KeePassXC", "vault", box=Box(0, 0, 640, 100))
    desk.windows.show(behind, EDITOR)
    desk.recorder.start()
    assert desk.captured.acquire(timeout=60)
    picture = desk.stage.sink.picture()
    assert not picture[:100].any()
    assert (picture[100:] == 250).any()
    assert desk.stage.reader.jobs[0].excluded == (Box(0, 0, 640, 100),)
    assert desk.stage.sink.texts() == []


def test_a_missing_display_is_told_and_tried_again(desk: Desk) -> None:
    open_screen, broken = desk.open_screen, [True]

    def maybe() -> FakeScreen:
        if broken[0]:
            raise CaptureUnavailableError("There is no display to capture.", "Start one.")
        return open_screen()

    object.__setattr__(desk.recorder._links, "open_screen", maybe)
    desk.recorder.start()
    state = desk.wait(CaptureMode.UNAVAILABLE)
    assert state.detail == "There is no display to capture. Start one."
    broken[0] = False
    desk.clock.advance(RETRY_MS - 1)
    desk.settle()
    assert desk.recorder.state().detail == state.detail
    assert desk.opened == 0
    desk.clock.advance(1)
    desk.wait(CaptureMode.RECORDING)
    assert desk.recorder.state().detail == ""


def test_windows_that_cannot_be_listed_close_the_screen_again(desk: Desk) -> None:
    def refuse() -> FakeWindows:
        raise CaptureUnavailableError("No windows.", "")

    object.__setattr__(desk.recorder._links, "open_windows", refuse)
    desk.recorder.start()
    desk.wait(CaptureMode.UNAVAILABLE)
    with pytest.raises(CaptureUnavailableError):
        desk.screen.monitors()


def test_a_look_that_raises_is_counted_and_the_next_one_goes_on(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    grab, fails = desk.screen.grab, [True]

    def stumble(monitor: MonitorInfo) -> Screenshot:
        if fails[0]:
            fails[0] = False
            raise ValueError(" ".join(SEEN))
        return grab(monitor)

    desk.screen.grab = stumble  # type: ignore[method-assign]
    with caplog.at_level(logging.INFO):
        desk.recorder.start()
        wait_until(lambda: desk.recorder.state().dropped, "the failed look")
        desk.clock.advance(2000)
        assert desk.captured.acquire(timeout=60)
    assert "ValueError" in caplog.text
    assert "stumble" in caplog.text
    assert " ".join(SEEN) not in caplog.text


def test_a_picture_that_breaks_the_pipeline_is_counted(
    desk: Desk, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(capture: object) -> None:
        raise KeyError(" ".join(SEEN))

    monkeypatch.setattr(desk.stage.sink, "add", fail)
    desk.recorder.start()
    wait_until(lambda: desk.recorder.state().dropped, "the failed picture")
    assert " ".join(SEEN) not in caplog.text
    assert desk.recorder.state().mode is CaptureMode.RECORDING


def test_every_monitor_is_compared_for_itself(clock: ManualClock) -> None:
    desk = Desk(clock)
    desk.screen = FakeScreen(clock, (SIZE, SIZE))
    try:
        desk.recorder.start()
        assert desk.captured.acquire(timeout=60)
        assert desk.captured.acquire(timeout=60)
        page = Page(background=(255, 255, 255), size=SIZE)
        page.write("A line on the right monitor.", 40, 40)
        desk.screen.show(desk.stage.reader.draw(page), monitor=1)
        desk.look()
        desk.look()  # a single line is kept back for one look
        captures = desk.stage.sink.captures
        assert [capture.monitor for capture in captures] == [0, 1, 1]
        assert [c.frame.base for c in captures if c.frame] == [None, None, 1002]
        assert desk.recorder.state().monitors == 2
    finally:
        desk.recorder.close()


def test_forgetting_begins_every_chain_anew_without_repeating_text(desk: Desk) -> None:
    desk.show("Words that stay.")
    desk.recorder.start()
    assert desk.captured.acquire(timeout=60)
    desk.recorder.forget()
    desk.look()
    frames = [capture.frame for capture in desk.stage.sink.captures]
    assert [frame.base for frame in frames if frame] == [None, None]
    assert desk.stage.sink.texts() == ["Words that stay."]


def test_closing_reads_what_waits_and_ends_every_thread(clock: ManualClock) -> None:
    desk = Desk(clock)
    held = threading.Event()
    read = desk.stage.reader.read_frame

    def slow(job: object) -> object:
        held.wait(60)
        return read(job)  # type: ignore[arg-type]

    desk.stage.reader.read_frame = slow  # type: ignore[assignment,method-assign]
    desk.show("Words that are read at the end.")
    desk.recorder.start()
    wait_until(lambda: desk.recorder.state().backlog, "something to read")
    threading.Timer(0.05, held.set).start()
    desk.recorder.close()
    assert desk.stage.sink.texts() == ["Words that are read at the end."]
    desk.recorder.start()
    assert desk.recorder.state().backlog == 0
    with pytest.raises(CaptureUnavailableError):
        desk.screen.monitors()


def test_a_recorder_that_never_started_can_be_closed(clock: ManualClock) -> None:
    desk = Desk(clock)
    assert desk.recorder.state().mode is CaptureMode.OFF
    desk.recorder.close()


def test_a_clock_that_jumps_back_stops_nothing(desk: Desk) -> None:
    desk.recorder.start()
    assert desk.captured.acquire(timeout=60)
    desk.clock.advance(-3_600_000)
    wait_until(lambda: desk.screen.grabs == 2, "a look after the jump")


def test_fake_screens_can_be_resized() -> None:
    screen = FakeScreen(ManualClock(0))
    screen.show(np.zeros((10, 20, 3), np.uint8))
    assert screen.monitors()[0].box == Box(0, 0, 20, 10)


def test_a_page_that_moves_is_looked_at_again_before_the_interval(desk: Desk) -> None:
    desk.show("The first page.")
    desk.recorder.start()
    assert desk.captured.acquire(timeout=60)
    desk.show(*(f"Row {n} of the page in mid-scroll." for n in range(7)))
    desk.clock.advance(2_000)
    desk.settle()
    assert (desk.screen.grabs, len(desk.stage.sink.captures)) == (2, 1)
    settled = [f"Row {n} of the page that is read." for n in range(8)]
    desk.show(*settled)
    for _ in range(2):
        desk.clock.advance(500)
        desk.settle()
    assert desk.screen.grabs == 4
    assert len(desk.stage.sink.captures) == 2
    assert desk.stage.sink.captures[1].at_ms == desk.clock.now_ms() - 500
    assert "mid-scroll" not in "\n".join(desk.stage.sink.texts())
