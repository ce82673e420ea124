"""Lines of text are found whole, on any background, and nothing else is taken for them."""

import numpy as np
import pytest

from services.reading.lines import bands, find_lines
from services.records import Box
from tests.support.screens import DARK, MONO, PAPER, SERIF, Colour, Look, Screen

TEXT = [
    "The quick brown fox jumps over it",
    "Grey geese, in green glens; why?",
    "Sums: 12 + 17 = 29 (or so)",
]


@pytest.mark.parametrize("size", [10, 12, 16, 24, 40])
@pytest.mark.parametrize(
    ("ink", "paper"),
    [(DARK, PAPER), ((220, 220, 220), (30, 32, 38)), ((255, 255, 255), (200, 30, 30)),
     ((150, 150, 150), (230, 230, 230))],
)  # fmt: skip
@pytest.mark.parametrize("name", [SERIF, MONO])
def test_every_line_is_one_line(size: int, ink: Colour, paper: Colour, name: str) -> None:
    look = Look(name, size, ink)
    page = find_lines(Screen(1100, 300, paper).page(TEXT, look).pixels)
    assert len(page.lines) == len(TEXT)
    for at, line in enumerate(page.lines):
        top = 30 + int(at * size * 1.45)
        assert top - 2 <= line.box.top
        assert line.box.bottom <= top + 1.3 * size + 2
        assert abs(line.box.left - 40) < size
        assert line.sure


def test_a_terminal_with_tight_lines() -> None:
    screen = Screen(900, 500, (0, 0, 0))
    for at in range(28):
        words = f"$ ls -l {at:02d} gpqy_(Ag) drwxr-xr-x"
        screen.text(8, 8 + 16 * at, words, Look(MONO, 13, (0, 255, 0)))
    assert len(find_lines(screen.pixels).lines) == 28


def test_columns_stay_apart() -> None:
    screen = Screen().page(TEXT, left=20).page(TEXT, left=420)
    lines = find_lines(screen.pixels).lines
    assert len(lines) == 6
    assert sum(line.box.left > 400 for line in lines) == 3


def test_borders_and_rules_are_no_text_and_join_nothing() -> None:
    screen = Screen()
    for at in range(6):
        screen.draw.line((30, 20 + 24 * at, 770, 20 + 24 * at), fill=(120, 120, 120))
    for left in (30, 280, 770):
        screen.draw.line((left, 20, left, 140), fill=(120, 120, 120))
    for at in range(5):
        screen.text(40, 24 + 24 * at, "left cell", Look(size=13))
        screen.text(290, 24 + 24 * at, "right cell", Look(size=13))
    lines = find_lines(screen.pixels).lines
    assert len(lines) == 10
    assert all(line.box.height < 20 for line in lines)


def test_an_empty_screen_has_no_lines() -> None:
    assert find_lines(Screen().pixels).lines == ()
    assert find_lines(Screen().pixels, ()).lines == ()


def test_specks_alone_are_no_line() -> None:
    screen = Screen()
    screen.draw.point((100, 100), fill=DARK)
    assert find_lines(screen.pixels).lines == ()


def test_only_lines_that_touch_a_change_are_looked_for_and_they_are_whole() -> None:
    lines = [f"Line number {at} with some words to read" for at in range(14)]
    pixels = Screen(800, 420).page(lines).pixels
    everything = find_lines(pixels).lines
    touched = find_lines(pixels, (Box(200, 150, 40, 36), Box(60, 160, 40, 40))).lines
    assert 1 <= len(touched) <= 4
    assert set(touched) <= set(everything)


def test_dots_and_underscores_belong_to_their_line() -> None:
    pixels = Screen().text(40, 40, "naive Ärger: plan_b ...", Look(MONO, 14)).pixels
    (line,) = find_lines(pixels).lines
    ink = np.flatnonzero((pixels[..., 1] < 120).any(axis=1))
    assert line.box.top <= ink[0] + 1
    assert line.box.bottom >= ink[-1]


def test_bands_are_merged_and_stay_on_the_frame() -> None:
    assert bands((Box(0, 0, 10, 10), Box(0, 90, 10, 10), Box(0, 900, 5, 5)), 920) == [
        (0, 156), (844, 920),
    ]  # fmt: skip
    assert bands((Box(0, 2000, 10, 10),), 920) == []


def test_lines_that_touch_are_cut_apart() -> None:
    screen = Screen(900, 300).page(
        ["Some words at the usual size", "and some more of them"], top=220
    )
    for at in range(6):
        screen.text(20, 20 + 26 * at, "(jump) {gyp} /quay/ fly; try pig", Look(size=28))
    lines = find_lines(screen.pixels).lines
    assert len(lines) == 8
    assert all(line.box.height <= 40 for line in lines)


def test_a_picture_taller_than_any_line_is_left_out() -> None:
    screen = Screen(600, 400)
    for at in range(0, 300, 6):
        screen.draw.line((100 + at, 50, 160 + at, 350), fill=DARK, width=2)
    assert not any(line.box.height > 64 for line in find_lines(screen.pixels).lines)


def test_a_low_band_is_read_too() -> None:
    assert len(find_lines(Screen(300, 30).text(4, 4, "hello").pixels).lines) == 1
