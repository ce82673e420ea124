"""One added line of text is never missed; what only ticks is left alone; all at little cost."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from services.capture.screens.base import Pixels
from services.capture.tiles import (
    SAMPLE_MS,
    TILE_HEIGHT,
    TILE_WIDTH,
    Finding,
    TileChange,
    TileComparer,
    boxes_of,
    changed_tiles,
)
from services.records import Box
from tests.unit.capture.screen_play import HEIGHT, WIDTH, Page, noise

LOOK_MS = 2000


class Watcher:
    """Looks every two seconds and tells the comparer what a reader found."""

    def __init__(self, **options: float) -> None:
        self.comparer = TileComparer(**options)  # type: ignore[arg-type]
        self.at_ms = 0

    def look(self, pixels: Pixels) -> TileChange | None:
        self.at_ms += LOOK_MS
        return self.comparer.look(pixels, self.at_ms)

    def read(
        self, pixels: Pixels, finding: Finding = Finding.STORED, words: tuple[Box, ...] = ()
    ) -> TileChange | None:
        change = self.look(pixels)
        if change is not None:
            self.comparer.learn(change, Finding.STORED if change.first else finding, words)
        return change


def covered(boxes: tuple[Box, ...], height: int, width: int) -> NDArray[np.int32]:
    grid = np.zeros((height, width), np.int32)
    for box in boxes:
        grid[box.top : box.bottom, box.left : box.right] += 1
    return grid


def test_the_first_look_is_new_as_a_whole() -> None:
    change = Watcher().look(Page().draw())
    assert change is not None
    assert change.first
    assert change.boxes == (Box(0, 0, WIDTH, HEIGHT),)
    assert change.share == 1.0


def test_a_look_of_another_size_is_new_as_a_whole() -> None:
    watcher = Watcher()
    watcher.read(Page().draw())
    change = watcher.read(Page(size=(800, 600)).draw())
    assert change is not None
    assert change.first
    assert (change.width, change.height) == (800, 600)


def test_nothing_changed_gives_nothing() -> None:
    watcher = Watcher()
    pixels = Page().write("The same words all the time.", 50, 50).draw()
    watcher.read(pixels)
    assert watcher.look(pixels.copy()) is None


@given(
    left=st.integers(0, 600),
    top=st.integers(0, 680),
    size=st.sampled_from([11, 13, 16, 20, 28]),
    dark=st.booleans(),
    words=st.sampled_from(
        [
            "The meeting was moved to Friday.",
            "Two litres of milk and a loaf of bread",
            "You wrote 25 pages on that, top.",
        ]
    ),
)
def test_one_added_line_is_new_wherever_it_stands(
    left: int, top: int, size: int, dark: bool, words: str
) -> None:
    look = {"background": (30, 32, 38), "ink": (220, 220, 220)} if dark else {}
    watcher = Watcher()
    before = Page(**look).write("A line that was there before.", 300, 300).draw()  # type: ignore[arg-type]
    page = Page(**look).write("A line that was there before.", 300, 300)  # type: ignore[arg-type]
    after = page.write(words, left, min(top, HEIGHT - size - 8), size).draw()
    watcher.read(before)
    change = watcher.look(after)
    assert change is not None
    differs = (before != after).any(axis=2)
    assert (covered(change.boxes, HEIGHT, WIDTH)[differs] == 1).all()


@given(left=st.integers(0, 600), top=st.integers(0, 680))
def test_a_short_word_is_new_once_it_has_stood_for_a_while(left: int, top: int) -> None:
    watcher = Watcher()
    watcher.read(Page().draw())
    page = Page().write("Yes", left, top).draw()
    looks = [watcher.read(page) is not None for _ in range(8)]
    assert looks.count(True) == 1
    assert any(looks[:4])


def test_a_ticking_clock_and_a_caret_are_no_frame() -> None:
    watcher = Watcher()
    for second in range(30):
        page = Page().write("Words that stay.", 60, 60).write(f"10:15:{second:02}", 1200, 8, 14)
        if second % 2:
            page.write("|", 400, 60)
        change = watcher.read(page.draw())
        assert (change is None) == (second > 0)


def test_a_large_clock_is_read_once_and_then_left_alone() -> None:
    watcher = Watcher()
    reads = 0
    for second in range(9):
        page = Page().write(f"10:15:{second:02}", 500, 300, 90)
        reads += watcher.read(page.draw(), Finding.NOTHING) is not None
    assert reads == 2  # the first look, and the first tick


def test_a_film_is_left_alone_and_its_last_picture_comes_when_it_stops() -> None:
    watcher = Watcher()
    reads = [watcher.read(Page().paste(noise(0), 200, 108).draw())]
    reads += [
        watcher.read(Page().paste(noise(n), 200, 108).draw(), Finding.MOVING) for n in range(1, 10)
    ]
    assert [n for n, change in enumerate(reads) if change] == [0, 1]
    stopped = watcher.read(Page().paste(noise(9), 200, 108).draw(), Finding.STORED)
    assert stopped is not None
    assert stopped.still == stopped.counted > 50


def test_a_line_beside_a_film_is_new_at_once_and_without_the_film() -> None:
    watcher = Watcher()
    for n in range(SAMPLE_MS // LOOK_MS + 4):  # long enough that the film was sampled once
        watcher.read(Page().paste(noise(n), 200, 108).draw(), Finding.MOVING)
    page = Page().paste(noise(99), 200, 108).write("A message from Ada arrives.", 800, 500)
    change = watcher.look(page.draw())
    assert change is not None
    film = Box(200, 108, 400, 216)
    assert not any(box.overlaps(film) for box in change.boxes)


def test_words_that_appear_inside_a_film_are_read_before_long() -> None:
    watcher = Watcher()
    for n in range(6):
        watcher.read(Page().paste(noise(n), 200, 108).draw(), Finding.MOVING)
    seen = []
    words = Box(240, 220, 300, 30)
    for n in range(6, 6 + SAMPLE_MS // LOOK_MS + 1):
        page = Page().paste(noise(n), 200, 108).write("Subtitle: we meet again", 240, 220, 24)
        change = watcher.read(page.draw(), Finding.STORED, (words,))
        if change is not None:
            seen.append(n)
            assert any(box.overlaps(words) for box in change.boxes)
    assert seen
    # where words were found the region is watched closely again
    page = Page().paste(noise(100), 200, 108).write("Another subtitle now", 240, 220, 24)
    assert watcher.look(page.draw()) is not None


def test_a_slide_that_follows_a_film_is_read_once_it_stands() -> None:
    watcher = Watcher()
    for n in range(8):
        watcher.read(Page().paste(noise(n), 200, 108).draw(), Finding.MOVING)
    slide = Page().write("Results of the third quarter", 240, 180, 20).draw()
    changes = [watcher.read(slide, Finding.STORED) for _ in range(2)]
    assert any(changes)


def test_text_that_scrolls_is_new_at_every_look() -> None:
    watcher = Watcher()
    for n in range(20):
        page = Page()
        for row in range(20):
            page.write(
                f"Paragraph {n + row} tells of matter number {(n + row) * 37}.", 80, 40 + 30 * row
            )
        words = tuple(line.box for line in page.lines())
        assert watcher.read(page.draw(), Finding.STORED, words) is not None


def test_small_changes_add_up() -> None:
    watcher = Watcher()
    base = Page().draw()
    watcher.read(base)
    found = []
    for n in range(1, 4):
        page = Page()
        for k in range(n):
            page.write("ok", 44 + 200 * k, 40)  # each within one tile
        found.append(watcher.look(page.draw()) is not None)
    assert found == [False, False, True]


def test_a_change_that_goes_away_again_is_no_frame() -> None:
    watcher = Watcher()
    plain = Page().write("Some text.", 300, 300).draw()
    watcher.read(plain)
    for n in range(10):
        blinking = Page().write("Some text.", 300, 300).write("M", 44 + 200 * (n % 5), 40).draw()
        assert watcher.look(blinking) is None
        assert watcher.look(plain) is None


def test_what_could_not_be_read_is_tried_again_later() -> None:
    watcher = Watcher()
    watcher.read(Page().draw())
    page = Page().write("A line that the reader choked on.", 100, 100).draw()
    assert watcher.read(page, Finding.FAILED) is not None
    assert watcher.read(page) is None
    watcher.at_ms += SAMPLE_MS
    again = watcher.read(page)
    assert again is not None
    assert watcher.look(page) is None


def test_what_was_not_stored_comes_along_with_the_next_frame() -> None:
    watcher = Watcher()
    watcher.read(Page().draw())
    button = Page().write("MMMMMMMMM", 800, 600)
    assert watcher.read(button.draw(), Finding.NOTHING) is not None
    change = watcher.read(button.write("And now a whole new line.", 100, 100).draw())
    assert change is not None
    assert any(box.overlaps(Box(800, 600, 60, 10)) for box in change.boxes)
    assert any(box.overlaps(Box(100, 100, 60, 10)) for box in change.boxes)


def test_after_forgetting_the_next_look_is_a_first_one() -> None:
    watcher = Watcher()
    pixels = Page().draw()
    change = watcher.read(pixels)
    watcher.comparer.forget()
    assert change is not None
    watcher.comparer.learn(change, Finding.STORED)  # too late, and without harm
    again = watcher.look(pixels)
    assert again is not None
    assert again.first


@given(
    tiles=hnp.arrays(np.bool_, hnp.array_shapes(min_dims=2, max_dims=2, max_side=9)),
    short=st.tuples(st.integers(0, TILE_WIDTH - 1), st.integers(0, TILE_HEIGHT - 1)),
)
def test_boxes_cover_exactly_the_tiles_and_do_not_overlap(
    tiles: NDArray[np.bool_], short: tuple[int, int]
) -> None:
    width = tiles.shape[1] * TILE_WIDTH - short[0]
    height = tiles.shape[0] * TILE_HEIGHT - short[1]
    wanted = np.kron(tiles, np.ones((TILE_HEIGHT, TILE_WIDTH), np.int32))[:height, :width]
    assert (covered(boxes_of(tiles, width, height), height, width) == wanted).all()


@settings(max_examples=25)
@given(
    size=st.tuples(st.integers(1, 130), st.integers(1, 130)),
    channels=st.sampled_from([3, 4]),
    data=st.data(),
)
def test_any_differing_pixel_marks_its_tile(
    size: tuple[int, int], channels: int, data: st.DataObject
) -> None:
    before = np.zeros((*size, channels), np.uint8)
    after = before.copy()
    row = data.draw(st.integers(0, size[0] - 1))
    column = data.draw(st.integers(0, size[1] - 1))
    after[row, column, data.draw(st.integers(0, 2))] = data.draw(st.integers(1, 255))
    grid = changed_tiles(before, after)
    assert grid.sum() == 1
    assert grid[row // TILE_HEIGHT, column // TILE_WIDTH]


def test_a_picture_that_is_not_laid_out_in_one_piece_is_compared_all_the_same() -> None:
    wide = np.zeros((72, 200, 4), np.uint8)
    part = wide[:, :100]
    assert not changed_tiles(part, part.copy()).any()


def test_the_fourth_byte_of_a_pixel_means_nothing() -> None:
    before = np.zeros((72, 80, 4), np.uint8)
    after = before.copy()
    after[:, :, 3] = 255
    assert not changed_tiles(before, after).any()


@pytest.mark.parametrize("channels", [3, 4])
def test_an_unchanged_picture_costs_little(channels: int) -> None:
    """DESIGN §12: an unchanged frame costs at most 5 ms of CPU time at 1080p."""
    pixels = np.random.default_rng(1).integers(0, 255, (1080, 1920, channels), dtype=np.uint8)
    comparer = TileComparer()
    comparer.look(pixels, 0)
    costs_ms = []
    for n in range(1, 8):
        copy = pixels.copy()
        started_s = time.thread_time()
        assert comparer.look(copy, n * LOOK_MS) is None
        costs_ms.append((time.thread_time() - started_s) * 1000)
    assert sorted(costs_ms)[len(costs_ms) // 2] <= 5
