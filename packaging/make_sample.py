"""Writes ``resources/sample``: run it again after a change to ``packaging/sample``.

The pictures depend on Pillow and DejaVu fonts only; the same versions give the same files.
"""

import json
import shutil
import sys
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from sample.story import FILES, LETTER, NOW, QUESTIONS, RECORDS, screens

TARGET = Path(__file__).resolve().parent.parent / "resources" / "sample"


def write_frames(folder: Path) -> int:
    """Write the week's pictures with their metadata, a folder a day; returns how many."""
    count = 0
    for screen in screens():
        day = folder / screen.at[:10]
        day.mkdir(parents=True, exist_ok=True)
        stem = screen.at.replace("-", "").replace(":", "") + ".000Z"
        screen.image.save(day / f"{stem}.png", optimize=True)
        facts = {"app": screen.app, "title": screen.title}
        if screen.url:
            facts["url"] = screen.url
        (day / f"{stem}.json").write_text(json.dumps(facts) + "\n")
        count += 1
    return count


def write_records(folder: Path) -> None:
    """Write the week's chats, mails and notes, a file a day."""
    folder.mkdir()
    for record in RECORDS:
        with (folder / f"{record['at'][:10]}.jsonl").open("a") as file:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def write_files(folder: Path) -> None:
    """Write the week's documents."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    canvas = Canvas(str(folder / "planting-plan.pdf"), pagesize=A4, invariant=1)
    canvas.setTitle("Planting plan")
    for n, text in enumerate(LETTER):
        canvas.setFont("Helvetica-Bold" if n == 0 else "Helvetica", 16 if n == 0 else 11)
        canvas.drawString(72, 760 - 32 * n, text)
    canvas.save()


def main() -> int:
    """Write everything anew."""
    shutil.rmtree(TARGET, ignore_errors=True)
    count = write_frames(TARGET / "frames")
    write_files(TARGET / "files")
    write_records(TARGET / "records")
    about = {"now": NOW, "questions": QUESTIONS}
    (TARGET / "sample.json").write_text(json.dumps(about, ensure_ascii=False, indent=2) + "\n")
    size = sum(p.stat().st_size for p in TARGET.rglob("*") if p.is_file())
    sys.stdout.write(f"{count} pictures, {size / 1000:.0f} kB in {TARGET}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
