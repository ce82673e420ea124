"""The coverage gate keeps what was promised for each part."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import coverage_gate
import pytest

from devtools.places import ROOT


def report(lines: int, missing: int, branches: int = 0, missed: int = 0) -> dict[str, Any]:
    return {
        "summary": {
            "covered_lines": lines - missing,
            "num_statements": lines,
            "covered_branches": branches - missed,
            "num_branches": branches,
        },
        "missing_lines": [*range(1, missing + 1)],
        "missing_branches": [[1, 2 + each] for each in range(missed)],
    }


@pytest.fixture
def files() -> dict[str, Any]:
    """A report in which every promise is just kept."""
    return {
        "services/vault/keys.py": report(10, 0),
        "services/reading/redaction.py": report(10, 0),
        "services/reading/secret_spans.py": report(10, 0),
        "services/reading/painting.py": report(10, 0),
        "services/answer/cite.py": report(10, 0),
        "services/store/deletion.py": report(10, 0),
        "services/memory/forget.py": report(10, 0),
        "services/engine.py": report(40, 3, 20, 3),
        "ui/window.py": report(60, 10, 40, 10),
        "app/main.py": report(10, 10),
    }


def test_all_promises_kept(files: dict[str, Any]) -> None:
    kept, lines = coverage_gate.judge(files)
    assert kept
    assert len(lines) == len(coverage_gate.PROMISES)


@pytest.mark.parametrize(
    ("path", "changed"),
    [
        ("services/engine.py", report(40, 4, 20, 3)),
        ("ui/window.py", report(60, 10, 40, 11)),
        ("services/vault/keys.py", report(10, 1)),
        ("services/reading/redaction.py", report(10, 0, 2, 1)),
        ("services/answer/cite.py", report(10, 1)),
        ("services/memory/forget.py", report(10, 1)),
    ],
)
def test_one_gap_too_many_breaks_a_promise(
    files: dict[str, Any], path: str, changed: dict[str, Any]
) -> None:
    kept, lines = coverage_gate.judge({**files, path: changed})
    assert not kept
    assert "BROKEN" in "\n".join(lines)


def test_gaps_in_what_is_promised_whole_are_named(files: dict[str, Any]) -> None:
    _, lines = coverage_gate.judge({**files, "services/vault/keys.py": report(10, 1, 4, 1)})
    assert "    services/vault/keys.py: 1, 1->2" in lines


def test_a_part_that_vanished_breaks_its_promise(files: dict[str, Any]) -> None:
    del files["services/store/deletion.py"]
    kept, lines = coverage_gate.judge(files)
    assert not kept
    assert "    nothing is called services/store/deletion*" in lines


def test_it_reads_what_coverage_writes(tmp_path: Path) -> None:
    """A real report of a real run goes through the gate."""
    package = tmp_path / "services" / "vault"
    package.mkdir(parents=True)
    (package / "keys.py").write_text("import sys\nif sys.argv[1:]:\n    print(1)\n")
    for command in (["run", "--branch", "services/vault/keys.py"], ["json", "-q", "-o", "r.json"]):
        config = tmp_path / "none.toml"
        config.touch()
        subprocess.run(
            [sys.executable, "-m", "coverage", command[0], f"--rcfile={config}", *command[1:]],
            cwd=tmp_path,
            check=True,
        )
    files = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["files"]
    assert coverage_gate.covered(files, ("services/vault/",)) == (3, 5)
    assert coverage_gate.holes(files, ("services/vault/",)) == [
        "    services/vault/keys.py: 3, 2->3"
    ]


def test_without_a_report_it_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert coverage_gate.main([str(tmp_path / "none.json")]) == 1
    assert "did not come to their end" in capsys.readouterr().err


def test_it_is_run_as_a_script() -> None:
    done = subprocess.run(
        [sys.executable, "packaging/coverage_gate.py"],
        cwd=ROOT,
        check=False,
        capture_output=True,
    )
    assert done.returncode == 2
