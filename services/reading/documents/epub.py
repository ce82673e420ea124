"""Reads electronic books: their chapters in reading order."""

import posixpath
import zipfile
from urllib.parse import unquote

from bs4 import BeautifulSoup
from lxml import etree

from services.reading.documents.blocks import Block, Draft, Source, damaged, encrypted, one_line
from services.reading.documents.package import attribute, local, opened, part, tree
from services.reading.documents.pages import html_blocks
from services.said import said

_PAGES = frozenset(("application/xhtml+xml", "text/html"))


def read_epub(source: Source) -> Draft:
    """A book; its chapters are the places in it. Raises where its text is encrypted."""
    with opened(source) as package:
        names = set(package.namelist())
        if "META-INF/rights.xml" in names or "META-INF/encryption.xml" in names:
            # fonts alone may be encrypted; a chapter that is says so when it is opened
            locked = _locked(package)
        else:
            locked = frozenset()
        root = _root(package)
        book = tree(part(package, root))
        blocks: list[Block] = []
        for number, name in enumerate(_chapters(book, posixpath.dirname(root)), start=1):
            if name in locked:
                raise encrypted()
            if name not in names:
                continue
            soup = BeautifulSoup(part(package, name), "lxml")
            where = said(f"chapter {number}")
            blocks += [_placed(block, where) for block in html_blocks(soup)]
    known = {local(node): node.text or "" for node in book.iter() if local(node) in _KNOWN}
    return Draft(blocks, one_line(known.get("title", "")), one_line(known.get("creator", "")))


_KNOWN = frozenset(("title", "creator"))


def _placed(block: Block, where: str) -> Block:
    return Block(block.text, block.headings, where, where, block.before, block.is_heading)


def _locked(package: zipfile.ZipFile) -> frozenset[str]:
    """The members that are encrypted."""
    if "META-INF/encryption.xml" not in package.namelist():
        return frozenset()
    told = tree(part(package, "META-INF/encryption.xml"))
    return frozenset(
        unquote(attribute(node, "URI")) for node in told.iter() if local(node) == "CipherReference"
    )


def _root(package: zipfile.ZipFile) -> str:
    """The name of the file that lists what is in the book."""
    for node in tree(part(package, "META-INF/container.xml")).iter():
        if local(node) == "rootfile":
            return attribute(node, "full-path")
    raise damaged()


def _chapters(book: etree._Element, folder: str) -> list[str]:
    pages = {
        attribute(node, "id"): posixpath.normpath(
            posixpath.join(folder, unquote(attribute(node, "href")))
        )
        for node in book.iter()
        if local(node) == "item" and attribute(node, "media-type") in _PAGES
    }
    order = [attribute(node, "idref") for node in book.iter() if local(node) == "itemref"]
    return [pages[one] for one in order if one in pages]
