"""The shell: pages by keys, the box with its hits and filters, capture, the foot."""

import threading
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from services.errors import WorldError
from services.records import (
    CaptureMode,
    CaptureState,
    ChangeKind,
    EmbedderState,
    Hit,
    Query,
    SearchResult,
    Source,
)
from tests.gui.conftest import Quiet
from tests.support.window_engine import FakeEngine
from ui.ask.page import AskPage
from ui.memories.page import MemoriesPage
from ui.places import available, first_size, kept_inside
from ui.shell.drop import snippet
from ui.shell.filters import Filters
from ui.shell.foot import watching_words
from ui.shell.rail import PAGES
from ui.sources.page import SourcesPage
from ui.tasks import Tasks
from ui.timeline.page import TimelinePage
from ui.tray import Tray
from ui.window import MainWindow


def type_into(window: MainWindow, text: str) -> None:
    window.box.edit.clear()
    for letter in text:
        window.box.edit.insert(letter)
        window.box.edit.textEdited.emit(window.box.edit.text())


def test_no_slow_call_on_the_main_thread(
    window: MainWindow, engine: FakeEngine, quiet: Quiet
) -> None:
    for name, _words in PAGES:
        window.show_page(name)
        quiet()
    assert engine.on_main == []
    called = {name for name, _args in engine.calls}
    assert {"history", "density", "subjects", "withheld", "forecast", "film", "moment"} <= called


def test_keys_change_pages(window: MainWindow, qtbot: QtBot) -> None:
    for number, (name, _words) in enumerate(PAGES, 1):
        QTest.keyClick(window, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.ControlModifier)
        assert window.stack.currentWidget() is window.pages[name]
        assert window.rail.buttons[name].isChecked()


def test_every_control_has_a_name(window: MainWindow, quiet: Quiet) -> None:
    for name, _words in PAGES:
        window.show_page(name)
        quiet()
        for kind in (QAbstractButton, QLineEdit, QComboBox):
            for widget in window.pages[name].findChildren(kind):
                if widget.isVisible() and not widget.objectName().startswith("qt_"):
                    assert widget.accessibleName(), f"{name}: {kind.__name__} {widget}"


def test_hits_appear_while_typing_and_enter_opens_the_chosen(
    window: MainWindow, qtbot: QtBot, quiet: Quiet
) -> None:
    drop = window.box.drop
    assert drop is not None
    type_into(window, "harvest")
    quiet()
    assert drop.isVisible()
    assert drop.model.hits
    assert all("harvest" in f"{hit.text} {hit.title}".casefold() for hit in drop.model.hits)
    QTest.keyClick(window.box.edit, Qt.Key.Key_Down)
    chosen = drop.current()
    assert chosen is not None
    QTest.keyClick(window.box.edit, Qt.Key.Key_Return)
    quiet()
    assert window.stack.currentWidget() is window.viewer
    assert window.viewer.hit == chosen
    assert not drop.isVisible()


def test_enter_asks_and_escape_closes_the_hits(
    window: MainWindow, engine: FakeEngine, qtbot: QtBot, quiet: Quiet
) -> None:
    type_into(window, "harvest")
    quiet()
    QTest.keyClick(window.box.edit, Qt.Key.Key_Escape)
    assert window.box.drop is not None
    assert not window.box.drop.isVisible()
    type_into(window, "When is the review?")
    QTest.keyClick(window.box.edit, Qt.Key.Key_Return)
    quiet()
    page = window.pages["ask"]
    assert isinstance(page, AskPage)
    assert [turn.question for turn in page.turns] == ["When is the review?"]
    assert ("ask", ("When is the review?",)) in engine.calls
    assert window.box.edit.text() == ""


def test_only_the_last_letters_are_searched(
    window: MainWindow, engine: FakeEngine, quiet: Quiet
) -> None:
    type_into(window, "ferry")
    quiet()
    queries = [args[0] for name, args in engine.calls if name == "search"]
    # by words at once, by meaning too once there was time
    assert [(query.text, query.brief) for query in queries if isinstance(query, Query)] == [
        ("ferry", True), ("ferry", False),
    ]  # fmt: skip


def test_hits_say_why_they_were_found(window: MainWindow, quiet: Quiet) -> None:
    type_into(window, "harvest")
    quiet()
    drop = window.box.drop
    assert drop is not None
    hit = drop.model.hits[0]
    first = drop.model.index(0)
    assert hit.why
    assert ", ".join(hit.why) in first.data(Qt.ItemDataRole.AccessibleTextRole)
    assert " · ".join(hit.why) in first.data(Qt.ItemDataRole.ToolTipRole)
    assert not drop.grab().isNull()


def test_a_late_answer_to_what_was_typed_before_is_dropped(
    window: MainWindow, engine: FakeEngine, quiet: Quiet, qtbot: QtBot, tasks: Tasks,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    real, release, started = engine.library.search, threading.Event(), threading.Event()

    def slow_first(query: Query) -> SearchResult:
        if query.text == "harvest":
            started.set()
            assert release.wait(30)
            return replace(real(query), notice="too late")
        return replace(real(query), notice="in time")

    monkeypatch.setattr(engine.library, "search", slow_first)
    type_into(window, "harvest")
    qtbot.waitUntil(started.is_set, timeout=20_000)
    drop = window.box.drop
    assert drop is not None
    shown: list[str] = []
    real_show = drop.show_hits

    def note(text: str, hits: tuple[Hit, ...], words: str) -> None:
        shown.append(words)
        real_show(text, hits, words)

    monkeypatch.setattr(drop, "show_hits", note)
    type_into(window, "ferry")
    qtbot.waitUntil(lambda: tasks.pending == 2, timeout=20_000)  # the second waits for its turn
    release.set()
    qtbot.waitUntil(lambda: any("in time" in words for words in shown), timeout=20_000)
    quiet()
    assert not any("too late" in words for words in shown)


def test_the_next_key_does_not_wait_for_what_the_meaning_finds(
    window: MainWindow, engine: FakeEngine, quiet: Quiet, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    real, release, started = engine.library.search, threading.Event(), threading.Event()

    def slow_meaning(query: Query) -> SearchResult:
        if query.brief:
            return replace(real(query), notice=f"words of {query.text}")
        if query.text == "harvest":
            started.set()
            assert release.wait(30)
            return replace(real(query), notice="too late")
        return replace(real(query), notice="meaning")

    monkeypatch.setattr(engine.library, "search", slow_meaning)
    shown: list[str] = []
    drop = window.box.drop
    assert drop is not None
    monkeypatch.setattr(drop, "show_hits", lambda _text, _hits, words: shown.append(words))
    type_into(window, "harvest")
    qtbot.waitUntil(started.is_set, timeout=20_000)
    type_into(window, "ferry")
    qtbot.waitUntil(lambda: any("words of ferry" in words for words in shown), timeout=20_000)
    release.set()
    quiet()
    assert "meaning" in shown[-1]
    assert not any("too late" in words for words in shown)


def test_a_failed_search_is_told_below_the_box(
    window: MainWindow, engine: FakeEngine, quiet: Quiet
) -> None:
    engine.broken["search"] = WorldError("The index is busy.", "Try again.")
    type_into(window, "ferry")
    quiet()
    assert window.box.drop is not None
    assert "The index is busy." in window.box.drop.foot.text()


def test_filters_narrow_the_hits(window: MainWindow, engine: FakeEngine, quiet: Quiet) -> None:
    chips = window.box.chips
    type_into(window, "ferry")
    chips.files.click()
    chips.choose("app", "Chat")
    chips.today.click()
    quiet()
    query = next(args[0] for name, args in reversed(engine.calls) if name == "search")
    assert isinstance(query, Query)
    assert (query.source, query.app) == (Source.FILE, "Chat")
    assert query.from_ms is not None
    assert query.to_ms == query.from_ms + 86_400_000
    assert chips.app.text() == "Chat"
    chips.choose("app", None)
    assert chips.app.text() == "App"


def test_people_and_apps_are_offered(window: MainWindow, quiet: Quiet) -> None:
    chips = window.box.chips
    chips.people.click()
    quiet()
    names = [action.text() for action in chips._menus["person"].actions()]
    assert "Ines Carvalho" in names
    chips._menus["person"].actions()[names.index("Gunnar Ek")].trigger()
    assert chips.filters.person == "Gunnar Ek"
    chips._menus["person"].close()
    chips.app.click()
    quiet()
    assert "Chat" in [action.text() for action in chips._menus["app"].actions()]
    chips._menus["app"].close()
    chips.people.click()
    assert chips.filters.person is None


def test_a_person_must_be_named_by_a_hit(engine: FakeEngine) -> None:
    filters = Filters(person="Ines Carvalho")
    engine.strict = False
    by_ines, note = engine.library.hit(next(iter(engine.world.segments))), None
    for segment in engine.world.segments:
        hit = engine.library.hit(segment)
        if hit.source == "note":
            note = hit
    assert filters.fits(by_ines)
    assert note is not None
    assert not filters.fits(note)


def test_capture_is_paused_and_resumed_from_the_rail(
    window: MainWindow, engine: FakeEngine, quiet: Quiet
) -> None:
    menu = window.rail.pause_button.menu()
    menu.actions()[0].trigger()
    quiet()
    assert engine.capture.mode is CaptureMode.PAUSED
    assert window.rail.words.text() == "Paused until 15:15"
    assert not window.rail.pause_button.isVisible()
    window.rail.resume_button.click()
    quiet()
    resumed = engine.capture
    assert resumed.mode is CaptureMode.RECORDING
    menu.actions()[2].trigger()
    quiet()
    assert window.rail.words.text() == "Paused"


def test_a_refused_pause_is_told(window: MainWindow, engine: FakeEngine, quiet: Quiet) -> None:
    engine.broken["pause"] = WorldError("It cannot be paused.")
    window.pause(15)
    quiet()
    banner = window.pages["ask"].banner
    assert banner.isVisible()
    assert "It cannot be paused." in banner.words.text()


def test_a_sample_is_calm_about_capture(window: MainWindow, engine: FakeEngine) -> None:
    engine.is_sample = True
    state = replace(engine.recording.state(), mode=CaptureMode.NO_CONSENT)
    window.rail.show_state(state)
    window.foot.show_state(state)
    assert window.rail.words.text() == "Sample library"
    assert window.rail.pause_button.isHidden()
    assert window.rail.resume_button.isHidden()
    assert window.foot.watching.text() == "Sample library"
    assert window.foot.read.text() == ""
    sources = window.pages["sources"]
    assert isinstance(sources, SourcesPage)
    sources.capture.show_state(state, consent=False)
    assert sources.capture.state.text() == "Sample library"
    assert sources.capture.allow.isHidden()
    tray = Tray()
    tray.show_state(state, 0, sample=True)
    assert tray.state.text() == "Sample library"
    tray.icon.deleteLater()


def test_before_the_first_look_the_foot_does_not_say_nothing() -> None:
    state = CaptureState(CaptureMode.RECORDING)
    assert watching_words(state, 0) == "Watching the screen"
    assert watching_words(replace(state, mode=CaptureMode.PAUSED), 0) == "Watching nothing"


@given(
    st.integers(-3000, 3000), st.integers(-3000, 3000),
    st.integers(200, 4000), st.integers(200, 4000),
)  # fmt: skip
def test_a_window_is_kept_on_its_screen(left: int, top: int, width: int, height: int) -> None:
    free = QRect(0, 24, 1440, 876)
    place = kept_inside(QRect(left, top, width, height), free)
    assert free.contains(place)
    assert place.width() == min(width, 1440 - 16)
    assert kept_inside(place, free) == place


def test_the_first_size_fits_the_screen_with_a_frame() -> None:
    wanted = QSize(1440, 900)
    assert first_size(wanted, QRect(0, 0, 2560, 1440)) == wanted
    assert first_size(wanted, QRect(0, 0, 1440, 900)) == QSize(1424, 856)
    assert first_size(wanted, QRect()) == wanted
    assert kept_inside(QRect(5, 5, 9, 9), QRect()) == QRect(5, 5, 9, 9)


def test_a_window_comes_back_from_a_screen_that_went(window: MainWindow) -> None:
    window.move(9000, 9000)
    window.raise_window()
    assert available(window).contains(window.geometry().topLeft())


def test_the_foot_says_what_is_watched_and_what_fades(window: MainWindow, quiet: Quiet) -> None:
    foot = window.foot
    assert foot.watching.text() == "Watching 2 screens, 3 folders"
    assert foot.read.text() == "Read up to 14:02"
    assert foot.storage.text() == "6.1 GB of 20 GB"
    assert "fade this week" in foot.fading.text()
    foot.fading.click()
    quiet()
    assert window.stack.currentWidget() is window.pages["timeline"]
    foot.model.click()
    assert window.stack.currentWidget() is window.pages["settings"]


def test_a_narrow_foot_leaves_out_the_less_useful(window: MainWindow) -> None:
    window.foot.resize(420, 24)
    assert not window.foot.cost.isVisible()
    assert window.foot.watching.isVisible()


def test_the_foot_says_what_ails_search_by_meaning(
    window: MainWindow, engine: FakeEngine, quiet: Quiet
) -> None:
    assert window.foot.meaning.text() == ""
    engine.embedder = EmbedderState("", "MiniLM", "nomic", 30, 120)
    window.foot.refresh()
    quiet()
    assert window.foot.meaning.text() == "Learning anew: 25 %"
    engine.embedder = EmbedderState("", "MiniLM", problem="The Chroma server cannot be reached.")
    window.foot.refresh()
    quiet()
    assert window.foot.meaning.text() == "Finding by words more than meaning"
    assert "server" in window.foot.meaning.toolTip()


def test_changes_reach_the_page_that_is_looked_at(
    window: MainWindow, engine: FakeEngine, quiet: Quiet
) -> None:
    window.show_page("memories")
    quiet()
    before = sum(name == "subjects" for name, _args in engine.calls)
    engine.tell(ChangeKind.FACTS)
    quiet()
    assert sum(name == "subjects" for name, _args in engine.calls) == before + 1
    window.show_page("ask")
    engine.tell(ChangeKind.FACTS)
    quiet()
    assert sum(name == "subjects" for name, _args in engine.calls) == before + 1


def test_a_lock_asks_for_the_key(window: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.unlock_wanted):
        engine.tell(ChangeKind.LOCK)


def test_closing_hides_where_there_is_a_tray(window: MainWindow, qtbot: QtBot) -> None:
    window.hide_on_close = True
    event = QCloseEvent()
    window.closeEvent(event)
    assert not event.isAccepted()
    assert not window.isVisible()
    window.raise_window()
    assert window.isVisible()
    with qtbot.waitSignal(window.closed):
        window.close_for_good()


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("short text", ("text",), "short text"),
        ("a " * 60 + "needle in it", ("needle",), "needle"),
        ("no match " * 20, (), "no match"),
    ],
)
def test_snippets_hold_the_words(text: str, words: tuple[str, ...], expected: str) -> None:
    assert expected in snippet(text, words, 40)
    assert len(snippet(text, words, 40)) <= 42


def test_focus_begins_where_the_page_is_driven_from(window: MainWindow, quiet: Quiet) -> None:
    window.activateWindow()
    window.show_page("memories")
    quiet()
    focused: QWidget | None = window.focusWidget()
    page = window.pages["memories"]
    assert isinstance(page, MemoriesPage)
    assert focused is page.list


def test_the_keys_go_to_what_was_waited_for(window: MainWindow, quiet: Quiet) -> None:
    window.show_page("timeline")
    quiet()
    page = window.pages["timeline"]
    assert isinstance(page, TimelinePage)
    assert window.focusWidget() is page.lanes
    window.box.focus()
    page.come_in(page.stack, page.waiting)
    page.come_in(page.stack, page.stack.widget(0))
    assert window.focusWidget() is window.box.edit  # whoever went elsewhere stays there


def test_the_foot_is_told_though_changes_never_end(
    window: MainWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    foot = window.foot
    gate = engine.gates["stats"] = threading.Event()
    qtbot.waitUntil(lambda: not foot._resting.isActive())
    foot._news = None
    foot.refresh()
    job = foot._job
    assert job is not None
    for _ in range(5):
        foot.refresh()
    assert foot._job is job
    assert not job.dropped
    gate.set()
    qtbot.waitUntil(lambda: foot._news is not None)
    qtbot.waitUntil(lambda: foot._job is not job)  # and once more for what changed meanwhile
    foot._job.stop()
    foot.refresh()  # one that was dropped, as when a window is made anew, holds nothing up
    qtbot.waitUntil(lambda: bool(foot._job and foot._job.over and not foot._job.dropped))
