"""What the window system tells beside the picture: which windows there are, and who is at work."""

import unicodedata
from typing import Protocol

from services.records import WindowInfo

LONGEST_TITLE = 500


class WindowSource(Protocol):
    """Tells of windows; used from one thread."""

    def visible(self) -> tuple[WindowInfo, ...]:
        """Every window that can be seen, the lowest first, the topmost last."""
        ...

    def focused(self) -> WindowInfo | None:
        """The window in front, cheaply; None where there is none."""
        ...

    def idle_ms(self) -> int:
        """Milliseconds since the last key or mouse movement."""
        ...

    def locked(self) -> bool:
        """Whether the session is locked or a screen saver covers it."""
        ...

    def close(self) -> None:
        """Let go of the window system."""
        ...


def clean_title(text: str) -> str:
    """A title on one line, without control and invisible format characters, at most 500 long."""
    shown = "".join(
        c if unicodedata.category(c)[0] != "C" else " " for c in text[: 4 * LONGEST_TITLE]
    )
    return " ".join(shown.split())[:LONGEST_TITLE]
