"""A private D-Bus session with a real, unlocked gnome-keyring, for tests of the vault."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.message_bus import BUS_CONFIG
from tests.support.programs import find_program, stop
from tests.support.waiting import wait_until


@dataclass(frozen=True)
class PrivateSecretService:
    """A running secret service.

    Args:
        environ: what a program needs in its environment to reach it.
        folder: where the daemon keeps its keyring files.
    """

    environ: dict[str, str]
    folder: Path


@contextmanager
def start_secret_service() -> Iterator[PrivateSecretService]:
    """Run a session bus and an unlocked gnome-keyring-daemon for the length of the block."""
    # a short path: a socket's may have no more than 107 bytes
    folder = Path(tempfile.mkdtemp(prefix="afi-bus-", dir="/tmp"))
    environ = {
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path={folder}/bus",
        "XDG_RUNTIME_DIR": str(folder),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.SecretService.Keyring",
    }
    bus = _start_bus(folder)
    try:
        keyring = _start_keyring(folder, environ)
        try:
            yield PrivateSecretService(environ, folder / "data" / "keyrings")
        finally:
            stop(keyring)
    finally:
        stop(bus)
        shutil.rmtree(folder, ignore_errors=True)


def _start_bus(folder: Path) -> subprocess.Popen[bytes]:
    config = folder / "bus.conf"
    config.write_text(BUS_CONFIG.format(socket=folder / "bus"), encoding="utf-8")
    command = [find_program("dbus-daemon", "dbus-daemon"), f"--config-file={config}"]
    process = subprocess.Popen(
        [*command, "--nofork", "--nopidfile", "--nosyslog"], stderr=subprocess.DEVNULL
    )
    wait_until((folder / "bus").is_socket, "the session bus")
    return process


def _start_keyring(folder: Path, environ: dict[str, str]) -> subprocess.Popen[bytes]:
    data = folder / "data"
    data.mkdir()
    command = [find_program("gnome-keyring-daemon", "gnome-keyring"), "--foreground", "--unlock"]
    process = subprocess.Popen(
        [*command, "--components=secrets"],
        env={**os.environ, **environ, "XDG_DATA_HOME": str(data), "HOME": str(folder)},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdin is not None
    process.stdin.write(b"a throwaway password")
    process.stdin.close()
    wait_until(lambda: _has_login_collection(environ), "the secret service")
    return process


def _has_login_collection(environ: dict[str, str]) -> bool:
    """Whether the daemon answers and its keyring is open."""
    command = [
        find_program("dbus-send", "dbus-bin"),
        f"--bus={environ['DBUS_SESSION_BUS_ADDRESS']}",
        "--print-reply",
        "--dest=org.freedesktop.secrets",
        "/org/freedesktop/secrets",
        "org.freedesktop.Secret.Service.ReadAlias",
        "string:default",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode == 0 and "/collection/" in done.stdout
