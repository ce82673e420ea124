"""Sealed files under names that tell nothing: pictures and the text of documents."""

import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from services.errors import DataDirError, WorldError
from services.vault.sealing import Sealer

_SUFFIX = ".part"


class BlobStore:
    """Sealed bytes in a folder, one file each, under a random 128-bit name.

    A blob's name is bound into its seal, so that two files cannot be exchanged unnoticed.
    """

    def __init__(self, folder: Path, sealer: Sealer) -> None:
        self._folder = folder
        self._sealer = sealer

    def put(self, plain: bytes) -> str:
        """Seal and store; the file is on the disk when this returns. Raises ``DataDirError``."""
        name = secrets.token_hex(16)
        sealed = self._sealer.seal(plain, name.encode())
        path = self._path(name)
        part = path.with_name(path.name + _SUFFIX)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(part, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(sealed)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except OSError as error:
            with suppress(OSError):  # the first error is the one to tell
                part.unlink()
            raise DataDirError(
                f"A picture or text could not be stored ({error.strerror}).",
                "Check the free space and the folder's permissions.",
            ) from error
        return name

    def get(self, name: str) -> bytes:
        """The bytes again.

        Raises ``WorldError`` where the file is missing, ``VaultError`` where it is damaged.
        """
        try:
            sealed = self._path(name).read_bytes()
        except OSError as error:
            raise WorldError(
                "A stored picture or text is missing from the library's folder.",
                "Restore it from a backup, or run the check with repair.",
            ) from error
        return self._sealer.open(sealed, name.encode())

    def remove(self, name: str) -> None:
        """Delete a blob; nothing happens where it is gone already."""
        self._path(name).unlink(missing_ok=True)

    def exists(self, name: str) -> bool:
        """Whether the blob's file is there."""
        return self._path(name).exists()

    def names(self) -> Iterator[str]:
        """The names of all blobs, in no order."""
        for path in self._files():
            if not path.name.endswith(_SUFFIX):
                yield path.name

    def total_bytes(self) -> int:
        """Bytes of all blobs on disk."""
        return sum(path.stat().st_size for path in self._files())

    def remove_unfinished(self) -> int:
        """Delete files that a crash left half written; returns how many."""
        left = [path for path in self._files() if path.name.endswith(_SUFFIX)]
        for path in left:
            path.unlink()
        return len(left)

    def _files(self) -> Iterator[Path]:
        if self._folder.is_dir():
            for folder in self._folder.iterdir():
                yield from folder.iterdir()

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name
