"""What the window asks of the desktop; the application brings the real thing, tests a fake."""

from collections.abc import Callable
from typing import Protocol


class Desktop(Protocol):
    """Keys heard everywhere, the start at login, notifications. For calls from any thread."""

    def listen(self, keys_text: str, pressed: Callable[[], None]) -> None:
        """Call ``pressed``, on any thread, when these keys go down anywhere; "" stops listening.

        Raises ``UsageError`` or ``HotkeyError``; then nothing is listened for.
        """
        ...

    def autostart(self, on: bool) -> None:
        """Start at login, or no more; raises ``AutostartError``."""
        ...

    def notify(self, title: str, body: str) -> None:
        """Show a notification; raises ``NoticeError`` where no service of the desktop does."""
        ...

    def close(self) -> None:
        """Stop listening."""
        ...
