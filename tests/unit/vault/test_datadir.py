"""The data folder: private, complete, and held by one program at a time."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from services.errors import AlreadyRunningError, DataDirError
from services.vault.datadir import DataDir, InstanceLock, default_data_dir

HOLD = """
import sys
from pathlib import Path
from services.vault.datadir import InstanceLock
lock = InstanceLock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_the_default_lies_in_the_users_data() -> None:
    assert default_data_dir().name == "afterimage"
    assert default_data_dir().is_relative_to(os.environ["XDG_DATA_HOME"])


def test_folders_are_made_for_the_user_alone(tmp_path: Path) -> None:
    folder = DataDir(tmp_path / "deep" / "library")
    folder.prepare()
    folder.prepare()
    assert folder.is_private()
    for made in (folder.blobs, folder.vectors, folder.logs):
        assert made.is_dir()
        assert made.stat().st_mode & 0o077 == 0
    assert {folder.header.name, folder.database.name} == {"vault.json", "memory.db"}
    folder.root.chmod(0o755)
    assert not folder.is_private()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(DataDirError, match="--data-dir"):
        DataDir(tmp_path / "file" / "library").prepare()
    with pytest.raises(DataDirError):
        InstanceLock(tmp_path / "file" / "lock")


def test_a_folder_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # root may write anywhere, so the system's answer is put in its mouth
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(DataDirError, match="not writable"):
        DataDir(tmp_path).prepare()


def test_a_second_program_is_told_who_holds_it(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path / "lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(AlreadyRunningError, match=f"process {holder.pid}"):
            DataDir(tmp_path).lock()
        holder.kill()
    with DataDir(tmp_path).lock():
        assert (tmp_path / "lock").read_text() == f"{os.getpid()}\n"


def test_a_stale_file_is_harmless_and_the_lock_is_given_back(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text("4194303\n")
    with InstanceLock(tmp_path / "lock") as lock:
        with pytest.raises(AlreadyRunningError):
            InstanceLock(tmp_path / "lock")
        lock.close()
        lock.close()
        InstanceLock(tmp_path / "lock").close()
