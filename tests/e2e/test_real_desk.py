"""A morning at a desk: a browser, an editor, a viewer, a dialogue and a terminal are used by hand.

Every sentence that stood on the screen is found again, under the program and the title it had; a
clock that ticks beside them is not kept, and a window that is excluded is never read.
"""

import html
from collections.abc import Iterator
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from app.compose import Opening, create_library
from services.clock import SystemClock
from services.engine import Engine
from services.records import Hit, Query
from services.vault.keysources import Passphrase
from tests.support.display import PrivateDisplay
from tests.support.library import CHEAP
from tests.support.programs import find_program
from tests.support.scoring import fit, plain
from tests.support.waiting import wait_until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(420)]

AT_THE_TOP = "The lighthouse at Skarholm is repainted every ninth spring."
FURTHER_DOWN = "Its keeper counted 4,117 gulls before the harbour froze."
TYPED = "Ask Henrike whether the violins are insured until August."
IN_DOCUMENT = "Paragraph six: the orchard may be watered on Tuesdays only."
IN_DIALOGUE = "The backup of the photographs needs 38 more gigabytes."
IN_TERMINAL = "cargo manifest 7731 was signed by the second mate"
SECRET = "Nobody shall learn that the treasure lies under the weir."
OWN = (
    ("Netsurf-gtk", "Lights of Skarholm"),
    ("Netsurf-gtk", "Lights of Skarholm"),
    ("Mousepad", "errands.txt"),
    ("MuPDF", "orchard-rules.pdf"),
    ("Zenity", "Not enough room"),
    ("XTerm", "quayside"),
)
"""Program and title of each sentence in the order in which they come."""
MOST_KEPT = 24
"""Captures for six deeds: each brings a window's frame, its text, and what was half typed."""
MISREAD = 2  # letters of a sentence
PATIENCE_S = 150


@pytest.fixture
def engine(tmp_path: Path, display: PrivateDisplay) -> Iterator[Engine]:
    """A library that captures the private display, but no window titled as a diary."""
    opening = Opening(
        tmp_path / "library",
        Passphrase("a test", CHEAP),
        SystemClock(),
        {"capture.interval_ms": "500", "capture.idle_after_s": "3600"},
    )
    made, _code = create_library(opening)
    with made:
        made.recording.exclude(title="Private diary")
        yield made


class Desk:
    """Starts programs and uses them with keys, as a person does."""

    def __init__(self, display: PrivateDisplay, folder: Path) -> None:
        self._display = display
        self._folder = folder
        self._environ = (
            f"XDG_CONFIG_HOME={folder}", f"XDG_CACHE_HOME={folder}",
            f"DBUS_SESSION_BUS_ADDRESS=unix:path={folder}/none", "NO_AT_BRIDGE=1",
        )  # fmt: skip

    def open(self, title: str, *command: str) -> str:
        """Start a program; returns its window's id once it is there, in front and in its place."""
        self._display.start("env", *self._environ, *command)
        window = self._display.wait_for_window(title, timeout_s=60)
        self.ask("windowactivate", "--sync", window)
        return window

    def place(self, window: str, left: int, top: int, width: int, height: int) -> None:
        """Move a window, as with the mouse."""
        self.ask("windowsize", window, str(width), str(height))
        self.ask("windowmove", window, str(left), str(top))

    def ask(self, *words: str) -> None:
        """What ``xdotool`` does with these words."""
        self._display.ask("xdotool", *words)

    def clock_and_diary(self) -> None:
        """A clock that ticks in a corner, and a window that nobody may read below it."""
        xterm = find_program("xterm", "xterm")
        tick = "while :; do printf '\\r%s' \"$(date +%H:%M:%S)\"; sleep 0.5; done"
        clock = self.open("wall clock", xterm, "-T", "wall clock", "-geometry", "24x3",
                          "-e", "sh", "-c", tick)  # fmt: skip
        self.place(clock, 1500, 40, 300, 80)
        diary = self.open("Private diary", xterm, "-T", "Private diary", "-geometry", "62x6",
                          "-e", "sh", "-c", f"echo '{SECRET}'; sleep 600")  # fmt: skip
        self.place(diary, 1440, 700, 440, 120)

    def browser(self) -> str:
        """A long page whose second sentence shows only after scrolling."""
        page = self._folder / "skarholm.html"
        filler = "".join(f"<p>Line {at} is blank.</p>" for at in range(1, 24))
        words = (AT_THE_TOP, FURTHER_DOWN)
        first, second = (html.escape(one) for one in words)
        page.write_text(
            '<meta charset="utf-8"><title>Lights of Skarholm</title>'
            "<style>p { margin: 56px 20px; font-size: 17px }</style>"
            f"<p>{first}</p>{filler}<p>{second}</p>",
            encoding="utf-8",
        )
        program = find_program("netsurf-gtk", "netsurf-gtk")
        window = self.open("Lights of Skarholm", program, f"file://{page}")
        self.place(window, 40, 60, 1300, 800)
        return window

    def scroll_down(self) -> None:
        """Turn the mouse wheel over the page until its end."""
        self.ask("mousemove", "400", "500", "click", "--repeat", "30", "--delay", "15", "5")

    def editor(self) -> str:
        """An empty note."""
        note = self._folder / "errands.txt"
        note.write_text("", encoding="utf-8")
        window = self.open("errands.txt", find_program("mousepad", "mousepad"), str(note))
        self.place(window, 80, 100, 1200, 700)
        return window

    def document(self) -> None:
        """A PDF that is opened while the program watches."""
        path = self._folder / "orchard-rules.pdf"
        canvas = Canvas(str(path), pagesize=(640, 300))
        canvas.setFont("Times-Roman", 15)
        canvas.drawString(40, 220, IN_DOCUMENT)
        canvas.save()
        mupdf = find_program("mupdf", "mupdf")
        window = self.open("orchard-rules.pdf", mupdf, "-r", "110", str(path))
        self.ask("windowmove", window, "300", "260")

    def dialogue(self) -> None:
        """A question box of GTK."""
        self.open("Not enough room", find_program("zenity", "zenity"), "--question", "--no-wrap",
                  "--title=Not enough room", f"--text={IN_DIALOGUE}")  # fmt: skip

    def terminal(self) -> None:
        """A shell in which something is typed and answered."""
        xterm = find_program("xterm", "xterm")
        self.open("quayside", xterm, "-T", "quayside", "-fa", "DejaVu Sans Mono", "-fs", "11",
                  "-geometry", "90x20+120+200", "-e", "cat")  # fmt: skip
        self.type(IN_TERMINAL)
        self.ask("key", "Return")

    def type(self, text: str) -> None:
        """Type as a quick person does, so that some looks fall into the middle of it."""
        self.ask("type", "--delay", "40", text)


def found(engine: Engine, sentence: str) -> Hit | None:
    """The hit that holds a sentence but for a letter or two, once it is captured."""
    hits = engine.library.search(Query(sentence, 5)).hits
    return next((h for h in hits if fit(sentence, plain(h.text))[0] <= MISREAD), None)


def captured(engine: Engine, sentence: str) -> Hit:
    """Wait for a sentence; asked for only when something was stored, since asking costs time."""
    asked = -1

    def look() -> Hit | None:
        nonlocal asked
        kept = engine.recording.state().kept
        if kept == asked:
            return None
        asked = kept
        return found(engine, sentence)

    hit = wait_until(look, f"the capture of {sentence!r}", PATIENCE_S)
    assert hit is not None
    return hit


class Quiet:
    """Whether so many looks in a row kept nothing; what a slow program still paints begins anew."""

    def __init__(self, engine: Engine, looks: int) -> None:
        self._engine, self._looks = engine, looks
        self._since = engine.recording.state()

    def __call__(self) -> bool:
        now = self._engine.recording.state()
        if now.kept != self._since.kept:
            self._since = now
        return now.seen >= self._since.seen + self._looks


def test_a_morning_is_found_again(engine: Engine, display: PrivateDisplay, tmp_path: Path) -> None:
    desk = Desk(display, tmp_path)
    desk.clock_and_diary()
    engine.recording.give_consent()
    engine.start()

    desk.browser()
    hits = [captured(engine, AT_THE_TOP)]
    assert found(engine, FURTHER_DOWN) is None
    desk.scroll_down()
    hits.append(captured(engine, FURTHER_DOWN))
    desk.editor()
    desk.type(TYPED)
    hits.append(captured(engine, TYPED))
    desk.document()
    hits.append(captured(engine, IN_DOCUMENT))
    desk.dialogue()
    hits.append(captured(engine, IN_DIALOGUE))
    desk.terminal()
    hits.append(captured(engine, IN_TERMINAL))
    engine.settle()

    told = [(hit.app, hit.title) for hit in hits]
    for (app, title), (own_app, own_title) in zip(told, OWN, strict=True):
        assert (app, own_title in title) == (own_app, True), (app, title)
    wait_until(Quiet(engine, 8), "eight looks in a row at nothing but a clock that ticks", 60)
    assert engine.recording.state().kept <= MOST_KEPT
    assert all("treasure" not in hit.text for hit in engine.library.search(Query(SECRET, 20)).hits)
    assert any(entry.rule == "private diary" for entry in engine.recording.withheld())
