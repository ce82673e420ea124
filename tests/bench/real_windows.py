"""Measures reading in windows of real programs whose text is known, beside Tesseract.

``dev.py bench real_windows [--programs xterm,mupdf] [--columns RapidOCR]`` opens terminals,
browsers, editors and document viewers on a private display, in many faces, sizes and colours, and
reads each picture the program's own way with each recogniser, and with Tesseract. Text and layout
come from a seed. ``--frames DIR`` keeps the pictures with what stands in them, ``--from DIR``
measures those again, ``--save DIR`` writes each crop that a recogniser gets with its exact text.
Programs that are not installed are told of and left out.
"""

import argparse
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from resources import ROOT as RESOURCES
from services.reading.cascade import Cascade
from services.reading.recognise import Recogniser
from services.reading.screen_net import ScreenRecogniser
from tests.support.display import start_display
from tests.support.reading_columns import Column, our_way, tesseract_lines, tesseract_page
from tests.support.real_editors import editors
from tests.support.real_pages import browsers
from tests.support.real_shots import Shot, keep, kept, save_crops
from tests.support.real_terminals import terminals
from tests.support.real_text import Texts
from tests.support.real_viewers import viewers
from tests.support.real_windows import Scene, close_scene, open_scene
from tests.support.scoring import Score, score

COLUMNS: tuple[tuple[str, Callable[[], Column]], ...] = (
    ("small net", lambda: our_way(ScreenRecogniser())),
    ("both", lambda: our_way(Cascade())),
    ("RapidOCR", lambda: our_way(Recogniser())),
    ("Tesseract lines", lambda: tesseract_lines),
    ("Tesseract page", lambda: tesseract_page),
)
"""Name and what makes the way to read: the net alone, with RapidOCR where it is unsure, …"""

MODEL = RESOURCES / "recogniser" / "screen.onnx"

PROGRAMS = {
    "xterm": "xterm",
    "st": "st",
    "chromium": "chromium",
    "firefox": "firefox-esr",
    "surf": "surf",
    "netsurf": "netsurf-gtk",
    "mousepad": "mousepad",
    "geany": "geany",
    "qt": "Xvfb",
    "mupdf": "mupdf",
    "xpdf": "xpdf",
    "zathura": "zathura",
    "evince": "evince",
}
"""The programs by what begins their scenes' titles, and what must be installed for each."""


def scenes(folder: Path, seed: int, programs: set[str]) -> Iterator[Scene]:
    """All windows of the programs that are asked for."""
    texts = Texts(seed)
    asked = tuple(sorted(programs))
    for made in (
        terminals(folder, texts, asked),
        browsers(folder, texts, asked),
        editors(folder, texts, asked),
        viewers(folder, texts, asked),
    ):
        yield from made


def shots(seed: int, programs: set[str]) -> Iterator[Shot]:
    """Open one window after another on a display of their own."""
    with (
        tempfile.TemporaryDirectory(prefix="afterimage-bench-") as name,
        start_display() as display,
    ):
        for scene in scenes(Path(name), seed, programs):
            try:
                pixels = open_scene(display, scene)
            except AssertionError as error:
                print(f"left out: {scene.title} ({scene.style}): {error}", flush=True)
                display.stop_programs()
                continue
            close_scene(display, scene)
            yield Shot.of(scene, pixels)


class Table:
    """Adds up scores by program and column."""

    def __init__(self, names: list[str]) -> None:
        self._names = names
        self._rows: dict[str, dict[str, list[tuple[Score, float]]]] = defaultdict(
            lambda: defaultdict(list)
        )

    def add(self, program: str, column: str, result: Score, cpu_s: float) -> None:
        """Take in one window."""
        self._rows[program][column].append((result, cpu_s))
        self._rows["all"][column].append((result, cpu_s))

    def show(self) -> None:
        """Print a row a program and column."""
        print(
            f"{'program':10} {'read by':16} {'lines':>6} {'error':>8} {'+missed':>8}"
            f" {'missed':>7} {'false':>6} {'ms/line':>8}"
        )
        everything = self._rows.pop("all", {})
        for program, columns in [*self._rows.items(), ("all", everything)]:
            for name in self._names:
                print(f"{program:10} {name:16} {_summed(columns[name])}")


def _summed(results: list[tuple[Score, float]]) -> str:
    """Lines, error on those found, error with those missed, missed, false texts, ms a line."""
    lines = sum(one.lines for one, _ in results) or 1
    found = sum(one.found for one, _ in results) or 1
    characters = sum(one.characters for one, _ in results) or 1
    errors = sum(one.errors for one, _ in results)
    all_errors = errors + sum(one.missed_characters for one, _ in results)
    missed = sum(len(one.missed) for one, _ in results)
    false = sum(len(one.false) for one, _ in results)
    ms = 1000 * sum(cpu_s for _, cpu_s in results) / lines
    return (
        f"{lines:6} {errors / found:8.2%} {all_errors / characters:8.2%}"
        f" {missed:7} {false:6} {ms:8.1f}"
    )


def measure(pictures: Iterable[Shot], columns: dict[str, Column], *, verbose: bool) -> Table:
    """Read each picture every way; one line a window is printed meanwhile."""
    table = Table(list(columns))
    for shot in pictures:
        for name, column in columns.items():
            reading = column(shot.pixels)
            any_case = "font-variant" in shot.style
            result = score(
                shot.lines, shot.rows, shot.frame_words, reading.lines, any_case=any_case
            )
            table.add(shot.program, name, result, reading.cpu_s)
            print(f"{shot.title:12} {shot.style[:44]:44} {name:16}", end=" ")
            print(_summed([(result, reading.cpu_s)]), flush=True)
            if verbose:
                _tell(result)
    return table


def _made(names: list[str]) -> Iterator[tuple[str, Column]]:
    """The columns of these names; those whose model is not there are told of and left out."""
    for name, make in COLUMNS:
        if name not in names:
            continue
        if name in {"small net", "both"} and not MODEL.is_file():
            print(f"left out: {name}, whose model is not in {MODEL.parent.name}")
            continue
        yield name, make()


def _tell(result: Score) -> None:
    for line in result.missed:
        print(f"    missed: {line!r}")
    for text in result.false:
        print(f"    false:  {text!r}")
    for edits, line, read in result.worst:
        print(f"    {edits:3} in {line!r}\n     as {read!r}")


def main() -> None:
    """Open or load, save where asked, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", default=",".join(PROGRAMS))
    parser.add_argument("--columns", default=",".join(name for name, _ in COLUMNS))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--frames", type=Path)
    parser.add_argument("--from", dest="kept", type=Path)
    parser.add_argument("--save", type=Path)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    asked = set(options.programs.split(","))
    there = {name for name in asked if shutil.which(PROGRAMS[name])}
    if asked - there:
        print(f"not installed: {', '.join(sorted(asked - there))}")
    if options.kept:
        pictures: Iterator[Shot] = filter(
            lambda one: one.title.split("-")[0] in asked, kept(options.kept)
        )
    else:
        pictures = shots(options.seed, there)
    if options.frames:
        pictures = keep(pictures, options.frames)
    if options.save:
        pictures = save_crops(pictures, options.save, Recogniser())
    columns = dict(_made(options.columns.split(",")))
    measure(pictures, columns, verbose=options.verbose).show()


if __name__ == "__main__":
    main()
