"""Builds the Debian package: the program, its locked libraries and a launcher."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from devtools import debian, environment, locks, model_build
from devtools.console import SetupError
from devtools.places import BUILD, LOCK, ROOT

PACKAGES = ("app", "ui", "services", "resources")
HOME = "usr/lib/afterimage"

# What spawns a child of the program hands this environment on, so the child finds the same code.
LAUNCHER = f"""#!/bin/sh
export PYTHONPATH=/{HOME}:/{HOME}/lib PYTHONNOUSERSITE=1 PYTHONSAFEPATH=1
exec /usr/bin/python{sys.version_info.major}.{sys.version_info.minor} -m app "$@"
"""


def build(target_folder: Path) -> Path:
    """Make the package from the present tree and the locked libraries; returns its path.

    Needs the tools and the model runtime's wheel. Raises ``SetupError`` where a step fails.
    """
    tree = BUILD / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    for name in PACKAGES:
        shutil.copytree(
            ROOT / name, tree / HOME / name, ignore=shutil.ignore_patterns("__pycache__")
        )
    _install_libraries(tree / HOME / "lib")
    compile_modules(tree)
    _write_surroundings(tree)
    architecture = _output("dpkg", "--print-architecture")
    size_kib = sum(path.stat().st_size for path in tree.rglob("*") if path.is_file()) // 1024
    control = tree / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text(control_text(version(), architecture, size_kib), encoding="utf-8")
    target_folder.mkdir(exist_ok=True)
    package = target_folder / f"afterimage_{version()}_{architecture}.deb"
    _run("dpkg-deb", "--root-owner-group", "-Zzstd", "--build", str(tree), str(package))
    return package


def version() -> str:
    """The project's version."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(settings["project"]["version"])


def control_text(version_text: str, architecture: str, size_kib: int) -> str:
    """The package's control file (Debian Policy, chapter 5)."""
    major, minor = sys.version_info[:2]
    # compiled libraries fit one minor version of Python only
    needs = [f"python{major}.{minor}", *debian.RUN_PACKAGES]
    return f"""Package: afterimage
Version: {version_text}
Architecture: {architecture}
Maintainer: The Afterimage maintainers <afterimage@localhost>
Installed-Size: {size_kib}
Section: utils
Priority: optional
Depends: {", ".join(needs)}
Recommends: gnome-keyring | kwalletmanager | keepassxc
Description: private memory for one person, on that person's own computer
 Afterimage keeps what you saw and worked on, lets it fade as memory fades,
 keeps what matters, and answers questions about it with citations.
 Everything stays on this computer, encrypted: no account, no cloud.
"""


def _install_libraries(target: Path) -> None:
    """Put the locked libraries that the program needs into one folder, without the tools."""
    pinned = BUILD / "runtime.lock"
    uv = environment.uv()
    # the lock names everything; resolving within it leaves out what only developers need
    resolve = [uv, "pip", "compile", "--quiet", "--generate-hashes", "--no-emit-index-url"]
    resolve += ["--python", sys.executable, "-c", str(LOCK), "-o", str(pinned)]
    _run(*resolve, str(ROOT / "pyproject.toml"))
    everything = locks.parse(pinned.read_text(encoding="utf-8"))
    pinned.write_text(locks.without(everything, environment.BUILT_APART), encoding="utf-8")
    wheel = model_build.built_wheel()
    if wheel is None:
        raise SetupError("The model runtime is not built yet; run this again when it is.")
    install = [uv, "pip", "install", "--quiet", "--python", sys.executable, "--target", str(target)]
    _run(*install, "--require-hashes", "-r", str(pinned))
    _run(*install, "--no-deps", "--offline", str(wheel))


def compile_modules(tree: Path) -> None:
    """Put bytecode beside every module: who starts the program may not write there.

    It names the places that the modules will have once installed. A library's file that is no
    module of this Python (a template, say) is left as it is.
    """
    command = [sys.executable, "-m", "compileall", "-q", "-s", str(tree), "-p", "/"]
    # what a package installs changes only with the package, so no start needs to compare
    command += ["--invalidation-mode", "unchecked-hash", str(tree / HOME)]
    subprocess.run(command, check=False, stdout=sys.stderr)


def _write_surroundings(tree: Path) -> None:
    """Launcher, desktop entry, icon and licence, where Debian expects them."""
    launcher = tree / "usr" / "bin" / "afterimage"
    launcher.parent.mkdir(parents=True)
    launcher.write_text(LAUNCHER, encoding="utf-8")
    launcher.chmod(0o755)
    entries = tree / "usr" / "share" / "applications"
    entries.mkdir(parents=True)
    shutil.copy(ROOT / "packaging" / "afterimage.desktop", entries)
    icon = ROOT / "resources" / "icons" / "afterimage.svg"
    if icon.exists():
        icons = tree / "usr" / "share" / "icons" / "hicolor" / "scalable" / "apps"
        icons.mkdir(parents=True)
        shutil.copy(icon, icons)
    documents = tree / "usr" / "share" / "doc" / "afterimage"
    documents.mkdir(parents=True)
    shutil.copy(ROOT / "LICENSE", documents / "copyright")


def _run(*command: str) -> None:
    environ = {**environment.tool_environ(), "SOURCE_DATE_EPOCH": _commit_time()}
    done = subprocess.run(command, check=False, env=environ, stdout=sys.stderr)
    if done.returncode:
        raise SetupError(f"`{' '.join(command[:3])} …` ended with {done.returncode}; see above.")


def _output(*command: str) -> str:
    try:
        done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    except (OSError, subprocess.CalledProcessError) as problem:
        raise SetupError(f"`{' '.join(command)}` failed: this needs a Debian system.") from problem
    return done.stdout.strip()


def _commit_time() -> str:
    """The time that the package's files carry: the same commit makes the same package."""
    if os.environ.get("SOURCE_DATE_EPOCH"):
        return os.environ["SOURCE_DATE_EPOCH"]
    done = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], check=False, capture_output=True, text=True, cwd=ROOT
    )
    return done.stdout.strip() or "0"
