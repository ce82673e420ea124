"""One file with everything, sealed as it lies on disk; verified when made and when restored."""

import hashlib
import io
import json
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from services.cancel import CancelToken, Progress
from services.errors import DataDirError, WorldError
from services.said import said
from services.store import Store
from services.vault.datadir import DataDir

MANIFEST = "manifest.json"
_FORMAT = 1


def back_up(
    data: DataDir, store: Store, target: Path, progress: Progress, cancel: CancelToken
) -> dict[str, int]:
    """Write header, database and blobs into ``target``; returns ``files`` and ``bytes``.

    Nothing in it is readable without the vault's key. Vectors are left out: they are made again
    from the rows. Raises ``WorldError`` where the file cannot be written; none is left then.
    """
    partial = target.with_name(target.name + ".partial")
    try:
        with tempfile.TemporaryDirectory(dir=data.root, prefix="backup-") as folder:
            database = Path(folder) / data.database.name
            store.backup(database)
            counts = _write(data, database, partial, progress, cancel)
        verify(partial)
        partial.replace(target)
    except OSError as error:
        raise WorldError(
            f"The backup cannot be written ({error.strerror}).", "Check the place and its space."
        ) from error
    finally:
        partial.unlink(missing_ok=True)
    return counts


def _write(
    data: DataDir, database: Path, target: Path, progress: Progress, cancel: CancelToken
) -> dict[str, int]:
    sums: dict[str, str] = {}
    total = 0
    with tarfile.open(target, "x") as archive:
        for name, path in _members(data, database):
            cancel.check()
            sums[name] = _sum(path)
            archive.add(path, name, recursive=False, filter=_anonymous)
            total += path.stat().st_size
            progress(len(sums), 0, said("Backing up"))
        text = json.dumps({"format": _FORMAT, "sha256": sums}).encode()
        info = tarfile.TarInfo(MANIFEST)
        info.size = len(text)
        archive.addfile(info, io.BytesIO(text))
    return {"files": len(sums), "bytes": total}


def _members(data: DataDir, database: Path) -> Iterator[tuple[str, Path]]:
    yield data.header.name, data.header
    yield data.database.name, database
    for path in sorted(data.blobs.rglob("*")):
        if path.is_file():
            yield f"{data.blobs.name}/{path.relative_to(data.blobs).as_posix()}", path


def _anonymous(info: tarfile.TarInfo) -> tarfile.TarInfo:
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    info.mode = 0o600
    return info


def verify(path: Path) -> dict[str, str]:
    """Check every member against the manifest; returns the checksums by name.

    Raises ``WorldError`` where the file is damaged, cut short, or no backup.
    """
    found: dict[str, str] = {}
    told: dict[str, str] | None = None
    try:
        with tarfile.open(path, "r:") as archive:
            for info in archive:
                file = archive.extractfile(info)
                if file is None or not _is_ours(info.name):
                    raise ValueError(info.name)
                if info.name == MANIFEST:
                    told = json.load(file)["sha256"]
                else:
                    found[info.name] = _digest(file)
    except (tarfile.TarError, ValueError, KeyError, EOFError, OSError) as error:
        raise _damaged(path) from error
    if told is None or told != found:
        raise _damaged(path)
    return found


def restore_backup(path: Path, root: Path, progress: Progress) -> dict[str, int]:
    """Put a verified backup into a data folder that has no library yet; returns ``files``.

    Raises ``DataDirError`` where there is one already, ``WorldError`` where the backup is damaged.
    """
    data = DataDir(root)
    if data.header.exists() or data.database.exists():
        raise DataDirError(
            f"{root} has a library already.", "Restore into another folder with --data-dir."
        )
    names = verify(path)
    root.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=root.parent, prefix="restore-") as folder:
        with tarfile.open(path, "r:") as archive:
            for n, name in enumerate(names, 1):
                _take_out(archive, name, Path(folder) / name)
                progress(n, len(names), said("Restoring"))
        data.prepare()
        for name in names:
            target = root / name
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            shutil.move(Path(folder) / name, target)
    return {"files": len(names)}


def _take_out(archive: tarfile.TarFile, name: str, target: Path) -> None:
    """Write a member's bytes and nothing else of it: no owner, no mode, no link.

    ``TarFile.extract`` learned to leave these out (``filter``) only in Python 3.11.4.
    """
    source = archive.extractfile(name)
    if source is None:
        raise KeyError(name)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with source, target.open("wb") as file:
        shutil.copyfileobj(source, file)


def _is_ours(name: str) -> bool:
    parts = PurePosixPath(name).parts
    if ".." in parts or name.startswith("/"):
        return False
    return name in {MANIFEST, "vault.json", "memory.db"} or parts[:1] == ("blobs",)


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return _digest(file)


def _digest(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while piece := file.read(1 << 20):
        digest.update(piece)
    return digest.hexdigest()


def _damaged(path: Path) -> WorldError:
    return WorldError(f"{path.name} is damaged or no backup of Afterimage.", "Use another copy.")
