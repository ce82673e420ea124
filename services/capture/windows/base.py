"""What the window system tells beside the picture: which windows there are, and who is at work."""

import re
import unicodedata
from typing import Protocol

from services.records import WindowInfo

LONGEST_TITLE = 500
KEPT_END = 120  # of a title that is too long: "… - Browser (Private Browsing)"
LONGEST_URL = 2000
_JOINERS = "\u200c\u200d"
_ADDRESS = re.compile(r"\bhttps?://[^\s\"<>|“”«»]+")
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
    """What the world calls a window, fit to be kept: one line, at most 500 characters.

    Of a longer one the end stays as well: there browsers tell that a window is private.

    Control characters, lone surrogates and what has no letter of its own become spaces.
    Invisible marks (byte order, text direction, soft hyphens) go; only the joiners stay that
    Persian and emoji are spelled with.
    """
    if len(text) > 4 * LONGEST_TITLE:
        text = f"{text[: 2 * LONGEST_TITLE]} {text[-2 * LONGEST_TITLE :]}"
    shown = " ".join("".join(map(_shown, text)).split())
    if len(shown) <= LONGEST_TITLE:
        return shown
    return f"{shown[: LONGEST_TITLE - KEPT_END - 3].rstrip()} … {shown[-KEPT_END:].lstrip()}"


def clean_url(text: str) -> str:
    """An address fit to be kept: without anything that is not seen, at most 2,000 characters."""
    return "".join(c for c in text[:LONGEST_URL] if _shown(c) == c and not c.isspace())


def url_in(title: str) -> str:
    """The web address that a title tells (extensions of browsers can do that); "" without one."""
    found = _ADDRESS.findall(title)
    return clean_url(found[0].rstrip(".,;:!?)]}'")) if len(set(found)) == 1 else ""


def _shown(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf":
        return character if character in _JOINERS else ""
    return " " if category[0] == "C" else character


def is_locker(window: WindowInfo) -> bool:
    """Whether a window belongs to a program that locks the screen."""
    return window.app.casefold() in LOCKERS
