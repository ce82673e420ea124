"""How to reach an X display: its name, and whether a server answers at it."""

import re
import socket
from pathlib import Path


def local_only(name: str) -> str:
    """A name such as ``:0`` so that the library does not fall back to the network."""
    return f"unix/{name}" if name.startswith(":") else name


def probe_display(name: str) -> None:
    """Raise ``OSError`` where no server answers at a local name (the library leaks its socket)."""
    match = re.fullmatch(r":(\d+)(\.\d+)?", name)
    if match is None:
        return
    path = f"/tmp/.X11-unix/X{match[1]}"  # noqa: S108 - where X servers listen
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.connect(path if Path(path).exists() else f"\0{path}")
