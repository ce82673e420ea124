"""Wayland's screen cast: a portal on a private bus, pictures from a real PipeWire."""

import os
import socket
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from services.capture.linux import LinuxDesktop
from services.capture.platform import Desktop
from services.capture.screens import pipewire as pipewire_module
from services.capture.screens.base import MonitorChangedError, MonitorInfo, Screenshot, grab_all
from services.capture.screens.pipewire import PipeWireStream, StreamError, can_read_streams
from services.capture.screens.portal import PortalScreen
from services.capture.screens.portal_requests import PortalRefusedError, Refusal
from services.capture.screens.screencast import ScreenCastScreen
from services.capture.session.presence import Permit
from services.clock import ManualClock
from services.errors import CaptureUnavailableError
from services.records import Box
from services.settings import Settings
from tests.support.message_bus import PrivateBus, start_bus
from tests.support.pipewire import PrivatePipeWire, start_pipewire
from tests.support.portal import SESSION_PATH, Casting, PortalService
from tests.support.waiting import wait_until

AT_MS = 1_772_355_600_000
ACCEPTED = Settings().with_value("capture.without_windows", True)
RED, BLUE = 0xFFFF0000, 0xFF0000FF
WHOLE = ["CreateSession", "SelectSources", "Start", "OpenPipeWireRemote"]


@pytest.fixture(scope="module")
def bus() -> Iterator[PrivateBus]:
    with start_bus() as made:
        yield made


@pytest.fixture
def pipewire() -> Iterator[PrivatePipeWire]:
    with start_pipewire() as made:
        yield made


@pytest.fixture
def portal(bus: PrivateBus, tmp_path: Path) -> Iterator[PortalService]:
    service = PortalService(bus.address, tmp_path)
    service.cast_version = 4
    yield service
    service.close()


@pytest.fixture
def casting(portal: PortalService, pipewire: PrivatePipeWire) -> Casting:
    made = Casting(pipewire.folder)
    portal.cast = made
    return made


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A loaded machine may take long to start a reader."""
    monkeypatch.setattr(pipewire_module, "FIRST_S", 60.0)


class Token:
    """A token that is kept."""

    def __init__(self) -> None:
        self.kept = ""
        self.permit = Permit(lambda: self.kept, lambda token: setattr(self, "kept", token))


@pytest.fixture
def token() -> Token:
    return Token()


@pytest.fixture
def screen(casting: Casting, bus: PrivateBus, token: Token) -> Iterator[ScreenCastScreen]:
    made = ScreenCastScreen(ManualClock(AT_MS), bus.environ, permit=token.permit, wait_s=10)
    yield made
    made.close()


def look(
    screen: ScreenCastScreen, pipewire: PrivatePipeWire, *names: str
) -> tuple[tuple[MonitorInfo, Screenshot], ...]:
    """Look, while the screens are linked to whoever reads them as a session manager would."""
    with ThreadPoolExecutor(1) as pool:
        looking = pool.submit(grab_all, screen)
        for name in names:
            pipewire.link(name)
        return looking.result(30)


def about(place: tuple[int, int], name: str = "") -> dict[str, tuple[str, object]]:
    told: dict[str, tuple[str, object]] = {"position": ("(ii)", place)}
    return {**told, "id": ("s", name)} if name else told


def test_each_monitor_is_a_stream_of_real_pictures(
    casting: Casting, pipewire: PrivatePipeWire, screen: ScreenCastScreen, token: Token
) -> None:
    node = pipewire.show("left", 640, 360, RED)
    casting.streams = [(node, about((0, 0), "DP-1"))]
    ((monitor, shot),) = look(screen, pipewire, "left")
    assert monitor == MonitorInfo(0, Box(0, 0, 640, 360), "DP-1")
    assert shot.pixels.shape == (360, 640, 4)
    assert shot.pixels[5, 7, :3].tolist() == [0, 0, 255]
    assert shot.rgb()[:3] == b"\xff\x00\x00"
    assert shot.taken_at_ms == AT_MS
    assert casting.steps == WHOLE
    assert token.kept == "token 1"
    chosen = casting.chosen[0]
    assert (chosen["types"], chosen["cursor_mode"]) == (("u", 1), ("u", 1))
    assert (chosen["multiple"], chosen["persist_mode"]) == (("b", True), ("u", 2))
    assert "restore_token" not in chosen
    ((again, _),) = grab_all(screen)
    assert again == monitor
    assert casting.steps == WHOLE
    with pytest.raises(MonitorChangedError):
        screen.grab(MonitorInfo(0, Box(0, 0, 800, 600), "DP-1"))
    with pytest.raises(MonitorChangedError):
        screen.grab(MonitorInfo(1, Box(0, 0, 640, 360), "DP-2"))


def test_a_kept_token_is_used_once_and_replaced(
    casting: Casting, pipewire: PrivatePipeWire, screen: ScreenCastScreen, token: Token
) -> None:
    token.kept = "from yesterday"
    casting.streams = [(pipewire.show("one", 320, 200, RED), about((100, 50)))]
    ((monitor, _),) = look(screen, pipewire, "one")
    assert casting.chosen[0]["restore_token"] == ("s", "from yesterday")
    assert token.kept == "token 1"
    assert (monitor.name, monitor.box) == ("at 100, 50", Box(100, 50, 320, 200))


def test_old_portals_are_not_asked_to_remember(
    casting: Casting,
    pipewire: PrivatePipeWire,
    portal: PortalService,
    bus: PrivateBus,
    token: Token,
) -> None:
    portal.cast_version, token.kept = 2, "useless"
    casting.streams = [(pipewire.show("one", 320, 200, RED), about((0, 0)))]
    screen = ScreenCastScreen(ManualClock(AT_MS), bus.environ, permit=token.permit, wait_s=10)
    try:
        look(screen, pipewire, "one")
    finally:
        screen.close()
    assert not {"persist_mode", "restore_token"} & set(casting.chosen[0])


def test_a_screen_that_ends_is_asked_for_anew_with_the_token(
    casting: Casting,
    pipewire: PrivatePipeWire,
    screen: ScreenCastScreen,
    portal: PortalService,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    casting.streams = [(pipewire.show("one", 320, 200, RED), about((0, 0), "DP-1"))]
    look(screen, pipewire, "one")
    pipewire.end("one")
    screen._casts[0].stream._child.kill()
    # the same session is tried once more, and brings nothing
    monkeypatch.setattr(pipewire_module, "FIRST_S", 0.05)
    with pytest.raises(MonitorChangedError):
        screen.monitors()
    with pytest.raises(MonitorChangedError):
        screen.monitors()
    assert portal.closed == [SESSION_PATH]
    monkeypatch.setattr(pipewire_module, "FIRST_S", 60.0)
    casting.streams = [(pipewire.show("two", 400, 300, BLUE), about((0, 0), "DP-1"))]
    ((monitor, shot),) = look(screen, pipewire, "two")
    assert (monitor.index, shot.width, shot.pixels[0, 0, :3].tolist()) == (0, 400, [255, 0, 0])
    assert casting.chosen[-1]["restore_token"] == ("s", "token 1")


def test_a_cast_that_the_person_ends_is_not_begun_again_unasked(
    casting: Casting, pipewire: PrivatePipeWire, portal: PortalService, bus: PrivateBus
) -> None:
    refusal = Refusal()
    environ = bus.environ
    screen = ScreenCastScreen(ManualClock(AT_MS), environ, refusal=refusal, wait_s=10)
    try:
        casting.streams = [(pipewire.show("one", 320, 200, RED), about((0, 0)))]
        look(screen, pipewire, "one")
        casting.end(portal)

        def ended() -> str:
            try:
                screen.monitors()
            except PortalRefusedError as error:
                return error.message
            return ""

        assert "you did so in its panel" in wait_until(ended, "the end to be noticed")
    finally:
        screen.close()
    with pytest.raises(PortalRefusedError, match="panel"):
        ScreenCastScreen(ManualClock(AT_MS), environ, refusal=refusal)


@pytest.mark.parametrize("step", ["CreateSession", "SelectSources", "Start"])
def test_a_refusal_at_any_step_is_one(portal: PortalService, bus: PrivateBus, step: str) -> None:
    portal.cast = casting = Casting()
    casting.refuse[step] = 1
    refusal = Refusal()
    screen = ScreenCastScreen(ManualClock(AT_MS), bus.environ, refusal=refusal, wait_s=10)
    try:
        with pytest.raises(PortalRefusedError, match="You did not allow"):
            screen.monitors()
        with pytest.raises(PortalRefusedError, match="You did not allow"):
            refusal.check()
    finally:
        screen.close()


def test_a_choice_of_nothing_is_said(portal: PortalService, bus: PrivateBus) -> None:
    portal.cast = Casting()
    screen = ScreenCastScreen(ManualClock(AT_MS), bus.environ, wait_s=10)
    try:
        with pytest.raises(CaptureUnavailableError, match="no monitor"):
            screen.monitors()
        screen.interrupt()
    finally:
        screen.close()
    screen.close()
    screen.interrupt()
    with pytest.raises(CaptureUnavailableError, match="closed"):
        screen.monitors()


def test_a_portal_without_casts_gives_single_pictures(
    portal: PortalService, bus: PrivateBus, monkeypatch: pytest.MonkeyPatch
) -> None:
    environ = {**bus.environ, "WAYLAND_DISPLAY": "wayland-0"}
    desktop = Desktop(ManualClock(AT_MS), lambda: ACCEPTED, environ)
    assert can_read_streams()
    assert desktop.describe() == "the desktop's portal casts the screen; windows are not known"
    portal.cast_version = None
    screen = desktop.open_screen()
    screen.close()
    assert isinstance(screen, PortalScreen)
    assert "single pictures" in desktop.describe()
    portal.cast_version = 4
    monkeypatch.setenv("PATH", "/nowhere")
    assert not can_read_streams()
    screen = desktop.open_screen()
    screen.close()
    assert isinstance(screen, PortalScreen)
    assert isinstance(desktop._linux, LinuxDesktop)


# -- the reader, with a child that does as it is told


class Child:
    """A program in place of GStreamer's, and a stream that reads from it."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
        program = folder / "child.py"
        caps = "/GstPipeline:pipeline0/GstFdSink:out.GstPad:sink: caps = video/x-raw, format=BGRx"
        program.write_text(
            "import os, sys, time\n"
            "out = int(sys.argv[1])\n"
            "def size(w, h):\n"
            f"    print(f'{caps}, width=(int){{w}}, height=(int){{h}}', flush=True)\n"
            "def picture(w, h, value):\n"
            "    data = bytes([value]) * (w * h * 4)\n"
            "    while data:\n"
            "        data = data[os.write(out, data):]\n"
            f"{script}\n",
            encoding="utf-8",
        )
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setattr(
            pipewire_module, "reader", lambda _from, _node, to: ("python3", str(program), str(to))
        )
        ours, _theirs = socket.socketpair()
        self.descriptor = ours.detach()
        _theirs.close()
        self.stream = PipeWireStream(self.descriptor, 1)


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("sys.exit()", "it ended|its size is not told"),
        ("picture(2, 2, 1)\ntime.sleep(60)", "its size is not told"),
        ("size(0, 5)\npicture(2, 2, 1)\ntime.sleep(60)", "makes no sense"),
        ("size(99999, 5)\npicture(2, 2, 1)\ntime.sleep(60)", "makes no sense"),
        ("size(4, 4)\npicture(2, 2, 1)", "it ended"),
        ("size(4, 4)\npicture(2, 2, 1)\ntime.sleep(60)", "it stalled"),
        ("size(4, 4)\npicture(4, 2, 1)\nsize(8, 8)\npicture(8, 8, 2)\ntime.sleep(60)", "its size"),
        ("time.sleep(60)", "no picture came"),
    ],
)
def test_a_reader_that_fails_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, words: str
) -> None:
    quick = 0.3 if "no picture" in words else 10.0
    monkeypatch.setattr(pipewire_module, "FIRST_S", quick)
    monkeypatch.setattr(pipewire_module, "STALL_S", 0.3)
    stream = Child(tmp_path, monkeypatch, script).stream
    try:
        with pytest.raises(StreamError, match=words):
            stream.newest()
    finally:
        stream.close()


def test_the_newest_of_several_pictures_is_taken_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = "size(4, 2)\nfor n in (1, 2, 3):\n    picture(4, 2, n)\ntime.sleep(60)"
    monkeypatch.setattr(pipewire_module, "SETTLE_S", 5.0)
    stream = Child(tmp_path, monkeypatch, script).stream
    try:
        assert stream.newest()[0, 0].tolist() == [3, 3, 3, 3]
        monkeypatch.setattr(pipewire_module, "SETTLE_S", 0.01)
        assert stream.newest()[1, 3].tolist() == [3, 3, 3, 3]
    finally:
        stream.close()


def test_a_child_that_does_not_listen_is_ended_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = (
        "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "size(1, 1)\npicture(1, 1, 9)\ntime.sleep(60)"
    )
    made = Child(tmp_path, monkeypatch, script)
    assert made.stream.newest().shape == (1, 1, 4)
    made.stream.close()
    assert made.stream._child.returncode == -9
    with pytest.raises(OSError, match="Bad file"):
        os.fstat(made.descriptor)


def test_a_missing_program_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipewire_module, "reader", lambda *_: ("/nowhere/gst-launch",))
    ours, theirs = socket.socketpair()
    with pytest.raises(StreamError, match="FileNotFoundError"):
        PipeWireStream(ours.detach(), 1)
    theirs.close()
