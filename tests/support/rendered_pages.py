"""Pages as programs draw them, with each line's text, ink and place in the reading order known.

Qt paints them in a process of its own (``page_painter``), with real hinting and anti-aliasing.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from services.records import Box

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class TrueLine:
    """A line that stands on a page: its text, the box of its ink, and the ink in it.

    Lines with the same ``row`` (not empty) may as well be found as one: the words of a menu bar.
    """

    text: str
    box: Box
    ink: NDArray[np.bool_]
    row: str = ""


@dataclass(frozen=True)
class RenderedPage:
    """A page of one ``kind``: RGB pixels, its lines in reading order, whether the order counts."""

    kind: str
    name: str
    pixels: NDArray[np.uint8]
    lines: tuple[TrueLine, ...]
    ordered: bool


def paint_pages(folder: Path, only: str = "") -> list[RenderedPage]:
    """Paint all pages (or those whose kind starts with ``only``) by way of ``folder``."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "*=false"}
    command = [sys.executable, "-m", "tests.support.page_painter", str(folder), only]
    subprocess.run(command, check=True, cwd=ROOT, env=environment, timeout=300)
    return [_load(path) for path in sorted(folder.glob("*.npz"))]


def _load(path: Path) -> RenderedPage:
    """One page as the painter left it."""
    with np.load(path) as arrays:
        facts = json.loads(str(arrays["facts"]))
        lines = tuple(
            TrueLine(line["text"], Box(*line["box"]), arrays[f"ink{at}"], line["row"])
            for at, line in enumerate(facts["lines"])
        )
        return RenderedPage(facts["kind"], facts["name"], arrays["pixels"], lines, facts["ordered"])
