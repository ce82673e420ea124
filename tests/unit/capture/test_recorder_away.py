"""While the session is locked or asleep nothing is grabbed; afterwards all is looked at anew."""

from collections.abc import Callable, Iterator

import pytest

from services.capture.screens.base import MonitorInfo, Screenshot
from services.capture.session.presence import Presence, SessionSource
from services.capture.session.watch import SessionWatch
from services.clock import ManualClock
from services.records import CaptureMode
from tests.contract.test_session_buses import SESSION
from tests.support.message_bus import LOGIND, start_bus
from tests.support.waiting import wait_until
from tests.unit.capture.test_recorder import Desk


class ToldPresence(Presence):
    """A session whose absence is set by hand."""

    closed = False

    def close(self) -> None:
        self.closed = True


class AwayDesk(Desk):
    """A desktop whose session can be locked."""

    presence: ToldPresence

    def __init__(self, clock: ManualClock) -> None:
        super().__init__(clock)

        def open_session(on_change: Callable[[], None]) -> SessionSource:
            self.presence = ToldPresence(on_change)
            return self.presence

        object.__setattr__(self.recorder._links, "open_session", open_session)

    def keyframes(self) -> list[bool]:
        assert self.recorder.drain(10)
        return [job.keyframe for job in self.stage.reader.jobs]


@pytest.fixture
def desk(clock: ManualClock) -> Iterator[AwayDesk]:
    made = AwayDesk(clock)
    yield made
    made.recorder.close()


def test_locking_stops_looks_at_once_and_unlocking_begins_with_a_keyframe(desk: AwayDesk) -> None:
    desk.show("Words before the break.")
    desk.recorder.start()
    assert desk.captured.acquire(timeout=60)
    desk.presence.tell("locked", True)
    desk.wait(CaptureMode.IDLE)
    grabs = desk.screen.grabs
    desk.show("Words that nobody may see.")
    desk.clock.advance(60_000)
    desk.settle()
    assert desk.screen.grabs == grabs
    desk.show("Words after the break.")
    desk.presence.tell("locked", False)
    assert desk.captured.acquire(timeout=60)
    assert desk.keyframes() == [True, True]
    assert desk.stage.sink.texts() == ["Words before the break.", "Words after the break."]


def test_a_session_that_is_locked_from_the_start_is_not_even_opened(desk: AwayDesk) -> None:
    open_session = desk.recorder._links.open_session

    def locked(on_change: Callable[[], None]) -> SessionSource:
        session = open_session(on_change)
        desk.presence.tell("locked", True)
        return session

    object.__setattr__(desk.recorder._links, "open_session", locked)
    desk.recorder.start()
    desk.wait(CaptureMode.IDLE)
    desk.clock.advance(60_000)
    desk.settle()
    assert (desk.opened, desk.screen.grabs) == (0, 0)


def test_a_lock_between_two_looks_is_noticed_however_short_it_was(desk: AwayDesk) -> None:
    desk.recorder.start()
    assert desk.captured.acquire(timeout=60)
    desk.presence.tell("asleep", True)
    desk.presence.tell("asleep", False)
    desk.look()
    assert desk.keyframes() == [True, True]


def test_what_was_grabbed_while_it_was_being_locked_is_not_looked_at(desk: AwayDesk) -> None:
    grab = desk.screen.grab

    def lock_meanwhile(monitor: MonitorInfo) -> Screenshot:
        shot = grab(monitor)
        desk.presence.tell("locked", True)
        return shot

    desk.screen.grab = lock_meanwhile  # type: ignore[method-assign]
    desk.recorder.start()
    desk.wait(CaptureMode.IDLE)
    assert desk.screen.grabs == 1
    assert desk.keyframes() == []


def test_closing_ends_the_listening(desk: AwayDesk) -> None:
    desk.recorder.start()
    desk.recorder.close()
    assert desk.presence.closed


def test_a_real_bus_locks_the_recorder_out(clock: ManualClock) -> None:
    desk = Desk(clock)
    watches: list[SessionWatch] = []
    with start_bus() as bus:
        bus.play("logind", LOGIND.service)
        bus.call(LOGIND, "AddSession", "ssusb", "c1", "seat0", 1000, "ada", True)

        def listen(on_change: Callable[[], None]) -> SessionSource:
            watches.append(SessionWatch(on_change, {**bus.environ, "XDG_SESSION_ID": "c1"}))
            watches[0].start()
            return watches[0]

        object.__setattr__(desk.recorder._links, "open_session", listen)
        try:
            desk.recorder.start()
            wait_until(lambda: watches and all(watches[0].listening()), "the bus to be heard")
            desk.wait(CaptureMode.RECORDING)
            bus.call(SESSION, "SetLockedHint", "b", True)
            desk.wait(CaptureMode.IDLE)
            grabs = desk.screen.grabs
            desk.clock.advance(60_000)
            desk.settle()
            assert desk.screen.grabs == grabs
            bus.die()  # what it told ends with it; the windows still tell of lockers
            desk.wait(CaptureMode.RECORDING)
            wait_until(lambda: desk.screen.grabs > grabs, "a look")
        finally:
            desk.recorder.close()
