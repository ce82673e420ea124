"""What fades this week: a list to keep from, with undo."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from services.records import Fading, SegmentId, Tier
from services.records import Signal as MemorySignal
from ui.context import Context
from ui.design.bars import StrengthBar
from ui.design.gradually import Gradually
from ui.design.widgets import Card, ElidedLabel, chip, clear_layout, column, label, row, scroll
from ui.engine_words import engine_words
from ui.problems import Problem
from ui.words import count_words, tr

TIER_WORDS = {
    Tier.HOT: "vivid",
    Tier.WARM: "fading",
    Tier.ARCHIVED: "archived",
    Tier.FORGOTTEN: "forgotten",
}
SHOWN = 40


class FadingRow(QFrame):
    """One memory that would fade."""

    kept = Signal(object)
    pinned = Signal(object)
    opened = Signal(object)

    def __init__(self, context: Context, item: Fading) -> None:
        super().__init__()
        self.item = item
        bar = StrengthBar(context.theme, item.strength)
        bar.setFixedWidth(90)
        where = item.title or item.app
        head = f"{item.app} · {where}" if where != item.app else item.app
        change = f"{tr(TIER_WORDS[item.from_tier])} → {tr(TIER_WORDS[item.to_tier])}"
        words = column(
            ElidedLabel(" ".join(item.text.split())),
            ElidedLabel(
                f"{head} · {context.when(item.at_ms)} · {engine_words(item.why)}", "second"
            ),
            spacing=3,
        )
        strength = column(label(change, "small"), bar, spacing=5)
        text = item.text[:60]
        keep = chip(tr("Keep"), lambda: self.kept.emit(item), name=f"{tr('Keep')}: {text}")
        pin = chip(tr("Pin"), lambda: self.pinned.emit(item), name=f"{tr('Pin')}: {text}")
        show = chip(tr("Show"), lambda: self.opened.emit(item.at_ms), name=f"{tr('Show')}: {text}")
        layout = row(words, 12, strength, 12, show, keep, pin, spacing=6)
        layout.setStretch(0, 1)
        layout.setContentsMargins(0, 6, 8, 6)
        self.setLayout(layout)


class FadingList(Card):
    """The next nightly run, shown beforehand."""

    done = Signal(str, object)
    failed = Signal(object)
    go_to = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(spacing=6)
        self._context = context
        self._slot = context.slot()
        self.rows: list[FadingRow] = []
        self._items: tuple[Fading, ...] = ()
        self._building = Gradually(self)
        self.heading = label(tr("FADES THIS WEEK"), "section")
        self.words = label("", "muted", wrap=True)
        self.keep_all = chip(tr("Keep all"), self._keep_all)
        inner = QWidget()
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self.add(row(self.heading, None, self.keep_all))
        self.add(self.words)
        self.body.addWidget(scroll(inner), 1)

    def refresh(self) -> None:
        """Ask again."""
        memories = self._context.engine.memories
        self._slot.run(lambda job: memories.fading(200), self._show, self._fail)

    def _show(self, items: tuple[Fading, ...]) -> None:
        clear_layout(self._list)
        self.rows = []
        self._list.addStretch(1)
        self._items = items[:SHOWN]
        self._building.run(partial(self._add, item) for item in self._items)
        self.keep_all.setVisible(bool(items))
        if items:
            words = count_words(len(items), "memory fades", "memories fade")
            explain = tr("at the next nightly run. Kept ones start afresh, pinned ones never fade.")
            self.words.setText(f"{words} {explain}")
        else:
            self.words.setText(tr("Nothing fades at the next nightly run."))

    def _add(self, item: Fading) -> None:
        made = FadingRow(self._context, item)
        made.kept.connect(self._keep)
        made.pinned.connect(self._pin)
        made.opened.connect(self.go_to)
        self._list.insertWidget(len(self.rows), made)
        self.rows.append(made)

    def _fail(self, problem: Problem) -> None:
        self.failed.emit(problem)

    def _keep(self, item: Fading) -> None:
        self._keep_for((item.segment_id,), tr("Kept for a month."))

    def _keep_all(self) -> None:
        segments = tuple(item.segment_id for item in self._items)
        self._keep_for(segments, tr("All kept for a month."))

    def _keep_for(self, segments: tuple[SegmentId, ...], words: str) -> None:
        memories = self._context.engine.memories
        self._context.tasks.start(
            lambda job: memories.keep(segments),
            lambda _none: self._told(words, lambda: self._let_fade(segments)),
            self._fail,
        )

    def _let_fade(self, segments: tuple[SegmentId, ...]) -> None:
        """Take the days of grace back."""
        memories = self._context.engine.memories
        self._context.tasks.start(
            lambda job: memories.keep(segments, 0),
            lambda _none: self._told(tr("No longer kept.")),
            self._fail,
        )

    def _pin(self, item: Fading) -> None:
        self._signal(item, MemorySignal.PIN)

    def _signal(self, item: Fading, signal: MemorySignal) -> None:
        memories = self._context.engine.memories
        pinned = signal is MemorySignal.PIN
        undo = (lambda: self._signal(item, MemorySignal.UNPIN)) if pinned else None
        words = tr("Pinned: it never fades.") if pinned else tr("No longer pinned.")
        self._context.tasks.start(
            lambda job: memories.feedback(item.segment_id, signal),
            lambda _strength: self._told(words, undo),
            self._fail,
        )

    def _told(self, words: str, undo: object = None) -> None:
        self.done.emit(words, undo)
        self.refresh()
