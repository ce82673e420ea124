"""Recovery codes: a secret that can be written on paper, with a check against typing errors."""

import hashlib
import os

from services.errors import MistypedCodeError

# Crockford's base 32: no I, L, O or U, so that nothing looks like something else on paper.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans(
    {"O": "0", "I": "1", "L": "1", "-": None, "\u2013": None, "\u2014": None}
)
_SECRET_BYTES = 16
_CHECK_BYTES = 4
_LETTERS = (_SECRET_BYTES + _CHECK_BYTES) * 8 // 5
_GROUP = 4


def new_secret() -> bytes:
    """128 random bits: what the code stands for; strong enough to need no stretching."""
    return os.urandom(_SECRET_BYTES)


def to_code(secret: bytes) -> str:
    """The secret and its checksum as eight groups of four letters."""
    number = int.from_bytes(secret + _checksum(secret))
    letters = "".join(_ALPHABET[number >> 5 * at & 31] for at in reversed(range(_LETTERS)))
    return "-".join(letters[at : at + _GROUP] for at in range(0, _LETTERS, _GROUP))


def to_secret(code: str) -> bytes:
    """The secret a typed code stands for; case, spaces and dashes do not matter.

    Raises ``MistypedCodeError`` where the code cannot have been given out like this.
    """
    letters = "".join(code.upper().split()).translate(_LOOKALIKES)
    if len(letters) != _LETTERS:
        raise MistypedCodeError(
            f"A recovery code has {_LETTERS} letters and digits; this one has {len(letters)}.",
            "Compare it with your note, group by group.",
        )
    if any(letter not in _ALPHABET for letter in letters):
        raise _mistyped()
    number = 0
    for letter in letters:
        number = number << 5 | _ALPHABET.index(letter)
    whole = number.to_bytes(_SECRET_BYTES + _CHECK_BYTES)
    secret = whole[:_SECRET_BYTES]
    if whole[_SECRET_BYTES:] != _checksum(secret):
        raise _mistyped()
    return secret


def _checksum(secret: bytes) -> bytes:
    return hashlib.sha256(b"afterimage recovery" + secret).digest()[:_CHECK_BYTES]


def _mistyped() -> MistypedCodeError:
    return MistypedCodeError(
        "The recovery code has a typing error.", "Compare it with your note, group by group."
    )
