"""Two fingers drawn apart or together, as a touchpad or a touch screen tells of them."""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget


def catch_pinches(widget: QWidget) -> None:
    """Let a widget hear of pinches on a touch screen; a touchpad's come by themselves."""
    widget.grabGesture(Qt.GestureType.PinchGesture)


def pinched(widget: QWidget, event: QEvent) -> tuple[float, QPointF] | None:
    """By how much an event zooms and where on the widget; None where it is no pinch."""
    if isinstance(event, QNativeGestureEvent):
        if event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
            return max(1.0 + event.value(), 0.1), event.position()
        return None
    if not isinstance(event, QGestureEvent):
        return None
    pinch = event.gesture(Qt.GestureType.PinchGesture)
    if not isinstance(pinch, QPinchGesture):
        return None
    event.accept(pinch)
    at = widget.mapFromGlobal(pinch.centerPoint().toPoint())
    return max(pinch.scaleFactor(), 0.1), QPointF(at)
