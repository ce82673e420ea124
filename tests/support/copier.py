"""Starts the program that copies, on a private display."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.display import PrivateDisplay
from tests.support.programs import stop

_PROGRAM = Path(__file__).with_name("copying.py")


class Copier:
    """A running program with a window in front."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def copy(self, line: str) -> None:
        """Copy what a line asks for; returns once it is copied."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline().rstrip("\n") == line


@contextmanager
def copier(display: PrivateDisplay, name: str = "editor", title: str = "Plan") -> Iterator[Copier]:
    """The program with its window in front, for the length of the block."""
    process = subprocess.Popen(
        [sys.executable, str(_PROGRAM), name, title],
        env=display.environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        window = display.wait_for_window(title)
        display.ask("xdotool", "windowactivate", "--sync", window)
        yield Copier(process)
    finally:
        stop(process)
