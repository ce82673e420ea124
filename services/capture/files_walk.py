"""Finds the files of a folder that are worth reading, without following links in circles."""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from services.cancel import CancelToken
from services.capture.ignoring import RULES_FILE, Ignoring, Limits
from services.vault.header import FILE_NAME as HEADER


@dataclass(frozen=True, slots=True)
class Found:
    """A file as it stands on disk; times are UTC milliseconds."""

    path: str
    size_bytes: int
    modified_ms: int

    def is_as(self, size_bytes: int, modified_ms: int) -> bool:
        """Whether it stands as it did when it had this size and time."""
        return (self.size_bytes, self.modified_ms) == (size_bytes, modified_ms)


@dataclass(slots=True)
class Walk:
    """What a walk through folders found; ``closed`` are folders that could not be listed."""

    files: list[Found] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    roots: list[str] = field(default_factory=list)
    entries: int = 0

    def saw(self, path: str) -> bool:
        """Whether the walk looked where this path lies, so that its absence means it is gone."""
        return _below_any(path, self.roots) and not _below_any(path, self.closed)


class Walker:
    """Walks folders by the limits of the settings; libraries of our own are left out."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    def walk(self, roots: Iterable[Path], cancel: CancelToken | None = None) -> Walk:
        """All files below the folders; links, which lead in circles or elsewhere, are left.

        Raises ``Cancelled`` between two folders.
        """
        walk = Walk()
        for root in roots:
            walk.roots.append(str(root))
            self._list(Ignoring.of(self._limits, str(root)), str(root), walk, cancel)
        return walk

    def within(self, folder: Path, root: Path, cancel: CancelToken | None = None) -> Walk:
        """Like ``walk`` from ``root``, but only what lies in a folder below it."""
        walk = Walk(roots=[str(folder)])
        rules = self._rules_at(folder, root)
        if rules is not None:
            self._list(rules.enter(str(folder)) if folder != root else rules, str(folder), walk,
                       cancel)  # fmt: skip
        return walk

    def wants(self, path: Path, root: Path) -> bool:
        """Whether a walk from ``root`` would come upon this file and open it."""
        rules = self._rules_at(path.parent, root)
        if rules is None:
            return False
        if path.parent != root:
            rules = rules.enter(str(path.parent))
        return not rules.leaves_out_file(str(path), path.name)

    def _rules_at(self, folder: Path, root: Path) -> Ignoring | None:
        """The rules that hold for a folder's own name, or None where a walk would not enter it."""
        rules = Ignoring.of(self._limits, str(root))
        at = root
        if (at / HEADER).exists():
            return None
        for name in folder.relative_to(root).parts:
            rules = rules if at == root else rules.enter(str(at))
            at /= name
            if rules.leaves_out_folder(str(at), name) or (at / HEADER).exists():
                return None
        return rules

    def _list(self, rules: Ignoring, root: str, walk: Walk, cancel: CancelToken | None) -> None:
        folders = [(root, rules)]
        while folders:
            if cancel is not None:
                cancel.check()
            folder, rules = folders.pop()
            try:
                entries = sorted(os.scandir(folder), key=_name)
            except OSError:
                walk.closed.append(folder)
                continue
            walk.entries += len(entries)
            names = {entry.name for entry in entries}
            if HEADER in names:
                continue
            if folder != root and RULES_FILE in names:
                rules = rules.enter(folder)
            walk.files += _files(entries, rules)
            folders += [(path, rules) for path in reversed(_inner(entries, rules))]


def look(path: Path | str) -> Found | None:
    """The file at a path, or None where there is no regular file (any more)."""
    try:
        status = os.stat(path)  # noqa: PTH116 - a hot path
    except (OSError, ValueError):
        return None
    return _found(str(path), status)


def _found(path: str, status: os.stat_result) -> Found | None:
    if not stat.S_ISREG(status.st_mode):
        return None
    return Found(path, status.st_size, status.st_mtime_ns // 1_000_000)


def _name(entry: "os.DirEntry[str]") -> str:
    return entry.name


def _files(entries: Iterable["os.DirEntry[str]"], rules: Ignoring) -> Iterator[Found]:
    for entry in entries:
        try:
            if not entry.is_file(follow_symlinks=False):
                continue
            if rules.leaves_out_file(entry.path, entry.name):
                continue
            found = _found(entry.path, entry.stat(follow_symlinks=False))
        except OSError:  # a file may go between the listing and the look
            continue
        if found is not None:
            yield found


def _inner(entries: Iterable["os.DirEntry[str]"], rules: Ignoring) -> list[str]:
    return [
        entry.path
        for entry in entries
        if entry.is_dir(follow_symlinks=False)
        and not rules.leaves_out_folder(entry.path, entry.name)
    ]


def _below_any(path: str, folders: Iterable[str]) -> bool:
    return any(path == f or path.startswith(f.rstrip("/") + "/") for f in folders)
