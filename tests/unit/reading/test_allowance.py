"""A starved child has its CPU time, a hung one the clock's, and nothing goes on for ever."""

import pytest

from services.reading.allowance import LONGEST_TIMES, Allowance


def steps(allowance: Allowance, share: float) -> int:
    """How many seconds a child lasts that gets this share of a core."""
    seconds = 0
    while not allowance.is_spent:
        allowance.charge(1.0, share)
        seconds += 1
    return seconds


@pytest.mark.parametrize(
    ("share", "lasts_s"),
    [(0.0, 10), (1.0, 10), (3.0, 10), (0.5, 20), (0.25, 40), (0.01, 100)],
    ids=["hung", "endless", "threads", "half", "quarter", "starved"],
)
def test_a_job_lasts_by_the_share_it_gets(share: float, lasts_s: int) -> None:
    assert steps(Allowance(10.0), share) == lasts_s
    assert lasts_s <= LONGEST_TIMES * 10


def test_a_child_that_stops_for_a_while_and_goes_on_is_not_hung() -> None:
    allowance = Allowance(10.0)
    for at in range(60):
        allowance.charge(1.0, 0.02 if at % 9 == 0 else 0.0)
    assert not allowance.is_spent
    for _ in range(10):
        allowance.charge(1.0, 0.0)
    assert allowance.is_spent


def test_short_jobs_are_looked_after_often() -> None:
    assert Allowance(0.4).step_s == pytest.approx(0.1)
    assert Allowance(600.0).step_s == 1.0
