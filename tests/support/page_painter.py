"""Paints pages that show what screens hold: text, columns, tables, controls and ornaments."""

import sys
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

from PySide6.QtGui import QColor, QGuiApplication

from tests.support.page_canvas import Canvas, Style
from tests.support.page_text import (
    MONO,
    NIMBUS,
    SANS,
    SERIF,
    Words,
    accents,
    colours,
    gradients,
    mixed_sizes,
    prose,
    sizes,
    tight,
)


def columns() -> Iterator[Canvas]:
    """Prose in two and three columns, beside a sidebar, in cards."""
    for count, size, gutter in [
        (2, 13, 26),
        (3, 12, 22),
        (2, 16, 32),
        (2, 10, 16),
        (3, 14, 28),
        (2, 24, 44),
    ]:
        canvas = Canvas("columns", f"{count} at {size}", 960, 500, ordered=True)
        words, style = Words(canvas.name), Style(SERIF if count == 2 else SANS, size)
        canvas.text(24, 44, words.some(5), Style(NIMBUS, 30, bold=True))
        wide = (912 - gutter * (count - 1)) / count
        for at in range(count):
            prose(canvas, words, style, (24 + at * (wide + gutter), 64, wide, 490))
        yield canvas
    canvas = Canvas("columns", "sidebar", 960, 500, "#ffffff", ordered=True)
    words = Words("sidebar")
    canvas.fill(0, 0, 200, 500, "#eef0f4")
    for at in range(15):
        canvas.text(16, 30 + 30 * at, words.some(2), Style(SANS, 13))
    prose(canvas, words, Style(SANS, 14), (230, 20, 690, 490))
    yield canvas
    canvas = Canvas("columns", "cards", 960, 500, "#f2f2f2", ordered=True)
    words = Words("cards")
    for row, column in product(range(2), range(3)):
        left, top = 20 + 310 * column, 20 + 240 * row
        canvas.frame(left, top, 295, 220, "#cccccc", 8, "#ffffff")
        canvas.text(left + 14, top + 30, words.some(2), Style(NIMBUS, 18, bold=True))
        prose(canvas, words, Style(SANS, 12), (left + 14, top + 44, 265, top + 205))
    yield canvas


def tables() -> Iterator[Canvas]:
    """Tables with and without rules; each cell is a line of its own."""
    for ruled, size, gap in [
        (True, 13, 8),
        (False, 13, 30),
        (True, 11, 5),
        (False, 11, 24),
        (False, 16, 36),
        (True, 20, 10),
    ]:
        canvas = Canvas("tables", f"{'ruled' if ruled else 'plain'} {size}", 960, 420, ordered=True)
        words, style = Words(canvas.name), Style(SANS, size)
        lefts, row = [20, 190, 420, 600, 780], round(size * 2.0)
        if ruled:
            for at in range(400 // row + 1):
                canvas.rule([(lefts[0] - gap, 10 + at * row), (950, 10 + at * row)], "#999999")
            for left in lefts:
                canvas.rule([(left - gap, 10), (left - gap, 10 + 400 // row * row)], "#999999")
        for at in range(400 // row):
            base = 10 + at * row + row * 0.68
            for column, left in enumerate(lefts):
                room = [*lefts, 950][column + 1] - left - gap - (0 if ruled else size)
                text = words.filling(style, room * words.number(40, 100) / 100)
                if column == 3:
                    text = f"{words.number(1, 99999) / 100:.2f}"
                    canvas.text(left + room - 6 - style.width(text), base, text, style)
                elif column == 4 and style.width(text) > room:
                    canvas.text(left, base, text[:4], style)
                else:
                    canvas.text(left, base, text if style.width(text) <= room else text[:5], style)
        yield canvas


def chats() -> Iterator[Canvas]:
    """Bubbles left and right, with a face and a time."""
    for size in (12, 15):
        canvas = Canvas("chat", str(size), 760, 560, "#efeae2", ordered=True)
        words, style, top = Words(canvas.name), Style(SANS, size), 12.0
        for at in range(5):
            mine, lines = bool(at % 2), words.number(1, 3)
            step = round(style.height() * 1.15)
            high = step * lines + 14
            left = 330 if mine else 60
            canvas.frame(
                left,
                top,
                380,
                high,
                "#d0e8c0" if mine else "#ffffff",
                9,
                "#d9fdd3" if mine else "#ffffff",
            )
            if not mine:
                canvas.disc(16, top, 32, "#8060a0")
            for line in range(lines):
                canvas.text(
                    left + 12, top + 7 + step * (line + 0.78), words.filling(style, 350), style
                )
            top += high + 12
        yield canvas


def ornaments() -> Iterator[Canvas]:
    """What stands on, under and through letters."""
    for size in (12, 14, 18):
        for dark in (False, True):
            ink, paper, blue = (
                ("#e8e8e8", "#20232a", "#6cb0ff") if dark else ("#141414", "#ffffff", "#0b57d0")
            )
            canvas = Canvas("ornaments", f"{size} {'dark' if dark else 'light'}", 860, 420, paper)
            words, style = Words(canvas.name), Style(SANS, size, ink)
            step, line = round(size * 2.1), 16.0 + size
            for under in (style.but(underline=True), style.but(strike=True)):
                canvas.text(20, line, words.some(6), under)
                line += step
            canvas.parts(20, line, [(words.some(3) + " ", style, 0),
                                    (words.some(3), style.but(underline=True, ink=blue), 0),
                                    (" " + words.some(2), style, 0)])  # fmt: skip
            line += step
            for first in (words.some(3) + " ", "", words.word()[:-1] + "ra"):
                _selected(canvas, words, style, line, first, "#264f78" if dark else "#add6ff")
                line += step
            end = canvas.text(20, line, text := words.some(6), style)
            _squiggle(canvas, 20 + style.width(text.split(" ")[0] + " "), end, line + 3)
            line += step
            canvas.text(20, line, words.some(3), style.but(spacing=3.0))
            line += step
            canvas.text(20, line, words.some(4), style.but(caps=True))
            yield canvas


def _selected(
    canvas: Canvas, words: Words, style: Style, line: float, first: str, ground: str
) -> None:
    middle = words.some(2)
    left = 20 + style.width(first)
    canvas.fill(left, line - style.height() * 0.8, style.width(middle), style.height(), ground)
    canvas.parts(20, line, [(first, style, 0), (middle, style, 0), (" " + words.some(2), style, 0)])


def _squiggle(canvas: Canvas, left: float, right: float, top: float) -> None:
    count = int((right - left) / 2)
    canvas.rule([(left + 2 * at, top + at % 2 * 2) for at in range(count)], "#e51400")


def carets() -> Iterator[Canvas]:
    """A caret at the end of a line, inside it, on an empty line; in boxes and out of them."""
    for size, thick in product((11, 14, 20), (1, 2)):
        for dark in (False, True):
            ink, paper = ("#e8e8e8", "#20232a") if dark else ("#141414", "#ffffff")
            canvas = Canvas(
                "carets", f"{size} {thick} {'dark' if dark else 'light'}", 700, 300, paper
            )
            words, style = Words(canvas.name), Style(SANS, size, ink)
            for at in range(4):
                line, left = 20 + size + at * round(size * 2.4), 24
                if at % 2:
                    canvas.frame(left - 8, line - size * 1.5, 600, size * 2.1, "#888888", 3)
                text = words.some(4)
                end = canvas.text(left, line, text, style)
                place = end if at < 3 else left + style.width(text[: len(text) // 2])
                if at == 2:
                    place = end + style.width(" ")
                canvas.fill(
                    round(place),
                    round(line - style.height() * 0.8),
                    thick,
                    round(style.height()),
                    ink,
                )
            canvas.fill(24, 270, thick, round(style.height()), ink)
            yield canvas


def controls() -> Iterator[Canvas]:
    """Buttons, fields, boxes to tick, tabs, menus, a scroll bar."""
    for size, dark, scale in [
        (12, False, 1.0),
        (13, True, 1.0),
        (11, False, 1.0),
        (13, False, 1.5),
        (14, True, 2.0),
    ]:
        ink, paper, edge, ground = (
            ("#e0e0e0", "#2b2b2b", "#6a6a6a", "#3c3f41")
            if dark
            else ("#1a1a1a", "#f4f4f4", "#9a9a9a", "#ffffff")
        )
        canvas = Canvas("controls", f"{size} {dark} {scale}", 760, 330, paper, scale)
        words, style = Words(canvas.name), Style(SANS, size, ink)
        left = 12.0
        for name in ("File", "Edit", "View", "Tools", "Help"):
            left = canvas.text(left, 20, name, style, "menu") + size * 1.6
        left = 12.0
        for radius, pad in ((0, 4), (4, 6), (3, 10), (12, 14), (5, 3)):
            text = words.some(words.number(1, 2))
            wide = style.width(text) + 2 * pad
            canvas.frame(left, 40, wide, size * 2.1, edge, radius, ground)
            canvas.text(left + pad, 40 + size * 1.4, text, style)
            left += wide + 14
        for at in range(4):
            canvas.text(12, 110 + 40 * at, words.some(1) + ":", style)
            canvas.frame(110, 110 + 40 * at - size * 1.5, 250, size * 2.2, edge, 3, ground)
            canvas.text(117, 110 + 40 * at, words.some(2), style)
        for at in range(4):
            top = 100 + 30 * at
            canvas.frame(420, top, size, size, edge, 2 if at % 2 else size / 2, ground)
            if at > 1:
                canvas.rule(
                    [(423, top + size / 2), (425, top + size - 4), (418 + size, top + 3)], ink, 2
                )
            canvas.text(420 + size * 1.7, top + size * 0.85, words.some(3), style)
        for at in range(3):
            canvas.frame(12 + 120 * at, 270, 118, 30, edge, 0, ground if at else paper)
            canvas.text(24 + 120 * at, 290, words.some(1), style)
        canvas.frame(744, 30, 12, 290, edge, 6, paper)
        canvas.frame(746, 60, 8, 80, edge, 4, edge)
        yield canvas


def editors() -> Iterator[Canvas]:
    """Code with line numbers, guides and a minimap."""
    for size, dark in ((13, True), (12, False), (15, True)):
        ink, paper, pale = (
            ("#d4d4d4", "#1e1e1e", "#858585") if dark else ("#222222", "#ffffff", "#237893")
        )
        style = Style(MONO, size, ink)
        step = round(style.height() * 1.15)
        canvas = Canvas("editor", f"{size}", 960, 500, paper)
        words, line, at = Words(canvas.name), 24.0, 1
        hues = (
            ["#569cd6", "#ce9178", "#dcdcaa", "#6a9955"]
            if dark
            else ["#0000ff", "#a31515", "#795e26", "#008000"]
        )
        while line < 480:
            number = str(at)
            canvas.text(60 - style.width(number), line, number, style.but(ink=pale), f"code{at}")
            indent = words.number(0, 3) * 4
            for guide in range(0, indent, 4):
                canvas.rule(
                    [
                        (86 + style.width(" " * guide), line - size),
                        (86 + style.width(" " * guide), line - size + step),
                    ],
                    "#404040" if dark else "#d3d3d3",
                )
            pieces = [(words.word() + end, style.but(ink=hues[words.number(0, 3)]), 0.0)
                      for end in (" ", "(", ": ", " = ", ") | ", ";")]  # fmt: skip
            canvas.parts(86 + style.width(" " * indent), line, pieces, f"code{at}")
            for dash in range(words.number(4, 30)):
                canvas.fill(870 + 2 * dash + indent, 10 + 3 * at, 1, 2, pale)
            line, at = line + step, at + 1
        yield canvas


def trees() -> Iterator[Canvas]:
    """A tree with its lines and pictures of folders."""
    for size in (12, 14):
        canvas = Canvas("tree", f"{size}", 460, 420, "#ffffff")
        words, style, step = Words(canvas.name), Style(SANS, size), round(size * 1.7)
        for at in range(400 // step):
            depth, top = words.number(0, 3), 10 + at * step
            for level in range(depth):
                canvas.rule(
                    [(18 + 20 * level, top), (18 + 20 * level, top + step)],
                    "#b0b0b0",
                    dotted=bool(at % 2),
                )
            canvas.rule(
                [(18 + 20 * depth, top + step / 2), (26 + 20 * depth, top + step / 2)], "#b0b0b0"
            )
            left = 30 + 20 * depth
            canvas.fill(left, top + 4, 14, step - 9, "#e0b040")
            canvas.fill(left, top + 2, 7, 4, "#c09020")
            canvas.text(left + 20, top + step * 0.7, words.some(2), style)
        yield canvas


def terminals() -> Iterator[Canvas]:
    """Boxes that are drawn with letters."""
    for size, colour in ((13, "#00dd00"), (16, "#cccccc")):
        style = Style(MONO, size, colour)
        canvas = Canvas("terminal", str(size), 960, 460, "#101010")
        words, step = Words(canvas.name), round(style.height())
        cell = style.width("x")
        rows = 440 // step
        for at in range(rows):
            base = 10 + size + at * step
            bar = (
                "┌" + "─" * 58 + "┬" + "─" * 20 + "┐"
                if at == 0
                else "└" + "─" * 58 + "┴" + "─" * 20 + "┘"
            )
            if at in (0, rows - 1):
                canvas.undrawn(10, base, bar, style)
                continue
            for column in (0, 59, 80):
                canvas.undrawn(10 + cell * column, base, "│", style)
            canvas.text(
                10 + cell * 2,
                base,
                words.some(40)[: words.number(20, 55)].strip(),
                style,
                f"row{at}",
            )
            canvas.text(
                10 + cell * 61,
                base,
                words.some(9)[: words.number(8, 18)].strip(),
                style,
                f"row{at}",
            )
        yield canvas


def icons() -> Iterator[Canvas]:
    """Lists with an icon before each name, badges behind, bars of icons alone."""
    for size in (12, 16):
        canvas = Canvas("icons", str(size), 700, 420, "#fafafa")
        words, style, step = Words(canvas.name), Style(SANS, size), round(size * 2.4)
        for at in range(400 // step):
            top = 8 + at * step
            hue = QColor.fromHsv(at * 40 % 360, 200, 200).name()
            if at % 3 == 0:
                canvas.disc(16, top + 2, size * 1.5, hue)
            elif at % 3 == 1:
                canvas.frame(16, top + 2, size * 1.4, size * 1.4, hue, 3, hue)
                canvas.fill(20, top + 8, size * 0.8, 2, "#ffffff")
                canvas.fill(20, top + 13, size * 0.6, 2, "#ffffff")
            else:
                canvas.rule([(18, top + size), (24, top + size * 1.4), (32, top + 4)], hue, 3)
            canvas.text(16 + size * 2.2, top + size * 1.3, words.some(3), style)
        yield canvas


SCENES: tuple[Callable[[], Iterator[Canvas]], ...] = (
    sizes, mixed_sizes, colours, gradients, tight, accents, columns, tables, chats, ornaments,
    carets, controls, editors, trees, terminals, icons,
)  # fmt: skip


def main() -> None:
    """Paint every page whose kind starts with the second argument into the first."""
    application = QGuiApplication([])
    folder, only = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else ""
    number = 0
    for scene in SCENES:
        for canvas in scene():
            if canvas.kind.startswith(only):
                canvas.save(folder, number)
                number += 1
            else:
                canvas.painter.end()
    application.quit()


if __name__ == "__main__":
    main()
