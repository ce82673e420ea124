"""Opaque names for segments and collections: made under a key, so that they tell nothing."""

from collections.abc import Iterable, Sequence

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB

from services.records import SegmentId
from services.vault.derivation import subkey

_BLOCK = 16


class Names:
    """Turns segment ids into names of 32 hex digits and back, under a 256-bit key.

    Each id is one block of AES, which for single blocks is a keyed permutation: names do not
    repeat, do not show order or number, and need no table.
    """

    def __init__(self, key: bytes) -> None:
        self._cipher = Cipher(AES(key), ECB())  # noqa: S305 - single blocks, never a message

    def of(self, ids: Iterable[SegmentId]) -> list[str]:
        """The names of ids, in order."""
        encryptor = self._cipher.encryptor()
        plain = b"".join(int(i).to_bytes(_BLOCK, "big") for i in ids)
        sealed = encryptor.update(plain) + encryptor.finalize()
        return [sealed[at : at + _BLOCK].hex() for at in range(0, len(sealed), _BLOCK)]

    def ids(self, names: Sequence[str]) -> list[SegmentId]:
        """The ids of names, in order; 0 for a name that was not made under this key."""
        try:
            sealed = bytes.fromhex("".join(names))
        except ValueError:
            return [SegmentId(0)] * len(names)
        if len(sealed) != _BLOCK * len(names):
            return [SegmentId(0)] * len(names)
        decryptor = self._cipher.decryptor()
        plain = decryptor.update(sealed) + decryptor.finalize()
        blocks = (plain[at : at + _BLOCK] for at in range(0, len(plain), _BLOCK))
        # a row id has eight bytes: a foreign name decrypts to more (but for one in 2^64)
        return [
            SegmentId(int.from_bytes(block, "big") if not any(block[:8]) else 0) for block in blocks
        ]


def owner_of(key: bytes) -> str:
    """With what the names of all collections under a key begin."""
    return f"afterimage-{subkey(key, b'', 'collections').hex()[:12]}-"


def prefix_of(key: bytes, model_id: str) -> str:
    """With what the names of one model's collections begin."""
    return f"{owner_of(key)}{subkey(key, b'', f'model {model_id}').hex()[:12]}-"
