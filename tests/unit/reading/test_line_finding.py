"""On pages as programs draw them, lines are found whole, alone and in order."""

from collections import defaultdict

import numpy as np
import pytest

from services.reading.cache import LineCache
from services.reading.carets import hidden
from services.reading.chunks import chunks_of
from services.reading.line_reader import crop
from services.reading.lines import Image, Page, find_lines
from services.reading.order import reading_order
from services.records import Box
from tests.support.line_scores import Score, score
from tests.support.rendered_pages import RenderedPage, paint_pages
from tests.support.screens import DARK, MONO, Look, Screen

# the least share found, the most marks clipped, boxes too large and boxes of nothing
LIMITS = {
    "size": (0.99, 0, 2, 6), "scale": (0.99, 3, 2, 6), "colour": (0.98, 0, 2, 6),
    "gradient": (1.0, 0, 2, 4), "tight": (0.98, 50, 17, 4), "diacritics": (1.0, 3, 2, 4),
    "superscripts": (1.0, 0, 2, 4), "columns": (0.99, 3, 6, 6), "tables": (0.99, 3, 26, 4),
    "chat": (0.95, 0, 14, 8), "ornaments": (0.94, 4, 2, 4), "carets": (0.95, 0, 26, 6),
    "controls": (0.88, 4, 47, 14), "editor": (0.98, 0, 2, 8), "tree": (0.7, 4, 42, 12),
    "terminal": (1.0, 0, 2, 8), "icons": (1.0, 0, 22, 4),
}  # fmt: skip


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[RenderedPage]:
    return paint_pages(tmp_path_factory.mktemp("pages"))


def test_lines_are_found_on_every_kind_of_page(pages: list[RenderedPage]) -> None:
    kinds: dict[str, Score] = defaultdict(Score)
    for page in pages:
        kinds[page.kind.split()[0].strip(",")] += score(page, find_lines(page.pixels).lines)
    assert set(kinds) == set(LIMITS)
    for kind, (found, clipped, loose, false) in LIMITS.items():
        seen = kinds[kind]
        assert seen.found >= found * seen.lines, kind
        assert (seen.clipped <= clipped, seen.loose <= loose, seen.false <= false) == (
            True, True, True,
        ), (kind, seen)  # fmt: skip


def test_columns_and_tables_are_read_in_order(pages: list[RenderedPage]) -> None:
    ordered = [page for page in pages if page.ordered]
    total = sum((score(page, find_lines(page.pixels).lines) for page in ordered), Score())
    assert total.lines > 500
    assert total.disordered <= 0.02 * total.lines


def boxes(*places: tuple[int, int, int]) -> list[Box]:
    """Lines 12 pixels high by left, top and width."""
    return [Box(left, top, width, 12) for left, top, width in places]


def test_prose_goes_column_by_column_under_its_heading() -> None:
    heading, left, right = (0, 0, 500), [(0, y, 230) for y in (30, 48, 66)], [
        (260, y, 230) for y in (30, 48, 66)
    ]  # fmt: skip
    mixed = [heading, *(line for pair in zip(left, right, strict=True) for line in pair)]
    assert reading_order(boxes(*mixed)) == [0, 1, 3, 5, 2, 4, 6]


def test_a_table_goes_row_by_row() -> None:
    cells = [(left, top, 60) for left in (0, 200, 400) for top in (0, 24, 48)]
    assert reading_order(boxes(*cells)) == [0, 3, 6, 1, 4, 7, 2, 5, 8]


def test_a_chat_goes_from_top_to_bottom_whoever_speaks() -> None:
    bubbles = [(0, 0, 150), (300, 40, 150), (0, 80, 150), (300, 120, 150)]
    assert reading_order(boxes(*bubbles)) == [0, 1, 2, 3]


def test_nothing_and_one_line_have_an_order() -> None:
    assert reading_order([]) == []
    assert reading_order(boxes((5, 5, 50))) == [0]


def keys(pixels: Image, cache: LineCache) -> list[bytes]:
    """The keys of all chunks of a picture, its carets painted over as when a frame is read."""
    page: Page = find_lines(pixels)
    with hidden(pixels, page.carets):
        return [
            cache.key(crop(pixels, chunk.ink), chunk.place)
            for line in page.lines
            for chunk in chunks_of(line.box, page.gray)
        ]


@pytest.mark.parametrize("column", [-3, 0, 45])
def test_a_caret_makes_no_line_anew(column: int) -> None:
    text, look = "Nothing else has changed here", Look(size=16)
    plain = Screen().text(40, 40, text, look)
    ends = int(np.flatnonzero((plain.pixels[..., 1] < 160).any(axis=0))[-1])
    ink = (plain.pixels[38:62, 100:200, 1] < 240).any(axis=0)
    gap = 100 + int(np.flatnonzero(~ink & ~np.roll(ink, -1) & ~np.roll(ink, 1))[0])
    at = {-3: gap, 0: ends + 2, 45: ends + 5}[column]
    shown = Screen().text(40, 40, text, look)
    shown.draw.rectangle((at, 39, at, 58), fill=DARK)
    before, cache = shown.pixels, LineCache(b"k")
    pixels = before.copy()
    assert keys(pixels, cache) == keys(plain.pixels, cache)
    assert len(find_lines(pixels).carets) == 1
    assert np.array_equal(pixels, before)


def test_bars_in_code_are_no_carets() -> None:
    pixels = Screen().text(40, 40, "left | right || other | last", Look(MONO, 16)).pixels
    page = find_lines(pixels)
    assert len(page.lines) == 1
    assert page.carets == ()


def test_a_caret_alone_is_no_line() -> None:
    screen = Screen()
    screen.draw.rectangle((100, 40, 100, 58), fill=DARK)
    assert find_lines(screen.pixels).lines == ()


def test_colours_of_one_brightness_can_be_cut_into_chunks() -> None:
    pixels = (
        Screen(600, 80, (168, 70, 180))
        .text(20, 20, "green on violet", Look(size=18, ink=(0, 140, 0)))
        .pixels
    )
    page = find_lines(pixels)
    (line,) = page.lines
    (chunk,) = chunks_of(line.box, page.gray)
    assert chunk.ink.width > 100


def test_tall_type_at_the_rim_of_a_change_is_whole() -> None:
    pixels = Screen(900, 400).text(20, 120, "Tall [gj] type", Look(size=72)).pixels
    (whole,) = find_lines(pixels).lines
    (part,) = find_lines(pixels, (Box(30, 130, 20, 4),)).lines
    assert part == whole
    assert whole.box.height >= 70
