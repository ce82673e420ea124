"""Builds llama-cpp-python's wheel once, apart from all else, and tells how far it is.

The progress file is JSON that a program can read at any time:
``{"state": "building" | "ready" | "failed", "percent": 0-100, "detail": text, "pid": builder}``.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

from devtools import environment, locks
from devtools.console import ProgressLine, SetupError, say
from devtools.places import LOCK, ROOT, cache_folder, fingerprint, python_tag

# The multimodal library is not used, and leaving it out shortens the build.
CMAKE_ARGS = "-DLLAVA_BUILD=OFF"
MODULE = "llama_cpp"
_STEP = re.compile(r"^\s*\[(\d+)/(\d+)\]")

Report = Callable[[str, int, str], None]


def folder() -> Path:
    """The cache folder of this wheel: version, interpreter, machine and options are its name."""
    version = locks.find(
        locks.parse(LOCK.read_text(encoding="utf-8")), environment.BUILT_APART
    ).version
    key = f"{environment.BUILT_APART}-{version}-{python_tag()}-{fingerprint(CMAKE_ARGS)[:8]}"
    return cache_folder() / "wheels" / key


def progress_file() -> Path:
    """The JSON file that tells how far the build is."""
    return folder() / "build.json"


def built_wheel() -> Path | None:
    """The finished wheel, where there is one."""
    return next(folder().glob("*.whl"), None)


def compile_percent(line: str) -> tuple[int, str] | None:
    """What a line of ninja's output says: percent done and words; None for other lines."""
    found = _STEP.match(line)
    if found is None or int(found[2]) == 0:
        return None
    done, total = int(found[1]), int(found[2])
    # 100 is for the finished wheel
    return min(99, done * 100 // total), f"compiling {done} of {total}"


def write_progress(state: str, percent: int, detail: str) -> None:
    """Replace the progress file in one step, so that a reader never sees half of it."""
    path = progress_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    value = {"state": state, "percent": percent, "detail": detail, "pid": os.getpid()}
    fresh = path.with_suffix(f".{os.getpid()}")
    fresh.write_text(json.dumps(value), encoding="utf-8")
    fresh.replace(path)


def read_progress() -> tuple[str, int, str]:
    """State, percent and detail as last written; ``("", 0, "")`` where nothing was."""
    try:
        value = json.loads(progress_file().read_text(encoding="utf-8"))
        return str(value["state"]), int(value["percent"]), str(value["detail"])
    except (OSError, ValueError, KeyError):
        return "", 0, ""


def ready() -> bool:
    """Whether the environment has the library; installs the cached wheel where it does not."""
    if environment.has_module(MODULE):
        write_progress("ready", 100, "installed")
        return True
    wheel = built_wheel()
    if wheel is None:
        return False
    environment.install_wheel(wheel)
    write_progress("ready", 100, "installed")
    return True


def start_in_background() -> None:
    """Start a niced builder that outlives this command and reports to the progress file."""
    folder().mkdir(parents=True, exist_ok=True)
    write_progress("building", 0, "starting")
    with (folder() / "build.log").open("ab") as log:
        subprocess.Popen(
            [sys.executable, str(ROOT / "packaging" / "dev.py"), "build-model-runtime"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=ROOT,
            start_new_session=True,
        )


def build_in_background() -> None:
    """The background builder's own life: build, install, and say how it went."""
    os.nice(15)
    try:
        build(write_progress)
        write_progress("building", 99, "installing")
        with environment.exclusive(environment.setup_lock()):
            ready()
    except Exception as problem:
        # the edge of the process: whatever it was, whoever watches must not wait for ever
        write_progress("failed", 0, str(problem))
        raise


def build_in_foreground() -> None:
    """Build, or wait for the builder that is at it, and show how far it is.

    Raises ``SetupError`` where the build fails.
    """
    line = ProgressLine()

    def report(state: str, percent: int, detail: str) -> None:
        write_progress(state, percent, detail)
        line.show(percent, detail)

    finished = threading.Event()
    # while another process builds, this one waits for the lock and shows the other's progress
    watcher = threading.Thread(target=_watch, args=(finished, line), daemon=True)
    watcher.start()
    try:
        build(report)
    except SetupError as problem:
        write_progress("failed", 0, str(problem))
        raise
    finally:
        finished.set()
        watcher.join()
        line.end()
    ready()


def _watch(finished: threading.Event, line: ProgressLine) -> None:
    while not finished.wait(1):
        state, percent, detail = read_progress()
        if state == "building":
            line.show(percent, detail)


def build(report: Report) -> None:
    """Make the wheel, unless it is there; one builder at a time.

    Raises ``SetupError`` where the source cannot be fetched or compiled.
    """
    with environment.exclusive(folder() / "build.lock"):
        if built_wheel() is not None:
            return
        report("building", 0, "fetching the source")
        with tempfile.TemporaryDirectory(dir=folder(), prefix="build-") as scratch:
            _compile(Path(scratch), report)
            for wheel in Path(scratch).glob("*.whl"):
                shutil.move(wheel, folder() / wheel.name)


def _compile(scratch: Path, report: Report) -> None:
    requirement = locks.find(locks.parse(LOCK.read_text(encoding="utf-8")), environment.BUILT_APART)
    pinned = scratch / "source.lock"
    pinned.write_text(requirement.text, encoding="utf-8")
    tools = environment.tools_folder() / "bin"
    command = [str(tools / "python"), "-m", "pip", "wheel", "--verbose", "--no-deps"]
    # the back end is pinned in the tools' folder, so nothing unpinned is fetched to build with
    command += ["--no-build-isolation", "--require-hashes", "--no-cache-dir", "--progress-bar=off"]
    command += ["--no-binary", environment.BUILT_APART, "-w", str(scratch), "-r", str(pinned)]
    environ = {
        **environment.tool_environ(),
        "CMAKE_ARGS": CMAKE_ARGS,
        "CMAKE_BUILD_PARALLEL_LEVEL": str(len(os.sched_getaffinity(0))),
        "CMAKE_GENERATOR": "Ninja",
        "PATH": f"{tools}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "TMPDIR": str(scratch),
    }
    last = -1
    log = folder() / "build.log"
    with log.open("w", encoding="utf-8", errors="replace") as output:
        process = subprocess.Popen(
            command,
            env=environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        with process:
            for line in process.stdout or ():
                output.write(line)
                found = compile_percent(line)
                if found is not None and found[0] != last:
                    last = found[0]
                    output.flush()
                    report("building", *found)
    if process.returncode:
        raise SetupError(f"llama-cpp-python did not build; the last lines of {log} say why.")
    say("      llama-cpp-python is built")
