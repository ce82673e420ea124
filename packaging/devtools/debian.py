"""Finds and installs the Debian packages that the program and its tests need."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections import deque

from devtools.console import ProgressLine, SetupError, say

# Qt's xcb platform plugin and the graphics libraries it loads, and a font to draw with.
RUN_PACKAGES = (
    "ca-certificates",
    "fonts-dejavu-core",
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libfreetype6",
    "libgl1",
    "libglib2.0-0",
    "libgomp1",
    "libx11-6",
    "libx11-xcb1",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-render0",
    "libxcb-shape0",
    "libxcb-shm0",
    "libxcb-sync1",
    "libxcb-util1",
    "libxcb-xfixes0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
    "libxkbcommon0",
    "libxrandr2",
)

# llama-cpp-python comes as source.
BUILD_PACKAGES = ("cmake", "g++", "make", "ninja-build")

# Real things to test against: a display, a window manager, programs to look at, a secret service.
TEST_PACKAGES = (
    "at-spi2-core",
    "dbus-bin",
    "dbus-daemon",
    "fonts-wqy-microhei",
    "gnome-keyring",
    "gstreamer1.0-pipewire",
    "gstreamer1.0-plugins-base",
    "gstreamer1.0-tools",
    "mousepad",
    "mupdf",
    "netsurf-gtk",
    "openbox",
    "pipewire",
    "pipewire-bin",
    "python3-dbusmock",
    "sway",
    "tesseract-ocr",
    "tesseract-ocr-eng",
    "wl-clipboard",
    "x11-utils",
    "x11-xserver-utils",
    "xdotool",
    "xterm",
    "xvfb",
    "xwayland",
    "zenity",
)


def wanted(for_tests: bool) -> list[str]:
    """The Debian packages that this interpreter needs for running, or for testing too."""
    names = [*RUN_PACKAGES, *BUILD_PACKAGES]
    if importlib.util.find_spec("ensurepip") is None:
        # Debian keeps what `python3 -m venv` needs in a package of its own
        names.append(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    if for_tests:
        names += TEST_PACKAGES
    return names


def installed(status_text: str) -> set[str]:
    """Names of installed packages, and of what they stand in for.

    Args:
        status_text: lines of ``status<TAB>package<TAB>provides`` as ``dpkg-query`` writes them.
    """
    names: set[str] = set()
    for line in status_text.splitlines():
        status, package, provides = (*line.split("\t"), "", "")[:3]
        if not status.startswith("ii"):
            continue
        names.add(package)
        for provided in provides.split(","):
            names.add(re.sub(r"\s*\(.*\)", "", provided).strip())
    names.discard("")
    return names


def missing(for_tests: bool) -> list[str]:
    """Wanted packages that are not installed; none where this is no Debian."""
    if shutil.which("dpkg-query") is None:
        say("      no dpkg here: taking it that the libraries of packaging/devtools/debian.py are")
        return []
    form = "${db:Status-Abbrev}\t${Package}\t${Provides}\n"
    done = subprocess.run(
        ["dpkg-query", "-W", f"-f={form}"], capture_output=True, text=True, check=True
    )
    present = installed(done.stdout)
    return [name for name in wanted(for_tests) if name not in present]


def install(names: list[str]) -> None:
    """Install Debian packages, as root or through sudo.

    Raises ``SetupError`` with the line to run where neither is possible, or where apt fails.
    """
    line = f"apt-get install --no-install-recommends {' '.join(names)}"
    prefix = _root_prefix()
    if prefix is None:
        raise SetupError(f"Debian packages are missing. As root, run:\n\n    {line}\n")
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = [*prefix, "apt-get", "install", "-y", "--no-install-recommends", *names]
    say(f"      installing {', '.join(names)}")
    # a fresh machine has no lists, an old one has stale ones
    if subprocess.run([*prefix, "apt-get", "update", "-qq"], check=False, env=environ).returncode:
        say("      apt-get update failed; trying with the lists that are there")
    words = _run_apt([*command, "-o", "APT::Status-Fd=1"], environ)
    if words:
        raise SetupError(
            f"apt-get failed:\n\n{words}\n\nMend that, or as root run:\n\n    {line}\n"
        )


def status_percent(line: str) -> tuple[int, str] | None:
    """What a line of apt's status says: percent done and words; None for other lines.

    The form is ``dlstatus:NUMBER:PERCENT:WORDS`` while fetching and
    ``pmstatus:PACKAGE:PERCENT:WORDS`` while installing (apt's ``README.progress-reporting``).
    """
    kind, _, percent, words = (*line.split(":", 3), "", "", "", "")[:4]
    if kind not in ("dlstatus", "pmstatus"):
        return None
    try:
        part = float(percent)
    except ValueError:
        return None
    # fetching is the first half
    return round(part / 2 + (50 if kind == "pmstatus" else 0)), words.strip()


def _run_apt(command: list[str], environ: dict[str, str]) -> str:
    """Run apt with its progress shown; returns the end of its words where it failed."""
    words: deque[str] = deque(maxlen=15)
    progress = ProgressLine()
    process = subprocess.Popen(
        command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    with process:
        for line in process.stdout or ():
            found = status_percent(line)
            if found is not None:
                progress.show(*found)
            elif not line.startswith(("dlstatus:", "pmstatus:")):
                words.append(line.rstrip())
    progress.end()
    return "\n".join(words) if process.returncode else ""


def _root_prefix() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    if sys.stdin.isatty():
        return ["sudo"]
    silent = subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True)
    return ["sudo", "-n"] if silent.returncode == 0 else None
