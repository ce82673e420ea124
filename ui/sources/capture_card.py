"""Consent and the state of capture, with pause."""

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from services.records import CaptureMode, CaptureState
from ui.context import Context
from ui.design.bars import StateDot
from ui.design.widgets import Card, FlowLayout, button, chip, label, row
from ui.engine_words import engine_words
from ui.shell.rail import PAUSES, left_words, pause_words, state_words
from ui.words import clock_words, count_words, tr


class CaptureCard(Card):
    """What the recorder does, and whether it may."""

    pause = Signal(object)
    resume = Signal()
    consent = Signal(bool)

    def __init__(self, context: Context) -> None:
        super().__init__(tr("Screen"), spacing=10)
        self._context = context
        self._paused: CaptureState | None = None
        self.dot = StateDot(context.theme)
        self.state = label("", "name", wrap=True)
        line = row(self.dot, self.state)
        line.setStretch(1, 1)
        self.add(line)
        self.detail = label("", "muted", wrap=True)
        self.counts = label("", "second", wrap=True)
        self.add(self.detail)
        self.counts.setToolTip(
            tr("Left out: looks at which this program or one that you exclude was in front")
        )
        self.add(self.counts)
        self.tools = QWidget()
        flow = FlowLayout(self.tools)
        self.pauses = [
            chip(pause_words(words), partial(self.pause.emit, minutes)) for words, minutes in PAUSES
        ]
        self.resume_chip = chip(tr("Resume"), self.resume.emit, name=tr("Resume capture"))
        self.stop_chip = chip(tr("Stop and withdraw consent"), lambda: self.consent.emit(False))
        for made in (*self.pauses, self.resume_chip, self.stop_chip):
            flow.addWidget(made)
        self.add(self.tools)
        self.allow = button(tr("Allow capture"), lambda: self.consent.emit(True), "primary")
        self.add(row(self.allow, None))
        self._countdown = QTimer(self)
        self._countdown.setInterval(1000)
        self._countdown.timeout.connect(self._tick)

    def show_state(self, state: CaptureState, consent: bool) -> None:
        """Show another state."""
        if self._context.engine.is_sample:
            self._show_sample()
            return
        offset = self._context.offset_min()
        self.dot.set_mode(state.mode)
        words = state_words(state, offset)
        if state.mode is CaptureMode.RECORDING and state.monitors:
            words = f"{words} {count_words(state.monitors, 'screen', 'screens')}"
        self.state.setText(words)
        self.detail.setText(engine_words(state.detail) if consent else tr(
            "Nothing is captured before you allow it. You can pause or stop at any time, "
            "and leave out apps, titles and sites."
        ))  # fmt: skip
        left = left_words(state, self._context.engine.clock.now_ms())
        if left and consent:
            self.detail.setText(f"{left}; {tr('then capture goes on by itself.')}")
        self._paused = state if left else None
        if left:
            self._countdown.start()
        else:
            self._countdown.stop()
        self.detail.setVisible(bool(self.detail.text()))
        self.counts.setText(self._counts(state))
        self.counts.setVisible(consent and state.seen > 0)
        paused = state.mode is CaptureMode.PAUSED
        live = consent and state.mode in {CaptureMode.RECORDING, CaptureMode.IDLE}
        for made in self.pauses:
            made.setVisible(live)
        self.resume_chip.setVisible(consent and paused)
        self.stop_chip.setVisible(consent)
        self.tools.setVisible(consent)
        self.allow.setVisible(not consent)

    def _tick(self) -> None:
        """Count down while a pause lasts."""
        if self._paused is not None:
            left = left_words(self._paused, self._context.engine.clock.now_ms())
            self.detail.setText(f"{left}; {tr('then capture goes on by itself.')}")

    def _show_sample(self) -> None:
        """A sample library is there to be looked at: nothing is captured into it."""
        self.dot.set_mode(CaptureMode.OFF)
        self.state.setText(tr("Sample library"))
        self.detail.setText(tr("Nothing is captured here. Start your own library for that."))
        for made in (self.counts, self.tools, self.allow):
            made.hide()

    def _counts(self, state: CaptureState) -> str:
        parts = [
            f"{count_words(state.seen, 'look', 'looks')}, {state.kept} {tr('kept')}",
            f"{state.withheld} {tr('left out')}",
        ]
        if state.dropped:
            parts.append(f"{state.dropped} {tr('dropped')}")
        if state.backlog:
            parts.append(f"{state.backlog} {tr('still to read')}")
        if state.read_up_to_ms is not None:
            parts.append(
                f"{tr('read up to')} {clock_words(state.read_up_to_ms, self._context.offset_min())}"
            )
        return " · ".join(parts)
