"""Compares our way to see that a screen changed with the ways that are usual, on the same frames.

``dev.py bench change [--pages 40] [--seed 1]`` draws pages of made-up sentences. On each a clock
ticks, a caret blinks, and then one sentence is added. A way of seeing is good where it keeps every
added sentence and none of the ticks. The others are the tests that comparable programs describe,
each with its customary threshold: they look at a frame as a whole.
"""

import argparse
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from services.capture.looker import Looker
from services.capture.pipeline import Pipeline, PipelineLinks
from services.capture.rules import Decision
from services.capture.screens.base import MonitorInfo, Pixels, Screenshot
from services.records import Box, CaptureId, FrameId, NewCapture, WindowInfo, Withheld
from services.settings import Settings
from tests.unit.capture.screen_play import KnowingReader, Page

WIDTH, HEIGHT = 1920, 1080
STEP_MS = 2_000
SYLLABLES = ("ba", "ko", "ri", "ten", "mal", "su", "vor", "pli", "da", "ner", "qui", "sha", "fe")
CARET = np.full((16, 2, 3), 20, np.uint8)


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture; ``page`` counts pages, ``added`` is the sentence that was added to it."""

    pixels: Pixels
    page: int
    added: str
    kind: str


class Seer(Protocol):
    """A way to see change."""

    def keeps(self, frame: Frame) -> bool:
        """Whether a frame is kept."""
        ...


def frames(pages: int, seed: int, reader: KnowingReader) -> Iterator[Frame]:
    """Each page: first seen, three ticks, a sentence is added, three ticks."""
    rng, seconds = random.Random(seed), 0

    def sentence() -> str:
        words = ["".join(rng.choices(SYLLABLES, k=rng.randint(2, 3))) for _ in range(9)]
        return f"{' '.join(words).capitalize()} {rng.randint(100, 9999)}."

    for number in range(pages):
        size = rng.choice((13, 15, 16, 18))
        said = [sentence() for _ in range(rng.randint(8, 30))]
        added = sentence()
        kinds = ("page", "tick", "caret", "tick", "added", "tick", "caret", "tick")
        for at, kind in enumerate(kinds):
            seconds += 2
            shown = said if at < kinds.index("added") else [*said, added]
            page = Page(size=(WIDTH, HEIGHT))
            clock = f"{9 + seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
            page.write(clock, WIDTH - 90, 8, 14)
            for row, words in enumerate(shown):
                page.write(words, 90, 60 + row * size * 3 // 2, size)
            if kind == "caret":
                page.paste(CARET, 90, 60 + len(shown) * size * 3 // 2)
            yield Frame(reader.draw(page), number, added if len(shown) > len(said) else "", kind)


class Texts:
    """Keeps the texts of captures, and nothing of what is withheld."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._count = 0

    def add(self, entry: NewCapture | Withheld) -> CaptureId:
        """Take in a capture."""
        self._count += 1
        if isinstance(entry, NewCapture):
            self.found += [segment.text for segment in entry.segments]
        return CaptureId(self._count)

    def frame_of(self, capture_id: CaptureId) -> FrameId:
        """A frame for each capture."""
        return FrameId(capture_id)


class Ours:
    """The program's own: tiles that learn what ticks, then the text that is new."""

    def __init__(self, reader: KnowingReader) -> None:
        settings = Settings().capture
        self._storage = Texts()
        self._looker = Looker(lambda: settings, self._storage, longest_gap_ms=60_000)
        self._pipeline = Pipeline(
            PipelineLinks(
                reader=reader,
                sink=self._storage,
                ledger=self._storage,
                frame_of=self._storage.frame_of,
            )
        )
        self._at_ms = 1_772_442_000_000
        self.looking_s = 0.0

    def keeps(self, frame: Frame) -> bool:
        """Whether the frame led to a capture now (of itself, or of one that was held back)."""
        self._at_ms += STEP_MS
        box = Box(0, 0, WIDTH, HEIGHT)
        window = WindowInfo(
            "Editor", f"page {'abcdefghij'[frame.page % 10]}", "", box, focused=True
        )
        shot = Screenshot(frame.pixels, 0, self._at_ms)
        changes = self._looker.look(shot, MonitorInfo(0, box), Decision(), [window], 0)
        self.looking_s += self._looker.take_cost()
        kept = [self._pipeline.process(change) for change in changes]
        return any(capture is not None for capture in kept)

    def holds(self, sentence: str) -> bool:
        """Whether a sentence can be found in what was stored."""
        return any(sentence in text for text in self._storage.found)


Measure = Callable[[NDArray[np.uint8], NDArray[np.uint8]], float]


class Whole:
    """Keeps a frame that differs from the one kept last by more than a threshold."""

    def __init__(
        self, prepare: Callable[[Pixels], NDArray[np.uint8]], differ: Measure, more: float
    ):
        self._prepare, self._differ, self._more = prepare, differ, more
        self._last: NDArray[np.uint8] | None = None

    def keeps(self, frame: Frame) -> bool:
        """Compare the whole frame."""
        now = self._prepare(frame.pixels)
        if self._last is not None and self._differ(self._last, now) <= self._more:
            return False
        self._last = now
        return True


class Every:
    """Keeps every n-th frame, whatever it shows."""

    def __init__(self, step: int) -> None:
        self._step, self._seen = step, 0

    def keeps(self, frame: Frame) -> bool:
        """By the count of frames alone."""
        self._seen += 1
        return (self._seen - 1) % self._step == 0


def gray(pixels: Pixels, size: tuple[int, int] | None = None) -> NDArray[np.uint8]:
    """Brightness, made smaller where a size (width, height) is told."""
    found = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    if size is not None:
        found = cv2.resize(found, size, interpolation=cv2.INTER_AREA)
    return np.asarray(found, np.uint8)


def dissimilarity(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    """One minus the structural similarity over the whole picture (Wang et al. 2004, one window)."""
    a, b = one.astype(np.float32), other.astype(np.float32)
    low, high = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    ma, mb = float(a.mean()), float(b.mean())
    both = float(((a - ma) * (b - mb)).mean())
    top = (2 * ma * mb + low) * (2 * both + high)
    return 1 - top / ((ma**2 + mb**2 + low) * (float(a.var()) + float(b.var()) + high))


def average_hash(pixels: Pixels) -> NDArray[np.uint8]:
    """64 bits: which of 8 by 8 fields are brighter than the mean."""
    small = gray(pixels, (8, 8))
    return np.asarray(small > small.mean(), np.uint8).reshape(-1)


def gradient_hash(pixels: Pixels) -> NDArray[np.uint8]:
    """256 bits: which of 16 by 16 fields are brighter than their left neighbour."""
    small = gray(pixels, (17, 16))
    return np.asarray(small[:, 1:] > small[:, :-1], np.uint8).reshape(-1)


def histogram(pixels: Pixels) -> NDArray[np.uint8]:
    """Shares of 32 levels of brightness, in 255ths."""
    counts = np.bincount(gray(pixels).reshape(-1) // 8, minlength=32)
    return np.asarray(counts * 255 // max(1, int(counts.max())), np.uint8)


def bits(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    """How many bits differ."""
    return float(np.count_nonzero(one != other))


def mean_step(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    """Mean absolute difference, as a share of the whole range."""
    return float(np.abs(one.astype(np.int16) - other).mean()) / 255


def others() -> dict[str, Seer]:
    """The usual ways, each with its customary threshold."""
    return {
        "structural similarity below 0.9": Whole(gray, dissimilarity, 0.1),
        "small picture (64x36), mean step over 1 %": Whole(
            lambda pixels: gray(pixels, (64, 36)), mean_step, 0.01
        ),
        "average hash, over 4 of 64 bits": Whole(average_hash, bits, 4),
        "gradient hash, over 12 of 256 bits": Whole(gradient_hash, bits, 12),
        "gradient hash, any bit": Whole(gradient_hash, bits, 0),
        "histogram, mean step over 2 %": Whole(histogram, mean_step, 0.02),
        "any byte differs": Whole(lambda pixels: pixels, bits_of_bytes, 0),
        "every fifth frame": Every(5),
    }


def bits_of_bytes(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    """1 where any byte differs."""
    return float(not np.array_equal(one, other))


@dataclass(frozen=True, slots=True)
class Score:
    """What one way kept: pages with their added sentence, ticks, and CPU seconds."""

    pages: int = 0
    sentences: int = 0
    ticks: int = 0
    cpu_s: float = 0.0


class Run:
    """One way of seeing and its score so far.

    A sentence counts from whichever of its frames it was kept; every other frame kept is a tick.
    """

    def __init__(self, seer: Seer) -> None:
        self._seer = seer
        self._kept_on: set[int] = set()
        self.score = Score()

    def show(self, frame: Frame) -> None:
        """Show the next frame."""
        started_s = time.thread_time()
        kept = self._seer.keeps(frame)
        spent_s = time.thread_time() - started_s
        score = replace(self.score, cpu_s=self.score.cpu_s + spent_s)
        if kept and frame.kind == "page":
            score = replace(score, pages=score.pages + 1)
        elif kept and frame.added and frame.page not in self._kept_on:
            self._kept_on.add(frame.page)
            score = replace(score, sentences=score.sentences + 1)
        elif kept:
            score = replace(score, ticks=score.ticks + 1)
        self.score = score


def main() -> None:
    """Print one line a way of seeing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    reader = KnowingReader()
    ours = Ours(reader)
    runs = {"tiles and text (ours)": Run(ours)} | {n: Run(seer) for n, seer in others().items()}
    count, added = 0, set[str]()
    for frame in frames(args.pages, args.seed, reader):
        count += 1
        added |= {frame.added} - {""}
        for run in runs.values():
            run.show(frame)
    print(f"{args.pages} pages, {count} frames of {WIDTH}x{HEIGHT}; sentences of ours: in the text")
    print(f"{'':44} pages  sentences  ticks  ms a frame")
    for name, run in runs.items():
        found = run.score
        if run is runs["tiles and text (ours)"]:
            stored = sum(ours.holds(sentence) for sentence in added)
            found = replace(found, sentences=stored, cpu_s=ours.looking_s)
        print(
            f"{name:44} {found.pages:5}  {found.sentences:9}  {found.ticks:5}"
            f"  {1000 * found.cpu_s / count:10.2f}"
        )


if __name__ == "__main__":
    main()
