"""The window over the real engine: what is kept is found, asked for, opened and forgotten."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.compose import Opening, create_library
from services.clock import ManualClock
from services.engine import CancelToken, Engine, no_progress
from services.records import Outcome, Query
from services.vault.derivation import Stretching
from services.vault.keysources import Passphrase
from ui.ask.page import AskPage
from ui.changes import Changes
from ui.context import Context
from ui.memories.page import MemoriesPage
from ui.tasks import Tasks
from ui.theme import Theme
from ui.timeline.page import TimelinePage
from ui.window import MainWindow

SENTENCE = "The rowing club meets on Saturday at 7:45 by the north gate."
FONT = ImageFont.load_default(26)
INK = ImageDraw.Draw(Image.new("RGB", (1, 1))).textbbox((60, 200), SENTENCE, font=FONT)
QUICK = Stretching(rounds=1, memory_kib=8192, lanes=1)


@pytest.fixture
def real_engine(tmp_path: Path, clock: ManualClock) -> Iterator[Engine]:
    """A library with one frame, one file and one note, through the real pipeline."""
    frames = tmp_path / "frames"
    frames.mkdir()
    image = Image.new("RGB", (900, 500), "white")
    draw = ImageDraw.Draw(image)
    draw.text((60, 200), SENTENCE, fill="black", font=FONT)
    image.save(frames / "20260302T083000.000Z.png")
    document = tmp_path / "boathouse.txt"
    document.write_text("Lockers\n\nThe boathouse has forty lockers, each with two hooks.\n")
    opening = Opening(tmp_path / "library", Passphrase("four odd words here", QUICK), clock)
    engine, _code = create_library(opening)
    try:
        engine.recording.give_consent()
        engine.recording.replay(frames, no_progress, CancelToken())
        engine.library.add_paths([document], no_progress, CancelToken())
        engine.library.add_note("My locker number is 31.")
        assert engine.settle(60)
        yield engine
    finally:
        engine.close()


@pytest.mark.slow
def test_from_question_to_frame(
    qtbot: QtBot, qapp: QApplication, theme: Theme, tasks: Tasks, real_engine: Engine
) -> None:
    engine = real_engine
    changes = Changes(engine.subscribe)
    window = MainWindow(Context(engine, tasks, changes, theme))
    qtbot.addWidget(window)
    window.show()

    def quiet() -> None:
        qtbot.wait(150)
        qtbot.waitUntil(lambda: tasks.pending == 0, timeout=30_000)

    quiet()
    window.ask("When does the rowing club meet?")
    quiet()
    page = window.pages["ask"]
    assert isinstance(page, AskPage)
    answer = page.turns[-1].answer
    assert answer is not None
    assert answer.outcome is Outcome.ANSWERED
    assert "7:45" in answer.text
    first = page.cards.cards[0]
    assert first.crop.has_image()
    first.open_button.click()
    quiet()
    viewer = window.viewer
    assert viewer.stack.currentWidget() is viewer.frame
    box = viewer.frame.boxes[0]
    left, top, right, bottom = INK
    assert abs(box.left - left) <= 4
    assert abs(box.top - top) <= 4
    assert abs(box.right - right) <= 4
    assert abs(box.bottom - bottom) <= 4

    hit = next(h for h in engine.library.search(Query("lockers hooks")).hits if h.source == "file")
    window.open_hit(hit, "forty lockers")
    quiet()
    assert viewer.text.marked_text() == "forty lockers"

    for name in window.pages:
        window.show_page(name)
        quiet()
        assert not window.pages[name].banner.isVisible(), name
    timeline, memories = window.pages["timeline"], window.pages["memories"]
    assert isinstance(timeline, TimelinePage)
    assert timeline.moment.moment is not None
    assert timeline.film.frames
    assert isinstance(memories, MemoriesPage)
    changes.close()
    tasks.close()
