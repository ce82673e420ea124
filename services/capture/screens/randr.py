"""The monitors of an X11 display as XRandR tells of them: place, name and scale."""

import math
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from Xlib import X, Xatom
from Xlib.display import Display
from Xlib.error import ConnectionClosedError, DisplayError, XError
from Xlib.ext import randr

from services.capture.screens.display_name import local_only, probe_display
from services.records import Box

_XFT_DPI = re.compile(r"^Xft\.dpi:\s*(\d+(?:\.\d+)?)\s*$", re.MULTILINE)
_BASE_DPI = 96.0
_MM_PER_INCH = 25.4
_LARGEST_SCALE = 4.0
# What no panel has: projectors and virtual outputs tell sizes (16 by 9 mm, 0) that mean nothing.
_LIKELY_DPI = (50.0, 500.0)
_STEP = 0.25  # desktops scale in quarters; a panel of 101 dpi is one of 96
ERRORS = (ConnectionClosedError, DisplayError, XError, OSError)


@dataclass(frozen=True, slots=True)
class Output:
    """A monitor as the server tells of it; sizes on the desk in millimetres, 0 where unknown."""

    name: str
    box: Box
    width_mm: int = 0
    height_mm: int = 0


class RandrMonitors:
    """Asks one display for its monitors; ``display`` is a name such as ``:0``.

    Raises ``OSError`` or an ``XError`` (see ``ERRORS``) where the display does not answer.
    """

    def __init__(self, display: str) -> None:
        probe_display(display)
        self._display = Display(local_only(display))
        self._root = self._display.screen().root
        self._monitors_known = self._has_monitors()

    def outputs(self) -> tuple[Output, ...]:
        """The active monitors, in the server's order; the whole screen where none is told."""
        found = tuple(self._listed()) if self._monitors_known else ()
        if found:
            return found
        whole = self._root.get_geometry()
        return (Output("screen", Box(0, 0, whole.width, whole.height)),)

    def font_dpi(self) -> float | None:
        """The dots an inch that the desktop tells programs to draw at; None where it does not."""
        found = self._root.get_full_property(Xatom.RESOURCE_MANAGER, X.AnyPropertyType)
        if found is None or not isinstance(found.value, bytes):
            return None
        match = _XFT_DPI.search(found.value.decode("latin-1"))
        return float(match[1]) if match else None

    def close(self) -> None:
        """Close the connection to the display."""
        with suppress(*ERRORS):  # the server went away before us
            self._display.close()

    def _has_monitors(self) -> bool:
        """Whether the server knows monitors (RandR 1.5, of 2015)."""
        if not self._display.has_extension(randr.extname):
            return False
        version = randr.query_version(self._root)
        return (int(version.major_version), int(version.minor_version)) >= (1, 5)

    def _listed(self) -> Iterable[Output]:
        for told in randr.get_monitors(self._root).monitors:
            if told.width_in_pixels and told.height_in_pixels:
                box = Box(told.x, told.y, told.width_in_pixels, told.height_in_pixels)
                name = str(self._display.get_atom_name(told.name))
                yield Output(name, box, told.width_in_millimeters, told.height_in_millimeters)


def scale_of(output: Output, font_dpi: float | None) -> float:
    """How large programs draw on a monitor, in quarters; 1.0 is 96 dots an inch.

    What the desktop tells (``Xft.dpi``) holds for all of its monitors; else the panel's own
    density, from its size in millimetres, where that can be true.
    """
    dpi = font_dpi if font_dpi is not None else _panel_dpi(output)
    if dpi is None:
        return 1.0
    steps = math.floor(dpi / _BASE_DPI / _STEP + 0.5)
    return min(_LARGEST_SCALE, max(1.0, steps * _STEP))


def _panel_dpi(output: Output) -> float | None:
    if output.width_mm <= 0 or output.height_mm <= 0:
        return None
    across = output.box.width * _MM_PER_INCH / output.width_mm
    down = output.box.height * _MM_PER_INCH / output.height_mm
    least, most = _LIKELY_DPI
    # pixels are square: where they are not, the millimetres are made up
    if not (least <= across <= most and 0.8 <= across / down <= 1.25):
        return None
    return across
