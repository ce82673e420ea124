"""One card a slot: the value, what was before, when it held, its sources, and what can be done."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from services.records import Fact, FactSource
from ui.context import Context
from ui.design.bars import ValidityBar
from ui.design.curve import ForgettingCurve
from ui.design.strength import faded_text
from ui.design.tokens import BODY, LARGE
from ui.design.widgets import Card, ElidedLabel, FlowLayout, button, chip, label, row
from ui.engine_words import engine_words
from ui.memories.grouping import SlotFacts
from ui.plain import action
from ui.words import count_words, number_words, short_day_words, tr

FACTS_SHOWN, SOURCES_SHOWN = 8, 4
"""Of a slot, and of a fact: more than these are only counted."""


class FactCard(Card):
    """A slot of a subject."""

    edited = Signal(object, str)  # Fact, value
    forgotten = Signal(object)  # Fact
    settled = Signal(object)  # Fact
    pinned = Signal(object, bool)  # SlotFacts, whether to pin
    source_opened = Signal(object)  # FactSource
    curve_wanted = Signal(object)  # SegmentId

    def __init__(
        self, context: Context, slot: SlotFacts, first_ms: int, *, stacked: bool = False
    ) -> None:
        super().__init__(margin=14, spacing=10)
        self._context, self.slot, self._stacked = context, slot, stacked
        self.setAccessibleName(slot.slot)
        self._value_column = QVBoxLayout()
        self._value_column.setSpacing(3)
        self._build_values()
        name = label(_slot_words(slot.slot), "muted", wrap=True)
        right = QWidget()
        right.setMinimumWidth(180)
        right.setMaximumWidth(16_777_215 if stacked else context.theme.px(300))
        right.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._bar(first_ms))
        self.sources_button = button(self._source_words(), self.toggle, "link", name=tr("Sources"))
        self.sources_button.setAccessibleDescription(self._source_words())
        column.addWidget(self.sources_button)
        head = QVBoxLayout() if stacked else QHBoxLayout()
        head.setSpacing(4 if stacked else 16)
        if not stacked:
            name.setFixedWidth(context.theme.px(130))
        head.addWidget(name)
        head.addLayout(self._value_column, 3)
        head.addWidget(right, 2)
        self.add(head)
        self.more = QWidget()  # filled when it is first opened
        self.more.hide()
        self.add(self.more)

    # what is seen at once

    def _build_values(self) -> None:
        slot, theme = self.slot, self._context.theme
        values = slot.current or slot.earlier[:1]
        joiner = f"  {tr('or')}  " if slot.conflicting else ", "
        mark = "?" if slot.conflicting else ""
        words = joiner.join(f"{fact.value}{mark}" for fact in values[:FACTS_SHOWN])
        if len(values) > FACTS_SHOWN:
            words += " …"
        self.value = label(words, "large")
        if not slot.current:
            self.value.setText(f"{words} ({tr('no longer')})")
        color = faded_text(theme.tokens, slot.strength, onto=theme.tokens.card)
        self.value.setStyleSheet(f"color: {color.name()};")
        line = QHBoxLayout()
        line.setSpacing(8)
        room = 340 if theme.scale <= 1 else 300
        wide = self.value.fontMetrics().horizontalAdvance(words) * LARGE / BODY > room
        self.value.setWordWrap(wide)
        line.addWidget(self.value, 1 if wide else 0)
        if slot.pinned:
            line.addWidget(label(tr("pinned"), "pill"))
        if slot.conflicting:
            settle = button(tr("settle"), self.toggle, "pill", name=f"{tr('Settle')} {slot.slot}")
            line.addWidget(settle, 0, Qt.AlignmentFlag.AlignTop)
        if not wide:
            line.addStretch(1)
        self._value_column.addLayout(line)
        self.editor = QLineEdit()
        self.editor.setAccessibleName(f"{tr('New value of')} {slot.slot}")
        self.editor.returnPressed.connect(self._save)
        self.editor.hide()
        self._value_column.addWidget(self.editor)
        note = tr("two sources disagree") if slot.conflicting else self._before_words()
        if note:
            self._value_column.addWidget(label(note, "second", wrap=True))

    def _before_words(self) -> str:
        parts = []
        for fact in self.slot.earlier[:2] if self.slot.current else ():
            until = self._date(fact.valid_to_ms) if fact.valid_to_ms else ""
            parts.append(
                f"{tr('was')} {fact.value}" + (f" ({tr('until')} {until})" if until else "")
            )
        return ", ".join(parts)

    def _date(self, at_ms: int) -> str:
        return short_day_words(at_ms, self._context.offset_min(), self._context.now_ms())

    def _bar(self, first_ms: int) -> ValidityBar:
        now = self._context.now_ms()
        facts = self.slot.current or self.slot.earlier[:1]
        start = min(fact.valid_from_ms for fact in facts)
        ends = [fact.valid_to_ms for fact in facts]
        end = now if None in ends else max(e for e in ends if e is not None)
        length = max(now - first_ms, 1)
        until = tr("today") if end == now else self._date(end)
        words = f"{tr('true from')} {self._date(start)} {tr('to')} {until}"
        share = (start - first_ms) / length, (end - first_ms) / length
        return ValidityBar(
            self._context.theme,
            max(share[0], 0.0),
            min(max(share[1], 0.0), 1.0),
            self.slot.strength,
            words,
        )

    def _source_words(self) -> str:
        parts = [count_words(self.slot.sources, "source", "sources")]
        if any(fact.edited for fact in self.slot.current):
            parts.append(tr("you wrote this"))
        if self.slot.conflicting:
            parts.append(tr("conflict"))
        return " · ".join(parts)

    # what opens below

    def _fill_more(self) -> None:
        layout = QVBoxLayout(self.more)
        indent = 0 if self._stacked else self._context.theme.px(146)
        layout.setContentsMargins(indent, 0, 0, 0)
        layout.setSpacing(6)
        facts = (*self.slot.current, *self.slot.earlier)
        for fact in facts[:FACTS_SHOWN]:
            layout.addLayout(self._fact_head(fact))
            for source in fact.sources[:SOURCES_SHOWN]:
                layout.addWidget(self._source_row(source))
            self._say_left(layout, len(fact.sources) - SOURCES_SHOWN)
        self._say_left(layout, len(facts) - FACTS_SHOWN)
        self._add_why(layout)
        tools = QWidget()
        flow = FlowLayout(tools, 8)
        for made in self._tools():
            flow.addWidget(made)
        layout.addWidget(tools)

    def _say_left(self, layout: QVBoxLayout, left: int) -> None:
        """Say how many are not listed."""
        if left > 0:
            layout.addWidget(label(f"{tr('and')} {left} {tr('more')}", "second"))

    def _add_why(self, layout: QVBoxLayout) -> None:
        """How strong what stands behind it is, why it was kept, and how it will fade."""
        theme, strongest = self._context.theme, self.slot.strongest
        self.curve = ForgettingCurve(theme, self._context.offset_min())
        self.curve.setFixedHeight(theme.px(90))
        self.curve.hide()
        if strongest is None:
            return
        strength = f"{tr('Strength')} {number_words(strongest.retrievability, 2)}"
        words = f"{strength} · {engine_words(strongest.why)}" if strongest.why else strength
        layout.addWidget(label(words, "second", wrap=True))
        layout.addWidget(self.curve)

    def show_curve(self, points: tuple[tuple[int, float], ...]) -> None:
        """Show how the strongest source fades."""
        self.curve.show_points(points, self._context.now_ms())
        self.curve.setVisible(len(points) > 1)

    def _fact_head(self, fact: Fact) -> QHBoxLayout:
        until = self._date(fact.valid_to_ms) if fact.valid_to_ms is not None else tr("today")
        words = ElidedLabel(f"{fact.value} · {self._date(fact.valid_from_ms)} – {until}", "second")
        line = row(words, spacing=8)
        line.setStretch(0, 1)
        if self.slot.conflicting and fact in self.slot.current:
            line.addWidget(
                button(tr("This is right"), lambda: self.settled.emit(fact), "pill",
                       name=f"{tr('This is right')}: {fact.value}")
            )  # fmt: skip
        return line

    def _source_row(self, source: FactSource) -> QWidget:
        made = button(
            "",
            lambda: self.source_opened.emit(source),
            "row",
            name=f"{tr('Open source')}: {source.quote}",
        )
        inner = QHBoxLayout(made)
        inner.setContentsMargins(10, 4, 10, 4)
        inner.addWidget(ElidedLabel(f"“{source.quote}”"), 1)
        inner.addWidget(label(tr("Open ↗"), "second"))
        made.setMinimumHeight(self._context.theme.px(30))
        return made

    def _tools(self) -> list[QWidget]:
        slot = self.slot
        made: list[QWidget] = []
        if len(slot.current) == 1:
            made.append(chip(tr("Edit"), self.edit, name=f"{tr('Edit')} {slot.slot}"))
        if slot.sources:
            words = tr("Unpin") if slot.pinned else tr("Pin")
            made.append(
                chip(
                    words,
                    lambda: self.pinned.emit(slot, not slot.pinned),
                    name=f"{words} {slot.slot}",
                )
            )
        for fact in slot.current[:FACTS_SHOWN]:
            words = (
                tr("Forget…")
                if len(slot.current) == 1
                else f"{tr('Forget')} “{action(fact.value[:24])}”…"
            )
            made.append(
                chip(
                    words,
                    partial(self.forgotten.emit, fact),
                    name=f"{tr('Forget')} {fact.value}",
                )
            )
        return made

    def toggle(self) -> None:
        """Show or hide the sources."""
        shown = self.more.isHidden()
        if self.more.layout() is None:
            self._fill_more()
        self.more.setVisible(shown)
        if shown and self.slot.strongest is not None:
            self.curve_wanted.emit(self.slot.strongest.segment_id)

    def edit(self) -> None:
        """Write another value in place."""
        self.editor.setText(self.slot.current[0].value)
        self.editor.show()
        self.value.hide()
        self.editor.setFocus()
        self.editor.selectAll()

    def _save(self) -> None:
        text = self.editor.text().strip()
        self.editor.hide()
        self.value.show()
        if text and text != self.slot.current[0].value:
            self.edited.emit(self.slot.current[0], text)


def _slot_words(slot: str) -> str:
    words = slot.replace("_", " ").strip()
    return words[:1].upper() + words[1:]
