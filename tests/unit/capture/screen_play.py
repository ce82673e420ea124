"""A made-up screen for tests, and a reader that knows what was drawn on it."""

import hashlib
from dataclasses import dataclass, field

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from services.capture.screens.base import Pixels
from services.errors import WorldError
from services.reading.jobs import FrameJob, FrameReading
from services.records import Box, CaptureId, EncodedFrame, FrameId, Line, NewCapture, Patch

WIDTH, HEIGHT = 1280, 720


@dataclass
class Page:
    """What is on a screen; ``draw`` gives its pixels, ``lines`` what a perfect reader finds."""

    background: tuple[int, int, int] = (250, 250, 248)
    ink: tuple[int, int, int] = (20, 20, 20)
    size: tuple[int, int] = (WIDTH, HEIGHT)
    texts: list[tuple[str, int, int, int]] = field(default_factory=list)
    pictures: list[tuple[Pixels, int, int]] = field(default_factory=list)

    def write(self, text: str, left: int, top: int, size: int = 16) -> "Page":
        self.texts.append((text, left, top, size))
        return self

    def paste(self, picture: Pixels, left: int, top: int) -> "Page":
        self.pictures.append((picture, left, top))
        return self

    def draw(self) -> Pixels:
        image = Image.new("RGB", self.size, self.background)
        for picture, left, top in self.pictures:
            image.paste(Image.fromarray(picture), (left, top))
        pen = ImageDraw.Draw(image)
        for text, left, top, size in self.texts:
            pen.text((left, top), text, font=ImageFont.load_default(size), fill=self.ink)
        return np.array(image, np.uint8)

    def lines(self) -> tuple[Line, ...]:
        pen = ImageDraw.Draw(Image.new("RGB", self.size))
        found = []
        for text, left, top, size in self.texts:
            box = pen.textbbox((left, top), text, font=ImageFont.load_default(size))
            x, y, far_x, far_y = (round(side) for side in box)
            found.append(Line(text, Box(x, y, far_x - x, far_y - y)))
        return tuple(sorted(found, key=lambda line: (line.box.top, line.box.left)))


def noise(seed: int, width: int = 400, height: int = 216) -> Pixels:
    """A picture without any text."""
    return np.random.default_rng(seed).integers(0, 255, (height, width, 3), dtype=np.uint8)


class KnowingReader:
    """Finds the lines of the page that was drawn, where they touch what changed."""

    def __init__(self) -> None:
        self._pages: dict[bytes, tuple[Line, ...]] = {}
        self.jobs: list[FrameJob] = []
        self.fail = False
        self.rules: tuple[str, ...] = ()

    def draw(self, page: Page) -> Pixels:
        pixels = page.draw()
        self._pages[hashlib.sha256(pixels.tobytes()).digest()] = page.lines()
        return pixels

    def read_frame(self, job: FrameJob) -> FrameReading:
        self.jobs.append(job)
        if self.fail:
            raise WorldError("The reader broke.")
        known = self._pages.get(hashlib.sha256(job.pixels).digest(), ())
        whole = Box(0, 0, job.width, job.height)
        regions = (whole,) if job.keyframe else job.changed
        lines = tuple(line for line in known if any(line.box.overlaps(r) for r in regions))
        frame = EncodedFrame(
            job.width,
            job.height,
            tuple(Patch(region, crop(job, region)) for region in regions),
        )
        return FrameReading(
            lines, lines, frame, self.rules, {"ocr.lines": len(lines)}, {"read": 0.001}
        )


def crop(job: FrameJob, box: Box) -> bytes:
    """The raw pixels of a region, in place of WebP."""
    pixels = np.frombuffer(job.pixels, np.uint8).reshape(job.height, job.width, 3)
    return pixels[box.top : box.bottom, box.left : box.right].tobytes()


class KeepingSink:
    """Keeps captures in a list; the frame of capture n is n + 1000."""

    def __init__(self) -> None:
        self.captures: list[NewCapture] = []
        self.fail = False

    def add(self, capture: NewCapture) -> CaptureId:
        if self.fail:
            raise WorldError("The disk is full.")
        self.captures.append(capture)
        return CaptureId(len(self.captures))

    def frame_of(self, capture_id: CaptureId) -> FrameId | None:
        return FrameId(capture_id + 1000)

    def texts(self) -> list[str]:
        return [segment.text for capture in self.captures for segment in capture.segments]

    def picture(self) -> Pixels:
        """The last stored frame, put together from its chain."""
        chain: list[NewCapture] = []
        index = len(self.captures)
        while True:
            capture = self.captures[index - 1]
            assert capture.frame is not None
            chain.append(capture)
            if capture.frame.base is None:
                break
            index = capture.frame.base - 1000
        frame = chain[-1].frame
        assert frame is not None
        pixels = np.zeros((frame.height, frame.width, 3), np.uint8)
        for capture in reversed(chain):
            assert capture.frame is not None
            for patch in capture.frame.patches:
                box = patch.box
                part = np.frombuffer(patch.webp, np.uint8).reshape(box.height, box.width, 3)
                pixels[box.top : box.bottom, box.left : box.right] = part
        return pixels
