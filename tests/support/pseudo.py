"""A language that marks every text as ⟦text⟧, and finds what a person can see without a mark.

It is made from the very texts that the search for texts finds, and read as any other language: so
what lacks the mark is either not found, not shown through ``tr`` or ``engine_words``, or no text of
the program.
"""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

from PySide6.QtCore import QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from devtools.places import VENV
from devtools.translations import Message, find_texts, write

MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
SHORT_MONTH = re.compile(r"⟦(?:Ja|Fe|Ma|Ap|Ju|Au|Se|Oc|No|De)(?=[,⟧]|$| ·| \d{4})")
"""The first three letters of a month's name, the mark among them."""
CUT = re.compile(r"⟦[^⟦⟧]*…$")
"""What is painted where there is too little room."""
TAG = re.compile(r"<[^>]*>")
WORD = re.compile(r"[^\W\d_]{2,}")
UNITS = frozenset({"ms", "min", "KB", "MB", "GB", "px"})


def make_pseudo(folder: Path) -> Path:
    """The language's ``.ts`` file, with its compiled form beside it."""
    file = folder / "xx.ts"
    texts = find_texts()
    messages = [Message(key, (f"⟦{key.source}⟧",) * (1 + key.plural)) for key in texts.all()]
    write(file, "de", messages)
    lrelease = next(VENV.glob("[lL]ib/**/PySide6/lrelease*"))
    command = [str(lrelease), "-silent", str(file), "-qm", str(file.with_suffix(".qm"))]
    subprocess.run(command, check=True)
    return file


def load(file: Path) -> QTranslator:
    """The window's texts of the language."""
    made = QTranslator()
    assert made.load(str(file.with_suffix(".qm")))
    return made


def unmarked(window: QWidget, own: frozenset[str]) -> set[str]:
    """Texts that a person can see or hear, some word of which has no mark and is none of ``own``.

    ``own`` are words of captured texts and names, in lower case.
    """
    return {text for text in told(window) if left_words(text) - own}


def words_in(text: str) -> frozenset[str]:
    """The words of a text in lower case."""
    return frozenset(word.casefold() for word in WORD.findall(text))


def left_words(text: str) -> frozenset[str]:
    """The words of a text that have no mark, in lower case."""
    bare = CUT.sub(" ", TAG.sub(" ", SHORT_MONTH.sub(" ", text)))
    while (fewer := MARKED.sub(" ", bare)) != bare:
        bare = fewer
    return frozenset(word.casefold() for word in set(WORD.findall(bare)) - UNITS)


def told(window: QWidget) -> Iterator[str]:
    """Every text of a window that a person can see or hear."""
    yield window.windowTitle()
    for widget in (window, *window.findChildren(QWidget)):
        if not widget.isVisibleTo(window):
            continue
        yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
        yield from _shown(widget)


def _shown(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QLineEdit | QTextEdit | QPlainTextEdit):
        yield widget.placeholderText()
        if isinstance(widget, QTextEdit):
            yield widget.toPlainText()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(n) for n in range(widget.count()))
    elif isinstance(widget, QGroupBox):
        yield widget.title()
    elif isinstance(widget, QMenu):
        yield from _of_menu(widget.actions())


def _of_menu(actions: list[QAction]) -> Iterator[str]:
    for action in actions:
        yield from (action.text(), action.toolTip())


def words_of(value: object) -> frozenset[str]:
    """The words of every text in a value and in what it holds."""
    if isinstance(value, str):
        return words_in(value)
    if isinstance(value, dict):
        return words_of(tuple(value.values()))
    if isinstance(value, tuple | list | set | frozenset):
        return frozenset().union(*(words_of(item) for item in value))
    if is_dataclass(value) and not isinstance(value, type):
        return words_of(tuple(getattr(value, made.name) for made in fields(value)))
    return frozenset()
