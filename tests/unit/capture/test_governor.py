"""Capture stays within its budgets, waits before it thins out, and always comes back."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.capture.governor import (
    RETRY_MS,
    THIN_STRETCH,
    WINDOW_MS,
    Budget,
    Governor,
    Hold,
    Pace,
    Sample,
)

SECOND = 1000
GIGA = 1_000_000_000


def governor(**budget: float) -> Governor:
    made = Budget(**budget)  # type: ignore[arg-type]
    return Governor(lambda: made)


def test_a_quiet_stretch_pays_for_a_busy_one_and_then_reading_waits() -> None:
    chosen = governor(cpu_share=0.10)
    chosen.take(Sample(0, 0.0))
    assert chosen.credit_s == pytest.approx(60.0)
    chosen.take(Sample(10 * SECOND, 59.0))
    assert chosen.pace(0.1) is Pace.FULL
    chosen.take(Sample(20 * SECOND, 63.0))
    assert chosen.pace(0.1) is Pace.WAITING
    chosen.take(Sample(50 * SECOND, 63.0))
    assert chosen.pace(0.1) is Pace.WAITING  # a tenth of the credit must be saved up first
    chosen.take(Sample(100 * SECOND, 63.0))
    assert chosen.pace(0.1) is Pace.FULL


def test_on_battery_the_budget_is_halved() -> None:
    chosen = governor(cpu_share=0.10, battery_share=0.5)
    chosen.take(Sample(0, 0.0, battery_percent=80, on_mains=False))
    assert chosen.credit_s == pytest.approx(30.0)
    chosen.take(Sample(10 * SECOND, 31.0, battery_percent=80, on_mains=False))
    assert chosen.pace(0) is Pace.WAITING
    assert chosen.hold is Hold.NONE


def test_a_full_queue_is_read_thinner_until_it_is_nearly_empty() -> None:
    chosen = governor()
    assert [chosen.pace(fill) for fill in (0.4, 0.5, 0.3, 0.2, 0.19, 0.4)] == [
        Pace.FULL, Pace.THIN, Pace.THIN, Pace.THIN, Pace.FULL, Pace.FULL,
    ]  # fmt: skip
    assert chosen.stretch == 1
    chosen.pace(0.9)
    assert chosen.stretch == THIN_STRETCH


def test_a_low_battery_holds_until_it_is_well_above_or_on_mains() -> None:
    chosen = governor(battery_low_percent=15)

    def hold(percent: float, *, mains: bool = False, at: int = 0) -> Hold:
        chosen.take(Sample(at, 0.0, battery_percent=percent, on_mains=mains))
        return chosen.hold

    assert [hold(15), hold(14.9), hold(17), hold(18), hold(14), hold(14, mains=True)] == [
        Hold.NONE, Hold.BATTERY, Hold.BATTERY, Hold.NONE, Hold.BATTERY, Hold.NONE,
    ]  # fmt: skip


def test_a_nearly_full_disk_holds_until_there_is_half_as_much_room_again() -> None:
    chosen = governor(disk_low_bytes=GIGA)

    def hold(free: float, total: float = 1000 * GIGA) -> Hold:
        chosen.take(Sample(0, disk_free_bytes=round(free), disk_total_bytes=round(total)))
        return chosen.hold

    assert [hold(GIGA), hold(GIGA - 1), hold(1.4 * GIGA), hold(1.5 * GIGA)] == [
        Hold.NONE, Hold.DISK, Hold.DISK, Hold.NONE,
    ]  # fmt: skip
    small = 8_000_000  # never more than two percent of a small disk
    assert [hold(170_000, small), hold(150_000, small)] == [Hold.NONE, Hold.DISK]
    assert chosen.pace(0) is Pace.WAITING


def test_memory_holds_and_comes_back() -> None:
    chosen = governor(memory_low_bytes=300)
    found = []
    for free in (300, 299, 449, 450):
        chosen.take(Sample(0, memory_free_bytes=free))
        found.append(chosen.hold)
    assert found == [Hold.NONE, Hold.MEMORY, Hold.MEMORY, Hold.NONE]


def test_a_disk_that_refused_is_tried_again_a_little_later() -> None:
    chosen = governor()
    holds = []
    chosen.disk_refused(5 * SECOND)
    holds.append(chosen.hold)
    for at_ms in (6 * SECOND, 5 * SECOND + RETRY_MS):
        chosen.take(Sample(at_ms, disk_free_bytes=9 * GIGA, disk_total_bytes=99 * GIGA))
        holds.append(chosen.hold)
    chosen.disk_refused(10**9)
    chosen.take(Sample(10 * SECOND, disk_free_bytes=9 * GIGA))  # the clock was set back
    holds.append(chosen.hold)
    assert holds == [Hold.DISK, Hold.DISK, Hold.NONE, Hold.NONE]


def test_a_machine_that_tells_nothing_is_short_of_nothing() -> None:
    chosen = governor()
    chosen.take(Sample(0, on_mains=False))
    assert chosen.hold is Hold.NONE


SAMPLES = st.lists(
    st.builds(
        Sample,
        at_ms=st.integers(-(10**9), 10**12),
        cpu_s=st.floats(0, 1e6),
        battery_percent=st.none() | st.floats(0, 100),
        on_mains=st.booleans(),
        disk_free_bytes=st.none() | st.integers(0, 10**12),
        disk_total_bytes=st.none() | st.integers(0, 10**12),
        memory_free_bytes=st.none() | st.integers(0, 10**11),
    ),
    max_size=30,
)


@given(SAMPLES, st.floats(0.01, 1.0))
def test_whatever_comes_it_recovers_on_a_machine_with_room(
    samples: list[Sample], share: float
) -> None:
    chosen = governor(cpu_share=share)
    most_s = share * WINDOW_MS / 1000
    last = Sample(0)
    for sample in samples:
        chosen.take(sample)
        assert -most_s - 1e-6 <= chosen.credit_s <= most_s + 1e-6
        last = sample
    for step in range(1, 5):
        chosen.take(Sample(last.at_ms + step * WINDOW_MS, last.cpu_s, disk_free_bytes=10**12))
    assert chosen.hold is Hold.NONE
    assert chosen.credit_s == pytest.approx(most_s)
    assert chosen.pace(0.0) is Pace.FULL


@given(st.integers(0, 2**32), st.floats(0.02, 0.5))
def test_the_mean_over_an_hour_keeps_the_budget(seed: int, share: float) -> None:
    """Work that is only done while it may, in pieces of up to two seconds."""
    chance = random.Random(seed)
    chosen, spent, now = governor(cpu_share=share), 0.0, 0
    chosen.take(Sample(0, 0.0))
    for _ in range(720):
        if chosen.pace(0.1) is Pace.FULL:
            spent += chance.uniform(0, min(2.0, 5.0))
        now += 5 * SECOND
        chosen.take(Sample(now, spent))
    credit_at_start = share * WINDOW_MS / 1000
    assert spent <= share * now / 1000 + credit_at_start + 2.0 + 1e-6
