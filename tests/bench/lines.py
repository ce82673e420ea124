"""Measures how lines are found on made-up pages: how many, how well, and how fast.

``dev.py bench lines [KIND]`` prints one row for each kind of page, then what is wrong by page.
"""

import argparse
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import cv2
import numpy as np

from services.reading.chunks import chunks_of
from services.reading.lines import Image, find_lines
from services.records import Box
from tests.support.line_scores import Score, score
from tests.support.rendered_pages import RenderedPage, paint_pages

COLUMNS = ("lines", "found", "joined", "split", "missed", "clipped", "loose", "false", "disordered")
ROUNDS = 15


def milliseconds(image: Image, changed: tuple[Box, ...] | None = None) -> float:
    """The least CPU time of finding a frame's lines: others work on the machine too."""
    taken = []
    for _ in range(ROUNDS):
        start = time.thread_time()
        find_lines(image, changed)
        taken.append(time.thread_time() - start)
    return min(taken) * 1000


def row(name: str, total: Score) -> None:
    """Print one row of the table."""
    values = "".join(f"{getattr(total, column):>9}" for column in COLUMNS[:-1])
    recall = 100 * total.found / max(1, total.lines)
    print(f"{name:26}{values}{total.disordered:>9}  {recall:6.2f} %")


def quality(pages: list[RenderedPage], *, detail: bool) -> None:
    """Print what was found of each kind of page."""
    kinds: dict[str, Score] = defaultdict(Score)
    heading = "".join(f"{name[:8]:>9}" for name in COLUMNS)
    print(f"{'kind of page':26}{heading}")
    for page in pages:
        one = score(page, find_lines(page.pixels).lines)
        kinds[page.kind] += one
        if detail:
            row(f"  {page.name}"[:26], one)
    for kind, total in kinds.items():
        row(kind, total)
    row("all", sum(kinds.values(), Score()))


def speed(pages: list[RenderedPage]) -> None:
    """Print times for a whole 1080p frame of text and for one changed line of it."""
    frame = np.full((1080, 1920, 3), 252, np.uint8)
    small = [page.pixels for page in pages if page.kind.startswith("size 10")][:4]
    for part, (top, left) in zip(small, ((0, 0), (0, 960), (540, 0), (540, 960)), strict=False):
        high = min(part.shape[0], 540)
        frame[top : top + high, left : left + 960] = part[:high, :960]
    whole = milliseconds(frame)
    found = find_lines(frame)
    line = milliseconds(frame, (Box(40, 400, 400, 36),))
    start = time.thread_time()
    chunks = [chunk for seen in found.lines for chunk in chunks_of(seen.box, found.gray)]
    cut = (time.thread_time() - start) * 1000
    print(f"1080p, {len(found.lines)} lines: {whole:.1f} ms; one changed line: {line:.2f} ms")
    print(f"cutting it into {len(chunks)} chunks: {cut:.1f} ms")


def main() -> None:
    """Paint, find, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", nargs="?", default="")
    kind = parser.parse_args().kind
    cv2.setNumThreads(1)
    with tempfile.TemporaryDirectory(prefix="afterimage-bench-") as folder:
        pages = paint_pages(Path(folder), kind)
    quality(pages, detail=bool(kind))
    if not kind:
        speed(pages)


if __name__ == "__main__":
    main()
