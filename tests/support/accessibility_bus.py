"""A private session with the real accessibility bus of Linux desktops, and programs that use it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from services.capture.windows.x11 import X11Windows
from services.records import WindowInfo
from tests.support.display import PrivateDisplay
from tests.support.message_bus import start_bus
from tests.support.programs import stop
from tests.support.waiting import wait_until

_LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
WINDOW = Path(__file__).with_name("accessible_window.py")


class AccessibleDesk:
    """A display whose programs tell of their windows; ``environ`` is what a reader needs."""

    def __init__(self, display: PrivateDisplay, environ: Mapping[str, str]) -> None:
        self.display = display
        self.environ = dict(environ)
        self._programs: list[subprocess.Popen[bytes]] = []

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """Start a program on the display and the private bus."""
        told = {
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "QT_FONT_DPI": "96",
            "GDK_BACKEND": "x11",
            "PYTHONPATH": str(Path(__file__).parents[2]),
        }
        process = subprocess.Popen(
            command,
            env={**self.display.environ, **self.environ, **told},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._programs.append(process)
        return process

    def start_window(self, kind: str, title: str) -> subprocess.Popen[bytes]:
        """Start a Qt window of ``accessible_window.py`` and wait until it is in front."""
        process = self.start(sys.executable, str(WINDOW), kind, title)
        self.wait_for_front(title)
        return process

    def wait_for_front(self, title: str, timeout_s: float = 40.0) -> WindowInfo:
        """The window in front, once it is the one with this title."""
        window = wait_until(lambda: self.front(title), f"{title!r} in front", timeout_s)
        assert window is not None
        return window

    def front(self, title: str) -> WindowInfo | None:
        """The focused window, if it has this title."""
        windows = X11Windows(self.display.name)
        try:
            shown = [one for one in windows.visible() if one.focused and one.box is not None]
        finally:
            windows.close()
        return next((one for one in shown if one.title == title), None)

    def stop_programs(self) -> None:
        """End every program started here, also those that hang."""
        while self._programs:
            process = self._programs.pop()
            if process.poll() is None:
                process.send_signal(signal.SIGCONT)
            stop(process, patience_s=2.0)


@contextmanager
def start_accessibility(
    display: PrivateDisplay, *, switched_on: bool = True
) -> Iterator[AccessibleDesk]:
    """Run a private session bus with its accessibility bus for the length of the block."""
    if not _LAUNCHER.exists():
        pytest.fail(f"{_LAUNCHER} is missing: apt-get install at-spi2-core", pytrace=False)
    with start_bus() as bus:
        environ = {
            "DBUS_SESSION_BUS_ADDRESS": bus.address,
            "XDG_RUNTIME_DIR": str(bus.folder),
            "HOME": str(bus.folder),
            "GSETTINGS_BACKEND": "memory",  # where the switch is kept; dconf is not on this bus
        }
        launcher = subprocess.Popen(
            [str(_LAUNCHER), "--launch-immediately", f"--a11y={int(switched_on)}"],
            env={**os.environ, **environ, "DISPLAY": display.name},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        desk = AccessibleDesk(display, environ)
        try:
            wait_until(lambda: bus.control.owner("org.a11y.Bus"), "the accessibility bus")
            yield desk
        finally:
            desk.stop_programs()
            stop(launcher)
