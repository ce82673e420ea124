"""A day or a week in words: what it was about, for how long and with whom."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from services.records import PeriodSummary, Topic
from ui.context import Context
from ui.design.widgets import Card, ElidedLabel, chip, clear_layout, column, label, row, scroll
from ui.words import count_words, duration_words, tr

PEOPLE, LINES = 3, 2


def period_words(period: PeriodSummary) -> str:
    """Such as "3 h 10 min in 12 events, with Priya Raman"."""
    words = f"{duration_words(period.active_ms)} · {count_words(period.events, 'event', 'events')}"
    people = ", ".join(name for name, _count in period.people[:PEOPLE])
    return f"{words} · {people}" if people else words


def topic_words(topic: Topic) -> str:
    """How long, on how many days, in which apps and with whom."""
    parts = [duration_words(topic.active_ms)]
    if topic.days > 1:
        parts.append(count_words(topic.days, "day", "days"))
    parts += [", ".join(names[:PEOPLE]) for names in (topic.apps, topic.people) if names]
    return " · ".join(parts)


class TopicRow(QFrame):
    """One topic with its most telling lines, and the way to its beginning."""

    def __init__(self, context: Context, topic: Topic, show: Callable[[int], object]) -> None:
        super().__init__()
        texts: list[QWidget] = [ElidedLabel(topic.title, "strong")]
        texts += [ElidedLabel(line, "second") for line in topic.lines[:LINES]]
        tool = chip(tr("Show"), partial(show, topic.start_ms), name=f"{tr('Show')}: {topic.title}")
        words = label(topic_words(topic), "second")
        line = row(column(*texts, spacing=2), 12, words, tool, spacing=10)
        line.setStretch(0, 1)
        line.setContentsMargins(0, 6, 8, 6)
        self.setLayout(line)


class PeriodCard(Card):
    """Shows one day or week."""

    go_to = Signal(object)  # at_ms

    def __init__(self, context: Context) -> None:
        super().__init__(spacing=6)
        self._context = context
        self.rows: list[TopicRow] = []
        self.heading = label("", "section")
        self.words = label("", "muted", wrap=True)
        inner = QWidget()
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self.add(self.heading)
        self.add(self.words)
        self.body.addWidget(scroll(inner), 1)
        self.show_period(None, week=False)

    def show_period(self, period: PeriodSummary | None, *, week: bool) -> None:
        """Show another one; None where nothing was done."""
        heading = tr("THE WEEK IN WORDS") if week else tr("THE DAY IN WORDS")
        self.heading.setText(heading)
        clear_layout(self._list)
        self.rows = []
        for topic in period.topics if period is not None else ():
            made = TopicRow(self._context, topic, self.go_to.emit)
            self.rows.append(made)
            self._list.addWidget(made)
        self._list.addStretch(1)
        nothing = tr("No events yet. They are drawn at night from what was seen.")
        self.words.setText(period_words(period) if period is not None else nothing)
