"""Monitors of a real X server come, go, swap and change size while capture runs (XRandR)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.capture.pipeline import Pipeline, PipelineLinks
from services.capture.recorder import Recorder, RecorderLinks
from services.capture.screens.base import MonitorChangedError, grab_all
from services.capture.screens.x11 import X11Screen
from services.capture.windows.front import front_of
from services.capture.windows.x11 import X11Windows
from services.clock import ManualClock
from services.errors import CaptureUnavailableError
from services.records import Box, WindowInfo
from services.settings import Settings
from tests.support.display import HEIGHT, WIDTH, PrivateDisplay, start_display
from tests.support.waiting import wait_until
from tests.unit.capture.screen_play import KeepingSink, KnowingReader
from tests.unit.capture.test_capture_rules import Book

AT_MS = 1_772_355_600_000
LEFT, RIGHT = Box(0, 0, 960, 1080), Box(960, 0, 960, 1080)
SMALL = (1280, 720)


class Desk:
    """A display whose one output is cut into monitors by name, as `xrandr` does it."""

    def __init__(self, display: PrivateDisplay) -> None:
        self.display = display
        self.listed: list[str] = []

    def run(self, *arguments: str) -> None:
        self.display.ask("xrandr", *arguments)

    def plug(self, name: str, box: Box, mm: tuple[int, int] = (0, 0)) -> None:
        place = f"{box.width}/{mm[0]}x{box.height}/{mm[1]}+{box.left}+{box.top}"
        # the server's own output belongs to the first, so that it does not stand beside them
        self.run("--setmonitor", name, place, "none" if self.listed else "screen")
        self.listed.append(name)

    def unplug(self, name: str) -> None:
        self.run("--delmonitor", name)
        self.listed.remove(name)

    def resize(self, width: int, height: int) -> None:
        name = f"{width}x{height}-test"
        self.run("--newmode", name, "0", str(width), "0", "0", "0", str(height), "0", "0", "0")
        self.run("--addmode", "screen", name)
        self.run("--output", "screen", "--mode", name)
        self.run("--fb", f"{width}x{height}")

    def restore(self) -> None:
        for name in tuple(self.listed):
            self.unplug(name)
        self.run("--output", "screen", "--mode", f"{WIDTH}x{HEIGHT}")
        self.display.ask("xrdb", "-remove")
        self.display.stop_programs()


@pytest.fixture(scope="module")
def own_display() -> Iterator[PrivateDisplay]:
    with start_display() as display:
        yield display


@pytest.fixture
def desk(own_display: PrivateDisplay) -> Iterator[Desk]:
    made = Desk(own_display)
    yield made
    made.restore()


@pytest.fixture
def screen(desk: Desk) -> Iterator[X11Screen]:
    made = X11Screen(ManualClock(AT_MS), desk.display.name)
    yield made
    made.close()


def numbers(screen: X11Screen) -> dict[str, int]:
    return {monitor.name: monitor.index for monitor in screen.monitors()}


def test_a_monitor_keeps_its_number_while_others_come_and_go(desk: Desk, screen: X11Screen) -> None:
    desk.plug("DP-1", LEFT)
    desk.plug("DP-2", RIGHT)
    before = numbers(screen)
    assert sorted(before) == ["DP-1", "DP-2"]
    assert [monitor.box for monitor in screen.monitors()] == [LEFT, RIGHT]
    desk.unplug("DP-1")
    assert numbers(screen)["DP-2"] == before["DP-2"]
    desk.plug("HDMI-1", LEFT)
    assert numbers(screen)["HDMI-1"] not in before.values()
    desk.plug("DP-1", Box(0, 0, 100, 100))
    assert numbers(screen) | before == numbers(screen)


def test_each_monitor_has_its_own_scale(desk: Desk, screen: X11Screen) -> None:
    desk.plug("fine", LEFT, (127, 143))  # 192 dots an inch
    desk.plug("coarse", RIGHT, (254, 286))
    desk.plug("untold", Box(0, 0, 500, 500))
    desk.plug("made-up", Box(0, 0, 500, 500), (16, 9))
    assert {m.name: m.scale for m in screen.monitors()} == {
        "fine": 2.0,
        "coarse": 1.0,
        "untold": 1.0,
        "made-up": 1.0,
    }
    file = Path(desk.display.environ["HOME"]) / "resources"
    file.write_text("Xft.hinting: 1\nXft.dpi: 144\n", encoding="utf-8")
    desk.display.ask("xrdb", "-merge", str(file))
    assert {m.scale for m in screen.monitors()} == {1.5}


def test_a_screen_that_grows_and_shrinks_is_grabbed_at_its_size(desk: Desk) -> None:
    desk.resize(*SMALL)
    screen = X11Screen(ManualClock(AT_MS), desk.display.name)
    try:
        (small,) = screen.monitors()
        assert (small.box.width, small.box.height) == SMALL
        assert screen.grab(small).width == SMALL[0]
        desk.run("--fb", f"{WIDTH}x{HEIGHT}", "--output", "screen", "--mode", f"{WIDTH}x{HEIGHT}")
        with pytest.raises(MonitorChangedError):
            screen.grab(small)
        ((large, shot),) = grab_all(screen)
        assert (shot.width, shot.height) == (large.box.width, large.box.height) == (WIDTH, HEIGHT)
        desk.resize(*SMALL)
        with pytest.raises(MonitorChangedError):
            screen.grab(large)
        ((again, shot),) = grab_all(screen)
        assert (shot.width, shot.height) == SMALL
        assert again.index == large.index == small.index
    finally:
        screen.close()


def test_a_monitor_that_moved_since_it_was_listed_is_not_grabbed(
    desk: Desk, screen: X11Screen
) -> None:
    desk.plug("DP-1", LEFT)
    desk.plug("DP-2", RIGHT)
    first, second = screen.monitors()
    desk.unplug("DP-2")
    desk.plug("DP-2", LEFT)
    with pytest.raises(MonitorChangedError):
        screen.grab(second)
    desk.unplug("DP-2")
    with pytest.raises(MonitorChangedError):
        screen.grab(second)
    assert screen.grab(first).width == LEFT.width


def test_a_display_that_ends_during_a_grab_is_not_taken_for_a_change() -> None:
    with start_display() as lost:
        screen = X11Screen(ManualClock(AT_MS), lost.name)
        monitor = screen.monitors()[0]
    try:
        with pytest.raises(CaptureUnavailableError) as caught:
            screen.grab(monitor)
        assert not isinstance(caught.value, MonitorChangedError)
    finally:
        screen.close()


class Following:
    """A recorder on that display, and what it kept."""

    def __init__(self, desk: Desk) -> None:
        self.clock = ManualClock(AT_MS)
        self.reader, self.sink = KnowingReader(), KeepingSink()
        book = Book()
        pipeline = Pipeline(PipelineLinks(self.reader, self.sink, book, self.sink.frame_of))
        name = desk.display.name
        self.recorder = Recorder(
            RecorderLinks(
                clock=self.clock,
                settings=Settings,
                consent=lambda: True,
                open_screen=lambda: X11Screen(self.clock, name),
                open_windows=lambda: X11Windows(name),
                pipeline=pipeline,
                ledger=book,
            ),
            poll_s=0.01,
        )
        desk.display.ask("xdotool", "mousemove_relative", "1", "1")

    def look(self) -> None:
        """Let it look once more, and wait until all is read."""
        seen = self.recorder.state().seen
        self.clock.advance(5000)
        self.recorder.nudge()
        wait_until(lambda: self.recorder.state().seen > seen, "a look")
        turns = self.recorder.turns
        wait_until(lambda: self.recorder.turns > turns, "the end of the look")
        assert self.recorder.drain(10)

    def check_chains(self) -> None:
        """No frame stands on a frame of another monitor or size."""
        captures = self.sink.captures
        for capture in captures:
            frame = capture.frame
            assert frame is not None
            if frame.base is not None:
                base = captures[frame.base - 1001].frame
                assert base is not None
                assert (base.monitor, base.width, base.height) == (
                    frame.monitor,
                    frame.width,
                    frame.height,
                )


@pytest.fixture
def following(desk: Desk) -> Iterator[Following]:
    desk.plug("DP-1", LEFT)
    desk.display.start("xterm", "-T", "on the left", "-geometry", "60x10+20+20", "-e", "cat")
    desk.display.wait_for_window("on the left")
    made = Following(desk)
    made.recorder.start()
    wait_until(lambda: made.sink.captures, "the first capture")
    yield made
    made.recorder.close()


def keyframes(following: Following) -> list[tuple[int, int, int]]:
    """Number and size of every keyframe that was read, in order."""
    return [(j.monitor, j.width, j.height) for j in following.reader.jobs if j.keyframe]


def test_a_monitor_that_is_plugged_in_begins_with_a_keyframe_and_so_when_it_comes_back(
    desk: Desk, following: Following
) -> None:
    assert keyframes(following) == [(0, 960, 1080)]
    desk.plug("DP-2", RIGHT)
    desk.display.start("xterm", "-T", "on the right", "-geometry", "60x10+1000+20", "-e", "cat")
    desk.display.wait_for_window("on the right")
    following.look()
    assert keyframes(following) == [(0, 960, 1080), (1, 960, 1080)]
    assert following.recorder.state().monitors == 2
    desk.unplug("DP-2")
    following.look()
    assert following.recorder.state().monitors == 1
    assert len(keyframes(following)) == 2
    desk.plug("DP-2", RIGHT)
    following.look()
    assert keyframes(following)[2:] == [(1, 960, 1080)]
    following.check_chains()


def test_each_monitor_carries_the_window_in_front_of_it(desk: Desk, following: Following) -> None:
    desk.plug("DP-2", RIGHT)
    desk.display.start("xterm", "-T", "on the right", "-geometry", "60x10+1000+20", "-e", "cat")
    window = desk.display.wait_for_window("on the right")
    desk.display.ask("xdotool", "windowactivate", "--sync", window)
    following.look()
    told = {capture.monitor: capture.title for capture in following.sink.captures}
    assert told == {0: "on the left", 1: "on the right"}


def test_monitors_that_swap_their_sizes_never_mix_their_frames(
    desk: Desk, following: Following
) -> None:
    desk.unplug("DP-1")
    desk.plug("DP-1", Box(0, 0, 1200, 1080))
    desk.plug("DP-2", Box(1200, 0, 720, 1080))
    desk.display.start("xterm", "-T", "on the right", "-geometry", "40x10+1250+20", "-e", "cat")
    desk.display.wait_for_window("on the right")
    following.look()
    assert keyframes(following)[1:] == [(0, 1200, 1080), (1, 720, 1080)]
    desk.unplug("DP-1")
    desk.unplug("DP-2")
    desk.plug("DP-2", Box(720, 0, 1200, 1080))  # listed the other way round, too
    desk.plug("DP-1", Box(0, 0, 720, 1080))
    following.look()
    assert sorted(keyframes(following)[3:]) == [(0, 720, 1080), (1, 1200, 1080)]
    following.check_chains()
    assert following.recorder.state().dropped == 0


def test_panels_and_pop_ups_are_not_what_one_works_in(desk: Desk) -> None:
    desk.display.start("xterm", "-T", "the work", "-geometry", "60x10+20+20", "-e", "cat")
    work = desk.display.wait_for_window("the work")
    desk.display.start("xterm", "-T", "the panel", "-geometry", "60x2+20+20", "-e", "cat")
    panel = desk.display.wait_for_window("the panel")
    kind = ("-f", "_NET_WM_WINDOW_TYPE", "32a", "-set", "_NET_WM_WINDOW_TYPE")
    desk.display.ask("xdotool", "windowunmap", "--sync", panel)
    desk.display.ask("xprop", "-id", panel, *kind, "_NET_WM_WINDOW_TYPE_DOCK")
    desk.display.ask("xdotool", "windowmap", "--sync", panel)
    windows = X11Windows(desk.display.name)

    def seen() -> dict[str, WindowInfo]:
        return {window.title: window for window in windows.visible()}

    try:
        wait_until(lambda: seen().get("the panel", WindowInfo("", "")).furniture, "the panel")
        assert not seen()["the work"].furniture
        desk.display.ask("xdotool", "windowactivate", "--sync", work)
        assert front_of(LEFT, windows.visible()).title == "the work"
        unfocused = [w for w in windows.visible() if w.title == "the panel"]
        assert front_of(LEFT, unfocused).title == "the panel"
    finally:
        windows.close()
