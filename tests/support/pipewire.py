"""A private PipeWire with made-up screens, for tests of the screen cast."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.programs import find_program, stop
from tests.support.waiting import wait_until


class PrivatePipeWire:
    """A running daemon; ``show`` makes a screen, ``link`` gives its pictures to a reader."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._screens: dict[str, subprocess.Popen[bytes]] = {}
        self._daemon = self._start(find_program("pipewire", "pipewire"))
        wait_until((folder / "pipewire-0").is_socket, "PipeWire")

    def show(self, name: str, width: int, height: int, colour: int) -> int:
        """Begin a screen of one colour (0xAARRGGBB), five pictures a second; gives its node."""
        form = f"video/x-raw,format=BGRx,width={width},height={height},framerate=5/1"
        about = f"p,media.class=Video/Source,node.name={name}"
        source = ("videotestsrc", "is-live=true", "pattern=solid-color",
                  f"foreground-color={colour}")  # fmt: skip
        sink = ("pipewiresink", "mode=provide", f"stream-properties={about}")
        program = find_program("gst-launch-1.0", "gstreamer1.0-tools")
        self._screens[name] = self._start(program, "-q", *source, "!", form, "!", *sink)
        return wait_until(lambda: self._node(name), f"the screen {name}") or 0

    def end(self, name: str) -> None:
        """Take a screen away."""
        stop(self._screens.pop(name))
        wait_until(lambda: not self._node(name), f"the end of {name}")

    def link(self, name: str) -> None:
        """Connect a screen with the reader that has none yet: a session manager's work."""

        def connected() -> bool:
            for port in self._ask("pw-link", "--input", "--id").splitlines():
                number, _, reader = port.strip().partition(" ")
                if "gst-launch" in reader and not self._is_linked(number):
                    return self._run("pw-link", f"{name}:out_0", number) == 0
            return False

        wait_until(connected, f"a reader for {name}")

    def close(self) -> None:
        """End all screens and the daemon."""
        for process in self._screens.values():
            stop(process)
        stop(self._daemon)

    def _node(self, name: str) -> int | None:
        text = self._ask("pw-cli", "list-objects", "Node")
        for part in re.split(r"\n\s*id ", f"\n{text}"):
            if f'node.name = "{name}"' in part:
                return int(part.split(",")[0].strip().removeprefix("id "))
        return None

    def _is_linked(self, port: str) -> bool:
        links = self._ask("pw-link", "--links", "--id")
        return bool(re.search(rf"(?m)^\s*{port}\s", links))

    def _environ(self) -> dict[str, str]:
        nowhere = f"unix:path={self.folder}/no-bus"
        return {
            **os.environ,
            "XDG_RUNTIME_DIR": str(self.folder),
            "HOME": str(self.folder),
            "DBUS_SESSION_BUS_ADDRESS": nowhere,
        }

    def _start(self, *command: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            command,
            env=self._environ(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _run(self, *command: str) -> int:
        return subprocess.run(
            command, env=self._environ(), capture_output=True, check=False
        ).returncode

    def _ask(self, *command: str) -> str:
        return subprocess.run(
            command, env=self._environ(), capture_output=True, text=True, check=False
        ).stdout


@contextmanager
def start_pipewire() -> Iterator[PrivatePipeWire]:
    """Run a private PipeWire for the length of the block."""
    # a short path: a socket's may have no more than 107 bytes
    folder = Path(tempfile.mkdtemp(prefix="afi-pw-", dir="/tmp"))
    made = PrivatePipeWire(folder)
    try:
        yield made
    finally:
        made.close()
        shutil.rmtree(folder, ignore_errors=True)
