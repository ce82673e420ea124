"""The open screen and window system, made together and closed together."""

from collections.abc import Callable
from dataclasses import dataclass

from services.capture.screens.base import ScreenBackend
from services.capture.windows.base import WindowSource
from services.errors import CaptureUnavailableError


@dataclass(frozen=True, slots=True)
class Eyes:
    """The open screen and window system; made, used and closed in the looking thread."""

    screen: ScreenBackend
    windows: WindowSource

    @classmethod
    def open(
        cls, open_screen: Callable[[], ScreenBackend], open_windows: Callable[[], WindowSource]
    ) -> "Eyes":
        """Open both; raises ``CaptureUnavailableError``, and then neither stays open."""
        screen = open_screen()
        try:
            return cls(screen, open_windows())
        except CaptureUnavailableError:
            screen.close()
            raise

    def close(self) -> None:
        """Let go of both."""
        self.windows.close()
        self.screen.close()
