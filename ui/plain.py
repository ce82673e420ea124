"""Makes text of unknown origin fit to be shown: no markup that acts, nothing that turns a line.

A title that was captured may hold anything. Qt takes a tip or a message for HTML where it looks
like it, and a line turns round from a bidirectional control on.
"""

import html
import re
import unicodedata

LONGEST = 400
"""Characters of a title beyond which nobody reads it on one line."""
_JOINER = "\u200d"  # holds the parts of an emoji together
_KEPT = frozenset(("\n", "\t", _JOINER, "\u200c"))  # the last keeps letters of Persian apart
# Control and formatting characters, halves of characters, and such as are none: Qt's own marks.
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Cn"))


def one_line(text: str) -> str:
    """A text on one line, without control and formatting characters, cut where it is very long."""
    if len(text) <= LONGEST and text.isprintable() and "  " not in text:
        return text  # as nearly all are: titles are drawn by the hundred
    flat = " ".join(text[: 4 * LONGEST].split())
    kept = "".join(c for c in flat if unicodedata.category(c) not in {"Cc", "Cf"} or c == _JOINER)
    return kept if len(kept) <= LONGEST else f"{kept[:LONGEST]}…"


def several_lines(text: str) -> str:
    """A text with its lines and without what turns them round or cannot be seen."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(c for c in text if c in _KEPT or unicodedata.category(c) not in _UNSEEN)


def breakable(text: str, most: int = 12) -> str:
    """A text whose long words may be broken where a line is too short for them."""
    return re.sub(rf"(\w{{{most}}})(?=\w)", "\\1\u200b", text)


def tip(text: str) -> str:
    """A text as a tip that shows it letter by letter."""
    text = text[: 2 * LONGEST]
    if "<" not in text:
        return text
    lines = html.escape(text).replace("\n", "<br>")
    return f"<qt>{lines}</qt>"


def action(text: str) -> str:
    """A text for a menu or a button: an ampersand is one, not the mark of a key."""
    return one_line(text).replace("&", "&&")
