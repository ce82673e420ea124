"""Makes real documents of every kind with the libraries that people's programs use."""

import json
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pptx
from pptx.util import Inches
from reportlab.lib.pdfencrypt import StandardEncryption
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


def make_all(folder: Path) -> dict[str, Path]:
    """One document of every kind in a folder, by name."""
    made = {}
    for name, maker in MAKERS.items():
        made[name] = folder / name
        made[name].write_bytes(maker())
    return made
