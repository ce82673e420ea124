"""Reads the lock: pinned requirements with their hashes."""

import re
from dataclasses import dataclass

_NAME = re.compile(r"^(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?==(?P<version>[^\s;\\]+)")
_ADDRESS = re.compile(r"(^|\s)(--(extra-)?index-url|--find-links|--index|-i|-f)\b|\w+://")


@dataclass(frozen=True)
class Requirement:
    """One pinned requirement: its normalised name, version and its lines in the lock."""

    name: str
    version: str
    text: str


def parse(lock_text: str) -> list[Requirement]:
    """Split a lock into its requirements.

    Raises ``ValueError`` where a line is neither a comment nor a pinned requirement.
    """
    blocks: list[list[str]] = []
    for line in lock_text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line[0].isspace():
            if not blocks:
                raise ValueError(f"the lock continues a requirement that never began: {line!r}")
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return [_requirement(block) for block in blocks]


def _requirement(lines: list[str]) -> Requirement:
    found = _NAME.match(lines[0])
    if found is None:
        raise ValueError(f"not a pinned requirement: {lines[0]!r}")
    name = re.sub(r"[-_.]+", "-", found["name"]).lower()
    return Requirement(name, found["version"], "\n".join(lines) + "\n")


def without(requirements: list[Requirement], name: str) -> str:
    """The lock's text with one requirement left out."""
    return "".join(each.text for each in requirements if each.name != name)


def find(requirements: list[Requirement], name: str) -> Requirement:
    """The requirement of that name.

    Raises ``ValueError`` where the lock has none.
    """
    for each in requirements:
        if each.name == name:
            return each
    raise ValueError(f"the lock has no {name}")


def strip_addresses(lock_text: str) -> str:
    """Drop every line that names where packages come from: hashes say what, not where."""
    kept = [line for line in lock_text.splitlines() if not _ADDRESS.search(line)]
    return "\n".join(kept) + "\n"
