"""Ways to read a picture of a screen, each timed: our own with some recogniser, and Tesseract."""

import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

import cv2
import numpy as np
from PIL import Image as Pictures

from services.reading.cache import LineCache
from services.reading.frame import FrameReader
from services.reading.jobs import FrameJob
from services.reading.line_reader import crop
from services.reading.lines import Image, find_lines
from services.reading.recognise import Recognised, Recogniser
from services.records import Box
from tests.support.programs import find_program
from tests.support.scoring import Read


class LineRecogniser(Protocol):
    """What reads crops of lines."""

    def read(self, crops: Sequence[Image], /) -> list[Recognised]:
        """The text of each crop, in the order given."""
        ...


@dataclass(frozen=True)
class Reading:
    """What one way read in one picture: ``cpu_s`` of recognition alone where it can be told."""

    lines: tuple[Read, ...]
    cpu_s: float


Column = Callable[[Image], Reading]


class Timed:
    """Passes crops on to a recogniser and adds up the CPU time of this process meanwhile."""

    def __init__(self, inner: LineRecogniser) -> None:
        self._inner = inner
        self.cpu_s = 0.0

    def read(self, crops: Sequence[Image]) -> list[Recognised]:
        """As the recogniser does."""
        start = time.process_time()
        try:
            return self._inner.read(crops)
        finally:
            self.cpu_s += time.process_time() - start


def our_way(recogniser: LineRecogniser) -> Column:
    """Finding, cutting and assembling as in the program, with this recogniser."""
    timed = Timed(recogniser)

    def read(pixels: Image) -> Reading:
        reader = FrameReader(LineCache(), cast(Recogniser, timed))
        height, width = pixels.shape[:2]
        timed.cpu_s = 0.0
        job = FrameJob(width, height, pixels.tobytes(), keyframe=True, redact=False)
        lines = reader.read(job).lines
        return Reading(tuple(Read(line.text, line.box) for line in lines), timed.cpu_s)

    return read


def tesseract_page(pixels: Image) -> Reading:
    """Tesseract's own page analysis (``--psm 3``) on the window."""
    left, top, right, bottom = _window(pixels)
    part = pixels[top:bottom, left:right]
    texts, cpu_s = _tesseract([part], 3)
    return Reading(tuple(Read(line) for line in texts[0].splitlines() if line.strip()), cpu_s)


def tesseract_lines(pixels: Image) -> Reading:
    """Tesseract (``--psm 7``) on the lines that the program finds."""
    height, width = pixels.shape[:2]
    boxes = [line.box for line in find_lines(pixels).lines]
    grown = [
        Box(
            max(0, box.left - 5),
            max(0, box.top - 3),
            min(width, box.right + 5) - max(0, box.left - 5),
            min(height, box.bottom + 3) - max(0, box.top - 3),
        )
        for box in boxes
    ]
    if not grown:
        return Reading((), 0.0)
    texts, cpu_s = _tesseract([crop(pixels, box) for box in grown], 7)
    told = zip(texts, boxes, strict=True)
    return Reading(tuple(Read(text.strip(), box) for text, box in told if text.strip()), cpu_s)


def tesseract_language() -> str:
    """All Latin letters where that model is installed, else English."""
    program = find_program("tesseract", "tesseract-ocr")
    done = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=True)
    return "Latin" if "Latin" in done.stdout.split() else "eng"


def _tesseract(images: Sequence[Image], mode: int) -> tuple[list[str], float]:
    """What Tesseract says of each image, on one thread, and its CPU seconds."""
    with tempfile.TemporaryDirectory(prefix="afterimage-bench-") as name:
        folder = Path(name)
        paths = []
        for at, image in enumerate(images):
            paths.append(folder / f"{at:04}.png")
            Pictures.fromarray(np.ascontiguousarray(image)).save(paths[-1], compress_level=1)
        listed = folder / "list.txt"
        listed.write_text("\n".join(str(path) for path in paths), encoding="utf-8")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [find_program("tesseract", "tesseract-ocr"), str(listed), "stdout"]
        command += ["--psm", str(mode), "-l", tesseract_language(), "--dpi", "96"]
        done = subprocess.run(
            command,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            capture_output=True,
            text=True,
            check=True,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    texts = done.stdout.split("\f")[: len(images)]
    return texts + [""] * (len(images) - len(texts)), cpu_s


def _window(pixels: Image) -> tuple[int, int, int, int]:
    """Corners of what is not the black root window."""
    gray = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    rows, columns = np.flatnonzero(gray.any(axis=1)), np.flatnonzero(gray.any(axis=0))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1
