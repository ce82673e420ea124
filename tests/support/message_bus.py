"""A private D-Bus bus for tests, and services on it that `python-dbusmock` plays."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from services.capture.session.bus import Bus, Target
from tests.support.programs import find_program, stop
from tests.support.waiting import wait_until

# Debian's own interpreter: dbusmock stands on its bindings of libdbus and GLib.
_PYTHON = "/usr/bin/python3"
MOCK = "org.freedesktop.DBus.Mock"
LOGIND = Target("org.freedesktop.login1", "/org/freedesktop/login1", MOCK)
GNOME_SAVER = Target("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver")

# No service folders: nothing is started on demand, so only what a test starts can answer.
BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


class PrivateBus:
    """A bus that stands for the machine's and the session's alike; ``control`` talks to mocks."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address = f"unix:path={folder}/bus"
        self._daemon = _start_daemon(folder)
        self._mocks: list[subprocess.Popen[bytes]] = []
        self.control = Bus(self.address)

    @property
    def environ(self) -> dict[str, str]:
        """What a program needs in its environment to reach it."""
        return {"DBUS_SESSION_BUS_ADDRESS": self.address, "DBUS_SYSTEM_BUS_ADDRESS": self.address}

    def play(self, template: str, service: str) -> subprocess.Popen[bytes]:
        """Let dbusmock play a service by one of its templates (or a file of ours)."""
        return self._mock(service, "--template", template)

    def play_empty(self, target: Target) -> subprocess.Popen[bytes]:
        """Let dbusmock own a name with one object that has no methods yet."""
        return self._mock(target.service, target.service, target.path, target.interface)

    def _mock(self, service: str, *arguments: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [_PYTHON, "-m", "dbusmock", *arguments],
            env={**self.environ, "PATH": "/usr/bin:/bin", "HOME": str(self.folder)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._mocks.append(process)
        wait_until(
            lambda: process.poll() is not None or self.control.owner(service),
            f"{service} to be played",
        )
        if process.poll() is not None:
            pytest.fail("dbusmock does not start: apt-get install python3-dbusmock", pytrace=False)
        return process

    def call(self, target: Target, member: str, signature: str = "", *body: Any) -> tuple[Any, ...]:
        """Call a method of a mock."""
        return self.control.call(target, member, signature, body, timeout_s=10.0)

    def die(self) -> None:
        """End the bus as if it had crashed."""
        self._daemon.kill()
        self._daemon.wait()

    def revive(self) -> None:
        """Start the bus again at the same address; the mocks are gone."""
        self.control.close()
        (self.folder / "bus").unlink(missing_ok=True)
        self._daemon = _start_daemon(self.folder)
        self.control = Bus(self.address)

    def close(self) -> None:
        """End mocks and bus."""
        self.control.close()
        for process in self._mocks:
            stop(process)
        stop(self._daemon)


@contextmanager
def start_bus() -> Iterator[PrivateBus]:
    """Run a private bus for the length of the block."""
    # a short path: a socket's may have no more than 107 bytes
    folder = Path(tempfile.mkdtemp(prefix="afi-bus-", dir="/tmp"))
    bus = PrivateBus(folder)
    try:
        yield bus
    finally:
        bus.close()
        shutil.rmtree(folder, ignore_errors=True)


def _start_daemon(folder: Path) -> subprocess.Popen[bytes]:
    config = folder / "bus.conf"
    config.write_text(BUS_CONFIG.format(socket=folder / "bus"), encoding="utf-8")
    command = [find_program("dbus-daemon", "dbus-daemon"), f"--config-file={config}"]
    process = subprocess.Popen(
        [*command, "--nofork", "--nopidfile", "--nosyslog"], stderr=subprocess.DEVNULL
    )
    wait_until((folder / "bus").is_socket, "the bus")
    return process
