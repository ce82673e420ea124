"""Events in which a subject came up, with their gist."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from services.records import Event
from ui.context import Context
from ui.design.bars import StrengthBar
from ui.design.widgets import ElidedLabel, FadedLabel, button, clear_layout, label
from ui.timeline.snapshot import lane_name
from ui.words import tr

ROOMY = 1.4
"""Above this text scale a title has no room for its app beside it."""


class GistList(QWidget):
    """Titles, times and the lines that mattered; a title leads to its moment."""

    moment_wanted = Signal(object)  # at_ms

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 0, 0, 0)
        layout.setSpacing(10)
        self.heading = label("", "section")
        layout.addWidget(self.heading)
        layout.addLayout(self._list)
        self.hide()

    def show_events(self, events: tuple[Event, ...], *, about: bool) -> None:
        """Show events about a subject, or else the last ones; nothing where there are none."""
        self.heading.setText(tr("WHERE IT CAME UP") if about else tr("RECENTLY"))
        clear_layout(self._list)
        theme = self._context.theme
        for event in events:
            title = FadedLabel(theme, event.title, event.strength, "strong")
            bar = StrengthBar(theme, event.strength)
            bar.setFixedWidth(80)
            head = QHBoxLayout()
            head.setSpacing(12)
            head.addWidget(title, 1)
            show = partial(self.moment_wanted.emit, event.start_ms)
            head.addWidget(button(tr("Show"), show, "link", name=f"{tr('Show')}: {event.title}"))
            if theme.scale <= ROOMY:
                head.addWidget(label(lane_name(event.app), "second"))
            head.addWidget(label(self._context.when(event.start_ms, event.offset_min), "second"))
            head.addWidget(bar, 0, Qt.AlignmentFlag.AlignVCenter)
            column = QVBoxLayout()
            column.setSpacing(3)
            column.addLayout(head)
            for line in event.gist[:3]:
                column.addWidget(ElidedLabel(line, "second"))
            self._list.addLayout(column)
        self.setVisible(bool(events))
