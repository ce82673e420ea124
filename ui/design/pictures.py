"""Frames as Qt images, and which boxes of a frame belong to a quote."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from services.records import Box, FramePicture, Hit


def image_of(picture: FramePicture) -> QImage:
    """A copy of the frame's pixels as an image, empty where none are left. Works on any thread."""
    if not picture.rgb or picture.width <= 0 or picture.height <= 0:
        return QImage()
    stride = picture.width * 3
    return QImage(
        picture.rgb, picture.width, picture.height, stride, QImage.Format.Format_RGB888
    ).copy()


def thumbnail(image: QImage, width: int, height: int) -> QImage:
    """The image scaled to cover a size. Works on any thread."""
    if image.isNull():
        return image
    scaled = image.scaled(
        width, height,
        Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )  # fmt: skip
    return scaled.copy(0, 0, width, height)


def quote_boxes(hit: Hit, quote: str) -> tuple[Box, ...]:
    """The boxes of the lines that hold the quote; all the hit's boxes where that is unknown."""
    boxes, lines = hit.anchor.boxes, hit.text.split("\n")
    start = hit.text.find(quote) if quote else -1
    if start < 0 or len(lines) != len(boxes):
        return boxes
    chosen, at, end = [], 0, start + len(quote)
    for line, box in zip(lines, boxes, strict=True):
        if at < end and start < at + len(line):
            chosen.append(box)
        at += len(line) + 1
    return tuple(chosen) or boxes
