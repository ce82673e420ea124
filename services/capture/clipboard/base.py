"""What a clipboard tells, whatever the system."""

from dataclasses import dataclass, field
from typing import Protocol

from services.records import WindowInfo

MOST_TEXT_BYTES = 1_000_000
MOST_PICTURE_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied: a text, or a picture as PNG; ``secret`` where its program calls it one.

    ``owner`` is the program that holds the copy, as the window system calls it, "" where it does
    not tell.
    """

    text: str = field(default="", repr=False)
    png: bytes = field(default=b"", repr=False)
    secret: bool = False
    owner: str = ""


class Clipboard(Protocol):
    """Used from one thread, but for ``wake``."""

    def wait(self, timeout_s: float) -> bool:
        """Wait until something was copied, or for ``wake``; tells whether something was."""
        ...

    def wake(self) -> None:
        """End a wait at once; from any thread."""
        ...

    def read(self, *, pictures: bool) -> Copied | None:
        """What is on the clipboard, or None where it is nothing that can be kept."""
        ...

    def window(self) -> WindowInfo | None:
        """The window in front, from which most copies come."""
        ...

    def close(self) -> None:
        """Let go of the window system."""
        ...
