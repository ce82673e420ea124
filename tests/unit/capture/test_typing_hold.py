"""A sentence that is typed becomes one capture; whatever is written over is read before."""

import numpy as np
import pytest

from services.capture.changes import ScreenChange
from services.capture.looker import Looker
from services.capture.screens.base import Screenshot
from services.capture.tiles import TILE_WIDTH, TileChange, TileComparer
from services.capture.typing_hold import HOLD_MS, TypingHold
from services.records import Box, WindowInfo
from services.settings import CaptureSettings
from tests.unit.capture.screen_play import Page
from tests.unit.capture.test_capture_pipeline import EDITOR, MAIL, Stage

SENTENCE = "The harbour survey was approved by the council in Lisbon on Tuesday."


class Typist(Stage):
    """A stage on which lines are kept back while they are typed."""

    def __init__(self) -> None:
        super().__init__()
        self.looker = Looker(CaptureSettings, self.book)

    def look(self, page: Page, window: WindowInfo = EDITOR) -> None:
        """Look once, and read what may be read."""
        self.at_ms += 2000
        for change in self.looker.look(*self.shot(page), (window,), 0):
            self.pipeline.process(change)

    def times(self) -> list[int]:
        return [capture.at_ms for capture in self.sink.captures]


@pytest.fixture
def stage() -> Typist:
    typist = Typist()
    typist.look(Page())
    return typist


def typed(length: int, left: int = 60, top: int = 40) -> Page:
    return Page().write(SENTENCE[:length], left, top)


def test_a_sentence_that_is_typed_is_one_capture(stage: Typist) -> None:
    for length in (22, 44, len(SENTENCE)):
        stage.look(typed(length))
    assert stage.sink.texts() == []
    stage.look(typed(len(SENTENCE)))
    assert stage.sink.texts() == [SENTENCE]
    assert stage.times()[1:] == [8000]
    assert (stage.sink.picture() == typed(len(SENTENCE)).draw()).all()


def test_who_types_for_long_is_read_meanwhile(stage: Typist) -> None:
    for length in range(26, 131, 26):
        stage.look(Page().write(f"{SENTENCE} {SENTENCE}"[:length], 60, 40))
    assert stage.times()[1:] == [4000 + HOLD_MS]
    assert len(stage.sink.texts()) == 1


def test_what_was_typed_is_read_although_the_window_changed(stage: Typist) -> None:
    stage.look(typed(40))
    letter = Page(background=(30, 30, 60), ink=(240, 240, 240))
    stage.look(letter.write("A letter from far away.", 400, 400), MAIL)
    assert stage.sink.texts() == [SENTENCE[:40].strip(), "A letter from far away."]
    assert [capture.app for capture in stage.sink.captures[1:]] == ["Editor", "Mail"]


def number(text: str, at_ms: int, size: int = 80) -> ScreenChange:
    """A change of one tile, whose columns are inked by ``text``: one mark for five pixels."""
    pixels = np.full((72, size, 3), 255, np.uint8)
    for place, ch in enumerate(text):
        pixels[10:20, 42 + 5 * place : 46 + 5 * place] = ord(ch)
    tiles = np.zeros((2, -(-size // TILE_WIDTH)), np.bool_)
    tiles[0, 1] = True
    change = TileChange(size, 72, (Box(40, 0, 40, 36),), tiles, 1, 0, first=False)
    return ScreenChange(Screenshot(pixels, 0, at_ms), change, EDITOR, 0, TileComparer())


def test_a_number_that_grows_inside_a_tile_is_held_for_a_while() -> None:
    hold = TypingHold()
    for at_ms, text in ((0, "4"), (3_000, "44"), (6_000, "447")):
        assert hold.pass_on(number(text, at_ms)) == ()
    (joined,) = hold.pass_on(number("4471", HOLD_MS))
    assert joined.at_ms == HOLD_MS
    assert hold.release() == ()


@pytest.mark.parametrize(("second", "size"), [("388", 80), ("4129", 75)])
def test_what_is_written_over_inside_a_tile_is_read_before(second: str, size: int) -> None:
    hold = TypingHold()
    assert hold.pass_on(number("412", 0)) == ()
    assert [change.at_ms for change in hold.pass_on(number(second, 2_000, size))] == [0]
    assert [change.at_ms for change in hold.release()] == [2_000]


def test_lines_that_replace_each_other_are_all_read(stage: Typist) -> None:
    lines = [
        "The first caption of the lecture",
        "Another one follows it soon",
        "And here is the last",
    ]
    for line in lines:
        stage.look(Page().write(line, 60, 40))
    stage.look(Page().write(lines[-1], 60, 40))
    assert stage.sink.texts() == lines


def test_a_line_elsewhere_lets_the_held_one_go_first(stage: Typist) -> None:
    page = Page().write(SENTENCE, 60, 40)
    stage.look(page)
    stage.look(page.write("Far below stands something else.", 60, 500))
    assert stage.sink.texts() == [SENTENCE]
    stage.look(page)
    assert stage.sink.texts() == [SENTENCE, "Far below stands something else."]


def test_a_line_typed_under_another_title_is_held_for_itself(stage: Typist) -> None:
    stage.look(typed(30))
    stage.look(typed(60), WindowInfo("Editor", "other.md", focused=True))
    stage.look(typed(60), WindowInfo("Editor", "other.md", focused=True))
    assert stage.sink.texts() == [SENTENCE[:30].strip(), SENTENCE[:60].strip()]
    assert [capture.title for capture in stage.sink.captures[1:]] == ["notes.md", "other.md"]


def test_what_is_held_is_given_when_nobody_looks_any_more(stage: Typist) -> None:
    stage.look(typed(40))
    (held,) = stage.looker.release()
    stage.pipeline.process(held)
    assert stage.sink.texts() == [SENTENCE[:40].strip()]
    assert stage.looker.release() == ()
