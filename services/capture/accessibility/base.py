"""What is asked of a system's accessibility interface, and the bounds that every answer keeps."""

import sys
from dataclasses import dataclass
from typing import Protocol

from services.records import Box, Line, WindowInfo
from services.said import said
from services.settings import CaptureSettings

LONGEST_TEXT = 1000
"""Characters of one node's text that are taken."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one reading of a window may take; what is read by then is used.

    ``call_s`` is how long a program may stay silent, ``wall_s`` and ``cpu_s`` (of this thread) hold
    for the whole reading. ``received_bytes`` counts what came back.
    """

    nodes: int = 600
    call_s: float = 0.15
    wall_s: float = 0.4
    cpu_s: float = 0.05
    received_bytes: int = 2_000_000


@dataclass(frozen=True, slots=True)
class AccessibleText:
    """The text of one window as its program tells it, in screen pixels and reading order.

    Every line can be seen as far as the program knows. ``secrets`` are boxes of fields for
    passwords; their text was never asked for. ``complete`` is False where a bound cut it short.
    ``nodes`` and ``calls`` tell the cost. ``title`` is how the program names the window to people
    who do not see it (empty: unknown); Chrome tells there alone that a window is incognito.
    """

    lines: tuple[Line, ...] = ()
    secrets: tuple[Box, ...] = ()
    url: str = ""
    complete: bool = True
    nodes: int = 0
    calls: int = 0
    title: str = ""


class AccessibilitySource(Protocol):
    """Reads what a program tells of its window; made, used and closed in one thread."""

    def read(self, window: WindowInfo) -> AccessibleText | None:
        """The text of this window, which has the focus; None where its program tells nothing.

        Never raises for what a program does, and returns within its bounds (``Bounds``).
        """
        ...

    def counts(self) -> dict[str, int]:
        """What happened since this was last asked, by name ("accessibility.read")."""
        ...

    def describe(self) -> str:
        """Whether programs are listened to, in words for the person; changes nothing."""
        ...

    def close(self) -> None:
        """Let go of the interface."""
        ...


def clipped(box: Box, area: Box) -> Box | None:
    """The part of a box inside an area; None where there is none."""
    left, top = max(box.left, area.left), max(box.top, area.top)
    right, bottom = min(box.right, area.right), min(box.bottom, area.bottom)
    if right <= left or bottom <= top:
        return None
    return Box(left, top, right - left, bottom - top)


def clean_text(text: str) -> str:
    """Text on one line, without control characters and stand-ins for embedded objects."""
    shown = "".join(c if c.isprintable() and c != "\ufffc" else " " for c in text[:LONGEST_TEXT])
    return " ".join(shown.split())


def open_accessibility(settings: CaptureSettings) -> AccessibilitySource:
    """What reads the text that programs tell of their windows on this system."""
    if sys.platform == "win32":
        from services.capture.accessibility.uia import Uia

        return Uia()
    if sys.platform == "darwin":
        from services.capture.accessibility.ax import Ax

        return Ax()
    from services.capture.accessibility.atspi import AtSpi

    return AtSpi(enable=settings.accessibility_switch)


def describe_accessibility(settings: CaptureSettings) -> str:
    """Whether the text that programs tell is in use, in words for the person."""
    if not settings.accessibility:
        return said("not in use: the setting capture.accessibility is off")
    source = open_accessibility(settings)
    try:
        return source.describe()
    finally:
        source.close()
