"""What every page has in common: a banner, a body, and asking again when something changed."""

import time
from collections import deque
from collections.abc import Iterator

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from services.records import Capture, ChangeKind, DocumentId, Hit
from ui.context import Context
from ui.design.widgets import Banner
from ui.elsewhere import open_place, place_of
from ui.problems import Problem
from ui.words import tr

ALL = object()
POLISH_S = 0.004


class Page(QWidget):
    """A page of the window. It loads when it is first shown and when what it shows changed.

    It is empty at first: ``build`` makes what is in it, a part at a time. Parts go into what is in
    the window already, the outer before the inner: each time that a widget gets another parent, Qt
    goes through all that is in it.
    """

    open_hit = Signal(object)
    go = Signal(str)
    search_wanted = Signal(str)
    moment_wanted = Signal(object)  # at_ms

    watched: frozenset[ChangeKind] = frozenset()
    name = ""
    rest_ms = 0
    """How long to rest between two loads that changes ask for: they may come all the time."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.theme = context.theme
        self.engine = context.engine
        self._stale = True
        self._again = False
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.timeout.connect(self._rested)
        self.banner = Banner(context.theme)
        self.banner.acted.connect(self._acted)
        self.layout_ = QVBoxLayout(self)
        self.layout_.setContentsMargins(20, 16, 20, 16)
        self.layout_.setSpacing(12)
        self.layout_.addWidget(self.banner)
        self._parts = self.parts()
        self._plain: deque[QWidget] | None = None
        context.changes.changed.connect(self._on_changes)

    def parts(self) -> Iterator[None]:
        """Make what the page shows; each step is one that no key has to wait for."""
        yield from ()

    def build(self) -> bool:
        """Make the next part; False once all are there."""
        return next(self._parts, ALL) is not ALL

    def refresh(self) -> None:
        """Ask the engine again for what is shown."""

    def loading(self) -> bool:
        """Whether what was asked for has not come yet: changes wait for it, where there is a rest.

        Without that, changes that come faster than a load takes would drop each before its end.
        """
        return False

    def grow(self) -> bool:
        """Build some more of what was left for later; False where nothing was."""
        return self.build() or self.polish()

    def complete(self) -> None:
        """Build all that was left for later."""
        while self.grow():
            pass

    def polish(self) -> bool:
        """Give some more widgets their fonts and colours; False once all have them."""
        if self._plain is None:
            self._plain = deque(self.findChildren(QWidget))
        until_s = time.perf_counter() + POLISH_S
        while self._plain and time.perf_counter() < until_s:
            widget = self._plain.popleft()
            if isValid(widget):
                widget.ensurePolished()
        return bool(self._plain)

    def focus_first(self) -> bool:
        """Put the focus where the page is driven from; False where there is no such place."""
        return False

    def come_in(self, stack: QStackedWidget, view: QWidget | None) -> None:
        """Show what there was to wait for; who waited with no focus elsewhere has it there."""
        if view is None:
            return
        waited = stack.currentWidget() is not view
        stack.setCurrentWidget(view)
        if waited and self.isVisible() and isinstance(self.window().focusWidget(), QStackedWidget):
            self.focus_first()

    def fail(self, problem: Problem) -> None:
        """Show a problem above the page."""
        self.banner.show_problem(problem)

    def keep_note(self, text: str) -> None:
        """Keep a text as a note of the person's own."""
        library = self.engine.library
        self.context.tasks.start(
            lambda job: library.add_note(text),
            lambda _id: self.banner.show_done(tr("Kept as a note.")),
            self.fail,
        )

    def open_elsewhere(self, source: Capture | Hit, document: DocumentId | None) -> None:
        """Open the page or the file that a memory came from, where it lives."""
        engine = self.engine
        self.context.tasks.start(
            lambda job: place_of(engine, source, document), open_place, self.fail
        )

    def _acted(self, action: str) -> None:
        if action == "retry":
            self.refresh()
        else:
            self.go.emit(action)

    def _on_changes(self, kinds: frozenset[ChangeKind]) -> None:
        if not kinds & self.watched:
            return
        if not self.isVisible():
            self._stale = True
        elif self._resting.isActive():
            self._again = True
        else:
            self._load_for_changes()

    def _load_for_changes(self) -> None:
        self._again = False
        self.refresh()
        if self.rest_ms:
            self._resting.start(self.rest_ms)

    def _rested(self) -> None:
        if self.loading():
            self._resting.start(self.rest_ms)
        elif self._again and self.isVisible():
            self._load_for_changes()
        elif self._again:
            self._again, self._stale = False, True

    def showEvent(self, event: QShowEvent) -> None:
        """Load what is shown, once it is looked at."""
        self.complete()
        self.theme.complete(self)
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.refresh()
