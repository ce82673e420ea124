"""Every page in every state it can be in: said in words, with nothing cut off, and a picture of it.

The pictures lie below pytest's ``--basetemp``, for whoever wants to look at them.
"""

import errno
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from services.errors import IndexUnavailableError, VaultLockedError, WorldError
from services.records import CaptureMode, CaptureState, FolderMode, FolderState, ModelState
from tests.gui.conftest import Quiet
from tests.support.cut_off import cut_off
from tests.support.window_engine import FakeEngine
from tests.support.window_world import MINUTE, NOW_MS
from ui.changes import Changes
from ui.context import Context
from ui.language import Language
from ui.shell.rail import PAGES
from ui.tasks import Tasks
from ui.theme import Theme
from ui.window import MainWindow

LOCKED = VaultLockedError("The library is closed.", "Unlock it to go on.")
BROKEN = WorldError("The library is damaged.", "Restore the last backup.")
NO_INDEX = IndexUnavailableError(
    "The index of meanings cannot be reached.", "Search by words still works."
)
NEARLY_FULL = (
    "The disk is nearly full (12 MB left). Nothing that was kept is lost. Make room, or lower the"
    " disk budget; capture goes on by itself."
)
HELD = "The computing budget for files is used up; reading goes on by itself."
NO_SCREEN = (
    "The desktop's portal does not answer. Restart it: systemctl --user restart xdg-desktop-portal"
)
FULL = OSError(errno.ENOSPC, "No space left on device")


@dataclass(frozen=True)
class State:
    """A page, how the engine comes into the state, and words that must be seen."""

    name: str
    page: str
    words: tuple[str, ...]
    make: Callable[[FakeEngine], None] = lambda _engine: None
    empty: bool = False
    ask: str = ""
    waits: bool = False


def breaking(error: Exception, *names: str) -> Callable[[FakeEngine], None]:
    return lambda engine: engine.broken.update(dict.fromkeys(names, error))


def gated(*names: str) -> Callable[[FakeEngine], None]:
    return lambda engine: engine.gates.update({name: threading.Event() for name in names})


def captured(mode: CaptureMode, **more: object) -> Callable[[FakeEngine], None]:
    def make(engine: FakeEngine) -> None:
        engine.capture = replace(engine.capture, mode=mode, **more)  # type: ignore[arg-type]

    return make


def without_model(engine: FakeEngine) -> None:
    engine.model = ModelState(False)


def first_pass(engine: FakeEngine) -> None:
    """One folder is being read, one waits for its turn, one is held for what the engine says."""
    states = (
        FolderState(engine.watched[0], 1200, True, FolderMode.READING, 240, 3400, 5400),
        FolderState(engine.watched[1], 0, True, FolderMode.WAITING, 0, 80),
        FolderState(engine.watched[2], 10, True, FolderMode.HELD, 10, 500, detail=HELD, failed=2),
    )
    engine.folder_states = {state.path: state for state in states}


def without_consent(engine: FakeEngine) -> None:
    engine.consent = False
    engine.capture = CaptureState(CaptureMode.NO_CONSENT)


def nothing_copied(engine: FakeEngine) -> None:
    engine.clipboard_problem = (
        "This Wayland desktop does not tell other programs what is copied."
        " Log in with an X11 session to have copies kept."
    )
    engine.change_setting("sources.clipboard", True)


STATES = (
    State("first day", "ask", ("Ask about anything you have seen",), empty=True),
    State("first day", "timeline", ("Nothing has been kept yet", "Open Sources"), empty=True),
    State("first day", "memories", ("No facts yet", "Open Settings"), empty=True),
    State("first day", "settings", ("Settings",), empty=True),
    State("loading", "timeline", ("Looking back…",), gated("span"), waits=True),
    State("loading", "memories", ("Recalling…",), gated("subjects"), waits=True),
    State("loading", "ask", ("Stop",), gated("answer"), ask="When is the review?", waits=True),
    State("error", "timeline", ("could not be read", "damaged", "Try again"),
          breaking(BROKEN, "span")),
    State("error", "memories", ("could not be read", "Try again"), breaking(BROKEN, "subjects")),
    State("error", "settings", ("is damaged", "Try again"), breaking(BROKEN, "stats")),
    State("error", "ask", ("The index of meanings cannot be reached.", "Open Settings"),
          breaking(NO_INDEX, "ask"),
          ask="When is the review?"),
    State("locked", "timeline", ("The library is closed.", "Unlock"), breaking(LOCKED, "span")),
    State("locked", "memories", ("The library is closed.", "Unlock"), breaking(LOCKED, "subjects")),
    State("locked", "ask", ("The library is closed.", "Unlock"), breaking(LOCKED, "ask"),
          ask="When is the review?"),
    State("paused", "timeline", ("Paused until 15:15", "Resume"),
          captured(CaptureMode.PAUSED, paused_until_ms=NOW_MS + 15 * MINUTE)),
    State("no model", "settings", ("No model: answers quote your memories",), without_model),
    State("disk full", "timeline", ("Held for now: The disk is nearly full (12 MB left).",),
          captured(CaptureMode.HELD, detail=NEARLY_FULL)),
    State("disk full", "memories", ("The disk is full.", "Make room"), breaking(FULL, "subjects")),
    State("first day", "sources", ("Nothing is captured before you allow it", "Allow capture"),
          without_consent, empty=True),
    State("loading", "sources", ("Looking around…",), gated("folders"), waits=True),
    State("error", "sources", ("The library is damaged.", "Try again", "could not be read"),
          breaking(BROKEN, "folders")),
    State("locked", "sources", ("The library is closed.", "Unlock"), breaking(LOCKED, "folders")),
    State("paused", "sources", ("Paused until 15:15", "then capture goes on by itself", "Resume"),
          captured(CaptureMode.PAUSED, paused_until_ms=NOW_MS + 15 * MINUTE)),
    State("disk full", "sources", ("Held for now", "The disk is nearly full (12 MB left)."),
          captured(CaptureMode.HELD, detail=NEARLY_FULL)),
    State("no screen", "sources", ("No screen to read", "xdg-desktop-portal"),
          captured(CaptureMode.UNAVAILABLE, detail=NO_SCREEN, monitors=0)),
    State("first pass", "sources", ("240 of 3400", "budget for files is used up"), first_pass),
    State("failures", "sources", ("plan.docx", "it is no e-mail", "Retry all")),
    State("clipboard", "sources", ("does not tell other programs",), nothing_copied),
)  # fmt: skip


@pytest.fixture
def open_window(
    qapp: QApplication, theme: Theme, tasks: Tasks
) -> Iterator[Callable[[FakeEngine], MainWindow]]:
    """Opens windows over engines, and takes them away."""
    made: list[tuple[MainWindow, Changes, FakeEngine]] = []

    def start(engine: FakeEngine) -> MainWindow:
        changes = Changes(engine.subscribe)
        window = MainWindow(Context(engine, tasks, changes, theme))
        made.append((window, changes, engine))
        window.resize(1440, 900)
        window.show()
        return window

    yield start
    for window, changes, engine in made:
        for gate in engine.gates.values():
            gate.set()
        changes.close()
        window.retire()
        window.hide()
        window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def seen(window: MainWindow) -> str:
    """All the words that are seen."""
    labels = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    return "\n".join(
        [*labels, *(made.text() for made in window.findChildren(QPushButton) if made.isVisible())]
    )


def bring_into(state: State, window: MainWindow) -> None:
    window.show_page(state.page)
    if state.ask:
        window.ask(state.ask)


@pytest.mark.parametrize("state", STATES, ids=lambda s: f"{s.page}: {s.name}")
def test_each_state_says_what_it_is(
    state: State, open_window: Callable[[FakeEngine], MainWindow], quiet: Quiet, qtbot: QtBot,
    tmp_path: Path,
) -> None:  # fmt: skip
    engine = FakeEngine(empty=state.empty)
    state.make(engine)
    window = open_window(engine)
    bring_into(state, window)
    if state.waits:
        qtbot.waitUntil(lambda: all(w in seen(window) for w in state.words), timeout=20_000)
    else:
        quiet()
    shown = seen(window)
    assert [words for words in state.words if words not in shown] == []
    assert cut_off(window) == []
    assert window.grab().save(str(tmp_path / f"{state.page} {state.name}.png"))


@pytest.mark.parametrize("state", STATES, ids=lambda s: f"{s.page}: {s.name}")
def test_each_state_fits_in_german_at_twice_the_size(
    state: State, open_window: Callable[[FakeEngine], MainWindow], quiet: Quiet, qtbot: QtBot,
    qapp: QApplication, theme: Theme, tmp_path: Path,
) -> None:  # fmt: skip
    spoken = Language(qapp)
    spoken.speak("de")
    theme.apply(qapp, "light", 200)
    try:
        engine = FakeEngine(empty=state.empty)
        state.make(engine)
        window = open_window(engine)
        bring_into(state, window)
        if state.waits:
            qtbot.wait(150)
        else:
            quiet()
        assert window.grab().save(str(tmp_path / f"{state.page} {state.name}.png"))
        assert cut_off(window) == []
    finally:
        spoken.close()
        theme.apply(qapp, "dark", 100)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("scale", [100, 200])
def test_nothing_is_cut_off_at_any_size_and_language(
    scale: int,
    language: str,
    qapp: QApplication,
    theme: Theme,
    open_window: Callable[[FakeEngine], MainWindow],
    quiet: Quiet,
    tmp_path: Path,
) -> None:
    spoken = Language(qapp)
    spoken.speak(language)
    theme.apply(qapp, "dark", scale)
    try:
        window = open_window(FakeEngine())
        cut: dict[str, list[str]] = {}
        for name, _words in PAGES:
            window.show_page(name)
            quiet()
            cut[name] = cut_off(window.pages[name])
            assert window.grab().save(str(tmp_path / f"{name}.png"))
        window.ask("When is the review?")
        quiet()
        cut["answer"] = cut_off(window.pages["ask"])
        cut["shell"] = cut_off(window.rail) + cut_off(window.box) + cut_off(window.foot)
        assert {name: words for name, words in cut.items() if words} == {}
    finally:
        spoken.close()
        theme.apply(qapp, "dark", 100)
