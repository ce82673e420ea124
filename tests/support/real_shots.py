"""Pictures of windows with the text that stands in them, kept in a folder or cut into crops."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image as Pictures

from services.reading.lines import Image
from services.reading.recognise import Recogniser
from tests.support.line_crops import known_crops
from tests.support.real_windows import Scene


@dataclass(frozen=True)
class Shot:
    """A screen with one window; the texts are those of its ``Scene``."""

    program: str
    style: str
    title: str
    lines: tuple[str, ...]
    rows: tuple[str, ...]
    frame_words: tuple[str, ...]
    pixels: Image

    @classmethod
    def of(cls, scene: Scene, pixels: Image) -> "Shot":
        """What a scene shows on its picture."""
        return cls(
            scene.program,
            scene.style,
            scene.title,
            scene.lines,
            scene.rows,
            scene.frame_words,
            pixels,
        )

    @property
    def known(self) -> tuple[str, ...]:
        """All texts that one line of the picture may hold."""
        return (*self.lines, *self.rows, *self.frame_words)


def keep(shots: Iterable[Shot], folder: Path) -> Iterator[Shot]:
    """Write each picture with its texts into a folder, and pass it on."""
    folder.mkdir(parents=True, exist_ok=True)
    for shot in shots:
        Pictures.fromarray(shot.pixels).save(folder / f"{shot.title}.png")
        told = {
            "program": shot.program,
            "style": shot.style,
            "lines": shot.lines,
            "rows": shot.rows,
            "frame_words": shot.frame_words,
        }
        path = folder / f"{shot.title}.json"
        path.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
        yield shot


def kept(folder: Path) -> Iterator[Shot]:
    """What ``keep`` wrote, by name."""
    for path in sorted(folder.glob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        with Pictures.open(path.with_suffix(".png")) as picture:
            pixels = np.asarray(picture.convert("RGB"))
        yield Shot(
            told["program"],
            told["style"],
            path.stem,
            tuple(told["lines"]),
            tuple(told["rows"]),
            tuple(told["frame_words"]),
            pixels,
        )


def save_crops(shots: Iterable[Shot], folder: Path, recogniser: Recogniser) -> Iterator[Shot]:
    """Write the crops of each picture as ``NNNNN.png``, and ``truth.tsv``; pass the picture on.

    ``truth.tsv`` has a row a crop: file, program, style, exact text.
    """
    folder.mkdir(parents=True, exist_ok=True)
    number = 0
    with (folder / "truth.tsv").open("w", encoding="utf-8") as table:
        for shot in shots:
            for crop in known_crops(shot.pixels, shot.known, recogniser):
                name = f"{number:05}.png"
                Pictures.fromarray(np.ascontiguousarray(crop.pixels)).save(folder / name)
                table.write(f"{name}\t{shot.program}\t{shot.style}\t{crop.text}\n")
                number += 1
            table.flush()
            yield shot
