"""Turns the bytes of a text file into text, whatever their encoding, and knows what is no text."""

import codecs
import unicodedata

from charset_normalizer import from_bytes

from services.errors import DocumentError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE_BYTES = 64 * 1024
_KEPT_CONTROLS = frozenset("\n\t")
_MOST_CONTROLS = 0.01  # real text files hold a stray control character at most


def decode(content: bytes) -> str:
    """The text of a text file, with plain line ends and no control characters.

    Raises ``DocumentError`` where the bytes are no text.
    """
    text = _marked(content) or _utf8(content) or _guessed(content)
    if text is None:
        raise not_text()
    return clean(text)


def is_plain_text(content: bytes) -> bool:
    """Whether bytes of a file of unknown kind are text beyond doubt: marked as such, or UTF-8."""
    try:
        text = _marked(content) or _utf8(content)
        return bool(text and clean(text).strip())
    except DocumentError:
        return False


def clean(text: str) -> str:
    """Text with plain line ends, form feeds as line ends, and without control characters.

    Raises ``DocumentError`` where there are so many of them that this is no text.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\v", "\n")
    if text.isprintable():
        return text
    controls = {ch for ch in set(text) - _KEPT_CONTROLS if unicodedata.category(ch) in {"Cc", "Cs"}}
    if controls and sum(map(text.count, controls)) > _MOST_CONTROLS * len(text):
        raise not_text()
    return text.translate({ord(ch): None for ch in controls | {"\ufeff"}})


def not_text() -> DocumentError:
    """The error for a binary file that calls itself text."""
    return DocumentError("The file holds binary data, not text.")


def _marked(content: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content.removeprefix(codecs.BOM_UTF8).decode(encoding)
            except UnicodeDecodeError:
                return None
    return None


def _utf8(content: bytes) -> str | None:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _guessed(content: bytes) -> str | None:
    best = from_bytes(content[:_SAMPLE_BYTES]).best()
    if best is None:
        return None
    return content.decode(best.encoding, "replace")
