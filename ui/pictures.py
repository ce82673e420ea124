"""Takes pictures of every page once their data has arrived (``demo``, the screenshots command)."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop
from PySide6.QtWidgets import QApplication

from services.records import Hit
from ui.ask.page import AskPage
from ui.changes import Changes
from ui.context import Context
from ui.language import Language
from ui.ports import Engine
from ui.shell.rail import PAGES
from ui.tasks import Tasks
from ui.theme import Theme
from ui.window import MainWindow

QUIET_S = 0.35
LONGEST_S = 60.0


def settle(application: QApplication, tasks: Tasks, longest_s: float = LONGEST_S) -> bool:
    """Let events run until nothing has been under way for a moment; tells whether that came."""
    deadline = time.monotonic() + longest_s
    quiet_since = time.monotonic()
    while time.monotonic() < deadline:
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
        application.processEvents()
        if tasks.pending:
            quiet_since = time.monotonic()
        elif time.monotonic() - quiet_since > QUIET_S:
            return True
        else:
            time.sleep(0.01)
    return False


@contextmanager
def shown(
    engine: Engine, theme_name: str, size: tuple[int, int], text_scale: int, language: str = "en"
) -> Iterator[tuple[QApplication, Tasks, MainWindow]]:
    """A main window that is taken away again; the engine stays open."""
    from ui.application import application

    app = application()
    theme, tasks, spoken = Theme(), Tasks(), Language(app)
    spoken.speak(language)
    theme.apply(app, theme_name, text_scale)
    changes = Changes(engine.subscribe)
    window = MainWindow(Context(engine, tasks, changes, theme))
    try:
        window.resize(*size)
        window.show()
        yield app, tasks, window
    finally:
        changes.close()
        tasks.close()
        window.close()
        window.deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        spoken.close()
        theme.close()


def grab_pages(
    engine: Engine,
    folder: Path,
    themes: tuple[str, ...] = ("dark", "light"),
    size: tuple[int, int] = (1440, 900),
    *,
    question: str = "",
    text_scale: int = 100,
    language: str = "en",
    tell: Callable[[str], None] = lambda _words: None,
) -> list[Path]:
    """Save a picture of every page in every theme; gives the files.

    A ``question`` (else one of the history) is asked, and the viewer shows its first citation.
    Where the text size or the language is another, the files' names tell it.
    Works on Qt's offscreen platform and on any display. Raises ``OSError`` where a file
    cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []

    def keep(window: MainWindow, name: str, theme: str) -> None:
        other = f"-{text_scale}" if text_scale != 100 else ""
        other += f"-{language}" if language != "en" else ""
        file = folder / f"{name}-{theme}{other}.png"
        if not window.grab().save(str(file)):
            raise OSError(f"cannot write {file.name}")
        made.append(file)
        tell(file.name)

    for theme in themes:
        with shown(engine, theme, size, text_scale, language) as (app, tasks, window):
            hit = _ask(engine, app, tasks, window, question)
            for name, _words in PAGES:
                window.show_page(name)
                settle(app, tasks)
                if name == "timeline" and hit is not None:
                    window.show_moment(hit[0].at_ms)
                    settle(app, tasks)
                keep(window, name, theme)
            if hit is not None:
                window.show_page("ask")
                window.open_hit(*hit)
                settle(app, tasks)
                keep(window, "viewer", theme)
    return made


def _ask(
    engine: Engine, app: QApplication, tasks: Tasks, window: MainWindow, question: str
) -> tuple[Hit, str] | None:
    """Ask on the Ask page; gives what the viewer shall show."""
    settle(app, tasks)
    question = question or _asked_before(engine)
    if not question:
        return None
    window.ask(question)
    settle(app, tasks)
    page = window.pages["ask"]
    answer = page.turns[-1].answer if isinstance(page, AskPage) and page.turns else None
    if answer is None or not answer.citations:
        return None
    pictured = [c for c in answer.citations if c.hit.anchor.frame_id is not None]
    first = (pictured or list(answer.citations))[0]
    return first.hit, first.quote


def _asked_before(engine: Engine) -> str:
    """The oldest question of the history that found an answer, "" where there is none."""
    answered = [q for q in engine.asking.history(20) if q.citations]
    return answered[-1].question if answered else ""
