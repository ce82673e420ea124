"""``dev.py`` takes its commands apart and says what it cannot do."""

import os
import subprocess
import sys
from pathlib import Path

import dev
import pytest

from devtools import commands, environment, model_build
from devtools.console import SetupError
from devtools.places import ROOT


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """A machine that is set up; what would be started is listed instead."""
    started: list[list[str]] = []

    def start(arguments: list[str]) -> int:
        started.append(arguments)
        return 0

    monkeypatch.setattr(commands, "set_up", lambda *_, **__: None)
    monkeypatch.setattr(commands, "_call", start)
    monkeypatch.setattr(model_build, "ready", lambda: True)
    return started


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["run"], ("run", [])),
        (["run", "--", "ask", "--json", "who?"], ("run", ["ask", "--json", "who?"])),
        (["test", "-k", "vault", "-x"], ("test", ["-k", "vault", "-x"])),
        (["bench", "search", "--", "-n"], ("bench", ["search", "--", "-n"])),
        (["build-model-runtime"], ("build-model-runtime", [])),
    ],
)
def test_arguments_after_the_command_are_its_own(
    arguments: list[str], expected: tuple[str, list[str]]
) -> None:
    assert dev.parse(arguments) == expected


@pytest.mark.parametrize("arguments", [[], ["rum"], ["--json", "run"]])
def test_an_unknown_command_is_bad_usage(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        dev.parse(arguments)
    assert stop.value.code == 2


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        dev.parse(["--help"])
    listing = capsys.readouterr().out
    assert all(f"  {name} " in listing for name in dev.COMMANDS)


def test_a_problem_of_the_machine_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: list[str]) -> int:
        raise SetupError("There is no network.")

    monkeypatch.setitem(dev.COMMANDS, "run", (fail, ""))
    assert dev.main(["run"]) == 1
    assert "There is no network." in capsys.readouterr().err


def test_without_a_display_the_demo_runs() -> None:
    arguments, note = commands.choose_arguments([], {})
    assert arguments == ["demo"]
    assert note.count(".") == 1


@pytest.mark.parametrize("environ", [{"DISPLAY": ":0"}, {"WAYLAND_DISPLAY": "wayland-0"}])
def test_with_a_display_the_window_opens(environ: dict[str, str]) -> None:
    assert commands.choose_arguments([], environ) == ([], "")


def test_arguments_need_no_display() -> None:
    assert commands.choose_arguments(["stats"], {}) == (["stats"], "")


def test_run_starts_the_program_and_tells_where_the_build_is(
    ready: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, object] = {}

    def execve(path: Path, arguments: list[str], environ: dict[str, str]) -> None:
        seen.update(arguments=arguments[1:], build=environ["AFTERIMAGE_MODEL_BUILD"])

    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(os, "execve", execve)
    monkeypatch.setattr(model_build, "ready", lambda: False)
    started: list[bool] = []
    monkeypatch.setattr(model_build, "start_in_background", lambda: started.append(True))
    commands.run(["stats"])
    assert seen == {
        "arguments": ["-m", "app", "stats"],
        "build": str(model_build.progress_file()),
    }
    assert started == [True]


def test_chosen_tests_skip_the_coverage_gate(ready: list[list[str]]) -> None:
    assert commands.test(["-k", "vault"]) == 0
    assert ready == [["-m", "pytest", "-k", "vault"]]


def test_all_tests_end_with_the_coverage_gate(ready: list[list[str]]) -> None:
    assert commands.test([]) == 0
    assert any("--cov" in each for each in ready)
    assert ready[-1][0] == "packaging/coverage_gate.py"


def test_a_failing_check_does_not_hide_the_next(
    ready: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(arguments: list[str]) -> int:
        ready.append(arguments)
        return 1

    monkeypatch.setattr(commands, "_call", fail)
    assert commands.check([]) == 1
    assert len(ready) == 4


def test_an_unknown_benchmark_is_named(ready: list[list[str]]) -> None:
    with pytest.raises(SetupError, match="Which benchmark"):
        commands.bench(["nothing-of-that-name"])


def test_locking_keeps_pins_and_takes_addresses_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen: list[str] = []

    def compile_lock(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        draft = Path(command[command.index("-o") + 1])
        seen.append(draft.read_text())
        draft.write_text("--index-url https://example.org\nalpha==1 --hash=sha256:aa\n")
        return subprocess.CompletedProcess(command, 0)

    targets = [tmp_path / "requirements.lock", tmp_path / "tools.lock"]
    for target in targets:
        target.write_text("alpha==0 --hash=sha256:00\n")
    monkeypatch.setattr(commands, "BUILD", tmp_path / "build")
    monkeypatch.setattr(commands, "LOCK", targets[0])
    monkeypatch.setattr(commands, "TOOLS_LOCK", targets[1])
    monkeypatch.setattr(environment, "make_tools", lambda: None)
    monkeypatch.setattr(subprocess, "run", compile_lock)
    assert commands.lock([]) == 0
    assert [target.read_text() for target in targets] == ["alpha==1 --hash=sha256:aa\n"] * 2
    assert seen == ["alpha==0 --hash=sha256:00\n"] * 2


def test_a_lock_that_cannot_be_made_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    target = tmp_path / "requirements.lock"
    target.write_text("alpha==0 --hash=sha256:00\n")
    monkeypatch.setattr(commands, "BUILD", tmp_path / "build")
    monkeypatch.setattr(commands, "LOCK", target)
    monkeypatch.setattr(environment, "make_tools", lambda: None)
    monkeypatch.setattr(
        subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, 1)
    )
    with pytest.raises(SetupError, match="could not be resolved"):
        commands.lock([])
    assert target.read_text() == "alpha==0 --hash=sha256:00\n"


def test_set_up_needs_the_standard_library_only() -> None:
    """Import every module of the set-up in an interpreter that sees no other package."""
    modules = "dev, devtools.commands, coverage_gate"
    code = f"import sys; sys.path.insert(0, 'packaging'); import {modules}"
    subprocess.run([sys.executable, "-I", "-S", "-c", code], cwd=ROOT, check=True)
