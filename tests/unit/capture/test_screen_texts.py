"""New lines are told from standing, moved and ticking ones, and become readable segments."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.capture.texts import (
    LONGEST_SEGMENT,
    RECENT_MS,
    Novelty,
    RecentLines,
    StandingText,
    has_words,
    is_a_number,
    segments_of,
)
from services.reading.order import reading_order
from services.records import Box, Line, WindowInfo

WINDOW = WindowInfo("Editor", "notes")


def line(text: str, top: int = 100, left: int = 50, height: int = 16) -> Line:
    return Line(text, Box(left, top, 8 * len(text), height))


def standing(*lines: Line) -> StandingText:
    text = StandingText()
    text.replace([Box(0, 0, 2000, 1000)], lines)
    return text


@pytest.mark.parametrize(
    ("before", "now", "novelty"),
    [
        ("The same line", line("The same line"), Novelty.KNOWN),
        ("The same line", line("the same  line."), Novelty.KNOWN),
        ("The same line", line("The same line|"), Novelty.KNOWN),
        ("The same line", line("The same linel"), Novelty.KNOWN),
        ("Mon 2 Mar 10:15", line("Mon 2 Mar 10:16"), Novelty.KNOWN),
        ("10:15:01", line("10:15:02"), Novelty.KNOWN),
        ("Loading 41%", line("Loading 42 %"), Novelty.KNOWN),
        ("A long line that a dialog covers", line("A long line that a"), Novelty.KNOWN),
        ("A long line that a dialog covers", line("a dialog covers", left=186), Novelty.KNOWN),
        ("--- ***", line("..."), Novelty.KNOWN),
        ("Load 412 of 600", line("Load 413 of 600"), Novelty.COUNTED),
        ("412", line("97531"), Novelty.COUNTED),
        ("The same line", line("The same line", top=400), Novelty.MOVED),
        ("The same line", line("Another line"), Novelty.NEW),
        ("The same line", line("The same line and more"), Novelty.NEW),
        ("Invoice 412", line("Invoice 413", top=400), Novelty.NEW),
    ],
)
def test_what_a_line_is_beside_what_stood_there(before: str, now: Line, novelty: Novelty) -> None:
    assert standing(line(before)).novelty(now) is novelty


def test_what_lay_in_a_changed_region_stands_no_longer() -> None:
    text = standing(line("first", 100), line("second", 200))
    text.replace([Box(0, 90, 500, 40)], [line("third", 100)])
    assert text.novelty(line("first", 100)) is Novelty.NEW
    assert text.novelty(line("second", 200)) is Novelty.KNOWN
    assert text.novelty(line("third", 100)) is Novelty.KNOWN


def test_a_line_that_grew_takes_the_place_of_the_shorter_one() -> None:
    text = standing(line("Dear Pri"))
    text.replace([Box(120, 100, 40, 16)], [line("Dear Priya")])
    assert text.novelty(line("Dear Pri", 500)) is Novelty.NEW


@pytest.mark.parametrize(
    ("text", "words", "number"),
    [
        ("Hello Ada", True, True),
        ("会議の予定", True, True),
        ("10:15:59", False, False),
        ("10:15 PM", False, False),
        ("87 %", False, False),
        ("1,204.50 €", False, True),
        ("42", False, False),
        ("I", False, False),
        ("Mon 10:15", True, True),
    ],
)
def test_words_and_numbers_are_told_from_clocks(text: str, words: bool, number: bool) -> None:
    assert has_words(text) == words
    assert is_a_number(text) == number


def test_going_back_to_a_window_brings_nothing_new_for_a_while() -> None:
    recent = RecentLines()
    seen = [line("The budget was approved.")]
    recent.add(seen, WINDOW, 1000)
    assert recent.new_among(seen, WINDOW, 1000 + RECENT_MS) == ()
    assert recent.new_among(seen, WINDOW, 1001 + RECENT_MS) == tuple(seen)
    assert recent.new_among(seen, WindowInfo("Other", "notes"), 2000) == tuple(seen)
    recent.clear()
    assert recent.new_among(seen, WINDOW, 2000) == tuple(seen)


def test_only_so_many_recent_lines_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.capture.texts._RECENT_LINES", 2)
    recent = RecentLines()
    lines = [line(f"line number {word}") for word in ("one", "two", "three")]
    recent.add(lines, WINDOW, 0)
    assert recent.new_among(lines, WINDOW, 1) == (lines[0],)


def test_a_wrapped_sentence_is_one_line_again_and_a_list_stays_a_list() -> None:
    wrapped = [
        line("Priya moved the budget meeting to Friday because the", 100),
        line("figures from Lisbon arrive on Thursday evening.", 122),
        line("Buy milk", 144),
        line("Call Ada", 166),
    ]
    (segment,) = segments_of(wrapped)
    assert segment.text == (
        "Priya moved the budget meeting to Friday because the figures from Lisbon arrive on"
        " Thursday evening.\nBuy milk\nCall Ada"
    )
    assert segment.lines == tuple(wrapped)


@pytest.mark.parametrize(
    "second",
    [
        line("far below", 200),
        line("in another column", 122, left=900),
        line("HEADLINE", 120, height=40),
        line("another column of prose in that row", 100, left=400),
        line("Saved a minute ago", 100, left=900),
        line("before it", 100, left=-100),
    ],
    ids=["gap", "column", "size", "row", "far", "left"],
)
def test_another_block_is_another_segment(second: Line) -> None:
    first = line("the first block of some text", 100)
    assert [segment.lines for segment in segments_of([first, second])] == [(first,), (second,)]


def test_the_cells_of_a_row_are_one_segment_and_every_row_is_one_of_its_own() -> None:
    rows = [("Item", "Due", "Price"), ("Oars", "5 May", "120.00"), ("Two new sails", "9 May", "88")]
    cells = [
        Line(text, Box(left, 100 + 24 * row, 8 * len(text), 16))
        for row, texts in enumerate(rows)
        for text, left in zip(texts, (50, 200, 320), strict=True)
    ]
    order = reading_order([cell.box for cell in reversed(cells)])
    found = segments_of([cells[::-1][at] for at in order])
    assert [one.text for one in found] == ["\t".join(texts) for texts in rows]
    assert [len(one.lines) for one in found] == [3, 3, 3]


def test_a_long_sentence_beside_a_label_is_its_cell() -> None:
    label = line("Subject:", 100)
    said = line("the boat house is painted before the first of April", 101, left=140)
    (segment,) = segments_of([label, said])
    assert segment.text == f"{label.text}\t{said.text}"


def test_columns_of_prose_do_not_join_and_their_wrapped_sentences_do() -> None:
    left = ["The keeper of the lighthouse wrote", "down every ship that passed, and in", "the evening he read it out."]  # fmt: skip  # noqa: E501
    right = ["Nobody in the village could tell", "why the bells had been taken down", "before the harvest was in."]  # fmt: skip  # noqa: E501
    lines = [
        line(text, 100 + 22 * row, start)
        for start, column in ((50, left), (420, right))
        for row, text in enumerate(column)
    ]
    shuffled = sorted(lines, key=lambda one: (one.box.top, one.box.left))
    order = reading_order([one.box for one in shuffled])
    found = segments_of([shuffled[at] for at in order])
    assert [one.text for one in found] == [" ".join(left), " ".join(right)]


def test_what_stands_alone_and_says_nothing_is_left_out() -> None:
    lines = [line("X", 0, 900), line("The title", 10), line("3", 400), line("4 of 12", 600)]
    assert [segment.text for segment in segments_of(lines)] == ["The title", "4 of 12"]


@given(st.lists(st.text(st.characters(codec="ascii", min_codepoint=33), min_size=1, max_size=200)))
def test_no_line_is_lost_and_no_segment_grows_too_long(texts: list[str]) -> None:
    lines = [line(text, 20 * n) for n, text in enumerate(texts)]
    segments = segments_of(lines)
    kept = [one for segment in segments for one in segment.lines]
    assert kept == [one for one in lines if one in kept]
    assert {one for one in lines if has_words(one.text)} <= set(kept)
    assert all(len(segment.text) <= LONGEST_SEGMENT for segment in segments)


@pytest.mark.parametrize(
    ("old", "new", "novelty"),
    [
        ("Trains run every hour today", "ains run every hour today be", Novelty.COUNTED),
        ("ains run every hour today be", "Trains run every hour today", Novelty.COUNTED),
        ("The cat sat on the mat today", "Yesterday the cat sat on the mat today", Novelty.NEW),
        ("The cat sat on the mat today", "The cat sat on the mat today and slept", Novelty.NEW),
        ("The cat sat on the mat today", "A dog sat on the mat today", Novelty.NEW),
        ("Call Ann at noon", "Call Bob at five", Novelty.NEW),
    ],
)
def test_a_line_that_runs_along_its_row_is_no_new_one(old: str, new: str, novelty: Novelty) -> None:
    standing = StandingText()
    standing.replace((), [Line(old, Box(10, 10, 300, 16))])
    assert standing.novelty(Line(new, Box(10, 10, 320, 16))) is novelty
