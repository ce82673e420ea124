"""The start at login on Windows and macOS."""

import plistlib
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from services.errors import AutostartError

# https://learn.microsoft.com/windows/win32/setupapi/run-and-runonce-registry-keys
RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
NAME = "Afterimage"
LABEL = "org.afterimage.Afterimage"


class RunKey:
    """A value under the person's Run key; ``registry`` is the module ``winreg``."""

    def __init__(self, command: Sequence[str], folder: Path, registry: Any = None) -> None:
        self._registry = import_module("winreg") if registry is None else registry
        # the key knows no folder to start in, so the command interpreter is told
        started = ["cmd", "/c", "start", "", "/min", "/D", str(folder), *command]
        self._line = subprocess.list2cmdline(started)

    @property
    def is_on(self) -> bool:
        """Whether the program starts at login with this command."""
        reg = self._registry
        try:
            with reg.OpenKey(reg.HKEY_CURRENT_USER, RUN_KEY) as key:
                return bool(reg.QueryValueEx(key, NAME)[0] == self._line)
        except OSError:
            return False

    def switch(self, on: bool) -> None:
        """Start at login from now on, or no more; raises ``AutostartError``."""
        if on == self.is_on:
            return
        reg = self._registry
        try:
            with reg.CreateKey(reg.HKEY_CURRENT_USER, RUN_KEY) as key:
                if on:
                    reg.SetValueEx(key, NAME, 0, reg.REG_SZ, self._line)
                else:
                    reg.DeleteValue(key, NAME)
        except OSError as error:
            raise AutostartError(
                "The start at login cannot be written to the registry.",
                "Add Afterimage to the system's own list of programs that start at login.",
            ) from error


class LaunchAgent:
    """A property list among the person's launch agents (``man launchd.plist``)."""

    def __init__(self, command: Sequence[str], folder: Path, home: Path | None = None) -> None:
        self._file = (home or Path.home()) / "Library" / "LaunchAgents" / f"{LABEL}.plist"
        self._wanted = {
            "Label": LABEL, "ProgramArguments": list(command), "WorkingDirectory": str(folder),
            "RunAtLoad": True, "ProcessType": "Interactive",
        }  # fmt: skip

    @property
    def is_on(self) -> bool:
        """Whether the program starts at login with this command."""
        with suppress(OSError, plistlib.InvalidFileException, ValueError):
            return bool(plistlib.loads(self._file.read_bytes()) == self._wanted)
        return False

    def switch(self, on: bool) -> None:
        """Start at login from now on, or no more; raises ``AutostartError``."""
        if on == self.is_on:
            return
        try:
            if on:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                self._file.write_bytes(plistlib.dumps(self._wanted))
            else:
                self._file.unlink()
        except OSError as error:
            raise AutostartError(
                f"The entry for the start at login cannot be written ({error.strerror}).",
                f"Check the permissions of {self._file.parent}.",
            ) from error
