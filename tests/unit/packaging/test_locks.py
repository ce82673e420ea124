"""The lock is read, split and kept free of addresses."""

from pathlib import Path

import pytest

from devtools import locks
from devtools.places import LOCK, TOOLS_LOCK

LOCK_TEXT = """\
# made by a tool
alpha[extra]==1.2.3 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
    # via afterimage
Llama_Cpp.Python==0.3 ; sys_platform == 'linux' \\
    --hash=sha256:cc
beta==2 \\
    --hash=sha256:dd
"""


def test_names_are_normalised_and_versions_read() -> None:
    found = [(each.name, each.version) for each in locks.parse(LOCK_TEXT)]
    assert found == [("alpha", "1.2.3"), ("llama-cpp-python", "0.3"), ("beta", "2")]


def test_leaving_one_out_keeps_all_lines_of_the_others() -> None:
    text = locks.without(locks.parse(LOCK_TEXT), "llama-cpp-python")
    assert [each.name for each in locks.parse(text)] == ["alpha", "beta"]
    assert "sha256:bb" in text
    assert "sha256:cc" not in text


def test_what_is_not_there_is_said() -> None:
    with pytest.raises(ValueError, match="no gamma"):
        locks.find(locks.parse(LOCK_TEXT), "gamma")


@pytest.mark.parametrize("line", ["alpha>=1", "-e .", "alpha @ file:///x", "    --hash=sha256:aa"])
def test_what_is_not_pinned_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"pinned|never began"):
        locks.parse(line)


def test_addresses_are_dropped_and_nothing_else() -> None:
    lines = [
        "--index-url https://example.org/simple",
        "--extra-index-url file:///somewhere",
        "--find-links /wheels",
        "    # from https://example.org/simple",
    ]
    assert locks.strip_addresses("\n".join(lines) + "\n" + LOCK_TEXT) == LOCK_TEXT


@pytest.mark.parametrize("path", [LOCK, TOOLS_LOCK], ids=["requirements", "tools"])
def test_the_committed_locks_are_pinned_hashed_and_without_addresses(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    requirements = locks.parse(text)
    assert requirements
    assert all("--hash=sha256:" in each.text for each in requirements)
    assert locks.strip_addresses(text) == text
