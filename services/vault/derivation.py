"""Makes keys: subkeys from a strong key, and a key from what a person can remember."""

from dataclasses import dataclass

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from services.errors import VaultError
from services.vault.sealing import KEY_BYTES

_MOST_MEMORY_KIB = 4 * 1024 * 1024  # a header that asks for more is damaged or hostile
_MOST_ROUNDS = 100
_MOST_LANES = 64


@dataclass(frozen=True, slots=True)
class Stretching:
    """How hard a passphrase is stretched: Argon2id's rounds, memory in KiB and lanes.

    The default is the second recommended choice of RFC 9106, section 4 (64 MiB, three rounds).
    """

    rounds: int = 3
    memory_kib: int = 64 * 1024
    lanes: int = 4


STANDARD = Stretching()


def subkey(key: bytes, salt: bytes, purpose: str) -> bytes:
    """A 256-bit key of its own for one purpose, by HKDF-SHA256 (RFC 5869)."""
    info = b"afterimage/" + purpose.encode()
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=info).derive(key)


def stretch(passphrase: bytes, salt: bytes, how: Stretching) -> bytes:
    """A 256-bit key from a passphrase by Argon2id (RFC 9106).

    Raises ``VaultError`` where the numbers make no sense or the machine lacks the memory.
    """
    limits = (
        (how.rounds, _MOST_ROUNDS),
        (how.memory_kib, _MOST_MEMORY_KIB),
        (how.lanes, _MOST_LANES),
    )
    if any(not 1 <= value <= most for value, most in limits):
        raise VaultError("The vault's header is damaged.", "Restore it from a backup.")
    try:
        return hash_secret_raw(
            passphrase,
            salt,
            time_cost=how.rounds,
            memory_cost=how.memory_kib,
            parallelism=how.lanes,
            hash_len=KEY_BYTES,
            type=Type.ID,
        )
    except HashingError:
        raise VaultError(
            "There is too little free memory to check the passphrase.",
            f"Close other programs so that {how.memory_kib // 1024} MB are free, and try again.",
        ) from None
