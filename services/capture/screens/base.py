"""What every way to read the screen gives: monitors and pictures of them."""

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from services.records import Box

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class MonitorInfo:
    """One monitor; ``box`` is its place on the whole desktop, in screen pixels."""

    index: int
    box: Box
    name: str = ""


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
        """A picture of one monitor. Raises ``CaptureUnavailableError`` where it cannot be taken."""
        ...

    def close(self) -> None:
        """Let go of the screen; later calls raise ``CaptureUnavailableError``."""
        ...
