"""Hours of made-up work at a screen, played through the real looking, pipeline and store."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from services.capture.looker import Looker
from services.capture.pipeline import Pipeline, PipelineLinks
from services.capture.screens.base import MonitorInfo, Pixels, Screenshot
from services.clock import HOUR_MS, ManualClock
from services.memory.ingest import Ingest
from services.records import Box, CaptureId, FrameId, Line, WindowInfo
from services.settings import Settings
from services.store import Store
from tests.support.cheap_reader import CheapReader
from tests.support.storing import open_store_in

SIZE = (1280, 720)
LOOK_MS = 2000
_STEMS = (
    "amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heron", "inlet", "juniper",
    "kestrel", "lagoon", "meadow", "nettle", "osprey", "prairie", "quarry", "ridge", "spruce",
    "tundra", "upland", "valley", "willow", "yarrow", "zephyr",
)  # fmt: skip
_APPS = ("Editor", "Browser", "Mail", "Terminal", "Reader")


@dataclass
class _Page:
    """A window's page that grows line by line."""

    app: str
    title: str
    lines: list[str]


class MadeUpDay:
    """Somebody reads, writes and switches windows; a clock ticks in the corner all the while."""

    def __init__(self, folder: Path, seed: int = 1) -> None:
        self.clock = ManualClock(1_772_442_000_000, 60)
        self.store: Store = open_store_in(folder, self.clock)
        self.reader = CheapReader(remembered=4)
        self.looker = Looker(lambda: Settings().capture, self.store.ledger)
        store = self.store

        def frame_of(capture_id: CaptureId) -> FrameId | None:
            frame = store.frames.of_capture(capture_id)
            return None if frame is None else frame.id

        self.pipeline = Pipeline(
            PipelineLinks(
                reader=self.reader,
                sink=Ingest(store, self.clock, Settings, lambda _kind: None),
                ledger=store.ledger,
                frame_of=frame_of,
                count=store.counters.add,
            )
        )
        self._chance = random.Random(seed)
        self._monitor = MonitorInfo(0, Box(0, 0, *SIZE))
        self._font = ImageFont.load_default(16)
        self._page = self._new_page()
        self._shown: tuple[tuple[str, int], Pixels, list[Line]] | None = None
        self.looks = 0

    def play(self, minutes: float, every_ms: int = LOOK_MS) -> Iterator[int]:
        """Play on; gives the minute after each one that passed."""
        end_ms = self.clock.now_ms() + round(minutes * 60_000)
        minute = 0
        while self.clock.now_ms() < end_ms:
            self._look(every_ms)
            self.clock.advance(every_ms)
            passed = minute + 1
            if self.clock.now_ms() >= end_ms - round((minutes - passed) * 60_000):
                minute = passed
                yield minute

    def close(self) -> None:
        """Write out what is open, and close the store."""
        for change in self.looker.release():
            self.pipeline.process(change)
        self.looker.flush()
        self.pipeline.flush()
        self.store.close()

    @property
    def hour(self) -> float:
        """Hours since it began."""
        return (self.clock.now_ms() - 1_772_442_000_000) / HOUR_MS

    def _look(self, every_ms: int) -> None:
        self._live(every_ms)
        pixels, lines = self._draw()
        self.reader.know(pixels, lines)
        shot = Screenshot(pixels, 0, self.clock.now_ms())
        window = WindowInfo(self._page.app, self._page.title, box=self._monitor.box, focused=True)
        decision = self.looker.decide([window])
        self.looks += 1
        for change in self.looker.look(shot, self._monitor, decision, [window], 60):
            self.pipeline.process(change)

    def _live(self, passed_ms: int) -> None:
        """About a new line in twenty seconds, and another window every two minutes."""
        if self._chance.random() < passed_ms / 120_000 or len(self._page.lines) > 24:
            self._page = self._new_page()
        elif self._chance.random() < passed_ms / 20_000:
            self._page.lines.append(self._sentence())

    def _new_page(self) -> _Page:
        app = self._chance.choice(_APPS)
        lines = [self._sentence() for _ in range(self._chance.randint(3, 14))]
        return _Page(app, f"{' '.join(lines[0].split()[:3])} - {app}", lines)

    def _sentence(self) -> str:
        words = [self._chance.choice(_STEMS) for _ in range(self._chance.randint(6, 12))]
        words.insert(2, str(self._chance.randint(10, 99_999)))
        return " ".join(words).capitalize() + "."

    def _draw(self) -> tuple[Pixels, list[Line]]:
        page, key = self._page, (self._page.title, len(self._page.lines))
        if self._shown is None or self._shown[0] != key:
            image = Image.new("RGB", SIZE, (250, 250, 248))
            pen = ImageDraw.Draw(image)
            pen.rectangle((0, 0, SIZE[0], 40), fill=(60, 70, 90))
            lines = []
            for at, text in enumerate(page.lines):
                place = (60, 60 + 26 * at)
                pen.text(place, text, font=self._font, fill=(20, 20, 20))
                left, top, right, bottom = (round(v) for v in pen.textbbox(place, text, self._font))
                lines.append(Line(text, Box(left, top, right - left, bottom - top)))
            self._shown = (key, np.array(image, np.uint8), lines)
        pixels = self._shown[1].copy()
        tick = np.random.default_rng(self.looks).integers(0, 255, (12, 40, 3), dtype=np.uint8)
        pixels[14:26, 1200:1240] = tick
        return pixels, self._shown[2]
