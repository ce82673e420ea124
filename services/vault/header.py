"""Reads and writes ``vault.json``: which keys open the vault, with nothing secret in plain."""

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from services.errors import DataDirError, NewerDatabaseError, VaultError

VERSION = 1
FILE_NAME = "vault.json"
RECOVERY = "recovery"
_MOST_BYTES = 64 * 1024  # a real header has under 2 KB


@dataclass(frozen=True, slots=True)
class Slot:
    """One way to open the vault: the vault key, sealed under a key that this way provides.

    ``numbers`` are the parameters of stretching (empty where there is none).
    """

    name: str
    kind: str
    salt: bytes
    wrapped: bytes
    numbers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Header:
    """What ``vault.json`` holds: the vault's id, a value to check its key by, and the slots."""

    vault_id: bytes
    check: bytes
    slots: tuple[Slot, ...]

    def main_slot(self) -> Slot:
        """The slot of the key source in daily use (every header has one)."""
        return next(slot for slot in self.slots if slot.kind != RECOVERY)


def read_header(folder: Path) -> Header:
    """The header of the vault in a folder.

    Raises ``VaultError`` where it is missing or damaged, ``NewerDatabaseError`` where a newer
    program wrote it.
    """
    path = folder / FILE_NAME
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES)
    except FileNotFoundError:
        raise VaultError("There is no vault in this folder yet.") from None
    except OSError as error:
        raise DataDirError(f"The vault's header cannot be read ({error.strerror}).") from error
    try:
        return _parse(json.loads(content))
    except (ValueError, KeyError, TypeError, StopIteration):
        raise VaultError("The vault's header is damaged.", "Restore it from a backup.") from None


def write_header(folder: Path, header: Header) -> None:
    """Put the header in place of the old one, whole or not at all.

    Raises ``DataDirError`` where it cannot be written; the old header then stays as it was.
    """
    text = json.dumps(_to_json(header), indent=2)
    temporary = folder / f".{FILE_NAME}.{secrets.token_hex(4)}"
    try:
        try:
            _write_synced(temporary, text.encode())
            temporary.replace(folder / FILE_NAME)
        finally:
            temporary.unlink(missing_ok=True)
        _sync_folder(folder)
    except OSError as error:
        raise DataDirError(
            f"The vault's header cannot be written ({error.strerror}).",
            "Free some space, or choose another data folder.",
        ) from error


def _write_synced(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable; Windows has no such call and needs none."""
    if os.name == "posix":  # pragma: no branch
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _to_json(header: Header) -> dict[str, object]:
    return {
        "version": VERSION,
        "vault": header.vault_id.hex(),
        "check": header.check.hex(),
        "slots": [
            {
                "name": slot.name,
                "kind": slot.kind,
                "salt": slot.salt.hex(),
                "wrapped": slot.wrapped.hex(),
                "numbers": dict(slot.numbers),
            }
            for slot in header.slots
        ],
    }


def _parse(data: dict[str, object]) -> Header:
    version = data["version"]
    if not isinstance(version, int):
        raise TypeError(version)
    if version > VERSION:
        raise NewerDatabaseError(
            "This library was made by a newer version of Afterimage.", "Update the program."
        )
    slots = data["slots"]
    if not isinstance(slots, list):
        raise TypeError(slots)
    header = Header(
        bytes.fromhex(str(data["vault"])),
        bytes.fromhex(str(data["check"])),
        tuple(_parse_slot(slot) for slot in slots),
    )
    header.main_slot()
    return header


def _parse_slot(data: dict[str, object]) -> Slot:
    numbers = data["numbers"]
    if not isinstance(numbers, dict):
        raise TypeError(numbers)
    return Slot(
        str(data["name"]),
        str(data["kind"]),
        bytes.fromhex(str(data["salt"])),
        bytes.fromhex(str(data["wrapped"])),
        {str(name): int(value) for name, value in numbers.items()},
    )
