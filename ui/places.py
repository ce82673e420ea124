"""Where a window fits: inside what a screen leaves free, its frame included."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

FRAME = QSize(16, 44)  # a window manager's frame: sides together, title bar and foot together


def available(widget: QWidget) -> QRect:
    """What the widget's screen leaves free of panels; empty where there is no screen."""
    if not QGuiApplication.screens():
        return QRect()
    return widget.screen().availableGeometry()


def first_size(wanted: QSize, free: QRect) -> QSize:
    """The wanted size, or as much of it as fits with a frame around it."""
    return wanted if free.isEmpty() else wanted.boundedTo(free.size() - FRAME)


def kept_inside(place: QRect, free: QRect) -> QRect:
    """A window's place (without its frame) moved and, where it must be, made smaller to fit."""
    if free.isEmpty():
        return place
    side, foot = FRAME.width() // 2, FRAME.width() // 2
    room = free.adjusted(side, FRAME.height() - foot, -side, -foot)
    size = place.size().boundedTo(room.size())
    left = min(max(place.left(), room.left()), room.left() + room.width() - size.width())
    top = min(max(place.top(), room.top()), room.top() + room.height() - size.height())
    return QRect(left, top, size.width(), size.height())
