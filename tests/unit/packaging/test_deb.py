"""The Debian package says what it is and what it needs."""

import email
import sys
from pathlib import Path

import pytest

from devtools import deb, debian, environment, model_build
from devtools.console import SetupError
from devtools.places import ROOT


def test_the_control_file_names_version_and_needs() -> None:
    control = email.message_from_string(deb.control_text("1.2.3", "amd64", 4096))
    assert control["Package"] == "afterimage"
    assert control["Version"] == "1.2.3"
    assert control["Architecture"] == "amd64"
    assert control["Installed-Size"] == "4096"
    needs = control["Depends"].split(", ")
    assert f"python3.{sys.version_info.minor}" in needs
    assert set(debian.RUN_PACKAGES) <= set(needs)
    assert not set(debian.TEST_PACKAGES) & set(needs)


def test_the_version_is_the_projects() -> None:
    assert f'version = "{deb.version()}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_the_launcher_starts_the_program_alone() -> None:
    assert deb.LAUNCHER.startswith("#!/bin/sh\n")
    assert '-m app "$@"' in deb.LAUNCHER
    # the folder it is started in must not shadow the program's own packages
    assert "PYTHONSAFEPATH=1" in deb.LAUNCHER


def test_without_the_model_runtime_no_package_is_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def pin(*command: str) -> None:
        (tmp_path / "runtime.lock").write_text("alpha==1 --hash=sha256:aa\n")

    monkeypatch.setattr(deb, "BUILD", tmp_path)
    monkeypatch.setattr(deb, "_run", pin)
    monkeypatch.setattr(environment, "uv", lambda: "uv")
    monkeypatch.setattr(model_build, "built_wheel", lambda: None)
    with pytest.raises(SetupError, match="not built yet"):
        deb._install_libraries(tmp_path / "lib")


def test_modules_are_compiled_for_where_they_will_lie(tmp_path: Path) -> None:
    folder = tmp_path / deb.HOME / "services"
    folder.mkdir(parents=True)
    (folder / "good.py").write_text("def where():\n    return where.__code__.co_filename\n")
    (folder / "template.py").write_text("def {{name}}():\n")
    deb.compile_modules(tmp_path)
    (compiled,) = (folder / "__pycache__").iterdir()
    assert compiled.name.startswith("good.")
    assert f"/{deb.HOME}/services/good.py".encode() in compiled.read_bytes()
    assert str(tmp_path).encode() not in compiled.read_bytes()
