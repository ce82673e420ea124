"""The vault: one random key from which every other key of a library comes."""

import hmac
import os
import secrets
import threading
from dataclasses import replace
from pathlib import Path
from typing import Self

from services.errors import VaultError, VaultLockedError, WrongPassphraseError
from services.said import said
from services.vault.derivation import subkey
from services.vault.header import FILE_NAME, RECOVERY, Header, Slot, read_header, write_header
from services.vault.keysources import (
    BOTH,
    KEYRING,
    PASSPHRASE,
    KeySource,
    RecoveryCode,
    discard,
    new_salt,
)
from services.vault.recovery import new_secret, to_code
from services.vault.sealing import KEY_BYTES, Sealer

_WORDS = {
    KEYRING: said("the keyring"),
    PASSPHRASE: said("a passphrase"),
    BOTH: said("the keyring and a passphrase"),
    RECOVERY: said("the recovery code"),
}
_CHECK = "check"
_DATABASE = "memory.db"


class Vault:
    """An open vault. Keys are taken from it when needed, and it can be locked at any time.

    Python may keep copies of a key in memory that cannot be wiped; ``lock`` wipes the one that
    everything else comes from.
    """

    def __init__(self, folder: Path, header: Header, key: bytes) -> None:
        self._folder = folder
        self._header = header
        self._key = bytearray(key)
        self._guard = threading.Lock()

    @staticmethod
    def exists(folder: Path) -> bool:
        """Whether a vault was made in this data folder."""
        return (folder / FILE_NAME).is_file()

    @staticmethod
    def kind_of(folder: Path) -> str:
        """What opens the vault: ``keyring``, ``passphrase`` or ``keyring+passphrase``.

        Raises ``VaultError`` where there is none or its header is damaged.
        """
        return read_header(folder).main_slot().kind

    @classmethod
    def create(cls, folder: Path, unlock: KeySource) -> tuple[Self, str]:
        """Make a vault in an existing folder; returns it and the recovery code, shown only now.

        Raises ``VaultError`` where there is one already, ``KeyringMissingError`` where the keyring
        is wanted and missing, and ``DataDirError`` where the header cannot be written.
        """
        if cls.exists(folder):
            raise VaultError(
                "This folder already has a vault.", "Open it, or choose another folder."
            )
        if (folder / _DATABASE).exists():
            raise VaultError(
                f"This folder has a library but its keys ({FILE_NAME}) are gone.",
                "Restore that file from a backup, or choose another data folder.",
            )
        key, vault_id = os.urandom(KEY_BYTES), os.urandom(16)
        code = to_code(new_secret())
        check = subkey(key, vault_id, _CHECK)
        recovery = _make_slot(key, vault_id, RecoveryCode(code))
        main = _make_slot(key, vault_id, unlock)
        vault = cls(folder, Header(vault_id, check, ()), key)
        vault._replace_slots((main, recovery), new=main)
        return vault, code

    @classmethod
    def open(cls, folder: Path, unlock: KeySource) -> Self:
        """Open the vault in a folder; nothing on disk changes.

        Raises ``WrongPassphraseError``, ``KeyringMissingError``, or ``VaultError`` where there is
        no vault, the header is damaged, or this kind of key was never set.
        """
        header = read_header(folder)
        slots = [slot for slot in header.slots if slot.kind == unlock.kind]
        if not slots:
            given = _WORDS.get(unlock.kind, unlock.kind)
            wanted = _WORDS.get(header.main_slot().kind, header.main_slot().kind)
            raise VaultError(f"This vault is not opened by {given}, but by {wanted}.")
        key = _unwrap(header.vault_id, slots[0], unlock)
        if not hmac.compare_digest(subkey(key, header.vault_id, _CHECK), header.check):
            raise VaultError("The vault's header is damaged.", "Restore it from a backup.")
        return cls(folder, header, key)

    @property
    def kind(self) -> str:
        """The kind of key source in daily use."""
        return self._header.main_slot().kind

    @property
    def locked(self) -> bool:
        """Whether the key was dropped."""
        return not self._key

    def key(self, purpose: str) -> bytes:
        """The 256-bit subkey for "database", "blobs", "vectors", "hashes" or another purpose.

        Raises ``VaultLockedError`` once the vault is locked.
        """
        return subkey(self._open_key(), self._header.vault_id, f"vault/{purpose}")

    def change_key_source(self, unlock: KeySource) -> None:
        """Let another key source open the vault from now on, in place of the present one.

        The recovery code stays. Raises as ``create`` does; then all stays as it was.
        """
        slot = _make_slot(self._open_key(), self._header.vault_id, unlock)
        old = [s for s in self._header.slots if s.kind != RECOVERY]
        kept = tuple(s for s in self._header.slots if s.kind == RECOVERY)
        self._replace_slots((slot, *kept), new=slot)
        for gone in old:
            discard(gone)

    def new_recovery_code(self) -> str:
        """Make and return a new recovery code; the old one no longer opens the vault."""
        code = to_code(new_secret())
        slot = _make_slot(self._open_key(), self._header.vault_id, RecoveryCode(code))
        kept = tuple(s for s in self._header.slots if s.kind != RECOVERY)
        self._replace_slots((*kept, slot), new=slot)
        return code

    def lock(self) -> None:
        """Wipe and drop the key; every later use raises ``VaultLockedError``."""
        with self._guard:
            self._key[:] = bytes(len(self._key))
            self._key.clear()

    def _open_key(self) -> bytes:
        with self._guard:
            if not self._key:
                raise VaultLockedError("The vault is locked.", "Unlock it to go on.")
            return bytes(self._key)

    def _replace_slots(self, slots: tuple[Slot, ...], new: Slot) -> None:
        changed = replace(self._header, slots=slots)
        try:
            write_header(self._folder, changed)
        except BaseException:
            discard(new)
            raise
        self._header = changed


def _make_slot(key: bytes, vault_id: bytes, source: KeySource) -> Slot:
    # Each slot has a name of its own, so that a new keyring entry never overwrites the one that
    # the header on disk still needs.
    name, salt = secrets.token_hex(16), new_salt()
    sealed = Sealer(source.enrol(name, salt)).seal(key, _context(vault_id, source.kind, name))
    return Slot(name, source.kind, salt, sealed, source.numbers())


def _unwrap(vault_id: bytes, slot: Slot, source: KeySource) -> bytes:
    sealer = Sealer(source.unlock(slot))
    try:
        return sealer.open(slot.wrapped, _context(vault_id, slot.kind, slot.name))
    except VaultError:
        raise _does_not_open(slot.kind) from None


def _does_not_open(kind: str) -> VaultError:
    if kind == KEYRING:
        return VaultError(
            "The key in the keyring does not open this vault.", "Use the recovery code instead."
        )
    if kind == RECOVERY:
        return WrongPassphraseError(
            "This recovery code belongs to another vault or was replaced.", "Use the newest one."
        )
    return WrongPassphraseError("The passphrase is wrong.", "Try again, or use the recovery code.")


def _context(vault_id: bytes, kind: str, name: str) -> bytes:
    return b"/".join((vault_id, kind.encode(), name.encode()))
