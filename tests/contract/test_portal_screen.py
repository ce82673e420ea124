"""The screen of a Wayland desktop, through a portal that grants, refuses, stalls or is missing."""

import logging
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from jeepney import Message
from PIL import Image

from services.capture.platform import Desktop
from services.capture.screens.base import MonitorChangedError, MonitorInfo
from services.capture.screens.portal import LEAST_GAP_MS, PortalScreen
from services.capture.screens.portal_requests import Portal, PortalRefusedError, Refusal
from services.capture.screens.x11 import X11Screen
from services.capture.session import bus as bus_module
from services.capture.session.idle import BusIdle
from services.capture.session.presence import NoSession
from services.capture.windows.wayland import WaylandWindows
from services.capture.windows.x11 import X11Windows
from services.clock import ManualClock
from services.errors import CaptureUnavailableError
from services.records import Box, CaptureMode
from services.settings import Settings
from tests.support.display import PrivateDisplay
from tests.support.message_bus import LOGIND, MOCK, PrivateBus, start_bus
from tests.support.portal import (
    PortalService,
    deaf,
    failing,
    grant,
    grant_as_old_portals_do,
    grant_before_the_call_returns,
    responding,
    silent,
)
from tests.support.waiting import wait_until
from tests.unit.capture.test_recorder import Desk

AT_MS = 1_772_355_600_000
ACCEPTED = Settings().with_value("capture.without_windows", True)


@pytest.fixture(scope="module")
def shared_bus() -> Iterator[PrivateBus]:
    with start_bus() as bus:
        yield bus


@pytest.fixture
def environ(shared_bus: PrivateBus) -> dict[str, str]:
    return {**shared_bus.environ, "WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}


@pytest.fixture
def portal(shared_bus: PrivateBus, tmp_path: Path) -> Iterator[PortalService]:
    folder = tmp_path / "pictures of the screen"
    folder.mkdir()
    service = PortalService(shared_bus.address, folder)
    yield service
    service.close()


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(AT_MS)


@pytest.fixture
def screen(
    portal: PortalService, environ: dict[str, str], clock: ManualClock
) -> Iterator[PortalScreen]:
    made = PortalScreen(clock, environ, wait_s=10)
    yield made
    made.close()


@pytest.mark.parametrize("answer", [grant, grant_before_the_call_returns, grant_as_old_portals_do])
def test_a_granted_picture_is_read_and_its_file_is_gone(
    portal: PortalService, screen: PortalScreen, answer: Any, caplog: pytest.LogCaptureFixture
) -> None:
    portal.answer = answer
    with caplog.at_level(logging.DEBUG):
        (monitor,) = screen.monitors()
        shot = screen.grab(monitor)
    assert (monitor.index, monitor.box, monitor.name) == (0, Box(0, 0, 640, 360), "desktop")
    assert shot.pixels[0, 0].tolist() == list(portal.colour)
    assert shot.taken_at_ms == AT_MS
    assert portal.options["interactive"] == ("b", False)
    assert portal.left() == []
    assert "Bildschirmfoto" not in caplog.text


def test_pictures_are_far_enough_apart(
    portal: PortalService, screen: PortalScreen, clock: ManualClock
) -> None:
    screen.grab(*screen.monitors())
    portal.colour = (1, 2, 3)
    clock.advance(LEAST_GAP_MS - 1)
    assert screen.grab(*screen.monitors()).taken_at_ms == AT_MS
    assert portal.asked == 1
    clock.advance(1)
    shot = screen.grab(*screen.monitors())
    assert shot.pixels[0, 0].tolist() == [1, 2, 3]
    clock.advance(-5_000_000)  # a clock that was set back keeps nobody waiting
    screen.monitors()
    assert portal.asked == 3


def test_a_desktop_of_another_size_is_listed_again(
    portal: PortalService, screen: PortalScreen, clock: ManualClock
) -> None:
    (monitor,) = screen.monitors()
    portal.size = (800, 600)
    clock.advance(LEAST_GAP_MS)
    with pytest.raises(MonitorChangedError):
        screen.grab(monitor)
    (larger,) = screen.monitors()
    assert screen.grab(larger).width == 800
    assert portal.asked == 2


NOT_ALLOWED = "org.freedesktop.portal.Error.NotAllowed"


@pytest.mark.parametrize(
    ("answer", "message", "remedy"),
    [
        (responding(1), "You did not allow", "off and on"),
        (responding(2), "does not allow this program", "Settings → Apps"),
        (failing(NOT_ALLOWED), "does not allow this program", "Settings → Apps"),
    ],
)
def test_a_refusal_is_said_and_not_asked_for_again(
    portal: PortalService,
    environ: dict[str, str],
    clock: ManualClock,
    answer: Any,
    message: str,
    remedy: str,
) -> None:
    portal.answer = answer
    settings = [ACCEPTED]
    desktop = Desktop(
        clock, lambda: settings[0], {**environ, "XDG_CURRENT_DESKTOP": "ubuntu:GNOME"}
    )
    screen = desktop.open_screen()
    try:
        with pytest.raises(PortalRefusedError, match=message) as caught:
            screen.monitors()
        assert remedy in caught.value.remedy
    finally:
        screen.close()
    with pytest.raises(PortalRefusedError, match=message):
        desktop.open_screen()
    assert portal.asked == 1
    portal.answer = grant
    settings[0] = settings[0].with_value("look.text_scale", 120)
    with pytest.raises(PortalRefusedError):
        desktop.open_screen()
    settings[0] = settings[0].with_value("capture.enabled", False)
    settings[0] = settings[0].with_value("capture.enabled", True)
    screen = desktop.open_screen()
    try:
        assert screen.grab(*screen.monitors()).width == 640
    finally:
        screen.close()


@pytest.mark.parametrize(
    ("desktop", "words"),
    [("KDE", "System Settings"), ("sway:wlroots", "the desktop's settings"), ("", "desktop's")],
)
def test_where_to_allow_it_depends_on_the_desktop(
    portal: PortalService, environ: dict[str, str], clock: ManualClock, desktop: str, words: str
) -> None:
    portal.answer = responding(2)
    screen = PortalScreen(clock, {**environ, "XDG_CURRENT_DESKTOP": desktop}, wait_s=10)
    try:
        with pytest.raises(PortalRefusedError, match=words):
            screen.monitors()
    finally:
        screen.close()


def test_a_sandbox_that_forbids_it_is_said(
    portal: PortalService, environ: dict[str, str], clock: ManualClock
) -> None:
    portal.answer = failing("org.freedesktop.DBus.Error.AccessDenied")
    screen = PortalScreen(clock, {**environ, "SNAP": "/snap/afterimage"}, wait_s=10)
    try:
        with pytest.raises(PortalRefusedError, match="sandbox"):
            screen.monitors()
    finally:
        screen.close()


def test_a_portal_that_never_answers_is_given_up(
    portal: PortalService, environ: dict[str, str], clock: ManualClock
) -> None:
    portal.answer = silent
    screen = PortalScreen(clock, environ, wait_s=0.05)
    try:
        with pytest.raises(CaptureUnavailableError, match="did not answer"):
            screen.monitors()
        assert len(portal.closed) == 1
    finally:
        screen.close()


def test_a_portal_that_does_not_even_take_the_question_is_given_up(
    portal: PortalService,
    environ: dict[str, str],
    clock: ManualClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = PortalScreen(clock, environ)
    portal.answer = deaf
    monkeypatch.setattr(bus_module.Bus.call, "__defaults__", ("", (), 0.05))
    try:
        with pytest.raises(CaptureUnavailableError, match="does not answer"):
            screen.monitors()
    finally:
        screen.close()


def test_a_wait_for_the_person_can_be_ended_from_another_thread(
    portal: PortalService, screen: PortalScreen
) -> None:
    portal.answer = silent
    threading.Timer(0.05, screen.interrupt).start()
    with pytest.raises(CaptureUnavailableError, match="did not answer"):
        screen.monitors()


def test_a_picture_that_comes_too_late_is_removed_unread(
    portal: PortalService, environ: dict[str, str], clock: ManualClock
) -> None:
    asked: list[tuple[Message, str]] = []

    def remember(service: PortalService, message: Message, options: dict[str, Any]) -> None:
        silent(service, message, options)
        asked.append((message, options["handle_token"][1]))

    portal.answer = remember
    screen = PortalScreen(clock, environ, wait_s=0.05)
    try:
        with pytest.raises(CaptureUnavailableError):
            screen.monitors()
        message, _ = asked[0]
        portal.respond(message, portal.closed[0], 0, uri=("s", portal.picture("late.png")))
        assert portal.left() == ["late.png"]
        portal.answer = grant
        screen._portal._wait_s = 10  # type: ignore[union-attr]
        screen.monitors()
        assert portal.left() == []
        portal.answer = remember
        clock.advance(LEAST_GAP_MS)
        screen._portal._wait_s = 0.05  # type: ignore[union-attr]
        with pytest.raises(CaptureUnavailableError):
            screen.monitors()
        late = portal.picture("later.png")
        portal.respond(asked[1][0], portal.closed[-1], 0, uri=("s", late))
    finally:
        screen.close()
    assert portal.left() == []


def test_what_is_no_picture_is_said_and_still_removed(
    portal: PortalService, screen: PortalScreen, clock: ManualClock
) -> None:
    broken = portal.folder / "broken.png"
    for data in (b"no picture at all", b""):
        broken.write_bytes(data)
        portal.answer = responding(0, uri=("s", broken.as_uri()))
        with pytest.raises(CaptureUnavailableError, match="cannot be read"):
            screen.monitors()
        assert not broken.exists()
    huge = portal.folder / "huge.png"
    Image.new("1", (33_000, 1)).save(huge)
    portal.answer = responding(0, uri=("s", huge.as_uri()))
    with pytest.raises(CaptureUnavailableError, match="cannot be read"):
        screen.monitors()
    assert portal.left() == []


def test_nothing_but_a_picture_on_this_machine_is_read_or_removed(
    portal: PortalService, screen: PortalScreen
) -> None:
    diary = portal.folder / "diary.txt"
    diary.write_text("mine", encoding="utf-8")
    link = portal.folder / "link.png"
    link.symlink_to(diary)
    (portal.folder / "folder.png").mkdir()
    for address in (
        diary.as_uri(),
        link.as_uri(),
        (portal.folder / "folder.png").as_uri(),
        "https://example.org/a.png",
        f"file://elsewhere{portal.folder}/link.png",
        "",
    ):
        portal.answer = responding(0, uri=("s", address))
        with pytest.raises(CaptureUnavailableError, match="cannot be read"):
            screen.monitors()
    portal.answer = responding(0)
    with pytest.raises(CaptureUnavailableError, match="cannot be read"):
        screen.monitors()
    assert portal.left() == ["diary.txt", "folder.png", "link.png"]
    assert diary.read_text(encoding="utf-8") == "mine"


def test_a_picture_that_cannot_be_removed_is_logged_without_its_name(
    portal: PortalService,
    screen: PortalScreen,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def refuse(_self: Path, missing_ok: bool = False) -> None:
        raise PermissionError(str(_self))

    monkeypatch.setattr(Path, "unlink", refuse)
    assert screen.monitors()
    monkeypatch.undo()
    assert "could not be removed: PermissionError" in caplog.text
    assert "Bildschirmfoto" not in caplog.text


# -- no portal, or not that one


@pytest.mark.parametrize(
    ("desktop", "package"),
    [("GNOME", "xdg-desktop-portal-gnome"), ("X-Other", "the backend for your desktop")],
)
def test_a_desktop_without_portal_says_what_to_install(
    environ: dict[str, str], clock: ManualClock, desktop: str, package: str
) -> None:
    with pytest.raises(CaptureUnavailableError, match="has no portal") as caught:
        PortalScreen(clock, {**environ, "XDG_CURRENT_DESKTOP": desktop})
    assert package in caught.value.remedy


def test_a_portal_without_pictures_says_what_to_install(
    portal: PortalService, environ: dict[str, str], clock: ManualClock
) -> None:
    portal.version = None
    with pytest.raises(CaptureUnavailableError, match="does not offer pictures"):
        PortalScreen(clock, environ)


def test_any_other_error_is_named(portal: PortalService, screen: PortalScreen) -> None:
    portal.answer = failing("org.example.Oops")
    with pytest.raises(CaptureUnavailableError, match=r"org\.example\.Oops"):
        screen.monitors()


def test_no_session_bus_at_all_is_said(clock: ManualClock) -> None:
    with pytest.raises(CaptureUnavailableError, match="no session bus"):
        PortalScreen(clock, {"WAYLAND_DISPLAY": "wayland-0"})


def test_a_bus_that_dies_meanwhile_is_said(clock: ManualClock, tmp_path: Path) -> None:
    with start_bus() as bus:
        service = PortalService(bus.address, tmp_path)
        screen = PortalScreen(clock, bus.environ)
        service.close()
        bus.die()
        try:
            with pytest.raises(CaptureUnavailableError, match="is gone"):
                screen.monitors()
        finally:
            screen.close()


# -- chosen by the kind of desktop


def test_wayland_goes_through_the_portal_and_needs_an_explicit_yes(
    portal: PortalService, environ: dict[str, str], clock: ManualClock
) -> None:
    settings = [Settings()]
    desktop = Desktop(clock, lambda: settings[0], environ)
    with pytest.raises(CaptureUnavailableError, match="cannot be kept out") as caught:
        desktop.open_windows()
    assert "Capture although windows are not known" in caught.value.remedy
    with pytest.raises(CaptureUnavailableError, match="cannot be kept out"):
        desktop.describe()
    settings[0] = ACCEPTED
    assert desktop.describe().startswith("the desktop's portal gives single pictures;")
    assert portal.asked == 0
    windows = desktop.open_windows()
    try:
        assert isinstance(windows, WaylandWindows)
        assert (windows.visible(), windows.focused(), windows.locked()) == ((), None, False)
        assert windows.idle_ms() == 0
        settings[0] = Settings()
        for ask in (windows.visible, windows.focused):
            with pytest.raises(CaptureUnavailableError, match="cannot be kept out"):
                ask()
    finally:
        windows.close()
    idle = desktop.open_idle()
    assert isinstance(idle, BusIdle)
    idle.close()


def test_x11_goes_through_x(display: PrivateDisplay, clock: ManualClock) -> None:
    environ = {"DISPLAY": display.name, "XDG_SESSION_TYPE": "x11", "WAYLAND_DISPLAY": "wayland-9"}
    desktop = Desktop(clock, Settings, environ)
    screen, windows, idle = desktop.open_screen(), desktop.open_windows(), desktop.open_idle()
    try:
        assert isinstance(screen, X11Screen)
        assert isinstance(windows, X11Windows)
        assert isinstance(idle, X11Windows)
        assert desktop.describe() == "1 monitor can be captured"
    finally:
        screen.close()
        windows.close()
        idle.close()
    with pytest.raises(CaptureUnavailableError, match="no display"):
        Desktop(clock, Settings, {}).open_screen()


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_are_asked_through_their_own_libraries(
    display: PrivateDisplay, clock: ManualClock, platform: str
) -> None:
    desktop = Desktop(clock, Settings, {}, platform)
    screen = desktop.open_screen()
    try:
        assert screen.monitors()
    finally:
        screen.close()
    for ask in (desktop.open_windows, desktop.open_idle, desktop.describe):
        with pytest.raises(CaptureUnavailableError):
            ask()
    assert isinstance(desktop.open_session(lambda: None), NoSession)


# -- idleness without an X server


def test_idleness_is_asked_of_the_desktop_else_of_logind() -> None:
    with start_bus() as bus:
        idle = BusIdle(bus.environ)
        try:
            assert idle.idle_ms() == 0
            bus.play("logind", LOGIND.service)
            assert idle.idle_ms() == 0
            told = {"IdleHint": ("b", True), "IdleSinceHintMonotonic": ("t", 1)}
            manager = "org.freedesktop.login1.Manager"
            bus.call(LOGIND, "UpdateProperties", "sa{sv}", manager, told)
            assert idle.idle_ms() > 1000
            name = "org.gnome.Mutter.IdleMonitor"
            monitor = bus_module.Target(name, "/org/gnome/Mutter/IdleMonitor/Core", name)
            bus.play_empty(monitor)
            mock = monitor.at(monitor.path, MOCK)
            bus.call(mock, "AddMethod", "sssss", name, "GetIdletime", "", "t", "ret = 77")
            assert idle.idle_ms() == 77
            bus.die()
            assert idle.idle_ms() == 0
        finally:
            idle.close()
    gone = BusIdle({"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere"})
    assert gone.idle_ms() == 0
    gone.close()


# -- with a recorder


@pytest.fixture
def desk(portal: PortalService, environ: dict[str, str], clock: ManualClock) -> Iterator[Desk]:
    made = Desk(clock)
    made.settings = ACCEPTED
    desktop = Desktop(clock, lambda: made.settings, environ)
    for name in ("open_screen", "open_windows"):
        object.__setattr__(made.recorder._links, name, getattr(desktop, name))
    yield made
    made.recorder.close()


def test_the_recorder_follows_a_wayland_desktop(
    portal: PortalService, desk: Desk, clock: ManualClock
) -> None:
    desk.recorder.start()
    assert desk.captured.acquire(timeout=10)
    (capture,) = desk.stage.sink.captures
    assert (capture.app, capture.title, capture.monitor) == ("", "", 0)
    assert portal.left() == []
    desk.settings = Settings()
    clock.advance(LEAST_GAP_MS)
    state = desk.wait(CaptureMode.UNAVAILABLE)
    assert "cannot be kept out" in state.detail
    assert portal.asked == 1


def test_the_recorder_says_that_it_was_refused_and_asks_only_once(
    portal: PortalService, desk: Desk, clock: ManualClock
) -> None:
    portal.answer = responding(1)
    desk.recorder.start()
    state = desk.wait(CaptureMode.UNAVAILABLE)
    assert "You did not allow the screen to be captured." in state.detail
    clock.advance(3_600_000)
    desk.settle()
    assert portal.asked == 1


def test_closing_does_not_wait_for_the_persons_answer(portal: PortalService, desk: Desk) -> None:
    portal.answer = silent
    desk.recorder.start()
    wait_until(lambda: portal.asked, "the question")
    desk.recorder.close()
    assert len(portal.closed) == 1


def test_a_refusal_stands_for_its_subject_only() -> None:
    subject = [object()]
    refusal = Refusal(lambda: subject[0])
    refusal.check()
    refusal.note(PortalRefusedError("No.", "Ask."))
    with pytest.raises(PortalRefusedError, match=r"No\. Ask\."):
        refusal.check()
    subject[0] = object()
    refusal.check()


def test_a_closed_portal_screen_says_so(screen: PortalScreen) -> None:
    (monitor,) = screen.monitors()
    screen.close()
    screen.close()
    screen.interrupt()
    with pytest.raises(CaptureUnavailableError, match="closed"):
        screen.grab(monitor)


def test_two_portals_are_two_connections(portal: PortalService, environ: dict[str, str]) -> None:
    first, second = Portal(environ), Portal(environ)
    assert first.bus.name != second.bus.name
    first.close()
    second.close()


def test_pixels_are_not_shared(screen: PortalScreen) -> None:
    monitor: MonitorInfo = screen.monitors()[0]
    first, second = screen.grab(monitor), screen.grab(monitor)
    first.pixels[...] = 0
    assert np.any(second.pixels)
