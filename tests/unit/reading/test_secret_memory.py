"""What is remembered of lines changes nothing in what is found, and holds nothing of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.reading import secret_lines
from services.reading.redaction import redact_lines, redact_text
from services.reading.secret_lines import LinedPage, LineMemory, Place, forget_lines
from services.records import Box, Line
from tests.support.near_miss_held_out import held_out_misses
from tests.support.secret_held_out import held_out

TEXTS = (*(case.text for case in held_out()), *held_out_misses()[::4])
LINES = tuple(line for text in TEXTS for line in text.split("\n"))


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=12))
def test_known_lines_are_judged_as_new_ones(lines: list[str]) -> None:
    text = "\n".join(lines)
    forget_lines()
    fresh = redact_text(text)
    for line in lines:
        redact_text(line)
    assert redact_text(text) == fresh


def test_a_label_that_appears_withholds_a_known_line() -> None:
    value = Line("k4tze9 regen", Box(200, 10, 120, 16))
    assert redact_lines([value]).rules == ()
    label = Line("Passwort:", Box(20, 10, 90, 16))
    assert redact_lines([value, label]).rules == ("password",)
    assert redact_lines([value]).rules == ()


def test_lines_are_looked_at_once_and_places_belong_to_them() -> None:
    asked: list[str] = []

    def look(text: str) -> list[Place]:
        asked.append(text)
        return [Place(at, at + 1, 7) for at, ch in enumerate(text) if ch == "x"]

    memory = LineMemory(look)
    assert list(memory.places(LinedPage("ax\nb\nax"))) == [Place(1, 2, 7), Place(6, 7, 7)]
    assert list(memory.places(LinedPage("b\nxc"))) == [Place(2, 3, 7)]
    assert asked == ["ax\nb", "xc"]
    memory.clear()
    assert list(memory.places(LinedPage("x"))) == [Place(0, 1, 7)]


def test_no_more_than_some_thousand_lines_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def look(text: str) -> list[Place]:
        asked.append(text)
        return []

    monkeypatch.setattr(secret_lines, "_MOST", 2)
    memory = LineMemory(look)
    for text in ("a\nb\nc", "a"):
        assert list(memory.places(LinedPage(text))) == []
    assert asked == ["a\nb\nc", "a"]
