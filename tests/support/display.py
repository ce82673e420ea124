"""A private X display for tests: Xvfb on a free number, with openbox as window manager."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.programs import find_program, stop
from tests.support.waiting import wait_until

WIDTH, HEIGHT, DEPTH = 1920, 1080, 24


class PrivateDisplay:
    """A running display; programs started through it are stopped when the test ends.

    ``name`` is the value for ``DISPLAY``, such as ``:7``.
    """

    def __init__(self, name: str, home: Path) -> None:
        self.name = name
        self._home = home
        self._programs: list[subprocess.Popen[bytes]] = []

    @property
    def environ(self) -> dict[str, str]:
        """The environment for a program that shall open its windows here (Qt's xcb included)."""
        return {
            **os.environ,
            "DISPLAY": self.name,
            "QT_QPA_PLATFORM": "xcb",
            "HOME": str(self._home),
            "XDG_SESSION_TYPE": "x11",
        }

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """Start a program on this display; its output is dropped."""
        process = subprocess.Popen(
            command,
            env=self.environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._programs.append(process)
        return process

    def ask(self, *command: str) -> str:
        """What a short program such as ``xprop`` prints; empty where it failed."""
        done = subprocess.run(
            command, env=self.environ, capture_output=True, text=True, check=False
        )
        return done.stdout.strip() if done.returncode == 0 else ""

    def touch(self) -> None:
        """Move the pointer to and fro, as one who sits down does: idle time counts from here."""
        self.ask("xdotool", "mousemove_relative", "1", "1")
        self.ask("xdotool", "mousemove_relative", "--", "-1", "-1")

    def wait_for_window(self, title: str, timeout_s: float = 20.0) -> str:
        """The X id of the first visible window whose title contains ``title``, once it is there."""
        command = ("xdotool", "search", "--onlyvisible", "--name", title)
        return wait_until(
            lambda: self.ask(*command), f"a window titled {title!r}", timeout_s
        ).split()[0]

    def stop_programs(self) -> None:
        """End every program started here, the last first."""
        while self._programs:
            # xterm waits for its child, which nothing tells to end; it has nothing to save
            stop(self._programs.pop(), patience_s=0.3)


@contextmanager
def start_display() -> Iterator[PrivateDisplay]:
    """Run Xvfb and openbox for the length of the block."""
    home = Path(tempfile.mkdtemp(prefix="afterimage-x-"))
    xvfb, name = _start_xvfb()
    display = PrivateDisplay(name, home)
    try:
        manager = subprocess.Popen(
            [find_program("openbox", "openbox"), "--sm-disable"],
            env=display.environ,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_until(
                lambda: "window id" in display.ask("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"),
                "the window manager",
            )
            yield display
        finally:
            display.stop_programs()
            stop(manager)
    finally:
        stop(xvfb)
        shutil.rmtree(home, ignore_errors=True)


def _start_xvfb() -> tuple[subprocess.Popen[bytes], str]:
    program = find_program("Xvfb", "xvfb")
    number_from, number_to = os.pipe()
    # `-displayfd` lets the server pick a free number and tells it once it answers
    command = [program, "-displayfd", str(number_to), "-nolisten", "tcp", "-noreset"]
    command += ["-screen", "0", f"{WIDTH}x{HEIGHT}x{DEPTH}"]
    # after ten minutes without a hand on it the server would blank its screen, and capture with it
    command += ["-s", "0", "-dpms"]
    process = subprocess.Popen(
        command, pass_fds=[number_to], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(number_to)
    with os.fdopen(number_from, encoding="ascii") as answer:
        number = answer.readline().strip()
    if not number:
        stop(process)
        raise AssertionError("Xvfb did not start")
    return process, f":{number}"
