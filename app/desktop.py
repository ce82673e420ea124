"""Keys heard everywhere and the start at login, for one library."""

import sys
import threading
from collections.abc import Callable
from pathlib import Path

from resources import ROOT as RESOURCES
from services.desktop.autostart import open_autostart
from services.desktop.hotkey import Hotkey, open_hotkey
from services.desktop.keys import parse_keys
from services.desktop.notices import notify
from services.vault.datadir import default_data_dir

INSTALLED = Path("/usr/lib/afterimage")
"""Where the package puts the program; its launcher is on everybody's path."""


class DesktopLinks:
    """Fits ``ui.desktop.Desktop``; ``data_dir`` is the library that is opened at login."""

    def __init__(self, data_dir: Path) -> None:
        self._lock = threading.Lock()
        self._hotkey: Hotkey | None = None
        self._shown = 0
        self._autostart = open_autostart([*start_command(), *_which(data_dir)], RESOURCES.parent)

    def listen(self, keys_text: str, pressed: Callable[[], None]) -> None:
        """Listen for other keys than before; see ``ui.desktop.Desktop``."""
        keys = parse_keys(keys_text)
        with self._lock:
            self._stop()
            if keys is not None:
                self._hotkey = open_hotkey(keys, pressed)

    def autostart(self, on: bool) -> None:
        """Start at login, or no more."""
        self._autostart.switch(on)

    def notify(self, title: str, body: str) -> None:
        """Show a notification in place of the last; see ``ui.desktop.Desktop``."""
        with self._lock:
            self._shown = notify(title, body, self._shown)

    def close(self) -> None:
        """Stop listening."""
        with self._lock:
            self._stop()

    def _stop(self) -> None:
        hotkey, self._hotkey = self._hotkey, None
        if hotkey is not None:
            hotkey.close()


def start_command() -> list[str]:
    """How this very program is started in the tray."""
    if RESOURCES.parent == INSTALLED:
        return ["afterimage", "--hidden"]
    return [sys.executable, "-m", "app", "--hidden"]


def _which(data_dir: Path) -> list[str]:
    return [] if data_dir == default_data_dir().resolve() else ["--data-dir", str(data_dir)]
