"""Icons: line drawings as SVG, tinted with the theme's colours."""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources

FOLDER = Path(resources.__file__).parent / "icons"


@lru_cache(maxsize=64)
def _svg(name: str) -> str:
    return (FOLDER / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def pixmap(name: str, color: str, size: int, ratio: float = 2.0) -> QPixmap:
    """The icon in one colour, ``size`` logical pixels square."""
    svg = _svg(name).replace("currentColor", color)
    picture = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    renderer.render(painter, QRectF(0, 0, picture.width(), picture.height()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def icon(name: str, color: str, selected: str = "", size: int = 18) -> QIcon:
    """The icon for a button; ``selected`` is its colour while checked."""
    made = QIcon()
    made.addPixmap(pixmap(name, color, size), QIcon.Mode.Normal, QIcon.State.Off)
    made.addPixmap(pixmap(name, selected or color, size), QIcon.Mode.Normal, QIcon.State.On)
    return made
