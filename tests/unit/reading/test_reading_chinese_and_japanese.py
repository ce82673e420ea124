"""Chinese and Japanese on a screen are read by the bundled recogniser, and found again."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from services.reading.cache import LineCache
from services.reading.frame import FrameReader
from services.reading.jobs import FrameJob
from services.reading.recognise import Recogniser
from services.records import Query
from tests.support.library import new_library

FONT = Path("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc")
WIDTH, HEIGHT = 900, 420
DARK_ON_LIGHT, LIGHT_ON_DARK = ((252, 252, 250), (20, 20, 20)), ((30, 31, 34), (223, 225, 229))
CHINESE = ("港口的灯塔每九年春天重新粉刷一次。", "会议改到星期四下午三点，请带合同。")
JAPANESE = ("灯台は春ごとに塗り直されます。", "会議は木曜日の午後三時に変更されました。")
MIXED = "项目 Aurora 的预算为 12,500 元。"


def read(recogniser: Recogniser, colours: tuple[tuple[int, int, int], ...]) -> list[str]:
    """What is read from a screen with all the sentences, at 15 to 22 pixels."""
    if not FONT.is_file():
        pytest.fail("a font is missing: apt-get install fonts-wqy-microhei", pytrace=False)
    picture = Image.new("RGB", (WIDTH, HEIGHT), colours[0])
    draw = ImageDraw.Draw(picture)
    for at, words in enumerate((*CHINESE, *JAPANESE, MIXED)):
        font = ImageFont.truetype(str(FONT), (15, 22, 16, 20, 18)[at])
        draw.text((40, 30 + at * 70), words, font=font, fill=colours[1])
    job = FrameJob(WIDTH, HEIGHT, np.asarray(picture).tobytes(), keyframe=True)
    return [line.text for line in FrameReader(LineCache(), recogniser).read(job).lines]


def without_spaces(text: str) -> str:
    """A space between two chunks of a line says nothing in these scripts."""
    return "".join(text.split())


@pytest.mark.parametrize("colours", [DARK_ON_LIGHT, LIGHT_ON_DARK], ids=["light", "dark"])
def test_every_character_is_read(
    recogniser: Recogniser, colours: tuple[tuple[int, int, int], ...]
) -> None:
    lines = [without_spaces(line) for line in read(recogniser, colours)]
    assert lines == [without_spaces(line) for line in (*CHINESE, *JAPANESE, MIXED)]


def test_what_was_read_is_found_again(recogniser: Recogniser, tmp_path: Path) -> None:
    lines = read(recogniser, DARK_ON_LIGHT)
    with new_library(tmp_path / "library") as engine:
        for line in lines:
            engine.library.add_note(line)
        engine.library.add_note("The lantern hangs in the kitchen.")
        engine.settle()
        for words, line in (
            (CHINESE[0].rstrip("。"), lines[0]),
            (CHINESE[1].split("，")[0], lines[1]),
            (JAPANESE[0].rstrip("。"), lines[2]),
            ("Aurora", lines[4]),
        ):
            hits = engine.library.search(Query(words, 3)).hits
            assert hits, words
            assert hits[0].text == line
