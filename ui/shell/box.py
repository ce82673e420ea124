"""The one box for asking and searching, with its filters."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from services.records import SearchResult
from ui.ask.ahead import ReadAhead
from ui.context import Context
from ui.design.widgets import label
from ui.engine_words import engine_words
from ui.problems import Problem
from ui.shell.drop import HitsDrop
from ui.shell.filters import FilterChips
from ui.words import tr

DEBOUNCE_MS = 20  # from a key to what the words alone find
WHOLE_MS = 180  # from the last key to what the meaning finds as well
HITS = 12


class AskBox(QWidget):
    """Search-as-you-type below, Enter asks; arrows choose a hit, Enter then opens it."""

    asked = Signal(str)
    opened = Signal(object)
    typing = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        # beside each other: the next key need not wait for what the meaning of the last one finds
        self._slot, self._whole_slot = context.slot(), context.slot()
        self.setProperty("role", "top")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.edit = QLineEdit()
        self.edit.setProperty("role", "ask")
        self.edit.setPlaceholderText(tr("Ask or search your memory"))
        self.edit.setAccessibleName(tr("Ask or search your memory"))
        self.edit.setAccessibleDescription(tr("Enter asks, arrows choose a hit"))
        self.edit.textEdited.connect(self._edited)
        self.edit.installEventFilter(self)
        self._ahead = ReadAhead(context, self.edit)
        self.edit.setLayoutDirection(self.layoutDirection())  # not that of what is typed
        self.key = label(tr("Ctrl K"), "key")
        inner = QHBoxLayout(self.edit)
        inner.setContentsMargins(0, 0, 10, 0)
        inner.addStretch(1)
        inner.addWidget(self.key)
        self.chips = FilterChips(context)
        self.chips.changed.connect(self._search_now)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 10, 20, 10)
        layout.setSpacing(12)
        layout.addWidget(self.edit, 1)
        layout.addWidget(self.chips)
        self.drop: HitsDrop | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE_MS)
        self._timer.timeout.connect(partial(self._search, brief=True))
        self._whole_timer = QTimer(self)
        self._whole_timer.setSingleShot(True)
        self._whole_timer.setInterval(WHOLE_MS)
        self._whole_timer.timeout.connect(self._search)
        self._fit()
        context.theme.changed.connect(self._fit)

    def _fit(self) -> None:
        self.edit.setFixedHeight(max(self._context.theme.px(34), 34))

    def _show_key(self) -> None:
        """The key that leads here is shown in an empty box, where the hint leaves room for it."""
        hint = self.edit.fontMetrics().horizontalAdvance(self.edit.placeholderText())
        room = self.edit.width() - self.key.sizeHint().width() - self._context.theme.px(30)
        self.key.setVisible(not self.edit.text() and hint <= room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another room."""
        super().resizeEvent(event)
        self._show_key()

    def attach_drop(self, window: QWidget) -> None:
        """Give the drop-down its place over the page."""
        self.drop = HitsDrop(self._context, window)
        self.drop.chosen.connect(self._open)

    def focus(self) -> None:
        """Put the caret in the box (Ctrl+K)."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def search(self, text: str) -> None:
        """Search for a text that was chosen elsewhere."""
        self.edit.setText(text)
        self.focus()
        self._show_key()
        self._search_now()

    def _edited(self, text: str) -> None:
        self._show_key()
        self.typing.emit(text)
        if text.strip():
            self._timer.start()
            self._whole_timer.start()
        else:
            self.hide_hits()

    def _search_now(self) -> None:
        if self.edit.text().strip():
            self._search()

    def _search(self, *, brief: bool = False) -> None:
        text = self.edit.text().strip()
        if not text:
            return
        filters = self.chips.filters
        wanted = HITS * 4 if filters.person else HITS
        now_ms, offset_min = self._context.now_ms(), self._context.offset_min()
        query = filters.query(text, wanted, now_ms, offset_min, brief=brief)
        engine = self._context.engine
        self._whole_slot.stop()
        slot = self._slot if brief else self._whole_slot
        slot.run(
            lambda job: engine.library.search(query),
            lambda result: self._show(text, result, brief=brief),
            self._fail,
        )

    def _show(self, text: str, result: SearchResult, *, brief: bool) -> None:
        if not brief:
            self._slot.stop()  # it could only bring less
        if self.drop is None or not self.edit.text().strip():
            return
        filters = self.chips.filters
        hits = tuple(hit for hit in result.hits if filters.fits(hit))[:HITS]
        if brief and not hits:
            return  # the meaning may still find something
        parts = [*map(engine_words, result.understood), f"{result.ms:.0f} ms"]
        if result.notice:
            parts.append(engine_words(result.notice))
        words = tr("Enter asks") if hits else tr("Nothing found by these words. Enter asks.")
        self.place_drop()
        self.drop.show_hits(text, hits, "  ·  ".join([words, *parts]))

    def _fail(self, problem: Problem) -> None:
        if self.drop is not None and not problem.cancelled:
            self.place_drop()
            self.drop.show_hits("", (), f"{problem.words} {problem.remedy}".strip())

    def place_drop(self) -> None:
        """Lay the drop-down below the box."""
        ground = self.drop.parentWidget() if self.drop is not None else None
        if self.drop is None or ground is None:
            return
        corner = self.edit.mapTo(ground, QPoint(0, self.edit.height() + 6))
        self.drop.move(corner)
        self.drop.setFixedWidth(self.edit.width())

    def hide_hits(self) -> None:
        """Close the drop-down and forget what was being searched."""
        self._timer.stop()
        self._whole_timer.stop()
        self._slot.stop()
        self._whole_slot.stop()
        if self.drop is not None:
            self.drop.hide()
            self.drop.model.show(())

    def _open(self, hit: object) -> None:
        self.hide_hits()
        self.opened.emit(hit)

    def submit(self) -> None:
        """Open the chosen hit, or ask."""
        chosen = self.drop.current() if self.drop is not None and self.drop.isVisible() else None
        text = self.edit.text().strip()
        if chosen is not None:
            self._open(chosen)
        elif text:
            self.hide_hits()
            self.edit.clear()
            self._show_key()
            self.asked.emit(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the box."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._key(event.key())
        if event.type() is QEvent.Type.FocusOut and self.drop is not None:
            self.drop.hide()
        return False

    def _key(self, key: int) -> bool:
        keys = Qt.Key
        showing = self.drop is not None and self.drop.isVisible()
        if key in {keys.Key_Return, keys.Key_Enter}:
            self.submit()
            return True
        if self.drop is not None and showing and key in {keys.Key_Down, keys.Key_Up}:
            self.drop.move_by(1 if key == keys.Key_Down else -1)
            return True
        return False
