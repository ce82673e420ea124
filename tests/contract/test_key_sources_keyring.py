"""The keyring of the system: only one that can be trusted, and a clear word where it fails."""

import sys
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import SecretService, chainer, fail, null
from keyring.errors import KeyringError, PasswordDeleteError

from services.errors import DataDirError, KeyringMissingError, VaultError
from services.vault import keyrings
from services.vault import vault as vault_module
from services.vault.derivation import Stretching
from services.vault.header import Header
from services.vault.keysources import Keyring, KeyringAndPassphrase, Passphrase
from services.vault.vault import Vault
from tests.support.secrets_bus import PrivateSecretService

QUICK = Stretching(rounds=1, memory_kib=64, lanes=1)


class _Broken(SecretService.Keyring):
    """The system's keyring after its service went away, or one that forgets."""

    def __init__(self, error: Exception | None = None, answer: str | None = None) -> None:
        self.error, self.answer = error, answer

    def get_password(self, service: str, username: str) -> str | None:
        if self.error is not None:
            raise self.error
        return self.answer

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.error is not None:
            raise self.error

    def delete_password(self, service: str, username: str) -> None:
        raise PasswordDeleteError(username)


_Broken.__module__ = SecretService.Keyring.__module__


class _PlaintextKeyring(KeyringBackend):
    """What keyrings.alt offers: a plain file that calls itself a keyring."""

    def get_password(self, service: str, username: str) -> str | None:
        raise AssertionError("asked for a secret")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise AssertionError("given a secret")


_PlaintextKeyring.__module__ = "keyrings.alt.file"


def build(kind: type[KeyringBackend]) -> KeyringBackend:
    return kind()


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring, _PlaintextKeyring])
def test_untrusted_backends_are_refused(
    backend: type[KeyringBackend], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = build(backend)
    monkeypatch.setattr(keyring, "get_keyring", lambda: made)
    with pytest.raises(KeyringMissingError, match="--key-file"):
        Vault.create(tmp_path, Keyring())
    assert not list(tmp_path.iterdir())


def test_a_working_keyring_is_told_from_none(
    secret_service: PrivateSecretService, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert keyrings.keyring_works()
    for backend in (build(fail.Keyring), _Broken(KeyringError("closed"))):
        monkeypatch.setattr(keyring, "get_keyring", lambda made=backend: made)
        assert not keyrings.keyring_works()


def test_a_chain_is_searched_for_a_trusted_backend(monkeypatch: pytest.MonkeyPatch) -> None:
    trusted = _Broken()
    chain = build(chainer.ChainerBackend)
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [build(_PlaintextKeyring), trusted])
    monkeypatch.setattr(keyring, "get_keyring", lambda: chain)
    assert keyrings.find_keyring() is trusted
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [build(_PlaintextKeyring)])
    with pytest.raises(KeyringMissingError):
        keyrings.find_keyring()


def test_the_service_holds_no_vault_key_and_forgets_old_entries(
    secret_service: PrivateSecretService, tmp_path: Path
) -> None:
    vault, _ = Vault.create(tmp_path, Keyring())
    name = vault._header.main_slot().name
    kept = keyring.get_password("Afterimage", name)
    assert kept is not None
    assert keyrings.load_secret(name) != bytes(vault._key)
    vault.change_key_source(Passphrase("words to keep", QUICK))
    assert keyring.get_password("Afterimage", name) is None


def test_a_lost_or_garbled_entry_is_told(
    secret_service: PrivateSecretService, tmp_path: Path
) -> None:
    vault, _ = Vault.create(tmp_path, Keyring())
    name = vault._header.main_slot().name
    for garbled in ("§", "AAAA"):
        keyring.set_password("Afterimage", name, garbled)
        with pytest.raises(VaultError, match="recovery code"):
            Vault.open(tmp_path, Keyring())
    keyring.delete_password("Afterimage", name)
    with pytest.raises(VaultError, match="recovery code"):
        Vault.open(tmp_path, Keyring())
    keyrings.store_secret(name)
    with pytest.raises(VaultError, match="does not open this vault"):
        Vault.open(tmp_path, Keyring())


def test_no_service_on_the_bus_is_a_missing_keyring(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend = build(SecretService.Keyring)
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    with pytest.raises(KeyringMissingError, match="passphrase"):
        Vault.create(tmp_path, Keyring())
    assert not list(tmp_path.iterdir())


def test_a_keyring_that_fails_or_forgets_makes_no_vault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for backend in (_Broken(KeyringError("closed")), _Broken(answer="A" * 43 + "=")):
        monkeypatch.setattr(keyring, "get_keyring", lambda made=backend: made)
        with pytest.raises(KeyringMissingError):
            Vault.create(tmp_path, Keyring())
    assert not list(tmp_path.iterdir())


def test_a_keyring_that_is_gone_later_is_told(
    tmp_path: Path, secret_service: PrivateSecretService, monkeypatch: pytest.MonkeyPatch
) -> None:
    Vault.create(tmp_path, KeyringAndPassphrase(Passphrase("words to keep", QUICK)))
    gone = _Broken(OSError("no bus"))
    monkeypatch.setattr(keyring, "get_keyring", lambda: gone)
    with pytest.raises(KeyringMissingError):
        Vault.open(tmp_path, KeyringAndPassphrase(Passphrase("words to keep", QUICK)))


def test_what_cannot_be_removed_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    for backend in (_Broken(), build(fail.Keyring)):
        monkeypatch.setattr(keyring, "get_keyring", lambda made=backend: made)
        keyrings.remove_secret("no such entry")


def test_an_entry_made_for_a_vault_that_could_not_be_written_goes_again(
    secret_service: PrivateSecretService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: list[str] = []

    def full(folder: Path, header: Header) -> None:
        names.append(header.main_slot().name)
        raise DataDirError("The disk is full.")

    monkeypatch.setattr(vault_module, "write_header", full)
    with pytest.raises(DataDirError):
        Vault.create(tmp_path, Keyring())
    assert keyring.get_password("Afterimage", names[0]) is None


def test_systems_without_secretstorage_have_fewer_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(keyrings.backend_errors()) == 3
    monkeypatch.setitem(sys.modules, "secretstorage.exceptions", None)
    assert keyrings.backend_errors() == (KeyringError, OSError)
