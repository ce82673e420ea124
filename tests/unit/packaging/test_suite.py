"""A test that fails is tried once more, and named either way."""

import json
from pathlib import Path

import pytest

from devtools import suite


class Pytest:
    """Stands for pytest: its exit statuses in turn, and what it notes as failed."""

    def __init__(self, root: Path, *statuses: int, failed: list[str] | None = None) -> None:
        self.calls: list[list[str]] = []
        self._statuses = iter(statuses)
        if failed is not None:
            noted = root / ".pytest_cache" / "v" / "cache" / "lastfailed"
            noted.parent.mkdir(parents=True)
            noted.write_text(json.dumps(dict.fromkeys(failed, True)), encoding="utf-8")

    def __call__(self, arguments: list[str]) -> int:
        if "pytest" not in arguments:
            return 0
        self.calls.append(arguments)
        return next(self._statuses)


def test_a_run_without_failures_is_one_run(tmp_path: Path) -> None:
    tests = Pytest(tmp_path, 0)
    assert suite.run_all(tests, tmp_path) == 0
    assert len(tests.calls) == 1


def test_what_passes_the_second_time_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tests = Pytest(tmp_path, 1, 0, failed=["tests/a.py::test_b"])
    assert suite.run_all(tests, tmp_path) == 0
    assert "--last-failed" in tests.calls[1]
    told = capsys.readouterr().err
    assert "unsteady" in told
    assert "tests/a.py::test_b" in told


def test_what_fails_twice_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tests = Pytest(tmp_path, 1, 1, failed=["tests/a.py::test_b"])
    assert suite.run_all(tests, tmp_path) == 1
    assert "unsteady" not in capsys.readouterr().err


@pytest.mark.parametrize("second", [0, -11])
def test_a_crash_is_told_and_the_whole_run_made_once_more(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], second: int
) -> None:
    tests = Pytest(tmp_path, -11, second)
    assert suite.run_all(tests, tmp_path) == second
    assert tests.calls == [[*suite.WHOLE], [*suite.WHOLE]]
    assert "signal 11" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("status", "failed"),
    [(1, [f"tests/a.py::test_{n}" for n in range(suite.MOST + 1)]), (1, []), (1, None), (2, ["x"])],
    ids=["too many", "none noted", "nothing noted", "ended early"],
)
def test_no_second_try_hides_a_broken_run(
    tmp_path: Path, status: int, failed: list[str] | None
) -> None:
    tests = Pytest(tmp_path, status, failed=failed)
    assert suite.run_all(tests, tmp_path) == status
    assert len(tests.calls) == 1


def test_a_note_that_is_no_note_names_none(tmp_path: Path) -> None:
    noted = tmp_path / ".pytest_cache" / "v" / "cache"
    noted.mkdir(parents=True)
    (noted / "lastfailed").write_text("{", encoding="utf-8")
    assert suite.failed_in(tmp_path) == []
