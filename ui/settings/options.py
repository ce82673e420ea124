"""Every option of the schema in its group: built, found and shown a few rows at a time."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from services.settings import OPTIONS, Option, Settings
from ui.context import Context
from ui.design.gradually import Gradually
from ui.design.widgets import Card, label, rule
from ui.settings.editors import OptionRow
from ui.sources.clipboard_card import PICTURES
from ui.words import marked, tr

GROUPS = marked((
    ("look", "Look and start"), ("capture", "Capture"), ("files", "Files"),
    ("sources", "Browsers and clipboard"), ("memory", "Memory"),
    ("answer", "Answers"), ("privacy", "Privacy"), ("index", "Index"),
))  # fmt: skip
ROWS_AT_ONCE = 3


class OptionGroups(QObject):
    """A card for each group of options, and what is said where none is found."""

    changed = Signal(str, object)
    reset = Signal(str)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._rows: dict[str, OptionRow] = {}
        self._left_out: set[str] = set()
        self._groups = {group: Card(tr(words), spacing=4) for group, words in GROUPS}
        self._to_build: deque[tuple[str, Option]] = deque(
            (group, option)
            for group in self._groups
            for option in OPTIONS
            if option.key.startswith(f"{group}.")
        )
        self._narrowing = Gradually(self)
        self.nothing = label(tr("No setting is called that."), "muted")

    def cards(self) -> list[Card]:
        """The groups, from above to below."""
        return list(self._groups.values())

    @property
    def rows(self) -> dict[str, OptionRow]:
        """The row of each option, those built that were not yet."""
        while self.grow():
            pass
        return self._rows

    @property
    def narrowing(self) -> bool:
        """Whether rows are still to be shown or left out."""
        return self._narrowing.busy

    def grow(self) -> bool:
        """Build a few more rows; tells whether there were any."""
        if not self._to_build:
            return False
        settings = self._context.engine.settings
        for _ in range(min(ROWS_AT_ONCE, len(self._to_build))):
            group, option = self._to_build.popleft()
            card = self._groups[group]
            made = OptionRow(self._context, option, settings.get(option.key))
            made.changed.connect(self.changed)
            made.reset.connect(self.reset)
            if any(key.startswith(f"{group}.") for key in self._rows):
                card.add(rule())
            self._rows[option.key] = made
            if option.advanced:  # hidden before it was ever laid out
                made.hide()
                self._left_out.add(option.key)
            card.add(made)
        self._show_needs(settings)
        if not self._to_build:
            self.narrow("", advanced=False)
        return True

    def show_settings(self, settings: Settings) -> None:
        """Show other values."""
        for key, made in self._rows.items():
            made.show_value(settings.get(key))
        self._show_needs(settings)

    def _show_needs(self, settings: Settings) -> None:
        """Of copied pictures nothing is kept while no copies are."""
        if (made := self._rows.get(PICTURES)) is not None:
            made.editor.setEnabled(settings.sources.clipboard)

    def narrow(self, looked_for: str, *, advanced: bool) -> None:
        """Show the options that are looked for; the advanced ones only when asked for.

        What is shown for the first time is dressed then, so a few rows take their turn at once.
        """
        text = looked_for.casefold().strip()
        shown: set[str] = set()
        for key, made in self.rows.items():
            option = made.option
            words = f"{tr(option.title)} {tr(option.help)} {key}".casefold()
            if text in words and (advanced or bool(text) or not option.advanced):
                shown.add(key)
        self.nothing.setVisible(not shown)
        self._narrowing.run(self._narrowed(shown))

    def _narrowed(self, shown: set[str]) -> Iterator[Callable[[], object]]:
        """The steps that show these options and leave out the others."""
        for group, card in self._groups.items():
            own = [key for key in self._rows if key.startswith(f"{group}.")]
            for at in range(0, len(own), ROWS_AT_ONCE):
                yield partial(self._show_rows, own[at : at + ROWS_AT_ONCE], shown)
            yield partial(self._tidy_rules, card)
            yield partial(self._show, card, group, shown=not shown.isdisjoint(own))

    def _show_rows(self, keys: Sequence[str], shown: set[str]) -> None:
        for key in keys:
            self._show(self._rows[key], key, shown=key in shown)

    def _show(self, made: QWidget, key: str, *, shown: bool) -> None:
        """Show or leave out a row or a group; Qt lays out again even what stays as it is."""
        if shown == (key in self._left_out):
            made.setVisible(shown)
            self._left_out ^= {key}

    def _tidy_rules(self, card: Card) -> None:
        """A rule is shown only between two rows that are shown."""
        before = False
        waiting: QWidget | None = None
        for at in range(card.body.count()):
            item = card.body.itemAt(at)
            widget = item.widget() if item is not None else None
            if isinstance(widget, OptionRow):
                shown = widget.option.key not in self._left_out
                if waiting is not None:
                    waiting.setVisible(before and shown)
                before = before or shown
            elif widget is not None and widget.property("role") == "rule":
                waiting = widget
