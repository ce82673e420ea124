"""Missing Debian packages are found, and what cannot be installed is said."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from devtools import debian
from devtools.console import SetupError

STATUS = (
    "ii \tlibegl1\t\n"
    "ii \tlibglib2.0-0t64\tlibglib2.0-0 (= 2.80), another\n"
    "rc \topenbox\t\n"
    "un \txterm\t\n"
)


def test_only_installed_packages_count_and_stand_ins_do_too() -> None:
    assert debian.installed(STATUS) == {"libegl1", "libglib2.0-0t64", "libglib2.0-0", "another"}


def test_tests_need_more_than_running() -> None:
    run, everything = set(debian.wanted(for_tests=False)), set(debian.wanted(for_tests=True))
    assert run < everything
    assert everything - run == set(debian.TEST_PACKAGES)


def test_what_is_wanted_and_not_there_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(*_: object, **__: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess([], 0, stdout=STATUS)

    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(subprocess, "run", answer)
    names = debian.missing(for_tests=True)
    assert "openbox" in names
    assert "libegl1" not in names
    assert "libglib2.0-0" not in names


def test_without_dpkg_nothing_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert debian.missing(for_tests=True) == []


def test_without_root_and_sudo_the_line_to_run_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(SetupError, match="apt-get install --no-install-recommends xvfb openbox"):
        debian.install(["xvfb", "openbox"])


@pytest.mark.parametrize("sudo_works", [True, False])
def test_sudo_is_used_where_it_asks_nothing(
    monkeypatch: pytest.MonkeyPatch, *, sudo_works: bool
) -> None:
    commands: list[list[str]] = []

    def answer(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        failed = command == ["sudo", "-n", "true"] and not sudo_works
        return subprocess.CompletedProcess(command, int(failed))

    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda _: "/usr/bin/sudo")
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)

    def apt(command: list[str], _: dict[str, str]) -> str:
        commands.append(command)
        return ""

    monkeypatch.setattr(subprocess, "run", answer)
    monkeypatch.setattr(debian, "_run_apt", apt)
    if sudo_works:
        debian.install(["xvfb"])
        assert commands[-1][:4] == ["sudo", "-n", "apt-get", "install"]
    else:
        with pytest.raises(SetupError, match="As root, run"):
            debian.install(["xvfb"])


@pytest.fixture
def apt(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A stand-in for apt-get, first on the path, run as root."""
    script = tmp_path / "apt-get"
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setenv("CI", "true")
    return script


def test_a_failing_apt_is_quoted(apt: Path) -> None:
    apt.write_text("#!/bin/sh\necho 'E: no space left'\nexit 100\n")
    apt.chmod(0o755)
    with pytest.raises(
        SetupError, match=r"(?s)no space left.*install --no-install-recommends xvfb"
    ):
        debian.install(["xvfb"])


def test_apts_progress_is_shown(apt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    apt.write_text(
        "#!/bin/sh\n"
        "echo dlstatus:1:40.0000:Retrieving file 1 of 2\n"
        "echo Unpacking xvfb\n"
        "echo pmstatus:xvfb:60.5:Configuring xvfb\n"
    )
    apt.chmod(0o755)
    debian.install(["xvfb"])
    shown = capsys.readouterr().err
    assert " 20 %  Retrieving file 1 of 2" in shown
    assert " 80 %  Configuring xvfb" in shown
    assert "Unpacking" not in shown


@pytest.mark.parametrize(
    "line", ["Unpacking a:amd64", "pmstatus:a", "pmerror:a:1:b", "pmstatus:a:b:c"]
)
def test_other_lines_are_no_progress(line: str) -> None:
    assert debian.status_percent(line) is None
