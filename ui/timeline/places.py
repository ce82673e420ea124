"""Where things of the lanes stand, in pixels at 100 %, and at one size and window of time."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from services.records import TimeWindow

MARGIN = 16
GUTTER = 104
"""The names of the lanes stand at its left, no block reaches into it."""
TOP = 12
LEAST_PX = 3.0
"""No event is painted narrower."""


@dataclass(frozen=True, slots=True)
class Places:
    """The axis and rows of one painting, measured once: hundreds of things are placed by it."""

    left: int
    """The pixel at which the axis begins, right of the names."""
    start_ms: int
    per_ms: float
    row: int
    block: int
    """The height of a block in its row."""
    first: float
    """Where the blocks of the first row begin."""

    @classmethod
    def of(
        cls, window: TimeWindow, size: tuple[int, int], lanes: int, text_scale: float
    ) -> "Places":
        """The places of so many lanes in a view of a size (width, height)."""

        def px(length: int) -> int:
            return round(length * text_scale)

        left = px(GUTTER)
        length_ms = max(window.end_ms - window.start_ms, 1)
        room = (size[1] - px(34) - TOP) // max(lanes, 1)
        row = max(min(room, px(44)), px(28))
        block = min(px(26), row - px(6))
        per_ms = max(size[0] - MARGIN - left, 1) / length_ms
        return cls(left, window.start_ms, per_ms, row, block, TOP + (row - block) / 2)

    def x(self, at_ms: int) -> float:
        """The pixel of an instant."""
        return self.left + (at_ms - self.start_ms) * self.per_ms

    def rect(self, lane: int, start_ms: int, end_ms: int, least: float = LEAST_PX) -> QRectF:
        """Where a stretch of a lane is painted, at least so many pixels wide."""
        width = (end_ms - start_ms) * self.per_ms
        return QRectF(
            self.left + (start_ms - self.start_ms) * self.per_ms, self.first + lane * self.row,
            width if width > least else least, self.block,
        )  # fmt: skip

    def lane_at(self, y: float) -> int:
        """The number of the lane at a height, which need not be there."""
        return int((y - TOP) // self.row)
