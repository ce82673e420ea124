"""Where the project and what is built for it lie."""

import hashlib
import os
import platform
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "packaging" / "requirements.lock"
TOOLS_LOCK = ROOT / "packaging" / "tools.lock"
VENV = ROOT / ".venv"
BUILD = ROOT / "build"


def cache_folder() -> Path:
    """The person's cache folder for this project (XDG Base Directory)."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    # the standard says that a relative path there counts as none
    parent = Path(base) if Path(base).is_absolute() else Path.home() / ".cache"
    return parent / "afterimage"


def venv_python() -> Path:
    """The interpreter of the project's environment."""
    return VENV / "bin" / "python"


def base_python() -> str:
    """The interpreter outside any environment, even where this runs inside one."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def python_tag() -> str:
    """The interpreter and the machine that built files fit, such as ``cp311-x86_64``."""
    return f"cp{sys.version_info.major}{sys.version_info.minor}-{platform.machine()}"


def fingerprint(*parts: str) -> str:
    """Sixteen hexadecimal digits that change when any part does."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode())
        digest.update(b"\0")
    return digest.hexdigest()[:16]
