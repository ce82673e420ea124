"""The environment is made once and again only when what it is made from changes."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from devtools import environment, places
from devtools.console import ProgressLine, SetupError, Steps
from tests.support.waiting import wait_until


@pytest.fixture
def project(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A project folder with a lock and a made-up environment."""
    lock = tmp_path / "requirements.lock"
    lock.write_text("alpha==1 --hash=sha256:aa\nllama-cpp-python==2 --hash=sha256:bb\n")
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    monkeypatch.setattr(environment, "LOCK", lock)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "BUILD", tmp_path / "build")
    monkeypatch.setattr(environment, "venv_python", lambda: python)
    return tmp_path


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    ran: list[list[str]] = []
    monkeypatch.setattr(environment, "_run", lambda command, _: ran.append(command))
    return ran


def test_the_second_sync_does_nothing(project: Path, commands: list[list[str]]) -> None:
    environment.sync()
    assert len(commands) == 1
    assert commands[0][1:5] == ["pip", "sync", "--require-hashes", "--compile-bytecode"]
    environment.sync()
    assert len(commands) == 1


def test_what_is_compiled_apart_is_left_out(project: Path, commands: list[list[str]]) -> None:
    environment.sync()
    assert (project / "build" / "requirements.lock").read_text() == "alpha==1 --hash=sha256:aa\n"


def test_a_changed_lock_is_synced_again(project: Path, commands: list[list[str]]) -> None:
    environment.sync()
    (project / "requirements.lock").write_text("alpha==2 --hash=sha256:cc\n")
    assert not environment.is_synced()
    environment.sync()
    assert len(commands) == 2


def test_an_environment_of_another_interpreter_is_made_anew(
    project: Path, commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        subprocess,
        "run",
        lambda command, **_: subprocess.CompletedProcess(command, 0, stdout="2.7.18\n"),
    )
    environment.sync()
    assert commands[0][1] == "venv"
    assert commands[1][1:3] == ["pip", "sync"]


def test_a_failed_sync_is_tried_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: list[str], failure: str) -> None:
        raise SetupError(failure)

    monkeypatch.setattr(environment, "_run", fail)
    with pytest.raises(SetupError, match="Is there a network"):
        environment.sync()
    assert not environment.is_synced()


def test_a_failing_tool_is_named() -> None:
    with pytest.raises(SetupError, match=r"It did not work\.\n.*ended with 3"):
        environment._run([sys.executable, "-c", "raise SystemExit(3)"], "It did not work.")


def test_uv_fetches_no_python_and_reads_no_settings() -> None:
    environ = environment.tool_environ()
    assert environ["UV_PYTHON_DOWNLOADS"] == "never"
    assert "VIRTUAL_ENV" not in environ


def test_a_lock_file_lets_one_in_at_a_time(tmp_path: Path) -> None:
    order: list[str] = []

    def second() -> None:
        order.append("second waits")
        with environment.exclusive(tmp_path / "a" / "lock"):
            order.append("second in")

    with environment.exclusive(tmp_path / "a" / "lock"):
        thread = threading.Thread(target=second)
        thread.start()
        wait_until(lambda: order, "the second to arrive")
        order.append("first out")
    thread.join()
    assert order == ["second waits", "first out", "second in"]


def test_fingerprints_change_with_any_part_and_its_place() -> None:
    assert places.fingerprint("a", "b") == places.fingerprint("a", "b")
    assert len({places.fingerprint(*parts) for parts in (("a", "b"), ("ab",), ("b", "a"))}) == 3


def test_progress_without_a_terminal_is_a_line_every_tenth(
    capsys: pytest.CaptureFixture[str],
) -> None:
    line = ProgressLine()
    for percent in range(100):
        line.show(percent, "compiling")
    line.end()
    assert len(capsys.readouterr().err.splitlines()) == 10


def test_steps_are_numbered(capsys: pytest.CaptureFixture[str]) -> None:
    steps = Steps(2)
    with steps.step("one"):
        pass
    with steps.step("two"):
        pass
    assert capsys.readouterr().err == "[1/2] one\n[2/2] two\n"
