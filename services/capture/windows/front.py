"""Which window stands in front on a monitor."""

from collections.abc import Iterable

from services.records import Box, WindowInfo

NOTHING = WindowInfo("", "")
# From what share of itself, or of the monitor, a window stands on a monitor: less only leans over.
_OWN_SHARE = 0.5
_MONITOR_SHARE = 0.1


def front_of(place: Box, windows: Iterable[WindowInfo]) -> WindowInfo:
    """The window in front on the monitor at ``place``: the focused one if it is there.

    Else the topmost that stands there, panels, menus and the desktop last; a window without
    name where there is none. ``windows`` are ordered from the lowest to the topmost.
    """
    here = [w for w in windows if w.box is None or w.box.overlaps(place)]
    standing = [w for w in here if w.box is None or _stands(w.box, place)] or here
    for choice in (
        [w for w in standing if w.focused],
        [w for w in standing if not w.furniture],
        standing,
    ):
        if choice:
            return choice[-1]
    return NOTHING


def _stands(box: Box, place: Box) -> bool:
    width = min(box.right, place.right) - max(box.left, place.left)
    height = min(box.bottom, place.bottom) - max(box.top, place.top)
    area = width * height
    return (
        area >= _OWN_SHARE * box.width * box.height
        or area >= _MONITOR_SHARE * place.width * place.height
    )
