"""Makes the tools' own folder and the project's environment, exactly as locked."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devtools import locks
from devtools.console import SetupError
from devtools.places import (
    BUILD,
    LOCK,
    TOOLS_LOCK,
    VENV,
    base_python,
    cache_folder,
    fingerprint,
    python_tag,
    venv_python,
)

# Compiled apart: ten minutes on two cores, while all else is there in one.
BUILT_APART = "llama-cpp-python"


def tools_folder() -> Path:
    """Where uv and the build back end live, by what is pinned."""
    key = fingerprint(TOOLS_LOCK.read_text(encoding="utf-8"), python_tag(), base_python())
    return cache_folder() / "tools" / key


def setup_lock() -> Path:
    """The lock file that whoever changes the environment holds."""
    return BUILD / "setup.lock"


def tool_environ() -> dict[str, str]:
    """The environment in which uv runs: it uses the machine's Python and fetches no other."""
    environ = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "UV_NO_CONFIG": "1"}
    environ.pop("VIRTUAL_ENV", None)
    return environ


def uv() -> str:
    """The pinned uv."""
    return str(tools_folder() / "bin" / "uv")


def make_tools() -> None:
    """Install uv and the build back end into their own folder, where they are not there yet.

    Raises ``SetupError`` where they cannot be fetched.
    """
    folder = tools_folder()
    if (folder / "complete").exists():
        return
    # under a lock, because two checkouts may start at once
    with exclusive(cache_folder() / "tools.lock"):
        if (folder / "complete").exists():
            return
        shutil.rmtree(folder, ignore_errors=True)
        _run([base_python(), "-m", "venv", str(folder)], "The tools' folder could not be made.")
        command = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet"]
        command += ["--disable-pip-version-check", "--require-hashes", "-r", str(TOOLS_LOCK)]
        _run(command, "uv could not be fetched. Is there a network? Then run this again.")
        (folder / "complete").touch()


def stamp() -> str:
    """What the environment was made from; it is made again when this changes."""
    text = LOCK.read_text(encoding="utf-8")
    return fingerprint(text, python_tag(), sys.version, base_python())


def is_synced() -> bool:
    """Whether the environment is there, as the lock says."""
    mark = VENV / "afterimage.stamp"
    return (
        venv_python().exists()
        and mark.exists()
        and mark.read_text(encoding="ascii").strip() == stamp()
    )


def sync() -> None:
    """Make the environment what the lock says, without what is compiled apart.

    Raises ``SetupError`` where a package cannot be fetched or does not match its hash.
    """
    if is_synced():
        return
    (VENV / "afterimage.stamp").unlink(missing_ok=True)
    if not _venv_fits():
        command = [uv(), "venv", "--quiet", "--clear", "--python", base_python(), str(VENV)]
        _run(command, "The environment could not be made.")
    BUILD.mkdir(exist_ok=True)
    fast = BUILD / "requirements.lock"
    requirements = locks.parse(LOCK.read_text(encoding="utf-8"))
    fast.write_text(locks.without(requirements, BUILT_APART), encoding="utf-8")
    # compiled now: where bytecode may not be written later, every start would compile anew
    command = [uv(), "pip", "sync", "--require-hashes", "--compile-bytecode"]
    command += ["--python", str(venv_python()), str(fast)]
    _run(command, "Not all packages could be fetched. Is there a network? Then run this again.")
    (VENV / "afterimage.stamp").write_text(stamp() + "\n", encoding="ascii")


def install_wheel(wheel: Path) -> None:
    """Put a wheel that was built here into the environment.

    Raises ``SetupError`` where that fails.
    """
    command = [uv(), "pip", "install", "--quiet", "--no-deps", "--offline"]
    command += ["--python", str(venv_python()), str(wheel)]
    _run(command, f"{wheel.name} could not be installed.")


def has_module(name: str) -> bool:
    """Whether the environment has that top-level package."""
    pattern = f"lib/python*/site-packages/{name}/__init__.py"
    return next(VENV.glob(pattern), None) is not None


def _venv_fits() -> bool:
    """Whether the environment there is of the interpreter that runs this."""
    if not venv_python().exists():
        return False
    ask = "import sys; print(sys.version)"
    done = subprocess.run(
        [str(venv_python()), "-c", ask], capture_output=True, text=True, check=False
    )
    return done.stdout.strip() == sys.version.strip()


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold a lock file for the length of the block; waits for another holder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _run(command: list[str], failure: str) -> None:
    # stdout goes to stderr: what is started afterwards may be asked for JSON
    done = subprocess.run(command, check=False, env=tool_environ(), stdout=sys.stderr)
    if done.returncode:
        raise SetupError(f"{failure}\n(`{' '.join(command)}` ended with {done.returncode}.)")
