"""The recogniser reads what is on the screen, exactly, and each line once."""

import importlib.machinery
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from services.reading import recognise
from services.reading.cache import LineCache
from services.reading.jobs import ReadingError
from services.reading.line_reader import LineReader, PageText
from services.reading.lines import find_lines
from services.reading.recognise import Recognised, Recogniser, model_path
from tests.support.scoring import distance
from tests.support.screens import MONO, SANS, SERIF, Look, Pixels, Screen

TEXT = [
    "Ines moved the harbour survey to 17 March, 14:30.",
    "Total: 1,204.50 EUR (incl. 19 % tax) #A-7731",
    "Die Straße über den Fluss war früher gesperrt.",
    "def merge(left, right): return left + right[1:]",
]


def read(pixels: Pixels, recogniser: Recogniser, cache: LineCache | None = None) -> PageText:
    cache = LineCache() if cache is None else cache
    return LineReader(cache, recogniser).read(pixels, find_lines(pixels), {})


@pytest.mark.parametrize("name", [SANS, SERIF, MONO])
@pytest.mark.parametrize(("size", "dark"), [(12, False), (16, True), (24, False)])
def test_rendered_text_is_read_with_hardly_an_error(
    name: str, size: int, dark: bool, recogniser: Recogniser
) -> None:
    look = Look(name, size, (220, 220, 220) if dark else (20, 20, 20))
    screen = Screen(1200, 220, (30, 32, 38) if dark else (252, 252, 250)).page(TEXT, look)
    lines = read(screen.pixels, recogniser).lines
    assert len(lines) == len(TEXT)
    errors = sum(distance(a, seen.line.text) for a, seen in zip(TEXT, lines, strict=True))
    assert errors <= 0.02 * len("".join(TEXT))
    assert not any(seen.doubtful for seen in lines)


def test_nothing_is_recognised_twice(recogniser: Recogniser) -> None:
    cache = LineCache()
    first = read(Screen().page(TEXT).pixels, recogniser, cache)
    assert first.from_cache == 0
    for key, entry in first.fresh.items():
        cache.put(key, entry)
    moved = read(Screen().page(TEXT, top=47).pixels, recogniser, cache)
    assert moved.from_cache == len(TEXT)
    assert moved.fresh == {}
    assert [seen.line.text for seen in moved.lines] == [seen.line.text for seen in first.lines]


def test_a_known_line_keeps_its_text(recogniser: Recogniser) -> None:
    pixels = Screen().page(TEXT[:1]).pixels
    reader = LineReader(LineCache(), recogniser)
    (seen,) = reader.read(pixels, find_lines(pixels), {}).lines
    masked = replace(seen, line=replace(seen.line, text="█████"))
    again = reader.read(pixels, find_lines(pixels), {seen.keys: masked})
    assert again.lines[0].line.text == "█████"
    assert again.fresh == {}


def test_a_texture_gives_no_text(recogniser: Recogniser) -> None:
    noise = np.random.default_rng(4).integers(0, 256, (200, 300, 3), dtype=np.uint8)
    assert all(seen.doubtful for seen in read(noise, recogniser).lines)


def test_crops_come_back_in_the_order_given(recogniser: Recogniser) -> None:
    crops = [
        Screen(width, 32).text(6, 6, words).pixels
        for width, words in ((400, "a rather long line of words"), (60, "cat"), (200, "two words"))
    ]
    assert [seen.text for seen in recogniser.read(crops)] == [
        "a rather long line of words", "cat", "two words",
    ]  # fmt: skip
    assert recogniser.read([]) == []


def test_an_empty_crop_has_no_text(recogniser: Recogniser) -> None:
    assert recogniser.read([Screen(60, 60).pixels]) == [Recognised("", 0.0)]


@pytest.mark.parametrize("origin", [None, "/nowhere/rapidocr/__init__.py"])
def test_a_missing_model_is_an_error_with_a_remedy(
    origin: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = importlib.machinery.ModuleSpec("rapidocr", None, origin=origin)
    monkeypatch.setattr(recognise, "find_spec", lambda _name: spec if origin else None)
    with pytest.raises(ReadingError, match="Reinstall"):
        model_path()


def test_the_model_ships_with_the_package() -> None:
    assert Path(model_path()).stat().st_size > 10_000_000
