"""The ways to open a vault: keyring, passphrase, key file, both together, and the recovery code."""

import os
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from services.errors import UsageError, VaultError
from services.vault.derivation import STANDARD, Stretching, stretch, subkey
from services.vault.header import RECOVERY, Slot
from services.vault.keyrings import load_secret, remove_secret, store_secret
from services.vault.recovery import to_secret

KEYRING = "keyring"
PASSPHRASE = "passphrase"  # noqa: S105 - the name of a kind of key, not a key
BOTH = "keyring+passphrase"
_MOST_KEY_FILE_BYTES = 1024 * 1024


class KeySource(Protocol):
    """Provides the 256-bit key under which a slot's copy of the vault key is sealed."""

    @property
    def kind(self) -> str:
        """Which slots it opens: keyring, passphrase, keyring+passphrase, recovery."""
        ...

    def numbers(self) -> Mapping[str, int]:
        """What a new slot must remember besides its salt."""
        ...

    def enrol(self, name: str, salt: bytes) -> bytes:
        """The key for a new slot of this name; may leave a secret in the keyring."""
        ...

    def unlock(self, slot: Slot) -> bytes:
        """The key for a slot that was made earlier; raises ``VaultError`` where it has none."""
        ...


@dataclass(frozen=True)
class Passphrase:
    """What a person typed, stretched by Argon2id. Unicode spellings of one text are the same."""

    text: str = field(repr=False)
    stretching: Stretching = STANDARD
    kind: str = field(default=PASSPHRASE, init=False)

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise UsageError("The passphrase is empty.", "Choose one of several words.")

    def numbers(self) -> Mapping[str, int]:
        """The parameters of stretching."""
        how = self.stretching
        return {"rounds": how.rounds, "memory_kib": how.memory_kib, "lanes": how.lanes}

    def enrol(self, name: str, salt: bytes) -> bytes:  # noqa: ARG002 - the protocol's shape
        """Stretch the passphrase as this source was told to."""
        return stretch(self._bytes(), salt, self.stretching)

    def unlock(self, slot: Slot) -> bytes:
        """Stretch the passphrase as the slot says."""
        return stretch(self._bytes(), slot.salt, _stretching_of(slot))

    def _bytes(self) -> bytes:
        # a key file may hold bytes that are no text; they come through here unchanged
        return unicodedata.normalize("NFKC", self.text).encode("utf-8", "surrogateescape")


def key_file(path: Path, stretching: Stretching = STANDARD) -> Passphrase:
    """The passphrase in a file, without the white space around it.

    Raises ``VaultError`` where the file cannot be read, is empty, or is no key file by its size.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_KEY_FILE_BYTES + 1)
    except OSError as error:
        raise VaultError(
            f"The key file cannot be read ({error.strerror}).", "Check the path after --key-file."
        ) from error
    if not content.strip() or len(content) > _MOST_KEY_FILE_BYTES:
        raise VaultError(
            "The key file is empty or larger than a key can be.", "Check the path after --key-file."
        )
    return Passphrase(content.decode("utf-8", "surrogateescape").strip(), stretching)


@dataclass(frozen=True)
class Keyring:
    """A random secret in the keyring of the operating system."""

    kind: str = field(default=KEYRING, init=False)

    def numbers(self) -> Mapping[str, int]:
        """Nothing: the secret is strong by itself."""
        return {}

    def enrol(self, name: str, salt: bytes) -> bytes:
        """Put a new secret in the keyring; raises ``KeyringMissingError`` without one."""
        return subkey(store_secret(name), salt, KEYRING)

    def unlock(self, slot: Slot) -> bytes:
        """Ask the keyring; raises ``KeyringMissingError`` or ``VaultError`` where it has none."""
        return subkey(load_secret(slot.name), slot.salt, KEYRING)


@dataclass(frozen=True)
class KeyringAndPassphrase:
    """Both are needed: a stolen disk lacks the one, an open session the other."""

    passphrase: Passphrase
    kind: str = field(default=BOTH, init=False)

    def numbers(self) -> Mapping[str, int]:
        """The parameters of stretching."""
        return self.passphrase.numbers()

    def enrol(self, name: str, salt: bytes) -> bytes:
        """Put a new secret in the keyring and mix it with the passphrase."""
        return subkey(store_secret(name) + self.passphrase.enrol(name, salt), salt, BOTH)

    def unlock(self, slot: Slot) -> bytes:
        """Ask the keyring and mix with the passphrase."""
        return subkey(load_secret(slot.name) + self.passphrase.unlock(slot), slot.salt, BOTH)


@dataclass(frozen=True)
class RecoveryCode:
    """The code shown when the vault was made; a mistyped one raises ``MistypedCodeError``."""

    code: str = field(repr=False)
    kind: str = field(default=RECOVERY, init=False)

    def __post_init__(self) -> None:
        to_secret(self.code)

    def numbers(self) -> Mapping[str, int]:
        """Nothing: the code is strong by itself."""
        return {}

    def enrol(self, name: str, salt: bytes) -> bytes:  # noqa: ARG002 - the protocol's shape
        """The key that the code stands for."""
        return subkey(to_secret(self.code), salt, RECOVERY)

    def unlock(self, slot: Slot) -> bytes:
        """The key that the code stands for."""
        return self.enrol(slot.name, slot.salt)


def discard(slot: Slot) -> None:
    """Remove what a slot that is no longer used left outside the header."""
    if slot.kind in {KEYRING, BOTH}:
        remove_secret(slot.name)


def new_salt() -> bytes:
    """128 random bits that make every slot's key its own."""
    return os.urandom(16)


def _stretching_of(slot: Slot) -> Stretching:
    try:
        return Stretching(slot.numbers["rounds"], slot.numbers["memory_kib"], slot.numbers["lanes"])
    except KeyError:
        raise VaultError("The vault's header is damaged.", "Restore it from a backup.") from None
