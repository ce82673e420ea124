"""Batches of rendered lines, the same for the same seed, made in worker processes."""

import multiprocessing
import random
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from multiprocessing.queues import Queue
from pathlib import Path
from queue import Empty

import cv2
import numpy as np
from numpy.typing import NDArray

from recogniser.alphabet import classes_of
from recogniser.corpus import Words, load_words
from recogniser.faces import Faces, find_faces
from recogniser.render import Kind, sample
from services.reading.line_image import HEIGHT, line_image

WIDTHS = (96, 160, 224, 288, 352, 416, 512)
"""Widths of a batch in pixels; lines that are narrower have nothing at their right."""

_PIXELS = 64 * 320  # of a batch, in columns
_PIXELS_A_CHARACTER = 13


@dataclass(frozen=True, slots=True)
class Batch:
    """Pictures (n, 1, 32, width) in bytes, and the classes of each line's characters."""

    pictures: NDArray[np.uint8]
    targets: tuple[tuple[int, ...], ...]


PLAIN_FROM = 8000
"""From this batch on, three of four are of plain lines: what most of a screen is."""

FURTHER_FROM = 11_000
"""From this batch on, those are drawn as programs do: what the training goes on with."""


def make_batch(seed: int, number: int, faces: Faces, words: Words) -> Batch:
    """Batch ``number`` of a seed."""
    kind = _kind(number)
    rng = random.Random(f"{seed}/{number}")
    width = rng.choice(WIDTHS)
    count = max(8, _PIXELS // width // 8 * 8)
    pictures = np.zeros((count, 1, HEIGHT, width), np.uint8)
    targets: list[tuple[int, ...]] = []
    while len(targets) < count:
        length = rng.randint(1, max(2, width // _PIXELS_A_CHARACTER))
        made = sample(rng, faces, words, length, kind)
        if made is None:
            continue
        picture = line_image(made.pixels)
        classes = tuple(classes_of(made.text))
        # CTC needs a column for every character and one more between equals
        if picture.shape[1] > width or 2 * len(classes) + 2 > picture.shape[1] // 2:
            continue
        pictures[len(targets), 0, :, : picture.shape[1]] = picture
        targets.append(classes)
    return Batch(pictures, tuple(targets))


def _kind(number: int) -> Kind:
    """What the lines of a batch are like."""
    if number < PLAIN_FROM or number % 4 == 0:
        return Kind.ANY
    return Kind.PLAIN if number < FURTHER_FROM else Kind.PROGRAM


def batches(seed: int, first: int, last: int, fonts: Path, workers: int) -> Iterator[Batch]:
    """Batches ``first`` to ``last`` (outside) in order."""
    context = multiprocessing.get_context("spawn")
    queues: list[Queue[Batch]] = [context.Queue(maxsize=12) for _ in range(workers)]
    processes = [
        context.Process(
            target=_work, args=(queue, seed, first + at, last, workers, fonts), daemon=True
        )
        for at, queue in enumerate(queues)
    ]
    for process in processes:
        process.start()
    for number in range(first, last):
        at = (number - first) % workers
        yield _next(queues[at], processes[at])
    for process in processes:
        process.join()


def _next(queue: "Queue[Batch]", process: BaseProcess) -> Batch:
    """The next batch of a worker. Raises ``RuntimeError`` where it has ended before its time."""
    while True:
        try:
            return queue.get(timeout=5)
        except Empty:
            if not process.is_alive():
                raise RuntimeError("A worker that renders lines has ended.") from None


def _work(queue: "Queue[Batch]", seed: int, first: int, last: int, step: int, fonts: Path) -> None:
    """Make every ``step``-th batch."""
    cv2.setNumThreads(1)
    faces, words = find_faces(fonts), load_words(fonts)
    for number in range(first, last, step):
        queue.put(make_batch(seed, number, faces, words))
