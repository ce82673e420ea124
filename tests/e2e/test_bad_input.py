"""What is broken on the way in is counted, logged without its content, and carried on from."""

import logging
import multiprocessing
import os
import signal
import struct
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from services.capture.looker import Looker
from services.capture.pipeline import Pipeline, PipelineLinks
from services.capture.recorder import Recorder, RecorderLinks
from services.capture.replay import replay
from services.capture.screens.base import Pixels
from services.capture.screens.fake import FakeScreen
from services.capture.windows.fake import FakeWindows
from services.clock import ManualClock
from services.memory.ingest import Ingest
from services.reading.worker import ReadingWorker
from services.records import Box, CaptureId, FrameId, WindowInfo
from services.settings import CaptureSettings, Settings
from services.store import Store
from tests.support.cheap_reader import CheapReader
from tests.support.storing import open_store_in
from tests.support.waiting import wait_until
from tests.unit.capture.screen_play import Page

SIZE = (640, 360)
EVERYWHERE = Box(0, 0, *SIZE)
PRIVATE = "never to be seen in any log"


@pytest.fixture
def store(tmp_path: Path, clock: ManualClock) -> Iterator[Store]:
    opened = open_store_in(tmp_path, clock)
    yield opened
    opened.close()


def pipeline_into(
    store: Store, clock: ManualClock, reader: CheapReader | ReadingWorker
) -> Pipeline:
    def frame_of(capture_id: CaptureId) -> FrameId | None:
        frame = store.frames.of_capture(capture_id)
        return None if frame is None else frame.id

    sink = Ingest(store, clock, Settings, lambda _kind: None)
    return Pipeline(PipelineLinks(reader, sink, store.ledger, frame_of))


def page(text: str, size: tuple[int, int] = SIZE) -> Page:
    return Page(size=size).write(text, 40, 40)


def texts(store: Store) -> list[str]:
    captures = store.captures.latest(100)
    found = store.segments.of_captures(c.id for c in captures)
    return sorted(s.text for own in found.values() for s in own)


# -- a replay


def header_bomb() -> bytes:
    """A PNG whose header promises 20,000 x 20,000 pixels and whose data hold none."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


def test_a_replay_passes_over_what_is_broken(
    tmp_path: Path, store: Store, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    folder, reader = tmp_path / "frames", CheapReader()
    folder.mkdir()

    def name(minute: int) -> Path:
        return folder / f"20260301T09{minute:02}00.000Z.png"

    good = page("The first page is whole.").draw()
    reader.know(good, page("The first page is whole.").lines())
    Image.fromarray(good).save(name(0))
    whole = name(0).read_bytes()
    name(1).write_bytes(whole[: len(whole) // 2])
    name(2).write_bytes(b"")
    Image.new("RGB", (1, 1), (9, 9, 9)).save(name(3))
    name(4).write_bytes(header_bomb())
    name(5).write_bytes(b"no picture at all: " + PRIVATE.encode())
    name(6).write_bytes(whole[:200] + bytes(200) + whole[400:])
    (folder / "yesterday.png").write_bytes(whole)
    for minute, told in enumerate(
        (
            b"[1, 2]",
            b"7",
            b"\xff\xfe{",
            b'{"app": 5, "title": ["x"]}',
            b"[" * 100_000,
            b'{"app": "Edi',
        ),
        10,
    ):
        text = f"Page {'abcdefghij'[minute % 10]} with a broken description."
        shown = page(text).draw()
        reader.know(shown, page(text).lines())
        Image.fromarray(shown).save(name(minute))
        name(minute).with_suffix(".json").write_bytes(told)
    last = page("The last page is whole.").draw()
    reader.know(last, page("The last page is whole.").lines())
    Image.fromarray(last).save(name(30))
    name(30).with_suffix(".json").write_text('{"app": "Reader", "title": "' + "x" * 100_000 + '"}')

    pipeline = pipeline_into(store, clock, reader)
    with caplog.at_level(logging.DEBUG):
        report = replay(folder, Looker(CaptureSettings, store.ledger), pipeline)
    assert {"The first page is whole.", "The last page is whole."} <= set(texts(store))
    assert len([t for t in texts(store) if "broken description" in t]) == 6
    assert sorted(Path(e.path).name for e in report.errors) == sorted(
        [name(m).name for m in (1, 2, 4, 5, 6)] + ["yesterday.png"]
    )
    counts = report.frames
    assert counts.seen == counts.kept + counts.dropped == 9
    assert max(len(c.title) for c in store.captures.latest(100)) <= 500
    assert PRIVATE not in caplog.text
    assert "broken description" not in caplog.text
    assert store.check() == []


# -- a live screen


class Desk:
    """A recorder over a made-up screen and a real store."""

    def __init__(self, store: Store, clock: ManualClock) -> None:
        self.clock, self.store, self.reader = clock, store, CheapReader()
        self.screen, self.windows = FakeScreen(clock, (SIZE,)), FakeWindows()
        self.front("Editor", "notes.md")
        self.recorder = Recorder(
            RecorderLinks(
                clock=clock,
                settings=Settings,
                consent=lambda: True,
                open_screen=lambda: self.screen,
                open_windows=lambda: self.windows,
                pipeline=pipeline_into(store, clock, self.reader),
                ledger=store.ledger,
            ),
            poll_s=0.005,
        )

    def front(self, app: str, title: str) -> None:
        self.windows.show(WindowInfo(app, title, box=EVERYWHERE, focused=True))

    def went_round(self, before: int) -> bool:
        """Whether a whole round of the loop has begun and ended since."""
        return self.recorder.turns >= before + 2

    def look(self, shown: Page | Pixels) -> None:
        """Show something, for two looks."""
        if isinstance(shown, Page):
            pixels, lines = shown.draw(), shown.lines()
        else:
            pixels, lines = shown, ()
        self.reader.know(pixels, lines)
        self.screen.show(pixels)
        for _ in range(2):
            self.clock.advance(3000)
            self.recorder.nudge()
            self.settle()

    def settle(self) -> None:
        """Wait until the loop saw the time and the screen that there are now, and all is read."""
        wait_until(partial(self.went_round, self.recorder.turns), "a look")
        assert self.recorder.drain(10)


@pytest.fixture
def desk(store: Store, clock: ManualClock) -> Iterator[Desk]:
    made = Desk(store, clock)
    made.recorder.start()
    made.settle()
    yield made
    made.recorder.close()


def test_a_monitor_that_returns_black_keeps_nothing_and_comes_back(desk: Desk) -> None:
    desk.look(page("A page before the dark."))
    kept = desk.recorder.state().kept
    desk.look(np.zeros((SIZE[1], SIZE[0], 3), np.uint8))
    assert desk.recorder.state().kept == kept
    desk.look(page("A page after the dark."))
    assert texts(desk.store) == ["A page after the dark.", "A page before the dark."]


def test_frames_of_another_size_begin_a_new_chain(desk: Desk) -> None:
    sizes = ((640, 360), (800, 600), (320, 200), (1, 1), (640, 360))
    words = (
        "a heron by the river",
        "storks on the old roof",
        "cranes in the fog",
        "",
        "egrets at noon",
    )
    for size, text in zip(sizes, words, strict=True):
        desk.look(page(text, size) if text else np.full((1, 1, 3), 200, np.uint8))
    assert set(texts(desk.store)) >= {text for text in words if text}
    for capture in desk.store.captures.latest(100):
        assert capture.frame_id is not None
        frame = desk.store.frames.get(capture.frame_id)
        picture = desk.store.frames.picture(capture.frame_id)
        assert frame is not None
        assert (picture.width, picture.height) == (frame.width, frame.height)


def test_titles_of_any_length_and_of_control_characters_are_kept_short_and_clean(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        desk.front("Edi\x00tor\x1b[31m", PRIVATE + "\n" * 50 + "x" * 100_000)
        desk.look(page("A page with a long title."))
        desk.front("Editor", "".join(map(chr, range(32))) + "\u202e\ud800 end")
        desk.look(page("Another one with strange characters."))
        desk.front("Firefox", "y" * 100_000 + " — Mozilla Firefox Private Browsing")
        desk.screen.show(page("A private page with a long title.").draw())
        desk.clock.advance(3000)
        wait_until(lambda: desk.recorder.state().withheld, "the private window to be left out")
    captures = [c for c in desk.store.captures.latest(10) if c.title != "notes.md"]
    assert len(captures) == 2
    assert all(len(c.title) <= 500 and len(c.app) <= 500 for c in captures)
    assert all((c.title + c.app).isprintable() for c in captures)
    assert not any("private" in text for text in texts(desk.store))
    assert PRIVATE not in caplog.text


# -- the reading child itself


def test_a_reader_that_hangs_or_dies_costs_one_picture_each(
    store: Store, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    worker = ReadingWorker(hash_key=b"k" * 32, frame_timeout_s=1.5)
    looker = Looker(CaptureSettings, store.ledger, hold_typing=False)
    screen, window = (
        FakeScreen(clock, (SIZE,)),
        WindowInfo("Editor", "n", box=EVERYWHERE, focused=True),
    )
    pipeline = pipeline_into(store, clock, worker)
    kept: list[bool] = []

    def look(text: str) -> None:
        shown = Page(size=SIZE, ink=(0, 0, 0), background=(255, 255, 255)).write(text, 40, 40, 22)
        screen.show(shown.draw())
        clock.advance(3000)
        monitor = screen.monitors()[0]
        decision = looker.decide([window])
        changes = looker.look(screen.grab(monitor), monitor, decision, [window], 60)
        kept.extend(pipeline.process(change) is not None for change in changes)

    try:
        with caplog.at_level(logging.DEBUG):
            look("The heron waits at the pier")
            os.kill(_child(), signal.SIGSTOP)
            look("A stork that is read by nobody")
            look("Three cranes above the harbour")
            os.kill(_child(), signal.SIGKILL)
            look("An egret that is read by nobody")
            look("Four swans on the quiet lake")
    finally:
        worker.close()
    assert kept == [True, False, True, False, True]
    assert (pipeline.failed, worker.restarts, pipeline.kept) == (2, 2, 3)
    assert [line.rule for line in store.ledger.recent(9)] == ["reading", "reading"]
    assert "heron" in " ".join(texts(store))
    for word in ("heron", "stork", "cranes", "egret", "swans"):
        assert word not in caplog.text
    assert store.check() == []


def _child() -> int:
    (child,) = [p for p in multiprocessing.active_children() if p.name == "afterimage-reading"]
    assert child.pid is not None
    return child.pid
