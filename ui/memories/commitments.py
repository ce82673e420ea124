"""What was promised and is not done: shown until the person says done or dropped."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from services.records import Commitment
from ui.context import Context
from ui.design.widgets import Card, ElidedLabel, chip, clear_layout, column, label, row
from ui.words import count_words, short_day_words, tr

FEW = 4


class CommitmentRow(QWidget):
    """One promise with what can be said of it."""

    ended = Signal(object, str)  # Commitment, outcome
    source_opened = Signal(object)  # FactSource

    def __init__(self, context: Context, item: Commitment) -> None:
        super().__init__()
        self.item = item
        self.words = ElidedLabel(item.task[:1].upper() + item.task[1:], "strong")
        self.detail = ElidedLabel(_detail(context, item), "second")
        tools: list[QWidget] = []
        if item.due_ms is not None and item.due_ms <= context.now_ms():
            tools.append(label(tr("overdue"), "pill"))
        for source in item.sources[:1]:
            show = partial(self.source_opened.emit, source)
            tools.append(chip(tr("Show"), show, name=f"{tr('Show')}: {item.task}"))
        for outcome, words in (("done", tr("Done")), ("dropped", tr("Drop"))):
            end = partial(self.ended.emit, item, outcome)
            tools.append(chip(words, end, name=f"{words}: {item.task}"))
        line = row(column(self.words, self.detail, spacing=2), 12, *tools, spacing=6)
        line.setStretch(0, 1)
        line.setContentsMargins(0, 4, 0, 4)
        self.setLayout(line)


def _detail(context: Context, item: Commitment) -> str:
    who = tr("You") if item.who == "me" else item.who
    said = tr("{who} said so {when}").format(who=who, when=context.when(item.said_ms))
    if item.due_ms is None:
        return said
    # due_ms is the end of its day
    due = short_day_words(item.due_ms - 1, context.offset_min(), context.now_ms())
    return f"{tr('due')} {due} · {said}"


class CommitmentList(Card):
    """Open commitments, what is due first; a few at once."""

    ended = Signal(object, str)
    source_opened = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(margin=14, spacing=4)
        self._context = context
        self._items: tuple[Commitment, ...] = ()
        self._all = False
        self.rows: list[CommitmentRow] = []
        self.heading = label(tr("OPEN COMMITMENTS"), "section")
        self.more = chip("", self._toggle)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.add(row(self.heading, None, self.more))
        self.add(self._list)
        self.setAccessibleName(tr("Open commitments"))
        self.hide()

    def show_items(self, items: tuple[Commitment, ...]) -> None:
        """Show commitments; nothing where there are none."""
        self._items = items
        clear_layout(self._list)
        self.rows = []
        for item in items if self._all else items[:FEW]:
            made = CommitmentRow(self._context, item)
            made.ended.connect(self.ended)
            made.source_opened.connect(self.source_opened)
            self.rows.append(made)
            self._list.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        hidden = len(items) - FEW
        words = f"{tr('Show')} {count_words(hidden, 'more', 'more')}"
        self.more.setText(tr("Show fewer") if self._all else words)
        self.more.setVisible(hidden > 0)
        self.setVisible(bool(items))

    def _toggle(self) -> None:
        self._all = not self._all
        self.show_items(self._items)
