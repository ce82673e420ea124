"""What of a folder is left out: hidden and system names, and what rules or `.gitignore` say."""

from collections.abc import Sequence
from dataclasses import dataclass

from pathspec import GitIgnoreSpec

from services.reading.documents.kinds import ending_of, may_hold_text

RULES_FILE = ".gitignore"
_MOST_RULES_BYTES = 256_000  # more is no list that a person wrote
# What systems keep at the top of drives, and folders that hold no files of a person.
_SYSTEM_NAMES = frozenset(
    ("lost+found", "$recycle.bin", "system volume information", "__macosx", "recycler")
)
_SYSTEM_FOLDERS = ("/proc", "/sys", "/dev", "/run", "/boot")


@dataclass(frozen=True, slots=True)
class Limits:
    """What the settings leave out: rules in `.gitignore` syntax, and endings without the dot."""

    rules: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    follow_gitignore: bool = True
    pictures: bool = True
    archives: bool = True


class Ignoring:
    """Answers for one folder what a walk leaves out in it; ``enter`` gives that of a folder inside.

    As in git the rules of the deepest folder that says anything decide, and what lies in a folder
    that is left out cannot be taken in again.
    """

    __slots__ = ("_folder", "_limits", "_outer", "_spec", "_top")

    def __init__(
        self,
        limits: Limits,
        folder: str,
        spec: GitIgnoreSpec | None = None,
        outer: "Ignoring | None" = None,
    ) -> None:
        self._limits = limits
        self._folder = folder
        self._spec = spec
        self._outer = outer
        self._top = len(folder.rstrip("/")) + 1

    @staticmethod
    def of(limits: Limits, root: str) -> "Ignoring":
        """The rules at the top of a watched folder: those of the settings, then its own file."""
        return Ignoring(limits, root, _spec_of(limits.rules)).enter(root)

    def enter(self, folder: str) -> "Ignoring":
        """The rules inside a folder, with its own `.gitignore` where it has one."""
        if not self._limits.follow_gitignore:
            return self
        spec = _spec_of(_lines_of(f"{folder}/{RULES_FILE}"))
        return self if spec is None else Ignoring(self._limits, folder, spec, self)

    def leaves_out_folder(self, path: str, name: str) -> bool:
        """Whether a walk passes by a folder."""
        if name.startswith(".") or name.casefold() in _SYSTEM_NAMES or path in _SYSTEM_FOLDERS:
            return True
        return self._matches(path + "/")

    def leaves_out_file(self, path: str, name: str) -> bool:
        """Whether a walk passes by a file."""
        limits = self._limits
        if not may_hold_text(name, pictures=limits.pictures, archives=limits.archives):
            return True
        if limits.endings and ending_of(name) in limits.endings:
            return True
        return self._matches(path)

    def _matches(self, path: str) -> bool:
        level: Ignoring | None = self
        while level is not None:
            if level._spec is not None:
                said = level._spec.check_file(path[level._top :]).include
                if said is not None:
                    return said
            level = level._outer
        return False


def _spec_of(lines: Sequence[str]) -> GitIgnoreSpec | None:
    """The rules of some lines; lines that are none are passed over, as git does."""
    try:
        return GitIgnoreSpec.from_lines(lines) if lines else None
    except ValueError:
        return GitIgnoreSpec.from_lines(filter(_is_rule, lines))


def _is_rule(line: str) -> bool:
    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True


def _lines_of(path: str) -> Sequence[str]:
    """The rules in a file; none where there is none or where it cannot be read as text."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:  # noqa: PTH123 - a hot path
            return file.read(_MOST_RULES_BYTES).splitlines()
    except OSError:
        return ()
