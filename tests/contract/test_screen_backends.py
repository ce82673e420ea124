"""Every screen backend keeps the same promises; the X11 one on a real display with real windows."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from services.capture.pipeline import Pipeline, PipelineLinks
from services.capture.recorder import Recorder, RecorderLinks
from services.capture.screens.base import ScreenBackend, grab_all
from services.capture.screens.fake import FakeScreen
from services.capture.screens.placing import fits
from services.capture.screens.points import PointScreen
from services.capture.screens.portal import PortalScreen
from services.capture.screens.replay import ReplayScreen
from services.capture.screens.screencast import ScreenCastScreen
from services.capture.screens.x11 import X11Screen, check_desktop
from services.capture.windows.fake import FakeWindows
from services.capture.windows.x11 import X11Windows, compound_text
from services.clock import ManualClock
from services.errors import CaptureUnavailableError
from services.records import WindowInfo
from services.settings import Settings
from tests.support.display import PrivateDisplay, start_display
from tests.support.message_bus import PrivateBus, start_bus
from tests.support.pipewire import PrivatePipeWire, start_pipewire
from tests.support.portal import Casting, PortalService
from tests.support.waiting import wait_until
from tests.unit.capture.screen_play import KeepingSink, KnowingReader
from tests.unit.capture.test_capture_rules import Book

AT_MS = 1_772_355_600_000  # 2026-03-01 09:00 UTC


def make_fake(request: pytest.FixtureRequest) -> ScreenBackend:
    return FakeScreen(ManualClock(AT_MS), ((640, 360), (800, 600)))


def make_replay(request: pytest.FixtureRequest) -> ScreenBackend:
    folder: Path = request.getfixturevalue("tmp_path")
    Image.new("RGB", (640, 360), (10, 20, 30)).save(folder / "20260301T090000.000Z.png")
    return ReplayScreen(folder)


def make_x11(request: pytest.FixtureRequest) -> ScreenBackend:
    request.getfixturevalue("display")
    return X11Screen(ManualClock(AT_MS))


def make_points(request: pytest.FixtureRequest) -> ScreenBackend:
    request.getfixturevalue("display")
    return PointScreen(ManualClock(AT_MS))


def make_portal(request: pytest.FixtureRequest) -> ScreenBackend:
    bus: PrivateBus = request.getfixturevalue("portal_bus")
    return PortalScreen(ManualClock(AT_MS), bus.environ)


@pytest.fixture
def portal_bus(tmp_path: Path) -> Iterator[PrivateBus]:
    with start_bus() as bus:
        service = PortalService(bus.address, tmp_path)
        yield bus
        service.close()


def make_cast(request: pytest.FixtureRequest) -> ScreenBackend:
    bus: PrivateBus = request.getfixturevalue("cast_bus")
    pipewire: PrivatePipeWire = request.getfixturevalue("pipewire")
    screen = ScreenCastScreen(ManualClock(AT_MS), bus.environ)
    with ThreadPoolExecutor(1) as pool:
        looking = pool.submit(screen.monitors)
        pipewire.link("one")
        looking.result(30)
    return screen


@pytest.fixture
def pipewire(monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivatePipeWire]:
    monkeypatch.setattr("services.capture.screens.pipewire.FIRST_S", 60.0)
    with start_pipewire() as made:
        yield made


@pytest.fixture
def cast_bus(tmp_path: Path, pipewire: PrivatePipeWire) -> Iterator[PrivateBus]:
    with start_bus() as bus:
        service = PortalService(bus.address, tmp_path)
        service.cast_version = 4
        service.cast = casting = Casting(pipewire.folder)
        casting.streams = [(pipewire.show("one", 320, 200, 0xFF336699), {"id": ("s", "DP-1")})]
        yield bus
        service.close()


BACKENDS = {
    "fake": make_fake,
    "replay": make_replay,
    "x11": make_x11,
    "points": make_points,
    "portal": make_portal,
    "cast": make_cast,
}


@pytest.fixture(params=list(BACKENDS.values()), ids=list(BACKENDS))
def screen(request: pytest.FixtureRequest) -> Iterator[ScreenBackend]:
    make: Callable[[pytest.FixtureRequest], ScreenBackend] = request.param
    backend = make(request)
    yield backend
    backend.close()


def test_every_monitor_is_grabbed_for_itself(screen: ScreenBackend) -> None:
    monitors = screen.monitors()
    assert [monitor.index for monitor in monitors] == list(range(len(monitors)))
    assert monitors
    for monitor in monitors:
        shot = screen.grab(monitor)
        assert shot.monitor == monitor.index
        assert (shot.width, shot.height) == (monitor.box.width, monitor.box.height)
        assert shot.pixels.dtype == np.uint8
        assert shot.pixels.shape in {(shot.height, shot.width, n) for n in (3, 4)}
        assert shot.taken_at_ms == AT_MS
        assert len(shot.rgb()) == shot.width * shot.height * 3


def test_two_grabs_do_not_share_their_pixels(screen: ScreenBackend) -> None:
    monitor = screen.monitors()[0]
    first, second = screen.grab(monitor), screen.grab(monitor)
    before = second.pixels.copy()
    first.pixels[...] = 7
    assert (second.pixels == before).all()


def test_a_monitor_keeps_number_and_name_from_look_to_look(screen: ScreenBackend) -> None:
    first = screen.monitors()
    assert screen.monitors() == first
    assert len({monitor.name for monitor in first}) == len(first)
    assert all(monitor.scale >= 1.0 for monitor in first)


def test_all_monitors_are_grabbed_together(screen: ScreenBackend) -> None:
    pairs = grab_all(screen)
    assert tuple(monitor for monitor, _ in pairs) == screen.monitors()
    assert all(fits(shot, monitor) for monitor, shot in pairs)


def test_a_closed_screen_says_so(screen: ScreenBackend) -> None:
    monitor = screen.monitors()[0]
    screen.interrupt()
    screen.close()
    screen.close()
    with pytest.raises(CaptureUnavailableError):
        screen.grab(monitor)
    with pytest.raises(CaptureUnavailableError):
        screen.monitors()


# -- X11 on its own


def show_text(display: PrivateDisplay, title: str, text: str, *options: str) -> None:
    """A terminal that shows a text, once its window is there."""
    command = ["xterm", "-T", title, "-geometry", "60x10+100+100", *options]
    display.start(*command, "-e", "sh", "-c", f"printf '%s' '{text}'; cat")
    display.wait_for_window(title)


def test_x11_shows_the_colours_of_a_real_window(display: PrivateDisplay) -> None:
    screen = X11Screen(ManualClock(AT_MS))
    try:
        monitor = screen.monitors()[0]
        show_text(display, "colours", "", "-bg", "#c02040")

        def share() -> float:
            rgb = np.frombuffer(screen.grab(monitor).rgb(), np.uint8).reshape(-1, 3)
            return float((rgb == (0xC0, 0x20, 0x40)).all(axis=1).mean())

        assert wait_until(lambda: share() > 0.005, "the red window")
    finally:
        screen.close()


def test_x11_tells_app_title_place_and_focus_of_windows(display: PrivateDisplay) -> None:
    show_text(display, "first window", "one")
    show_text(display, "zweites Fenster – Büro", "two")
    windows = X11Windows()
    try:

        def in_front() -> list[WindowInfo]:
            info = windows.focused()
            return [info] if info is not None and info.title == "zweites Fenster – Büro" else []

        front = wait_until(in_front, "the second window to have the focus")[0]
        assert front.app == "XTerm"
        seen = windows.visible()
        assert {window.title for window in seen} == {"first window", "zweites Fenster – Büro"}
        assert seen[-1].title == "zweites Fenster – Büro"
        assert [window.focused for window in seen] == [False, True]
        box = seen[0].box
        assert box is not None
        assert box.width > 100
        # the border that shows the title belongs to the window
        assert box.top < 100 + 40 < box.bottom
    finally:
        windows.close()


def test_x11_follows_a_title_and_forgets_a_closed_window(display: PrivateDisplay) -> None:
    show_text(display, "before", "text")
    windows = X11Windows()
    try:
        wait_until(lambda: windows.focused() is not None, "the focus")
        window_id = display.wait_for_window("before")
        display.ask("xdotool", "set_window", "--name", "line one\nline\ttwo" + "x" * 900, window_id)
        info = wait_until(
            lambda: [w for w in windows.visible() if w.title.startswith("line")], "the new title"
        )[0]
        assert info.title.startswith("line one line twox")
        assert len(info.title) == 500
        display.ask("xdotool", "windowminimize", window_id)
        wait_until(lambda: not windows.visible(), "the minimized window to be gone")
        display.stop_programs()
        wait_until(lambda: not windows.visible(), "the closed window to be gone")
    finally:
        windows.close()


def test_x11_tells_when_someone_is_at_work(display: PrivateDisplay) -> None:
    windows = X11Windows()
    try:
        wait_until(lambda: windows.idle_ms() > 50, "some idleness")
        display.ask("xdotool", "mousemove_relative", "5", "5")
        assert windows.idle_ms() < 10_000
        assert not windows.locked()
        display.ask("xset", "s", "activate")
        wait_until(windows.locked, "the screen saver")
        display.ask("xset", "s", "reset")
        wait_until(lambda: not windows.locked(), "the end of the screen saver")
    finally:
        windows.close()


def test_x11_sees_a_pop_up_that_no_manager_lists(display: PrivateDisplay) -> None:
    from Xlib.display import Display

    connection = Display(display.name)
    root = connection.screen().root
    popup = root.create_window(30, 40, 200, 100, 0, 24, override_redirect=1)
    popup.set_wm_class("secretbox", "SecretBox")
    popup.set_wm_name("a pop-up")
    popup.map()
    connection.sync()
    windows = X11Windows()
    try:
        found = [window for window in windows.visible() if window.app == "SecretBox"]
        assert [window.title for window in found] == ["a pop-up"]
        assert found[0].box is not None
        assert (found[0].box.left, found[0].box.top) == (30, 40)
    finally:
        windows.close()
        popup.destroy()
        connection.close()


def test_x11_passes_over_a_window_that_is_gone_or_has_no_name(
    display: PrivateDisplay, monkeypatch: pytest.MonkeyPatch
) -> None:
    from Xlib.display import Display

    connection = Display(display.name)
    root = connection.screen().root
    nameless, gone = (
        root.create_window(30, 40, 200, 100, 0, 24, override_redirect=1) for _ in range(2)
    )
    nameless.set_wm_class("quiet", "Quiet")
    nameless.map()
    gone.destroy()
    connection.sync()
    windows = X11Windows()
    try:
        listed = windows._windows_of
        monkeypatch.setattr(windows, "_windows_of", lambda name: [*listed(name), gone])
        found = [window for window in windows.visible() if window.app == "Quiet"]
        assert [window.title for window in found] == [""]
        monkeypatch.setattr(windows, "_active_id", lambda: gone.id)
        assert windows.focused() is None
        assert windows._app(gone) == ""
    finally:
        windows.close()
        nameless.destroy()
        connection.close()


def test_a_display_that_goes_away_is_said() -> None:
    with start_display() as lost:
        screen, windows = X11Screen(ManualClock(AT_MS), lost.name), X11Windows(lost.name)
        monitor = screen.monitors()[0]
    try:
        for ask in (
            screen.monitors,
            lambda: screen.grab(monitor),
            windows.visible,
            windows.focused,
            windows.idle_ms,
            windows.locked,
        ):
            with pytest.raises(CaptureUnavailableError, match="Check that the desktop runs"):
                ask()
    finally:
        screen.close()
        windows.close()
        windows.close()


def test_x11_without_any_window_tells_of_none(display: PrivateDisplay) -> None:
    windows = X11Windows()
    try:
        wait_until(lambda: not windows.visible(), "an empty desktop")
        assert windows.focused() is None
    finally:
        windows.close()


def test_the_recorder_follows_a_real_desktop(display: PrivateDisplay) -> None:
    show_text(display, "a diary", "Today the harbour froze over.")
    reader, sink, book = KnowingReader(), KeepingSink(), Book()
    clock = ManualClock(AT_MS)
    pipeline = Pipeline(PipelineLinks(reader, sink, book, sink.frame_of))
    links = RecorderLinks(
        clock=clock,
        settings=Settings,
        consent=lambda: True,
        open_screen=lambda: X11Screen(clock),
        open_windows=X11Windows,
        pipeline=pipeline,
        ledger=book,
    )
    recorder = Recorder(links, poll_s=0.02)
    try:
        display.ask("xdotool", "mousemove_relative", "1", "1")
        recorder.start()
        wait_until(lambda: sink.captures, "the first capture")
        assert (sink.captures[0].app, sink.captures[0].title) == ("XTerm", "a diary")
        assert reader.jobs[0].keyframe
        assert (reader.jobs[0].width, reader.jobs[0].height) == (1920, 1080)
        show_text(display, "Database - KeePassXC", "hunter2", "-class", "KeePassXC")
        clock.advance(5000)
        wait_until(lambda: recorder.state().withheld, "the excluded window")
        assert [(line.rule, line.kind, line.app) for line in book.lines] == [
            ("keepassxc", "app", "KeePassXC")
        ]
        assert len(reader.jobs) == 1
    finally:
        recorder.close()


def test_a_missing_display_is_said_with_a_remedy() -> None:
    with pytest.raises(CaptureUnavailableError, match="no display"):
        check_desktop({})
    with pytest.raises(CaptureUnavailableError, match="Wayland"):
        check_desktop({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"})
    with pytest.raises(CaptureUnavailableError, match="Wayland"):
        check_desktop({"DISPLAY": ":0", "XDG_SESSION_TYPE": "wayland"})
    assert check_desktop({"DISPLAY": ":5", "XDG_SESSION_TYPE": "x11"}) == ":5"
    nested = {"DISPLAY": ":5", "XDG_SESSION_TYPE": "x11", "WAYLAND_DISPLAY": "wayland-1"}
    assert check_desktop(nested) == ":5"
    with pytest.raises(CaptureUnavailableError, match=":4242"):
        X11Screen(ManualClock(AT_MS), ":4242")
    with pytest.raises(CaptureUnavailableError, match=":4242"):
        X11Windows(":4242")
    with pytest.raises(CaptureUnavailableError, match="nonsense"):
        X11Windows("nonsense")


# -- the replay on its own


def test_a_replay_goes_by_the_times_in_the_names(tmp_path: Path) -> None:
    for second, colour in ((2, 200), (1, 100), (3, 50)):
        Image.new("RGB", (80, 60), (colour, 0, 0)).save(
            tmp_path / f"20260301T09000{second}.500Z.png"
        )
    told = {"app": "Editor", "title": "notes.md", "url": "https://example.org/a", "more": 1}
    strange = {"app": "a\ud800", "title": "x\u202ey\x00" + "z" * 100_000, "url": "http://\ud800a b"}
    (tmp_path / "20260301T090001.500Z.json").write_text(json.dumps(told), encoding="utf-8")
    (tmp_path / "20260301T090002.500Z.json").write_text("{broken", encoding="utf-8")
    (tmp_path / "20260301T090003.500Z.json").write_text('["a list"]', encoding="utf-8")
    Image.new("RGB", (80, 60)).save(tmp_path / "20260301T090004.500Z.png")
    (tmp_path / "20260301T090004.500Z.json").write_text(json.dumps(strange), encoding="utf-8")
    screen = ReplayScreen(tmp_path)
    frames = [screen.step() for _ in range(3)]
    assert [f.at_ms - AT_MS for f in frames if f] == [1500, 2500, 3500]
    assert [int(f.shot.pixels[0, 0, 0]) for f in frames if f] == [100, 200, 50]
    windows = [f.window for f in frames if f]
    assert (windows[0].app, windows[0].title, windows[0].url) == (
        "Editor",
        "notes.md",
        "https://example.org/a",
    )
    assert [w.app for w in windows[1:]] == ["", ""]
    assert screen.windows() == (windows[2],)
    last = screen.step()
    assert last is not None
    assert (last.window.app, last.window.url) == ("a", "http://ab")
    assert last.window.title.startswith("xy zzz")
    assert len(last.window.title) <= 500
    assert screen.step() is None
    assert screen.left == 0
    assert screen.decode_cpu_s > 0


def test_a_replay_passes_over_what_is_no_picture(tmp_path: Path) -> None:
    good = tmp_path / "20260301T090002.000Z.png"
    Image.new("RGB", (80, 60)).save(good)
    (tmp_path / "20260301T090000.000Z.png").write_bytes(b"not a picture at all")
    (tmp_path / "20260301T090001.000Z.png").write_bytes(good.read_bytes()[:60])
    (tmp_path / "holiday.png").write_bytes(good.read_bytes())
    (tmp_path / "20261341T090001.000Z.png").write_bytes(good.read_bytes())
    Image.new("1", (20_000, 1)).save(tmp_path / "20260301T090003.000Z.png")
    screen = ReplayScreen(tmp_path)
    frame = screen.step()
    assert frame is not None
    assert frame.path == good
    assert screen.step() is None
    assert len(screen.failures) == 5
    assert {failure.path for failure in screen.failures}.isdisjoint({str(good)})


def test_a_replay_of_nothing_says_so(tmp_path: Path) -> None:
    with pytest.raises(CaptureUnavailableError, match="no folder"):
        ReplayScreen(tmp_path / "missing")
    with pytest.raises(CaptureUnavailableError, match="no picture"):
        ReplayScreen(tmp_path).monitors()


def test_titles_of_older_programs_are_understood() -> None:
    assert compound_text(b"plain B\xfcro") == "plain Büro"
    assert compound_text("a \x1b%G–\x1b%@ b".encode()) == "a – b"
    assert compound_text(b"x\x1b-Ay\x1b%/1z") == "xyz"


def test_fake_windows_tell_what_they_are_given() -> None:
    windows = FakeWindows(WindowInfo("a", "one"), WindowInfo("b", "two", focused=True))
    assert windows.focused() == windows.visible()[1]
    windows.show()
    assert windows.focused() is None
