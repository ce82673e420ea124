"""What each command of ``dev.py`` does."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from devtools import deb, debian, environment, locks, model_build, suite
from devtools import translations as translations_files
from devtools.console import SetupError, Steps, say
from devtools.places import BUILD, LOCK, ROOT, TOOLS_LOCK, VENV, venv_python


def set_up(steps: Steps, *, for_tests: bool) -> None:
    """Debian packages, tools, environment: each is left alone where it is as it should be."""
    with steps.step("Debian packages"):
        names = debian.missing(for_tests)
        if names:
            debian.install(names)
    with environment.exclusive(environment.setup_lock()):
        with steps.step("tools (uv, build back end)"):
            environment.make_tools()
        with steps.step("Python packages, as locked"):
            environment.sync()
            translations_files.compile_stale()


def run(arguments: list[str]) -> int:
    """Start the program; without a display, its main job in the terminal instead."""
    steps = Steps(5)
    set_up(steps, for_tests=False)
    with steps.step("local model runtime (llama-cpp-python)"):
        if not model_build.ready():
            model_build.start_in_background()
            say(
                "      it is compiled in the background; until it is ready, answers are"
                f" sentences found, not written.\n      progress: {model_build.progress_file()}"
            )
    arguments, note = choose_arguments(arguments, os.environ)
    if note:
        say(note)
    with steps.step(f"starting: python -m app {' '.join(arguments)}".rstrip()):
        environ = program_environ()
        environ["AFTERIMAGE_MODEL_BUILD"] = str(model_build.progress_file())
        os.chdir(ROOT)
        os.execve(venv_python(), [str(venv_python()), "-m", "app", *arguments], environ)


def choose_arguments(arguments: list[str], environ: Mapping[str, str]) -> tuple[list[str], str]:
    """What the program is started with, and a sentence where that is not what was asked."""
    if arguments or environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"):
        return arguments, ""
    return ["demo"], "There is no display here, so the demo runs in the terminal instead."


def test(arguments: list[str]) -> int:
    """Run all tests with coverage, or those that the arguments choose without its gate."""
    steps = Steps(5 if arguments else 6)
    set_up(steps, for_tests=True)
    with steps.step("local model runtime (llama-cpp-python; about ten minutes the first time)"):
        if not model_build.ready():
            model_build.build_in_foreground()
    with steps.step("pytest"):
        if arguments:
            return _call(["-m", "pytest", *arguments])
        result = suite.run_all(_call, ROOT)
    with steps.step("coverage gate"):
        gate = _call(["packaging/coverage_gate.py", "build/coverage.json"])
    return result or gate


def check(_: list[str]) -> int:
    """Format, lint, types and import rules; all are run, whatever the first says."""
    steps = Steps(7)
    set_up(steps, for_tests=True)
    folders = [name for name in (*deb.PACKAGES, "packaging", "tests") if (ROOT / name).is_dir()]
    wanted = (
        ("format", ["-m", "ruff", "format", "--check", *folders]),
        ("lint", ["-m", "ruff", "check", *folders]),
        ("types", ["-m", "mypy", *folders]),
        ("import rules", [str(VENV / "bin" / "lint-imports"), "--no-logo"]),
    )
    failed = []
    for name, command in wanted:
        with steps.step(name):
            if _call(command):
                failed.append(name)
    say(f"failed: {', '.join(failed)}" if failed else "all checks passed")
    return 1 if failed else 0


def fix(_: list[str]) -> int:
    """Mend what lint can mend, and format."""
    steps = Steps(5)
    set_up(steps, for_tests=False)
    with steps.step("lint"):
        result = _call(["-m", "ruff", "check", "--fix", "."])
    with steps.step("format"):
        return _call(["-m", "ruff", "format", "."]) or result


def bench(arguments: list[str]) -> int:
    """Run one benchmark of ``tests/bench``."""
    names = sorted(path.stem for path in (ROOT / "tests" / "bench").glob("[a-z]*.py"))
    if not arguments or arguments[0] not in names:
        raise SetupError(f"Which benchmark? There are: {', '.join(names) or 'none yet'}.")
    steps = Steps(5)
    set_up(steps, for_tests=True)
    with steps.step("local model runtime (llama-cpp-python)"):
        if not model_build.ready():
            model_build.build_in_foreground()
    with steps.step(arguments[0]):
        return _call(["-m", f"tests.bench.{arguments[0]}", *arguments[1:]])


def lock(arguments: list[str]) -> int:
    """Pin every package with its hashes, without any address in the result.

    Pins that still fit stay; ``--upgrade`` takes the newest of all.
    """
    if arguments not in ([], ["--upgrade"]):
        raise SetupError("lock takes no argument but --upgrade.")
    steps = Steps(3)
    with steps.step("tools (uv, build back end)"):
        environment.make_tools()
    for source, target, extra in (
        ("pyproject.toml", LOCK, ["--group", "dev"]),
        ("packaging/tools.in", TOOLS_LOCK, []),
    ):
        with steps.step(target.name):
            _pin(source, target, [*extra, *arguments])
    return 0


def _pin(source: str, target: Path, options: list[str]) -> None:
    BUILD.mkdir(exist_ok=True)
    # uv reads the pins there are from the file that it writes
    draft = BUILD / f"draft-{target.name}"
    draft.write_text(target.read_text(encoding="utf-8"), encoding="utf-8")
    command = [environment.uv(), "pip", "compile", "--quiet", "--universal", "--generate-hashes"]
    command += ["--python-version", "3.11", "--no-emit-index-url", "-o", str(draft)]
    environ = {
        **environment.tool_environ(),
        "UV_CUSTOM_COMPILE_COMMAND": "python3 packaging/dev.py lock",
    }
    done = subprocess.run(
        [*command, *options, source], cwd=ROOT, env=environ, check=False, stdout=subprocess.DEVNULL
    )
    if done.returncode:
        raise SetupError("The packages could not be resolved; uv says why above.")
    text = locks.strip_addresses(draft.read_text(encoding="utf-8"))
    locks.parse(text)
    target.write_text(text, encoding="utf-8")


def package(_: list[str]) -> int:
    """Build the Debian package into ``dist/``."""
    steps = Steps(5)
    set_up(steps, for_tests=False)
    with steps.step("local model runtime (llama-cpp-python)"):
        if model_build.built_wheel() is None:
            model_build.build_in_foreground()
    with steps.step("Debian package"):
        made = deb.build(ROOT / "dist")
    say(f"{made.relative_to(ROOT)}: {made.stat().st_size / 1e6:.0f} MB")
    return 0


def build_model_runtime(_: list[str]) -> int:
    """The background builder that ``run`` starts."""
    model_build.build_in_background()
    return 0


def program_environ() -> dict[str, str]:
    """The environment in which the project's own Python runs."""
    environ = {**os.environ, "VIRTUAL_ENV": str(VENV)}
    path = os.environ.get("PATH", os.defpath)
    environ["PATH"] = f"{VENV / 'bin'}{os.pathsep}{path}"
    environ.pop("PYTHONHOME", None)
    return environ


def _call(arguments: list[str]) -> int:
    """Run the environment's Python in the project's root and return its exit status."""
    sys.stdout.flush()
    command = [str(venv_python()), *arguments]
    return subprocess.run(command, check=False, cwd=ROOT, env=program_environ()).returncode


def translations(_arguments: list[str]) -> int:
    """Bring the translations into line with the window's texts, and compile them."""
    steps = Steps(4)
    set_up(steps, for_tests=False)
    with steps.step("the window's texts"):
        script = ROOT / "packaging" / "devtools" / "translations.py"
        environ = os.environ | {"PYTHONPATH": str(ROOT / "packaging")}
        return subprocess.run(
            [str(venv_python()), str(script)], env=environ, check=False
        ).returncode
