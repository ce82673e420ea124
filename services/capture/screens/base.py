"""What every way to read the screen gives: monitors and pictures of them."""

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from services.errors import CaptureUnavailableError
from services.records import Box
from services.said import said

Pixels = NDArray[np.uint8]


class MonitorChangedError(CaptureUnavailableError):
    """The monitor was unplugged, moved or resized since it was listed; ask for the list again."""


@dataclass(frozen=True, slots=True)
class MonitorInfo:
    """One monitor; ``box`` is its place on the whole desktop, in screen pixels.

    ``index`` stays with a monitor for as long as its backend is open, whatever is plugged in or
    moved beside it. ``scale`` is how large programs draw there: 1.0 is 96 dots an inch.
    """

    index: int
    box: Box
    name: str = ""
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Screenshot:
    """One monitor as it was at ``taken_at_ms``.

    ``pixels`` is uint8 ``[height, width, channels]``, row by row: RGB where ``channels`` is 3,
    and BGR with an unused fourth byte where it is 4 (what X servers give, left as it is).
    """

    pixels: Pixels = field(repr=False)
    monitor: int
    taken_at_ms: int

    @property
    def width(self) -> int:
        """Pixels in a row."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Rows."""
        return int(self.pixels.shape[0])

    def rgb(self) -> bytes:
        """The picture as ``height * width * 3`` bytes, RGB."""
        if self.pixels.shape[2] == 4:
            return self.pixels[:, :, 2::-1].tobytes()
        return self.pixels.tobytes()


class ScreenBackend(Protocol):
    """Reads monitors, one at a time; used from one thread."""

    def monitors(self) -> tuple[MonitorInfo, ...]:
        """The monitors now. Raises ``CaptureUnavailableError`` where none can be read."""
        ...

    def grab(self, monitor: MonitorInfo) -> Screenshot:
        """A picture of one monitor. Raises ``CaptureUnavailableError`` where it cannot be taken.

        Raises ``MonitorChangedError`` where the monitor is not what it was when it was listed.
        """
        ...

    def interrupt(self) -> None:
        """Let a grab that waits for the person give up, before ``close``; from any thread."""
        ...

    def close(self) -> None:
        """Let go of the screen; later calls raise ``CaptureUnavailableError``."""
        ...


class MonitorNumbers:
    """Gives each monitor a number by its name, so that none ever takes over another's."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, name: str) -> int:
        """The number of the monitor of this name: the same one whenever it comes back."""
        return self._numbers.setdefault(name, len(self._numbers))


def grab_all(
    screen: ScreenBackend, attempts: int = 3
) -> tuple[tuple[MonitorInfo, Screenshot], ...]:
    """Every monitor with a picture of it, all from one list of monitors.

    Where the monitors change meanwhile, it begins anew. Raises ``CaptureUnavailableError`` where
    none can be read, or where they do not come to rest.
    """
    while True:
        attempts -= 1
        try:
            return tuple((monitor, screen.grab(monitor)) for monitor in screen.monitors())
        except MonitorChangedError:
            if not attempts:
                raise


def monitors_words(count: int) -> str:
    """How many monitors can be captured, for a person."""
    return said("1 monitor can be captured" if count == 1 else f"{count} monitors can be captured")
