"""A private Wayland desktop for tests: sway without a screen, and X programs on it."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.programs import find_program, stop
from tests.support.waiting import wait_until

_PROGRAM = Path(__file__).with_name("copying.py")
_NOBODY = 65534  # sway does not run as root
_CONFIG = """\
xwayland enable
default_border none
exec echo $WAYLAND_DISPLAY $DISPLAY > $XDG_RUNTIME_DIR/told
"""


class PrivateWayland:
    """A running desktop. ``environ`` is for programs that shall open their windows on it."""

    def __init__(self, folder: Path, name: str, display: str) -> None:
        self.folder = folder
        self.environ = {
            **os.environ,
            "XDG_RUNTIME_DIR": str(folder),
            "WAYLAND_DISPLAY": name,
            "DISPLAY": display,
            "XDG_SESSION_TYPE": "wayland",
            "QT_QPA_PLATFORM": "wayland",
        }

    def copy(self, *options: str, content: bytes = b"") -> None:
        """Copy with ``wl-copy``, which hands the copy over for as long as it is one."""
        command = [find_program("wl-copy", "wl-clipboard"), *options]
        # it goes on in the background, where it would keep a pipe of ours open
        subprocess.run(
            command, input=content, env=self.environ, check=True, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, timeout=20,
        )  # fmt: skip

    @contextmanager
    def window(
        self, title: str, *, app: str = "editor", platform: str = "wayland"
    ) -> Iterator[None]:
        """A program's window, in front for the length of the block."""
        process = subprocess.Popen(
            [sys.executable, str(_PROGRAM), app, title],
            env=self.environ | {"QT_QPA_PLATFORM": platform},
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_until(lambda: self._in_front() == title, f"a window titled {title!r} in front")
            yield
        finally:
            stop(process)
            wait_until(lambda: self._in_front() != title, "the end of the window")

    def _in_front(self) -> str:
        """The title of the window in front, by the compositor itself."""
        (path,) = self.folder.glob("sway-ipc.*.sock")
        command = [find_program("swaymsg", "sway"), "-s", str(path), "-r", "-t", "get_tree"]
        done = subprocess.run(command, env=self.environ, capture_output=True, check=True)
        todo = [json.loads(done.stdout)]
        while todo:
            node = todo.pop()
            if node["focused"] and node["type"] == "con":
                return str(node["name"])
            todo += node["nodes"] + node["floating_nodes"]
        return ""

    def open_to_x_programs(self) -> None:
        """Let X programs of this user in, where the desktop runs as another."""
        find_program("Xwayland", "xwayland")
        if os.geteuid() == 0:
            command = [*_as_nobody(), find_program("xhost", "x11-xserver-utils")]
            subprocess.run(
                [*command, "+si:localuser:root"], env=self.environ, check=True, capture_output=True
            )


@contextmanager
def start_wayland() -> Iterator[PrivateWayland]:
    """Run the desktop for the length of the block."""
    # below the system's own folder, where another user can come in as well
    folder = Path(tempfile.mkdtemp(prefix="afterimage-wayland-", dir="/tmp"))
    (folder / "config").write_text(_CONFIG, encoding="ascii")
    if os.geteuid() == 0:
        shutil.chown(folder, _NOBODY, _NOBODY)
    sockets = Path("/tmp/.X11-unix")
    if not sockets.exists():  # else it would belong to whom sway runs as
        sockets.mkdir()
        sockets.chmod(0o1777)
    sway = subprocess.Popen(
        [*_as_nobody(), find_program("sway", "sway"), "-c", str(folder / "config")],
        env=_environ(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    told = folder / "told"
    try:
        wait_until(lambda: told.exists() and told.read_text().endswith("\n"), "the compositor")
        yield PrivateWayland(folder, *told.read_text().split())
    finally:
        stop(sway)
        shutil.rmtree(folder, ignore_errors=True)


def _environ(folder: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    return kept | {
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(folder),
        "WLR_BACKENDS": "headless",
        "WLR_RENDERER": "pixman",
        "WLR_LIBINPUT_NO_DEVICES": "1",
    }


def _as_nobody() -> list[str]:
    if os.geteuid() != 0:
        return []
    setpriv = find_program("setpriv", "util-linux")
    return [setpriv, f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups"]
