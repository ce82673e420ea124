"""Real programs show known text, the real recorder sees it, and a question leads back to it.

The citation's box covers the sentence on the stored frame, as another program reads it there.
"""

import io
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from app.compose import Opening, create_library
from services.clock import SystemClock
from services.engine import Engine
from services.records import Box, FramePicture, Hit, Outcome, Query
from services.vault.keysources import Passphrase
from tests.support.display import PrivateDisplay
from tests.support.library import CHEAP
from tests.support.programs import find_program
from tests.support.waiting import wait_until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

IN_TERMINAL = "The ferry to Norderland leaves at 16:55 from quay seven."
IN_DOCUMENT = "Clause nine: the lease of the boathouse ends on 30 November 2027."


@dataclass(frozen=True)
class Desk:
    """A desktop on which a terminal and a document stand side by side."""

    display: PrivateDisplay
    terminal: str
    document: str

    def box_of(self, window: str) -> Box:
        """Where a window stands, in screen pixels."""
        told = self.display.ask("xwininfo", "-id", window)
        values = dict(line.split(":", 1) for line in told.splitlines() if ":" in line)
        names = ("Absolute upper-left X", "Absolute upper-left Y", "Width", "Height")
        plain = {name.strip(): value for name, value in values.items()}
        x, y, width, height = (int(plain[name]) for name in names)
        return Box(x, y, width, height)


@pytest.fixture
def desk(display: PrivateDisplay, tmp_path: Path) -> Desk:
    """Xterm at the left, MuPDF at the right."""
    page = tmp_path / "lease.pdf"
    canvas = Canvas(str(page), pagesize=(620, 500))
    canvas.setFont("Helvetica", 15)
    canvas.drawString(40, 420, IN_DOCUMENT)
    canvas.drawString(40, 380, "Signed in the presence of both parties.")
    canvas.save()
    xterm = find_program("xterm", "xterm")
    display.start(
        xterm, "-T", "timetable", "-fa", "DejaVu Sans Mono", "-fs", "12",
        "-geometry", "80x20+20+60",
        "-e", "sh", "-c", f"printf '%s\\n' '{IN_TERMINAL}'; sleep 600",
    )  # fmt: skip
    terminal = display.wait_for_window("timetable")
    display.start(find_program("mupdf", "mupdf"), "-r", "96", str(page))
    document = display.wait_for_window("lease.pdf")
    display.ask("xdotool", "windowmove", "--sync", document, "980", "80")
    return Desk(display, terminal, document)


@pytest.fixture
def engine(tmp_path: Path, display: PrivateDisplay) -> Iterator[Engine]:
    """A library that captures the private display; nobody has agreed to it yet."""
    assert display.name
    opening = Opening(
        tmp_path / "library",
        Passphrase("a test", CHEAP),
        SystemClock(),
        {"capture.interval_ms": "500", "capture.idle_after_s": "3600"},
    )
    engine, _code = create_library(opening)
    with engine:
        yield engine


def found(engine: Engine, sentence: str) -> Hit | None:
    """The hit that holds a sentence, once it is captured."""
    hits = engine.library.search(Query(sentence, 3)).hits
    return next((h for h in hits if sentence in " ".join(h.text.split())), None)


def read_by_another(picture: FramePicture) -> str:
    """What Tesseract, which has no part in the program, reads in a picture."""
    image = Image.frombytes("RGB", (picture.width, picture.height), picture.rgb)
    png = io.BytesIO()
    image.resize((picture.width * 3, picture.height * 3), Image.Resampling.LANCZOS).save(png, "PNG")
    command = [find_program("tesseract", "tesseract-ocr"), "stdin", "stdout", "--psm", "6"]
    done = subprocess.run(command, input=png.getvalue(), capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def inside(inner: Box, outer: Box) -> bool:
    return (
        inner.left >= outer.left
        and inner.top >= outer.top
        and inner.right <= outer.right
        and inner.bottom <= outer.bottom
    )


def test_from_the_screen_to_a_cited_answer(desk: Desk, engine: Engine) -> None:
    engine.start()
    assert engine.recording.state().seen == 0, "nothing is looked at before consent"
    engine.recording.give_consent()
    for sentence in (IN_TERMINAL, IN_DOCUMENT):
        wait_until(partial(found, engine, sentence), f"the capture of {sentence!r}", 90)
    engine.settle()

    for question, sentence, window, word in (
        ("When does the ferry to Norderland leave?", IN_TERMINAL, desk.terminal, "16:55"),
        ("When does the lease of the boathouse end?", IN_DOCUMENT, desk.document, "30 November"),
    ):
        answer = engine.asking.ask(question, extractive=True)
        assert answer.outcome is Outcome.ANSWERED
        citation = answer.citations[0]
        assert word in citation.quote
        assert citation.quote in citation.hit.text
        boxes = citation.hit.anchor.boxes
        assert boxes
        place = desk.box_of(window)
        grown = Box(place.left - 4, place.top - 4, place.width + 8, place.height + 8)
        assert all(inside(box, grown) for box in boxes), "the box lies in the right window"
        crop = engine.library.crop(citation.hit, margin=10)
        assert crop is not None
        assert word in read_by_another(crop), "the stored pixels under the box say it"
        assert sentence.split()[1] in read_by_another(crop)


def test_nothing_new_is_not_kept_again(desk: Desk, engine: Engine) -> None:
    engine.recording.give_consent()
    engine.start()
    wait_until(lambda: found(engine, IN_TERMINAL), "the first capture", 90)
    seen, kept = engine.recording.state().seen, engine.recording.state().kept
    wait_until(lambda: engine.recording.state().seen >= seen + 4, "further looks", 60)
    assert engine.recording.state().kept == kept
    engine.recording.pause(None)
    before = engine.recording.state().seen
    desk.display.ask("xdotool", "windowmove", "--sync", desk.terminal, "200", "300")
    engine.recording.resume()
    wait_until(lambda: engine.recording.state().kept > kept, "a capture after the pause", 60)
    assert engine.recording.state().seen > before


def test_an_excluded_window_is_painted_over_and_not_read(desk: Desk, engine: Engine) -> None:
    engine.recording.exclude(title="timetable")
    desk.display.ask("xdotool", "windowactivate", "--sync", desk.document)
    engine.recording.give_consent()
    engine.start()
    hit = wait_until(lambda: found(engine, IN_DOCUMENT), "the capture of the document", 90)
    assert hit is not None
    engine.settle()
    assert found(engine, IN_TERMINAL) is None
    frame_id = hit.anchor.frame_id
    assert frame_id is not None
    picture = engine.library.picture(frame_id)
    image = Image.frombytes("RGB", (picture.width, picture.height), picture.rgb)
    place = desk.box_of(desk.terminal)
    inner = image.crop((place.left + 8, place.top + 8, place.right - 8, place.bottom - 8))
    assert inner.convert("L").point(lambda level: 255 if level >= 24 else 0).getbbox() is None
    assert any(w.kind == "title" for w in engine.recording.withheld())
