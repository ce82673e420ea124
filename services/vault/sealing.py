"""Seals bytes so that only the holder of the key can read them or change them unnoticed."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from services.errors import VaultError

KEY_BYTES = 32
_VERSION = b"\x01"
_NONCE_BYTES = 12
_TAG_BYTES = 16
OVERHEAD_BYTES = len(_VERSION) + _NONCE_BYTES + _TAG_BYTES
"""How much longer sealed bytes are than the plain ones."""


class Sealer:
    """AES-256-GCM under one key: version byte, random 96-bit nonce, ciphertext, tag.

    The context (a blob's name, say) is authenticated but not stored: what was sealed under one
    name does not open under another, so blobs cannot be swapped for one another on disk. Random
    nonces are safe for 2^32 messages a key (NIST SP 800-38D, 8.3), far beyond one person's frames.
    """

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise ValueError(f"a sealing key has {KEY_BYTES} bytes, not {len(key)}")
        self._cipher = AESGCM(key)

    def seal(self, plaintext: bytes, context: bytes) -> bytes:
        """Sealed bytes, ``OVERHEAD_BYTES`` longer than the plain ones and new at every call."""
        nonce = os.urandom(_NONCE_BYTES)
        return _VERSION + nonce + self._cipher.encrypt(nonce, plaintext, _VERSION + context)

    def open(self, sealed: bytes, context: bytes) -> bytes:
        """The plain bytes; raises ``VaultError`` where they were changed or the context differs."""
        if len(sealed) < OVERHEAD_BYTES or sealed[:1] != _VERSION:
            raise _unreadable()
        nonce, body = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        try:
            return self._cipher.decrypt(nonce, body, _VERSION + context)
        except InvalidTag:
            raise _unreadable() from None


def _unreadable() -> VaultError:
    return VaultError(
        "A sealed part of the library was changed or damaged and cannot be read.",
        "Run `doctor --repair`, or restore a backup.",
    )
