"""Keeps a secret in the keyring of the operating system, and never in a plain file."""

import base64
import logging
import os
import threading
from collections.abc import Callable
from typing import NoReturn, TypeVar

import keyring
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.errors import KeyringError

from services.errors import KeyringMissingError, VaultError
from services.vault.sealing import KEY_BYTES

_log = logging.getLogger("vault")
_SERVICE = "Afterimage"
# A locked keyring asks the person, who may look for a password; one that hangs asks nobody.
ANSWER_S = 60.0
PROBE_S = 20.0
T = TypeVar("T")
# Only stores that the system itself guards. Others (plain files, "null") would keep the key in
# the open, or lose it, without a word.
_TRUSTED = frozenset(
    f"keyring.backends.{name}"
    for name in ("SecretService", "kwallet", "libsecret", "macOS", "Windows")
)


def find_keyring() -> KeyringBackend:
    """The system's keyring; raises ``KeyringMissingError`` where there is none to trust."""
    backend = keyring.get_keyring()
    candidates = list(backend.backends) if isinstance(backend, ChainerBackend) else [backend]
    for candidate in candidates:
        if type(candidate).__module__ in _TRUSTED:
            return candidate
    raise KeyringMissingError(
        "This computer has no keyring that could guard the key.",
        "Use a passphrase, or a key file with --key-file.",
    )


def keyring_works() -> bool:
    """Whether there is a keyring to trust and it answers; a locked one may ask to be unlocked."""
    try:
        _read("no entry of this name", PROBE_S)
    except KeyringMissingError:
        return False
    return True


def store_secret(name: str) -> bytes:
    """Make a random 256-bit secret, keep it under a name, and return it.

    Raises ``KeyringMissingError`` where no keyring works, also where one forgets at once.
    """
    secret = os.urandom(KEY_BYTES)
    text = base64.b64encode(secret).decode()
    try:
        _answered(lambda: find_keyring().set_password(_SERVICE, name, text), ANSWER_S)
    except backend_errors() as error:
        raise _refused() from error
    if load_secret(name) != secret:
        raise _refused()
    return secret


def load_secret(name: str) -> bytes:
    """The secret kept under a name.

    Raises ``KeyringMissingError`` where no keyring works, ``VaultError`` where it has no such
    secret.
    """
    text = _read(name)
    try:
        secret = base64.b64decode(text or "", validate=True)
    except ValueError:  # neither base 64 nor even ASCII
        _raise_lost()
    if len(secret) != KEY_BYTES:
        _raise_lost()
    return secret


def _read(name: str, limit_s: float | None = None) -> str | None:
    try:
        return _answered(lambda: find_keyring().get_password(_SERVICE, name), limit_s or ANSWER_S)
    except backend_errors() as error:
        raise _refused() from error


def remove_secret(name: str) -> None:
    """Take a secret out of the keyring; where that fails, what is left opens nothing any more."""
    try:
        _answered(lambda: find_keyring().delete_password(_SERVICE, name), ANSWER_S)
    except KeyringMissingError:
        return
    except backend_errors():
        _log.warning("an old entry of the keyring could not be removed")


def backend_errors() -> tuple[type[Exception], ...]:
    """What a keyring may raise besides its own errors: the bus goes away, a prompt is closed."""
    try:
        from secretstorage.exceptions import SecretStorageException
    except ImportError:  # only Linux has it
        return (KeyringError, OSError)
    return (KeyringError, OSError, SecretStorageException)


def _answered(ask: Callable[[], T], limit_s: float) -> T:
    """What a keyring says, in time: one behind a bus that hangs says nothing for ever.

    A thread that is left waiting ends with the program. Raises ``KeyringMissingError`` where no
    answer came.
    """
    said: list[T] = []
    failed: list[BaseException] = []

    def work() -> None:
        try:
            said.append(ask())
        except BaseException as error:  # noqa: BLE001 - the edge of the thread; it is raised below
            failed.append(error)

    thread = threading.Thread(target=work, name="keyring", daemon=True)
    thread.start()
    thread.join(limit_s)
    if failed:
        raise failed[0]
    if not said:
        raise KeyringMissingError(
            f"The keyring of this computer did not answer for {round(limit_s)} seconds.",
            "Log in anew and try again, or use a passphrase or the recovery code.",
        )
    return said[0]


def _refused() -> KeyringMissingError:
    return KeyringMissingError(
        "The keyring of this computer did not answer or is locked.",
        "Unlock it and try again, or use a passphrase or a key file with --key-file.",
    )


def _raise_lost() -> NoReturn:
    raise VaultError(
        "The keyring of this computer has no key for this vault.",
        "Open it with the recovery code, then choose a key source again.",
    )
