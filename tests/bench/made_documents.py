"""Documents made from a seed: text of ten kinds, office files, books, PDF."""

import json
import random
from collections.abc import Callable
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx
import openpyxl
from reportlab.pdfgen.canvas import Canvas

from tests.bench.corpora.words import CAUSES, PEOPLE, PLACES, SUPPLIERS
from tests.support import documents as made


class Writer:
    """Writes documents from a seed; sentences are put together from lists of words."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def sentence(self) -> str:
        pick = self._random.choice
        return pick(
            (
                f"{pick(PEOPLE)} asked {pick(SUPPLIERS)} for offer {self.number()} by Friday.",
                f"The cause in {pick(PLACES)} was {pick(CAUSES)}, {pick(PEOPLE)} found.",
                f"We meet in {pick(PLACES)} at {self._random.randint(8, 18)}:30 about the offer.",
                f"{pick(SUPPLIERS)} delivers {self.number()} pieces to {pick(PLACES)}.",
            )
        )

    def number(self) -> int:
        return self._random.randint(100, 99_999)

    def prose(self, sentences: int) -> str:
        return " ".join(self.sentence() for _ in range(sentences))

    def sections(self) -> list[tuple[str, list[str]]]:
        count = self._random.randint(1, 4)
        return [
            (f"Report {self.number()}", [self.prose(5) for _ in range(self._random.randint(1, 3))])
            for _ in range(count)
        ]

    def make(self, kind: str) -> bytes:
        return _MAKERS[kind](self)


def _markdown(writer: Writer) -> bytes:
    parts = (f"## {head}\n\n" + "\n\n".join(runs) for head, runs in writer.sections())
    return f"# Notes {writer.number()}\n\n{chr(10).join(parts)}\n".encode()


def _html(writer: Writer) -> bytes:
    body = "".join(
        f"<h2>{head}</h2>" + "".join(f"<p>{run}</p>" for run in runs)
        for head, runs in writer.sections()
    )
    return f"<html><head><title>Page</title></head><body>{body}</body></html>".encode()


def _code(writer: Writer) -> bytes:
    functions = (
        f"def step_{writer.number()}(value: int) -> int:\n    # {writer.sentence()}\n"
        f"    return value + {writer.number()}\n"
        for _ in range(8)
    )
    return "\n\n".join(functions).encode()


def _table(writer: Writer) -> bytes:
    rows = (f"{writer.number()};{writer.sentence()}" for _ in range(20))
    return ("Number;What\n" + "\n".join(rows)).encode()


def _tree(writer: Writer) -> bytes:
    value = {head: {"notes": runs} for head, runs in writer.sections()}
    return json.dumps(value, indent=2).encode()


def _mail(writer: Writer) -> bytes:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = writer.sentence(), "Ida <ida@harbour.example>"
    mail["Date"] = "Mon, 02 Mar 2026 09:30:00 +0100"
    mail.set_content(writer.prose(8))
    return mail.as_bytes()


def _docx(writer: Writer) -> bytes:
    document = docx.Document()
    for head, runs in writer.sections():
        document.add_heading(head, 1)
        for run in runs:
            document.add_paragraph(run)
    return _saved(document.save)


def _xlsx(writer: Writer) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for _ in range(20):
        book.active.append([writer.number(), writer.sentence()])
    return _saved(book.save)


def _open_text(writer: Writer) -> bytes:
    content = made.OPEN_TEXT.replace(made.NEEDLE, escape(writer.prose(8)))
    return made.packed(content=content, meta=made.OPEN_META)


def _pdf(writer: Writer) -> bytes:
    out = BytesIO()
    canvas = Canvas(out)
    for _ in range(6):
        for line in range(44):
            canvas.drawString(60, 780 - 16 * line, writer.sentence()[:90])
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _saved(save: Callable[[Any], object]) -> bytes:
    out = BytesIO()
    save(out)
    return out.getvalue()


_MAKERS: dict[str, Callable[[Writer], bytes]] = {
    "txt": lambda writer: "\n\n".join(writer.prose(5) for _ in range(3)).encode(),
    "md": _markdown,
    "html": _html,
    "py": _code,
    "csv": _table,
    "json": _tree,
    "org": lambda writer: _markdown(writer).replace(b"#", b"*"),
    "tex": lambda writer: f"\\section{{R}}\n\n{writer.prose(12)}\n".encode(),
    "eml": _mail,
    "docx": _docx,
    "xlsx": _xlsx,
    "odt": _open_text,
    "pdf": _pdf,
}
_SHARE = (
    "txt", "txt", "txt", "md", "md", "md", "md", "html", "html", "py", "py", "csv", "json", "org",
    "tex", "eml", "eml", "docx", "docx", "xlsx", "odt", "pdf",
)  # fmt: skip


def write(folder: Path, count: int) -> None:
    """Make the documents, a hundred a folder."""
    writer = Writer(7)
    for number in range(count):
        kind = _SHARE[number % len(_SHARE)]
        path = folder / f"{number // 100:03}" / f"{number}.{kind}"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(writer.make(kind))
