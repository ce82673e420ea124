"""Reading ahead: in order, within bounds, and what goes wrong is told in its place."""

import threading
from collections.abc import Iterator

import pytest

from services.capture import read_ahead
from services.capture.read_ahead import ReadAhead
from tests.support.waiting import wait_until


def all_of(ahead: ReadAhead[int, int]) -> list[int]:
    taken: list[int] = []
    while some := ahead.take():
        taken += some
    return taken


def test_results_come_in_order_and_all_of_them() -> None:
    with ReadAhead(lambda n: n * n, range(500), lambda _: 1) as ahead:
        assert all_of(ahead) == [n * n for n in range(500)]
        assert ahead.take() == [], "the end stays the end"


def test_no_more_waits_than_may() -> None:
    read: list[int] = []

    def reading(number: int) -> int:
        read.append(number)
        return number

    with ReadAhead(reading, range(100), lambda _: 1) as ahead:
        wait_until(lambda: len(read) > read_ahead.AHEAD, "the row to be full")
        assert len(read) == read_ahead.AHEAD + 1, "one waits for room"
        assert all_of(ahead) == [*range(100)]


def test_one_large_result_is_let_in_and_holds_up_the_next() -> None:
    read: list[int] = []

    def reading(number: int) -> int:
        read.append(number)
        return number

    with ReadAhead(reading, range(4), lambda _: read_ahead.MOST_WAITING) as ahead:
        wait_until(lambda: len(read) == 2, "the second to wait for room")
        assert ahead.take() == [0]
        wait_until(lambda: len(read) == 3, "the third")
        assert all_of(ahead) == [1, 2, 3]


def test_an_error_is_raised_after_what_was_read_before_it() -> None:
    def reading(number: int) -> int:
        if number == 3:
            raise KeyError(number)
        return number

    with ReadAhead(reading, range(9), lambda _: 1) as ahead:
        taken: list[int] = []
        while len(taken) < 3:
            taken += ahead.take()
        assert taken == [0, 1, 2]
        with pytest.raises(KeyError):
            ahead.take()


def test_leaving_waits_for_the_item_under_way_and_reads_no_other() -> None:
    begun, go_on = threading.Event(), threading.Event()
    asked: list[int] = []

    def items() -> Iterator[int]:
        for number in range(9):
            asked.append(number)
            yield number

    def reading(number: int) -> int:
        begun.set()
        assert go_on.wait(30)
        return number

    ahead = ReadAhead(reading, items(), lambda _: 1)
    with ahead:
        assert begun.wait(30)
        threading.Timer(0.05, go_on.set).start()
    assert go_on.is_set()
    assert not ahead._thread.is_alive()
    assert len(asked) <= 2
