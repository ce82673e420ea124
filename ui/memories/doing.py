"""What can be done with facts and commitments: edit, settle, pin, end, forget, each undone."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from services.records import Commitment, Fact, Strength
from services.records import Signal as MemorySignal
from ui.context import Context
from ui.memories.grouping import SlotFacts
from ui.words import tr


class MemoryActions(QObject):
    """Does it off the main thread; ``done`` tells words and a way back (or None)."""

    done = Signal(str, object)
    failed = Signal(object)
    changed = Signal()

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window

    def edit(self, fact: Fact, value: str) -> None:
        """Write another value; it can be undone."""
        memories, old = self._context.engine.memories, fact.value

        def told(changed: Fact) -> None:
            self.done.emit(
                tr("Changed to “{value}”.").format(value=changed.value),
                lambda: self.edit(changed, old),
            )
            self.changed.emit()

        self._context.tasks.start(
            lambda job: memories.edit_fact(fact.id, value), told, self.failed.emit
        )

    def settle(self, fact: Fact) -> None:
        """Say which of several values is right."""
        memories = self._context.engine.memories

        def told(settled: Fact) -> None:
            self.done.emit(f"{tr('Settled')}: {settled.slot} – {settled.value}.", None)
            self.changed.emit()

        self._context.tasks.start(lambda job: memories.settle(fact.id), told, self.failed.emit)

    def pin(self, slot: SlotFacts, wanted: bool) -> None:
        """Never forget what a slot was read from, or no longer so."""
        memories = self._context.engine.memories
        signal = MemorySignal.PIN if wanted else MemorySignal.UNPIN
        segments = tuple({s.segment_id for f in slot.current for s in f.sources})

        def told(_strengths: list[Strength]) -> None:
            words = tr("Pinned: its sources never fade.") if wanted else tr("No longer pinned.")
            self.done.emit(words, lambda: self.pin(slot, not wanted))
            self.changed.emit()

        self._context.tasks.start(
            lambda job: [memories.feedback(s, signal) for s in segments], told, self.failed.emit
        )

    def end_commitment(self, item: Commitment, outcome: str) -> None:
        """Done, dropped, or ("") open again."""
        memories = self._context.engine.memories

        def told(ended: Commitment) -> None:
            words = {"done": tr("Done"), "dropped": tr("Dropped")}.get(outcome, tr("Open again"))
            undo = (lambda: self.end_commitment(item, "")) if outcome else None
            self.done.emit(f"{words}: {ended.task}.", undo)
            self.changed.emit()

        self._context.tasks.start(
            lambda job: memories.end_commitment(item.fact_id, outcome), told, self.failed.emit
        )

    def forget_fact(self, fact: Fact) -> None:
        """A fact alone: its sources stay, so it is asked in one sentence."""
        box = QMessageBox(self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)  # what was read may hold markup
        box.setWindowTitle(tr("Forget"))
        box.setText(f"{tr('Forget that')} {fact.subject} – {fact.slot}: “{fact.value}”?")
        box.setInformativeText(
            tr("What it was read from stays; the fact will not be drawn from it again.")
        )
        forget = box.addButton(tr("Forget"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(tr("Keep"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        forget.clicked.connect(lambda: self.forget_now(fact))
        box.open()

    def forget_now(self, fact: Fact) -> None:
        """Forget a fact that was agreed on."""
        memories = self._context.engine.memories

        def told(_none: None) -> None:
            self.done.emit(f"{tr('Forgotten')}: {fact.value}.", lambda: self._restore_fact(fact))
            self.changed.emit()

        self._context.tasks.start(lambda job: memories.forget_fact(fact.id), told, self.failed.emit)

    def _restore_fact(self, fact: Fact) -> None:
        memories = self._context.engine.memories

        def told(restored: Fact) -> None:
            self.done.emit(f"{tr('Known again')}: {restored.value}.", None)
            self.changed.emit()

        self._context.tasks.start(
            lambda job: memories.restore_fact(fact.id), told, self.failed.emit
        )
