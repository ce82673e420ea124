"""A change becomes a capture of only what is new, or none; its frame can be reassembled."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from services.cancel import CancelToken
from services.capture.changes import ChangeQueue, ScreenChange
from services.capture.looker import Looker
from services.capture.pipeline import FLUSH_EVERY, PATCHES_BEFORE_KEYFRAME, Pipeline, PipelineLinks
from services.capture.replay import replay
from services.capture.rules import Decision
from services.capture.screens.base import MonitorInfo, Pixels, Screenshot
from services.capture.tiles import SAMPLE_MS, TileComparer
from services.errors import Cancelled, CaptureUnavailableError
from services.records import (
    Box,
    CachedLine,
    CaptureId,
    FileFailure,
    FrameId,
    Source,
    Trust,
    WindowInfo,
)
from services.settings import CaptureSettings
from tests.unit.capture.screen_play import KeepingSink, KnowingReader, Page, noise
from tests.unit.capture.test_capture_rules import Book

EDITOR = WindowInfo("Editor", "notes.md", focused=True)
MAIL = WindowInfo("Mail", "Inbox", focused=True)


class Stage:
    """A monitor, its comparer and a pipeline that reads perfectly."""

    def __init__(self) -> None:
        self.reader, self.sink, self.book = KnowingReader(), KeepingSink(), Book()
        self.counts: dict[str, float] = {}
        self.pipeline = Pipeline(
            PipelineLinks(
                self.reader,
                self.sink,
                self.book,
                self.sink.frame_of,
                count=self.counts.update,
            )
        )
        self.looker = Looker(CaptureSettings, self.book, hold_typing=False)
        self.at_ms = 0

    def change(self, page: Page, window: WindowInfo = EDITOR) -> ScreenChange | None:
        self.at_ms += 2000
        return next(iter(self.looker.look(*self.shot(page), (window,), 60)), None)

    def shot(self, page: Page) -> tuple[Screenshot, MonitorInfo, Decision]:
        """The page as it is grabbed now, from a monitor of its size, with nothing to withhold."""
        shot = Screenshot(self.reader.draw(page), 0, self.at_ms)
        return shot, MonitorInfo(0, Box(0, 0, *page.size)), Decision()

    def show(self, page: Page, window: WindowInfo = EDITOR) -> CaptureId | None:
        change = self.change(page, window)
        return None if change is None else self.pipeline.process(change)


@pytest.fixture
def stage() -> Stage:
    return Stage()


def test_the_first_picture_is_a_keyframe_with_all_its_text(stage: Stage) -> None:
    page = Page().write("Ada wrote the first program.", 60, 60)
    stage.show(page.write("Grace found the first bug.", 60, 300))
    (capture,) = stage.sink.captures
    assert (capture.source, capture.trust) == (Source.SCREEN, Trust.SEEN)
    assert (capture.app, capture.title, capture.at_ms, capture.offset_min) == (
        "Editor",
        "notes.md",
        2000,
        60,
    )
    assert stage.sink.texts() == ["Ada wrote the first program.", "Grace found the first bug."]
    assert capture.frame is not None
    assert capture.frame.base is None
    assert stage.reader.jobs[0].keyframe
    for segment in capture.segments:
        assert segment.lines[0].box in {line.box for line in page.lines()}


def test_only_the_added_line_is_stored_and_the_frame_can_be_put_together(stage: Stage) -> None:
    page = Page().write("Ada wrote the first program.", 60, 60)
    stage.show(page)
    stage.show(page.write("Grace found the first bug.", 60, 90))
    stage.show(page.write("Linus made a kernel of it.", 60, 400))
    assert stage.sink.texts()[1:] == ["Grace found the first bug.", "Linus made a kernel of it."]
    frames = [capture.frame for capture in stage.sink.captures]
    assert [frame.base for frame in frames if frame] == [None, FrameId(1001), FrameId(1002)]
    assert (stage.sink.picture() == page.draw()).all()
    assert stage.pipeline.kept == 3


def test_scrolled_lines_are_not_stored_again(stage: Stage) -> None:
    lines = [
        f"Sentence with the word {word}." for word in ("ash", "birch", "cedar", "elm", "fir", "oak")
    ]
    for top in range(3):
        page = Page()
        for row, text in enumerate(lines[top : top + 4]):
            page.write(text, 60, 60 + 30 * row)
        stage.show(page)
    words = "\n".join(stage.sink.texts())
    assert [words.count(text) for text in lines] == [1] * 6


def test_going_to_and_fro_between_windows_stores_each_text_once(stage: Stage) -> None:
    notes = Page().write("My own notes of the day.", 60, 60)
    inbox = Page().write("A letter from Lisbon about the harbour.", 60, 260, 30)
    for _ in range(3):
        stage.show(notes, EDITOR)
        stage.show(inbox, MAIL)
    assert len(stage.sink.texts()) == 2
    assert [capture.app for capture in stage.sink.captures] == ["Editor", "Mail"] * 3


def test_a_page_returned_to_unchanged_is_a_capture_of_its_own_without_its_text_again(
    stage: Stage,
) -> None:
    page = Page().write("The brass hinges were delivered to the workshop.", 60, 80)
    assert stage.show(page) is not None
    vault = WindowInfo("KeePassXC", "Passwords", focused=True)
    for _ in range(15):  # half a minute elsewhere, of which nothing is kept
        stage.at_ms += 2000
        stage.looker.withhold(stage.looker.decide([vault]), stage.at_ms)
    kept = [stage.show(page) for _ in range(15)]
    assert sum(one is not None for one in kept) == 1
    assert stage.sink.captures[-1].segments == ()
    assert np.array_equal(stage.sink.picture(), page.draw())


def test_a_ticking_clock_makes_no_capture_however_large(stage: Stage) -> None:
    for second in range(40):
        page = Page().write("Words that stay.", 60, 60).write(f"10:15:{second:02}", 400, 300, 80)
        stage.show(page)
    assert stage.pipeline.kept == 1


def test_a_counter_is_stored_once_it_stands_still(stage: Stage) -> None:
    def page(number: int) -> Page:
        return Page().write(f"Copied {number} files of the archive", 60, 60, 24)

    for number in range(100, 112):
        stage.show(page(number))
    assert stage.pipeline.kept == 1
    for _ in range(4):
        stage.show(page(111))
    assert stage.sink.texts()[1:] == ["Copied 111 files of the archive"]


def test_a_film_makes_no_captures_and_its_last_picture_one(stage: Stage) -> None:
    for number in range(10):
        stage.show(Page().paste(noise(number), 200, 108))
    assert stage.pipeline.kept == 1
    for _ in range(4):
        stage.show(Page().paste(noise(9), 200, 108))
    assert stage.pipeline.kept == 2
    assert stage.sink.captures[1].segments == ()
    assert (stage.sink.picture() == Page().paste(noise(9), 200, 108).draw()).all()


def test_a_moved_cursor_makes_no_capture_but_comes_along_later(stage: Stage) -> None:
    plain = Page().write("Words that stay.", 60, 60)
    stage.show(plain)
    blot = np.zeros((40, 40, 3), np.uint8)
    page = Page().write("Words that stay.", 60, 60).paste(blot, 700, 500)
    for _ in range(8):
        stage.show(page)
    assert stage.pipeline.kept == 1
    assert stage.pipeline.dropped >= 1
    stage.show(page.write("And something new is written.", 60, 200))
    assert (stage.sink.picture() == page.draw()).all()


def test_another_window_is_a_capture_even_with_familiar_words(stage: Stage) -> None:
    stage.show(Page().write("Words that stay.", 60, 60), EDITOR)
    assert stage.show(Page().write("Words that stay.", 60, 60).paste(noise(1), 300, 300), MAIL)
    assert len(stage.sink.texts()) == 1


def test_a_large_change_or_a_long_chain_begins_with_a_keyframe_again(stage: Stage) -> None:
    page = Page()
    for number in range(PATCHES_BEFORE_KEYFRAME + 3):
        words = "".join(chr(97 + number) for _ in range(4))
        stage.show(page.write(f"The word {words} was added here.", 60, 10 + 30 * number))
    keyframes = [job.keyframe for job in stage.reader.jobs]
    assert keyframes.index(True, 1) == PATCHES_BEFORE_KEYFRAME + 1
    assert (stage.sink.picture() == page.draw()).all()
    stage.show(Page(background=(0, 40, 0), ink=(240, 240, 240)).write("All else is new.", 5, 5))
    assert stage.reader.jobs[-1].keyframe


def test_another_size_begins_with_a_keyframe(stage: Stage) -> None:
    stage.show(Page().write("Words that stay.", 60, 60))
    stage.show(Page(size=(800, 600)).write("Words that stay.", 60, 60))
    frame = stage.sink.captures[-1].frame
    assert frame is not None
    assert (frame.width, frame.height, frame.base) == (800, 600, None)
    assert len(stage.sink.texts()) == 1


def test_after_forgetting_a_chain_begins_anew_and_text_that_stands_is_not_repeated(
    stage: Stage,
) -> None:
    page = Page().write("Words that stay.", 60, 60)
    stage.show(page)
    stage.pipeline.forget()
    stage.show(page.write("And a line that is new.", 60, 100))
    frame = stage.sink.captures[-1].frame
    assert frame is not None
    assert frame.base is None
    assert stage.sink.texts()[1:] == ["And a line that is new."]


def test_a_picture_that_cannot_be_read_is_counted_and_read_later(stage: Stage) -> None:
    page = Page().write("Words that stay.", 60, 60)
    stage.show(page)
    stage.reader.fail = True
    assert stage.show(page.write("A line that matters.", 60, 100)) is None
    stage.reader.fail = False
    assert stage.pipeline.failed == 1
    assert [(line.kind, line.rule) for line in stage.book.lines] == [("error", "reading")]
    assert stage.change(page) is None
    stage.at_ms += SAMPLE_MS
    stage.show(page)
    assert stage.sink.texts()[1:] == ["A line that matters."]


def test_a_capture_that_cannot_be_stored_is_counted_and_tried_later(stage: Stage) -> None:
    page = Page().write("Words that stay.", 60, 60)
    stage.show(page)
    stage.sink.fail = True
    stage.show(page.write("A line that matters.", 60, 100))
    stage.sink.fail = False
    assert stage.pipeline.failed == 1
    stage.at_ms += SAMPLE_MS
    stage.show(page)
    assert stage.sink.texts()[1:] == ["A line that matters."]
    assert stage.sink.captures[-1].frame is not None
    assert stage.sink.captures[-1].frame.base is None


def test_secrets_are_told_to_the_ledger_by_rule_and_count(stage: Stage) -> None:
    stage.reader.rules = ("card", "card", "token")
    stage.show(Page().write("Card ████", 60, 60))
    lines = [(line.rule, line.kind, line.app, line.count) for line in stage.book.lines]
    assert lines == [("card", "secret", "Editor", 2), ("token", "secret", "Editor", 1)]


def test_a_secret_on_a_picture_that_is_not_kept_makes_the_next_a_keyframe(stage: Stage) -> None:
    page = Page().write("Words that stay.", 60, 60)
    stage.show(page)
    stage.reader.rules = ("password",)
    blot = np.zeros((40, 40, 3), np.uint8)
    stage.show(page.paste(blot, 700, 500))
    assert stage.pipeline.kept == 1
    stage.reader.rules = ()
    stage.show(page.write("And something new is written.", 60, 200))
    assert stage.reader.jobs[-1].keyframe


def test_costs_and_counts_reach_the_counters(stage: Stage) -> None:
    stage.show(Page().write("Words that stay.", 60, 60))
    stage.pipeline.flush()
    assert stage.counts["ocr.lines"] == 1
    assert stage.counts["cpu_s.read"] == pytest.approx(0.001)
    assert "cpu_s.store" in stage.counts
    stage.counts.clear()
    stage.pipeline.flush()
    assert stage.counts == {}
    for number in range(1, FLUSH_EVERY):
        word = "".join(chr(97 + number) for _ in range(5))
        stage.show(Page().write(f"Another page about {word} now.", 60, 30 * number))
    assert stage.pipeline.kept == FLUSH_EVERY
    assert stage.counts["cpu_s.read"] == pytest.approx(0.001 * (FLUSH_EVERY - 1))


# -- the queue


def make_change(
    comparer: TileComparer, pixels: Pixels, at_ms: int, monitor: int = 0
) -> ScreenChange:
    tiles = comparer.look(pixels, at_ms)
    assert tiles is not None
    return ScreenChange(Screenshot(pixels, monitor, at_ms), tiles, EDITOR, 0, comparer)


def added_lines(count: int, monitor: int = 0) -> list[ScreenChange]:
    comparer = TileComparer()
    page = Page()
    changes = [make_change(comparer, page.draw(), 0, monitor)]
    for number in range(1, count):
        page.write("A line was added here.", 60, 36 * number + 4)
        changes.append(make_change(comparer, page.draw(), number, monitor))
    return changes


def test_lines_that_were_read_are_stored_together_and_not_after_a_deletion(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stage, stored = Stage(), list[CachedLine]()
    links = replace(stage.pipeline._links, keep_lines=stored.extend)
    pipeline = stage.pipeline = Pipeline(links)
    line = CachedLine(b"key", "A line", 0.9)
    real = stage.reader.read_frame
    monkeypatch.setattr(
        stage.reader, "read_frame", lambda job: replace(real(job), fresh=(line, line))
    )
    stage.show(Page().write("The first page of the log.", 60, 80))
    assert stored == []
    pipeline.forget()
    pipeline.flush()
    assert stored == []
    stage.show(Page().write("The second page tells of the storm.", 60, 180))
    pipeline.flush()
    assert stored == [line, line]
    monkeypatch.setattr("services.capture.pipeline.FLUSH_LINES", 2)
    stage.show(Page().write("The third page is about the harbour.", 60, 280))
    assert len(stored) == 4


def test_a_full_queue_joins_pictures_and_keeps_every_changed_region() -> None:
    queue = ChangeQueue(limit=2)
    changes = added_lines(5)
    for change in changes:
        queue.put(change)
    queue.close()
    left = []
    while (change_left := queue.get()) is not None:
        left.append(change_left)
        queue.done()
    assert queue.dropped == 3
    assert [change.at_ms for change in left] == [3, 4]
    assert left[0].tiles.first
    assert {box for c in changes[:4] for box in c.tiles.boxes} <= set(left[0].tiles.boxes)
    assert left[1] is changes[4]


def test_pictures_of_different_monitors_or_sizes_are_not_joined() -> None:
    queue = ChangeQueue(limit=1)
    one, other = added_lines(1, monitor=0)[0], added_lines(1, monitor=1)[0]
    queue.put(one)
    queue.put(other)
    assert (queue.dropped, queue.get()) == (1, other)
    small = make_change(TileComparer(), Page(size=(800, 600)).draw(), 9)
    assert small.over(one) is small


def test_a_queue_can_be_drained_and_closed() -> None:
    queue = ChangeQueue()
    change = added_lines(1)[0]
    queue.put(change)
    assert not queue.drain(0.01)
    assert len(queue) == 1
    queue.clear()
    assert queue.drain(0.01)
    assert queue.dropped == 1
    queue.close()
    queue.put(change)
    assert queue.get() is None


def test_a_dropped_picture_loses_no_line_that_still_stands(stage: Stage) -> None:
    queue = ChangeQueue(limit=1)
    page = Page()
    stage.show(page)
    for row, text in enumerate(("The first line.", "The second line.", "The third line.")):
        change = stage.change(page.write(text, 60, 60 + 100 * row))
        assert change is not None
        queue.put(change)
    queue.close()
    joined = queue.get()
    assert joined is not None
    stage.pipeline.process(joined)
    assert stage.sink.texts() == ["The first line.", "The second line.", "The third line."]
    assert (stage.sink.picture() == page.draw()).all()


# -- the replay


def save(folder: Path, second: int, pixels: Pixels, **told: str) -> None:
    stem = f"20260301T0900{second:02}.000Z"
    Image.fromarray(pixels).save(folder / f"{stem}.png")
    (folder / f"{stem}.json").write_text(json.dumps(told), encoding="utf-8")


def test_a_replay_goes_the_same_way_as_live_capture(tmp_path: Path, stage: Stage) -> None:
    page = Page().write("Ada wrote the first program.", 60, 60)
    save(tmp_path, 0, stage.reader.draw(page), app="Editor", title="notes.md")
    save(tmp_path, 2, stage.reader.draw(page.write("|", 300, 60)), app="Editor", title="notes.md")
    save(tmp_path, 4, stage.reader.draw(page.write("A secret.", 60, 200)), app="KeePassXC")
    save(tmp_path, 6, stage.reader.draw(page.write("Grace found the first bug.", 60, 90)), app="X")
    (tmp_path / "20260301T090007.000Z.png").write_bytes(b"broken")
    moved: list[int] = []
    told: list[tuple[int, int]] = []
    report = replay(
        tmp_path,
        stage.looker,
        stage.pipeline,
        offset_min=60,
        move_clock=moved.append,
        progress=lambda done, total, _what: told.append((done, total)),
    )
    assert (report.frames.seen, report.frames.kept) == (4, 2)
    assert (report.frames.dropped, report.frames.withheld) == (1, 1)
    assert report.errors == (
        FileFailure(
            str(tmp_path / "20260301T090007.000Z.png"),
            "it is broken or no picture",
            1_772_355_607_000,
        ),
    )
    assert moved == [1_772_355_600_000 + 2000 * n for n in range(4)]
    assert told[-1][1] == 5
    assert {"decode", "compare", "read", "store"} <= set(report.cpu_s)
    assert [c.at_ms for c in stage.sink.captures] == [moved[0], moved[3]]
    assert stage.sink.captures[0].offset_min == 60
    assert [line.app for line in stage.book.lines] == ["KeePassXC"]


def test_a_line_on_the_last_picture_of_a_replay_is_not_lost(tmp_path: Path, stage: Stage) -> None:
    page = Page().write("Ada wrote the first program.", 60, 60)
    save(tmp_path, 0, stage.reader.draw(page))
    save(tmp_path, 2, stage.reader.draw(page.write("Grace found the first bug.", 60, 90)))
    report = replay(tmp_path, Looker(CaptureSettings, stage.book), stage.pipeline)
    assert report.frames.kept == 2
    assert stage.sink.texts()[1:] == ["Grace found the first bug."]


def test_a_replay_tells_how_long_a_page_was_read(tmp_path: Path, stage: Stage) -> None:
    stood: dict[CaptureId, int] = {}
    page = Page().write("Ada wrote the first program.", 60, 60)
    for second in (0, 10, 20):
        save(tmp_path, second, stage.reader.draw(page), app="Reader", title="ada.pdf")
    letter = stage.reader.draw(Page().write("Dear Grace, here is the moth.", 60, 300))
    for second in (25, 35, 55):
        save(tmp_path, second, letter, app="Editor", title="letter.md")
    looker = Looker(CaptureSettings, stage.book, stood=stood.__setitem__, longest_gap_ms=15_000)
    replay(tmp_path, looker, stage.pipeline)
    assert [c.app for c in stage.sink.captures] == ["Reader", "Editor"]
    first, second = (c.at_ms for c in stage.sink.captures)
    assert stood == {1: first + 20_000, 2: second + 10_000}


def test_a_replay_can_be_stopped_and_what_was_stored_stays(tmp_path: Path, stage: Stage) -> None:
    for second in range(3):
        save(tmp_path, second, stage.reader.draw(Page().write("Some words here.", 60, 60)))
    cancel = CancelToken()
    with pytest.raises(Cancelled):
        replay(
            tmp_path,
            stage.looker,
            stage.pipeline,
            progress=lambda *_: cancel.cancel(),
            cancel=cancel,
        )
    assert stage.pipeline.kept == 1


def test_a_replay_of_no_folder_says_so(tmp_path: Path, stage: Stage) -> None:
    with pytest.raises(CaptureUnavailableError):
        replay(tmp_path / "missing", stage.looker, stage.pipeline)
