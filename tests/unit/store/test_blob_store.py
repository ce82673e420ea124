"""Blobs come back as they went in, or not at all."""

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.errors import DataDirError, VaultError, WorldError
from services.store import BlobStore
from services.vault.sealing import OVERHEAD_BYTES, Sealer

KEY = bytes(range(32))


@pytest.fixture
def blobs(tmp_path: Path) -> BlobStore:
    return BlobStore(tmp_path / "blobs", Sealer(KEY))


@given(plain=st.binary(max_size=2000))
def test_bytes_come_back(tmp_path_factory: pytest.TempPathFactory, plain: bytes) -> None:
    blobs = BlobStore(tmp_path_factory.mktemp("b"), Sealer(KEY))
    name = blobs.put(plain)
    assert blobs.get(name) == plain
    assert blobs.total_bytes() == len(plain) + OVERHEAD_BYTES


def test_names_tell_nothing_and_files_are_the_owners(tmp_path: Path, blobs: BlobStore) -> None:
    names = {blobs.put(b"the heron") for _ in range(20)}
    assert len(names) == 20
    assert set(blobs.names()) == names
    for name in names:
        path = tmp_path / "blobs" / name[:2] / name
        assert len(name) == 32
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        assert b"heron" not in path.read_bytes()


def test_a_removed_blob_is_gone(blobs: BlobStore) -> None:
    name = blobs.put(b"x")
    assert blobs.exists(name)
    blobs.remove(name)
    blobs.remove(name)
    assert not blobs.exists(name)
    with pytest.raises(WorldError, match="missing"):
        blobs.get(name)


def test_two_blobs_cannot_be_exchanged(tmp_path: Path, blobs: BlobStore) -> None:
    one, two = blobs.put(b"one"), blobs.put(b"two")
    blobs._path(one).write_bytes(blobs._path(two).read_bytes())
    with pytest.raises(VaultError):
        blobs.get(one)


def test_what_a_crash_left_half_written_is_no_blob(tmp_path: Path, blobs: BlobStore) -> None:
    name = blobs.put(b"whole")
    part = blobs._path(name).with_name("ab" * 16 + ".part")
    part.write_bytes(b"half")
    assert list(blobs.names()) == [name]
    assert blobs.remove_unfinished() == 1
    assert not part.exists()
    assert blobs.remove_unfinished() == 0


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    blobs = BlobStore(tmp_path / "file" / "blobs", Sealer(KEY))
    assert list(blobs.names()) == []
    with pytest.raises(DataDirError, match="could not be stored"):
        blobs.put(b"x")


def test_a_full_disk_leaves_no_half_file(
    tmp_path: Path, blobs: BlobStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(DataDirError, match="No space left"):
        blobs.put(b"x")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
