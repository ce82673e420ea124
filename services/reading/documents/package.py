"""Opens the ZIP packages that documents are, within bounds that no honest document passes."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from lxml import etree

from services.errors import DocumentError
from services.reading.documents.blocks import Source, damaged, encrypted

MOST_UNPACKED_BYTES = 1_000_000_000  # more is no document but an attack on memory
_MOST_PART_BYTES = 200_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old office files, and new ones with a password
_ENCRYPTED = 0x1  # of a member's flags


def checked(source: Source) -> BytesIO:
    """The file, once it is a sound package of a bearable size."""
    if source.content.startswith(_OLE):
        raise encrypted()
    with opened(source):
        return BytesIO(source.content)


@contextmanager
def opened(source: Source) -> Iterator[zipfile.ZipFile]:
    """The package, open; raises ``DocumentError`` where it is damaged, protected or a bomb."""
    try:
        with zipfile.ZipFile(BytesIO(source.content)) as package:
            entries = package.infolist()
            if sum(entry.file_size for entry in entries) > MOST_UNPACKED_BYTES:
                raise DocumentError("The file unpacks to more than a document can hold.")
            yield package
    except (zipfile.BadZipFile, EOFError, OSError):
        raise damaged() from None


def part(package: zipfile.ZipFile, name: str) -> bytes:
    """A member's bytes; raises ``DocumentError`` where it is missing, protected or too large."""
    try:
        entry = package.getinfo(name)
    except KeyError:
        raise damaged() from None
    if entry.flag_bits & _ENCRYPTED:
        raise encrypted()
    if entry.file_size > _MOST_PART_BYTES:
        raise DocumentError("The file unpacks to more than a document can hold.")
    try:
        return package.read(entry)
    except (NotImplementedError, RuntimeError, zipfile.BadZipFile):
        raise damaged() from None


def tree(content: bytes) -> etree._Element:
    """A parsed XML document, without entities of its own and without the network.

    Entities are how a small XML file grows without end; documents need none of their own.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise damaged() from None


def local(node: etree._Element) -> str:
    """The name of an element without its namespace; "" for comments and such."""
    name = str(node.tag)  # of comments it is a function, whose words hold no brace
    return name.rpartition("}")[2] if name[:1] in "{" or name.isidentifier() else ""


def attribute(node: etree._Element, name: str) -> str:
    """An attribute by its name without the namespace; "" where there is none."""
    for key, value in node.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""
