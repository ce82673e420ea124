"""Work is done when it is due, and only when it disturbs nobody."""

import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.cancel import CancelToken
from services.clock import DAY_MS, HOUR_MS, MINUTE_MS, ManualClock
from services.errors import Cancelled, WorldError
from services.schedule import Schedule, on_mains
from services.settings import Settings
from services.store import Store
from tests.support.storing import open_store_in


class House:
    """A schedule with switches for what the machine is like."""

    def __init__(self, store: Store, clock: ManualClock) -> None:
        self.idle, self.mains = True, True
        self.settings = Settings()
        self.store = store
        self.runs: list[str] = []
        self.schedule = Schedule(
            store, clock, lambda: self.settings, idle=lambda: self.idle, mains=lambda: self.mains
        )

    def nightly(self, cancel: CancelToken) -> None:
        self.store.jobs.start("night")
        self.runs.append("night")
        self.store.jobs.finish("night", "")

    def often(self, cancel: CancelToken) -> None:
        self.runs.append("often")


@pytest.fixture
def house(tmp_path: Path, clock: ManualClock) -> Iterator[House]:
    store = open_store_in(tmp_path, clock)
    made = House(store, clock)
    yield made
    made.schedule.close()
    store.close()


def test_nightly_work_runs_once_a_night(house: House, clock: ManualClock) -> None:
    house.schedule.nightly("night", house.nightly)
    assert house.schedule.run_due() == ["night"]
    assert house.schedule.run_due() == []
    clock.advance(16 * HOUR_MS)  # from 10:00 to 02:00
    assert house.schedule.run_due() == []
    clock.advance(HOUR_MS)
    assert house.schedule.run_due() == ["night"]
    clock.advance(5 * DAY_MS)  # a long sleep: one run makes up for all
    assert house.schedule.run_due() == ["night"]
    assert house.schedule.run_due() == []


def test_heavy_work_waits_until_nobody_is_there_and_for_mains(
    house: House, clock: ManualClock
) -> None:
    house.schedule.nightly("night", house.nightly)
    house.schedule.every(5, "often", house.often)
    house.idle = False
    assert house.schedule.run_due() == ["often"]
    house.idle, house.mains = True, False
    assert house.schedule.run_due() == []
    house.settings = Settings().with_value("memory.pause_on_battery", False)
    assert house.schedule.run_due() == ["night"]


def test_repeated_work_runs_so_long_after_it_ended(house: House, clock: ManualClock) -> None:
    house.schedule.every(5, "often", house.often)
    assert house.schedule.run_due() == ["often"]
    clock.advance(4 * MINUTE_MS)
    assert house.schedule.run_due() == []
    clock.advance(MINUTE_MS)
    assert house.schedule.run_due() == ["often"]


def test_work_that_was_cut_off_is_due_again(house: House) -> None:
    house.schedule.nightly("night", house.nightly)
    house.store.jobs.start("night")
    assert house.schedule.run_due() == ["night"]


def test_one_failure_does_not_end_the_rest(house: House, caplog: pytest.LogCaptureFixture) -> None:
    def stopped(cancel: CancelToken) -> None:
        raise Cancelled

    def world(cancel: CancelToken) -> None:
        raise WorldError("The disk is full.")

    def bug(cancel: CancelToken) -> None:
        raise ZeroDivisionError

    for name, work in (("stopped", stopped), ("world", world), ("bug", bug)):
        house.schedule.every(5, name, work)
    house.schedule.every(5, "often", house.often)
    with caplog.at_level(logging.WARNING, "schedule"):
        assert house.schedule.run_due() == ["often"]
    assert [r.getMessage() for r in caplog.records] == [
        "world could not run: The disk is full.",
        "bug failed",
    ]


def test_two_looks_at_once_run_nothing_twice(house: House) -> None:
    inner: list[list[str]] = []
    house.schedule.every(5, "often", lambda _: inner.append(house.schedule.run_due()))
    assert house.schedule.run_due() == ["often"]
    assert inner == [[]]


def test_it_looks_by_itself_and_closing_stops_what_runs(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from services import schedule

    monkeypatch.setattr(schedule, "LOOK_EVERY_S", 0.05)
    began, ended = threading.Event(), threading.Event()

    def until_stopped(cancel: CancelToken) -> None:
        began.set()
        assert cancel.wait(20)
        ended.set()
        cancel.check()

    house.schedule.every(5, "long", until_stopped)
    house.schedule.start()
    assert began.wait(20)
    house.schedule.close()
    assert ended.is_set()
    house.schedule.close()
    assert house.schedule.run_due() == []


def test_this_machine_knows_whether_it_has_mains() -> None:
    assert on_mains() in (True, False)


def test_a_machine_that_tells_nothing_of_power_is_on_mains(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing() -> None:
        raise FileNotFoundError

    monkeypatch.setattr("psutil.sensors_battery", nothing)
    assert on_mains()
