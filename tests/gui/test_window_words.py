"""No text escapes translation: in a language that marks every text, nothing is seen without it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from services.errors import VaultError, WorldError
from services.records import CaptureMode, CaptureState, Query, Signal
from services.settings import OPTIONS
from tests.gui.conftest import Quiet
from tests.gui.test_window_states import STATES, State
from tests.gui.test_window_states import open_window as open_window  # noqa: PLC0414 - the fixture
from tests.support.library import new_library
from tests.support.pseudo import (
    left_words,
    load,
    make_pseudo,
    told,
    unmarked,
    words_in,
    words_of,
)
from tests.support.window_engine import FakeEngine
from tests.support.window_opener import CODE, PASSPHRASE, FakeOpener
from tests.support.window_tour import Tour
from tests.support.window_world import NOW_MS
from ui import engine_words
from ui.tasks import Tasks
from ui.theme import Theme
from ui.tray import Tray
from ui.welcome.unlock import UnlockWindow
from ui.welcome.window import WelcomeWindow
from ui.window import MainWindow
from ui.words import PROPER_NAMES

QUESTION = "When is the review?"
NAMES = words_in("Afterimage after im age GGUF CPU English Deutsch Ctrl")
KEYS = words_of([option.key for option in OPTIONS])


@pytest.fixture(scope="module")
def pseudo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_pseudo(tmp_path_factory.mktemp("pseudo"))


@pytest.fixture(autouse=True)
def pseudo(qapp: QApplication, pseudo_file: Path) -> Iterator[None]:
    """The window and the engine speak the marked language."""
    spoken = load(pseudo_file)
    qapp.installTranslator(spoken)
    engine_words.speak(pseudo_file)
    yield
    engine_words.speak(None)
    qapp.removeTranslator(spoken)


def own_words(engine: FakeEngine) -> frozenset[str]:
    """What is captured, asked, found on disk, excluded, or named by others."""
    engine.strict = False
    facets = engine.models.offers(), engine.models.found(), engine.recording.recent_windows()
    engine.strict = True
    found = engine.watched, [file.path for file in engine.failures], "private browsing"
    browsers = [(one.browser, one.profile) for one in engine.profiles]
    held = engine.world, engine.kept_notes, found, browsers, engine.history, facets
    excluded = engine.settings.capture.excluded_apps, list(PROPER_NAMES.values())
    asked = engine.default_answer, QUESTION, "(whole)"
    return NAMES | KEYS | words_of([held, excluded, asked])


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The texts that our own widgets paint."""
    texts: set[str] = set()
    paint = QPainter.drawText

    def heard(painter: QPainter, *what: Any) -> Any:
        texts.update(text for text in what if isinstance(text, str))
        return paint(painter, *what)

    monkeypatch.setattr(QPainter, "drawText", heard)
    return texts


def missed(found: dict[str, str]) -> list[str]:
    return [f"{step}: {text}" for text, step in sorted(found.items())]


def test_the_whole_window_speaks_the_language(
    painted: set[str], window: MainWindow, engine: FakeEngine, tasks: Tasks, theme: Theme,
    qtbot: QtBot,
) -> None:  # fmt: skip
    own = own_words(engine)
    found: dict[str, str] = {}

    def settle() -> None:
        qtbot.waitUntil(lambda: tasks.pending == 0, timeout=60_000)

    for step in Tour(window, theme, settle, "re", QUESTION).steps():
        window.grab()
        drawn = {text for text in painted if left_words(text) - own}
        for text in (unmarked(window, own) | drawn) - set(found):
            found[text] = step
    assert any("⟦" in text for text in painted)
    assert missed(found) == []


@pytest.mark.parametrize("state", STATES, ids=lambda s: f"{s.page}: {s.name}")
def test_every_state_speaks_the_language(
    state: State, open_window: Callable[[FakeEngine], MainWindow], quiet: Quiet, qtbot: QtBot
) -> None:
    engine = FakeEngine(empty=state.empty)
    state.make(engine)
    window = open_window(engine)
    window.show_page(state.page)
    if state.ask:
        window.ask(state.ask)
    if state.waits:
        page = window.pages[state.page]
        qtbot.waitUntil(lambda: "⟦" in " ".join(told(page)), timeout=20_000)
    else:
        quiet()
    assert unmarked(window, own_words(engine)) == set()


def test_the_first_start_speaks_the_language(
    qtbot: QtBot, tasks: Tasks, theme: Theme, quiet: Quiet
) -> None:
    opener = FakeOpener()
    window = WelcomeWindow(opener, tasks, theme)
    qtbot.addWidget(window)
    window.show()
    own = own_words(opener.engine) | words_in(CODE)
    found = dict.fromkeys(unmarked(window, own), "consent")
    window.consent.sample_button.click()
    found |= dict.fromkeys(unmarked(window, own), "sample")
    quiet()
    window.consent.agree.setChecked(True)
    window.next.click()
    window.places.add_folder("/home/you/Notes")
    window.places.edit.setText("bank.example")
    window.places.add_exclusion()
    found |= dict.fromkeys(unmarked(window, own | words_in("bank.example")), "places")
    window.next.click()
    found |= dict.fromkeys(unmarked(window, own), "keyring")
    quiet()
    for first, second in (("", ""), ("short", ""), (PASSPHRASE, ""), (PASSPHRASE, PASSPHRASE)):
        window.key.passphrase.setChecked(True)
        window.key.first.setText(first)
        window.key.second.setText(second)
        found |= dict.fromkeys(unmarked(window, own), "key")
    window.key.make.click()
    quiet()
    found |= dict.fromkeys(unmarked(window, own), "code")
    assert missed(found) == []


@pytest.mark.parametrize("ask", [True, False])
def test_unlocking_speaks_the_language(
    ask: bool, qtbot: QtBot, tasks: Tasks, theme: Theme, quiet: Quiet
) -> None:
    opener = FakeOpener(exists=True, passphrase=ask)
    opener.broken = VaultError("The passphrase is wrong.", "Try again.")
    window = UnlockWindow(opener, tasks, theme, ask=ask)
    qtbot.addWidget(window)
    window.show()
    found = dict.fromkeys(unmarked(window, NAMES), "locked")
    window.edit.setText("wrong")
    window.unlock_button.click()
    quiet()
    found |= dict.fromkeys(unmarked(window, NAMES), "not opened")
    assert missed(found) == []


@pytest.mark.parametrize("mode", CaptureMode)
def test_the_tray_speaks_the_language(mode: CaptureMode, qapp: QApplication) -> None:
    tray = Tray()
    detail = "The computer is short of memory. Capture goes on by itself; close a program."
    state = CaptureState(mode, detail=detail, paused_until_ms=NOW_MS)
    tray.show_state(state, 60, now_ms=NOW_MS - 60_000)
    assert unmarked(tray.menu, NAMES) == set()
    assert left_words(tray.icon.toolTip()) - NAMES == set()


NOTED = """# Boat plan

On 3 March 2026 we decided with Priya Raman and Tom Baker to pay 40 euros. #boat

I promised to paint it."""


def test_what_the_real_engine_says_is_known(tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    (tmp_path / "a.txt").write_text("The quay is closed on Tuesday.\n\nIt opens again in May.")
    own = NAMES | words_in(NOTED) | {"broken", "boat", "minilm", "priya", "raman", "closed"}
    with new_library(tmp_path / "library") as engine:
        engine.library.add_note(NOTED)
        report = engine.library.add_paths([tmp_path / "broken.pdf", tmp_path / "a.txt"])
        found = engine.library.search(Query("boat Priya Raman in March 2026", 3))
        ids = [hit.segment_id for hit in found.hits]
        files = engine.library.search(Query("when is the quay closed", 3)).hits
        answer = engine.asking.ask("Which colour has the moon of the emperor?", extractive=True)
        said = [
            *(f.error for f in report.failed),
            *found.understood,
            *(why for hit in found.hits for why in hit.why),
            *(strength.why for strength in engine.memories.strengths(ids).values()),
            *(hit.anchor.place for hit in files),
            *(text for c in engine.upkeep.doctor() for text in (c.check, c.detail, c.remedy)),
            engine.upkeep.embedder().name,
            engine.asking.model().detail,
            answer.text,
        ]
        with pytest.raises(WorldError) as wrong:
            engine.memories.feedback("nothing", Signal.OPENED)
        said += [wrong.value.message, wrong.value.remedy]
    told = {text: engine_words.engine_words(text) for text in said}
    assert {text: words for text, words in told.items() if left_words(words) - own} == {}
