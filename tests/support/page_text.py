"""Pages of text alone: every size, colour, ground and distance, and what they are written with."""

import random
from collections.abc import Iterator
from itertools import product

from PySide6.QtCore import QPointF
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QRadialGradient

from tests.support.page_canvas import Canvas, Style

SANS, SERIF, MONO, NIMBUS, BOOK = (
    "DejaVu Sans", "DejaVu Serif", "DejaVu Sans Mono", "Nimbus Sans", "URW Bookman",
)  # fmt: skip
_SYLLABLES = [
    c + v for c in "bcdfghjklmnprstvw" for v in ("a", "e", "i", "o", "u", "al", "in", "y")
]
_SIZES = (10, 11, 12, 13, 14, 16, 18, 20, 24, 28, 32, 40, 48, 56, 64, 72)
_RANGES = ((10, 13), (14, 20), (24, 40), (48, 72))
_ACCENTED = [
    "ÄRGER",
    "Ődön",
    "Çelik",
    "Ẩm",
    "ạ̈",
    "Źdźbło",
    "Ångström",
    "façade",
    "señor",
    "Ÿ",
    "İğne",
]


class Words:
    """Made-up words from a fixed seed."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)

    def word(self) -> str:
        """One word, sometimes a capital or a figure."""
        if self._random.random() < 0.08:
            return str(self._random.randint(1, 9999))
        made = "".join(self._random.choices(_SYLLABLES, k=self._random.randint(1, 3)))
        return made.capitalize() if self._random.random() < 0.15 else made

    def some(self, count: int) -> str:
        """So many words."""
        return " ".join(self.word() for _ in range(count))

    def filling(self, style: Style, wide: float) -> str:
        """As many words as fit."""
        text = self.word()
        while style.width(longer := f"{text} {self.word()}") <= wide:
            text = longer
        return text

    def number(self, low: int, high: int) -> int:
        """A number from ``low`` to ``high``."""
        return self._random.randint(low, high)


def prose(canvas: Canvas, words: Words, style: Style, box: tuple[float, float, float, float],
          leading: float = 1.2) -> float:  # fmt: skip
    """Paragraphs of wrapped text inside a box (left, top, width, bottom); where they end."""
    left, top, wide, bottom = box
    step = round(style.height() * leading)
    line = top + style.height() * 0.8
    count = 0
    while line + style.height() * 0.25 < bottom:
        last = words.number(0, 5) == 0 and count > 1
        canvas.text(left, line, words.filling(style, wide * (0.6 if last else 1)), style)
        count = 0 if last else count + 1
        line += step * (1.6 if last else 1)
    return line


def sizes() -> Iterator[Canvas]:
    """Every size from 10 to 72 pixels in several faces."""
    for size, family in product(_SIZES,
                                (SANS, SERIF, MONO, NIMBUS)):  # fmt: skip
        kind = next(f"size {low}-{high}" for low, high in _RANGES if size <= high)
        canvas = Canvas(kind, f"{size} {family}", 960, 400 if size < 40 else 600)
        prose(canvas, Words(canvas.name), Style(family, size), (24, 16, 900, canvas.height - 10))
        yield canvas


def mixed_sizes() -> Iterator[Canvas]:
    """A page with headings, text and small print, at several scales."""
    for scale in (1.0, 1.25, 1.5, 1.75, 2.0):
        canvas = Canvas(f"scale {round(scale * 100)} %", "", 960, 540, scale=scale)
        words = Words(canvas.kind)
        canvas.text(30, 60, words.some(4), Style(NIMBUS, 40, bold=True))
        canvas.text(30, 92, words.some(8), Style(SANS, 10, "#667"))
        prose(canvas, words, Style(SANS, 13), (30, 110, 560, 330))
        canvas.text(30, 370, words.some(5), Style(SERIF, 22, bold=True))
        prose(canvas, words, Style(SERIF, 15, italic=True), (30, 385, 560, 530))
        for at in range(14):
            canvas.text(680, 130 + 28 * at, words.some(3), Style(SANS, 11, "#246"))
        yield canvas


COLOURS = [
    ("#dddddd", "#1e2026"), ("#ffffff", "#c81e1e"), ("#969696", "#e6e6e6"), ("#6a737d", "#1e1e1e"),
    ("#777777", "#ffffff"), ("#00ff00", "#000000"), ("#ffd75f", "#005f87"), ("#0b57d0", "#ffffff"),
    ("#ffffff", "#8ab4f8"), ("#b58900", "#fdf6e3"), ("#586e75", "#002b36"),
]  # fmt: skip
EQUAL = [  # less than 18 steps of brightness apart
    ("#ff0000", "#006e96"), ("#008c00", "#a846b4"), ("#2d5fff", "#b04a00"), ("#e07000", "#38a0a8"),
    ("#d03050", "#607020"), ("#0000ff", "#3c1400"),
]  # fmt: skip


def colours() -> Iterator[Canvas]:
    """Coloured text on coloured grounds, some of the same brightness."""
    for kind, pairs in (("colour", COLOURS), ("colour, equal brightness", EQUAL)):
        for ink, paper in pairs:
            canvas = Canvas(kind, f"{ink} on {paper}", 700, 320, paper)
            words = Words(canvas.name)
            prose(canvas, words, Style(SANS, 13, ink), (24, 10, 640, 120))
            prose(canvas, words, Style(NIMBUS, 20, ink), (24, 130, 640, 220))
            prose(canvas, words, Style(SERIF, 28, ink, bold=True), (24, 225, 640, 310))
            yield canvas


def gradients() -> Iterator[Canvas]:
    """Text on grounds that change from one side to the other."""
    ends = [(0, 0, 800, 0), (0, 0, 0, 400), (0, 0, 800, 400)]
    for at, (first, second, ink) in enumerate([("#102040", "#4080c0", "#ffffff"),
                                               ("#f0e0ff", "#a0d0ff", "#202020"),
                                               ("#ff5f6d", "#ffc371", "#301010"),
                                               ("#000000", "#606060", "#f0f0f0")]):  # fmt: skip
        slope = (
            QLinearGradient(*ends[at % 3]) if at < 3 else QRadialGradient(QPointF(400, 200), 500)
        )
        slope.setColorAt(0, QColor(first))
        slope.setColorAt(1, QColor(second))
        canvas = Canvas("gradient ground", str(at), 800, 400, QBrush(slope))
        words = Words(f"gradient {at}")
        prose(canvas, words, Style(SANS, 12, ink), (24, 10, 740, 110))
        prose(canvas, words, Style(SERIF, 18, ink), (24, 120, 740, 240))
        prose(canvas, words, Style(NIMBUS, 36, ink), (24, 250, 740, 390))
        yield canvas


def tight() -> Iterator[Canvas]:
    """Lines set as close as terminals, lists and code do, and closer."""
    for family, size, leading in [
        (MONO, 13, 1.0),
        (MONO, 10, 1.0),
        (SANS, 12, 1.0),
        (SERIF, 16, 1.0),
        (NIMBUS, 14, 0.95),
        (SANS, 11, 0.95),
        (NIMBUS, 24, 0.95),
        (MONO, 24, 1.0),
        (BOOK, 13, 1.0),
    ]:
        canvas = Canvas("tight lines", f"{family} {size} x{leading}", 900, 400)
        words, style = Words(canvas.name), Style(family, size)
        step, line = round(style.height() * leading), 20 + size
        while line < 380:
            text = words.filling(style, 780)
            canvas.text(16, line, f"(gj) {text}|" if words.number(0, 1) else f"Ág{text} [q]", style)
            line += step
        yield canvas


def accents() -> Iterator[Canvas]:
    """Capitals with marks above and below, descenders, raised and lowered figures."""
    for size, family in product((10, 12, 14, 18, 26, 40), (SANS, SERIF)):
        canvas = Canvas("diacritics", f"{size} {family}", 900, 300)
        words, style = Words(canvas.name), Style(family, size)
        line = 30.0 + size
        while line < 290:
            text = words.filling(style, 500).split(" ")
            text[1:1] = words._random.sample(_ACCENTED, 3)
            canvas.text(20, line, " ".join(text), style)
            line += round(style.height() * 1.25)
        yield canvas
    for size in (12, 14, 18, 26):
        canvas = Canvas("superscripts", str(size), 800, 300)
        words, style = Words(canvas.name), Style(SERIF, size)
        small = style.but(size=size * 0.66)
        for at in range(5):
            canvas.parts(
                20,
                40 + size + at * 1.5 * style.height(),
                [
                    (words.some(3), style, 0),
                    ("2", small, size * 0.4),
                    (" " + words.some(2), style, 0),
                    ("[12]", small, size * 0.4),
                    (" H", style, 0),
                    ("2", small, -size * 0.2),
                    ("O", style, 0),
                ],
            )
        yield canvas
