"""A canvas that paints with Qt and remembers the ink of each line of text."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

Colour = str
_INKED = 225  # of black on white: what is darker is ink
_PAD = 12  # pixels around a line's metrics in which its ink is looked for


@dataclass(frozen=True)
class Style:
    """How text is set; ``size`` in pixels."""

    family: str = "DejaVu Sans"
    size: float = 14
    ink: Colour = "#141414"
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    spacing: float = 0.0
    caps: bool = False

    def font(self, *, plain: bool = False) -> QFont:
        """The font; ``plain`` leaves out what is drawn under and through the letters."""
        font = QFont(self.family)
        font.setPixelSize(max(1, round(self.size)))
        font.setBold(self.bold)
        font.setItalic(self.italic)
        font.setUnderline(self.underline and not plain)
        font.setStrikeOut(self.strike and not plain)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, self.spacing)
        if self.caps:
            font.setCapitalization(QFont.Capitalization.SmallCaps)
        return font

    def width(self, text: str) -> float:
        """How far a text advances."""
        return QFontMetricsF(self.font()).horizontalAdvance(text)

    def height(self) -> float:
        """Ascent and descent: what a caret and a selection cover."""
        return QFontMetricsF(self.font()).height()

    def but(self, **changes: object) -> "Style":
        """The style with some things changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass
class _Part:
    left: float
    baseline: float
    text: str
    style: Style


@dataclass
class _Line:
    parts: list[_Part]
    row: str


@dataclass
class Canvas:
    """One page; distances are in units that ``scale`` multiplies."""

    kind: str
    name: str
    width: int = 960
    height: int = 540
    paper: Colour | QBrush = "#fcfcfa"
    scale: float = 1.0
    ordered: bool = False
    lcd: bool = False
    lines: list[_Line] = field(default_factory=list)

    def __post_init__(self) -> None:
        size = (round(self.width * self.scale), round(self.height * self.scale))
        self.image = QImage(*size, QImage.Format.Format_RGB32)
        self.painter = QPainter(self.image)
        self.painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
        )
        self.painter.scale(self.scale, self.scale)
        self.fill(0, 0, self.width, self.height, self.paper)

    def fill(
        self, left: float, top: float, wide: float, high: float, colour: Colour | QBrush
    ) -> None:
        """A filled rectangle."""
        brush = colour if isinstance(colour, QBrush) else QBrush(QColor(colour))
        self.painter.fillRect(QRectF(left, top, wide, high), brush)

    def frame(self, left: float, top: float, wide: float, high: float, colour: Colour,
              radius: float = 0, inside: Colour = "", thick: float = 1) -> None:  # fmt: skip
        """A border, round at the corners, filled or not."""
        self.painter.setPen(QPen(QColor(colour), thick))
        self.painter.setBrush(QBrush(QColor(inside)) if inside else Qt.BrushStyle.NoBrush)
        self.painter.drawRoundedRect(
            QRectF(left + 0.5, top + 0.5, wide - 1, high - 1), radius, radius
        )

    def rule(self, points: Sequence[tuple[float, float]], colour: Colour, thick: float = 1,
             *, dotted: bool = False) -> None:  # fmt: skip
        """A line through some points."""
        style = Qt.PenStyle.DotLine if dotted else Qt.PenStyle.SolidLine
        self.painter.setPen(QPen(QColor(colour), thick, style))
        self.painter.drawPolyline([QPointF(x + 0.5, y + 0.5) for x, y in points])

    def disc(self, left: float, top: float, size: float, colour: Colour) -> None:
        """A filled circle."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QBrush(QColor(colour)))
        self.painter.drawEllipse(QRectF(left, top, size, size))

    def text(self, left: float, baseline: float, words: str, style: Style, row: str = "") -> float:
        """One line of text; where it ends."""
        return self.parts(left, baseline, [(words, style, 0.0)], row)

    def parts(
        self,
        left: float,
        baseline: float,
        pieces: Sequence[tuple[str, Style, float]],
        row: str = "",
    ) -> float:
        """One line of several pieces, each raised by so much; where it ends."""
        line = _Line([], row)
        for words, style, raised in pieces:
            part = _Part(left, baseline - raised, words, style)
            _draw(self.painter, part, QColor(style.ink), plain=False)
            line.parts.append(part)
            left += style.width(words)
        self.lines.append(line)
        return left

    def undrawn(self, left: float, baseline: float, words: str, style: Style) -> None:
        """Text-like marks that are no line to find."""
        _draw(self.painter, _Part(left, baseline, words, style), QColor(style.ink), plain=False)

    def pixels(self) -> NDArray[np.uint8]:
        """RGB, shape (height, width, 3)."""
        return _rgb(self.image)

    def save(self, folder: Path, number: int) -> None:
        """Write the page and what is known of it."""
        self.painter.end()
        arrays: dict[str, NDArray[Any]] = {}
        facts: list[dict[str, object]] = []
        for line in self.lines:
            box, ink = self._ink(line)
            arrays[f"ink{len(facts)}"] = ink
            text = "".join(part.text for part in line.parts)
            facts.append({"text": text, "box": box, "row": line.row})
        known = {"kind": self.kind, "name": self.name, "lines": facts, "ordered": self.ordered}
        path = folder / f"{number:03d}.npz"
        arrays |= {"facts": np.array(json.dumps(known)), "pixels": self.pixels()}
        np.savez(path, allow_pickle=False, **arrays)

    def _ink(self, line: _Line) -> tuple[tuple[int, int, int, int], NDArray[np.bool_]]:
        """The box and the ink of a line that is drawn again, alone, at the same pixels."""
        tops = [part.baseline - 1.2 * part.style.height() for part in line.parts]
        ends = [part.baseline + 0.5 * part.style.height() for part in line.parts]
        left = int(line.parts[0].left * self.scale) - _PAD
        top = int(min(tops) * self.scale) - _PAD
        last = line.parts[-1]
        right = int((last.left + last.style.width(last.text)) * self.scale) + 3 * _PAD
        bottom = int(max(ends) * self.scale) + _PAD
        image = QImage(right - left, bottom - top, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        painter.setRenderHints(self.painter.renderHints() | QPainter.RenderHint.TextAntialiasing)
        painter.translate(-left, -top)
        painter.scale(self.scale, self.scale)
        for part in line.parts:
            _draw(painter, part, QColor("black"), plain=True)
        painter.end()
        ink = _rgb(image)[..., 1] < _INKED
        rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
        part_of = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        high, wide = part_of.shape
        return (left + int(columns[0]), top + int(rows[0]), wide, high), part_of


def _draw(painter: QPainter, part: _Part, colour: QColor, *, plain: bool) -> None:
    painter.setPen(colour)
    painter.setFont(part.style.font(plain=plain))
    painter.drawText(QPointF(part.left, part.baseline), part.text)


def _rgb(image: QImage) -> NDArray[np.uint8]:
    flat = np.frombuffer(image.constBits(), np.uint8)
    pixels = flat.reshape(image.height(), image.bytesPerLine() // 4, 4)[:, : image.width(), :3]
    return np.ascontiguousarray(pixels[..., ::-1])
