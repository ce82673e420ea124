"""The filters beside the box: today, an app, a person, files."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from services.records import Hit, Query, Source
from ui.context import Context
from ui.design.widgets import chip
from ui.plain import action
from ui.words import DAY_MS, day_start_ms, tr


@dataclass(frozen=True, slots=True)
class Filters:
    """What the hits must satisfy."""

    today: bool = False
    app: str | None = None
    person: str | None = None
    files: bool = False

    def query(
        self, text: str, k: int, now_ms: int, offset_min: int, *, brief: bool = False
    ) -> Query:
        """The question to the engine; ``brief`` while one types."""
        start = day_start_ms(now_ms, offset_min)
        words = f"{self.person} {text}" if self.person else text
        return Query(
            words, k=k, app=self.app, source=Source.FILE if self.files else None,
            from_ms=start if self.today else None,
            to_ms=start + DAY_MS if self.today else None,
            now_ms=now_ms, offset_min=offset_min, brief=brief,
        )  # fmt: skip

    def fits(self, hit: Hit) -> bool:
        """Whether a hit names the chosen person (the engine knows the other filters itself)."""
        if not self.person:
            return True
        name = self.person.casefold()
        return any(
            name in text.casefold() for text in (hit.author, hit.text, hit.title, hit.thread)
        )


class FilterChips(QWidget):
    """Four chips; menus of apps and people are read when they are first wanted."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._slot = context.slot()
        self.filters = Filters()
        self.today = chip(tr("Today"), self._apply, checkable=True, name=tr("Only today"))
        self.app = chip(tr("App"), None, checkable=True, name=tr("Only one app"))
        self.people = chip(tr("People"), None, checkable=True, name=tr("Only one person"))
        self.files = chip(tr("Files"), self._apply, checkable=True, name=tr("Only files"))
        self._menus = {"app": QMenu(self), "person": QMenu(self)}
        for made, key in ((self.app, "app"), (self.people, "person")):
            made.clicked.connect(lambda _checked=False, k=key: self._open(k))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for made in (self.today, self.app, self.people, self.files):
            made.setToolTip(tr("Narrows the hits below the box"))
            layout.addWidget(made)

    def _apply(self) -> None:
        self.filters = replace(
            self.filters, today=self.today.isChecked(), files=self.files.isChecked()
        )
        self.changed.emit()

    def _open(self, key: str) -> None:
        made = self.app if key == "app" else self.people
        made.setChecked(getattr(self.filters, key) is not None)
        if getattr(self.filters, key) is not None:
            self.choose(key, None)
            return
        engine = self._context.engine

        def names() -> tuple[str, ...]:
            if key == "app":
                return engine.library.apps()
            return tuple(subject.name for subject in engine.memories.subjects())

        self._slot.run(lambda job: names(), lambda found: self._show_menu(key, found))

    def _show_menu(self, key: str, names: tuple[str, ...]) -> None:
        menu, made = self._menus[key], (self.app if key == "app" else self.people)
        menu.clear()
        for name in names[:30]:
            menu.addAction(action(name)).triggered.connect(
                lambda _checked=False, n=name: self.choose(key, n)
            )
        if not names:
            menu.addAction(tr("None known yet")).setEnabled(False)
        menu.popup(made.mapToGlobal(made.rect().bottomLeft()))

    def choose(self, key: str, name: str | None) -> None:
        """Filter by an app or a person; None takes the filter off."""
        if key == "app":
            self.filters = replace(self.filters, app=name)
            made, words = self.app, tr("App")
        else:
            self.filters = replace(self.filters, person=name)
            made, words = self.people, tr("People")
        made.setText(action(name or words))
        made.setChecked(name is not None)
        self.changed.emit()
