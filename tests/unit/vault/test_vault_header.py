"""The vault's header: damage is told, writing is whole or not at all, odd inputs are refused."""

import errno
import json
import os
from pathlib import Path

import pytest

from services.errors import (
    DataDirError,
    MistypedCodeError,
    NewerDatabaseError,
    UsageError,
    VaultError,
    WrongPassphraseError,
)
from services.vault import derivation
from services.vault.derivation import Stretching, stretch
from services.vault.header import FILE_NAME, Header, read_header, write_header
from services.vault.keysources import Keyring, Passphrase, RecoveryCode, key_file
from services.vault.recovery import new_secret, to_code, to_secret
from services.vault.vault import Vault

QUICK = Stretching(rounds=1, memory_kib=64, lanes=1)
WORDS = Passphrase("six red lamps", QUICK)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault.create(tmp_path, WORDS)[0]


def edit(folder: Path, **changes: object) -> None:
    data = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
    (folder / FILE_NAME).write_text(json.dumps({**data, **changes}), encoding="utf-8")


def slots(folder: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads((folder / FILE_NAME).read_text("utf-8"))["slots"]
    return found


def test_the_standard_stretching_asks_for_64_mib() -> None:
    assert derivation.STANDARD.memory_kib >= 64 * 1024
    assert Passphrase("x").stretching == derivation.STANDARD
    assert len(stretch(b"x", bytes(16), derivation.STANDARD)) == 32


def test_no_vault_yet(tmp_path: Path) -> None:
    assert not Vault.exists(tmp_path)
    with pytest.raises(VaultError, match="no vault"):
        Vault.open(tmp_path, WORDS)


def test_subkeys_differ_and_hide_the_key(vault: Vault) -> None:
    keys = {vault.key(p) for p in ("database", "blobs", "vectors", "hashes")}
    assert len(keys) == 4
    assert bytes(vault._key) not in keys


@pytest.mark.parametrize(
    "changes",
    [
        {"version": "one"},
        {"slots": {}},
        {"slots": []},
        {"slots": [{"name": "a", "kind": "passphrase", "salt": "", "wrapped": "", "numbers": 1}]},
        {"vault": "not hex"},
    ],
)
def test_a_damaged_header_is_told(vault: Vault, tmp_path: Path, changes: dict[str, object]) -> None:
    edit(tmp_path, **changes)
    with pytest.raises(VaultError, match="damaged"):
        Vault.open(tmp_path, WORDS)


def test_a_header_that_is_no_json_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"\x00\xff")
    with pytest.raises(VaultError, match="damaged"):
        read_header(tmp_path)


def test_a_header_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(DataDirError):
        read_header(tmp_path)


def test_a_newer_header_is_refused(vault: Vault, tmp_path: Path) -> None:
    edit(tmp_path, version=2)
    with pytest.raises(NewerDatabaseError, match="newer version"):
        Vault.open(tmp_path, WORDS)


def test_a_changed_check_value_is_noticed(vault: Vault, tmp_path: Path) -> None:
    edit(tmp_path, check="00" * 32)
    with pytest.raises(VaultError, match="damaged"):
        Vault.open(tmp_path, WORDS)


@pytest.mark.parametrize("numbers", [{}, {"rounds": 1, "memory_kib": 1 << 40, "lanes": 1}])
def test_impossible_stretching_is_refused(
    vault: Vault, tmp_path: Path, numbers: dict[str, int]
) -> None:
    edit(tmp_path, slots=[{**slot, "numbers": numbers} for slot in slots(tmp_path)])
    with pytest.raises(VaultError, match="damaged"):
        Vault.open(tmp_path, WORDS)


def test_too_little_memory_for_the_passphrase_is_told() -> None:
    # eight KiB a lane are the least (RFC 9106, 3.1): it refuses as it does without memory
    with pytest.raises(VaultError, match="memory"):
        stretch(b"words", bytes(16), Stretching(1, 8, 64))


def test_a_kind_that_was_never_set_is_told(vault: Vault, tmp_path: Path) -> None:
    with pytest.raises(VaultError, match="not opened by the keyring, but by a passphrase"):
        Vault.open(tmp_path, Keyring())


def test_a_library_without_its_keys_is_not_given_new_ones(tmp_path: Path) -> None:
    (tmp_path / "memory.db").write_bytes(b"rows")
    with pytest.raises(VaultError, match="are gone"):
        Vault.create(tmp_path, WORDS)
    assert not Vault.exists(tmp_path)


def test_a_failed_write_leaves_the_old_header(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (tmp_path / FILE_NAME).read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DataDirError, match="No space left"):
        vault.change_key_source(Passphrase("another", QUICK))
    assert (tmp_path / FILE_NAME).read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]
    with pytest.raises(WrongPassphraseError):
        Vault.open(tmp_path, Passphrase("another", QUICK))


def test_writing_where_nothing_can_be_written(tmp_path: Path) -> None:
    with pytest.raises(DataDirError):
        write_header(tmp_path / "missing", Header(b"", b"", ()))


def test_a_new_recovery_code_replaces_the_old_one(tmp_path: Path) -> None:
    vault, old = Vault.create(tmp_path, WORDS)
    new = vault.new_recovery_code()
    assert Vault.open(tmp_path, RecoveryCode(new)).key("blobs") == vault.key("blobs")
    with pytest.raises(WrongPassphraseError, match="replaced"):
        Vault.open(tmp_path, RecoveryCode(old))


def test_a_mistyped_code_is_told_apart_from_a_wrong_one(tmp_path: Path) -> None:
    _, code = Vault.create(tmp_path, WORDS)
    swapped = code[1] + code[0] + code[2:] if code[0] != code[1] else "0" + code[1:]
    for typed in (swapped, code[:-1], "U" + code[1:]):
        with pytest.raises(MistypedCodeError):
            RecoveryCode(typed)
    with pytest.raises(WrongPassphraseError) as caught:
        Vault.open(tmp_path, RecoveryCode(to_code(new_secret())))
    assert not isinstance(caught.value, MistypedCodeError)


def test_codes_forgive_lookalikes_and_spaces() -> None:
    secret = bytes(16)
    code = to_code(secret)
    assert len(code.split("-")) == 8
    assert to_secret(f"  {code.lower().replace('0', 'o').replace('-', ' ')} ") == secret


def test_spellings_of_one_passphrase_are_the_same(tmp_path: Path) -> None:
    Vault.create(tmp_path, Passphrase("caf\u00e9", QUICK))
    Vault.open(tmp_path, Passphrase("cafe\u0301"))


def test_an_empty_passphrase_is_refused() -> None:
    with pytest.raises(UsageError):
        Passphrase("  ")


def test_key_files_that_cannot_be_used(tmp_path: Path) -> None:
    with pytest.raises(VaultError, match="cannot be read"):
        key_file(tmp_path / "missing")
    for content in (b" \n", b"x" * 1_100_000):
        (tmp_path / "key").write_bytes(content)
        with pytest.raises(VaultError, match="empty or larger"):
            key_file(tmp_path / "key")


def test_secrets_do_not_show_in_a_traceback(tmp_path: Path) -> None:
    _, code = Vault.create(tmp_path, WORDS)
    assert "lamps" not in repr(WORDS)
    assert code not in repr(RecoveryCode(code))
