"""Browser histories: off until asked for, which profiles there are, and when each was read."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLayout, QWidget

from services.records import BrowserState
from services.settings import find_option
from ui.context import Context
from ui.design.widgets import Card, ElidedLabel, chip, label, row
from ui.engine_words import engine_words
from ui.sources.lists import Rows
from ui.words import tr

KEY = "sources.browsers"


class BrowsersCard(Card):
    """A switch, the profiles, and a way to read them now."""

    switched = Signal(bool)
    read_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(tr("Browser histories"), spacing=8)
        self._context = context
        option = find_option(KEY)
        self.switch = QCheckBox(tr(option.title))
        self.switch.setAccessibleName(tr(option.title))
        self.switch.clicked.connect(self.switched)
        self.add(self.switch)
        self.add(label(tr(option.help), "second", wrap=True))
        self.rows = Rows()
        self.add(self.rows)
        self.read_chip = chip(tr("Read now"), self.read_wanted.emit, name=tr("Read histories now"))
        self.add(row(self.read_chip, None))

    def show_browsers(self, browsers: tuple[BrowserState, ...], consent: bool) -> None:
        """Show other profiles."""
        wanted = bool(self._context.engine.settings.get(KEY))
        self.switch.setChecked(wanted)
        self.read_chip.setVisible(wanted and consent and bool(browsers))
        made: list[QWidget | QLayout] = []
        for one in browsers if wanted else ():
            if one.problem:
                words = engine_words(one.problem)
            elif one.read_at_ms is None:
                words = tr("not read yet") if consent else tr("waits until capture is allowed")
            else:
                words = f"{tr('read')} {self._context.when(one.read_at_ms)}"
            line = row(ElidedLabel(f"{one.browser} · {one.profile}"), ElidedLabel(words, "second"))
            line.setStretch(0, 1)
            line.setStretch(1, 1)
            made.append(line)
        self.rows.setVisible(wanted)
        self.rows.fill(made, tr("No browser that is known was found."))
