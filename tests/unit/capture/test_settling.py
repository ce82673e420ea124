"""A large change is read once the screen stands still, or after a moment; nothing is lost by it."""

from collections.abc import Callable

import pytest

from services.capture.looker import Looker
from services.capture.pipeline import Pipeline, PipelineLinks
from services.capture.rules import Decision
from services.capture.screens.base import MonitorInfo, Screenshot
from services.capture.settling import WAITS_MS
from services.records import Box, WindowInfo
from services.settings import CaptureSettings
from tests.unit.capture.screen_play import KeepingSink, KnowingReader, Page, noise
from tests.unit.capture.test_capture_rules import Book

SIZE = (960, 540)
EVERYWHERE = Box(0, 0, *SIZE)
WINDOW = WindowInfo("Reader", "notes", "", EVERYWHERE, focused=True)
OTHER = WindowInfo("Mail", "inbox", "", EVERYWHERE, focused=True)
LINE_PX, INTERVAL_MS = 24, 2_000
BOUND_MS = sum(WAITS_MS)
LINES = [f"Paragraph {n} tells of the {thing} beside the {place}." for n in range(20) for thing, place in (("harbour", "market"), ("orchard", "river"), ("viaduct", "mill"))]  # fmt: skip  # noqa: E501

Film = Callable[[int], tuple[Page, WindowInfo]]


class Desk:
    """One monitor that is looked at as the recorder does: every two seconds, and when asked."""

    def __init__(self, *, settle: bool = True) -> None:
        self.reader, self.sink = KnowingReader(), KeepingSink()
        links = PipelineLinks(self.reader, self.sink, Book(), self.sink.frame_of)
        self.pipeline = Pipeline(links)
        self.looker = Looker(CaptureSettings, Book(), settle=settle)
        self.looks: list[int] = []

    def watch(self, film: Film, until_ms: int) -> None:
        """Play a film and look at it until a time."""
        at_ms = due_ms = 0
        while at_ms < until_ms:
            page, window = film(at_ms)
            self.looks.append(at_ms)
            shot = Screenshot(self.reader.draw(page), 0, at_ms)
            monitor = MonitorInfo(0, EVERYWHERE)
            for change in self.looker.look(shot, monitor, Decision(), (window,), 0):
                self.pipeline.process(change)
            due_ms = due_ms + INTERVAL_MS if at_ms >= due_ms else due_ms
            at_ms = min(due_ms, *self.looker.unsettled().values(), due_ms)
        for change in self.looker.release():
            self.pipeline.process(change)

    @property
    def kept_ms(self) -> list[int]:
        return [capture.at_ms for capture in self.sink.captures]


def scrolled(offset_px: int) -> Page:
    """The long text, moved up by so many pixels."""
    made = Page(size=SIZE)
    for row, words in enumerate(LINES):
        top = 20 + row * LINE_PX - offset_px
        if 0 <= top <= SIZE[1] - LINE_PX:
            made.write(words, 40, top)
    return made


def page_of(*texts: str) -> Page:
    made = Page(size=SIZE)
    for row, text in enumerate(texts):
        made.write(text, 40, 40 + LINE_PX * row)
    return made


@pytest.mark.parametrize("px_per_s", [300, 900, 2_400])
def test_of_a_scroll_only_where_it_ends_is_kept(px_per_s: int) -> None:
    desk, far_px = Desk(), 380
    start_ms = 2_000 - 380_000 // px_per_s // 2  # the look at two seconds falls in its middle

    def film(at_ms: int) -> tuple[Page, WindowInfo]:
        return scrolled(min(far_px, max(0, at_ms - start_ms) * px_per_s // 1000)), WINDOW

    desk.watch(film, 8_000)
    end_ms = start_ms + far_px * 1000 // px_per_s
    first, settled = desk.kept_ms
    assert first == 0
    assert end_ms <= settled <= end_ms + max(WAITS_MS)
    assert (desk.sink.picture() == scrolled(far_px).draw()).all()
    text = "\n".join(desk.sink.texts())
    assert [line for line in LINES[:35] if text.count(line) != 1] == []


def test_without_waiting_the_frame_in_mid_scroll_is_kept_too() -> None:
    desk = Desk(settle=False)
    desk.watch(lambda at_ms: (scrolled(min(380, max(0, at_ms - 1_500) * 6 // 10)), WINDOW), 8_000)
    assert desk.kept_ms == [0, 2_000, 4_000]


def test_a_scroll_without_end_is_captured_as_often_as_before() -> None:
    waiting, at_once = Desk(), Desk(settle=False)
    for desk in (waiting, at_once):
        desk.watch(lambda at_ms: (scrolled(at_ms // 10), WINDOW), 10_000)
    assert waiting.kept_ms[0] == 0
    assert waiting.kept_ms[1] <= INTERVAL_MS + BOUND_MS
    assert len(waiting.kept_ms) >= len(at_once.kept_ms)
    assert set("\n".join(waiting.sink.texts()).split("\n")) >= set(LINES[:50])


def test_an_endless_animation_is_read_within_the_bound_and_then_left_alone() -> None:
    desk = Desk()

    def film(at_ms: int) -> tuple[Page, WindowInfo]:
        page = page_of("The keeper of the lighthouse.")
        return page.paste(noise(at_ms, 480, 252), 200, 150) if at_ms >= 1_000 else page, WINDOW

    desk.watch(film, 40_000)
    regular = len(range(0, 40_000, INTERVAL_MS))
    assert len(desk.looks) <= regular + 3 * len(WAITS_MS)
    assert len(desk.kept_ms) <= 3
    assert any(job.changed for job in desk.reader.jobs[1:])


def test_a_page_that_builds_up_is_kept_whole_and_once() -> None:
    desk, texts = Desk(), [f"Row {n} of the new page is about boats." for n in range(18)]

    def film(at_ms: int) -> tuple[Page, WindowInfo]:
        if at_ms < 1_900:
            return scrolled(0), WINDOW
        return page_of(*texts[: 6 + (at_ms - 1_900) // 40]), WINDOW

    desk.watch(film, 8_000)
    assert len(desk.kept_ms) == 2
    assert (desk.sink.picture() == page_of(*texts).draw()).all()
    assert "\n".join(desk.sink.texts()).count(texts[-1]) == 1


def test_a_window_that_makes_way_for_another_is_kept_all_the_same() -> None:
    desk, mails = Desk(), [f"A letter from number {n} has come." for n in range(18)]
    news = [f"Headline {n} of this morning is short." for n in range(18)]

    def film(at_ms: int) -> tuple[Page, WindowInfo]:
        if at_ms < 2_000:
            return page_of(*mails), OTHER
        if at_ms < 2_100:
            return scrolled(0), WINDOW
        return page_of(*news), OTHER

    desk.watch(film, 8_000)
    assert [capture.app for capture in desk.sink.captures] == ["Mail", "Reader", "Mail"]
    assert news[-1] in "\n".join(desk.sink.texts())


def test_typing_waits_for_nothing() -> None:
    desk, sentence = Desk(), "We agreed to repaint the boat house before April."

    def film(at_ms: int) -> tuple[Page, WindowInfo]:
        return page_of("Minutes of the boat club", "", sentence[: at_ms // 100]), WINDOW

    desk.watch(film, 16_000)
    assert desk.looks == list(range(0, 16_000, INTERVAL_MS))
    assert sentence in "\n".join(desk.sink.texts())


def test_what_was_typed_goes_on_before_the_page_that_follows() -> None:
    desk = Desk()

    def film(at_ms: int) -> tuple[Page, WindowInfo]:
        if at_ms < 4_000:
            return page_of("Minutes", "", *(["We met at noon."] if at_ms >= 2_000 else [])), WINDOW
        return scrolled(0), WINDOW

    desk.watch(film, 4_001)  # both are still held at the end
    assert desk.kept_ms == [0, 2_000, 4_000]


def test_a_monitor_that_is_unplugged_gives_what_it_held() -> None:
    desk = Desk()
    desk.looker.follow([MonitorInfo(0, EVERYWHERE)])
    for at_ms, page in ((0, scrolled(0)), (2_000, scrolled(200))):
        shot = Screenshot(desk.reader.draw(page), 0, at_ms)
        found = desk.looker.look(shot, MonitorInfo(0, EVERYWHERE), Decision(), (WINDOW,), 0)
        assert len(found) == (at_ms == 0)
    (held,) = desk.looker.follow([])
    assert held.at_ms == 2_000
    assert desk.looker.unsettled() == {}
    assert desk.looker.release() == ()


def test_a_clock_that_is_set_back_holds_nothing_up() -> None:
    desk, found = Desk(), []
    for at_ms, page in ((9_000_000, scrolled(0)), (9_002_000, scrolled(200)), (50, scrolled(100))):
        shot = Screenshot(desk.reader.draw(page), 0, at_ms)
        found.append(desk.looker.look(shot, MonitorInfo(0, EVERYWHERE), Decision(), (WINDOW,), 0))
    assert [len(one) for one in found] == [1, 0, 1]
