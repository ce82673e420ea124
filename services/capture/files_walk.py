"""Finds the files of a folder that are worth reading, without following links in circles."""

import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from services.reading.documents.kinds import may_hold_text
from services.vault.header import FILE_NAME as HEADER


@dataclass(frozen=True, slots=True)
class Found:
    """A file as it stands on disk; times are UTC milliseconds."""

    path: Path
    size_bytes: int
    modified_ms: int


@dataclass(slots=True)
class Walk:
    """What a walk through folders found; ``closed`` are folders that could not be listed."""

    files: list[Found] = field(default_factory=list)
    closed: list[Path] = field(default_factory=list)
    roots: list[Path] = field(default_factory=list)

    def saw(self, path: Path) -> bool:
        """Whether the walk looked where this path lies, so that its absence means it is gone."""
        inside = any(path.is_relative_to(root) for root in self.roots)
        return inside and not any(path.is_relative_to(folder) for folder in self.closed)


class Walker:
    """Knows what is left out: hidden names, those of the setting, and libraries of our own."""

    def __init__(self, ignored: Iterable[str]) -> None:
        self._ignored = tuple(ignored)

    def walk(self, roots: Iterable[Path]) -> Walk:
        """All files below the folders; links, which lead in circles or elsewhere, are left."""
        walk = Walk()
        for root in roots:
            walk.roots.append(root)
            self._list(root, walk)
        return walk

    def wants(self, path: Path, root: Path) -> bool:
        """Whether a walk from ``root`` would come upon this path and open it."""
        below = path.relative_to(root)
        if any(self._left_out(name) for name in below.parts):
            return False
        folders = [root.joinpath(*below.parts[:depth]) for depth in range(len(below.parts))]
        return may_hold_text(path) and not any((own / HEADER).exists() for own in folders)

    def _list(self, root: Path, walk: Walk) -> None:
        folders = [root]
        while folders:
            folder = folders.pop()
            try:
                entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
            except OSError:
                walk.closed.append(folder)
                continue
            if any(entry.name == HEADER for entry in entries):
                continue
            kept = [entry for entry in entries if not self._left_out(entry.name)]
            walk.files += _files(kept)
            inner = [Path(entry.path) for entry in kept if entry.is_dir(follow_symlinks=False)]
            folders += reversed(inner)

    def _left_out(self, name: str) -> bool:
        hidden = name.startswith(".")
        return hidden or any(fnmatchcase(name, pattern) for pattern in self._ignored)


def look(path: Path) -> Found | None:
    """The file at a path, or None where there is no regular file (any more)."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    return Found(path, status.st_size, status.st_mtime_ns // 1_000_000)


def _files(entries: Iterable["os.DirEntry[str]"]) -> list[Found]:
    paths = [Path(entry.path) for entry in entries if entry.is_file(follow_symlinks=False)]
    # a file may go between the listing and the look
    return [found for found in map(look, filter(may_hold_text, paths)) if found is not None]
