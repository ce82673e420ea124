"""The measure itself: what counts as an error, as missed, as false; how known text is cut."""

import pytest

from services.records import Box
from tests.support.line_crops import split_at_spaces
from tests.support.scoring import Read, distance, fit, score


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [("", "", 0), ("abc", "abc", 0), ("abc", "", 3), ("kitten", "sitting", 3), ("ab", "ba", 2)],
)
def test_distance(one: str, other: str, edits: int) -> None:
    assert distance(one, other) == distance(other, one) == edits


def test_a_part_fits_anywhere_in_a_line() -> None:
    assert fit("lantern", "12 lantern seventeen") == (0, 10)
    assert fit("lantern", "12 lamtern seventeen")[0] == 1
    assert fit("lantern", "")[0] == 7


def test_errors_missed_and_false_are_told_apart() -> None:
    read = [Read("The qu1et river"), Read("14 opens"), Read("#~|=")]
    result = score(["The quiet river", "Nobody was there"], ["14 opens"], [], read)
    assert (result.lines, result.errors, result.found) == (2, 1, 15)
    assert result.missed == ("Nobody was there",)
    assert result.missed_characters == 16
    assert result.false == ("#~|=",)


def test_a_line_found_in_two_parts_is_put_together_by_its_row() -> None:
    read = [Read("river opens", Box(200, 10, 90, 12)), Read("The quiet", Box(10, 11, 90, 12))]
    result = score(["The quiet river opens"], [], [], read)
    assert (result.errors, result.missed, result.false) == (0, (), ())


def test_known_text_is_cut_at_the_spaces_that_fit_the_readings() -> None:
    text = "the quiet river opens at seven"
    assert split_at_spaces(text, ["the qu1et river", "opens at seven"]) == [
        "the quiet river",
        "opens at seven",
    ]
    assert split_at_spaces(text, [text]) == [text]


def test_known_text_is_not_cut_where_a_reading_ends_inside_a_word() -> None:
    assert (
        split_at_spaces("the quiet lighthouse keeper", ["the quiet light", "house keeper"]) is None
    )
    assert split_at_spaces("the quiet river", ["something else", "again"]) is None
