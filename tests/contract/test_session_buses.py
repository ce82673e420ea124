"""Lock, sleep and screen savers as a real bus tells of them, and a bus that is not there."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from services.capture.platform import Desktop
from services.capture.session import login
from services.capture.session.bus import Bus, BusError, CallError, Target, session_address
from services.capture.session.presence import Away, NoSession, Presence
from services.capture.session.watch import SessionWatch
from services.clock import ManualClock
from services.settings import Settings
from tests.support.message_bus import GNOME_SAVER, LOGIND, MOCK, PrivateBus, start_bus
from tests.support.waiting import wait_until

SESSION = Target(
    LOGIND.service, "/org/freedesktop/login1/session/c1", "org.freedesktop.login1.Session"
)
HERE, GONE = False, True


@pytest.fixture(scope="module")
def shared_bus() -> Iterator[PrivateBus]:
    with start_bus() as bus:
        bus.play("logind", LOGIND.service)
        bus.play("gnome_screensaver", GNOME_SAVER.service)
        bus.call(LOGIND, "AddSession", "ssusb", "c1", "seat0", 1000, "ada", True)
        yield bus


class Listening:
    """A watch on a bus, and what it told."""

    def __init__(self, bus: PrivateBus, **more: str) -> None:
        self.bus = bus
        self.changes = threading.Semaphore(0)
        environ = {**bus.environ, "XDG_SESSION_ID": "c1", **more}
        self.watch = SessionWatch(self.changes.release, environ, retry_s=0.02)
        self.watch.start()
        self.watch.start()
        wait_until(lambda: all(self.watch.listening()), "both buses to be heard")

    def wait(self, away: bool) -> None:
        self.wait_for_a_change()
        assert self.watch.away().now is away

    def wait_for_a_change(self) -> None:
        assert self.changes.acquire(timeout=60)


@pytest.fixture
def listening(shared_bus: PrivateBus) -> Iterator[Listening]:
    made = Listening(shared_bus)
    yield made
    made.watch.close()
    shared_bus.call(SESSION, "SetLockedHint", "b", False)
    shared_bus.call(GNOME_SAVER, "SetActive", "b", False)


def sleep_signal(bus: PrivateBus, begins: bool) -> None:
    manager = "org.freedesktop.login1.Manager"
    bus.call(LOGIND, "EmitSignal", "sssav", manager, "PrepareForSleep", "b", [("b", begins)])


def set_active(bus: PrivateBus, active: bool) -> None:
    mock = Target(SESSION.service, SESSION.path, MOCK)
    bus.call(mock, "UpdateProperties", "sa{sv}", SESSION.interface, {"Active": ("b", active)})


WAYS: dict[str, Callable[[PrivateBus, bool], object]] = {
    "locked by the desktop": lambda bus, on: bus.call(SESSION, "SetLockedHint", "b", on),
    "asked to lock": lambda bus, on: bus.call(SESSION, "Lock" if on else "Unlock"),
    "asleep": sleep_signal,
    "another user's turn": lambda bus, on: set_active(bus, not on),
    "a screen saver": lambda bus, on: bus.call(GNOME_SAVER, "SetActive", "b", on),
}


@pytest.mark.parametrize("way", WAYS)
def test_away_and_back(listening: Listening, way: str) -> None:
    assert listening.watch.away() == Away(HERE, 0)
    WAYS[way](listening.bus, GONE)
    listening.wait(GONE)
    WAYS[way](listening.bus, HERE)
    listening.wait(HERE)
    WAYS[way](listening.bus, GONE)
    listening.wait(GONE)
    WAYS[way](listening.bus, HERE)
    listening.wait(HERE)
    assert listening.watch.away() == Away(HERE, 2)


def test_two_reasons_are_one_absence_until_both_have_ended(listening: Listening) -> None:
    listening.bus.call(SESSION, "SetLockedHint", "b", True)
    listening.wait(GONE)
    sleep_signal(listening.bus, True)
    presence = listening.watch.presence
    wait_until(lambda: len(presence.reasons()) == 2, "the second reason")
    sleep_signal(listening.bus, False)
    wait_until(lambda: len(presence.reasons()) == 1, "one reason less")
    assert listening.watch.away() == Away(GONE, 1)
    listening.bus.call(SESSION, "SetLockedHint", "b", False)
    listening.wait(HERE)


def test_what_is_locked_before_anybody_listens_is_found(shared_bus: PrivateBus) -> None:
    shared_bus.call(SESSION, "SetLockedHint", "b", True)
    shared_bus.call(GNOME_SAVER, "SetActive", "b", True)
    listening = Listening(shared_bus)
    try:
        assert len(listening.watch.presence.reasons()) == 2
        assert listening.watch.away() == Away(GONE, 1)
    finally:
        listening.watch.close()
        shared_bus.call(SESSION, "SetLockedHint", "b", False)
        shared_bus.call(GNOME_SAVER, "SetActive", "b", False)


def test_a_request_to_lock_that_nobody_answers_does_not_stop_capture_for_good(
    listening: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(login, "GRACE_S", 0.0)
    listening.bus.call(SESSION, "Lock")
    listening.wait_for_a_change()  # it may be over before anybody looks
    listening.wait(HERE)
    assert listening.watch.away() == Away(HERE, 1)


def test_a_request_to_lock_that_was_answered_stands(
    listening: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(login, "GRACE_S", 0.0)
    listening.bus.call(SESSION, "SetLockedHint", "b", True)
    listening.wait(GONE)
    listening.bus.call(SESSION, "Lock")
    sleep_signal(listening.bus, True)  # comes after it on the same connection
    presence = listening.watch.presence
    wait_until(lambda: len(presence.reasons()) == 3, "all reasons")
    sleep_signal(listening.bus, False)
    wait_until(lambda: "login:asleep" not in presence.reasons(), "the end of the sleep")
    assert presence.reasons() == {"login:locked", "login:asked to lock"}
    listening.bus.call(SESSION, "SetLockedHint", "b", False)
    listening.wait(HERE)


def test_without_its_id_the_users_own_desktop_session_is_found(
    shared_bus: PrivateBus, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, interface = "/org/freedesktop/login1/user/4711", "org.freedesktop.login1.User"
    shown = {"Display": ("(so)", ("c1", SESSION.path))}
    shared_bus.call(LOGIND, "AddObject", "ssa{sv}a(ssss)", path, interface, shown, [])
    code = "ret = f'/org/freedesktop/login1/user/{args[0]}'"
    manager = "org.freedesktop.login1.Manager"
    shared_bus.call(LOGIND, "AddMethod", "sssss", manager, "GetUser", "u", "o", code)
    monkeypatch.setattr("os.getuid", lambda: 4711)
    listening = Listening(shared_bus, XDG_SESSION_ID="")
    try:
        shared_bus.call(SESSION, "Lock")
        listening.wait(GONE)
        shared_bus.call(SESSION, "Unlock")
        listening.wait(HERE)
    finally:
        listening.watch.close()


def test_a_user_without_a_session_still_hears_of_sleep(
    shared_bus: PrivateBus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.getuid", lambda: 4242)
    listening = Listening(shared_bus, XDG_SESSION_ID="")
    try:
        sleep_signal(shared_bus, True)
        listening.wait(GONE)
        sleep_signal(shared_bus, False)
        listening.wait(HERE)
    finally:
        listening.watch.close()


def test_signals_of_others_mean_nothing(listening: Listening) -> None:
    mock = Target(SESSION.service, SESSION.path, MOCK)
    other = {"IdleHint": ("b", True)}
    listening.bus.call(mock, "UpdateProperties", "sa{sv}", SESSION.interface, other)
    listening.bus.call(
        mock, "EmitSignal", "sssav", SESSION.interface, "PauseDevice", "u", [("u", 1)]
    )
    manager = "org.freedesktop.login1.Manager"
    body: list[tuple[str, bool]] = []
    listening.bus.call(LOGIND, "EmitSignal", "sssav", manager, "PrepareForSleep", "", body)
    WAYS["asleep"](listening.bus, GONE)
    listening.wait(GONE)
    assert listening.watch.presence.reasons() == {"login:asleep"}
    WAYS["asleep"](listening.bus, HERE)
    listening.wait(HERE)


def test_a_saver_that_ends_covers_nothing(shared_bus: PrivateBus) -> None:
    name = "org.mate.ScreenSaver"
    saver = Target(name, "/org/mate/ScreenSaver", name)
    process = shared_bus.play_empty(saver)
    listening = Listening(shared_bus)
    try:
        mock = Target(name, saver.path, MOCK)
        shared_bus.call(mock, "EmitSignal", "sssav", name, "ActiveChanged", "b", [("b", True)])
        listening.wait(GONE)
        process.kill()
        listening.wait(HERE)
    finally:
        listening.watch.close()


def test_a_bus_that_dies_ends_its_reasons_and_is_found_again() -> None:
    with start_bus() as bus:
        bus.play("logind", LOGIND.service)
        bus.call(LOGIND, "AddSession", "ssusb", "c1", "seat0", 1000, "ada", True)
        listening = Listening(bus)
        try:
            bus.call(SESSION, "SetLockedHint", "b", True)
            listening.wait(GONE)
            bus.die()
            listening.wait(HERE)
            wait_until(lambda: not any(listening.watch.listening()), "both to be gone")
            bus.revive()
            bus.play("logind", LOGIND.service)
            bus.call(LOGIND, "AddSession", "ssusb", "c1", "seat0", 1000, "ada", True)
            wait_until(lambda: all(listening.watch.listening()), "both buses to be heard again")
            bus.call(SESSION, "SetLockedHint", "b", True)
            listening.wait(GONE)
        finally:
            listening.watch.close()


@pytest.mark.parametrize(
    "address", ["", "nonsense", "tcp:host=localhost,port=1", "unix:path=/nowhere/bus"]
)
def test_a_missing_bus_is_no_error(address: str, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(BusError):
        Bus(address)
    environ = {"DBUS_SESSION_BUS_ADDRESS": address, "DBUS_SYSTEM_BUS_ADDRESS": address or "x:"}
    watch = SessionWatch(environ=environ)
    watch.start()
    watch.close()
    watch.start()
    assert watch.away() == Away()
    assert not caplog.records


def test_a_listener_that_stumbles_ends_neither_thread_nor_program(
    shared_bus: PrivateBus, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def stumble(*_args: object) -> None:
        monkeypatch.undo()
        raise ZeroDivisionError

    monkeypatch.setattr(login.LoginWatch, "begin", stumble)
    listening = Listening(shared_bus)
    listening.watch.close()
    assert "session-login stumbled" in caplog.text


def test_the_session_of_this_desktop_is_listened_to(
    shared_bus: PrivateBus, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {**shared_bus.environ, "XDG_SESSION_ID": "c1"}.items():
        monkeypatch.setenv(name, value)
    changed = threading.Event()
    session = Desktop(ManualClock(0), Settings).open_session(changed.set)
    try:
        assert isinstance(session, SessionWatch)
        wait_until(lambda: all(session.listening()), "both buses to be heard")
        shared_bus.call(SESSION, "Lock")
        assert changed.wait(10)
        assert session.away().now
    finally:
        session.close()
        shared_bus.call(SESSION, "Unlock")


def test_where_nothing_tells_of_it_the_person_is_there() -> None:
    session = NoSession()
    assert session.away() == Away(HERE, 0)
    session.close()


def test_telling_the_same_twice_is_one_absence() -> None:
    told: list[bool] = []
    presence = Presence(lambda: told.append(presence.away().now))
    for holds in (False, True, True, False, False):
        presence.tell("here", holds)
    assert told == [True, False]
    assert presence.away() == Away(HERE, 1)


# -- the bus itself


def test_a_call_that_fails_names_its_error_and_one_that_hangs_ends(shared_bus: PrivateBus) -> None:
    bus = Bus(shared_bus.address)
    try:
        assert bus.name.startswith(":")
        with pytest.raises(CallError, match="ServiceUnknown"):
            bus.call(Target("org.example.Nobody", "/", "org.example.Nobody"), "Ask")
        assert bus.owner("org.example.Nobody") == ""
        slow = Target(shared_bus.control.name, "/", "org.example.Silent")  # it never answers
        with pytest.raises(CallError, match="no answer"):
            bus.call(slow, "Ask", timeout_s=0.01)
    finally:
        bus.close()


def test_a_signal_is_kept_while_a_reply_is_waited_for(shared_bus: PrivateBus) -> None:
    bus = Bus(shared_bus.address)
    try:
        name = GNOME_SAVER.service
        bus.subscribe(name, interface=name)
        bus.call(GNOME_SAVER, "SetActive", "b", (True,))
        greeting, signal = bus.next_signal(10), bus.next_signal(10)
        assert greeting is not None
        assert (greeting.sender, greeting.member) == ("org.freedesktop.DBus", "NameAcquired")
        assert signal is not None
        told = (signal.path, signal.member, signal.body)
        assert told == ("/org/gnome/ScreenSaver", "ActiveChanged", (True,))
        assert bus.next_signal(0.0) is None
        bus.wake()
        assert bus.next_signal(60) is None
        bus.call(GNOME_SAVER, "SetActive", "b", (False,))
    finally:
        bus.close()
        bus.wake()


def test_where_the_session_bus_is(tmp_path: Path) -> None:
    assert session_address({}) == ""
    assert session_address({"XDG_RUNTIME_DIR": "/run/user/7"}) == "unix:path=/run/user/7/bus"
    told = {"XDG_RUNTIME_DIR": "/run/user/7", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/x"}
    assert session_address(told) == "unix:path=/x"
