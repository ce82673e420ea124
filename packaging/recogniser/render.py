"""Draws a line of text the way screens do, with what stands around it, and cuts it as a crop."""

import random
from dataclasses import dataclass
from enum import Enum

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from recogniser.alphabet import FOREIGN
from recogniser.corpus import Words, foreign_word, line_of, plain_line_of, program_line_of
from recogniser.faces import Face, Faces, font_of
from recogniser.light import ACROSS, light_font

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float32]

_PAD = 24  # pixels around the text on the canvas
_LCD_FILTER = np.array([1, 2, 3, 2, 1], np.float32) / 9  # FreeType's default FIR filter
_GROUNDS = (255, 252, 248, 245, 240, 236, 0, 12, 18, 30, 40, 54)
_INKS = (0, 16, 20, 32, 51, 68, 96, 190, 204, 220, 235, 255)
_LEAST_CONTRAST = 55.0
_LIGHT_SHARE = 0.65  # of lines as programs draw them that are hinted upwards only


class Kind(Enum):
    """What a line is like.

    ``ANY`` is harder than a screen; ``PLAIN`` is running text as most of a screen's is, with
    little around it; ``PROGRAM`` is that too, mostly hinted as programs on Linux do.
    """

    ANY = "any"
    PLAIN = "plain"
    PROGRAM = "program"


@dataclass(frozen=True, slots=True)
class Sample:
    """RGB pixels of a crop, (h, w, 3), and the text in it ("" where there is none)."""

    pixels: Pixels
    text: str


@dataclass(frozen=True, slots=True)
class _Run:
    """A word with its face; ``label`` is what is to be read there."""

    text: str
    face: Face
    label: str


@dataclass(frozen=True, slots=True)
class _Set:
    """Text set on a canvas: coverage (h, w, 3) of ink, and where it stands.

    ``spans`` are the columns of each word, ``tall`` the rows of a line with every ascender.
    """

    coverage: Floats
    spans: tuple[tuple[int, int], ...]
    tall: tuple[int, int]
    baseline: int


def sample(
    rng: random.Random, faces: Faces, words: Words, length: int, kind: Kind = Kind.ANY
) -> Sample | None:
    """A crop with a made-up line of about ``length`` characters; None where it came out empty."""
    if kind is not Kind.ANY:
        return _plain(rng, faces, words, length, as_programs=kind is Kind.PROGRAM)
    if rng.random() < 0.02:
        return Sample(_no_text(rng, length), "")
    drawn = _runs(rng, faces, words, length)
    if drawn is None:
        return None
    face, runs = drawn
    size = _size(rng, face)
    line = _set(rng, face, runs, size)
    found = _ink_box(line.coverage)
    if found is None:
        return None
    left, top, right, bottom = found
    canvas = _coloured(rng, line)
    _decorate(rng, canvas, line, (left, top, right, bottom), size)
    if rng.random() < 0.5:
        top, bottom = min(top, line.tall[0]), max(bottom, line.tall[1])
    box = _crop_box(rng, (left, top, right, bottom), canvas.shape)
    pixels = np.clip(canvas, 0, 255).astype(np.uint8)
    pixels = _worn(rng, pixels[box[1] : box[3], box[0] : box[2]])
    return Sample(np.ascontiguousarray(pixels), " ".join(run.label for run in runs))


def _plain(
    rng: random.Random, faces: Faces, words: Words, length: int, *, as_programs: bool
) -> Sample | None:
    """A crop of running text in one face and one colour, cut as the finder cuts it."""
    face = faces.pick(rng)
    text = (program_line_of if as_programs else plain_line_of)(rng, words, length)
    if not face.can_show(text.replace(" ", "")):
        return None
    size = rng.choice(face.sizes) if face.sizes else rng.randint(10, 24)
    if as_programs and not face.sizes and rng.random() < _LIGHT_SHARE:
        line = _set_light(rng, face, text.split(), size)
    else:
        line = _set(rng, face, [_Run(part, face, part) for part in text.split()], size)
    found = _ink_box(line.coverage)
    if found is None:
        return None
    left, top, right, bottom = found
    canvas = _coloured(rng, line, plain=True)
    if rng.random() < 0.15:
        _decorate(rng, canvas, line, found, size)
    if rng.random() < 0.7:  # other words of the line have what these lack
        top, bottom = min(top, line.tall[0]), max(bottom, line.tall[1])
    above, below = rng.choice((1, 2, 2, 2, 3)), rng.choice((1, 2, 2, 2, 3))
    crop = canvas[max(0, top - above) : bottom + below, max(0, left - 4) : right + 3]
    return Sample(np.ascontiguousarray(np.clip(crop, 0, 255).astype(np.uint8)), text)


def _ink_box(coverage: Floats) -> tuple[int, int, int, int] | None:
    """Left, top, right and bottom of what is clearly covered; None where nothing is."""
    clear = (coverage[:, :, 0] > 0.25) | (coverage[:, :, 1] > 0.25) | (coverage[:, :, 2] > 0.25)
    rows, columns = np.flatnonzero(clear.any(axis=1)), np.flatnonzero(clear.any(axis=0))
    if not len(rows):
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def _size(rng: random.Random, face: Face) -> int:
    """A size in pixels: mostly that of running text."""
    if face.sizes:
        return rng.choice(face.sizes)
    roll = rng.random()
    if roll < 0.75:
        return rng.randint(10, 20)
    return rng.randint(20, 30) if roll < 0.93 else rng.randint(30, 60)


def _runs(
    rng: random.Random, faces: Faces, words: Words, length: int
) -> tuple[Face, list[_Run]] | None:
    """The words of a line in one face, now and then one bold, slanted or of another script."""
    face = faces.pick(rng)
    text = ""
    for _ in range(8):
        text = line_of(rng, words, length)
        if face.can_show(text.replace(" ", "")):
            break
        text = "".join(
            character for character in text if character in face.characters or character == " "
        )
        if len(text.strip()) > length // 2:
            break
    parts = text.split()
    if not parts:
        return None
    other = faces.pick(rng) if rng.random() < 0.06 and not face.sizes else face
    foreign = rng.random() < 0.05
    runs = []
    for part in parts:
        chosen = other if other.can_show(part) and not other.sizes and rng.random() < 0.4 else face
        if foreign and rng.random() < 0.5:
            strange = foreign_word(rng)
            able = faces.for_foreign(rng, strange)
            if able is not None:
                runs.append(_Run(strange, able, FOREIGN))
                continue
        runs.append(_Run(part, chosen, part))
    return face, runs


def _set(rng: random.Random, face: Face, runs: list[_Run], size: int) -> _Set:
    """Set the words side by side: hinted, smooth, with sub-pixels, or in two tones."""
    if face.sizes:
        mode, scale = "1", 1
    else:
        mode = rng.choices(("hinted", "smooth", "lcd", "1"), (0.45, 0.22, 0.28, 0.05))[0]
        scale = 3 if mode in {"smooth", "lcd"} else 1
    spacing = _spacing(rng, face, size) * scale
    fonts = [font_of(run.face.path, size * scale) for run in runs]
    ascent, descent = (max(font.getmetrics()[at] for font in fonts) for at in (0, 1))
    space = max(fonts[0].getlength(" "), 0.18 * size * scale) + spacing
    if rng.random() < 0.06:
        space *= rng.uniform(0.85, 1.7)  # justified text
    pad = _PAD * scale
    widths = [
        font.getlength(run.text) + spacing * len(run.text)
        for run, font in zip(runs, fonts, strict=True)
    ]
    shape = (ascent + descent + 2 * pad, int(sum(widths) + space * len(runs)) + 2 * pad)
    mask = Image.new("L", (shape[1], shape[0]))
    draw = ImageDraw.Draw(mask)
    draw.fontmode = "1" if mode == "1" else "L"
    fraction = rng.random() if scale == 1 and mode != "1" else 0.0
    across, baseline = pad + fraction, pad + ascent
    spans = []
    for run, font, width in zip(runs, fonts, widths, strict=True):
        start = int(across)
        if mode == "1":
            across = float(int(across))
        if spacing:
            at = across
            for letter in run.text:
                draw.text((at, baseline), letter, 255, font, anchor="ls")
                at += font.getlength(letter) + spacing
        else:
            draw.text((across, baseline), run.text, 255, font, anchor="ls")
        spans.append((start // scale, int(across + width) // scale))
        across += width + space
    tall = draw.textbbox((pad, baseline), "ÁÅgjpq|(", fonts[0], anchor="ls")
    rows = (int(tall[1]) // scale, -(-int(tall[3]) // scale))
    return _Set(_coverage(np.asarray(mask), mode, scale), tuple(spans), rows, baseline // scale)


def _set_light(rng: random.Random, face: Face, parts: list[str], size: int) -> _Set:
    """Set words as programs on Linux do, in grey or with sub-pixels, on whole pixels or not."""
    font = light_font(face.path, size)
    lcd = rng.random() < 0.4
    grid = ACROSS if rng.random() < 0.5 else 1
    space = max(font.width(" "), 0.18 * size * ACROSS)
    more = rng.uniform(0, 0.25) * size * ACROSS if face.kind == "mono" and rng.random() < 0.1 else 0
    if grid > 1:
        space, more = round(space / grid) * grid, round(more / grid) * grid
    widths = [font.width(part) + (more + grid) * len(part) for part in parts]
    pad = _PAD * ACROSS
    shape = (
        font.ascent + font.descent + 2 * _PAD,
        int(sum(widths) + (space + more) * len(parts)) + 2 * pad,
    )
    mask = np.zeros((shape[0], shape[1] // ACROSS * ACROSS), np.uint8)
    across, baseline = float(pad + rng.randrange(ACROSS)), _PAD + font.ascent
    spans = []
    for part in parts:
        end = font.draw(mask, across, baseline, part, grid, more)
        spans.append((int(across) // ACROSS, int(end) // ACROSS))
        across = end + space + more
    tall = (baseline - font.reach[0], baseline + font.reach[1])
    return _Set(
        _coverage(mask, "lcd" if lcd else "smooth", ACROSS, 1), tuple(spans), tall, baseline
    )


def _spacing(rng: random.Random, face: Face, size: int) -> float:
    """Pixels added between letters: mostly none, some as styles ask, a terminal's cell."""
    roll = rng.random()
    if face.kind == "mono" and roll < 0.15:
        return rng.uniform(0.0, 0.25) * size
    if roll < 0.05:
        return rng.uniform(-0.03, 0.12) * size
    if roll < 0.06:
        return rng.uniform(0.12, 0.3) * size
    return 0.0


def _coverage(mask: Pixels, mode: str, scale: int, upwards: int | None = None) -> Floats:
    """Coverage of each channel in 0..1 from a mask drawn ``scale`` times as large.

    ``upwards`` is how many times as high, where that is another number.
    """
    full = mask.astype(np.float32) / 255
    if scale == 1:
        return np.repeat(full[:, :, None], 3, axis=2)
    upwards = scale if upwards is None else upwards
    rows, columns = full.shape[0] // upwards, full.shape[1] // scale
    full = full[: rows * upwards, : columns * scale]
    if mode == "smooth":
        small = cv2.resize(full, (columns, rows), interpolation=cv2.INTER_AREA)
        return np.repeat(np.asarray(small, np.float32)[:, :, None], 3, axis=2)
    lines = cv2.resize(full, (columns * 3, rows), interpolation=cv2.INTER_AREA)
    spread = cv2.sepFilter2D(lines, -1, _LCD_FILTER, np.ones(1, np.float32))
    return np.asarray(spread, np.float32).reshape(rows, columns, 3)


def _coloured(rng: random.Random, line: _Set, *, plain: bool = False) -> Floats:
    """The text in its colours on its ground; in one colour on one ground where ``plain``."""
    height, width, _ = line.coverage.shape
    if plain:
        even = np.broadcast_to(_colour(rng), (height, width, 3))
        return np.asarray(even + (_ink(rng, even[0, 0]) - even) * line.coverage, np.float32)
    ground, is_even = _ground(rng, height, width)
    shade = ground[0, 0].copy() if is_even else np.median(ground.reshape(-1, 3), axis=0)
    coverage = line.coverage
    if rng.random() < 0.3:
        coverage = coverage ** rng.uniform(0.65, 1.4)  # gamma of the blending
    ink = np.empty_like(ground)
    ink[:] = _ink(rng, shade)
    if rng.random() < 0.2:  # coloured words: links, syntax
        for start, end in line.spans:
            if rng.random() < 0.5:
                ink[:, start : end + 1] = _ink(rng, shade)
    if rng.random() < 0.06:  # part of the line is selected or highlighted
        start = rng.choice(line.spans)[0] + rng.randint(-6, 6)
        end = start + rng.randint(5, max(6, width // 2))
        start = max(0, start)
        rows = slice(max(0, line.tall[0] - rng.randint(0, 4)), line.tall[1] + rng.randint(0, 4))
        mark = _colour(rng)
        ground[rows, start:end] = mark
        ink[:, start:end] = _ink(rng, mark)
    return np.asarray(ground + (ink - ground) * coverage, np.float32)


def _ground(rng: random.Random, height: int, width: int) -> tuple[Floats, bool]:
    """A ground and whether it is plain: a gradient or a faint texture now and then."""
    ground = np.empty((height, width, 3), np.float32)
    ground[:] = _colour(rng)
    roll = rng.random()
    if roll < 0.08:
        other = np.clip(ground[0, 0] + rng.uniform(-60, 60), 0, 255)
        ramp = np.linspace(0, 1, width if rng.random() < 0.5 else height, dtype=np.float32)
        ramp = ramp[None, :, None] if len(ramp) == width else ramp[:, None, None]
        ground += (other - ground) * ramp
    elif roll < 0.12:
        noise = np.random.default_rng(rng.getrandbits(32)).normal(
            0, rng.uniform(2, 12), ground.shape
        )
        ground += noise.astype(np.float32)
    return ground, roll >= 0.12


def _colour(rng: random.Random) -> Floats:
    """A ground: grey as windows are, or any colour."""
    if rng.random() < 0.6:
        return np.full(3, rng.choice(_GROUNDS), np.float32)
    return np.array([rng.randint(0, 255) for _ in range(3)], np.float32)


def _ink(rng: random.Random, ground: Floats) -> Floats:
    """A colour that can be told from the ground."""
    for _ in range(40):
        if rng.random() < 0.5:
            colour = np.full(3, rng.choice(_INKS), np.float32)
        else:
            colour = np.array([rng.randint(0, 255) for _ in range(3)], np.float32)
        if np.abs(colour - ground).mean() > _LEAST_CONTRAST:
            return colour
    return np.full(3, 255.0 if ground.mean() < 128 else 0.0, np.float32)


def _decorate(
    rng: random.Random, canvas: Floats, line: _Set, ink: tuple[int, int, int, int], size: int
) -> None:
    """What screens draw at, under and beside text and what is not to be read."""
    left, top, right, bottom = ink
    shade = np.median(canvas[:2].reshape(-1, 3), axis=0)
    thick = max(1, round(size / 14))
    if rng.random() < 0.07:  # underlined, whole or in part
        start, end = (left, right) if rng.random() < 0.5 else rng.choice(line.spans)
        row = line.baseline + max(1, round(size * rng.uniform(0.05, 0.16)))
        canvas[row : row + thick, start:end] = _ink(rng, shade)
    if rng.random() < 0.015:  # struck through
        row = line.baseline - round(size * 0.28)
        canvas[row : row + thick, left:right] = _ink(rng, shade)
    if rng.random() < 0.02:  # a misspelling's wave
        start, end = rng.choice(line.spans)
        colour = _ink(rng, shade)
        for column in range(start, min(end, canvas.shape[1])):
            row = line.baseline + 2 + abs((column - start) % 4 - 2)
            canvas[row : row + 1, column] = colour
    if rng.random() < 0.05:  # a caret before or after the text
        column = right + rng.randint(1, 3) if rng.random() < 0.8 else left - rng.randint(2, 4)
        canvas[line.tall[0] : line.tall[1], column : column + rng.choice((1, 1, 2))] = _ink(
            rng, shade
        )
    if rng.random() < 0.05:  # a border above or below
        row = rng.choice((top - rng.randint(2, 4), bottom + rng.randint(1, 4)))
        canvas[max(0, row) : row + thick] = _ink(rng, shade)
    if rng.random() < 0.05:  # an icon
        _icon(rng, canvas, (left, top, right, bottom), size, shade)
    if rng.random() < 0.05:  # the ends of another line's letters
        rows = (
            slice(max(0, top - 4), max(0, top - 2))
            if rng.random() < 0.5
            else slice(bottom + 1, bottom + 4)
        )
        for _ in range(rng.randint(1, 4)):
            column = rng.randint(left, max(left + 1, right))
            canvas[rows, column : column + rng.randint(1, 3)] = _ink(rng, shade)


def _icon(
    rng: random.Random, canvas: Floats, ink: tuple[int, int, int, int], size: int, shade: Floats
) -> None:
    """A small shape left or right of the text."""
    left, top, right, bottom = ink
    side = round(size * rng.uniform(0.6, 1.1))
    gap = rng.randint(3, max(4, size // 2))
    at = left - gap - side if rng.random() < 0.7 else right + gap
    at = max(0, min(canvas.shape[1] - side, at))
    middle = (top + bottom) // 2
    picture = Image.new("L", (side * 4, side * 4))
    draw = ImageDraw.Draw(picture)
    edge = max(4, side // 2)
    for _ in range(rng.randint(1, 3)):
        box = (
            sorted(rng.randint(0, side * 4) for _ in range(2)),
            sorted(rng.randint(0, side * 4) for _ in range(2)),
        )
        corners = (box[0][0], box[1][0], box[0][1] + 1, box[1][1] + 1)
        shape = rng.randrange(4)
        if shape == 0:
            draw.ellipse(corners, outline=255, width=edge // 2)
        elif shape == 1:
            draw.rectangle(corners, outline=255, width=edge // 3 + 1)
        elif shape == 2:
            points = [(rng.randint(0, side * 4), rng.randint(0, side * 4)) for _ in range(3)]
            draw.polygon(points, fill=255)
        else:
            points = [(rng.randint(0, side * 4), rng.randint(0, side * 4)) for _ in range(4)]
            draw.line(points, fill=255, width=edge // 2)
    mask = (
        np.asarray(picture.resize((side, side), Image.Resampling.BOX), np.float32)[:, :, None] / 255
    )
    first = max(0, middle - side // 2)
    part = canvas[first : first + side, at : at + side]
    part += (_ink(rng, shade) - part) * mask[: part.shape[0], : part.shape[1]]


def _crop_box(
    rng: random.Random, ink: tuple[int, int, int, int], shape: tuple[int, ...]
) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of the crop: the line's box and a small margin, not exact."""
    left, top, right, bottom = ink
    above, below = rng.randint(1, 4), rng.randint(1, 4)
    if rng.random() < 0.08:  # the line's box is taller: an icon, a larger word further on
        extra = round((bottom - top) * rng.uniform(0.1, 0.5))
        share = rng.random()
        above, below = above + round(extra * share), below + round(extra * (1 - share))
    return (
        max(0, left - rng.randint(2, 6)),
        max(0, top - above),
        min(shape[1], right + rng.randint(1, 6)),
        min(shape[0], bottom + below),
    )


def _worn(rng: random.Random, pixels: Pixels) -> Pixels:
    """What scaling by the system, a video's or a picture's compression does to text."""
    roll = rng.random()
    if roll < 0.06 and pixels.shape[0] > 18:
        factor = rng.uniform(0.75, 0.95)
        small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        return np.asarray(small, np.uint8)
    if roll < 0.12:
        factor = rng.choice((1.25, 1.5, 2.0))
        return np.asarray(
            cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_LINEAR), np.uint8
        )
    if roll < 0.14:
        _, data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(45, 90)])
        return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)
    return pixels


def _no_text(rng: random.Random, length: int) -> Pixels:
    """Shapes or texture, nothing to read."""
    height, width = rng.randint(12, 40), rng.randint(12, 12 + 8 * length)
    canvas, _ = _ground(rng, height, width)
    shade = canvas[0, 0].copy()
    if rng.random() < 0.3:
        noise = np.random.default_rng(rng.getrandbits(32)).random(
            (height // 3 + 1, width // 3 + 1, 3)
        )
        texture = cv2.resize((noise * 255).astype(np.float32), (width, height))
        return np.clip(texture, 0, 255).astype(np.uint8)
    for _ in range(rng.randint(1, 3)):
        size = max(8, height - rng.randint(2, 8))
        at = rng.randint(0, max(1, width - size))
        _icon(rng, canvas, (at + size + 4, 2, at + size + 4, height - 2), size, shade)
    return np.clip(canvas, 0, 255).astype(np.uint8)
