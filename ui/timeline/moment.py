"""The card of the moment under the playhead: what it is, how strong, why, and what can be done."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSizePolicy, QWidget

from services.records import DeleteRequest, Moment, SegmentId, Source, Strength
from services.records import Signal as MemorySignal
from ui.context import Context
from ui.design.curve import ForgettingCurve
from ui.design.widgets import Card, FlowLayout, chip, label, row
from ui.engine_words import engine_words
from ui.plain import action, breakable, one_line
from ui.problems import Problem
from ui.words import (
    MINUTE_MS,
    clock_words,
    count_words,
    duration_words,
    number_words,
    source_words,
    tr,
)


def strongest(moment: Moment) -> Strength | None:
    """The strength that stands for the moment: that of its most alive text."""
    return max(moment.strengths, key=lambda s: (s.pinned, s.retrievability), default=None)


class MomentCard(Card):
    """This moment."""

    done = Signal(str, object)  # words, undo
    failed = Signal(object)
    forget = Signal(object)  # choices of what to forget
    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(tr("This moment"), spacing=8)
        self._context = context
        self.moment: Moment | None = None
        self.title = label("", "name", wrap=True)
        self.where = label("", "muted", wrap=True)
        self.curve = ForgettingCurve(context.theme, context.offset_min())
        self.strength = label("", "accent")
        self.why = label("", "second", wrap=True)
        self.tools = QWidget()
        flow = FlowLayout(self.tools, 8)
        self.pin_button = chip(tr("Pin"), self._pin, name=tr("Pin this moment"))
        self.copy_button = chip(tr("Copy text"), self._copy)
        self.forget_button = chip(tr("Forget…"), self._forget, name=tr("Forget this moment"))
        for made in (self.pin_button, self.copy_button, self.forget_button):
            flow.addWidget(made)
        for item in (self.title, self.where):
            self.add(item)
        self.curve.setMaximumHeight(context.theme.px(200))  # a higher one says no more
        # the lower one is the one to scroll for: what can be done stays in sight
        self.curve.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.body.addWidget(self.curve, 100)
        self._strength_words = label(tr("Strength"), "")
        self.add(row(self._strength_words, self.strength, None, spacing=6))
        self.add(self.why)
        self.add(self.tools)
        self.body.addStretch(1)
        self.clear()

    def clear(self, words: str = "") -> None:
        """Show that there is nothing here."""
        self.moment = None
        self.title.setText(words or tr("Nothing was kept here"))
        self.where.setText("")
        self.curve.show_points((), 0)
        for item in (self._strength_words, self.strength, self.why, self.tools):
            item.hide()

    def show_moment(self, moment: Moment) -> None:
        """Show another moment."""
        self.moment = moment
        capture, event = moment.capture, moment.event
        own = capture.title or source_words(capture.source)
        title = one_line(event.title if event and capture.source != Source.FILE else own)
        self.title.setText(breakable(title))
        self.title.setAccessibleName(title)
        self.where.setText(self._where_words(moment))
        self.curve.show_points(moment.curve, self._context.now_ms())
        alive = strongest(moment)
        for item in (self._strength_words, self.strength, self.why):
            item.setVisible(alive is not None)
        self.tools.show()
        if alive is not None:
            self.strength.setText(number_words(alive.retrievability, 2))
            self.why.setText(engine_words(alive.why))
            pinned = any(s.pinned for s in moment.strengths)
            self.pin_button.setText(tr("Unpin") if pinned else tr("Pin"))
            self.pin_button.setAccessibleName(
                tr("Unpin this moment") if pinned else tr("Pin this moment")
            )

    def _where_words(self, moment: Moment) -> str:
        capture, event = moment.capture, moment.event
        parts = []
        if event is not None:
            length = event.end_ms - event.start_ms
            start = clock_words(event.start_ms, event.offset_min)
            end = clock_words(event.end_ms, event.offset_min)
            parts.append(f"{start} – {end}" if length >= MINUTE_MS else start)
            parts.append(capture.app or source_words(capture.source))
            if length >= MINUTE_MS:
                parts.append(duration_words(length))
            if event.people:
                parts.append(", ".join(event.people[:3]))
        else:
            parts += [
                clock_words(capture.at_ms, capture.offset_min),
                capture.app or source_words(capture.source),
            ]
            parts.append(count_words(len(moment.segments), "piece of text", "pieces of text"))
        return " · ".join(parts)

    def _segments(self) -> tuple[SegmentId, ...]:
        return tuple(s.id for s in self.moment.segments) if self.moment else ()

    def _pin(self) -> None:
        if self.moment is None:
            return
        pinned = any(s.pinned for s in self.moment.strengths)
        self._signal(MemorySignal.UNPIN if pinned else MemorySignal.PIN, undo=True)

    def _signal(self, signal: MemorySignal, *, undo: bool) -> None:
        memories, segments = self._context.engine.memories, self._segments()
        back = MemorySignal.UNPIN if signal is MemorySignal.PIN else MemorySignal.PIN
        words = (
            tr("Pinned: this never fades.")
            if signal is MemorySignal.PIN
            else tr("No longer pinned.")
        )

        def told(_strengths: object) -> None:
            self.done.emit(words, (lambda: self._signal(back, undo=False)) if undo else None)
            self.changed.emit()

        self._context.tasks.start(
            lambda job: [memories.feedback(s, signal) for s in segments], told, self._failed
        )

    def _failed(self, problem: Problem) -> None:
        self.failed.emit(problem)

    def _copy(self) -> None:
        if self.moment is None:
            return
        QGuiApplication.clipboard().setText("\n\n".join(s.text for s in self.moment.segments))
        memories, segments = self._context.engine.memories, self._segments()
        self._context.tasks.start(
            lambda job: [memories.feedback(s, MemorySignal.COPIED) for s in segments],
            lambda _strengths: self.done.emit(tr("The text is on the clipboard."), None),
            self._failed,
        )

    def _forget(self) -> None:
        if self.moment is None:
            return
        capture, event = self.moment.capture, self.moment.event
        choices = [
            (tr("Only this moment"), DeleteRequest(ids=tuple(str(s) for s in self._segments()))),
        ]
        if event is not None:
            words = f"{tr('All of')} “{action(event.title)}”"
            stretch = DeleteRequest(
                from_ms=event.start_ms, to_ms=event.end_ms + 1, app=event.app or None
            )
            choices.append((words, stretch))
            whole = DeleteRequest(from_ms=event.start_ms, to_ms=event.end_ms + 1)
            choices.append((tr("Everything of that time, in every app"), whole))
        if capture.thread:
            choices.append((tr("The whole thread"), DeleteRequest(thread=capture.thread)))
        self.forget.emit(tuple(choices))
