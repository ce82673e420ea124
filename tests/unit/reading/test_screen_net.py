"""The small net reads lines of screens, and knows when it does not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Picture
from PIL import ImageDraw, ImageFont

from services.reading.line_image import HEIGHT, line_image, scaled_width
from services.reading.lines import Image
from services.reading.recognise import Recognised
from services.reading.screen_net import FOREIGN, ScreenRecogniser, with_digits
from tests.support.scoring import distance

Colour = tuple[int, int, int]
BLACK, WHITE, NIGHT, MINT = (0, 0, 0), (255, 255, 255), (24, 26, 32), (160, 230, 180)


@pytest.fixture(scope="module")
def net() -> ScreenRecogniser:
    """One for all tests: it holds no state between its reads."""
    return ScreenRecogniser()


def crop_of(
    text: str,
    size: int = 16,
    face: str = "DejaVuSans.ttf",
    ink: Colour = BLACK,
    ground: Colour = WHITE,
) -> Image:
    """A line as the finder cuts it: two rows and a few columns around the ink."""
    font = ImageFont.truetype(face, size)
    picture = Picture.new("RGB", (int(font.getlength(text)) + 40, 3 * size), ground)
    draw = ImageDraw.Draw(picture)
    draw.text((20, size), text, ink, font, anchor="lt")
    left, top, right, bottom = draw.textbbox((20, size), text, font, anchor="lt")
    return np.asarray(picture)[int(top) - 2 : int(bottom) + 2, int(left) - 4 : int(right) + 3]


def errors_in(read: list[Recognised], texts: list[str]) -> float:
    """Edits for each character of the texts."""
    edits = sum(distance(seen.text, text) for seen, text in zip(read, texts, strict=True))
    return edits / len("".join(texts))


@pytest.mark.parametrize("face", ["DejaVuSans.ttf", "DejaVuSansMono.ttf"])
@pytest.mark.parametrize(("ink", "ground"), [(BLACK, WHITE), (MINT, NIGHT), (NIGHT, MINT)])
def test_running_text_is_read_with_hardly_an_error(
    net: ScreenRecogniser, face: str, ink: Colour, ground: Colour
) -> None:
    """In usual sizes, both ways round."""
    texts = ["The quick brown fox jumps", "over 13 lazy dogs, again.", "Rechnung 4711 bezahlt"]
    sizes = [11, 13, 16, 22, 36]
    read = net.read([crop_of(text, size, face, ink, ground) for size in sizes for text in texts])
    assert errors_in(read, texts * len(sizes)) < 0.01


def test_latin_scripts_are_read_with_hardly_an_error(net: ScreenRecogniser) -> None:
    """With all their accents."""
    texts = [
        "Größe Straße über Öl",
        "déjà vu, ça va très bien",
        "mañana ¿qué está aquí?",
        "příliš žluťoučký kůň",
        "zażółć gęślą jaźń",
        "İstanbul’da güneş doğdu",
        "Tiếng Việt rất đẹp",
        "são Paulo, coração",
        "árvíztűrő tükörfúrógép",
        "în România și Țara",
    ]
    assert errors_in(net.read([crop_of(text, 18) for text in texts]), texts) < 0.025


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("47ll", "4711"),
        ("over l3 dogs", "over 13 dogs"),
        ("2O26-11-20", "2026-11-20"),
        ("O2 and Il1", "O2 and Il1"),
        ("all1 l0ng", "all1 l0ng"),
        ("", ""),
    ],
)
def test_numbers_are_of_digits(seen: str, meant: str) -> None:
    """Where neighbours tell."""
    assert with_digits(seen) == meant


@pytest.mark.parametrize(
    "text",
    [
        "def main(argv: list[str]) -> int:",
        "if (x != null && y[0] >= 3) {",
        "$ git commit -m 'first' --amend",
        "https://example.org/a?b=1&c=2",
        "C:\\Users\\me\\notes_2024.txt",
    ],
)
def test_code_is_read(net: ScreenRecogniser, text: str) -> None:
    """With every sign."""
    assert net.read([crop_of(text, 15, "DejaVuSansMono.ttf")])[0].text == text


def test_another_script_is_told_apart(net: ScreenRecogniser) -> None:
    """As one sign for the run, or by a low confidence: either way it is read again."""
    for text in ("Привет, мир", "Καλημέρα κόσμε"):
        read = net.read([crop_of(text)])[0]
        assert FOREIGN in read.text or read.confidence < 0.5


def test_order_and_neighbours_do_not_matter(net: ScreenRecogniser) -> None:
    """A crop reads the same alone and beside wider ones."""
    crops = [crop_of("a much longer line of text"), crop_of("short"), crop_of("of middle length")]
    together = net.read(crops)
    assert [read.text for read in together] == [net.read([crop])[0].text for crop in crops]
    assert [read.text for read in net.read(crops[::-1])] == [read.text for read in together[::-1]]


def test_nothing_gives_nothing(net: ScreenRecogniser) -> None:
    """No crops, no text; a plain crop, no letters."""
    assert net.read([]) == []
    assert net.read([np.full((20, 90, 3), 200, np.uint8)])[0].text == ""


def test_texture_is_not_sure(net: ScreenRecogniser) -> None:
    """What noise looks like is not said with confidence."""
    noise = np.random.default_rng(5).integers(0, 255, (24, 200, 3)).astype(np.uint8)
    read = net.read([noise])[0]
    assert not read.text or read.confidence < 0.5


@given(st.integers(1, 90), st.integers(1, 700), st.integers(0, 2**32 - 1))
def test_any_crop_becomes_a_picture_of_one_height(height: int, width: int, seed: int) -> None:
    """Whatever its size."""
    crop = np.random.default_rng(seed).integers(0, 256, (height, width, 3)).astype(np.uint8)
    assert line_image(crop).shape == (HEIGHT, scaled_width(height, width))


def test_polarity_and_colour_do_not_matter() -> None:
    """Ink is what is apart from its ground, brighter, darker or of another colour."""
    dark = line_image(crop_of("Words"))
    assert int(dark.max()) > 240
    light = line_image(crop_of("Words", ink=WHITE, ground=BLACK))
    assert np.abs(dark.astype(int) - light).mean() < 3
    # red and green of one brightness
    coloured = line_image(crop_of("Words", ink=(200, 40, 40), ground=(40, 122, 40)))
    assert float(coloured.max()) > 200
