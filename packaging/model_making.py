"""What the scripts that make our models share: a folder to work in and an environment for tools."""

import os
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path


def cache_folder(name: str) -> Path:
    """The folder of that name in the person's cache."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / name


def environment(folder: Path, tools: Sequence[str], purpose: str) -> Path:
    """An environment with the tools, made where it is not there yet; returns its interpreter."""
    python = folder / "bin" / "python"
    if not (folder / "complete").exists():
        print(f"Making an environment for the {purpose} in {folder} …", file=sys.stderr)
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *tools], check=True)
        (folder / "complete").touch()
    return python
