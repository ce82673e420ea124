"""Every way to open a vault keeps the same promises, the real keyring among them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from services.errors import VaultError, VaultLockedError
from services.vault.derivation import Stretching
from services.vault.header import FILE_NAME
from services.vault.keysources import (
    Keyring,
    KeyringAndPassphrase,
    KeySource,
    Passphrase,
    RecoveryCode,
    key_file,
)
from services.vault.vault import Vault

QUICK = Stretching(rounds=1, memory_kib=64, lanes=1)


@dataclass(frozen=True)
class Way:
    """One key source: how to make the right one and, where there is such a thing, a wrong one."""

    right: Callable[[], KeySource]
    wrong: Callable[[], KeySource] | None


@pytest.fixture(params=["keyring", "passphrase", "key file", "keyring+passphrase"])
def way(request: pytest.FixtureRequest, tmp_path: Path) -> Way:
    if "keyring" in request.param:
        request.getfixturevalue("secret_service")
    good, bad = Passphrase("six red lamps", QUICK), Passphrase("six red lambs", QUICK)
    if request.param == "keyring":
        return Way(Keyring, None)
    if request.param == "passphrase":
        return Way(lambda: good, lambda: bad)
    if request.param == "key file":
        (tmp_path / "good.key").write_text("  six red lamps\n", encoding="utf-8")
        (tmp_path / "bad.key").write_bytes(b"\xff\xfe\x00 not text")
        return Way(
            lambda: key_file(tmp_path / "good.key", QUICK),
            lambda: key_file(tmp_path / "bad.key", QUICK),
        )
    return Way(lambda: KeyringAndPassphrase(good), lambda: KeyringAndPassphrase(bad))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "library"
    made.mkdir()
    return made


def test_opens_again_with_the_same_keys(way: Way, folder: Path) -> None:
    vault, _ = Vault.create(folder, way.right())
    again = Vault.open(folder, way.right())
    for purpose in ("database", "blobs", "vectors", "hashes"):
        assert again.key(purpose) == vault.key(purpose)
        assert len(vault.key(purpose)) == 32
    assert Vault.kind_of(folder) == way.right().kind == again.kind


def test_a_wrong_secret_is_refused_and_changes_nothing(way: Way, folder: Path) -> None:
    Vault.create(folder, way.right())
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    if way.wrong is not None:
        with pytest.raises(VaultError):
            Vault.open(folder, way.wrong())
    with pytest.raises(VaultError):
        Vault.create(folder, way.right())
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_the_recovery_code_opens_and_sets_a_new_passphrase(way: Way, folder: Path) -> None:
    vault, code = Vault.create(folder, way.right())
    rescued = Vault.open(folder, RecoveryCode(code.lower()))
    assert rescued.key("database") == vault.key("database")
    rescued.change_key_source(Passphrase("a newer one", QUICK))
    assert Vault.open(folder, Passphrase("a newer one", QUICK)).key("blobs") == vault.key("blobs")
    with pytest.raises(VaultError):
        Vault.open(folder, way.right())
    assert Vault.open(folder, RecoveryCode(code)).key("blobs") == vault.key("blobs")


def test_can_be_changed_to_and_a_locked_vault_gives_nothing(way: Way, folder: Path) -> None:
    vault, _ = Vault.create(folder, Passphrase("the first one", QUICK))
    key = vault.key("database")
    vault.change_key_source(way.right())
    assert Vault.open(folder, way.right()).key("database") == key
    vault.lock()
    assert vault.locked
    with pytest.raises(VaultLockedError):
        vault.key("database")
    with pytest.raises(VaultLockedError):
        vault.change_key_source(way.right())
    with pytest.raises(VaultLockedError):
        vault.new_recovery_code()
    assert Vault.open(folder, way.right()).key("database") == key


def test_nothing_secret_stands_in_the_header(way: Way, folder: Path) -> None:
    vault, code = Vault.create(folder, way.right())
    text = (folder / FILE_NAME).read_text(encoding="utf-8")
    secrets = [vault.key(p).hex() for p in ("database", "blobs")]
    secrets += [bytes(vault._key).hex(), code, "lamps"]
    assert not [secret for secret in secrets if secret in text]
    assert (folder / FILE_NAME).stat().st_mode & 0o077 == 0
    assert [path.name for path in folder.iterdir()] == [FILE_NAME]
