"""What waits to be read stays whole, small and bounded, and nothing goes unread uncounted."""

import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from services.capture.backlog import Backlog
from services.capture.changes import ScreenChange
from services.capture.governor import Pace
from services.capture.screens.base import Screenshot
from services.capture.tiles import TileChange, TileComparer
from services.records import Box, WindowInfo
from tests.support.waiting import wait_until

SIZE = (96, 160)


def change(
    at_ms: int, monitor: int = 0, title: str = "notes", seed: int | None = None
) -> ScreenChange:
    """A picture of one grey, or of noise, with one changed tile of its own."""
    if seed is None:
        pixels = np.full((*SIZE, 4), at_ms % 251, np.uint8)
    else:
        pixels = np.random.default_rng(seed).integers(0, 255, (*SIZE, 4), dtype=np.uint8)
    tiles = np.zeros((3, 4), np.bool_)
    tiles[at_ms % 3, at_ms % 4] = True
    comparer = TileComparer()
    made = comparer.look(pixels, at_ms, other_window=True)
    assert isinstance(made, TileChange)
    box = Box(at_ms % 90, 0, 10, 10)
    made = TileChange(**{**{f: getattr(made, f) for f in made.__slots__}, "boxes": (box,)})
    return ScreenChange(
        Screenshot(pixels, monitor, at_ms), made, WindowInfo("Editor", title), 0, comparer
    )


def take(queue: Backlog) -> ScreenChange:
    found = queue.get()
    assert found is not None
    queue.done()
    return found


def test_pictures_come_back_in_order_and_to_the_pixel() -> None:
    queue = Backlog()
    given_in = [change(at, seed=at) for at in range(8)]
    for one in given_in:
        queue.put(one)
    for one in given_in:
        back = take(queue)
        assert back.at_ms == one.at_ms
        assert (back.shot.pixels == one.shot.pixels).all()
        back.shot.pixels[0, 0] = 1  # what is read may be painted over
    assert (queue.offered, queue.given, queue.dropped, len(queue), queue.bytes) == (8, 8, 0, 0, 0)


def test_what_waits_takes_little_memory() -> None:
    queue = Backlog()
    for at in range(50):
        queue.put(change(at))
    assert queue.bytes < 2 * 96 * 160 * 4 + 48 * 600
    waiting_since = [queue.oldest_ms]
    queue.clear()
    assert (queue.bytes, queue.dropped) == (0, 50)
    assert [*waiting_since, queue.oldest_ms] == [0, None]


def test_a_full_queue_joins_two_of_a_monitor_and_counts_one() -> None:
    queue = Backlog(limit=2)
    for at in (1, 2, 3):
        queue.put(change(at))
    assert (len(queue), queue.dropped) == (2, 1)
    joined = take(queue)
    assert joined.at_ms == 2
    assert len(joined.tiles.boxes) == 2


def test_the_oldest_goes_where_no_two_are_of_one_monitor() -> None:
    queue = Backlog(limit=2)
    for at in (1, 2, 3):
        queue.put(change(at, monitor=at))
    assert queue.dropped == 1
    assert [take(queue).at_ms, take(queue).at_ms] == [2, 3]


def test_the_memory_is_bounded_but_one_picture_always_fits() -> None:
    queue = Backlog(limit_bytes=lambda: 150_000)
    for at in range(1, 9):
        queue.put(change(at, monitor=at, seed=at))  # noise does not shrink: 61 KB each
    assert queue.bytes <= 150_000
    assert (len(queue), queue.dropped) == (2, 6)
    tiny = Backlog(limit_bytes=lambda: 1)
    tiny.put(change(1))
    assert take(tiny).at_ms == 1


def test_thin_reads_the_newest_of_each_window() -> None:
    queue = Backlog(pace=lambda _fill: Pace.THIN)
    for at, monitor, title in (
        (1, 0, "a"), (2, 1, "x"), (3, 0, "a"), (4, 0, "a"), (5, 0, "b"), (6, 0, "a"), (7, 1, "x"),
    ):  # fmt: skip
        queue.put(change(at, monitor, title))
    assert [take(queue).at_ms for _ in range(4)] == [4, 7, 5, 6]
    assert queue.dropped == 3


def test_while_reading_waits_nothing_is_given_out_but_for_draining() -> None:
    pace = [Pace.WAITING]
    queue = Backlog(pace=lambda _fill: pace[0])
    found: list[ScreenChange] = []

    def read() -> None:
        while (one := queue.get()) is not None:
            found.append(one)
            queue.done()

    reader = threading.Thread(target=read)
    reader.start()
    try:
        queue.put(change(1))
        wait_until(lambda: queue.pace is Pace.WAITING, "the reader to ask")
        assert found == []
        assert not queue.drain(0.0)
        pace[0] = Pace.FULL
        wait_until(lambda: found, "the picture")
        pace[0] = Pace.WAITING
        queue.put(change(2))
        assert queue.drain(10)
        queue.put(change(3))
    finally:
        queue.close()
        reader.join()
    assert [one.at_ms for one in found] == [1, 2, 3]
    queue.put(change(4))
    assert queue.get() is None


class Counting(RuleBasedStateMachine):
    """Offered is always given out, dropped or waiting."""

    def __init__(self) -> None:
        super().__init__()
        self.pace = Pace.FULL
        self.queue = Backlog(5, lambda: 200_000, lambda _fill: self.pace)
        self.at = 0

    @rule(monitor=st.integers(0, 2), title=st.sampled_from(["a", "b"]), noisy=st.booleans())
    def put(self, monitor: int, title: str, noisy: bool) -> None:
        self.at += 1
        self.queue.put(change(self.at, monitor, title, seed=self.at if noisy else None))

    @rule(pace=st.sampled_from([Pace.FULL, Pace.THIN]))
    def read(self, pace: Pace) -> None:
        self.pace = pace
        if len(self.queue):
            take(self.queue)

    @rule()
    def clear(self) -> None:
        self.queue.clear()

    @invariant()
    def nothing_goes_uncounted(self) -> None:
        queue = self.queue
        assert queue.dropped >= 0
        assert queue.bytes >= 0
        assert queue.dropped == queue.offered - queue.given - len(queue)
        assert len(queue) <= 5
        assert queue.fill <= 1 or len(queue) == 1
        assert (queue.bytes == 0) == (len(queue) == 0)


TestCounting = Counting.TestCase
TestCounting.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)


@pytest.mark.parametrize("channels", [3, 4])
@given(st.integers(1, 40), st.integers(1, 40))
def test_any_shape_survives_packing(channels: int, height: int, width: int) -> None:
    pixels = np.random.default_rng(height).integers(0, 255, (height, width, channels), np.uint8)
    queue = Backlog()
    like = change(1)
    for _ in range(3):
        shot = Screenshot(pixels[::-1], 0, 1)  # not contiguous
        queue.put(
            ScreenChange(shot, like.tiles, like.window, 0, like.comparer)
        )  # fmt: skip
    for _ in range(3):
        assert (take(queue).shot.pixels == pixels[::-1]).all()
