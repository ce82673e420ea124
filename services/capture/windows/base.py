"""What the window system tells beside the picture: which windows there are, and who is at work."""

import unicodedata
from typing import Protocol

from services.records import WindowInfo

LONGEST_TITLE = 500
# Programs that cover the screen themselves while it is locked.
LOCKERS = frozenset(
    {
        "i3lock",
        "xlock",
        "xtrlock",
        "slock",
        "xscreensaver",
        "xsecurelock",
        "light-locker",
        "gnome-screensaver",
        "mate-screensaver",
        "cinnamon-screensaver",
        "xfce4-screensaver",
        "kscreenlocker_greet",
    }
)


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
        """Whether a screen saver covers the session (``is_locker`` knows lockers by window)."""
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


def is_locker(window: WindowInfo) -> bool:
    """Whether a window belongs to a program that locks the screen."""
    return window.app.casefold() in LOCKERS
