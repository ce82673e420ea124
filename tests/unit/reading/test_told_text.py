"""Told text corrects and completes what was read, and never says more than the pixels show."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.reading.alignment import find_roughly
from services.reading.hints import with_hints
from services.reading.line_reader import PageText, ReadLine
from services.reading.painting import Piece, paint_boxes
from services.reading.redaction import redact_lines
from services.reading.secret_spans import MASK, Span
from services.records import Box, Line
from tests.support.screens import Look, Screen

WHOLE = (Box(0, 0, 800, 400),)
PLACE = Box(40, 30, 300, 16)
BLANK = np.full((400, 800, 3), 250, np.uint8)
INKED = Screen().text(40, 30, "Kestrel on the mast, wind from the west", Look(size=12)).pixels


def distance(one: str, other: str) -> int:
    """Levenshtein's distance, by the book."""
    row = list(range(len(other) + 1))
    for at, ch in enumerate(one, 1):
        before, row = row, [at]
        for j, own in enumerate(other, 1):
            row.append(min(before[j - 1] + (ch != own), before[j] + 1, row[-1] + 1))
    return row[-1]


@given(st.text("abc", max_size=9), st.text("abc", max_size=14))
def test_the_place_found_is_the_fewest_edits_away(pattern: str, text: str) -> None:
    place = find_roughly(pattern, text)
    parts = [text[i:j] for i in range(len(text) + 1) for j in range(i, len(text) + 1)]
    assert place.edits == min(distance(pattern, part) for part in parts)
    assert distance(pattern, text[place.start : place.end]) == place.edits


def read(
    text: str, confidence: float = 0.9, box: Box = PLACE, *, doubtful: bool = False
) -> ReadLine:
    pieces = (Piece(0, len(text), box),)
    return ReadLine(Line(text, box, confidence), (text.encode(),), doubtful, pieces)


def merged(
    lines: list[ReadLine],
    hints: list[Line],
    image: np.ndarray[tuple[int, ...], np.dtype[np.uint8]] = INKED,
    known: dict[tuple[bytes, ...], ReadLine] | None = None,
    changed: tuple[Box, ...] = WHOLE,
) -> tuple[list[Line], dict[str, int]]:
    text, counts = with_hints(PageText(tuple(lines), 0, {}), hints, image, changed, known or {})
    return [one.line for one in text.lines], counts


def test_a_misread_line_takes_the_told_spelling() -> None:
    lines, counts = merged(
        [read("Kestrei on tne rnast, wind frorn the west", 0.7)],
        [Line("Kestrel on the mast, wind from the west", PLACE)],
    )
    assert [line.text for line in lines] == ["Kestrel on the mast, wind from the west"]
    assert lines[0].confidence >= 0.99
    assert lines[0].box == PLACE, "where it stands is what the pixels say"
    assert counts == {"hints.corrected": 1}


@pytest.mark.parametrize("misread", ["estrel on the mas", "Kestrel on the ma5t,"])
def test_letters_that_were_cut_off_are_put_back_to_whole_words(misread: str) -> None:
    told = Line("Kestrel on the mast, wind from the west", PLACE)
    lines, _ = merged([read(misread)], [told])
    assert lines[0].text.strip(",") == "Kestrel on the mast"


def test_a_line_takes_only_its_part_of_a_long_told_text() -> None:
    paragraph = Line(
        "Kestrel on the mast, wind from the west; two reefs by noon and the pump is dry",
        Box(40, 28, 300, 60),
    )
    upper, lower = Box(40, 30, 300, 16), Box(40, 52, 300, 16)
    lines, counts = merged(
        [
            read("Kestrel on tbe mast, wind from the west;", box=upper),
            read("two reefs bv noon and the purnp is dry", box=lower),
        ],
        [paragraph],
    )
    assert [line.text for line in lines] == [
        "Kestrel on the mast, wind from the west;", "two reefs by noon and the pump is dry"
    ]  # fmt: skip
    assert counts == {"hints.corrected": 2}


def test_cells_beside_each_other_spell_one_read_row() -> None:
    cells = [Line("62 tons", Box(200, 30, 100, 16)), Line("gravel", Box(40, 30, 100, 16))]
    lines, _ = merged([read("grave1 62 tcns", box=Box(42, 31, 240, 14))], cells)
    assert [line.text for line in lines] == ["gravel 62 tons"]


def test_a_line_read_with_confidence_is_believed_against_the_program() -> None:
    stale = Line("An older text that stood here before", PLACE)
    lines, counts = merged([read("Kestrel on the mast", 0.97)], [stale])
    assert [line.text for line in lines] == ["Kestrel on the mast"]
    assert lines[0].confidence == 0.97
    assert counts == {}


def test_what_could_not_be_read_is_replaced_where_there_is_ink() -> None:
    told = Line("Kestrel on the mast, wind from the west", PLACE)
    for junk in (read("i:.;' ,l", 0.4), read("~", 0.95, doubtful=True)):
        lines, counts = merged([junk], [told])
        assert [line.text for line in lines] == [told.text]
        assert counts == {"hints.added": 1}
        box = lines[0].box
        assert 38 <= box.left <= 44, "the box is that of the ink"
        assert box.right < PLACE.right + 1


def test_what_is_not_on_the_pixels_is_not_added() -> None:
    told = Line("Kestrel on the mast, wind from the west", PLACE)
    assert merged([], [told], BLANK) == ([], {})
    solid = BLANK.copy()
    solid[20:60, 20:500] = 40
    assert merged([], [told], solid) == ([], {})
    off = replace(told, box=Box(900, 500, 50, 20))
    assert merged([], [off], changed=(Box(0, 0, 2000, 2000),)) == ([], {})


def test_only_what_touches_the_change_is_added() -> None:
    told = Line("Kestrel on the mast, wind from the west", PLACE)
    assert merged([], [told], changed=(Box(0, 200, 800, 100),)) == ([], {})
    assert merged([], [told])[1] == {"hints.added": 1}


def test_added_lines_stand_in_reading_order() -> None:
    image = Screen().page(["first line of three", "second line here", "third line as well"]).pixels
    boxes = [Box(40, 28 + round(at * 16 * 1.45), 200, 22) for at in range(3)]
    lines, _ = merged(
        [read("first line of three", box=boxes[0]), read("third line as well", box=boxes[2])],
        [Line("second line here", boxes[1])],
        image,
    )
    assert [line.text for line in lines] == [
        "first line of three", "second line here", "third line as well"
    ]  # fmt: skip


def test_a_line_that_held_a_secret_stays_masked() -> None:
    masked = read(f"pin {MASK * 6}")
    lines, counts = merged([masked], [Line("pin 483920", PLACE)])
    assert [line.text for line in lines] == [f"pin {MASK * 6}"]
    assert counts == {}


def test_what_is_told_over_a_masked_line_is_not_added() -> None:
    masked = read(f"pin {MASK * 6}")
    paragraph = Line("the code is 483920, wind from the west", Box(38, 10, 400, 90))
    assert merged([], [paragraph], known={masked.keys: masked}) == ([], {})


def test_a_told_line_that_held_a_secret_stays_masked_without_its_label() -> None:
    told = Line("Kestrel on the mast, wind from the west", PLACE)
    text, _ = with_hints(PageText((), 0, {}), [told], INKED, WHOLE, {})
    first = text.lines[0]
    away = Box(first.line.box.left, 300, first.line.box.width, first.line.box.height)
    masked = replace(first, line=replace(first.line, text=MASK * len(told.text), box=away))
    lines, _ = merged([], [told], known={first.keys: masked})
    assert [line.text for line in lines] == [MASK * len(told.text)]
    assert lines[0].box == first.line.box


def test_a_secret_in_told_text_is_masked_and_the_whole_line_painted() -> None:
    image = Screen().text(40, 30, "password: kestrel-Mast-77", Look(size=12)).pixels
    told = Line("password: kestrel-Mast-77", Box(38, 26, 500, 24))
    text, _ = with_hints(PageText((), 0, {}), [told], image, WHOLE, {})
    (only,) = text.lines
    done = redact_lines([only.line], [only.pieces])
    assert "kestrel" not in done.lines[0].text
    assert any(box.width >= only.line.box.width for box in done.boxes[0])


def test_painting_holds_where_the_spelling_changed_the_length() -> None:
    halves = (Piece(0, 9, Box(40, 30, 100, 16)), Piece(10, 20, Box(160, 30, 180, 16)))
    line = ReadLine(Line("Kestrel o the mast77", PLACE, 0.9), (b"k",), pieces=halves)
    text, _ = with_hints(
        PageText((line,), 0, {}), [Line("Kestrel on the mast 77", PLACE)], INKED, WHOLE, {}
    )
    (spelled,) = text.lines
    assert spelled.line.text == "Kestrel on the mast 77"
    boxes = paint_boxes(spelled.line, spelled.pieces, Span(20, 22, "pin"))
    assert all(box == PLACE for box in boxes), "no place in it can be told: all is painted"
    assert boxes


def test_without_told_lines_nothing_changes() -> None:
    page = PageText((read("as it was"),), 1, {})
    assert with_hints(page, [], INKED, WHOLE, {}) == (page, {})
    assert with_hints(page, [Line("", PLACE)], INKED, WHOLE, {})[0] == page
