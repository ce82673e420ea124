"""The main window: rail, box, pages, viewer and foot."""

import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from services.records import CaptureState, ChangeKind, Hit
from services.records import Signal as MemorySignal
from ui.ask.page import AskPage
from ui.context import Context
from ui.design.gradually import STEP_S
from ui.design.page import Page
from ui.design.widgets import button, label, row
from ui.memories.page import MemoriesPage
from ui.places import available, first_size, kept_inside
from ui.problems import Problem
from ui.settings.page import SettingsPage
from ui.shell.box import AskBox
from ui.shell.foot import Foot
from ui.shell.rail import PAGES, Rail
from ui.sources.page import SourcesPage
from ui.timeline.page import TimelinePage
from ui.viewer.page import ViewerPage
from ui.words import tr

FOOT_EVERY_MS = 60_000
STATE_EVERY_MS = 1000
GROW_EVERY_MS = 25
MAKERS: dict[str, Callable[[Context], Page]] = {
    "ask": AskPage,
    "timeline": TimelinePage,
    "memories": MemoriesPage,
    "sources": SourcesPage,
    "settings": SettingsPage,
}


class Pages(Mapping[str, Page]):
    """The pages by name; each is made when it is first wanted, or little by little before."""

    def __init__(self, make: Callable[[str], Page]) -> None:
        self._make = make
        self._made: dict[str, Page] = {}

    def __getitem__(self, name: str) -> Page:
        page = self._begun(name)
        while page.build():
            pass
        return page

    def __iter__(self) -> Iterator[str]:
        return iter(MAKERS)

    def __len__(self) -> int:
        return len(MAKERS)

    def _begun(self, name: str) -> Page:
        if name not in self._made and name in MAKERS:
            self._made[name] = self._make(name)
        return self._made[name]

    def made(self) -> tuple[Page, ...]:
        """Those that were wanted or begun so far."""
        return tuple(self._made.values())

    def grow(self, name: str) -> bool:
        """Make some more of one page; False where it is all there."""
        return self._begun(name).grow()

    def grow_any(self) -> bool:
        """Make some more of one that is not all there; False where all are."""
        return any(self.grow(name) for name in (*self._made, *MAKERS))


class MainWindow(QMainWindow):
    """The shell around the pages, of which the first one is made at once ("" for none)."""

    hidden_by_person = Signal()
    closed = Signal()
    unlock_wanted = Signal()
    sample_left = Signal()
    state_changed = Signal(object)
    grown = Signal()

    def __init__(self, context: Context, first: str = "ask") -> None:
        super().__init__()
        self.context = context
        self.setWindowTitle(tr("Afterimage (sample)") if context.engine.is_sample else "Afterimage")
        self.setMinimumSize(860, 560)
        self.resize(first_size(QSize(1440, 900), available(self)))
        self.hide_on_close = False
        self._before_viewer = "ask"
        self.rail, self.box, self.foot = Rail(context), AskBox(context), Foot(context)
        self.stack = QStackedWidget()
        self.stack.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.pages = Pages(partial(self._take_in, context))
        self.viewer = ViewerPage(context)
        context.theme.dress(self)
        self._build()
        self._take(self.viewer)
        self._wire()
        if first:
            self.show_page(first)

    def _take_in(self, context: Context, name: str) -> Page:
        page = MAKERS[name](context)
        self._take(page)
        return page

    def _take(self, page: Page) -> None:
        self.stack.addWidget(page)
        page.open_hit.connect(self.open_hit)
        page.go.connect(self._go)
        page.search_wanted.connect(self.box.search)
        page.moment_wanted.connect(self.show_moment)

    def _grow_on(self) -> None:
        if self.context.theme.changing or self.grow():
            self._grow_timer.start()
        else:
            self.grown.emit()

    def grow(self) -> bool:
        """Make some more of the pages, as much as no key has to wait for; False: all is there."""
        until_s = time.perf_counter() + STEP_S
        while self.pages.grow_any():
            if time.perf_counter() > until_s:
                return True
        return False

    def _build(self) -> None:
        body = QWidget()
        body.setProperty("role", "window")
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.box)
        if self.context.engine.is_sample:
            right.addWidget(self._sample_bar())
        right.addWidget(self.stack, 1)
        right.addWidget(self.foot)
        whole = QHBoxLayout(body)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.rail)
        whole.addLayout(right, 1)
        self.setCentralWidget(body)
        self.box.attach_drop(body)

    def _sample_bar(self) -> QWidget:
        words = label(tr("This is a made-up week. Nothing of yours is in it."), "muted")
        leave = button(tr("Start my own library"), self.sample_left.emit, "pill")
        bar = QWidget()
        bar.setLayout(row(words, leave, None, spacing=12))
        bar.setContentsMargins(20, 8, 20, 0)
        return bar

    def _wire(self) -> None:
        self.rail.chosen.connect(self.show_page)
        self.rail.pause.connect(self.pause)
        self.rail.resume.connect(self.resume)
        self.box.asked.connect(self.ask)
        self.box.opened.connect(self.open_hit)
        self.foot.go.connect(self._go)
        self.foot.show_fading.connect(self.show_fading)
        self.viewer.closed.connect(self._leave_viewer)
        self.context.changes.changed.connect(self._on_changes)
        self._shortcut("Ctrl+K", self.box.focus)
        self._shortcut("Ctrl+N", self.write_note)
        self._shortcut("Ctrl+Q", self.close_for_good)
        for number, (name, _words) in enumerate(PAGES, 1):
            self._shortcut(f"Ctrl+{number}", partial(self.show_page, name))
        self._shortcut("Esc", self._escape)
        self._state_timer = QTimer(self)
        self._state_timer.setInterval(STATE_EVERY_MS)
        self._state_timer.timeout.connect(self._show_state)
        self._state_timer.start()
        self._foot_timer = QTimer(self)
        self._foot_timer.setInterval(FOOT_EVERY_MS)
        self._foot_timer.timeout.connect(self.foot.refresh)
        self._foot_timer.start()
        self._grow_timer = QTimer(self)  # the other pages are made while nothing happens
        self._grow_timer.setSingleShot(True)
        self._grow_timer.setInterval(GROW_EVERY_MS)
        self._grow_timer.timeout.connect(self._grow_on)
        self._state: CaptureState | None = None
        self._show_state()
        self.foot.refresh()

    def _shortcut(self, keys: str, call: Callable[[], object]) -> None:
        made = QShortcut(QKeySequence(keys), self)
        made.activated.connect(call)

    # what the parts ask for

    def show_page(self, name: str) -> None:
        """Bring a page to the front."""
        self.box.hide_hits()
        page = self.pages[name]
        page.complete()  # what came into a page that is seen would be seen a moment later
        self.stack.setCurrentWidget(page)
        self.stack.setAccessibleName(tr(dict(PAGES)[name]))
        self.rail.select(name)
        if name == "ask" and not page.focus_first():
            self.box.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        elif name != "ask" and not page.focus_first():
            self.stack.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self, where: str) -> None:
        if where == "unlock":
            self.unlock_wanted.emit()
        elif where in self.pages:
            self.show_page(where)

    def ask(self, question: str) -> None:
        """Ask a question on the Ask page."""
        self.show_page("ask")
        page = self.pages["ask"]
        if isinstance(page, AskPage):
            page.ask(question)

    def show_fading(self) -> None:
        """Show what fades this week."""
        self.show_page("timeline")
        page = self.pages["timeline"]
        if isinstance(page, TimelinePage):
            page.show_fading(True)

    def show_moment(self, at_ms: int) -> None:
        """Show a moment on the timeline."""
        self.show_page("timeline")
        page = self.pages["timeline"]
        if isinstance(page, TimelinePage):
            page.go_to(at_ms)

    def open_hit(self, hit: Hit, quote: str = "") -> None:
        """Open the very place a memory comes from."""
        for page in self.pages.made():
            if self.stack.currentWidget() is page:
                self._before_viewer = page.name
        if isinstance(hit, tuple):
            hit, quote = hit
        self.stack.setCurrentWidget(self.viewer)
        self.viewer.show_hit(hit, quote)
        engine = self.context.engine
        self.context.tasks.start(
            lambda job: engine.memories.feedback(hit.segment_id, MemorySignal.OPENED)
        )

    def _leave_viewer(self) -> None:
        self.show_page(self._before_viewer)

    def write_note(self) -> None:
        """Write a note (Ctrl+N)."""
        front, sources = self.stack.currentWidget(), self.pages["sources"]
        if isinstance(front, MemoriesPage):
            front.write_note()
        elif isinstance(sources, SourcesPage):
            sources.write_note(self)

    def _escape(self) -> None:
        page = self.stack.currentWidget()
        if self.box.drop is not None and self.box.drop.isVisible():
            self.box.hide_hits()
        elif page is self.viewer:
            self._leave_viewer()
        elif isinstance(page, AskPage):
            page.stop()
        elif isinstance(page, TimelinePage):
            page.show_fading(False)

    # capture

    def pause(self, minutes: int | None) -> None:
        """Pause capture for so many minutes, or until resumed."""
        engine = self.context.engine
        self.context.tasks.start(
            lambda job: engine.recording.pause(minutes), lambda _none: self._show_state(), self.fail
        )

    def resume(self) -> None:
        """Capture again."""
        engine = self.context.engine
        self.context.tasks.start(
            lambda job: engine.recording.resume(), lambda _none: self._show_state(), self.fail
        )

    def fail(self, problem: Problem) -> None:
        """Show a problem above the page that is in front."""
        page = self.stack.currentWidget()
        if isinstance(page, Page):
            page.fail(problem)

    def _show_state(self) -> None:
        state = self.context.engine.recording.state()
        self.foot.show_state(state)
        if state != self._state:
            self._state = state
            self.rail.show_state(state)
            self.state_changed.emit(state)

    def _on_changes(self, kinds: frozenset[ChangeKind]) -> None:
        if kinds & {ChangeKind.RECORDER, ChangeKind.SETTINGS, ChangeKind.CAPTURES}:
            self._show_state()
        if kinds & {ChangeKind.SOURCES, ChangeKind.STRENGTH, ChangeKind.MODEL, ChangeKind.SETTINGS}:
            self.foot.refresh()
        if ChangeKind.LOCK in kinds:
            self.unlock_wanted.emit()

    # the window itself

    def raise_window(self) -> None:
        """Come to the front, from the tray or another start of the program."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self._keep_inside()
        self.show()
        self.raise_()
        self.activateWindow()

    def _keep_inside(self) -> None:
        """A screen may have gone since the window was put where it is."""
        state = Qt.WindowState
        if not self.windowState() & (state.WindowMaximized | state.WindowFullScreen):
            inside = kept_inside(self.geometry(), available(self))
            if inside != self.geometry():
                self.setGeometry(inside)

    def retire(self) -> None:
        """Do nothing more: another window has taken over."""
        self._grow_timer.stop()
        self._state_timer.stop()
        self._foot_timer.stop()
        self.context.changes.changed.disconnect(self._on_changes)

    def close_for_good(self) -> None:
        """Close the window even where a tray would keep the program."""
        self.hide_on_close = False
        self.close()

    def showEvent(self, event: QShowEvent) -> None:
        """From now on there is time to make the other pages."""
        super().showEvent(event)
        self._grow_timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """What nobody looks at does not grow; it may be about to end."""
        super().hideEvent(event)
        self._grow_timer.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the drop-down below the box."""
        super().resizeEvent(event)
        self.box.place_drop()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Hide to the tray where there is one, else quit."""
        if self.hide_on_close:
            event.ignore()
            self.hide()
            self.hidden_by_person.emit()
            return
        self._grow_timer.stop()
        self._state_timer.stop()
        self._foot_timer.stop()
        super().closeEvent(event)
        QTimer.singleShot(0, self, self.closed.emit)
