"""Clocks, instants as text, and stopping long work."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.cancel import CancelToken, no_progress
from services.clock import (
    ManualClock,
    SystemClock,
    format_instant,
    local_offset_min,
    parse_instant,
)
from services.errors import Cancelled, WorldError


def test_the_system_clock_tells_the_time() -> None:
    now = datetime.now(UTC).timestamp() * 1000
    assert abs(SystemClock().now_ms() - now) < 60_000
    assert SystemClock().offset_min() == local_offset_min(round(now))


def test_a_manual_clock_stands_still_until_it_is_moved() -> None:
    clock = ManualClock(1000, 60)
    clock.advance(500)
    assert (clock.now_ms(), clock.offset_min()) == (1500, 60)
    clock.set(7)
    assert (clock.now_ms(), clock.offset_min()) == (7, 60)
    clock.set(8, -30)
    assert clock.offset_min() == -30


@pytest.mark.parametrize(
    ("text", "at_ms", "offset_min"),
    [
        ("1970-01-01T00:00:01Z", 1000, 0),
        ("1970-01-01T01:00:00+01:00", 0, 60),
        ("1970-01-02", 86_400_000, 0),
    ],
)
def test_instants_are_read(text: str, at_ms: int, offset_min: int) -> None:
    assert parse_instant(text) == (at_ms, offset_min)


def test_what_is_no_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="yesterday"):
        parse_instant("yesterday")


@given(st.integers(-(10**12), 4 * 10**12))
def test_an_instant_survives_text(at_ms: int) -> None:
    assert parse_instant(format_instant(at_ms)) == (at_ms, 0)


def test_a_token_stops_work() -> None:
    token = CancelToken()
    token.check()
    assert not token.wait(0)
    token.cancel()
    assert token.cancelled
    assert token.wait(0)
    with pytest.raises(Cancelled):
        token.check()
    no_progress(1, 2, "nothing")


def test_an_error_says_what_happened_and_what_to_do() -> None:
    error = WorldError("The disk is full.", "Free some space.")
    assert str(error) == "The disk is full. Free some space."
    assert (error.message, error.remedy) == ("The disk is full.", "Free some space.")
