"""Reads the documents inside archives, within bounds that keep bombs from going off."""

import bz2
import gzip
import lzma
import posixpath
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from typing import Protocol

from services.errors import DocumentError
from services.reading.documents.blocks import Block, Draft, Source, damaged, encrypted, one_line
from services.reading.documents.kinds import ending_of, may_hold_text
from services.said import said

MOST_MEMBERS = 2_000
MOST_MEMBER_BYTES = 50_000_000
MOST_BYTES = 200_000_000  # of all members together
MOST_RATIO = 200  # text shrinks to a tenth, seldom to a hundredth
MOST_DEPTH = 2  # an archive in an archive
_SMALL_BYTES = 100_000  # whose ratio says nothing
_CHUNK_BYTES = 1_000_000
_ENCRYPTED = 0x1


class _File(Protocol):
    """What is unpacked as it is read."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


_SINGLE: dict[str, Callable[[BytesIO], _File]] = {
    "gz": lambda file: gzip.GzipFile(fileobj=file),
    "bz2": bz2.BZ2File,
    "xz": lzma.LZMAFile,
}
_BROKEN = (
    zipfile.BadZipFile, tarfile.TarError, lzma.LZMAError, zlib.error, EOFError, OSError,
    NotImplementedError, RuntimeError, ValueError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Member:
    """A file inside: its name, and how it is opened. ``locked`` needs a password."""

    name: str
    open: Callable[[], _File]
    locked: bool = False


def read_archive(source: Source, read: Callable[[Source], Draft]) -> Draft:
    """The documents inside, each a part of its own; ``read`` makes a draft of one.

    What cannot be read is counted and passed over. Raises ``DocumentError`` where nothing can be,
    and where the archive unpacks to more than it may.
    """
    if source.scope.depth >= MOST_DEPTH:
        raise DocumentError("Archives inside archives inside archives are not opened.")
    scope = replace(source.scope, depth=source.scope.depth + 1)
    room = min(MOST_BYTES, MOST_RATIO * max(len(source.content), _SMALL_BYTES))
    blocks: list[Block] = []
    failed: list[str] = []
    seen = 0
    try:
        with _opened(source) as members:
            for member in members:
                name = one_line(member.name.encode("utf-8", "replace").decode())
                seen += 1
                if seen > MOST_MEMBERS:
                    failed.append(said(f"more than {MOST_MEMBERS} files: the rest was left out"))
                    break
                content = _unpacked(member, room)
                room -= len(content)
                try:
                    draft = read(Source(posixpath.basename(member.name), content, scope))
                    blocks += [_inside(block, name) for block in draft.blocks]
                except DocumentError as error:
                    failed.append(f"{name}: {error.message}")
    except _BROKEN:
        if not blocks:
            raise damaged() from None
        failed.append(said("the archive is damaged from here on"))
    if not failed:
        return Draft(blocks)
    reason = failed[0]
    if not blocks:
        raise DocumentError(f"Nothing inside could be read ({reason})")
    notice = said(f"{len(failed)} of {seen} files inside could not be read ({reason})")
    return Draft(blocks, notice=notice)


def _inside(block: Block, name: str) -> Block:
    part = f"{name} {block.part}".strip()
    place = f"{name}, {block.place}" if block.place else name
    return replace(block, headings=(name, *block.headings), part=part, place=place)


def _unpacked(member: _Member, room: int) -> bytes:
    """A member's bytes, never more than there is room for, whatever it says of its size."""
    if member.locked:
        raise encrypted()
    most = min(room, MOST_MEMBER_BYTES)
    pieces: list[bytes] = []
    size = 0
    with closing(member.open()) as file:
        while piece := file.read(min(_CHUNK_BYTES, most - size + 1)):
            size += len(piece)
            if size > most:
                raise DocumentError("The archive unpacks to more than it may.")
            pieces.append(piece)
    return b"".join(pieces)


@contextmanager
def _opened(source: Source) -> Iterator[Iterator[_Member]]:
    """The members that may hold text, whatever the kind of archive."""
    ending = ending_of(source.name)
    file = BytesIO(source.content)
    if ending == "zip":
        with zipfile.ZipFile(file) as archive:
            yield _zip_members(archive)
    elif ending in _SINGLE and not source.name.lower().endswith(f".tar.{ending}"):
        name = source.name[: -len(ending) - 1]
        yield iter([_Member(name, partial(_SINGLE[ending], file))])
    else:
        with tarfile.open(fileobj=file, mode="r|*") as archive:
            yield _tar_members(archive)


def _zip_members(archive: zipfile.ZipFile) -> Iterator[_Member]:
    for entry in archive.infolist():
        if not entry.is_dir() and _wanted(entry.filename):
            locked = bool(entry.flag_bits & _ENCRYPTED)
            yield _Member(entry.filename, partial(archive.open, entry), locked)


def _tar_members(archive: tarfile.TarFile) -> Iterator[_Member]:
    for entry in archive:
        if entry.isreg() and _wanted(entry.name):
            yield _Member(entry.name, partial(_extracted, archive, entry))


def _extracted(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> _File:
    file = archive.extractfile(entry)
    if file is None:
        raise damaged()
    return file


def _wanted(name: str) -> bool:
    """Whether a member is worth opening: neither hidden, nor a thing that holds no text."""
    parts = name.replace("\\", "/").split("/")
    hidden = any(part.startswith((".", "__MACOSX")) for part in parts if part not in {".", ".."})
    return not hidden and may_hold_text(parts[-1])
