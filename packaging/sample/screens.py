"""Draws the sample's screens: simple, believable windows of made-up programs."""

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, BAR = 1280, 800, 34
COLOURS = 96  # of the palette: text stays crisp, files stay small
Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of one program."""

    back: Colour
    text: Colour
    bar: Colour
    muted: Colour
    accent: Colour
    mono: bool = False


LOOKS = {
    "Chat": Look((247, 248, 251), (28, 31, 38), (226, 230, 240), (104, 112, 128), (222, 232, 250)),
    "Browser": Look((255, 255, 255), (30, 30, 34), (232, 234, 238), (96, 102, 112), (20, 86, 160)),
    "Editor": Look((252, 251, 247), (34, 34, 38), (236, 231, 220), (112, 108, 98), (160, 96, 20)),
    "Reader": Look((250, 249, 246), (26, 26, 28), (216, 213, 206), (100, 98, 94), (130, 40, 50)),
    "Terminal": Look(
        (16, 18, 22), (196, 224, 198), (40, 44, 52), (128, 138, 150), (240, 190, 90), True
    ),
    "KeePassXC": Look((236, 240, 236), (24, 40, 28), (90, 150, 96), (96, 110, 98), (40, 110, 60)),
    "Mail": Look((252, 253, 255), (28, 32, 40), (222, 228, 238), (98, 106, 122), (36, 92, 160)),
    "Calendar": Look(
        (255, 255, 255), (30, 32, 36), (238, 236, 246), (106, 104, 120), (98, 74, 150)
    ),
    "Sheet": Look((255, 255, 255), (28, 30, 32), (224, 238, 228), (98, 108, 102), (30, 116, 66)),
}


def _font(size: int, *, bold: bool = False, mono: bool = False) -> ImageFont.FreeTypeFont:
    family = "DejaVuSansMono" if mono else "DejaVuSans"
    return ImageFont.truetype(f"{family}{'-Bold' if bold else ''}.ttf", size)


class Window:
    """One full-screen window, filled from the top."""

    def __init__(self, app: str, title: str) -> None:
        self.look = LOOKS[app]
        self.image = Image.new("RGB", (WIDTH, HEIGHT), self.look.back)
        self.draw = ImageDraw.Draw(self.image)
        self.draw.rectangle((0, 0, WIDTH, BAR), fill=self.look.bar)
        dark = sum(self.look.bar) < 300
        colour = (232, 234, 238) if dark else (54, 58, 66)
        self.draw.text((WIDTH / 2, BAR / 2), f"{title} — {app}", _tuple(colour), _font(15), "mm")
        for n, dot in enumerate(((236, 106, 94), (244, 190, 79), (98, 197, 84))):
            self.draw.ellipse((16 + n * 22, 11, 28 + n * 22, 23), fill=dot)
        self.y = BAR + 26

    def line(
        self, text: str, *, left: int = 60, size: int = 17, bold: bool = False,
        colour: Colour | None = None, gap: int = 12,
    ) -> None:  # fmt: skip
        """Write one line and move below it."""
        font = _font(size, bold=bold, mono=self.look.mono)
        self.draw.text((left, self.y), text, colour or self.look.text, font)
        self.y += size + gap

    def bubble(self, who: str, at: str, text: str, *, mine: bool) -> None:
        """Write one chat message."""
        left = 560 if mine else 60
        self.line(f"{who}  {at}", left=left, size=14, colour=self.look.muted, gap=8)
        font = _font(17)
        wide = int(font.getlength(text)) + 36
        fill = self.look.accent if mine else (255, 255, 255)
        box = (left - 6, self.y - 4, left + wide, self.y + 32)
        self.draw.rounded_rectangle(box, 10, fill=fill, outline=(214, 219, 230))
        self.draw.text((left + 12, self.y + 4), text, self.look.text, font)
        self.y += 54

    def table(self, rows: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
        """Write a table with a heading row."""
        for n, row in enumerate(rows):
            left = 60
            for cell, width in zip(row, widths, strict=True):
                colour = self.look.accent if n == 0 else self.look.text
                self.draw.text((left, self.y), cell, colour, _font(16, bold=n == 0))
                left += width
            self.y += 32
            self.draw.line((60, self.y - 5, 60 + sum(widths), self.y - 5), fill=(224, 226, 230))

    def finish(self) -> Image.Image:
        """The picture with few colours."""
        return self.image.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


def _tuple(colour: Sequence[int]) -> Colour:
    red, green, blue = colour
    return red, green, blue


def page(app: str, title: str, content: Sequence[str], step: int = 0) -> Image.Image:
    """A page of text: "# " heads, "> " is muted, an empty line is space.

    ``step`` moves a reading bar at the right, so that a page that was read on looks a little
    different even where its text does not.
    """
    window = Window(app, title)
    top = BAR + 60 * (step % 11)
    box = (WIDTH - 14, top, WIDTH - 4, top + 120)
    window.draw.rounded_rectangle(box, 5, fill=window.look.bar)
    for text in content:
        if not text:
            window.y += 14
        elif text.startswith("# "):
            window.line(text[2:], size=24, bold=True, gap=18)
        elif text.startswith("> "):
            window.line(text[2:], size=15, colour=window.look.muted)
        else:
            window.line(text)
    return window.finish()


def chat(title: str, messages: Sequence[tuple[str, str, str]]) -> Image.Image:
    """A conversation: (who, time, text) each; "You" stands at the right."""
    window = Window("Chat", title)
    for who, at, text in messages:
        window.bubble(who, at, text, mine=who == "You")
    return window.finish()


def sheet(title: str, rows: Sequence[Sequence[str]], widths: Sequence[int]) -> Image.Image:
    """A spreadsheet."""
    window = Window("Sheet", title)
    window.table(rows, widths)
    return window.finish()
