"""What a folder's own rules, the settings and common sense leave out of a walk."""

import os
from pathlib import Path

import pytest

from services.cancel import CancelToken
from services.capture import ignoring
from services.capture.files_walk import Walker
from services.capture.ignoring import Limits
from services.errors import Cancelled


def write(root: Path, *names: str, **texts: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("words")
    for name, text in texts.items():
        (root / name).write_text(text)


def found(root: Path, limits: Limits | None = None) -> list[str]:
    return sorted(
        str(Path(f.path).relative_to(root)) for f in Walker(limits or Limits()).walk([root]).files
    )


def test_rules_of_nested_folders_decide_the_deepest_first(tmp_path: Path) -> None:
    write(tmp_path, "a.log", "keep.log", "sub/b.log", "sub/keep.log", "sub/deep/c.log", "a.txt")
    (tmp_path / ".gitignore").write_text("*.log\n# a remark\n!keep.log\n")
    (tmp_path / "sub/.gitignore").write_text("!b.log\nkeep.log\n")
    assert found(tmp_path) == ["a.txt", "keep.log", "sub/b.log"]
    assert found(tmp_path, Limits(follow_gitignore=False))[:2] == ["a.log", "a.txt"]


def test_what_lies_in_a_folder_left_out_cannot_be_taken_in_again(tmp_path: Path) -> None:
    write(tmp_path, "build/a.txt", "build/deep/b.txt", "src/build/c.txt", "a.txt")
    (tmp_path / ".gitignore").write_text("/build/\n")
    (tmp_path / "build/.gitignore").write_text("!a.txt\n")
    assert found(tmp_path) == ["a.txt", "src/build/c.txt"]


def test_rules_of_the_settings_hold_unless_a_folder_says_otherwise(tmp_path: Path) -> None:
    write(tmp_path, "drafts/a.txt", "b.draft", "c.draft", "d.log", "e.csv")
    (tmp_path / ".gitignore").write_text("!c.draft\n")
    limits = Limits(("drafts", "*.draft"), ("log", "csv"))
    assert found(tmp_path, limits) == ["c.draft"]


def test_types_can_be_left_out_by_what_they_are(tmp_path: Path) -> None:
    write(tmp_path, "a.png", "b.zip", "c.mp4", "d.txt")
    assert found(tmp_path) == ["a.png", "b.zip", "d.txt"]
    assert found(tmp_path, Limits(pictures=False, archives=False)) == ["d.txt"]


def test_hidden_and_system_folders_are_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, ".cache/a.txt", "$RECYCLE.BIN/b.txt", "lost+found/c.txt", "sys/d.txt", "e.txt")
    assert found(tmp_path) == ["e.txt", "sys/d.txt"]
    monkeypatch.setattr(ignoring, "_SYSTEM_FOLDERS", (str(tmp_path / "sys"),))
    assert found(tmp_path) == ["e.txt"]
    assert found(tmp_path / "sys") == ["d.txt"], "named itself, as drives below /run are"


def test_rules_that_are_none_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "a.log", "b.txt")
    (tmp_path / ".gitignore").write_text("\\\n*.log\n")
    assert found(tmp_path) == ["b.txt"]
    (tmp_path / ".gitignore").write_bytes(b"\xff\xfe\n*.txt\n")
    assert found(tmp_path) == ["a.log"]
    (tmp_path / ".gitignore").unlink()
    (tmp_path / ".gitignore").mkdir()
    assert found(tmp_path) == ["a.log", "b.txt"]


def test_a_path_alone_is_judged_as_a_walk_would(tmp_path: Path) -> None:
    names = ["a.txt", "x.log", "sub/b.txt", "sub/.h/c.txt", "sub/out/d.txt", "lib/e.txt", "f.mp4"]
    write(tmp_path, *names, "lib/vault.json")
    (tmp_path / ".gitignore").write_text("*.log\n")
    (tmp_path / "sub/.gitignore").write_text("out\n")
    walker = Walker(Limits())
    wanted = [name for name in names if walker.wants(tmp_path / name, tmp_path)]
    assert wanted == ["a.txt", "sub/b.txt"]
    below = walker.within(tmp_path / "sub", tmp_path)
    assert [Path(f.path).name for f in below.files] == ["b.txt"]
    assert walker.within(tmp_path / "lib", tmp_path).files == []
    assert len(walker.within(tmp_path, tmp_path).files) == 2
    write(tmp_path, "vault.json")
    assert not walker.wants(tmp_path / "a.txt", tmp_path)


def test_a_walk_can_be_stopped(tmp_path: Path) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        Walker(Limits()).walk([tmp_path], cancel)


def test_what_goes_while_it_is_listed_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.txt", "b.txt")
    listed = os.scandir

    def vanishing(folder: str) -> list[os.DirEntry[str]]:
        entries = list(listed(folder))
        (tmp_path / "a.txt").unlink(missing_ok=True)
        return entries

    monkeypatch.setattr(os, "scandir", vanishing)
    assert found(tmp_path) == ["b.txt"]
