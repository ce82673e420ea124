"""The build of the model runtime tells how far it is, and is done once."""

import fcntl
import json
import os
import threading
from pathlib import Path

import pytest

from devtools import environment, model_build
from devtools.console import SetupError
from devtools.places import cache_folder
from tests.support.waiting import wait_until


@pytest.fixture
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "afterimage"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("  [12/345] Building CXX object x.o", (3, "compiling 12 of 345")),
        ("[1/1] Linking", (99, "compiling 1 of 1")),
        ("[0/0] nothing", None),
        ("Collecting llama-cpp-python [1/2]", None),
        ("-- Configuring done", None),
    ],
)
def test_ninjas_lines_are_read(line: str, expected: tuple[int, str] | None) -> None:
    assert model_build.compile_percent(line) == expected


def test_progress_is_written_whole_and_read_back(cache: Path) -> None:
    assert model_build.read_progress() == ("", 0, "")
    model_build.write_progress("building", 42, "compiling 3 of 7")
    assert model_build.read_progress() == ("building", 42, "compiling 3 of 7")
    value = json.loads(model_build.progress_file().read_text(encoding="utf-8"))
    assert value == {
        "state": "building",
        "percent": 42,
        "detail": "compiling 3 of 7",
        "pid": os.getpid(),
    }
    assert [path.name for path in model_build.folder().iterdir()] == ["build.json"]


def test_a_broken_progress_file_reads_as_none(cache: Path) -> None:
    model_build.write_progress("building", 1, "")
    model_build.progress_file().write_text("{", encoding="utf-8")
    assert model_build.read_progress() == ("", 0, "")


def test_the_wheel_lies_below_the_cache_by_version_and_interpreter(cache: Path) -> None:
    assert model_build.folder().is_relative_to(cache / "wheels")
    assert "-cp3" in model_build.folder().name


def test_other_options_are_another_wheel(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = model_build.folder()
    monkeypatch.setattr(model_build, "CMAKE_ARGS", "-DGGML_CUDA=ON")
    assert model_build.folder() != before


def test_a_relative_cache_folder_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "somewhere")
    assert cache_folder() == Path.home() / ".cache" / "afterimage"


def test_two_builders_compile_once(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[Path] = []

    def compile_slowly(scratch: Path, report: model_build.Report) -> None:
        compiled.append(scratch)
        report("building", 50, "compiling 1 of 2")
        with (model_build.folder() / "build.lock").open() as file, pytest.raises(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        (scratch / "llama.whl").touch()

    monkeypatch.setattr(model_build, "_compile", compile_slowly)
    builders = [
        threading.Thread(target=model_build.build, args=(lambda *_: None,)) for _ in range(3)
    ]
    for each in builders:
        each.start()
    for each in builders:
        each.join()
    assert len(compiled) == 1
    assert model_build.built_wheel() == model_build.folder() / "llama.whl"


def test_a_failed_build_leaves_no_wheel_and_says_so(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(scratch: Path, report: model_build.Report) -> None:
        report("building", 7, "compiling")
        raise SetupError("no compiler")

    monkeypatch.setattr(model_build, "_compile", fail)
    with pytest.raises(SetupError, match="no compiler"):
        model_build.build_in_foreground()
    assert model_build.read_progress() == ("failed", 0, "no compiler")
    assert model_build.built_wheel() is None
    assert not list(model_build.folder().glob("build-*"))


def test_a_background_builder_that_breaks_says_so(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill_disk(report: model_build.Report) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(model_build, "build", fill_disk)
    monkeypatch.setattr(os, "nice", lambda _: 0)
    with pytest.raises(OSError, match="no space"):
        model_build.build_in_background()
    assert model_build.read_progress() == ("failed", 0, "no space left")


def test_a_cached_wheel_is_installed_without_building(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed: list[Path] = []
    monkeypatch.setattr(environment, "has_module", lambda _: False)
    monkeypatch.setattr(environment, "install_wheel", installed.append)
    assert not model_build.ready()
    model_build.folder().mkdir(parents=True)
    wheel = model_build.folder() / "llama.whl"
    wheel.touch()
    assert model_build.ready()
    assert installed == [wheel]
    assert model_build.read_progress()[0] == "ready"


def test_waiting_for_another_builder_shows_its_progress(
    cache: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CI", "true")
    monkeypatch.setattr(model_build, "ready", lambda: True)
    model_build.write_progress("building", 63, "compiling 63 of 100")
    model_build.folder().mkdir(parents=True, exist_ok=True)
    shown: list[str] = []

    def other_is_shown() -> bool:
        shown.append(capsys.readouterr().err)
        return "63 %" in "".join(shown)

    with environment.exclusive(model_build.folder() / "build.lock"):
        waiting = threading.Thread(target=model_build.build_in_foreground)
        waiting.start()
        wait_until(other_is_shown, "the other builder's progress")
        (model_build.folder() / "llama.whl").touch()
    waiting.join()
