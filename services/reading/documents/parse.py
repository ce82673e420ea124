"""Reads one file into text and segments, in a child process, for parsers meet hostile files."""

import dataclasses
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from services.errors import DocumentError
from services.reading.documents.archives import read_archive
from services.reading.documents.blocks import Draft, Scope, Source
from services.reading.documents.decode import is_plain_text, not_text
from services.reading.documents.epub import read_epub
from services.reading.documents.kinds import Kind, kind_of
from services.reading.documents.marked_up import read_org, read_subtitles, read_tex
from services.reading.documents.office import read_docx, read_pptx, read_xlsx
from services.reading.documents.opendocument import (
    read_open_sheet,
    read_open_slides,
    read_open_text,
)
from services.reading.documents.pages import read_html
from services.reading.documents.pdfs import read_pdf
from services.reading.documents.pictures import read_picture
from services.reading.documents.records import (
    read_csv,
    read_mail,
    read_mailbox,
    read_notebook,
)
from services.reading.documents.segments import join
from services.reading.documents.texts import (
    read_lines,
    read_markdown,
    read_rtf,
    read_text,
    read_tree,
)
from services.reading.jobs import ParsedDocument, ParseLimits
from services.reading.redaction import WITHHELD, redact_text
from services.records import NewSegment

_log = logging.getLogger("reading.documents")

Reader = Callable[[Source], Draft]
"""Makes a draft of a file, or raises ``DocumentError``; whatever else it raises means damage."""

_RECOGNISING = 0.6  # of the time for a file may go into recognising text in pictures
READERS: dict[Kind, Reader] = {
    Kind.TEXT: read_text,
    Kind.LINES: read_lines,
    Kind.MARKDOWN: read_markdown,
    Kind.HTML: read_html,
    Kind.RTF: read_rtf,
    Kind.PDF: read_pdf,
    Kind.DOCX: read_docx,
    Kind.XLSX: read_xlsx,
    Kind.PPTX: read_pptx,
    Kind.CSV: read_csv,
    Kind.NOTEBOOK: read_notebook,
    Kind.MAIL: read_mail,
    Kind.MAILBOX: read_mailbox,
    Kind.OPEN_TEXT: read_open_text,
    Kind.OPEN_SHEET: read_open_sheet,
    Kind.OPEN_SLIDES: read_open_slides,
    Kind.EPUB: read_epub,
    Kind.ORG: read_org,
    Kind.TEX: read_tex,
    Kind.TREE: read_tree,
    Kind.SUBTITLES: read_subtitles,
    Kind.PICTURE: read_picture,
}


def parse(path: Path, limits: ParseLimits) -> ParsedDocument:
    """The text of a file with its secrets masked, and its segments.

    ``text[start:end] == segment.text`` holds for each segment. Nothing is written anywhere. Raises
    ``DocumentError`` where the file is broken, cut off, protected, binary, too large or unknown.
    """
    return parse_content(path.name, _content(path, limits.max_bytes), limits)


def parse_content(name: str, content: bytes, limits: ParseLimits) -> ParsedDocument:
    """As ``parse``, for content that lies in no file."""
    scope = Scope(limits.recognise, limits.timeout_s * _RECOGNISING)
    source = Source(name, content, scope)
    if not source.content.strip():
        return ParsedDocument(source.stem, "")
    return parse_source(source, redact=limits.redact)


def parse_source(source: Source, *, redact: bool) -> ParsedDocument:
    """As ``parse``, for a file whose bytes are at hand."""
    draft, text, segments = _understood(source)
    parsed = ParsedDocument(
        draft.title or source.stem,
        text,
        segments,
        author=draft.author,
        written_at_ms=draft.written_at_ms,
        notice=draft.notice,
    )
    return redacted(parsed) if redact else parsed


def _understood(source: Source) -> tuple[Draft, str, tuple[NewSegment, ...]]:
    """What a reader makes of a file, its text and its segments; raises ``DocumentError``."""
    with _damage_told():
        draft = draft_of(source)
        return draft, *join(draft.blocks)


def _member_draft(source: Source) -> Draft:
    """The draft of a file inside an archive, complete; raises ``DocumentError``."""
    with _damage_told():
        draft = draft_of(source)
        return dataclasses.replace(draft, blocks=list(draft.blocks))


@contextmanager
def _damage_told() -> Iterator[None]:
    """Whatever a library raises becomes a ``DocumentError``."""
    try:
        yield
    except DocumentError:
        raise
    except MemoryError:
        raise DocumentError(
            "Reading the file needs more memory than it may have.",
            "Raise files.parse_memory_mb to read it.",
        ) from None
    except Exception as error:  # noqa: BLE001 - the libraries raise anything on a damaged file
        # the message could quote the file, so only the kind of error is logged
        _log.warning("a file was not understood: %s", type(error).__name__)
        raise DocumentError(
            "The file is damaged and cannot be read.", "Open it in its program and save it again."
        ) from None


def draft_of(source: Source) -> Draft:
    """What the reader of a file's kind makes of it; raises what libraries raise."""
    kind = kind_of(Path(source.name))
    if kind is Kind.ARCHIVE:
        return read_archive(source, _member_draft)
    if kind is not Kind.UNKNOWN:
        return READERS[kind](source)
    if is_plain_text(source.content):
        return read_text(source)
    raise not_text()


def redacted(parsed: ParsedDocument) -> ParsedDocument:
    """The same with every secret masked, character by character, so that all spans stay right.

    The whole text is looked at in one piece: a label may stand in another segment than its secret.
    """
    whole, title, author = map(redact_text, (parsed.text, parsed.title, parsed.author))
    if WITHHELD in whole.rules:
        raise DocumentError("The file could not be checked for secrets, so it was not stored.")
    segments = tuple(
        dataclasses.replace(
            segment,
            text=whole.text[segment.start : segment.end],
            heading=redact_text(segment.heading).text,
        )
        for segment in parsed.segments
    )
    return dataclasses.replace(
        parsed,
        title=title.text,
        author=author.text,
        text=whole.text,
        segments=segments,
        rules=(*whole.rules, *title.rules, *author.rules),
    )


def _content(path: Path, max_bytes: int) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(max_bytes + 1)
    except OSError as error:
        raise DocumentError(f"The file cannot be opened ({error.strerror}).") from None
    if len(content) > max_bytes:
        raise DocumentError(
            f"The file is larger than {max_bytes // 1_000_000} MB.",
            "Raise files.max_bytes to read it.",
        )
    return content
