"""Starts the program when its person logs in: on Linux by an entry that every desktop reads.

https://specifications.freedesktop.org/autostart-spec/latest/
"""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from services.errors import AutostartError

NAME = "afterimage.desktop"
# https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html
# each escaped once for the command and once more for the file's own kind of text
_QUOTED = str.maketrans({'"': '\\\\"', "`": "\\\\`", "$": "\\\\$", "\\": "\\" * 4})


class Autostart(Protocol):
    """The start at login with one command."""

    @property
    def is_on(self) -> bool:
        """Whether the program starts at login with this command."""
        ...

    def switch(self, on: bool) -> None:
        """Start at login from now on, or no more; raises ``AutostartError``."""
        ...


def open_autostart(command: Sequence[str], folder: Path) -> Autostart:
    """The start at login of this system; ``folder`` is where the command is run."""
    if sys.platform == "win32":
        from services.desktop.autostart_elsewhere import RunKey

        return RunKey(command, folder)
    if sys.platform == "darwin":
        from services.desktop.autostart_elsewhere import LaunchAgent

        return LaunchAgent(command, folder)
    return DesktopEntry(command, folder)


class DesktopEntry:
    """One entry for one command; an entry of another command (another library) is left alone."""

    def __init__(
        self, command: Sequence[str], folder: Path, environ: Mapping[str, str] | None = None
    ) -> None:
        environ = os.environ if environ is None else environ
        config = environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
        self._entry = Path(config) / "autostart" / NAME
        self._exec = f"Exec={' '.join(map(_quoted, command))}"
        self._folder = folder

    @property
    def is_on(self) -> bool:
        """Whether the program starts at login with this command."""
        return self._exec in self._lines()

    def switch(self, on: bool) -> None:
        """Start at login from now on, or no more.

        Raises ``AutostartError`` where the entry cannot be written.
        """
        if on == self.is_on:
            return
        try:
            if on:
                self._write()
            else:
                self._entry.unlink()
        except OSError as error:
            raise AutostartError(
                f"The entry for the start at login cannot be written ({error.strerror}).",
                f"Check the permissions of {self._entry.parent}.",
            ) from error

    def _write(self) -> None:
        self._entry.parent.mkdir(parents=True, exist_ok=True)
        lines = (
            "[Desktop Entry]", "Type=Application", "Name=Afterimage", self._exec,
            f"Path={self._folder}", "Icon=afterimage", "Terminal=false",
            "X-GNOME-Autostart-enabled=true", "X-GNOME-Autostart-Delay=5",
        )  # fmt: skip
        self._entry.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def _lines(self) -> list[str]:
        try:
            return self._entry.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return []


def _quoted(part: str) -> str:
    plain = part.replace("%", "%%")
    if plain and all(char.isalnum() or char in "-_./%=+:,@" for char in plain):
        return plain
    return f'"{plain.translate(_QUOTED)}"'
