"""Where boxes of the desktop lie in the picture of a monitor."""

import math
from collections.abc import Iterable

from services.capture.screens.base import MonitorInfo, Screenshot
from services.records import Box

_SKEW = 1.02  # a picture may be larger than its monitor is told to be, but not of another shape


def fits(shot: Screenshot, monitor: MonitorInfo) -> bool:
    """Whether a picture can be of this monitor: of its size, or evenly larger or smaller.

    Desktops that tell places in points give pictures in pixels, twice as large on fine panels.
    Of any other picture nobody knows where the windows lie on it.
    """
    across, down = _factors(shot, monitor)
    return across > 0 and down > 0 and 1 / _SKEW <= across / down <= _SKEW


def boxes_on(boxes: Iterable[Box], monitor: MonitorInfo, shot: Screenshot) -> tuple[Box, ...]:
    """The parts of boxes (desktop) that lie on a monitor, in the picture's pixels.

    Where the picture is not of the announced size, they are scaled with it, outwards.
    """
    place = monitor.box
    across, down = _factors(shot, monitor)
    found = []
    for box in boxes:
        if box.overlaps(place):
            left = math.floor((max(box.left, place.left) - place.left) * across)
            top = math.floor((max(box.top, place.top) - place.top) * down)
            right = math.ceil((min(box.right, place.right) - place.left) * across)
            bottom = math.ceil((min(box.bottom, place.bottom) - place.top) * down)
            found.append(Box(left, top, right - left, bottom - top))
    return tuple(found)


def _factors(shot: Screenshot, monitor: MonitorInfo) -> tuple[float, float]:
    width, height = monitor.box.width, monitor.box.height
    if width <= 0 or height <= 0:
        return (0.0, 0.0)
    return (shot.width / width, shot.height / height)
