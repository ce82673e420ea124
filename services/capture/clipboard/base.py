"""What a clipboard tells, whatever the system."""

from dataclasses import dataclass, field
from typing import Protocol

from services.records import WindowInfo

MOST_TEXT_BYTES = 1_000_000
MOST_PICTURE_BYTES = 20_000_000
# Programs for passwords on Linux mark what they copy with this form of it.
SECRET_FORM = "x-kde-passwordManagerHint"  # noqa: S105 - a name


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied: a text, or a picture; ``secret`` where its program calls it one.

    ``picture`` is a whole file, such as PNG or BMP. ``owner`` is the program that holds the copy,
    as the window system calls it, "" where it does not tell.
    """

    text: str = field(default="", repr=False)
    picture: bytes = field(default=b"", repr=False)
    secret: bool = False
    owner: str = ""


class Front(Protocol):
    """Tells of the window in front."""

    def focused(self) -> WindowInfo | None:
        """The window in front, cheaply; None where there is none."""
        ...

    def close(self) -> None:
        """Let go of the window system."""
        ...


class Clipboard(Protocol):
    """Used from one thread, but for ``wake``.

    ``wait``, ``read`` and ``window`` raise ``CaptureUnavailableError`` where the window system went
    away; then it can only be closed.
    """

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
