"""The data folder: where all of a library lies, for its owner alone, for one program at a time."""

import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from platformdirs import user_data_path

from services.errors import AlreadyRunningError, DataDirError
from services.said import said
from services.vault.header import FILE_NAME

PRIVATE_UMASK = 0o077
"""Set with ``os.umask`` before anything else, so that no file is ever made readable to others."""


def default_data_dir() -> Path:
    """The folder this system keeps a program's data in (``~/.local/share/afterimage`` on Linux)."""
    return user_data_path("afterimage", appauthor=False)


@dataclass(frozen=True, slots=True)
class DataDir:
    """The names of what lies in a data folder."""

    root: Path

    @property
    def header(self) -> Path:
        """The vault's header."""
        return self.root / FILE_NAME

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.root / "memory.db"

    @property
    def blobs(self) -> Path:
        """Sealed frames and texts of documents."""
        return self.root / "blobs"

    @property
    def vectors(self) -> Path:
        """The vector index."""
        return self.root / "vectors"

    @property
    def logs(self) -> Path:
        """Logs, which hold no captured text."""
        return self.root / "logs"

    def prepare(self) -> None:
        """Make the folders that are missing, for this user alone.

        Raises ``DataDirError`` where that is not possible or nothing can be written there.
        """
        try:
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            for folder in (self.blobs, self.vectors, self.logs):
                folder.mkdir(mode=0o700, exist_ok=True)
            writable = os.access(self.root, os.W_OK | os.X_OK)
        except OSError as error:
            raise _unusable(self.root, error.strerror or said("unknown error")) from error
        if not writable:
            raise _unusable(self.root, said("not writable"))

    def is_private(self) -> bool:
        """Whether other users of this computer are kept out of the folder."""
        return not stat.S_IMODE(self.root.stat().st_mode) & PRIVATE_UMASK

    def lock(self) -> "InstanceLock":
        """Take the folder for this program; see ``InstanceLock``."""
        return InstanceLock(self.root / "lock")


class InstanceLock:
    """Holds a data folder for one process, from construction to ``close``.

    The system drops the lock when the process ends, however it ends: a file that was left behind
    does no harm. Raises ``AlreadyRunningError`` with the other's process id where it is taken,
    ``DataDirError`` where the file cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise _unusable(path.parent, error.strerror or said("unknown error")) from error
        self._file: IO[bytes] = os.fdopen(descriptor, "r+b", buffering=0)
        if not _try_lock(self._file.fileno()):
            holder = self._file.read(32).decode("ascii", "replace").strip()
            self._file.close()
            raise AlreadyRunningError(
                f"Afterimage already has this library open (process {holder or 'unknown'}).",
                "Use its window, or quit it first.",
            )
        self._file.truncate(0)
        self._file.write(f"{os.getpid()}\n".encode())

    def close(self) -> None:
        """Give the folder back; a second call does nothing."""
        if not self._file.closed:
            self._file.truncate(0)
            self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


if sys.platform == "win32":  # pragma: no cover - the other half runs on every test machine
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        # far behind the content, because a locked stretch cannot be read by others
        os.lseek(descriptor, 1 << 30, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
        return True
else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _unusable(folder: Path, reason: str) -> DataDirError:
    return DataDirError(
        f"The data folder {folder} cannot be used ({reason}).",
        "Choose another with --data-dir, or correct its permissions.",
    )
