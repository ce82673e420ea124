"""A backup that is damaged, cut short or made to harm is refused, and nothing is written."""

import io
import json
import tarfile
from hashlib import sha256
from pathlib import Path

import pytest

from services.cancel import no_progress
from services.engine.backup import MANIFEST, restore_backup, verify
from services.errors import WorldError


def pack(path: Path, members: dict[str, bytes], told: dict[str, bytes] | None = None) -> Path:
    """Write a backup with these members and a manifest that tells of ``told``."""
    sums = {name: sha256(content).hexdigest() for name, content in (told or members).items()}
    manifest = json.dumps({"format": 1, "sha256": sums}).encode()
    with tarfile.open(path, "w") as archive:
        for name, content in {**members, MANIFEST: manifest}.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return path


@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "notes.txt", "blobs/../../x"])
def test_a_member_that_is_not_ours_is_refused(tmp_path: Path, name: str) -> None:
    file = pack(tmp_path / "b", {name: b"x"})
    with pytest.raises(WorldError, match="damaged"):
        restore_backup(file, tmp_path / "library", no_progress)
    assert not (tmp_path / "library").exists()


def test_a_link_in_a_backup_is_refused(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "b", "w") as archive:
        info = tarfile.TarInfo("vault.json")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(info)
    with pytest.raises(WorldError, match="damaged"):
        verify(tmp_path / "b")


def test_what_differs_from_its_manifest_is_refused(tmp_path: Path) -> None:
    file = pack(tmp_path / "b", {"vault.json": b"one"}, {"vault.json": b"two"})
    with pytest.raises(WorldError, match="damaged"):
        verify(file)


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"no archive")
    with pytest.raises(WorldError, match="no backup"):
        verify(tmp_path / "b")


def test_a_good_one_is_taken_out_file_by_file(tmp_path: Path) -> None:
    members = {"vault.json": b"{}", "memory.db": b"rows", "blobs/ab/cd": b"sealed"}
    file = pack(tmp_path / "b", members)
    assert restore_backup(file, tmp_path / "library", no_progress) == {"files": 3}
    for name, content in members.items():
        assert (tmp_path / "library" / name).read_bytes() == content
