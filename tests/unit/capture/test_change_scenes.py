"""What people's screens do all day: every added line is kept, whatever else moves meanwhile."""

import pytest

from services.capture.looker import Looker
from services.capture.pipeline import Pipeline, PipelineLinks
from services.capture.rules import Decision
from services.capture.screens.base import MonitorInfo, Screenshot
from services.records import Box, WindowInfo
from services.settings import CaptureSettings
from tests.unit.capture.screen_play import KeepingSink, KnowingReader, Page, noise
from tests.unit.capture.test_capture_rules import Book

SIZE = (960, 540)
WINDOW = WindowInfo("Reader", "notes", "", Box(0, 0, *SIZE), focused=True)
LINES = [f"Paragraph {word} tells of the {thing}." for word in "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu".split() for thing in ("harbour", "orchard", "viaduct")]  # fmt: skip  # noqa: E501, SIM905
LINE_PX = 24


class Desk:
    """One monitor, looked at every so often by the looker with its hold for typing."""

    def __init__(self, step_ms: int = 2_000) -> None:
        self.reader, self.sink, self.book = KnowingReader(), KeepingSink(), Book()
        links = PipelineLinks(self.reader, self.sink, self.book, self.sink.frame_of)
        self.pipeline = Pipeline(links)
        self.looker = Looker(CaptureSettings, self.book)
        self.step_ms, self.at_ms = step_ms, 0

    def show(self, page: Page) -> int:
        """Show a page for one look; how many captures came of it."""
        self.at_ms += self.step_ms
        shot = Screenshot(self.reader.draw(page), 0, self.at_ms)
        monitor = MonitorInfo(0, Box(0, 0, *SIZE))
        changes = self.looker.look(shot, monitor, Decision(), (WINDOW,), 0)
        return sum(self.pipeline.process(change) is not None for change in changes)

    def text(self) -> str:
        return "\n".join(self.sink.texts())


@pytest.fixture
def desk() -> Desk:
    return Desk()


def page(*extra: tuple[str, int, int, int]) -> Page:
    made = Page(size=SIZE)
    for words, left, top, size in extra:
        made.write(words, left, top, size)
    return made


def scrolled(offset_px: int) -> Page:
    """The long text, moved up by so many pixels."""
    made = Page(size=SIZE)
    for row, words in enumerate(LINES):
        top = 20 + row * LINE_PX - offset_px
        if 0 <= top <= SIZE[1] - LINE_PX:
            made.write(words, 40, top)
    return made


@pytest.mark.parametrize("step_px", [LINE_PX, 7, 300], ids=["a line", "a part of one", "a page"])
def test_every_line_of_a_text_that_is_scrolled_is_kept_once(desk: Desk, step_px: int) -> None:
    last = len(LINES) * LINE_PX + 20 - SIZE[1]
    first = 0 if step_px > LINE_PX else last - 12 * step_px
    for offset in [*range(first, last, step_px), last]:
        desk.show(scrolled(offset))
    seen = LINES if not first else LINES[-12:]
    assert [line for line in seen if desk.text().count(line) != 1] == []


def test_a_spinner_a_progress_bar_and_a_clock_with_seconds_make_no_captures(desk: Desk) -> None:
    still = ("The meeting moved to the small room.", 40, 80, 16)
    kept = []
    for turn in range(20):
        shown = page(still, (f"10:04:{turn:02}", 860, 6, 13), ("|/-\\"[turn % 4], 40, 480, 20))
        shown.paste(noise(turn, 24, 24), 500, 480)
        bar = noise(1, 20 + 12 * turn, 8)
        bar[:] = (30, 90, 200)
        kept.append(desk.show(shown.paste(bar, 40, 510)))
    assert sum(kept) <= 2  # the page itself, and the bar once
    added = ("And Mira brings the plans along.", 40, 104, 16)
    for turn in range(20, 24):
        desk.show(page(still, added, (f"10:04:{turn:02}", 860, 6, 13)))
    assert desk.text().count(added[0]) == 1


def test_a_marquee_is_read_now_and_then_and_hides_no_new_line(desk: Desk) -> None:
    ticker = "Trains to the coast run every hour today because of the regatta."
    said = ["First we looked at the old maps."]
    kept = 0
    for turn in range(30):
        if turn == 20:
            said.append("Then Oskar found the missing page.")
        shown = page(*((words, 40, 80 + 24 * n, 16) for n, words in enumerate(said)))
        shown.write(ticker[turn:] + " " + ticker[:turn], 40, 500)
        kept += desk.show(shown)
    assert said[1] in desk.text()
    assert kept <= 10


def test_captions_beside_a_film_that_plays_are_kept(desk: Desk) -> None:
    captions = [f"The {n} of the lighthouse keeper." for n in ("dog", "daughter", "logbook")]
    kept = 0
    for turn in range(24):
        shown = page((captions[turn // 8], 120, 440, 18), (f"0:{turn:02}", 860, 500, 13))
        kept += desk.show(shown.paste(noise(turn, 480, 252), 120, 120))
    assert [words for words in captions if words not in desk.text()] == []
    assert kept <= 2 * len(captions)


def test_what_is_typed_beside_a_blinking_caret_is_kept_whole(desk: Desk) -> None:
    sentence = "We agreed to repaint the boat house before the first of April."
    caret = noise(1, 2, 16)
    caret[:] = 20
    kept = 0
    for turn in range(0, len(sentence) + 8, 8):
        shown = page(("Minutes of the boat club", 40, 60, 20), (sentence[:turn], 40, 120, 16))
        if turn // 8 % 2:
            shown.paste(caret, 600, 120)
        kept += desk.show(shown)
    for turn in range(6):
        shown = page(("Minutes of the boat club", 40, 60, 20), (sentence, 40, 120, 16))
        kept += desk.show(shown.paste(caret, 600, 120) if turn % 2 else shown)
    assert sentence in desk.text()
    assert kept <= 5
