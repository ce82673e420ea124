"""Reads tables in text form, notebooks and e-mail."""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from io import StringIO
from typing import Any

from bs4 import BeautifulSoup

from services.errors import DocumentError
from services.reading.documents.blocks import (
    Block,
    Draft,
    Source,
    damaged,
    one_line,
    paragraphs,
)
from services.reading.documents.decode import clean, decode
from services.reading.documents.office import rows_to_blocks
from services.reading.documents.pages import html_blocks
from services.reading.documents.texts import code_blocks, markdown_blocks
from services.said import said

_SAMPLE = 16 * 1024
_DELIMITERS = ",;\t|"
_HEADERS = ("Subject", "From", "To", "Cc", "Date")
_MOST_FIELD = 1_000_000


def read_csv(source: Source) -> Draft:
    """Rows of a table; what parts the columns is found out."""
    text = decode(source.content)
    csv.field_size_limit(_MOST_FIELD)
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error:
        raise damaged() from None
    return Draft(rows_to_blocks(rows, name="", place=said("row {}")))


def _delimiter(text: str) -> str:
    try:
        return csv.Sniffer().sniff(text[:_SAMPLE], _DELIMITERS).delimiter
    except csv.Error:
        first = text.split("\n", 1)[0]
        return max(_DELIMITERS, key=first.count)


def read_notebook(source: Source) -> Draft:
    """A Jupyter notebook: prose, code and the text it put out, cell by cell."""
    try:
        notebook = json.loads(decode(source.content))
        cells = notebook["cells"]
        blocks = [
            b for number, cell in enumerate(cells, 1) for b in _cell(cell, said(f"cell {number}"))
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise damaged(said(": it is no notebook")) from None
    return Draft(blocks, next((b.headings[-1] for b in blocks if b.is_heading), ""))


def _cell(cell: dict[str, Any], place: str) -> Iterator[Block]:
    text = clean(_joined(cell["source"]))
    if cell["cell_type"] == "markdown":
        yield from markdown_blocks(text, place, place)
        return
    yield from code_blocks(text, place, place)
    for output in cell.get("outputs", ()):
        shown = output.get("text") or output.get("data", {}).get("text/plain", "")
        for _, run in paragraphs(clean(_joined(shown)).split("\n")):
            yield Block(run, part=place, place=place)


def _joined(lines: str | list[str]) -> str:
    return lines if isinstance(lines, str) else "".join(lines)


def read_mail(source: Source) -> Draft:
    """An e-mail: its head, its text, and the names of what is attached."""
    mail = BytesParser(policy=policy.default).parsebytes(source.content)
    if not (mail["From"] or mail["Subject"]):
        raise damaged(said(": it is no e-mail"))
    head = [f"{name}: {_header(mail, name)}" for name in _HEADERS if mail[name]]
    names = [part.get_filename() or "" for part in mail.iter_attachments()]
    attached = [f"Attachments: {', '.join(filter(None, names))}"] if any(names) else []
    blocks = [Block(clean("\n".join(head))), *_body(mail), *map(Block, map(clean, attached))]
    return Draft(blocks, _header(mail, "Subject"), _header(mail, "From"), _sent_ms(mail))


def read_mailbox(source: Source) -> Draft:
    """A mailbox: its messages one after another, each with its head. Broken ones are passed over.

    Raises ``DocumentError`` where there is none that can be read.
    """
    blocks: list[Block] = []
    broken = 0
    messages = [one for one in _MESSAGES.split(source.content) if one.strip()]
    for number, message in enumerate(messages, start=1):
        try:
            draft = read_mail(Source(source.name, _QUOTED_FROM.sub(b"\\1", message)))
        except DocumentError:
            broken += 1
            continue
        where = said(f"message {number}")
        headings = (draft.title,) if draft.title else ()
        blocks += [replace(b, headings=headings, part=where, place=where) for b in draft.blocks]
    if not blocks:
        raise damaged(said(": it holds no e-mail"))
    notice = f"{broken} of {len(messages)} messages could not be read." if broken else ""
    return Draft(blocks, notice=notice)


_MESSAGES = re.compile(rb"^From [^\n]*\n", re.MULTILINE)
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)


def _header(mail: EmailMessage, name: str) -> str:
    return one_line(clean(str(mail[name] or "")))


def _body(mail: EmailMessage) -> Iterable[Block]:
    body = mail.get_body(("plain", "html"))
    if body is None:
        return ()
    try:
        text = str(body.get_content())
    except (LookupError, ValueError):  # an encoding that nobody knows, or another's bytes
        payload = body.get_payload(decode=True)
        text = decode(payload if isinstance(payload, bytes) else b"")
    if body.get_content_subtype() == "html":
        return list(html_blocks(BeautifulSoup(text, "lxml")))
    return [Block(run) for _, run in paragraphs(clean(text).split("\n"))]


def _sent_ms(mail: EmailMessage) -> int | None:
    try:
        return round(parsedate_to_datetime(str(mail["Date"])).timestamp() * 1000)
    except (ValueError, TypeError, OverflowError, OSError):
        return None
