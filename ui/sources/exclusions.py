"""The editor of exclusions: apps, titles and sites that are never captured."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from services.settings import find_option
from ui.context import Context
from ui.design.widgets import Card, FlowLayout, chip, clear_layout, label, row
from ui.sources.rule_forms import Leftovers, PrivateSwitch, TryForm
from ui.words import marked, tr

SHOWN = 10
KINDS = marked(
    (("apps", "Add an app"), ("titles", "Add words of a title"), ("sites", "Add a site"))
)


class Exclusions(Card):
    """Three lists of chips; a press takes one off, Enter adds one. Long lists are folded."""

    changed = Signal(str, object)  # key, value
    added = Signal(str, str)  # kind, entry
    reset = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(tr("Never captured"), spacing=8)
        self._context = context
        self._flows: dict[str, FlowLayout] = {}
        self.edits: dict[str, QLineEdit] = {}
        self.entries: dict[str, tuple[str, ...]] = {}
        self._whole: set[str] = set()
        for kind, hint in KINDS:
            option = find_option(f"capture.excluded_{kind}")
            self.add(label(tr(option.title), "strong"))
            self.add(label(tr(option.help), "second", wrap=True))
            holder = QWidget()
            self._flows[kind] = FlowLayout(holder, 6)
            self.add(holder)
            edit = QLineEdit()
            edit.setPlaceholderText(tr(hint))
            edit.setAccessibleName(tr(hint))
            edit.returnPressed.connect(partial(self._append, kind))
            self.edits[kind] = edit
            self.add(edit)
            self.body.addSpacing(6)
        self.leftovers = Leftovers()
        self.private = PrivateSwitch(context)
        self.private.toggled.connect(partial(self.changed.emit, "capture.exclude_private"))
        self.trying = TryForm()
        self.add(self.leftovers)
        self.add(self.private)
        self.body.addSpacing(6)
        self.add(self.trying)
        self.add(row(chip(tr("Reset"), self.reset.emit, name=tr("Reset what is left out")), None))
        self.refresh()

    def refresh(self) -> None:
        """Show what the settings say."""
        self.private.refresh()
        for kind, _hint in KINDS:
            value = self._context.engine.settings.get(f"capture.excluded_{kind}")
            entries = value if isinstance(value, tuple) else ()
            if self.entries.get(kind) == entries:
                continue
            self.entries[kind] = entries
            self._fill(kind)

    def _fill(self, kind: str) -> None:
        clear_layout(self._flows[kind])
        entries = self.entries[kind]
        shown = entries if kind in self._whole else self._short(kind)
        hidden = len(entries) - len(shown)
        for entry in shown:
            name = f"{tr('Capture again')}: {entry}"
            made = chip(f"{entry}  ×", partial(self._remove, kind, entry), name=name)
            made.setToolTip(name)
            self._flows[kind].addWidget(made)
        if hidden:
            words = f"{tr('and')} {hidden} {tr('more')}…"
            name = f"{tr('Show all')}: {tr(find_option(f'capture.excluded_{kind}').title)}"
            self._flows[kind].addWidget(chip(words, partial(self._unfold, kind), name=name))

    def _short(self, kind: str) -> tuple[str, ...]:
        """Some of what is left out from the start, and all that the person added."""
        default = find_option(f"capture.excluded_{kind}").default
        seeded = default if isinstance(default, tuple) else ()
        kept = [entry for entry in self.entries[kind] if entry in seeded]
        return (*kept[:SHOWN], *(e for e in self.entries[kind] if e not in seeded))

    def _unfold(self, kind: str) -> None:
        self._whole.add(kind)
        self._fill(kind)

    def _append(self, kind: str) -> None:
        text = self.edits[kind].text().strip()
        self.edits[kind].clear()
        if text and text not in self.entries[kind]:
            self.added.emit(kind, text)

    def _remove(self, kind: str, entry: str) -> None:
        left = tuple(e for e in self.entries[kind] if e != entry)
        self.changed.emit(f"capture.excluded_{kind}", left)
