"""What is painted over covers the whole secret, wherever on a line it stands, and little else."""

import random

import pytest
from PIL import ImageFont

from services.reading.painting import Piece, paint_boxes
from services.reading.secret_spans import Span
from services.records import Box, Line
from tests.support.screens import MONO, SANS, SERIF, font

SECRET = "4111 1111 1111 1111"
WORDS = ("till", "illicit", "WWMW", "MAMMOTH", "quiet", "l", ".", "I", "fill", "river", "Budget")


def place(name: str, size: int, rng: random.Random) -> tuple[Line, tuple[Piece, ...], int, Box]:
    """A line with its pieces, where the secret begins, and the box it really takes."""
    face = font(name, size)
    before = " ".join(rng.choice(WORDS) for _ in range(rng.randint(0, 3)))
    after = " ".join(rng.choice(WORDS) for _ in range(rng.randint(0, 3)))
    text = f"{before} {SECRET} {after}".strip()
    at = text.index(SECRET)
    left, right = face.getlength(text[:at]), face.getlength(text[: at + len(SECRET)])
    height = int(size * 1.1)
    box = Box(0, 5, int(face.getlength(text)) + 1, height)
    true = Box(int(left), 5, int(right - left) + 1, height)
    return Line(text, box), (Piece(0, len(text), box),), at, true


@pytest.mark.parametrize("name", [SANS, MONO, SERIF])
@pytest.mark.parametrize("size", [11, 14, 20])
def test_the_secret_is_covered_in_any_face(name: str, size: int) -> None:
    if not isinstance(font(name, size), ImageFont.FreeTypeFont):
        pytest.skip("no scalable font here")
    rng = random.Random(size)
    for _ in range(40):
        line, pieces, at, true = place(name, size, rng)
        (painted,) = paint_boxes(line, pieces, Span(at, at + len(SECRET), "card"))
        assert painted.left <= true.left
        assert painted.right >= true.right - 1
        assert (painted.top, painted.height) == (line.box.top, line.box.height)


def test_what_is_far_from_the_secret_stays() -> None:
    line = Line("password: hunter2", Box(100, 10, 170, 16))
    (painted,) = paint_boxes(line, (), Span(10, 17, "password"))
    assert 140 < painted.left < 200
    assert painted.right == 270


def test_all_of_a_line_is_painted_where_its_places_are_unknown() -> None:
    doubtful = Line("password: hunter2", Box(100, 10, 170, 16), 0.6)
    assert paint_boxes(doubtful, (), Span(10, 17, "password")) == (doubtful.box,)
    wide = Line("password: hunter2", Box(100, 10, 600, 16))
    assert paint_boxes(wide, (), Span(10, 17, "password")) == (wide.box,)


def test_only_the_pieces_that_hold_the_secret_are_painted() -> None:
    line = Line("aaa bbb ccc", Box(0, 0, 900, 20))
    pieces = (Piece(0, 3, Box(0, 4, 300, 9)), Piece(4, 11, Box(310, 0, 590, 20)))
    assert paint_boxes(line, pieces, Span(0, 3, "x")) == (Box(0, 0, 300, 20),)
    assert len(paint_boxes(line, pieces, Span(2, 6, "x"))) == 2
