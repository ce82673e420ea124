"""The row of tools between the frame and the film: play, step, speed, filters, on this day."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from services.records import Source, TimelineFilter
from ui.context import Context
from ui.design.widgets import FlowLayout, chip, icon_button, label, row
from ui.plain import action
from ui.problems import Problem
from ui.timeline.anniversaries import Anniversary, find_anniversaries
from ui.timeline.playback import SPEEDS, Playback
from ui.words import source_words, tr

MOST = 30
KINDS = ("app", "source", "person")


class FilterChip(QWidget):
    """One filter: pressed it offers names, pressed again it is taken off."""

    chosen = Signal(str, str)  # kind, value ("" for any)
    failed = Signal(object)

    def __init__(self, context: Context, kind: str, words: str, name: str) -> None:
        super().__init__()
        self._context, self.kind, self._words = context, kind, words
        self._slot = context.slot()
        self.value = ""
        self.chip = chip(words, self._press, checkable=True, name=name)
        self.chip.setToolTip(name)
        self.menu = QMenu(self)
        self.setLayout(row(self.chip))

    def _press(self) -> None:
        self.chip.setChecked(bool(self.value))
        if self.value:
            self.choose("")
            return
        engine, kind = self._context.engine, self.kind

        def names() -> tuple[str, ...]:
            if kind == "app":
                return engine.library.apps()
            if kind == "source":
                return tuple(source.value for source in Source)
            return tuple(s.name for s in engine.memories.subjects() if s.name.casefold() != "me")

        self._slot.run(lambda job: names(), self._offer, self.failed.emit)

    def _offer(self, names: tuple[str, ...]) -> None:
        self.menu.clear()
        for name in names[:MOST]:
            self.menu.addAction(action(self._shown(name))).triggered.connect(
                lambda _checked=False, n=name: self.choose(n)
            )
        if not names:
            self.menu.addAction(tr("None known yet")).setEnabled(False)
        self.menu.popup(self.chip.mapToGlobal(self.chip.rect().bottomLeft()))

    def _shown(self, name: str) -> str:
        return source_words(name) if self.kind == "source" else name

    def choose(self, value: str) -> None:
        """Look at this only, or ("") at all."""
        self.value = value
        self.chip.setText(f"{action(self._shown(value))}  ×" if value else self._words)
        self.chip.setChecked(bool(value))
        self.chosen.emit(self.kind, value)


class Controls(QWidget):
    """Tells what was pressed; what plays is ``playback``."""

    play_wanted = Signal()
    stepped = Signal(int)
    filtered = Signal(object)  # TimelineFilter
    go_to = Signal(object)  # at_ms
    failed = Signal(object)

    def __init__(self, context: Context, playback: Playback, here: Callable[[], int]) -> None:
        super().__init__()
        self._context, self._playback, self._here = context, playback, here
        self._slot = context.slot()
        self.only = TimelineFilter()
        theme = context.theme
        back = icon_button(theme, "step-back", tr("Moment before"), lambda: self.stepped.emit(-1))
        on = icon_button(theme, "step-on", tr("Next moment"), lambda: self.stepped.emit(1))
        self.play_button = icon_button(theme, "play", tr("Play"), self.play_wanted.emit)
        self.speed_chip = chip("", self._next_speed, name=tr("Speed"))
        self.at = label("", "second")
        self.filters = {
            "app": FilterChip(context, "app", tr("App"), tr("See one app only")),
            "source": FilterChip(context, "source", tr("Kind"), tr("See one kind only")),
            "person": FilterChip(context, "person", tr("People"), tr("See one person only")),
        }
        for made in self.filters.values():
            made.chosen.connect(self._filter)
            made.failed.connect(self.failed)
        self.day_chip = chip(tr("On this day"), self._look_back)
        self.days = QMenu(self)
        left = QWidget()
        left.setLayout(row(back, self.play_button, on, self.speed_chip, self.at, spacing=4))
        right = QWidget()
        right.setLayout(row(*self.filters.values(), self.day_chip, spacing=8))
        self._flow = FlowLayout(self, 16)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self._flow.addWidget(left)
        self._flow.addWidget(right)
        playback.changed.connect(self._show)
        self._show()

    def add_group(self, *tools: QWidget) -> None:
        """Put tools that belong together at the end; they go to the next line together."""
        group = QWidget()
        group.setLayout(row(*tools, spacing=8))
        self._flow.addWidget(group)

    def _show(self) -> None:
        playing = self._playback.playing
        self.play_button.show_as(
            "pause" if playing else "play", tr("Pause") if playing else tr("Play")
        )
        self.speed_chip.setText(f"{self._playback.speed}×")
        self.speed_chip.setAccessibleName(f"{tr('Speed')} {self._playback.speed}×")

    def _next_speed(self) -> None:
        at = SPEEDS.index(self._playback.speed)
        self._playback.set_speed(SPEEDS[(at + 1) % len(SPEEDS)])

    def _filter(self, kind: str, value: str) -> None:
        self.only = replace(self.only, **{kind: value})
        self.filtered.emit(self.only)

    # on this day

    def _look_back(self) -> None:
        engine, at_ms = self._context.engine, self._here()
        offset = self._context.offset_min()
        self._slot.run(
            lambda job: find_anniversaries(engine, at_ms, offset), self.show_days, self._broke
        )

    def show_days(self, found: tuple[Anniversary, ...]) -> None:
        """Offer the same day of other weeks, months and years."""
        self.days.clear()
        for item in found:
            when = f"{tr(item.words)} · {self._context.day(item.at_ms)}"
            words = f"{when}: {item.line}" if item.line else when
            self.days.addAction(action(words)).triggered.connect(partial(self._go, item.at_ms))
        if not found:
            self.days.addAction(tr("Nothing was kept on this day before")).setEnabled(False)
        self.days.popup(self.day_chip.mapToGlobal(self.day_chip.rect().bottomLeft()))

    def _go(self, at_ms: int, _checked: bool = False) -> None:
        self.go_to.emit(at_ms)

    def _broke(self, problem: Problem) -> None:
        self.failed.emit(problem)
