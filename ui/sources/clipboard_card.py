"""What is copied: off until asked for, and why it cannot be kept where that is so."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from services.records import ClipboardState
from services.settings import find_option
from ui.context import Context
from ui.design.widgets import Card, label
from ui.engine_words import engine_words
from ui.words import tr

CLIPBOARD = "sources.clipboard"
PICTURES = "sources.clipboard_pictures"


class ClipboardCard(Card):
    """Two switches and a line of state."""

    switched = Signal(str, bool)  # key, wanted

    def __init__(self, context: Context) -> None:
        super().__init__(tr("Clipboard"), spacing=8)
        self._context = context
        self.switches: dict[str, QCheckBox] = {}
        for key in (CLIPBOARD, PICTURES):
            option = find_option(key)
            switch = QCheckBox(tr(option.title))
            switch.setAccessibleName(tr(option.title))
            switch.clicked.connect(lambda wanted, key=key: self.switched.emit(key, wanted))
            self.switches[key] = switch
            self.add(switch)
            self.add(label(tr(option.help), "second", wrap=True))
        self.switches[PICTURES].setEnabled(False)  # until it is known that texts are kept
        self.told = label("", "muted", wrap=True)
        self.add(self.told)

    def show_clipboard(self, state: ClipboardState, consent: bool) -> None:
        """Show another state."""
        for key, switch in self.switches.items():
            # pictures are kept only where texts are: a tick would say otherwise
            kept = state.wanted or key != PICTURES
            switch.setChecked(kept and bool(self._context.engine.settings.get(key)))
        self.switches[PICTURES].setEnabled(state.wanted)
        words = engine_words(state.problem)
        if state.wanted and not words:
            words = tr("Copies are kept.") if consent else tr("Waits until capture is allowed.")
        self.told.setText(words)
        self.told.setVisible(bool(words))
