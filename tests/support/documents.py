"""Makes real documents of every kind with the libraries that people's programs use."""

import gzip
import json
import tarfile
import zipfile
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import Literal

import docx
import openpyxl
import pptx
from PIL import Image, ImageDraw, ImageFont
from pptx.util import Inches
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

FILLER = (
    "The harbour authority met the builders again and went through the schedule of the new quay."
    " Two cranes arrive in the second week, and the old rails are lifted before the first frost. "
)
NEEDLE = "The lighthouse keeper keeps the spare lamp under the third stair."


def make_pdf(password: str = "") -> bytes:
    """Two pages; the needle stands on the second."""
    out = BytesIO()
    encryption = StandardEncryption(password, canPrint=0) if password else None
    canvas = Canvas(out, encrypt=encryption)
    canvas.setTitle("Quay plan")
    canvas.setAuthor("Ida Brandt")
    for number, lines in enumerate((["The first page."], ["A line before.", NEEDLE]), start=1):
        for row, line in enumerate(lines):
            canvas.drawString(72, 760 - 16 * row, line)
        canvas.drawString(72, 60, str(number))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def make_picture_pdf() -> bytes:
    """A page without any text, as a scanner makes it."""
    out = BytesIO()
    canvas = Canvas(out)
    canvas.rect(50, 50, 200, 200, fill=1)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def make_docx() -> bytes:
    """A title, two headings, prose, and a table with a merged cell."""
    made = docx.Document()
    made.core_properties.title = "Harbour guide"
    made.core_properties.author = "Ida Brandt"
    made.add_heading("Harbour guide", 0)
    made.add_heading("Lamps", 1)
    made.add_heading("Spares", 2)
    made.add_paragraph(NEEDLE)
    made.add_heading("Cranes", 1)
    made.add_paragraph(FILLER * 6)
    table = made.add_table(rows=2, cols=3)
    for cell, text in zip(table.rows[0].cells, ("Crane", "Tons", "Week"), strict=True):
        cell.text = text
    table.cell(1, 0).merge(table.cell(1, 1)).text = "the big one"
    table.cell(1, 2).text = "14"
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def make_xlsx() -> bytes:
    """Two sheets; the second has words, a date, numbers and an empty row."""
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "Cover"
    first["B2"] = "Lamps of the coast"
    sheet = book.create_sheet("Stock")
    rows: list[tuple[object, ...]] = [
        ("Item", "Count", "Checked"),
        ("spare lamp", 3.0, datetime.fromisoformat("2026-03-02")),
        (),
        (NEEDLE, 2.5, datetime.fromisoformat("2026-03-02T14:30")),
    ]
    for row in rows:
        sheet.append(row)
    book.properties.title = "Lamp stock"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def make_pptx() -> bytes:
    """Two slides: a grouped text box, a table and notes on the second, which has a title."""
    deck = pptx.Presentation()
    deck.core_properties.title = "Quay news"
    deck.slides.add_slide(deck.slide_layouts[6])
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Lamps"
    group = slide.shapes.add_group_shape()
    box = group.shapes.add_textbox(Inches(1), Inches(1), Inches(5), Inches(1))
    box.text_frame.text = NEEDLE
    table = slide.shapes.add_table(1, 2, Inches(1), Inches(3), Inches(5), Inches(1)).table
    table.cell(0, 0).text, table.cell(0, 1).text = "wick", "seven"
    slide.notes_slide.notes_text_frame.text = "Ask who pays."
    out = BytesIO()
    deck.save(out)
    return out.getvalue()


def make_notebook() -> bytes:
    """A prose cell with a heading, a code cell with both kinds of output."""
    outputs = [
        {"output_type": "stream", "text": ["seven wicks\n"]},
        {"output_type": "execute_result", "data": {"text/plain": "42 lamps"}},
        {"output_type": "display_data", "data": {"image/png": "AAAA"}},
    ]
    cells = [
        {"cell_type": "markdown", "source": ["# Lamps\n", "\n", NEEDLE]},
        {"cell_type": "code", "source": "wicks = 7\nprint(wicks)", "outputs": outputs},
    ]
    return json.dumps({"cells": cells, "nbformat": 4}).encode()


def make_mail(*, html: bool = False) -> bytes:
    """A message with an attachment, its text plain or as a page."""
    mail = EmailMessage()
    mail["Subject"] = "Spare lämp"
    mail["From"] = "Ida Brandt <ida@harbour.example>"
    mail["To"] = "Tom <tom@harbour.example>"
    mail["Date"] = "Mon, 02 Mar 2026 09:30:00 +0100"
    if html:
        mail.set_content(f"<p>Hello</p><p>{NEEDLE}</p>", subtype="html")
    else:
        mail.set_content(f"Hello\n\n{NEEDLE}\n")
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="plan.pdf")
    return mail.as_bytes()


def make_epub() -> bytes:
    """A book with two chapters; the needle stands in the second."""
    container = (
        '<container xmlns="urn:x"><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles>'
        "</container>"
    )
    book = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<metadata><dc:title>Coast book</dc:title><dc:creator>Ida Brandt</dc:creator></metadata>"
        '<manifest><item id="b" href="two%20b.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="a" href="one.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="gone" href="gone.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="css" href="x.css" media-type="text/css"/></manifest>'
        '<spine><itemref idref="a"/><itemref idref="b"/><itemref idref="gone"/></spine></package>'
    )
    return make_zip(
        {
            "META-INF/container.xml": container.encode(),
            "OPS/book.opf": book.encode(),
            "OPS/two b.xhtml": f"<html><body><h1>Lamps</h1><p>{NEEDLE}</p></body></html>".encode(),
            "OPS/one.xhtml": b"<html><body><h1>Quays</h1><p>The first chapter.</p></body></html>",
        }
    )


def locked_epub() -> bytes:
    """A book whose second chapter is encrypted."""
    with zipfile.ZipFile(BytesIO(make_epub())) as book:
        files = {name: book.read(name) for name in book.namelist()}
    reference = b'<e><CipherData><CipherReference URI="OPS/two%20b.xhtml"/></CipherData></e>'
    return make_zip({**files, "META-INF/encryption.xml": reference})


def make_mailbox() -> bytes:
    """Two messages and one that is none."""
    first = b"Subject: Quay\nFrom: Tom <tom@h.example>\n\nRails are lifted.\n>From the harbour\n"
    second = make_mail()
    return b"\n".join(
        b"From x@y Mon Mar  2 09:30:00 2026\n" + part for part in (first, b"broken\n", second)
    )


def make_zip(files: dict[str, bytes]) -> bytes:
    """A packed archive of these files."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def deep_zip(depth: int) -> bytes:
    """Archives inside archives."""
    content = NEEDLE.encode()
    name = "deep.txt"
    for level in range(depth):
        content = make_zip({name: content})
        name = f"level-{level}.zip"
    return content


def locked_zip() -> bytes:
    """An archive whose member says that it is encrypted."""
    content = bytearray(make_zip({"a.txt": b"secret words"}))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = content.index(mark)
        content[at + (6 if mark.endswith(b"\x04") else 8)] |= 1
    return bytes(content)


def make_tar(files: dict[str, bytes], mode: Literal["w:gz", "w:xz", "w:bz2"] = "w:gz") -> bytes:
    """A packed tape archive of these files, with a link that leads out of it."""
    out = BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
        archive.addfile(link)
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, BytesIO(content))
    return out.getvalue()


def draw_needle() -> Image.Image:
    """A page with the needle as a picture, at the size in which screens show text."""
    image = Image.new("RGB", (900, 300), "white")
    font = ImageFont.truetype("DejaVuSans.ttf", 20)
    draw = ImageDraw.Draw(image)
    draw.text((40, 60), NEEDLE, fill="black", font=font)
    draw.text((40, 200), "Two cranes arrive in the second week.", fill="black", font=font)
    return image


def make_picture() -> bytes:
    """A screenshot of the needle."""
    out = BytesIO()
    draw_needle().save(out, "PNG")
    return out.getvalue()


def make_scan() -> bytes:
    """A page of text, and one that is a picture of the needle."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(450, 300))
    canvas.setTitle("Scanned plan")
    canvas.bookmarkPage("front")
    canvas.addOutlineEntry("Front", "front")
    canvas.drawString(40, 200, "The first page has text.")
    canvas.showPage()
    canvas.bookmarkPage("lamps")
    canvas.addOutlineEntry("Lamps", "lamps")
    canvas.drawImage(ImageReader(draw_needle()), 0, 100, 450, 150)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


_OPEN = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
OPEN_META = (
    f"<office:document-meta {_OPEN}><office:meta><dc:title>Harbour guide</dc:title>"
    "<dc:creator>Ida Brandt</dc:creator></office:meta></office:document-meta>"
)
OPEN_TEXT = (
    f"<?xml version='1.0'?><office:document-content {_OPEN}><office:meta><dc:title>Harbour guide"
    "</dc:title></office:meta><office:body><office:text>"
    '<text:h text:outline-level="1">Lamps</text:h><text:h text:outline-level="2">Spares</text:h>'
    f"<text:p>{NEEDLE}</text:p><text:list><text:list-item><text:p>blue<text:s text:c='2'/>wick"
    "<text:tab/>here<text:line-break/>there</text:p></text:list-item><text:list-item>"
    "<text:p>red <text:span>wick</text:span></text:p></text:list-item></text:list>"
    "<text:h>Cranes</text:h><table:table><table:table-row><table:table-cell><text:p>Crane</text:p>"
    "</table:table-cell><table:table-cell><text:p>Week</text:p></table:table-cell>"
    "</table:table-row><table:table-row><table:table-cell><text:p>the big one</text:p>"
    "</table:table-cell><table:table-cell><text:p>14</text:p></table:table-cell>"
    "</table:table-row></table:table></office:text></office:body></office:document-content>"
)


def _cells(*texts: str) -> str:
    return "".join(
        f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in texts
    )


OPEN_SHEET = (
    f"<?xml version='1.0'?><office:document-content {_OPEN}><office:body><office:spreadsheet>"
    '<table:table table:name="Stock">'
    f"<table:table-row>{_cells('Item', 'Count')}"
    '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
    f"<table:table-row>{_cells(NEEDLE, '7')}</table:table-row>"
    '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'
    "</table:table></office:spreadsheet></office:body></office:document-content>"
)
OPEN_SLIDES = (
    f"<?xml version='1.0'?><office:document-content {_OPEN}><office:body><office:presentation>"
    "<draw:page><draw:frame><text:p>Welcome</text:p></draw:frame></draw:page>"
    f"<draw:page><draw:frame><text:p>Lamps</text:p></draw:frame><draw:frame><text:p>{NEEDLE}"
    "</text:p></draw:frame></draw:page></office:presentation></office:body>"
    "</office:document-content>"
)


def packed(*, content: str, meta: str) -> bytes:
    """An OpenDocument file of these parts."""
    return make_zip({"content.xml": content.encode(), "meta.xml": meta.encode()})


ORG = f"""#+TITLE: Harbour notes
#+AUTHOR: Ida Brandt

* TODO [#A] Lamps :stock:
** Spares
{NEEDLE}
* Cranes
Two of them.
"""

TEX = f"""\\documentclass{{article}}
\\title{{Harbour guide}}
\\author{{Ida Brandt}}
% never read this
\\begin{{document}}

\\section{{Lamps}}

\\subsection[short]{{Spares}}

{NEEDLE} It costs 5\\% more.

\\end{{document}}
"""

SUBTITLES = f"""WEBVTT

1
00:00:01,000 --> 00:00:04,000
<i>The first</i> line.

2
00:01:10,500 --> 00:01:14,000
The lighthouse keeper keeps
{NEEDLE.removeprefix("The lighthouse keeper keeps ")}
"""

MARKDOWN = f"""---
title: ignored
---
# Guide

Intro words.

## Spares

{NEEDLE}

| wick | count |
|------|-------|
| blue | 7     |

```
# no heading
```
"""

HTML = f"""<!doctype html><html><head><title>Coast  news</title><meta name="author" content="Ida">
<style>p {{ color: red }}</style><script>var hidden = 1;</script></head><body><h1>Guide</h1>
<p>Intro <b>wo</b>rds.</p><h2>Spares</h2><div>before<p>{NEEDLE}</p>after</div>
<p style="display: none">unseen one</p><p hidden>unseen two</p><!-- unseen three -->
<ul><li>blue<br>wick</li><li>red wick</li></ul>
<table><tr><th>wick</th><th>count</th></tr><tr><td>blue</td><td>7</td></tr></table>
<pre>  kept
    as is</pre></body></html>"""

CODE = f'''"""Lamps."""


def spare() -> str:
    # {NEEDLE}
    return "third stair"


def wick() -> int:
    return 7
'''

RTF = r"{\rtf1\ansi{\b Lamps}\par " + NEEDLE.replace(" ", "  ", 0) + r"\par}"

MAKERS: dict[str, Callable[[], bytes]] = {
    "plain.txt": f"Lamps\n\n{NEEDLE}\n".encode,
    "guide.md": MARKDOWN.encode,
    "page.html": HTML.encode,
    "rich.rtf": RTF.encode,
    "plan.pdf": make_pdf,
    "guide.docx": make_docx,
    "stock.xlsx": make_xlsx,
    "deck.pptx": make_pptx,
    "stock.csv": lambda: f'Item;Count\nlamp;3\n"{NEEDLE}";2\n'.encode("cp1252"),
    "lamps.ipynb": make_notebook,
    "spare.eml": make_mail,
    "lamps.py": CODE.encode,
    "lamps.toml": f'[lamps]\nspare = "{NEEDLE}"\n'.encode,
    "NOTES": f"Lamps\n\n{NEEDLE}\n".encode,
}


EXTRA: dict[str, Callable[[], bytes]] = {
    "guide.odt": lambda: packed(content=OPEN_TEXT, meta=OPEN_META),
    "stock.ods": lambda: packed(content=OPEN_SHEET, meta=OPEN_META),
    "deck.odp": lambda: packed(content=OPEN_SLIDES, meta=OPEN_META),
    "flat.fodt": OPEN_TEXT.encode,
    "coast.epub": make_epub,
    "lamps.org": ORG.encode,
    "lamps.tex": TEX.encode,
    "lamps.json": lambda: json.dumps({"stock": {"spare": {"where": NEEDLE}, "wicks": 7}}).encode(),
    "lamps.yaml": f"stock:\n  wicks: 7\n  spare:\n    where: {NEEDLE}\n".encode,
    "talk.srt": SUBTITLES.replace("WEBVTT\n\n", "").encode,
    "talk.vtt": SUBTITLES.replace(",", ".").encode,
    "letters.mbox": make_mailbox,
    "papers.zip": lambda: make_zip({"notes/a.md": MARKDOWN.encode(), "b.bin": b"\0\1"}),
    "papers.tar.gz": lambda: make_tar({"notes/a.txt": f"Lamps\n\n{NEEDLE}".encode()}),
    "log.txt.gz": lambda: gzip.compress(NEEDLE.encode()),
    "photo.png": make_picture,
    "scan.pdf": make_scan,
}
MAKERS |= EXTRA


def make_all(folder: Path) -> dict[str, Path]:
    """One document of every kind in a folder, by name."""
    made = {}
    for name, maker in MAKERS.items():
        made[name] = folder / name
        made[name].write_bytes(maker())
    return made
